//! `uuid`: `Uuid` is `uuid.UUID`.

use uuid::Uuid;

use crate::convert::{FromPy, IntoPy, by_reference, mismatch};
use crate::error::Result;
use crate::hint::{TypeHint, hint};
use crate::intern;
use crate::raw::imported::Imported;
use crate::raw::{Obj, Python};

static CLASS: Imported = Imported::new("uuid", "UUID");

impl<'a, 'py> FromPy<'a, 'py> for Uuid {
    type Guard = ();
    const EXPECTED: &'static str = "UUID";
    const TAKES: TypeHint = hint!("{uuid.UUID}");

    /// A `uuid.UUID`. A text that looks like one is still a text.
    fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
        if !CLASS.is_type_of(obj) {
            return Err(mismatch::<Self>(obj));
        }
        Ok(Uuid::from_u128(obj.getattr(intern!("int"))?.extract()?))
    }
}

impl<'py> IntoPy<'py> for Uuid {
    const GIVES: TypeHint = hint!("{uuid.UUID}");

    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        CLASS.get(py)?.call((), &[("int", &self.as_u128())])
    }
}

by_reference!(Uuid);

//! Python's `decimal.Decimal` as text, which is exact: what the crates for decimal numbers share.

use crate::error::{Result, mismatch};
use crate::exceptions::{ExceptionType, ValueError};
use crate::intern;
use crate::raw::imported::Imported;
use crate::raw::{self, Obj, Python};
use crate::types::{Handle, Str};

static CLASS: Imported = Imported::new("decimal", "Decimal");

/// The text of a finite `Decimal` or an `int`, as `1.50`, `-3` or `1E+400`.
///
/// Raises `TypeError` for another type, and `ValueError` for what is no number.
pub(super) fn text<'py>(obj: &Obj<'py>) -> Result<Str<'py>> {
    let class = CLASS.get(obj.py())?;
    let decimal = if CLASS.is_type_of(obj) {
        obj.clone()
    } else if raw::number::is_int(obj) {
        class.call1((obj,))?
    } else {
        return Err(mismatch::new(obj, "Decimal"));
    };
    if !class.call_method(intern!("is_finite"), (&decimal,))?.is_true()? {
        return Err(mismatch::of_value(obj, "finite Decimal", ValueError::KIND));
    }
    // Not `str(obj)`: a subclass may say something else.
    Str::from_obj(class.call_method(intern!("__str__"), (decimal,))?)
}

/// A new `Decimal` of exactly the number that a text says.
pub(super) fn new<'py>(py: Python<'py>, text: &str) -> Result<Obj<'py>> {
    CLASS.get(py)?.call1((text,))
}

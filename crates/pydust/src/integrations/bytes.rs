//! `bytes`: `Bytes` and `BytesMut` are `bytes`, copied both ways.

use bytes::{Bytes, BytesMut};

use crate::convert::{FromPy, IntoPy};
use crate::error::Result;
use crate::hint::{TypeHint, hint};
use crate::raw::{self, Obj, Python};

macro_rules! bytes {
    ($($bytes:ident = $copy:expr;)*) => {$(
        impl<'a, 'py> FromPy<'a, 'py> for $bytes {
            type Guard = ();
            const EXPECTED: &'static str = "bytes";
            const TAKES: TypeHint = hint!("bytes");

            /// A copy of a `bytes`.
            fn from_py(obj: &'a Obj<'py>, guard: &'a mut ()) -> Result<Self> {
                <&[u8]>::from_py(obj, guard).map($copy)
            }
        }

        impl<'py> IntoPy<'py> for &$bytes {
            const GIVES: TypeHint = hint!("bytes");

            fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
                Ok(raw::bytes::new(py, self)?)
            }
        }
    )*};
}

bytes! {
    Bytes = Bytes::copy_from_slice;
    BytesMut = BytesMut::from;
}

super::by_value!(Bytes BytesMut);

//! `os.PathLike`: paths, and names as the operating system has them.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use super::{FromPy, IntoPy, mismatch};
use crate::error::{self, Result};
use crate::hint::{TypeHint, hint};
use crate::raw::imported::Imported;
use crate::raw::{self, Obj, Python};

static PATH: Imported = Imported::new("pathlib", "Path");

// `&Path` and `&OsStr` are lent by their guard: CPython has no such form of a `str` that could be borrowed.
macro_rules! paths {
    ($($owned:ident, $borrowed:ident, $lend:ident;)*) => {$(
        impl<'a, 'py> FromPy<'a, 'py> for $owned {
            type Guard = ();
            const EXPECTED: &'static str = "str, bytes or os.PathLike object";
            const TAKES: TypeHint = hint!("str | bytes | {os.PathLike}[str] | {os.PathLike}[bytes]");

            /// What `os.fspath` takes. Surrogates that stand for undecodable bytes become those bytes.
            ///
            /// Raises `UnicodeEncodeError` for what the file system's encoding does not have.
            fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
                if !raw::path::is(obj)? {
                    return Err(mismatch::<Self>(obj));
                }
                match raw::path::encode(&raw::path::fspath(obj)?) {
                    Ok(name) => Ok(name.into()),
                    Err(raised) => Err(error::mismatch::of_text(raised)),
                }
            }
        }

        impl<'a, 'py> FromPy<'a, 'py> for &'a $borrowed {
            type Guard = $owned;
            const EXPECTED: &'static str = <$owned>::EXPECTED;
            const TAKES: TypeHint = <$owned>::TAKES;

            /// As the owned form.
            fn from_py(obj: &'a Obj<'py>, guard: &'a mut $owned) -> Result<Self> {
                *guard = $owned::from_py(obj, &mut ())?;
                Ok(guard.$lend())
            }
        }

        impl<'py> IntoPy<'py> for $owned {
            const GIVES: TypeHint = <&$borrowed>::GIVES;

            fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
                self.$lend().into_py(py)
            }
        }

        impl<'py> IntoPy<'py> for &$owned {
            const GIVES: TypeHint = <&$borrowed>::GIVES;

            fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
                self.$lend().into_py(py)
            }
        }
    )*};
}

paths! {
    PathBuf, Path, as_path;
    OsString, OsStr, as_os_str;
}

impl<'py> IntoPy<'py> for &OsStr {
    const GIVES: TypeHint = hint!("str");

    /// A `str`, with surrogates for what can't be decoded.
    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        Ok(raw::path::decode(py, self)?)
    }
}

impl<'py> IntoPy<'py> for &Path {
    const GIVES: TypeHint = hint!("{pathlib.Path}");

    /// A `pathlib.Path`.
    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        PATH.get(py)?.call1((self.as_os_str(),))
    }
}

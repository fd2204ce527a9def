//! `either`: `Either<L, R>` is what `L` takes, or else what `R` takes.

use std::marker::PhantomData;

use either::Either;

use crate::convert::{FromPy, FromPyOwned, IntoPy};
use crate::error::{Error, Result, mismatch};
use crate::exceptions::{OverflowError, ValueError};
use crate::hint::{TypeHint, hint};
use crate::raw::{Obj, Python};

impl<'a, 'py, L: FromPyOwned<'py>, R: FromPyOwned<'py>> FromPy<'a, 'py> for Either<L, R> {
    type Guard = ();
    const EXPECTED: &'static str = Expected::<'py, L, R>::TEXT;
    const TAKES: TypeHint = hint!(L::TAKES, " | ", R::TAKES);

    /// Tries `L` first. If neither takes the object, the error is that of the one whose type it has.
    fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
        let left = match obj.extract() {
            Ok(value) => return Ok(Either::Left(value)),
            Err(error) if is_about_the_value(&error, obj.py()) => error,
            Err(error) => return Err(error),
        };
        match obj.extract() {
            Ok(value) => Ok(Either::Right(value)),
            Err(right) if left.is_mismatch() && right.is_mismatch() => {
                Err(mismatch::new(obj, Self::EXPECTED))
            }
            Err(right) if left.is_mismatch() => Err(right),
            Err(_) => Err(left),
        }
    }
}

/// Whether an error says that the value does not fit, and not that something else went wrong meanwhile.
fn is_about_the_value(error: &Error, py: Python<'_>) -> bool {
    error.is_mismatch() || error.is::<ValueError>(py) || error.is::<OverflowError>(py)
}

impl<'py, L: IntoPy<'py>, R: IntoPy<'py>> IntoPy<'py> for Either<L, R> {
    const GIVES: TypeHint = hint!(L::GIVES, " | ", R::GIVES);

    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        either::for_both!(self, value => value.into_py(py))
    }
}

impl<'py, L, R> IntoPy<'py> for &Either<L, R>
where
    for<'b> &'b L: IntoPy<'py>,
    for<'b> &'b R: IntoPy<'py>,
{
    const GIVES: TypeHint = hint!(<&L as IntoPy<'py>>::GIVES, " | ", <&R as IntoPy<'py>>::GIVES);

    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        either::for_both!(self, value => value.into_py(py))
    }
}

/// Room for the text of two types.
const ROOM: usize = 256;

/// `L or R`, put together by the compiler.
struct Expected<'py, L, R>(PhantomData<(&'py (), L, R)>);

impl<'py, L: FromPyOwned<'py>, R: FromPyOwned<'py>> Expected<'py, L, R> {
    const PARTS: [&'static str; 3] =
        [<L as FromPy<'_, 'py>>::EXPECTED, " or ", <R as FromPy<'_, 'py>>::EXPECTED];
    const BYTES: ([u8; ROOM], usize) = {
        let (mut bytes, mut length, mut part) = ([0; ROOM], 0, 0);
        while part < Self::PARTS.len() {
            let (text, mut index) = (Self::PARTS[part].as_bytes(), 0);
            while index < text.len() {
                bytes[length] = text[index];
                (length, index) = (length + 1, index + 1);
            }
            part += 1;
        }
        (bytes, length)
    };
    const TEXT: &'static str = {
        let (bytes, length) = &Self::BYTES;
        match std::str::from_utf8(bytes.split_at(*length).0) {
            Ok(text) => text,
            Err(_) => "another type", // not reached: all of it was text
        }
    };
}

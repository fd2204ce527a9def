//! [`Items`]: any iterable as a Rust iterator, each item converted when it is asked for. The other way is
//! `lazy.rs`.

use std::marker::PhantomData;

use super::sequence::element;
use super::{FromPy, FromPyOwned, mismatch};
use crate::error::Result;
use crate::hint::{TypeHint, hint};
use crate::raw::{self, Obj};
use crate::types::Iter;

/// The items of any iterable, converted one by one, as a `for` loop in Python would take them.
///
/// A `Vec<T>` parameter converts everything before the function begins; this converts what is asked for. An item
/// may be an error: of its type, which names it (`item 3: expected int, got str`), or what the iterable raised.
///
/// ```
/// use pydust as py;
///
/// fn first_negative(numbers: py::Items<f64>) -> py::Result<Option<f64>> {
///     for number in numbers {
///         let number = number?;
///         if number < 0.0 {
///             return Ok(Some(number)); // the rest is never looked at
///         }
///     }
///     Ok(None)
/// }
/// ```
pub struct Items<'py, T> {
    iter: Iter<'py>,
    taken: usize,
    item: PhantomData<fn() -> T>,
}

impl<'py, T: FromPyOwned<'py>> Iterator for Items<'py, T> {
    type Item = Result<T>;

    fn next(&mut self) -> Option<Result<T>> {
        let item = self.iter.next()?;
        let index = self.taken;
        self.taken += 1;
        Some(item.and_then(|item| element(&item, index)))
    }
}

impl<'a, 'py, T: FromPyOwned<'py>> FromPy<'a, 'py> for Items<'py, T> {
    type Guard = ();
    const EXPECTED: &'static str = "iterable";
    const TAKES: TypeHint = hint!("{collections.abc.Iterable}[", T::TAKES, "]");

    /// Anything that `for` takes; a `str` gives its characters.
    fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
        if !raw::container::is_iterable(obj) {
            return Err(mismatch::<Self>(obj));
        }
        Ok(Items { iter: obj.iter()?, taken: 0, item: PhantomData })
    }
}

//! What stands in the brackets of `sequence[..]`: [`Index`], [`Bounds`] of a slice, or either, as parameters of
//! `__getitem__` and its like. They are plain numbers, taken out of their objects before the instance is locked;
//! Python's own `slice` is the handle `types/slice.rs`.

use super::FromPy;
use crate::error::{self, Error, Result};
use crate::exceptions::{ExceptionType, IndexError, ValueError};
use crate::hint::{TypeHint, hint};
use crate::raw::{self, Obj};
use crate::types::SliceIndices;

/// A position in a sequence, as Python counts: `-1` is the last item.
///
/// As a parameter it takes an `int`, or what has `__index__`. One that is too big for any sequence raises `IndexError`,
/// as lists do.
///
/// ```
/// # use pydust as py;
/// fn nth_char(text: &str, index: py::Index) -> py::Result<char> {
///     let chars: Vec<char> = text.chars().collect();
///     Ok(chars[index.within(chars.len())?])
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Index(isize);

impl Index {
    /// The number as it was given.
    pub fn get(self) -> isize {
        self.0
    }

    /// The place of an item in a sequence of the given length.
    ///
    /// Raises `IndexError` where there is none.
    #[inline]
    #[track_caller]
    pub fn within(self, length: usize) -> Result<usize> {
        let place =
            if self.0 < 0 { length.checked_add_signed(self.0) } else { Some(self.0 as usize) };
        match place {
            Some(place) if place < length => Ok(place),
            _ => Err(Error::new(IndexError, "index out of range")),
        }
    }

    /// The place before which `list.insert` would put an item: what is beyond either end is that end.
    #[inline]
    pub fn clamped(self, length: usize) -> usize {
        let place = if self.0 < 0 {
            length.checked_add_signed(self.0).unwrap_or(0)
        } else {
            self.0 as usize
        };
        place.min(length)
    }
}

impl From<isize> for Index {
    fn from(index: isize) -> Index {
        Index(index)
    }
}

impl<'a, 'py> FromPy<'a, 'py> for Index {
    type Guard = ();
    const EXPECTED: &'static str = "int";
    const TAKES: TypeHint = hint!("{typing.SupportsIndex}");

    #[inline(always)]
    fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
        index(obj, Self::EXPECTED).map(Index)
    }
}

#[inline(always)]
fn index(obj: &Obj<'_>, expected: &'static str) -> Result<isize> {
    match raw::number::int_i64(obj).and_then(|index| index.try_into().ok()) {
        Some(index) => Ok(index),
        None => index_slowly(obj, expected),
    }
}

#[cold]
extern "C" fn index_slowly(obj: &Obj<'_>, expected: &'static str) -> Result<isize> {
    if !raw::number::is_index(obj) {
        return Err(error::mismatch::new(obj, expected));
    }
    let int = raw::number::index(obj)?;
    match raw::number::int_i64(&int).and_then(|index| index.try_into().ok()) {
        Some(index) => Ok(index),
        None => Err(error::mismatch::of_value(&int, "int that an index can be", IndexError::KIND)),
    }
}

/// Start, stop and step of a slice, as a parameter: see [`Subscript`].
///
/// The methods below do to a slice or a vector what `list` does for `list[start:stop:step]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    start: isize,
    stop: isize,
    step: isize,
}

impl Bounds {
    /// `slice(start, stop, step)`, with `None` for what is left out.
    ///
    /// Raises `ValueError` for a step of 0.
    #[track_caller]
    pub fn new(start: Option<isize>, stop: Option<isize>, step: Option<isize>) -> Result<Bounds> {
        let step = step.unwrap_or(1).max(-isize::MAX);
        if step == 0 {
            return Err(Error::new(ValueError, "slice step cannot be zero"));
        }
        let (first, last) = if step < 0 { (isize::MAX, isize::MIN) } else { (0, isize::MAX) };
        Ok(Bounds { start: start.unwrap_or(first), stop: stop.unwrap_or(last), step })
    }

    /// What the slice takes of a sequence of the given length: negative indices are counted from the end, and what is
    /// past the ends is left out.
    pub fn within(self, length: usize) -> SliceIndices {
        SliceIndices::new(self.parts(), length)
    }

    /// Start, stop and step.
    pub(crate) fn parts(self) -> (isize, isize, isize) {
        (self.start, self.stop, self.step)
    }

    /// `items[start:stop:step]`
    ///
    /// ```
    /// # use pydust as py;
    /// fn pick(items: Vec<i64>, which: py::Bounds) -> Vec<i64> {
    ///     which.of(&items)
    /// }
    /// ```
    pub fn of<T: Clone>(self, items: &[T]) -> Vec<T> {
        self.within(items.len()).filter_map(|index| items.get(index).cloned()).collect()
    }

    /// `items[start:stop:step] = new`; gives what was there, so that it can be dropped elsewhere: what ends may run
    /// any code.
    ///
    /// Raises `ValueError` if the step is not 1, and `new` has another length than what it replaces.
    #[track_caller]
    pub fn replace<T>(self, items: &mut Vec<T>, new: Vec<T>) -> Result<Vec<T>> {
        let indices = self.within(items.len());
        if self.step == 1 {
            let start = usize::try_from(indices.start()).unwrap_or(0);
            return Ok(items.splice(start..start + indices.len(), new).collect());
        }
        if indices.len() != new.len() {
            let (new, old) = (new.len(), indices.len());
            let message =
                format!("attempt to assign sequence of size {new} to extended slice of size {old}");
            return Err(Error::new(ValueError, message));
        }
        let replaced = indices.zip(new).filter_map(|(index, new)| {
            items.get_mut(index).map(|item| std::mem::replace(item, new))
        });
        Ok(replaced.collect())
    }

    /// `del items[start:stop:step]`; gives what was there, in its order.
    pub fn remove<T>(self, items: &mut Vec<T>) -> Vec<T> {
        let indices = self.within(items.len());
        if indices.len() == 0 {
            return Vec::new();
        }
        let step = self.step.unsigned_abs();
        let first = if self.step < 0 {
            indices.start() as usize - (indices.len() - 1) * step
        } else {
            indices.start() as usize
        };
        if step == 1 {
            return items.drain(first..first + indices.len()).collect();
        }
        let mut removed = Vec::with_capacity(indices.len());
        let mut next = Some(first);
        let rest = std::mem::take(items);
        for (index, item) in rest.into_iter().enumerate() {
            if next == Some(index) {
                removed.push(item);
                next = (removed.len() < indices.len()).then(|| index + step);
            } else {
                items.push(item);
            }
        }
        removed
    }
}

impl<'a, 'py> FromPy<'a, 'py> for Bounds {
    type Guard = ();
    const EXPECTED: &'static str = "slice";
    const TAKES: TypeHint = hint!("slice");

    #[inline]
    fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
        if raw::range::is_slice(obj) { unpacked(obj) } else { Err(super::mismatch::<Self>(obj)) }
    }
}

extern "C" fn unpacked(slice: &Obj<'_>) -> Result<Bounds> {
    let (start, stop, step) = raw::range::unpack_slice(slice)?;
    Ok(Bounds { start, stop, step })
}

/// What `sequence[..]` is asked for: an index or a slice.
///
/// ```
/// #[pydust::module]
/// pub mod stacks {
///     use pydust as py;
///
///     #[class]
///     pub struct Primes { found: Vec<u64> }
///
///     impl Primes {
///         pub fn nth(&self, at: py::Subscript) -> py::Result<Vec<u64>> {
///             match at {
///                 py::Subscript::Index(index) => Ok(vec![self.found[index.within(self.found.len())?]]),
///                 py::Subscript::Slice(bounds) => Ok(bounds.of(&self.found)),
///             }
///         }
///     }
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subscript {
    /// `sequence[-1]`
    Index(Index),
    /// `sequence[1:]`
    Slice(Bounds),
}

impl<'a, 'py> FromPy<'a, 'py> for Subscript {
    type Guard = ();
    const EXPECTED: &'static str = "int or slice";
    const TAKES: TypeHint = hint!("{typing.SupportsIndex} | slice");

    #[inline(always)]
    fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
        if raw::range::is_slice(obj) {
            return unpacked(obj).map(Subscript::Slice);
        }
        Ok(Subscript::Index(Index(index(obj, Self::EXPECTED)?)))
    }
}

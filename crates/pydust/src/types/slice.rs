//! [`Slice`]: Python's `slice`, as `obj[1:-1]` passes it to `__getitem__`.

use super::handle;
use crate::convert::IntoPy;
use crate::error::Result;
use crate::raw::{self, Obj, Python};

handle! {
    /// Python's `slice`.
    ///
    /// ```
    /// # use pydust as py;
    /// fn pick(text: &py::Str, which: &py::Slice) -> py::Result<String> {
    ///     let chars: Vec<char> = text.as_str()?.chars().collect();
    ///     Ok(which.indices(chars.len())?.map(|index| chars[index]).collect())
    /// }
    /// ```
    Slice, PySlice, "slice", raw::range::is_slice
}

impl<'py> Slice<'py> {
    /// `slice(start, stop, step)`, with `None` for what is left out.
    ///
    /// ```
    /// # use pydust as py;
    /// fn every_other<'py>(list: &py::Obj<'py>) -> py::Result<py::Obj<'py>> {
    ///     list.get_item(py::Slice::new(list.py(), None, None, Some(2))?)
    /// }
    /// ```
    #[track_caller]
    pub fn new(
        py: Python<'py>,
        start: Option<isize>,
        stop: Option<isize>,
        step: Option<isize>,
    ) -> Result<Slice<'py>> {
        let (start, stop, step) = (start.into_py(py)?, stop.into_py(py)?, step.into_py(py)?);
        Ok(Slice(raw::range::new_slice(&start, &stop, &step)?))
    }

    /// What the slice takes of a sequence of the given length: negative indices are counted from the end, and what is
    /// past the ends is left out.
    ///
    /// Raises `ValueError` for a step of 0, and `TypeError` if one of the three is neither `None` nor an integer.
    #[track_caller]
    pub fn indices(&self, length: usize) -> Result<SliceIndices> {
        Ok(SliceIndices::new(raw::range::unpack_slice(self)?, length))
    }

    /// The start as it was given: often `None`.
    #[track_caller]
    pub fn start(&self) -> Result<Obj<'py>> {
        self.getattr(crate::intern!("start"))
    }

    /// The stop as it was given: often `None`.
    #[track_caller]
    pub fn stop(&self) -> Result<Obj<'py>> {
        self.getattr(crate::intern!("stop"))
    }

    /// The step as it was given: often `None`.
    #[track_caller]
    pub fn step(&self) -> Result<Obj<'py>> {
        self.getattr(crate::intern!("step"))
    }
}

/// What a slice takes of a sequence, and the indices of it, one after the other: see [`Slice::indices`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SliceIndices {
    start: isize,
    stop: isize,
    step: isize,
    count: usize,
}

impl SliceIndices {
    /// Those of an unpacked slice.
    pub(crate) fn new(bounds: (isize, isize, isize), length: usize) -> SliceIndices {
        let (start, stop, count) = raw::range::adjust_slice(length, bounds);
        SliceIndices { start, stop, step: bounds.2, count }
    }

    /// The first index; where none is taken, the place where one would be inserted.
    pub fn start(&self) -> isize {
        self.start
    }

    /// The index before which it ends, or, with a negative step, behind which: -1 past the first item.
    pub fn stop(&self) -> isize {
        self.stop
    }

    /// From one index to the next; never 0.
    pub fn step(&self) -> isize {
        self.step
    }
}

impl Iterator for SliceIndices {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        self.count = self.count.checked_sub(1)?;
        let index = self.start;
        self.start = self.start.wrapping_add(self.step); // beyond the last one, it is not read again
        usize::try_from(index).ok()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.count, Some(self.count))
    }
}

impl ExactSizeIterator for SliceIndices {}
impl std::iter::FusedIterator for SliceIndices {}

//! [`Range`]: Python's `range`.

use super::{Handle, Int, handle};
use crate::convert::IntoPy;
use crate::error::Result;
use crate::raw::{self, Python};

handle! {
    /// Python's `range`.
    ///
    /// ```
    /// # use pydust as py;
    /// fn widened<'py>(range: &py::Range<'py>) -> py::Result<py::Range<'py>> {
    ///     let (start, stop) = (range.start()?.value::<isize>()?, range.stop()?.value::<isize>()?);
    ///     py::Range::new(range.py(), start - 1, stop + 1, range.step()?.value()?)
    /// }
    /// ```
    Range, PyRange, "range", raw::range::is_range
}

macro_rules! parts {
    ($($name:ident = $doc:literal;)*) => {
        impl<'py> Range<'py> {$(
            #[doc = $doc]
            #[track_caller]
            pub fn $name(&self) -> Result<Int<'py>> {
                Int::from_obj(self.getattr(crate::intern!(stringify!($name)))?)
            }
        )*}
    };
}

parts! {
    start = "The first number, if there is any.";
    stop = "The number before which the range ends.";
    step = "From one number to the next; never 0.";
}

impl<'py> Range<'py> {
    /// `range(start, stop, step)`.
    ///
    /// Raises `ValueError` for a step of 0.
    #[track_caller]
    pub fn new(py: Python<'py>, start: isize, stop: isize, step: isize) -> Result<Range<'py>> {
        let bounds = [start.into_py(py)?, stop.into_py(py)?, step.into_py(py)?];
        Range::from_obj(raw::range::new_range(py, bounds)?)
    }
}

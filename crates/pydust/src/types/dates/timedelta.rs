//! [`TimeDelta`]: `datetime.timedelta`.

use super::TIMEDELTA;
use crate::error::Result;
use crate::intern;
use crate::raw::Python;
use crate::types::{Handle, attributes, handle};

handle! {
    /// Python's `datetime.timedelta`: a span of time, to the microsecond. It may be negative.
    ///
    /// ```
    /// # use pydust as py;
    /// fn half_a_day(py: py::Python) -> py::Result<py::PyTimeDelta> {
    ///     Ok(py::TimeDelta::new(py, 0, 12 * 3600, 0)?.unbind())
    /// }
    /// ```
    TimeDelta, PyTimeDelta, "datetime.timedelta" as "{datetime.timedelta}", |obj| TIMEDELTA.is_type_of(obj)
}

impl<'py> TimeDelta<'py> {
    /// `timedelta(days, seconds, microseconds)`: their sum, however large each is.
    ///
    /// Raises `OverflowError` beyond 999,999,999 days.
    #[track_caller]
    pub fn new(
        py: Python<'py>,
        days: i64,
        seconds: i64,
        microseconds: i64,
    ) -> Result<TimeDelta<'py>> {
        TimeDelta::from_obj(TIMEDELTA.get(py)?.call1((days, seconds, microseconds))?)
    }

    attributes! {
        /// The whole days; negative for a negative span, of which the other parts count forward.
        days = "days": i32;
        /// The whole seconds beyond the days, from 0 to 86,399.
        seconds = "seconds": u32;
        /// The microseconds beyond the seconds, from 0 to 999,999.
        microseconds = "microseconds": u32;
    }

    /// The whole span in seconds.
    #[track_caller]
    pub fn total_seconds(&self) -> Result<f64> {
        self.call_method(intern!("total_seconds"), ())?.extract()
    }
}

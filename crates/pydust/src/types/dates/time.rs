//! [`Time`]: `datetime.time`.

use super::{TIME, TimeDelta, TzInfo};
use crate::error::Result;
use crate::intern;
use crate::raw::Python;
use crate::types::{Handle, attributes, handle};

handle! {
    /// Python's `datetime.time`: a time of day, with or without a time zone.
    ///
    /// ```
    /// # use pydust as py;
    /// fn opens(py: py::Python) -> py::Result<py::PyTime> {
    ///     Ok(py::Time::new(py, (8, 30, 0, 0), None)?.unbind())
    /// }
    /// ```
    Time, PyTime, "datetime.time" as "{datetime.time}", |obj| TIME.is_type_of(obj)
}

impl<'py> Time<'py> {
    /// `time(hour, minute, second, microsecond, tzinfo)`.
    ///
    /// Raises `ValueError` for a part that is out of range.
    #[track_caller]
    pub fn new(
        py: Python<'py>,
        (hour, minute, second, microsecond): (u8, u8, u8, u32),
        tzinfo: Option<&TzInfo<'py>>,
    ) -> Result<Time<'py>> {
        let arguments = (hour, minute, second, microsecond, tzinfo);
        Time::from_obj(TIME.get(py)?.call1(arguments)?)
    }

    attributes! {
        /// The hour, from 0 to 23.
        hour = "hour": u8;
        /// The minute, from 0 to 59.
        minute = "minute": u8;
        /// The second, from 0 to 59.
        second = "second": u8;
        /// The microsecond, from 0 to 999,999.
        microsecond = "microsecond": u32;
        /// 1 for the second of two equal times as clocks are set back, else 0.
        fold = "fold": u8;
        /// The time zone; `None` for a naive time.
        tzinfo = "tzinfo": Option<TzInfo<'py>>;
    }

    /// The offset from UTC; `None` where there is no zone, or its offset depends on the day.
    #[track_caller]
    pub fn utcoffset(&self) -> Result<Option<TimeDelta<'py>>> {
        self.call_method(intern!("utcoffset"), ())?.extract()
    }

    /// The same time with another `fold`.
    #[track_caller]
    pub fn with_fold(&self, fold: u8) -> Result<Time<'py>> {
        Time::from_obj(self.getattr(intern!("replace"))?.call((), &[("fold", &fold)])?)
    }
}

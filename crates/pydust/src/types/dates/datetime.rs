//! [`DateTime`]: `datetime.datetime`.

use super::{DATETIME, Date, Time, TimeDelta, TzInfo};
use crate::error::Result;
use crate::intern;
use crate::raw::Python;
use crate::types::{Handle, attributes, handle};

handle! {
    /// Python's `datetime.datetime`: a day and a time, with or without a time zone.
    ///
    /// ```
    /// # use pydust as py;
    /// fn moon_landing(py: py::Python) -> py::Result<py::PyDateTime> {
    ///     let utc = py::TzInfo::utc(py)?;
    ///     Ok(py::DateTime::new(py, (1969, 7, 20), (20, 17, 40, 0), Some(&utc))?.unbind())
    /// }
    /// ```
    DateTime, PyDateTime, "datetime.datetime" as "{datetime.datetime}", |obj| DATETIME.is_type_of(obj)
}

impl<'py> DateTime<'py> {
    /// `datetime(year, month, day, hour, minute, second, microsecond, tzinfo)`.
    ///
    /// Raises `ValueError` for a day that is not in the calendar, or a part that is out of range.
    #[track_caller]
    pub fn new(
        py: Python<'py>,
        (year, month, day): (u16, u8, u8),
        (hour, minute, second, microsecond): (u8, u8, u8, u32),
        tzinfo: Option<&TzInfo<'py>>,
    ) -> Result<DateTime<'py>> {
        let arguments = (year, month, day, hour, minute, second, microsecond, tzinfo);
        DateTime::from_obj(DATETIME.get(py)?.call1(arguments)?)
    }

    /// `datetime.combine(date, time)`, in the time's zone.
    #[track_caller]
    pub fn combine(date: &Date<'py>, time: &Time<'py>) -> Result<DateTime<'py>> {
        DateTime::from_obj(DATETIME.get(date.py())?.call_method(intern!("combine"), (date, time))?)
    }

    /// `datetime.now(tzinfo)`. Without a zone it is the machine's time, and naive.
    #[track_caller]
    pub fn now(py: Python<'py>, tzinfo: Option<&TzInfo<'py>>) -> Result<DateTime<'py>> {
        DateTime::from_obj(DATETIME.get(py)?.call_method(intern!("now"), (tzinfo,))?)
    }

    /// `datetime.fromtimestamp(timestamp, tzinfo)`: seconds since 1970 in UTC.
    ///
    /// Raises `OverflowError`, `OSError` or `ValueError` for a time that can't be represented.
    #[track_caller]
    pub fn from_timestamp(
        py: Python<'py>,
        timestamp: f64,
        tzinfo: Option<&TzInfo<'py>>,
    ) -> Result<DateTime<'py>> {
        let found = DATETIME.get(py)?.call_method(intern!("fromtimestamp"), (timestamp, tzinfo))?;
        DateTime::from_obj(found)
    }

    attributes! {
        /// The year, from 1 to 9999.
        year = "year": u16;
        /// The month, from 1.
        month = "month": u8;
        /// The day in the month, from 1.
        day = "day": u8;
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
        /// The time zone; `None` for a naive `datetime`.
        tzinfo = "tzinfo": Option<TzInfo<'py>>;
    }

    /// The day.
    #[track_caller]
    pub fn date(&self) -> Result<Date<'py>> {
        Date::from_obj(self.call_method(intern!("date"), ())?)
    }

    /// The time of day, without its zone.
    #[track_caller]
    pub fn time(&self) -> Result<Time<'py>> {
        Time::from_obj(self.call_method(intern!("time"), ())?)
    }

    /// The offset from UTC; `None` for a naive `datetime`.
    #[track_caller]
    pub fn utcoffset(&self) -> Result<Option<TimeDelta<'py>>> {
        self.call_method(intern!("utcoffset"), ())?.extract()
    }

    /// Seconds since 1970 in UTC. A naive `datetime` is taken to be the machine's time.
    ///
    /// Raises `OverflowError` for what the machine's clock can't represent.
    #[track_caller]
    pub fn timestamp(&self) -> Result<f64> {
        self.call_method(intern!("timestamp"), ())?.extract()
    }

    /// `astimezone(tzinfo)`: the same moment in another zone; without one, in the machine's.
    #[track_caller]
    pub fn as_timezone(&self, tzinfo: Option<&TzInfo<'py>>) -> Result<DateTime<'py>> {
        DateTime::from_obj(self.call_method(intern!("astimezone"), (tzinfo,))?)
    }

    /// The same `datetime` with another `fold`.
    #[track_caller]
    pub fn with_fold(&self, fold: u8) -> Result<DateTime<'py>> {
        DateTime::from_obj(self.getattr(intern!("replace"))?.call((), &[("fold", &fold)])?)
    }
}

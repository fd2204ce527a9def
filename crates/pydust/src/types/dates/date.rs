//! [`Date`]: `datetime.date`.

use super::DATE;
use crate::error::Result;
use crate::intern;
use crate::raw::Python;
use crate::types::{Handle, attributes, handle};

handle! {
    /// Python's `datetime.date`: a day. A `datetime` is one too, as in Python.
    ///
    /// ```
    /// # use pydust as py;
    /// fn is_leap_day(date: &py::Date) -> py::Result<bool> {
    ///     Ok((date.month()?, date.day()?) == (2, 29))
    /// }
    /// ```
    Date, PyDate, "datetime.date" as "{datetime.date}", |obj| DATE.is_type_of(obj)
}

impl<'py> Date<'py> {
    /// `date(year, month, day)`.
    ///
    /// Raises `ValueError` for a day that is not in the calendar, or not in the years 1 to 9999.
    #[track_caller]
    pub fn new(py: Python<'py>, year: u16, month: u8, day: u8) -> Result<Date<'py>> {
        Date::from_obj(DATE.get(py)?.call1((year, month, day))?)
    }

    /// `date.today()`: the day in the machine's time zone.
    #[track_caller]
    pub fn today(py: Python<'py>) -> Result<Date<'py>> {
        Date::from_obj(DATE.get(py)?.call_method(intern!("today"), ())?)
    }

    attributes! {
        /// The year, from 1 to 9999.
        year = "year": u16;
        /// The month, from 1.
        month = "month": u8;
        /// The day in the month, from 1.
        day = "day": u8;
    }

    /// The day in the week: 0 is Monday.
    #[track_caller]
    pub fn weekday(&self) -> Result<u8> {
        self.call_method(intern!("weekday"), ())?.extract()
    }

    /// `date.toordinal()`: days since the first of January of the year 1, which is day 1.
    #[track_caller]
    pub fn ordinal(&self) -> Result<u32> {
        self.call_method(intern!("toordinal"), ())?.extract()
    }
}

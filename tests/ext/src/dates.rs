//! Dates and times: made, read, and refused.

use pydust as py;

#[py::module]
pub mod dates {
    use super::*;

    /// The classes of the handles.
    pub fn classes(py: py::Python) -> py::Result<[py::PyType; 5]> {
        Ok([
            py.type_of::<py::Date>()?.unbind(),
            py.type_of::<py::Time>()?.unbind(),
            py.type_of::<py::DateTime>()?.unbind(),
            py.type_of::<py::TimeDelta>()?.unbind(),
            py.type_of::<py::TzInfo>()?.unbind(),
        ])
    }

    type TimeParts = (u8, u8, u8, u32);

    pub fn new_date(py: py::Python, year: u16, month: u8, day: u8) -> py::Result<py::PyDate> {
        Ok(py::Date::new(py, year, month, day)?.unbind())
    }

    pub fn today(py: py::Python) -> py::Result<py::PyDate> {
        Ok(py::Date::today(py)?.unbind())
    }

    pub fn date_parts(date: &py::Date) -> py::Result<(u16, u8, u8, u8, u32)> {
        Ok((date.year()?, date.month()?, date.day()?, date.weekday()?, date.ordinal()?))
    }

    pub fn new_time(
        py: py::Python,
        parts: TimeParts,
        tzinfo: Option<&py::TzInfo>,
    ) -> py::Result<py::PyTime> {
        Ok(py::Time::new(py, parts, tzinfo)?.unbind())
    }

    pub fn time_parts(
        time: &py::Time,
    ) -> py::Result<(TimeParts, u8, Option<py::PyTzInfo>, Option<py::PyTimeDelta>)> {
        Ok((
            (time.hour()?, time.minute()?, time.second()?, time.microsecond()?),
            time.fold()?,
            time.tzinfo()?.map(py::TzInfo::unbind),
            time.utcoffset()?.map(py::TimeDelta::unbind),
        ))
    }

    pub fn second_time(time: &py::Time) -> py::Result<py::PyTime> {
        Ok(time.with_fold(1)?.unbind())
    }

    pub fn new_datetime(
        py: py::Python,
        date: (u16, u8, u8),
        time: TimeParts,
        tzinfo: Option<&py::TzInfo>,
    ) -> py::Result<py::PyDateTime> {
        Ok(py::DateTime::new(py, date, time, tzinfo)?.unbind())
    }

    #[allow(clippy::type_complexity)]
    pub fn datetime_parts(
        moment: &py::DateTime,
    ) -> py::Result<((u16, u8, u8), TimeParts, u8, Option<py::PyTzInfo>, Option<py::PyTimeDelta>)>
    {
        Ok((
            (moment.year()?, moment.month()?, moment.day()?),
            (moment.hour()?, moment.minute()?, moment.second()?, moment.microsecond()?),
            moment.fold()?,
            moment.tzinfo()?.map(py::TzInfo::unbind),
            moment.utcoffset()?.map(py::TimeDelta::unbind),
        ))
    }

    pub fn second_datetime(moment: &py::DateTime) -> py::Result<py::PyDateTime> {
        Ok(moment.with_fold(1)?.unbind())
    }

    pub fn split(moment: &py::DateTime) -> py::Result<(py::PyDate, py::PyTime)> {
        Ok((moment.date()?.unbind(), moment.time()?.unbind()))
    }

    pub fn combine(date: &py::Date, time: &py::Time) -> py::Result<py::PyDateTime> {
        Ok(py::DateTime::combine(date, time)?.unbind())
    }

    pub fn now(py: py::Python, tzinfo: Option<&py::TzInfo>) -> py::Result<py::PyDateTime> {
        Ok(py::DateTime::now(py, tzinfo)?.unbind())
    }

    pub fn from_timestamp(
        py: py::Python,
        timestamp: f64,
        tzinfo: Option<&py::TzInfo>,
    ) -> py::Result<py::PyDateTime> {
        Ok(py::DateTime::from_timestamp(py, timestamp, tzinfo)?.unbind())
    }

    pub fn timestamp(moment: &py::DateTime) -> py::Result<f64> {
        moment.timestamp()
    }

    pub fn as_timezone(
        moment: &py::DateTime,
        tzinfo: Option<&py::TzInfo>,
    ) -> py::Result<py::PyDateTime> {
        Ok(moment.as_timezone(tzinfo)?.unbind())
    }

    pub fn new_delta(
        py: py::Python,
        days: i64,
        seconds: i64,
        microseconds: i64,
    ) -> py::Result<py::PyTimeDelta> {
        Ok(py::TimeDelta::new(py, days, seconds, microseconds)?.unbind())
    }

    pub fn delta_parts(delta: &py::TimeDelta) -> py::Result<(i32, u32, u32, f64)> {
        Ok((delta.days()?, delta.seconds()?, delta.microseconds()?, delta.total_seconds()?))
    }

    pub fn utc(py: py::Python) -> py::Result<py::PyTzInfo> {
        Ok(py::TzInfo::utc(py)?.unbind())
    }

    pub fn fixed(offset: &py::TimeDelta) -> py::Result<py::PyTzInfo> {
        Ok(py::TzInfo::fixed(offset)?.unbind())
    }

    pub fn named(py: py::Python, name: &str) -> py::Result<py::PyTzInfo> {
        Ok(py::TzInfo::named(py, name)?.unbind())
    }

    pub fn zone_at(
        zone: &py::TzInfo,
        at: &py::DateTime,
    ) -> py::Result<(Option<String>, Option<py::PyTimeDelta>)> {
        Ok((zone.name(at)?, zone.utcoffset(at)?.map(py::TimeDelta::unbind)))
    }
}

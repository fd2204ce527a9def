//! `chrono`: dates, times and spans of time are Python's own; what is below a microsecond is cut off.
//! Zones from the database are in `chrono_tz.rs`.

use chrono::{
    DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone,
    Timelike, Utc,
};

use super::datetime::{self, Date, Time};
use crate::convert::{FromPy, IntoPy, by_reference};
use crate::error::{Error, Result, mismatch};
use crate::exceptions::{ExceptionType, OverflowError};
use crate::hint::{TypeHint, hint};
use crate::intern;
use crate::raw::{Obj, Python};

/// The error for what `datetime` holds and `chrono` does not.
fn out_of_range(obj: &Obj<'_>, target: &str) -> Error {
    let class = obj.class().name().unwrap_or_default();
    let expected = format!("{class} in the range of chrono's {target}");
    mismatch::of_value(obj, &expected, OverflowError::KIND)
}

fn date_of(date: impl Datelike) -> Date {
    Date { year: date.year(), month: date.month() as u8, day: date.day() as u8 }
}

fn time_of(time: impl Timelike) -> Result<Time> {
    let (hour, minute, second) = (time.hour() as u8, time.minute() as u8, time.second() as u8);
    Time::new(hour, minute, second, time.nanosecond())
}

fn to_naive_date(date: &Date) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(date.year, date.month.into(), date.day.into())
}

fn to_naive_time(time: &Time) -> Option<NaiveTime> {
    let (hour, minute, second) = (time.hour.into(), time.minute.into(), time.second.into());
    NaiveTime::from_hms_nano_opt(hour, minute, second, time.nanosecond())
}

impl<'a, 'py> FromPy<'a, 'py> for NaiveDate {
    type Guard = ();
    const EXPECTED: &'static str = "date";
    const TAKES: TypeHint = hint!("{datetime.date}");

    /// A `date`, and no `datetime`.
    fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
        to_naive_date(&Date::from_py(obj)?).ok_or_else(|| out_of_range(obj, "NaiveDate"))
    }
}

impl<'py> IntoPy<'py> for NaiveDate {
    const GIVES: TypeHint = hint!("{datetime.date}");

    /// Raises `ValueError` for years that Python does not have.
    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        date_of(self).into_py(py)
    }
}

impl<'a, 'py> FromPy<'a, 'py> for NaiveTime {
    type Guard = ();
    const EXPECTED: &'static str = datetime::NAIVE_TIME;
    const TAKES: TypeHint = hint!("{datetime.time}");

    /// A `time` without a zone.
    fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
        to_naive_time(&Time::from_py(obj)?).ok_or_else(|| out_of_range(obj, "NaiveTime"))
    }
}

impl<'py> IntoPy<'py> for NaiveTime {
    const GIVES: TypeHint = hint!("{datetime.time}");

    /// Raises `ValueError` for a leap second.
    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        time_of(self)?.into_py(py)
    }
}

impl<'a, 'py> FromPy<'a, 'py> for NaiveDateTime {
    type Guard = ();
    const EXPECTED: &'static str = datetime::NAIVE;
    const TAKES: TypeHint = hint!("{datetime.datetime}");

    /// A `datetime` without a zone; its fold is not looked at.
    fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
        let (date, time) = datetime::naive_from_py(obj)?;
        match (to_naive_date(&date), to_naive_time(&time)) {
            (Some(date), Some(time)) => Ok(date.and_time(time)),
            _ => Err(out_of_range(obj, "NaiveDateTime")),
        }
    }
}

impl<'py> IntoPy<'py> for NaiveDateTime {
    const GIVES: TypeHint = hint!("{datetime.datetime}");

    /// Raises `ValueError` for a leap second, and for years that Python does not have.
    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        datetime::naive_into_py(py, date_of(self), time_of(self)?)
    }
}

/// The moment of an aware `datetime`.
pub(super) fn utc_from_py(obj: &Obj<'_>) -> Result<DateTime<Utc>> {
    DateTime::from_timestamp_micros(datetime::moment_from_py(obj)?)
        .ok_or_else(|| out_of_range(obj, "DateTime"))
}

/// An aware `datetime` in a zone, by default UTC.
pub(super) fn moment_into_py<'py, Z: TimeZone>(
    moment: &DateTime<Z>,
    py: Python<'py>,
    zone: Option<Obj<'py>>,
) -> Result<Obj<'py>> {
    datetime::micros_of(moment.timestamp_subsec_nanos())?;
    datetime::moment_into_py(py, moment.timestamp_micros(), zone)
}

impl<'a, 'py> FromPy<'a, 'py> for DateTime<Utc> {
    type Guard = ();
    const EXPECTED: &'static str = datetime::AWARE;
    const TAKES: TypeHint = hint!("{datetime.datetime}");

    /// An aware `datetime` of any zone, as the same moment in UTC.
    fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
        utc_from_py(obj)
    }
}

impl<'py> IntoPy<'py> for DateTime<Utc> {
    const GIVES: TypeHint = hint!("{datetime.datetime}");

    /// Raises `ValueError` for a leap second, `OverflowError` for years that Python does not have.
    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        moment_into_py(&self, py, None)
    }
}

impl<'a, 'py> FromPy<'a, 'py> for DateTime<FixedOffset> {
    type Guard = ();
    const EXPECTED: &'static str = datetime::AWARE;
    const TAKES: TypeHint = hint!("{datetime.datetime}");

    /// An aware `datetime` of any zone, with the offset that is in force there at its moment.
    fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
        let moment = utc_from_py(obj)?;
        let seconds = datetime::offset_seconds(&obj.call_method(intern!("utcoffset"), ())?)?;
        let offset = FixedOffset::east_opt(seconds);
        offset
            .map(|offset| moment.with_timezone(&offset))
            .ok_or_else(|| out_of_range(obj, "FixedOffset"))
    }
}

impl<'py> IntoPy<'py> for DateTime<FixedOffset> {
    const GIVES: TypeHint = hint!("{datetime.datetime}");

    /// With a `timezone`. Raises as `DateTime<Utc>` does.
    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        let zone = self.offset().into_py(py)?;
        moment_into_py(&self, py, Some(zone))
    }
}

impl<'a, 'py> FromPy<'a, 'py> for FixedOffset {
    type Guard = ();
    const EXPECTED: &'static str = "timezone";
    const TAKES: TypeHint = hint!("{datetime.timezone}");

    /// A zone whose offset is always the same: a `timezone`.
    fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
        let seconds = datetime::fixed_seconds(obj)?;
        FixedOffset::east_opt(seconds).ok_or_else(|| out_of_range(obj, "FixedOffset"))
    }
}

impl<'py> IntoPy<'py> for FixedOffset {
    const GIVES: TypeHint = hint!("{datetime.timezone}");

    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        datetime::fixed_zone(py, self.local_minus_utc())
    }
}

impl<'a, 'py> FromPy<'a, 'py> for TimeDelta {
    type Guard = ();
    const EXPECTED: &'static str = "timedelta";
    const TAKES: TypeHint = hint!("{datetime.timedelta}");

    fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
        let (seconds, nanos) = datetime::span_from_py(obj)?;
        TimeDelta::new(seconds, nanos).ok_or_else(|| out_of_range(obj, "TimeDelta"))
    }
}

impl<'py> IntoPy<'py> for TimeDelta {
    const GIVES: TypeHint = hint!("{datetime.timedelta}");

    /// Raises `OverflowError` beyond 999,999,999 days.
    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        datetime::span_into_py(py, self.num_seconds(), self.subsec_nanos() / 1_000)
    }
}

by_reference!(NaiveDate);
by_reference!(NaiveTime);
by_reference!(NaiveDateTime);
by_reference!(DateTime<Utc>);
by_reference!(DateTime<FixedOffset>);
by_reference!(FixedOffset);
by_reference!(TimeDelta);

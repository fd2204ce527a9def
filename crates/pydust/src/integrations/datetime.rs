//! Python's `datetime` objects, part by part: what the crates for dates and times share.
//!
//! A moment crosses as what it is, a number of microseconds since 1970: Python's own arithmetic makes one of an aware
//! `datetime`, with its own idea of offsets and folds, so that no two databases of time zones have to agree.

use crate::convert::{IntoPy, time};
use crate::error::{Error, Result, mismatch};
use crate::exceptions::{ExceptionType, TypeError, ValueError};
use crate::intern;
use crate::raw::{Obj, Python};
use crate::types::dates::tzinfo::{TIMEZONE, ZONEINFO};
use crate::types::{self, DateTime, Handle, TimeDelta, TzInfo};

pub(super) const NAIVE: &str = "naive datetime";
pub(super) const AWARE: &str = "aware datetime";
pub(super) const NAIVE_TIME: &str = "naive time";

pub(super) const SECONDS_A_DAY: i64 = 24 * 60 * 60;
const NANOS_A_MICRO: u32 = 1_000;
const NANOS_A_SECOND: u32 = 1_000_000_000;

/// A day of the calendar.
pub(super) struct Date {
    pub(super) year: i32,
    pub(super) month: u8,
    pub(super) day: u8,
}

impl Date {
    /// A `date`, which is no `datetime`: that would lose its time.
    pub(super) fn from_py(obj: &Obj<'_>) -> Result<Date> {
        match types::Date::of(obj) {
            Some(date) if !DateTime::check(obj) => Date::of(date),
            _ => Err(mismatch::new(obj, "date")),
        }
    }

    fn of(date: &types::Date<'_>) -> Result<Date> {
        Ok(Date { year: date.year()?.into(), month: date.month()?, day: date.day()? })
    }

    /// Raises `ValueError` for years that Python does not have.
    pub(super) fn into_py<'py>(self, py: Python<'py>) -> Result<Obj<'py>> {
        py.type_of::<types::Date<'_>>()?.call1((self.year, self.month, self.day))
    }
}

/// A time of day.
pub(super) struct Time {
    pub(super) hour: u8,
    pub(super) minute: u8,
    pub(super) second: u8,
    pub(super) microsecond: u32,
}

/// The time of day of a `time` or a `datetime`.
macro_rules! time_of {
    ($time:ident) => {
        Time {
            hour: $time.hour()?,
            minute: $time.minute()?,
            second: $time.second()?,
            microsecond: $time.microsecond()?,
        }
    };
}

impl Time {
    /// A time of day to a nanosecond, cut to the microsecond.
    ///
    /// Raises `ValueError` for a leap second, told by more nanoseconds than a second has.
    pub(super) fn new(hour: u8, minute: u8, second: u8, nanosecond: u32) -> Result<Time> {
        let microsecond = micros_of(nanosecond)?;
        Ok(Time { hour, minute, second, microsecond })
    }

    /// A `time` without a zone.
    pub(super) fn from_py(obj: &Obj<'_>) -> Result<Time> {
        let time = types::Time::of(obj).ok_or_else(|| mismatch::new(obj, NAIVE_TIME))?;
        if time.tzinfo()?.is_some() {
            return Err(mismatch::in_words(obj.py(), NAIVE_TIME, "aware time", TypeError::KIND));
        }
        Ok(time_of!(time))
    }

    pub(super) fn nanosecond(&self) -> u32 {
        self.microsecond.saturating_mul(NANOS_A_MICRO)
    }

    pub(super) fn into_py<'py>(self, py: Python<'py>) -> Result<Obj<'py>> {
        types::Time::new(py, (self.hour, self.minute, self.second, self.microsecond), None)?
            .into_py(py)
    }
}

/// Nanoseconds within a second as microseconds, cut.
///
/// Raises `ValueError` for those of a leap second.
pub(super) fn micros_of(nanosecond: u32) -> Result<u32> {
    if nanosecond >= NANOS_A_SECOND {
        return Err(Error::new(ValueError, "a leap second: Python's datetime has none"));
    }
    Ok(nanosecond / NANOS_A_MICRO)
}

/// A `datetime` without a zone.
pub(super) fn naive_from_py(obj: &Obj<'_>) -> Result<(Date, Time)> {
    let (Some(date), Some(moment)) = (types::Date::of(obj), DateTime::of(obj)) else {
        return Err(mismatch::new(obj, NAIVE));
    };
    if moment.tzinfo()?.is_some() {
        return Err(mismatch::in_words(obj.py(), NAIVE, AWARE, TypeError::KIND));
    }
    Ok((Date::of(date)?, time_of!(moment)))
}

/// A new `datetime` without a zone.
///
/// Raises `ValueError` for years that Python does not have.
pub(super) fn naive_into_py<'py>(py: Python<'py>, date: Date, time: Time) -> Result<Obj<'py>> {
    let Time { hour, minute, second, microsecond } = time;
    let arguments = (date.year, date.month, date.day, hour, minute, second, microsecond);
    py.type_of::<DateTime<'_>>()?.call1(arguments)
}

/// The moment of an aware `datetime`, as microseconds since 1970.
pub(super) fn moment_from_py(obj: &Obj<'_>) -> Result<i64> {
    let moment = DateTime::of(obj).ok_or_else(|| mismatch::new(obj, AWARE))?;
    // Python calls a `datetime` naive, too, whose zone does not know its offset.
    if moment.tzinfo()?.is_none() || moment.utcoffset()?.is_none() {
        return Err(mismatch::in_words(obj.py(), AWARE, NAIVE, TypeError::KIND));
    }
    Ok(time::since_1970(moment)? as i64) // 59 bits for the years 1 to 9999
}

/// A new aware `datetime` of a moment, in UTC or as the clocks of a zone show it.
///
/// Raises `OverflowError` for moments beyond Python's years.
pub(super) fn moment_into_py<'py>(
    py: Python<'py>,
    microseconds: i64,
    zone: Option<Obj<'py>>,
) -> Result<Obj<'py>> {
    let moment = time::after_1970(py, 0, microseconds)?;
    match zone {
        Some(zone) => moment.call_method(intern!("astimezone"), (zone,)),
        None => Ok(moment),
    }
}

/// `timezone.utc`.
pub(super) fn utc(py: Python<'_>) -> Result<Obj<'_>> {
    TzInfo::utc(py)?.into_py(py)
}

/// The zone that is always as many seconds ahead of UTC.
pub(super) fn fixed_zone(py: Python<'_>, seconds: i32) -> Result<Obj<'_>> {
    TzInfo::fixed(&TimeDelta::new(py, 0, seconds.into(), 0)?)?.into_py(py)
}

/// The zone of a name in the database: `Europe/Paris`.
///
/// Raises `zoneinfo.ZoneInfoNotFoundError`, a `KeyError`.
pub(super) fn named_zone<'py>(py: Python<'py>, name: &str) -> Result<Obj<'py>> {
    TzInfo::named(py, name)?.into_py(py)
}

/// What is known of a zone: its name in the database, or `None` for another kind of zone.
pub(super) fn zone_name(zone: &Obj<'_>) -> Result<Option<String>> {
    if ZONEINFO.is_type_of(zone) {
        return zone.getattr(intern!("key"))?.extract();
    }
    Ok(if zone.is(&utc(zone.py())?) { Some("UTC".to_owned()) } else { None })
}

/// Whether this is a `timezone`, whose offset is always the same.
pub(super) fn is_fixed_zone(zone: &Obj<'_>) -> bool {
    TIMEZONE.is_type_of(zone)
}

/// The seconds that a `timezone` is ahead of UTC.
///
/// Raises `TypeError` for another zone, and what `offset_seconds` does.
pub(super) fn fixed_seconds(zone: &Obj<'_>) -> Result<i32> {
    if !is_fixed_zone(zone) {
        return Err(mismatch::new(zone, "timezone"));
    }
    offset_seconds(&zone.call_method(intern!("utcoffset"), (zone.py().none(),))?)
}

/// The seconds of an offset from UTC, as `utcoffset` gives it.
///
/// Raises `ValueError` for offsets with parts of a second.
pub(super) fn offset_seconds(offset: &Obj<'_>) -> Result<i32> {
    let (seconds, nanos) = span_from_py(offset)?;
    match i32::try_from(seconds) {
        Ok(seconds) if nanos == 0 => Ok(seconds),
        _ => Err(mismatch::of_value(offset, "offset of whole seconds", ValueError::KIND)),
    }
}

/// The whole seconds of a `timedelta`, and the nanoseconds above them: less than a second, and never negative.
pub(super) fn span_from_py(obj: &Obj<'_>) -> Result<(i64, u32)> {
    let span = TimeDelta::of(obj).ok_or_else(|| mismatch::new(obj, "timedelta"))?;
    let seconds = i64::from(span.days()?) * SECONDS_A_DAY + i64::from(span.seconds()?);
    Ok((seconds, span.microseconds()?.saturating_mul(NANOS_A_MICRO)))
}

/// A new `timedelta`.
///
/// Raises `OverflowError` beyond what Python holds: 999,999,999 days.
pub(super) fn span_into_py(py: Python<'_>, seconds: i64, microseconds: i32) -> Result<Obj<'_>> {
    TimeDelta::new(py, 0, seconds, microseconds.into())?.into_py(py)
}

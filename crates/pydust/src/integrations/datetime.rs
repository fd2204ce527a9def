//! Python's `datetime` objects, part by part: what the crates for dates and times share.
//!
//! A moment crosses as what it is, a number of microseconds since 1970: Python's own arithmetic makes one of an aware
//! `datetime`, with its own idea of offsets and folds, so that no two databases of time zones have to agree.

use super::imported::Imported;
use crate::error::{Error, Result, mismatch};
use crate::exceptions::{ExceptionType, TypeError, ValueError};
use crate::raw::{Obj, Python};

static DATE: Imported = Imported::new("datetime", "date");
static TIME: Imported = Imported::new("datetime", "time");
static DATETIME: Imported = Imported::new("datetime", "datetime");
static TIMEDELTA: Imported = Imported::new("datetime", "timedelta");
static TIMEZONE: Imported = Imported::new("datetime", "timezone");
static ZONE_INFO: Imported = Imported::new("zoneinfo", "ZoneInfo");

pub(super) const NAIVE: &str = "naive datetime";
pub(super) const AWARE: &str = "aware datetime";
pub(super) const NAIVE_TIME: &str = "naive time";

pub(super) const SECONDS_A_DAY: i64 = 24 * 60 * 60;
const MICROS_A_SECOND: i64 = 1_000_000;
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
        if DATETIME.is_class_of(obj)? {
            return Err(DATE.mismatch(obj));
        }
        DATE.check(obj)?;
        Date::of(obj)
    }

    fn of(obj: &Obj<'_>) -> Result<Date> {
        Ok(Date {
            year: obj.getattr("year")?.extract()?,
            month: obj.getattr("month")?.extract()?,
            day: obj.getattr("day")?.extract()?,
        })
    }

    /// Raises `ValueError` for years that Python does not have.
    pub(super) fn into_py<'py>(self, py: Python<'py>) -> Result<Obj<'py>> {
        DATE.get(py)?.call1((self.year, self.month, self.day))
    }
}

/// A time of day.
pub(super) struct Time {
    pub(super) hour: u8,
    pub(super) minute: u8,
    pub(super) second: u8,
    pub(super) microsecond: u32,
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
        if !TIME.is_class_of(obj)? {
            return Err(mismatch::new(obj, NAIVE_TIME));
        }
        if !obj.getattr("tzinfo")?.is_none() {
            return Err(mismatch::in_words(obj.py(), NAIVE_TIME, "aware time", TypeError::KIND));
        }
        Time::of(obj)
    }

    fn of(obj: &Obj<'_>) -> Result<Time> {
        Ok(Time {
            hour: obj.getattr("hour")?.extract()?,
            minute: obj.getattr("minute")?.extract()?,
            second: obj.getattr("second")?.extract()?,
            microsecond: obj.getattr("microsecond")?.extract()?,
        })
    }

    pub(super) fn nanosecond(&self) -> u32 {
        self.microsecond.saturating_mul(NANOS_A_MICRO)
    }

    pub(super) fn into_py<'py>(self, py: Python<'py>) -> Result<Obj<'py>> {
        TIME.get(py)?.call1((self.hour, self.minute, self.second, self.microsecond))
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
    if !DATETIME.is_class_of(obj)? {
        return Err(mismatch::new(obj, NAIVE));
    }
    if !obj.getattr("tzinfo")?.is_none() {
        return Err(mismatch::in_words(obj.py(), NAIVE, AWARE, TypeError::KIND));
    }
    Ok((Date::of(obj)?, Time::of(obj)?))
}

/// A new `datetime` without a zone.
///
/// Raises `ValueError` for years that Python does not have.
pub(super) fn naive_into_py<'py>(py: Python<'py>, date: Date, time: Time) -> Result<Obj<'py>> {
    let Time { hour, minute, second, microsecond } = time;
    let arguments = (date.year, date.month, date.day, hour, minute, second, microsecond);
    DATETIME.get(py)?.call1(arguments)
}

/// The moment of an aware `datetime`, as microseconds since 1970.
pub(super) fn moment_from_py(obj: &Obj<'_>) -> Result<i64> {
    if !DATETIME.is_class_of(obj)? {
        return Err(mismatch::new(obj, AWARE));
    }
    // Python calls a `datetime` naive, too, whose zone does not know its offset.
    if obj.getattr("tzinfo")?.is_none() || obj.call_method("utcoffset", ())?.is_none() {
        return Err(mismatch::in_words(obj.py(), AWARE, NAIVE, TypeError::KIND));
    }
    let py = obj.py();
    let since = epoch(py)?.call_method("__rsub__", (obj,))?;
    let delta = Delta::from_py(&since)?;
    Ok((delta.days * SECONDS_A_DAY + delta.seconds) * MICROS_A_SECOND + delta.microseconds)
}

/// A new aware `datetime` of a moment, in UTC or as the clocks of a zone show it.
///
/// Raises `OverflowError` for moments beyond Python's years.
pub(super) fn moment_into_py<'py>(
    py: Python<'py>,
    microseconds: i64,
    zone: Option<Obj<'py>>,
) -> Result<Obj<'py>> {
    let since = Delta { days: 0, seconds: 0, microseconds }.into_py(py)?;
    let moment = epoch(py)?.call_method("__add__", (since,))?;
    match zone {
        Some(zone) => moment.call_method("astimezone", (zone,)),
        None => Ok(moment),
    }
}

fn epoch(py: Python<'_>) -> Result<Obj<'_>> {
    DATETIME.get(py)?.call1((1970, 1, 1, 0, 0, 0, 0, utc(py)?))
}

/// `timezone.utc`.
pub(super) fn utc(py: Python<'_>) -> Result<Obj<'_>> {
    TIMEZONE.get(py)?.getattr("utc")
}

/// The zone that is always as many seconds ahead of UTC.
pub(super) fn fixed_zone(py: Python<'_>, seconds: i32) -> Result<Obj<'_>> {
    let offset = Delta { days: 0, seconds: seconds.into(), microseconds: 0 };
    TIMEZONE.get(py)?.call1((offset.into_py(py)?,))
}

/// The zone of a name in the database: `Europe/Paris`.
///
/// Raises `zoneinfo.ZoneInfoNotFoundError`, a `KeyError`.
pub(super) fn named_zone<'py>(py: Python<'py>, name: &str) -> Result<Obj<'py>> {
    ZONE_INFO.get(py)?.call1((name,))
}

/// What is known of a zone: its name in the database, or `None` for another kind of zone.
pub(super) fn zone_name(zone: &Obj<'_>) -> Result<Option<String>> {
    if ZONE_INFO.is_class_of(zone)? {
        return zone.getattr("key")?.extract();
    }
    Ok(if zone.is(&utc(zone.py())?) { Some("UTC".to_owned()) } else { None })
}

/// Whether this is a `timezone`, whose offset is always the same.
pub(super) fn is_fixed_zone(zone: &Obj<'_>) -> Result<bool> {
    TIMEZONE.is_class_of(zone)
}

/// The seconds that a `timezone` is ahead of UTC.
///
/// Raises `TypeError` for another zone, and what `offset_seconds` does.
pub(super) fn fixed_seconds(zone: &Obj<'_>) -> Result<i32> {
    TIMEZONE.check(zone)?;
    offset_seconds(&zone.call_method("utcoffset", (zone.py().none(),))?)
}

/// The seconds of an offset from UTC, as `utcoffset` gives it.
///
/// Raises `ValueError` for offsets with parts of a second.
pub(super) fn offset_seconds(offset: &Obj<'_>) -> Result<i32> {
    let delta = Delta::from_py(offset)?;
    match i32::try_from(delta.days * SECONDS_A_DAY + delta.seconds) {
        Ok(seconds) if delta.microseconds == 0 => Ok(seconds),
        _ => Err(mismatch::of_value(offset, "offset of whole seconds", ValueError::KIND)),
    }
}

/// A `timedelta`: seconds are less than a day, microseconds less than a second, neither is negative.
pub(super) struct Delta {
    pub(super) days: i64,
    pub(super) seconds: i64,
    pub(super) microseconds: i64,
}

impl Delta {
    pub(super) fn from_py(obj: &Obj<'_>) -> Result<Delta> {
        TIMEDELTA.check(obj)?;
        Ok(Delta {
            days: obj.getattr("days")?.extract::<i32>()?.into(),
            seconds: obj.getattr("seconds")?.extract::<i32>()?.into(),
            microseconds: obj.getattr("microseconds")?.extract::<u32>()?.into(),
        })
    }

    /// The whole seconds, and the nanoseconds above them.
    pub(super) fn seconds_and_nanos(&self) -> (i64, u32) {
        let nanos = (self.microseconds as u32).saturating_mul(NANOS_A_MICRO);
        (self.days * SECONDS_A_DAY + self.seconds, nanos)
    }

    /// Raises `OverflowError` beyond what Python holds: 999,999,999 days.
    pub(super) fn into_py<'py>(self, py: Python<'py>) -> Result<Obj<'py>> {
        TIMEDELTA.get(py)?.call1((self.days, self.seconds, self.microseconds))
    }
}

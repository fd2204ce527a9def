//! `jiff`: civil dates and times, moments, zones and spans of time are Python's own; what is below a microsecond is
//! cut off.

use jiff::civil::{self, Date as CivilDate, DateTime, Time as CivilTime};
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Span, SpanRelativeTo, Timestamp, Zoned};

use super::datetime::{self, Date, Time};
use crate::convert::{FromPy, IntoPy, by_reference};
use crate::error::{Error, Result, mismatch};
use crate::exceptions::{ExceptionType, OverflowError, ValueError};
use crate::hint::{TypeHint, hint};
use crate::intern;
use crate::raw::{Obj, Python};

/// The error for what `datetime` holds and `jiff` does not.
fn out_of_range(obj: &Obj<'_>, target: &str) -> Error {
    let class = obj.class().name().unwrap_or_default();
    let expected = format!("{class} in the range of jiff's {target}");
    mismatch::of_value(obj, &expected, OverflowError::KIND)
}

fn date_of(date: CivilDate) -> Date {
    Date { year: date.year().into(), month: date.month() as u8, day: date.day() as u8 }
}

fn time_of(time: CivilTime) -> Result<Time> {
    let (hour, minute, second) = (time.hour() as u8, time.minute() as u8, time.second() as u8);
    Time::new(hour, minute, second, time.subsec_nanosecond() as u32)
}

fn to_civil_date(date: &Date) -> Option<CivilDate> {
    CivilDate::new(date.year.try_into().ok()?, date.month as i8, date.day as i8).ok()
}

fn to_civil_time(time: &Time) -> Option<CivilTime> {
    let nanosecond = i32::try_from(time.nanosecond()).ok()?;
    CivilTime::new(time.hour as i8, time.minute as i8, time.second as i8, nanosecond).ok()
}

impl<'a, 'py> FromPy<'a, 'py> for civil::Date {
    type Guard = ();
    const EXPECTED: &'static str = "date";
    const TAKES: TypeHint = hint!("{datetime.date}");

    /// A `date`, and no `datetime`.
    fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
        to_civil_date(&Date::from_py(obj)?).ok_or_else(|| out_of_range(obj, "Date"))
    }
}

impl<'py> IntoPy<'py> for civil::Date {
    const GIVES: TypeHint = hint!("{datetime.date}");

    /// Raises `ValueError` for years that Python does not have.
    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        date_of(self).into_py(py)
    }
}

impl<'a, 'py> FromPy<'a, 'py> for civil::Time {
    type Guard = ();
    const EXPECTED: &'static str = datetime::NAIVE_TIME;
    const TAKES: TypeHint = hint!("{datetime.time}");

    /// A `time` without a zone.
    fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
        to_civil_time(&Time::from_py(obj)?).ok_or_else(|| out_of_range(obj, "Time"))
    }
}

impl<'py> IntoPy<'py> for civil::Time {
    const GIVES: TypeHint = hint!("{datetime.time}");

    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        time_of(self)?.into_py(py)
    }
}

impl<'a, 'py> FromPy<'a, 'py> for DateTime {
    type Guard = ();
    const EXPECTED: &'static str = datetime::NAIVE;
    const TAKES: TypeHint = hint!("{datetime.datetime}");

    /// A `datetime` without a zone; its fold is not looked at.
    fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
        let (date, time) = datetime::naive_from_py(obj)?;
        match (to_civil_date(&date), to_civil_time(&time)) {
            (Some(date), Some(time)) => Ok(DateTime::from_parts(date, time)),
            _ => Err(out_of_range(obj, "DateTime")),
        }
    }
}

impl<'py> IntoPy<'py> for DateTime {
    const GIVES: TypeHint = hint!("{datetime.datetime}");

    /// Raises `ValueError` for years that Python does not have.
    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        datetime::naive_into_py(py, date_of(self.date()), time_of(self.time())?)
    }
}

impl<'a, 'py> FromPy<'a, 'py> for Timestamp {
    type Guard = ();
    const EXPECTED: &'static str = datetime::AWARE;
    const TAKES: TypeHint = hint!("{datetime.datetime}");

    /// An aware `datetime` of any zone.
    fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
        let micros = datetime::moment_from_py(obj)?;
        Timestamp::from_microsecond(micros).map_err(|_| out_of_range(obj, "Timestamp"))
    }
}

/// An aware `datetime` in a zone, by default UTC, of the microsecond before the moment.
fn moment_into_py<'py>(
    moment: Timestamp,
    py: Python<'py>,
    zone: Option<Obj<'py>>,
) -> Result<Obj<'py>> {
    let micros = moment.as_nanosecond().div_euclid(1_000);
    let micros =
        i64::try_from(micros).map_err(|error| Error::new(OverflowError, error.to_string()))?;
    datetime::moment_into_py(py, micros, zone)
}

impl<'py> IntoPy<'py> for Timestamp {
    const GIVES: TypeHint = hint!("{datetime.datetime}");

    /// A `datetime` in UTC. Raises `OverflowError` for years that Python does not have.
    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        moment_into_py(self, py, None)
    }
}

impl<'a, 'py> FromPy<'a, 'py> for Zoned {
    type Guard = ();
    const EXPECTED: &'static str = datetime::AWARE;
    const TAKES: TypeHint = hint!("{datetime.datetime}");

    /// An aware `datetime` in a zone that `TimeZone` takes. The fold says which of two moments it is.
    fn from_py(obj: &'a Obj<'py>, guard: &'a mut ()) -> Result<Self> {
        let moment = Timestamp::from_py(obj, guard)?;
        let zone: TimeZone = obj.getattr(intern!("tzinfo"))?.extract()?;
        Ok(moment.to_zoned(zone))
    }
}

impl<'py> IntoPy<'py> for &Zoned {
    const GIVES: TypeHint = hint!("{datetime.datetime}");

    /// Raises as `Timestamp` and `TimeZone` do.
    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        moment_into_py(self.timestamp(), py, Some(self.time_zone().into_py(py)?))
    }
}

impl<'a, 'py> FromPy<'a, 'py> for TimeZone {
    type Guard = ();
    const EXPECTED: &'static str = "ZoneInfo or timezone";
    const TAKES: TypeHint = hint!("{zoneinfo.ZoneInfo} | {datetime.timezone}");

    /// A `ZoneInfo` with a name, or a `timezone`.
    fn from_py(obj: &'a Obj<'py>, guard: &'a mut ()) -> Result<Self> {
        match datetime::zone_name(obj)? {
            Some(name) => TimeZone::get(&name).map_err(|_| {
                let found = format!("'{name}'");
                mismatch::in_words(obj.py(), "zone of Rust's database", &found, ValueError::KIND)
            }),
            None if datetime::is_fixed_zone(obj) => {
                Offset::from_py(obj, guard).map(TimeZone::fixed)
            }
            None => Err(mismatch::new(obj, Self::EXPECTED)),
        }
    }
}

impl<'py> IntoPy<'py> for &TimeZone {
    const GIVES: TypeHint = hint!("{datetime.tzinfo}");

    /// Raises `ZoneInfoNotFoundError` if Python's database lacks the zone, and `ValueError` for one without a name.
    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        if *self == TimeZone::UTC {
            return datetime::utc(py);
        }
        match (self.iana_name(), self.to_fixed_offset()) {
            (Some(name), _) => datetime::named_zone(py, name),
            (None, Ok(offset)) => offset.into_py(py),
            (None, Err(_)) => {
                Err(Error::new(ValueError, "a zone without a name has no like in Python"))
            }
        }
    }
}

impl<'a, 'py> FromPy<'a, 'py> for Offset {
    type Guard = ();
    const EXPECTED: &'static str = "timezone";
    const TAKES: TypeHint = hint!("{datetime.timezone}");

    /// A zone whose offset is always the same: a `timezone`.
    fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
        Offset::from_seconds(datetime::fixed_seconds(obj)?).map_err(|_| out_of_range(obj, "Offset"))
    }
}

impl<'py> IntoPy<'py> for Offset {
    const GIVES: TypeHint = hint!("{datetime.timezone}");

    /// Raises `ValueError` for an offset of a day or more.
    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        datetime::fixed_zone(py, self.seconds())
    }
}

impl<'a, 'py> FromPy<'a, 'py> for SignedDuration {
    type Guard = ();
    const EXPECTED: &'static str = "timedelta";
    const TAKES: TypeHint = hint!("{datetime.timedelta}");

    fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
        let (seconds, nanos) = datetime::span_from_py(obj)?;
        SignedDuration::from_secs(seconds)
            .checked_add(SignedDuration::from_nanos(nanos.into()))
            .ok_or_else(|| out_of_range(obj, "SignedDuration"))
    }
}

impl<'py> IntoPy<'py> for SignedDuration {
    const GIVES: TypeHint = hint!("{datetime.timedelta}");

    /// Raises `OverflowError` beyond 999,999,999 days.
    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        datetime::span_into_py(py, self.as_secs(), self.subsec_micros())
    }
}

impl<'a, 'py> FromPy<'a, 'py> for Span {
    type Guard = ();
    const EXPECTED: &'static str = "timedelta";
    const TAKES: TypeHint = hint!("{datetime.timedelta}");

    /// A `timedelta`, as days, seconds and microseconds.
    fn from_py(obj: &'a Obj<'py>, guard: &'a mut ()) -> Result<Self> {
        // In a span all units have one sign, in a duration too; in Python only the days have one.
        let duration = SignedDuration::from_py(obj, guard)?;
        let (seconds, micros) = (duration.as_secs(), duration.subsec_micros());
        Span::new()
            .try_days(seconds / datetime::SECONDS_A_DAY)
            .and_then(|span| span.try_seconds(seconds % datetime::SECONDS_A_DAY))
            .and_then(|span| span.try_microseconds(i64::from(micros)))
            .map_err(|_| out_of_range(obj, "Span"))
    }
}

impl<'py> IntoPy<'py> for Span {
    const GIVES: TypeHint = hint!("{datetime.timedelta}");

    /// A `timedelta`, whose days have 24 hours. Raises `ValueError` for months and years, whose length varies.
    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        match self.to_duration(SpanRelativeTo::days_are_24_hours()) {
            Ok(duration) => duration.into_py(py),
            Err(error) => Err(Error::new(ValueError, error.to_string())),
        }
    }
}

by_reference!(civil::Date);
by_reference!(civil::Time);
by_reference!(DateTime);
by_reference!(Timestamp);
by_reference!(Offset);
by_reference!(SignedDuration);
by_reference!(Span);
super::by_value!(Zoned TimeZone);

//! `datetime`: `Duration` and `SystemTime`.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::python_type::PythonType;
use super::{FromPy, IntoPy, mismatch};
use crate::error::{self, Error, Result};
use crate::exceptions::{ExceptionType, OverflowError, ValueError};
use crate::raw::{self, Obj, Python};

static TIMEDELTA: PythonType = PythonType::new(c"datetime", c"timedelta");
static DATETIME: PythonType = PythonType::new(c"datetime", c"datetime");
/// Not the class itself, but the beginning of 1970 in UTC.
static EPOCH: PythonType = PythonType::new(c"datetime", c"datetime");

const DAY: u64 = 24 * 60 * 60;

/// The microseconds of a `timedelta`, which may be negative: at most 87 bits.
fn microseconds(timedelta: &Obj<'_>) -> Result<i128> {
    let part = |name| -> Result<i64> {
        raw::call::get_attr(timedelta, &raw::text::interned(timedelta.py(), name)?)?.extract()
    };
    let seconds = i128::from(part(c"days")?) * i128::from(DAY) + i128::from(part(c"seconds")?);
    Ok(seconds * 1_000_000 + i128::from(part(c"microseconds")?))
}

fn duration(microseconds: u128) -> Option<Duration> {
    let seconds = u64::try_from(microseconds / 1_000_000).ok()?;
    Some(Duration::new(seconds, (microseconds % 1_000_000) as u32 * 1_000))
}

/// A `timedelta` of so many seconds and microseconds.
fn timedelta<'py>(py: Python<'py>, seconds: i64, microseconds: u32) -> Result<Obj<'py>> {
    let (days, rest) = (seconds.div_euclid(DAY as i64), seconds.rem_euclid(DAY as i64));
    TIMEDELTA.get(py)?.call1((days, rest, microseconds))
}

fn beyond(py: Python<'_>, expected: &str, found: &str) -> Error {
    error::mismatch::in_words(py, expected, found, OverflowError::KIND)
}

impl<'a, 'py> FromPy<'a, 'py> for Duration {
    type Guard = ();
    const EXPECTED: &'static str = "timedelta";

    /// A `datetime.timedelta`. Raises `ValueError` for a negative one.
    fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
        if !obj.is_of(&TIMEDELTA.get(obj.py())?) {
            return Err(mismatch::<Self>(obj));
        }
        let found = u128::try_from(microseconds(obj)?).ok().and_then(duration);
        found.ok_or_else(|| {
            error::mismatch::of_value(obj, "non-negative timedelta", ValueError::KIND)
        })
    }
}

impl<'py> IntoPy<'py> for Duration {
    /// A `datetime.timedelta`; nanoseconds are cut off.
    ///
    /// Raises `OverflowError` beyond 999999999 days.
    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        match i64::try_from(self.as_secs()) {
            Ok(seconds) => timedelta(py, seconds, self.subsec_micros()),
            Err(_) => Err(beyond(py, "a Duration of at most 999999999 days", "a longer one")),
        }
    }
}

super::by_reference!(Duration);

/// The beginning of 1970 in UTC.
fn epoch(py: Python<'_>) -> Result<Obj<'_>> {
    EPOCH.get_or(py, |datetime| {
        let module = py.import("datetime")?;
        let utc = module.getattr("timezone")?.getattr("utc")?;
        datetime.call1((1970, 1, 1, 0, 0, 0, 0, utc))
    })
}

impl<'a, 'py> FromPy<'a, 'py> for SystemTime {
    type Guard = ();
    const EXPECTED: &'static str = "datetime";

    /// An aware `datetime.datetime`. Raises `ValueError` for one without a time zone, since nobody knows when it is.
    fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
        let py = obj.py();
        if !obj.is_of(&DATETIME.get(py)?) {
            return Err(mismatch::<Self>(obj));
        }
        if obj.call_method("utcoffset", ())?.is_none() {
            return Err(error::mismatch::in_words(
                py,
                "datetime with a time zone",
                "a naive one",
                ValueError::KIND,
            ));
        }
        let since = microseconds(&obj.call_method("__sub__", (epoch(py)?,))?)?;
        let found = duration(since.unsigned_abs()).and_then(|span| match since {
            0.. => UNIX_EPOCH.checked_add(span),
            _ => UNIX_EPOCH.checked_sub(span),
        });
        found.ok_or_else(|| {
            error::mismatch::of_value(
                obj,
                "datetime that the system can count",
                OverflowError::KIND,
            )
        })
    }
}

impl<'py> IntoPy<'py> for SystemTime {
    /// An aware `datetime.datetime` in UTC, at or up to a microsecond before the time.
    ///
    /// Raises `OverflowError` beyond the years 1 to 9999.
    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        let (span, before) = match self.duration_since(UNIX_EPOCH) {
            Ok(span) => (span, false),
            Err(earlier) => (earlier.duration(), true),
        };
        let Ok(seconds) = i64::try_from(span.as_secs()) else {
            return Err(beyond(py, "a SystemTime in the years 1 to 9999", "one far from them"));
        };
        let microseconds = span.subsec_nanos().div_ceil(1_000);
        let since = match before {
            false => timedelta(py, seconds, span.subsec_micros())?,
            true if microseconds == 0 => timedelta(py, -seconds, 0)?,
            true => timedelta(py, -seconds - 1, 1_000_000 - microseconds)?,
        };
        epoch(py)?.call_method("__add__", (since,))
    }
}

super::by_reference!(SystemTime);

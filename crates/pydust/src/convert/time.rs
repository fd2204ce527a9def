//! `datetime`: `Duration` and `SystemTime`; and moments as microseconds since 1970.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::{FromPy, IntoPy, mismatch};
use crate::error::{self, Error, Result};
use crate::exceptions::{ExceptionType, OverflowError, ValueError};
use crate::hint::{TypeHint, hint};
use crate::intern;
use crate::raw::kept::Kept;
use crate::raw::{Lent, Obj, Python};
use crate::types::{DateTime, Handle, TimeDelta, TzInfo};

const MICROS_A_SECOND: i128 = 1_000_000;
const SECONDS_A_DAY: i128 = 24 * 60 * 60;

/// The microseconds of a `timedelta`, which may be negative: at most 87 bits.
fn microseconds(span: &TimeDelta<'_>) -> Result<i128> {
    let seconds = i128::from(span.days()?) * SECONDS_A_DAY + i128::from(span.seconds()?);
    Ok(seconds * MICROS_A_SECOND + i128::from(span.microseconds()?))
}

fn duration(microseconds: u128) -> Option<Duration> {
    let seconds = u64::try_from(microseconds / 1_000_000).ok()?;
    Some(Duration::new(seconds, (microseconds % 1_000_000) as u32 * 1_000))
}

fn beyond(py: Python<'_>, expected: &str, found: &str) -> Error {
    error::mismatch::in_words(py, expected, found, OverflowError::KIND)
}

impl<'a, 'py> FromPy<'a, 'py> for Duration {
    type Guard = ();
    const EXPECTED: &'static str = "timedelta";
    const TAKES: TypeHint = hint!("{datetime.timedelta}");

    /// A `datetime.timedelta`. Raises `ValueError` for a negative one.
    fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
        let span = TimeDelta::of(obj).ok_or_else(|| mismatch::<Self>(obj))?;
        let found = u128::try_from(microseconds(span)?).ok().and_then(duration);
        found.ok_or_else(|| {
            error::mismatch::of_value(obj, "non-negative timedelta", ValueError::KIND)
        })
    }
}

impl<'py> IntoPy<'py> for Duration {
    const GIVES: TypeHint = hint!("{datetime.timedelta}");

    /// A `datetime.timedelta`; nanoseconds are cut off.
    ///
    /// Raises `OverflowError` beyond 999999999 days.
    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        match i64::try_from(self.as_secs()) {
            Ok(seconds) => TimeDelta::new(py, 0, seconds, self.subsec_micros().into())?.into_py(py),
            Err(_) => Err(beyond(py, "a Duration of at most 999999999 days", "a longer one")),
        }
    }
}

super::by_reference!(Duration);

/// The beginning of 1970 in UTC.
fn epoch(py: Python<'_>) -> Result<Lent<'_, '_>> {
    static EPOCH: Kept = Kept::new();
    EPOCH.get(py, || {
        let utc = TzInfo::utc(py)?;
        DateTime::new(py, (1970, 1, 1), (0, 0, 0, 0), Some(&utc))?.into_py(py)
    })
}

/// The microseconds from the beginning of 1970 to an aware `datetime`, by Python's own arithmetic: a subclass has no
/// say in it.
pub(crate) fn since_1970(moment: &DateTime<'_>) -> Result<i128> {
    let since = epoch(moment.py())?.call_method(intern!("__rsub__"), (moment,))?;
    microseconds(&TimeDelta::from_obj(since)?)
}

/// The aware `datetime` in UTC that is so long after the beginning of 1970.
///
/// Raises `OverflowError` beyond the years 1 to 9999.
pub(crate) fn after_1970<'py>(
    py: Python<'py>,
    seconds: i64,
    microseconds: i64,
) -> Result<Obj<'py>> {
    let since = TimeDelta::new(py, 0, seconds, microseconds)?;
    epoch(py)?.call_method(intern!("__add__"), (since,))
}

impl<'a, 'py> FromPy<'a, 'py> for SystemTime {
    type Guard = ();
    const EXPECTED: &'static str = "datetime";
    const TAKES: TypeHint = hint!("{datetime.datetime}");

    /// An aware `datetime.datetime`. Raises `ValueError` for one without a time zone, since nobody knows when it is.
    fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
        let moment = DateTime::of(obj).ok_or_else(|| mismatch::<Self>(obj))?;
        if moment.utcoffset()?.is_none() {
            return Err(error::mismatch::in_words(
                obj.py(),
                "datetime with a time zone",
                "a naive one",
                ValueError::KIND,
            ));
        }
        let since = since_1970(moment)?;
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
    const GIVES: TypeHint = hint!("{datetime.datetime}");

    /// An aware `datetime.datetime` in UTC, at or up to a microsecond before the time.
    ///
    /// Raises `OverflowError` beyond the years 1 to 9999.
    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        let (span, sign) = match self.duration_since(UNIX_EPOCH) {
            Ok(span) => (span, 1),
            Err(earlier) => (earlier.duration(), -1),
        };
        let Ok(seconds) = i64::try_from(span.as_secs()) else {
            return Err(beyond(py, "a SystemTime in the years 1 to 9999", "one far from them"));
        };
        let nanoseconds = i64::from(span.subsec_nanos()) * sign;
        after_1970(py, seconds * sign, nanoseconds.div_euclid(1_000))
    }
}

super::by_reference!(SystemTime);

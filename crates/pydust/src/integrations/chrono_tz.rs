//! `chrono_tz`: zones of the database are `zoneinfo.ZoneInfo`, `DateTime<Tz>` is a `datetime` in one.

use chrono::DateTime;
use chrono_tz::Tz;

use super::chrono::{moment_into_py, utc_from_py};
use super::datetime;
use crate::convert::{FromPy, IntoPy, by_reference};
use crate::error::{Result, mismatch};
use crate::exceptions::{ExceptionType, ValueError};
use crate::hint::{TypeHint, hint};
use crate::intern;
use crate::raw::{Obj, Python};

impl<'a, 'py> FromPy<'a, 'py> for Tz {
    type Guard = ();
    const EXPECTED: &'static str = "ZoneInfo";
    const TAKES: TypeHint = hint!("{zoneinfo.ZoneInfo} | {datetime.timezone}");

    /// A `ZoneInfo` with a name, or `timezone.utc`.
    fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
        let Some(name) = datetime::zone_name(obj)? else {
            return Err(mismatch::new(obj, Self::EXPECTED));
        };
        name.parse().map_err(|_| {
            let found = format!("'{name}'");
            mismatch::in_words(obj.py(), "zone of Rust's database", &found, ValueError::KIND)
        })
    }
}

impl<'py> IntoPy<'py> for Tz {
    const GIVES: TypeHint = hint!("{zoneinfo.ZoneInfo}");

    /// Raises `ZoneInfoNotFoundError` if Python's database lacks the zone.
    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        datetime::named_zone(py, self.name())
    }
}

impl<'a, 'py> FromPy<'a, 'py> for DateTime<Tz> {
    type Guard = ();
    const EXPECTED: &'static str = "aware datetime with a ZoneInfo";
    const TAKES: TypeHint = hint!("{datetime.datetime}");

    /// An aware `datetime` whose zone is a `ZoneInfo` or `timezone.utc`. The fold says which of two moments it is.
    fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
        let moment = utc_from_py(obj)?;
        let zone: Tz = obj.getattr(intern!("tzinfo"))?.extract()?;
        Ok(moment.with_timezone(&zone))
    }
}

impl<'py> IntoPy<'py> for DateTime<Tz> {
    const GIVES: TypeHint = hint!("{datetime.datetime}");

    /// Raises as `DateTime<Utc>` and `Tz` do.
    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        moment_into_py(&self, py, Some(self.timezone().into_py(py)?))
    }
}

by_reference!(Tz);
by_reference!(DateTime<Tz>);

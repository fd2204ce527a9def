//! [`TzInfo`]: `datetime.tzinfo`, and the time zones that Python has.

use super::{DateTime, TZINFO, TimeDelta};
use crate::error::Result;
use crate::intern;
use crate::raw::Python;
use crate::raw::imported::Imported;
use crate::types::{Handle, handle};

pub(crate) static TIMEZONE: Imported = Imported::new("datetime", "timezone");
pub(crate) static ZONEINFO: Imported = Imported::new("zoneinfo", "ZoneInfo");

handle! {
    /// Python's `datetime.tzinfo`: any time zone, be it `datetime.timezone`, `zoneinfo.ZoneInfo`, or another's.
    ///
    /// ```
    /// # use pydust as py;
    /// fn in_berlin<'py>(moment: &py::DateTime<'py>) -> py::Result<py::DateTime<'py>> {
    ///     moment.as_timezone(Some(&py::TzInfo::named(moment.py(), "Europe/Berlin")?))
    /// }
    /// ```
    TzInfo, PyTzInfo, "datetime.tzinfo" as "{datetime.tzinfo}", |obj| TZINFO.is_type_of(obj)
}

impl<'py> TzInfo<'py> {
    /// `datetime.timezone.utc`.
    #[track_caller]
    pub fn utc(py: Python<'py>) -> Result<TzInfo<'py>> {
        TzInfo::from_obj(TIMEZONE.get(py)?.getattr(intern!("utc"))?)
    }

    /// `datetime.timezone(offset)`: always this far from UTC.
    ///
    /// Raises `ValueError` for a day or more.
    #[track_caller]
    pub fn fixed(offset: &TimeDelta<'py>) -> Result<TzInfo<'py>> {
        TzInfo::from_obj(TIMEZONE.get(offset.py())?.call1((offset,))?)
    }

    /// `zoneinfo.ZoneInfo(name)`: a zone of the IANA database, such as `Europe/Berlin`.
    ///
    /// Raises `zoneinfo.ZoneInfoNotFoundError`, a `KeyError`, for a name that neither the system nor the package
    /// `tzdata` has.
    #[track_caller]
    pub fn named(py: Python<'py>, name: &str) -> Result<TzInfo<'py>> {
        TzInfo::from_obj(ZONEINFO.get(py)?.call1((name,))?)
    }

    /// The offset from UTC at that local time; `None` if it is not known.
    #[track_caller]
    pub fn utcoffset(&self, at: &DateTime<'py>) -> Result<Option<TimeDelta<'py>>> {
        self.call_method(intern!("utcoffset"), (at,))?.extract()
    }

    /// The zone's name at that local time, such as `CEST`.
    #[track_caller]
    pub fn name(&self, at: &DateTime<'py>) -> Result<Option<String>> {
        self.call_method(intern!("tzname"), (at,))?.extract()
    }
}

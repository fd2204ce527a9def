//! Dates and times: the types of Python's module `datetime`, one a file.
//!
//! They are the ones that `import datetime` gives in the interpreter that runs, in both ABIs: C's own table of
//! them is not in the stable ABI, and one variable for all interpreters.

mod date;
mod datetime;
mod time;
mod timedelta;
pub(crate) mod tzinfo;

pub use date::{Date, PyDate};
pub use datetime::{DateTime, PyDateTime};
pub use time::{PyTime, Time};
pub use timedelta::{PyTimeDelta, TimeDelta};
pub use tzinfo::{PyTzInfo, TzInfo};

use super::type_of;
use crate::raw::imported::Imported;

static DATE: Imported = Imported::new("datetime", "date");
static TIME: Imported = Imported::new("datetime", "time");
static DATETIME: Imported = Imported::new("datetime", "datetime");
static TIMEDELTA: Imported = Imported::new("datetime", "timedelta");
static TZINFO: Imported = Imported::new("datetime", "tzinfo");

type_of! {
    Date: |py| DATE.get(py)?.to_owned();
    Time: |py| TIME.get(py)?.to_owned();
    DateTime: |py| DATETIME.get(py)?.to_owned();
    TimeDelta: |py| TIMEDELTA.get(py)?.to_owned();
    TzInfo: |py| TZINFO.get(py)?.to_owned();
}

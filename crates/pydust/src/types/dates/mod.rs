//! Dates and times: the types of Python's module `datetime`, one a file.
//!
//! They are the ones that `import datetime` gives in the interpreter that runs, in both ABIs: C's own table of
//! them is not in the stable ABI, and one variable for all interpreters.

mod date;
mod datetime;
mod time;
mod timedelta;
mod tzinfo;

pub use date::{Date, PyDate};
pub use datetime::{DateTime, PyDateTime};
pub use time::{PyTime, Time};
pub use timedelta::{PyTimeDelta, TimeDelta};
pub use tzinfo::{PyTzInfo, TzInfo};

use super::{Handle, Type, TypeOf};
use crate::error::Result;
use crate::raw::Python;
use crate::raw::imported::Imported;

static DATE: Imported = Imported::new("datetime", "date");
static TIME: Imported = Imported::new("datetime", "time");
static DATETIME: Imported = Imported::new("datetime", "datetime");
static TIMEDELTA: Imported = Imported::new("datetime", "timedelta");
static TZINFO: Imported = Imported::new("datetime", "tzinfo");

macro_rules! type_of {
    ($($handle:ident = $class:ident;)*) => {$(
        impl<'py> TypeOf<'py> for $handle<'py> {
            fn type_of(py: Python<'py>) -> Result<Type<'py>> {
                Type::from_obj($class.get(py)?)
            }
        }
    )*};
}

type_of! {
    Date = DATE;
    Time = TIME;
    DateTime = DATETIME;
    TimeDelta = TIMEDELTA;
    TzInfo = TZINFO;
}

/// Methods that read an attribute. A subclass may define it anew, and raise.
macro_rules! attributes {
    ($($(#[$doc:meta])* $name:ident: $type:ty;)*) => {$(
        $(#[$doc])*
        pub fn $name(&self) -> $crate::error::Result<$type> {
            self.getattr(stringify!($name))?.extract()
        }
    )*};
}
use attributes;

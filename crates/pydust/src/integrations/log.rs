//! `log`: records of Rust code go to Python's `logging`.
//!
//! A record's target names its logger, `net::http` being `net.http`, and its levels are Python's own; `trace` is 5.
//! Records may come from any thread: one that is not attached attaches for as long as the record takes, so nothing that
//! an attached thread may wait for should be held while logging, as with everything that attaches. As Python ends it
//! waits for the records that are on their way from such threads; later ones are dropped.
//!
//! ```
//! use pydust as py;
//!
//! #[py::module]
//! pub mod crawler {
//!     use super::*;
//!
//!     #[state]
//!     pub struct Crawler {}
//!
//!     impl Crawler {
//!         pub fn __init__(py: py::Python) -> py::Result<Self> {
//!             py::log::install(py, log::LevelFilter::Debug)?;
//!             Ok(Crawler {})
//!         }
//!     }
//!
//!     pub fn crawl(page: &str) {
//!         log::info!(target: "crawler", "reading {page}"); // logging.getLogger("crawler").info(..)
//!     }
//! }
//! # fn main() {}
//! ```

use std::collections::HashMap;
use std::sync::RwLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use log::{Level, LevelFilter, Log, Metadata, Record};

use crate::error::{Error, Result};
use crate::exceptions::RuntimeError;
use crate::python::try_attach;
use crate::raw::imported::Imported;
use crate::raw::kept::Kept;
use crate::raw::shutdown::Inside;
use crate::raw::{self, Obj, Python};

static GET_LOGGER: Imported = Imported::new("logging", "getLogger");
static IS_FINALIZING: Imported = Imported::new("sys", "is_finalizing");

/// How soon a level that Python code changes is seen.
const FRESH: Duration = Duration::from_millis(100);
/// How many levels are remembered: there are as many targets as modules, unless code makes them up.
const REMEMBERED: usize = 1024;

/// Sends the records of this extension's Rust code to Python's `logging`, up to the level `most`.
///
/// Records above `most` cost next to nothing; for the others Python is asked which levels it wants, at most ten times
/// a second for each target. May be called again, to change `most`. Each extension module has a `log` of its own.
///
/// Raises `RuntimeError` if the module has another logger already.
///
/// ```
/// # use pydust as py;
/// fn setup(py: py::Python) -> py::Result<()> {
///     py::log::install(py, log::LevelFilter::Info)
/// }
/// ```
#[track_caller]
pub fn install(py: Python<'_>, most: LevelFilter) -> Result<()> {
    static INSTALLED: AtomicBool = AtomicBool::new(false);
    if log::set_logger(&ToPython).is_ok() {
        INSTALLED.store(true, Ordering::Release);
    } else if !INSTALLED.load(Ordering::Acquire) {
        let message = "this module has a logger already: install this one first, or not at all";
        return Err(Error::new(RuntimeError, message));
    }
    name_trace(py)?;
    wait_at_exit(py)?;
    log::set_max_level(most);
    Ok(())
}

/// Calls level 5 `TRACE`, if nobody has named it yet.
fn name_trace(py: Python<'_>) -> Result<()> {
    let (logging, trace) = (py.import("logging")?, number(Level::Trace));
    let name: String = logging.call_method("getLevelName", (trace,))?.extract()?;
    if name == format!("Level {trace}") {
        logging.call_method("addLevelName", (trace, "TRACE"))?;
    }
    Ok(())
}

/// A level as `logging` numbers it.
fn number(level: Level) -> i64 {
    match level {
        Level::Error => 40,
        Level::Warn => 30,
        Level::Info => 20,
        Level::Debug => 10,
        Level::Trace => 5,
    }
}

/// A target as `logging` names loggers.
fn logger_name(target: &str) -> String {
    target.replace("::", ".")
}

struct ToPython;

impl Log for ToPython {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.level() <= wanted(metadata.target())
    }

    fn log(&self, record: &Record<'_>) {
        if self.enabled(record.metadata()) {
            attached(|py| handle(py, record));
        }
    }

    fn flush(&self) {}
}

/// Makes the end of Python wait for records that are on their way, before `logging` closes its files: exit handlers
/// are called in the reverse of their order.
fn wait_at_exit(py: Python<'_>) -> Result<()> {
    static ASKED: Kept = Kept::new();
    let ask = || raw::shutdown::wait_at_exit(py).map(|()| py.none());
    Ok(ASKED.get(py, ask).map(drop)?)
}

/// Runs `work` attached, whatever is going on in this thread; its error is reported, since nobody can catch it.
fn attached(work: impl FnOnce(Python<'_>) -> Result<()>) {
    let _inside = match raw::attach::is_attached() {
        true => None,
        // Counted also if it has only detached itself: from here on Python waits for it.
        false => match Inside::enter() {
            None => return,
            inside => inside,
        },
    };
    try_attach(|py| {
        // A record may come from a destructor, while an exception is on its way.
        raw::error::aside(py, || {
            if let Err(error) = work(py) {
                report(py, error);
            }
        });
    });
}

fn report(py: Python<'_>, error: Error) {
    // At the end of Python, modules are gone before the last destructors have run.
    let is_ending = || -> Result<bool> { IS_FINALIZING.get(py)?.call0()?.is_true() };
    if !is_ending().unwrap_or(true) {
        error.set(py);
        raw::error::write_unraisable(None);
    }
}

fn handle(py: Python<'_>, record: &Record<'_>) -> Result<()> {
    let name = logger_name(record.target());
    let logger = GET_LOGGER.get(py)?.call1((name.as_str(),))?;
    let (file, line) = (record.file().unwrap_or("<rust>"), record.line().unwrap_or(0));
    let level = number(record.level());
    // The arguments are an empty tuple: a `%` in the text is no place for one.
    let arguments = (name, level, file, line, record.args().to_string(), (), py.none());
    let made = logger.call_method("makeRecord", arguments)?;
    if let Some(module) = record.module_path() {
        made.setattr("module", module)?;
    }
    logger.call_method("handle", (made,)).map(drop)
}

/// The levels that Python wanted when it was last asked. No lock is waited for, and none is held while attaching.
static LEVELS: RwLock<Option<HashMap<String, Seen>>> = RwLock::new(None);

#[derive(Clone, Copy)]
struct Seen {
    level: LevelFilter,
    at: Instant,
}

/// Up to which level Python wants the records of a target.
fn wanted(target: &str) -> LevelFilter {
    // Each interpreter has levels of its own, and only an attached thread knows in which it is.
    let remember = raw::interpreter::is_single();
    if let (true, Some(level)) = (remember, remembered(target)) {
        return level;
    }
    let mut level = LevelFilter::Off;
    attached(|py| ask(py, target).map(|found| level = found));
    if let (true, Ok(mut levels)) = (remember, LEVELS.try_write()) {
        let levels = levels.get_or_insert_default();
        if levels.len() >= REMEMBERED {
            levels.clear();
        }
        levels.insert(target.to_owned(), Seen { level, at: Instant::now() });
    }
    level
}

fn remembered(target: &str) -> Option<LevelFilter> {
    let levels = LEVELS.try_read().ok()?;
    let seen = levels.as_ref()?.get(target)?;
    (seen.at.elapsed() < FRESH).then_some(seen.level)
}

fn ask(py: Python<'_>, target: &str) -> Result<LevelFilter> {
    let logger: Obj<'_> = GET_LOGGER.get(py)?.call1((logger_name(target),))?;
    let own: i64 = logger.call_method("getEffectiveLevel", ())?.extract()?;
    let disabled: i64 = logger.getattr("manager")?.getattr("disable")?.extract()?;
    let wants = |level: &Level| number(*level) >= own && number(*level) > disabled;
    Ok(Level::iter().filter(wants).last().map_or(LevelFilter::Off, |level| level.to_level_filter()))
}

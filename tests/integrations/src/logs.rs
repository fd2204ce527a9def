//! Records of `log`, sent to Python's `logging` from wherever they come.

use std::sync::{Arc, Barrier};

use log::{Level, LevelFilter};
use pydust as py;

fn level_of(name: &str) -> py::Result<Level> {
    name.parse().or_else(|_| py::raise!(ValueError, "no level: {name}"))
}

/// Logs as it is dropped.
struct Farewell;

impl Drop for Farewell {
    fn drop(&mut self) {
        log::info!(target: "logs::drop", "dropped");
    }
}

#[py::module]
pub mod logs {
    use super::*;

    #[state]
    pub struct Logs {
        _farewell: Farewell,
    }

    impl Logs {
        pub fn __init__(py: py::Python) -> py::Result<Self> {
            py::log::install(py, LevelFilter::Trace)?;
            Ok(Logs { _farewell: Farewell })
        }
    }

    pub fn install(py: py::Python, most: &str) -> py::Result<()> {
        match most.parse() {
            Ok(most) => py::log::install(py, most),
            Err(_) => py::raise!(ValueError, "no level: {most}"),
        }
    }
    pub fn send(level: &str, target: &str, text: &str) -> py::Result<()> {
        log::log!(target: target, level_of(level)?, "{text}");
        Ok(())
    }
    pub fn here() -> u32 {
        log::warn!("from this place");
        line!() - 1
    }
    pub fn is_enabled(level: &str, target: &str) -> py::Result<bool> {
        Ok(log::log_enabled!(target: target, level_of(level)?))
    }
    #[detach]
    pub fn detached(target: &str) {
        log::info!(target: target, "detached");
    }
    /// From as many threads at once, which Python does not know, while this one waits detached.
    pub fn from_threads(py: py::Python, threads: usize, records: usize) {
        py.detach(|| {
            let start = Arc::new(Barrier::new(threads));
            std::thread::scope(|scope| {
                for thread in 0..threads {
                    let start = Arc::clone(&start);
                    scope.spawn(move || {
                        start.wait();
                        for record in 0..records {
                            log::info!(target: "logs::threads", "{thread}.{record}");
                        }
                    });
                }
            });
        });
    }
    /// A record while an exception is on its way.
    pub fn drop_while_raising(callable: &py::Callable) -> py::Result<()> {
        let _farewell = Farewell;
        callable.call0().map(drop)
    }
    /// A thread that goes on logging while Python ends.
    pub fn log_forever() {
        std::thread::spawn(|| {
            loop {
                log::info!(target: "logs::forever", "still here");
                std::thread::sleep(std::time::Duration::from_micros(50));
            }
        });
    }
}

//! A module for the main interpreter alone, that needs the GIL; with a state, a class and a submodule.

use pydust as py;

#[py::module(interpreters = "main", needs_gil)]
pub mod main_only {
    use super::*;

    #[state]
    pub struct Log {
        lines: py::PyList,
    }

    impl Log {
        /// Tells `builtins.fixtures_main_only`, if that is there, that it runs.
        pub fn __init__(py: py::Python) -> py::Result<Self> {
            if let Ok(log) = py.import("builtins")?.getattr("fixtures_main_only") {
                log.call_method("append", ("init",))?;
            }
            Ok(Log { lines: py::List::new(py)?.unbind() })
        }

        pub fn lines(&self) -> &py::PyList {
            &self.lines
        }
    }

    #[class]
    pub struct Clock {
        pub ticks: u64,
    }

    impl Clock {
        pub fn __init__(ticks: u64) -> Self {
            Clock { ticks }
        }
    }

    pub mod inner {
        pub fn answer() -> u8 {
            42
        }
    }
}

//! Module state: made at import, used by reading and writing functions, ended with the module.

use pydust as py;

#[py::module]
pub mod state {
    use super::*;

    #[state]
    pub struct Counter {
        count: i64,
        log: py::PyList,
    }

    impl Counter {
        /// Fails if `builtins.fixtures_state_fails` is there; logs to `builtins.fixtures_state_log`.
        pub fn __init__(py: py::Python) -> py::Result<Self> {
            let builtins = py.import("builtins")?;
            if let Ok(how) = builtins.getattr("fixtures_state_fails") {
                if how.eq("panic")? {
                    panic!("__init__ panics");
                }
                return py::raise!(ValueError, "__init__ fails as asked");
            }
            let log = match builtins.getattr("fixtures_state_log") {
                Ok(log) => log.downcast::<py::List>()?.clone(),
                Err(_) => py::List::new(py)?,
            };
            log.append("init")?;
            Ok(Counter { count: 0, log: log.unbind() })
        }

        pub fn __del__(&mut self, py: py::Python) -> py::Result<()> {
            self.log.bind(py).append(("del", self.count))
        }

        pub fn add(&mut self, #[default = 1] n: i64) -> i64 {
            self.count += n;
            self.count
        }

        pub fn count(&self) -> i64 {
            self.count
        }

        pub fn log(&self) -> &py::PyList {
            &self.log
        }

        /// Calls while the state is read: what is called may read it too, but not change it.
        pub fn reading(&self, f: &py::Callable) -> py::Result<py::PyObj> {
            Ok(f.call0()?.unbind())
        }

        /// Calls while the state is changed: what is called can't use it.
        pub fn writing(&mut self, f: &py::Callable) -> py::Result<py::PyObj> {
            self.count += 1;
            Ok(f.call0()?.unbind())
        }

        /// A function of the state's impl without `self` is a plain function.
        pub fn plain(a: i64) -> i64 {
            a + 1
        }

        /// Not public: Python does not see it.
        #[allow(dead_code)]
        fn hidden(&self) {}
    }

    pub mod inner {
        #[derive(Default)]
        #[state]
        pub struct Flag {
            on: bool,
        }

        impl Flag {
            pub fn flip(&mut self) -> bool {
                self.on = !self.on;
                self.on
            }
        }
    }
}

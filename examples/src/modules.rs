//! `example.modules`: private state, docstrings and a submodule.
//!
//! The state belongs to one import of the module: a second interpreter has its own.

use pydust as py;

/// Rust doc comments become docstrings...
///
/// ..with lots of lines!
#[py::module]
pub mod modules {
    use super::*;

    /// Private state. Each interpreter that imports the module has its own.
    #[state]
    pub struct Modules {
        count: u32,
        name: py::PyStr,
    }

    impl Modules {
        /// Runs when the module is imported.
        pub fn __init__(py: py::Python) -> py::Result<Self> {
            Ok(Self { count: 0, name: py::Str::new(py, "Rusty").unbind() })
        }

        /// Count one up.
        pub fn increment(&mut self) {
            self.count += 1;
        }

        /// Give how often `increment` was called.
        pub fn count(&self) -> u32 {
            self.count
        }

        /// Give the name that the module was given when it was imported.
        pub fn whoami(&self) -> &py::PyStr {
            &self.name
        }

        /// Greet `name` in the module's own name.
        pub fn hello(&self, py: py::Python, name: &str) -> py::Result<String> {
            Ok(format!("Hello, {name}. It's {}", self.name.bind(py).as_str()?))
        }
    }

    /// A module inside the module: `from example.modules.submod import world` works.
    pub mod submod {
        /// Greet everyone.
        pub fn world() -> &'static str {
            "Hello, World!"
        }
    }
}

/// Tests with Python: pytest runs them, with its fixtures and with the module as Python sees it.
#[cfg(test)]
mod tests {
    use super::{modules::submod, py};

    #[py::test]
    fn calls_are_counted(module: &py::Module) -> py::Result<()> {
        let count = || module.call_method("count", ())?.extract::<u32>();
        let before = count()?;
        module.call_method("increment", ())?;
        assert_eq!(count()?, before + 1);
        Ok(())
    }

    #[py::test(parametrize("name", ["Ada", "Grace"]))]
    fn greetings_name_both(module: &py::Module, name: &str) -> py::Result<()> {
        let greeting: String = module.call_method("hello", (name,))?.extract()?;
        assert_eq!(greeting, format!("Hello, {name}. It's Rusty"));
        Ok(())
    }

    #[py::test]
    fn submodules_are_plain_modules_of_rust(tmp_path: std::path::PathBuf) -> py::Result<()> {
        let file = tmp_path.join("greeting.txt");
        std::fs::write(&file, submod::world())?;
        assert_eq!(std::fs::read_to_string(file)?, "Hello, World!");
        Ok(())
    }
}

//! A program that is scripted in Python: `embed SCRIPT [ARGUMENT...]`.
//!
//! Scripts import the module `inventory`, which is part of the program, and their `main()` gives a number.

use std::process::ExitCode;
use std::sync::{Mutex, MutexGuard, PoisonError};

use pydust as py;

/// What the scripts work on: the program's own data.
static ITEMS: Mutex<Vec<(String, u32)>> = Mutex::new(Vec::new());

fn items() -> MutexGuard<'static, Vec<(String, u32)>> {
    // A panic of someone who had the lock leaves whole items.
    ITEMS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The program's items.
#[py::module]
pub mod inventory {
    use pydust as py;

    use super::items;

    /// Adds an item.
    pub fn add(name: String, #[default = 1] count: u32) -> py::Result<()> {
        if name.is_empty() {
            return py::raise!(ValueError, "an item needs a name");
        }
        items().push((name, count));
        Ok(())
    }

    /// Calls `visit(name, count)` for each item.
    pub fn each(visit: &py::Callable) -> py::Result<()> {
        // The script may add items meanwhile: the lock is not held while it runs.
        let items = items().clone();
        for item in items {
            visit.call1(item)?;
        }
        Ok(())
    }
}

/// Runs the script, and gives what its `main()` returns.
fn run_script(py: py::Python, script: &str) -> py::Result<i64> {
    let names = py.import("runpy")?.call_method("run_path", (script,))?;
    names.get_item("main")?.call0()?.extract()
}

fn main() -> Result<ExitCode, py::StartError> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let Some(script) = args.first().cloned() else {
        eprintln!("usage: embed SCRIPT [ARGUMENT...]");
        return Ok(ExitCode::from(2));
    };
    let interpreter = py::Interpreter::new()
        .args(args)
        .module(py::builtin_module!(inventory))
        .signal_handlers(true);
    let number =
        interpreter.run(|py| run_script(py, &script).map_err(|error| error.report(py)).ok())?;
    // Python has ended; what is the program's is still there.
    println!("{} items, {number:?}", items().len());
    Ok(if number.is_some() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

//! `example.callbacks`: functions that cross the border as values, and are called later, from anywhere.
//!
//! Rust closures become callables of Python's; callables of Python are kept in a state, and called from a thread of
//! Rust.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use pydust as py;

/// Functions as values.
#[py::module]
pub mod callbacks {
    use super::*;

    /// What listens to events.
    #[state]
    #[derive(Default)]
    pub struct Listeners {
        listeners: Vec<py::PyCallable>,
        events: Arc<AtomicU64>,
    }

    impl Listeners {
        /// Have `listener(event)` called for each event.
        pub fn listen(&mut self, listener: py::PyCallable) {
            self.listeners.push(listener);
        }

        /// Send an event to all listeners, from a thread that Rust starts; the caller does not wait.
        ///
        /// What a listener raises goes to `threading.excepthook`, and the others still hear of the event.
        pub fn send(&self, py: py::Python, event: String) {
            let listeners: Vec<_> = self.listeners.iter().map(|f| f.clone_ref(py)).collect();
            let events = Arc::clone(&self.events);
            thread::spawn(move || {
                // Where Python has ended meanwhile, nobody listens any more.
                py::try_attach(|py| {
                    for listener in listeners {
                        if let Err(error) = listener.bind(py).call1((event.as_str(),)) {
                            error.report(py);
                        }
                    }
                });
                events.fetch_add(1, Ordering::Release);
            });
        }

        /// A function that gives how many events were sent, at the time of its call.
        pub fn counter(&self, py: py::Python) -> py::Result<py::PyCallable> {
            let events = Arc::clone(&self.events);
            let counter = py::closure!(py, [events]
                /// The number of events whose listeners are done.
                fn sent() -> u64 {
                    events.load(Ordering::Acquire)
                }
            )?;
            Ok(counter.unbind())
        }
    }

    /// Make a function that multiplies by `factor`.
    ///
    /// >>> multiplier(3)(14)
    /// 42
    pub fn multiplier(py: py::Python, factor: f64) -> py::Result<py::PyCallable> {
        let multiply = py::closure!(py, [factor]
            /// Multiply a number, and add another.
            fn multiply(number: f64, #[kw] #[default = 0.0] plus: f64) -> f64 {
                number * factor + plus
            }
        )?;
        Ok(multiply.unbind())
    }

    /// Make a function that calls `f` once for each argument, and remembers what it gave.
    pub fn cached(py: py::Python, f: py::PyCallable) -> py::Result<py::PyCallable> {
        let results = py::Dict::new(py)?.unbind();
        let cached = py::closure!(py, [f, results]
            fn cached(argument: &py::Obj, py: py::Python) -> py::Result<py::PyObj> {
                let results = results.bind(py);
                if let Some(found) = results.get(argument)? {
                    return Ok(found.unbind());
                }
                let result = f.bind(py).call1((argument,))?;
                results.set(argument, &result)?;
                Ok(result.unbind())
            }
        )?;
        Ok(cached.unbind())
    }
}

//! `Engine`, a class outside of the module that exports it, in several blocks.

use pydust as py;

/// What makes a car move.
#[py::class(weakref)]
pub struct Engine {
    /// In metric horsepower.
    pub power: u32,
    listeners: Vec<py::PyCallable>,
}

#[py::methods]
impl Engine {
    pub fn __init__(power: u32) -> Self {
        Self::of_power(power)
    }

    pub(crate) fn of_power(power: u32) -> Self {
        Engine { power, listeners: Vec::new() }
    }
}

#[py::methods]
impl Engine {
    /// Have a function called with the engine whenever it is started.
    ///
    /// If that function holds the engine, both are a cycle, which the garbage collector finds.
    pub fn on_start(&mut self, listener: py::PyCallable) {
        self.listeners.push(listener);
    }

    pub fn start(this: &py::Instance<Self>) -> py::Result<()> {
        let listeners = py::List::of(this.py(), &this.borrow()?.listeners)?;
        for listener in listeners.iter()? {
            listener?.call1((this,))?;
        }
        Ok(())
    }
}

/// A part of an engine: `Engine.Cylinder`.
#[py::class(within = Engine)]
pub struct Cylinder {
    #[readonly]
    pub liters: f64,
}

#[py::methods]
impl Cylinder {
    pub fn __init__(liters: f64) -> Self {
        Cylinder { liters }
    }
}

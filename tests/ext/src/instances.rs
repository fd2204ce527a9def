//! Instances of classes as handles, stored, and made by Rust.

use pydust as py;

#[py::module]
pub mod instances {
    use std::collections::HashMap;

    use super::*;

    /// What a `Car` has.
    #[class]
    pub struct Engine {
        pub power: u32,
    }

    impl Engine {
        pub fn __init__(power: u32) -> Self {
            Engine { power }
        }

        pub fn while_changing(&mut self, f: &py::Callable) -> py::Result<py::PyObj> {
            Ok(f.call0()?.unbind())
        }

        pub fn while_reading(&self, f: &py::Callable) -> py::Result<py::PyObj> {
            Ok(f.call0()?.unbind())
        }
    }

    /// Its attribute is always the same engine.
    #[class]
    pub struct Car {
        pub engine: py::Py<Engine>,
        pub spares: Vec<py::Py<Engine>>,
        pub tow: Option<py::Py<Car>>,
    }

    impl Car {
        pub fn __init__(engine: py::Py<Engine>) -> Self {
            Car { engine, spares: Vec::new(), tow: None }
        }

        /// Changes the engine through the car.
        pub fn tune(&self, py: py::Python, by: u32) -> py::Result<u32> {
            let mut engine = self.engine.bind(py).borrow_mut()?;
            engine.power += by;
            Ok(engine.power)
        }
    }

    pub fn power(engine: &py::Instance<Engine>) -> py::Result<u32> {
        Ok(engine.borrow()?.power)
    }

    pub fn set_power(engine: &py::Instance<Engine>, power: u32) -> py::Result<()> {
        engine.borrow_mut()?.power = power;
        Ok(())
    }

    /// The handle is not a borrow: Python may change the instance meanwhile.
    pub fn power_after(engine: &py::Instance<Engine>, f: &py::Callable) -> py::Result<(u32, u32)> {
        let before = engine.borrow()?.power;
        f.call0()?;
        Ok((before, engine.borrow()?.power))
    }

    /// The borrow is: as long as it lasts nobody may.
    pub fn power_during(engine: &py::Instance<Engine>, f: &py::Callable) -> py::Result<(u32, u32)> {
        let engine = engine.borrow()?;
        let before = engine.power;
        f.call0()?;
        Ok((before, engine.power))
    }

    pub fn swap(a: &py::Instance<Engine>, b: &py::Instance<Engine>) -> py::Result<()> {
        let (mut a, mut b) = (a.borrow_mut()?, b.borrow_mut()?);
        std::mem::swap(&mut *a, &mut *b);
        Ok(())
    }

    /// Two readers are no trouble, even of one instance.
    pub fn sum(a: &py::Instance<Engine>, b: &py::Instance<Engine>) -> py::Result<u32> {
        Ok(a.borrow()?.power + b.borrow()?.power)
    }

    pub fn new<'py>(py: py::Python<'py>, power: u32) -> py::Result<py::Instance<'py, Engine>> {
        py::Instance::new(py, Engine { power })
    }

    pub fn stored(py: py::Python, power: u32) -> py::Result<py::Py<Engine>> {
        py::Py::new(py, Engine { power })
    }

    pub fn same(engine: py::Py<Engine>) -> py::Py<Engine> {
        engine
    }

    pub fn same_handle<'py>(engine: py::Instance<'py, Engine>) -> py::Instance<'py, Engine> {
        engine
    }

    pub fn copies(engine: &py::Instance<Engine>, n: usize) -> Vec<py::Py<Engine>> {
        (0..n).map(|_| engine.clone().unbind()).collect()
    }

    pub fn maybe(engine: Option<&py::Instance<Engine>>) -> py::Result<Option<u32>> {
        engine.map(|engine| Ok(engine.borrow()?.power)).transpose()
    }

    pub fn total(py: py::Python, engines: Vec<py::Py<Engine>>) -> py::Result<u32> {
        engines.iter().map(|engine| Ok(engine.bind(py).borrow()?.power)).sum()
    }

    pub fn strongest(
        py: py::Python,
        engines: HashMap<String, py::Py<Engine>>,
    ) -> py::Result<Option<String>> {
        let mut best = None;
        for (name, engine) in engines {
            best = best.max(Some((engine.bind(py).borrow()?.power, name)));
        }
        Ok(best.map(|(_, name)| name))
    }

    /// Any object, seen as an engine.
    pub fn downcast(object: &py::Obj) -> py::Result<u32> {
        Ok(object.downcast::<py::Instance<Engine>>()?.borrow()?.power)
    }

    pub fn class_<'py>(py: py::Python<'py>) -> py::Result<py::Type<'py>> {
        py.type_of::<py::Instance<Engine>>()
    }

    pub fn show(engine: &py::Instance<Engine>) -> String {
        format!("{engine} {engine:?}")
    }

    /// Attributes of the object itself are reached as those of any handle.
    pub fn attribute(engine: &py::Instance<Engine>, name: &str) -> py::Result<py::PyObj> {
        Ok(engine.getattr(name)?.unbind())
    }

    /// A borrow that is dropped by a panic is given back.
    pub fn panic_during(engine: &py::Instance<Engine>) -> py::Result<()> {
        let _engine = engine.borrow_mut()?;
        panic!("on purpose")
    }

    /// A class whose module is another one.
    pub fn stranger(py: py::Python) -> py::Result<py::Py<elsewhere::Stranger>> {
        py::Py::new(py, elsewhere::Stranger {})
    }
}

/// Never imported by the tests.
#[py::module]
pub mod elsewhere {
    #[class]
    pub struct Stranger {}
}

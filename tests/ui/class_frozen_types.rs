//! What the compiler says of `frozen` classes, and of values that would be copied.

use pydust as py;

#[py::module]
pub mod frozen {
    use super::py;

    #[class(frozen)]
    pub struct Point {
        pub x: f64,
    }

    impl Point {
        pub fn __new__(x: f64) -> py::Result<f64> {
            //~^ ERROR a constructor must return `Self` or a `Result<Self, _>`
            Ok(x)
        }
    }

    #[class]
    pub struct Changing {
        #[base]
        point: Point,
        //~^ ERROR a class that inherits from a `frozen` one is `frozen` too, and only then
    }

    #[class]
    pub struct Engine {
        pub power: u32,
    }

    #[class]
    pub struct Car {
        #[readonly]
        pub engine: Engine,
        //~^ ERROR `Engine` is a class, and a borrowed value of it would become a copy in Python each time
        #[readonly]
        pub spares: Vec<Engine>,
        //~^ ERROR `Engine` is a class, and a borrowed value of it would become a copy in Python each time
        #[readonly]
        pub other: Option<Engine>,
        //~^ ERROR `Engine` is a class, and a borrowed value of it would become a copy in Python each time
        pub live: py::Py<Engine>,
        pub lives: Vec<py::Py<Engine>>,
    }

    impl Car {
        pub fn engine_of(&self) -> &Engine {
            //~^ ERROR `Engine` is a class, and a borrowed value of it would become a copy in Python each time
            &self.engine
        }
    }

    #[class]
    pub struct Assigned {
        pub engine: Engine,
        //~^ ERROR `Engine` is a class, and a borrowed value of it would become a copy in Python each time
        //~^^ ERROR a Python object does not convert to an owned `Engine`
    }

    pub fn change(point: &mut Point) {
        //~^ ERROR instances of a `frozen` class never change
        point.x = 0.0;
    }

    pub fn handle(engine: &py::Instance<Engine>) -> u32 {
        engine.get().power
        //~^ ERROR type mismatch resolving `<Engine as Class>::Lock == Frozen`
    }
}

fn main() {}

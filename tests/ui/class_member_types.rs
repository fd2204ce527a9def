//! Members whose types the compiler must refuse.

use pydust as py;

pub struct Foreign;

#[py::module]
pub mod members {
    use super::*;

    #[class]
    pub struct Point {}

    impl Point {
        pub const FOREIGN: Foreign = Foreign; //~ ERROR `Foreign` does not convert to a Python object

        #[getter]
        pub fn angle(&self) -> f64 {
            0.0
        }

        #[setter]
        pub fn set_angle(&mut self, angle: f64) -> f64 {
            //~^ ERROR this special method must return nothing or a `Result<(), _>`, not `f64`
            angle
        }

        #[classmethod]
        pub fn make(cls: &str) {} //~ ERROR mismatched types

        #[classattr]
        pub fn OTHER() -> Foreign {
            //~^ ERROR `Foreign` does not convert to a Python object
            Foreign
        }
    }
}

fn main() {}

//! Types that no class can extend, and classes that can't extend the way they are written.

use pydust as py;

py::import_class!(collections.abc, Sized);

#[pydust::module]
pub mod shapes {
    use super::{Sized, py};

    #[class]
    pub struct Point {
        x: f64,
    }

    #[class(extends = Dict)]
    pub struct Both {
        #[base]
        point: Point, //~ ERROR `point` is the base, and a class has one: remove `#[base]` or `extends`
    }

    #[class(extends = Int)]
    pub struct Number {
        //~^ ERROR no place for fields: write `pub struct Number;` and `#[class(extends = Int, dict)]`
        pub unit: String,
    }

    #[class(extends = py::Tuple, weakref)]
    pub struct Pair; //~ ERROR CPython has no weak references to what inherits from `Tuple`: remove `weakref`

    #[class(extends = Bytes, init, repr)]
    pub struct Packet; //~ ERROR a class that extends `Bytes` has no fields to make members of

    #[class(extends = Int)]
    pub struct Changed;

    impl Changed {
        pub fn change(&mut self) {} //~ ERROR `Changed.change` changes the value

        pub fn __new__(value: i64) -> Self {
            //~^ ERROR the type that is extended makes the instance
            let _ = value;
            Changed
        }
    }

    #[class(extends = Type)] //~ ERROR `Type` is a type that nothing inherits from
    pub struct Meta;

    #[class(extends = Bool)] //~ ERROR `Bool` is a type that nothing inherits from
    pub struct Truth;

    #[class(extends = Obj)] //~ ERROR every class inherits from `object`: remove `extends`
    pub struct Anything;

    #[class(extends = Point)] //~ ERROR no class can extend `shapes::Point`
    pub struct OfRust;

    #[class(extends = "dict")] //~ ERROR `extends` is written `extends = Type`
    pub struct OfText;

    #[class(extends = Dict, frozen)] //~ ERROR a `frozen` class with fields can't extend a type that is not Rust's
    pub struct Fixed {
        pub size: usize,
    }

    #[class(extends = Dict)] //~ ERROR can't have a `__del__`: implement `Drop` for the struct
    pub struct Finalized;

    impl Finalized {
        pub fn __del__(&mut self) {}
    }

    #[class(extends = List, copy)] //~ ERROR `extends`
    #[derive(Clone)]
    pub struct Copied;

    #[class(extends = Str)]
    pub struct Made;

    impl Made {
        pub fn __new__(text: &str) -> Self {
            //~^ ERROR the type that is extended makes the instance
            let _ = text;
            Made
        }
    }

    #[class(extend = Dict)] //~ ERROR did you mean `extends`?
    pub struct Misspelt;

    #[class(extends = Sized)]
    pub struct Fine;

    #[class(extends = ValueError)]
    pub struct AlsoFine;
}

fn main() {}

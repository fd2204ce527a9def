//! Options of classes that write members, where these can't be written.

#[pydust::module]
pub mod generated {
    pub struct Plain;

    #[class(init)]
    pub struct NoDefault {
        pub x: f64,
        cache: Plain, //~ ERROR the trait bound `Plain: Default` is not satisfied
    }

    #[class(init)]
    pub struct Order {
        #[default = 1]
        pub x: i64,
        pub y: i64, //~ ERROR `Order.__init__`: `y` has no default but follows `x`, which has one
    }

    #[class(init)]
    pub struct Marks {
        #[kw] //~ ERROR `x` is no parameter: `#[kw]` belongs on a public field
        x: i64,
        #[default] //~ ERROR a default is written `#[default = value]`
        y: i64,
        #[defualt = 1] //~ ERROR unknown attribute `defualt`: did you mean `default`?
        pub z: i64,
    }

    #[class(repr)]
    pub struct NoInit {
        #[pos] //~ ERROR `x` is no parameter: `#[pos]` belongs on a public field
        pub x: i64,
        #[default = 1] //~ ERROR `y` is never left out
        y: i64,
    }

    #[class(repr)]
    pub struct Twice {
        pub x: i64,
    }

    impl Twice {
        pub fn __repr__(&self) -> String {
            //~^ ERROR `Twice.__repr__` is written by `#[class(repr)]` already
            String::new()
        }
    }

    #[class(copy)]
    pub struct Conditional {
        #[cfg(unix)] //~ ERROR `x` can't be conditional
        x: i64,
    }

    #[class(copy)]
    pub struct Tuple(u8); //~ ERROR `Tuple` is a tuple struct

    #[class(copy)]
    pub struct Uncopied {
        pub x: i64,
        cache: Plain, //~ ERROR `Uncopied` can't be copied: a field is neither `Clone` nor converts
    }
}

fn main() {}

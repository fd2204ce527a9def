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

    #[class(order)] //~ ERROR `order` goes by what is equal: write `#[class(eq, order)]`
    pub struct Order2 {
        pub x: i64,
    }

    #[class(hash)] //~ ERROR `hash` goes by what is equal
    pub struct Hash {
        pub x: i64,
    }

    #[class(pickle)]
    pub struct Unpickled {
        pub x: i64,
        cache: Plain, //~ ERROR `Plain` can't be pickled: it does not convert to Python and back
    }

    #[class(pickle)]
    pub struct NoDefaultSkipped {
        #[skip]
        cache: Plain, //~ ERROR the trait bound `Plain: Default` is not satisfied
    }

    #[class(pickle = "2")]
    pub struct Version {
        //~^^ ERROR mismatched types
        pub x: i64,
    }

    #[class(copy)]
    pub struct Skipped {
        #[skip] //~ ERROR `x` is pickled by nothing: `#[skip]` belongs into a `#[class(pickle)]`
        x: i64,
    }

    #[class(frozen, init, copy, eq)]
    pub struct Frozen {
        pub x: i64,
    }

    impl Frozen {
        pub fn __new__(x: i64) -> Self {
            //~^ ERROR `Frozen.__new__` is written by `#[class(init)]` already
            Self { x }
        }

        pub fn __eq__(&self, other: &Frozen) -> bool {
            //~^ ERROR `Frozen.__eq__` is written by `#[class(eq)]` already
            self.x == other.x
        }

        pub fn __replace__(&self) -> i64 {
            //~^ ERROR `Frozen.__replace__` is written by `#[class(copy)]` already
            self.x
        }
    }

    #[class]
    pub struct Base {
        pub x: i64,
    }

    #[class(repr, eq, copy, pickle, match_args)]
    pub struct Derived {
        #[base]
        base: Base,
        //~^ ERROR `Base` does not show its fields
        //~^^ ERROR `Base` can't be compared
        //~^^^ ERROR `Base` can't be copied
        //~^^^^ ERROR `Base` can't be pickled
        //~^^^^^ ERROR `Base` has no fields that a pattern matches by position
    }
}

fn main() {}

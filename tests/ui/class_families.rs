//! Enums with fields whose variants can't be classes.

#[pydust::module]
pub mod families {
    use pydust as py;

    #[class]
    pub enum Generic<T> {
        //~^ ERROR `Generic` is generic, but its variants are the members of one Python class
        Some(T),
    }

    #[class]
    enum Private {
        //~^ ERROR the class `Private` is private, so Python can't see it
        Some(u8),
    }

    #[class(int)]
    pub enum Number {
        Some(u8), //~ ERROR `Number.Some` has fields, which the members of an enumeration don't
    }

    #[class(weekref)] //~ ERROR unknown option `weekref`: did you mean `weakref`?
    pub enum Option {
        Some(u8),
    }

    #[class]
    pub enum Variants {
        #[cfg(unix)] //~ ERROR `Variants.Sometimes` can't be conditional
        Sometimes(u8),
        None(u8), //~ ERROR `None` is a keyword in Python
        Order {
            #[default = 1]
            first: u8,
            second: u8, //~ ERROR `Variants.Order`: `second` has no default but follows `first`
        },
    }

    #[class]
    pub enum Methods {
        One(u8),
        Two,
    }

    impl Methods {
        pub fn __init__() -> Self {
            //~^ ERROR `Methods.__init__`: each variant is made of its fields
            Self::Two
        }
        pub fn change(&mut self) {} //~ ERROR `Methods.change` takes `&mut self`, but the variant of an instance is its class
        pub fn One(&self) {} //~ ERROR `Methods` exports `One` twice
    }

    pub struct NoValue;

    #[class]
    pub enum Types {
        Wrong(super::families::NoValue), //~ ERROR a Python object does not convert to `NoValue`
                                         //~^ ERROR `&NoValue` does not convert to a Python object
    }

    pub fn changed(value: &mut Types) {
        //~^ ERROR instances of a `frozen` class never change
        let _ = value;
    }
}

fn main() {}

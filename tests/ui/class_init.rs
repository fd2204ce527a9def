//! `__init__` of a class that doesn't make one.

#[pydust::module]
pub mod init {
    #[class]
    pub struct Receiver;

    impl Receiver {
        pub fn __init__(&mut self) {}
        //~^ ERROR `Receiver.__init__` makes the value, so there is no `self` yet
    }

    #[class]
    pub struct Result;

    impl Result {
        pub fn __init__() -> u8 {
            //~^ ERROR a constructor must return `Self` or a `Result<Self, _>`
            1
        }
    }

    #[class]
    pub struct Conditional;

    impl Conditional {
        #[cfg(unix)]
        pub fn __init__() -> Self {
            //~^ ERROR `Conditional.__init__` can't be conditional
            Self
        }
    }
}

fn main() {}

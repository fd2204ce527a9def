//! Functions of the state by names that mean something else.

#[pydust::module]
pub mod functions {
    #[state]
    #[derive(Default)]
    pub struct Counter;

    impl Counter {
        pub fn __inti__() -> Self {
            //~^ ERROR `Counter.__inti__` is no special method: did you mean `__init__`?
            Self
        }
        pub fn __call__(&self) {}
        //~^ ERROR `Counter.__call__` means nothing in a module's state
        fn __del__(&mut self) {}
        //~^ ERROR `Counter.__del__` is private, so Python never calls it: write `pub fn`
        pub fn count(self) {}
        //~^ ERROR `count` takes `self` by value
    }

    pub fn __init__() {} //~ ERROR `__init__` is not a module's function
}

fn main() {}

//! `__init__` of the state with something else than the token, or another result.

#[pydust::module]
pub mod parameters {
    #[state]
    pub struct Counter;

    impl Counter {
        pub fn __init__(py: pydust::Python, start: u32) -> Self {
            //~^ ERROR `Counter.__init__` runs at import, where nobody passes `start`
            Self
        }
    }

    pub mod receiver {
        #[state]
        pub struct Counter;

        impl Counter {
            pub fn __init__(&mut self) {}
            //~^ ERROR `Counter.__init__` makes the value, so there is no `self` yet
        }
    }

    pub mod result {
        #[state]
        pub struct Counter;

        impl Counter {
            pub fn __init__() -> u32 {
                //~^ ERROR a constructor must return `Self` or a `Result<Self, _>`
                1
            }
        }
    }
}

fn main() {}

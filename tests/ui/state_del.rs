//! `__del__` of the state that is not called as it is written.

#[pydust::module]
pub mod without_self {
    #[state]
    #[derive(Default)]
    pub struct Counter;

    impl Counter {
        pub fn __del__() {}
        //~^ ERROR `Counter.__del__` is called with the state alone: write `pub fn __del__(&mut self)`
    }

    pub mod with_parameters {
        #[state]
        #[derive(Default)]
        pub struct Counter;

        impl Counter {
            pub fn __del__(&mut self, why: u32) {}
            //~^ ERROR `Counter.__del__` is called with the state alone
        }
    }
}

fn main() {}

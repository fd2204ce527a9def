//! Special methods that are misspelt, not supported, or of another form.

#[pydust::module]
pub mod methods {
    #[class]
    pub struct Point;

    impl Point {
        pub fn __inti__() -> Self {
            //~^ ERROR `Point.__inti__` is no special method: did you mean `__init__`? It is written `pub fn __init__(..) -> Self`
            Self
        }
        pub fn __getitem__(&self) -> u8 {
            //~^ ERROR `Point.__getitem__` has a signature that Python does not call: write `pub fn __getitem__(&self, key: K) -> T`
            0
        }
        pub fn __frobnicate__(&self) {}
        //~^ ERROR `Point.__frobnicate__` is no special method: names with two underscores
        pub fn __add__(&self) {}
        //~^ ERROR `Point.__add__` has a signature that Python does not call: write `pub fn __add__(&self, other: T) -> U`
        pub fn __mul__(&self, #[default = 1] other: u8) {}
        //~^ ERROR `Point.__mul__` has a signature that Python does not call: write `pub fn __mul__(&self, other: T) -> U`
        pub fn __repr__() -> String {
            //~^ ERROR `Point.__repr__` has a signature that Python does not call: write `pub fn __repr__(&self) -> String`
            String::new()
        }
        fn __str__(&self) {}
        //~^ ERROR `Point.__str__` is private, so Python never calls it: write `pub fn`
    }
}

fn main() {}

//! Special methods that return what Python has no use for.

#[pydust::module]
pub mod results {
    #[class]
    pub struct Point {
        x: f64,
    }

    impl Point {
        pub fn __bool__(&self) -> f64 {
            //~^ ERROR this special method must return `bool` or a `Result<bool, _>`, not `f64`
            self.x
        }
        pub fn __hash__(&self) -> f64 {
            //~^ ERROR `__hash__` must return an integer of at most 64 bits or a `Result` of one, not `f64`
            self.x
        }
        pub fn __iadd__(&mut self, other: f64) -> f64 {
            //~^ ERROR this special method must return nothing or a `Result<(), _>`, not `f64`
            self.x + other
        }
        pub fn __mul__(&self, other: std::time::Instant) -> f64 {
            //~^ ERROR `Instant`
            self.x
        }
    }
}

fn main() {}

//! `self` where Python has none to give.

#[pydust::module]
pub mod receiver {
    #[class]
    pub struct Point {
        pub x: f64,
    }

    impl Point {
        pub fn by_value(self) {}
        //~^ ERROR `Point.by_value` takes `self` by value, but Python keeps its objects
        pub fn boxed(self: Box<Self>) {}
        //~^ ERROR `Point.boxed` takes `self` by value
        fn private_is_fine(self) {}
    }
}

fn main() {}

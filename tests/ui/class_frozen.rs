//! Classes whose values never change, and constructors that make instances.

#[pydust::module]
pub mod frozen {
    #[class(frozen)]
    pub struct Point {
        pub x: f64,
    }

    impl Point {
        pub fn __init__(x: f64) -> Self {
            //~^ ERROR `Point.__init__` puts a value into an instance that is there, and a `frozen` class has none without: write `pub fn __new__(..) -> Self`
            Self { x }
        }

        pub fn shift(&mut self) {
            //~^ ERROR `Point.shift` changes the value, and those of a `frozen` class never change: take `&self`, or remove `frozen`
            self.x += 1.0;
        }

        #[getter]
        pub fn y(&self) -> f64 {
            0.0
        }

        #[setter]
        pub fn set_y(&mut self, y: f64) {
            //~^ ERROR `Point.y` changes the value, and those of a `frozen` class never change
            self.x = y;
        }

        pub fn __iadd__(&mut self, other: f64) {
            //~^ ERROR `Point.__iadd__` changes the value
            self.x += other;
        }

        fn only_rust_changes_it_before_it_is_one(&mut self) {
            self.x = 0.0;
        }
    }

    #[class]
    pub struct Two;

    impl Two {
        pub fn __new__() -> Self {
            Self
        }

        pub fn __init__() -> Self {
            //~^ ERROR `Two.__init__` is a second constructor, beside `Two.__new__`: remove one of them
            Self
        }
    }

    #[class]
    pub struct Receiver;

    impl Receiver {
        pub fn __new__(&self) -> Self {
            //~^ ERROR `Receiver.__new__` makes the value, so there is no `self` yet
            Self
        }
    }

    #[class(frozen = true)]
    //~^ ERROR `frozen`
    pub struct Form;

    #[class(forzen)]
    //~^ ERROR did you mean `frozen`?
    pub struct Misspelt;
}

fn main() {}

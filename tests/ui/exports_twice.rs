//! Two exports of one name.

mod other {
    #[pydust::function]
    pub fn function() {}
}

#[pydust::module]
pub mod twice {
    pub use super::other::function as count;
    pub const VERSION: u8 = 1;

    #[state]
    #[derive(Default)]
    pub struct State;

    impl State {
        pub fn count(&self) {} //~ ERROR `twice` exports `count` twice: rename one
        pub const VERSION: u8 = 1; //~ ERROR `twice` exports `VERSION` twice: rename one
    }

    #[class]
    pub struct Point {
        pub x: f64,
    }

    impl Point {
        pub fn x(&self) {} //~ ERROR `Point` exports `x` twice: rename one
    }

    #[cfg(unix)]
    pub fn conditions_are_fine() {}
    #[cfg(not(unix))]
    pub fn conditions_are_fine() {}
}

fn main() {}

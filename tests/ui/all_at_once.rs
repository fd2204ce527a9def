//! Mistakes all over a module: every one is reported, and what is right still expands.

#[pydust::module]
pub mod outer {
    pub async fn first() {} //~ ERROR `first` is `async`
    pub fn second(#[defualt = 1] a: u8, (b, c): (u8, u8)) {}
    //~^ ERROR unknown attribute `defualt`
    //~^^ ERROR `second`: the parameter `(b, c)` is a pattern

    #[state]
    #[derive(Default)]
    pub struct State;

    impl State {
        pub fn third(&self, #[kw] a: u8, #[pos] b: u8) {} //~ ERROR `third`: `b` is keyword-only
    }

    pub mod inner {
        #[class]
        pub struct Point {
            #[readonly] //~ ERROR `x` is private
            x: f64,
        }

        impl Point {
            pub fn fourth<T>(&self) {} //~ ERROR `Point.fourth` is generic
        }

        pub fn right() {}
    }

    pub fn also_right() {}
}

// The markers of what is right are there: neither line is an error.
pub use outer::also_right;
pub use outer::inner::right;

fn main() {}

//! `#[function]` on something else than a free function outside of a module.

#[pydust::function] //~ ERROR `#[function]` belongs on a `fn`
pub struct Struct;

#[pydust::function(name = "other")] //~ ERROR `#[function]` takes no arguments: write it alone
pub fn arguments() {}

#[pydust::module]
pub mod inside {
    #[pydust::function] //~ ERROR `needless` is exported by the `#[module]` around it: remove `#[function]`
    pub fn needless() {}

    #[class]
    pub struct Point;

    impl Point {
        #[pydust::function] //~ ERROR `Point.method` is a method, and `#[function]` is for free functions
        pub fn method(&self) {}
    }
}

fn main() {}

//! `#[detach]` on a function that needs the interpreter.

#[pydust::function]
#[detach] //~ ERROR `tokens` is `#[detach]`ed, so it runs without the interpreter
pub fn tokens(py: pydust::Python) {}

#[pydust::module]
pub mod hooks {
    #[state]
    pub struct State;

    impl State {
        #[detach]
        pub fn __init__() -> Self {
            //~^ ERROR `__init__` of a module's state runs with the interpreter: remove `#[detach]`
            Self
        }
    }
}

fn main() {}

//! Two structs that both want to be the module's state.

#[pydust::module]
pub mod two {
    #[state]
    #[derive(Default)]
    pub struct First;

    #[state]
    #[derive(Default)]
    pub struct Second; //~ ERROR `Second` is a second `#[state]`, and a module has one
}

fn main() {}

//! State that nothing makes.

#[pydust::module]
pub mod undefined {
    #[state]
    pub struct Counter {
        //~^ ERROR the trait bound `Counter: Default` is not satisfied
        count: u32,
    }
}

fn main() {}

//! Exceptions that derive from each other.

#[pydust::exception(Second)] //~ ERROR cycle detected when
pub struct First;

#[pydust::exception(First)]
pub struct Second;

fn main() {}

//! Exceptions whose names the compiler looks for.

#[pydust::exception(ValueErorr)] //~ ERROR cannot find type `ValueErorr` in this scope
pub struct Misspelt;

fn raised() -> pydust::Result<()> {
    pydust::raise!(ValueErorr, "text") //~ ERROR cannot find value `ValueErorr` in this scope
}

fn main() {}

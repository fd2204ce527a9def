//! `#[exception]` on what can't be one, and bases that are none.

#[pydust::exception] //~ ERROR `Baseless` derives from nothing: write `#[exception(Exception)]`
pub struct Baseless;

#[pydust::exception(ValueError)]
pub struct Fields {
    //~^ ERROR `Fields` has fields, which exceptions can't have in this version
    code: u8,
}

#[pydust::exception(ValueError)]
pub struct Generic<T>(T); //~ ERROR `Generic` is generic, but `#[exception]` needs one type
//~^ ERROR `Generic` has fields, which exceptions can't have in this version

#[pydust::exception(ValueError)] //~ ERROR `#[exception]` belongs on a `struct` without fields
pub enum Choice {
    This,
}

#[pydust::module]
pub mod errors {
    #[class]
    //~^ ERROR `Both` can't be both `#[exception]` and `#[class]`
    #[exception(ValueError)]
    pub struct Both;

    #[exeption(ValueError)] //~ ERROR unknown attribute `exeption`: did you mean `exception`?
    pub struct Unknown;

    #[exception(ValueError)] //~ ERROR `#[exception]` belongs on a struct, but `Kind` is of kind `enum`
    pub enum Kind {
        This,
    }
}

fn main() {}

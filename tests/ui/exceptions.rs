//! `#[exception]` on what can't be one, and bases that are none.

#[pydust::exception] //~ ERROR `Baseless` derives from nothing: write `#[exception(Exception)]`
pub struct Baseless;

#[pydust::exception(ValueError)]
pub struct Fields(pub u8); //~ ERROR `Fields` has fields without names, which Python can't read

#[pydust::exception(ValueError)]
pub struct Generic<T>(T); //~ ERROR `Generic` is generic, but `#[exception]` needs one type
//~^ ERROR `Generic` has fields without names, which Python can't read

#[pydust::exception] //~ ERROR `NoBase` derives from nothing: write `#[exception(Exception)]`
pub struct NoBase {
    pub code: u8,
}

#[pydust::exception(ValueError)]
#[message] //~ ERROR `Silent`: the text of an exception is written `#[message("a text with {field}")]`
pub struct Silent {
    pub code: u8,
}

#[pydust::exception(ValueError)]
pub struct ByName {
    #[kw]
    pub code: u8, //~ ERROR `code` can't be keyword-only
}

#[pydust::exception(ValueError)]
pub struct First {
    pub code: u8,
}

#[pydust::exception(First)] //~ ERROR the base is an exception of Rust with fields: write it as the first field
pub struct Second {
    pub code: u8,
}

#[pydust::exception(ValueError)] //~ ERROR `#[exception]` belongs on a `struct` or an `enum`
pub trait Choice {}

#[pydust::module]
pub mod errors {
    #[class]
    //~^ ERROR `Both` can't be both `#[exception]` and `#[class]`
    #[exception(ValueError)]
    pub struct Both;

    #[exeption(ValueError)] //~ ERROR unknown attribute `exeption`: did you mean `exception`?
    pub struct Unknown;

    #[exception(ValueError)] //~ ERROR `#[exception]` belongs on a struct or an enum, but `Kind` is of kind `trait`
    pub trait Kind {}
}

fn main() {}

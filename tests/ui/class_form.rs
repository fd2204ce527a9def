//! Classes that are no plain struct.

#[pydust::module]
pub mod form {
    #[class] //~ ERROR `#[class]` belongs on a struct, but `Choice` is of kind `union`
    pub union Choice {
        this: u8,
    }

    #[class]
    pub struct Generic<T = u8>(T); //~ ERROR `Generic` is generic, but `#[class]` needs one type

    impl Generic {
        pub fn still_checked(&self, #[defualt = 1] a: u8) {} //~ ERROR unknown attribute `defualt`
    }

    #[class]
    struct Private; //~ ERROR the class `Private` is private, so Python can't see it

    #[class(finale)] //~ ERROR unknown option `finale`: did you mean `final`?
    pub struct Options;

    #[class = "final"] //~ ERROR options are written `#[class(name, name = value)]`
    pub struct Equals;

    #[class(final = true)] //~ ERROR `final` takes no value: write it alone
    pub struct Value;

    #[class(final, final)] //~ ERROR `final` is given twice: remove one
    pub struct Twice;

    #[class]
    pub struct Pair(pub f64, f64); //~ ERROR `Pair` has `pub` fields without names

    #[class]
    pub struct PrivateFieldsAreFine(f64);
}

fn main() {}

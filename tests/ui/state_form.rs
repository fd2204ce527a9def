//! State that is no plain struct.

#[pydust::module]
pub mod form {
    #[state] //~ ERROR `#[state]` belongs on a struct, but `Choice` is of kind `enum`
    pub enum Choice {
        This,
    }

    #[state]
    pub struct Generic<T = u8>(T); //~ ERROR `Generic` is generic, but `#[state]` needs one type

    impl Generic {
        pub fn still_checked(&self, #[defualt = 1] a: u8) {} //~ ERROR unknown attribute `defualt`
    }

    #[class]
    #[state] //~ ERROR `Both` can't be both `#[class]` and `#[state]`
    pub struct Both;

    pub mod conditional {
        #[state]
        #[cfg(unix)]
        pub struct Sometimes; //~ ERROR `Sometimes` can't be conditional
    }
}

fn main() {}

//! Enums whose variants can't be the members of a Python enumeration.

#[pydust::module]
pub mod enums {
    use pydust as py;

    #[class]
    pub enum Empty {} //~ ERROR `Empty` has no variants, so no object would be one

    #[class]
    pub enum Generic<T> {
        //~^ ERROR `Generic` is generic, but its variants are the members of one Python class
        //~^^ ERROR type parameter `T` is never used
        Only,
    }

    #[class]
    enum Private {
        //~^ ERROR the class `Private` is private, so Python can't see it
        Only,
    }

    #[class(int, str)] //~ ERROR `str` and `int` exclude each other: remove one
    pub enum Both {
        Only,
    }

    #[class(strict)] //~ ERROR unknown option `strict`: an enum without fields takes `int`, `flag`,
    pub enum Option {
        Only,
    }

    #[class(rename_all = "SCREAMING")] //~ ERROR `SCREAMING` is no case
    pub enum Case {
        Only,
    }

    #[class]
    pub enum Names {
        None, //~ ERROR `Names.None`: no member of a Python enumeration can be called `None`
        #[py(rename = "two words")]
        Two, //~ ERROR no member of a Python enumeration can be called `two words`
        #[py(rename = "Same")]
        Other,
        Same, //~ ERROR `Names` exports `Same` twice
        #[py(alias = "Same")]
        Third, //~ ERROR `Names` exports `Same` twice
        #[cfg(unix)]
        //~^ ERROR `Names.Sometimes` can't be conditional: every build must have the same members
        Sometimes,
        #[py(value)] //~ ERROR `value` is written `value = expression`
        Valueless,
        #[py(name = "x")]
        //~^ ERROR unknown option `name`: a variant takes `rename`, `value` and `alias`
        Misspelt,
    }

    #[class(flag)]
    pub enum Flags {
        One = 1,
        Two, //~ ERROR `Flags.Two` needs a bit of its own, which Rust would not give it
        #[py(value = 4)] //~ ERROR `Flags.Four`: the value of a flag is its discriminant
        Four,
    }

    #[class]
    pub enum Methods {
        Red,
    }

    impl Methods {
        pub fn __init__() -> Self {
            //~^ ERROR `Methods.__init__`: the members of an enumeration are made once
            Self::Red
        }
        pub fn change(&mut self) {} //~ ERROR `Methods.change` takes `&mut self`, but members are constants
        pub fn many(this: py::Flags<Self>) {} //~ ERROR `Methods.many` takes a set of flags, but its enum has none
        pub fn handle(this: &py::Instance<Self>) {}
        //~^ ERROR `Methods.handle`: the members of an enumeration hold no Rust value: write `&self`
        //~^^ ERROR `Methods` is not a class
        pub fn Red(&self) {} //~ ERROR `Methods` exports `Red` twice
    }
}

fn main() {}

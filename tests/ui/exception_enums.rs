//! Enums of exceptions that are not written right.

#[pydust::exception] //~ ERROR `Rootless` derives from nothing: write `#[exception(Exception)]`
pub enum Rootless {
    Only,
}

#[pydust::exception(ValueError)]
#[message("all")] //~ ERROR each variant of `Whole` is an exception with a text of its own
pub enum Whole {
    Only,
}

#[pydust::exception(ValueError)]
pub enum Texts {
    #[message("one {line}")]
    One {
        line: u32,
    },
    Two, //~ ERROR `Texts::Two` has no text, and other variants have one
    #[message(3)]
    //~^ ERROR `Texts::Three`: the text of an exception is written `#[message("a text with {field}")]`
    Three,
    #[message("{lime}")] //~ ERROR `Texts::Four` has no field `lime`: did you mean `line`?
    Four {
        line: u32,
    },
    #[message("{1}")] //~ ERROR `Texts::Five` has no field `1`
    Five(u32),
}

#[pydust::module]
pub mod errors {
    #[exception(ValueError)]
    pub enum Keywords {
        One {
            #[kw]
            line: u32, //~ ERROR `line` can't be keyword-only, since an exception is made anew
        },
    }

    #[exception(ValueError)]
    pub enum Empty {} //~ ERROR `Empty` has no variants, so no exception would be one

    #[exception(ValueError)]
    #[class] //~ ERROR `Both` can't be both `#[exception]` and `#[class]`
    pub enum Both {
        Only,
    }

    #[exception(ValueError)]
    pub enum Changing {
        Only { line: u32 },
    }

    impl Changing {
        pub fn change(&mut self) {} //~ ERROR takes `&mut self`, but the variant of an instance is its class
    }

    #[class]
    pub struct Derived {
        #[base]
        changing: Changing, //~ ERROR the base is an enum: only its variants inherit from it
    }
}

fn main() {}

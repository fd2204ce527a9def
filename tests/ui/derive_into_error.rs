//! `#[derive(IntoError)]` on what does not say what it raises.

use pydust::IntoError;

#[derive(Debug, IntoError)]
pub enum OrderError {
    Missing, //~ ERROR `OrderError::Missing` does not say what it raises
    #[raises(ValueError, "more than {limti}")]
    //~^ ERROR `OrderError::Field` has no field `limti`: did you mean `limit`?
    Field {
        limit: usize,
    },
    #[raises(ValueError, "more than {1}")] //~ ERROR `OrderError::Number` has no field `1`
    Number(usize),
    #[raises(ValueError, "more than {}")] //~ ERROR `OrderError::Empty`: `{}` is no field
    Empty(usize),
    #[raises(ValueError, "more than {0")]
    //~^ ERROR `OrderError::Unclosed`: a `{` of the message is not closed
    Unclosed(usize),
    #[raises(ValueError, 3)] //~ ERROR `OrderError::Literal`: write `#[raises(ValueError)]`
    Literal,
    #[raises] //~ ERROR `OrderError::Alone`: write `#[raises(ValueError)]`
    Alone,
    #[raises(transparent)]
    //~^ ERROR `OrderError::Transparent` is transparent, so it has the one field
    Transparent(u8, u8),
    #[raises(ValueError, "two")]
    Sources(#[source] std::fmt::Error, #[source] std::fmt::Error), //~ ERROR `OrderError::Sources` has a second source
}

#[derive(IntoError)]
#[raises(ValueError, "a union")]
pub union Union {
    //~^ ERROR `IntoError` can't be derived for `Union`, a union
    a: u8,
}

#[derive(IntoError)]
#[raises(ValueError, "generic")]
pub struct Generic<T>(T); //~ ERROR `IntoError` can't be derived for `Generic`, which is generic

fn main() {}

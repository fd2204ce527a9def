//! `*args` and `**kwargs` where Python has no place for them.

#[pydust::module]
pub mod rest {
    use pydust::{Args, Kwargs, Python};

    pub fn two_args(a: Args, b: Args) {}
    //~^ ERROR `two_args` takes `Args` twice: remove one
    pub fn two_kwargs(a: Kwargs, b: Kwargs) {}
    //~^ ERROR `two_kwargs` takes `Kwargs` twice: remove one
    pub fn args_last(a: Kwargs, b: Args) {}
    //~^ ERROR `args_last`: `b` follows `a`, and Python's `**a` comes last
    pub fn named_last(a: Kwargs, b: u8) {}
    //~^ ERROR `named_last`: `b` follows `a`, and Python's `**a` comes last
    pub fn token_last_is_fine(a: Kwargs, py: Python) {}
}

fn main() {}

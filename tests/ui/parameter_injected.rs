//! Attributes on parameters that Python does not pass as one argument.

#[pydust::module]
pub mod injected {
    use pydust::{Args, Kwargs, Python};

    pub fn token(#[default = 1] py: Python) {}
    //~^ ERROR `token`: `py` is `Python`, which takes no `#[default]`: remove it
    pub fn args(#[default = 1] args: Args<'_, '_>) {}
    //~^ ERROR `args`: `args` is `Args`, which takes no `#[default]`: remove it
    pub fn kwargs(#[kw] kwargs: Kwargs) {}
    //~^ ERROR `kwargs`: `kwargs` is `Kwargs`, which takes no `#[kw]`: remove it
    pub fn pos(#[pos] py: Python<'_>) {}
    //~^ ERROR `pos`: `py` is `Python`, which takes no `#[pos]`: remove it
}

fn main() {}

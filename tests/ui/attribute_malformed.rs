//! Our attributes with the wrong arguments.

#[pydust::module]
pub mod malformed {
    pub fn default(#[default(1)] a: u8) {}
    //~^ ERROR `a`: a default is written `#[default = value]`
    pub fn empty_default(#[default] a: u8) {}
    //~^ ERROR `a`: a default is written `#[default = value]`
    pub fn kw(#[kw(only)] a: u8) {}
    //~^ ERROR `#[kw]` takes no arguments: write it alone
    pub fn pos(#[pos = 1] a: u8) {}
    //~^ ERROR `#[pos]` takes no arguments: write it alone

    #[detach(always)] //~ ERROR `#[detach]` takes no arguments: write it alone
    pub fn detach() {}

    #[state(shared)] //~ ERROR `#[state]` takes no arguments: write it alone
    #[derive(Default)]
    pub struct State;
}

fn main() {}

//! Parameters in an order that no Python call could fill.

#[pydust::module]
pub mod order {
    pub fn pos_after_kw(#[kw] a: u8, #[pos] b: u8) {}
    //~^ ERROR `pos_after_kw`: `b` is keyword-only, so it can't be `#[pos]`
    pub fn pos_after_args(args: pydust::Args, #[pos] b: u8) {}
    //~^ ERROR `pos_after_args`: `b` is keyword-only
    pub fn required_after_default(#[default = 1] a: u8, b: u8) {}
    //~^ ERROR `required_after_default`: `b` has no default but follows `a`
    pub fn required_keyword_is_fine(#[default = 1] a: u8, #[kw] b: u8) {}
}

fn main() {}

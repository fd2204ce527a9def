//! Parameters without a name.

#[pydust::module]
pub mod patterns {
    pub fn tuple((a, b): (u8, u8)) {}
    //~^ ERROR `tuple`: the parameter `(a, b)` is a pattern: write one name
    pub fn ignored(_: u8) {}
    //~^ ERROR `ignored`: the parameter `_` is a pattern: write one name
    pub fn mutable_is_fine(mut a: u8) {
        a += 1;
        let _ = a;
    }
    fn private_is_fine((a, b): (u8, u8), _: u8) {}
}

fn main() {}

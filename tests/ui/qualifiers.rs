//! Functions that Python can't call like others.

#[pydust::module]
pub mod qualifiers {
    pub async fn later() {}
    //~^ ERROR `later` is `async`, which this version can't export: remove `async`
    pub unsafe fn risky() {}
    //~^ ERROR `risky` is `unsafe`, and Python can't promise what it asks for: remove `unsafe`
    pub extern "C" fn foreign() {}
    //~^ ERROR `foreign` has an ABI of its own, and Python calls Rust functions: remove `extern`
    pub const fn constant_is_fine() {}
}

fn main() {}

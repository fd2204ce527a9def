//! `#[function]`: the least that it can be.

/// Shouts.
#[inline]
pub fn shout(text: &str) -> String {
    text.to_uppercase()
}

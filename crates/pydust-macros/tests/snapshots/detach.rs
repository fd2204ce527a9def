//! `#[function]`: one that runs without the interpreter.

#[detach]
pub fn count(text: String) -> usize {
    text.len()
}

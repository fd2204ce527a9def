//! `#[derive(IntoPy)]`: an enum of texts.

pub enum Color {
    Red,
    DarkBlue,
}

//! `#[derive(FromPy)]`: an untagged enum.

pub enum Size {
    Auto,
    Pixels(u32),
    Box { width: u32, height: u32 },
}

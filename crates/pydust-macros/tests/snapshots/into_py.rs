//! `#[derive(IntoPy)]`: a generic struct.

pub struct Page<T> {
    items: Vec<T>,
    number: u32,
}

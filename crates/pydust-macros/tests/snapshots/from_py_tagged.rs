//! `#[derive(FromPy)]`: an enum with a tag.

#[py(tag = "type")]
pub enum Shape {
    Point,
    Circle { radius: f64 },
}

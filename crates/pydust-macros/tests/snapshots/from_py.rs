//! `#[derive(FromPy)]`: a struct.

pub struct Post {
    pub title: String,
    r#type: u64,
    #[py(default)]
    tags: Vec<String>,
}

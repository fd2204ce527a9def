//! `#[derive(FromPy)]`: a struct that borrows.

pub struct Post<'a, 'py> {
    title: &'a str,
    #[py(default = 3)]
    likes: u64,
    dict: py::Dict<'py>,
}

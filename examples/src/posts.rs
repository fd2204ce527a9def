//! `example.posts`: a plain struct as a parameter, read from a `dict`.

use pydust as py;

/// Blog posts, given as dicts.
#[py::module]
pub mod posts {
    use super::*;

    /// What a post must hold: Python passes any dict with these keys.
    #[derive(py::FromPy)]
    pub struct Post {
        pub title: String,
        pub tag_counts: py::PyDict,
    }

    /// Give how often `tag` is on `post`; a tag that it doesn't have is a KeyError.
    ///
    /// `tag_count({'title': 'foo', 'tag_counts': {'news': 3}})` gives 3.
    pub fn tag_count(py: py::Python, post: Post, #[default = "news"] tag: &str) -> py::Result<u64> {
        match post.tag_counts.bind(py).get(tag)? {
            Some(count) => count.extract(),
            None => py::raise!(KeyError, "post {:?} has no tag {tag:?}", post.title),
        }
    }
}

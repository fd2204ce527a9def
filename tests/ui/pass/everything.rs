//! Everything that a module can have, under the strictest lints that a user may set.
#![forbid(unsafe_code)]
#![deny(warnings, missing_docs, unreachable_pub, clippy::pedantic)]
use pydust as py;

/// Not exported by itself.
pub mod other {
    use pydust as py;
    /// Shouts.
    #[py::function]
    pub fn shout(text: &str, #[default = "!"] end: &str) -> String {
        text.to_uppercase() + end
    }
}

/// Docs of the module.
#[py::module]
pub mod modules {

    pub use super::other::{shout, shout as scream};
    use pydust as py;

    /// State.
    #[state]
    pub struct Modules {
        count: u32,
    }

    impl Modules {
        /// How many are allowed.
        pub const LIMIT: u32 = 3;
        /// Runs at import.
        pub fn __init__(_py: py::Python) -> py::Result<Self> {
            Ok(Self { count: 0 })
        }
        /// Runs at the end.
        pub fn __del__(&mut self) {
            self.count = 0;
        }
        /// Counts.
        pub fn count(&self) -> u32 {
            self.count
        }
        /// Increments.
        pub fn increment(&mut self, #[default = Self::LIMIT] by: u32) {
            self.count += by;
        }
        /// Slowly.
        #[detach]
        pub fn slow(&mut self, by: u32) -> u32 {
            self.helper();
            self.count + by
        }
        /// No self.
        pub fn plain() -> &'static str {
            "plain"
        }
        fn helper(&self) {}
    }

    /// A constant.
    pub const VERSION: &str = "1.0";
    /// Gated.
    #[cfg(unix)]
    pub const GATED: u32 = 1;

    /// A post.
    #[derive(py::FromPy)]
    pub struct Post {
        /// Its title.
        pub title: String,
        /// How often.
        pub r#type: u64,
    }

    /// Counts a tag.
    pub fn tag_count(
        post: Post,
        #[default = "news"] tag: &str,
        py: py::Python,
        #[kw]
        #[default = 1]
        n: u32,
        rest: py::Kwargs,
    ) -> py::Result<u64> {
        let _ = (post.title, post.r#type, tag, py, n, rest);
        Ok("7".parse::<u32>()?.into())
    }
    /// Gated.
    #[cfg(unix)]
    pub fn gated() {}
    /// Old.
    #[deprecated(note = "use tag_count")]
    pub fn old(r#type: u32) -> u32 {
        r#type
    }
    /// In parallel.
    #[detach]
    pub fn parallel(a: u32, b: &str, #[default = None] c: Option<f64>) -> usize {
        a as usize + b.len() + c.map_or(0, |_| 1)
    }
    /// All.
    pub fn all(
        #[pos] mut a: u32,
        args: py::Args<'_, '_>,
        #[kw] b: bool,
        py: py::Python<'_>,
    ) -> u32 {
        a += u32::from(b);
        let _ = (args, py);
        a
    }
    /// Same lifetime.
    pub fn same<'py>(obj: &py::Obj<'py>) -> py::Obj<'py> {
        obj.clone()
    }
    /// Nothing.
    pub fn nothing() {}
    fn private((a, b): (u32, u32)) -> u32 {
        a + b
    }
    enum Discriminant {
        A = 1 + 4,
        B,
    }
    std::thread_local! { static X: u32 = private((1, Discriminant::A as u32 + Discriminant::B as u32)); }
    macro_rules! made { ($v:vis $name:ident, $t:ty) => { $v fn $name(self_: $t) -> $t { self_ } } }
    made!(pub(crate) hidden, u32);

    /// A point.
    #[class]
    #[derive(Debug)]
    #[must_use]
    pub struct Point {
        /// The x.
        pub x: f64,
        /// The y.
        #[readonly]
        pub y: f64,
        /// Named like a type.
        pub r#str: String,
        cache: Option<f64>,
    }

    impl Point {
        const ZERO: f64 = 0.0;
        /// Makes one.
        pub fn __init__(
            x: f64,
            #[default = Self::ZERO]
            #[kw]
            y: f64,
        ) -> Self {
            Self { x, y, r#str: String::new(), cache: None }
        }
        /// The norm.
        pub fn norm(&self) -> f64 {
            self.cache.unwrap_or_else(|| self.x.hypot(self.y))
        }
        /// Moves.
        pub fn shift(&mut self, by: f64) {
            self.x += by;
        }
        /// Zero.
        pub fn origin() -> Self {
            X.with(|x| *x + hidden(4));
            Self::__init__(0.0, 0.0)
        }
        /// Adds.
        pub fn __add__(&self, other: &Point) -> Point {
            Self::__init__(self.x + other.x, self.y + other.y)
        }
        /// Shows.
        pub fn __repr__(&self) -> String {
            format!("{self:?}")
        }
    }

    /// Below.
    pub mod submod {
        /// World.
        pub fn world() -> &'static str {
            "Hello, World!"
        }
        /// Own state.
        #[state]
        #[derive(Default)]
        pub struct Own {
            n: u32,
        }
        impl Own {
            /// Get.
            pub fn get(&self) -> u32 {
                self.n
            }
        }
    }
}

fn main() {}

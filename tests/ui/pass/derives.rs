//! Every form that the derives take, under the strictest lints that a user may set.
#![forbid(unsafe_code)]
#![deny(warnings, missing_docs, unreachable_pub, clippy::pedantic)]
use std::collections::HashMap;

use pydust as py;

/// Fields called as the expansion's locals are.
#[derive(py::FromPy, py::IntoPy)]
#[py(rename_all = "SCREAMING-KEBAB-CASE", deny_unknown)]
pub struct Locals {
    /// A local?
    pub fields: u8,
    /// A local?
    pub obj: u8,
    /// A local?
    pub py: u8,
    /// A local?
    pub record: u8,
    /// A local?
    pub v0: u8,
    /// A local?
    pub g0: u8,
    /// A keyword.
    pub r#type: u8,
    /// Only there.
    #[cfg(unix)]
    pub conditional: u8,
    /// Going.
    #[deprecated]
    #[py(default)]
    pub old: u8,
    /// Never there, and of a type that does not exist.
    #[cfg(any())]
    pub absent: Nothing,
    #[py(skip, default = 1 + 2)]
    _hidden: u8,
}

/// Generic, with bounds and defaults.
#[derive(py::FromPy, py::IntoPy)]
pub struct Page<T: Clone = u8, const N: usize = 3>
where
    T: std::fmt::Debug,
{
    /// All.
    pub items: Vec<T>,
    #[py(skip, default = [0; N])]
    _numbers: [u8; N],
}

/// Lifetimes called as the expansion's.
#[derive(py::FromPy, py::IntoPy)]
pub struct Borrowing<'lent_, 'py> {
    /// Borrowed.
    pub text: &'lent_ str,
    /// A handle.
    pub own: py::Dict<'py>,
    /// A handle, borrowed.
    pub handle: &'lent_ py::Obj<'py>,
    /// Owned.
    pub map: HashMap<String, Vec<u8>>,
    inner: Inner<'lent_>,
}

/// Borrowed, as a whole.
#[derive(py::FromPy, py::IntoPy)]
pub struct Inner<'a>(&'a str);

#[derive(py::FromPy, py::IntoPy)]
#[py(attributes)]
struct Private {
    #[py(flatten)]
    inner: PrivateInner,
}

#[derive(py::FromPy, py::IntoPy)]
struct PrivateInner {
    _x: (u8, u8),
}

/// With fields of a private type.
#[derive(py::FromPy, py::IntoPy)]
pub struct Public {
    private: Option<Private>,
}

/// An enum with everything.
#[derive(py::FromPy, py::IntoPy)]
#[py(tag = "r#type", content = "value", rename_all = "kebab-case")]
pub enum Everything<'a, T> {
    /// Unit.
    Unit,
    /// Newtype.
    #[py(rename = "new type")]
    Newtype(&'a str),
    /// Tuple.
    Tuple(T, u8),
    /// Struct.
    #[py(rename_all = "PascalCase")]
    Struct {
        /// A field.
        a_field: u8,
        /// Another.
        #[py(rename = "x y", default)]
        r#type: u8,
    },
}

/// Untagged, and borrowed.
#[derive(py::FromPy, py::IntoPy)]
pub enum Untagged<'a> {
    /// Text.
    Text(&'a str),
    /// Nothing of it.
    Nothing,
    /// More.
    More {
        /// Data.
        data: &'a [u8],
    },
}

/// Numbers.
#[derive(py::FromPy, py::IntoPy, Clone, Copy)]
#[py(int)]
#[repr(i8)]
pub enum Numbers {
    /// First.
    First = -1 << 2,
    /// Second.
    Second,
}

/// One tag.
#[derive(py::FromPy, py::IntoPy)]
#[py(tag = "kind")]
pub enum Single {
    /// The only one.
    Only,
}

/// By another.
#[derive(py::FromPy, py::IntoPy, Clone)]
#[py(try_from = Vec<(String, u8)>, into = HashMap<String, u8>)]
pub struct Other(HashMap<String, u8>);

impl TryFrom<Vec<(String, u8)>> for Other {
    type Error = py::Error;

    fn try_from(pairs: Vec<(String, u8)>) -> py::Result<Self> {
        Ok(Other(pairs.into_iter().collect()))
    }
}

impl From<Other> for HashMap<String, u8> {
    fn from(other: Other) -> Self {
        other.0
    }
}

macro_rules! made {
    ($(#[$meta:meta])* $vis:vis $name:ident { $($field:ident: $ty:ty = $default:expr),* }) => {
        $(#[$meta])*
        #[derive(py::FromPy, py::IntoPy)]
        $vis struct $name { $(#[py(default = $default)] $field: $ty),* }
    };
}
made!(
    /// Made by a macro.
    pub Made { count: u32 = 3, name: Option<String> = None }
);

fn main() {
    let _ = (Private { inner: PrivateInner { _x: (1, 2) } }, Numbers::First as i8);
}

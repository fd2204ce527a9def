//! `serde`: any type with `Serialize` or `Deserialize` as plain Python data, by its whole data model.
//!
//! [`from_py`] and [`into_py`] convert one value, [`Serde`] makes a parameter or a result of a type.
//!
//! | serde | from Python | to Python |
//! | --- | --- | --- |
//! | scalars, `str`, bytes | what the same Rust type takes; bytes also from `bytearray` | `bool`, `int`, `float`, `str`, `bytes` |
//! | `None`, unit | `None` | `None` |
//! | sequence | any iterable but text, bytes and mappings | `list` |
//! | tuple | `tuple` or `list` of the length | `tuple` |
//! | map | any mapping, a dataclass | `dict` |
//! | struct | any mapping; any object by its attributes | `dict` |
//! | enum | `'Variant'`, or `{'Variant': content}` | the same |
//!
//! Formats and attributes (`rename`, `default`, `tag`, `flatten`, ...) are serde's. What is nested deeper than 128
//! levels, as what contains itself is, raises `RecursionError`.

mod de;
mod failure;
mod parts;
mod ser;

use ::serde::Serialize;
use ::serde::de::DeserializeOwned;

use crate::convert::{FromPy, IntoPy};
use crate::error::{Error, Result};
use crate::exceptions::RecursionError;
use crate::raw::{Obj, Python};
use failure::Failure;

/// Converts plain Python data to a type that serde can deserialize.
///
/// Raises `TypeError` and `ValueError` with the path to what does not fit:
/// `field 'tags': item 3: expected str, got int`.
///
/// ```
/// use pydust as py;
/// use std::collections::BTreeMap;
///
/// fn scores(obj: &py::Obj) -> py::Result<BTreeMap<String, Vec<u32>>> {
///     py::serde::from_py(obj)
/// }
/// ```
#[track_caller]
pub fn from_py<'py, T: DeserializeOwned>(obj: &Obj<'py>) -> Result<T> {
    match T::deserialize(de::Deserializer::new(obj)) {
        Ok(value) => Ok(value),
        Err(failure) => Err(failure.into_error(obj.py())),
    }
}

/// Converts a value that serde can serialize to plain Python data.
///
/// Raises what making the objects raises, and `ValueError` for what the type itself refuses.
///
/// ```
/// use pydust as py;
///
/// fn shape(py: py::Python) -> py::Result<py::PyObj> {
///     Ok(py::serde::into_py(&("circle", [0.5, 1.5]), py)?.unbind())
/// }
/// ```
#[track_caller]
pub fn into_py<'py, T: Serialize + ?Sized>(value: &T, py: Python<'py>) -> Result<Obj<'py>> {
    match value.serialize(ser::Serializer::new(py)) {
        Ok(obj) => Ok(obj),
        Err(failure) => Err(failure.into_error(py)),
    }
}

/// A parameter or a result that converts as serde says: for types of other crates.
///
/// ```
/// use pydust as py;
/// use std::collections::BTreeMap;
///
/// type Table = BTreeMap<String, Vec<Option<f64>>>;
///
/// fn without_gaps(py::Serde(mut table): py::Serde<Table>) -> py::Serde<Table> {
///     table.values_mut().for_each(|column| column.retain(Option::is_some));
///     py::Serde(table)
/// }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Serde<T>(pub T);

impl<'a, 'py, T: DeserializeOwned> FromPy<'a, 'py> for Serde<T> {
    type Guard = ();
    const EXPECTED: &'static str = "object";

    fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
        from_py(obj).map(Serde)
    }
}

impl<'py, T: Serialize> IntoPy<'py> for Serde<T> {
    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        into_py(&self.0, py)
    }
}

impl<'py, T: Serialize> IntoPy<'py> for &Serde<T> {
    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        into_py(&self.0, py)
    }
}

/// How many values are around a value. Rust's stack is what it costs, so the limit is not Python's own.
#[derive(Clone, Copy)]
struct Depth(u8);

impl Depth {
    const MOST: u8 = 128;

    /// The depth of what is in a value.
    fn within(self) -> Result<Depth, Failure> {
        if self.0 < Depth::MOST {
            return Ok(Depth(self.0 + 1));
        }
        let message = "nested deeper than 128 levels, or containing itself";
        Err(Failure::Raised(Error::new(RecursionError, message)))
    }
}

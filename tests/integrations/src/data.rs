//! serde's whole data model, both ways: each function gives back what it was given, converted twice.

use std::collections::{BTreeMap, HashMap};

use pydust as py;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
pub struct Scalars {
    truth: bool,
    small: i8,
    wide: i128,
    wide_unsigned: u128,
    float: f32,
    letter: char,
    text: String,
    bytes: serde_bytes::ByteBuf,
    unit: (),
    maybe: Option<u16>,
}

#[derive(Serialize, Deserialize)]
pub struct Post {
    title: String,
    tags: Vec<String>,
    #[serde(default)]
    scores: BTreeMap<i64, (f64, Option<bool>)>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Strict {
    first_name: String,
}

#[derive(Serialize, Deserialize)]
pub struct Flat {
    id: u32,
    #[serde(flatten)]
    rest: HashMap<String, i64>,
}

#[derive(Serialize, Deserialize)]
pub struct Unit;

#[derive(Serialize, Deserialize)]
pub struct Meters(f64);

#[derive(Serialize, Deserialize)]
pub struct Pair(i64, String);

#[derive(Serialize, Deserialize)]
pub enum Shape {
    Nothing,
    Circle(f64),
    Rectangle(f64, f64),
    Polygon { corners: Vec<(f64, f64)> },
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Tagged {
    Cat { lives: u8 },
    Dog { name: String },
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
pub enum Untagged {
    Number(i64),
    Text(String),
    Numbers(Vec<f64>),
}

#[derive(Serialize, Deserialize)]
pub struct Tree {
    children: Vec<Tree>,
}

#[derive(Serialize, Deserialize)]
pub struct Chain(Option<Box<Chain>>);

/// Everything that describes itself: what `deserialize_any` makes of an object.
pub struct Described(String);

impl<'de> Deserialize<'de> for Described {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Describe).map(Described)
    }
}

struct Describe;

impl<'de> serde::de::Visitor<'de> for Describe {
    type Value = String;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("anything")
    }
    fn visit_unit<E>(self) -> Result<String, E> {
        Ok("unit".to_owned())
    }
    fn visit_bool<E>(self, value: bool) -> Result<String, E> {
        Ok(format!("bool {value}"))
    }
    fn visit_i64<E>(self, value: i64) -> Result<String, E> {
        Ok(format!("i64 {value}"))
    }
    fn visit_u64<E>(self, value: u64) -> Result<String, E> {
        Ok(format!("u64 {value}"))
    }
    fn visit_i128<E>(self, value: i128) -> Result<String, E> {
        Ok(format!("i128 {value}"))
    }
    fn visit_u128<E>(self, value: u128) -> Result<String, E> {
        Ok(format!("u128 {value}"))
    }
    fn visit_f64<E>(self, value: f64) -> Result<String, E> {
        Ok(format!("f64 {value}"))
    }
    fn visit_str<E>(self, value: &str) -> Result<String, E> {
        Ok(format!("str {value}"))
    }
    fn visit_bytes<E>(self, value: &[u8]) -> Result<String, E> {
        Ok(format!("bytes {value:?}"))
    }
    fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut items: A) -> Result<String, A::Error> {
        let mut found = Vec::new();
        while let Some(Described(item)) = items.next_element()? {
            found.push(item);
        }
        Ok(format!("[{}]", found.join(", ")))
    }
    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut entries: A) -> Result<String, A::Error> {
        let mut found = Vec::new();
        while let Some((Described(key), Described(value))) = entries.next_entry()? {
            found.push(format!("{key}: {value}"));
        }
        Ok(format!("{{{}}}", found.join(", ")))
    }
}

/// A type that refuses to be serialized.
pub struct Refusing;

impl Serialize for Refusing {
    fn serialize<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(serde::ser::Error::custom("not today"))
    }
}

#[py::module]
pub mod data {
    use super::*;

    pub fn scalars(x: py::Serde<Scalars>) -> py::Serde<Scalars> {
        x
    }
    pub fn post(x: py::Serde<Post>) -> py::Serde<Post> {
        x
    }
    pub fn strict(x: py::Serde<Strict>) -> py::Serde<Strict> {
        x
    }
    pub fn flat(x: py::Serde<Flat>) -> py::Serde<Flat> {
        x
    }
    pub fn unit(x: py::Serde<Unit>) -> py::Serde<Unit> {
        x
    }
    pub fn meters(x: py::Serde<Meters>) -> py::Serde<Meters> {
        x
    }
    pub fn pair(x: py::Serde<Pair>) -> py::Serde<Pair> {
        x
    }
    pub fn shape(x: py::Serde<Shape>) -> py::Serde<Shape> {
        x
    }
    pub fn tagged(x: py::Serde<Tagged>) -> py::Serde<Tagged> {
        x
    }
    pub fn untagged(x: py::Serde<Untagged>) -> py::Serde<Untagged> {
        x
    }
    pub fn by_pair(
        x: py::Serde<BTreeMap<(i64, i64), Vec<u8>>>,
    ) -> py::Serde<BTreeMap<(i64, i64), Vec<u8>>> {
        x
    }
    pub fn unhashable() -> py::Serde<BTreeMap<Vec<u8>, u8>> {
        py::Serde(BTreeMap::from([(vec![1], 1)]))
    }
    pub fn tree(x: py::Serde<Tree>) -> py::Serde<Tree> {
        x
    }
    pub fn chain(x: py::Serde<Chain>) -> py::Serde<Chain> {
        x
    }
    pub fn deep_tree(depth: usize) -> py::Serde<Tree> {
        let leaf = Tree { children: vec![] };
        py::Serde((0..depth).fold(leaf, |tree, _| Tree { children: vec![tree] }))
    }
    pub fn describe(x: py::Serde<Described>) -> String {
        x.0.0
    }
    pub fn refusing() -> py::Serde<Refusing> {
        py::Serde(Refusing)
    }
    /// By the functions instead of the wrapper.
    pub fn tags(obj: &py::Obj) -> py::Result<Vec<String>> {
        Ok(py::serde::from_py::<Post>(obj)?.tags)
    }
    pub fn slice(py: py::Python) -> py::Result<py::PyObj> {
        Ok(py::serde::into_py(&[1, 2, 3][..], py)?.unbind())
    }
}

//! Values in and out: each function gives back what it was given, converted twice.

use std::collections::{BTreeMap, HashMap};

use pydust as py;

#[py::module]
pub mod values {
    use super::*;

    pub fn bool_(x: bool) -> bool {
        x
    }
    pub fn i8_(x: i8) -> i8 {
        x
    }
    pub fn i16_(x: i16) -> i16 {
        x
    }
    pub fn i32_(x: i32) -> i32 {
        x
    }
    pub fn i64_(x: i64) -> i64 {
        x
    }
    pub fn isize_(x: isize) -> isize {
        x
    }
    pub fn u8_(x: u8) -> u8 {
        x
    }
    pub fn u16_(x: u16) -> u16 {
        x
    }
    pub fn u32_(x: u32) -> u32 {
        x
    }
    pub fn u64_(x: u64) -> u64 {
        x
    }
    pub fn usize_(x: usize) -> usize {
        x
    }
    pub fn f32_(x: f32) -> f32 {
        x
    }
    pub fn f64_(x: f64) -> f64 {
        x
    }
    pub fn char_(x: char) -> char {
        x
    }
    pub fn str_(x: &str) -> &str {
        x
    }
    pub fn string(x: String) -> String {
        x
    }
    pub fn bytes(x: &[u8]) -> &[u8] {
        x
    }
    pub fn option(x: Option<i64>) -> Option<i64> {
        x
    }
    pub fn option_str(x: Option<&str>) -> Option<&str> {
        x
    }
    pub fn vec(x: Vec<i64>) -> Vec<i64> {
        x
    }
    pub fn vec_str(x: Vec<String>) -> Vec<String> {
        x
    }
    pub fn nested(x: Vec<Vec<Option<f64>>>) -> Vec<Vec<Option<f64>>> {
        x
    }
    pub fn pair(x: (i64, String)) -> (i64, String) {
        x
    }
    pub fn hash_map(x: HashMap<String, i64>) -> HashMap<String, i64> {
        x
    }
    pub fn tree_map(x: BTreeMap<i64, Vec<String>>) -> BTreeMap<i64, Vec<String>> {
        x
    }
    pub fn array() -> [u8; 3] {
        [1, 2, 3]
    }
    pub fn unit() {}
    pub fn result(x: i64) -> Result<i64, std::num::ParseIntError> {
        x.to_string().parse()
    }

    /// Converts from a dict by its fields.
    #[derive(py::FromPy)]
    pub struct Order {
        pub item: String,
        pub amounts: HashMap<String, Vec<u8>>,
    }

    pub fn order(order: Order) -> (String, usize) {
        (order.item, order.amounts.values().map(Vec::len).sum())
    }
}

//! Every conversion of the standard library's types, both ways: each function gives back what it was given, made of the
//! value and of a reference to it.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, LinkedList, VecDeque};
use std::ffi::{OsStr, OsString};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::num::NonZero;
use std::ops::{Range, RangeInclusive};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use py::Strict;
use pydust as py;

/// A value that converts by reference, and by value, to the same.
pub struct Both<T>(T);

impl<'py, T: py::IntoPy<'py>> py::IntoPy<'py> for Both<T>
where
    for<'b> &'b T: py::IntoPy<'py>,
{
    fn into_py(self, py: py::Python<'py>) -> py::Result<py::Obj<'py>> {
        let by_reference = (&self.0).into_py(py)?;
        let by_value = self.0.into_py(py)?;
        let alike = by_reference.class().is(&by_value.class())
            && by_reference.repr()?.as_str()? == by_value.repr()?.as_str()?;
        if !alike {
            return py::raise!(
                AssertionError,
                "{by_reference:?} by reference, {by_value:?} by value"
            );
        }
        Ok(by_value)
    }
}

#[py::module]
pub mod conversions {
    use super::*;

    pub fn i8_(x: i8) -> Both<i8> {
        Both(x)
    }
    pub fn i16_(x: i16) -> Both<i16> {
        Both(x)
    }
    pub fn i32_(x: i32) -> Both<i32> {
        Both(x)
    }
    pub fn i64_(x: i64) -> Both<i64> {
        Both(x)
    }
    pub fn isize_(x: isize) -> Both<isize> {
        Both(x)
    }
    pub fn u8_(x: u8) -> Both<u8> {
        Both(x)
    }
    pub fn u16_(x: u16) -> Both<u16> {
        Both(x)
    }
    pub fn u32_(x: u32) -> Both<u32> {
        Both(x)
    }
    pub fn u64_(x: u64) -> Both<u64> {
        Both(x)
    }
    pub fn usize_(x: usize) -> Both<usize> {
        Both(x)
    }
    pub fn nonzero_u8(x: NonZero<u8>) -> Both<NonZero<u8>> {
        Both(x)
    }
    pub fn nonzero_i64(x: NonZero<i64>) -> Both<NonZero<i64>> {
        Both(x)
    }
    pub fn f32_(x: f32) -> Both<f32> {
        Both(x)
    }
    pub fn f64_(x: f64) -> Both<f64> {
        Both(x)
    }
    pub fn bool_(x: bool) -> Both<bool> {
        Both(x)
    }
    pub fn char_(x: char) -> Both<char> {
        Both(x)
    }
    pub fn string(x: String) -> Both<String> {
        Both(x)
    }
    pub fn box_str(x: Box<str>) -> Both<Box<str>> {
        Both(x)
    }
    pub fn arc_str(x: Arc<str>) -> Both<Arc<str>> {
        Both(x)
    }
    pub fn bytes_vec(x: Vec<u8>) -> Both<Vec<u8>> {
        Both(x)
    }
    pub fn bytes_array(x: [u8; 4]) -> Both<[u8; 4]> {
        Both(x)
    }
    pub fn option(x: Option<i64>) -> Both<Option<i64>> {
        Both(x)
    }
    pub fn option_vec(x: Option<Vec<f64>>) -> Both<Option<Vec<f64>>> {
        Both(x)
    }
    pub fn vec_i8(x: Vec<i8>) -> Both<Vec<i8>> {
        Both(x)
    }
    pub fn vec_f64(x: Vec<f64>) -> Both<Vec<f64>> {
        Both(x)
    }
    pub fn vec_string(x: Vec<String>) -> Both<Vec<String>> {
        Both(x)
    }
    pub fn vec_option(x: Vec<Option<bool>>) -> Both<Vec<Option<bool>>> {
        Both(x)
    }
    pub fn nested(x: Vec<Vec<u16>>) -> Both<Vec<Vec<u16>>> {
        Both(x)
    }
    pub fn deque(x: VecDeque<i64>) -> Both<VecDeque<i64>> {
        Both(x)
    }
    pub fn linked(x: LinkedList<String>) -> Both<LinkedList<String>> {
        Both(x)
    }
    pub fn boxed_slice(x: Box<[i64]>) -> Both<Box<[i64]>> {
        Both(x)
    }
    pub fn array(x: [i32; 3]) -> Both<[i32; 3]> {
        Both(x)
    }
    pub fn array_empty(x: [i32; 0]) -> Both<[i32; 0]> {
        Both(x)
    }
    pub fn boxed(x: Box<i64>) -> Both<Box<i64>> {
        Both(x)
    }
    pub fn shared(x: Arc<Vec<i64>>) -> Both<Arc<Vec<i64>>> {
        Both(x)
    }
    pub fn tuple1(x: (i64,)) -> Both<(i64,)> {
        Both(x)
    }
    pub fn tuple2(x: (i64, String)) -> Both<(i64, String)> {
        Both(x)
    }
    pub fn tuple12(
        x: (u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8),
    ) -> Both<(u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8)> {
        Both(x)
    }
    pub fn hash_map(x: HashMap<String, i64>) -> Both<HashMap<String, i64>> {
        Both(x)
    }
    pub fn tree_map(x: BTreeMap<i64, Vec<u8>>) -> Both<BTreeMap<i64, Vec<u8>>> {
        Both(x)
    }
    pub fn map_of_maps(
        x: HashMap<String, HashMap<String, f64>>,
    ) -> Both<HashMap<String, HashMap<String, f64>>> {
        Both(x)
    }
    pub fn hash_set(x: HashSet<i64>) -> Both<HashSet<i64>> {
        Both(x)
    }
    pub fn tree_set(x: BTreeSet<String>) -> Both<BTreeSet<String>> {
        Both(x)
    }
    pub fn range(x: Range<i64>) -> Both<Range<i64>> {
        Both(x)
    }
    pub fn range_u8(x: Range<u8>) -> Both<Range<u8>> {
        Both(x)
    }
    pub fn range_inclusive(x: RangeInclusive<u8>) -> Both<RangeInclusive<u8>> {
        Both(x)
    }
    pub fn duration(x: Duration) -> Both<Duration> {
        Both(x)
    }
    pub fn system_time(x: SystemTime) -> Both<SystemTime> {
        Both(x)
    }
    pub fn ipv4(x: Ipv4Addr) -> Both<Ipv4Addr> {
        Both(x)
    }
    pub fn ipv6(x: Ipv6Addr) -> Both<Ipv6Addr> {
        Both(x)
    }
    pub fn ip(x: IpAddr) -> Both<IpAddr> {
        Both(x)
    }
    pub fn path(x: PathBuf) -> Both<PathBuf> {
        Both(x)
    }
    pub fn os_string(x: OsString) -> Both<OsString> {
        Both(x)
    }
    pub fn strict_int(x: Strict<i64>) -> Both<Strict<i64>> {
        Both(x)
    }
    pub fn strict_float(x: Strict<f64>) -> Both<Strict<f64>> {
        Both(x)
    }
    pub fn strict_str(x: Strict<String>) -> Both<Strict<String>> {
        Both(x)
    }
    pub fn strict_list(x: Strict<Vec<Strict<i64>>>) -> Both<Strict<Vec<Strict<i64>>>> {
        Both(x)
    }
    pub fn strict_bytes(x: Strict<Vec<u8>>) -> Both<Strict<Vec<u8>>> {
        Both(x)
    }
    pub fn strict_tuple(
        x: Strict<(Strict<i64>, Option<Strict<bool>>)>,
    ) -> Both<Strict<(Strict<i64>, Option<Strict<bool>>)>> {
        Both(x)
    }
    pub fn strict_dict(x: Strict<HashMap<String, i64>>) -> Both<Strict<HashMap<String, i64>>> {
        Both(x)
    }
    pub fn strict_set(x: Strict<HashSet<i64>>) -> Both<Strict<HashSet<i64>>> {
        Both(x)
    }
    pub fn strict_option(x: Option<Strict<i64>>) -> Both<Option<Strict<i64>>> {
        Both(x)
    }

    // What is borrowed.

    pub fn str_(x: &str) -> Both<&str> {
        Both(x)
    }
    pub fn cow_str(x: Cow<'_, str>) -> Both<Cow<'_, str>> {
        Both(x)
    }
    pub fn bytes(x: &[u8]) -> &[u8] {
        x
    }
    pub fn bytes_like(x: Cow<'_, [u8]>) -> Both<Cow<'_, [u8]>> {
        Both(x)
    }
    pub fn borrowed_path(x: &Path) -> &Path {
        x
    }
    pub fn borrowed_os_str(x: &OsStr) -> &OsStr {
        x
    }
    pub fn slice(x: Vec<i64>) -> py::Result<py::PyObj> {
        py::attach(|py| Ok(py::IntoPy::into_py(&x[..], py)?.unbind()))
    }

    // What only goes out.

    pub fn unit() {}
    pub fn ok(x: i64) -> Result<i64, std::num::ParseIntError> {
        Ok(x)
    }
    pub fn rc(x: String) -> Both<Rc<str>> {
        Both(x.into())
    }
    pub fn before_1970() -> SystemTime {
        SystemTime::UNIX_EPOCH - Duration::new(1, 1)
    }
    pub fn longest() -> Duration {
        Duration::MAX
    }
    pub fn undecodable() -> OsString {
        use std::os::unix::ffi::OsStringExt;
        OsString::from_vec(b"a\xff".to_vec())
    }
    pub fn used_range() -> RangeInclusive<u8> {
        let mut range = 1..=3;
        range.by_ref().for_each(drop);
        range
    }
    pub fn unhashable() -> HashSet<Vec<i64>> {
        HashSet::from([vec![1]])
    }

    // Iterators.

    pub fn count(start: i64) -> py::Lazy<impl Iterator<Item = i64>> {
        py::Lazy(start..)
    }
    pub fn parse(lines: Vec<String>) -> py::Lazy<impl Iterator<Item = py::Result<i64>>> {
        py::Lazy(lines.into_iter().map(|line| Ok(line.parse::<i64>()?)))
    }
    /// Calls what it is given for each item, until that gives `None`; may panic, or be asked from within.
    pub fn calls(function: py::PyObj) -> py::Lazy<impl Iterator<Item = py::Result<py::PyObj>>> {
        py::Lazy(std::iter::from_fn(move || {
            py::attach(|py| match function.bind(py).call0() {
                Ok(item) if item.is_none() => None,
                Ok(item) if item.extract::<String>().is_ok_and(|text| text == "panic") => {
                    panic!("no more")
                }
                found => Some(found.map(py::Obj::unbind)),
            })
        }))
    }
    pub fn total(x: py::Items<i64>, #[default = 1000] most: usize) -> py::Result<i64> {
        x.take(most).sum()
    }

    /// A class in each kind of container that can hold one.
    #[class]
    pub struct Leaf {
        pub value: i64,
    }

    pub fn leaves() -> (Box<Leaf>, Vec<Leaf>, Option<Leaf>) {
        let leaf = |value| Leaf { value };
        (Box::new(leaf(1)), vec![leaf(2)], Some(leaf(3)))
    }
}

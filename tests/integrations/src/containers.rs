//! Containers of other crates: each function gives back what it was given, converted twice.

use bytes::{Bytes, BytesMut};
use either::Either;
use indexmap::IndexMap;
use pydust as py;
use smallvec::SmallVec;

#[py::module]
pub mod containers {
    use super::*;

    pub fn either(x: Either<i8, String>) -> Either<i8, String> {
        x
    }
    /// Which side it was.
    pub fn side(x: Either<i8, Either<i64, Vec<i64>>>) -> &'static str {
        match x {
            Either::Left(_) => "i8",
            Either::Right(Either::Left(_)) => "i64",
            Either::Right(Either::Right(_)) => "list",
        }
    }
    pub fn index_map(x: IndexMap<String, i64>) -> IndexMap<String, i64> {
        x
    }
    pub fn reversed(mut x: IndexMap<String, i64>) -> IndexMap<String, i64> {
        x.reverse();
        x
    }
    pub fn small_vec(x: SmallVec<[i64; 2]>) -> SmallVec<[i64; 2]> {
        x
    }
    /// Whether the items found room without an allocation.
    pub fn is_inline(x: SmallVec<[i64; 2]>) -> bool {
        !x.spilled()
    }
    pub fn bytes(x: Bytes) -> Bytes {
        x
    }
    pub fn bytes_mut(x: BytesMut) -> BytesMut {
        x
    }
}

//! Special methods whose result Python checks when it calls them: which Rust types are such results, so that the compiler
//! checks them before.
//!
//! Nothing is converted here, and nothing happens at run time. Objects are always let through: only Python knows
//! what they are.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, LinkedList, VecDeque};
use std::num::NonZero;
use std::rc::Rc;
use std::sync::Arc;

use crate::class::{Class, Instance, Lazy};
use crate::convert::Strict;
use crate::object::{Interned, Py};
use crate::raw::Obj;
use crate::types::{
    Bytes, Complex, Coroutine, Dict, Float, FrozenSet, Generator, Int, Iter, List, Set, Str, Tuple,
};

/// A kind of result: its trait, the function that lets only such results through, what the compiler says of others,
/// and the types.
macro_rules! results {
    ($($(#[$doc:meta])* $kind:ident, $check:ident: $message:literal;
        $([$($generics:tt)*] $type:ty),*;)*) => {$(
        $(#[$doc])*
        #[diagnostic::on_unimplemented(
            message = $message,
            label = "Python would refuse this",
            note = "a type of yours: convert it in the method, or return `pydust::PyObj`"
        )]
        pub trait $kind {}

        $(impl<$($generics)*> $kind for $type {})*
        impl<T: $kind, E> $kind for std::result::Result<T, E> {}
        impl $kind for Obj<'_> {}
        impl<H: $kind> $kind for Py<H> {}

        #[doc = concat!("Takes nothing but `", stringify!($kind), "`.")]
        #[inline(always)]
        pub fn $check<R: $kind>(returned: R) -> R {
            returned
        }
    )*};
}

results! {
    /// A `str`.
    Text, text:
        "this special method must return text (`String`, `&str`, `char`, `pydust::PyStr`) or a `Result` of it, not `{Self}`";
        [] str, [] String, [] char, [] Interned, [] Str<'_>;
    /// `bytes`.
    ByteString, bytes:
        "`__bytes__` must return bytes (`Vec<u8>`, `&[u8]`, `[u8; N]`, `pydust::PyBytes`) or a `Result` of them, not `{Self}`";
        [] [u8], [] Vec<u8>, [const N: usize] [u8; N], [] Bytes<'_>;
    /// An `int`.
    Integer, integer:
        "this special method must return an integer (`i64`, `usize`, `pydust::PyInt`) or a `Result` of one, not `{Self}`";
        [] Int<'_>;
    /// A `float`.
    Real, real:
        "`__float__` must return a float (`f64`, `f32`, `pydust::PyFloat`) or a `Result` of one, not `{Self}`";
        [] f32, [] f64, [] Float<'_>;
    /// A `complex`.
    ComplexNumber, complex:
        "`__complex__` must return a complex number (`pydust::PyComplex`, `num_complex::Complex`) or a `Result` of one, not `{Self}`";
        [] Complex<'_>;
    /// What `dir()` makes a list of.
    Names, names:
        "`__dir__` must return names (`Vec<String>`, `pydust::PyList`) or a `Result` of them, not `{Self}`";
        [T: Text] [T], [T: Text] Vec<T>, [T: Text, const N: usize] [T; N],
        [T: Text] VecDeque<T>, [T: Text] LinkedList<T>, [T: Text] BTreeSet<T>, [T: Text, S] HashSet<T, S>,
        [T: Text, V] BTreeMap<T, V>, [T: Text, V, S] HashMap<T, V, S>, [I] Lazy<I>,
        [] List<'_>, [] Tuple<'_>, [] Set<'_>, [] FrozenSet<'_>, [] Dict<'_>, [] Iter<'_>;
    /// How a pickle makes the object again.
    Reduced, reduced:
        "this special method must return a tuple of 2 to 6 (`(class, arguments)`) or text (the name of a global), or a `Result` of one, not `{Self}`";
        [] str, [] String, [] Interned, [] Str<'_>, [] Tuple<'_>,
        [A, B] (A, B), [A, B, C] (A, B, C), [A, B, C, D] (A, B, C, D), [A, B, C, D, E] (A, B, C, D, E),
        [A, B, C, D, E, F] (A, B, C, D, E, F);
    /// What has `__next__`: an iterator, or an instance that is one.
    Iterating, iterating:
        "this special method must return an iterator (`pydust::Lazy(items)`, an instance of a class) or a `Result` of one, not `{Self}`";
        [T: Class] T, [T: Class] Instance<'_, T>, [T: Class] &Instance<'_, T>, [I] Lazy<I>,
        [] Iter<'_>, [] Generator<'_>, [] Coroutine<'_>, [] &Obj<'_>, [H: Iterating] &Py<H>;
}

macro_rules! integers {
    ($($int:ty)*) => {$(
        impl Integer for $int {}
        impl Integer for NonZero<$int> {}
    )*};
}

integers! { i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize }

/// What points to a value converts as the value does. Iterators have no such forms: they are made for each caller.
macro_rules! pointers {
    ($($kind:ident)*) => {$(
        impl<T: $kind + ?Sized> $kind for &T {}
        impl<T: $kind + ?Sized> $kind for Box<T> {}
        impl<T: $kind + ?Sized> $kind for Arc<T> {}
        impl<T: $kind + ?Sized> $kind for Rc<T> {}
        impl<T: $kind + ?Sized + ToOwned> $kind for Cow<'_, T> {}
        impl<T: $kind> $kind for Strict<T> {}
        #[cfg(feature = "either")]
        impl<L: $kind, R: $kind> $kind for either::Either<L, R> {}
    )*};
}

pointers! { Text ByteString Integer Real ComplexNumber Names Reduced }

#[cfg(feature = "bytes")]
impl ByteString for bytes::Bytes {}
#[cfg(feature = "bytes")]
impl ByteString for bytes::BytesMut {}
#[cfg(feature = "num-bigint")]
impl Integer for num_bigint::BigInt {}
#[cfg(feature = "num-bigint")]
impl Integer for num_bigint::BigUint {}
#[cfg(feature = "half")]
impl Real for half::f16 {}
#[cfg(feature = "half")]
impl Real for half::bf16 {}
#[cfg(feature = "num-complex")]
impl<T> ComplexNumber for num_complex::Complex<T> {}
#[cfg(feature = "smallvec")]
impl<A: smallvec::Array<Item: Text>> Names for smallvec::SmallVec<A> {}
#[cfg(feature = "indexmap")]
impl<T: Text, S> Names for indexmap::IndexSet<T, S> {}

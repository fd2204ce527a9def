//! Special methods that fill slots of a type: one file for each family, one generic shim for each shape of C function.
//!
//! Each slot has a function `fill_SLOT` here, which the macros call by the name in their table of special methods
//! (`python/special.rs` there). Its type parameters are the class and the markers of the methods that share the
//! slot, in the order of that table; [`Absent`] stands for one that the class does not have. It gives the [`Member`]
//! for the spec: an id and a function, and nothing that runs at import.
//!
//! What methods return is converted in `outcome.rs`; `result.rs` says which types are right where it stays an object.
#![allow(unsafe_code)]

mod attribute;
mod buffer;
mod call;
mod called;
mod compare;
mod finalize;
mod iterator;
mod number;
pub(crate) mod outcome;
mod power;
pub(crate) mod result;
mod sequence;
mod unary;
mod value;

use super::{Class, Member};
use crate::error::Result;
use crate::function::{Call, Function};
use crate::raw::Raised;
use crate::spec::{FunctionSpec, Receiver};
use outcome::Outcome;

pub use attribute::*;
pub use buffer::*;
pub use call::*;
pub(super) use compare::beside;
pub use compare::{Compare, fill_compare, fill_compare_at_once};
pub use finalize::*;
pub(super) use iterator::itself;
pub use iterator::*;
pub use number::*;
pub use power::*;
pub use sequence::*;
pub use unary::*;
pub use value::*;

/// Stands for a special method that a class does not have, beside others of its slot.
pub enum Absent {}

// SAFETY: asks for nothing.
unsafe impl<K: Outcome> Function<K> for Absent {
    const SPEC: FunctionSpec = FunctionSpec::new("", c"", "\0", Receiver::Instance, &[]);
    const PRESENT: bool = false;

    #[inline(always)]
    fn call<'py>(_: Call<'_, 'py>) -> Result<K::Value<'py>> {
        Err(Raised.into()) // not reached: shims look at `PRESENT`
    }
}

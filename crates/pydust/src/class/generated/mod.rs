//! The members that options of `#[class(..)]` write: what these functions do is the same for all classes.
//!
//! The macros implement the traits here, which say what a class's fields are. `repr.rs` shows them, `compare.rs`
//! compares them, `copy.rs` copies and `pickle.rs` pickles the whole value, and `state.rs` knows what Python has added to
//! an instance.

mod compare;
mod copy;
mod names;
mod pickle;
mod repr;
mod state;

pub use compare::{
    Compared, Comparing, comparing, equal, greater, greater_or_equal, hash, less, less_or_equal,
};
pub use copy::{Copied, copy, copying, deepcopy, deepcopy_frozen, replace};
pub use names::{Matched, join, joined, match_args, match_args_type};
pub use pickle::{
    Pickled, State, get_state, pickling, reconstruct, reconstruct_frozen, reduce, reduce_frozen,
    set_state,
};
pub use repr::repr;

pub use super::raised::{reduce as reduce_raised, text as text_of_raised};

use super::Class;
use crate::error::Result;
use crate::raw::{Obj, Python};

/// The public fields of a class, as Python sees them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not show its fields",
    label = "a base without `#[class(repr)]`",
    note = "a class whose options use its fields uses those of its base too: give the base the same options"
)]
pub trait Shown: Class {
    /// Their names.
    const NAMES: &'static [&'static str];

    /// A tuple of their values.
    fn values<'py>(&self, py: Python<'py>) -> Result<Obj<'py>>;
}

//! The names of fields: `__match_args__`, and what a class has of its base.

use crate::class::Class;
use crate::convert::IntoPy;
use crate::error::Result;
use crate::hint::{TypeHint, hint};
use crate::raw::{self, Obj, Python};
use crate::records::Piece;

/// A class whose instances can be matched by position.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no fields that a pattern matches by position",
    label = "a base without `#[class(match_args)]`",
    note = "a class whose options name its fields names those of its base too: give the base the same option"
)]
pub trait Matched: Class {
    /// The names of the fields, in the order of a pattern.
    const NAMES: &'static [&'static str];
}

/// Names that become a tuple.
pub struct Names(&'static [&'static str]);

/// `__match_args__`.
pub const fn match_args<T: Matched>() -> Names {
    Names(T::NAMES)
}

/// The type of `__match_args__`, in which patterns find the names.
pub const fn match_args_type<T: Matched>() -> Piece {
    Piece::Names(T::NAMES)
}

impl<'py> IntoPy<'py> for Names {
    const GIVES: TypeHint = hint!("tuple[str, ...]");

    /// A tuple of interned `str`.
    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        let list = raw::container::new_list(py, self.0.len(), |index| {
            raw::text::intern(py, self.0.get(index).copied().unwrap_or_default())
        })?;
        Ok(raw::container::list_to_tuple(&list)?)
    }
}

/// The names of a base, and then those of the class itself.
pub const fn join<const N: usize>(
    base: &[&'static str],
    own: &[&'static str],
) -> [&'static str; N] {
    let mut all = [""; N];
    let mut index = 0;
    while index < N {
        all[index] = if index < base.len() { base[index] } else { own[index - base.len()] };
        index += 1;
    }
    all
}

/// The values of a base, and then those of the class itself, as one tuple.
pub fn joined<'py>(base: &Obj<'py>, own: &Obj<'py>) -> Result<Obj<'py>> {
    Ok(raw::operator::add(base, own)?)
}

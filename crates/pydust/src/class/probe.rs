//! Questions about a field's type that macros can't answer: whether it has some trait, and what to do if not.
//!
//! An expansion names the type in `Probe::<T>::..`. The compiler takes the inherent item where its bounds hold, and the
//! trait's of the same name where they don't; so the trait must be in scope (`use ..::Untraversed as _`). It works
//! for types that are written out, and not for type parameters.

use std::fmt::Display;
use std::marker::PhantomData;

use crate::gc::Traverse;
use crate::raw::Visitor;

/// Asks about the type `T`.
pub struct Probe<T>(PhantomData<T>);

impl<T: Traverse> Probe<T> {
    /// Whether values of the type can hold Python objects.
    pub const HOLDS_OBJECTS: bool = T::HOLDS_OBJECTS;

    /// Passes on the objects that the value holds.
    pub fn traverse(value: &T, visitor: &mut Visitor<'_>) {
        value.traverse(visitor);
    }
}

/// What is taken of types that are not [`Traverse`]: they hold nothing.
pub trait Untraversed<T> {
    /// No.
    const HOLDS_OBJECTS: bool = false;

    /// Passes on nothing.
    fn traverse(_: &T, _: &mut Visitor<'_>) {}
}

impl<T> Untraversed<T> for Probe<T> {}

impl<T: Display> Probe<T> {
    /// What `Display` writes.
    pub fn text(value: &T) -> Option<String> {
        Some(value.to_string())
    }
}

/// What is taken of types that are not [`Display`]: they have no text.
pub trait Textless<T> {
    /// None.
    fn text(_: &T) -> Option<String> {
        None
    }
}

impl<T> Textless<T> for Probe<T> {}

/// What is taken of classes none of whose `impl` blocks says that it has a `__del__`.
pub trait NoFinalizer {
    /// No.
    const __PYDUST_HAS_FINALIZER: bool = false;
}

impl<T> NoFinalizer for T {}

/// Whether any of these is true.
pub const fn any(all: &[bool]) -> bool {
    let mut index = 0;
    while index < all.len() {
        if all[index] {
            return true;
        }
        index += 1;
    }
    false
}

//! Where in an object its Rust value is: the one place that knows, beside `raw/header.rs`. What the value's lock does is in `cell.rs`, what
//! stands behind the value in `words.rs`.
#![allow(unsafe_code)]

use std::mem::offset_of;
use std::ptr::NonNull;

use super::Class;
use super::base::Base;
use super::cell::Cell;
use super::lock::{Lock, Locked};
use super::root;
use super::words::{Needs, Words};
use crate::raw::{PyObject, header};

/// How an object begins: the header, if it is known, the lock, the value.
#[repr(C)]
pub(crate) struct Layout<T, L: Lock = Locked> {
    head: header::Header,
    cell: Cell<T, L>,
}

impl<T, L: Lock> Layout<T, L> {
    /// CPython's allocator aligns to 16 bytes.
    pub(super) const FITS: () =
        assert!(align_of::<Self>() <= 16, "a class can't be aligned to more than 16 bytes");

    /// Where the value is, in bytes from the layout's beginning.
    pub(super) const VALUE: usize = offset_of!(Self, cell) + Cell::<T, L>::VALUE;

    /// The lock and value inside of an object that begins with this layout.
    ///
    /// # Safety
    /// The object must be live for `'a`, and of a type whose instances begin so.
    #[inline(always)]
    pub(crate) unsafe fn cell<'a>(object: *mut PyObject) -> &'a Cell<T, L> {
        // SAFETY: by contract; an instance's memory is an empty cell at least, before anyone gets to see it.
        unsafe { &(*header::layout(object).cast::<Self>()).cell }
    }
}

impl<T: Class> Layout<T> {
    /// What the class and its bases need.
    pub(super) const NEEDS: Needs = {
        let needs = Needs::of(&T::SPEC, <T::Base as Base<T>>::NEEDS);
        // Where there is a root Python adds what it lacks: see `root::public`.
        if <T::Base as Base<T>>::IS_ROOTED { needs.without_words() } else { needs }
    };

    /// Where the words are.
    pub(super) const WORDS: Words = Words::after(<T::Base as Base<T>>::SIZE, Self::NEEDS);

    /// Whether the garbage collector knows the instances: those that hold no objects can't be in a cycle.
    pub(super) const IS_COLLECTED: bool = Self::NEEDS.collector || Self::NEEDS.dict;
}

/// The lock and value inside of an instance of the class, or of a subclass.
///
/// # Safety
/// The object must be such an instance, and live for `'a`.
#[inline(always)]
pub(crate) unsafe fn cell_at<'a, T: Class>(object: *mut PyObject) -> &'a Cell<T, T::Lock> {
    match <T::Base as Base<T>>::root() {
        // SAFETY: passed on: all these instances begin with this layout.
        None => unsafe { Layout::<T, T::Lock>::cell(object) },
        // SAFETY: a cell of no bytes is everywhere; the macro makes classes of this kind of structs without fields.
        Some(_) if root::is_bare::<T>() => unsafe { NonNull::dangling().as_ref() },
        // SAFETY: passed on: they have the lock at this place, which is as aligned as it must be.
        Some(root) => unsafe { &*object.byte_add(root.offset()).cast() },
    }
}

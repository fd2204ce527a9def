//! The words that CPython keeps in instances of some classes: one for weak references, one for the `__dict__`.
//!
//! They stand behind the value, and each class says anew where: so a class whose value begins with that of another class
//! has the value where that one has it, and all words behind its own, longer value. CPython asks an object's own type
//! for them. It could keep them before the object too, but only in objects that are garbage-collected, and two at once.
#![allow(unsafe_code)]

use std::ffi::CStr;
use std::ptr;

use super::member::fills;
use super::{Class, ClassSpec, Layout};
use crate::error::Result;
use crate::raw::heap_type::{self, Slot, Table, slot};
use crate::raw::{PyObject, Visitor};

/// What instances of a class need beside the value, for its own sake or for that of its bases.
#[derive(Clone, Copy)]
pub struct Needs {
    /// The value may hold objects.
    pub(super) collector: bool,
    /// There can be weak references.
    pub(super) weakrefs: bool,
    /// There is a `__dict__`.
    pub(super) dict: bool,
    /// There is a `__del__`.
    pub(super) finalizer: bool,
}

impl Needs {
    /// Those of `object`.
    pub(super) const NOTHING: Needs =
        Needs { collector: false, weakrefs: false, dict: false, finalizer: false };

    /// The same but for the words.
    pub(super) const fn without_words(self) -> Needs {
        Needs { collector: self.collector, ..Needs::NOTHING }
    }

    /// Those of a class whose base has these.
    pub(super) const fn of(spec: &ClassSpec, base: Needs) -> Needs {
        Needs {
            collector: spec.holds_objects || base.collector,
            weakrefs: spec.has_weakrefs || base.weakrefs,
            dict: spec.has_dict || base.dict,
            finalizer: base.finalizer
                || spec.has_finalizer
                || fills(spec.members, slot::Py_tp_finalize),
        }
    }
}

/// The words behind a class's value, each by its offset in the layout; 0 where there is none.
#[derive(Clone, Copy)]
pub(super) struct Words {
    /// The list of weak references.
    pub weakrefs: usize,
    /// The `__dict__`, which CPython makes when it is first used.
    pub dict: usize,
    /// Whether `__del__` was called.
    pub finalized: usize,
    /// The size of the whole layout.
    pub end: usize,
}

impl Words {
    /// The words that the class needs, behind the first `size` bytes of its instances.
    pub(super) const fn after(size: usize, needs: Needs) -> Words {
        let mut words = Words { weakrefs: 0, dict: 0, finalized: 0, end: size };
        if needs.weakrefs {
            (words.weakrefs, words.end) = word(words.end);
        }
        if needs.dict {
            (words.dict, words.end) = word(words.end);
        }
        if needs.finalizer {
            (words.finalized, words.end) = word(words.end);
        }
        words
    }

    /// Makes the words of a new instance empty.
    ///
    /// # Safety
    /// The object must be an instance of the class, that nobody else has seen yet.
    #[inline(always)]
    pub(super) unsafe fn init(self, object: *mut PyObject) {
        for offset in [self.weakrefs, self.dict, self.finalized] {
            if offset != 0 {
                // SAFETY: the type's basic size has room for the word.
                unsafe { heap_type::word(object, offset).write(ptr::null_mut()) };
            }
        }
    }

    /// Tells the garbage collector of the `__dict__`.
    ///
    /// # Safety
    /// The object must be a live instance of the class.
    #[inline(always)]
    pub(super) unsafe fn visit(self, object: *mut PyObject, visitor: &mut Visitor<'_>) {
        if self.dict != 0 {
            // SAFETY: the word is null, or the dict that the instance owns.
            unsafe { heap_type::visit_word(object, self.dict, visitor) };
        }
    }

    /// Releases the `__dict__`.
    ///
    /// # Safety
    /// As for [`visit`](Words::visit), on an attached thread; no other thread may use the word.
    #[inline(always)]
    pub(super) unsafe fn clear(self, object: *mut PyObject) {
        if self.dict != 0 {
            // SAFETY: as above.
            unsafe { heap_type::clear_word(object, self.dict) };
        }
    }
}

/// The offset of a word behind `size` bytes, and the size with it.
const fn word(size: usize) -> (usize, usize) {
    const WORD: usize = size_of::<*mut PyObject>();
    let offset = size.next_multiple_of(WORD);
    (offset, offset + WORD)
}

/// Makes the slot that says where the words are; none for a class without.
pub(super) type SlotOf = extern "C" fn() -> Result<Slot>;

impl Words {
    /// What makes the slot of the class `T`.
    pub(super) const fn slot_of<T: Class>() -> Option<SlotOf> {
        extern "C" fn make<T: Class>() -> Result<Slot> {
            new_slot(&Layout::<T>::WORDS)
        }
        let Words { weakrefs, dict, .. } = Layout::<T>::WORDS;
        if weakrefs == 0 && dict == 0 { None } else { Some(make::<T>) }
    }
}

/// The table that tells CPython where the words are, by names that it knows.
extern "C" fn new_slot(words: &Words) -> Result<Slot> {
    let mut members = Table::new(2)?;
    let named: [(&CStr, usize); 2] =
        [(c"__weaklistoffset__", words.weakrefs), (c"__dictoffset__", words.dict)];
    for (name, offset) in named {
        if offset != 0 {
            members.push(heap_type::offset_member(name, offset));
        }
    }
    Ok(Slot { slot: slot::Py_tp_members, pfunc: members.into_ptr().cast() })
}

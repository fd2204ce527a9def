//! How instances end: `__del__`, weak references, the value, the words beside it, the memory.
#![allow(unsafe_code)]

use std::mem;
use std::ptr::NonNull;

use super::base::Base;
use super::collect::DROP;
use super::{Class, Layout, cell_at};
use crate::boundary::guarded_unraisable;
use crate::raw::heap_type::{self, word};
use crate::raw::{self, PyObject};

/// `tp_dealloc`.
pub(super) unsafe extern "C" fn dealloc<T: Class>(instance: *mut PyObject) {
    // SAFETY: CPython calls this attached, for the last reference to an instance of this layout; a subclass's own
    // function gives the instance back to the collector before it calls this.
    unsafe {
        if Layout::<T>::NEEDS.finalizer
            && is_own::<T>(instance)
            && finalize(instance, Layout::<T>::WORDS.finalized)
        {
            return;
        }
        let root = <T::Base as Base<T>>::root();
        if root.is_some_and(|root| root.finalize(instance)) {
            return;
        }
        if Layout::<T>::IS_COLLECTED || root.is_some_and(|root| root.is_collected()) {
            raw::gc::untrack(instance);
        }
        if Layout::<T>::WORDS.weakrefs != 0 {
            heap_type::clear_weakrefs(instance, Layout::<T>::WORDS.weakrefs);
        }
        // What has a root may hold objects in its own part: a list does.
        let holds = mem::needs_drop::<T>() || Layout::<T>::WORDS.dict != 0;
        if holds || root.is_some_and(|root| root.is_collected()) {
            let py = raw::module::called();
            raw::error::aside(py, || raw::trash::dispose(instance, end::<T>));
        } else {
            free::<T>(instance);
        }
    }
}

/// Ends the value, then the memory. What is deep in a chain of instances ends later.
unsafe extern "C" fn end<T: Class>(instance: *mut PyObject) {
    // SAFETY: called by `dealloc`, at once or later: nobody else has the instance.
    unsafe {
        let cell = cell_at::<T>(instance);
        guarded_unraisable(raw::module::called(), &DROP, || {
            drop(cell.take_last());
            Ok(())
        });
        Layout::<T>::WORDS.clear(instance);
        free::<T>(instance);
    }
}

/// # Safety
/// As for [`heap_type::free`].
#[inline(always)]
unsafe fn free<T: Class>(instance: *mut PyObject) {
    // The collector remembers in the memory before an instance that it was finalized: nothing else may begin there.
    let is_marked = Layout::<T>::NEEDS.finalizer && Layout::<T>::IS_COLLECTED;
    // SAFETY: passed on; an instance of the class itself has the size of all that the list keeps.
    unsafe {
        if let Some(root) = <T::Base as Base<T>>::root() {
            return root.end(instance);
        }
        match T::FREE_LIST.filter(|_| !is_marked) {
            Some(list) if T::runtime().class.is_sole(heap_type::type_of(instance).cast()) => {
                list().free(instance);
            }
            _ => heap_type::free(instance),
        }
    }
}

/// Whether the instance is of the class itself and has a value, and not of a subclass, for which CPython has called
/// `__del__` before.
///
/// # Safety
/// The instance must be in its `tp_dealloc`.
#[inline]
unsafe fn is_own<T: Class>(instance: *mut PyObject) -> bool {
    // SAFETY: by contract: nobody else has the instance.
    unsafe {
        let value = cell_at::<T>(instance).look();
        value.is_some_and(|value| heap_type::is_own(instance, &value.runtime_of().methods))
    }
}

/// Calls `__del__`, if it was not called before; true if the instance is not to end now.
///
/// # Safety
/// The instance must be in its `tp_dealloc`; the word at the offset says that `__del__` was called, here.
unsafe fn finalize(instance: *mut PyObject, finalized: usize) -> bool {
    // SAFETY: by contract.
    unsafe {
        if !(*word(instance, finalized)).is_null() {
            return false;
        }
        *word(instance, finalized) = NonNull::dangling().as_ptr();
        raw::gc::finalize(instance)
    }
}

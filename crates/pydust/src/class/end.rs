//! How instances end: weak references, the value, the words beside it, the memory.
#![allow(unsafe_code)]

use std::mem;

use super::collect::DROP;
use super::{Class, Layout, cell_at};
use crate::boundary::guarded_unraisable;
use crate::raw::{self, PyObject, heap_type};

/// `tp_dealloc`.
pub(super) unsafe extern "C" fn dealloc<T: Class>(instance: *mut PyObject) {
    // SAFETY: CPython calls this attached, for the last reference to an instance of this layout; a subclass's own
    // function gives the instance back to the collector before it calls this.
    unsafe {
        if Layout::<T>::IS_COLLECTED {
            raw::gc::untrack(instance);
        }
        if Layout::<T>::WORDS.weakrefs != 0 {
            heap_type::clear_weakrefs(instance, Layout::<T>::WORDS.weakrefs);
        }
        if mem::needs_drop::<T>() || Layout::<T>::WORDS.dict != 0 {
            let py = raw::module::called();
            raw::error::aside(py, || raw::trash::dispose(instance, end::<T>));
        } else {
            heap_type::free(instance);
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
        heap_type::free(instance);
    }
}

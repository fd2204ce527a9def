//! Slots of iterators and their asynchronous kin. What makes an iterator is in `unary.rs`.
#![allow(unsafe_code)]

use std::ffi::{c_int, c_void};
use std::ptr;

use super::called::value;
use super::outcome::Next;
use super::{Class, Member};
use crate::class::ready;
use crate::function::Function;
use crate::raw::heap_type::{self, Slot, slot};
use crate::raw::{self, Obj, PyObject, Python, ffi};

/// Fills `Py_tp_iternext`.
pub const fn fill_next<T: Class, F: Function<Next>>() -> Member {
    Member::slot(slot::Py_tp_iternext, next::<F> as ffi::iternextfunc as *mut c_void)
}

/// Fills `Py_am_anext`.
pub const fn fill_anext<T: Class, F: Function<Next>>() -> Member {
    Member::slot(slot::Py_am_anext, anext::<F> as ffi::unaryfunc as *mut c_void)
}

/// What else the type of an iterator needs, which is one only if it can be iterated: an iterator is its own. It may have
/// a method for that, as may its base.
pub(in crate::class) fn itself(
    slots: &[Slot],
    base: Option<&Obj<'_>>,
) -> [Option<(c_int, *mut c_void)>; 2] {
    let pairs = [(slot::Py_tp_iternext, slot::Py_tp_iter), (slot::Py_am_anext, slot::Py_am_aiter)];
    pairs.map(|(next, iter)| {
        let fills = |id| slots.iter().any(|slot| slot.slot == id);
        let is_missing = fills(next) && !fills(iter) && !heap_type::has_slot(base, iter);
        is_missing.then_some((iter, ffi::PyObject_SelfIter as *mut c_void))
    })
}

/// The next item; null without an exception at the end.
unsafe extern "C" fn next<F: Function<Next>>(instance: *mut PyObject) -> *mut PyObject {
    // SAFETY: CPython calls this attached, with an instance of the class.
    unsafe {
        value::<Next, F, _, 0>(instance, [], ptr::null_mut(), |item, _| {
            Ok(item.map_or(ptr::null_mut(), Obj::into_ptr))
        })
    }
}

/// What to await for the next item; at the end, what raises `StopAsyncIteration` when it is awaited.
unsafe extern "C" fn anext<F: Function<Next>>(instance: *mut PyObject) -> *mut PyObject {
    // SAFETY: as above.
    unsafe {
        let item = next::<F>(instance);
        if item.is_null() { raised_when_awaited(raw::module::called()) } else { item }
    }
}

/// What was raised, or the end of the iteration, as an `async def` raises it. Besides, `anext(it, default)` crashes in
/// CPython up to 3.13 if this slot gives null.
#[cold]
extern "C" fn raised_when_awaited(py: Python<'_>) -> *mut PyObject {
    if !raw::error::occurred(py) {
        raw::error::set_bare(py, &raw const ffi::PyExc_StopAsyncIteration);
    }
    match ready::failed(raw::error::take(py)) {
        Ok(awaitable) => awaitable.into_ptr(),
        Err(raw::Raised) => ptr::null_mut(),
    }
}

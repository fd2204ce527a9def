//! Ending long chains of objects without a long stack: an object whose last reference is in another's value,
//! and so on, a million times. CPython's own containers have the same (its "trashcan").

use std::alloc::{Layout, alloc, dealloc};
use std::cell::Cell;
use std::ptr;

use super::ffi::{self, PyObject};
use super::interpreter;

/// Ends a value and frees its object.
pub(crate) type End = unsafe extern "C" fn(*mut PyObject);

/// How deep objects may end within each other.
const DEEPEST: u32 = 50;

struct Later {
    object: *mut PyObject,
    end: End,
    next: *mut Later,
}

thread_local! {
    static DEPTH: Cell<u32> = const { Cell::new(0) };
    /// What was too deep: ended by the outermost, when it is back.
    static WAITING: Cell<*mut Later> = const { Cell::new(ptr::null_mut()) };
    /// The interpreter that the outermost is in. Null where there is only one.
    static HOME: Cell<*mut ffi::PyInterpreterState> = const { Cell::new(ptr::null_mut()) };
}

/// Ends an object: now, or after those that are being ended around it if there are many.
///
/// # Safety
/// The object must be dead, with its value, and `end` must be for it.
pub(crate) unsafe extern "C" fn dispose(object: *mut PyObject, end: End) {
    let depth = DEPTH.get();
    if depth >= DEEPEST {
        if HOME.get() != home() {
            // SAFETY: passed on.
            return unsafe { dispose_apart(object, end) };
        }
        if put_off(object, end) {
            return;
        }
    }
    if depth == 0 {
        HOME.set(home());
    }
    DEPTH.set(depth + 1);
    // SAFETY: by contract.
    unsafe { end(object) };
    if depth == 0 {
        end_waiting();
    }
    DEPTH.set(depth);
}

fn home() -> *mut ffi::PyInterpreterState {
    if interpreter::is_single() {
        return ptr::null_mut();
    }
    // SAFETY: only called as an object ends, which is attached.
    unsafe { ffi::PyInterpreterState_Get() }
}

/// As [`dispose`], where a destructor went into another interpreter: its objects must end in there, and not when the
/// thread is back in the outermost's.
///
/// # Safety
/// As for [`dispose`].
#[cold]
unsafe fn dispose_apart(object: *mut PyObject, end: End) {
    let outer = (DEPTH.replace(0), WAITING.replace(ptr::null_mut()), HOME.get());
    // SAFETY: by contract.
    unsafe { dispose(object, end) };
    let (depth, waiting, home) = outer;
    DEPTH.set(depth);
    WAITING.set(waiting);
    HOME.set(home);
}

fn end_waiting() {
    loop {
        let later = WAITING.get();
        if later.is_null() {
            return;
        }
        // SAFETY: put there by `put_off`, on this thread; taken once.
        unsafe {
            let Later { object, end, next } = later.read();
            WAITING.set(next);
            dealloc(later.cast(), Layout::new::<Later>());
            end(object);
        }
    }
}

/// Whether there was memory to remember the object.
fn put_off(object: *mut PyObject, end: End) -> bool {
    // SAFETY: the layout has a size.
    let later = unsafe { alloc(Layout::new::<Later>()) }.cast::<Later>();
    if later.is_null() {
        return false;
    }
    // SAFETY: just allocated for a `Later`.
    unsafe { later.write(Later { object, end, next: WAITING.get() }) };
    WAITING.set(later);
    true
}

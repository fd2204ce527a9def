//! References that are dropped where they can't be released: detached, or in another interpreter. They wait in their own
//! interpreter for somebody who attaches to it.

use std::alloc::{Layout, alloc, dealloc};
use std::ffi::{c_int, c_void};
use std::ptr::{self, NonNull};
use std::sync::atomic::{AtomicPtr, AtomicUsize, Ordering};

use super::interpreter::{self, Generation};
use super::shutdown::Inside;
use super::{Obj, Python, Raised, attach, error, ffi};

/// What one interpreter is to release: a stack of nodes, pushed by any thread and taken as a whole. (A
/// `Mutex<Vec<_>>` would do the same, and bring std's panic machinery into every extension, since every error holds a
/// reference.)
pub(super) struct Stack(AtomicPtr<Dropped>);

struct Dropped {
    object: NonNull<ffi::PyObject>,
    home: Generation,
    next: *mut Dropped,
}

/// How many nodes there are in all stacks.
static NODES: AtomicUsize = AtomicUsize::new(0);

impl Stack {
    pub(super) const fn new() -> Stack {
        Stack(AtomicPtr::new(ptr::null_mut()))
    }

    /// Whether there was memory for it.
    fn push(&self, object: NonNull<ffi::PyObject>, home: Generation) -> bool {
        // SAFETY: the layout has a size.
        let node = unsafe { alloc(Layout::new::<Dropped>()) }.cast::<Dropped>();
        if node.is_null() {
            return false;
        }
        NODES.fetch_add(1, Ordering::Relaxed);
        let mut next = self.0.load(Ordering::Relaxed);
        loop {
            // SAFETY: just allocated for a `Dropped`, and nobody else sees it before it is in the stack.
            unsafe { node.write(Dropped { object, home, next }) };
            match self.0.compare_exchange_weak(next, node, Ordering::Release, Ordering::Relaxed) {
                Ok(_) => return true,
                Err(now) => next = now,
            }
        }
    }

    /// Takes all nodes, and gives what is in them.
    fn take(&self, mut each: impl FnMut(NonNull<ffi::PyObject>, Generation)) {
        let mut node = self.0.swap(ptr::null_mut(), Ordering::Acquire);
        while !node.is_null() {
            // SAFETY: the swap made the whole stack ours; each node is initialised, and freed once.
            let Dropped { object, home, next } = unsafe { node.read() };
            // SAFETY: as above.
            unsafe { dealloc(node.cast(), Layout::new::<Dropped>()) };
            NODES.fetch_sub(1, Ordering::Relaxed);
            each(object, home);
            node = next;
        }
    }

    /// Leaks what is in it: its interpreter has ended, and its memory is no longer anyone's.
    pub(super) fn forget(&self) {
        self.take(|_, _| {});
    }
}

/// Releases a reference that belongs to the interpreter `home`: now, or when a thread next attaches to it.
/// If that interpreter has ended the reference is leaked: its memory is no longer anyone's.
///
/// # Safety
/// The caller must own the reference, and `home` must be its interpreter's generation.
#[cold]
pub(crate) unsafe extern "C" fn release(object: NonNull<ffi::PyObject>, home: Generation) {
    if attach::is_attached() {
        // SAFETY: just asked.
        let py = unsafe { Python::assume_attached() };
        if interpreter::is_current(py, home) {
            // SAFETY: owned by the contract, and this is its interpreter.
            drop(unsafe { Obj::from_owned(object) });
            return;
        }
    }
    let Some(stack) = interpreter::dropped_for(home) else {
        return; // nobody will come to release it
    };
    if !stack.push(object, home) {
        return;
    }
    // Whoever is inside may ask for a call: what that waits in is there as long as the main interpreter.
    if let Some(_inside) = Inside::enter() {
        // SAFETY: see above; if the queue is full, whoever attaches next releases.
        unsafe { ffi::Py_AddPendingCall(Some(release_soon), ptr::null_mut()) };
    }
}

/// Run by the main thread, attached to the main interpreter, between two instructions of Python code.
extern "C" fn release_soon(_: *mut c_void) -> c_int {
    // SAFETY: see above.
    let py = unsafe { Python::assume_attached() };
    match interpreter::arrive(py) {
        Ok(()) => release_dropped(py),
        Err(Raised) => drop(error::take(py)),
    }
    0
}

/// Releases what was dropped for this interpreter while nobody was attached to it.
#[inline]
pub(crate) fn release_dropped(py: Python<'_>) {
    if NODES.load(Ordering::Relaxed) != 0 {
        release_all_of_this_interpreter(py);
    }
}

#[cold]
extern "C" fn release_all_of_this_interpreter(py: Python<'_>) {
    let Some((stack, here)) = interpreter::dropped_here(py) else { return };
    stack.take(|object, home| {
        if home == here {
            // SAFETY: the node owned the reference, which belongs to this interpreter.
            drop(unsafe { Obj::from_owned(object) });
        }
        // Else its interpreter ended as it was dropped, and this one is in its place.
    });
}

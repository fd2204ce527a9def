//! The end of the main interpreter, and threads of Rust that are attached to it.
//!
//! Up to CPython 3.13, a thread that asks for an interpreter which is ending is unwound by the C library, and the
//! process aborts at the first Rust frame with a handler. So such threads ask here first, and are counted:
//! as Python's exit handlers run nobody new comes in, and those that are in have some time to leave.

use std::cell::Cell;
use std::ffi::CStr;
use std::ptr;
use std::sync::atomic::{AtomicBool, Ordering};

use super::count::{Count, Counted};
use super::error::Raised;
use super::{Obj, Python, call, ffi, imported, interpreter, thread};

/// How many threads are in.
static INSIDE: Count = Count::new();
/// Nobody new comes in.
static CLOSED: AtomicBool = AtomicBool::new(false);

/// A thread that may attach to the main interpreter: that will not end before this is dropped, or the time is up.
pub(crate) struct Inside(#[allow(dead_code)] Counted); // leaves as it is dropped

thread_local! {
    /// How often this thread is counted: it may come in once more while it is detached.
    static OF_THIS_THREAD: Cell<u32> = const { Cell::new(0) };
}

/// Counts this thread no more, of which nothing will be dropped.
pub(super) fn leave_for_ever() {
    for _ in 0..OF_THIS_THREAD.take() {
        INSIDE.leave();
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        OF_THIS_THREAD.set(OF_THIS_THREAD.get().saturating_sub(1));
    }
}

impl Inside {
    /// Comes in, unless there is no interpreter or it is ending.
    pub(crate) fn enter() -> Option<Inside> {
        // The order matters: whoever closes looks at the count afterwards.
        let inside = Inside(INSIDE.enter());
        OF_THIS_THREAD.set(OF_THIS_THREAD.get().wrapping_add(1));
        // SAFETY: may be called at any time.
        let is_there = unsafe { ffi::Py_IsInitialized() } != 0;
        (is_there && !CLOSED.load(Ordering::SeqCst)).then_some(inside)
    }
}

/// Whether Python's exit handlers have begun to run: threads that ask for the interpreter may never get it any more.
pub(crate) fn has_begun() -> bool {
    CLOSED.load(Ordering::SeqCst)
}

/// Makes sure that the end of this interpreter, if it is the main one, waits for the threads that are in.
///
/// Called once for each interpreter.
pub(crate) fn watch(py: Python<'_>) -> Result<(), Raised> {
    if interpreter::is_main(py) {
        wait_at_exit(py)?;
        CLOSED.store(false, Ordering::SeqCst);
    }
    Ok(())
}

/// Makes the end of the main interpreter wait for the threads that are in before it calls the exit handlers that are
/// there now.
pub(crate) fn wait_at_exit(py: Python<'_>) -> Result<(), Raised> {
    if !interpreter::is_main(py) {
        return Ok(());
    }
    let register = imported::find(py, "atexit", "register")?;
    call::call_rarely(&register, exit_handler(py)?).map(drop)
}

fn exit_handler(py: Python<'_>) -> Result<Obj<'_>, Raised> {
    const NAME: &CStr = c"wait_for_native_threads";
    struct Def(ffi::PyMethodDef);
    // SAFETY: its pointers are to statics and a function; CPython only reads it.
    unsafe impl Sync for Def {}
    static DEF: Def = Def(ffi::PyMethodDef {
        ml_name: NAME.as_ptr(),
        ml_meth: ffi::PyMethodDefPointer { PyCFunction: close },
        ml_flags: ffi::METH_NOARGS,
        ml_doc: ptr::null(),
    });
    // SAFETY: attached; the definition is static, and needs neither receiver nor module.
    unsafe {
        let def = (&raw const DEF.0).cast_mut();
        Obj::from_new(py, ffi::PyCFunction_NewEx(def, ptr::null_mut(), ptr::null_mut()))
    }
}

/// The exit handler: lets nobody in any more, and waits, detached, for those who are.
unsafe extern "C" fn close(_: *mut ffi::PyObject, _: *mut ffi::PyObject) -> *mut ffi::PyObject {
    const LONGEST_SECONDS: f64 = 10.0;
    // SAFETY: CPython calls this attached.
    let py = unsafe { Python::assume_attached() };
    CLOSED.store(true, Ordering::SeqCst);
    let mut pause = 0.000_05;
    let mut waited = 0.0;
    while INSIDE.get() > 0 && waited < LONGEST_SECONDS {
        if thread::sleep(py, pause).is_err() {
            return ptr::null_mut(); // Ctrl-C ends the wait
        }
        waited += pause;
        pause = f64::min(pause * 2.0, 0.005);
    }
    super::object::none(py).into_ptr()
}

//! The end of an interpreter, and threads of Rust that are attached to it.
//!
//! A thread that asks for an interpreter which is ending never gets it: it hangs for ever, up to CPython 3.13 by being
//! unwound first. So such threads ask here, and are counted: as Python's exit handlers run nobody new comes in, and
//! those that are in have some time to leave.

use std::cell::Cell;
use std::ffi::CStr;
use std::ptr;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use super::count::{Count, Counted};
use super::error::Raised;
use super::module::version;
use super::{Obj, Python, call, container, ffi, guard, imported, interpreter, text, thread};

/// The way into one interpreter for threads that Python does not know.
pub(super) struct Gate {
    /// How many threads are in.
    inside: Count,
    /// Nobody new comes in.
    closed: AtomicBool,
    /// How many of those who are in the end of an earlier interpreter has left behind: they never come out.
    lost: AtomicU32,
}

/// The main interpreter's.
static MAIN: Gate = Gate { closed: AtomicBool::new(false), ..Gate::new() };

/// A thread that may attach to an interpreter: that will not end before this is dropped, or the time is up.
pub(crate) struct Inside {
    gate: &'static Gate,
    #[allow(dead_code)] // leaves as it is dropped
    counted: Counted,
}

thread_local! {
    /// How often this thread is counted in the main interpreter: it may come in once more while it is detached.
    static OF_THIS_THREAD: Cell<u32> = const { Cell::new(0) };
}

/// Counts this thread no more, of which nothing will be dropped.
pub(super) fn leave_for_ever() {
    for _ in 0..OF_THIS_THREAD.take() {
        MAIN.inside.leave();
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        if self.gate.is_main() {
            OF_THIS_THREAD.set(OF_THIS_THREAD.get().saturating_sub(1));
        }
    }
}

impl Inside {
    /// Comes into the main interpreter, unless there is none or it is ending.
    pub(crate) fn enter() -> Option<Inside> {
        MAIN.enter()
    }
}

impl Gate {
    /// Closed, until the interpreter's end waits for those who are in.
    pub(super) const fn new() -> Gate {
        Gate { inside: Count::new(), closed: AtomicBool::new(true), lost: AtomicU32::new(0) }
    }

    /// Comes in, unless there is no interpreter or it is ending.
    pub(super) fn enter(&'static self) -> Option<Inside> {
        // The order matters: whoever closes looks at the count afterwards.
        let inside = Inside { gate: self, counted: self.inside.enter() };
        if self.is_main() {
            OF_THIS_THREAD.set(OF_THIS_THREAD.get().wrapping_add(1));
        }
        // SAFETY: may be called at any time.
        let is_there = unsafe { ffi::Py_IsInitialized() } != 0;
        (is_there && !self.closed.load(Ordering::SeqCst)).then_some(inside)
    }

    fn is_main(&self) -> bool {
        ptr::eq(self, &raw const MAIN)
    }

    /// Whether threads are in that may come out.
    fn occupied(&self) -> bool {
        self.inside.get() > self.lost.load(Ordering::Relaxed)
    }

    /// That of this thread's interpreter.
    pub(super) fn here(py: Python<'_>) -> Result<&'static Gate, Raised> {
        if interpreter::is_main(py) { Ok(&MAIN) } else { interpreter::gate(py) }
    }
}

/// Whether Python's exit handlers have begun to run: threads that ask for the interpreter may never get it any more.
pub(crate) fn has_begun() -> bool {
    MAIN.closed.load(Ordering::SeqCst)
}

/// Opens the gate of this interpreter, whose end waits from now on for those who come in.
///
/// Called once for each interpreter, and as it is entered. If that is within an exit handler, a handler that is registered
/// now is never called. In the main interpreter that does no harm: once it is ending, it counts as not there. The end of
/// another would find threads in it, for which CPython ends the process: its gate stays closed.
pub(super) fn open(py: Python<'_>) -> Result<(), Raised> {
    wait_at_exit(py)?;
    let gate = Gate::here(py)?;
    let is_too_late = !gate.is_main() && has_threading_ended(py)?;
    gate.closed.store(is_too_late, Ordering::SeqCst);
    Ok(())
}

/// Whether `threading` was told that the interpreter is ending, which comes before exit handlers: the one sign that they
/// run. There is none if nobody has imported it.
fn has_threading_ended(py: Python<'_>) -> Result<bool, Raised> {
    let modules = call::modules(py);
    let Some(threading) = container::dict_get(&modules, &text::new(py, "threading")?)? else {
        return Ok(false);
    };
    let says = call::get_attr_opt(&threading, &text::new(py, "_SHUTTING_DOWN")?)?;
    says.map_or(Ok(false), |says| call::is_true(&says))
}

/// Makes the end of this interpreter wait for the threads that are in before it calls the exit handlers that are there
/// now.
pub(crate) fn wait_at_exit(py: Python<'_>) -> Result<(), Raised> {
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
    // SAFETY: CPython calls this attached.
    let py = unsafe { Python::assume_attached() };
    guard::close_inherited();
    let closed = Gate::here(py).and_then(|gate| {
        gate.closed.store(true, Ordering::SeqCst);
        wait(py, gate) // Ctrl-C ends it
    });
    match closed {
        Ok(()) => super::object::none(py).into_ptr(),
        Err(Raised) => ptr::null_mut(),
    }
}

/// Waits until nobody is in, for a bounded time; but without limit where CPython would end the process if a
/// sub-interpreter ended under a thread.
fn wait(py: Python<'_>, gate: &Gate) -> Result<(), Raised> {
    const LONGEST_SECONDS: f64 = 10.0;
    let limit = match gate.is_main() || version() >= (3, 14) {
        true => LONGEST_SECONDS,
        false => f64::INFINITY,
    };
    let mut pause = 0.000_05;
    let mut waited = 0.0;
    while gate.occupied() {
        if waited >= limit {
            if !gate.is_main() {
                gate.lost.store(gate.inside.get(), Ordering::Relaxed);
            }
            break;
        }
        thread::sleep(py, pause)?;
        waited += pause;
        pause = f64::min(pause * 2.0, 0.005);
    }
    Ok(())
}

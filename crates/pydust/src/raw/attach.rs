//! Attaching this thread to an interpreter and detaching it.
//!
//! `PyGILState_Check` answers wrongly in sub-interpreters, so it is never asked: whether a thread state
//! is current is asked of CPython directly, and [`detach`] keeps the one to go back to.

use std::cell::Cell;
use std::ptr::{self, NonNull};
use std::sync::atomic::{AtomicUsize, Ordering};

use super::dropped::release_dropped;
use super::interpreter;
use super::once::Once;
use super::shutdown::{self, Inside};
use super::view::{Ensured, View};
use super::{Python, ffi};

thread_local! {
    /// The thread state that this thread has detached and will attach again.
    static DETACHED: Cell<*mut ffi::PyThreadState> = const { Cell::new(ptr::null_mut()) };
}

/// How many interpreters that Rust started have ended. What they had for their threads is gone with them.
static ENDED: AtomicUsize = AtomicUsize::new(0);

thread_local! {
    /// How many had ended as `DETACHED` was detached.
    static ENDED_BEFORE: Cell<usize> = const { Cell::new(0) };
}

/// [`wait_for_ever`], where an interpreter has ended: a pointer, so that extensions do not link it.
static WAIT: Once<extern "C" fn() -> !> = Once::new();

/// Says that an interpreter has ended that Rust started.
pub(super) fn note_end() {
    WAIT.keep(wait_for_ever);
    ENDED.fetch_add(1, Ordering::SeqCst);
}

/// Whether the interpreter has ended that this thread has detached from: its thread state is not to be touched.
fn is_left_behind() -> bool {
    ENDED.load(Ordering::SeqCst) != ENDED_BEFORE.get()
}

/// Ends what a thread does that was left behind: its code has handles, so there is no way back into it.
#[cold]
extern "C" fn wait_for_ever() -> ! {
    shutdown::leave_for_ever();
    loop {
        std::thread::park();
    }
}

/// Whether this thread is attached to any interpreter.
pub(crate) fn is_attached() -> bool {
    // Before 3.12 the current thread state is a variable of the process: whoever holds the GIL. There a
    // thread counts as attached if Python knows it and it is not in `detach`. The full API can ask more,
    // for foreign code that let the GIL go (its answer is a plain yes once there are sub-interpreters).
    if super::module::version() < (3, 12) {
        // SAFETY: may be called at any time: null for a thread that Python does not know.
        let known =
            DETACHED.get().is_null() && unsafe { !ffi::PyGILState_GetThisThreadState().is_null() };
        #[cfg(not(Py_LIMITED_API))]
        // SAFETY: may be called at any time.
        let known = known && unsafe { ffi::PyGILState_Check() != 0 };
        return known;
    }
    #[cfg(not(Py_LIMITED_API))]
    // SAFETY: may be called at any time, and only looks.
    unsafe {
        !ffi::compat::PyThreadState_GetUnchecked().is_null()
    }
    #[cfg(Py_LIMITED_API)]
    // SAFETY: may be called at any time: null without a current thread state (or without memory for
    // its dict, which then counts as detached, and only delays a release).
    unsafe {
        !ffi::PyThreadState_GetDict().is_null()
    }
}

/// Panics if this thread is known not to be attached, where a handle or a token says that it is. (Not while it panics
/// already: that would end the process.)
#[cfg(debug_assertions)]
#[cold]
pub(super) fn assert_attached() {
    let known = match super::module::version() < (3, 12) {
        true => is_known_to_be_detached(),
        false => !is_attached(),
    };
    assert!(
        !known || std::thread::panicking(),
        "a handle of a Python object, or the token `py`, was used by a thread that is not attached to Python: one came \
         into `detach`, or to another thread, inside of something that says it is `Send` and is not"
    );
}

/// The same for 3.11, which can't be asked by the stable ABI if foreign code has attached this thread again.
#[cfg(debug_assertions)]
fn is_known_to_be_detached() -> bool {
    #[cfg(not(Py_LIMITED_API))]
    // SAFETY: all may be called at any time; the thread state is null where Python does not know the thread.
    return unsafe {
        (!DETACHED.get().is_null() || ffi::PyGILState_GetThisThreadState().is_null())
            && ffi::PyGILState_Check() == 0
    };
    #[cfg(Py_LIMITED_API)]
    return false;
}

/// Runs `work` detached, so that other threads can run Python code.
pub(crate) fn detach<R>(py: Python<'_>, work: impl FnOnce() -> R) -> R {
    py.check();
    struct Reattach {
        state: *mut ffi::PyThreadState,
        outer: (*mut ffi::PyThreadState, usize),
    }
    impl Drop for Reattach {
        fn drop(&mut self) {
            if is_left_behind() {
                WAIT.get().map_or_else(|| std::process::abort(), |wait| wait());
            }
            DETACHED.set(self.outer.0);
            ENDED_BEFORE.set(self.outer.1);
            // SAFETY: the state was detached below, on this thread, and its interpreter is still there.
            unsafe { ffi::PyEval_RestoreThread(self.state) };
            // SAFETY: attached by the line above.
            release_dropped(unsafe { Python::assume_attached() });
        }
    }
    let ended = ENDED.load(Ordering::SeqCst);
    // SAFETY: the token proves that the thread is attached.
    let state = unsafe { ffi::PyEval_SaveThread() };
    let outer = (DETACHED.replace(state), ENDED_BEFORE.replace(ended));
    let _reattach = Reattach { state, outer };
    work()
}

/// Whether Python knows this thread: it is attached, or in `detach`.
pub(crate) fn is_known() -> bool {
    !DETACHED.get().is_null() || is_attached()
}

/// Runs `work` attached: at once if the thread is, with the state that it detached if it has one, else
/// (a thread that Python does not know) with a new one of the main interpreter.
///
/// `None` if there is no interpreter to attach to.
pub(crate) fn attach<R>(work: impl for<'py> FnOnce(Python<'py>) -> R) -> Option<R> {
    if is_attached() {
        // SAFETY: just asked.
        let py = unsafe { Python::assume_attached() };
        return arrive(py).then(|| work(py));
    }
    let attached = match NonNull::new(DETACHED.get()) {
        Some(state) => Attached::again(state)?,
        None => Attached::to_main()?,
    };
    attached.run(work)
}

/// Runs `work` attached to the interpreter that is seen, wherever this thread is now.
///
/// `None` if that interpreter has ended, or is ending.
pub(crate) fn attach_to<R>(view: &View, work: impl for<'py> FnOnce(Python<'py>) -> R) -> Option<R> {
    let work = |py: Python<'_>| view.is_current(py).then(|| work(py));
    if !is_attached() {
        return attach_detached(view, work)?;
    }
    // SAFETY: just asked.
    let py = unsafe { Python::assume_attached() };
    if arrive(py) && view.is_current(py) {
        work(py)
    } else {
        detach(py, || attach_detached(view, work))?
    }
}

fn attach_detached<R>(view: &View, work: impl for<'py> FnOnce(Python<'py>) -> R) -> Option<R> {
    // The order matters: an interpreter that this thread may come into is there, and so is its thread state.
    let inside = view.enter()?;
    let own = NonNull::new(DETACHED.get()).filter(|state| view.is_of(*state));
    let attached = match own {
        Some(state) => Attached::again(state)?,
        None => Attached::to_seen(view, inside)?,
    };
    attached.run(work)
}

fn arrive(py: Python<'_>) -> bool {
    let arrived = interpreter::arrive(py);
    if arrived.is_err() {
        super::error::write_unraisable(None);
    }
    arrived.is_ok()
}

/// A thread that was detached, or unknown to Python, and is attached until this is dropped.
struct Attached {
    how: How,
    /// What this thread had detached before.
    outer: *mut ffi::PyThreadState,
    /// Left after the release.
    #[allow(dead_code)]
    inside: Option<Inside>,
}

/// What attached the thread, and so how it is released.
enum How {
    /// The thread state that `detach` keeps.
    Again,
    /// What CPython has for threads that it does not know.
    GilState(ffi::PyGILState_STATE),
    /// A thread state that was made for it, or found by CPython's own way from 3.15 on.
    Ensured(Ensured),
}

impl Attached {
    fn now(how: How, inside: Option<Inside>) -> Attached {
        Attached { how, outer: DETACHED.replace(ptr::null_mut()), inside }
    }

    /// With the state that this thread detached in `detach`, whose frame is still there.
    fn again(state: NonNull<ffi::PyThreadState>) -> Option<Attached> {
        if is_left_behind() {
            return None;
        }
        // SAFETY: detached by this thread, and its interpreter is still there, or lets the thread wait for ever.
        unsafe { ffi::PyEval_RestoreThread(state.as_ptr()) };
        Some(Attached::now(How::Again, None))
    }

    /// To the main interpreter, of which this thread has no state.
    fn to_main() -> Option<Attached> {
        let inside = Inside::enter()?;
        if let Some(ensured) = Ensured::main() {
            return Some(Attached::now(How::Ensured(ensured?), Some(inside)));
        }
        // SAFETY: initialised, and not ending before this thread is out; it has no thread state of ours.
        let state = unsafe { ffi::PyGILState_Ensure() };
        Some(Attached::now(How::GilState(state), Some(inside)))
    }

    /// To the interpreter that is seen, with a new state: this thread has none of it, or none that is known here.
    fn to_seen(view: &View, inside: Inside) -> Option<Attached> {
        Some(Attached::now(How::Ensured(view.attach()?), Some(inside)))
    }

    fn run<R>(self, work: impl for<'py> FnOnce(Python<'py>) -> R) -> Option<R> {
        // SAFETY: attached, as this was made.
        let py = unsafe { Python::assume_attached() };
        if !arrive(py) {
            return None;
        }
        release_dropped(py);
        Some(work(py))
    }
}

impl Drop for Attached {
    fn drop(&mut self) {
        match &self.how {
            // SAFETY: attached with the state that `outer` is, which is detached again as `detach` left it.
            How::Again => unsafe {
                ffi::PyEval_SaveThread();
            },
            // SAFETY: pairs with `PyGILState_Ensure` on this thread.
            How::GilState(state) => unsafe { ffi::PyGILState_Release(*state) },
            // SAFETY: made on this thread, which is attached with it.
            How::Ensured(ensured) => unsafe { ensured.release() },
        }
        DETACHED.set(self.outer);
    }
}

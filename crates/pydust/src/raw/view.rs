//! An interpreter as threads see it that are not in it, and may find that it has ended.
//!
//! CPython's own way into an interpreter (PEP 788) is taken where there is one, which is from 3.15 on. It alone can refuse;
//! how long the end of an interpreter waits for who is in is up to `shutdown.rs` in all versions.

use std::ptr::NonNull;

use super::error::Raised;
use super::guard::Guarded;
use super::interpreter::{self, Generation};
use super::newer::{self, Token};
use super::shutdown::{Gate, Inside};
use super::{Python, ffi};

/// An interpreter, which may have ended.
pub(crate) struct View {
    generation: Generation,
    state: NonNull<ffi::PyInterpreterState>,
    gate: &'static Gate,
    /// CPython's own, from 3.15 on.
    own: Option<NonNull<newer::View>>,
}

// SAFETY: what it points to is only asked for the interpreter by those who came in through the gate, and so while the
// interpreter is there; CPython's view is immutable, and meant for any thread.
unsafe impl Send for View {}
// SAFETY: as above.
unsafe impl Sync for View {}

impl View {
    /// The interpreter that this thread is attached to.
    pub(crate) fn current(py: Python<'_>) -> Result<View, Raised> {
        let generation = interpreter::current(py)?;
        let gate = Gate::here(py)?;
        // SAFETY: attached, and so never null.
        let state = unsafe { NonNull::new_unchecked(ffi::PyInterpreterState_Get()) };
        let own = match newer::PyInterpreterView_FromCurrent() {
            // SAFETY: attached; null after it has raised.
            Some(view) => Some(NonNull::new(unsafe { view() }).ok_or(Raised)?),
            None => None,
        };
        Ok(View { generation, state, gate, own })
    }

    /// Whether this thread is attached to it.
    pub(super) fn is_current(&self, py: Python<'_>) -> bool {
        interpreter::is_current(py, self.generation)
    }

    /// Whether a thread state is one of this interpreter.
    pub(super) fn is_of(&self, state: NonNull<ffi::PyThreadState>) -> bool {
        // SAFETY: only asked by the thread that detached it, and CPython keeps it as long as that may come back.
        let its = unsafe { ffi::PyThreadState_GetInterpreter(state.as_ptr()) };
        std::ptr::eq(its, self.state.as_ptr())
    }

    /// Comes in, unless the interpreter has ended or is ending. Another one may have its place.
    pub(super) fn enter(&self) -> Option<Inside> {
        let inside = self.gate.enter()?;
        interpreter::is_known(self.state.as_ptr(), self.generation).then_some(inside)
    }

    /// Attaches this thread, which is inside and not attached, unless it is refused.
    pub(super) fn attach(&self) -> Option<Ensured> {
        if let Some(own) = self.own {
            return Ensured::to(own);
        }
        // SAFETY: the interpreter is there as long as this thread is inside.
        let state = NonNull::new(unsafe { ffi::PyThreadState_New(self.state.as_ptr()) })?;
        // SAFETY: just made by this thread, which is not attached.
        unsafe { ffi::PyEval_RestoreThread(state.as_ptr()) };
        Some(Ensured::Made(state))
    }
}

impl Drop for View {
    fn drop(&mut self) {
        if let (Some(view), Some(close)) = (self.own, newer::PyInterpreterView_Close()) {
            // SAFETY: made by `current`, and closed once; any thread may do so at any time.
            unsafe { close(view.as_ptr()) };
        }
    }
}

/// How a thread was attached, and so how it is released.
pub(super) enum Ensured {
    /// With a thread state made for it.
    Made(NonNull<ffi::PyThreadState>),
    /// With the one that Python had for it, by CPython's own way (PEP 788).
    Found(NonNull<Token>),
}

impl Ensured {
    /// Attaches this thread to the main interpreter: `None` before 3.15, and `Some(None)` if it is refused.
    pub(super) fn main() -> Option<Option<Ensured>> {
        let (main, close) =
            (newer::PyInterpreterView_FromMain()?, newer::PyInterpreterView_Close()?);
        // SAFETY: may be called at any time; null without memory.
        let Some(view) = NonNull::new(unsafe { main() }) else { return Some(None) };
        let ensured = Ensured::to(view);
        // SAFETY: made above, and used no more.
        unsafe { close(view.as_ptr()) };
        Some(ensured)
    }

    /// Attaches this thread, which is not attached to anything, unless the interpreter has ended.
    ///
    /// The guard is there for the way in only: while one is held the interpreter's end waits, without limit.
    fn to(view: NonNull<newer::View>) -> Option<Ensured> {
        let ensure = newer::PyThreadState_Ensure()?;
        // SAFETY: the view is not closed yet.
        let guard = unsafe { Guarded::new(view)? };
        // SAFETY: may be called at any time.
        let known = unsafe { ffi::PyGILState_GetThisThreadState() };
        // SAFETY: the guard is closed after the thread is attached, or was refused for want of memory.
        let token = NonNull::new(unsafe { ensure(guard.as_ptr()) })?;
        // SAFETY: attached, and so never null.
        let state = unsafe { NonNull::new_unchecked(ffi::PyThreadState_Get()) };
        Some(if state.as_ptr() == known { Ensured::Found(token) } else { Ensured::Made(state) })
    }

    /// Releases the thread.
    ///
    /// A state that was made is deleted before the thread is detached. `PyThreadState_Release` does it afterwards, as the
    /// interpreter's end may do by then, which only the guard would hold up.
    ///
    /// # Safety
    /// On the thread that it was made on, attached as it was then, and once.
    pub(super) unsafe fn release(&self) {
        match self {
            // SAFETY: by the contract attached with this state, which nobody else has.
            Ensured::Made(state) => unsafe {
                ffi::PyThreadState_Clear(state.as_ptr());
                match newer::PyThreadState_DeleteCurrent() {
                    Some(delete_and_detach) => delete_and_detach(),
                    // Where functions can't be looked up.
                    None => {
                        ffi::PyEval_SaveThread();
                        ffi::PyThreadState_Delete(state.as_ptr());
                    }
                }
            },
            Ensured::Found(token) => {
                if let Some(release) = newer::PyThreadState_Release() {
                    // SAFETY: by the contract.
                    unsafe { release(token.as_ptr()) };
                }
            }
        }
    }
}

//! Guards that keep an interpreter from ending while a thread is on its way in (PEP 788, from CPython 3.15 on).
//!
//! CPython waits for guards without limit as an interpreter ends, also in a child that was forked while other threads had
//! some: it does not forget these, and none of those threads is there to close them. So guards stand in a table, and the
//! child closes what it finds of its parent's.

use std::ptr::{self, NonNull};
use std::sync::atomic::{AtomicPtr, AtomicU32, Ordering};

use super::count::process;
use super::newer::{self, Guard, View};

/// One of this thread's, until this is dropped.
pub(super) struct Guarded {
    guard: NonNull<Guard>,
    place: Option<&'static Place>,
}

impl Guarded {
    /// One of the interpreter that is seen, unless that has ended or is ending; `None` before 3.15, too.
    ///
    /// # Safety
    /// The view must not be closed yet.
    pub(super) unsafe fn new(view: NonNull<View>) -> Option<Guarded> {
        let guard = newer::PyInterpreterGuard_FromView()?;
        // SAFETY: by contract.
        let guard = NonNull::new(unsafe { guard(view.as_ptr()) })?;
        Some(Guarded { guard, place: Place::take(guard) })
    }

    pub(super) fn as_ptr(&self) -> *mut Guard {
        self.guard.as_ptr()
    }
}

impl Drop for Guarded {
    fn drop(&mut self) {
        // First, so that no child ever finds one that is closed.
        if let Some(place) = self.place {
            place.leave();
        }
        // SAFETY: made by `new`; nobody else closes it, since only children look for those of others.
        unsafe { close(self.guard) };
    }
}

/// # Safety
/// The guard must be one that is not closed yet, and is used no more.
unsafe fn close(guard: NonNull<Guard>) {
    if let Some(close) = newer::PyInterpreterGuard_Close() {
        // SAFETY: by contract.
        unsafe { close(guard.as_ptr()) };
    }
}

/// Those of all threads. Who finds no place goes without one, and a child that is forked just then may wait.
static PLACES: [Place; 64] = [const { Place::free() }; 64];

/// Where one guard stands.
struct Place {
    /// Whose it is, and 0 for nobody's: whoever changes it from or to 0 has the guard to himself.
    process: AtomicU32,
    guard: AtomicPtr<Guard>,
}

impl Place {
    const fn free() -> Place {
        Place { process: AtomicU32::new(0), guard: AtomicPtr::new(ptr::null_mut()) }
    }

    fn take(guard: NonNull<Guard>) -> Option<&'static Place> {
        let own = process();
        let place = PLACES.iter().find(|place| place.changes_hands(0, own))?;
        place.guard.store(guard.as_ptr(), Ordering::Release);
        Some(place)
    }

    fn leave(&self) {
        self.guard.store(ptr::null_mut(), Ordering::Relaxed);
        self.process.store(0, Ordering::Release);
    }

    fn changes_hands(&self, from: u32, to: u32) -> bool {
        self.process.compare_exchange(from, to, Ordering::AcqRel, Ordering::Relaxed).is_ok()
    }
}

/// Closes what threads of the parent had as this process was forked.
pub(super) fn close_inherited() {
    let own = process();
    for place in &PLACES {
        let owner = place.process.load(Ordering::Relaxed);
        if owner == 0 || owner == own || !place.changes_hands(owner, own) {
            continue;
        }
        if let Some(guard) = NonNull::new(place.guard.load(Ordering::Acquire)) {
            // SAFETY: of a thread that did not come along, so that nobody else closes it or uses it.
            unsafe { close(guard) };
        }
        place.leave();
    }
}

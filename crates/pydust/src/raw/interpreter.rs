//! Which interpreter this is: a generation for each, and a place for what belongs to it.
//!
//! A *generation* is a number that this library gives to each interpreter it meets, never twice in the
//! process (CPython's own interpreter ids repeat after finalization). It is kept in the interpreter's own
//! dict, which dies with it. Nearly every process has one interpreter, so a static says so: it goes one
//! way, empty, then the sole generation, then `MANY`. While it holds a generation, every token there
//! is belongs to that interpreter, since tokens begin only in [`enter`]ed interpreters.

use std::ptr::{self, NonNull};
use std::sync::atomic::{AtomicPtr, AtomicU64, Ordering};

use super::boxed::Boxed;
use super::container;
use super::dropped::Stack;
use super::error::{self, Raised};
use super::shutdown::{self, Gate};
use super::{Obj, Python, ffi, header};

/// The number of an interpreter, from 1.
pub(crate) type Generation = u64;

const EMPTY: Generation = 0;
const MANY: Generation = Generation::MAX;
/// Set in a generation whose interpreter has ended.
const ENDED: Generation = 1 << (Generation::BITS - 1);

static SOLE: AtomicU64 = AtomicU64::new(EMPTY);
/// CPython's own name for the interpreter of `SOLE`, while that is a generation.
static SOLE_STATE: AtomicPtr<ffi::PyInterpreterState> = AtomicPtr::new(ptr::null_mut());
static NEXT: AtomicU64 = AtomicU64::new(1);

/// Whether `generation` is the only interpreter that this library has met.
#[inline(always)]
pub(crate) fn is_sole(generation: Generation) -> bool {
    SOLE.load(Ordering::Acquire) == generation
}

/// Whether there is no more than one interpreter.
#[inline(always)]
pub(crate) fn is_single() -> bool {
    SOLE.load(Ordering::Acquire) != MANY
}

/// Whether this thread is attached to the main interpreter, which is that of threads that Python does not know.
pub(crate) fn is_main(_: Python<'_>) -> bool {
    // SAFETY: attached. The main interpreter's number is 0.
    unsafe { ffi::PyInterpreterState_GetID(ffi::PyInterpreterState_Get()) == 0 }
}

/// The generation of the interpreter that this thread is attached to.
#[inline(always)]
pub(crate) fn current(py: Python<'_>) -> Result<Generation, Raised> {
    match SOLE.load(Ordering::Acquire) {
        EMPTY | MANY => enter(py),
        sole => Ok(sole),
    }
}

/// Whether `generation` is that of the interpreter that this thread is attached to. One that can't say which
/// it is, because it is ending, is none.
#[cold]
pub(crate) extern "C" fn is_current(py: Python<'_>, generation: Generation) -> bool {
    match current(py) {
        Ok(here) => here == generation,
        Err(Raised) => {
            drop(error::take(py));
            false
        }
    }
}

/// Makes sure that `SOLE` is right about this thread's interpreter. Whoever begins with a token that did
/// not come from one of our own modules calls this first.
#[inline]
pub(crate) fn arrive(py: Python<'_>) -> Result<(), Raised> {
    // SAFETY: attached.
    let state = unsafe { ffi::PyInterpreterState_Get() };
    if is_single() && ptr::eq(SOLE_STATE.load(Ordering::Acquire), state) {
        return Ok(());
    }
    enter(py).map(drop)
}

/// Makes sure that this thread's interpreter has a generation, before anything else is done in it.
#[cold]
pub(crate) fn enter(py: Python<'_>) -> Result<Generation, Raised> {
    let key = (&raw const SOLE).cast();
    if let Some(found) = get(py, key)? {
        let generation = generation_of(&found)?;
        claim(py, generation);
        return Ok(generation);
    }
    header::learn(py)?;
    let new = NEXT.fetch_add(1, Ordering::Relaxed);
    // Another thread may have been first.
    let generation = generation_of(&keep(py, key, &capsule(py, new)?)?)?;
    note(py, generation)?;
    claim(py, generation);
    if generation == new {
        shutdown::open(py)?;
    }
    Ok(generation)
}

/// A generation as an object: the first that this library puts into the interpreter's dict, so that the end of the
/// dict begins with its end. From then on nothing that was found out about this interpreter is trusted.
fn capsule(py: Python<'_>, generation: Generation) -> Result<Obj<'_>, Raised> {
    unsafe extern "C" fn ended(capsule: *mut ffi::PyObject) {
        // SAFETY: CPython calls this attached to the interpreter, with a capsule of ours.
        let (generation, state) = unsafe {
            let pointer = ffi::PyCapsule_GetPointer(capsule, ptr::null());
            (pointer.addr() as Generation, ffi::PyInterpreterState_Get())
        };
        // One that was not kept, since another thread was first, is in neither place.
        let _ = SOLE.compare_exchange(generation, MANY, Ordering::AcqRel, Ordering::Relaxed);
        if let Some(known) = known(state) {
            known.end(generation);
        }
    }
    let number = ptr::without_provenance_mut(generation as usize);
    // SAFETY: attached; a capsule may hold any address but null, and needs no name.
    unsafe { Obj::from_new(py, ffi::PyCapsule_New(number, ptr::null(), Some(ended))) }
}

fn generation_of(capsule: &Obj<'_>) -> Result<Generation, Raised> {
    // SAFETY: attached; the call checks that it is a capsule.
    let pointer = unsafe { ffi::PyCapsule_GetPointer(capsule.as_ptr(), ptr::null()) };
    if pointer.is_null() { Err(Raised) } else { Ok(pointer.addr() as Generation) }
}

/// Notes that this interpreter is there: as the only one, or as one of several. Whoever enters it does so, since the
/// first of its threads may be held up in between.
fn claim(_: Python<'_>, generation: Generation) {
    match SOLE.compare_exchange(EMPTY, generation, Ordering::AcqRel, Ordering::Acquire) {
        // SAFETY: attached.
        Ok(_) => SOLE_STATE.store(unsafe { ffi::PyInterpreterState_Get() }, Ordering::Release),
        Err(sole) if sole == generation => {}
        Err(_) => SOLE.store(MANY, Ordering::Release),
    }
}

/// An interpreter by CPython's own name for it, which the next one may get after its end.
struct Known {
    state: *mut ffi::PyInterpreterState,
    /// With `ENDED` from its end on.
    generation: AtomicU64,
    gate: Gate,
    /// What waits for somebody who attaches to it.
    dropped: Stack,
    next: *mut Known,
}

impl Known {
    /// Ends the generation, if it is this one that is there.
    fn end(&self, generation: Generation) {
        let (right, ended) = (Ordering::AcqRel, generation | ENDED);
        if self.generation.compare_exchange(generation, ended, right, Ordering::Relaxed).is_ok() {
            self.dropped.forget();
        }
    }
}

/// The interpreters that were entered: a list that only grows, at its head.
static KNOWN: AtomicPtr<Known> = AtomicPtr::new(ptr::null_mut());

fn find(is_it: impl Fn(&Known) -> bool) -> Option<&'static Known> {
    let mut next = KNOWN.load(Ordering::Acquire);
    // SAFETY: null, or an entry of the list, which is complete and stays as it is.
    while let Some(known) = unsafe { next.as_ref() } {
        if is_it(known) {
            return Some(known);
        }
        next = known.next;
    }
    None
}

extern "C" fn known(state: *mut ffi::PyInterpreterState) -> Option<&'static Known> {
    find(|known| ptr::eq(known.state, state))
}

/// Where to put what a generation is to release; `None` if its interpreter has ended.
pub(super) extern "C" fn dropped_for(generation: Generation) -> Option<&'static Stack> {
    find(|known| known.generation.load(Ordering::Acquire) == generation).map(|known| &known.dropped)
}

/// What this thread's interpreter is to release, and its generation. That may be of an interpreter which was there
/// before it.
pub(super) extern "C" fn dropped_here(_: Python<'_>) -> Option<(&'static Stack, Generation)> {
    // SAFETY: attached.
    let known = known(unsafe { ffi::PyInterpreterState_Get() })?;
    Some((&known.dropped, known.generation.load(Ordering::Acquire)))
}

/// Remembers the generation of this thread's interpreter, for [`collecting`] and for the way into it.
fn note(py: Python<'_>, generation: Generation) -> Result<&'static Known, Raised> {
    // SAFETY: attached.
    let state = unsafe { ffi::PyInterpreterState_Get() };
    if let Some(known) = known(state) {
        known.generation.store(generation, Ordering::Release);
        return Ok(known);
    }
    let mut next = KNOWN.load(Ordering::Acquire);
    let generation = AtomicU64::new(generation);
    let new = Known { state, generation, gate: Gate::new(), dropped: Stack::new(), next };
    let Some(new) = Boxed::new(new) else {
        error::set_no_memory(py);
        return Err(Raised);
    };
    let new = new.into_raw();
    loop {
        // SAFETY: nobody else sees the entry until it is in the list.
        unsafe { (*new.as_ptr()).next = next };
        match KNOWN.compare_exchange(next, new.as_ptr(), Ordering::AcqRel, Ordering::Acquire) {
            // SAFETY: an entry of the list stays there as it is.
            Ok(_) => return Ok(unsafe { new.as_ref() }),
            Err(head) => next = head,
        }
    }
}

/// The way into this thread's interpreter.
pub(super) fn gate(py: Python<'_>) -> Result<&'static Gate, Raised> {
    Ok(&note(py, current(py)?)?.gate)
}

/// Whether the interpreter that CPython calls so is the one of this generation.
pub(super) fn is_known(state: *mut ffi::PyInterpreterState, generation: Generation) -> bool {
    known(state).is_some_and(|known| known.generation.load(Ordering::SeqCst) == generation)
}

/// The generation of this thread's interpreter for its garbage collector, which may not use Python's objects: of an
/// object that belongs to a class of ours, whose module was therefore entered here.
#[inline]
pub(crate) fn collecting() -> Generation {
    match SOLE.load(Ordering::Acquire) {
        EMPTY | MANY => {
            // SAFETY: the collector runs attached.
            let known = known(unsafe { ffi::PyInterpreterState_Get() });
            known.map_or(EMPTY, |known| known.generation.load(Ordering::Acquire) & !ENDED)
        }
        sole => sole,
    }
}

/// What this interpreter keeps under the address `key`.
pub(crate) extern "C" fn get<'py>(
    py: Python<'py>,
    key: *const (),
) -> Result<Option<Obj<'py>>, Raised> {
    container::dict_get(&own_dict(py)?, &address(py, key)?)
}

/// Keeps `value` for this interpreter, until it ends, under the address `key` of a static. Gives what is
/// kept: another thread may have been first.
pub(crate) extern "C" fn keep<'py>(
    py: Python<'py>,
    key: *const (),
    value: &Obj<'py>,
) -> Result<Obj<'py>, Raised> {
    container::dict_set_default(&own_dict(py)?, &address(py, key)?, value)
}

/// The address of a static as a key, which is this library's alone.
fn address(py: Python<'_>, at: *const ()) -> Result<Obj<'_>, Raised> {
    // SAFETY: attached; any address is allowed.
    unsafe { Obj::from_new(py, ffi::PyLong_FromVoidPtr(at.cast_mut().cast())) }
}

#[inline(never)]
extern "C" fn own_dict(py: Python<'_>) -> Result<Obj<'_>, Raised> {
    // SAFETY: attached; the interpreter owns the dict and lends it.
    match NonNull::new(unsafe { ffi::PyInterpreterState_GetDict(ffi::PyInterpreterState_Get()) }) {
        // SAFETY: as above.
        Some(dict) => Ok(unsafe { Obj::from_borrowed(py, dict) }),
        None => {
            // SAFETY: attached; the call did not raise but has no dict to give.
            let class = error::exception_type(py, &raw const ffi::PyExc_RuntimeError);
            error::set_text(&class, "this interpreter has no dict: it is being shut down");
            Err(Raised)
        }
    }
}

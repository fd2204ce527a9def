//! How much memory of Rust's is in use, and where what is still in use was asked for: for tests that look for leaks.
//!
//! Each library has an allocator of its own, and so numbers of its own. What is counted is what goes through
//! [`Counting`]; how growth becomes a failed test is in `python/pydust/leaks.py`.

use std::alloc::{GlobalAlloc, Layout, System};
use std::backtrace::Backtrace;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::ffi::CStr;
use std::hint::black_box;
use std::ptr;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::error::Raised;
use super::{Obj, Python, container, ffi, number, object, text};

/// How many blocks are in use, and how many bytes that is.
static BLOCKS: AtomicI64 = AtomicI64::new(0);
static BYTES: AtomicI64 = AtomicI64::new(0);

/// Whether it is noted where memory is asked for.
static IS_RECORDING: AtomicBool = AtomicBool::new(false);
/// What was asked for since then and is still in use, by its address.
static RECORDED: Mutex<BTreeMap<usize, Allocation>> = Mutex::new(BTreeMap::new());
/// More than this is not recorded.
const MOST_RECORDED: usize = 20_000;
/// More than this is not told: to find the names in a backtrace takes time.
const MOST_TOLD: usize = 50;

struct Allocation {
    size: usize,
    at: Backtrace,
}

thread_local! {
    /// Whether this thread counts or records just now. What it asks for meanwhile is its own affair.
    static IS_COUNTING: Cell<bool> = const { Cell::new(false) };
}

/// Memory of this file's own, which is not counted, until this is dropped.
struct Uncounted {
    before: bool,
}

impl Uncounted {
    fn begin() -> Uncounted {
        Uncounted { before: IS_COUNTING.replace(true) }
    }
}

impl Drop for Uncounted {
    fn drop(&mut self) {
        IS_COUNTING.set(self.before);
    }
}

/// An allocator that counts what another one gives and takes back, for tests that look for leaks.
///
/// `pytest --pydust-leaks` compiles tests with one around the system's. Only a module with a `#[global_allocator]` of its
/// own needs to know: to have that counted, it puts this around it in its tests.
///
/// ```standalone_crate
/// # #![allow(unused_imports)]
/// use pydust as py;
/// use std::alloc::System;
///
/// #[cfg(not(test))]
/// #[global_allocator]
/// static ALLOCATOR: System = System; // or any other
///
/// #[cfg(test)]
/// #[global_allocator]
/// static ALLOCATOR: py::testing::Counting<System> = py::testing::Counting(System);
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Counting<A = System>(
    /// The allocator that does the work.
    pub A,
);

// SAFETY: does what the inner allocator does, and beside it only counts, without unwinding.
unsafe impl<A: GlobalAlloc> GlobalAlloc for Counting<A> {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: by contract, as in the functions below.
        let memory = unsafe { self.0.alloc(layout) };
        given(memory, layout.size());
        memory
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as above.
        let memory = unsafe { self.0.alloc_zeroed(layout) };
        given(memory, layout.size());
        memory
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        taken_back(memory, layout.size());
        // SAFETY: as above.
        unsafe { self.0.dealloc(memory, layout) }
    }

    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        // Before the call: afterwards another thread may have the old memory.
        taken_back(memory, layout.size());
        // SAFETY: as above.
        let moved = unsafe { self.0.realloc(memory, layout, new_size) };
        match moved.is_null() {
            true => given(memory, layout.size()),
            false => given(moved, new_size),
        }
        moved
    }
}

fn given(memory: *mut u8, size: usize) {
    if memory.is_null() || IS_COUNTING.get() {
        return;
    }
    BLOCKS.fetch_add(1, Ordering::Relaxed);
    BYTES.fetch_add(size as i64, Ordering::Relaxed);
    if IS_RECORDING.load(Ordering::Relaxed) {
        record(memory.addr(), size);
    }
}

fn taken_back(memory: *mut u8, size: usize) {
    if IS_COUNTING.get() {
        return;
    }
    BLOCKS.fetch_sub(1, Ordering::Relaxed);
    BYTES.fetch_sub(size as i64, Ordering::Relaxed);
    if IS_RECORDING.load(Ordering::Relaxed) {
        let _uncounted = Uncounted::begin();
        recorded().remove(&memory.addr());
    }
}

#[cold]
fn record(address: usize, size: usize) {
    let _uncounted = Uncounted::begin();
    let at = Backtrace::force_capture();
    let mut recorded = recorded();
    if recorded.len() < MOST_RECORDED {
        recorded.insert(address, Allocation { size, at });
    }
}

fn recorded() -> MutexGuard<'static, BTreeMap<usize, Allocation>> {
    RECORDED.lock().unwrap_or_else(PoisonError::into_inner)
}

type Answer<'py> = Result<Obj<'py>, Raised>;

/// How many blocks and bytes are in use; `None` if nothing counts them here.
fn count(py: Python<'_>) -> Answer<'_> {
    let before = BLOCKS.load(Ordering::Relaxed);
    let probe = black_box(Box::new(0_u8));
    let is_counted = BLOCKS.load(Ordering::Relaxed) != before;
    drop(probe);
    if !is_counted {
        return Ok(object::none(py));
    }
    let counts = [&BLOCKS, &BYTES].map(|count| count.load(Ordering::Relaxed).max(0) as u64);
    container::new_tuple(py, [number::from_u64(py, counts[0])?, number::from_u64(py, counts[1])?])
}

/// Begins to note where memory is asked for.
fn begin(py: Python<'_>) -> Answer<'_> {
    let _uncounted = Uncounted::begin();
    recorded().clear();
    IS_RECORDING.store(true, Ordering::Relaxed);
    Ok(object::none(py))
}

/// Ends that, and gives a list of what is still in use: sizes and backtraces.
fn end(py: Python<'_>) -> Answer<'_> {
    let _uncounted = Uncounted::begin();
    IS_RECORDING.store(false, Ordering::Relaxed);
    let left = std::mem::take(&mut *recorded());
    let mut allocations = left.values();
    container::new_list(py, left.len().min(MOST_TOLD), |_| {
        let told = allocations.next().map(|it| (it.size as u64, it.at.to_string()));
        let (size, at) = told.unwrap_or_default();
        container::new_tuple(py, [number::from_u64(py, size)?, text::new(py, &at)?])
    })
}

/// The functions of this file for Python, as definitions with their names.
pub(crate) fn functions() -> [(&'static str, &'static ffi::PyMethodDef); 3] {
    macro_rules! define {
        ($name:literal, $function:ident) => {{
            unsafe extern "C" fn called(
                _: *mut ffi::PyObject,
                _: *mut ffi::PyObject,
            ) -> *mut ffi::PyObject {
                // SAFETY: CPython calls this attached.
                match $function(unsafe { Python::assume_attached() }) {
                    Ok(answer) => answer.into_ptr(),
                    Err(Raised) => ptr::null_mut(),
                }
            }
            static DEFINITION: Definition = Definition::new(
                match CStr::from_bytes_with_nul(concat!($name, "\0").as_bytes()) {
                    Ok(name) => name,
                    Err(_) => c"",
                },
                called,
            );
            ($name, &DEFINITION.0)
        }};
    }
    [define!("heap.count", count), define!("heap.begin", begin), define!("heap.end", end)]
}

struct Definition(ffi::PyMethodDef);

// SAFETY: its pointers are to statics and a function; CPython only reads it.
unsafe impl Sync for Definition {}

impl Definition {
    const fn new(name: &'static CStr, function: ffi::PyCFunction) -> Definition {
        Definition(ffi::PyMethodDef {
            ml_name: name.as_ptr(),
            ml_meth: ffi::PyMethodDefPointer { PyCFunction: function },
            ml_flags: ffi::METH_NOARGS,
            ml_doc: ptr::null(),
        })
    }
}

//! CPython's allocator as Rust's. That of the raw domain, which needs no attached thread and no interpreter.

use std::alloc::{GlobalAlloc, Layout};
use std::ffi::c_void;
use std::ptr;

use super::newer;

/// CPython's own allocator (`PyMem_RawMalloc`) as the allocator of a module: `tracemalloc` then sees Rust's memory, as
/// do `PYTHONMALLOC=debug` and whoever else looks at CPython's allocators.
///
/// ```no_run,standalone_crate
/// use pydust as py;
///
/// #[global_allocator]
/// static ALLOCATOR: py::PyMem = py::PyMem;
/// ```
///
/// It may be used by any thread, attached or not, before Python has started and after it has ended; it costs about as
/// much as the system's allocator, which it calls. While `tracemalloc` is tracing, each call asks for the interpreter for
/// a moment: whoever holds a lock of Rust's that an attached thread waits for must not allocate then. So it is meant for
/// looking, more than for users.
#[derive(Clone, Copy, Debug, Default)]
pub struct PyMem;

/// To which multiples CPython's memory is aligned, its debug builds' too: two words. That of fewer bytes than this may be
/// aligned to no more than a word: mimalloc's is, which free-threaded Pythons have.
const ALIGNED: usize = 2 * size_of::<usize>();

/// Whether CPython's memory of this size is aligned as the layout wants it.
const fn is_aligned(layout: Layout) -> bool {
    let enough = if layout.size() < ALIGNED { size_of::<usize>() } else { ALIGNED };
    layout.align() <= enough
}

/// What stands before memory that is aligned to more: where it really begins.
type Origin = *mut c_void;

// SAFETY: memory comes from CPython's functions, aligned as the layout says, and goes back to them; nothing unwinds.
unsafe impl GlobalAlloc for PyMem {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        match is_aligned(layout) {
            true => call(newer::PyMem_RawMalloc(), |malloc| {
                // SAFETY: any size is allowed.
                unsafe { malloc(layout.size()) }.cast()
            }),
            // SAFETY: by contract.
            false => unsafe { aligned(layout) },
        }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if is_aligned(layout) {
            // SAFETY: any size is allowed.
            return call(newer::PyMem_RawCalloc(), |calloc| unsafe {
                calloc(1, layout.size()).cast()
            });
        }
        // SAFETY: by contract; what is given has the size, and is ours.
        unsafe {
            let memory = aligned(layout);
            if !memory.is_null() {
                memory.write_bytes(0, layout.size());
            }
            memory
        }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        let origin = match is_aligned(layout) {
            true => memory.cast(),
            // SAFETY: by contract from `alloc` with this layout; what is aligned to more has its origin before it.
            false => unsafe { memory.cast::<Origin>().sub(1).read() },
        };
        if let Some(free) = newer::PyMem_RawFree() {
            // SAFETY: from CPython's function, and given back once.
            unsafe { free(origin) }
        }
    }

    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        // SAFETY: by contract the new size is one of a layout.
        let new_layout = unsafe { Layout::from_size_align_unchecked(new_size, layout.align()) };
        if is_aligned(layout) && is_aligned(new_layout) {
            // SAFETY: from CPython's function, by contract.
            return call(newer::PyMem_RawRealloc(), |realloc| unsafe {
                realloc(memory.cast(), new_size).cast()
            });
        }
        // SAFETY: a layout with a size, by contract; both pieces of memory have what is copied, and are apart.
        unsafe {
            let new = self.alloc(new_layout);
            if !new.is_null() {
                ptr::copy_nonoverlapping(memory, new, layout.size().min(new_size));
                self.dealloc(memory, layout);
            }
            new
        }
    }
}

/// Memory that is aligned to more than CPython's, behind its origin.
///
/// # Safety
/// The layout must have a size and be aligned to more than a word.
unsafe fn aligned(layout: Layout) -> *mut u8 {
    // Enough for the origin, since a word or more is skipped: both are multiples of one.
    let Some(size) = layout.size().checked_add(layout.align()) else { return ptr::null_mut() };
    call(newer::PyMem_RawMalloc(), |malloc| {
        // SAFETY: any size is allowed.
        let origin: Origin = unsafe { malloc(size) };
        if origin.is_null() {
            return ptr::null_mut();
        }
        let skipped = layout.align() - origin.addr() % layout.align();
        // SAFETY: no more than the alignment is skipped, which is there beside the size, and no less than a word, which has
        // room for the origin.
        unsafe {
            let memory = origin.byte_add(skipped);
            memory.cast::<Origin>().sub(1).write(origin);
            memory.cast()
        }
    })
}

/// Calls one of CPython's functions; null if it is not found.
fn call<F>(function: Option<F>, work: impl FnOnce(F) -> *mut u8) -> *mut u8 {
    function.map_or(ptr::null_mut(), work)
}

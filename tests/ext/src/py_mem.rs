//! CPython's allocator as that of Rust: what is asked of it, with every alignment, by every thread.

use std::alloc::{GlobalAlloc, Layout, alloc, alloc_zeroed, dealloc, realloc};
use std::thread;

use pydust as py;

#[global_allocator]
static ALLOCATOR: py::PyMem = py::PyMem;

/// Memory that is kept for a while.
static KEPT: std::sync::Mutex<Vec<Vec<u8>>> = std::sync::Mutex::new(Vec::new());

/// Whether memory is there, aligned and full of `byte`, as far as it goes.
fn is_right(memory: *const u8, layout: Layout, byte: u8) -> bool {
    !memory.is_null()
        && memory.addr() % layout.align() == 0
        // SAFETY: memory of this size, which was written or zeroed.
        && (0..layout.size()).all(|index| unsafe { memory.add(index).read() } == byte)
}

/// Whether everything that is asked for with this layout is right.
fn tries(layout: Layout) -> bool {
    // SAFETY: each layout has a size, and what is given goes back with the layout that it has then.
    unsafe {
        let zeroed = alloc_zeroed(layout);
        let memory = alloc(layout);
        memory.write_bytes(7, layout.size());
        let longer = Layout::from_size_align_unchecked(3 * layout.size() + 1, layout.align());
        let moved = realloc(memory, layout, longer.size());
        let kept = is_right(moved, layout, 7) && is_right(zeroed, layout, 0);
        let shorter = realloc(moved, longer, layout.size());
        let all = kept && is_right(shorter, layout, 7);
        dealloc(shorter, layout);
        dealloc(zeroed, layout);
        all
    }
}

/// The alignments with which something is wrong.
fn wrong() -> Vec<usize> {
    let is_wrong = |align: &usize| {
        let layouts =
            [1, 8, 12, 24, 4096, 100_000].map(|size| Layout::from_size_align(size, *align));
        !layouts.into_iter().all(|layout| layout.is_ok_and(tries))
    };
    (0..16).map(|bits| 1_usize << bits).filter(is_wrong).collect()
}

#[py::module]
pub mod py_mem {
    use super::*;

    /// The alignments with which something is wrong.
    pub fn wrong_alignments(py: py::Python) -> Vec<usize> {
        let mut found = wrong();
        found.extend(py.detach(|| thread::spawn(wrong).join().expect("no panic")));
        found
    }

    /// What is too much is refused.
    pub fn refuses() -> bool {
        [8, 64].iter().all(|&align| {
            let much = Layout::from_size_align(isize::MAX as usize - 64, align);
            // SAFETY: a layout with a size; nothing is given.
            much.is_ok_and(|much| unsafe { ALLOCATOR.alloc(much) }.is_null())
        })
    }

    /// Keeps so many bytes.
    pub fn keep(size: usize) {
        KEPT.lock().expect("nobody panics").push(vec![1; size]);
    }

    /// Forgets them.
    pub fn forget() {
        KEPT.lock().expect("nobody panics").clear();
    }
}

//! The memory of instances that have ended, kept for new ones.
//!
//! Memory belongs to an interpreter, and each list to all threads: so it is used as long as there is one interpreter,
//! whose GIL guards it. What is in it as a second one begins stays there. Without the GIL nothing is kept.
#![allow(unsafe_code)]

use std::ptr::{self, NonNull};
use std::sync::atomic::{AtomicPtr, AtomicUsize, Ordering};

use super::{Class, Layout};
use crate::raw::{self, Obj, PyObject, Python, ffi, heap_type, interpreter};

/// A new instance as `tp_new` makes it, with zeroed memory after its header, where `class` is the class itself and has
/// kept memory.
///
/// # Safety
/// `class` must be a live, ready type that has the layout of `T`, and the thread attached.
#[inline(always)]
pub(super) unsafe fn take_empty<'py, T: Class>(
    py: Python<'py>,
    class: NonNull<ffi::PyTypeObject>,
) -> Option<Obj<'py>> {
    let list = T::FREE_LIST?();
    if !T::runtime().class.is_sole(class.as_ptr().cast()) {
        return None;
    }
    // SAFETY: the class itself, whose instances have this size; the memory is zeroed before the collector sees it.
    unsafe {
        let instance = list.take(py, class.cast())?;
        heap_type::clear_memory(instance.as_ptr(), Layout::<T>::WORDS.end);
        if Layout::<T>::IS_COLLECTED {
            raw::gc::track(instance.as_ptr());
        }
        Some(instance)
    }
}

/// The list of one class.
pub struct FreeList {
    /// The first one; the memory of each begins with the address of the next.
    first: AtomicPtr<PyObject>,
    /// How many more there may be.
    room: AtomicUsize,
}

impl FreeList {
    /// An empty list for at most so many.
    pub const fn new(capacity: usize) -> FreeList {
        let capacity = if cfg!(Py_GIL_DISABLED) { 0 } else { capacity };
        FreeList { first: AtomicPtr::new(ptr::null_mut()), room: AtomicUsize::new(capacity) }
    }

    /// A new instance in the memory of one that has ended, if there is any: with nothing after its header, and unknown
    /// to the collector.
    ///
    /// # Safety
    /// `class` must be the class's own type. The memory must be initialised before anyone else sees the object.
    #[inline(always)]
    pub(super) unsafe fn take<'py>(
        &self,
        py: Python<'py>,
        class: NonNull<PyObject>,
    ) -> Option<Obj<'py>> {
        let memory = NonNull::new(self.first.load(Ordering::Relaxed))?;
        if !interpreter::is_single() {
            return None;
        }
        // SAFETY: only `free` puts memory there; this thread alone has the list, as above.
        let next = unsafe { memory.cast::<*mut PyObject>().read() };
        self.first.store(next, Ordering::Relaxed);
        self.room.store(self.room.load(Ordering::Relaxed) + 1, Ordering::Relaxed);
        // SAFETY: memory of an instance of this type, which nobody else has.
        Some(unsafe { heap_type::init(py, memory, class) })
    }

    /// Frees an instance, or keeps its memory.
    ///
    /// # Safety
    /// As for [`heap_type::free`], for an instance of the class's own type in the only interpreter.
    #[inline(always)]
    pub(super) unsafe fn free(&self, instance: *mut PyObject) {
        let room = self.room.load(Ordering::Relaxed);
        // SAFETY: by contract; from here on the memory is the list's.
        unsafe {
            if room == 0 {
                return heap_type::free(instance);
            }
            let class = heap_type::type_of(instance);
            instance.cast::<*mut PyObject>().write(self.first.load(Ordering::Relaxed));
            self.first.store(instance, Ordering::Relaxed);
            self.room.store(room - 1, Ordering::Relaxed);
            heap_type::release(class);
        }
    }
}

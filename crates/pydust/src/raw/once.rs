//! A value that is made at most once, by whichever thread is first. Like `std`'s `OnceLock`, but nobody
//! waits, and none of std's panic machinery comes along.

use std::marker::PhantomData;
use std::ptr::{self, NonNull};
use std::sync::atomic::{AtomicPtr, Ordering};

use super::boxed::Boxed;

/// A place for one value, empty at first.
pub(crate) struct Once<T> {
    value: AtomicPtr<T>,
    owned: PhantomData<T>,
}

// SAFETY: owns its value, which threads that share the place see, and whichever drops the place drops:
// the bounds are those of `std`'s `OnceLock`.
unsafe impl<T: Send> Send for Once<T> {}
// SAFETY: as above.
unsafe impl<T: Send + Sync> Sync for Once<T> {}

impl<T> Once<T> {
    /// An empty place.
    pub(crate) const fn new() -> Once<T> {
        Once { value: AtomicPtr::new(ptr::null_mut()), owned: PhantomData }
    }

    /// The value, if there is one.
    pub(crate) fn get(&self) -> Option<&T> {
        // SAFETY: null, or a box that `keep` gave up; it is not freed before the place is dropped.
        unsafe { self.value.load(Ordering::Acquire).as_ref() }
    }

    /// Keeps the value if the place is empty; else, or without memory for it, drops it.
    pub(crate) fn keep(&self, value: T) {
        let Some(boxed) = Boxed::new(value) else { return };
        let new = boxed.into_raw();
        let (kept, empty) = (Ordering::AcqRel, ptr::null_mut());
        if self.value.compare_exchange(empty, new.as_ptr(), kept, Ordering::Relaxed).is_err() {
            // SAFETY: given up two lines above, and nobody else has seen it.
            drop(unsafe { Boxed::from_raw(new) });
        }
    }

    /// The value, out of its place, which is empty then.
    pub(crate) fn take(&mut self) -> Option<T> {
        let value = NonNull::new(std::mem::replace(self.value.get_mut(), ptr::null_mut()))?;
        // SAFETY: a box that `keep` gave up; the place has forgotten it.
        Some(unsafe { Boxed::from_raw(value) }.into_inner())
    }
}

impl<T> Drop for Once<T> {
    fn drop(&mut self) {
        drop(self.take());
    }
}

//! A value of any type on its way to the one place that takes it out.

use std::any::TypeId;
use std::ptr::{self, NonNull};
use std::sync::atomic::{AtomicPtr, Ordering};

use super::boxed::Boxed;

/// A value of its own in Rust's memory, until it is taken.
pub(crate) struct Carried {
    value: AtomicPtr<()>,
    of: TypeId,
    drop: unsafe extern "C" fn(NonNull<()>),
}

impl Carried {
    /// A new box, or `None` without memory.
    pub(crate) fn new<T: Send + 'static>(value: T) -> Option<Carried> {
        /// # Safety
        /// The memory must be a box's that was given up, and is used no more.
        unsafe extern "C" fn drop_it<T>(value: NonNull<()>) {
            // SAFETY: passed on.
            drop(unsafe { Boxed::<T>::from_raw(value.cast()) });
        }
        let value = Boxed::new(value)?.into_raw().cast::<()>();
        let value = AtomicPtr::new(value.as_ptr());
        Some(Carried { value, of: TypeId::of::<T>(), drop: drop_it::<T> })
    }

    /// The value, if it is of that type and nobody took it before.
    pub(crate) fn take<T: 'static>(&self) -> Option<T> {
        if self.of != TypeId::of::<T>() {
            return None;
        }
        let value = NonNull::new(self.value.swap(ptr::null_mut(), Ordering::AcqRel))?;
        // SAFETY: a box of this type that `new` gave up; the place has forgotten it.
        Some(unsafe { Boxed::<T>::from_raw(value.cast()) }.into_inner())
    }
}

impl Drop for Carried {
    fn drop(&mut self) {
        if let Some(value) = NonNull::new(*self.value.get_mut()) {
            // SAFETY: a box that `new` gave up, of the type that the function is for; not used after this.
            unsafe { (self.drop)(value) }
        }
    }
}

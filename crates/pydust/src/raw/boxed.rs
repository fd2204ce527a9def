//! A box that can fail to be made. `std`'s own ends the process where memory runs out, through code that
//! brings std's panic machinery along; errors must work without it.

use std::alloc::{Layout, alloc, dealloc};
use std::ops::{Deref, DerefMut};
use std::ptr::NonNull;

/// A value of its own in Rust's memory.
pub(crate) struct Boxed<T>(NonNull<T>);

// SAFETY: owns its value, as `std`'s box does.
unsafe impl<T: Send> Send for Boxed<T> {}
// SAFETY: as above.
unsafe impl<T: Sync> Sync for Boxed<T> {}

impl<T> Boxed<T> {
    const LAYOUT: Layout = {
        assert!(size_of::<T>() > 0);
        Layout::new::<T>()
    };

    /// A new box, or `None` without memory.
    pub(crate) fn new(value: T) -> Option<Boxed<T>> {
        // SAFETY: the layout has a size.
        let memory = NonNull::new(unsafe { alloc(Self::LAYOUT) })?.cast::<T>();
        // SAFETY: just allocated, for a `T`.
        unsafe { memory.write(value) };
        Some(Boxed(memory))
    }

    /// The memory with the value in it, which the caller must give back to [`Boxed::from_raw`].
    pub(crate) fn into_raw(self) -> NonNull<T> {
        std::mem::ManuallyDrop::new(self).0
    }

    /// # Safety
    /// `memory` must come from [`Boxed::into_raw`], once.
    pub(crate) unsafe fn from_raw(memory: NonNull<T>) -> Boxed<T> {
        Boxed(memory)
    }

    /// The value, out of its box.
    pub(crate) fn into_inner(self) -> T {
        let memory = std::mem::ManuallyDrop::new(self).0;
        // SAFETY: the box was ours, and is given up: the value is read once, the memory freed once.
        unsafe {
            let value = memory.read();
            dealloc(memory.as_ptr().cast(), Self::LAYOUT);
            value
        }
    }
}

impl<T> Deref for Boxed<T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: initialised, and ours as long as the box is.
        unsafe { self.0.as_ref() }
    }
}

impl<T> DerefMut for Boxed<T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: as above.
        unsafe { self.0.as_mut() }
    }
}

impl<T> Drop for Boxed<T> {
    fn drop(&mut self) {
        // SAFETY: initialised, ours, and not used after this.
        unsafe {
            self.0.drop_in_place();
            dealloc(self.0.as_ptr().cast(), Self::LAYOUT);
        }
    }
}

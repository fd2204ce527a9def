//! A box whose value is dropped through a pointer to a function that can't unwind. The compiler sees no further
//! there: it finds that what holds such a box does not unwind either, though the value may hold boxes of the same
//! kind again; and only who makes one links what it takes to drop it.

use std::ops::{Deref, DerefMut};
use std::ptr::NonNull;

use super::boxed::Boxed;

/// A value of its own in Rust's memory.
pub(crate) struct Opaque<T> {
    value: NonNull<T>,
    drop: unsafe extern "C" fn(NonNull<T>),
}

// SAFETY: owns its value, as `std`'s box does.
unsafe impl<T: Send> Send for Opaque<T> {}
// SAFETY: as above.
unsafe impl<T: Sync> Sync for Opaque<T> {}

impl<T> Opaque<T> {
    /// A new box, or `None` without memory.
    pub(crate) fn new(value: T) -> Option<Opaque<T>> {
        /// # Safety
        /// The memory must be a box's that was given up, and is used no more.
        unsafe extern "C" fn drop_it<T>(value: NonNull<T>) {
            // SAFETY: passed on.
            drop(unsafe { Boxed::from_raw(value) });
        }
        Some(Opaque { value: Boxed::new(value)?.into_raw(), drop: drop_it::<T> })
    }
}

impl<T> Deref for Opaque<T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: initialised, and ours as long as the box is.
        unsafe { self.value.as_ref() }
    }
}

impl<T> DerefMut for Opaque<T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: as above.
        unsafe { self.value.as_mut() }
    }
}

impl<T> Drop for Opaque<T> {
    fn drop(&mut self) {
        // SAFETY: given up by a box in `new`, and not used after this.
        unsafe { (self.drop)(self.value) }
    }
}

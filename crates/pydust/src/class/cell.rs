//! A Rust value that Python can reach, behind its lock: class instances, module state, what closures capture.
//! The locks themselves are in `lock.rs`. Nothing here knows what the value is.
#![allow(unsafe_code)]

use std::cell::UnsafeCell;
use std::mem::{MaybeUninit, offset_of};
use std::ops::{Deref, DerefMut};

use super::lock::{Ask, Lock, Locked, Writable};
use crate::error::Result;
use crate::raw::Python;

/// A Rust value in memory that CPython owns, behind its lock.
#[repr(C)]
pub(crate) struct Cell<T, L: Lock = Locked> {
    lock: L,
    value: UnsafeCell<MaybeUninit<T>>,
}

impl<T, L: Lock> Cell<T, L> {
    /// Where the value is, in bytes from the cell's beginning.
    pub(crate) const VALUE: usize = offset_of!(Self, value);

    /// A cell with its value.
    pub(crate) fn new(value: T) -> Cell<T, L> {
        Cell { lock: L::FREE, value: UnsafeCell::new(MaybeUninit::new(value)) }
    }

    /// The value for reading.
    #[inline(always)]
    pub(crate) fn read(&self, py: Python<'_>, ask: Ask) -> Result<Shared<'_, T, L>> {
        self.lock.read(py, ask)?;
        Ok(Shared(self))
    }

    /// The value for writing.
    #[inline(always)]
    pub(crate) fn write(&self, py: Python<'_>, ask: Ask) -> Result<Exclusive<'_, T, L>>
    where
        L: Writable,
    {
        self.lock.write(py, ask)?;
        Ok(Exclusive(self))
    }

    /// The value of a cell that never changes.
    ///
    /// # Safety
    /// The value must be there.
    #[inline(always)]
    pub(crate) unsafe fn frozen(&self) -> &T {
        const { assert!(L::FROZEN) };
        // SAFETY: there by contract; nobody gets to write to it.
        unsafe { (*self.value.get()).assume_init_ref() }
    }

    /// Puts the value in, as `__init__` does: the first, or one in the place of another.
    #[inline(always)]
    pub(crate) fn put(&self, value: T, py: Python<'_>, ask: Ask) -> Result<()>
    where
        L: Writable,
    {
        let Some(value) = self.put_if_empty(value) else { return Ok(()) };
        let old = std::mem::replace(&mut *self.write(py, ask)?, value);
        drop(old);
        Ok(())
    }

    /// Puts the first value in, or gives it back: another thread may have been first.
    #[inline(always)]
    pub(crate) fn put_if_empty(&self, value: T) -> Option<T> {
        // An empty cell is claimed first: two threads may run `__init__` of one object.
        if !self.lock.claim() {
            return Some(value);
        }
        // SAFETY: the claim makes this thread the only user of a value that is not there yet.
        unsafe { (*self.value.get()).write(value) };
        self.lock.begin();
        None
    }

    /// Puts the value into new memory that nobody else can see yet.
    ///
    /// # Safety
    /// There must be no value yet, and no other thread may know the cell.
    #[inline(always)]
    pub(crate) unsafe fn put_first(&self, value: T) {
        // SAFETY: alone and without a value by contract.
        unsafe { (*self.value.get()).write(value) };
        self.lock.begin();
    }

    /// The value for the garbage collector's look at it: `None` while it is not there, or being written.
    ///
    /// # Safety
    /// Nobody may run Python code, or take the value out, as long as this is used.
    pub(crate) unsafe fn look(&self) -> Option<&T> {
        if !self.lock.is_readable() {
            return None;
        }
        // SAFETY: the value is there, and by contract stays so.
        Some(unsafe { (*self.value.get()).assume_init_ref() })
    }

    /// Whether the value is not there: not yet, or not any more.
    pub(crate) fn is_empty(&self) -> bool {
        self.lock.is_empty()
    }

    /// Takes the value out, if it is there and nobody uses it.
    pub(crate) fn take_unused(&self) -> Option<T> {
        // SAFETY: read out before anyone could put another in, by the lock's only user; it says that the value is gone.
        self.lock.end_unused(|| unsafe { (*self.value.get()).assume_init_read() })
    }

    /// Takes the value out, if there is one, as the last user.
    ///
    /// # Safety
    /// No borrow may exist, and nobody may use the cell after this.
    #[inline(always)]
    pub(crate) unsafe fn take_last(&self) -> Option<T> {
        // SAFETY: the lock says that the value was there, and not any more.
        self.lock.end().then(|| unsafe { (*self.value.get()).assume_init_read() })
    }
}

/// A value borrowed for reading; given back when dropped.
pub struct Shared<'a, T, L: Lock = Locked>(&'a Cell<T, L>);

impl<T, L: Lock> Deref for Shared<'_, T, L> {
    type Target = T;

    #[inline(always)]
    fn deref(&self) -> &T {
        // SAFETY: the lock counts this reader, so the value is there and nobody writes it.
        unsafe { (*self.0.value.get()).assume_init_ref() }
    }
}

impl<T, L: Lock> Drop for Shared<'_, T, L> {
    #[inline(always)]
    fn drop(&mut self) {
        self.0.lock.end_read();
    }
}

/// A value borrowed for writing; given back when dropped.
pub struct Exclusive<'a, T, L: Writable = Locked>(&'a Cell<T, L>);

impl<T, L: Writable> Deref for Exclusive<'_, T, L> {
    type Target = T;

    #[inline(always)]
    fn deref(&self) -> &T {
        // SAFETY: the lock names this writer, so the value is there and ours alone.
        unsafe { (*self.0.value.get()).assume_init_ref() }
    }
}

impl<T, L: Writable> DerefMut for Exclusive<'_, T, L> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: as above.
        unsafe { (*self.0.value.get()).assume_init_mut() }
    }
}

impl<T, L: Writable> Drop for Exclusive<'_, T, L> {
    #[inline(always)]
    fn drop(&mut self) {
        self.0.lock.end_write();
    }
}

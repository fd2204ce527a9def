//! [`Mutex`]: a value for one thread at a time, waited for detached.
#![allow(unsafe_code)]

use std::cell::UnsafeCell;
use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};
use std::panic::Location;

use super::turn::Turn;
use crate::error::Result;
use crate::raw::Python;

/// What is wrong with a thread that wants to lock what it has locked.
const HAS_LOCKED: &str = "the mutex is locked by this same thread";

/// A value that one thread at a time may use.
///
/// `std`'s `Mutex` waits attached: if the thread that has locked it needs the interpreter, both wait for ever. Here
/// who waits is detached, and Ctrl-C ends the wait. A thread that locks what it has locked already gets an error.
/// Other threads wait for as long as it takes; who has waited for a millisecond goes before those who come later.
///
/// The guard may be held while Python code runs, or in [`detach`](Python::detach): other threads wait. But any
/// Python code may call back, and then meets its own thread's lock: better take out what is needed, and let go. Two
/// mutexes must always be locked in the same order, or two threads can wait for each other until Ctrl-C.
///
/// The collector does not look inside: a cycle through an object in here is never found. A panic of who has locked it
/// leaves the value as it is: there is no poison.
///
/// ```
/// use pydust as py;
/// use std::collections::HashMap;
///
/// static SEEN: py::Mutex<Option<HashMap<String, u64>>> = py::Mutex::new(None);
///
/// fn count(py: py::Python, word: String) -> py::Result<u64> {
///     let mut seen = SEEN.lock(py)?;
///     let count = seen.get_or_insert_default().entry(word).or_default();
///     *count += 1;
///     Ok(*count)
/// }
/// ```
pub struct Mutex<T: ?Sized> {
    turn: Turn,
    value: UnsafeCell<T>,
}

// SAFETY: owns its value, which goes where the mutex goes; `Sync` adds that one thread at a time has it: the bounds
// are those of `std`'s `Mutex`.
unsafe impl<T: ?Sized + Send> Send for Mutex<T> {}
// SAFETY: as above: only who has the turn has a reference to the value.
unsafe impl<T: ?Sized + Send> Sync for Mutex<T> {}

impl<T> Mutex<T> {
    /// A value that nobody has locked.
    pub const fn new(value: T) -> Mutex<T> {
        Mutex { turn: Turn::new(), value: UnsafeCell::new(value) }
    }

    /// The value.
    pub fn into_inner(self) -> T {
        self.value.into_inner()
    }
}

impl<T: ?Sized> Mutex<T> {
    /// Locks the value until the guard is dropped. If another thread has locked it, waits for that, detached.
    ///
    /// Raises `RuntimeError` if this thread has locked it already, and what signal handlers raise during the wait.
    #[inline]
    #[track_caller]
    pub fn lock(&self, py: Python<'_>) -> Result<MutexGuard<'_, T>> {
        self.turn.take(py, Location::caller(), HAS_LOCKED)?;
        Ok(MutexGuard { mutex: self, value: PhantomData })
    }

    /// Locks the value, unless it is locked, or another thread has waited for it too long. Needs no interpreter.
    #[inline]
    #[track_caller]
    pub fn try_lock(&self) -> Option<MutexGuard<'_, T>> {
        // A guard that is made and dropped would end the turn of whoever has it.
        let is_ours = self.turn.try_take(Location::caller());
        is_ours.then(|| MutexGuard { mutex: self, value: PhantomData })
    }

    /// The value, which nobody else has.
    pub fn get_mut(&mut self) -> &mut T {
        self.value.get_mut()
    }
}

impl<T: Default> Default for Mutex<T> {
    fn default() -> Mutex<T> {
        Mutex::new(T::default())
    }
}

impl<T> From<T> for Mutex<T> {
    fn from(value: T) -> Mutex<T> {
        Mutex::new(value)
    }
}

impl<T: ?Sized> fmt::Debug for Mutex<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mutex").field("is_locked", &self.turn.is_taken()).finish_non_exhaustive()
    }
}

/// The value of a [`Mutex`], locked until this is dropped.
///
/// It can be used in [`detach`](Python::detach). In the eyes of the mutex it stays the thread's that has locked it.
#[must_use = "the mutex is locked as long as its guard is kept"]
pub struct MutexGuard<'a, T: ?Sized> {
    mutex: &'a Mutex<T>,
    /// As `Send` and `Sync` as what it stands for.
    value: PhantomData<&'a mut T>,
}

impl<T: ?Sized> Deref for MutexGuard<'_, T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        // SAFETY: the guard has the turn until it is dropped, so nobody else has a reference to the value.
        unsafe { &*self.mutex.value.get() }
    }
}

impl<T: ?Sized> DerefMut for MutexGuard<'_, T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: as above, and `self` is borrowed for writing.
        unsafe { &mut *self.mutex.value.get() }
    }
}

impl<T: ?Sized> Drop for MutexGuard<'_, T> {
    #[inline]
    fn drop(&mut self) {
        self.mutex.turn.end();
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for MutexGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

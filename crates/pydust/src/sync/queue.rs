//! Where the threads of one process sleep that wait for a [`Turn`](super::turn::Turn): not what they wait for.
//!
//! A child that was forked has none of them, and can use nothing of theirs: not their numbers, and not a lock that one of
//! them held. So a queue belongs to a process, and a child makes its own.
#![allow(unsafe_code)]

use std::ptr;
use std::sync::atomic::{AtomicPtr, AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::raw::count::process;

/// The threads of one process that wait.
pub(super) struct Queue {
    process: u32,
    /// How many threads sleep until the turn is free.
    waiting: AtomicUsize,
    /// How many of these have lost their patience.
    impatient: AtomicUsize,
    /// Held by who is about to sleep; nothing is waited for meanwhile.
    lock: Mutex<()>,
    freed: Condvar,
}

impl Queue {
    fn new() -> Queue {
        Queue {
            process: process(),
            waiting: AtomicUsize::new(0),
            impatient: AtomicUsize::new(0),
            lock: Mutex::new(()),
            freed: Condvar::new(),
        }
    }

    /// Whether somebody has waited long.
    pub(super) fn is_impatient(&self) -> bool {
        self.impatient.load(Ordering::Relaxed) != 0
    }

    /// Counts this thread as one that sleeps, until the guard is dropped.
    pub(super) fn join(&self) -> Waiting<'_> {
        let lock = self.lock.lock().unwrap_or_else(PoisonError::into_inner);
        self.waiting.fetch_add(1, Ordering::SeqCst);
        Waiting { queue: self, lock: Some(lock) }
    }

    /// Counts this thread as one that has waited long, until the guard is dropped.
    pub(super) fn lose_patience(&self) -> Impatient<'_> {
        self.impatient.fetch_add(1, Ordering::Relaxed);
        Impatient(&self.impatient)
    }

    fn wake_one(&self) {
        // Whoever holds the lock has not slept yet: without this it could miss the call.
        drop(self.lock.lock().unwrap_or_else(PoisonError::into_inner));
        self.freed.notify_one();
    }
}

/// A thread that waits.
pub(super) struct Waiting<'a> {
    queue: &'a Queue,
    /// Always there but while it sleeps.
    lock: Option<MutexGuard<'a, ()>>,
}

impl Waiting<'_> {
    /// Sleeps until it is woken, or the time is up.
    pub(super) fn sleep(&mut self, time: Duration) {
        if let Some(lock) = self.lock.take() {
            let woken = self.queue.freed.wait_timeout(lock, time);
            self.lock = Some(woken.unwrap_or_else(PoisonError::into_inner).0);
        }
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.queue.waiting.fetch_sub(1, Ordering::SeqCst);
    }
}

/// A thread that has lost its patience.
pub(super) struct Impatient<'a>(&'a AtomicUsize);

impl Drop for Impatient<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// The queue of this process, as soon as somebody has waited.
pub(super) struct Place(AtomicPtr<Queue>);

impl Place {
    pub(super) const fn new() -> Place {
        Place(AtomicPtr::new(ptr::null_mut()))
    }

    /// The queue of this process, which is made if there is none.
    pub(super) fn queue(&self) -> &Queue {
        loop {
            let known = self.0.load(Ordering::SeqCst);
            // SAFETY: null, or a queue that stays as long as this.
            if let Some(queue) = unsafe { known.as_ref() }.filter(|it| it.process == process()) {
                return queue;
            }
            let new = Box::into_raw(Box::new(Queue::new()));
            let (right, wrong) = (Ordering::SeqCst, Ordering::Relaxed);
            if self.0.compare_exchange(known, new, right, wrong).is_ok() {
                // SAFETY: in its place now. That of a parent stays for ever: another thread may be looking at it.
                return unsafe { &*new };
            }
            // SAFETY: made above, and nobody has seen it.
            drop(unsafe { Box::from_raw(new) });
        }
    }

    /// Whether somebody in this process has waited long.
    #[inline]
    pub(super) fn is_impatient(&self) -> bool {
        self.known().is_some_and(Queue::is_impatient) && self.is_of_this_process()
    }

    /// Wakes a thread of this process that sleeps, if there is one.
    #[inline]
    pub(super) fn wake(&self) {
        if self.known().is_some_and(|queue| queue.waiting.load(Ordering::SeqCst) != 0) {
            self.wake_slowly();
        }
    }

    #[cold]
    extern "C" fn wake_slowly(&self) {
        if let Some(queue) = self.known().filter(|queue| queue.process == process()) {
            queue.wake_one();
        }
    }

    #[cold]
    extern "C" fn is_of_this_process(&self) -> bool {
        self.known().is_some_and(|queue| queue.process == process())
    }

    #[inline]
    fn known(&self) -> Option<&Queue> {
        // SAFETY: null, or a queue that stays as long as this.
        unsafe { self.0.load(Ordering::SeqCst).as_ref() }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let queue = *self.0.get_mut();
        if !queue.is_null() {
            // SAFETY: made by `queue` above, and nobody waits for what is being dropped.
            drop(unsafe { Box::from_raw(queue) });
        }
    }
}

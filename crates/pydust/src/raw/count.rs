//! How many threads are somewhere, for who waits until they are gone.
//!
//! A child that was forked has none of them: there was nobody in it to leave. So the process belongs to the count.

use std::sync::atomic::{AtomicU64, Ordering};

/// Which process this is. (`std`'s own function brings its panic machinery along.)
#[cfg(unix)]
pub(crate) fn process() -> u32 {
    unsafe extern "C" {
        safe fn getpid() -> std::ffi::c_int;
    }
    getpid() as u32
}

/// Processes are not forked here.
#[cfg(not(unix))]
pub(crate) fn process() -> u32 {
    0
}

/// How many threads of a process are somewhere: the process in the upper half, the number in the lower.
pub(crate) struct Count(AtomicU64);

/// A thread that is there, until this is dropped.
pub(crate) struct Counted {
    count: &'static Count,
    process: u32,
}

impl Count {
    /// Nobody.
    pub(crate) const fn new() -> Count {
        Count(AtomicU64::new(0))
    }

    /// Counts this thread.
    pub(crate) fn enter(&'static self) -> Counted {
        let process = process();
        self.change(|word| Self::of(word, process) + 1, process);
        Counted { count: self, process }
    }

    /// How many there are in this process.
    pub(crate) fn get(&self) -> u32 {
        Self::of(self.0.load(Ordering::SeqCst), process())
    }

    /// Counts one less.
    pub(crate) fn leave(&self) {
        let process = process();
        self.change(|word| Self::of(word, process).saturating_sub(1), process);
    }

    fn of(word: u64, process: u32) -> u32 {
        if (word >> 32) as u32 == process { word as u32 } else { 0 }
    }

    fn change(&self, number: impl Fn(u64) -> u32, process: u32) {
        let change = |word| Some(u64::from(process) << 32 | u64::from(number(word)));
        let _ = self.0.fetch_update(Ordering::SeqCst, Ordering::SeqCst, change);
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        // Who came in before a fork is not counted in the child.
        if self.process == process() {
            self.count.leave();
        }
    }
}

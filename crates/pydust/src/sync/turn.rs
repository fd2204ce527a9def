//! A turn, which one thread has at a time: what [`Mutex`](super::Mutex) and [`OnceLock`](super::OnceLock) wait for.
//!
//! A thread that waits is detached, so whoever has the turn can always attach and get on; it sleeps until it is woken.
//! It takes the turn before it attaches again: nothing that waits for this thread's attachment is waited for meanwhile.
//! A thread that would wait for itself gets an error. Who has waited long goes first, before those who have just come.
#![allow(unsafe_code)]

use std::panic::Location;
use std::ptr;
use std::sync::atomic::{AtomicPtr, AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::error::{Error, Result};
use crate::raw::message::Message;
use crate::raw::{self, Python, ffi, shutdown, thread};

/// After this, newcomers have to let a thread that waits go first.
const PATIENCE: Duration = Duration::from_millis(1);
/// How long a thread waits until it looks whether Ctrl-C was pressed.
const SLICE: Duration = Duration::from_millis(50);
/// How long it waits, once Python has begun to end, for a thread that may never get on again.
const AT_EXIT: Duration = Duration::from_secs(10);

const NOBODY: usize = 0;

/// One turn at a time.
pub(super) struct Turn {
    /// The thread that has it, by `thread::id`.
    owner: AtomicUsize,
    /// Where that thread took it.
    place: AtomicPtr<Location<'static>>,
    /// How many threads sleep until it is free.
    waiting: AtomicUsize,
    /// How many of these have lost their patience.
    impatient: AtomicUsize,
    /// Held by who is about to sleep; nothing is waited for meanwhile.
    queue: Mutex<()>,
    freed: Condvar,
}

impl Turn {
    /// Nobody's.
    pub(super) const fn new() -> Turn {
        Turn {
            owner: AtomicUsize::new(NOBODY),
            place: AtomicPtr::new(ptr::null_mut()),
            waiting: AtomicUsize::new(0),
            impatient: AtomicUsize::new(0),
            queue: Mutex::new(()),
            freed: Condvar::new(),
        }
    }

    /// Takes the turn if it is nobody's, and nobody has waited long for it.
    #[inline]
    pub(super) fn try_take(&self, place: &'static Location<'static>) -> bool {
        self.impatient.load(Ordering::Relaxed) == 0 && self.take_if_free(place)
    }

    /// Takes the turn, waiting for it detached. `own` says what is wrong if this thread has it already.
    #[inline]
    pub(super) fn take(
        &self,
        py: Python<'_>,
        place: &'static Location<'static>,
        own: &'static str,
    ) -> Result<()> {
        if self.try_take(place) { Ok(()) } else { self.wait(py, place, own) }
    }

    /// Whether somebody has it.
    pub(super) fn is_taken(&self) -> bool {
        self.owner.load(Ordering::Relaxed) != NOBODY
    }

    /// Ends the turn. Any thread may do it, for the one that has it.
    #[inline]
    pub(super) fn end(&self) {
        // In one order with what `sleep` does: either it sees that the turn is free, or this sees that it waits.
        self.owner.store(NOBODY, Ordering::SeqCst);
        if self.waiting.load(Ordering::SeqCst) != 0 {
            self.wake();
        }
    }

    #[inline]
    fn take_if_free(&self, place: &'static Location<'static>) -> bool {
        let (taken, not) = (Ordering::SeqCst, Ordering::Relaxed);
        let is_ours = self.owner.compare_exchange(NOBODY, thread::id(), taken, not).is_ok();
        if is_ours {
            self.place.store(ptr::from_ref(place).cast_mut(), Ordering::Relaxed);
        }
        is_ours
    }

    #[cold]
    extern "C" fn wake(&self) {
        // Whoever holds the queue has not slept yet: without this it could miss the call.
        drop(self.queue.lock().unwrap_or_else(PoisonError::into_inner));
        self.freed.notify_one();
    }

    #[cold]
    extern "C" fn wait(
        &self,
        py: Python<'_>,
        place: &'static Location<'static>,
        own: &'static str,
    ) -> Result<()> {
        if self.owner.load(Ordering::Relaxed) == thread::id() {
            return Err(self.error(py, own, "so waiting for it would never end", place));
        }
        if raw::attach::detach(py, || self.sleep(place, PATIENCE, false)) {
            return Ok(());
        }
        let impatient = Impatient::new(&self.impatient);
        let begun = Instant::now();
        while !raw::attach::detach(py, || self.sleep(place, SLICE, true)) {
            raw::error::check_signals(py)
                .map_err(|raised| Error::from(raised).or_begun_at(place))?;
            if shutdown::has_begun() && begun.elapsed() > AT_EXIT {
                let says = "another thread has it";
                return Err(self.error(py, says, "which did not end it before Python ends", place));
            }
        }
        drop(impatient);
        Ok(())
    }

    /// Sleeps until the turn is this thread's, or the time is up. The thread is detached, and stays so.
    fn sleep(&self, place: &'static Location<'static>, time: Duration, is_impatient: bool) -> bool {
        let begun = Instant::now();
        let mut queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        self.waiting.fetch_add(1, Ordering::SeqCst);
        let is_ours = loop {
            let may = is_impatient || self.impatient.load(Ordering::Relaxed) == 0;
            if may && self.take_if_free(place) {
                break true;
            }
            let Some(left) = time.checked_sub(begun.elapsed()) else { break false };
            let woken = self.freed.wait_timeout(queue, left);
            queue = woken.unwrap_or_else(PoisonError::into_inner).0;
        };
        self.waiting.fetch_sub(1, Ordering::SeqCst);
        is_ours
    }

    /// `RuntimeError: {who} (taken at FILE:LINE), {why}`.
    fn error(
        &self,
        py: Python<'_>,
        who: &str,
        why: &str,
        place: &'static Location<'static>,
    ) -> Error {
        let mut message = Message::new();
        message.push(&[who]);
        // SAFETY: null, or from a `&'static Location`.
        if let Some(taken) = unsafe { self.place.load(Ordering::Relaxed).as_ref() } {
            message.push(&[" (since ", taken.file(), ":"]);
            message.push_number(taken.line() as usize);
            message.push(&[")"]);
        }
        message.push(&[", ", why]);
        let class = raw::error::exception_type(py, &raw const ffi::PyExc_RuntimeError);
        raw::message::set(&class, &message);
        Error::fetch(py).or_begun_at(place)
    }
}

/// A thread that has lost its patience, until this is dropped.
struct Impatient<'a>(&'a AtomicUsize);

impl Impatient<'_> {
    fn new(count: &AtomicUsize) -> Impatient<'_> {
        count.fetch_add(1, Ordering::Relaxed);
        Impatient(count)
    }
}

impl Drop for Impatient<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

//! A turn, which one thread has at a time: what [`Mutex`](super::Mutex) and [`OnceLock`](super::OnceLock) wait for.
//!
//! A thread that waits is detached, so whoever has the turn can always attach and get on; it sleeps until it is woken.
//! It takes the turn before it attaches again: nothing that waits for this thread's attachment is waited for meanwhile.
//! A thread that would wait for itself gets an error. Who has waited long goes first, before those who have just come.
#![allow(unsafe_code)]

use std::panic::Location;
use std::ptr;
use std::sync::atomic::{AtomicPtr, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use super::queue::{Place, Queue};
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
    /// Who waits for it.
    place_to_wait: Place,
}

impl Turn {
    /// Nobody's.
    pub(super) const fn new() -> Turn {
        Turn {
            owner: AtomicUsize::new(NOBODY),
            place: AtomicPtr::new(ptr::null_mut()),
            place_to_wait: Place::new(),
        }
    }

    /// Takes the turn if it is nobody's, and nobody has waited long for it.
    #[inline]
    pub(super) fn try_take(&self, place: &'static Location<'static>) -> bool {
        !self.place_to_wait.is_impatient() && self.take_if_free(place)
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
        self.place_to_wait.wake();
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
    extern "C" fn wait(
        &self,
        py: Python<'_>,
        place: &'static Location<'static>,
        own: &'static str,
    ) -> Result<()> {
        if self.owner.load(Ordering::Relaxed) == thread::id() {
            return Err(self.error(py, own, "so waiting for it would never end", place));
        }
        let queue = self.place_to_wait.queue();
        if raw::attach::detach(py, || self.sleep(queue, place, PATIENCE, false)) {
            return Ok(());
        }
        let impatient = queue.lose_patience();
        let begun = Instant::now();
        while !raw::attach::detach(py, || self.sleep(queue, place, SLICE, true)) {
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
    fn sleep(
        &self,
        queue: &Queue,
        place: &'static Location<'static>,
        time: Duration,
        is_impatient: bool,
    ) -> bool {
        let begun = Instant::now();
        let mut waiting = queue.join();
        loop {
            let may = is_impatient || !queue.is_impatient();
            if may && self.take_if_free(place) {
                return true;
            }
            let Some(left) = time.checked_sub(begun.elapsed()) else { return false };
            waiting.sleep(left);
        }
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

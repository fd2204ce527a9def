//! The lock around every Rust value that Python can reach: class instances and module state.
//!
//! One word says whether the value is there, and who uses it: any number of readers or one writer. A
//! borrow that meets another thread's waits for it, detached; one that meets this thread's own raises, as
//! waiting would never end. Nothing here knows what the value is.
#![allow(unsafe_code)]

use std::cell::UnsafeCell;
use std::mem::{MaybeUninit, offset_of};
use std::ops::{Deref, DerefMut};
use std::sync::atomic::{AtomicU64, Ordering};

use crate::error::{Error, Result};
use crate::raw::message::Message;
use crate::raw::{self, Python, ffi, thread};

/// The state of a cell: the thread that borrows it in the upper 48 bits (0: several threads read), the
/// number of readers, a bit for a writer, and the lowest bit for "the value is there". All zero, as
/// CPython clears new memory, is a cell without its value.
struct Word(AtomicU64);

const EMPTY: u64 = 0;
const FREE: u64 = 1;
const WRITER: u64 = 1 << 1;
const READER: u64 = 1 << 2;
const READERS: u64 = 0xfffc;
const OWNER: u64 = !0xffff;

/// What someone wants to do with a word.
#[derive(Clone, Copy)]
enum Step {
    Read,
    EndRead,
    Write,
    /// Put in the first value.
    Claim,
}

fn this_thread() -> u64 {
    (thread::id() as u64) << 16
}

impl Step {
    /// What the step makes of a word, or `None` if it can't be taken now.
    #[inline(always)]
    fn of(self, word: u64) -> Option<u64> {
        match self {
            Step::Read if word == FREE => Some(FREE | READER | this_thread()),
            Step::Read if word & (FREE | WRITER) != FREE || word & READERS == READERS => None,
            Step::Read if word & OWNER == this_thread() => Some(word + READER),
            Step::Read => Some((word & !OWNER) + READER),
            Step::EndRead if (word - READER) & READERS == 0 => Some(FREE),
            Step::EndRead => Some(word - READER),
            Step::Write => (word == FREE).then(|| FREE | WRITER | this_thread()),
            Step::Claim => (word == EMPTY).then(|| WRITER | this_thread()),
        }
    }
}

impl Word {
    /// Takes one step. With the GIL nobody else touches the word meanwhile, so a plain load and store
    /// do; without it the step is a compare-and-swap.
    #[inline(always)]
    fn step(&self, step: Step) -> bool {
        loop {
            let word = self.0.load(Ordering::Relaxed);
            let Some(next) = step.of(word) else { return false };
            if cfg!(not(Py_GIL_DISABLED)) {
                self.0.store(next, Ordering::Relaxed);
                return true;
            }
            let swap =
                self.0.compare_exchange_weak(word, next, Ordering::AcqRel, Ordering::Relaxed);
            if swap.is_ok() {
                return true;
            }
        }
    }

    /// Waits until the step can be taken, and takes it; or raises `RuntimeError`.
    ///
    /// The wait is Python's own `time.sleep`: it detaches, and Ctrl-C ends it.
    #[cold]
    extern "C" fn wait(&self, step: Step, py: Python<'_>, user: &'static str) -> Result<()> {
        const LONGEST_SECONDS: f64 = 10.0;
        let mut pause = 0.000_05;
        let mut waited = 0.0;
        while !self.step(step) {
            let word = self.0.load(Ordering::Relaxed);
            if word == EMPTY {
                return Err(not_there(py, user));
            }
            if word & OWNER == this_thread() || waited > LONGEST_SECONDS {
                return Err(in_use(py, user, word));
            }
            raw::thread::sleep(py, pause)?;
            waited += pause;
            pause = (pause * 2.0).min(0.005);
        }
        Ok(())
    }

    #[inline(always)]
    fn acquire(&self, step: Step, py: Python<'_>, user: &'static str) -> Result<()> {
        if self.step(step) { Ok(()) } else { self.wait(step, py, user) }
    }
}

fn not_there(py: Python<'_>, user: &str) -> Error {
    let mut message = Message::new();
    message
        .push(&[user, "(): the object has no value yet: its __init__() was not called, or failed"]);
    runtime_error(py, &message)
}

fn in_use(py: Python<'_>, user: &str, word: u64) -> Error {
    let mut message = Message::new();
    let use_ = if word & WRITER != 0 { "changed" } else { "read" };
    message.push(&[user, "(): the object is being ", use_]);
    message.push(&[if word & OWNER == this_thread() {
        " further up in this same thread, so waiting for it would never end"
    } else {
        " by another thread, which did not finish within 10 seconds"
    }]);
    runtime_error(py, &message)
}

fn runtime_error(py: Python<'_>, message: &Message) -> Error {
    let class = raw::error::exception_type(py, &raw const ffi::PyExc_RuntimeError);
    raw::message::set(&class, message);
    Error::fetch(py)
}

/// A Rust value in memory that CPython owns, behind its lock.
#[repr(C)]
pub(crate) struct Cell<T> {
    word: Word,
    value: UnsafeCell<MaybeUninit<T>>,
}

impl<T> Cell<T> {
    /// Where the value is, in bytes from the cell's beginning.
    pub(crate) const VALUE: usize = offset_of!(Self, value);

    /// A cell with its value.
    pub(crate) fn new(value: T) -> Cell<T> {
        Cell { word: Word(AtomicU64::new(FREE)), value: UnsafeCell::new(MaybeUninit::new(value)) }
    }

    /// The value for reading. `user` is the function that asks, for the error's message.
    #[inline(always)]
    pub(crate) fn read(&self, py: Python<'_>, user: &'static str) -> Result<Shared<'_, T>> {
        self.word.acquire(Step::Read, py, user)?;
        Ok(Shared(self))
    }

    /// The value for writing.
    #[inline(always)]
    pub(crate) fn write(&self, py: Python<'_>, user: &'static str) -> Result<Exclusive<'_, T>> {
        self.word.acquire(Step::Write, py, user)?;
        Ok(Exclusive(self))
    }

    /// Puts the value in, as `__init__` does: the first, or one in the place of another.
    #[inline(always)]
    pub(crate) fn put(&self, value: T, py: Python<'_>, user: &'static str) -> Result<()> {
        // An empty cell is claimed first: two threads may run `__init__` of one object.
        if self.word.step(Step::Claim) {
            // SAFETY: the claim makes this thread the only user of a value that is not there yet.
            unsafe { (*self.value.get()).write(value) };
            self.word.0.store(FREE, Ordering::Release);
            return Ok(());
        }
        let old = std::mem::replace(&mut *self.write(py, user)?, value);
        drop(old);
        Ok(())
    }

    /// Puts the value into new memory that nobody else can see yet.
    ///
    /// # Safety
    /// There must be no value yet, and no other thread may know the cell.
    #[inline(always)]
    pub(crate) unsafe fn put_first(&self, value: T) {
        // SAFETY: alone and without a value by contract.
        unsafe { (*self.value.get()).write(value) };
        self.word.0.store(FREE, Ordering::Release);
    }

    /// The value for the garbage collector's look at it: `None` while it is not there, or being written.
    ///
    /// # Safety
    /// Nobody may run Python code, or take the value out, as long as this is used.
    pub(crate) unsafe fn look(&self) -> Option<&T> {
        if self.word.0.load(Ordering::Acquire) & (FREE | WRITER) != FREE {
            return None;
        }
        // SAFETY: the value is there, and by contract stays so.
        Some(unsafe { (*self.value.get()).assume_init_ref() })
    }

    /// Whether the value is not there: not yet, or not any more.
    pub(crate) fn is_empty(&self) -> bool {
        self.word.0.load(Ordering::Acquire) == EMPTY
    }

    /// Takes the value out, if it is there and nobody uses it.
    pub(crate) fn take_unused(&self) -> Option<T> {
        if !self.word.step(Step::Write) {
            return None;
        }
        // SAFETY: the step made this the only user of a value that is there; the line below marks it as gone.
        let value = unsafe { (*self.value.get()).assume_init_read() };
        self.word.0.store(EMPTY, Ordering::Release);
        Some(value)
    }

    /// Takes the value out, if there is one, as the last user.
    ///
    /// # Safety
    /// No borrow may exist, and nobody may use the cell after this.
    #[inline(always)]
    pub(crate) unsafe fn take_last(&self) -> Option<T> {
        if self.word.0.load(Ordering::Acquire) & FREE == 0 {
            return None;
        }
        self.word.0.store(EMPTY, Ordering::Relaxed);
        // SAFETY: the bit says that the value is there; it is marked as gone by the line above.
        Some(unsafe { (*self.value.get()).assume_init_read() })
    }
}

/// A value borrowed for reading; given back when dropped.
pub struct Shared<'a, T>(&'a Cell<T>);

impl<T> Deref for Shared<'_, T> {
    type Target = T;

    #[inline(always)]
    fn deref(&self) -> &T {
        // SAFETY: the word counts this reader, so the value is there and nobody writes it.
        unsafe { (*self.0.value.get()).assume_init_ref() }
    }
}

impl<T> Drop for Shared<'_, T> {
    #[inline(always)]
    fn drop(&mut self) {
        self.0.word.step(Step::EndRead);
    }
}

/// A value borrowed for writing; given back when dropped.
pub struct Exclusive<'a, T>(&'a Cell<T>);

impl<T> Deref for Exclusive<'_, T> {
    type Target = T;

    #[inline(always)]
    fn deref(&self) -> &T {
        // SAFETY: the word names this writer, so the value is there and ours alone.
        unsafe { (*self.0.value.get()).assume_init_ref() }
    }
}

impl<T> DerefMut for Exclusive<'_, T> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: as above.
        unsafe { (*self.0.value.get()).assume_init_mut() }
    }
}

impl<T> Drop for Exclusive<'_, T> {
    #[inline(always)]
    fn drop(&mut self) {
        self.0.word.0.store(FREE, Ordering::Release);
    }
}

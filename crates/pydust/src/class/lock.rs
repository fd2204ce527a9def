//! The locks that stand before Rust values: [`Locked`], one word, and [`Frozen`], none at all.
//!
//! The word says whether the value is there, and who uses it: any number of readers or one writer. A borrow that meets
//! another thread's waits for it, detached; one that meets this thread's own raises, as waiting would never end.
//! Nothing here knows what the value is.

use std::sync::atomic::{AtomicU64, Ordering};

use super::holder;
use crate::convert::Site;
use crate::error::{Error, Result};
use crate::raw::message::Message;
use crate::raw::{self, PyObject, Python, ffi, thread};

/// Who borrows what.
#[derive(Clone, Copy)]
pub struct Ask {
    pub(super) site: &'static Site,
    /// The instance or module with the value, alive as long as this, or null.
    pub(super) object: *mut PyObject,
}

impl Ask {
    /// # Safety
    /// The object must be null, or live as long as this is used.
    #[inline(always)]
    pub(crate) unsafe fn new(site: &'static Site, object: *mut PyObject) -> Ask {
        Ask { site, object }
    }
}

/// What keeps a value from being changed while others use it.
pub trait Lock: Sized + Send + Sync + 'static {
    /// Whether values never change, and are there from an instance's first moment to its last.
    const FROZEN: bool;
    /// Of a value that is there, and that nobody uses.
    const FREE: Self;

    /// Begins a use for reading.
    fn read(&self, py: Python<'_>, ask: Ask) -> Result<()>;
    /// Ends it.
    fn end_read(&self);
    /// Begins to put the first value in, unless there is one.
    fn claim(&self) -> bool;
    /// The first value is there now; nobody knew the lock before, or it was claimed.
    fn begin(&self);
    /// Whether the value is there and is not being changed.
    fn is_readable(&self) -> bool;
    /// Whether the value is not there.
    fn is_empty(&self) -> bool;
    /// Lets the value be taken out, if it is there and nobody uses it.
    fn end_unused<T>(&self, take: impl FnOnce() -> T) -> Option<T>;
    /// The last user takes the value out: whether it is there.
    fn end(&self) -> bool;
}

/// A lock of values that can change.
#[diagnostic::on_unimplemented(
    message = "instances of a `frozen` class never change",
    label = "can't be borrowed for writing",
    note = "take `&` instead of `&mut`, or remove `frozen` from the `#[class(..)]`"
)]
pub trait Writable: Lock {
    /// Begins a use for writing.
    fn write(&self, py: Python<'_>, ask: Ask) -> Result<()>;
    /// Ends it.
    fn end_write(&self);
}

/// No lock: the value never changes.
pub struct Frozen;

impl Lock for Frozen {
    const FROZEN: bool = true;
    const FREE: Self = Frozen;

    #[inline(always)]
    fn read(&self, _: Python<'_>, _: Ask) -> Result<()> {
        Ok(())
    }

    #[inline(always)]
    fn end_read(&self) {}

    #[inline(always)]
    fn claim(&self) -> bool {
        true
    }

    #[inline(always)]
    fn begin(&self) {}

    #[inline(always)]
    fn is_readable(&self) -> bool {
        true
    }

    #[inline(always)]
    fn is_empty(&self) -> bool {
        false
    }

    #[inline(always)]
    fn end_unused<T>(&self, _: impl FnOnce() -> T) -> Option<T> {
        None
    }

    #[inline(always)]
    fn end(&self) -> bool {
        true
    }
}

/// One word. From its lowest bit: whether the value is there; whether it is being written; whether it has more than
/// one reader; then how many readers those are, or the code of the place that alone uses it; in the upper 42 bits the
/// thread that does (0: several threads read). All zero, as CPython clears new memory, is a lock without its value.
#[repr(transparent)]
pub struct Locked(AtomicU64);

const EMPTY: u64 = 0;
const FREE: u64 = 1;
const WRITER: u64 = 1 << 1;
const COUNTED: u64 = 1 << 2;
/// In a counted word: one reader.
const READER: u64 = 1 << 3;
/// The reader's or writer's code, or the number of readers.
const FIELD: u64 = ((1 << Site::BITS) - 1) << 3;
const OWNER: u64 = !(FIELD | COUNTED | WRITER | FREE);

/// What someone wants to do with a word.
#[derive(Clone, Copy)]
enum Step {
    Read(u32),
    EndRead,
    Write(u32),
    /// Put in the first value.
    Claim,
}

/// Addresses of threads' data are in the lower 48 bits, and further apart than 64 bytes.
#[inline(always)]
fn this_thread() -> u64 {
    ((thread::id() as u64) << 16) & OWNER
}

#[inline(always)]
fn field(code: u32) -> u64 {
    (code as u64) << 3
}

impl Step {
    /// What the step makes of a word, or `None` if it can't be taken now.
    #[inline(always)]
    fn of(self, word: u64) -> Option<u64> {
        match self {
            Step::Read(code) if word == FREE => Some(FREE | field(code) | this_thread()),
            Step::Read(_) => one_more_reader(word),
            Step::EndRead if is_only_reader(word) || word & FIELD == READER => Some(FREE),
            Step::EndRead => Some(word - READER),
            Step::Write(code) => {
                (word == FREE).then(|| FREE | WRITER | field(code) | this_thread())
            }
            Step::Claim => (word == EMPTY).then(|| WRITER | this_thread()),
        }
    }
}

#[inline(always)]
fn is_only_reader(word: u64) -> bool {
    word & COUNTED == 0
}

/// A second reader, or a later one.
fn one_more_reader(word: u64) -> Option<u64> {
    if word & (FREE | WRITER) != FREE || word & (COUNTED | FIELD) == COUNTED | FIELD {
        return None;
    }
    let counted = if word & COUNTED == 0 { (word & OWNER) | FREE | COUNTED | READER } else { word };
    let owner = if word & OWNER == this_thread() { OWNER } else { 0 };
    Some((counted & (owner | !OWNER)) + READER)
}

impl Locked {
    /// Puts `next` in the place of `word`, if that is still there. With the GIL nobody else touches the word between a
    /// load and this, so a plain store does; without it this is a compare-and-swap.
    #[inline(always)]
    fn swap(&self, word: u64, next: u64) -> bool {
        if cfg!(not(Py_GIL_DISABLED)) {
            self.0.store(next, Ordering::Relaxed);
            return true;
        }
        self.0.compare_exchange(word, next, Ordering::AcqRel, Ordering::Relaxed).is_ok()
    }

    /// Takes one step, if it can be taken.
    #[inline(always)]
    fn step(&self, step: Step) -> bool {
        loop {
            let word = self.0.load(Ordering::Relaxed);
            let Some(next) = step.of(word) else { return false };
            if self.swap(word, next) {
                return true;
            }
        }
    }

    /// Begins to use a value that nobody else uses: the usual case, and all that shims have of their own.
    #[inline(always)]
    fn begin_alone(&self, next: u64) -> bool {
        self.0.load(Ordering::Relaxed) == FREE && self.swap(FREE, next)
    }

    /// Ends the use by one of several readers.
    #[cold]
    extern "C" fn end_one_of_several(&self) {
        self.step(Step::EndRead);
    }

    /// Takes the step as soon as it can be taken, which is at once for a second reader; or raises `RuntimeError`.
    ///
    /// The wait is Python's own `time.sleep`, which detaches. Ctrl-C ends it: also one that came between two sleeps, or
    /// by another thread's signal, which the sleep would not see.
    #[cold]
    extern "C" fn wait(&self, step: Step, py: Python<'_>, ask: Ask) -> Result<()> {
        const LONGEST_SECONDS: f64 = 10.0;
        let mut pause = 0.000_05;
        let mut waited = 0.0;
        while !self.step(step) {
            let word = self.0.load(Ordering::Relaxed);
            if word == EMPTY {
                return Err(not_there(py, ask));
            }
            if word & OWNER == this_thread() || waited > LONGEST_SECONDS {
                return Err(in_use(py, ask, word));
            }
            raw::thread::sleep(py, pause)?;
            raw::error::check_signals(py)?;
            waited += pause;
            pause = (pause * 2.0).min(0.005);
        }
        Ok(())
    }
}

impl Lock for Locked {
    const FROZEN: bool = false;
    const FREE: Self = Locked(AtomicU64::new(FREE));

    #[inline(always)]
    fn read(&self, py: Python<'_>, ask: Ask) -> Result<()> {
        let code = ask.site.code();
        if self.begin_alone(FREE | field(code) | this_thread()) {
            return Ok(());
        }
        self.wait(Step::Read(code), py, ask)
    }

    #[inline(always)]
    fn end_read(&self) {
        let word = self.0.load(Ordering::Relaxed);
        if !is_only_reader(word) || !self.swap(word, FREE) {
            self.end_one_of_several();
        }
    }

    #[inline(always)]
    fn claim(&self) -> bool {
        self.step(Step::Claim)
    }

    #[inline(always)]
    fn begin(&self) {
        self.0.store(FREE, Ordering::Release);
    }

    #[inline(always)]
    fn is_readable(&self) -> bool {
        self.0.load(Ordering::Acquire) & (FREE | WRITER) == FREE
    }

    #[inline(always)]
    fn is_empty(&self) -> bool {
        self.0.load(Ordering::Acquire) == EMPTY
    }

    #[inline(always)]
    fn end_unused<T>(&self, take: impl FnOnce() -> T) -> Option<T> {
        if !self.step(Step::Write(Site::RUST.code())) {
            return None;
        }
        let value = take();
        self.0.store(EMPTY, Ordering::Release);
        Some(value)
    }

    #[inline(always)]
    fn end(&self) -> bool {
        let is_there = self.0.load(Ordering::Acquire) & FREE != 0;
        self.0.store(EMPTY, Ordering::Relaxed);
        is_there
    }
}

impl Writable for Locked {
    #[inline(always)]
    fn write(&self, py: Python<'_>, ask: Ask) -> Result<()> {
        let code = ask.site.code();
        if self.begin_alone(FREE | WRITER | field(code) | this_thread()) {
            return Ok(());
        }
        self.wait(Step::Write(code), py, ask)
    }

    #[inline(always)]
    fn end_write(&self) {
        self.0.store(FREE, Ordering::Release);
    }
}

fn not_there(py: Python<'_>, ask: Ask) -> Error {
    let mut message = asking(ask);
    message
        .push(&["the object has no value yet: its __init__() was not called, or failed; or not "]);
    message.push(&["any more: the garbage collector has ended it"]);
    runtime_error(py, &message)
}

/// The beginning of a message: who wanted to borrow.
fn asking(ask: Ask) -> Message {
    let mut message = Message::new();
    if let Some([name, suffix]) = ask.site.name() {
        message.push(&[name, suffix, ": "]);
    }
    message
}

fn in_use(py: Python<'_>, ask: Ask, word: u64) -> Error {
    let mut message = asking(ask);
    message.push(&["the object is being ", if word & WRITER != 0 { "changed" } else { "read" }]);
    let is_own = word & OWNER == this_thread();
    if word & COUNTED == 0 {
        let code = ((word & FIELD) >> 3) as u32;
        message.push(&[" by "]);
        holder::push_name(py, &mut message, ask, code);
    } else if word & OWNER == 0 {
        message.push(&[" by several threads"]);
    } else {
        message.push(&[" more than once"]);
    }
    message.push(&[match (is_own, word & OWNER == 0) {
        (true, _) => " further up in this same thread, so waiting for it would never end",
        (false, true) => ", which did not finish within 10 seconds",
        (false, false) => " in another thread, which did not finish within 10 seconds",
    }]);
    runtime_error(py, &message)
}

fn runtime_error(py: Python<'_>, message: &Message) -> Error {
    let class = raw::error::exception_type(py, &raw const ffi::PyExc_RuntimeError);
    raw::message::set(&class, message);
    Error::fetch(py)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODE: u32 = 0x5_a5a5;

    fn after(word: u64, steps: &[Step]) -> u64 {
        steps.iter().fold(word, |word, step| step.of(word).expect("the step can be taken"))
    }

    #[test]
    fn one_user_is_named_and_several_are_counted() {
        let read = after(FREE, &[Step::Read(CODE)]);
        assert_eq!(read, FREE | field(CODE) | this_thread());
        let twice = after(read, &[Step::Read(CODE)]);
        assert_eq!(twice, FREE | COUNTED | (2 * READER) | this_thread());
        assert_eq!(after(twice, &[Step::Read(1)]), twice + READER);
        assert_eq!(after(twice, &[Step::EndRead]), twice - READER);
        assert_eq!(after(twice, &[Step::EndRead, Step::EndRead]), FREE);
        assert_eq!(after(read, &[Step::EndRead]), FREE);
    }

    #[test]
    fn readers_of_several_threads_have_no_owner() {
        let other = this_thread() ^ (1 << 40);
        let read = FREE | field(CODE) | other;
        let both = after(read, &[Step::Read(CODE)]);
        assert_eq!(both, FREE | COUNTED | (2 * READER));
        assert_eq!(after(both, &[Step::Read(CODE)]), FREE | COUNTED | (3 * READER));
        let counted = FREE | COUNTED | (2 * READER) | other;
        assert_eq!(after(counted, &[Step::Read(CODE)]), FREE | COUNTED | (3 * READER));
    }

    #[test]
    fn a_code_with_all_bits_set_is_no_full_count() {
        let all = (1 << Site::BITS) - 1;
        let read = after(FREE, &[Step::Read(all)]);
        assert!(Step::Read(all).of(read).is_some());
        let full = FREE | COUNTED | FIELD;
        assert!(Step::Read(all).of(full).is_none());
        assert_eq!(after(full, &[Step::EndRead]), full - READER);
    }

    #[test]
    fn nobody_joins_a_writer_or_writes_beside_a_reader() {
        let written = after(FREE, &[Step::Write(CODE)]);
        let read = after(FREE, &[Step::Read(CODE)]);
        for step in [Step::Read(CODE), Step::Write(CODE), Step::Claim] {
            assert!(step.of(written).is_none());
        }
        assert!(Step::Write(CODE).of(read).is_none());
        assert!(Step::Read(CODE).of(EMPTY).is_none());
        let claimed = after(EMPTY, &[Step::Claim]);
        assert!(Step::Read(CODE).of(claimed).is_none() && Step::Write(CODE).of(claimed).is_none());
    }
}

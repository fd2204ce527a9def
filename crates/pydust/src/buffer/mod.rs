//! Buffers: memory that other objects lend (PEP 3118), as parameters and by hand. How it is asked for is here,
//! which elements match in `format.rs`, what
//! classes export themselves in `export.rs`, reading in `read.rs`, writing in `write.rs`. What touches the
//! memory is in `raw`.

mod export;
mod format;
mod read;
mod write;

use std::borrow::Cow;

pub use export::Export;
pub use format::Scalar;
pub use read::Values;

use crate::convert::FromPy;
use crate::error::{Error, Result, mismatch};
use crate::exceptions::{BufferError, ExceptionType, TypeError, ValueError};
use crate::hint::{TypeHint, hint};
use crate::raw::buffer::{self as raw_buffer, BytesLike, HeldBuffer, Lend, Unfit, View};
use crate::raw::message::Message;
use crate::raw::strided::{Buffer, BufferMut};
use crate::raw::{self, Obj, Raised};
use format::Number;

/// What a parameter asks for.
#[derive(Clone, Copy)]
struct Wanted {
    number: Number,
    rank: usize,
    writable: bool,
}

impl Wanted {
    const fn new<T: Scalar, const N: usize>(writable: bool) -> Wanted {
        Wanted { number: T::NUMBER, rank: N, writable }
    }

    /// `a 2-dimensional buffer of float64`. The usual single dimension is said only where it matters.
    fn describe(&self, message: &mut Message, article: &str, with_rank: bool) {
        message.push(&[article]);
        if self.writable {
            message.push(&["writable "]);
        }
        if with_rank {
            message.push_number(self.rank);
            message.push(&["-dimensional "]);
        }
        message.push(&["buffer of ", self.number.name]);
    }

    /// The error for an object that lends something else, or nothing.
    #[cold]
    extern "C" fn refuse(&self, obj: &Obj<'_>, fault: Fault<'_, '_>) -> Error {
        let (mut expected, mut found) = (Message::new(), Message::new());
        let (mut article, mut with_rank) = ("a ", self.rank != 1);
        match fault {
            Fault::NoBuffer => {
                self.describe(&mut expected, article, with_rank);
                return mismatch::new(obj, expected.as_str());
            }
            Fault::Unfit(Unfit::Contradictory) => return contradictory(obj),
            Fault::Format(view) => {
                found.push(&["a buffer of "]);
                format::describe(view, &mut found);
            }
            Fault::Rank(view) => {
                with_rank = true;
                found.push(&["a "]);
                found.push_number(view.rank());
                found.push(&["-dimensional one"]);
            }
            Fault::ReadOnly => found.push(&["a read-only one"]),
            Fault::Unfit(Unfit::Unaligned) => {
                article = "an aligned ";
                found.push(&["an unaligned one (pass a copy of it)"]);
            }
        }
        self.describe(&mut expected, article, with_rank);
        mismatch::in_words(obj.py(), expected.as_str(), found.as_str(), TypeError::KIND)
    }
}

/// Why an object is not what was asked for.
enum Fault<'a, 'py> {
    NoBuffer,
    ReadOnly,
    Format(&'a View<'py>),
    Rank(&'a View<'py>),
    Unfit(Unfit),
}

/// The error for an exporter that can't be right.
#[cold]
extern "C" fn contradictory(obj: &Obj<'_>) -> Error {
    let mut message = Message::new();
    let class = obj.class();
    let name = class.name().unwrap_or_default();
    message.push(&["the shape, strides, item size and length of the buffer that '", &name]);
    message.push(&["' exports contradict each other"]);
    raw::message::set(&BufferError::KIND.class(obj.py()), &message);
    Error::fetch(obj.py())
}

impl Wanted {
    /// Checks all that does not depend on Rust's types.
    extern "C" fn check(&self, obj: &Obj<'_>, view: &View<'_>) -> Result<()> {
        if !self.number.is_that_of(view) {
            return Err(self.refuse(obj, Fault::Format(view)));
        }
        if view.rank() != self.rank {
            return Err(self.refuse(obj, Fault::Rank(view)));
        }
        if self.writable && view.is_readonly() {
            return Err(self.refuse(obj, Fault::ReadOnly));
        }
        Ok(())
    }

    /// Why an object gave no view: it is no exporter, it is read-only, or what it raised.
    #[cold]
    extern "C" fn refused(&self, obj: &Obj<'_>, raised: Raised) -> Error {
        let error = Error::from(raised);
        if !raw_buffer::is_exporter(obj) {
            return self.refuse(obj, Fault::NoBuffer);
        }
        // Exporters say "read-only" in different words, and with different exceptions.
        let may_be_readonly = error.is::<BufferError>(obj.py()) || error.is::<ValueError>(obj.py());
        if !self.writable || !may_be_readonly {
            return error;
        }
        let mut again = HeldBuffer::<Buffer<u8>>::default();
        if let Err(raised) = again.ask(obj) {
            drop(Error::from(raised));
            return error;
        }
        match self.check(obj, again.view()) {
            Err(fault) => fault,
            Ok(()) => error,
        }
    }
}

/// Holds the buffer of an object.
#[inline(always)]
fn hold<'py, B: Lend>(
    obj: &Obj<'py>,
    held: &mut HeldBuffer<'py, B>,
    wanted: &'static Wanted,
) -> Result<()> {
    held.ask(obj).map_err(|raised| wanted.refused(obj, raised))?;
    wanted.check(obj, held.view())?;
    held.lend().map_err(|unfit| wanted.refuse(obj, Fault::Unfit(unfit)))
}

/// Holds the bytes of an object.
fn hold_bytes<'py>(obj: &Obj<'py>, held: &mut HeldBuffer<'py, BytesLike>) -> Result<()> {
    match held.ask(obj) {
        Ok(()) => held.lend().map_err(|_| contradictory(obj)),
        Err(raised) => {
            let error = Error::from(raised);
            let is_exporter = raw_buffer::is_exporter(obj);
            Err(if is_exporter { error } else { mismatch::new(obj, BYTES_LIKE) })
        }
    }
}

/// A copy of the bytes of an object such as a `bytearray` or a `memoryview`; `None` for one that lends no buffer, or one of
/// other things than single bytes in a row.
pub(crate) fn copy_bytes(obj: &Obj<'_>) -> Result<Option<Vec<u8>>> {
    if !raw_buffer::is_exporter(obj) {
        return Ok(None);
    }
    let mut held = HeldBuffer::<Buffer<u8>>::default();
    held.ask(obj)?;
    if !u8::NUMBER.is_that_of(held.view()) || held.view().rank() != 1 {
        return Ok(None);
    }
    held.lend().map_err(|_| contradictory(obj))?;
    held.to_vec().map(Some)
}

const BYTES_LIKE: &str = "a bytes-like object";

/// The conversions of a type, as a parameter and as a [`HeldBuffer`].
macro_rules! held {
    ($(impl [$($generics:tt)*] $type:ty, $expected:expr, |$obj:ident, $held:ident| $hold:expr;)*) => {$(
        impl<'a, 'py, $($generics)*> FromPy<'a, 'py> for &'a $type {
            type Guard = HeldBuffer<'py, $type>;
            const EXPECTED: &'static str = $expected;
            const TAKES: TypeHint = hint!("{typing_extensions.Buffer}");

            #[inline(always)]
            fn from_py($obj: &'a Obj<'py>, $held: &'a mut Self::Guard) -> Result<Self> {
                $hold?;
                Ok($held)
            }
        }

        impl<'a, 'py, $($generics)*> FromPy<'a, 'py> for HeldBuffer<'py, $type> {
            type Guard = ();
            const EXPECTED: &'static str = $expected;
            const TAKES: TypeHint = hint!("{typing_extensions.Buffer}");

            #[inline]
            fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
                let mut held = HeldBuffer::default();
                let ($obj, $held) = (obj, &mut held);
                $hold?;
                Ok(held)
            }
        }
    )*};
}

held! {
    impl[T: Scalar, const N: usize] Buffer<T, N>, T::BUFFER,
        |obj, held| hold(obj, held, const { &Wanted::new::<T, N>(false) });
    impl[T: Scalar, const N: usize] BufferMut<T, N>, T::WRITABLE_BUFFER,
        |obj, held| hold(obj, held, const { &Wanted::new::<T, N>(true) });
    impl[] BytesLike, BYTES_LIKE, |obj, held| hold_bytes(obj, held);
}

impl<B> HeldBuffer<'_, B> {
    /// The format of one element, in the words of Python's `struct` module. Bytes may have none, which
    /// means `B`.
    ///
    /// ```
    /// # use pydust as py;
    /// fn format(xs: &py::Obj) -> py::Result<String> {
    ///     Ok(xs.extract::<py::HeldBuffer<py::Buffer<i64>>>()?.format().into_owned())
    /// }
    /// ```
    pub fn format(&self) -> Cow<'_, str> {
        self.view().format().to_string_lossy()
    }

    /// Whether the exporter forbids to write to this view. Others may write to the same memory all the same.
    pub fn is_readonly(&self) -> bool {
        self.view().is_readonly()
    }
}

impl BytesLike {
    /// The bytes as they are if they never change ([`as_bytes`](BytesLike::as_bytes)), else a copy.
    ///
    /// Raises `MemoryError`.
    ///
    /// ```
    /// # use pydust as py;
    /// fn starts_with_zip(data: &py::BytesLike) -> py::Result<bool> {
    ///     Ok(data.to_cow()?.starts_with(b"PK\x03\x04"))
    /// }
    /// ```
    pub fn to_cow(&self) -> Result<Cow<'_, [u8]>> {
        match self.as_bytes() {
            Some(bytes) => Ok(Cow::Borrowed(bytes)),
            None => self.to_vec().map(Cow::Owned),
        }
    }
}

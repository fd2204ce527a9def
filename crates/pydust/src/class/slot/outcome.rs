//! What special methods return, as CPython's slots want it: objects, truth values, hashes, lengths, next items.

use crate::buffer::Export;
use crate::convert::IntoPy;
use crate::error::{Error, Result};
use crate::exceptions::OverflowError;
use crate::function::Call;
use crate::hint::TypeHint;
use crate::raw::export::Exported;
use crate::raw::{Obj, Python};
use crate::types::Resumed;

/// A kind of result of functions that Python calls.
pub trait Outcome {
    /// What the shim gets.
    type Value<'py>;
}

/// An object, as all ordinary functions give one.
pub enum Object {}

impl Outcome for Object {
    type Value<'py> = Obj<'py>;
}

/// A kind of result that is no object: its marker, the trait of what converts to it, and the function that does.
macro_rules! outcomes {
    ($($(#[$doc:meta])* $kind:ident($value:ty), $convert:ident, $trait:ident: $message:literal;)*) => {$(
        $(#[$doc])*
        pub enum $kind {}

        impl Outcome for $kind {
            type Value<'py> = $value;
        }

        #[doc = concat!("What converts to `", stringify!($kind), "`.")]
        #[diagnostic::on_unimplemented(message = $message, label = "not such a value")]
        pub trait $trait {
            /// The value, or the error to raise.
            fn $convert(self) -> Result<$value>;
        }

        impl<T: $trait, E: Into<Error>> $trait for std::result::Result<T, E> {
            #[inline(always)]
            fn $convert(self) -> Result<$value> {
                self.map_err(Into::into)?.$convert()
            }
        }

        #[doc = concat!("What a special method returned, as `", stringify!($kind), "`.")]
        #[inline(always)]
        pub fn $convert<R: $trait>(returned: R) -> Result<$value> {
            returned.$convert()
        }
    )*};
}

outcomes! {
    /// True or false.
    Truth(bool), truth, IntoTruth:
        "this special method must return `bool` or a `Result<bool, _>`, not `{Self}`";
    /// A hash; -1 is C's sign of an error, and becomes -2 as everywhere in Python.
    Hash(isize), hash, IntoHash:
        "`__hash__` must return an integer of at most 64 bits or a `Result` of one, not `{Self}`";
    /// Nothing.
    Nothing(()), nothing, IntoNothing:
        "this special method must return nothing or a `Result<(), _>`, not `{Self}`";
}

outcomes! {
    /// A length.
    Count(isize), count, IntoCount:
        "`__len__` must return an unsigned integer or a `Result` of one, not `{Self}`";
}

macro_rules! counts {
    ($($int:ty)*) => {$(
        impl IntoCount for $int {
            #[inline(always)]
            fn count(self) -> Result<isize> {
                match isize::try_from(self) {
                    Ok(count) => Ok(count),
                    Err(_) => Err(Error::new(OverflowError, "the length does not fit into an index")),
                }
            }
        }
    )*};
}

counts! { u8 u16 u32 u64 usize }

/// The next item of an iterator, or its end.
pub enum Next {}

impl Outcome for Next {
    type Value<'py> = Option<Obj<'py>>;
}

/// What converts to [`Next`].
#[diagnostic::on_unimplemented(
    message = "`__next__` must return `Option<T>` or a `Result<Option<T>, _>`, not `{Self}`",
    label = "can't say that there is no next item",
    note = "`None` is the end; one that ends with a value returns `pydust::Resumed`"
)]
pub trait IntoNext<'py> {
    /// What the item is.
    const NEXT: TypeHint;

    /// The item, or the error to raise.
    fn next(self, py: Python<'py>) -> Result<Option<Obj<'py>>>;
}

impl<'py, T: IntoPy<'py>> IntoNext<'py> for Option<T> {
    const NEXT: TypeHint = T::GIVES;

    #[inline(always)]
    fn next(self, py: Python<'py>) -> Result<Option<Obj<'py>>> {
        self.map(|item| item.into_py(py)).transpose()
    }
}

impl<'py, Y: IntoPy<'py>, R: IntoPy<'py>> IntoNext<'py> for Resumed<Y, R> {
    const NEXT: TypeHint = Y::GIVES;

    #[inline(always)]
    fn next(self, py: Python<'py>) -> Result<Option<Obj<'py>>> {
        self.into_py(py).map(Some)
    }
}

impl<'py, T: IntoNext<'py>, E: Into<Error>> IntoNext<'py> for std::result::Result<T, E> {
    const NEXT: TypeHint = T::NEXT;

    #[inline(always)]
    fn next(self, py: Python<'py>) -> Result<Option<Obj<'py>>> {
        self.map_err(Into::into)?.next(py)
    }
}

/// What `__next__` returned.
#[inline(always)]
pub fn next<'py, R: IntoNext<'py>>(returned: R, py: Python<'py>) -> Result<Option<Obj<'py>>> {
    returned.next(py)
}

/// Memory to lend.
pub enum Loan {}

impl Outcome for Loan {
    type Value<'py> = Exported;
}

/// What `__buffer__` returned.
#[inline(always)]
pub fn loan<R: Export>(returned: R) -> Result<Exported> {
    returned.export()
}

impl IntoTruth for bool {
    #[inline(always)]
    fn truth(self) -> Result<bool> {
        Ok(self)
    }
}

impl IntoNothing for () {
    #[inline(always)]
    fn nothing(self) -> Result<()> {
        Ok(())
    }
}

macro_rules! hashes {
    ($($int:ty)*) => {$(
        impl IntoHash for $int {
            #[inline(always)]
            fn hash(self) -> Result<isize> {
                // Both halves count where a hash has 32 bits.
                let wide = self as i64;
                let folded = if isize::BITS < 64 { wide ^ (wide >> 32) } else { wide };
                Ok(match folded as isize {
                    -1 => -2,
                    hash => hash,
                })
            }
        }
    )*};
}

hashes! { i8 i16 i32 i64 isize u8 u16 u32 u64 usize }

/// The instance itself, which an operator in place has changed.
#[inline(always)]
pub fn changed<'py, R: IntoNothing>(returned: R, call: &Call<'_, 'py>) -> Result<Obj<'py>> {
    returned.nothing()?;
    Ok(call.this().clone())
}

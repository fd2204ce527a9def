//! What a class can export as its memory: the values that `__buffer__` may return, and the methods of [`Memory`].

use std::ffi::CStr;
use std::sync::Arc;

use super::Scalar;
use crate::convert::Bounds;
use crate::error::{Error, Result};
use crate::exceptions::{BufferError, MemoryError, ValueError};
use crate::raw::export::{Exported, MOST_DIMENSIONS};
use crate::raw::memory::Memory;

impl<T: Scalar, const N: usize> Memory<T, N> {
    /// Zeros.
    ///
    /// Raises `MemoryError` for more than there is memory for.
    ///
    /// ```
    /// # use pydust as py;
    /// fn identity(n: usize) -> py::Result<py::Memory<f64, 2>> {
    ///     let matrix = py::Memory::zeros([n, n])?;
    ///     (0..n).try_for_each(|i| matrix.set([i, i], 1.0))?;
    ///     Ok(matrix)
    /// }
    /// ```
    #[track_caller]
    pub fn zeros(shape: [usize; N]) -> Result<Self> {
        const {
            assert!(N <= MOST_DIMENSIONS, "memory with more than 8 dimensions can't be exported");
        };
        Memory::new(shape).ok_or_else(|| Error::new(MemoryError, "no memory for so many elements"))
    }

    /// The same numbers in another shape.
    ///
    /// Raises `ValueError` if that has another number of elements.
    ///
    /// ```
    /// # use pydust as py;
    /// fn table(values: Vec<f64>) -> py::Result<py::Memory<f64, 2>> {
    ///     let rows = values.len() / 3;
    ///     py::Memory::from_slice(&values)?.reshape([rows, 3])
    /// }
    /// ```
    #[track_caller]
    pub fn reshape<const M: usize>(self, shape: [usize; M]) -> Result<Memory<T, M>> {
        const {
            assert!(M <= MOST_DIMENSIONS, "memory with more than 8 dimensions can't be exported");
        };
        let length = self.len();
        match self.with_shape(shape) {
            Some(memory) => Ok(memory),
            None => {
                let message = format!("cannot reshape {length} elements into shape {shape:?}");
                Err(Error::new(ValueError, message))
            }
        }
    }

    /// The numbers as a plain slice.
    ///
    /// Raises `BufferError` while others can access them: as long as a `memoryview` or an array of this memory exists.
    #[track_caller]
    pub fn as_mut_slice(&mut self) -> Result<&mut [T]> {
        self.unshared().ok_or_else(|| {
            let message = "the memory is in use: release all memoryviews and arrays of it first";
            Error::new(BufferError, message)
        })
    }
}

impl<T: Scalar> Memory<T> {
    /// A copy of the numbers.
    ///
    /// Raises `MemoryError` where there is none left.
    #[track_caller]
    pub fn from_slice(values: &[T]) -> Result<Self> {
        Memory::copied(values, values.len())
            .ok_or_else(|| Error::new(MemoryError, "no memory for so many elements"))
    }

    /// Makes it longer, with zeros at the end, or shorter.
    ///
    /// Raises `BufferError` as long as a `memoryview` or an array of this memory exists, as `bytearray` does, and
    /// `MemoryError` where there is none left.
    #[track_caller]
    pub fn resize(&mut self, length: usize) -> Result<()> {
        let values = self.as_mut_slice()?;
        let kept = values.get(..length).unwrap_or(values);
        *self = Memory::copied(kept, length)
            .ok_or_else(|| Error::new(MemoryError, "no memory for so many elements"))?;
        Ok(())
    }
}

/// What `__buffer__` may return: `&Memory<T, N>`, which Python reads and writes; numbers that nobody writes any more
/// (`Arc<[T]>`, `Arc<Vec<T>>`, `Vec<T>`), which Python only reads; and `Exported` itself.
#[diagnostic::on_unimplemented(
    message = "`__buffer__` can't export `{Self}`",
    label = "not memory that stays where it is",
    note = "to be written by Python and Rust: a field `pydust::Memory<T>`, returned as `&self.field`",
    note = "to be read: `Arc<[T]>` or `Arc<Vec<T>>`, returned as a clone, or a `Vec<T>` that is made for the caller"
)]
pub trait Export {
    /// The memory with all that a consumer asks about it.
    fn export(self) -> Result<Exported>;
}

impl Export for Exported {
    fn export(self) -> Result<Exported> {
        Ok(self)
    }
}

impl<T: Export, E: Into<Error>> Export for std::result::Result<T, E> {
    fn export(self) -> Result<Exported> {
        self.map_err(Into::into)?.export()
    }
}

fn kind<T: Scalar>() -> (&'static CStr, usize) {
    (T::FORMAT, size_of::<T>())
}

#[track_caller]
fn or_no_memory(exported: Option<Exported>) -> Result<Exported> {
    exported.ok_or_else(|| Error::new(MemoryError, "no memory for a buffer"))
}

impl<T: Scalar, const N: usize> Export for &Memory<T, N> {
    /// Numbers to read and write.
    fn export(self) -> Result<Exported> {
        const {
            assert!(N <= MOST_DIMENSIONS, "memory with more than 8 dimensions can't be exported");
        };
        or_no_memory(self.lend(kind::<T>()))
    }
}

macro_rules! immutable {
    ($($type:ty)*) => {$(
        impl<T: Scalar> Export for $type {
            /// Numbers to read.
            fn export(self) -> Result<Exported> {
                or_no_memory(Exported::readonly(self, kind::<T>()))
            }
        }
    )*};
}

immutable! { Arc<[T]> Arc<Vec<T>> Vec<T> }

/// Other views of the same memory.
///
/// ```
/// # use pydust as py;
/// # use py::Export;
/// fn columns(matrix: &py::Memory<f64, 2>) -> py::Result<py::Exported> {
///     Ok(matrix.export()?.transposed().read_only())
/// }
/// ```
impl Exported {
    /// Numbers that are there for ever, to be read only.
    ///
    /// ```
    /// # use pydust as py;
    /// fn primes() -> py::Result<py::Exported> {
    ///     py::Exported::of_static(&[2_u16, 3, 5, 7])
    /// }
    /// ```
    #[track_caller]
    pub fn of_static<T: Scalar>(values: &'static [T]) -> Result<Exported> {
        or_no_memory(Exported::readonly(values, kind::<T>()))
    }

    /// As it is, to be read only.
    pub fn read_only(mut self) -> Exported {
        self.forbid_writing();
        self
    }

    /// With its dimensions the other way round: the transposed matrix.
    pub fn transposed(mut self) -> Exported {
        self.transpose();
        self
    }

    /// Of one dimension only what a slice takes: every other row, the columns from last to first.
    ///
    /// Raises `ValueError` for a dimension that is not there.
    ///
    /// ```
    /// # use pydust as py;
    /// # use py::Export;
    /// fn backwards(samples: &py::Memory<f64>) -> py::Result<py::Exported> {
    ///     samples.export()?.sliced(0, py::Bounds::new(None, None, Some(-1))?)
    /// }
    /// ```
    #[track_caller]
    pub fn sliced(mut self, dimension: usize, bounds: Bounds) -> Result<Exported> {
        if self.slice(dimension, bounds.parts()) {
            return Ok(self);
        }
        let message = format!("dimension {dimension} of a buffer that has {}", self.dimensions());
        Err(Error::new(ValueError, message))
    }
}

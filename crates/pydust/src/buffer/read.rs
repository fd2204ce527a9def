//! Reading a buffer: one element, all of them in order, or copied out.

use std::iter::FusedIterator;

use super::Scalar;
use crate::error::{Error, Result};
use crate::exceptions::{MemoryError, ValueError};
use crate::raw::element::{self, Element};
use crate::raw::strided::{Buffer, Elements};

impl<T: Scalar, const N: usize> Buffer<T, N> {
    /// How many elements there are, in all dimensions.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.place.length
    }

    /// Whether there are none.
    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.place.length == 0
    }

    /// How many elements each dimension has.
    ///
    /// ```
    /// # use pydust as py;
    /// fn is_square(matrix: &py::Buffer<f64, 2>) -> bool {
    ///     let [rows, columns] = matrix.shape();
    ///     rows == columns
    /// }
    /// ```
    #[inline(always)]
    pub fn shape(&self) -> [usize; N] {
        self.place.shape
    }

    /// How many bytes lie between an element and the next one, in each dimension. They can be negative, and 0.
    #[inline(always)]
    pub fn strides(&self) -> [isize; N] {
        self.place.strides
    }

    /// How many bytes an element has.
    #[inline(always)]
    pub fn itemsize(&self) -> usize {
        size_of::<T>()
    }

    /// Whether the elements lie in memory in the order of iteration, without gaps.
    #[inline(always)]
    pub fn is_c_contiguous(&self) -> bool {
        self.place.c_contiguous
    }

    /// Whether the elements lie in memory without gaps, the first index changing fastest.
    pub fn is_f_contiguous(&self) -> bool {
        self.has_f_order()
    }

    /// The value at an index, which has a part for each dimension; `None` beyond the shape.
    ///
    /// ```
    /// # use pydust as py;
    /// fn first(xs: &py::Buffer<f64>) -> Option<f64> {
    ///     xs.get([0])
    /// }
    /// ```
    #[inline(always)]
    pub fn get(&self, index: [usize; N]) -> Option<T> {
        self.element(index).map(Element::get)
    }

    /// All values, the last index changing fastest.
    ///
    /// `sum`, `fold`, `for_each` and the like go through contiguous memory as through a slice.
    ///
    /// ```
    /// # use pydust as py;
    /// fn norm(xs: &py::Buffer<f64>) -> f64 {
    ///     xs.iter().map(|x| x * x).sum::<f64>().sqrt()
    /// }
    /// ```
    #[inline(always)]
    pub fn iter(&self) -> Values<'_, T, N> {
        Values(self.elements_in_order())
    }

    /// All elements as a slice, if they lie in memory in the order of iteration, without gaps.
    ///
    /// Slices can be split and zipped, and their parts handled by several threads.
    ///
    /// ```
    /// # use pydust as py;
    /// fn dot(xs: &py::Buffer<f64>, ys: &py::Buffer<f64>) -> Option<f64> {
    ///     let (xs, ys) = (xs.as_slice()?, ys.as_slice()?);
    ///     Some(xs.iter().zip(ys).map(|(x, y)| x.get() * y.get()).sum())
    /// }
    /// ```
    #[inline(always)]
    pub fn as_slice(&self) -> Option<&[Element<T>]> {
        self.slice()
    }

    /// A copy of all values, in the order of iteration.
    ///
    /// Raises `MemoryError`. Numbers that are worked on more than once are better copied: what is in a
    /// `Vec` nobody else writes to, and the compiler can use vector instructions on it.
    ///
    /// ```
    /// # use pydust as py;
    /// fn median(xs: &py::Buffer<f64>) -> py::Result<Option<f64>> {
    ///     let mut xs = xs.to_vec()?;
    ///     xs.sort_by(f64::total_cmp);
    ///     Ok(xs.get(xs.len() / 2).copied())
    /// }
    /// ```
    pub fn to_vec(&self) -> Result<Vec<T>> {
        element::collect(self.place.length, self.slice(), self.elements_in_order())
            .ok_or_else(|| no_memory(self.place.length, size_of::<T>()))
    }

    /// Copies all values, in the order of iteration, into a slice of the same length.
    ///
    /// Raises `ValueError` for another length.
    ///
    /// ```
    /// # use pydust as py;
    /// fn digest(data: &py::Buffer<u8>) -> py::Result<u64> {
    ///     let mut word = [0; 8];
    ///     data.copy_to_slice(&mut word)?;
    ///     Ok(u64::from_le_bytes(word))
    /// }
    /// ```
    pub fn copy_to_slice(&self, to: &mut [T]) -> Result<()> {
        if to.len() != self.place.length {
            return Err(other_length(self.place.length, to.len()));
        }
        match self.slice() {
            Some(from) => element::copy_out(from, element::as_uninit(to)),
            None => to.iter_mut().zip(self.iter()).for_each(|(to, value)| *to = value),
        }
        Ok(())
    }
}

/// The error for a slice that is longer or shorter than a buffer.
#[cold]
pub(super) fn other_length(buffer: usize, slice: usize) -> Error {
    let message =
        format!("expected a slice as long as the buffer, {buffer}, not one of length {slice}");
    Error::new(ValueError, message)
}

#[cold]
fn no_memory(length: usize, size: usize) -> Error {
    Error::new(MemoryError, format!("no memory for a copy of {length} elements of {size} bytes"))
}

impl<'a, T: Scalar, const N: usize> IntoIterator for &'a Buffer<T, N> {
    type Item = T;
    type IntoIter = Values<'a, T, N>;

    #[inline(always)]
    fn into_iter(self) -> Values<'a, T, N> {
        self.iter()
    }
}

/// The values of a buffer, the last index changing fastest: see [`Buffer::iter`].
pub struct Values<'a, T: Scalar, const N: usize>(Elements<'a, T, N>);

impl<T: Scalar, const N: usize> Iterator for Values<'_, T, N> {
    type Item = T;

    #[inline(always)]
    fn next(&mut self) -> Option<T> {
        self.0.next().map(Element::get)
    }

    #[inline(always)]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }

    #[inline(always)]
    fn fold<B, F: FnMut(B, T) -> B>(self, init: B, mut f: F) -> B {
        self.0.fold(init, |folded, element| f(folded, element.get()))
    }
}

impl<T: Scalar, const N: usize> ExactSizeIterator for Values<'_, T, N> {}
impl<T: Scalar, const N: usize> FusedIterator for Values<'_, T, N> {}

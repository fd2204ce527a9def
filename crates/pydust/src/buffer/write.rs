//! Writing to a buffer: one element, each in order, or copied in.

use super::Scalar;
use super::read::other_length;
use crate::error::{Error, Result};
use crate::exceptions::IndexError;
use crate::raw::element::{self, ElementMut};
use crate::raw::strided::BufferMut;

impl<T: Scalar, const N: usize> BufferMut<T, N> {
    /// Writes a value at an index, which has a part for each dimension.
    ///
    /// Raises `IndexError` beyond the shape.
    ///
    /// ```
    /// # use pydust as py;
    /// fn clear_diagonal(matrix: &py::BufferMut<f64, 2>) -> py::Result<()> {
    ///     let [rows, columns] = matrix.shape();
    ///     (0..rows.min(columns)).try_for_each(|i| matrix.set([i, i], 0.0))
    /// }
    /// ```
    #[inline]
    pub fn set(&self, index: [usize; N], value: T) -> Result<()> {
        match self.element_mut(index) {
            Some(element) => {
                element.set(value);
                Ok(())
            }
            None => Err(beyond(&index, &self.shape())),
        }
    }

    /// All elements, the last index changing fastest, to be read and written in place.
    ///
    /// ```
    /// # use pydust as py;
    /// fn clip(xs: &py::BufferMut<f32>, low: f32, high: f32) {
    ///     xs.elements().for_each(|x| x.set(x.get().max(low).min(high)));
    /// }
    /// ```
    #[inline(always)]
    pub fn elements(&self) -> impl ExactSizeIterator<Item = &ElementMut<T>> + '_ {
        self.elements_mut()
    }

    /// All elements as a slice, if they lie in memory in the order of iteration, without gaps.
    ///
    /// Its parts can be written by several threads:
    ///
    /// ```
    /// # use pydust as py;
    /// fn square(py: py::Python, xs: &py::BufferMut<f64>) {
    ///     let Some(all) = xs.as_slice_mut() else { return };
    ///     py.detach(|| {
    ///         std::thread::scope(|scope| {
    ///             for part in all.chunks(100_000) {
    ///                 scope.spawn(move || part.iter().for_each(|x| x.set(x.get() * x.get())));
    ///             }
    ///         })
    ///     })
    /// }
    /// ```
    #[inline(always)]
    pub fn as_slice_mut(&self) -> Option<&[ElementMut<T>]> {
        self.slice_mut()
    }

    /// Writes the same value everywhere.
    ///
    /// ```
    /// # use pydust as py;
    /// fn clear(xs: &py::BufferMut<i32, 2>) {
    ///     xs.fill(0);
    /// }
    /// ```
    pub fn fill(&self, value: T) {
        self.elements_mut().for_each(|element| element.set(value));
    }

    /// Copies the values of a slice of the same length into the buffer, in the order of iteration.
    ///
    /// Raises `ValueError` for another length; nothing is written then.
    ///
    /// ```
    /// # use pydust as py;
    /// fn sort(xs: &py::BufferMut<i64>) -> py::Result<()> {
    ///     let mut sorted = xs.to_vec()?;
    ///     sorted.sort_unstable();
    ///     xs.copy_from_slice(&sorted)
    /// }
    /// ```
    pub fn copy_from_slice(&self, from: &[T]) -> Result<()> {
        if from.len() != self.len() {
            return Err(other_length(self.len(), from.len()));
        }
        match self.slice_mut() {
            Some(to) => element::copy_in(from, to),
            None => self.elements_mut().zip(from).for_each(|(element, value)| element.set(*value)),
        }
        Ok(())
    }
}

/// The error for an index that no element has.
#[cold]
fn beyond(index: &[usize], shape: &[usize]) -> Error {
    Error::new(IndexError, format!("index {index:?} is beyond the buffer's shape {shape:?}"))
}

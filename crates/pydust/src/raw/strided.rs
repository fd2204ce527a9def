//! Where a buffer's elements lie: [`Buffer`] and [`BufferMut`] are a pointer, a shape and strides. The
//! methods that users see are in `crate::buffer`.
//!
//! Both types are only ever lent, by the [`HeldBuffer`](super::buffer::HeldBuffer) that keeps the memory
//! where it is, and never as `&mut`: a swap would let one outlive its memory.

use std::marker::PhantomData;
use std::ops::Deref;
use std::ptr::{self, NonNull};
use std::slice;

use super::element::{Element, ElementMut, Word};

/// The elements of a Python object that exports its memory (`array.array`, a NumPy array, `bytearray`, ...),
/// without a copy: `N` dimensions of `T`.
///
/// As the parameter of a function, `&py::Buffer<f64>` takes any such object. Element type and number of
/// dimensions are checked; a wrong one is a `TypeError` that says what was found. The object is locked as
/// the function runs: a `bytearray` can't be resized, for example.
///
/// Its values are not: Python code and other threads may write to the memory at any time, so
/// elements are read one by one, each time anew, and no slice of `T` is lent. A buffer holds no Python
/// handle, so it can be read in [`detach`](crate::Python::detach) and shared between threads.
///
/// Elements are `i8` to `i64`, `u8` to `u64`, `isize`, `usize`, `f32`, `f64`, `bool`, and `[f32; 2]` or
/// `[f64; 2]` for complex numbers; see [`Scalar`](crate::Scalar).
///
/// ```
/// # use pydust as py;
/// fn mean(py: py::Python, xs: &py::Buffer<f64>) -> f64 {
///     py.detach(|| xs.iter().sum::<f64>()) / xs.len() as f64
/// }
///
/// fn trace(matrix: &py::Buffer<f64, 2>) -> f64 {
///     (0..).map_while(|i| matrix.get([i, i])).sum()
/// }
/// ```
///
/// To hold a buffer beyond one call of one function, see [`HeldBuffer`](crate::HeldBuffer).
pub struct Buffer<T: Word, const N: usize = 1> {
    pub(crate) place: Place<N>,
    elements: PhantomData<Element<T>>,
}

/// Where elements are.
pub(crate) struct Place<const N: usize> {
    pub(super) start: NonNull<u8>,
    pub(crate) shape: [usize; N],
    /// In bytes.
    pub(crate) strides: [isize; N],
    /// The product of the shape.
    pub(crate) length: usize,
    /// Whether they follow one another in the order of iteration, without gaps.
    pub(crate) c_contiguous: bool,
}

impl<const N: usize> Place<N> {
    /// Where no elements are. The pointer is aligned for all of them, and never read.
    pub(super) const NOWHERE: Place<N> = Place {
        start: NonNull::<u64>::dangling().cast(),
        shape: [0; N],
        strides: [0; N],
        length: 0,
        c_contiguous: true,
    };
}

// SAFETY: of its memory it gives references to elements alone, which may be read by any thread.
unsafe impl<T: Word, const N: usize> Send for Buffer<T, N> {}
// SAFETY: as above.
unsafe impl<T: Word, const N: usize> Sync for Buffer<T, N> {}

impl<T: Word, const N: usize> Buffer<T, N> {
    /// # Safety
    /// The place must be right: if it has elements, there must be readable memory, aligned for `T`, at each
    /// multiple of the strides below the shape, as long as the buffer is used.
    #[inline(always)]
    pub(super) const unsafe fn new(place: Place<N>) -> Self {
        Buffer { place, elements: PhantomData }
    }

    /// Whether the elements lie in memory one after the other, the first index changing fastest.
    pub(crate) fn has_f_order(&self) -> bool {
        let mut step = size_of::<T>() as isize;
        self.place.shape.iter().zip(&self.place.strides).all(|(size, stride)| {
            let follows = *size == 1 || *stride == step;
            step = step.wrapping_mul(*size as isize);
            follows
        }) || self.place.length == 0
    }

    /// The element at the index, which has a part for each dimension.
    #[inline(always)]
    pub(crate) fn element(&self, index: [usize; N]) -> Option<&Element<T>> {
        let mut offset = 0;
        for ((index, size), stride) in index.iter().zip(&self.place.shape).zip(&self.place.strides)
        {
            if index >= size {
                return None;
            }
            offset = (*index as isize).wrapping_mul(*stride).wrapping_add(offset);
        }
        // SAFETY: the index is below the shape, and `new`'s contract says that an element is there.
        Some(unsafe { &*self.place.start.as_ptr().wrapping_offset(offset).cast::<Element<T>>() })
    }

    /// All elements as a slice, if they lie in memory in the order of iteration.
    #[inline(always)]
    pub(crate) fn slice(&self) -> Option<&[Element<T>]> {
        // SAFETY: `new`'s contract says that `length` elements are there, one after the other.
        self.place.c_contiguous.then(|| unsafe {
            slice::from_raw_parts(self.place.start.as_ptr().cast(), self.place.length)
        })
    }

    /// All elements, the last index changing fastest.
    #[inline(always)]
    pub(crate) fn elements_in_order(&self) -> Elements<'_, T, N> {
        let (run, stride) =
            match (self.place.c_contiguous, self.place.shape.last(), self.place.strides.last()) {
                (false, Some(size), Some(stride)) => (*size, *stride),
                _ => (self.place.length, size_of::<T>() as isize),
            };
        Elements {
            buffer: self,
            at: self.place.start.as_ptr(),
            stride,
            left: run,
            run,
            later: self.place.length - run,
            index: [0; N],
        }
    }
}

/// The elements of a writable buffer: as [`Buffer`], whose methods it has, and they can be written.
///
/// As the parameter of a function, `&py::BufferMut<f64>` takes any object that exports its memory for
/// writing. A read-only one (`bytes`, a NumPy array with `writeable=False`) is a `TypeError`.
///
/// Writing needs no `&mut`, and may happen from several threads at once: each element is written as a
/// whole, and the last one wins. (Two buffers of *different* element types over the same memory should
/// not be written at the same time: which bytes win is then up to the machine.)
///
/// ```
/// # use pydust as py;
/// fn scale(xs: &py::BufferMut<f64>, factor: f64) {
///     for x in xs.elements() {
///         x.set(x.get() * factor);
///     }
/// }
/// ```
#[repr(transparent)]
pub struct BufferMut<T: Word, const N: usize = 1>(Buffer<T, N>);

impl<T: Word, const N: usize> BufferMut<T, N> {
    /// # Safety
    /// The memory must be writable, as long as the buffer is used.
    #[inline(always)]
    pub(super) const unsafe fn new(buffer: Buffer<T, N>) -> Self {
        BufferMut(buffer)
    }

    /// The element at the index, which has a part for each dimension.
    #[inline(always)]
    pub(crate) fn element_mut(&self, index: [usize; N]) -> Option<&ElementMut<T>> {
        self.0.element(index).map(writable)
    }

    /// All elements as a slice, if they lie in memory in the order of iteration.
    #[inline(always)]
    pub(crate) fn slice_mut(&self) -> Option<&[ElementMut<T>]> {
        let elements = ptr::from_ref(self.0.slice()?);
        // SAFETY: transparent; `new`'s contract says that they may be written.
        Some(unsafe { &*(elements as *const [ElementMut<T>]) })
    }

    /// All elements, the last index changing fastest.
    #[inline(always)]
    pub(crate) fn elements_mut(&self) -> impl ExactSizeIterator<Item = &ElementMut<T>> + '_ {
        self.0.elements_in_order().map(writable)
    }
}

/// An element of a [`BufferMut`], whose contract says that it may be written.
#[inline(always)]
fn writable<T>(element: &Element<T>) -> &ElementMut<T> {
    // SAFETY: transparent; only called by `BufferMut`, for elements of its own.
    unsafe { &*ptr::from_ref(element).cast::<ElementMut<T>>() }
}

impl<T: Word, const N: usize> Deref for BufferMut<T, N> {
    type Target = Buffer<T, N>;

    #[inline(always)]
    fn deref(&self) -> &Buffer<T, N> {
        &self.0
    }
}

/// The elements of a buffer in place, the last index changing fastest.
///
/// They come in runs: the last dimension, or all of them if they follow one another without gaps.
pub(crate) struct Elements<'a, T: Word, const N: usize> {
    buffer: &'a Buffer<T, N>,
    at: *const u8,
    stride: isize,
    /// How many are left in this run.
    left: usize,
    /// How many a run has.
    run: usize,
    /// How many come in later runs.
    later: usize,
    /// Which run this is; its last part stays 0.
    index: [usize; N],
}

impl<'a, T: Word, const N: usize> Elements<'a, T, N> {
    /// Goes to the next run. There must be one.
    fn next_run(&mut self) {
        let mut offset = 0;
        let mut carry = true;
        let sizes = self.buffer.place.shape.iter().zip(&self.buffer.place.strides);
        for (index, (size, stride)) in self.index.iter_mut().zip(sizes).rev().skip(1) {
            if carry {
                *index += 1;
                carry = index == size;
                if carry {
                    *index = 0;
                }
            }
            offset = (*index as isize).wrapping_mul(*stride).wrapping_add(offset);
        }
        self.at = self.buffer.place.start.as_ptr().wrapping_offset(offset);
        self.left = self.run;
        self.later -= self.run;
    }
}

impl<'a, T: Word, const N: usize> Iterator for Elements<'a, T, N> {
    type Item = &'a Element<T>;

    #[inline(always)]
    fn next(&mut self) -> Option<&'a Element<T>> {
        if self.left == 0 {
            if self.later == 0 {
                return None;
            }
            self.next_run();
        }
        // SAFETY: an element of the run, which is in the buffer's memory.
        let element = unsafe { &*self.at.cast::<Element<T>>() };
        self.at = self.at.wrapping_offset(self.stride);
        self.left -= 1;
        Some(element)
    }

    #[inline(always)]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let length = self.left + self.later;
        (length, Some(length))
    }

    #[inline(always)]
    fn fold<B, F: FnMut(B, &'a Element<T>) -> B>(mut self, init: B, mut f: F) -> B {
        let mut folded = init;
        loop {
            if self.stride == size_of::<T>() as isize {
                // SAFETY: the rest of a run is in the buffer's memory, here without gaps.
                let run = unsafe { slice::from_raw_parts(self.at.cast::<Element<T>>(), self.left) };
                folded = run.iter().fold(folded, &mut f);
            } else {
                for _ in 0..self.left {
                    // SAFETY: an element of the run.
                    folded = f(folded, unsafe { &*self.at.cast::<Element<T>>() });
                    self.at = self.at.wrapping_offset(self.stride);
                }
            }
            if self.later == 0 {
                return folded;
            }
            self.next_run();
        }
    }
}

impl<T: Word, const N: usize> ExactSizeIterator for Elements<'_, T, N> {}

//! Buffers that other objects export (PEP 3118): asked for, understood, held and released. How elements are
//! read is in `element.rs`, where they lie in `strided.rs`. Which element types are accepted is decided by
//! `crate::buffer`.

use std::ffi::{CStr, c_int};
use std::marker::PhantomData;
use std::ops::Deref;
use std::ptr::NonNull;
use std::slice;

use super::element::Word;
use super::error::{self, Raised};
use super::strided::{Buffer, BufferMut};
use super::{Obj, Python, ffi};

/// What an exporter has lent: its memory stays where it is until this is dropped.
pub(crate) struct View<'py> {
    view: ffi::Py_buffer,
    /// The address that `view` had as the exporter filled it.
    filled_at: usize,
    attached: PhantomData<Python<'py>>,
}

/// Why a view can't be used, though its elements are those that were asked for.
pub(crate) enum Unfit {
    /// What the exporter says of its memory does not fit together.
    Contradictory,
    /// Elements are not where the processor can read them at once.
    Unaligned,
}

/// Strides, read-only unless asked otherwise, and the format.
pub(crate) const STRIDED: c_int = ffi::PyBUF_RECORDS_RO;
/// As `STRIDED`, and writable.
pub(crate) const WRITABLE: c_int = ffi::PyBUF_RECORDS;
/// Bytes without gaps, whatever their format.
pub(crate) const BYTES: c_int = ffi::PyBUF_SIMPLE;

/// Whether the object exports a buffer at all.
pub(crate) fn is_exporter(obj: &Obj<'_>) -> bool {
    // SAFETY: a live object.
    unsafe { ffi::PyObject_CheckBuffer(obj.as_ptr()) != 0 }
}

impl<'py> View<'py> {
    /// Asks the object for a buffer. Raises what the exporter does; it may run any Python code.
    pub(crate) fn of(obj: &Obj<'py>, flags: c_int) -> Result<View<'py>, Raised> {
        let mut view = ffi::Py_buffer::new();
        // SAFETY: attached; the exporter fills the view, which is then released once.
        error::check(unsafe { ffi::PyObject_GetBuffer(obj.as_ptr(), &mut view, flags) })?;
        let filled_at = (&raw const view).addr();
        Ok(View { view, filled_at, attached: PhantomData })
    }

    /// The format of one element in the words of the `struct` module.
    pub(crate) fn format(&self) -> &CStr {
        // SAFETY: null, or NUL-terminated for as long as the view is held.
        NonNull::new(self.view.format).map_or(c"B", |text| unsafe { CStr::from_ptr(text.as_ptr()) })
    }

    /// How many bytes an element has.
    pub(crate) fn itemsize(&self) -> usize {
        usize::try_from(self.view.itemsize).unwrap_or(0)
    }

    /// How many dimensions there are.
    pub(crate) fn rank(&self) -> usize {
        usize::try_from(self.view.ndim).unwrap_or(0)
    }

    /// Whether the exporter forbids to write.
    pub(crate) fn is_readonly(&self) -> bool {
        self.view.readonly != 0
    }

    /// A pointer of the view, which may point into the view itself (as `PyBuffer_FillInfo` makes it), to where
    /// that is now.
    fn moved(&self, pointer: *mut ffi::Py_ssize_t) -> *mut ffi::Py_ssize_t {
        let offset = pointer.addr().wrapping_sub(self.filled_at);
        if offset < size_of::<ffi::Py_buffer>() {
            (&raw const self.view).wrapping_byte_add(offset).cast_mut().cast()
        } else {
            pointer
        }
    }

    /// The numbers that one of the view's arrays has, one for each dimension; `None` if it has no such array.
    fn numbers<const N: usize>(&self, array: *mut ffi::Py_ssize_t) -> Option<[isize; N]> {
        let array = NonNull::new(self.moved(array))?;
        // SAFETY: an array of a view has a number for each dimension (`buffer` has counted them), and lives as
        // long as the view is held.
        let numbers = unsafe { slice::from_raw_parts(array.as_ptr(), N) };
        numbers.try_into().ok()
    }

    /// The shape, and its product.
    fn shape<const N: usize>(&self) -> Option<([usize; N], usize)> {
        let mut shape = [self.view.len.checked_div(self.view.itemsize)?; N];
        if N != 1 || !self.view.shape.is_null() {
            shape = if N == 0 { shape } else { self.numbers(self.view.shape)? };
        }
        let mut sizes = [0; N];
        let mut length = 1_usize;
        let mut empty = false;
        for (size, number) in sizes.iter_mut().zip(shape) {
            *size = usize::try_from(number).ok()?;
            empty |= *size == 0;
            length = if empty { 0 } else { length.checked_mul(*size)? };
        }
        let bytes = length.checked_mul(self.itemsize())?;
        (usize::try_from(self.view.len) == Ok(bytes)).then_some((sizes, length))
    }

    /// The strides, in bytes.
    fn strides<T, const N: usize>(&self, shape: &[usize; N]) -> [isize; N] {
        self.numbers(self.view.strides).unwrap_or_else(|| {
            let mut strides = [0; N];
            let mut step = size_of::<T>() as isize;
            for (stride, size) in strides.iter_mut().zip(shape).rev() {
                *stride = step;
                step = step.wrapping_mul(*size as isize);
            }
            strides
        })
    }

    /// Whether the memory is one of pointers to others, which was not asked for.
    fn has_suboffsets<const N: usize>(&self) -> bool {
        let suboffsets = self.numbers::<N>(self.view.suboffsets);
        suboffsets.is_some_and(|all| all.iter().any(|offset| *offset >= 0))
    }

    /// The elements, if what the exporter says of them adds up.
    ///
    /// # Safety
    /// They must not be used when this view is gone.
    unsafe fn buffer<T: Word, const N: usize>(&self) -> Result<Buffer<T, N>, Unfit> {
        if self.rank() != N || self.itemsize() != size_of::<T>() || self.has_suboffsets::<N>() {
            return Err(Unfit::Contradictory);
        }
        let (shape, length) = self.shape::<N>().ok_or(Unfit::Contradictory)?;
        let strides = self.strides::<T, N>(&shape);
        let start = match NonNull::new(self.view.buf.cast::<u8>()) {
            Some(start) if length > 0 => start,
            None if length > 0 => return Err(Unfit::Contradictory),
            _ => NonNull::<u64>::dangling().cast(), // never read, aligned for all elements
        };
        let mut aligned = start.addr().get() % T::ALIGN == 0;
        for (size, stride) in shape.iter().zip(&strides) {
            aligned &= *size <= 1 || stride.unsigned_abs() % T::ALIGN == 0;
        }
        if length > 0 && !aligned {
            return Err(Unfit::Unaligned);
        }
        // SAFETY: a buffer of this shape and these strides is what the exporter has promised; its pointer
        // and strides are aligned. It is used as long as the view, by this function's contract.
        Ok(unsafe { Buffer::new(start, shape, strides, length) })
    }

    /// Holds the elements, for reading.
    pub(crate) fn hold<T: Word, const N: usize>(
        self,
    ) -> Result<HeldBuffer<'py, Buffer<T, N>>, Unfit> {
        // SAFETY: both go into one `HeldBuffer`, which lends the elements and keeps the view.
        let lent = unsafe { self.buffer()? };
        Ok(HeldBuffer { lent, view: self })
    }

    /// Holds the elements, for reading and writing.
    pub(crate) fn hold_mut<T: Word, const N: usize>(
        self,
    ) -> Result<HeldBuffer<'py, BufferMut<T, N>>, Unfit> {
        if self.is_readonly() {
            return Err(Unfit::Contradictory);
        }
        // SAFETY: as above, and the exporter says that the memory may be written.
        let lent = unsafe { BufferMut::new(self.buffer()?) };
        Ok(HeldBuffer { lent, view: self })
    }

    /// Holds the bytes. They must have been asked for as `BYTES`.
    pub(crate) fn hold_bytes(self) -> Result<HeldBuffer<'py, BytesLike>, Unfit> {
        let start = NonNull::new(self.view.buf.cast::<u8>());
        let (start, length) = match (start, usize::try_from(self.view.len)) {
            (Some(start), Ok(length)) => (start, length),
            (None, Ok(0)) => (NonNull::dangling(), 0),
            _ => return Err(Unfit::Contradictory),
        };
        // SAFETY: memory of `len` bytes is what such a request is answered with. It is used as above.
        let bytes = unsafe { Buffer::new(start, [length], [1], length) };
        let lent = BytesLike { bytes, immutable: self.is_memory_of_bytes() };
        Ok(HeldBuffer { lent, view: self })
    }

    /// Whether this is the memory of a `bytes`, which never changes. That the view is read-only would prove
    /// nothing: whoever exports it may write, and other views of the same memory may be writable.
    fn is_memory_of_bytes(&self) -> bool {
        // SAFETY: null, or the exporter, which the view owns.
        let exporter = unsafe { super::Lent::<'_, 'py>::new(self.view.obj) };
        // A subclass of `bytes` may export anything, so the place is compared too.
        exporter.and_then(|exporter| {
            let own = super::bytes::as_slice(&exporter)?;
            let (first, length) = (own.as_ptr().addr(), own.len());
            let offset = self.view.buf.addr().checked_sub(first)?;
            let rest = length.checked_sub(offset)?;
            Some(usize::try_from(self.view.len).is_ok_and(|bytes| bytes <= rest))
        }) == Some(true)
    }
}

impl Drop for View<'_> {
    fn drop(&mut self) {
        self.view.shape = self.moved(self.view.shape);
        self.view.strides = self.moved(self.view.strides);
        // SAFETY: attached, as long as there are views; filled by the exporter, and released once. (Python code
        // that this runs does not see an exception in flight: CPython sets it aside.)
        unsafe { ffi::PyBuffer_Release(&mut self.view) };
    }
}

/// A buffer held by hand, and its exporter locked, until this is dropped.
///
/// Functions take `&py::Buffer<T>` instead, which holds it as long as they run. `B` is
/// [`Buffer`](crate::Buffer), [`BufferMut`](crate::BufferMut) or [`BytesLike`], to which this dereferences;
/// what it can be made of, and the errors, are those of the same parameter.
///
/// ```
/// # use pydust as py;
/// fn total(arrays: &py::List) -> py::Result<f64> {
///     let mut total = 0.0;
///     for array in arrays.iter()? {
///         let xs = array?.extract::<py::HeldBuffer<py::Buffer<f64>>>()?;
///         total += xs.iter().sum::<f64>();
///     }
///     Ok(total)
/// }
/// ```
///
/// It can't be taken into [`detach`](crate::Python::detach), since only an attached thread can give a
/// buffer back. What it lends can: `let xs = &*held;`.
pub struct HeldBuffer<'py, B> {
    lent: B,
    view: View<'py>,
}

impl<'py, B> HeldBuffer<'py, B> {
    /// What was lent, to be asked about.
    pub(crate) fn view(&self) -> &View<'py> {
        &self.view
    }
}

impl<B> Deref for HeldBuffer<'_, B> {
    type Target = B;

    #[inline(always)]
    fn deref(&self) -> &B {
        &self.lent
    }
}

/// The bytes of any object that exports contiguous memory, whatever its elements: what Python calls a
/// *bytes-like object*.
///
/// As the parameter of a function, `&py::BytesLike` takes `bytes`, `bytearray`, `memoryview`, `mmap`,
/// `array.array`, contiguous NumPy arrays, ... without a copy. (`&[u8]` takes `bytes` alone, as nothing
/// else is sure not to change.) It dereferences to `Buffer<u8>`.
///
/// ```
/// # use pydust as py;
/// fn checksum(data: &py::BytesLike) -> u8 {
///     data.iter().fold(0, u8::wrapping_add)
/// }
///
/// fn count_lines(data: &py::BytesLike) -> py::Result<usize> {
///     let data = data.to_cow()?; // copies what is not `bytes`
///     Ok(data.split(|&byte| byte == b'\n').count())
/// }
/// ```
pub struct BytesLike {
    bytes: Buffer<u8>,
    immutable: bool,
}

impl BytesLike {
    /// The bytes as a slice, if they are those of a `bytes`, which never change.
    ///
    /// `None` for all other exporters, read-only ones too: their memory may be written by others.
    ///
    /// ```
    /// # use pydust as py;
    /// fn is_borrowed(data: &py::BytesLike) -> bool {
    ///     data.as_bytes().is_some()
    /// }
    /// ```
    #[inline]
    pub fn as_bytes(&self) -> Option<&[u8]> {
        let bytes = self.bytes.slice()?;
        // SAFETY: elements of `u8` are bytes, of which `is_memory_of_bytes` said that they never change.
        self.immutable.then(|| unsafe { slice::from_raw_parts(bytes.as_ptr().cast(), bytes.len()) })
    }
}

impl Deref for BytesLike {
    type Target = Buffer<u8>;

    #[inline(always)]
    fn deref(&self) -> &Buffer<u8> {
        &self.bytes
    }
}

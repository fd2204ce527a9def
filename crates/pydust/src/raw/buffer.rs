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
use super::strided::{Buffer, BufferMut, Place};
use super::{Obj, Python, ffi};

/// What an exporter has lent: its memory stays where it is until this is dropped. Or nothing yet.
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
const STRIDED: c_int = ffi::PyBUF_RECORDS_RO;
/// As `STRIDED`, and writable.
const WRITABLE: c_int = ffi::PyBUF_RECORDS;
/// Bytes without gaps, whatever their format.
const BYTES: c_int = ffi::PyBUF_SIMPLE;

/// Whether the object exports a buffer at all.
pub(crate) fn is_exporter(obj: &Obj<'_>) -> bool {
    // SAFETY: a live object.
    unsafe { ffi::PyObject_CheckBuffer(obj.as_ptr()) != 0 }
}

impl<'py> View<'py> {
    #[inline(always)]
    const fn empty() -> View<'py> {
        View { view: ffi::Py_buffer::new(), filled_at: 0, attached: PhantomData }
    }

    /// Asks the object for a buffer, and gives the one before back. Raises what the exporter does; it may run
    /// any Python code.
    #[inline(always)]
    fn fill(&mut self, obj: &Obj<'py>, flags: c_int) -> Result<(), Raised> {
        self.release();
        self.filled_at = (&raw const self.view).addr();
        // SAFETY: attached; the exporter fills the view, which is released once (if it raises, it leaves
        // nothing to release).
        error::check(unsafe { ffi::PyObject_GetBuffer(obj.as_ptr(), &mut self.view, flags) })?;
        Ok(())
    }

    /// Gives the buffer back, if there is one.
    #[inline(always)]
    fn release(&mut self) {
        if !self.view.obj.is_null() {
            self.release_filled();
        }
    }

    #[inline(never)]
    extern "C" fn release_filled(&mut self) {
        self.view.shape = self.moved(self.view.shape);
        self.view.strides = self.moved(self.view.strides);
        // SAFETY: attached, as long as there are views; filled by the exporter, and emptied by this call.
        // (Python code that it runs does not see an exception in flight: CPython sets that aside.)
        unsafe { ffi::PyBuffer_Release(&mut self.view) };
    }

    /// The format of one element in the words of the `struct` module.
    pub(crate) fn format(&self) -> &CStr {
        // SAFETY: null, or NUL-terminated for as long as the view is held.
        NonNull::new(self.view.format).map_or(c"B", |text| unsafe { CStr::from_ptr(text.as_ptr()) })
    }

    /// Whether the format is this one character.
    #[inline(always)]
    pub(crate) fn has_format(&self, code: u8) -> bool {
        let format = NonNull::new(self.view.format.cast::<u8>());
        // SAFETY: the text ends with a zero, which is not gone beyond.
        format.is_some_and(|text| unsafe { text.read() == code && text.add(1).read() == 0 })
    }

    /// What the format begins with, followed by zeros.
    #[inline]
    pub(crate) fn format_start(&self) -> [u8; 4] {
        let mut start = [0; 4];
        let Some(mut at) = NonNull::new(self.view.format.cast::<u8>()) else { return *b"B\0\0\0" };
        for place in &mut start {
            // SAFETY: the text ends with a zero, which is not gone beyond.
            *place = unsafe { at.read() };
            if *place == 0 {
                break;
            }
            // SAFETY: as above.
            at = unsafe { at.add(1) };
        }
        start
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

    /// Finds out where the elements are, of which each has `size` bytes.
    extern "C" fn lay_out<const N: usize>(
        &self,
        size: usize,
        align: usize,
    ) -> Result<Place<N>, Unfit> {
        if self.rank() != N || self.itemsize() != size || size == 0 {
            return Err(Unfit::Contradictory);
        }
        let (shape, length) = self.shape::<N>().ok_or(Unfit::Contradictory)?;
        let mut place = Place { shape, length, ..Place::NOWHERE };
        let given = NonNull::new(self.moved(self.view.strides));
        let mut step = size as isize;
        let mut steps = 0;
        for (dimension, (place_stride, size)) in
            place.strides.iter_mut().zip(shape).enumerate().rev()
        {
            // SAFETY: strides, where there are any, are as many as dimensions, which were counted above.
            let stride = given.map_or(step, |all| unsafe { all.add(dimension).read() });
            *place_stride = stride;
            if size > 1 {
                place.c_contiguous &= stride == step;
                steps |= stride.unsigned_abs();
            }
            step = step.wrapping_mul(size as isize); // the length has been found to fit
        }
        if length == 0 {
            place.c_contiguous = true;
            return Ok(place);
        }
        place.start = NonNull::new(self.view.buf.cast()).ok_or(Unfit::Contradictory)?;
        let is_aligned = (place.start.addr().get() | steps) & (align - 1) == 0;
        if is_aligned { Ok(place) } else { Err(Unfit::Unaligned) }
    }

    /// The shape, and its product: how many elements there are. `None` if that contradicts the view's size,
    /// or if elements are behind pointers, which nobody asked for.
    #[inline(always)]
    fn shape<const N: usize>(&self) -> Option<([usize; N], usize)> {
        let mut shape = [0; N];
        let given = NonNull::new(self.moved(self.view.shape));
        let suboffsets = NonNull::new(self.view.suboffsets);
        let (mut length, mut is_empty) = (1_usize, false);
        for (dimension, size) in shape.iter_mut().enumerate() {
            // SAFETY: suboffsets, where there are any, are as many as dimensions.
            if suboffsets.is_some_and(|all| unsafe { all.add(dimension).read() } >= 0) {
                return None;
            }
            let number = match given {
                // SAFETY: as above.
                Some(all) => unsafe { all.add(dimension).read() },
                None if N == 1 => self.view.len.checked_div(self.view.itemsize)?,
                None => return None,
            };
            *size = usize::try_from(number).ok()?;
            is_empty |= *size == 0;
            length = if is_empty { 0 } else { length.checked_mul(*size)? };
        }
        let bytes = length.checked_mul(self.itemsize())?;
        (usize::try_from(self.view.len) == Ok(bytes)).then_some((shape, length))
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
    #[inline(always)]
    fn drop(&mut self) {
        self.release();
    }
}

/// What a [`HeldBuffer`] can lend.
///
/// # Safety
/// What `FLAGS` ask for must be all that `lay_out` relies on.
pub unsafe trait Lend: Sized {
    #[doc(hidden)]
    const FLAGS: c_int;
    #[doc(hidden)]
    const EMPTY: Self;

    /// # Safety
    /// The view must have been filled as `FLAGS` say, and what this gives not be used when it is gone.
    #[doc(hidden)]
    #[allow(private_interfaces)]
    unsafe fn lay_out(view: &View<'_>) -> Result<Self, Unfit>;
}

// SAFETY: strides and format are asked for.
unsafe impl<T: Word, const N: usize> Lend for Buffer<T, N> {
    const FLAGS: c_int = STRIDED;
    // SAFETY: without elements.
    const EMPTY: Self = unsafe { Buffer::new(Place::NOWHERE) };

    #[inline(always)]
    #[allow(private_interfaces)]
    unsafe fn lay_out(view: &View<'_>) -> Result<Self, Unfit> {
        let place = view.lay_out(size_of::<T>(), T::ALIGN)?;
        // SAFETY: elements of this shape and these strides are what the exporter has promised; their places
        // are aligned. They are not used when the view is gone, by this function's contract.
        Ok(unsafe { Buffer::new(place) })
    }
}

// SAFETY: as above, and writable memory.
unsafe impl<T: Word, const N: usize> Lend for BufferMut<T, N> {
    const FLAGS: c_int = WRITABLE;
    // SAFETY: without elements.
    const EMPTY: Self = unsafe { BufferMut::new(Buffer::EMPTY) };

    #[inline(always)]
    #[allow(private_interfaces)]
    unsafe fn lay_out(view: &View<'_>) -> Result<Self, Unfit> {
        if view.is_readonly() {
            return Err(Unfit::Contradictory);
        }
        // SAFETY: passed on; the exporter says that the memory may be written.
        Ok(unsafe { BufferMut::new(Buffer::lay_out(view)?) })
    }
}

// SAFETY: contiguous memory is asked for.
unsafe impl Lend for BytesLike {
    const FLAGS: c_int = BYTES;
    const EMPTY: Self = BytesLike { bytes: Buffer::EMPTY, immutable: false };

    #[inline]
    #[allow(private_interfaces)]
    unsafe fn lay_out(view: &View<'_>) -> Result<Self, Unfit> {
        let start = NonNull::new(view.view.buf.cast::<u8>());
        let place = match (start, usize::try_from(view.view.len)) {
            (_, Ok(0)) => Place::NOWHERE,
            (Some(start), Ok(length)) => {
                Place { start, shape: [length], strides: [1], length, c_contiguous: true }
            }
            _ => return Err(Unfit::Contradictory),
        };
        // SAFETY: `len` bytes are what such a request is answered with. The rest is this function's contract.
        let bytes = unsafe { Buffer::new(place) };
        Ok(BytesLike { bytes, immutable: view.is_memory_of_bytes() })
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
/// buffer back. What it lends can be:
///
/// ```
/// # use pydust as py;
/// fn sum(py: py::Python, held: py::HeldBuffer<py::Buffer<f64>>) -> f64 {
///     let xs: &py::Buffer<f64> = &held;
///     py.detach(|| xs.iter().sum())
/// }
/// ```
///
/// ```compile_fail,E0277
/// # use pydust as py;
/// fn sum(py: py::Python, held: py::HeldBuffer<py::Buffer<f64>>) -> f64 {
///     py.detach(|| held.iter().sum())
/// }
/// ```
pub struct HeldBuffer<'py, B> {
    lent: B,
    view: View<'py>,
}

impl<B: Lend> Default for HeldBuffer<'_, B> {
    /// A buffer without elements.
    #[inline(always)]
    fn default() -> Self {
        HeldBuffer { lent: B::EMPTY, view: View::empty() }
    }
}

impl<'py, B: Lend> HeldBuffer<'py, B> {
    /// Asks another object for its buffer, of which nothing is lent yet.
    #[inline(always)]
    pub(crate) fn ask(&mut self, obj: &Obj<'py>) -> Result<(), Raised> {
        self.lent = B::EMPTY;
        self.view.fill(obj, B::FLAGS)
    }

    /// Lends what was asked for.
    #[inline(always)]
    pub(crate) fn lend(&mut self) -> Result<(), Unfit> {
        if self.view.view.obj.is_null() {
            return Err(Unfit::Contradictory); // not filled
        }
        // SAFETY: only `ask` fills the view, as it should. The two are kept together, and before the view is
        // filled anew, `ask` takes back what was lent.
        self.lent = unsafe { B::lay_out(&self.view)? };
        Ok(())
    }
}

impl<'py, B> HeldBuffer<'py, B> {
    /// What the exporter says of it.
    #[inline(always)]
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

//! Memory that instances lend to others (PEP 3118): what is lent, and how a consumer's request for it is answered.
//! What can be lent is decided by `crate::buffer`.

use std::ffi::{CStr, c_int, c_void};
use std::ptr::{self, NonNull};
use std::sync::Arc;

use super::boxed::Boxed;
use super::element::Word;
use super::error::{self, Raised};
use super::strided::Place;
use super::{PyObject, Python, ffi};

/// The most dimensions that can be lent.
pub(crate) const MOST_DIMENSIONS: usize = 8;

/// Memory for Python to read, and perhaps to write: what `__buffer__` makes of the values that it can return.
pub struct Exported {
    start: NonNull<u8>,
    itemsize: usize,
    format: &'static CStr,
    is_readonly: bool,
    dimensions: usize,
    /// Of these and the strides, so many are used as there are dimensions.
    shape: [isize; MOST_DIMENSIONS],
    /// In bytes.
    strides: [isize; MOST_DIMENSIONS],
    /// Dropped with the view: it keeps the memory.
    _owner: Owner,
}

/// What owns or borrows values that nobody writes as long as it exists.
///
/// # Safety
/// The values must stay where they are when the owner is moved, and nobody be able to write them.
pub(crate) unsafe trait Frozen<T>: Send + Sync + 'static {
    fn values(&self) -> &[T];
}

macro_rules! frozen {
    ($($type:ty)*) => {$(
        // SAFETY: behind a pointer, which gives out no `&mut` while it is shared or not reached any more.
        unsafe impl<T: Word> Frozen<T> for $type {
            fn values(&self) -> &[T] {
                self
            }
        }
    )*};
}

frozen! { Arc<[T]> Arc<Vec<T>> Vec<T> &'static [T] }

/// What keeps the memory where it is, without its type.
struct Owner {
    value: NonNull<u8>,
    end: unsafe extern "C" fn(NonNull<u8>),
}

impl Drop for Owner {
    fn drop(&mut self) {
        // SAFETY: made by `Exported::new` with the function for its type, and not used after this.
        unsafe { (self.end)(self.value) }
    }
}

// SAFETY: the owner is both, by `new`'s bounds; the memory is only handed to consumers.
unsafe impl Send for Exported {}
// SAFETY: as above.
unsafe impl Sync for Exported {}

impl Exported {
    /// Elements of the format and size of `kind` in the given place; `None` without memory.
    ///
    /// # Safety
    /// The place must be right, and the owner keep its memory until it is dropped. As long as it is not, nothing but
    /// elements of `strided` may access the memory, or nothing but readers if it is read-only.
    pub(super) unsafe fn new<const N: usize, O: Send + Sync + 'static>(
        place: &Place<N>,
        (format, itemsize): (&'static CStr, usize),
        is_readonly: bool,
        owner: O,
    ) -> Option<Exported> {
        const { assert!(N <= MOST_DIMENSIONS, "too many dimensions") };
        unsafe extern "C" fn end<O>(owner: NonNull<u8>) {
            // SAFETY: given up by the box below.
            drop(unsafe { Boxed::from_raw(owner.cast::<O>()) });
        }
        let (mut shape, mut strides) = ([0; MOST_DIMENSIONS], [0; MOST_DIMENSIONS]);
        for (to, from) in shape.iter_mut().zip(place.shape) {
            *to = from as isize;
        }
        for (to, from) in strides.iter_mut().zip(place.strides) {
            *to = from;
        }
        let owner = Owner { value: Boxed::new(owner)?.into_raw().cast(), end: end::<O> };
        let start = place.start;
        Some(Exported {
            start,
            itemsize,
            format,
            is_readonly,
            dimensions: N,
            shape,
            strides,
            _owner: owner,
        })
    }

    /// Numbers that nobody writes; `None` without memory.
    pub(crate) fn readonly<T: Word, O: Frozen<T>>(
        owner: O,
        kind: (&'static CStr, usize),
    ) -> Option<Exported> {
        let values = owner.values();
        let place = Place {
            start: NonNull::from(values).cast(),
            shape: [values.len()],
            strides: [size_of::<T>() as isize],
            length: values.len(),
            c_contiguous: true,
        };
        // SAFETY: what `Frozen` promises of the owner.
        unsafe { Exported::new(&place, kind, true, owner) }
    }

    /// The same, to be read only.
    pub(crate) fn forbid_writing(&mut self) {
        self.is_readonly = true;
    }

    /// How many dimensions there are.
    pub(crate) fn dimensions(&self) -> usize {
        self.dimensions
    }

    /// Turns the order of the dimensions round.
    pub(crate) fn transpose(&mut self) {
        for sizes in [&mut self.shape, &mut self.strides] {
            if let Some(sizes) = sizes.get_mut(..self.dimensions) {
                sizes.reverse();
            }
        }
    }

    /// Keeps of one dimension what the unpacked slice takes; whether there is that dimension.
    pub(crate) fn slice(&mut self, dimension: usize, bounds: (isize, isize, isize)) -> bool {
        let mut sizes = self.shape.iter_mut().zip(&mut self.strides).take(self.dimensions);
        let Some((size, stride)) = sizes.nth(dimension) else { return false };
        let (start, _, count) = super::range::adjust_slice(*size as usize, bounds);
        if count > 0 {
            // `start` is an index of that dimension, hence this the place of an element.
            let start = self.start.as_ptr().wrapping_offset(start.wrapping_mul(*stride));
            self.start = NonNull::new(start).unwrap_or(self.start);
        }
        *size = count as isize;
        *stride = stride.wrapping_mul(bounds.2); // where it overflows, there is but one
        true
    }

    fn sizes(&self) -> impl DoubleEndedIterator<Item = (isize, isize)> + '_ {
        self.shape.iter().copied().zip(self.strides.iter().copied()).take(self.dimensions)
    }

    /// How many bytes the elements have together.
    fn size(&self) -> isize {
        self.sizes().fold(self.itemsize as isize, |size, (count, _)| size * count)
    }

    /// Whether the elements follow one another without gaps, in this order of dimensions.
    fn is_dense(&self, mut sizes: impl Iterator<Item = (isize, isize)>) -> bool {
        let mut step = self.itemsize as isize;
        self.size() == 0
            || sizes.all(|(count, stride)| {
                let follows = count == 1 || stride == step;
                step *= count;
                follows
            })
    }

    /// What is wrong with a request, in CPython's terms (`PyBUF_*`).
    fn refusal(&self, flags: c_int) -> Option<&'static str> {
        let asks = |flag: c_int| flags & flag == flag;
        let (c_order, f_order) = (self.is_dense(self.sizes().rev()), self.is_dense(self.sizes()));
        if asks(ffi::PyBUF_WRITABLE) && self.is_readonly {
            return Some("the buffer is read-only");
        }
        let is_dense = if asks(ffi::PyBUF_C_CONTIGUOUS) || !asks(ffi::PyBUF_STRIDES) {
            c_order
        } else if asks(ffi::PyBUF_F_CONTIGUOUS) {
            f_order
        } else {
            c_order || f_order || !asks(ffi::PyBUF_ANY_CONTIGUOUS)
        };
        if !is_dense {
            return Some(
                "the buffer has gaps, or another order, so it can't be lent as contiguous",
            );
        }
        if asks(ffi::PyBUF_FORMAT) && !asks(ffi::PyBUF_ND) {
            return Some("a buffer with a format must be asked for with its shape");
        }
        None
    }

    /// Answers a request: fills the view with what it asks for. Raises `BufferError` where that can't be had.
    ///
    /// # Safety
    /// `view` must be writable, and `exporter` a live object whose type has [`release`] as its `bf_releasebuffer`.
    pub(crate) unsafe fn lend(
        self,
        py: Python<'_>,
        exporter: *mut PyObject,
        view: *mut ffi::Py_buffer,
        flags: c_int,
    ) -> Result<(), Raised> {
        if let Some(refusal) = self.refusal(flags) {
            let class = error::exception_type(py, &raw const ffi::PyExc_BufferError);
            error::set_text(&class, refusal);
            return Err(Raised);
        }
        let Some(lent) = Boxed::new(self) else {
            error::set_no_memory(py);
            return Err(Raised);
        };
        let lent = lent.into_raw();
        let asks = |flag: c_int| flags & flag == flag;
        // SAFETY: the box lives until `release`; the view is writable by contract.
        unsafe {
            let exported = lent.as_ref();
            let only_if = |asked: bool, at: &[isize]| match asked && exported.dimensions > 0 {
                true => at.as_ptr().cast_mut(),
                false => ptr::null_mut(),
            };
            view.write(ffi::Py_buffer {
                buf: exported.start.as_ptr().cast(),
                obj: ptr::null_mut(),
                len: exported.size(),
                itemsize: exported.itemsize as isize,
                readonly: c_int::from(exported.is_readonly),
                ndim: if asks(ffi::PyBUF_ND) { exported.dimensions as c_int } else { 1 },
                format: if asks(ffi::PyBUF_FORMAT) {
                    exported.format.as_ptr().cast_mut()
                } else {
                    ptr::null_mut()
                },
                shape: only_if(asks(ffi::PyBUF_ND), &exported.shape),
                strides: only_if(asks(ffi::PyBUF_STRIDES), &exported.strides),
                suboffsets: ptr::null_mut(),
                internal: lent.as_ptr().cast::<c_void>(),
            });
            (*view).obj = ffi::Py_NewRef(exporter);
        }
        Ok(())
    }
}

/// `bf_releasebuffer`: takes back what was lent.
pub(crate) unsafe extern "C" fn release(_: *mut PyObject, view: *mut ffi::Py_buffer) {
    // SAFETY: CPython calls this once for each view that `lend` has filled, with its `internal` untouched.
    unsafe {
        if let Some(lent) = NonNull::new((*view).internal.cast::<Exported>()) {
            (*view).internal = ptr::null_mut();
            drop(Boxed::from_raw(lent));
        }
    }
}

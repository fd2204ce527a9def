//! [`MemoryView`]: Python's `memoryview`, as Python code uses it. Its memory is read through `Buffer`.

use super::{Bytes, Handle, attributes, handle};
use crate::convert::IntoPy;
use crate::error::Result;
use crate::raw::{self, Obj};

handle! {
    /// Python's `memoryview`: a view of the memory of another object. Once it was released, everything that is asked
    /// of it raises `ValueError`.
    ///
    /// ```
    /// # use pydust as py;
    /// fn header<'py>(data: &py::Obj<'py>) -> py::Result<py::Bytes<'py>> {
    ///     let view = py::MemoryView::of(data)?; // bytes, bytearray, array, ...
    ///     if view.format()? != "B" {
    ///         return py::raise!(TypeError, "bytes are needed, not {data:?}");
    ///     }
    ///     view.to_bytes()
    /// }
    /// ```
    MemoryView, PyMemoryView, "memoryview", raw::memoryview::is
}

impl<'py> MemoryView<'py> {
    /// `memoryview(obj)`.
    ///
    /// Raises `TypeError` for an object without a buffer.
    #[track_caller]
    pub fn of(obj: &Obj<'py>) -> Result<MemoryView<'py>> {
        Ok(MemoryView(raw::memoryview::new(obj)?))
    }

    attributes! {
        /// What an element is, in the words of the module `struct`: `B`, `d`, `<i4`.
        format = "format": String;
        /// The size of an element in bytes.
        itemsize = "itemsize": usize;
        /// The size of all elements in bytes.
        nbytes = "nbytes": usize;
        /// The number of dimensions.
        ndim = "ndim": usize;
        /// How many elements there are in each dimension.
        shape = "shape": Vec<usize>;
        /// How many bytes lie from one element to the next, in each dimension.
        strides = "strides": Vec<isize>;
        /// Whether the memory can't be written through this view. (Others may still write it.)
        readonly = "readonly": bool;
        /// Whether the elements lie one after the other, in C's order or in Fortran's.
        is_contiguous = "contiguous": bool;
        /// Whether they lie in C's order, the last index running fastest.
        is_c_contiguous = "c_contiguous": bool;
        /// Whether they lie in Fortran's order, the first index running fastest.
        is_f_contiguous = "f_contiguous": bool;
        /// The object whose memory this is.
        obj = "obj": Obj<'py>;
    }

    /// `tobytes()`: a copy of the elements, in C's order.
    #[track_caller]
    pub fn to_bytes(&self) -> Result<Bytes<'py>> {
        Bytes::from_obj(self.call_method("tobytes", ())?)
    }

    /// `cast(format)`: the same memory as elements of another format, in one dimension.
    ///
    /// Raises `TypeError` where the sizes do not fit, or neither format is one of bytes.
    #[track_caller]
    pub fn cast(&self, format: &str) -> Result<MemoryView<'py>> {
        MemoryView::from_obj(self.call_method("cast", (format,))?)
    }

    /// `cast(format, shape)`: likewise, in several dimensions.
    #[track_caller]
    pub fn cast_to_shape(&self, format: &str, shape: impl IntoPy<'py>) -> Result<MemoryView<'py>> {
        MemoryView::from_obj(self.call_method("cast", (format, shape))?)
    }

    /// Lets the memory go before the view itself ends; using the view after that raises `ValueError`.
    ///
    /// Raises `BufferError` while something else still reads through the view.
    #[track_caller]
    pub fn release(&self) -> Result<()> {
        self.call_method("release", ()).map(drop)
    }
}

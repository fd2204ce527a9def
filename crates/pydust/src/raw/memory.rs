//! [`Memory`]: numbers in memory of Rust's own that others may write to at any time, since Python objects lend it. The
//! same elements as in memory that others lend (`strided.rs`), and an owner beside them. What users do with it is
//! in `crate::buffer`.

use std::alloc::{Layout, alloc_zeroed, dealloc};
use std::ffi::CStr;
use std::ops::Deref;
use std::ptr::NonNull;
use std::slice;
use std::sync::Arc;

use super::element::{Word, copy_in};
use super::export::Exported;
use super::strided::{Buffer, BufferMut, Place};

/// Numbers that a class exports to Python for reading and writing, without a copy: what `bytearray` and
/// `array.array` keep their items in. `N` dimensions of `T`, the last index changing fastest.
///
/// It is a field of the class, and its `__buffer__` returns it by reference. Python then reads and writes the
/// very numbers that Rust does: it dereferences to [`BufferMut`], whose methods read and write them one by one. As
/// long as nobody has such a buffer, [`as_mut_slice`](Memory::as_mut_slice) gives them as a plain `&mut [T]`.
///
/// ```
/// #[pydust::module]
/// pub mod signals {
///     use pydust as py;
///
///     #[class]
///     pub struct Samples { values: py::Memory<f64> }
///
///     impl Samples {
///         pub fn __init__(count: usize) -> py::Result<Self> {
///             Ok(Samples { values: py::Memory::zeros([count])? })
///         }
///
///         pub fn __buffer__(&self) -> &py::Memory<f64> {
///             &self.values
///         }
///
///         pub fn mean(&self) -> f64 {
///             self.values.iter().sum::<f64>() / self.values.len() as f64
///         }
///
///         pub fn append(&mut self, value: f64) -> py::Result<()> {
///             let count = self.values.len();
///             self.values.resize(count + 1)?; // BufferError while a memoryview exists
///             self.values.set([count], value)
///         }
///     }
/// }
/// ```
pub struct Memory<T: Word, const N: usize = 1> {
    /// Points into the block.
    elements: BufferMut<T, N>,
    block: Arc<Block>,
}

/// Allocated bytes, or none. Exports share it, so that it outlives the `Memory`.
struct Block {
    start: NonNull<u8>,
    layout: Layout,
}

// SAFETY: an allocation like any other; its bytes are only accessed as elements, which any thread may do.
unsafe impl Send for Block {}
// SAFETY: as above.
unsafe impl Sync for Block {}

impl Block {
    /// Zeroed bytes, aligned so that vector instructions are at their best. `None` without memory.
    fn new(size: usize) -> Option<Block> {
        const ALIGN: usize = 64;
        let layout = Layout::from_size_align(size, ALIGN).ok()?;
        if size == 0 {
            return Some(Block { start: Place::<0>::NOWHERE.start, layout });
        }
        // SAFETY: the layout has a size.
        Some(Block { start: NonNull::new(unsafe { alloc_zeroed(layout) })?, layout })
    }
}

impl Drop for Block {
    fn drop(&mut self) {
        if self.layout.size() > 0 {
            // SAFETY: allocated by `new` with this layout; whoever points into the memory shares the block.
            unsafe { dealloc(self.start.as_ptr(), self.layout) };
        }
    }
}

/// What keeps the block for an export.
struct Share(#[allow(dead_code)] Arc<Block>); // held, never read

impl<T: Word, const N: usize> Memory<T, N> {
    /// Zeros. `None` without that much memory.
    pub(crate) fn new(shape: [usize; N]) -> Option<Self> {
        let length = shape.iter().try_fold(1_usize, |length, size| length.checked_mul(*size))?;
        let size = length.checked_mul(size_of::<T>())?;
        isize::try_from(size).ok()?;
        Some(Self::of_block(Arc::new(Block::new(size)?), shape, length))
    }

    /// # Panics
    /// Never: the block has been made for, or holds, `length` elements, the product of the shape.
    fn of_block(block: Arc<Block>, shape: [usize; N], length: usize) -> Self {
        debug_assert_eq!(block.layout.size(), length * size_of::<T>());
        let mut strides = [0; N];
        let mut step = size_of::<T>() as isize;
        for (stride, size) in strides.iter_mut().zip(shape).rev() {
            *stride = step;
            step = step.wrapping_mul(size as isize);
        }
        let start = block.start;
        let place = Place { start, shape, strides, length, c_contiguous: true };
        // SAFETY: the block has room for `length` elements and is aligned for all types of them; they are kept together,
        // and its bytes are initialised and only accessed as elements.
        let elements = unsafe { BufferMut::new(Buffer::new(place)) };
        Memory { elements, block }
    }

    /// The same elements in another shape; `None` if it has another number of them.
    pub(crate) fn with_shape<const M: usize>(self, shape: [usize; M]) -> Option<Memory<T, M>> {
        let length = shape.iter().try_fold(1_usize, |length, size| length.checked_mul(*size))?;
        (length == self.elements.place.length).then(|| Memory::of_block(self.block, shape, length))
    }

    /// Whether a buffer of this memory exists.
    #[inline]
    pub fn is_exported(&self) -> bool {
        Arc::strong_count(&self.block) != 1
    }

    /// The elements as plain numbers; `None` while others may access them.
    pub(crate) fn unshared(&mut self) -> Option<&mut [T]> {
        const { assert!(T::ANY_BITS, "what others write to memory of `bool` need not be one") };
        let length = self.elements.place.length;
        let block = Arc::get_mut(&mut self.block)?;
        // SAFETY: nobody else has the block, and `self` is borrowed for as long as the slice; there are `length`
        // elements, of which all bits are values.
        Some(unsafe { slice::from_raw_parts_mut(block.start.as_ptr().cast(), length) })
    }

    /// The elements for others to read and write; `None` without memory.
    pub(crate) fn lend(&self, kind: (&'static CStr, usize)) -> Option<Exported> {
        let share = Share(Arc::clone(&self.block));
        // SAFETY: the share keeps the block, whose bytes are only accessed as elements while it is shared.
        unsafe { Exported::new(&self.elements.place, kind, false, share) }
    }
}

impl<T: Word> Memory<T> {
    /// A copy of the values. `None` without memory.
    pub(crate) fn copied(values: &[T], length: usize) -> Option<Self> {
        let memory = Memory::new([length])?;
        if let Some(elements) = memory.elements.slice_mut() {
            copy_in(values, elements);
        }
        Some(memory)
    }
}

impl<T: Word, const N: usize> Deref for Memory<T, N> {
    type Target = BufferMut<T, N>;

    #[inline(always)]
    fn deref(&self) -> &BufferMut<T, N> {
        &self.elements
    }
}

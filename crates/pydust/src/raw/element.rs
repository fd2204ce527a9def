//! Numbers in memory that others may write to at any time: how one is read and written, and how many at
//! once are copied. Where they lie is in `strided.rs`, who lends them in `buffer.rs`.
//!
//! While a buffer is lent, Python code, C code without the GIL and other buffers over the same memory may
//! write to it. So there is no `&[T]` into it, which would promise the compiler that nothing changes.
//! Each number is read and written by one relaxed atomic access, which costs what a plain one does. C
//! code on the other side may use plain accesses, about which Rust's memory model says nothing; what the
//! machine promises remains: a number is read once and whole, and all that can be read is a value.
//!
//! Nor does that model know accesses of different sizes to the same memory at the same time, which two
//! buffers of different types over it can make, and copies of small numbers by whole words. LLVM does: each
//! byte is then one that was written. Since any bits are a value here, nothing more is asked.

use std::cell::UnsafeCell;
use std::mem::MaybeUninit;
use std::ops::Deref;
use std::sync::atomic::{
    AtomicI8, AtomicI16, AtomicI32, AtomicI64, AtomicIsize, AtomicU8, AtomicU16, AtomicU32,
    AtomicU64, AtomicUsize, Ordering::Relaxed,
};

/// A number that can lie in a buffer.
///
/// # Safety
/// `load` must accept any bits, and if `ANY_BITS` is true they must all be values of the type.
#[diagnostic::on_unimplemented(
    message = "a buffer can't have elements of type `{Self}`",
    label = "no element type of buffers",
    note = "they are integers of 8 to 64 bits, `f32`, `f64`, `bool`, `[f32; 2]` and `[f64; 2]`"
)]
pub unsafe trait Word: Copy + Send + Sync + 'static {
    /// What `load` and `store` ask of an address.
    const ALIGN: usize;
    /// Whether all bits are values.
    const ANY_BITS: bool;

    /// # Safety
    /// `at` must be readable and aligned to `ALIGN`, and any writer atomic, or not Rust.
    unsafe fn load(at: *const Self) -> Self;

    /// # Safety
    /// As `load`, and `at` must be writable.
    unsafe fn store(at: *mut Self, value: Self);
}

macro_rules! words {
    ($($type:ty: $atomic:ident, $any_bits:literal, $from:expr, $to:expr;)*) => {$(
        // SAFETY: `$from` gives a value for any bits; the rows with `true` change none of them.
        unsafe impl Word for $type {
            const ALIGN: usize = align_of::<$atomic>();
            const ANY_BITS: bool = $any_bits;

            #[inline(always)]
            unsafe fn load(at: *const Self) -> Self {
                // SAFETY: readable and aligned by contract; the atomic has the size of the type. A relaxed
                // load may be made of memory that is read-only.
                $from(unsafe { &*at.cast::<$atomic>() }.load(Relaxed))
            }

            #[inline(always)]
            unsafe fn store(at: *mut Self, value: Self) {
                // SAFETY: as above, and writable by contract.
                unsafe { &*at.cast::<$atomic>() }.store($to(value), Relaxed);
            }
        }

        const _: () = assert!(size_of::<$type>() == size_of::<$atomic>());
    )*};
}

words! {
    i8: AtomicI8, true, i8::from, i8::from;
    i16: AtomicI16, true, i16::from, i16::from;
    i32: AtomicI32, true, i32::from, i32::from;
    i64: AtomicI64, true, i64::from, i64::from;
    isize: AtomicIsize, true, isize::from, isize::from;
    u8: AtomicU8, true, u8::from, u8::from;
    u16: AtomicU16, true, u16::from, u16::from;
    u32: AtomicU32, true, u32::from, u32::from;
    u64: AtomicU64, true, u64::from, u64::from;
    usize: AtomicUsize, true, usize::from, usize::from;
    f32: AtomicU32, true, f32::from_bits, f32::to_bits;
    f64: AtomicU64, true, f64::from_bits, f64::to_bits;
    bool: AtomicU8, false, is_true, u8::from;
}

/// C's truth of a byte.
#[inline(always)]
fn is_true(byte: u8) -> bool {
    byte != 0
}

// SAFETY: two of what accepts any bits; which are all values if they are of one.
unsafe impl<T: Word> Word for [T; 2] {
    const ALIGN: usize = T::ALIGN;
    const ANY_BITS: bool = T::ANY_BITS;

    #[inline(always)]
    unsafe fn load(at: *const Self) -> Self {
        let first = at.cast::<T>();
        // SAFETY: passed on; both numbers are in the pair.
        unsafe { [T::load(first), T::load(first.add(1))] }
    }

    #[inline(always)]
    unsafe fn store(at: *mut Self, [first, second]: Self) {
        let at = at.cast::<T>();
        // SAFETY: as above.
        unsafe {
            T::store(at, first);
            T::store(at.add(1), second);
        }
    }
}

/// One element of a buffer, in place: its value is read anew each time, since others may write to it.
///
/// Slices of elements can be split, zipped and shared between threads as any slice: see
/// [`Buffer::as_slice`](crate::Buffer::as_slice).
///
/// ```
/// # use pydust as py;
/// fn rises(xs: &[py::Element<f64>]) -> usize {
///     xs.windows(2).filter(|pair| pair[0].get() < pair[1].get()).count()
/// }
/// ```
#[repr(transparent)]
pub struct Element<T>(UnsafeCell<MaybeUninit<T>>);

// SAFETY: a reference to an element allows what is atomic, and nothing else.
unsafe impl<T: Word> Sync for Element<T> {}

impl<T: Word> Element<T> {
    /// The value that is there now.
    #[inline(always)]
    pub fn get(&self) -> T {
        // SAFETY: references to elements are made by `strided` alone, of readable and aligned memory.
        unsafe { T::load(self.0.get().cast()) }
    }
}

/// One element of a writable buffer, in place.
///
/// Writing needs no `&mut`: others may write at the same time, and the last one wins. See
/// [`BufferMut::as_slice_mut`](crate::BufferMut::as_slice_mut).
///
/// ```
/// # use pydust as py;
/// fn double(xs: &[py::ElementMut<f64>]) {
///     for x in xs {
///         x.set(2.0 * x.get());
///     }
/// }
/// ```
#[repr(transparent)]
pub struct ElementMut<T>(Element<T>);

impl<T: Word> ElementMut<T> {
    /// Writes a value.
    #[inline(always)]
    pub fn set(&self, value: T) {
        // SAFETY: as for `get`; those of this type are made of writable memory.
        unsafe { T::store(self.0.0.get().cast(), value) }
    }
}

impl<T> Deref for ElementMut<T> {
    type Target = Element<T>;

    #[inline(always)]
    fn deref(&self) -> &Element<T> {
        &self.0
    }
}

/// Whether several elements fit into a machine word, and can be copied as one without harm.
const fn in_words<T: Word>() -> bool {
    T::ANY_BITS && size_of::<T>() < size_of::<usize>()
}

/// Copies as many elements as both have: that many of `to` are initialised then.
#[inline]
pub(crate) fn copy_out<T: Word>(from: &[Element<T>], to: &mut [MaybeUninit<T>]) {
    let count = from.len().min(to.len());
    let (Some(from), Some(to)) = (from.get(..count), to.get_mut(..count)) else { return };
    let put = |(from, to): (&Element<T>, &mut MaybeUninit<T>)| *to = MaybeUninit::new(from.get());
    if !in_words::<T>() {
        return from.iter().zip(to).for_each(put);
    }
    // SAFETY: any aligned part of the memory may be read as a word: all bits are values, and elements are
    // not cut, since a word is a multiple of them.
    let (head, words, tail) = unsafe { from.align_to::<AtomicUsize>() };
    head.iter().zip(to.iter_mut()).for_each(put);
    let at = to.as_mut_ptr().wrapping_add(head.len()).cast::<usize>();
    for (index, word) in words.iter().enumerate() {
        // SAFETY: `to` is as long as `from`, and this is the place of the same elements in it.
        unsafe { at.add(index).write_unaligned(word.load(Relaxed)) };
    }
    tail.iter().zip(to.iter_mut().skip(count - tail.len())).for_each(put);
}

/// Copies as many elements as both have.
#[inline]
pub(crate) fn copy_in<T: Word>(from: &[T], to: &[ElementMut<T>]) {
    let count = from.len().min(to.len());
    let (Some(from), Some(to)) = (from.get(..count), to.get(..count)) else { return };
    let put = |(from, to): (&T, &ElementMut<T>)| to.set(*from);
    if !in_words::<T>() {
        return from.iter().zip(to).for_each(put);
    }
    // SAFETY: as above; any word is a row of values.
    let (head, words, tail) = unsafe { to.align_to::<AtomicUsize>() };
    from.iter().zip(head).for_each(put);
    let at = from.as_ptr().wrapping_add(head.len()).cast::<usize>();
    for (index, word) in words.iter().enumerate() {
        // SAFETY: `from` is as long as `to`, and this is the place of the same elements in it.
        word.store(unsafe { at.add(index).read_unaligned() }, Relaxed);
    }
    from.iter().skip(count - tail.len()).zip(tail).for_each(put);
}

/// A slice as memory to copy into.
#[inline]
pub(crate) fn as_uninit<T: Word>(slice: &mut [T]) -> &mut [MaybeUninit<T>] {
    let memory = std::ptr::from_mut(slice) as *mut [MaybeUninit<T>];
    // SAFETY: the same layout; only ever written to, by `copy_out`, with values.
    unsafe { &mut *memory }
}

/// The values of `length` elements, given as a slice if they are one. `None` without memory.
pub(crate) fn collect<'a, T: Word>(
    length: usize,
    slice: Option<&[Element<T>]>,
    elements: impl Iterator<Item = &'a Element<T>>,
) -> Option<Vec<T>> {
    let mut values = Vec::new();
    values.try_reserve_exact(length).ok()?;
    let room = values.spare_capacity_mut().get_mut(..length)?;
    let mut count = 0;
    match slice {
        Some(slice) => {
            copy_out(slice, room);
            count = slice.len().min(length);
        }
        None => room.iter_mut().zip(elements).for_each(|(room, element)| {
            room.write(element.get());
            count += 1;
        }),
    }
    // SAFETY: so many have been written, from the first one on.
    unsafe { values.set_len(count) };
    Some(values)
}

//! `slice` and `range`.

use std::ptr;

use super::error::{Raised, check};
use super::{Obj, Python, call, container, ffi, number, text};

/// Whether the object is a `slice`.
pub(crate) fn is_slice(obj: &Obj<'_>) -> bool {
    // SAFETY: a live object.
    unsafe { ffi::PySlice_Check(obj.as_ptr()) != 0 }
}

/// Whether the object is a `range`.
pub(crate) fn is_range(obj: &Obj<'_>) -> bool {
    // SAFETY: a live object.
    unsafe { ffi::PyRange_Check(obj.as_ptr()) != 0 }
}

/// `slice(start, stop, step)`.
pub(crate) fn new_slice<'py>(
    start: &Obj<'py>,
    stop: &Obj<'py>,
    step: &Obj<'py>,
) -> Result<Obj<'py>, Raised> {
    // SAFETY: attached; any objects are allowed.
    unsafe {
        let slice = ffi::PySlice_New(start.as_ptr(), stop.as_ptr(), step.as_ptr());
        Obj::from_new(start.py(), slice)
    }
}

/// Start, stop and step of a slice, cut to what an index can be. They run `__index__`; the step is not 0.
pub(crate) fn unpack_slice(slice: &Obj<'_>) -> Result<(isize, isize, isize), Raised> {
    let (mut start, mut stop, mut step) = (0, 0, 0);
    // SAFETY: attached; a slice; the call fills the three, or raises. (It runs `__index__`, which can't
    // change a slice.)
    check(unsafe { ffi::PySlice_Unpack(slice.as_ptr(), &mut start, &mut stop, &mut step) })?;
    Ok((start, stop, step))
}

/// Start, stop and count of the items that an unpacked slice takes of a sequence of the given length.
pub(crate) fn adjust_slice(
    length: usize,
    (mut start, mut stop, step): (isize, isize, isize),
) -> (isize, isize, usize) {
    let length = isize::try_from(length).unwrap_or(isize::MAX);
    // SAFETY: plain arithmetic, for which no thread need be attached; the step is not 0, as `unpack_slice` checked.
    let count = unsafe { ffi::PySlice_AdjustIndices(length, &mut start, &mut stop, step) };
    (start, stop, container::count(count))
}

/// `range(*bounds)`: a stop, or a start, a stop and perhaps a step.
pub(crate) fn new_range<'py, const N: usize>(
    py: Python<'py>,
    bounds: [Obj<'py>; N],
) -> Result<Obj<'py>, Raised> {
    // SAFETY: the static type lives as long as the process.
    let class = unsafe {
        let class = (&raw mut ffi::PyRange_Type).cast();
        Obj::from_borrowed(py, ptr::NonNull::new_unchecked(class))
    };
    call::call(&class, bounds, None)
}

/// The start, the end and the step of a range.
pub(crate) fn range_parts<'py>(range: &Obj<'py>) -> Result<[Obj<'py>; 3], Raised> {
    let part = |name| call::get_attr(range, &text::interned(range.py(), name)?);
    Ok([part(c"start")?, part(c"stop")?, part(c"step")?])
}

/// `int + offset`, of any size.
pub(crate) fn offset<'py>(int: &Obj<'py>, offset: i64) -> Result<Obj<'py>, Raised> {
    let offset = number::from_i64(int.py(), offset)?;
    // SAFETY: attached.
    unsafe { Obj::from_new(int.py(), ffi::PyNumber_Add(int.as_ptr(), offset.as_ptr())) }
}

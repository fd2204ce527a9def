//! `range`: made, recognised, and its bounds as objects.

use std::ptr::NonNull;

use super::{Obj, Raised, call, ffi, number, text};

/// Whether the object is a `range`, which can't be inherited from.
pub(crate) fn is(obj: &Obj<'_>) -> bool {
    // SAFETY: a live object.
    unsafe { ffi::PyRange_Check(obj.as_ptr()) != 0 }
}

/// `range(start, stop)`.
pub(crate) fn new<'py>(start: Obj<'py>, stop: Obj<'py>) -> Result<Obj<'py>, Raised> {
    // SAFETY: attached; a static type.
    let class = unsafe {
        let class = (&raw mut ffi::PyRange_Type).cast::<ffi::PyObject>();
        Obj::from_borrowed(start.py(), NonNull::new_unchecked(class))
    };
    call::call(&class, [start, stop], None)
}

/// The start, the end and the step of a range.
pub(crate) fn parts<'py>(range: &Obj<'py>) -> Result<[Obj<'py>; 3], Raised> {
    let part = |name| call::get_attr(range, &text::interned(range.py(), name)?);
    Ok([part(c"start")?, part(c"stop")?, part(c"step")?])
}

/// `int + offset`, of any size.
pub(crate) fn offset<'py>(int: &Obj<'py>, offset: i64) -> Result<Obj<'py>, Raised> {
    let offset = number::from_i64(int.py(), offset)?;
    // SAFETY: attached.
    unsafe { Obj::from_new(int.py(), ffi::PyNumber_Add(int.as_ptr(), offset.as_ptr())) }
}

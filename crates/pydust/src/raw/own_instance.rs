//! Instances that are attributes of their own class: neither would ever end, where the garbage collector does not know
//! the instances. So the class gives them up as its interpreter ends, whose memory CPython frees only if all of it is
//! unused.

use std::ptr::{self, NonNull};

use super::error::{self, Raised};
use super::{Obj, Python, container, ffi, gc, heap_type, interpreter};

/// Has the class give up such attributes at the end, if `value`, which it just got, is one.
pub(crate) extern "C" fn give_up_at_end<'py>(
    class: &Obj<'py>,
    value: &Obj<'py>,
) -> Result<(), Raised> {
    let py = class.py();
    let key = class.as_ptr().cast_const().cast();
    if !keeps_its_class(value) || interpreter::get(py, key)?.is_some() {
        return Ok(());
    }
    let kept = class.clone();
    // SAFETY: attached; the capsule gets a reference of its own, which it holds if it is made.
    let end = unsafe {
        let end = ffi::PyCapsule_New(kept.as_ptr().cast(), ptr::null(), Some(give_up));
        let end = Obj::from_new(py, end)?;
        std::mem::forget(kept);
        end
    };
    let kept = interpreter::keep(py, key, &end)?;
    if !ptr::eq(kept.as_ptr(), end.as_ptr()) {
        // SAFETY: attached; a capsule of ours, which is never called for now. Another thread was first.
        unsafe { ffi::PyCapsule_SetDestructor(end.as_ptr(), None) };
        // SAFETY: the reference that the capsule had.
        drop(unsafe { Obj::from_owned(class.as_non_null()) });
    }
    Ok(())
}

/// Whether the object has a reference to its class that the garbage collector does not see.
fn keeps_its_class(object: &Obj<'_>) -> bool {
    // SAFETY: a live type.
    let flags = unsafe { ffi::PyType_GetFlags(object.type_ptr()) };
    flags & (ffi::Py_TPFLAGS_HEAPTYPE | gc::COLLECTED) == ffi::Py_TPFLAGS_HEAPTYPE
}

/// The end of the capsule, and soon that of the interpreter.
unsafe extern "C" fn give_up(capsule: *mut ffi::PyObject) {
    // SAFETY: CPython calls this attached, with a capsule that has a reference to a class.
    let (py, class) = unsafe {
        let class = ffi::PyCapsule_GetPointer(capsule, ptr::null());
        (Python::assume_attached(), NonNull::new(class.cast()).map(|class| Obj::from_owned(class)))
    };
    let Some(class) = class else { return };
    error::aside(py, || {
        if give_up_all(&class).is_err() {
            error::clear(py);
        }
    });
}

fn give_up_all(class: &Obj<'_>) -> Result<(), Raised> {
    let attributes = heap_type::own_dict(class)?;
    let mut position = 0;
    while let Some((name, value)) = container::dict_next(&attributes, &mut position) {
        if keeps_its_class(&value) {
            container::dict_del(&attributes, &name)?;
        }
    }
    heap_type::note_change(class);
    Ok(())
}

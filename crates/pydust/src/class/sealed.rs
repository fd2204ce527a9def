//! What `frozen` classes that Python code can change inherit from: a type without instances.
//!
//! A value of a `frozen` class is there from an instance's first moment, since only the class's own `tp_new` makes
//! instances; `object.__new__` refuses all classes whose native base has another. A class whose `__new__` is replaced
//! has none any more that counts, and `object.__new__` would go by its base. Most classes are immutable; those that are
//! nested are not under the stable ABI, where CPython lets only Python code set a `__qualname__`.
#![allow(unsafe_code)]

use std::ffi::c_void;
use std::ptr;

use super::base::larger;
use super::{Class, Lock};
use crate::raw::heap_type::{self, Slot, TypeSpec, slot};
use crate::raw::kept::Kept;
use crate::raw::{self, Obj, PyObject, Python, Raised, ffi, header};

/// One word more than `object`, so that no class can be given another base in this one's place.
const SIZE: usize = size_of::<header::Header>() + size_of::<*const ()>();

/// Whether a class that inherits from `object` needs this base.
pub(super) const fn needs<T: Class>() -> bool {
    <T::Lock as Lock>::FROZEN && heap_type::RENAMED_IN_PYTHON && !T::SPEC.within.is_none()
}

/// The size of an instance that has so many bytes: more than the base says, as for every base.
pub(super) const fn size<T: Class>(size: usize) -> usize {
    if needs::<T>() { larger(size, SIZE) } else { size }
}

/// The type in this interpreter.
#[cold]
pub(super) extern "C" fn class(py: Python<'_>) -> Result<Obj<'_>, Raised> {
    static CLASS: Kept = Kept::new();
    CLASS.get(py, || new_class(py)).map(raw::Lent::to_owned)
}

fn new_class(py: Python<'_>) -> Result<Obj<'_>, Raised> {
    let mut slots = [
        Slot { slot: slot::Py_tp_new, pfunc: refuse as ffi::newfunc as *mut c_void },
        Slot { slot: 0, pfunc: ptr::null_mut() },
    ];
    let spec = TypeSpec {
        name: c"pydust.frozen",
        qualname: None,
        basic_size: header::whole(SIZE),
        flags: heap_type::FLAGS | heap_type::BASETYPE,
        slots: slots.as_mut_ptr(),
        #[cfg(not(Py_LIMITED_API))]
        vectorcall: None,
    };
    heap_type::create(py, &spec, None)
}

/// `tp_new`.
unsafe extern "C" fn refuse(
    _class: *mut ffi::PyTypeObject,
    _args: *mut PyObject,
    _kwargs: *mut PyObject,
) -> *mut PyObject {
    // SAFETY: CPython calls this attached.
    let py = unsafe { raw::module::called() };
    let class = raw::error::exception_type(py, &raw const ffi::PyExc_TypeError);
    raw::error::set_text(&class, "only the native __new__ of a frozen class makes instances of it");
    ptr::null_mut()
}

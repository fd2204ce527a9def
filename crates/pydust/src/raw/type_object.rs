//! Classes as objects: the builtin ones, names, and the subclass check.

use super::error::{Raised, check};
use super::{Obj, Python, ffi};

macro_rules! builtin_types {
    ($($name:ident = $raw:ident;)*) => {$(
        #[doc = concat!("`", stringify!($raw), "`.")]
        pub(crate) fn $name<'py>(py: Python<'py>) -> Obj<'py> {
            let class = (&raw mut ffi::$raw).cast::<ffi::PyObject>();
            // SAFETY: a static of Python itself, which is never freed.
            unsafe { Obj::from_borrowed(py, std::ptr::NonNull::new_unchecked(class)) }
        }
    )*};
}

builtin_types! {
    object = PyBaseObject_Type;
    bool = PyBool_Type;
    int = PyLong_Type;
    float = PyFloat_Type;
    complex = PyComplex_Type;
    str = PyUnicode_Type;
    bytes = PyBytes_Type;
    bytearray = PyByteArray_Type;
    tuple = PyTuple_Type;
    list = PyList_Type;
    dict = PyDict_Type;
    set = PySet_Type;
    frozenset = PyFrozenSet_Type;
    range = PyRange_Type;
    slice = PySlice_Type;
    type_ = PyType_Type;
    module = PyModule_Type;
    memoryview = PyMemoryView_Type;
    traceback = PyTraceBack_Type;
    super_ = PySuper_Type;
}

/// `class.__name__`, as the class has it: no metaclass is asked.
pub(crate) fn name<'py>(class: &Obj<'py>) -> Result<Obj<'py>, Raised> {
    debug_assert!(super::container::is_type(class));
    // SAFETY: attached; a handle of a type is the only caller.
    unsafe { Obj::from_new(class.py(), ffi::PyType_GetName(class.as_ptr().cast())) }
}

/// `class.__qualname__`, as above.
pub(crate) fn qualname<'py>(class: &Obj<'py>) -> Result<Obj<'py>, Raised> {
    debug_assert!(super::container::is_type(class));
    // SAFETY: attached; a handle of a type is the only caller.
    unsafe { Obj::from_new(class.py(), ffi::PyType_GetQualName(class.as_ptr().cast())) }
}

/// `issubclass(class, of)`.
pub(crate) fn is_subclass(class: &Obj<'_>, of: &Obj<'_>) -> Result<bool, Raised> {
    // SAFETY: attached; the call checks both.
    let found = unsafe { ffi::PyObject_IsSubclass(class.as_ptr(), of.as_ptr()) };
    check(found).map(|found| found != 0)
}

/// Whether a member of a class is an attribute of a native class, rather than one of its methods.
pub(crate) fn is_attribute(member: &Obj<'_>) -> bool {
    member.type_ptr() == &raw mut ffi::PyGetSetDescr_Type
}

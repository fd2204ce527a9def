//! Whether an object is exactly of a builtin type, not of a subclass.

use super::{Obj, ffi};

macro_rules! exact_types {
    ($($name:ident = $raw:ident;)*) => {$(
        #[doc = concat!("Whether `type(obj)` is `", stringify!($raw), "`.")]
        #[inline(always)]
        pub(crate) fn $name(obj: &Obj<'_>) -> bool {
            // A static type is never deleted; only its address is taken here.
            std::ptr::eq(obj.type_ptr(), &raw const ffi::$raw)
        }
    )*};
}

exact_types! {
    is_bool = PyBool_Type;
    is_bytes = PyBytes_Type;
    is_dict = PyDict_Type;
    is_float = PyFloat_Type;
    is_int = PyLong_Type;
    is_list = PyList_Type;
    is_set = PySet_Type;
    is_str = PyUnicode_Type;
    is_tuple = PyTuple_Type;
}

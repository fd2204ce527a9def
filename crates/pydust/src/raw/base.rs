//! Methods of builtin types that the C API has no function for, called as `list.pop(obj, 0)` is: what a
//! subclass overrides does not matter, as it does not for the functions of the C API.

use super::error::Raised;
use super::kept::Kept;
use super::{Obj, call, container, ffi, text};

macro_rules! methods {
    ($($class:ident { $($name:ident = $method:literal ($($arg:ident),*);)* })*) => {$($(
        #[doc = concat!("`", $method, "` of `", stringify!($class), "`.")]
        #[inline(never)]
        pub(crate) fn $name<'py>(
            obj: &Obj<'py>,
            $($arg: Obj<'py>,)*
        ) -> Result<Obj<'py>, Raised> {
            static METHOD: Kept = Kept::new();
            let method = METHOD.get(obj.py(), || find(obj, &raw mut ffi::$class, $method))?;
            call::call(&method, [obj.clone(), $($arg),*], None)
        }
    )*)*};
}

methods! {
    PyList_Type {
        list_pop = "pop"(index);
        list_remove = "remove"(item);
        list_del = "__delitem__"(index);
        list_index = "index"(item);
        list_count = "count"(item);
        list_contains = "__contains__"(item);
    }
    PyTuple_Type {
        tuple_index = "index"(item);
        tuple_count = "count"(item);
        tuple_contains = "__contains__"(item);
    }
    PyDict_Type {
        dict_set_default = "setdefault"(key, default);
        dict_pop = "pop"(key, default);
        dict_pop_item = "popitem"();
        dict_update = "update"(other);
    }
    PySet_Type {
        set_iter = "__iter__"();
        set_remove = "remove"(item);
        set_update = "update"(other);
        set_intersection_update = "intersection_update"(other);
        set_difference_update = "difference_update"(other);
        set_symmetric_difference_update = "symmetric_difference_update"(other);
        set_union = "union"(other);
        set_intersection = "intersection"(other);
        set_difference = "difference"(other);
        set_symmetric_difference = "symmetric_difference"(other);
        set_is_subset = "issubset"(other);
        set_is_superset = "issuperset"(other);
        set_is_disjoint = "isdisjoint"(other);
        set_copy = "copy"();
    }
    PyFrozenSet_Type {
        frozen_iter = "__iter__"();
        frozen_union = "union"(other);
        frozen_intersection = "intersection"(other);
        frozen_difference = "difference"(other);
        frozen_symmetric_difference = "symmetric_difference"(other);
        frozen_is_subset = "issubset"(other);
        frozen_is_superset = "issuperset"(other);
        frozen_is_disjoint = "isdisjoint"(other);
    }
    PyBaseObject_Type {
        object_state = "__getstate__"();
    }
    PyLong_Type {
        int_bit_length = "bit_length"();
    }
}

/// `list.sort(key=key, reverse=reverse)`.
pub(crate) fn list_sort<'py>(
    list: &Obj<'py>,
    key: Obj<'py>,
    reverse: Obj<'py>,
) -> Result<Obj<'py>, Raised> {
    static METHOD: Kept = Kept::new();
    static NAMES: Kept = Kept::new();
    let py = list.py();
    let method = METHOD.get(py, || find(list, &raw mut ffi::PyList_Type, "sort"))?;
    let names = NAMES.get(py, || {
        container::new_tuple(py, [text::intern(py, "key")?, text::intern(py, "reverse")?])
    })?;
    call::call(&method, [list.clone(), key, reverse], Some(&names))
}

/// The method of a builtin type.
#[cold]
fn find<'py>(
    obj: &Obj<'py>,
    class: *mut ffi::PyTypeObject,
    name: &str,
) -> Result<Obj<'py>, Raised> {
    let name = text::intern(obj.py(), name)?;
    // SAFETY: attached; the types of the macro above are static, and live as long as the process.
    unsafe { Obj::from_new(obj.py(), ffi::PyObject_GetAttr(class.cast(), name.as_ptr())) }
}

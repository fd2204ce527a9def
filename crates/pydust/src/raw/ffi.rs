//! The declarations of C's functions: those of the bindings crate, some of them again with what it takes to end a thread.
//!
//! Up to CPython 3.13, a daemon thread that asks for the interpreter when that is ending is unwound by the C library, and
//! the process aborts at the first frame of Rust with a handler. It asks in the middle of any Python code. So calls that
//! run Python code are stopped there: the thread waits for ever, as it does from 3.14 on. (The bindings do the same for
//! `PyEval_RestoreThread` and `PyGILState_Ensure`.) They are in the table below: what calls methods, what compares and
//! hashes, and what releases objects, which may have a `__del__`; and what makes objects, where that collects garbage.
//! What a type has in a slot is called by [`in_slot`].
//!
//! Only glibc unwinds threads. A landing pad of Rust's would do, but it brings std's panic machinery into modules in
//! which nothing can panic, and to the optimiser whoever has it may unwind. So each call goes through a few instructions
//! with a personality of their own, which the unwinder asks as it gets there.

#[cfg(unwinds_threads)]
use std::ffi::{c_char, c_int, c_void};

/// The same for a `float`, whose value is only read.
#[cfg(Py_LIMITED_API)]
pub(crate) use pyo3_ffi::PyFloat_AsDouble as value_of_float;
/// The same as what a type has in its slot.
pub(crate) use pyo3_ffi::PyType_GenericAlloc as generic_alloc;
pub(crate) use pyo3_ffi::*;

/// Asked by the unwinder about a call from below. An exception passes; a thread that is being ended waits here for ever.
#[cfg(unwinds_threads)]
extern "C" fn stop(_: c_int, actions: c_int, _: u64, _: *mut c_void, _: *mut c_void) -> c_int {
    const FORCED: c_int = 8;
    const CONTINUE: c_int = 8;
    unsafe extern "C" {
        safe fn pause() -> c_int;
    }
    if actions & FORCED != 0 {
        loop {
            pause();
        }
    }
    CONTINUE
}

/// Declares a function that is some instructions with a frame of their own, about which [`stop`] is asked.
#[cfg(unwinds_threads)]
macro_rules! frame {
    ($name:ident ($($argument:ident: $type:ty),* $(,)?) -> $result:ty, $instructions:expr) => {
        std::arch::global_asm!(
            concat!(".pushsection .text.pydust_stopped_", stringify!($name), ",\"ax\",@progbits"),
            ".p2align 4",
            concat!(".hidden pydust_stopped_", stringify!($name)),
            concat!(".globl pydust_stopped_", stringify!($name)),
            concat!(".type pydust_stopped_", stringify!($name), ",@function"),
            concat!("pydust_stopped_", stringify!($name), ":"),
            ".cfi_startproc",
            ".cfi_personality 0x1b, {stop}",
            $instructions,
            ".cfi_endproc",
            concat!(".size pydust_stopped_", stringify!($name), ", . - pydust_stopped_", stringify!($name)),
            ".popsection",
            stop = sym crate::raw::ffi::stop,
        );
        unsafe extern "C" {
            #[allow(dead_code)]
            #[link_name = concat!("pydust_stopped_", stringify!($name))]
            pub(crate) fn $name($($argument: $type),*) -> $result;
        }
    };
}

/// Declares functions again: those of a line have one type, and take no more arguments than are passed in registers.
#[cfg(unwinds_threads)]
macro_rules! stopped {
    ($($arguments:tt -> $result:ty: $($name:ident)*;)*) => {$(
        stopped! { @each ($($name)*) $arguments -> $result }
    )*};
    (@each ($($name:ident)*) $arguments:tt -> $result:ty) => {$(
        frame! { $name $arguments -> $result, around!(calling!(stringify!($name))) }
    )*};
}

/// A call with the arguments that were given. (`al` is for functions that take any number.)
#[cfg(all(unwinds_threads, target_arch = "x86_64"))]
macro_rules! calling {
    ($name:expr) => {
        concat!("xor eax, eax\ncall qword ptr [rip + ", $name, "@GOTPCREL]")
    };
    (pointer 2) => {
        "call rsi"
    };
    (pointer 3) => {
        "call rdx"
    };
    (pointer 4) => {
        "call rcx"
    };
}
#[cfg(all(unwinds_threads, target_arch = "aarch64"))]
macro_rules! calling {
    ($name:expr) => {
        concat!("bl ", $name)
    };
    (pointer 2) => {
        "blr x1"
    };
    (pointer 3) => {
        "blr x2"
    };
    (pointer 4) => {
        "blr x3"
    };
}

/// A frame around a call.
#[cfg(all(unwinds_threads, target_arch = "x86_64"))]
macro_rules! around {
    ($call:expr) => {
        concat!(
            "sub rsp, 8\n.cfi_adjust_cfa_offset 8\n",
            $call,
            "\nadd rsp, 8\n.cfi_adjust_cfa_offset -8\nret"
        )
    };
}
#[cfg(all(unwinds_threads, target_arch = "aarch64"))]
macro_rules! around {
    ($call:expr) => {
        concat!(
            "stp x29, x30, [sp, #-16]!\n.cfi_adjust_cfa_offset 16\n",
            ".cfi_rel_offset x29, 0\n.cfi_rel_offset x30, 8\n",
            $call,
            "\nldp x29, x30, [sp], #16\n.cfi_adjust_cfa_offset -16\n",
            ".cfi_restore x29\n.cfi_restore x30\nret"
        )
    };
}

#[cfg(unwinds_threads)]
type O = *mut PyObject;

#[cfg(unwinds_threads)]
stopped! {
    (a: O) -> O: PyObject_CallNoArgs PyObject_Str PyObject_Repr PyObject_ASCII PyObject_Dir PyObject_GetIter PyIter_Next
        PyImport_Import PySequence_List PyOS_FSPath PyNumber_Index PyNumber_Negative PyNumber_Positive PyNumber_Absolute
        PyNumber_Invert PyFrozenSet_New PyMemoryView_FromObject PyUnicode_EncodeFSDefault PySet_Pop;
    (a: O, b: O) -> O: PyObject_GetAttr PyObject_GetItem PyObject_Format PyNumber_Add PyNumber_Subtract
        PyNumber_Multiply PyNumber_MatrixMultiply PyNumber_TrueDivide PyNumber_FloorDivide PyNumber_Remainder
        PyNumber_Divmod PyNumber_Lshift PyNumber_Rshift PyNumber_And PyNumber_Or PyNumber_Xor PyNumber_InPlaceAdd
        PyNumber_InPlaceSubtract PyNumber_InPlaceMultiply PyNumber_InPlaceMatrixMultiply PyNumber_InPlaceTrueDivide
        PyNumber_InPlaceFloorDivide PyNumber_InPlaceRemainder PyNumber_InPlaceLshift PyNumber_InPlaceRshift
        PyNumber_InPlaceAnd PyNumber_InPlaceOr PyNumber_InPlaceXor PyObject_GenericGetAttr
        PyDict_GetItemWithError;
    (a: O, b: O, c: O) -> O: PyObject_Call PyNumber_Power PyNumber_InPlacePower PyEval_EvalCode PyErr_SetImportError;
    (a: O, b: O, c: c_int) -> O: PyObject_RichCompare;
    (a: *mut PyType_Spec, b: O) -> O: PyType_FromSpecWithBases;
    (a: *const c_char, b: *const c_char, c: O, d: O) -> O: PyErr_NewExceptionWithDoc;
    (a: *const c_char, b: Py_ssize_t) -> O: PyUnicode_DecodeFSDefaultAndSize;
    (a: O, b: *const c_char, c: *const c_char) -> O: PyUnicode_AsEncodedString;
    (a: O, b: O, c: c_int) -> c_int: PyObject_RichCompareBool;
    (a: O, b: *mut Py_buffer, c: c_int) -> c_int: PyObject_GetBuffer;
    (a: O, b: O, c: O) -> c_int: PyObject_SetAttr PyObject_SetItem PyObject_GenericSetAttr PyDict_SetItem;
    (a: O, b: Py_ssize_t, c: O) -> c_int: PyList_SetItem;
    (a: O, b: Py_ssize_t, c: Py_ssize_t, d: O) -> c_int: PyList_SetSlice;
    (a: O, b: *mut Py_ssize_t, c: *mut Py_ssize_t, d: *mut Py_ssize_t) -> c_int: PySlice_Unpack;
    (a: O, b: O) -> c_int: PyObject_DelItem PyObject_IsInstance PyObject_IsSubclass PySequence_Contains
        PyDict_Contains PyDict_DelItem PyDict_Update PySet_Add PySet_Contains PySet_Discard PyException_SetTraceback;
    (a: O, b: *const c_char) -> c_int: PyObject_HasAttrString;
    (a: O) -> c_int: PyObject_IsTrue PyList_Sort PySet_Clear;
    (a: O, b: *const c_char, c: Py_ssize_t) -> c_int: PyErr_WarnEx;
    (a: O) -> Py_ssize_t: PyObject_Size;
    (a: O) -> Py_hash_t: PyObject_Hash;
    (a: O) -> f64: PyFloat_AsDouble;
    (a: O, b: O) -> (): PyErr_SetObject PyException_SetCause PyException_SetContext;
    (a: O, b: O, c: O) -> (): PyErr_Restore;
    (a: *mut O, b: *mut O, c: *mut O) -> (): PyErr_NormalizeException;
    (a: O) -> (): PyErr_WriteUnraisable PyErr_SetNone PyErr_SetHandledException PyDict_Clear PyObject_ClearWeakRefs;
    () -> (): PyErr_Clear;
    (a: *mut Py_buffer) -> (): PyBuffer_Release;
    (a: *mut PyThreadState) -> (): PyThreadState_Clear;
    (a: PyGILState_STATE) -> (): PyGILState_Release;
    () -> c_int: PyErr_CheckSignals;
    (a: O, b: O, c: *mut O) -> PySendResult: PyIter_Send;
    (a: O, b: *mut PyModuleDef) -> c_int: PyModule_ExecDef;
}

#[cfg(all(unwinds_threads, Py_3_12))]
stopped! {
    (a: O) -> (): PyErr_SetRaisedException;
}

// Up to 3.11 garbage is collected as an object is made.
#[cfg(all(unwinds_threads, not(Py_3_12)))]
stopped! {
    () -> O: PyDict_New;
    (a: Py_ssize_t) -> O: PyList_New PyTuple_New;
    (a: O) -> O: PySet_New PyDict_Items PyList_AsTuple;
    (a: O, b: Py_ssize_t, c: Py_ssize_t) -> O: PyList_GetSlice PyTuple_GetSlice;
    (a: O, b: O, c: O) -> O: PySlice_New;
    (a: *mut PyMethodDef, b: O, c: O) -> O: PyCFunction_NewEx;
    (a: *mut PyTypeObject, b: Py_ssize_t) -> O: PyType_GenericAlloc;
}

#[cfg(all(unwinds_threads, not(Py_LIMITED_API)))]
stopped! {
    (a: O, b: *const O, c: usize, d: O) -> O: PyObject_Vectorcall PyObject_VectorcallMethod;
    (a: O) -> c_int: PyObject_CallFinalizerFromDealloc;
}

// These take any number of arguments, of which the last is null: six, which are passed in registers.
#[cfg(all(unwinds_threads, Py_LIMITED_API))]
stopped! {
    (f: O, a: O, b: O, c: O, d: O, end: O) -> O: PyObject_CallFunctionObjArgs PyObject_CallMethodObjArgs;
}

/// What the bindings have for older Pythons, with those that run Python code made of what is stopped.
#[cfg(unwinds_threads)]
pub(crate) mod compat {
    use super::{O, c_int};
    pub(crate) use pyo3_ffi::compat::*;

    #[cfg(Py_3_13)]
    stopped! {
        (a: O, b: O, c: *mut O) -> c_int: PyObject_GetOptionalAttr PyDict_GetItemRef;
    }

    /// As the function of 3.13, with the GIL.
    #[cfg(not(Py_3_13))]
    #[inline]
    #[allow(non_snake_case)]
    pub(crate) unsafe fn PyDict_GetItemRef(dict: O, key: O, found: *mut O) -> c_int {
        // SAFETY: by contract; what is borrowed from the dict gets a reference before anything else runs.
        unsafe {
            let item = super::PyDict_GetItemWithError(dict, key);
            super::Py_XINCREF(item);
            found.write(item);
            if !item.is_null() {
                return 1;
            }
            if super::PyErr_Occurred().is_null() { 0 } else { -1 }
        }
    }

    /// As the function of 3.13.
    #[cfg(not(Py_3_13))]
    #[inline]
    #[allow(non_snake_case)]
    pub(crate) unsafe fn PyObject_GetOptionalAttr(object: O, name: O, found: *mut O) -> c_int {
        // SAFETY: by contract.
        unsafe {
            let attribute = super::PyObject_GetAttr(object, name);
            found.write(attribute);
            if !attribute.is_null() {
                return 1;
            }
            if super::PyErr_ExceptionMatches(super::PyExc_AttributeError) == 0 {
                return -1;
            }
            super::PyErr_Clear();
            0
        }
    }
}

/// Releases a reference. The last one ends the object, which may run Python code.
#[cfg(unwinds_threads)]
#[inline(always)]
#[allow(non_snake_case)]
pub(crate) unsafe fn Py_DECREF(object: O) {
    // SAFETY: by contract.
    unsafe { decref::release(object) }
}

/// The same, of a reference or null.
#[cfg(unwinds_threads)]
#[inline(always)]
#[allow(non_snake_case)]
pub(crate) unsafe fn Py_XDECREF(object: O) {
    if !object.is_null() {
        // SAFETY: by contract.
        unsafe { Py_DECREF(object) }
    }
}

/// Where CPython counts, it is asked so that it is stopped only for the last reference: others cost three instructions.
#[cfg(all(unwinds_threads, any(Py_LIMITED_API, Py_GIL_DISABLED, py_sys_config = "Py_REF_DEBUG")))]
mod decref {
    use super::O;

    #[cfg(target_arch = "x86_64")]
    macro_rules! unless_last {
        ($name:literal) => {
            concat!(
                "cmp dword ptr [rdi], 1\nje 2f\njmp qword ptr [rip + ",
                $name,
                "@GOTPCREL]\n2:\n"
            )
        };
    }
    #[cfg(target_arch = "aarch64")]
    macro_rules! unless_last {
        ($name:literal) => {
            concat!("ldr w9, [x0]\ncmp w9, #1\nb.eq 2f\nb ", $name, "\n2:\n")
        };
    }
    frame! {
        _Py_DecRef (object: O) -> (), concat!(unless_last!("_Py_DecRef"), around!(calling!("_Py_DecRef")))
    }
    pub(super) use _Py_DecRef as release;
}

#[cfg(all(
    unwinds_threads,
    not(any(Py_LIMITED_API, Py_GIL_DISABLED, py_sys_config = "Py_REF_DEBUG"))
))]
mod decref {
    use super::O;

    stopped! {
        (a: O) -> (): _Py_Dealloc;
    }

    #[inline(always)]
    pub(super) unsafe fn release(object: O) {
        // SAFETY: by contract an object with a reference to release; its count is guarded by the GIL.
        unsafe {
            #[cfg(Py_3_12)]
            let count = &raw mut (*object).ob_refcnt.ob_refcnt;
            #[cfg(not(Py_3_12))]
            let count = &raw mut (*object).ob_refcnt;
            let is_immortal = cfg!(Py_3_12) && (*count as i32) < 0;
            if is_immortal {
                return;
            }
            *count -= 1;
            if *count == 0 {
                _Py_Dealloc(object);
            }
        }
    }
}

/// Calls what a type has in a slot: the arguments come first, then the function.
pub(crate) mod in_slot {
    use std::ffi::c_int;

    use super::*;

    macro_rules! in_slot {
        ($($name:ident($($argument:ident: $type:ty),*) -> $result:ty, $function:ty, $count:tt;)*) => {$(
            #[cfg(unwinds_threads)]
            frame! { $name ($($argument: $type,)* function: $function) -> $result, around!(calling!(pointer $count)) }

            #[cfg(not(unwinds_threads))]
            #[inline(always)]
            pub(crate) unsafe fn $name($($argument: $type,)* function: $function) -> $result {
                // SAFETY: by contract.
                unsafe { function($($argument),*) }
            }
        )*};
    }

    in_slot! {
        end(object: *mut PyObject) -> (), destructor, 2;
        clear(object: *mut PyObject) -> c_int, inquiry, 2;
        get_attribute(object: *mut PyObject, name: *mut PyObject) -> *mut PyObject, getattrofunc, 3;
        binary(left: *mut PyObject, right: *mut PyObject) -> *mut PyObject, binaryfunc, 3;
        ternary(a: *mut PyObject, b: *mut PyObject, c: *mut PyObject) -> *mut PyObject, ternaryfunc, 4;
        compare(left: *mut PyObject, right: *mut PyObject, operator: c_int) -> *mut PyObject, richcmpfunc, 4;
        set(object: *mut PyObject, key: *mut PyObject, value: *mut PyObject) -> c_int, setattrofunc, 4;
        new(class: *mut PyTypeObject, args: *mut PyObject, keywords: *mut PyObject) -> *mut PyObject, newfunc, 4;
    }
}

//! The declarations of C's functions: those of the bindings crate, some of them again with what it takes to end a thread.
//!
//! Up to CPython 3.13, a daemon thread that asks for the interpreter when that is ending is unwound by the C library, and
//! the process aborts at the first frame of Rust. It asks in the middle of any Python code. So calls that run Python
//! code are stopped there: the thread waits for ever, as it does from 3.14 on. (The bindings do the same for
//! `PyEval_RestoreThread` and `PyGILState_Ensure`.) What is not in the table, such as the end of an object, runs Python
//! code rarely.

#[cfg(all(unix, not(Py_3_14)))]
use std::ffi::c_int;

pub(crate) use pyo3_ffi::*;

/// Ends what a thread does that is being unwound.
#[cfg(all(unix, not(Py_3_14)))]
struct Stop;

#[cfg(all(unix, not(Py_3_14)))]
impl Drop for Stop {
    #[inline(always)]
    fn drop(&mut self) {
        wait_for_ever()
    }
}

#[cfg(all(unix, not(Py_3_14)))]
#[cold]
extern "C" fn wait_for_ever() -> ! {
    unsafe extern "C" {
        safe fn pause() -> std::ffi::c_int;
    }
    loop {
        pause();
    }
}

/// Declares functions again, and stops what unwinds out of them: those of a line have one type.
///
/// Each is called right where the `Stop` is, in a function that does not unwind itself: what the compiler adds to other
/// places, to abort, comes first when a thread is unwound, and passes.
#[cfg(all(unix, not(Py_3_14)))]
macro_rules! stopped {
    ($($arguments:tt -> $result:ty: $($name:ident)*;)*) => {$(
        stopped! { @each ($($name)*) $arguments -> $result }
    )*};
    (@each ($($name:ident)*) $arguments:tt -> $result:ty) => {$(
        stopped! { @one $name $arguments -> $result }
    )*};
    (@one $name:ident ($($argument:ident: $type:ty),*) -> $result:ty) => {
        #[allow(non_snake_case, dead_code)]
        #[inline(always)]
        pub(crate) unsafe extern "C" fn $name($($argument: $type),*) -> $result {
            unsafe extern "C-unwind" {
                fn $name($($argument: $type),*) -> $result;
            }
            let stop = Stop;
            // SAFETY: the caller keeps the contract of the function of this name.
            let result = unsafe { $name($($argument),*) };
            std::mem::forget(stop);
            result
        }
    };
}

#[cfg(all(unix, not(Py_3_14)))]
type O = *mut PyObject;

#[cfg(all(unix, not(Py_3_14)))]
stopped! {
    (a: O) -> O: PyObject_CallNoArgs PyObject_Str PyObject_Repr PyObject_ASCII PyObject_Dir PyObject_GetIter PyIter_Next
        PyImport_Import PySequence_List PyOS_FSPath PyNumber_Index PyNumber_Negative PyNumber_Positive PyNumber_Absolute
        PyNumber_Invert;
    (a: O, b: O) -> O: PyObject_GetAttr PyObject_GetItem PyObject_Format PyNumber_Add PyNumber_Subtract
        PyNumber_Multiply PyNumber_MatrixMultiply PyNumber_TrueDivide PyNumber_FloorDivide PyNumber_Remainder
        PyNumber_Divmod PyNumber_Lshift PyNumber_Rshift PyNumber_And PyNumber_Or PyNumber_Xor PyNumber_InPlaceAdd
        PyNumber_InPlaceSubtract PyNumber_InPlaceMultiply PyNumber_InPlaceMatrixMultiply PyNumber_InPlaceTrueDivide
        PyNumber_InPlaceFloorDivide PyNumber_InPlaceRemainder PyNumber_InPlaceLshift PyNumber_InPlaceRshift
        PyNumber_InPlaceAnd PyNumber_InPlaceOr PyNumber_InPlaceXor;
    (a: O, b: O, c: O) -> O: PyObject_Call PyNumber_Power PyNumber_InPlacePower PyEval_EvalCode;
    (a: O, b: O, c: c_int) -> O: PyObject_RichCompare;
    (a: O, b: O, c: c_int) -> c_int: PyObject_RichCompareBool;
    (a: O, b: O, c: O) -> c_int: PyObject_SetAttr PyObject_SetItem;
    (a: O, b: O) -> c_int: PyObject_DelItem PyObject_IsInstance PyObject_IsSubclass PySequence_Contains;
    (a: O) -> c_int: PyObject_IsTrue;
    (a: O) -> Py_ssize_t: PyObject_Size;
    (a: O) -> Py_hash_t: PyObject_Hash;
    (a: O) -> (): PyErr_WriteUnraisable;
    () -> c_int: PyErr_CheckSignals;
    (a: O, b: O, c: *mut O) -> PySendResult: PyIter_Send;
    (a: O, b: *mut PyModuleDef) -> c_int: PyModule_ExecDef;
}

#[cfg(all(unix, not(Py_3_14), not(Py_LIMITED_API)))]
stopped! {
    (a: O, b: *const O, c: usize, d: O) -> O: PyObject_Vectorcall PyObject_VectorcallMethod;
}

/// The same for functions that take any number of arguments, of which the last is null: `$name` takes so many.
#[cfg(all(unix, Py_LIMITED_API, not(Py_3_12)))]
macro_rules! stopped_variadic {
    ($($name:ident = $raw:ident($($fixed:ident)*; $($more:ident)*);)*) => {$(
        #[allow(non_snake_case, clippy::too_many_arguments)]
        #[inline(always)]
        pub(crate) unsafe extern "C" fn $name($($fixed: O,)* $($more: O),*) -> O {
            unsafe extern "C-unwind" {
                fn $raw($($fixed: O,)* ...) -> O;
            }
            let stop = Stop;
            // SAFETY: the caller keeps the contract of the function `$raw`.
            let result = unsafe { $raw($($fixed,)* $($more),*) };
            std::mem::forget(stop);
            result
        }
    )*};
}

/// Elsewhere they are called as they are.
#[cfg(all(not(unix), Py_LIMITED_API, not(Py_3_12)))]
macro_rules! stopped_variadic {
    ($($name:ident = $raw:ident($($fixed:ident)*; $($more:ident)*);)*) => {$(
        #[allow(non_snake_case, clippy::too_many_arguments)]
        #[inline(always)]
        pub(crate) unsafe extern "C" fn $name(
            $($fixed: *mut PyObject,)* $($more: *mut PyObject),*
        ) -> *mut PyObject {
            // SAFETY: the caller keeps the contract of the function `$raw`.
            unsafe { $raw($($fixed,)* $($more),*) }
        }
    )*};
}

#[cfg(all(Py_LIMITED_API, not(Py_3_12)))]
stopped_variadic! {
    PyObject_CallFunctionObjArgs4 = PyObject_CallFunctionObjArgs(f; a b c d end);
    PyObject_CallMethodObjArgs3 = PyObject_CallMethodObjArgs(object name; a b c end);
    PyObject_CallMethodObjArgs12 =
        PyObject_CallMethodObjArgs(object name; a b c d e f g h i j k l end);
}

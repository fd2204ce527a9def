//! The declarations of C's functions: those of the bindings crate, some of them again with what it takes to end a thread.
//!
//! Up to CPython 3.13, a daemon thread that asks for the interpreter when that is ending is unwound by the C library, and
//! the process aborts at the first frame of Rust with a handler. It asks in the middle of any Python code. So calls that
//! run Python code are stopped there: the thread waits for ever, as it does from 3.14 on. (The bindings do the same for
//! `PyEval_RestoreThread` and `PyGILState_Ensure`.) What is not in the table, such as the end of an object, runs Python
//! code rarely.
//!
//! Only glibc unwinds threads. A landing pad of Rust's would do, but it brings std's panic machinery into modules in
//! which nothing can panic, and to the optimiser whoever has it may unwind. So each call goes through a few instructions
//! with a personality of their own, which the unwinder asks as it gets there.

#[cfg(unwinds_threads)]
use std::ffi::{c_char, c_int, c_void};

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

/// Declares functions again, by way of a call that [`stop`] is asked about: those of a line have one type, and take no
/// more arguments than are passed in registers.
#[cfg(unwinds_threads)]
macro_rules! stopped {
    ($($arguments:tt -> $result:ty: $($name:ident)*;)*) => {$(
        stopped! { @each ($($name)*) $arguments -> $result }
    )*};
    (@each ($($name:ident)*) $arguments:tt -> $result:ty) => {$(
        stopped! { @one $name $arguments -> $result }
    )*};
    (@one $name:ident ($($argument:ident: $type:ty),*) -> $result:ty) => {
        std::arch::global_asm!(
            concat!(".pushsection .text.pydust_stopped_", stringify!($name), ",\"ax\",@progbits"),
            ".p2align 4",
            concat!(".hidden pydust_stopped_", stringify!($name)),
            concat!(".globl pydust_stopped_", stringify!($name)),
            concat!(".type pydust_stopped_", stringify!($name), ",@function"),
            concat!("pydust_stopped_", stringify!($name), ":"),
            ".cfi_startproc",
            ".cfi_personality 0x1b, {stop}",
            calling!(stringify!($name)),
            ".cfi_endproc",
            concat!(".size pydust_stopped_", stringify!($name), ", . - pydust_stopped_", stringify!($name)),
            ".popsection",
            stop = sym stop,
        );
        unsafe extern "C" {
            #[allow(dead_code)]
            #[link_name = concat!("pydust_stopped_", stringify!($name))]
            pub(crate) fn $name($($argument: $type),*) -> $result;
        }
    };
}

/// Calls a function with the arguments that were given. (`al` is for those that take any number.)
#[cfg(all(unwinds_threads, target_arch = "x86_64"))]
macro_rules! calling {
    ($name:expr) => {
        concat!(
            "sub rsp, 8\n.cfi_adjust_cfa_offset 8\nxor eax, eax\n",
            "call qword ptr [rip + ",
            $name,
            "@GOTPCREL]\n",
            "add rsp, 8\n.cfi_adjust_cfa_offset -8\nret"
        )
    };
}
#[cfg(all(unwinds_threads, target_arch = "aarch64"))]
macro_rules! calling {
    ($name:expr) => {
        concat!(
            "stp x29, x30, [sp, #-16]!\n.cfi_adjust_cfa_offset 16\n",
            ".cfi_rel_offset x29, 0\n.cfi_rel_offset x30, 8\n",
            "bl ", $name, "\n",
            "ldp x29, x30, [sp], #16\n.cfi_adjust_cfa_offset -16\n.cfi_restore x29\n.cfi_restore x30\nret"
        )
    };
}

#[cfg(unwinds_threads)]
type O = *mut PyObject;

#[cfg(unwinds_threads)]
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
    (a: O) -> c_int: PyObject_IsTrue PyList_Sort;
    (a: O, b: *const c_char, c: Py_ssize_t) -> c_int: PyErr_WarnEx;
    (a: O) -> Py_ssize_t: PyObject_Size;
    (a: O) -> Py_hash_t: PyObject_Hash;
    (a: O) -> (): PyErr_WriteUnraisable;
    () -> c_int: PyErr_CheckSignals;
    (a: O, b: O, c: *mut O) -> PySendResult: PyIter_Send;
    (a: O, b: *mut PyModuleDef) -> c_int: PyModule_ExecDef;
}

#[cfg(all(unwinds_threads, not(Py_LIMITED_API)))]
stopped! {
    (a: O, b: *const O, c: usize, d: O) -> O: PyObject_Vectorcall PyObject_VectorcallMethod;
}

// These take any number of arguments, of which the last is null: six, which are passed in registers.
#[cfg(all(unwinds_threads, Py_LIMITED_API))]
stopped! {
    (f: O, a: O, b: O, c: O, d: O, end: O) -> O: PyObject_CallFunctionObjArgs PyObject_CallMethodObjArgs;
}

//! The builtin exception types, as Rust values to name them by.

use crate::raw::{self, Obj, Python, ffi};

/// An exception type that Rust code can raise and match: see [`Error::new`](crate::Error::new).
pub trait ExceptionType: Copy {
    #[doc(hidden)]
    const KIND: Kind;
}

/// An exception type's name, and how its class is found in the interpreter that runs.
#[derive(Clone, Copy)]
pub struct Kind {
    name: &'static str,
    class: extern "C" fn(Python<'_>) -> Obj<'_>,
}

impl Kind {
    /// The name in Python.
    pub(crate) fn name(self) -> &'static str {
        self.name
    }

    /// The exception class.
    pub(crate) fn class(self, py: Python<'_>) -> Obj<'_> {
        (self.class)(py)
    }
}

macro_rules! exceptions {
    ($($name:ident = $raw:ident;)*) => {$(
        #[doc = concat!("Python's `", stringify!($name), "`.")]
        #[derive(Clone, Copy, Debug)]
        pub struct $name;

        impl ExceptionType for $name {
            const KIND: Kind = {
                extern "C" fn class(py: Python<'_>) -> Obj<'_> {
                    raw::error::exception_type(py, &raw const ffi::$raw)
                }
                Kind { name: stringify!($name), class }
            };
        }
    )*};
}

exceptions! {
    ArithmeticError = PyExc_ArithmeticError;
    AssertionError = PyExc_AssertionError;
    AttributeError = PyExc_AttributeError;
    BaseException = PyExc_BaseException;
    BlockingIOError = PyExc_BlockingIOError;
    BrokenPipeError = PyExc_BrokenPipeError;
    BufferError = PyExc_BufferError;
    BytesWarning = PyExc_BytesWarning;
    ChildProcessError = PyExc_ChildProcessError;
    ConnectionAbortedError = PyExc_ConnectionAbortedError;
    ConnectionError = PyExc_ConnectionError;
    ConnectionRefusedError = PyExc_ConnectionRefusedError;
    ConnectionResetError = PyExc_ConnectionResetError;
    DeprecationWarning = PyExc_DeprecationWarning;
    EncodingWarning = PyExc_EncodingWarning;
    EOFError = PyExc_EOFError;
    Exception = PyExc_Exception;
    FileExistsError = PyExc_FileExistsError;
    FileNotFoundError = PyExc_FileNotFoundError;
    FloatingPointError = PyExc_FloatingPointError;
    FutureWarning = PyExc_FutureWarning;
    GeneratorExit = PyExc_GeneratorExit;
    ImportError = PyExc_ImportError;
    ImportWarning = PyExc_ImportWarning;
    IndentationError = PyExc_IndentationError;
    IndexError = PyExc_IndexError;
    InterruptedError = PyExc_InterruptedError;
    IsADirectoryError = PyExc_IsADirectoryError;
    KeyboardInterrupt = PyExc_KeyboardInterrupt;
    KeyError = PyExc_KeyError;
    LookupError = PyExc_LookupError;
    MemoryError = PyExc_MemoryError;
    ModuleNotFoundError = PyExc_ModuleNotFoundError;
    NameError = PyExc_NameError;
    NotADirectoryError = PyExc_NotADirectoryError;
    NotImplementedError = PyExc_NotImplementedError;
    OSError = PyExc_OSError;
    OverflowError = PyExc_OverflowError;
    PendingDeprecationWarning = PyExc_PendingDeprecationWarning;
    PermissionError = PyExc_PermissionError;
    ProcessLookupError = PyExc_ProcessLookupError;
    RecursionError = PyExc_RecursionError;
    ReferenceError = PyExc_ReferenceError;
    ResourceWarning = PyExc_ResourceWarning;
    RuntimeError = PyExc_RuntimeError;
    RuntimeWarning = PyExc_RuntimeWarning;
    StopAsyncIteration = PyExc_StopAsyncIteration;
    StopIteration = PyExc_StopIteration;
    SyntaxError = PyExc_SyntaxError;
    SyntaxWarning = PyExc_SyntaxWarning;
    SystemError = PyExc_SystemError;
    SystemExit = PyExc_SystemExit;
    TabError = PyExc_TabError;
    TimeoutError = PyExc_TimeoutError;
    TypeError = PyExc_TypeError;
    UnboundLocalError = PyExc_UnboundLocalError;
    UnicodeError = PyExc_UnicodeError;
    UnicodeWarning = PyExc_UnicodeWarning;
    UserWarning = PyExc_UserWarning;
    ValueError = PyExc_ValueError;
    Warning = PyExc_Warning;
    ZeroDivisionError = PyExc_ZeroDivisionError;
}

/// Returns `Err` with an exception of the given type and a formatted message.
///
/// The type is a name from [`exceptions`](crate::exceptions) or any other [`ExceptionType`] in scope.
///
/// ```
/// use pydust as py;
/// fn check(name: &str) -> py::Result<()> {
///     if !name.contains('@') {
///         return py::raise!(ValueError, "Invalid email address for {name}");
///     }
///     Ok(())
/// }
/// ```
#[macro_export]
macro_rules! raise {
    ($kind:path, $($message:tt)+) => {
        ::core::result::Result::Err({
            #[allow(unused_imports)]
            use $crate::exceptions::*;
            $crate::Error::new($kind, $crate::macro_support::message(::core::format_args!($($message)+)))
        })
    };
}

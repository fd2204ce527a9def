//! The builtin exception types, as Rust values to name them by, and the macros that raise them.
//! What an exception type is to Rust, and those of other origin, are in `error/kind.rs`.

pub use crate::error::kind::ExceptionType;
use crate::error::kind::Kind;
use crate::hint::TypeHint;
use crate::raw::{self, Obj, Python, Raised, ffi};

macro_rules! exceptions {
    ($($name:ident = $raw:ident;)*) => {$(
        #[doc = concat!("Python's `", stringify!($name), "`.")]
        #[derive(Clone, Copy, Debug)]
        pub struct $name;

        impl ExceptionType for $name {
            const KIND: Kind = {
                extern "C" fn class(py: Python<'_>) -> Result<Obj<'_>, Raised> {
                    Ok(raw::error::exception_type(py, &raw const ffi::$raw))
                }
                Kind::found_by(stringify!($name), class)
            };
            const HINT: TypeHint = TypeHint::Text(stringify!($name));
        }
    )*};
}

exceptions! {
    ArithmeticError = PyExc_ArithmeticError;
    AssertionError = PyExc_AssertionError;
    AttributeError = PyExc_AttributeError;
    BaseException = PyExc_BaseException;
    BaseExceptionGroup = PyExc_BaseExceptionGroup;
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
    UnicodeDecodeError = PyExc_UnicodeDecodeError;
    UnicodeEncodeError = PyExc_UnicodeEncodeError;
    UnicodeError = PyExc_UnicodeError;
    UnicodeTranslateError = PyExc_UnicodeTranslateError;
    UnicodeWarning = PyExc_UnicodeWarning;
    UserWarning = PyExc_UserWarning;
    ValueError = PyExc_ValueError;
    Warning = PyExc_Warning;
    ZeroDivisionError = PyExc_ZeroDivisionError;
}

crate::import_exception! {
    /// Python's `ExceptionGroup`: raised as `raise!(ExceptionGroup("both failed", errors))`.
    #[derive(Clone, Copy, Debug)]
    pub builtins, ExceptionGroup
}

/// Returns `Err` with an exception: `raise`, as Python writes it.
///
/// | | |
/// |---|---|
/// | `raise!(ValueError, "no {name} here")` | a formatted message |
/// | `raise!(StopIteration)` | no arguments |
/// | `raise!(KeyError(key))`, `raise!(SystemExit(3))` | any arguments: what converts to [`Arg`](crate::Arg) |
///
/// The type is a name from [`exceptions`](crate::exceptions) or the path of any other [`ExceptionType`]. A name
/// that is in both means the one in the caller's module: write `py::exceptions::TimeoutError` for Python's.
///
/// ```
/// use pydust as py;
/// fn check(name: &str) -> py::Result<()> {
///     if !name.contains('@') {
///         return py::raise!(ValueError, "Invalid email address for {name}");
///     }
///     Ok(())
/// }
///
/// fn find<'py>(key: &py::Obj<'py>) -> py::Result<py::Obj<'py>> {
///     py::raise!(KeyError(key))
/// }
/// ```
#[macro_export]
macro_rules! raise {
    ($($kind:ident)::+ ( $($argument:expr),* $(,)? )) => {
        $crate::raise!(@error $($kind)::+, with_args, [$($crate::Arg::from($argument)),*])
    };
    ($kind:path $(,)?) => {
        $crate::raise!(@error $kind, with_args, [])
    };
    (@error $kind:path, $make:ident, $content:expr) => {
        // The content is made where no other names are in scope than the caller's.
        ::core::result::Result::Err(match $content {
            content => $crate::Error::$make($crate::named_exception!($kind), content),
        })
    };
    ($kind:path, $($message:tt)+) => {
        $crate::raise!(
            @error $kind,
            new,
            $crate::macro_support::message(::core::format_args!($($message)+))
        )
    };
}

/// An exception type by its name: what the caller's module has, or else Python's own.
#[doc(hidden)]
#[macro_export]
macro_rules! named_exception {
    ($kind:path) => {{
        #[allow(unused_imports)]
        use $crate::exceptions::*;
        // The names of an inner block come first.
        {
            #[allow(unused_imports)]
            use self::*;
            $kind
        }
    }};
}

/// Declares an exception class of a Python module, so that Rust can raise and match it.
///
/// The module is imported when the class is first needed. If that fails, its error is raised instead.
///
/// ```
/// use pydust as py;
///
/// py::import_exception!(json, JSONDecodeError);
/// py::import_exception! {
///     /// What `subprocess.run(check=True)` raises.
///     pub subprocess, CalledProcessError
/// }
///
/// fn loads_or_none<'py>(text: &py::Str<'py>) -> py::Result<Option<py::Obj<'py>>> {
///     match text.py().import("json")?.call_method("loads", (text,)) {
///         Err(error) if error.is::<JSONDecodeError>(text.py()) => Ok(None),
///         found => found.map(Some),
///     }
/// }
/// ```
#[macro_export]
macro_rules! import_exception {
    ($(#[$attribute:meta])* $visibility:vis $first:ident $(. $rest:ident)*, $name:ident $(,)?) => {
        $(#[$attribute])*
        $visibility struct $name;

        impl $crate::macro_support::ImportedException for $name {
            const MODULE: &'static str =
                ::core::concat!(::core::stringify!($first) $(, ".", ::core::stringify!($rest))*);
            const NAME: &'static str = ::core::stringify!($name);

            fn kept() -> &'static $crate::macro_support::ExceptionClass {
                static CLASS: $crate::macro_support::ExceptionClass =
                    $crate::macro_support::ExceptionClass::new();
                &CLASS
            }
        }

        impl $crate::exceptions::ExceptionType for $name {
            const KIND: $crate::macro_support::ExceptionKind =
                $crate::macro_support::ExceptionKind::imported::<$name>();
            const HINT: $crate::TypeHint = $crate::TypeHint::Text(::core::concat!(
                "{", ::core::stringify!($first), $(".", ::core::stringify!($rest),)*
                ".", ::core::stringify!($name), "}"
            ));
        }
    };
}

//! Native Python extensions in Rust that feel Pythonic: a module is a `mod`, `pub` is what Python sees.
//!
//! ```
//! use pydust as py;
//!
//! /// Greetings.
//! #[py::module]
//! pub mod hello {
//!     /// Greets.
//!     pub fn hello(name: &str) -> String {
//!         format!("Hello, {name}!")
//!     }
//! }
//! ```
//!
//! The Python package `rusty-pydust` builds such a file; no `Cargo.toml` is written.
//!
//! | what | where |
//! | --- | --- |
//! | modules, functions, classes, state | [`module`](macro@module), [`function`], [`Args`], [`Kwargs`] |
//! | Rust values as parameters and results | [`FromPy`] and [`IntoPy`], which can be derived; [`Strict`], [`Items`], [`Lazy`] |
//! | Python objects as such | [`Obj`], [`Str`], [`List`], [`Dict`], [`Callable`] and the other handles; [`intern!`] |
//! | enums as classes | [`module`](macro@module), [`Flags`] |
//! | stored objects | [`Py`], [`PyObj`], [`PyDict`], ...; [`WeakRef`], [`Capsule`] |
//! | the token, imports, source, awaiting | [`Python`], [`Code`], [`Obj::with`], [`print!`] |
//! | errors | [`Result`], [`Error`], [`raise!`], [`exceptions`], [`exception`], [`IntoError`], [`OrRaise`], [`warn!`] |
//! | memory of other objects | [`Buffer`], [`BufferMut`], [`BytesLike`], [`HeldBuffer`] |
//! | Rust closures as Python functions | [`closure`], [`Traverse`] |
//! | threads | [`Python::detach`], [`attach`], [`try_attach`]; [`OnceLock`], [`Mutex`], [`PerInterpreter`] |
//! | Python in a Rust program | [`Interpreter`], [`builtin_module!`] |
//!
//! Everything that can raise returns [`Result`]. Handles have the lifetime `'py` of the call they belong to, in which
//! the thread is attached to the interpreter; [`Python`] is the proof of that.
//!
//! # Features
//!
//! `abi3` builds one binary for every CPython from 3.11 on. The others have the names of crates, and convert their
//! types: the build tool turns on those that a project depends on.

// Core functions are `extern "C"` because that ABI does not unwind: see `boundary` on why.
#![allow(improper_ctypes_definitions)]

mod attach;
mod boundary;
mod buffer;
mod builtin;
mod capsule;
mod class;
mod closure;
mod context;
mod convert;
mod embed;
mod error;
pub mod exceptions;
mod function;
mod gc;
mod hint;
mod integrations;
#[doc(hidden)]
pub mod macro_support;
mod module;
mod needs;
mod object;
mod python;
mod raw;
mod record;
mod records;
mod run;
mod signals;
mod signature;
mod spec;
mod suggest;
mod sync;
pub mod testing;
mod types;
mod warnings;

pub use attach::{InterpreterView, attach, try_attach};
pub use buffer::{Export, Scalar, Values};
pub use builtin::BuiltinModule;
pub use capsule::{Capsule, PyCapsule};
pub use class::Extendable;
pub use class::flags::Flags;
pub use class::{Instance, Lazy, Ready, Ref, RefMut};
pub use convert::{Bounds, Exact, FromPy, FromPyOwned, Index, IntoPy, Items, Strict, Subscript};
pub use embed::{Interpreter, StartError};
pub use error::{Arg, Error, IntoError, OrRaise, Result};
pub use function::{Args, Kwargs};
pub use gc::Traverse;
pub use hint::TypeHint;
#[cfg(feature = "log")]
pub use integrations::log;
#[cfg(feature = "serde")]
pub use integrations::serde::{self, Serde};
pub use object::{Arguments, Interned, Name, Py, PyObj, ToObj};
pub use pydust_macros::{
    FromPy, IntoError, IntoPy, Traverse, class, closure, exception, function, methods, module, test,
};
pub use raw::buffer::{BytesLike, HeldBuffer};
pub use raw::element::{Element, ElementMut};
pub use raw::export::Exported;
pub use raw::memory::Memory;
pub use raw::py_mem::PyMem;
pub use raw::strided::{Buffer, BufferMut};
pub use raw::{Comparison, Obj, Python, Visitor};
pub use sync::{KeptRef, Mutex, MutexGuard, OnceLock, PerInterpreter};
pub use types::{
    Bool, ByteArray, Bytes, Callable, Code, CodeKind, Complex, Coroutine, Date, DateTime, Dict,
    DictEntries, Float, Frame, FrozenSet, Generator, Handle, Int, Integer, Iter, List, ListItems,
    MemoryView, Module, NoneType, PyBool, PyByteArray, PyBytes, PyCallable, PyCode, PyComplex,
    PyCoroutine, PyDate, PyDateTime, PyDict, PyFloat, PyFrame, PyFrozenSet, PyGenerator, PyInt,
    PyIter, PyList, PyMemoryView, PyModule, PyNone, PyRange, PySet, PySlice, PyStr, PyTime,
    PyTimeDelta, PyTraceback, PyTuple, PyType, PyTzInfo, PyWeakRef, Range, Resumed, Set, Slice,
    SliceIndices, Stored, Str, Time, TimeDelta, Traceback, TracebackEntry, Tuple, TupleItems, Type,
    TypeOf, TzInfo, WeakRef, Yields,
};

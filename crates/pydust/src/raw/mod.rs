//! The only user of the C declarations: safe functions over live handles, and the differences between
//! Python's versions and ABIs. No Rust trait of the framework and no user type is known here.
//!
//! Every function here takes handles ([`Obj`], valid and owned or borrowed by construction) and the
//! token [`Python`], so that the safety of each call follows from the types; what remains is said at
//! each `unsafe` block. A function that can fail returns [`Raised`]: the error indicator is set.
#![allow(unsafe_code)]

pub(crate) mod attach;
pub(crate) mod base;
pub(crate) mod base_type;
pub(crate) mod bigint;
pub(crate) mod boxed;
pub(crate) mod buffer;
pub(crate) mod bytes;
pub(crate) mod call;
pub(crate) mod capsule;
pub(crate) mod carried;
pub(crate) mod container;
pub(crate) mod count;
pub(crate) mod critical;
pub(crate) mod definition;
pub(crate) mod descriptor;
pub(crate) mod dropped;
pub(crate) mod element;
pub(crate) mod embed;
pub(crate) mod error;
pub(crate) mod exact;
pub(crate) mod export;
pub(crate) mod ffi;
pub(crate) mod frame;
pub(crate) mod gc;
mod guard;
pub(crate) mod handled;
pub(crate) mod header;
pub(crate) mod heap;
pub(crate) mod heap_type;
pub(crate) mod imported;
pub(crate) mod interpreter;
pub(crate) mod kept;
pub(crate) mod memory;
pub(crate) mod memoryview;
pub(crate) mod message;
pub(crate) mod module;
pub(crate) mod newer;
pub(crate) mod number;
pub(crate) mod object;
pub(crate) mod once;
pub(crate) mod opaque;
pub(crate) mod operator;
pub(crate) mod own_gil;
pub(crate) mod own_instance;
pub(crate) mod path;
pub(crate) mod py_mem;
pub(crate) mod range;
pub(crate) mod repr;
pub(crate) mod set;
pub(crate) mod shutdown;
pub(crate) mod strided;
pub(crate) mod text;
pub(crate) mod thread;
pub(crate) mod traceback;
pub(crate) mod trash;
pub(crate) mod type_object;
pub(crate) mod view;
pub(crate) mod weakref;

pub(crate) use error::Raised;
pub use gc::Visitor;
pub(crate) use object::Lent;
pub use object::{Obj, Python};
pub use operator::Comparison;
#[cfg(Py_3_15)]
pub use pyo3_ffi::PySlot;
pub use pyo3_ffi::{PyMethodDef, PyObject};

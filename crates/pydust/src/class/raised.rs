//! Exception types with fields, and enums of them: classes that extend an exception type, whose values are errors of
//! Rust. Those without fields are in `error/kind.rs`.

#![allow(unsafe_code)]

use std::ptr;

use super::{Class, Instance, build, instantiate};
use crate::boundary::guarded;
use crate::error::kind::{Kind, dotted};
use crate::error::{Arg, Error, Result};
use crate::function::Call;
use crate::raw::{self, Obj, Python, Raised, heap_type};
use crate::spec::{FunctionSpec, Receiver};

/// An exception type with fields, as the macros write it.
pub trait RaisedClass: Class {
    /// The path of the Rust module that it is in: the name of its home until a Python module exports it.
    const PATH: &'static str;

    /// The fields, in a tuple: its arguments.
    fn values<'py>(&self, py: Python<'py>) -> Result<Obj<'py>>;

    /// Its text, if the type is `Display`.
    fn text(&self) -> Option<String>;
}

/// How the class is found: made where it is first needed, if that is before its module is imported.
pub const fn kind<T: RaisedClass>() -> Kind {
    extern "C" fn find<T: RaisedClass>(py: Python<'_>) -> Result<Obj<'_>, Raised> {
        let found = match T::runtime().class.find(py)? {
            Some(class) => Ok(class),
            None => build::ensure::<T>(&raw::text::new(py, dotted(T::PATH).as_str())?),
        };
        found.map_err(|error| {
            error.set(py);
            Raised
        })
    }
    Kind::with_fields(T::NAME, find::<T>)
}

/// The class as an attribute of the module that exports it.
pub(crate) extern "C" fn export<'py, T: RaisedClass>(module_name: &Obj<'py>) -> Result<Obj<'py>> {
    let py = module_name.py();
    let class = build::ensure::<T>(module_name)?;
    // Raised, or derived from, before its module was there: it has no home yet.
    let home = raw::call::get_attr(&class, &raw::text::interned(py, c"__module__")?)?;
    if raw::text::peek(&home) == Some(dotted(T::PATH).as_str()) {
        heap_type::set_attribute(&class, c"__module__", module_name)?;
        if let Some(complete) = T::SPEC.variants {
            complete(&class, module_name)?;
        }
    }
    Ok(class)
}

/// Errors in making the exception carry this as their function.
const MAKE: FunctionSpec = FunctionSpec::new("raise", c"raise", "\0", Receiver::Static, &[]);

/// The value as an error: the exception is made when it reaches Python.
#[track_caller]
pub fn into_error<T: RaisedClass>(value: T) -> Error {
    extern "C" fn make<'py, T: RaisedClass>(
        py: Python<'py>,
        _: Kind,
        args: &[Arg],
    ) -> Result<Obj<'py>> {
        let value = args.first().and_then(Arg::take_value::<T>);
        let made = guarded(py, const { &MAKE }, ptr::null_mut(), || {
            let Some(value) = value else { return Err(taken(py)) };
            kind::<T>().find(py)?;
            let values = value.values(py)?;
            let exception = instantiate(value, py)?;
            raw::call::set_attr(&exception, &raw::text::interned(py, c"args")?, &values)?;
            Ok(exception)
        });
        // SAFETY: a new reference, or null with the error indicator set.
        Ok(unsafe { Obj::from_new(py, made)? })
    }
    Error::with_value(kind::<T>(), value, make::<T>)
}

/// Two threads raised the same error.
#[cold]
extern "C" fn taken(py: Python<'_>) -> Error {
    let class = raw::error::exception_type(py, &raw const raw::ffi::PyExc_RuntimeError);
    raw::error::set_text(&class, "the exception of this error is being made by another thread");
    Error::fetch(py)
}

/// `__str__`: what the type's `Display` writes, or else what exceptions have.
pub fn text<'py, T: RaisedClass>(
    call: Call<'_, 'py>,
    spec: &'static FunctionSpec,
) -> Result<Obj<'py>> {
    let text = match call.receiver::<T>(spec) {
        Ok(value) => value.text(),
        // Without a value there are the arguments: a traceback shows any exception.
        Err(_) => None,
    };
    match text {
        Some(text) => Ok(raw::text::new(call.py(), &text)?),
        None => call.instance::<T>().as_super()?.call_method0("__str__"),
    }
}

/// `__reduce__`: the class, the fields, and what the instance has beside them.
pub fn reduce<'py, T: RaisedClass>(
    call: Call<'_, 'py>,
    spec: &'static FunctionSpec,
) -> Result<Obj<'py>> {
    let values = call.receiver::<T>(spec)?.values(call.py())?;
    let this = call.this();
    let (class, state) = (this.type_obj(), this.getattr("__dict__")?);
    Ok(raw::container::new_tuple(call.py(), [class, values, state])?)
}

impl Error {
    /// The exception as an instance of a class of Rust, if it is one: the way back to the value of an exception type
    /// with fields.
    ///
    /// ```
    /// use pydust as py;
    ///
    /// #[py::exception(ValueError)]
    /// #[message("line {line}: {text}")]
    /// pub struct ParseError {
    ///     pub line: u32,
    ///     pub text: String,
    /// }
    ///
    /// fn line(error: &py::Error, py: py::Python) -> py::Result<Option<u32>> {
    ///     match error.instance::<ParseError>(py) {
    ///         Some(error) => Ok(Some(error.borrow()?.line)),
    ///         None => Ok(None),
    ///     }
    /// }
    /// # fn main() {}
    /// ```
    pub fn instance<'py, T: Class>(&self, py: Python<'py>) -> Option<Instance<'py, T>> {
        self.value(py).downcast::<Instance<'py, T>>().ok().cloned()
    }
}

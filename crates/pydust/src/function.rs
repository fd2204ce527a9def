//! Exported functions: the generic shim that CPython calls, and what the macros' code does in it.
//!
//! The shim is the only code that is made anew for each function. It runs the user's code under
//! [`boundary`](crate::boundary), and everything slow or rare is a call into code that exists once.
#![allow(unsafe_code)]

use std::ffi::{c_char, c_int};
use std::marker::PhantomData;
use std::slice;

use crate::boundary::guarded;
use crate::class::cell::{Cell, Exclusive, Shared};
use crate::class::lock::{Ask, Writable};
use crate::class::slot::outcome::{Object, Outcome};
use crate::class::{Class, Instance, cell_at};
use crate::convert::{FromPy, IntoPy};
use crate::error::{Error, Result};
use crate::module::State;
use crate::raw::{self, Lent, Obj, PyMethodDef, PyObject, Python, Raised, ffi};
use crate::records::Piece;
use crate::signature::{self, Arg};
use crate::spec::{FunctionSpec, Receiver};
use crate::types::{Handle, Type};

/// An exported function, as the macros write it.
///
/// # Safety
/// `call` may ask for the state or the instance that `SPEC.receiver` says, of the type in whose module or
/// class the function is exported, and of no other.
pub unsafe trait Function<K: Outcome = Object> {
    /// What Python sees of it.
    const SPEC: FunctionSpec;
    /// Whether there is one at all: see [`Absent`](crate::class::slot::Absent).
    const PRESENT: bool = true;

    /// Converts the arguments, calls the user's function and converts what it returns.
    fn call<'a, 'py>(call: Call<'a, 'py>) -> Result<K::Value<'py>>;
}

/// A function that was exported elsewhere and can be named in a `pub use`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be exported to Python",
    label = "neither an exported function nor a class",
    note = "give it `#[py::function]`, `#[py::class]` or `#[py::exception(..)]`; an enum is a class inside of a `#[py::module]`, from where it can be used; for a use that Python should not see write `pub(crate) use`"
)]
pub trait Reexport {
    /// What to export.
    const ITEM: crate::module::Item;
    /// What records say of it.
    const RECORD: Piece;
}

/// One call: what it is made on, and its arguments as vectorcall passes them: first the positional ones,
/// then one for each name in `names`.
#[derive(Clone, Copy)]
pub struct Call<'a, 'py> {
    receiver: *mut PyObject,
    args: *const *mut PyObject,
    positional: usize,
    names: *mut PyObject,
    lifetimes: PhantomData<&'a Obj<'py>>,
}

impl<'a, 'py> Call<'a, 'py> {
    /// # Safety
    /// What vectorcall promises of `args`, `nargs` and `kwnames`, for `'a`; `receiver` is null or live for `'a`; the
    /// thread is attached.
    #[inline(always)]
    pub(crate) unsafe fn new(
        receiver: *mut PyObject,
        args: *const *mut PyObject,
        nargs: usize,
        kwnames: *mut PyObject,
    ) -> Call<'a, 'py> {
        Call { receiver, args, positional: nargs, names: kwnames, lifetimes: PhantomData }
    }

    /// The token.
    #[inline(always)]
    pub fn py(&self) -> Python<'py> {
        // SAFETY: a `Call` exists only while CPython calls.
        unsafe { Python::assume_attached() }
    }

    /// What a method is called on.
    #[inline(always)]
    pub(crate) fn this(&self) -> &Obj<'py> {
        debug_assert!(!self.receiver.is_null());
        // SAFETY: CPython calls a method on an object, which lives as long as the call.
        unsafe { Obj::from_slot(&raw const self.receiver) }
    }

    /// How many positional arguments there are.
    #[inline(always)]
    pub(crate) fn positional(&self) -> usize {
        self.positional
    }

    /// The names of the keyword arguments, if there are any.
    #[inline(always)]
    pub(crate) fn names(&self) -> Option<Lent<'a, 'py>> {
        // SAFETY: null, or a tuple that lives as long as the call.
        unsafe { Lent::new(self.names) }
    }

    /// The argument at `index` of all, which must be one of them (checked in debug builds).
    #[inline(always)]
    pub(crate) fn argument(&self, index: usize) -> &'a Obj<'py> {
        debug_assert!(index < self.positional + self.named());
        // SAFETY: vectorcall passes that many live objects; all callers count.
        unsafe { Obj::from_slot(self.args.add(index)) }
    }

    /// How many keyword arguments there are.
    #[inline(always)]
    pub(crate) fn named(&self) -> usize {
        self.names().map_or(0, |names| raw::container::tuple_len(&names).unwrap_or(0))
    }

    /// One cell for each parameter but `*args` and `**kwargs`.
    #[inline(always)]
    pub fn bind<const N: usize>(&self, spec: &'static FunctionSpec) -> Result<[Arg<'a, 'py>; N]> {
        let mut cells = [None; N];
        let by_position = self.names.is_null()
            && (self.positional <= spec.positional || spec.var_positional)
            && self.positional >= spec.required
            && !spec.requires_keyword;
        if N == 0 && spec.var_keyword && (spec.var_positional || self.positional == 0) {
            return Ok(cells);
        }
        if by_position && self.positional == N && spec.positional == N {
            // The same as below, for the optimiser: no cell is empty.
            return Ok(std::array::from_fn(|index| Some(self.argument(index))));
        }
        if by_position {
            for (index, cell) in cells.iter_mut().enumerate().take(spec.positional) {
                if index < self.positional {
                    *cell = Some(self.argument(index));
                }
            }
            return Ok(cells);
        }
        // SAFETY: the parts of this call, whose contract `new` has.
        unsafe { bind_slowly(self.args, self.positional, self.names, spec, &mut cells)? };
        Ok(cells)
    }

    /// The positional arguments beyond the parameters.
    #[inline(always)]
    pub fn args(&self, spec: &'static FunctionSpec) -> Args<'a, 'py> {
        match self.positional.checked_sub(spec.positional) {
            // SAFETY: vectorcall passes that many live objects.
            Some(count @ 1..) => Args(unsafe {
                slice::from_raw_parts(self.args.add(spec.positional).cast::<Obj<'py>>(), count)
            }),
            _ => Args(&[]),
        }
    }

    /// The keyword arguments that no parameter took.
    #[inline(always)]
    pub fn kwargs(&self, spec: &'static FunctionSpec) -> Kwargs<'a, 'py> {
        Kwargs { call: *self, spec }
    }

    /// Who asks for the receiver's value.
    #[inline(always)]
    fn ask(&self, spec: &'static FunctionSpec) -> Ask {
        // SAFETY: the receiver lives as long as the call.
        unsafe { Ask::new(&spec.site, self.receiver) }
    }

    /// The module's state, for reading.
    #[inline(always)]
    pub fn state<S: State>(&self, spec: &'static FunctionSpec) -> Result<Shared<'a, S>> {
        self.state_cell::<S>().read(self.py(), self.ask(spec))
    }

    /// The module's state, for writing.
    #[inline(always)]
    pub fn state_mut<S: State>(&self, spec: &'static FunctionSpec) -> Result<Exclusive<'a, S>> {
        self.state_cell::<S>().write(self.py(), self.ask(spec))
    }

    #[inline(always)]
    fn state_cell<S: State>(&self) -> &'a Cell<S> {
        // SAFETY: the receiver of a module's function is that module, whose state is of the type `S` (the
        // contract of `Function`); CPython allocated the memory with the module, zeroed.
        unsafe {
            let module = raw::module::borrowed(&self.receiver);
            &*raw::module::state(module).cast::<Cell<S>>()
        }
    }

    /// The class that a class method is called on.
    #[inline(always)]
    pub fn class(&self) -> &Type<'py> {
        // SAFETY: the receiver of a class method is a type (its descriptor checks it), live for the call.
        unsafe { Type::of_unchecked(raw::module::borrowed(&self.receiver)) }
    }

    /// The instance as a handle.
    #[inline(always)]
    pub fn instance<T: Class>(&self) -> &Instance<'py, T> {
        // SAFETY: the receiver of a method is an instance of its class (CPython's descriptors check it), live for the
        // call.
        unsafe { Instance::of_unchecked(raw::module::borrowed(&self.receiver)) }
    }

    /// The instance, for reading.
    #[inline(always)]
    pub fn receiver<T: Class>(
        &self,
        spec: &'static FunctionSpec,
    ) -> Result<Shared<'a, T, T::Lock>> {
        self.instance_cell::<T>().read(self.py(), self.ask(spec))
    }

    /// The instance, for writing.
    #[inline(always)]
    pub fn receiver_mut<T: Class<Lock: Writable>>(
        &self,
        spec: &'static FunctionSpec,
    ) -> Result<Exclusive<'a, T, T::Lock>> {
        self.instance_cell::<T>().write(self.py(), self.ask(spec))
    }

    #[inline(always)]
    fn instance_cell<T: Class>(&self) -> &'a Cell<T, T::Lock> {
        // SAFETY: the receiver of a method is an instance of its class (CPython's method descriptors and
        // `class::binary` check it), which lives as long as the call.
        unsafe { cell_at::<T>(self.receiver) }
    }
}

/// The call in its parts, which fit into registers.
///
/// # Safety
/// As [`Call::new`].
unsafe extern "C" fn bind_slowly<'a, 'py>(
    args: *const *mut PyObject,
    positional: usize,
    names: *mut PyObject,
    spec: &'static FunctionSpec,
    cells: &mut [Arg<'a, 'py>],
) -> Result<(), Raised> {
    // SAFETY: passed on.
    let call: Call<'a, 'py> = unsafe { Call::new(std::ptr::null_mut(), args, positional, names) };
    signature::bind(call, spec, cells)
}

/// The positional arguments that a `*args` parameter takes: a slice of objects, borrowed from the call.
///
/// ```
/// # use pydust as py;
/// fn total(args: py::Args) -> py::Result<f64> {
///     args.iter().map(|arg| arg.extract::<f64>()).sum()
/// }
/// ```
#[derive(Clone, Copy)]
pub struct Args<'a, 'py>(&'a [Obj<'py>]);

impl<'py> std::ops::Deref for Args<'_, 'py> {
    type Target = [Obj<'py>];

    #[inline(always)]
    fn deref(&self) -> &[Obj<'py>] {
        self.0
    }
}

/// The keyword arguments that a `**kwargs` parameter takes: borrowed from the call, no dict is made.
///
/// ```
/// # use pydust as py;
/// fn describe(kwargs: py::Kwargs) -> py::Result<Vec<String>> {
///     kwargs.iter().map(|(name, value)| Ok(format!("{}={}", name.as_str()?, value.repr()?))).collect()
/// }
/// ```
#[derive(Clone, Copy)]
pub struct Kwargs<'a, 'py> {
    call: Call<'a, 'py>,
    spec: &'static FunctionSpec,
}

impl<'a, 'py> Kwargs<'a, 'py> {
    /// The names and values, in the order of the call.
    pub fn iter(
        &self,
    ) -> impl Iterator<Item = (crate::types::Str<'py>, &'a Obj<'py>)> + use<'a, 'py> {
        let Kwargs { call, spec } = *self;
        (0..call.named()).filter_map(move |index| {
            let names = call.names()?;
            let name = raw::container::tuple_get(&names, index)?;
            if spec.named > 0 && signature::find(spec, &name).is_some() {
                return None;
            }
            let value = call.argument(call.positional() + index);
            crate::types::Handle::from_obj(name).ok().zip(Some(value))
        })
    }

    /// The value of the given name.
    pub fn get(&self, name: &str) -> Option<&'a Obj<'py>> {
        self.iter()
            .find(|(key, _)| key.as_str().is_ok_and(|key| key == name))
            .map(|(_, value)| value)
    }

    /// How many there are.
    #[inline(always)]
    pub fn len(&self) -> usize {
        if self.spec.named == 0 { self.call.named() } else { self.iter().count() }
    }

    /// Whether there are none.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A new dict of them.
    pub fn to_dict(&self) -> Result<crate::types::Dict<'py>> {
        let dict = crate::types::Dict::new(self.call.py())?;
        for (name, value) in self.iter() {
            dict.set(name, value)?;
        }
        Ok(dict)
    }
}

/// Converts the argument of a parameter without a default.
#[inline(always)]
pub fn argument<'a, 'py, T: FromPy<'a, 'py>>(
    arg: Arg<'a, 'py>,
    spec: &'static FunctionSpec,
    index: usize,
    guard: &'a mut T::Guard,
) -> Result<T> {
    match arg {
        // SAFETY: the caller of a function keeps its arguments alive for the whole call; the guard is a
        // local of the call.
        Some(obj) => match unsafe { T::from_argument(obj, &spec.site, guard) } {
            Ok(value) => Ok(value),
            Err(error) => Err(blamed(error, obj, spec, index)),
        },
        // Not reached: binding raises for a missing argument.
        None => Err(unbound(spec, index)),
    }
}

/// Converts the argument of a parameter, or makes its default.
#[inline(always)]
pub fn argument_or<'a, 'py, T: FromPy<'a, 'py>>(
    arg: Arg<'a, 'py>,
    spec: &'static FunctionSpec,
    index: usize,
    guard: &'a mut T::Guard,
    default: impl FnOnce() -> T,
) -> Result<T> {
    match arg {
        Some(_) => argument(arg, spec, index, guard),
        None => Ok(default()),
    }
}

/// Converts the operand of a binary operator; `None` if it has another type, so that the operator gives
/// `NotImplemented` and Python tries the other operand.
#[inline(always)]
pub fn operand<'a, 'py, T: FromPy<'a, 'py>>(
    arg: Arg<'a, 'py>,
    spec: &'static FunctionSpec,
    guard: &'a mut T::Guard,
) -> Result<Option<T>> {
    converted(arg, spec, guard, Error::is_mismatch)
}

/// Converts what is looked for in a container; `None` if it can't be in there, since it is not even of the type.
#[inline(always)]
pub fn sought<'a, 'py, T: FromPy<'a, 'py>>(
    arg: Arg<'a, 'py>,
    spec: &'static FunctionSpec,
    guard: &'a mut T::Guard,
) -> Result<Option<T>> {
    converted(arg, spec, guard, Error::is_of_value)
}

/// Converts what is not refused by an error; `None` if `is_answer` says that the error is an answer.
#[inline(always)]
fn converted<'a, 'py, T: FromPy<'a, 'py>>(
    arg: Arg<'a, 'py>,
    spec: &'static FunctionSpec,
    guard: &'a mut T::Guard,
    is_answer: impl FnOnce(&Error) -> bool,
) -> Result<Option<T>> {
    // SAFETY: as in `argument`.
    match arg.map(|obj| unsafe { T::from_argument(obj, &spec.site, guard) }) {
        Some(Ok(value)) => Ok(Some(value)),
        Some(Err(error)) if !is_answer(&error) => Err(error),
        _ => Ok(None),
    }
}

/// As [`operand`], for a parameter that has a default.
#[inline(always)]
pub fn operand_or<'a, 'py, T: FromPy<'a, 'py>>(
    arg: Arg<'a, 'py>,
    spec: &'static FunctionSpec,
    guard: &'a mut T::Guard,
    default: impl FnOnce() -> T,
) -> Result<Option<T>> {
    match arg {
        Some(_) => operand(arg, spec, guard),
        None => Ok(Some(default())),
    }
}

/// Converts what the user's function returned.
#[inline(always)]
pub fn returned<'py, R: IntoPy<'py>>(value: R, py: Python<'py>) -> Result<Obj<'py>> {
    value.into_py(py)
}

/// The error with the place where the wrong value was. What is for attributes is linked only with those.
#[inline(always)]
fn blamed(error: Error, found: &Obj<'_>, spec: &'static FunctionSpec, index: usize) -> Error {
    match spec.receiver {
        Receiver::Attribute => attribute_error(error, found, spec),
        _ => argument_error(error, found, spec, index),
    }
}

#[cold]
extern "C" fn argument_error(
    error: Error,
    found: &Obj<'_>,
    spec: &'static FunctionSpec,
    index: usize,
) -> Error {
    let name = spec.params.get(index).map_or("?", |param| param.name);
    error.for_argument(found.py(), spec.qualname(), name)
}

#[cold]
pub(crate) extern "C" fn attribute_error(
    error: Error,
    found: &Obj<'_>,
    spec: &'static FunctionSpec,
) -> Error {
    let (class, name) = spec.class_and_name();
    error.for_attribute(found.py(), class, name)
}

#[cold]
extern "C" fn unbound(spec: &'static FunctionSpec, index: usize) -> Error {
    let name = spec.params.get(index).map_or("?", |param| param.name);
    // SAFETY: only called within a call from CPython.
    let py = unsafe { Python::assume_attached() };
    let mut message = raw::message::Message::new();
    message.push(&[spec.qualname(), "() has no value for '", name, "'"]);
    let class = raw::error::exception_type(py, &raw const ffi::PyExc_SystemError);
    raw::message::set(&class, &message);
    Error::fetch(py)
}

/// What CPython calls: METH_FASTCALL | METH_KEYWORDS.
unsafe extern "C" fn fastcall<F: Function>(
    receiver: *mut PyObject,
    args: *const *mut PyObject,
    nargs: ffi::Py_ssize_t,
    kwnames: *mut PyObject,
) -> *mut PyObject {
    // SAFETY: CPython calls this with what the convention promises.
    let call = unsafe { Call::new(receiver, args, nargs as usize, kwnames) };
    guarded(call.py(), const { &F::SPEC }, receiver, || F::call(call))
}

/// The definition of a function or method for CPython.
pub(crate) const fn method_def<F: Function>() -> PyMethodDef {
    let kind = match F::SPEC.receiver {
        Receiver::Static => ffi::METH_STATIC,
        Receiver::Class => ffi::METH_CLASS,
        _ => 0,
    };
    PyMethodDef {
        ml_name: F::SPEC.name.as_ptr().cast::<c_char>(),
        ml_meth: ffi::PyMethodDefPointer { PyCFunctionFastWithKeywords: fastcall::<F> },
        ml_flags: ffi::METH_FASTCALL | ffi::METH_KEYWORDS | kind as c_int,
        ml_doc: F::SPEC.doc.as_ptr(),
    }
}

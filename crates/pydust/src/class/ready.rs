//! [`Ready`]: a value that can be awaited, and is there already.
#![allow(unsafe_code)]

use std::ffi::{c_int, c_void};
use std::mem;
use std::ptr::{self, NonNull};
use std::sync::atomic::{AtomicPtr, Ordering};

use crate::convert::IntoPy;
use crate::error::Result;
use crate::hint::{TypeHint, hint};
use crate::raw::heap_type::{self, Slot, TypeSpec, slot};
use crate::raw::kept::Kept;
use crate::raw::{self, Lent, Obj, PyObject, Python, Raised, ffi, header};

/// A value that Python awaits, and gets at once: what an `async` function without an `await` gives.
///
/// It is what `__anext__`, `__aenter__`, `__aexit__` and functions that have to be awaited return if there is nothing
/// to wait for. To wait for something, return what Python's own functions give (`asyncio.sleep(1)`, a future).
///
/// ```
/// #[pydust::module]
/// pub mod streams {
///     use pydust as py;
///
///     #[class]
///     pub struct Lines { left: Vec<String> }
///
///     impl Lines {
///         pub fn __aiter__<'py>(this: &py::Instance<'py, Self>) -> py::Instance<'py, Self> {
///             this.clone()
///         }
///
///         pub fn __anext__(&mut self) -> Option<py::Ready<String>> {
///             self.left.pop().map(py::Ready)
///         }
///     }
/// }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Ready<T>(pub T);

impl<'py, T: IntoPy<'py>> IntoPy<'py> for Ready<T> {
    const GIVES: TypeHint = hint!("{collections.abc.Awaitable}[", T::GIVES, "]");

    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        Ok(new(self.0.into_py(py)?, false)?)
    }
}

/// The object that is awaited.
#[repr(C)]
struct Awaited {
    head: header::Header,
    /// An owned reference; null when it was given out, which happens once, whatever number of threads ask.
    value: AtomicPtr<PyObject>,
    /// Whether the value is an exception to raise.
    is_raised: bool,
}

/// # Safety
/// The object must be of the type below.
#[inline]
unsafe fn awaited(object: *mut PyObject) -> *mut Awaited {
    // SAFETY: by contract.
    unsafe { header::layout(object).cast() }
}

/// What raises the exception when it is awaited.
pub(super) extern "C" fn failed(exception: Obj<'_>) -> Result<Obj<'_>, Raised> {
    new(exception, true)
}

extern "C" fn new(value: Obj<'_>, is_raised: bool) -> Result<Obj<'_>, Raised> {
    let class = class(value.py())?;
    // SAFETY: the type below, whose instances' memory begins zeroed; nobody else has the object.
    unsafe {
        let object = heap_type::allocate(value.py(), class.as_ptr().cast())?;
        let awaited = awaited(object.as_ptr());
        (*awaited).is_raised = is_raised;
        (*awaited).value.store(value.into_ptr(), Ordering::Release);
        Ok(object)
    }
}

/// The type in this interpreter.
fn class(py: Python<'_>) -> Result<Lent<'_, '_>, Raised> {
    static CLASS: Kept = Kept::new();
    CLASS.get(py, || new_class(py))
}

fn new_class(py: Python<'_>) -> Result<Obj<'_>, Raised> {
    let set = |id, function| Slot { slot: id, pfunc: function };
    let mut slots = [
        set(slot::Py_tp_doc, heap_type::text(c"A value of native code that can be awaited.")),
        set(slot::Py_am_await, ffi::PyObject_SelfIter as *mut c_void),
        set(slot::Py_tp_iter, ffi::PyObject_SelfIter as *mut c_void),
        set(slot::Py_tp_iternext, next as *mut c_void),
        set(slot::Py_tp_dealloc, dealloc as *mut c_void),
        set(raw::gc::Py_tp_traverse, traverse as *mut c_void),
        set(raw::gc::Py_tp_clear, clear as *mut c_void),
        set(0, ptr::null_mut()),
    ];
    let spec = TypeSpec {
        name: c"pydust.ready",
        qualname: None,
        basic_size: header::whole(mem::size_of::<Awaited>()),
        flags: heap_type::FLAGS | heap_type::NO_CONSTRUCTOR | raw::gc::COLLECTED,
        slots: slots.as_mut_ptr(),
        #[cfg(not(Py_LIMITED_API))]
        vectorcall: None,
    };
    heap_type::create(py, &spec, None)
}

/// The value, taken out.
///
/// # Safety
/// `object` must be a live object of the type above, and the thread attached.
unsafe fn take<'py>(object: *mut PyObject) -> Option<Obj<'py>> {
    // SAFETY: by contract; the reference is owned, and given up by the field.
    unsafe {
        let value = (*awaited(object)).value.swap(ptr::null_mut(), Ordering::AcqRel);
        NonNull::new(value).map(|value| Obj::from_owned(value))
    }
}

/// `tp_iternext`: ends at once, with the value, or raises it. As with a coroutine there is no second time.
unsafe extern "C" fn next(object: *mut PyObject) -> *mut PyObject {
    // SAFETY: CPython calls this attached, with an object of this type.
    let (py, value, is_raised) =
        unsafe { (raw::module::called(), take(object), (*awaited(object)).is_raised) };
    match value {
        Some(exception) if is_raised => raw::error::restore(exception),
        Some(value) => {
            if let Ok(exception) = raw::frame::stop_iteration(value) {
                raw::error::raise(&exception);
            }
        }
        None => {
            let class = raw::error::exception_type(py, &raw const ffi::PyExc_RuntimeError);
            raw::error::set_text(&class, "cannot await a value again that was awaited");
        }
    }
    ptr::null_mut()
}

unsafe extern "C" fn traverse(
    object: *mut PyObject,
    visit: raw::gc::visitproc,
    arg: *mut c_void,
) -> c_int {
    // SAFETY: CPython calls this with a live object of this type, whose type and value are live.
    unsafe {
        match visit(ffi::Py_TYPE(object).cast(), arg) {
            0 => {}
            status => return status,
        }
        let value = (*awaited(object)).value.load(Ordering::Acquire);
        if value.is_null() { 0 } else { visit(value, arg) }
    }
}

unsafe extern "C" fn clear(object: *mut PyObject) -> c_int {
    // SAFETY: CPython calls this attached, with an object of this type.
    drop(unsafe { take(object) });
    0
}

unsafe extern "C" fn dealloc(object: *mut PyObject) {
    unsafe extern "C" fn end(object: *mut PyObject) {
        // SAFETY: called by `dealloc`, at once or later: nobody else has the object.
        unsafe {
            drop(take(object));
            heap_type::free(object);
        }
    }
    // SAFETY: CPython calls this attached, for the last reference to an object of this type.
    unsafe {
        raw::gc::untrack(object);
        raw::error::aside(raw::module::called(), || raw::trash::dispose(object, end));
    }
}

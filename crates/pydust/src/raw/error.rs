//! The thread's error indicator: set, fetched, restored; and the builtin exception types.

use std::ffi::CStr;
use std::ptr::{self, NonNull};

use super::ffi;
use super::{Obj, Python, container};

/// The error indicator of this thread is set: the error itself is fetched by whoever handles it.
///
/// Only attached code makes one, right after something raised.
#[derive(Debug)]
pub(crate) struct Raised;

impl Raised {
    /// The token, for fetching the error.
    #[inline(always)]
    pub(crate) fn py<'py>(self) -> Python<'py> {
        // SAFETY: see above: the thread that raised is attached, and handles it before it detaches.
        unsafe { Python::assume_attached() }
    }
}

/// Whether a C call that can't say so by its result has raised.
#[inline]
pub(crate) fn occurred(_: Python<'_>) -> bool {
    // SAFETY: the token proves that the thread is attached.
    unsafe { !ffi::PyErr_Occurred().is_null() }
}

/// Turns the result of a C call that returns -1 for an error into a `Result`.
#[inline(always)]
pub(crate) fn check(status: std::ffi::c_int) -> Result<std::ffi::c_int, Raised> {
    if status < 0 { Err(Raised) } else { Ok(status) }
}

/// Takes the raised exception out of the indicator. If there is none, makes a `SystemError`.
#[inline(never)]
pub(crate) extern "C" fn take(py: Python<'_>) -> Obj<'_> {
    loop {
        if let Some(exception) = take_if_any(py) {
            return exception;
        }
        set_text(
            &exception_type(py, &raw const ffi::PyExc_SystemError),
            "a failed call left no error",
        );
    }
}

#[cfg(Py_3_12)]
extern "C" fn take_if_any(py: Python<'_>) -> Option<Obj<'_>> {
    // SAFETY: attached; the call returns an owned exception or null.
    unsafe { NonNull::new(ffi::PyErr_GetRaisedException()).map(|found| owned(py, found)) }
}

#[cfg(not(Py_3_12))]
extern "C" fn take_if_any(py: Python<'_>) -> Option<Obj<'_>> {
    let (mut class, mut value, mut traceback) = (ptr::null_mut(), ptr::null_mut(), ptr::null_mut());
    // SAFETY: attached; the three calls fill and normalise owned references, or leave null.
    unsafe {
        ffi::PyErr_Fetch(&mut class, &mut value, &mut traceback);
        ffi::PyErr_NormalizeException(&mut class, &mut value, &mut traceback);
        let value = NonNull::new(value).map(|value| owned(py, value));
        if let (Some(value), false) = (&value, traceback.is_null()) {
            ffi::PyException_SetTraceback(value.as_ptr(), traceback);
        }
        ffi::Py_XDECREF(class);
        ffi::Py_XDECREF(traceback);
        value
    }
}

/// # Safety
/// The caller must own the reference.
unsafe fn owned<'py>(_: Python<'py>, ptr: NonNull<ffi::PyObject>) -> Obj<'py> {
    // SAFETY: passed on.
    unsafe { Obj::from_owned(ptr) }
}

/// Puts an exception that was raised before back into the indicator, traceback and all.
pub(crate) extern "C" fn restore(exception: Obj<'_>) {
    #[cfg(Py_3_12)]
    // SAFETY: attached; the call takes over the reference.
    unsafe {
        ffi::PyErr_SetRaisedException(exception.into_ptr());
    }
    #[cfg(not(Py_3_12))]
    // SAFETY: attached; `PyErr_Restore` takes over all three references.
    unsafe {
        let class = exception.type_obj().into_ptr();
        let traceback = ffi::PyException_GetTraceback(exception.as_ptr());
        ffi::PyErr_Restore(class, exception.into_ptr(), traceback);
    }
}

/// Raises a new exception: an instance, or a class with its argument.
pub(crate) fn set_object(class: &Obj<'_>, value: &Obj<'_>) {
    // SAFETY: attached, both are live; CPython checks that `class` is an exception class.
    unsafe { ffi::PyErr_SetObject(class.as_ptr(), value.as_ptr()) }
}

/// `raise exception`: what is being handled becomes its context.
pub(crate) fn raise(exception: &Obj<'_>) {
    set_object(&exception.type_obj(), exception);
}

/// Raises `class(text)`.
#[inline(never)]
pub(crate) extern "C" fn set_text(class: &Obj<'_>, text: &str) {
    if let Ok(text) = super::text::new(class.py(), text) {
        set_object(class, &text);
    }
}

/// Raises `ImportError(text, name=name)`.
pub(crate) extern "C" fn set_import(name: &Obj<'_>, text: &str) -> Raised {
    if let Ok(text) = super::text::new(name.py(), text) {
        // SAFETY: attached, both are live; a path is not needed.
        unsafe { ffi::PyErr_SetImportError(text.as_ptr(), name.as_ptr(), ptr::null_mut()) };
    }
    Raised
}

/// Raises `class()`.
pub(crate) fn set_bare(py: Python<'_>, class: *const *mut ffi::PyObject) {
    // SAFETY: attached; the class is live.
    unsafe { ffi::PyErr_SetNone(exception_type(py, class).as_ptr()) }
}

/// Forgets the raised exception if it is of the class; whether it was.
pub(crate) fn clear_if(py: Python<'_>, class: *const *mut ffi::PyObject) -> bool {
    // SAFETY: attached, with the indicator set; the class is live.
    let is_it = unsafe { ffi::PyErr_ExceptionMatches(exception_type(py, class).as_ptr()) != 0 };
    if is_it {
        clear(py);
    }
    is_it
}

/// Raises `MemoryError`, which takes no memory.
pub(crate) fn set_no_memory(_: Python<'_>) {
    // SAFETY: attached.
    unsafe { ffi::PyErr_NoMemory() };
}

/// Forgets the raised exception, if there is one.
pub(crate) fn clear(_: Python<'_>) {
    // SAFETY: attached.
    unsafe { ffi::PyErr_Clear() };
}

/// Runs `work` with the raised exception, if there is one, set aside: destructors run in the middle of
/// anything.
#[inline(always)]
pub(crate) fn aside(py: Python<'_>, work: impl FnOnce()) {
    if !occurred(py) {
        return work();
    }
    let raised = take_if_any(py);
    work();
    if let Some(raised) = raised {
        restore(raised);
    }
}

/// Whether this is an exception, that is an instance of `BaseException`.
pub(crate) fn is_exception(obj: &Obj<'_>) -> bool {
    // SAFETY: a live object.
    unsafe { ffi::PyExceptionInstance_Check(obj.as_ptr()) != 0 }
}

/// Whether this is an exception class.
pub(crate) fn is_exception_class(obj: &Obj<'_>) -> bool {
    // SAFETY: a live object.
    unsafe { ffi::PyExceptionClass_Check(obj.as_ptr()) != 0 }
}

/// Reports the raised exception where nobody can catch it (`sys.unraisablehook`).
pub(crate) fn write_unraisable(context: Option<&Obj<'_>>) {
    let context = context.map_or(ptr::null_mut(), Obj::as_ptr);
    // SAFETY: only called by attached code with the indicator set; null is allowed.
    unsafe { ffi::PyErr_WriteUnraisable(context) }
}

/// A new exception, not raised yet: `class(*arguments)`, with the arguments in a list.
pub(crate) fn new_exception<'py>(
    class: &Obj<'py>,
    arguments: &Obj<'py>,
) -> Result<Obj<'py>, Raised> {
    let py = class.py();
    // SAFETY: attached; the call checks the type.
    let arguments = unsafe { Obj::from_new(py, ffi::PyList_AsTuple(arguments.as_ptr()))? };
    made_exception(super::call::call_tuple(class, &arguments, None)?)
}

/// As above, of a text alone.
pub(crate) fn new_exception_of_text<'py>(class: &Obj<'py>, text: &str) -> Result<Obj<'py>, Raised> {
    let text = super::text::new(class.py(), text)?;
    made_exception(super::call::call(class, [text], None)?)
}

/// What a class gave that was called: its `__new__` may give anything.
fn made_exception(made: Obj<'_>) -> Result<Obj<'_>, Raised> {
    if is_exception(&made) {
        return Ok(made);
    }
    let mut message = super::message::Message::new();
    message.push(&["calling an exception class should have returned an instance of BaseException"]);
    super::message::set(&exception_type(made.py(), &raw const ffi::PyExc_TypeError), &message);
    Err(Raised)
}

macro_rules! links {
    ($($(#[$doc:meta])* $name:ident = $raw:ident;)*) => {$(
        $(#[$doc])*
        pub(crate) fn $name<'py>(exception: &Obj<'py>) -> Option<Obj<'py>> {
            // SAFETY: attached; only called on exceptions (of `BaseException`'s layout, like all its
            // subclasses); a new reference or null.
            unsafe {
                debug_assert!(is_exception(exception));
                NonNull::new(ffi::$raw(exception.as_ptr())).map(|found| Obj::from_owned(found))
            }
        }
    )*};
}

links! {
    /// `exception.__cause__`.
    cause = PyException_GetCause;
    /// `exception.__context__`.
    context = PyException_GetContext;
    /// `exception.__traceback__`.
    traceback = PyException_GetTraceback;
}

/// `raise exception from cause`, but for the raising. Both are exceptions.
pub(crate) fn set_cause(exception: &Obj<'_>, cause: Option<Obj<'_>>) {
    debug_assert!(is_exception(exception));
    let cause = cause.map_or(ptr::null_mut(), Obj::into_ptr);
    // SAFETY: attached; an exception by contract; the call takes over the reference; null stands for `None`.
    unsafe { ffi::PyException_SetCause(exception.as_ptr(), cause) }
}

/// Sets `exception.__context__`. Both are exceptions; none is the context of itself.
pub(crate) fn set_context(exception: &Obj<'_>, context: Option<Obj<'_>>) {
    debug_assert!(is_exception(exception));
    if context.as_ref().is_some_and(|context| exception.is(context)) {
        return;
    }
    let context = context.map_or(ptr::null_mut(), Obj::into_ptr);
    // SAFETY: attached; an exception by contract; the call takes over the reference; null stands for `None`.
    unsafe { ffi::PyException_SetContext(exception.as_ptr(), context) }
}

/// Runs Python's handlers of the signals that came meanwhile, if this is the main thread.
pub(crate) fn check_signals(_: Python<'_>) -> Result<(), Raised> {
    // SAFETY: attached.
    check(unsafe { ffi::PyErr_CheckSignals() }).map(drop)
}

/// `warnings.warn(text, category, stacklevel)`.
pub(crate) fn warn(category: &Obj<'_>, text: &CStr, stacklevel: isize) -> Result<(), Raised> {
    // SAFETY: attached; CPython checks the category, and reads the text as UTF-8, which the caller took
    // from a `str`.
    check(unsafe { ffi::PyErr_WarnEx(category.as_ptr(), text.as_ptr(), stacklevel) }).map(drop)
}

/// A builtin exception type by the address of its variable.
pub(crate) fn exception_type<'py>(py: Python<'py>, at: *const *mut ffi::PyObject) -> Obj<'py> {
    // SAFETY: the variables of pyo3-ffi hold immortal static types from initialisation on.
    unsafe { Obj::from_borrowed(py, NonNull::new_unchecked(*at)) }
}

/// Makes a new exception class, `name` being `module.Class`; an empty docstring is none.
pub(crate) fn new_exception_class<'py>(
    base: &Obj<'py>,
    name: &CStr,
    doc: &CStr,
) -> Result<Obj<'py>, Raised> {
    let doc = if doc.is_empty() { ptr::null() } else { doc.as_ptr() };
    // SAFETY: attached; the names are NUL-terminated and copied; `base` is live.
    unsafe {
        let class =
            ffi::PyErr_NewExceptionWithDoc(name.as_ptr(), doc, base.as_ptr(), ptr::null_mut());
        Obj::from_new(base.py(), class)
    }
}

/// Whether the exception is an instance of the class, or of one in the tuple, as `except` sees it.
///
/// CPython would go into tuples in tuples, however deep they are; `except` takes none.
pub(crate) fn matches(exception: &Obj<'_>, class: &Obj<'_>) -> bool {
    let is = |class: &Obj<'_>| {
        // SAFETY: attached, both are live.
        let is_match =
            || unsafe { ffi::PyErr_GivenExceptionMatches(exception.as_ptr(), class.as_ptr()) != 0 };
        !container::is_tuple(class) && is_match()
    };
    let mut classes = (0..).map_while(|index| container::tuple_lend(class, index));
    is(class) || classes.any(|class| is(&class))
}

/// Whether the exception says that there is no stack or no memory left.
#[cfg(Py_LIMITED_API)]
pub(crate) fn is_exhaustion(exception: &Obj<'_>) -> bool {
    let is = |class| matches(exception, &exception_type(exception.py(), class));
    is(&raw const ffi::PyExc_RecursionError) || is(&raw const ffi::PyExc_MemoryError)
}

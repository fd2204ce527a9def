//! Entries for Rust functions in Python's tracebacks.
//!
//! The full API can make a frame for them. The stable ABI has none to make, so there a code object is run that
//! does nothing but raise the exception again, as if it were at that line.

use std::ffi::CStr;
use std::panic::Location;
use std::ptr;

use super::kept::Kept;
use super::{Obj, Python, Raised, container, error, ffi, text};

/// An entry that is ready to be added to the traceback of whatever is raised next.
pub(crate) struct Entry<'py>(Option<Prepared<'py>>);

/// The frame of a call that never ran.
#[cfg(not(Py_LIMITED_API))]
type Prepared<'py> = Obj<'py>;

/// Code that is still to be run, and its globals.
#[cfg(Py_LIMITED_API)]
type Prepared<'py> = (Obj<'py>, Obj<'py>);

impl<'py> Entry<'py> {
    /// An entry for a function, and the place in its source where an error began. `owner` is what the function
    /// was called on: a module lends its globals to the entry.
    ///
    /// Must not be called with an exception raised: code and frames can't be made then.
    pub(crate) extern "C" fn at(
        py: Python<'py>,
        function: &'static CStr,
        place: &'static Location<'static>,
        owner: Option<&Obj<'py>>,
    ) -> Entry<'py> {
        let key = (ptr::from_ref(place), function.as_ptr());
        let make = || new_code(py, function, place.file(), place.line(), owner);
        Entry::of(py, cache::code(py, key, make), owner)
    }

    /// As above, for a place that was found out at run time.
    pub(crate) extern "C" fn new(
        py: Python<'py>,
        function: &CStr,
        file: &str,
        line: u32,
        owner: Option<&Obj<'py>>,
    ) -> Entry<'py> {
        Entry::of(py, new_code(py, function, file, line, owner), owner)
    }

    fn of(py: Python<'py>, code: Result<Obj<'py>, Raised>, owner: Option<&Obj<'py>>) -> Entry<'py> {
        let globals = match owner.and_then(super::module::globals) {
            Some(globals) => Ok(globals),
            None => container::new_dict(py),
        };
        match code.and_then(|code| prepare(code, globals?)) {
            Ok(prepared) => Entry(Some(prepared)),
            Err(Raised) => {
                // The traceback just lacks the entry.
                drop(error::take(py));
                Entry(None)
            }
        }
    }
}

#[cfg(not(Py_LIMITED_API))]
#[inline(always)]
fn prepare<'py>(code: Obj<'py>, globals: Obj<'py>) -> Result<Prepared<'py>, Raised> {
    // SAFETY: attached; a code object and a dict, as they were made; a frame is an object.
    unsafe {
        let code = code.as_ptr().cast::<ffi::PyCodeObject>();
        let thread = ffi::PyThreadState_Get();
        let frame = ffi::PyFrame_New(thread, code, globals.as_ptr(), ptr::null_mut());
        Obj::from_new(globals.py(), frame.cast())
    }
}

#[cfg(Py_LIMITED_API)]
#[inline(always)]
fn prepare<'py>(code: Obj<'py>, globals: Obj<'py>) -> Result<Prepared<'py>, Raised> {
    Ok((code, globals))
}

#[cfg(not(Py_LIMITED_API))]
impl Entry<'_> {
    /// Adds the entry to the traceback of the exception that is raised now.
    pub(crate) extern "C" fn add(self, _: Python<'_>) {
        if let Some(frame) = self.0 {
            // SAFETY: attached, with an exception raised; a live frame.
            unsafe { ffi::PyTraceBack_Here(frame.as_ptr().cast()) };
        }
    }
}

#[cfg(Py_LIMITED_API)]
impl Entry<'_> {
    /// Adds the entry to the traceback of the exception that is raised now.
    pub(crate) extern "C" fn add(self, py: Python<'_>) {
        let Some((code, globals)) = self.0 else { return };
        let exception = error::take(py);
        let context = error::context(&exception);
        if run(&code, &globals, &exception).is_ok() {
            return error::restore(exception); // not reached: the code raises
        }
        let raised = error::take(py);
        // A Ctrl-C that came just now is more urgent; want of stack or memory only costs the entry.
        if !raised.is(&exception) && !error::is_exhaustion(&raised) {
            return error::restore(raised);
        }
        error::set_context(&exception, context);
        error::restore(exception);
    }
}

/// Runs the code of an entry.
#[cfg(Py_LIMITED_API)]
extern "C" fn run(code: &Obj<'_>, globals: &Obj<'_>, exception: &Obj<'_>) -> Result<(), Raised> {
    let py = code.py();
    let locals = container::new_dict(py)?;
    container::dict_set(&locals, &text::interned(py, c"error")?, exception)?;
    let done = evaluate(code, globals, &locals);
    // The traceback keeps the frame, and with it this dict: without this the exception would hold itself.
    container::dict_clear(&locals);
    done.map(drop)
}

/// The code object of a function that raises at a line of a file.
#[cfg(not(Py_LIMITED_API))]
extern "C" fn new_code<'py>(
    py: Python<'py>,
    function: &CStr,
    file: &str,
    line: u32,
    owner: Option<&Obj<'py>>,
) -> Result<Obj<'py>, Raised> {
    let owner = owner.cloned().unwrap_or_else(|| super::object::none(py));
    let path = super::call::call(&part(py, c"source")?, [text::new(py, file)?, owner], None)?;
    let path = text::as_str(&path)?;
    // SAFETY: attached; both texts end in NUL (CPython adds one to the UTF-8 form), and are copied.
    unsafe {
        let code = ffi::PyCode_NewEmpty(path.as_ptr().cast(), function.as_ptr(), line as i32);
        Obj::from_new(py, code.cast())
    }
}

/// The code object of a function that raises at a line of a file.
#[cfg(Py_LIMITED_API)]
extern "C" fn new_code<'py>(
    py: Python<'py>,
    function: &CStr,
    file: &str,
    line: u32,
    owner: Option<&Obj<'py>>,
) -> Result<Obj<'py>, Raised> {
    let owner = owner.cloned().unwrap_or_else(|| super::object::none(py));
    let line = super::number::from_i64(py, line.into())?;
    let arguments = [text::interned(py, function)?, text::new(py, file)?, line, owner];
    super::call::call(&part(py, c"code")?, arguments, None)
}

/// A function of `traceback.py`, which is run once in each interpreter.
#[cold]
extern "C" fn part<'py>(py: Python<'py>, name: &CStr) -> Result<Obj<'py>, Raised> {
    static GLOBALS: Kept = Kept::new();
    let globals = GLOBALS.get(py, || {
        let globals = container::new_dict(py)?;
        evaluate(&compile(py)?, &globals, &globals)?;
        Ok::<_, Raised>(globals)
    })?;
    container::dict_get(&globals, &text::interned(py, name)?)?.ok_or_else(|| {
        let class = error::exception_type(py, &raw const ffi::PyExc_SystemError);
        error::set_text(&class, "the part of tracebacks in Python lacks a function");
        Raised
    })
}

/// The code object of `traceback.py`.
extern "C" fn compile(py: Python<'_>) -> Result<Obj<'_>, Raised> {
    // Without a NUL at its end: all constants with one are in one section, which is linked as a whole.
    let source = text::new(py, include_str!("traceback.py"))?;
    let source = text::as_c_str(&source)?;
    let name = c"<pydust traceback>";
    // SAFETY: attached; both texts end in NUL and are read only.
    unsafe {
        let code = ffi::Py_CompileString(source.as_ptr(), name.as_ptr(), ffi::Py_file_input);
        Obj::from_new(py, code)
    }
}

/// Runs a code object.
extern "C" fn evaluate<'py>(
    code: &Obj<'py>,
    globals: &Obj<'py>,
    locals: &Obj<'py>,
) -> Result<Obj<'py>, Raised> {
    // SAFETY: attached; a code object and two dicts, as the callers made them.
    unsafe {
        let result = ffi::PyEval_EvalCode(code.as_ptr(), globals.as_ptr(), locals.as_ptr());
        Obj::from_new(code.py(), result)
    }
}

/// Code objects of the places that raise: making one costs more than all the rest of raising.
mod cache {
    use std::ffi::c_char;
    use std::panic::Location;
    use std::ptr::{self, NonNull};
    use std::sync::atomic::{AtomicPtr, Ordering::Relaxed};

    use super::super::kept::Kept;
    use super::super::{Lent, Obj, PyObject, Python, Raised, bytes, container, interpreter};

    type Key = (*const Location<'static>, *const c_char);

    /// All three change together: with the GIL, and while there is one interpreter, nobody is between.
    struct Slot {
        place: AtomicPtr<Location<'static>>,
        function: AtomicPtr<c_char>,
        code: AtomicPtr<PyObject>,
    }

    static SLOTS: [Slot; 32] = [const {
        Slot {
            place: AtomicPtr::new(ptr::null_mut()),
            function: AtomicPtr::new(ptr::null_mut()),
            code: AtomicPtr::new(ptr::null_mut()),
        }
    }; 32];

    /// The code object of a place.
    #[inline(always)]
    pub(super) fn code<'py>(
        py: Python<'py>,
        (place, function): Key,
        make: impl FnOnce() -> Result<Obj<'py>, Raised>,
    ) -> Result<Obj<'py>, Raised> {
        if cfg!(Py_GIL_DISABLED) || !interpreter::is_single() {
            return match known(py, (place, function))? {
                Some(code) => Ok(code),
                None => keep(py, (place, function), &make()?),
            };
        }
        let at = (place as usize / align_of::<Location<'static>>()) % SLOTS.len();
        let Some(slot) = SLOTS.get(at) else { return make() };
        let is_hit = ptr::eq(slot.place.load(Relaxed), place)
            && ptr::eq(slot.function.load(Relaxed), function);
        if let (true, Some(found)) = (is_hit, NonNull::new(slot.code.load(Relaxed))) {
            // SAFETY: the slot holds a reference, in the only interpreter.
            return Ok(unsafe { Obj::from_borrowed(py, found) });
        }
        let code = make()?;
        if interpreter::is_single() {
            slot.place.store(place.cast_mut(), Relaxed);
            slot.function.store(function.cast_mut(), Relaxed);
            let old = slot.code.swap(code.clone().into_ptr(), Relaxed);
            // SAFETY: the slot's old reference was its own. It is released last, since that may run other code.
            drop(NonNull::new(old).map(|old| unsafe { Obj::from_owned(old) }));
        }
        Ok(code)
    }

    /// The code object that this interpreter has for a place: for several threads or interpreters at once, by a dict.
    extern "C" fn known(py: Python<'_>, key: Key) -> Result<Option<Obj<'_>>, Raised> {
        let codes = codes(py)?;
        container::dict_get(&codes, &name(py, key)?)
    }

    /// Keeps a code object. Gives what is kept: another thread may have been first.
    extern "C" fn keep<'py>(
        py: Python<'py>,
        key: Key,
        code: &Obj<'py>,
    ) -> Result<Obj<'py>, Raised> {
        let codes = codes(py)?;
        container::dict_set_default(&codes, &name(py, key)?, code)
    }

    /// This interpreter's code objects. It has no more than there are places that raise.
    fn codes<'py>(py: Python<'py>) -> Result<Lent<'py, 'py>, Raised> {
        static CODES: Kept = Kept::new();
        CODES.get(py, || container::new_dict(py))
    }

    /// A place as a key.
    fn name(py: Python<'_>, (place, function): Key) -> Result<Obj<'_>, Raised> {
        let addresses = [place.addr(), function.addr()].map(usize::to_ne_bytes);
        bytes::new(py, addresses.as_flattened())
    }
}

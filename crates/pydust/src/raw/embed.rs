//! The start and the end of an interpreter in a program of Rust's own.

use std::ffi::CStr;
#[cfg(not(Py_LIMITED_API))]
use std::ffi::CString;
use std::sync::atomic::{AtomicBool, Ordering};

use super::{Python, attach, ffi};

/// How an interpreter is to be. What only the full API can set is not there without it.
#[derive(Default)]
pub(crate) struct Settings {
    pub signal_handlers: bool,
    #[cfg(not(Py_LIMITED_API))]
    pub isolated: bool,
    #[cfg(not(Py_LIMITED_API))]
    pub program_name: Option<CString>,
    #[cfg(not(Py_LIMITED_API))]
    pub home: Option<CString>,
}

/// What makes a module that is built in.
pub(crate) type Init = unsafe extern "C" fn() -> *mut ffi::PyObject;

/// Why there is no interpreter.
#[derive(Debug)]
pub(crate) enum Failure {
    AlreadyStarted,
    NoMemory,
    #[cfg_attr(Py_LIMITED_API, allow(dead_code))] // there CPython ends the process
    Status(String),
}

/// Whether `Running` is there, or about to be.
static STARTED: AtomicBool = AtomicBool::new(false);

/// The interpreter of this process, and the thread that it was started in: attached as long as this is there, apart
/// from `detach`.
pub(crate) struct Running(std::marker::PhantomData<*mut ()>);

impl Running {
    /// Starts the interpreter of this process, with the given modules built in.
    pub(crate) fn start(
        settings: &Settings,
        modules: impl IntoIterator<Item = (&'static CStr, Init)>,
    ) -> Result<Running, Failure> {
        // SAFETY: may be called at any time.
        if unsafe { ffi::Py_IsInitialized() } != 0 || STARTED.swap(true, Ordering::AcqRel) {
            return Err(Failure::AlreadyStarted);
        }
        for (name, init) in modules {
            // SAFETY: no interpreter is there, nor being started by this library; the name is static.
            if unsafe { ffi::PyImport_AppendInittab(name.as_ptr(), Some(init)) } != 0 {
                STARTED.store(false, Ordering::Release);
                return Err(Failure::NoMemory);
            }
        }
        initialize(settings).inspect_err(|_| STARTED.store(false, Ordering::Release))?;
        Ok(Running(std::marker::PhantomData))
    }

    /// The token.
    pub(crate) fn py(&self) -> Python<'_> {
        // SAFETY: `start` attached this thread, which `Running` can't leave.
        unsafe { Python::assume_attached() }
    }
}

impl Drop for Running {
    /// Ends the interpreter. What it can't write any more it has reported itself.
    fn drop(&mut self) {
        super::dropped::release_dropped(self.py());
        // SAFETY: attached, in the thread that started it; no token that `py` gave is there any more.
        unsafe { ffi::Py_FinalizeEx() };
        attach::note_end();
        STARTED.store(false, Ordering::Release);
    }
}

#[cfg(Py_LIMITED_API)]
fn initialize(settings: &Settings) -> Result<(), Failure> {
    // SAFETY: there is no interpreter yet.
    unsafe { ffi::Py_InitializeEx(settings.signal_handlers.into()) };
    Ok(())
}

#[cfg(not(Py_LIMITED_API))]
fn initialize(settings: &Settings) -> Result<(), Failure> {
    use std::mem::MaybeUninit;
    use std::ptr;

    let mut memory = MaybeUninit::<ffi::PyConfig>::uninit();
    let config = memory.as_mut_ptr();
    // SAFETY: there is no interpreter yet; one of the first two calls fills all of the memory, and the others take
    // it and texts that they copy. It is cleared once.
    unsafe {
        if settings.isolated {
            ffi::PyConfig_InitIsolatedConfig(config);
        } else {
            ffi::PyConfig_InitPythonConfig(config);
        }
        (*config).parse_argv = 0;
        (*config).install_signal_handlers = settings.signal_handlers.into();
        let texts = [
            (&raw mut (*config).program_name, &settings.program_name),
            (&raw mut (*config).home, &settings.home),
        ];
        let mut status = ffi::PyStatus_Ok();
        for (field, text) in texts {
            if let (Some(text), 0) = (text, ffi::PyStatus_Exception(status)) {
                status = ffi::PyConfig_SetBytesString(config, field, text.as_ptr());
            }
        }
        if ffi::PyStatus_Exception(status) == 0 {
            status = ffi::Py_InitializeFromConfig(config);
        }
        ffi::PyConfig_Clear(config);
        if ffi::PyStatus_Exception(status) == 0 {
            return Ok(());
        }
        let text = |text: *const std::ffi::c_char| {
            (!ptr::eq(text, ptr::null())).then(|| CStr::from_ptr(text).to_string_lossy())
        };
        let why = text(status.err_msg).unwrap_or("unknown error".into());
        Err(Failure::Status(match text(status.func) {
            Some(function) => format!("{function}: {why}"),
            None => why.into_owned(),
        }))
    }
}

//! What a caught panic said, and where it began. Nothing else lives here, and that is the point.
//!
//! The place of a panic is known only to the panic hook, so a hook must be installed before the first
//! panic; but code that installs a hook pulls some 290 kB of std into the binary, also into an
//! extension in which nothing can panic. The linker solves it: this crate is a single object file in an
//! archive, which is linked only if something calls [`describe`] or [`print`], and the only callers are branches that
//! handle a caught panic. Where the optimiser proves those dead, the whole crate stays out;
//! where it does not, the initialiser below comes along and runs as the extension loads.

use std::any::Any;
use std::cell::RefCell;
use std::io::Write;
use std::panic::{self, PanicHookInfo};

/// The message of a panic and the place in the source where it began.
#[derive(Clone, Debug, Default)]
pub struct Panic {
    /// The text given to `panic!`, or a description of the value given to `panic_any`.
    pub message: String,
    /// The source file, as the compiler named it.
    pub file: String,
    /// The line in that file, from 1; 0 if it is not known.
    pub line: u32,
}

thread_local! {
    static LAST: RefCell<Option<Panic>> = const { RefCell::new(None) };
}

/// Describes the panic whose `payload` this thread has just caught.
///
/// Takes the payload of `std::panic::catch_unwind` and gives its message and place.
#[inline(never)]
pub fn describe(payload: Box<dyn Any + Send>) -> Panic {
    // Reading the initialiser's slot keeps it in the object file.
    // SAFETY: the slot is an initialised, immutable static.
    let installed = unsafe { std::ptr::read_volatile(&raw const INSTALL) };
    debug_assert!(installed as usize != 0);
    let message = message_of(&*payload);
    let place = take_last();
    // A payload's own destructor may panic; such a payload is leaked, its message is already taken.
    if let Err(second) = panic::catch_unwind(panic::AssertUnwindSafe(|| drop(payload))) {
        std::mem::forget(second);
        take_last();
    }
    match place {
        Some(place) => Panic { message, ..place },
        None => Panic { message, ..Panic::default() },
    }
}

/// Prints a panic as Rust does, on a thread where the hook below did not.
#[inline(never)]
pub fn print(payload: &(dyn Any + Send)) {
    // As in `describe`.
    // SAFETY: the slot is an initialised, immutable static.
    let installed = unsafe { std::ptr::read_volatile(&raw const INSTALL) };
    debug_assert!(installed as usize != 0);
    let thread = std::thread::current();
    let name = thread.name().unwrap_or("<unnamed>");
    let message = message_of(payload);
    let place = take_last().map(|Panic { file, line, .. }| format!(" at {file}:{line}"));
    let place = place.unwrap_or_default();
    // Where there is no standard error nothing is lost that anyone could read.
    let _ = writeln!(std::io::stderr(), "\nthread '{name}' panicked{place}:\n{message}");
}

/// The place of this thread's last panic. None once the thread's locals are gone: then the place is lost.
fn take_last() -> Option<Panic> {
    LAST.try_with(|last| last.try_borrow_mut().ok()?.take()).ok()?
}

fn message_of(payload: &(dyn Any + Send)) -> String {
    if let Some(text) = payload.downcast_ref::<&'static str>() {
        (*text).to_owned()
    } else if let Some(text) = payload.downcast_ref::<String>() {
        text.clone()
    } else {
        "a panic whose value is not a text".to_owned()
    }
}

/// Records the place. On a thread that Python knows nothing is printed: the exception that Python sees
/// carries the message, or [`print`] follows. On any other thread nobody may ever ask, so `print` (the hook before) runs too.
fn record(info: &PanicHookInfo<'_>, print: &dyn Fn(&PanicHookInfo<'_>)) {
    // SAFETY: may be called at any time: null for a thread that Python does not know.
    if unsafe { pyo3_ffi::PyGILState_GetThisThreadState() }.is_null() {
        print(info);
    }
    let place = info.location().map_or_else(Panic::default, |location| Panic {
        message: String::new(),
        file: location.file().to_owned(),
        line: location.line(),
    });
    // The thread may be past the destruction of its thread-locals: then the place is lost, no more.
    let _ = LAST.try_with(|last| last.try_borrow_mut().map(|mut last| *last = Some(place)));
}

extern "C" fn install() {
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |info| record(info, &*before)));
}

/// The platform's list of initialisers, run as the library is loaded.
#[cfg_attr(target_os = "linux", unsafe(link_section = ".init_array"))]
#[cfg_attr(target_vendor = "apple", unsafe(link_section = "__DATA,__mod_init_func,mod_init_funcs"))]
#[cfg_attr(windows, unsafe(link_section = ".CRT$XCU"))]
#[cfg_attr(
    not(any(target_os = "linux", target_vendor = "apple", windows)),
    unsafe(link_section = ".init_array")
)]
static INSTALL: extern "C" fn() = install;

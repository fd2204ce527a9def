//! Functions of C that only newer Pythons have, or only newer stable ABIs, found by name in the Python that runs: a binary
//! for several versions may not refer to them, and the bindings do not declare all of them. What they are used for is
//! said elsewhere.

#[cfg(Py_GIL_DISABLED)]
use std::ffi::c_int;
use std::ffi::{CStr, c_void};
use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering};

#[cfg(Py_GIL_DISABLED)]
use super::ffi::PyObject;
use super::module::version;

/// An interpreter that may have ended (PEP 788).
#[repr(C)]
pub(super) struct View([u8; 0]);

/// What keeps an interpreter from ending (PEP 788).
#[repr(C)]
pub(super) struct Guard([u8; 0]);

/// What a thread goes back to as it is released (PEP 788).
#[repr(C)]
pub(super) struct Token([u8; 0]);

/// Functions by their names, each with the version that has it, and the builds that use it if not all do. What is found is
/// a pointer of the declared type: `None` in older versions.
macro_rules! newer {
    ($($version:expr => $name:ident($($type:ty),*) $(-> $result:ty)? $(where $when:meta)?;)*) => {$(
        $(#[cfg($when)])?
        #[doc = concat!("`", stringify!($name), "`, if the running Python has it.")]
        #[allow(non_snake_case)]
        pub(super) fn $name() -> Option<unsafe extern "C" fn($($type),*) $(-> $result)?> {
            const NAME: &CStr = match CStr::from_bytes_with_nul(concat!(stringify!($name), "\0").as_bytes()) {
                Ok(name) => name,
                Err(_) => c"",
            };
            static ADDRESS: AtomicPtr<c_void> = AtomicPtr::new(ptr::null_mut());
            if version() < $version {
                return None;
            }
            let found = find(&ADDRESS, NAME);
            // SAFETY: null, which is `None`, or the function of this name, which from that version on has this type.
            unsafe { std::mem::transmute::<*mut c_void, Option<unsafe extern "C" fn($($type),*) $(-> $result)?>>(found) }
        }
    )*};
}

newer! {
    (3, 11) => PyMem_RawMalloc(usize) -> *mut c_void;
    (3, 11) => PyMem_RawCalloc(usize, usize) -> *mut c_void;
    (3, 11) => PyMem_RawRealloc(*mut c_void, usize) -> *mut c_void;
    (3, 11) => PyMem_RawFree(*mut c_void);
    (3, 11) => PyThreadState_DeleteCurrent();
    (3, 14) => PyUnstable_Object_EnableDeferredRefcount(*mut PyObject) -> c_int where Py_GIL_DISABLED;
    (3, 15) => PyInterpreterView_FromMain() -> *mut View;
    (3, 15) => PyInterpreterView_FromCurrent() -> *mut View;
    (3, 15) => PyInterpreterView_Close(*mut View);
    (3, 15) => PyInterpreterGuard_FromView(*mut View) -> *mut Guard;
    (3, 15) => PyInterpreterGuard_Close(*mut Guard);
    (3, 15) => PyThreadState_Ensure(*mut Guard) -> *mut Token;
    (3, 15) => PyThreadState_Release(*mut Token);
}

/// The address of a function, which is looked up until it is found once.
fn find(known: &AtomicPtr<c_void>, name: &CStr) -> *mut c_void {
    let found = known.load(Ordering::Acquire);
    if !found.is_null() {
        return found;
    }
    let found = look_up(name);
    known.store(found, Ordering::Release);
    found
}

#[cfg(unix)]
#[cold]
extern "C" fn look_up(name: &CStr) -> *mut c_void {
    use std::ffi::c_char;

    unsafe extern "C" {
        fn dlsym(handle: *mut c_void, symbol: *const c_char) -> *mut c_void;
    }
    /// All that the program and its libraries show, as for the functions that this library is linked with.
    const EVERYWHERE: isize = if cfg!(target_vendor = "apple") { -2 } else { 0 };
    // SAFETY: a name that ends with a zero; the handle is one that the platform names so.
    unsafe { dlsym(ptr::without_provenance_mut(EVERYWHERE as usize), name.as_ptr()) }
}

#[cfg(windows)]
#[cold]
extern "C" fn look_up(name: &CStr) -> *mut c_void {
    use std::ffi::{c_char, c_int};

    #[link(name = "kernel32")]
    unsafe extern "system" {
        fn GetModuleHandleExW(flags: u32, inside: *const c_void, module: *mut *mut c_void)
        -> c_int;
        fn GetProcAddress(module: *mut c_void, name: *const c_char) -> *mut c_void;
    }
    const FROM_ADDRESS_WITHOUT_REFERENCE: u32 = 4 | 2;
    let mut python = ptr::null_mut();
    // SAFETY: the address of a variable that Python's library has; the library is not unloaded as long as this one is
    // there; a name that ends with a zero.
    unsafe {
        let inside = (&raw const super::ffi::Py_Version).cast();
        match GetModuleHandleExW(FROM_ADDRESS_WITHOUT_REFERENCE, inside, &raw mut python) {
            0 => ptr::null_mut(),
            _ => GetProcAddress(python, name.as_ptr()),
        }
    }
}

/// Where functions can't be looked up, those of newer versions are not used.
#[cfg(not(any(unix, windows)))]
extern "C" fn look_up(_: &CStr) -> *mut c_void {
    ptr::null_mut()
}

//! Entries for Rust functions in Python's tracebacks (full API only: the stable ABI has no frames to make).

#[cfg(not(Py_LIMITED_API))]
pub(crate) use full::Entry;
#[cfg(Py_LIMITED_API)]
pub(crate) use limited::Entry;

/// With frames.
#[cfg(not(Py_LIMITED_API))]
mod full {
    use std::ffi::CStr;
    use std::panic::Location;
    use std::ptr;

    use super::super::{Obj, Python, ffi};

    /// A frame that is ready to become an entry of the traceback of whatever is raised next.
    pub(crate) struct Entry(*mut ffi::PyFrameObject);

    impl Entry {
        /// An entry for a function, and the place in its source where an error began. `module` lends its
        /// globals to the entry, so that `linecache` finds its loader.
        ///
        /// Must not be called with an exception raised: frames can't be made then.
        pub(crate) fn at(
            py: Python<'_>,
            function: &'static CStr,
            place: &'static Location<'static>,
            module: Option<&Obj<'_>>,
        ) -> Entry {
            let key = (ptr::from_ref(place), function.as_ptr());
            Entry::of(
                py,
                cache::code(key, || new_code(function, place.file(), place.line())),
                module,
            )
        }

        /// As above, for a place that was found out at run time.
        pub(crate) fn new(
            py: Python<'_>,
            function: &CStr,
            file: &str,
            line: u32,
            module: Option<&Obj<'_>>,
        ) -> Entry {
            Entry::of(py, new_code(function, file, line), module)
        }

        /// Takes over the reference to `code`, which may be null.
        fn of(py: Python<'_>, code: *mut ffi::PyCodeObject, module: Option<&Obj<'_>>) -> Entry {
            let _ = py;
            // SAFETY: attached; every new reference is released; null means that memory ran out.
            unsafe {
                let globals = match module {
                    Some(module) => ffi::Py_XNewRef(ffi::PyModule_GetDict(module.as_ptr())),
                    None => ffi::PyDict_New(),
                };
                let frame = if globals.is_null() || code.is_null() {
                    ptr::null_mut()
                } else {
                    ffi::PyFrame_New(ffi::PyThreadState_Get(), code, globals, ptr::null_mut())
                };
                ffi::Py_XDECREF(code.cast());
                ffi::Py_XDECREF(globals);
                if frame.is_null() {
                    // The traceback just lacks the entry.
                    ffi::PyErr_Clear();
                }
                Entry(frame)
            }
        }

        /// Adds the entry to the traceback of the exception that is raised now.
        pub(crate) fn add(self, _: Python<'_>) {
            if !self.0.is_null() {
                // SAFETY: attached; a live frame.
                unsafe { ffi::PyTraceBack_Here(self.0) };
            }
        }
    }

    impl Drop for Entry {
        fn drop(&mut self) {
            // SAFETY: owned, or null; only attached code has one.
            unsafe { ffi::Py_XDECREF(self.0.cast()) }
        }
    }

    /// A new reference, or null.
    fn new_code(function: &CStr, file: &str, line: u32) -> *mut ffi::PyCodeObject {
        let mut path = [0_u8; 512];
        for (to, from) in path.iter_mut().take(511).zip(file.as_bytes()) {
            *to = *from;
        }
        // SAFETY: attached code calls this; both texts are NUL-terminated, the path cut at most.
        unsafe { ffi::PyCode_NewEmpty(path.as_ptr().cast(), function.as_ptr(), line as i32) }
    }

    /// Code objects of the places that raise most: making one costs as much as all the rest of raising.
    mod cache {
        use std::ffi::c_char;
        use std::panic::Location;
        use std::ptr;
        use std::sync::atomic::{AtomicPtr, Ordering::Relaxed};

        use super::super::super::{ffi, interpreter};

        type Key = (*const Location<'static>, *const c_char);

        /// All three change together: with the GIL, and while there is one interpreter, nobody is between.
        struct Slot {
            place: AtomicPtr<Location<'static>>,
            function: AtomicPtr<c_char>,
            code: AtomicPtr<ffi::PyCodeObject>,
        }

        static SLOTS: [Slot; 32] = [const {
            Slot {
                place: AtomicPtr::new(ptr::null_mut()),
                function: AtomicPtr::new(ptr::null_mut()),
                code: AtomicPtr::new(ptr::null_mut()),
            }
        }; 32];

        /// A new reference to the code object of a place; null if it can't be made.
        pub(super) fn code(
            (place, function): Key,
            make: impl FnOnce() -> *mut ffi::PyCodeObject,
        ) -> *mut ffi::PyCodeObject {
            if cfg!(Py_GIL_DISABLED) || !interpreter::is_single() {
                return make();
            }
            let at = (place as usize / align_of::<Location<'static>>()) % SLOTS.len();
            let Some(slot) = SLOTS.get(at) else { return make() };
            let found = slot.code.load(Relaxed);
            let is_hit = ptr::eq(slot.place.load(Relaxed), place)
                && ptr::eq(slot.function.load(Relaxed), function);
            if is_hit && !found.is_null() {
                // SAFETY: the slot holds a reference, in the only interpreter.
                unsafe { ffi::Py_INCREF(found.cast()) };
                return found;
            }
            let code = make();
            if !code.is_null() {
                // SAFETY: as above; the slot's new reference is one more, its old one is released last,
                // since that may run other code.
                unsafe {
                    ffi::Py_INCREF(code.cast());
                    slot.place.store(place.cast_mut(), Relaxed);
                    slot.function.store(function.cast_mut(), Relaxed);
                    let old = slot.code.swap(code, Relaxed);
                    ffi::Py_XDECREF(old.cast());
                }
            }
            code
        }
    }
}

/// Without frames: the traceback ends at the Python line that called.
#[cfg(Py_LIMITED_API)]
mod limited {
    use std::ffi::CStr;
    use std::panic::Location;

    use super::super::{Obj, Python};

    /// Nothing.
    pub(crate) struct Entry;

    impl Entry {
        pub(crate) fn at(
            _: Python<'_>,
            _: &'static CStr,
            _: &'static Location<'static>,
            _: Option<&Obj<'_>>,
        ) -> Entry {
            Entry
        }

        pub(crate) fn new(_: Python<'_>, _: &CStr, _: &str, _: u32, _: Option<&Obj<'_>>) -> Entry {
            Entry
        }

        pub(crate) fn add(self, _: Python<'_>) {}
    }
}

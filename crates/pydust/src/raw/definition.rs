//! What CPython is told of a module before there is one, in both forms that it takes: the definition that `PyInit_NAME`
//! gives (PEP 489), and the slots that `PyModExport_NAME` gives since 3.15 (PEP 793), which need no object and so are
//! all there is where objects are opaque. Both are filled at run time from one [`About`], since what they may hold
//! depends on the Python that runs. Modules as objects are in `module.rs`.

use std::cell::UnsafeCell;
use std::ffi::{CStr, c_int, c_void};
use std::ptr;
use std::sync::atomic::{AtomicU8, Ordering};

use super::error::{Raised, check};
use super::module::version;
use super::{Obj, ffi};

/// What a module is to CPython.
pub(crate) struct About {
    pub name: &'static CStr,
    pub doc: &'static CStr,
    /// The size of its state in bytes.
    pub state_size: usize,
    /// Whether sub-interpreters with a GIL of their own may not import it.
    pub shares_gil: bool,
    /// Whether builds of CPython that can do without the GIL may not.
    pub needs_gil: bool,
    /// Fills the module after it was created (`Py_mod_exec`); -1 after raising.
    pub exec: unsafe extern "C" fn(*mut ffi::PyObject) -> c_int,
    /// Destroys the module's state.
    pub free: unsafe extern "C" fn(*mut c_void),
    /// For a state that holds objects.
    pub collect: Option<Collect>,
}

/// What the garbage collector calls for a module, once its state was allocated.
#[derive(Clone, Copy)]
pub(crate) struct Collect {
    pub traverse: ffi::traverseproc,
    pub clear: ffi::inquiry,
}

/// Which Pythons this binary is for, as CPython of 3.15 reads it (`PyABIInfo` of `modsupport.h`).
#[repr(C)]
struct AbiInfo {
    struct_version: [u8; 2],
    flags: u16,
    build_version: u32,
    abi_version: u32,
}

static ABI: AbiInfo = {
    const STABLE: u16 = 1;
    const GIL: u16 = 2;
    const FREE_THREADED: u16 = 4;
    let flags = match (cfg!(Py_LIMITED_API), cfg!(Py_GIL_DISABLED)) {
        (true, true) => STABLE | GIL | FREE_THREADED,
        (true, false) => STABLE | GIL,
        (false, true) => FREE_THREADED,
        (false, false) => GIL,
    };
    AbiInfo { struct_version: [1, 0], flags, build_version: 0, abi_version: built_for() }
};

/// The version that this binary was built for, or from which on it can be used, as a `PY_VERSION_HEX`.
const fn built_for() -> u32 {
    let minor = [cfg!(Py_3_12), cfg!(Py_3_13), cfg!(Py_3_14), cfg!(Py_3_15)];
    let mut version = 0x030B_0000;
    let mut index = 0;
    while index < minor.len() {
        version += (minor[index] as u32) << 16;
        index += 1;
    }
    version
}

/// The slots that both forms have, if the running Python knows them: up to 3.14 an unknown slot is an error.
fn slots(about: &About, mut set: impl FnMut(c_int, *mut c_void)) {
    const ABI_INFO: c_int = 109; // Py_mod_abi, since 3.15
    let version = version();
    set(ffi::Py_mod_exec, about.exec as *mut c_void);
    if version >= (3, 12) {
        const SUPPORTED: usize = 1;
        const PER_INTERPRETER_GIL_SUPPORTED: usize = 2;
        let interpreters = if about.shares_gil { SUPPORTED } else { PER_INTERPRETER_GIL_SUPPORTED };
        set(ffi::Py_mod_multiple_interpreters, ptr::without_provenance_mut(interpreters));
    }
    if version >= (3, 13) {
        const GIL_USED: usize = 0;
        const GIL_NOT_USED: usize = 1;
        let gil = if about.needs_gil { GIL_USED } else { GIL_NOT_USED };
        set(ffi::Py_mod_gil, ptr::without_provenance_mut(gil));
    }
    if version >= (3, 15) {
        set(ABI_INFO, (&raw const ABI).cast_mut().cast());
    }
}

/// Writes one after the other, as far as there is room.
fn writer<T>(to: &mut [T]) -> impl FnMut(T) {
    let mut places = to.iter_mut();
    move |item| {
        if let Some(place) = places.next() {
            *place = item;
        }
    }
}

/// A value in a static that is filled at its first use, and C's from then on.
struct Filled<T> {
    value: UnsafeCell<T>,
    once: AtomicU8,
}

// SAFETY: the cell is written by the one thread that moves `once` from 0 to 1, before it is 2; after that only CPython
// writes it, under its own rules for definitions.
unsafe impl<T> Sync for Filled<T> {}

impl<T> Filled<T> {
    const fn new(empty: T) -> Filled<T> {
        Filled { value: UnsafeCell::new(empty), once: AtomicU8::new(0) }
    }

    fn get(&'static self, fill: impl Fn(&mut T)) -> *mut T {
        while self.once.load(Ordering::Acquire) != 2 {
            if self.once.compare_exchange(0, 1, Ordering::Acquire, Ordering::Relaxed).is_err() {
                std::hint::spin_loop();
                continue;
            }
            // SAFETY: `once` says that this thread alone is here, and nobody reads before it is 2.
            fill(unsafe { &mut *self.value.get() });
            self.once.store(2, Ordering::Release);
        }
        self.value.get()
    }
}

/// A module's definition in a static.
pub(crate) struct Definition {
    #[cfg(not(all(Py_LIMITED_API, Py_GIL_DISABLED)))]
    def: Filled<def::Def>,
    #[cfg(Py_3_15)]
    table: Filled<table::Table>,
}

impl Definition {
    /// Not filled yet.
    pub(crate) const fn new() -> Definition {
        Definition {
            #[cfg(not(all(Py_LIMITED_API, Py_GIL_DISABLED)))]
            def: Filled::new(def::EMPTY),
            #[cfg(Py_3_15)]
            table: Filled::new(table::EMPTY),
        }
    }
}

#[cfg(not(all(Py_LIMITED_API, Py_GIL_DISABLED)))]
mod def {
    use super::*;

    const SLOTS: usize = 5;

    /// The definition, with its slots and their end.
    pub(super) struct Def {
        def: ffi::PyModuleDef,
        slots: [ffi::PyModuleDef_Slot; SLOTS],
    }

    #[allow(clippy::declare_interior_mutable_const)] // a value for statics
    pub(super) const EMPTY: Def = Def {
        def: ffi::PyModuleDef {
            m_base: ffi::PyModuleDef_HEAD_INIT,
            m_name: ptr::null(),
            m_doc: ptr::null(),
            m_size: 0,
            m_methods: ptr::null_mut(),
            m_slots: ptr::null_mut(),
            m_traverse: None,
            m_clear: None,
            m_free: None,
        },
        slots: [ffi::PyModuleDef_Slot { slot: 0, value: ptr::null_mut() }; SLOTS],
    };

    impl Definition {
        /// The definition for CPython.
        extern "C" fn def(&'static self, about: &About) -> *mut ffi::PyModuleDef {
            let filled = self.def.get(|Def { def, slots }| {
                def.m_slots = slots.as_mut_ptr();
                let mut write = writer(&mut slots[..SLOTS - 1]);
                super::slots(about, |slot, value| write(ffi::PyModuleDef_Slot { slot, value }));
                def.m_name = about.name.as_ptr();
                def.m_doc = about.doc.as_ptr();
                def.m_size = about.state_size as isize;
                def.m_free = Some(about.free);
                def.m_traverse = about.collect.map(|collect| collect.traverse);
                def.m_clear = about.collect.map(|collect| collect.clear);
            });
            // SAFETY: a field of a static.
            unsafe { &raw mut (*filled).def }
        }

        /// What `PyInit_NAME` returns, for the import system or for a module that is built in; null after raising.
        pub(crate) extern "C" fn init(&'static self, about: &About) -> *mut ffi::PyObject {
            if !is_for_this_python() {
                return refuse(about.name);
            }
            // SAFETY: only called from an init function, attached, with a filled definition.
            unsafe { ffi::PyModuleDef_Init(self.def(about)) }
        }

        /// Creates a module as the import system would, of its spec.
        #[cfg(not(Py_3_15))]
        pub(crate) fn create<'py>(
            &'static self,
            about: &About,
            spec: &Obj<'py>,
        ) -> Result<Obj<'py>, Raised> {
            let def = self.def(about);
            // SAFETY: attached; the definition is filled.
            unsafe {
                ffi::PyModuleDef_Init(def);
                Obj::from_new(spec.py(), ffi::PyModule_FromDefAndSpec(def, spec.as_ptr()))
            }
        }

        /// Runs the exec slot of a module that was created so.
        #[cfg(not(Py_3_15))]
        pub(crate) fn exec(&'static self, about: &About, module: &Obj<'_>) -> Result<(), Raised> {
            // SAFETY: attached; the module was made from this definition.
            check(unsafe { ffi::PyModule_ExecDef(module.as_ptr(), self.def(about)) }).map(drop)
        }
    }

    /// Whether the running Python has the ABI of this binary: its file may have been given another name. From 3.15 on
    /// CPython asks [`ABI`] too, but only after it has looked into the definition.
    fn is_for_this_python() -> bool {
        let (major, minor) = version();
        let running = u32::from(major) << 24 | u32::from(minor) << 16;
        let is_version = if cfg!(Py_LIMITED_API) {
            running >= ABI.abi_version
        } else {
            running == ABI.abi_version
        };
        is_version && is_free_threaded() == cfg!(Py_GIL_DISABLED)
    }

    /// Whether the running Python can do without the GIL.
    fn is_free_threaded() -> bool {
        // SAFETY: a constant text, in which such builds say so.
        let text = unsafe { CStr::from_ptr(ffi::Py_GetVersion()) }.to_bytes();
        let said = b"free-threading";
        text.windows(said.len()).any(|part| part == said)
    }

    /// Raises `ImportError`, without a touch of any object's header.
    #[cold]
    fn refuse(name: &'static CStr) -> *mut ffi::PyObject {
        let gil = |is_free_threaded| if is_free_threaded { c"without" } else { c"with" };
        let later = if cfg!(Py_LIMITED_API) { c" and later" } else { c"" };
        let built_for = (ABI.abi_version >> 16 & 0xFF) as c_int;
        let (major, minor) = version();
        let text = c"module %s was built for CPython 3.%d%s %s the GIL, and this is CPython %d.%d %s the GIL: \
                     build it for this one";
        // SAFETY: attached, by the import system; the arguments are of the kinds that the text names.
        unsafe {
            ffi::PyErr_Format(
                ffi::PyExc_ImportError,
                text.as_ptr(),
                name.as_ptr(),
                built_for,
                later.as_ptr(),
                gil(cfg!(Py_GIL_DISABLED)).as_ptr(),
                c_int::from(major),
                c_int::from(minor),
                gil(is_free_threaded()).as_ptr(),
            )
        }
    }
}

#[cfg(all(Py_LIMITED_API, Py_GIL_DISABLED))]
pub(crate) use table::exec;

#[cfg(Py_3_15)]
mod table {
    use super::*;

    const SLOTS: usize = 12;

    /// The slots and their end.
    pub(super) type Table = [ffi::PySlot; SLOTS];

    pub(super) const EMPTY: Table = [ffi::PySlot_END(); SLOTS];

    /// A slot with a value of the size of a pointer. (The bindings' function for this can panic.)
    fn new(id: c_int, value: *mut c_void) -> ffi::PySlot {
        let mut slot = ffi::PySlot_END();
        slot.sl_id = id as u16;
        slot.sl_flags = ffi::PySlot_INTPTR;
        slot.anon2.sl_ptr = value;
        slot
    }

    impl Definition {
        /// What `PyModExport_NAME` returns. Its address is the module's token.
        pub(crate) extern "C" fn slots(&'static self, about: &About) -> *mut ffi::PySlot {
            let token = ptr::from_ref(self).cast_mut().cast();
            let filled = self.table.get(|table| {
                let mut write = writer(&mut table[..SLOTS - 1]);
                let mut set = |slot, value| write(new(slot, value));
                set(ffi::Py_mod_token, token);
                set(ffi::Py_mod_name, about.name.as_ptr().cast_mut().cast());
                set(ffi::Py_mod_doc, about.doc.as_ptr().cast_mut().cast());
                set(ffi::Py_mod_state_size, ptr::without_provenance_mut(about.state_size));
                set(ffi::Py_mod_state_free, about.free as *mut c_void);
                if let Some(Collect { traverse, clear }) = about.collect {
                    set(ffi::Py_mod_state_traverse, traverse as *mut c_void);
                    set(ffi::Py_mod_state_clear, clear as *mut c_void);
                }
                super::slots(about, set);
            });
            filled.cast()
        }

        /// Creates a module as the import system would, of its spec.
        pub(crate) fn create<'py>(
            &'static self,
            about: &About,
            spec: &Obj<'py>,
        ) -> Result<Obj<'py>, Raised> {
            // SAFETY: attached; the slots are filled, and stay.
            unsafe {
                let module = ffi::PyModule_FromSlotsAndSpec(self.slots(about), spec.as_ptr());
                Obj::from_new(spec.py(), module)
            }
        }

        /// Runs the exec slot of a module that was created so.
        pub(crate) fn exec(&'static self, _: &About, module: &Obj<'_>) -> Result<(), Raised> {
            exec(module)
        }
    }

    /// Runs the exec slot of a module that was created from slots; not again for one that has its state, as CPython's own
    /// loaders do, whom `importlib.reload` asks to.
    pub(crate) fn exec(module: &Obj<'_>) -> Result<(), Raised> {
        if !super::super::module::state(module).is_null() {
            return Ok(());
        }
        // SAFETY: attached; the call checks that this is a module.
        check(unsafe { ffi::PyModule_Exec(module.as_ptr()) }).map(drop)
    }
}

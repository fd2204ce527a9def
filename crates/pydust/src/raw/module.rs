//! Modules: definitions for multi-phase initialisation (PEP 489), module state, functions of a module.

use std::ffi::{CStr, c_int, c_void};
use std::ptr::{self, NonNull};

use super::error::{Raised, check};
use super::{Obj, Python, ffi};

/// What CPython calls for a module.
pub(crate) struct Hooks {
    /// Fills the module after it was created (Py_mod_exec); -1 after raising.
    pub exec: unsafe extern "C" fn(*mut ffi::PyObject) -> c_int,
    /// Destroys the module's state.
    pub free: unsafe extern "C" fn(*mut c_void),
    /// For a state that holds objects.
    pub collect: Option<Collect>,
    /// Whether sub-interpreters with a GIL of their own may not import it.
    pub shares_gil: bool,
    /// Whether builds of CPython that can do without the GIL may not.
    pub needs_gil: bool,
}

/// What the garbage collector calls for a module, once its state was allocated.
#[derive(Clone, Copy)]
pub(crate) struct Collect {
    pub traverse: ffi::traverseproc,
    pub clear: ffi::inquiry,
}

const SLOTS: usize = 4;

/// A module definition in a static: filled at its first use, as what it may hold depends on the Python
/// that runs.
pub(crate) struct Definition {
    def: std::cell::UnsafeCell<ffi::PyModuleDef>,
    slots: std::cell::UnsafeCell<[ffi::PyModuleDef_Slot; SLOTS]>,
    once: std::sync::atomic::AtomicU8,
}

// SAFETY: the cells are written by the one thread that moves `once` from 0 to 1, before it is 2; after
// that only CPython writes them, under its own rules for definitions.
unsafe impl Sync for Definition {}

impl Definition {
    /// An empty definition; `get` fills it.
    pub(crate) const fn new() -> Self {
        const EMPTY: ffi::PyModuleDef_Slot =
            ffi::PyModuleDef_Slot { slot: 0, value: ptr::null_mut() };
        Definition {
            def: std::cell::UnsafeCell::new(ffi::PyModuleDef {
                m_base: ffi::PyModuleDef_HEAD_INIT,
                m_name: ptr::null(),
                m_doc: ptr::null(),
                m_size: 0,
                m_methods: ptr::null_mut(),
                m_slots: ptr::null_mut(),
                m_traverse: None,
                m_clear: None,
                m_free: None,
            }),
            slots: std::cell::UnsafeCell::new([EMPTY; SLOTS]),
            once: std::sync::atomic::AtomicU8::new(0),
        }
    }

    /// The definition for CPython. `state_size` is the size of the module state in bytes.
    pub(crate) extern "C" fn get(
        &'static self,
        name: &'static CStr,
        doc: &'static CStr,
        state_size: usize,
        hooks: Hooks,
    ) -> *mut ffi::PyModuleDef {
        use std::sync::atomic::Ordering;
        while self.once.load(Ordering::Acquire) != 2 {
            if self.once.compare_exchange(0, 1, Ordering::Acquire, Ordering::Relaxed).is_err() {
                std::hint::spin_loop();
                continue;
            }
            // SAFETY: `once` says that this thread alone is here, and nobody reads before it is 2.
            unsafe {
                let slots = &mut *self.slots.get();
                fill(slots, &hooks);
                let def = &mut *self.def.get();
                def.m_name = name.as_ptr();
                def.m_doc = doc.as_ptr();
                def.m_size = state_size as isize;
                def.m_slots = slots.as_mut_ptr();
                def.m_free = Some(hooks.free);
                def.m_traverse = hooks.collect.map(|collect| collect.traverse);
                def.m_clear = hooks.collect.map(|collect| collect.clear);
            }
            self.once.store(2, Ordering::Release);
        }
        self.def.get()
    }
}

/// The slots that the running Python knows: an unknown slot id is an error on 3.11.
fn fill(slots: &mut [ffi::PyModuleDef_Slot; SLOTS], hooks: &Hooks) {
    // From `moduleobject.h`; numbers, since the headers of the stable ABI of 3.11 lack the last two.
    const EXEC: c_int = 2;
    const MULTIPLE_INTERPRETERS: c_int = 3;
    const GIL: c_int = 4;
    const SUPPORTED: usize = 1;
    const PER_INTERPRETER_GIL_SUPPORTED: usize = 2;
    const GIL_USED: usize = 0;
    const GIL_NOT_USED: usize = 1;
    let interpreters = if hooks.shares_gil { SUPPORTED } else { PER_INTERPRETER_GIL_SUPPORTED };
    let gil = if hooks.needs_gil { GIL_USED } else { GIL_NOT_USED };
    let mut set = |index: usize, slot, value| slots[index] = ffi::PyModuleDef_Slot { slot, value };
    set(0, EXEC, hooks.exec as *mut c_void);
    if version() >= (3, 12) {
        set(1, MULTIPLE_INTERPRETERS, ptr::without_provenance_mut(interpreters));
    }
    if version() >= (3, 13) {
        set(2, GIL, ptr::without_provenance_mut(gil));
    }
}

/// The running Python's version, as (major, minor).
pub(crate) fn version() -> (u8, u8) {
    // SAFETY: a constant of libpython, in the stable ABI since 3.11.
    let version = unsafe { ffi::Py_Version };
    ((version >> 24) as u8, (version >> 16) as u8)
}

/// What `PyInit_NAME` returns for multi-phase initialisation.
#[inline]
pub(crate) fn init(def: *mut ffi::PyModuleDef) -> *mut ffi::PyObject {
    // SAFETY: only called from an init function, attached, with a definition of `Definition::get`.
    unsafe { ffi::PyModuleDef_Init(def) }
}

/// Creates a module as the import system would, from its definition and its spec.
pub(crate) fn create<'py>(spec: &Obj<'py>, def: *mut ffi::PyModuleDef) -> Result<Obj<'py>, Raised> {
    // SAFETY: attached; the definition comes from `Definition::get`.
    unsafe {
        ffi::PyModuleDef_Init(def);
        Obj::from_new(spec.py(), ffi::PyModule_FromDefAndSpec(def, spec.as_ptr()))
    }
}

/// Runs the exec slot of a module made by [`create`].
pub(crate) fn exec(module: &Obj<'_>, def: *mut ffi::PyModuleDef) -> Result<(), Raised> {
    // SAFETY: attached; the module was made from this definition.
    check(unsafe { ffi::PyModule_ExecDef(module.as_ptr(), def) }).map(drop)
}

/// The memory of a module's state: null if the object is no module with state.
#[inline(always)]
pub(crate) fn state(module: &Obj<'_>) -> *mut c_void {
    // SAFETY: attached; only called on modules (functions made by `new_function` carry theirs).
    unsafe { ffi::PyModule_GetState(module.as_ptr()) }
}

/// The state of the module that CPython frees, clears or looks at.
///
/// # Safety
/// `module` must be the argument of an `m_free`, `m_clear` or `m_traverse` call.
#[inline]
pub(crate) unsafe fn state_in_hook(module: *mut c_void) -> *mut c_void {
    // SAFETY: passed on.
    unsafe { ffi::PyModule_GetState(module.cast()) }
}

/// A builtin function of a module.
pub(crate) fn new_function<'py>(
    def: &'static ffi::PyMethodDef,
    module: &Obj<'py>,
    module_name: &Obj<'py>,
) -> Result<Obj<'py>, Raised> {
    let def = ptr::from_ref(def).cast_mut();
    // SAFETY: attached; the definition is static, and CPython only reads it.
    unsafe {
        let function = ffi::PyCFunction_NewEx(def, module.as_ptr(), module_name.as_ptr());
        Obj::from_new(module.py(), function)
    }
}

/// A builtin function that is called on an object of its own, and belongs to no module.
///
/// # Safety
/// `receiver` must keep `def` alive and in place as long as it lives itself.
pub(crate) unsafe fn new_bound_function<'py>(
    def: *const ffi::PyMethodDef,
    receiver: &Obj<'py>,
) -> Result<Obj<'py>, Raised> {
    // SAFETY: attached; CPython only reads the definition, and the function owns its receiver.
    unsafe {
        let function = ffi::PyCFunction_NewEx(def.cast_mut(), receiver.as_ptr(), ptr::null_mut());
        Obj::from_new(receiver.py(), function)
    }
}

/// The token inside a call from CPython, which is always made by an attached thread.
///
/// # Safety
/// Must be called by a function that CPython calls, and used no longer than that call.
#[inline(always)]
pub(crate) unsafe fn called<'py>() -> Python<'py> {
    // SAFETY: passed on.
    unsafe { Python::assume_attached() }
}

/// A handle borrowed from an argument of a call from CPython.
///
/// # Safety
/// `*argument` must be a live object as long as it is borrowed.
#[inline(always)]
pub(crate) unsafe fn borrowed<'py>(argument: &*mut ffi::PyObject) -> &Obj<'py> {
    debug_assert!(NonNull::new(*argument).is_some());
    // SAFETY: passed on.
    unsafe { Obj::from_slot(argument) }
}

/// What a call from CPython was made on, if anything.
pub(crate) fn receiver<'a, 'py>(
    _: Python<'py>,
    object: &'a *mut ffi::PyObject,
) -> Option<&'a Obj<'py>> {
    // SAFETY: attached; a non-null pointer of a call from CPython is live during that call.
    NonNull::new(*object).map(|_| unsafe { borrowed(object) })
}

/// The dict of a module; `None` for another object.
pub(crate) fn globals<'py>(object: &Obj<'py>) -> Option<Obj<'py>> {
    // SAFETY: attached; a module has a dict, which it lends.
    unsafe {
        if ffi::PyModule_Check(object.as_ptr()) == 0 {
            return None;
        }
        let dict = NonNull::new(ffi::PyModule_GetDict(object.as_ptr()));
        dict.map(|dict| Obj::from_borrowed(object.py(), dict))
    }
}

/// A new module object of this name, in no one's `sys.modules`.
pub(crate) fn new<'py>(name: &Obj<'py>) -> Result<Obj<'py>, Raised> {
    // SAFETY: attached.
    unsafe { Obj::from_new(name.py(), ffi::PyModule_NewObject(name.as_ptr())) }
}

/// `module.__dict__`.
pub(crate) fn dict<'py>(module: &Obj<'py>) -> Result<Obj<'py>, Raised> {
    // SAFETY: attached; the call checks the type, and lends the dict that the module keeps.
    match NonNull::new(unsafe { ffi::PyModule_GetDict(module.as_ptr()) }) {
        // SAFETY: as above.
        Some(dict) => Ok(unsafe { Obj::from_borrowed(module.py(), dict) }),
        None => Err(Raised),
    }
}

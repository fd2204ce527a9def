//! Types that types of ours inherit from: the form of their instances, and what they do for one.

use std::ffi::{c_int, c_ulong, c_void};
use std::mem;
use std::ptr;

use super::error::Raised;
use super::gc::visitproc;
use super::{Obj, Python, call, container, ffi, text, type_object};

/// What is known of a type of C: the same in all interpreters.
pub(crate) struct BaseType {
    /// The size of an instance.
    pub size: usize,
    /// The size of one of its items, where instances are of different sizes.
    pub item_size: usize,
    new: Option<ffi::newfunc>,
    dealloc: Option<ffi::destructor>,
    traverse: Option<ffi::traverseproc>,
    clear: Option<ffi::inquiry>,
    has_finalizer: bool,
    flags: c_ulong,
}

impl BaseType {
    /// Reads what there is to know of a class.
    pub(crate) fn read(class: &Obj<'_>) -> Result<BaseType, Raised> {
        let raw = class.as_ptr().cast::<ffi::PyTypeObject>();
        // SAFETY: a live type, which is ready; each slot holds null, or a function of the type that its id stands for.
        unsafe {
            Ok(BaseType {
                size: number(class, "__basicsize__")?.unsigned_abs(),
                item_size: number(class, "__itemsize__")?.unsigned_abs(),
                new: mem::transmute::<*mut c_void, Option<ffi::newfunc>>(slot(raw, ffi::Py_tp_new)),
                dealloc: mem::transmute::<*mut c_void, Option<ffi::destructor>>(slot(
                    raw,
                    ffi::Py_tp_dealloc,
                )),
                traverse: mem::transmute::<*mut c_void, Option<ffi::traverseproc>>(slot(
                    raw,
                    ffi::Py_tp_traverse,
                )),
                clear: mem::transmute::<*mut c_void, Option<ffi::inquiry>>(slot(
                    raw,
                    ffi::Py_tp_clear,
                )),
                has_finalizer: !slot(raw, ffi::Py_tp_finalize).is_null(),
                flags: ffi::PyType_GetFlags(raw),
            })
        }
    }

    /// Whether the garbage collector knows the instances.
    pub(crate) fn is_collected(&self) -> bool {
        self.flags & super::gc::COLLECTED != 0
    }

    /// Calls the type's finalizer for an instance whose last reference has gone; true if that is not to end now.
    ///
    /// Types that have one call it in their own `tp_dealloc` otherwise, when the value that a subclass added is gone.
    ///
    /// # Safety
    /// The object must be an instance of the type in its `tp_dealloc`, and known to the garbage collector if it can be.
    #[cfg(any(Py_3_15, not(Py_LIMITED_API)))]
    pub(crate) unsafe fn finalize(&self, object: *mut ffi::PyObject) -> bool {
        // SAFETY: by contract; the collector remembers that this was called.
        self.has_finalizer && self.is_collected() && unsafe { super::gc::finalize(object) }
    }

    /// The stable ABI of 3.11 has no way to say that the finalizer was called, so it is left to `tp_dealloc`.
    ///
    /// # Safety
    /// None.
    #[cfg(all(Py_LIMITED_API, not(Py_3_15)))]
    pub(crate) unsafe fn finalize(&self, _: *mut ffi::PyObject) -> bool {
        false
    }

    /// Whether its functions take care of the reference that an instance has to its type.
    fn is_heap(&self) -> bool {
        self.flags & ffi::Py_TPFLAGS_HEAPTYPE != 0
    }

    /// A new instance of `class`, as the type makes one from no arguments.
    ///
    /// # Safety
    /// `class` must be a live subclass of the type, with no other type of C than ours between them.
    pub(crate) unsafe fn make<'py>(&self, class: &Obj<'py>) -> Result<Obj<'py>, Raised> {
        let py = class.py();
        let Some(new) = self.new else {
            let error = super::error::exception_type(py, &raw const ffi::PyExc_TypeError);
            super::error::set_text(&error, "the base of this class makes no instances");
            return Err(Raised);
        };
        // SAFETY: by contract; `tp_new` takes a class, a tuple, and a dict or null.
        unsafe {
            let nothing = Obj::from_new(py, ffi::PyTuple_New(0))?;
            Obj::from_new(
                py,
                ffi::in_slot::new(class.as_ptr().cast(), nothing.as_ptr(), ptr::null_mut(), new),
            )
        }
    }

    /// Ends an instance, as the end of `tp_dealloc`.
    ///
    /// # Safety
    /// The object must be an instance of the type in its `tp_dealloc`, with nothing left of what a subclass added, and
    /// unknown to the garbage collector.
    pub(crate) unsafe fn end(&self, object: *mut ffi::PyObject) {
        // SAFETY: by contract; an instance of a type made at run time has a reference to it. CPython's own functions
        // take an object out of what the collector knows without a look whether it is there.
        unsafe {
            let class = ffi::Py_TYPE(object);
            if self.is_collected() {
                ffi::PyObject_GC_Track(object.cast());
            }
            if let Some(dealloc) = self.dealloc {
                ffi::in_slot::end(object, dealloc);
            }
            // An instance that a finalizer gave to somebody is still there, with its reference.
            let may_be_there = cfg!(all(Py_LIMITED_API, not(Py_3_15))) && self.has_finalizer;
            if !self.is_heap() && !may_be_there {
                ffi::Py_DECREF(class.cast());
            }
        }
    }

    /// Tells the garbage collector of what the type keeps in an instance, and of the instance's own type.
    ///
    /// # Safety
    /// CPython must be calling `tp_traverse` of an instance with these arguments.
    pub(crate) unsafe fn traverse(
        &self,
        object: *mut ffi::PyObject,
        visit: visitproc,
        arg: *mut c_void,
    ) -> c_int {
        // SAFETY: by contract. A type made at run time visits the instance's type itself.
        unsafe {
            let visits_type = self.is_heap() && self.traverse.is_some();
            let status = if visits_type { 0 } else { visit(ffi::Py_TYPE(object).cast(), arg) };
            match self.traverse {
                Some(traverse) if status == 0 => traverse(object, visit, arg),
                _ => status,
            }
        }
    }

    /// Ends what the type keeps in an instance, to break cycles.
    ///
    /// # Safety
    /// CPython must be calling `tp_clear` of the instance.
    pub(crate) unsafe fn clear(&self, object: *mut ffi::PyObject) {
        if let Some(clear) = self.clear {
            // SAFETY: by contract.
            unsafe { ffi::in_slot::clear(object, clear) };
        }
    }
}

/// # Safety
/// The type must be live and ready.
unsafe fn slot(class: *mut ffi::PyTypeObject, id: c_int) -> *mut c_void {
    // SAFETY: by contract; the call takes static types too since 3.10.
    unsafe { ffi::PyType_GetSlot(class, id) }
}

/// A number that `type` tells of a class, such as `__basicsize__`.
pub(crate) fn number(class: &Obj<'_>, name: &str) -> Result<isize, Raised> {
    let value = call::get_attr(class, &text::new(class.py(), name)?)?;
    // SAFETY: attached; the call checks that this is a number.
    let number = unsafe { ffi::PyLong_AsSsize_t(value.as_ptr()) };
    if number == -1 && super::error::occurred(class.py()) { Err(Raised) } else { Ok(number) }
}

/// The first type of C among a class and its bases: those before it were made by class statements, and their instances
/// are of its form.
pub(crate) extern "C" fn below<'py>(class: &Obj<'py>) -> Result<Obj<'py>, Raised> {
    let py = class.py();
    let made = Made::new(py)?;
    let mut found = class.as_ptr().cast::<ffi::PyTypeObject>();
    // SAFETY: live types, since a class keeps its bases; `object` ends the chain, and is a type of C.
    unsafe {
        while made.is_like(found) {
            found = slot(found, ffi::Py_tp_base).cast();
        }
        Obj::from_new(py, ffi::Py_NewRef(found.cast()))
    }
}

/// How classes are recognised that class statements make: all of them end their instances by the same function.
struct Made(*mut c_void);

impl Made {
    fn new(py: Python<'_>) -> Result<Made, Raised> {
        let name = text::new(py, "made")?;
        let (bases, namespace) = (container::new_tuple(py, [])?, container::new_dict(py)?);
        let class = call::call(&type_object::type_(py), [name, bases, namespace], None)?;
        // SAFETY: a live type, made just now.
        Ok(Made(unsafe { slot(class.as_ptr().cast(), ffi::Py_tp_dealloc) }))
    }

    /// # Safety
    /// The type must be live.
    unsafe fn is_like(&self, class: *mut ffi::PyTypeObject) -> bool {
        // SAFETY: by contract.
        unsafe { slot(class, ffi::Py_tp_dealloc) == self.0 }
    }
}

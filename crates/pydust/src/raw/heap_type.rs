//! Heap types: made from tables of slots, methods and properties; instances allocated and freed.

use std::alloc::{Layout, alloc_zeroed};
use std::ffi::{CStr, c_int, c_void};
use std::ptr::{self, NonNull};
use std::sync::atomic::{AtomicPtr, Ordering};

use super::error::Raised;
use super::header::{self, Header};
use super::{Obj, ffi};

/// One entry of a type's slot table: an id of `typeslots.h` and what it holds.
pub(crate) type Slot = ffi::PyType_Slot;

/// The ids of all slots (`typeslots.h`).
pub(crate) mod slot {
    #[allow(unused_imports)]
    pub(crate) use pyo3_ffi::{
        Py_am_aiter, Py_am_anext, Py_am_await, Py_am_send, Py_bf_getbuffer, Py_bf_releasebuffer,
        Py_mp_ass_subscript, Py_mp_length, Py_mp_subscript, Py_nb_absolute, Py_nb_add, Py_nb_and,
        Py_nb_bool, Py_nb_divmod, Py_nb_float, Py_nb_floor_divide, Py_nb_index, Py_nb_inplace_add,
        Py_nb_inplace_and, Py_nb_inplace_floor_divide, Py_nb_inplace_lshift,
        Py_nb_inplace_matrix_multiply, Py_nb_inplace_multiply, Py_nb_inplace_or,
        Py_nb_inplace_power, Py_nb_inplace_remainder, Py_nb_inplace_rshift, Py_nb_inplace_subtract,
        Py_nb_inplace_true_divide, Py_nb_inplace_xor, Py_nb_int, Py_nb_invert, Py_nb_lshift,
        Py_nb_matrix_multiply, Py_nb_multiply, Py_nb_negative, Py_nb_or, Py_nb_positive,
        Py_nb_power, Py_nb_remainder, Py_nb_rshift, Py_nb_subtract, Py_nb_true_divide, Py_nb_xor,
        Py_sq_ass_item, Py_sq_concat, Py_sq_contains, Py_sq_inplace_concat, Py_sq_inplace_repeat,
        Py_sq_item, Py_sq_length, Py_sq_repeat, Py_tp_alloc, Py_tp_base, Py_tp_bases, Py_tp_call,
        Py_tp_clear, Py_tp_dealloc, Py_tp_del, Py_tp_descr_get, Py_tp_descr_set, Py_tp_doc,
        Py_tp_finalize, Py_tp_free, Py_tp_getattr, Py_tp_getattro, Py_tp_getset, Py_tp_hash,
        Py_tp_init, Py_tp_is_gc, Py_tp_iter, Py_tp_iternext, Py_tp_members, Py_tp_methods,
        Py_tp_new, Py_tp_repr, Py_tp_richcompare, Py_tp_setattr, Py_tp_setattro, Py_tp_str,
        Py_tp_token, Py_tp_traverse, Py_tp_vectorcall,
    };
    /// Since 3.14 (and in older headers without a number).
    pub(crate) const PY_TP_VECTORCALL: std::ffi::c_int = 82;
}

/// The entry of a type's members table by which CPython finds a word that it keeps in instances, at this offset of
/// their layout.
pub(crate) fn offset_member(name: &'static CStr, offset: usize) -> ffi::PyMemberDef {
    ffi::PyMemberDef {
        name: name.as_ptr(),
        type_code: ffi::Py_T_PYSSIZET,
        offset: header::whole(offset) as ffi::Py_ssize_t,
        flags: ffi::Py_READONLY,
        doc: ptr::null(),
    }
}

/// The attribute `__dict__` of instances with a word for it.
pub(crate) const DICT_ATTRIBUTE: ffi::PyGetSetDef = ffi::PyGetSetDef {
    name: c"__dict__".as_ptr(),
    get: Some(ffi::PyObject_GenericGetDict),
    set: Some(ffi::PyObject_GenericSetDict),
    doc: ptr::null(),
    closure: ptr::null_mut(),
};

/// `__class_getitem__` as the containers of Python have it: `Class[T]` is a `types.GenericAlias`.
pub(crate) const CLASS_GETITEM: ffi::PyMethodDef = ffi::PyMethodDef {
    ml_name: c"__class_getitem__".as_ptr(),
    ml_meth: ffi::PyMethodDefPointer { PyCFunction: ffi::Py_GenericAlias },
    ml_flags: ffi::METH_O | ffi::METH_CLASS,
    ml_doc: c"See PEP 585.".as_ptr(),
};

/// A growing table in memory that is never freed: types point to it for ever.
pub(crate) struct Table<T> {
    items: *mut T,
    length: usize,
    capacity: usize,
}

impl<T: Copy> Table<T> {
    /// Room for `capacity` items and a zeroed end mark.
    pub(crate) fn new(capacity: usize) -> Result<Self, Raised> {
        // Rust's allocator, since CPython's memory belongs to one interpreter and goes with it.
        let items = match Layout::array::<T>(capacity + 1) {
            // SAFETY: the layout has a size: there is at least the end mark.
            Ok(layout) => unsafe { alloc_zeroed(layout) },
            Err(_) => ptr::null_mut(),
        };
        if items.is_null() {
            // SAFETY: attached code calls this.
            unsafe { ffi::PyErr_NoMemory() };
            return Err(Raised);
        }
        Ok(Table { items: items.cast(), length: 0, capacity })
    }

    /// Adds an item; one more than the capacity is refused.
    pub(crate) fn push(&mut self, item: T) {
        if self.length < self.capacity {
            // SAFETY: within the memory allocated by `new`.
            unsafe { self.items.add(self.length).write(item) };
            self.length += 1;
        }
    }

    /// The items so far.
    pub(crate) fn items(&self) -> &[T] {
        // SAFETY: the first `length` items are written.
        unsafe { std::slice::from_raw_parts(self.items, self.length) }
    }

    /// The table as C sees it.
    pub(crate) fn into_ptr(self) -> *mut T {
        self.items
    }
}

/// What a class is to CPython.
pub(crate) struct TypeSpec<'a, 'py> {
    /// Its name with its module's: `package.module.Class`.
    pub name: &'a CStr,
    /// Its `__qualname__`, if that is not its name.
    pub qualname: Option<&'a Obj<'py>>,
    pub basic_size: usize,
    pub flags: std::ffi::c_ulong,
    /// The slot table, ending in a zeroed entry.
    pub slots: *mut Slot,
    /// The fast constructor (the stable ABI has a slot for it, from 3.14).
    #[cfg(not(Py_LIMITED_API))]
    pub vectorcall: Option<ffi::vectorcallfunc>,
}

/// Makes a heap type that inherits from `base`, or else from `object`.
pub(crate) fn create<'py>(
    py: super::Python<'py>,
    spec: &TypeSpec<'_, 'py>,
    base: Option<&Obj<'py>>,
) -> Result<Obj<'py>, Raised> {
    let mut flags = spec.flags;
    // What is immutable can't inherit from what is not.
    if base.is_some_and(|base| !is_immutable(base)) || spec.qualname.is_some() && RENAMED_IN_PYTHON
    {
        flags &= !IMMUTABLE;
    }
    let mut spec_for_c = ffi::PyType_Spec {
        name: spec.name.as_ptr(),
        basicsize: spec.basic_size as c_int,
        itemsize: 0,
        flags: flags as std::ffi::c_uint,
        slots: spec.slots,
    };
    let base = base.map_or(ptr::null_mut(), Obj::as_ptr);
    // SAFETY: attached; the name is NUL-terminated and copied (3.11+), the slots are a complete table
    // whose functions fit their ids (`class` fills it), the flags come from there too; the base is live or null.
    let class = unsafe { Obj::from_new(py, ffi::PyType_FromSpecWithBases(&mut spec_for_c, base))? };
    #[cfg(not(Py_LIMITED_API))]
    if let Some(vectorcall) = spec.vectorcall {
        // SAFETY: the type is new and ours alone; calling a class looks this field up (PEP 590).
        unsafe { (*class.as_ptr().cast::<ffi::PyTypeObject>()).tp_vectorcall = Some(vectorcall) };
    }
    if let Some(qualname) = spec.qualname {
        set_qualname(&class, qualname)?;
    }
    Ok(class)
}

/// Whether `__qualname__` can only be set as Python code does it. A type whose it is not its name is mutable then: the
/// definition of a type has no place for it, and CPython renames no immutable one.
pub(crate) const RENAMED_IN_PYTHON: bool = cfg!(Py_LIMITED_API);

#[cfg(Py_LIMITED_API)]
fn set_qualname(class: &Obj<'_>, qualname: &Obj<'_>) -> Result<(), Raised> {
    super::call::set_attr(class, &super::text::interned(class.py(), c"__qualname__")?, qualname)
}

#[cfg(not(Py_LIMITED_API))]
fn set_qualname(class: &Obj<'_>, qualname: &Obj<'_>) -> Result<(), Raised> {
    // SAFETY: a heap type, new and ours alone, which owns a reference in this field.
    unsafe {
        let place = &raw mut (*class.as_ptr().cast::<ffi::PyHeapTypeObject>()).ht_qualname;
        ffi::Py_XDECREF(place.replace(qualname.clone().into_ptr()));
    }
    Ok(())
}

fn is_immutable(class: &Obj<'_>) -> bool {
    // SAFETY: a live type.
    unsafe { ffi::PyType_GetFlags(class.as_ptr().cast()) & IMMUTABLE != 0 }
}

/// A text of two parts, the second with the end, that a type points to for ever.
pub(crate) fn joined(parts: [&str; 2]) -> Result<*mut c_void, Raised> {
    let bytes = parts.into_iter().flat_map(str::bytes);
    let mut text = Table::<u8>::new(bytes.clone().count())?;
    bytes.for_each(|byte| text.push(byte));
    Ok(text.into_ptr().cast())
}

/// The attribute of that name which the type itself has, and no base of it.
pub(crate) fn own_attribute<'py>(
    class: &Obj<'py>,
    name: &CStr,
) -> Result<Option<Obj<'py>>, Raised> {
    super::container::dict_get(&own_dict(class)?, &super::text::interned(class.py(), name)?)
}

/// Sets an attribute of a type of ours, which is immutable to others.
pub(crate) fn set_attribute(class: &Obj<'_>, name: &CStr, value: &Obj<'_>) -> Result<(), Raised> {
    let name = super::text::interned(class.py(), name)?;
    super::container::dict_set(&own_dict(class)?, &name, value)?;
    note_change(class);
    Ok(())
}

/// Says that the dict of a type has changed: what CPython remembers of its attributes is forgotten.
pub(super) fn note_change(class: &Obj<'_>) {
    // SAFETY: a live type.
    unsafe { ffi::PyType_Modified(class.as_ptr().cast()) };
}

/// The type's own dict, of which `__dict__` is only a view. To CPython a type is an object with a dict like others, at
/// the offset that `type` gives; the stable ABI has no other way to it.
pub(super) fn own_dict<'py>(class: &Obj<'py>) -> Result<Obj<'py>, Raised> {
    // SAFETY: attached; any object may be asked, and a heap type has its dict where its metatype says.
    unsafe {
        Obj::from_new(class.py(), ffi::PyObject_GenericGetDict(class.as_ptr(), ptr::null_mut()))
    }
}

/// The flags of an immutable type.
pub(crate) const FLAGS: std::ffi::c_ulong = ffi::Py_TPFLAGS_DEFAULT | IMMUTABLE;
/// The type can be inherited from.
pub(crate) const BASETYPE: std::ffi::c_ulong = ffi::Py_TPFLAGS_BASETYPE;
/// Python code can't create instances.
pub(crate) const NO_CONSTRUCTOR: std::ffi::c_ulong = 1 << 7; // Py_TPFLAGS_DISALLOW_INSTANTIATION, 3.10
const IMMUTABLE: std::ffi::c_ulong = 1 << 8; // Py_TPFLAGS_IMMUTABLETYPE, 3.10

/// `match` takes instances for sequences.
pub(crate) const SEQUENCE: std::ffi::c_ulong = 1 << 5; // Py_TPFLAGS_SEQUENCE, 3.10
/// `match` takes instances for mappings.
pub(crate) const MAPPING: std::ffi::c_ulong = 1 << 6; // Py_TPFLAGS_MAPPING, 3.10

/// A new instance of a type that is not garbage-collected, with nothing in the memory after its header.
///
/// # Safety
/// `class` must be a live, ready type of that kind, and the thread attached. The memory must be initialised
/// before anyone else sees the object.
#[inline(always)]
pub(crate) unsafe fn allocate_exact<'py>(
    py: super::Python<'py>,
    class: *mut ffi::PyTypeObject,
) -> Result<Obj<'py>, Raised> {
    // SAFETY: passed on.
    unsafe { Obj::from_new(py, ffi::PyObject_New::<ffi::PyObject>(class)) }
}

/// A new instance with zeroed memory after its header.
///
/// # Safety
/// `class` must be a live, ready type, and the thread attached.
#[inline(always)]
pub(crate) unsafe fn allocate<'py>(
    py: super::Python<'py>,
    class: *mut ffi::PyTypeObject,
) -> Result<Obj<'py>, Raised> {
    // SAFETY: passed on. For a subclass that is garbage-collected too, this is the allocator.
    unsafe { Obj::from_new(py, ffi::PyType_GenericAlloc(class, 0)) }
}

/// Where instances of a type get their memory, and where it goes.
#[derive(Clone, Copy)]
pub(crate) struct Memory {
    pub alloc: ffi::allocfunc,
    pub free: ffi::freefunc,
}

/// Memory of the size that the type says. A type made from slots has the functions of its base otherwise, and that of
/// `datetime` allocates what a `datetime` needs; class statements set these too.
pub(crate) fn plain_memory(is_collected: bool) -> Memory {
    let free = if is_collected { ffi::PyObject_GC_Del } else { ffi::PyObject_Free };
    Memory { alloc: ffi::generic_alloc, free }
}

/// Raises `TypeError` for a class with abstract methods, as `object.__new__` does.
///
/// # Safety
/// `class` must be a live, ready type, and the thread attached.
#[inline(always)]
pub(crate) unsafe fn check_concrete(
    py: super::Python<'_>,
    class: *mut ffi::PyTypeObject,
) -> Result<(), Raised> {
    const IS_ABSTRACT: std::ffi::c_ulong = 1 << 20; // Py_TPFLAGS_IS_ABSTRACT
    // SAFETY: by contract.
    if unsafe { ffi::PyType_GetFlags(class) } & IS_ABSTRACT == 0 {
        return Ok(());
    }
    // SAFETY: passed on.
    unsafe { new_of_object(py, class).map(drop) }
}

/// `object.__new__(class)`, which knows what to say.
///
/// # Safety
/// As above.
#[cold]
unsafe extern "C" fn new_of_object<'py>(
    py: super::Python<'py>,
    class: *mut ffi::PyTypeObject,
) -> Result<Obj<'py>, Raised> {
    // SAFETY: by contract; the slot is `object`'s `tp_new`, which takes a class, a tuple, and a dict or null.
    unsafe {
        let new = ffi::PyType_GetSlot(&raw mut ffi::PyBaseObject_Type, slot::Py_tp_new);
        let new: ffi::newfunc = std::mem::transmute(new);
        let nothing = Obj::from_new(py, ffi::PyTuple_New(0))?;
        Obj::from_new(py, ffi::in_slot::new(class, nothing.as_ptr(), ptr::null_mut(), new))
    }
}

/// A new instance of a type in memory that one of its instances had.
///
/// # Safety
/// `class` must be a live, ready type; the memory must have been given up by an instance of it, in the same interpreter,
/// and be nobody's. The thread must be attached.
#[inline(always)]
pub(crate) unsafe fn init<'py>(
    _: super::Python<'py>,
    memory: NonNull<ffi::PyObject>,
    class: NonNull<ffi::PyObject>,
) -> Obj<'py> {
    // SAFETY: by contract; the reference that the call makes is ours.
    unsafe {
        ffi::PyObject_Init(memory.as_ptr(), class.as_ptr().cast());
        Obj::from_owned(memory)
    }
}

/// Zeroes the memory of an instance after its header, where its layout has `size` bytes.
///
/// # Safety
/// The instance must be of that size, and have nothing in its memory.
#[inline(always)]
pub(crate) unsafe fn clear_memory(object: *mut ffi::PyObject, size: usize) {
    const HEADER: usize = size_of::<Header>();
    // SAFETY: by contract.
    unsafe { header::layout(object).byte_add(HEADER).cast::<u8>().write_bytes(0, size - HEADER) };
}

/// The type of an object.
///
/// # Safety
/// The object's memory must be alive.
#[inline(always)]
pub(crate) unsafe fn type_of(object: *mut ffi::PyObject) -> *mut ffi::PyTypeObject {
    // SAFETY: by contract.
    unsafe { ffi::Py_TYPE(object) }
}

/// Releases the type of an instance whose memory is not freed.
///
/// # Safety
/// The instance must be gone, with the reference that it owned.
#[inline(always)]
pub(crate) unsafe fn release(class: *mut ffi::PyTypeObject) {
    // SAFETY: by contract.
    unsafe { ffi::Py_DECREF(class.cast()) };
}

/// Frees an instance's memory and releases its type, as the end of `tp_dealloc`.
///
/// # Safety
/// `object` must be an instance of a heap type in its `tp_dealloc`, its value already gone.
#[inline(always)]
pub(crate) unsafe fn free(object: *mut ffi::PyObject) {
    // SAFETY: by contract; an instance of a heap type owns a reference to its type, and every type has
    // `tp_free`.
    unsafe {
        let class = ffi::Py_TYPE(object);
        #[cfg(not(Py_LIMITED_API))]
        let free = (*class).tp_free;
        #[cfg(Py_LIMITED_API)]
        let free: Option<ffi::freefunc> =
            std::mem::transmute(ffi::PyType_GetSlot(class, ffi::Py_tp_free));
        if let Some(free) = free {
            free(object.cast());
        }
        ffi::Py_DECREF(class.cast());
    }
}

/// A word that CPython keeps in an instance.
///
/// # Safety
/// The object must be live, and the offset that of a word in its layout.
#[inline(always)]
pub(crate) unsafe fn word(object: *mut ffi::PyObject, offset: usize) -> *mut *mut ffi::PyObject {
    // SAFETY: by contract.
    unsafe { header::layout(object).byte_add(offset).cast() }
}

/// Tells the garbage collector of the object in a word, if there is one.
///
/// # Safety
/// As for [`word`], for a word with a reference that the object owns.
#[inline]
pub(crate) unsafe fn visit_word(
    object: *mut ffi::PyObject,
    offset: usize,
    visitor: &mut super::Visitor<'_>,
) {
    // SAFETY: by contract; what an object owns is of its own interpreter.
    unsafe {
        if let Some(held) = NonNull::new(*word(object, offset)) {
            visitor.visit_type(held);
        }
    }
}

/// Releases the object in a word, if there is one.
///
/// # Safety
/// As for [`visit_word`], on an attached thread; no other thread may use the word.
#[inline]
pub(crate) unsafe fn clear_word(object: *mut ffi::PyObject, offset: usize) {
    // SAFETY: by contract; the word is empty before anything else runs.
    unsafe { ffi::Py_XDECREF(word(object, offset).replace(ptr::null_mut())) };
}

/// Tells the weak references of an object that it is ending.
///
/// # Safety
/// The object must be in its `tp_dealloc`, of a type with such a list, whose word is at the offset.
#[inline]
pub(crate) unsafe fn clear_weakrefs(object: *mut ffi::PyObject, offset: usize) {
    // SAFETY: by contract. Another thread may be ending the last of the weak references, and write the word. The call
    // runs callbacks, and keeps a raised exception as it is.
    unsafe {
        if !AtomicPtr::from_ptr(word(object, offset)).load(Ordering::Relaxed).is_null() {
            ffi::PyObject_ClearWeakRefs(object);
        }
    }
}

/// The method table of a class, whose address is a token for it: each class has its own for the whole process,
/// whichever interpreter's type it is, and Python classes have none.
pub(crate) struct Methods(AtomicPtr<ffi::PyMethodDef>);

impl Methods {
    /// Of a class that was not made yet: an address that no table has.
    pub(crate) const fn new() -> Methods {
        Methods(AtomicPtr::new(ptr::dangling_mut()))
    }

    /// Keeps the table, unless another thread was first; gives what is kept.
    pub(crate) fn publish(&self, table: *mut ffi::PyMethodDef) -> *mut ffi::PyMethodDef {
        replace(&self.0, ptr::dangling_mut(), table)
    }

    #[inline(always)]
    fn address(&self) -> *mut ffi::PyMethodDef {
        self.0.load(Ordering::Relaxed)
    }
}

/// Whether the type, or one that it inherits its layout from, has this very method table.
#[inline(always)]
pub(crate) fn has_methods(obj: &Obj<'_>, methods: &Methods) -> bool {
    let (class, methods) = (obj.type_ptr(), methods.address());
    #[cfg(not(Py_LIMITED_API))]
    // SAFETY: a live object's type is live, and its fields don't change for an immutable type; another
    // type's field is only compared.
    if unsafe { (*class).tp_methods } == methods {
        return true;
    }
    // SAFETY: as above.
    unsafe { has_methods_among_bases(class, methods) }
}

/// Whether the object's own type has this very method table: it is of the class itself, and not of a subclass.
///
/// # Safety
/// The object's memory must be alive.
#[inline]
pub(crate) unsafe fn is_own(object: *mut ffi::PyObject, methods: &Methods) -> bool {
    // SAFETY: by contract; an object's type is live.
    let (found, _) = unsafe { methods_and_base(ffi::Py_TYPE(object)) };
    found == methods.address()
}

/// Whether the first type with methods in C, from this one on, has this very method table: those before it
/// are Python's classes, which have none.
///
/// # Safety
/// The type must be live.
#[inline(always)]
pub(crate) unsafe fn is_nearest(mut class: *mut ffi::PyTypeObject, methods: &Methods) -> bool {
    let methods = methods.address();
    while !class.is_null() {
        // SAFETY: a live type; its bases live as long as it does.
        let (found, base) = unsafe { methods_and_base(class) };
        if !found.is_null() {
            return found == methods;
        }
        class = base;
    }
    false
}

/// # Safety
/// The type must be live.
#[cold]
#[inline(never)]
unsafe extern "C" fn has_methods_among_bases(
    mut class: *mut ffi::PyTypeObject,
    methods: *mut ffi::PyMethodDef,
) -> bool {
    while !class.is_null() {
        // SAFETY: by contract; a type's bases live as long as it does.
        let (found, base) = unsafe { methods_and_base(class) };
        if found == methods {
            return true;
        }
        class = base;
    }
    false
}

#[cfg(not(Py_LIMITED_API))]
#[inline(always)]
unsafe fn methods_and_base(
    class: *mut ffi::PyTypeObject,
) -> (*mut ffi::PyMethodDef, *mut ffi::PyTypeObject) {
    // SAFETY: the caller's type is live.
    unsafe { ((*class).tp_methods, (*class).tp_base) }
}

#[cfg(Py_LIMITED_API)]
#[inline]
unsafe fn methods_and_base(
    class: *mut ffi::PyTypeObject,
) -> (*mut ffi::PyMethodDef, *mut ffi::PyTypeObject) {
    // SAFETY: the caller's type is live; `PyType_GetSlot` reads static types too since 3.10.
    unsafe {
        let methods = ffi::PyType_GetSlot(class, slot::Py_tp_methods);
        (methods.cast(), ffi::PyType_GetSlot(class, ffi::Py_tp_base).cast())
    }
}

/// The type among the object's own and its bases that has this very method table; null if none has.
fn type_with_methods(obj: &Obj<'_>, methods: &Methods) -> *mut ffi::PyTypeObject {
    let methods = methods.address();
    let mut class = obj.type_ptr();
    while !class.is_null() {
        // SAFETY: a live type; its bases live as long as it does.
        let (found, base) = unsafe { methods_and_base(class) };
        if found == methods {
            break;
        }
        class = base;
    }
    class
}

/// What the class with this method table, of which the object is an instance, has in a slot; null if nothing.
pub(crate) extern "C" fn own_slot(obj: &Obj<'_>, methods: &Methods, id: c_int) -> *mut c_void {
    slot_of_type(type_with_methods(obj, methods), id)
}

/// What the base of that class has in the slot; null if nothing. Classes of Python are passed over: their slots look
/// the method up, and would come back to this class's.
pub(crate) extern "C" fn inherited_slot(
    obj: &Obj<'_>,
    methods: &Methods,
    id: c_int,
) -> *mut c_void {
    let class = type_with_methods(obj, methods);
    if class.is_null() {
        return ptr::null_mut();
    }
    // SAFETY: a live type, which is none of those at the root.
    unsafe { ffi::PyType_GetSlot(native(methods_and_base(class).1), id) }
}

fn slot_of_type(class: *mut ffi::PyTypeObject, id: c_int) -> *mut c_void {
    if class.is_null() {
        return ptr::null_mut();
    }
    // SAFETY: only called with live types; static ones are read too since 3.10.
    unsafe { ffi::PyType_GetSlot(class, id) }
}

/// What the object's type has in a slot; null if nothing.
pub(crate) fn slot_of(obj: &Obj<'_>, id: c_int) -> *mut c_void {
    // SAFETY: a live object's type is live; static types are read too since 3.10.
    unsafe { ffi::PyType_GetSlot(obj.type_ptr(), id) }
}

/// What a class has in a slot; without one, what `object` has. Classes of Python are passed over, as above.
pub(crate) fn slot_of_class(class: Option<&Obj<'_>>, id: c_int) -> *mut c_void {
    let object = &raw mut ffi::PyBaseObject_Type;
    let class = class.map_or(object, |class| class.as_ptr().cast());
    // SAFETY: a live type.
    unsafe { ffi::PyType_GetSlot(native(class), id) }
}

/// Whether a class has anything in a slot, be it by a method of Python's; without a class, whether `object` has.
pub(crate) fn has_slot(class: Option<&Obj<'_>>, id: c_int) -> bool {
    let class = class.map_or(&raw mut ffi::PyBaseObject_Type, |class| class.as_ptr().cast());
    !slot_of_type(class, id).is_null()
}

/// The type, or the first of its bases that is none of Python's `class` statement.
///
/// # Safety
/// A live type, whose bases live as long as it does.
unsafe fn native(mut class: *mut ffi::PyTypeObject) -> *mut ffi::PyTypeObject {
    // SAFETY: by contract; the last of the bases, `object`, is native.
    unsafe {
        while ffi::PyType_GetFlags(class) & (ffi::Py_TPFLAGS_HEAPTYPE | IMMUTABLE)
            == ffi::Py_TPFLAGS_HEAPTYPE
        {
            class = methods_and_base(class).1;
        }
    }
    class
}

/// `tp_doc` and the like: a C string as a slot's value.
pub(crate) fn text(text: &'static CStr) -> *mut c_void {
    text.as_ptr().cast_mut().cast()
}

/// Writes into a cell that is null, or leaves the value that another thread wrote first.
pub(crate) fn publish<T>(cell: &AtomicPtr<T>, value: *mut T) -> *mut T {
    replace(cell, ptr::null_mut(), value)
}

fn replace<T>(cell: &AtomicPtr<T>, empty: *mut T, value: *mut T) -> *mut T {
    match cell.compare_exchange(empty, value, Ordering::AcqRel, Ordering::Acquire) {
        Ok(_) => value,
        Err(first) => first,
    }
}

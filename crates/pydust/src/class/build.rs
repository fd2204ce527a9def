//! From a class's spec to its type in an interpreter, and how Python makes instances. How they end is in `end.rs`.
#![allow(unsafe_code)]

use std::ffi::{CStr, c_int, c_ulong, c_void};
use std::ptr;
use std::sync::atomic::Ordering;

use super::base::{Base, check_own};
use super::block::Whole;
use super::collect::Collect;
use super::end::dealloc;
use super::free_list;
use super::lock::{Ask, Writable};
use super::member::Tables;
use super::nested::{self, Names};
use super::root;
use super::words::{SlotOf, Words};
use super::{Class, ClassSpec, Layout, cell_at, constant, fill, sealed};
use crate::boundary::{guarded, guarded_status};
use crate::error::{Error, Result};
use crate::function::Call;
use crate::raw::heap_type::{self, Memory, Slot, Table, TypeSpec, slot};
use crate::raw::kept::Kept;
use crate::raw::message::Message;
use crate::raw::{self, Obj, PyObject, Python, ffi, header};
use crate::spec::FunctionSpec;

/// `__init__` or `__new__`, as the macros write it.
///
/// # Safety
/// Must belong to the class in whose spec it is.
pub unsafe trait Constructor {
    /// The class.
    type Class: Class;
    /// Its parameters.
    const SPEC: FunctionSpec;

    /// Converts the arguments and makes the value.
    fn construct<'a, 'py>(call: Call<'a, 'py>) -> Result<Self::Class>;
}

/// How Python makes instances of a class.
#[derive(Clone, Copy)]
pub struct Construct(Option<Functions>);

#[derive(Clone, Copy)]
struct Functions {
    /// None for the one of the type that is extended.
    new: Option<ffi::newfunc>,
    init: Option<ffi::initproc>,
    /// What makes an instance in one step.
    vectorcall: Option<ffi::vectorcallfunc>,
}

impl Construct {
    /// Only Rust makes instances.
    pub const NONE: Construct = Construct(None);

    /// As the type that is extended does.
    pub const OF_BASE: Construct =
        Construct(Some(Functions { new: None, init: None, vectorcall: None }));

    /// As the type that is extended does, and then by an `__init__` whose value there is no place for.
    pub const fn init_bare<C: Constructor>() -> Construct {
        assert!(root::is_bare::<C::Class>());
        Construct::by(init_bare::<C>)
    }

    /// As the base does, and then by this function.
    pub(super) const fn by(init: ffi::initproc) -> Construct {
        Construct(Some(Functions { new: None, init: Some(init), vectorcall: None }))
    }

    pub(super) const fn is_some(&self) -> bool {
        self.0.is_some()
    }

    /// Nobody: `new` raises an error that says what to do.
    pub(super) const fn refused(new: ffi::newfunc) -> Construct {
        Construct(Some(Functions { new: Some(new), init: None, vectorcall: None }))
    }

    /// By `__init__`, which puts the value into an instance that is there.
    pub const fn init<C: Constructor<Class: Class<Lock: Writable>>>() -> Construct {
        let Construct(functions) = Self::init_of_instance::<C>();
        match functions {
            Some(Functions { new: new @ Some(_), init, .. }) => {
                Construct(Some(Functions { new, init, vectorcall: Some(vectorcall::<C>) }))
            }
            functions => Construct(functions),
        }
    }

    /// By an `__init__` that takes the instance too, which is made before.
    pub const fn init_of_instance<C: Constructor<Class: Class<Lock: Writable>>>() -> Construct {
        let is_rooted = <<C::Class as Class>::Base as Base<C::Class>>::IS_ROOTED;
        let new: Option<ffi::newfunc> = match C::Class::FREE_LIST {
            _ if is_rooted => None,
            Some(_) => Some(new_empty_again::<C::Class>),
            None => Some(new_empty),
        };
        Construct(Some(Functions { new, init: Some(init::<C>), vectorcall: None }))
    }

    /// By `__new__`, which makes the instance with its value.
    pub const fn new<C: Constructor>() -> Construct {
        let is_rooted = <<C::Class as Class>::Base as Base<C::Class>>::IS_ROOTED;
        assert!(
            !is_rooted,
            "a class that extends a type which is not Rust's has no `__new__` of its own: write `__init__`"
        );
        let (new, vectorcall) = (Some(new::<C> as ffi::newfunc), Some(vectorcall::<C> as _));
        Construct(Some(Functions { new, init: None, vectorcall }))
    }
}

impl Construct {
    /// Sets the slots of a type that is made so.
    pub(super) fn set(self, mut set: impl FnMut(c_int, *mut c_void)) {
        let Some(functions) = self.0 else { return };
        if let Some(new) = functions.new {
            set(slot::Py_tp_new, new as *mut c_void);
        }
        if let Some(init) = functions.init {
            set(slot::Py_tp_init, init as *mut c_void);
        }
        let has_slot = cfg!(Py_LIMITED_API) && raw::module::version() >= (3, 14);
        if let Some(vectorcall) = functions.vectorcall.filter(|_| has_slot) {
            set(slot::PY_TP_VECTORCALL, vectorcall as *mut c_void);
        }
    }

    /// The fast constructor, for a type to which it is given as it is made.
    #[cfg(not(Py_LIMITED_API))]
    pub(super) fn vectorcall(self) -> Option<ffi::vectorcallfunc> {
        self.0.and_then(|functions| functions.vectorcall)
    }
}

/// The class's type in this interpreter.
///
/// Raises `RuntimeError` if no module with the class was imported here.
#[cold]
pub(crate) extern "C" fn class_object<T: Class>(py: Python<'_>) -> Result<Obj<'_>> {
    find_class(py, &T::runtime().class, T::NAME)
}

/// What this interpreter keeps of a class; raises if no module with it was imported here.
pub(super) extern "C" fn find_class<'py>(
    py: Python<'py>,
    class: &'static Kept,
    name: &str,
) -> Result<Obj<'py>> {
    match class.find(py)? {
        Some(class) => Ok(class),
        None => {
            let mut message = Message::new();
            message.push(&["the module of class ", name, " was not imported in this interpreter"]);
            let class = raw::error::exception_type(py, &raw const ffi::PyExc_RuntimeError);
            raw::message::set(&class, &message);
            Err(Error::fetch(py))
        }
    }
}

/// The class's type in this interpreter, made if this is the first module here to export it.
pub(crate) extern "C" fn ensure<'py, T: Class>(module_name: &Obj<'py>) -> Result<Obj<'py>> {
    let py = module_name.py();
    let class = match T::runtime().class.find(py)? {
        Some(class) => class,
        None => make::<T>(module_name)?,
    };
    if let Some(complete) = T::SPEC.variants {
        complete(&class, module_name)?;
    }
    set_constants(&class, Whole::of::<T>())?;
    nested::put(&class, const { &T::SPEC }, module_name)?;
    Ok(class)
}

extern "C" fn set_constants(class: &Obj<'_>, whole: Whole) -> Result<()> {
    constant::set_all(class, whole.members())
}

fn make<'py, T: Class>(module_name: &Obj<'py>) -> Result<Obj<'py>> {
    let py = module_name.py();
    let base = match <T::Base as Base<T>>::CLASS {
        Some(base) => Some(base(module_name)?),
        None if const { sealed::needs::<T>() } => Some(sealed::class(py)?),
        None => None,
    };
    let names = Names::new(const { &T::SPEC }, module_name)?;
    let root = <T::Base as Base<T>>::root();
    let below = match (&base, root) {
        (Some(base), Some(_)) => Some(raw::base_type::below(base)?),
        _ => base.clone(),
    };
    let is_collected = Layout::<T>::IS_COLLECTED || root.is_some_and(|root| root.is_collected());
    let parts = Parts {
        name: raw::text::as_c_str(&names.full)?,
        qualname: names.qualname.as_ref(),
        base: base.as_ref(),
        native: below.as_ref(),
        basic_size: match root {
            Some(_) => root::size::<T>(),
            None => header::whole(const { sealed::size::<T>(Layout::<T>::WORDS.end) }),
        },
        whole: Whole::of::<T>(),
        flags: flags(const { &T::SPEC }, is_collected),
        collect: if is_collected { Some(const { Collect::of::<T>() }) } else { None },
        words: const { Words::slot_of::<T>() },
        dealloc: dealloc::<T>,
        memory: root.map(|_| heap_type::plain_memory(is_collected)),
    };
    let native = build(py, &parts, T::runtime())?;
    let class = match (&base, &below, root) {
        (Some(base), Some(below), Some(_)) => {
            root::public(native, base, below, const { &T::SPEC })?
        }
        _ => native,
    };
    let class = T::runtime().class.keep(py, &class)?;
    if let Some(collection) = const { T::SPEC.collection } {
        (collection.register)(&class)?;
    }
    Ok(class)
}

/// A class without its Rust type.
struct Parts<'a, 'py> {
    name: &'a CStr,
    qualname: Option<&'a Obj<'py>>,
    base: Option<&'a Obj<'py>>,
    /// The base, or the nearest of its own that is none of Python's.
    native: Option<&'a Obj<'py>>,
    basic_size: usize,
    whole: Whole,
    flags: c_ulong,
    collect: Option<Collect>,
    words: Option<SlotOf>,
    dealloc: ffi::destructor,
    /// Where instances get their memory, if not as the base's do.
    memory: Option<Memory>,
}

/// The flags of the class's type.
const fn flags(spec: &ClassSpec, is_collected: bool) -> c_ulong {
    let mut flags = heap_type::FLAGS;
    if is_collected {
        flags |= raw::gc::COLLECTED;
    }
    if !spec.is_final {
        flags |= heap_type::BASETYPE;
    }
    if let Some(collection) = spec.collection {
        flags |= collection.flag;
    }
    flags
}

extern "C" fn build<'py>(
    py: Python<'py>,
    parts: &Parts<'_, 'py>,
    runtime: &'static super::ClassRuntime,
) -> Result<Obj<'py>> {
    let mut slots = runtime.slots.load(Ordering::Acquire);
    if slots.is_null() {
        parts.whole.check(py)?;
        slots = fill_slots(parts, runtime)?;
    }
    let (construct, _) = parts.whole.construct();
    let constructor = if construct.is_some() { 0 } else { heap_type::NO_CONSTRUCTOR };
    let spec = TypeSpec {
        name: parts.name,
        qualname: parts.qualname,
        basic_size: parts.basic_size,
        flags: parts.flags | constructor,
        slots,
        #[cfg(not(Py_LIMITED_API))]
        vectorcall: construct.vectorcall(),
    };
    Ok(heap_type::create(py, &spec, parts.native)?)
}

/// Makes the tables, once in a process: all interpreters' types of the class share them.
fn fill_slots(parts: &Parts<'_, '_>, runtime: &'static super::ClassRuntime) -> Result<*mut Slot> {
    let Tables { methods, getset, mut slots } =
        Tables::new(parts.whole.members(), parts.base, parts.native)?;
    let mut set = |id: c_int, value: *mut c_void| slots.push(Slot { slot: id, pfunc: value });
    let methods = runtime.methods.publish(methods.into_ptr());
    set(slot::Py_tp_methods, methods.cast());
    set(slot::Py_tp_getset, getset.into_ptr().cast());
    set(slot::Py_tp_doc, parts.whole.doc()?);
    set(slot::Py_tp_dealloc, parts.dealloc as *mut c_void);
    if let Some(Collect { traverse, clear }) = parts.collect {
        set(raw::gc::Py_tp_traverse, traverse as *mut c_void);
        set(raw::gc::Py_tp_clear, clear as *mut c_void);
    }
    if let Some(Memory { alloc, free }) = parts.memory {
        set(slot::Py_tp_alloc, alloc as *mut c_void);
        set(slot::Py_tp_free, free as *mut c_void);
    }
    if let Some(words) = parts.words {
        let Slot { slot, pfunc } = words()?;
        set(slot, pfunc);
    }
    parts.whole.construct().0.set(set);
    Ok(heap_type::publish(&runtime.slots, slots.into_ptr()))
}

/// `tp_new`: an instance without its value, which `__init__` puts in.
unsafe extern "C" fn new_empty(
    class: *mut ffi::PyTypeObject,
    _args: *mut PyObject,
    _kwargs: *mut PyObject,
) -> *mut PyObject {
    // SAFETY: CPython calls this attached, with a live class that has our layout.
    unsafe {
        let py = raw::module::called();
        let allocate = || heap_type::allocate(py, class);
        match heap_type::check_concrete(py, class).and_then(|()| allocate()) {
            Ok(instance) => instance.into_ptr(),
            Err(raw::Raised) => ptr::null_mut(),
        }
    }
}

/// As above, in memory that is kept if there is any: without the vectorcall of a type, as up to 3.13 under the stable ABI,
/// instances of the class itself come this way too.
unsafe extern "C" fn new_empty_again<T: Class>(
    class: *mut ffi::PyTypeObject,
    args: *mut PyObject,
    kwargs: *mut PyObject,
) -> *mut PyObject {
    // SAFETY: as above; the class is not null.
    unsafe {
        match free_list::take_empty::<T>(raw::module::called(), ptr::NonNull::new_unchecked(class))
        {
            Some(instance) => instance.into_ptr(),
            None => new_empty(class, args, kwargs),
        }
    }
}

/// `tp_new` of a class with `__new__`: the value is made first, so that nobody ever sees an instance without it. CPython
/// calls this for the class and for Python's subclasses; a native subclass has a function of its own, or none, and then
/// `object.__new__` and this one refuse it.
unsafe extern "C" fn new<C: Constructor>(
    class: *mut ffi::PyTypeObject,
    args: *mut PyObject,
    kwargs: *mut PyObject,
) -> *mut PyObject {
    // SAFETY: CPython calls this attached.
    let py = unsafe { raw::module::called() };
    guarded(py, const { &C::SPEC }, class.cast(), || {
        // SAFETY: CPython passes a live class with our layout, a tuple, and a dict or null, all live for the call. The
        // memory is new, and zeroed; nobody can have seen the instance yet.
        unsafe {
            heap_type::check_concrete(py, class)?;
            let mut arguments = raw::call::Unpacked::new(py);
            arguments.fill(args, kwargs)?;
            let call = Call::new(
                class.cast(),
                arguments.values(),
                arguments.positional(),
                arguments.names(),
            );
            let value = C::construct(call)?;
            let kept = free_list::take_empty::<C::Class>(py, ptr::NonNull::new_unchecked(class));
            let instance = match kept {
                Some(instance) => instance,
                None => heap_type::allocate(py, class)?,
            };
            cell_at::<C::Class>(instance.as_ptr()).put_first(value);
            Ok(instance)
        }
    })
}

/// Calling the class itself: the instance is made in one step. Python subclasses go through `new` and
/// `init`, since CPython does not inherit this slot.
unsafe extern "C" fn vectorcall<C: Constructor>(
    class: *mut PyObject,
    args: *const *mut PyObject,
    nargsf: usize,
    kwnames: *mut PyObject,
) -> *mut PyObject {
    const OFFSET_FLAG: usize = 1 << (usize::BITS - 1); // PY_VECTORCALL_ARGUMENTS_OFFSET
    // SAFETY: CPython calls this with what vectorcall promises; the class is live.
    let call = unsafe { Call::new(class, args, nargsf & !OFFSET_FLAG, kwnames) };
    let py = call.py();
    guarded(py, const { &C::SPEC }, class, || {
        let value = C::construct(call)?;
        // SAFETY: only this class's own type has this function, and it is live while it is called.
        unsafe { fill(py, ptr::NonNull::new_unchecked(class), value) }
    })
}

/// `tp_init`: what `__init__` does, also when a subclass calls it, or anyone calls it again.
unsafe extern "C" fn init<C: Constructor<Class: Class<Lock: Writable>>>(
    instance: *mut PyObject,
    args: *mut PyObject,
    kwargs: *mut PyObject,
) -> c_int {
    // SAFETY: CPython calls this attached.
    let py = unsafe { raw::module::called() };
    let spec = const { &C::SPEC };
    guarded_status(py, spec, || {
        // SAFETY: passed on; the instance lives for the call.
        let (value, ask) =
            unsafe { (initial::<C>(py, instance, args, kwargs)?, Ask::new(&spec.site, instance)) };
        // SAFETY: an instance of the class, which CPython's slot wrapper has checked.
        unsafe { cell_at::<C::Class>(instance) }.put(value, py, ask)
    })
}

/// `tp_init` of a class whose values take no place: the instance has one from its first moment.
unsafe extern "C" fn init_bare<C: Constructor>(
    instance: *mut PyObject,
    args: *mut PyObject,
    kwargs: *mut PyObject,
) -> c_int {
    // SAFETY: CPython calls this attached.
    let py = unsafe { raw::module::called() };
    guarded_status(py, const { &C::SPEC }, || {
        // SAFETY: passed on.
        std::mem::forget(unsafe { initial::<C>(py, instance, args, kwargs)? });
        Ok(())
    })
}

/// The value that `__init__` makes for an instance.
///
/// # Safety
/// CPython must be calling `tp_init` with these arguments.
#[inline(always)]
unsafe fn initial<C: Constructor>(
    py: Python<'_>,
    instance: *mut PyObject,
    args: *mut PyObject,
    kwargs: *mut PyObject,
) -> Result<C::Class> {
    // SAFETY: CPython passes an instance of the class or of a subclass (its slot wrapper checks it), a
    // tuple, and a dict or null, all live for the call; the unpacked arguments live until its end.
    unsafe {
        check_own::<C::Class>(raw::module::borrowed(&instance), C::SPEC.qualname())?;
        let mut arguments = raw::call::Unpacked::new(py);
        arguments.fill(args, kwargs)?;
        let (positional, names) = (arguments.positional(), arguments.names());
        C::construct(Call::new(instance, arguments.values(), positional, names))
    }
}

/// Room for slots beside the members' own.
pub(super) const FIXED_SLOTS: usize = 16;

/// The type of a slot table under construction.
pub(super) type Slots = Table<Slot>;

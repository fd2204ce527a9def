//! The abstract object protocol: attributes, calls, comparison, `repr`, `str`, `len`, truth, import.

use std::cell::Cell;
use std::ffi::CStr;
use std::hint;
use std::mem::MaybeUninit;
use std::ptr;

use super::error::{self, Raised, check};
use super::{Obj, Python, critical, ffi};

/// `import name`, giving the module that the dotted name names.
pub(crate) fn import<'py>(py: Python<'py>, name: &Obj<'_>) -> Result<Obj<'py>, Raised> {
    // SAFETY: attached; the call checks that the name is a `str`.
    unsafe { Obj::from_new(py, ffi::PyImport_Import(name.as_ptr())) }
}

/// `sys.modules`.
pub(crate) fn modules(py: Python<'_>) -> Obj<'_> {
    // SAFETY: attached; the interpreter owns the dict and lends it.
    unsafe { Obj::from_borrowed(py, ptr::NonNull::new_unchecked(ffi::PyImport_GetModuleDict())) }
}

/// `getattr(obj, name)`.
#[inline]
pub(crate) fn get_attr<'py>(obj: &Obj<'py>, name: &Obj<'_>) -> Result<Obj<'py>, Raised> {
    // SAFETY: attached.
    unsafe { Obj::from_new(obj.py(), ffi::PyObject_GetAttr(obj.as_ptr(), name.as_ptr())) }
}

/// The attribute `name`, or `None` where there is none; raises what is no `AttributeError`.
pub(crate) fn get_attr_opt<'py>(
    obj: &Obj<'py>,
    name: &Obj<'_>,
) -> Result<Option<Obj<'py>>, Raised> {
    let mut found = ptr::null_mut();
    // SAFETY: attached; the call gives a reference of our own, or null.
    unsafe {
        let (obj, name) = (obj.as_ptr(), name.as_ptr());
        check(ffi::compat::PyObject_GetOptionalAttr(obj, name, &mut found))?;
    }
    // SAFETY: owned by the line above if not null.
    Ok(ptr::NonNull::new(found).map(|found| unsafe { Obj::from_owned(found) }))
}

/// `delattr(obj, name)`.
pub(crate) fn del_attr(obj: &Obj<'_>, name: &Obj<'_>) -> Result<(), Raised> {
    // SAFETY: attached; no value stands for deletion.
    check(unsafe { ffi::PyObject_SetAttr(obj.as_ptr(), name.as_ptr(), ptr::null_mut()) }).map(drop)
}

/// `setattr(obj, name, value)`.
pub(crate) fn set_attr(obj: &Obj<'_>, name: &Obj<'_>, value: &Obj<'_>) -> Result<(), Raised> {
    // SAFETY: attached.
    check(unsafe { ffi::PyObject_SetAttr(obj.as_ptr(), name.as_ptr(), value.as_ptr()) }).map(drop)
}

/// `object.__getattribute__(obj, name)`
pub(crate) fn generic_get_attr<'py>(obj: &Obj<'py>, name: &Obj<'_>) -> Result<Obj<'py>, Raised> {
    // SAFETY: attached; any object; the call checks the name.
    unsafe { Obj::from_new(obj.py(), ffi::PyObject_GenericGetAttr(obj.as_ptr(), name.as_ptr())) }
}

/// `object.__setattr__(obj, name, value)`, or without a value `object.__delattr__(obj, name)`.
pub(crate) fn generic_set_attr(
    obj: &Obj<'_>,
    name: &Obj<'_>,
    value: Option<&Obj<'_>>,
) -> Result<(), Raised> {
    // A class would be changed behind the back of CPython's caches, also one that can't be changed.
    if super::container::is_type(obj) {
        let class = super::error::exception_type(obj.py(), &raw const ffi::PyExc_TypeError);
        super::error::set_text(&class, "can't apply object.__setattr__ to a class");
        return Err(Raised);
    }
    let value = value.map_or(ptr::null_mut(), Obj::as_ptr);
    // SAFETY: attached; no class, so nothing but the object is changed; null deletes; the call checks the name.
    check(unsafe { ffi::PyObject_GenericSetAttr(obj.as_ptr(), name.as_ptr(), value) }).map(drop)
}

thread_local! {
    /// How many calls from here this thread is in.
    static CALLS: Cell<u32> = const { Cell::new(0) };
}

/// One more call on the stack: CPython counts calls of Python functions itself, but not of builtin functions and
/// classes, which can lead back here without one, nor what goes on in Rust.
///
/// The first calls within each other are only counted here, which is several times faster than to ask CPython.
pub(crate) struct Depth {
    /// As how many calls CPython counts it.
    counted: u32,
}

impl Depth {
    const FREE: u32 = 100;
    /// As how many calls CPython counts what `STEP` bytes are looked for.
    const CALLS_A_STEP: u32 = 4;
    /// Less than what CPython keeps of the stack to say that it ended.
    const STEP: usize = 4096;

    /// Raises `RecursionError`.
    #[inline(always)]
    fn enter() -> Result<Depth, Raised> {
        let counted = u32::from(CALLS.get() >= Depth::FREE);
        if counted > 0 {
            Depth::count(c" while calling a Python object", counted)?;
        }
        Ok(Depth::one_more(counted))
    }

    /// One more conversion on the stack, of an object that may contain itself; it needs as much of the stack as
    /// so many calls. Raises `RecursionError`.
    pub(crate) fn converting(_: Python<'_>, calls: u32) -> Result<Depth, Raised> {
        if calls > Depth::CALLS_A_STEP {
            Depth::deeper(calls)?;
        } else {
            Depth::count(Depth::CONVERTING, calls)?;
        }
        Ok(Depth::one_more(calls))
    }

    const CONVERTING: &'static CStr = c" while converting a Python object";

    /// Enters calls from deeper and deeper on the stack. Since 3.14 CPython doesn't count them, but looks at where
    /// the stack is: what takes a lot of it at once would be noticed when it is too late to raise.
    #[cold]
    #[inline(never)]
    extern "C" fn deeper(calls: u32) -> Result<(), Raised> {
        let room = MaybeUninit::<[u8; Depth::STEP]>::uninit();
        let first = calls.min(Depth::CALLS_A_STEP);
        Depth::count(Depth::CONVERTING, first)?;
        if calls > first && Depth::deeper(calls - first).is_err() {
            Depth::uncount(first);
            return Err(Raised);
        }
        hint::black_box(&room); // It has its place until here.
        Ok(())
    }

    #[inline(always)]
    fn one_more(counted: u32) -> Depth {
        CALLS.set(CALLS.get() + 1);
        Depth { counted }
    }

    #[cold]
    extern "C" fn count(what: &'static CStr, calls: u32) -> Result<(), Raised> {
        for entered in 0..calls {
            // SAFETY: attached code calls this; left below or by `drop`.
            if unsafe { ffi::Py_EnterRecursiveCall(what.as_ptr()) } != 0 {
                Depth::uncount(entered);
                return Err(Raised);
            }
        }
        Ok(())
    }

    #[cold]
    extern "C" fn uncount(calls: u32) {
        for _ in 0..calls {
            // SAFETY: pairs with `count`.
            unsafe { ffi::Py_LeaveRecursiveCall() }
        }
    }
}

impl Drop for Depth {
    #[inline(always)]
    fn drop(&mut self) {
        CALLS.set(CALLS.get().wrapping_sub(1));
        if self.counted > 0 {
            Depth::uncount(self.counted);
        }
    }
}

/// `callable(*args, **dict(zip(names, values)))`: `args` holds the positional arguments and then one
/// value for each name.
#[cfg(not(all(Py_LIMITED_API, not(Py_3_12))))]
#[inline]
pub(crate) fn call<'py, const N: usize>(
    callable: &Obj<'py>,
    args: [Obj<'py>; N],
    names: Option<&Obj<'py>>,
) -> Result<Obj<'py>, Raised> {
    let named = names.map_or(Ok(0), super::container::tuple_len)?;
    debug_assert!(named <= N);
    let mut cells = Cells { free: ptr::null_mut(), args };
    let _depth = Depth::enter()?;
    // SAFETY: attached; behind the free cell are `N` live references, of which the last `named` belong to the
    // names.
    unsafe {
        let result = ffi::PyObject_Vectorcall(
            callable.as_ptr(),
            cells.first(),
            (N - named) | ffi::PY_VECTORCALL_ARGUMENTS_OFFSET,
            names.map_or(ptr::null_mut(), Obj::as_ptr),
        );
        Obj::from_new(callable.py(), result)
    }
}

/// Arguments as vectorcall wants them. The free cell before them lets a bound method put its `self` there
/// without copying (PY_VECTORCALL_ARGUMENTS_OFFSET); whoever borrows it puts back what was there.
#[cfg(not(all(Py_LIMITED_API, not(Py_3_12))))]
#[repr(C)]
struct Cells<A> {
    free: *mut ffi::PyObject,
    args: A,
}

#[cfg(not(all(Py_LIMITED_API, not(Py_3_12))))]
impl<A> Cells<A> {
    /// The cell behind the free one: an `Obj` is no more than its pointer.
    fn first(&mut self) -> *mut *mut ffi::PyObject {
        let cells = (&raw mut *self).cast::<*mut ffi::PyObject>();
        // SAFETY: one cell further, where the arguments begin (or the struct ends, if there are none).
        unsafe { cells.add(1) }
    }
}

/// As above, with the tuple and the dict that the stable ABI of 3.11 asks for.
#[cfg(all(Py_LIMITED_API, not(Py_3_12)))]
pub(crate) fn call<'py, const N: usize>(
    callable: &Obj<'py>,
    args: [Obj<'py>; N],
    names: Option<&Obj<'py>>,
) -> Result<Obj<'py>, Raised> {
    use super::container;
    if names.is_none() && N <= 4 {
        let at = |index: usize| args.get(index).map_or(ptr::null_mut(), Obj::as_ptr);
        let (f, end) = (callable.as_ptr(), ptr::null_mut::<ffi::PyObject>());
        let _depth = Depth::enter()?;
        // SAFETY: attached; live objects; the first null ends the arguments.
        return unsafe {
            let result = if N == 0 {
                ffi::PyObject_CallNoArgs(f)
            } else {
                ffi::PyObject_CallFunctionObjArgs(f, at(0), at(1), at(2), at(3), end)
            };
            Obj::from_new(callable.py(), result)
        };
    }
    let py = callable.py();
    let named = names.map_or(Ok(0), container::tuple_len)?;
    let mut args = args.into_iter();
    let positional = {
        // SAFETY: attached; every cell is filled below before anyone sees the tuple.
        let tuple = unsafe { Obj::from_new(py, ffi::PyTuple_New((N - named) as isize))? };
        for (index, arg) in args.by_ref().take(N - named).enumerate() {
            // SAFETY: the tuple is ours alone and long enough; the call takes over the reference.
            unsafe { ffi::PyTuple_SetItem(tuple.as_ptr(), index as isize, arg.into_ptr()) };
        }
        tuple
    };
    let keywords = match names {
        None => None,
        Some(names) => {
            let dict = container::new_dict(py)?;
            for (index, value) in args.enumerate() {
                if let Some(name) = container::tuple_get(names, index) {
                    container::dict_set(&dict, &name, &value)?;
                }
            }
            Some(dict)
        }
    };
    call_tuple(callable, &positional, keywords.as_ref())
}

/// `obj.name(*args)`, without making a bound method.
#[cfg(not(all(Py_LIMITED_API, not(Py_3_12))))]
#[inline]
pub(crate) fn call_method<'py, const N: usize>(
    obj: &Obj<'py>,
    name: &Obj<'_>,
    args: [Obj<'py>; N],
) -> Result<Obj<'py>, Raised> {
    #[repr(C)]
    struct WithReceiver<'py, const N: usize>(*mut ffi::PyObject, [Obj<'py>; N]);

    let args = WithReceiver(obj.as_ptr(), args);
    let mut cells = Cells { free: ptr::null_mut(), args };
    let _depth = Depth::enter()?;
    // SAFETY: attached; behind the free cell are the live receiver and `N` live references.
    unsafe {
        let count = (N + 1) | ffi::PY_VECTORCALL_ARGUMENTS_OFFSET;
        let result =
            ffi::PyObject_VectorcallMethod(name.as_ptr(), cells.first(), count, ptr::null_mut());
        Obj::from_new(obj.py(), result)
    }
}

/// `obj.name(*args)`, without making a bound method.
#[cfg(all(Py_LIMITED_API, not(Py_3_12)))]
pub(crate) fn call_method<'py, const N: usize>(
    obj: &Obj<'py>,
    name: &Obj<'_>,
    args: [Obj<'py>; N],
) -> Result<Obj<'py>, Raised> {
    const { assert!(N <= 12) };
    let at = |index: usize| args.get(index).map_or(ptr::null_mut(), Obj::as_ptr);
    let [a, b, c, d, e, f, g, h, i, j, k, l] = std::array::from_fn(at);
    let (object, name, end) = (obj.as_ptr(), name.as_ptr(), ptr::null_mut::<ffi::PyObject>());
    let _depth = Depth::enter()?;
    // SAFETY: attached; live objects; the first null ends the arguments.
    unsafe {
        let result = if N <= 3 {
            ffi::PyObject_CallMethodObjArgs(object, name, a, b, c, end)
        } else {
            pyo3_ffi::PyObject_CallMethodObjArgs(
                object, name, a, b, c, d, e, f, g, h, i, j, k, l, end,
            )
        };
        Obj::from_new(obj.py(), result)
    }
}

/// `callable(*args, **kwargs)` with a tuple and a dict.
pub(crate) fn call_tuple<'py>(
    callable: &Obj<'py>,
    args: &Obj<'py>,
    kwargs: Option<&Obj<'py>>,
) -> Result<Obj<'py>, Raised> {
    let kwargs = kwargs.map_or(ptr::null_mut(), Obj::as_ptr);
    let _depth = Depth::enter()?;
    // SAFETY: attached; `args` is a tuple, `kwargs` null or a dict, both made by the caller as such.
    unsafe {
        Obj::from_new(callable.py(), ffi::PyObject_Call(callable.as_ptr(), args.as_ptr(), kwargs))
    }
}

/// `callable(argument)`, where calls are rare: one piece of code for them all.
#[cold]
pub(crate) extern "C" fn call_rarely<'py>(
    callable: &Obj<'py>,
    argument: Obj<'py>,
) -> Result<Obj<'py>, Raised> {
    call(callable, [argument], None)
}

/// Functions of one object that give a new one.
macro_rules! new_from {
    ($($name:ident = $raw:ident: $doc:literal;)*) => {$(
        #[doc = $doc]
        pub(crate) fn $name<'py>(obj: &Obj<'py>) -> Result<Obj<'py>, Raised> {
            // SAFETY: attached; a live object, of which the call checks the type.
            unsafe { Obj::from_new(obj.py(), ffi::$raw(obj.as_ptr())) }
        }
    )*};
}
pub(super) use new_from;

new_from! {
    str = PyObject_Str: "`str(obj)`.";
    repr = PyObject_Repr: "`repr(obj)`.";
    ascii = PyObject_ASCII: "`ascii(obj)`.";
    dir = PyObject_Dir: "`dir(obj)`.";
}

/// `format(obj, spec)`.
pub(crate) fn format<'py>(obj: &Obj<'py>, spec: &Obj<'_>) -> Result<Obj<'py>, Raised> {
    // SAFETY: attached; the call checks that the specification is a `str`.
    unsafe { Obj::from_new(obj.py(), ffi::PyObject_Format(obj.as_ptr(), spec.as_ptr())) }
}

/// `bool(obj)`.
pub(crate) fn is_true(obj: &Obj<'_>) -> Result<bool, Raised> {
    // SAFETY: attached.
    check(unsafe { ffi::PyObject_IsTrue(obj.as_ptr()) }).map(|truth| truth != 0)
}

/// `len(obj)`.
pub(crate) fn len(obj: &Obj<'_>) -> Result<usize, Raised> {
    // SAFETY: attached.
    usize::try_from(unsafe { ffi::PyObject_Size(obj.as_ptr()) }).map_err(|_| Raised)
}

/// `hash(obj)`.
pub(crate) fn hash(obj: &Obj<'_>) -> Result<isize, Raised> {
    // What CPython does in C for comparisons and `repr`, and before 3.14 not for hashes: objects within each other, so
    // many that the stack ends, raise `RecursionError`.
    // SAFETY: attached; left again below.
    let hash = unsafe {
        if ffi::Py_EnterRecursiveCall(c" while hashing an object".as_ptr()) != 0 {
            return Err(Raised);
        }
        let hash = ffi::PyObject_Hash(obj.as_ptr());
        ffi::Py_LeaveRecursiveCall();
        hash
    };
    if hash == -1 { Err(Raised) } else { Ok(hash) }
}

/// `isinstance(obj, class)`.
pub(crate) fn is_instance(obj: &Obj<'_>, class: &Obj<'_>) -> Result<bool, Raised> {
    // SAFETY: attached.
    let found = unsafe { ffi::PyObject_IsInstance(obj.as_ptr(), class.as_ptr()) };
    check(found).map(|found| found != 0)
}

/// `item in obj`.
pub(crate) fn contains(obj: &Obj<'_>, item: &Obj<'_>) -> Result<bool, Raised> {
    // SAFETY: attached.
    let found = unsafe { ffi::PySequence_Contains(obj.as_ptr(), item.as_ptr()) };
    check(found).map(|found| found != 0)
}

/// `del obj[key]`.
pub(crate) fn del_item(obj: &Obj<'_>, key: &Obj<'_>) -> Result<(), Raised> {
    // SAFETY: attached.
    check(unsafe { ffi::PyObject_DelItem(obj.as_ptr(), key.as_ptr()) }).map(drop)
}

/// `obj[key]`.
pub(crate) fn get_item<'py>(obj: &Obj<'py>, key: &Obj<'_>) -> Result<Obj<'py>, Raised> {
    // SAFETY: attached.
    unsafe { Obj::from_new(obj.py(), ffi::PyObject_GetItem(obj.as_ptr(), key.as_ptr())) }
}

/// `obj[key] = value`.
pub(crate) fn set_item(obj: &Obj<'_>, key: &Obj<'_>, value: &Obj<'_>) -> Result<(), Raised> {
    // SAFETY: attached.
    check(unsafe { ffi::PyObject_SetItem(obj.as_ptr(), key.as_ptr(), value.as_ptr()) }).map(drop)
}

/// The attribute `name`, or `None` where there is none; raises what is no `AttributeError`.
pub(crate) fn find_attr<'py>(obj: &Obj<'py>, name: &CStr) -> Result<Option<Obj<'py>>, Raised> {
    get_attr_opt(obj, &super::text::interned(obj.py(), name)?)
}

/// A tuple and a dict of arguments, as `tp_init` gets them, laid out as vectorcall would pass them.
pub(crate) struct Unpacked<'py> {
    /// The positional arguments, which the tuple keeps alive, then owned references to the values of the keywords.
    /// They are here as long as they are few,
    few: [MaybeUninit<*mut ffi::PyObject>; Unpacked::FEW],
    /// and else in memory of their own; null if there is none.
    many: *mut *mut ffi::PyObject,
    positional: usize,
    /// How many owned references there are.
    owned: usize,
    /// A tuple of the keywords' names, or null.
    names: *mut ffi::PyObject,
    py: Python<'py>,
}

impl Unpacked<'_> {
    const FEW: usize = 8;
}

impl<'py> Unpacked<'py> {
    /// Nothing yet.
    #[inline(always)]
    pub(crate) fn new(py: Python<'py>) -> Self {
        Unpacked {
            few: [const { MaybeUninit::uninit() }; Unpacked::FEW],
            many: ptr::null_mut(),
            positional: 0,
            owned: 0,
            names: ptr::null_mut(),
            py,
        }
    }

    /// Puts the arguments in, once. Raises `TypeError` for a keyword that is no `str`: nobody has checked `kwargs`,
    /// which may be anyone's dict (`_thread.start_new_thread` passes on the one that it is given).
    ///
    /// # Safety
    /// `args` must be a live tuple, for as long as the values are used, and `kwargs` a live dict or null.
    pub(crate) unsafe extern "C" fn fill(
        &mut self,
        args: *mut ffi::PyObject,
        kwargs: *mut ffi::PyObject,
    ) -> Result<(), Raised> {
        // SAFETY: by contract; every pointer is checked, and there is room for all.
        unsafe {
            let positional = ffi::PyTuple_Size(args) as usize;
            let keywords = if kwargs.is_null() { 0 } else { ffi::PyDict_Size(kwargs) as usize };
            if positional + keywords > Unpacked::FEW {
                let size = (positional + keywords) * size_of::<*mut ffi::PyObject>();
                self.many = ffi::PyMem_Malloc(size).cast::<*mut ffi::PyObject>();
                if self.many.is_null() {
                    ffi::PyErr_NoMemory();
                    return Err(Raised);
                }
            }
            let values = self.values().cast_mut();
            for index in 0..positional {
                values.add(index).write(ffi::PyTuple_GetItem(args, index as isize));
            }
            self.positional = positional;
            if keywords == 0 {
                return Ok(());
            }
            critical::section(super::module::borrowed(&kwargs), || {
                self.fill_keywords(kwargs, keywords)
            })
        }
    }

    /// Puts the keywords in, of which there are as many as there is room for.
    ///
    /// # Safety
    /// `kwargs` must be a live dict, which no other thread changes; the positional arguments are in.
    unsafe fn fill_keywords(
        &mut self,
        kwargs: *mut ffi::PyObject,
        keywords: usize,
    ) -> Result<(), Raised> {
        let (values, positional) = (self.values().cast_mut(), self.positional);
        // SAFETY: by contract; after the tuple is made nothing here runs code that could change the dict, and each
        // keyword's value, which may leave the dict later, gets a reference of its own.
        unsafe {
            self.names = ffi::PyTuple_New(keywords as isize);
            if self.names.is_null() {
                return Err(Raised);
            }
            if ffi::PyDict_Size(kwargs) as usize != keywords {
                return Err(keywords_changed(self.py));
            }
            let (mut key, mut value, mut at) = (ptr::null_mut(), ptr::null_mut(), 0);
            while self.owned < keywords
                && ffi::PyDict_Next(kwargs, &mut at, &mut key, &mut value) != 0
            {
                if ffi::PyUnicode_Check(key) == 0 {
                    return Err(no_keyword(self.py));
                }
                ffi::PyTuple_SetItem(self.names, self.owned as isize, ffi::Py_NewRef(key));
                values.add(positional + self.owned).write(ffi::Py_NewRef(value));
                self.owned += 1;
            }
            Ok(())
        }
    }

    /// The values, for as long as this lives, and stays where it is.
    #[inline(always)]
    pub(crate) fn values(&self) -> *const *mut ffi::PyObject {
        if self.many.is_null() { self.few.as_ptr().cast() } else { self.many }
    }

    /// How many of them are positional arguments.
    #[inline(always)]
    pub(crate) fn positional(&self) -> usize {
        self.positional
    }

    /// The names of the others, or null.
    #[inline(always)]
    pub(crate) fn names(&self) -> *mut ffi::PyObject {
        self.names
    }

    #[inline(never)]
    extern "C" fn release(&mut self) {
        // SAFETY: attached; the references and the memory are owned, and nobody has them after this.
        unsafe {
            for index in 0..self.owned {
                ffi::Py_DECREF(*self.values().add(self.positional + index));
            }
            ffi::Py_XDECREF(self.names);
            ffi::PyMem_Free(self.many.cast());
        }
    }
}

#[cold]
extern "C" fn keywords_changed(py: Python<'_>) -> Raised {
    let class = error::exception_type(py, &raw const ffi::PyExc_RuntimeError);
    error::set_text(&class, "the dict of keyword arguments changed size while it was unpacked");
    Raised
}

#[cold]
extern "C" fn no_keyword(py: Python<'_>) -> Raised {
    let class = error::exception_type(py, &raw const ffi::PyExc_TypeError);
    error::set_text(&class, "keywords must be strings");
    Raised
}

impl Drop for Unpacked<'_> {
    #[inline(always)]
    fn drop(&mut self) {
        if !self.names.is_null() || !self.many.is_null() {
            self.release();
        }
    }
}

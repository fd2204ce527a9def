//! Closures as Python callables: what [`closure!`](crate::closure) expands to calls [`new`].
//!
//! The callable is a builtin function, called as exported ones are. What it is called on is an object with the
//! captured values, which is the garbage collector's business: one type for all closures of an interpreter. How
//! values tell the collector what they hold is in `gc.rs`.
#![allow(unsafe_code)]

use std::ffi::{c_char, c_int, c_void};
use std::mem;
use std::ptr::{self, NonNull};

use crate::boundary::{guarded, guarded_unraisable};
use crate::class::cell::{Cell, Shared};
use crate::class::collect::{self, DROP, traverse_object};
use crate::class::lock::Ask;
use crate::error::{Error, Result};
use crate::function::Call;
use crate::gc::Traverse;
use crate::raw::boxed::Boxed;
use crate::raw::heap_type::{self, Slot, TypeSpec, slot};
use crate::raw::interpreter;
use crate::raw::{self, Lent, Obj, PyMethodDef, PyObject, Python, Raised, Visitor, ffi, header};
use crate::spec::FunctionSpec;
use crate::types::{Callable, Handle};

/// Whether a captured value can hold objects, and which: found by autoref. A type that is not [`Traverse`] is
/// taken to hold nothing.
pub struct Captured<'a, T>(pub &'a T);

/// For values that are [`Traverse`].
pub trait Traversed {
    /// Whether values of the type can hold objects.
    fn holds_objects(&self) -> bool;
    /// Passes on the objects that the value holds.
    fn traverse(&self, visitor: &mut Visitor<'_>);
}

impl<T: Traverse> Traversed for Captured<'_, T> {
    fn holds_objects(&self) -> bool {
        T::HOLDS_OBJECTS
    }

    fn traverse(&self, visitor: &mut Visitor<'_>) {
        self.0.traverse(visitor);
    }
}

/// For all others.
pub trait Opaque {
    /// No.
    fn holds_objects(&self) -> bool {
        false
    }

    /// Passes on nothing.
    fn traverse(&self, _: &mut Visitor<'_>) {}
}

impl<T> Opaque for &Captured<'_, T> {}

/// The object that a closure is called on.
#[repr(C)]
struct Receiving {
    head: header::Header,
    /// Null while the object is being made; after that it stays.
    kept: Option<NonNull<Kept>>,
}

/// # Safety
/// The object must be of the type below.
#[inline(always)]
unsafe fn received(object: *mut PyObject) -> *mut Receiving {
    // SAFETY: by contract.
    unsafe { header::layout(object).cast() }
}

/// What a closure keeps, without its Rust types; with them it is a [`Closure`].
#[repr(C)]
struct Kept {
    def: PyMethodDef,
    spec: &'static FunctionSpec,
    functions: Functions,
}

/// What is done with a [`Closure`] whose types are not known.
#[derive(Clone, Copy)]
struct Functions {
    /// Passes on what the captured values hold.
    traverse: unsafe fn(NonNull<Kept>, &mut Visitor<'_>),
    /// Ends the captured values, unless a call is using them.
    clear: unsafe fn(NonNull<Kept>),
    /// Ends everything.
    free: unsafe fn(NonNull<Kept>),
}

#[repr(C)]
struct Closure<C, T, F> {
    kept: Kept,
    captures: Cell<C>,
    traverse: T,
    body: F,
}

/// A callable that runs `body` with the captured values.
///
/// `traverse` passes on the objects that they hold; `holds_objects` says for each whether it can hold any.
pub fn new<'py, const N: usize, C, T, F>(
    py: Python<'py>,
    spec: &'static FunctionSpec,
    captures: C,
    holds_objects: [bool; N],
    traverse: T,
    body: F,
) -> Result<Callable<'py>>
where
    C: Send + Sync + 'static,
    T: Fn(&C, &mut Visitor<'_>) + Send + Sync + 'static,
    F: for<'a, 'p> Fn(&'a C, Call<'a, 'p>) -> Result<Obj<'p>> + Send + Sync + 'static,
{
    let receiving = receiving(py)?;
    let closure = Closure {
        kept: Kept {
            def: PyMethodDef {
                ml_name: spec.name.as_ptr().cast::<c_char>(),
                ml_meth: ffi::PyMethodDefPointer { PyCFunctionFastWithKeywords: call::<C, T, F> },
                ml_flags: ffi::METH_FASTCALL | ffi::METH_KEYWORDS,
                ml_doc: spec.doc.as_ptr(),
            },
            spec,
            functions: Functions {
                traverse: self::traverse::<C, T, F>,
                clear: clear::<C, T, F>,
                free: free::<C, T, F>,
            },
        },
        captures: Cell::new(captures),
        traverse,
        body,
    };
    let Some(closure) = Boxed::new(closure) else {
        raw::error::set_no_memory(py);
        return Err(Error::fetch(py));
    };
    let kept = closure.into_raw().cast::<Kept>();
    let is_tracked = holds_objects.contains(&true);
    // SAFETY: the object is new, of this layout, and known to the collector at most, which does not run now; the
    // box is a `Closure`, which begins with its `Kept`, and is the object's from here on.
    let function = unsafe {
        (*received(receiving.as_ptr())).kept = Some(kept);
        if !is_tracked {
            raw::gc::untrack(receiving.as_ptr());
        }
        raw::module::new_bound_function(&raw const (*kept.as_ptr()).def, &receiving)?
    };
    Callable::from_obj(function)
}

/// An object without its closure yet.
extern "C" fn receiving(py: Python<'_>) -> Result<Obj<'_>> {
    let class = class(py)?;
    // SAFETY: the type below, whose instances' memory begins zeroed.
    Ok(unsafe { heap_type::allocate(py, class.as_ptr().cast())? })
}

/// The type of those objects: one for each interpreter.
fn class(py: Python<'_>) -> Result<Lent<'_, '_>, Raised> {
    static CLASS: raw::kept::Kept = raw::kept::Kept::new();
    CLASS.get(py, || new_class(py))
}

fn new_class(py: Python<'_>) -> Result<Obj<'_>, Raised> {
    let set = |id, function| Slot { slot: id, pfunc: function };
    let mut slots = [
        set(slot::Py_tp_dealloc, dealloc as *mut c_void),
        set(raw::gc::Py_tp_traverse, tp_traverse as *mut c_void),
        set(raw::gc::Py_tp_clear, tp_clear as *mut c_void),
        set(slot::Py_tp_doc, heap_type::text(c"What a closure of native code has captured.")),
        set(0, ptr::null_mut()),
    ];
    let spec = TypeSpec {
        name: c"pydust.closure",
        qualname: None,
        basic_size: header::whole(mem::size_of::<Receiving>()),
        flags: heap_type::FLAGS | heap_type::NO_CONSTRUCTOR | raw::gc::COLLECTED,
        slots: slots.as_mut_ptr(),
        #[cfg(not(Py_LIMITED_API))]
        vectorcall: None,
    };
    heap_type::create(py, &spec, None)
}

/// What CPython calls.
unsafe extern "C" fn call<C, T, F>(
    receiver: *mut PyObject,
    args: *const *mut PyObject,
    nargs: ffi::Py_ssize_t,
    kwnames: *mut PyObject,
) -> *mut PyObject
where
    F: for<'a, 'p> Fn(&'a C, Call<'a, 'p>) -> Result<Obj<'p>>,
{
    // SAFETY: CPython calls this with what the convention promises, on the object that the function owns, whose
    // closure is there as long as it is.
    let (call, closure) = unsafe {
        (Call::new(ptr::null_mut(), args, nargs as usize, kwnames), of::<C, T, F>(kept(receiver)))
    };
    guarded(call.py(), closure.kept.spec, ptr::null_mut(), || {
        let captures = closure.captures(call.py())?;
        (closure.body)(&captures, call)
    })
}

impl<C, T, F> Closure<C, T, F> {
    #[inline(always)]
    fn captures(&self, py: Python<'_>) -> Result<Shared<'_, C>> {
        let spec = self.kept.spec;
        // SAFETY: without an object.
        let ask = unsafe { Ask::new(&spec.site, ptr::null_mut()) };
        match self.captures.read(py, ask) {
            Err(_) if self.captures.is_empty() => Err(cleared(py, spec)),
            captures => captures,
        }
    }
}

#[cold]
extern "C" fn cleared(py: Python<'_>, spec: &'static FunctionSpec) -> Error {
    let mut message = raw::message::Message::new();
    message.push(&[spec.qualname(), "(): what this closure captured is gone: the garbage "]);
    message.push(&["collector released it, since nothing but a cycle referred to the closure"]);
    let class = raw::error::exception_type(py, &raw const ffi::PyExc_RuntimeError);
    raw::message::set(&class, &message);
    Error::fetch(py)
}

/// # Safety
/// `receiver` must be an object made by `new`.
#[inline(always)]
unsafe fn kept(receiver: *mut PyObject) -> NonNull<Kept> {
    // SAFETY: `new` sets it before anyone can call the closure.
    unsafe { (*received(receiver)).kept.unwrap_unchecked() }
}

/// # Safety
/// The closure must be of these types, and outlive `'a`.
#[inline(always)]
unsafe fn of<'a, C, T, F>(kept: NonNull<Kept>) -> &'a Closure<C, T, F> {
    // SAFETY: by contract; it begins with its `Kept`.
    unsafe { kept.cast::<Closure<C, T, F>>().as_ref() }
}

unsafe fn traverse<C, T: Fn(&C, &mut Visitor<'_>), F>(
    kept: NonNull<Kept>,
    visitor: &mut Visitor<'_>,
) {
    // SAFETY: this function is beside a closure of its own types; the collector runs no Python code meanwhile.
    let closure = unsafe { of::<C, T, F>(kept) };
    // SAFETY: as above, and captured values are only taken out by `clear` and `free`, which are not running.
    if let Some(captures) = unsafe { closure.captures.look() } {
        (closure.traverse)(captures, visitor);
    }
}

unsafe fn clear<C, T, F>(kept: NonNull<Kept>) {
    // SAFETY: as above; CPython calls `tp_clear` attached, and holds the object meanwhile.
    unsafe {
        collect::clear(&of::<C, T, F>(kept).captures, &DROP, |captures| {
            drop(captures);
            Ok(())
        });
    }
}

unsafe fn free<C, T, F>(kept: NonNull<Kept>) {
    // SAFETY: as above; the object is ending, so this is the last use of the closure.
    let (py, closure) = unsafe {
        (raw::module::called(), Boxed::from_raw(kept.cast::<Closure<C, T, F>>()).into_inner())
    };
    guarded_unraisable(py, &DROP, || {
        // SAFETY: nobody else has the cell.
        drop(unsafe { closure.captures.take_last() });
        Ok(())
    });
    guarded_unraisable(py, &DROP, || {
        drop((closure.traverse, closure.body));
        Ok(())
    });
}

unsafe extern "C" fn tp_traverse(
    receiver: *mut PyObject,
    visit: raw::gc::visitproc,
    arg: *mut c_void,
) -> c_int {
    // SAFETY: CPython calls this with a live object of this type, whose type is live, while it collects in the
    // object's own interpreter. There is no closure as long as `new` is not done.
    unsafe {
        let kept = (*received(receiver)).kept;
        traverse_object(receiver, visit, arg, interpreter::collecting(), |visitor| {
            if let Some(kept) = kept {
                (kept.as_ref().functions.traverse)(kept, visitor);
            }
        })
    }
}

unsafe extern "C" fn tp_clear(receiver: *mut PyObject) -> c_int {
    // SAFETY: CPython calls this attached, with a live object of this type.
    unsafe {
        if let Some(kept) = (*received(receiver)).kept {
            (kept.as_ref().functions.clear)(kept);
        }
    }
    0
}

unsafe extern "C" fn dealloc(receiver: *mut PyObject) {
    unsafe extern "C" fn end(receiver: *mut PyObject) {
        // SAFETY: called by `dealloc`, at once or later: nobody else has the object.
        unsafe {
            if let Some(kept) = (*received(receiver)).kept.take() {
                let free = kept.as_ref().functions.free;
                free(kept);
            }
            heap_type::free(receiver);
        }
    }
    // SAFETY: CPython calls this attached, for the last reference to an object of this type.
    unsafe {
        raw::gc::untrack(receiver);
        raw::error::aside(raw::module::called(), || raw::trash::dispose(receiver, end));
    }
}

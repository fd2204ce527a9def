//! [`Lazy`]: Rust iterators as Python iterators, in one small type for all of them. The other way, a Python iterable
//! as a Rust iterator, is `convert/iterator.rs`.
#![allow(unsafe_code)]

use std::ffi::{c_int, c_void};
use std::mem::{self, ManuallyDrop};
use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering};

use super::Layout;
use super::lock::Ask;
use crate::boundary::{guarded_status, guarded_unraisable};
use crate::convert::IntoPy;
use crate::error::Result;
use crate::hint::{TypeHint, hint};
use crate::raw::heap_type::{self, Slot, Table, TypeSpec, slot};
use crate::raw::kept::Kept;
use crate::raw::{self, Lent, Obj, PyObject, Python, Raised, header};
use crate::spec::{FunctionSpec, Receiver};

/// A Rust iterator, returned as a Python iterator that asks it for each item.
///
/// Nothing is collected, so the iterator may be endless. It must be `Send` and borrow nothing, since Python may keep
/// it, and use it on another thread. Items convert as results do: a `Result` item raises its error, and as with a
/// generator nothing comes after that. The garbage collector does not see what the iterator holds.
///
/// ```
/// use pydust as py;
///
/// fn squares(n: u64) -> py::Lazy<impl Iterator<Item = u64>> {
///     py::Lazy((0..n).map(|i| i * i))
/// }
///
/// fn parsed(lines: Vec<String>) -> py::Lazy<impl Iterator<Item = py::Result<i64>>> {
///     py::Lazy(lines.into_iter().map(|line| Ok(line.trim().parse::<i64>()?)))
/// }
/// ```
#[derive(Clone, Debug)]
pub struct Lazy<I>(pub I);

impl<'py, I> IntoPy<'py> for Lazy<I>
where
    I: IntoIterator,
    I::IntoIter: Send + 'static,
    I::Item: for<'any> IntoPy<'any>,
{
    const GIVES: TypeHint = hint!("{collections.abc.Iterator}[", I::Item::GIVES, "]");

    /// A new iterator of Python.
    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        new(py, Box::new(Items(ManuallyDrop::new(self.0.into_iter()))))
    }
}

/// An iterator whose items are Python objects. Neither method panics: the boundary is inside of them, since it must be
/// compiled into the crate of the iterator (see `boundary`).
trait Source: Send {
    /// The next item, or `None` at the end.
    fn next<'py>(&mut self, py: Python<'py>) -> Result<Option<Obj<'py>>, Raised>;
}

struct Items<I>(ManuallyDrop<I>);

impl<I> Source for Items<I>
where
    I: Iterator + Send,
    I::Item: for<'any> IntoPy<'any>,
{
    fn next<'py>(&mut self, py: Python<'py>) -> Result<Option<Obj<'py>>, Raised> {
        let mut found = None;
        let status = guarded_status(py, const { &NEXT }, || {
            found = self.0.next().map(|item| item.into_py(py)).transpose()?;
            Ok(())
        });
        if status == 0 { Ok(found) } else { Err(Raised) }
    }
}

impl<I> Drop for Items<I> {
    fn drop(&mut self) {
        // SAFETY: only attached code holds one; the iterator is not used after this.
        unsafe {
            guarded_unraisable(raw::module::called(), const { &NEXT }, || {
                ManuallyDrop::drop(&mut self.0);
                Ok(())
            });
        }
    }
}

/// What an instance holds: the iterator, until it ends. Only ever borrowed for writing.
type Value = Option<Box<dyn Source>>;

const NEXT: FunctionSpec =
    FunctionSpec::new("iterator.__next__", c"__next__", "\0", Receiver::Instance, &[]);

fn new<'py>(py: Python<'py>, source: Box<dyn Source>) -> Result<Obj<'py>> {
    let class = class(py)?;
    // SAFETY: the interpreter keeps the type alive, which has the basic size of this layout; the memory is new and ours
    // alone.
    unsafe {
        let instance = heap_type::allocate_exact(py, class.as_ptr().cast())?;
        Layout::<Value>::cell(instance.as_ptr()).put_first(Some(source));
        Ok(instance)
    }
}

/// The type in this interpreter.
fn class(py: Python<'_>) -> Result<Lent<'_, '_>, Raised> {
    static CLASS: Kept = Kept::new();
    CLASS.get(py, || new_class(py))
}

fn new_class(py: Python<'_>) -> Result<Obj<'_>, Raised> {
    static SLOTS: AtomicPtr<Slot> = AtomicPtr::new(ptr::null_mut());
    let mut slots = SLOTS.load(Ordering::Acquire);
    if slots.is_null() {
        let mut table = Table::new(4)?;
        let mut set = |id: c_int, value: *mut c_void| table.push(Slot { slot: id, pfunc: value });
        set(slot::Py_tp_doc, heap_type::text(c"An iterator of native code."));
        set(slot::Py_tp_iter, raw::ffi::PyObject_SelfIter as *mut c_void);
        set(slot::Py_tp_iternext, next as *mut c_void);
        set(slot::Py_tp_dealloc, dealloc as *mut c_void);
        slots = heap_type::publish(&SLOTS, table.into_ptr());
    }
    let spec = TypeSpec {
        name: c"pydust.iterator",
        qualname: None,
        basic_size: header::whole(mem::size_of::<Layout<Value>>()),
        flags: heap_type::FLAGS | heap_type::NO_CONSTRUCTOR,
        slots,
        #[cfg(not(Py_LIMITED_API))]
        vectorcall: None,
    };
    heap_type::create(py, &spec, None)
}

/// `tp_iternext`: a new reference; or null, with an exception unless the iterator has ended.
unsafe extern "C" fn next(object: *mut PyObject) -> *mut PyObject {
    // SAFETY: CPython calls this attached, with an instance of the type above, which lives for the call.
    let (py, cell) = unsafe { (raw::module::called(), Layout::<Value>::cell(object)) };
    // SAFETY: as above.
    let ask = unsafe { Ask::new(const { &NEXT.site }, object) };
    let mut value = match cell.write(py, ask) {
        Ok(value) => value,
        Err(error) => {
            error.set(py);
            return ptr::null_mut();
        }
    };
    let found = value.as_mut().map(|source| source.next(py));
    if let Some(Ok(Some(item))) = found {
        return item.into_ptr();
    }
    // One that has ended, or has raised, is not asked again. What ends may look at this object.
    let ended = value.take();
    drop(value);
    raw::error::aside(py, || drop(ended));
    ptr::null_mut()
}

/// `tp_dealloc`: ends the Rust iterator, then the memory.
unsafe extern "C" fn dealloc(object: *mut PyObject) {
    unsafe extern "C" fn end(object: *mut PyObject) {
        // SAFETY: called by `dealloc`, at once or later: nobody else has the instance.
        unsafe {
            drop(Layout::<Value>::cell(object).take_last());
            heap_type::free(object);
        }
    }
    // SAFETY: CPython calls this attached, for the last reference to an instance of this layout.
    unsafe {
        let py = raw::module::called();
        raw::error::aside(py, || raw::trash::dispose(object, end));
    }
}

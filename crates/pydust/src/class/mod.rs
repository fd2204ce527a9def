//! Classes: a Rust struct inside a Python object, and the type that CPython sees.
//! Where the value is in an object is in `layout.rs`, its keeping in `cell.rs`, the lock in `lock.rs`, the
//! type's making in `build.rs`, its members in `member.rs`.
#![allow(unsafe_code)]

mod attribute;
mod base;
mod block;
mod build;
pub(crate) mod cell;
pub(crate) mod collect;
mod collection;
mod constant;
mod convert;
mod end;
pub(crate) mod enumeration;
pub mod family;
pub(crate) mod flags;
mod free_list;
pub mod generated;
mod holder;
mod instance;
mod layout;
mod lazy;
pub(crate) mod lock;
mod member;
mod namesake;
mod nested;
pub(crate) mod probe;
pub mod raised;
mod ready;
pub(crate) mod root;
mod sealed;
pub mod slot;
mod words;

use std::ffi::CStr;
use std::ops::{Deref, DerefMut};
use std::ptr::{self, NonNull};
use std::sync::atomic::AtomicPtr;

pub use attribute::{Field, MutableField};
pub use base::{Base, Native, NoBase, misfit};
pub use block::{Block, Instances, Methods, MethodsSpec, Owner, Variants, register};
pub use build::{Construct, Constructor};
pub(crate) use build::{class_object, ensure};
pub use collection::Collection;
pub use constant::ClassAttribute;
pub use convert::{Borrowed, CopiedFrom, instance};
pub use free_list::FreeList;
pub use instance::{Instance, Ref, RefMut};
pub(crate) use layout::{Layout, cell_at};
pub use lazy::Lazy;
pub use member::Member;
pub use nested::{Within, depth};
pub use ready::Ready;
pub use root::Extendable;

use crate::convert::Site;
use crate::error::{Error, Result};
use crate::gc::Traverse;
use crate::hint::{TypeHint, hint};
use crate::raw::kept::Kept;
use crate::raw::{self, Obj, PyObject, Python, heap_type};
use cell::{Cell, Exclusive, Shared};
use lock::{Ask, Lock, Writable};
pub use lock::{Frozen, Locked};

/// A Rust struct that is a Python class.
///
/// # Safety
/// `runtime` must give a static of its own, and the members of `SPEC` must belong to this type. If `Base` is
/// [`Native`], the struct has C's layout, its first field is the base, and there is no `MISFIT`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a class",
    label = "not a class",
    note = "a type of yours: make it a `#[class]` (`#[pydust::class]` outside of a module); any other: take it by value",
    note = "an enum without fields has its methods in `#[pydust::methods(enum)]`"
)]
pub unsafe trait Class: Traverse + Sized + Send + Sync + 'static {
    /// What it inherits from.
    type Base: Base<Self>;
    /// What keeps its values from being changed while they are used.
    type Lock: Lock;
    /// The class's name in Python.
    const NAME: &'static str;
    /// What records call it: its path in Rust.
    const ID: &'static str;
    /// What hints call it.
    const HINT: TypeHint = hint!("{#", TypeHint::Text(Self::ID), "}");
    /// What Python sees of it.
    const SPEC: ClassSpec;

    /// Where this process finds the class's types.
    fn runtime() -> &'static ClassRuntime;

    /// Where the memory of ended instances is kept, if it is.
    const FREE_LIST: Option<fn() -> &'static FreeList> = None;

    /// Where it finds those of this value: the variants of an enum have their own.
    #[inline(always)]
    fn runtime_of(&self) -> &'static ClassRuntime {
        Self::runtime()
    }
}

/// What Python sees of a class.
pub struct ClassSpec {
    /// The name.
    pub name: &'static CStr,
    /// Signature and docstring, ending in NUL.
    pub doc: &'static str,
    /// Methods, attributes and operators.
    pub members: &'static [Member],
    /// Those that are there where none of these, and of no `impl` block elsewhere, takes their place.
    pub defaults: &'static [Member],
    /// How instances are made from Python.
    pub construct: Construct,
    /// The class that it is an attribute of.
    pub within: Within,
    /// Makes the classes of an enum's variants.
    pub variants: Option<Complete>,
    /// Whether nothing can inherit from it.
    pub is_final: bool,
    /// Whether its values can hold Python objects, so that the garbage collector must know the instances.
    pub holds_objects: bool,
    /// Whether an `impl` block elsewhere than beside the struct has a `__del__`.
    pub has_finalizer: bool,
    /// Whether there can be weak references to its instances.
    pub has_weakrefs: bool,
    /// Whether its instances have a `__dict__`.
    pub has_dict: bool,
    /// Which kind of container it is to `match` and to `collections.abc`.
    pub collection: Option<&'static Collection>,
}

/// Makes what belongs to a class, given also the name of its module.
pub type Complete = for<'py> extern "C" fn(&Obj<'py>, &Obj<'py>) -> Result<()>;

impl ClassSpec {
    /// A class without anything: the macros write what differs from it.
    pub const NEW: ClassSpec = ClassSpec {
        name: c"",
        doc: "\0",
        members: &[],
        defaults: &[],
        construct: Construct::NONE,
        within: Within::NONE,
        variants: None,
        is_final: false,
        holds_objects: false,
        has_finalizer: false,
        has_weakrefs: false,
        has_dict: false,
        collection: None,
    };
}

/// What is known of a class in this process: filled when a module with it is first imported.
pub struct ClassRuntime {
    /// Each interpreter's type.
    class: Kept,
    /// The method table that all interpreters' types share: its address says that a type is this class.
    methods: heap_type::Methods,
    /// The table of slots that all of them are made from.
    slots: AtomicPtr<heap_type::Slot>,
    /// The first of the `impl` blocks that are not in the class's spec.
    blocks: AtomicPtr<Block>,
}

impl ClassRuntime {
    /// Nothing known yet.
    #[allow(clippy::new_without_default)] // only for statics
    pub const fn new() -> ClassRuntime {
        ClassRuntime {
            class: Kept::new(),
            methods: heap_type::Methods::new(),
            slots: AtomicPtr::new(ptr::null_mut()),
            blocks: AtomicPtr::new(ptr::null_mut()),
        }
    }
}

/// Whether the object is an instance of the class or of a subclass, in whichever interpreter.
#[inline(always)]
pub(crate) fn is_instance<T: Class>(obj: &Obj<'_>) -> bool {
    let runtime = T::runtime();
    // One interpreter, and exactly this type: under the stable ABI the cheap way. With the full API the table is.
    if cfg!(Py_LIMITED_API) && runtime.class.is_sole(obj.type_ptr().cast()) {
        return true;
    }
    heap_type::has_methods(obj, &runtime.methods)
}

/// The lock and value inside an instance, or `TypeError` for another object.
#[inline(always)]
fn cell_of<'a, T: Class>(obj: &'a Obj<'_>) -> Result<&'a Cell<T, T::Lock>> {
    if !is_instance::<T>(obj) {
        return Err(namesake::no_instance(obj, T::NAME, &T::runtime().class));
    }
    // SAFETY: an instance of the class or of a subclass, live as long as its handle.
    Ok(unsafe { cell_at::<T>(obj.as_ptr()) })
}

/// A new instance with the given value.
#[inline(always)]
pub(crate) fn instantiate<'py, T: Class>(value: T, py: Python<'py>) -> Result<Obj<'py>> {
    let runtime = value.runtime_of();
    let class = match runtime.class.sole(py) {
        // SAFETY: the interpreter keeps its types until it ends.
        Some(class) => return unsafe { fill(py, class.as_non_null(), value) },
        None => build::find_class(py, &runtime.class, T::NAME)?,
    };
    // SAFETY: the handle keeps the type alive.
    unsafe { fill(py, class.as_non_null(), value) }
}

/// # Safety
/// `class` must be the live type of `T` itself.
#[inline(always)]
unsafe fn fill<'py, T: Class>(
    py: Python<'py>,
    class: NonNull<PyObject>,
    value: T,
) -> Result<Obj<'py>> {
    const { Layout::<T, T::Lock>::FITS };
    // SAFETY: by contract; the memory is laid out as the type's basic size says, and wholly initialised by the value with
    // its lock, and the words. Nobody but the collector can know the instance before, and only with its memory zeroed.
    unsafe {
        if let Some(root) = <T::Base as Base<T>>::root() {
            let instance = root.make(raw::module::borrowed(&class.as_ptr()))?;
            return match cell_at::<T>(instance.as_ptr()).put_if_empty(value) {
                None => Ok(instance),
                Some(_) => Err(root::was_seen(py)),
            };
        }
        let kept = T::FREE_LIST.and_then(|list| list().take(py, class));
        let is_known = Layout::<T>::IS_COLLECTED && kept.is_none();
        let class = class.as_ptr().cast();
        let instance = match kept {
            Some(instance) => instance,
            None if Layout::<T>::IS_COLLECTED => heap_type::allocate(py, class)?,
            None => heap_type::allocate_exact(py, class)?,
        };
        if !is_known {
            Layout::<T>::WORDS.init(instance.as_ptr());
        }
        cell_at::<T>(instance.as_ptr()).put_first(value);
        if Layout::<T>::IS_COLLECTED && !is_known {
            raw::gc::track(instance.as_ptr());
        }
        Ok(instance)
    }
}

// An instance borrowed for reading or writing: as a value's guard it keeps the instance alive, and the
// value in place.
macro_rules! borrows {
    ($(#[$doc:meta])* $name:ident, $lock:ident: $bound:path, $take:ident) => {
        $(#[$doc])*
        pub struct $name<'py, T: Class<Lock: $bound>> {
            /// Dropped before the instance, whose memory it points into.
            value: $lock<'static, T, T::Lock>,
            /// `None` for an argument, which its caller keeps alive.
            _instance: Option<Obj<'py>>,
        }

        impl<'py, T: Class<Lock: $bound>> $name<'py, T> {
            /// Borrows the value of an instance, waiting for other threads that are in the way.
            ///
            /// Raises `TypeError` for another object, and `RuntimeError` if this thread itself is in
            /// the way, or the wait takes too long.
            #[inline(always)]
            pub(crate) fn new(obj: &Obj<'py>) -> Result<Self> {
                // SAFETY: the other field keeps the instance alive.
                let lent = unsafe { Self::lent(obj, &Site::RUST)? };
                Ok($name { _instance: Some(obj.clone()), ..lent })
            }

            /// As [`new`](Self::new), without a reference of its own.
            ///
            /// # Safety
            /// The object must outlive what this gives.
            #[inline(always)]
            pub(crate) unsafe fn lent(obj: &Obj<'py>, site: &'static Site) -> Result<Self> {
                // SAFETY: the object outlives the question.
                let ask = unsafe { Ask::new(site, obj.as_ptr()) };
                let value = cell_of::<T>(obj)?.$take(obj.py(), ask)?;
                // SAFETY: the lifetime is that of the instance, which outlives this by contract.
                let value = unsafe { std::mem::transmute::<$lock<'_, T, T::Lock>, $lock<'static, T, T::Lock>>(value) };
                Ok($name { value, _instance: None })
            }
        }

        impl<T: Class<Lock: $bound>> Deref for $name<'_, T> {
            type Target = T;

            #[inline(always)]
            fn deref(&self) -> &T {
                &self.value
            }
        }
    };
}

borrows! {
    /// An instance borrowed for reading.
    Borrow, Shared: Lock, read
}

borrows! {
    /// An instance borrowed for writing.
    BorrowMut, Exclusive: Writable, write
}

impl<T: Class<Lock: Writable>> DerefMut for BorrowMut<'_, T> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

/// What a constructor returns: the value, or a `Result` of it.
#[diagnostic::on_unimplemented(
    message = "a constructor must return `Self` or a `Result<Self, _>`, not `{Self}`",
    label = "not a value of `{T}`"
)]
pub trait Constructed<T> {
    /// The value, or the error to raise.
    fn constructed(self) -> Result<T>;
}

impl<T> Constructed<T> for T {
    #[inline(always)]
    fn constructed(self) -> Result<T> {
        Ok(self)
    }
}

impl<T, E: Into<Error>> Constructed<T> for std::result::Result<T, E> {
    #[inline(always)]
    fn constructed(self) -> Result<T> {
        self.map_err(Into::into)
    }
}

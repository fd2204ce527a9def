//! `impl` blocks of a class outside of its module: each registers itself as the library is loaded, so that the type,
//! which is made later, has the members of all of them, wherever in the crate they are.
#![allow(unsafe_code)]

use std::ffi::{CStr, c_void};
use std::iter;
use std::marker::PhantomData;
use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering};

use super::enumeration::Enumeration;
use super::member::{Kind, Member};
use super::{Class, ClassSpec, Construct};
use crate::error::{Error, Result};
use crate::raw::heap_type::{self, slot};
use crate::raw::message::Message;
use crate::raw::{self, Python, ffi};

/// An `impl` block, as `#[methods]` writes it.
///
/// # Safety
/// The members and the constructor must belong to the owner, and `block` must give a static of its own.
pub unsafe trait Methods {
    /// What it is a block of.
    type Owner: Owner;
    /// What is in the block.
    const SPEC: MethodsSpec;

    /// Its place in the list of the class's blocks.
    fn block() -> &'static Block;
}

/// What `impl` blocks belong to.
pub trait Owner {
    /// What records call it.
    const ID: &'static str;
    /// Whether a block can say how instances are made.
    const HAS_CONSTRUCTOR: bool;

    /// Where the list of its blocks begins.
    fn first_block() -> &'static AtomicPtr<Block>;
}

/// A class, whose methods are called on instances.
pub struct Instances<T>(PhantomData<T>);

impl<T: Class> Owner for Instances<T> {
    const ID: &'static str = T::ID;
    const HAS_CONSTRUCTOR: bool = T::SPEC.variants.is_none();

    fn first_block() -> &'static AtomicPtr<Block> {
        &T::runtime().blocks
    }
}

/// An enumeration, whose methods are called on its members.
pub struct Variants<T>(PhantomData<T>);

impl<T: Enumeration> Owner for Variants<T> {
    const ID: &'static str = T::ID;
    const HAS_CONSTRUCTOR: bool = false;

    fn first_block() -> &'static AtomicPtr<Block> {
        &T::runtime().blocks
    }
}

/// What is in an `impl` block.
pub struct MethodsSpec {
    /// The file and line of the block.
    pub place: &'static str,
    /// Methods, attributes and operators.
    pub members: &'static [Member],
    /// `__init__`, if it is in this block.
    pub construct: Construct,
    /// The signature of that, as the class's docstring begins with it.
    pub signature: &'static str,
}

/// A block in the list of its class.
pub struct Block {
    spec: &'static MethodsSpec,
    next: AtomicPtr<Block>,
}

impl Block {
    /// A block in no list yet.
    pub const fn new<M: Methods>() -> Block {
        assert!(
            M::Owner::HAS_CONSTRUCTOR || !M::SPEC.construct.is_some(),
            "the variants of an enum are its constructors: remove `__new__`"
        );
        Block { spec: const { &M::SPEC }, next: AtomicPtr::new(ptr::null_mut()) }
    }
}

/// What the loader runs for each block: nothing of Rust's or Python's run time is there yet.
pub extern "C" fn register<M: Methods>() {
    let (block, first) = (M::block(), M::Owner::first_block());
    // The loader runs one initialiser after the other, before anybody can look at the list.
    block.next.store(first.load(Ordering::Relaxed), Ordering::Relaxed);
    first.store(ptr::from_ref(block).cast_mut(), Ordering::Release);
}

/// Has the loader run a function, before anything else of the library.
#[doc(hidden)]
#[macro_export]
macro_rules! __run_when_loaded {
    ($function:expr) => {
        // The platform's list of initialisers. No linker leaves out what is there, or an object file that is `used`.
        #[used]
        #[cfg_attr(windows, unsafe(link_section = ".CRT$XCU"))]
        #[cfg_attr(
            target_vendor = "apple",
            unsafe(link_section = "__DATA,__mod_init_func,mod_init_funcs")
        )]
        #[cfg_attr(
            not(any(windows, target_vendor = "apple")),
            unsafe(link_section = ".init_array")
        )]
        static RUN_WHEN_LOADED: extern "C" fn() = $function;
    };
}

/// The blocks of one owner.
#[derive(Clone, Copy)]
pub(super) struct Blocks(Option<&'static Block>);

impl Blocks {
    pub(super) fn of<O: Owner>() -> Blocks {
        // SAFETY: null, or a block that is a static.
        Blocks(unsafe { O::first_block().load(Ordering::Acquire).as_ref() })
    }

    fn specs(self) -> impl Iterator<Item = &'static MethodsSpec> + Clone {
        // SAFETY: as above.
        let next = |block: &&'static Block| unsafe { block.next.load(Ordering::Relaxed).as_ref() };
        iter::successors(self.0, next).map(|block| block.spec)
    }

    pub(super) fn members(self) -> impl Iterator<Item = &'static Member> + Clone {
        self.specs().flat_map(|block| block.members)
    }

    /// Raises `TypeError` if two blocks have a member of one name, or one of those that stand beside the type itself:
    /// each block alone was checked by the compiler.
    pub(super) fn check(
        self,
        py: Python<'_>,
        class_name: &'static CStr,
        members: &'static [Member],
        construct: Construct,
    ) -> Result<()> {
        let itself = MethodsSpec { place: "the class itself", members, construct, signature: "" };
        for (index, block) in self.specs().enumerate() {
            let before = self.specs().take(index).map(|other| -> &MethodsSpec { other });
            for other in iter::once(&itself).chain(before) {
                if block.construct.is_some() && other.construct.is_some() {
                    return Err(twice(py, class_name, Some(c"__init__"), [other, block]));
                }
                if let Some(member) = common(block.members, other.members) {
                    return Err(twice(py, class_name, member.name(), [other, block]));
                }
            }
        }
        Ok(())
    }
}

/// All that the macros wrote of a class.
#[derive(Clone, Copy)]
pub(super) struct Whole {
    class: &'static ClassSpec,
    blocks: Blocks,
}

impl Whole {
    pub(super) fn of<T: Class>() -> Whole {
        Whole { class: const { &T::SPEC }, blocks: Blocks::of::<Instances<T>>() }
    }

    /// The signature, if there is a constructor, and the docstring, as C reads them in one.
    pub(super) fn doc(self) -> Result<*mut c_void> {
        let (_, signature) = self.construct();
        Ok(heap_type::joined([signature.unwrap_or_default(), self.class.doc])?)
    }

    /// All members that were written.
    fn written(self) -> impl Iterator<Item = &'static Member> + Clone {
        self.class.members.iter().chain(self.blocks.members())
    }

    /// All members.
    pub(super) fn members(self) -> impl Iterator<Item = &'static Member> + Clone {
        let is_free = move |member: &&Member| !self.written().any(|other| other.replaces(member));
        self.written().chain(self.class.defaults.iter().filter(is_free))
    }

    /// How instances are made, with the beginning of the docstring if that is not with the class.
    pub(super) fn construct(self) -> (Construct, Option<&'static str>) {
        let block = self.blocks.specs().find(|block| block.construct.is_some());
        match block {
            Some(block) if !self.class.construct.is_some() => {
                (block.construct, Some(block.signature))
            }
            _ => (self.class.construct, None),
        }
    }

    /// Raises `TypeError` if two blocks have a member of one name.
    pub(super) fn check(self, py: Python<'_>) -> Result<()> {
        let ClassSpec { name, members, construct, .. } = *self.class;
        self.blocks.check(py, name, members, construct)
    }
}

/// A member of the first that is in the second too.
fn common<'a>(members: &'a [Member], others: &[Member]) -> Option<&'a Member> {
    members.iter().find_map(|member| match &member.0 {
        Kind::Several(members) => common(members, others),
        _ => Some(member).filter(|member| others.iter().any(|other| other.has(member))),
    })
}

#[cold]
fn twice(
    py: Python<'_>,
    class_name: &'static CStr,
    name: Option<&CStr>,
    [first, second]: [&MethodsSpec; 2],
) -> Error {
    // By objects: std's own way from C's text could panic, for all that the compiler knows.
    let [class_name, name] =
        [Some(class_name), name].map(|name| raw::text::interned(py, name?).ok());
    let class_name = class_name.as_ref().and_then(|name| raw::text::peek(name)).unwrap_or("?");
    let mut message = Message::new();
    match &name {
        Some(name) => {
            message.push(&[class_name, ".", raw::text::peek(name).unwrap_or("?")]);
            message.push(&[" is there twice: in ", first.place, " and in ", second.place]);
        }
        None => {
            message.push(&["special methods of ", class_name, " that belong together, such "]);
            message.push(&["as __add__ and __radd__, must be in one impl block, not in "]);
            message.push(&[first.place, " and in ", second.place]);
        }
    }
    let error = raw::error::exception_type(py, &raw const ffi::PyExc_TypeError);
    raw::message::set(&error, &message);
    Error::fetch(py)
}

impl Member {
    /// The name in Python; a slot has none.
    fn name(&self) -> Option<&'static CStr> {
        let name = match &self.0 {
            Kind::Method(method) | Kind::Both(method, ..) => method.ml_name,
            Kind::Attribute(attribute) => attribute.name,
            Kind::Constant(constant) => constant.name().as_ptr(),
            Kind::Slot(..) | Kind::Comparison(..) | Kind::Several(_) => return None,
        };
        // SAFETY: the names are those of specs.
        Some(unsafe { CStr::from_ptr(name) })
    }

    /// Whether it stands in the place of a default. Who compares also hashes.
    fn replaces(&self, default: &Member) -> bool {
        match (&self.0, &default.0) {
            (Kind::Several(members), _) => members.iter().any(|member| member.replaces(default)),
            (Kind::Comparison(..), Kind::Slot(slot, _)) if *slot == slot::Py_tp_hash => true,
            _ => self.has(default),
        }
    }

    /// Whether it is the other, or they can't both be there.
    fn has(&self, other: &Member) -> bool {
        match (&self.0, &other.0) {
            (Kind::Several(members), _) => members.iter().any(|member| member.has(other)),
            (Kind::Slot(slot, _), Kind::Slot(other, _)) => slot == other,
            (Kind::Comparison(..), Kind::Comparison(..)) => true,
            _ => self.name().is_some() && self.name() == other.name(),
        }
    }
}

//! What a class inherits from, and what follows for where its value lies. How a type is made of both is in `build.rs`.
#![allow(unsafe_code)]

use std::marker::PhantomData;

use super::layout::Layout;
use super::lock::Lock;
use super::root::{self, Root};
use super::words::Needs;
use super::{Class, Instance, build};
use crate::error::{Error, Result};
use crate::raw::message::Message;
use crate::raw::{self, Obj, ffi, header, heap_type};
use crate::types::Handle;

/// What the class `T` may inherit from.
///
/// # Safety
/// An instance of `T` must be an instance of the base too: what is at the base's place must be what the base's own
/// functions expect there.
pub unsafe trait Base<T: Class> {
    /// An instance of `T`, seen as one of the base.
    type Handle<'py>: Handle<'py>;
    /// Why `T` can't inherit from the base, if it can't: an error of the compiler, where the base is written.
    const MISFIT: Option<&'static str>;
    /// The base's type in this interpreter; none stands for `object`. It is given the name of the module that `T`
    /// is made for.
    const CLASS: Option<BaseClass>;
    /// What instances need for the base's sake.
    const NEEDS: Needs;
    /// How many bytes the layout of `T` takes without its words: always more than one of the base does, since CPython
    /// lets the `__class__` of Python's subclasses be changed between types of the same size. (With a root it is known
    /// at run time: see `root::size`.)
    const SIZE: usize;
    /// Whether there is a root: below all classes of Rust is another type than `object`.
    const IS_ROOTED: bool = false;

    /// Whether the class that Python sees is made as a class statement makes it, above the type with the value.
    const IS_MADE: bool = false;

    /// That type.
    #[inline(always)]
    fn root() -> Option<&'static Root> {
        None
    }

    /// How many bytes an instance of the base takes, if there is a root.
    fn base_size() -> usize {
        0
    }
}

/// Finds or makes the type of a base.
pub type BaseClass = for<'py> extern "C" fn(&Obj<'py>) -> Result<Obj<'py>>;

/// Nothing but `object`.
pub enum NoBase {}

// SAFETY: `object` has no functions that look beyond the header.
unsafe impl<T: Class> Base<T> for NoBase {
    type Handle<'py> = Obj<'py>;
    const MISFIT: Option<&'static str> = None;
    const CLASS: Option<BaseClass> = None;
    const NEEDS: Needs = Needs::NOTHING;
    const SIZE: usize = larger(size_of::<Layout<T, T::Lock>>(), size_of::<header::Header>());
}

/// The class of Rust's that is the first field.
pub struct Native<B>(PhantomData<B>);

// SAFETY: the macro makes the base the first field of a struct with C's layout; where both values
// begin at the same place, behind the same lock.
unsafe impl<T: Class, B: Class> Base<T> for Native<B> {
    type Handle<'py> = Instance<'py, B>;
    const MISFIT: Option<&'static str> = if B::SPEC.is_final {
        Some("the base is `final`: no class can inherit from it")
    } else if B::SPEC.variants.is_some() {
        Some("the base is an enum: only its variants inherit from it")
    } else if <T::Lock as Lock>::FROZEN != <B::Lock as Lock>::FROZEN {
        Some("a class that inherits from a `frozen` one is `frozen` too, and only then")
    } else if Layout::<T, T::Lock>::VALUE != Layout::<B, B::Lock>::VALUE {
        Some(
            "the class is aligned to more bytes than its base: their values would begin at different places",
        )
    } else if <B::Base as Base<B>>::IS_ROOTED {
        root::misfit::<T>()
    } else {
        None
    };
    const CLASS: Option<BaseClass> = Some(build::ensure::<B>);
    const NEEDS: Needs = Layout::<B>::NEEDS;
    const SIZE: usize = larger(size_of::<Layout<T, T::Lock>>(), Layout::<B>::WORDS.end);
    const IS_ROOTED: bool = <B::Base as Base<B>>::IS_ROOTED;
    const IS_MADE: bool = <B::Base as Base<B>>::IS_MADE;

    #[inline(always)]
    fn root() -> Option<&'static Root> {
        <B::Base as Base<B>>::root()
    }

    fn base_size() -> usize {
        root::size::<B>()
    }
}

/// `size`, or the next one above that of the base.
pub(super) const fn larger(size: usize, base: usize) -> usize {
    if size > base { size } else { base + size_of::<*const ()>() }
}

/// Why a class can't inherit from its base, if it can't.
pub const fn misfit<T: Class>() -> Option<&'static str> {
    <T::Base as Base<T>>::MISFIT
}

/// Raises `TypeError` for an instance whose value is not a `T`, but one of a class that inherits from it: only that
/// class's own functions may put such a value in.
#[inline(always)]
pub(super) fn check_own<T: Class>(instance: &Obj<'_>, function: &'static str) -> Result<()> {
    let (class, runtime) = (instance.type_ptr(), T::runtime());
    // SAFETY: a live object's type is live.
    let is_nearest = || unsafe { heap_type::is_nearest(class, &runtime.methods) };
    if runtime.class.is_sole(class.cast()) || is_nearest() {
        return Ok(());
    }
    Err(not_own(&instance.type_obj(), function))
}

/// As [`check_own`], for the class of instances that are still to be made.
pub(super) fn check_own_class<T: Class>(class: &Obj<'_>, function: &'static str) -> Result<()> {
    // SAFETY: a live class, as class methods are called on.
    if unsafe { heap_type::is_nearest(class.as_ptr().cast(), &T::runtime().methods) } {
        return Ok(());
    }
    Err(not_own(class, function))
}

#[cold]
extern "C" fn not_own(class: &Obj<'_>, function: &'static str) -> Error {
    let py = class.py();
    let name = raw::type_object::name(class);
    let name = name.as_ref().ok().and_then(|name| raw::text::peek(name)).unwrap_or("object");
    let mut message = Message::new();
    message.push(&[
        function,
        "() can't make the value of a '",
        name,
        "' object, which is a native ",
    ]);
    message.push(&["subclass with more in it: its own class must have this method"]);
    let class = raw::error::exception_type(py, &raw const ffi::PyExc_TypeError);
    raw::message::set(&class, &message);
    Error::fetch(py)
}

//! Which Python objects a Rust value holds, so that the garbage collector finds cycles through it.
//! Classes, module state and closures use it; the collector's side is in `raw/gc.rs`.
#![allow(unsafe_code)]

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::ffi::{CString, OsString};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, RwLock};
use std::time::{Duration, Instant, SystemTime};

use crate::object::Py;
use crate::raw::Visitor;
use crate::sync;

/// A value that can tell the garbage collector which Python objects it holds.
///
/// Implemented for [`Py`], for the containers of the standard library around what implements it, and, as holding
/// nothing, for plain data. What is behind a lock or shared (`Mutex`, `RwLock`, `OnceLock`, `Arc`) is not looked at:
/// a thread that is not attached could change it in the middle of a collection. A cycle through such a value is
/// never collected.
///
/// The fields of classes and of module state, and what closures capture, are asked if they are `Traverse`. Structs and
/// enums of one's own get it by `#[derive(py::Traverse)]`:
///
/// ```
/// use pydust as py;
///
/// #[derive(py::Traverse)]
/// struct Handlers {
///     names: Vec<String>,
///     functions: Vec<py::PyCallable>,
/// }
/// ```
///
/// # Safety
/// `traverse` must pass on every reference that the value owns at most once, and nothing else. It must not run
/// Python code, attach, take locks, or look at what can change through a shared reference. Leaving
/// references out is sound: their cycles leak.
///
/// ```
/// use pydust as py;
///
/// struct Handlers { names: Vec<String>, functions: Vec<py::PyCallable> }
///
/// // SAFETY: each function is owned here and passed on once.
/// unsafe impl py::Traverse for Handlers {
///     fn traverse(&self, visitor: &mut py::Visitor) {
///         self.functions.traverse(visitor);
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't tell the garbage collector what it holds",
    label = "not `Traverse`",
    note = "a type of yours: give it `#[derive(pydust::Traverse)]`; a field that holds no objects: `#[traverse(skip)]`"
)]
pub unsafe trait Traverse {
    /// Whether values of this type can hold objects at all. If not, the collector is not told of them.
    const HOLDS_OBJECTS: bool = true;

    /// Passes on the objects that the value holds.
    fn traverse(&self, visitor: &mut Visitor<'_>);
}

// SAFETY: the one reference that it owns.
unsafe impl<H> Traverse for Py<H> {
    fn traverse(&self, visitor: &mut Visitor<'_>) {
        let (object, home) = self.reference();
        visitor.visit(object, home);
    }
}

macro_rules! hold_nothing {
    ($([$($generic:ident)?] $ty:ty,)*) => {$(
        // SAFETY: passes on nothing.
        unsafe impl<$($generic)?> Traverse for $ty {
            const HOLDS_OBJECTS: bool = false;

            fn traverse(&self, _: &mut Visitor<'_>) {}
        }
    )*};
}

hold_nothing! {
    [] bool, [] char, [] f32, [] f64,
    [] i8, [] i16, [] i32, [] i64, [] i128, [] isize,
    [] u8, [] u16, [] u32, [] u64, [] u128, [] usize,
    [] str, [] String, [] CString, [] OsString, [] PathBuf,
    [] Duration, [] Instant, [] SystemTime,
    // Not looked at: see the trait.
    [T] Arc<T>, [T] Mutex<T>, [T] RwLock<T>, [T] OnceLock<T>, [T] sync::Mutex<T>,
}

// Each element is owned by the container, and passed on once.
macro_rules! hold_elements {
    ($(<$($element:ident),+ $(; $other:ident)?> $ty:ty: $pattern:pat => $($part:ident)+;)*) => {$(
        // SAFETY: see above.
        unsafe impl<$($element: Traverse,)+ $($other)?> Traverse for $ty {
            const HOLDS_OBJECTS: bool = $($element::HOLDS_OBJECTS)||+;

            fn traverse(&self, visitor: &mut Visitor<'_>) {
                if Self::HOLDS_OBJECTS {
                    for $pattern in self.iter() {
                        $($part.traverse(visitor);)+
                    }
                }
            }
        }
    )*};
}

hold_elements! {
    <T> Option<T>: item => item;
    <T> [T]: item => item;
    <T> Vec<T>: item => item;
    <T> VecDeque<T>: item => item;
    <T> BTreeSet<T>: item => item;
    <T; S> HashSet<T, S>: item => item;
    <K, V> BTreeMap<K, V>: (key, value) => key value;
    <K, V; S> HashMap<K, V, S>: (key, value) => key value;
}

// SAFETY: the value is owned, and passed on once. It is put in by attached threads alone, of which none gets on
// during a collection; taken out or changed it is by whoever has the cell alone, which is then being written.
unsafe impl<T: Traverse> Traverse for sync::OnceLock<T> {
    const HOLDS_OBJECTS: bool = T::HOLDS_OBJECTS;

    fn traverse(&self, visitor: &mut Visitor<'_>) {
        if let Some(value) = self.get() {
            value.traverse(visitor);
        }
    }
}

// SAFETY: as above.
unsafe impl<T: Traverse, const N: usize> Traverse for [T; N] {
    const HOLDS_OBJECTS: bool = T::HOLDS_OBJECTS;

    fn traverse(&self, visitor: &mut Visitor<'_>) {
        self.as_slice().traverse(visitor);
    }
}

// SAFETY: the box owns its value alone.
unsafe impl<T: Traverse + ?Sized> Traverse for Box<T> {
    const HOLDS_OBJECTS: bool = T::HOLDS_OBJECTS;

    fn traverse(&self, visitor: &mut Visitor<'_>) {
        (**self).traverse(visitor);
    }
}

macro_rules! hold_fields {
    ($(($($field:ident)*))*) => {$(
        // SAFETY: each field is passed on once.
        unsafe impl<$($field: Traverse),*> Traverse for ($($field,)*) {
            const HOLDS_OBJECTS: bool = false $(|| $field::HOLDS_OBJECTS)*;

            #[allow(non_snake_case)]
            fn traverse(&self, _visitor: &mut Visitor<'_>) {
                let ($($field,)*) = self;
                $($field.traverse(_visitor);)*
            }
        }
    )*};
}

hold_fields! {
    ()
    (A)
    (A B)
    (A B C)
    (A B C D)
    (A B C D E)
    (A B C D E F)
    (A B C D E F G)
    (A B C D E F G H)
    (A B C D E F G H I)
    (A B C D E F G H I J)
    (A B C D E F G H I J K)
    (A B C D E F G H I J K L)
}

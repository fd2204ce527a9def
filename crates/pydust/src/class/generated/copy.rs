//! `__copy__`, `__deepcopy__` and `__replace__`: new instances with the whole value of another, private fields and
//! all, and with what Python code has added to it.
#![allow(unsafe_code)]

use super::{Shown, state};
use crate::class::base::check_own;
use crate::class::lock::{Ask, Writable};
use crate::class::{Class, cell_at, class_object, instantiate};
use crate::error::{Error, Result};
use crate::exceptions::{ExceptionType, TypeError};
use crate::function::{Call, argument};
use crate::raw::imported::Imported;
use crate::raw::message::Message;
use crate::raw::{self, Obj, Python, heap_type};
use crate::spec::FunctionSpec;
use crate::suggest;
use crate::types::Str;

/// A class whose values can be copied. The macros implement it, field by field.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be copied",
    label = "a base without `#[class(copy)]`",
    note = "a class whose options copy its fields copies those of its base too: give the base the same option"
)]
pub trait Copied: Shown {
    /// A copy that holds the same objects: by the struct's own `Clone` if there is one.
    fn copied(&self, py: Python<'_>) -> Result<Self>;

    /// Puts a deep copy in the place of each field that holds objects.
    fn deepen(&mut self, memo: &Obj<'_>) -> Result<()>;

    /// Converts a new value for the public field at that index.
    fn replace(&mut self, index: usize, value: &Obj<'_>) -> Result<()>;
}

/// `__copy__`.
#[inline(always)]
pub fn copy<'py, T: Copied>(call: Call<'_, 'py>, spec: &'static FunctionSpec) -> Result<Obj<'py>> {
    let [] = call.bind(spec)?;
    let value = call.receiver::<T>(spec)?.copied(call.py())?;
    let copy = alike(call.this(), value, spec.qualname())?;
    carry(call.this(), &copy)?;
    Ok(copy)
}

/// `__deepcopy__`: no lock is held while Python code copies objects.
#[inline(always)]
pub fn deepcopy<'py, T: Copied + Class<Lock: Writable>>(
    call: Call<'_, 'py>,
    spec: &'static FunctionSpec,
) -> Result<Obj<'py>> {
    let py = call.py();
    let [memo] = call.bind(spec)?;
    let mut guard = ();
    let memo: &Obj<'py> = argument(memo, spec, 0, &mut guard)?;
    let mut value = call.receiver::<T>(spec)?.copied(py)?;
    // Objects that refer to this one find its copy in the memo, before that is finished.
    let copy = alike(call.this(), call.receiver::<T>(spec)?.copied(py)?, spec.qualname())?;
    memo.set_item(call.this().as_ptr() as usize, &copy)?;
    value.deepen(memo)?;
    // SAFETY: `alike` makes instances of the class, and the handle keeps it alive.
    let (cell, ask) = unsafe { (cell_at::<T>(copy.as_ptr()), Ask::new(&spec.site, copy.as_ptr())) };
    cell.put(value, py, ask)?;
    carry_deep(call.this(), &copy, memo)?;
    Ok(copy)
}

/// `__deepcopy__` of a class whose values never change: nobody sees the copy before it is finished.
#[inline(always)]
pub fn deepcopy_frozen<'py, T: Copied>(
    call: Call<'_, 'py>,
    spec: &'static FunctionSpec,
) -> Result<Obj<'py>> {
    let [memo] = call.bind(spec)?;
    let mut guard = ();
    let memo: &Obj<'py> = argument(memo, spec, 0, &mut guard)?;
    let mut value = call.receiver::<T>(spec)?.copied(call.py())?;
    value.deepen(memo)?;
    // What this refers to may refer to this, and has made the copy then.
    let id = call.this().as_ptr() as usize;
    let found = memo.call_method("get", (id,))?;
    if !found.is_none() {
        return Ok(found);
    }
    let copy = alike(call.this(), value, spec.qualname())?;
    memo.set_item(id, &copy)?;
    carry_deep(call.this(), &copy, memo)?;
    Ok(copy)
}

/// `__replace__`, which `copy.replace` calls: the changes are converted as assignments are.
#[inline(always)]
pub fn replace<'py, T: Copied>(
    call: Call<'_, 'py>,
    spec: &'static FunctionSpec,
) -> Result<Obj<'py>> {
    let [] = call.bind(spec)?;
    let mut value = call.receiver::<T>(spec)?.copied(call.py())?;
    for (name, new) in call.kwargs(spec).iter() {
        let index = field(&name, spec, T::NAMES)?;
        value.replace(index, new).map_err(|error| of_field(error, new, spec, T::NAMES, index))?;
    }
    let copy = alike(call.this(), value, spec.qualname())?;
    carry(call.this(), &copy)?;
    Ok(copy)
}

/// A new instance with the value, of the class of another instance. `__init__` does not run.
#[inline(always)]
fn alike<'py, T: Class>(instance: &Obj<'py>, value: T, function: &'static str) -> Result<Obj<'py>> {
    let py = instance.py();
    check_own::<T>(instance, function)?;
    let class = instance.type_obj();
    if class.is(&class_object::<T>(py)?) {
        return instantiate(value, py);
    }
    // SAFETY: a live class that inherits its layout from that of `T`, as was checked; the memory is new, and without a
    // value.
    unsafe {
        let copy = heap_type::allocate(py, class.as_ptr().cast())?;
        cell_at::<T>(copy.as_ptr()).put_first(value);
        Ok(copy)
    }
}

/// Gives a copy what Python code has added to the original.
extern "C" fn carry<'py>(from: &Obj<'py>, to: &Obj<'py>) -> Result<()> {
    let added = state::of(from)?;
    if added.is_none() { Ok(()) } else { state::restore(to, &added) }
}

/// As [`carry`], with copies of all objects.
extern "C" fn carry_deep<'py>(from: &Obj<'py>, to: &Obj<'py>, memo: &Obj<'py>) -> Result<()> {
    let added = state::of(from)?;
    if added.is_none() { Ok(()) } else { state::restore(to, &deep_copy(&added, memo)?) }
}

/// `copy.deepcopy(obj, memo)`.
extern "C" fn deep_copy<'py>(obj: &Obj<'py>, memo: &Obj<'py>) -> Result<Obj<'py>> {
    static DEEP_COPY: Imported = Imported::new("copy", "deepcopy");
    let function = DEEP_COPY.get(obj.py())?;
    Ok(raw::call::call(&function, [obj.clone(), memo.clone()], None)?)
}

/// The index of the field that a keyword argument names.
#[cold]
extern "C" fn field(
    name: &Str<'_>,
    spec: &'static FunctionSpec,
    names: &'static [&'static str],
) -> Result<usize> {
    let text = name.as_str()?;
    if let Some(index) = names.iter().position(|known| *known == text) {
        return Ok(index);
    }
    let mut message = Message::new();
    message.push(&[spec.qualname(), "() got an unexpected keyword argument '", text, "'"]);
    if let Some(meant) = suggest::closest(text, names.iter().copied()) {
        message.push(&[". Did you mean '", meant, "'?"]);
    }
    raw::message::set(&TypeError::KIND.class(name.py()), &message);
    Err(Error::fetch(name.py()))
}

#[cold]
extern "C" fn of_field(
    error: Error,
    value: &Obj<'_>,
    spec: &'static FunctionSpec,
    names: &'static [&'static str],
    index: usize,
) -> Error {
    error.for_argument(value.py(), spec.qualname(), names.get(index).copied().unwrap_or("?"))
}

/// What can be done with a field, by what its type can. The compiler takes the first of these whose bounds hold: the
/// type's own method, that of a trait for the type, that of a trait for a reference to it.
pub mod copying {
    use std::marker::PhantomData;

    use super::deep_copy;
    use crate::convert::{FromPyOwned, IntoPy};
    use crate::error::{Result, mismatch};
    use crate::exceptions::{ExceptionType, TypeError};
    use crate::gc::Traverse;
    use crate::raw::{Obj, Python};

    /// A value of a class.
    pub struct Whole<'a, T>(pub &'a T);

    impl<T: Clone> Whole<'_, T> {
        /// Its clone.
        #[inline(always)]
        pub fn copied(self, _: impl FnOnce() -> Result<T>) -> Result<T> {
            Ok(self.0.clone())
        }
    }

    /// For values that are not `Clone`.
    pub trait ByFields<T> {
        /// What a copy of each field makes.
        fn copied(self, by_fields: impl FnOnce() -> Result<T>) -> Result<T>;
    }

    impl<T> ByFields<T> for &Whole<'_, T> {
        #[inline(always)]
        fn copied(self, by_fields: impl FnOnce() -> Result<T>) -> Result<T> {
            by_fields()
        }
    }

    /// A field of type `T` of the class `C`.
    pub struct Part<'a, C, T>(&'a T, PhantomData<C>);

    /// A field.
    #[inline(always)]
    pub fn part<C, T>(field: &T) -> Part<'_, C, T> {
        Part(field, PhantomData)
    }

    impl<C, T: Clone> Part<'_, C, T> {
        /// A copy.
        #[inline(always)]
        pub fn copy(self, _: Python<'_>) -> Result<T> {
            Ok(self.0.clone())
        }
    }

    /// For fields that hold objects, which are not `Clone`: the copy is what Python would give.
    pub trait ByConversion<'py, T> {
        /// A copy.
        fn copy(self, py: Python<'py>) -> Result<T>;
    }

    impl<'a, 'py, C, T> ByConversion<'py, T> for Part<'a, C, T>
    where
        T: FromPyOwned<'py>,
        &'a T: IntoPy<'py>,
    {
        #[inline(always)]
        fn copy(self, py: Python<'py>) -> Result<T> {
            T::from_py_owned(&self.0.into_py(py)?)
        }
    }

    /// For all other fields: the class must be `Clone` itself.
    pub trait ByClass<T> {
        /// The class type.
        type Class;

        /// Not called: the class is cloned as a whole.
        fn copy(self, py: Python<'_>) -> Result<T>
        where
            Self::Class: Copyable;
    }

    impl<C, T> ByClass<T> for &Part<'_, C, T> {
        type Class = C;

        fn copy(self, py: Python<'_>) -> Result<T>
        where
            C: Copyable,
        {
            Err(mismatch::sentence(py, "a field that can't be copied", TypeError::KIND))
        }
    }

    /// A class that can be copied although not all of its fields can.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` can't be copied: a field is neither `Clone` nor converts to Python and back",
        label = "the type of this field",
        note = "give the field's type `#[derive(Clone)]`, or the class an `impl Clone` that knows what to do"
    )]
    pub trait Copyable {}

    #[diagnostic::do_not_recommend] // its own message says more
    impl<T: Clone> Copyable for T {}

    impl<'a, C, T> Part<'a, C, T>
    where
        T: Traverse + for<'py> FromPyOwned<'py>,
        for<'py> &'a T: IntoPy<'py>,
    {
        /// A deep copy of the objects in it, or `None` if it holds none.
        #[inline(always)]
        pub fn deep(self, memo: &Obj<'_>) -> Result<Option<T>> {
            if !T::HOLDS_OBJECTS {
                return Ok(None);
            }
            let copy = deep_copy(&self.0.into_py(memo.py())?, memo)?;
            T::from_py_owned(&copy).map(Some)
        }
    }

    /// For fields that don't convert.
    pub trait Shallow<T> {
        /// `None`: what the copy has is deep enough.
        fn deep(self, memo: &Obj<'_>) -> Result<Option<T>>;
    }

    impl<C, T: Traverse> Shallow<T> for Part<'_, C, T> {
        #[inline(always)]
        fn deep(self, _: &Obj<'_>) -> Result<Option<T>> {
            const {
                assert!(
                    !T::HOLDS_OBJECTS,
                    "a field holds Python objects and can't be copied deeply: derive `FromPy` and `IntoPy` for its \
                     type, or write `__copy__` and `__deepcopy__` in the place of `#[class(copy)]`"
                );
            }
            Ok(None)
        }
    }

    /// For fields of which nothing is known to hold objects.
    pub trait Opaque<T> {
        /// `None`, as above.
        fn deep(self, memo: &Obj<'_>) -> Result<Option<T>>;
    }

    impl<C, T> Opaque<T> for &Part<'_, C, T> {
        #[inline(always)]
        fn deep(self, _: &Obj<'_>) -> Result<Option<T>> {
            Ok(None)
        }
    }

    impl<C, T: for<'py> FromPyOwned<'py>> Part<'_, C, T> {
        /// A new value for the field.
        #[inline(always)]
        pub fn read(self, value: &Obj<'_>) -> Result<T> {
            T::from_py_owned(value)
        }
    }

    /// For fields that Python can read, and not write.
    pub trait Unreadable<T> {
        /// Raises `TypeError`.
        fn read(self, value: &Obj<'_>) -> Result<T>;
    }

    impl<C, T> Unreadable<T> for Part<'_, C, T> {
        #[cold]
        fn read(self, value: &Obj<'_>) -> Result<T> {
            let text = "this field can't be replaced: its type does not convert from Python";
            Err(mismatch::sentence(value.py(), text, TypeError::KIND))
        }
    }
}

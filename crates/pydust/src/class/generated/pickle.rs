//! Pickling: the whole value as a tuple of its fields, beside what Python code has added, under a version.
//!
//! `__reduce__` names the class's own `__reconstruct__`, which makes an instance without a value; `__setstate__` puts the
//! value in, once pickle knows the object: so objects may contain themselves. An instance whose pickle was cut short has
//! no value, and says so when it is used.
#![allow(unsafe_code)]

use super::state;
use crate::class::base::{check_own, check_own_class};
use crate::class::lock::{Ask, Writable};
use crate::class::{Class, cell_at};
use crate::convert::FromPyOwned;
use crate::error::{Error, Result, mismatch};
use crate::exceptions::{ExceptionType, ValueError};
use crate::function::{Call, argument};
use crate::object::Interned;
use crate::raw::message::Message;
use crate::raw::{self, Obj, Python, Raised, heap_type};
use crate::spec::FunctionSpec;

/// A class whose values can be pickled. The macros implement it, field by field.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be pickled",
    label = "a base without `#[class(pickle)]`",
    note = "a class whose options pickle its fields pickles those of its base too: give the base the same option"
)]
pub trait Pickled: Class {
    /// The version of the class, which a pickle must have.
    const VERSION: u32;
    /// The names of the fields that are pickled.
    const NAMES: &'static [&'static str];

    /// A tuple of their values.
    fn state<'py>(&self, py: Python<'py>) -> Result<Obj<'py>>;

    /// The value that has these fields.
    fn restored(state: &State<'_, '_>) -> Result<Self>;
}

/// The fields of a pickled value.
pub struct State<'a, 'py> {
    fields: &'a Obj<'py>,
    names: &'static [&'static str],
}

impl<'a, 'py> State<'a, 'py> {
    fn new<T: Pickled>(fields: &'a Obj<'py>) -> Result<Self> {
        expect_fields(fields, T::NAMES.len())?;
        Ok(State { fields, names: T::NAMES })
    }

    fn item(&self, index: usize) -> Result<Obj<'py>> {
        let item = raw::container::tuple_get(self.fields, index);
        // Always there: the length was checked.
        item.ok_or_else(|| mismatch::new(self.fields, "tuple"))
    }

    fn get<T: FromPyOwned<'py>>(&self, index: usize) -> Result<T> {
        T::from_py_owned(&self.item(index)?).map_err(|error| self.within(error, index))
    }

    /// The value of the base, which is one field here.
    pub fn base<B: Pickled>(&self, index: usize) -> Result<B> {
        let item = self.item(index)?;
        let restore = || B::restored(&State::new::<B>(&item)?);
        restore().map_err(|error| self.within(error, index))
    }

    #[cold]
    fn within(&self, error: Error, index: usize) -> Error {
        let name = self.names.get(index).copied().unwrap_or("?");
        error.within(self.fields.py(), format_args!("field '{name}'"))
    }
}

extern "C" fn expect_fields(fields: &Obj<'_>, length: usize) -> Result<()> {
    if !raw::container::is_tuple(fields) {
        return Err(mismatch::new(fields, "tuple"));
    }
    match raw::container::tuple_len(fields)? {
        found if found == length => Ok(()),
        found => Err(mismatch::of_length(fields.py(), "tuple", length, found)),
    }
}

/// `__reduce__`, for every protocol.
pub fn reduce<'py, T: Pickled>(
    call: Call<'_, 'py>,
    spec: &'static FunctionSpec,
) -> Result<Obj<'py>> {
    let [] = call.bind(spec)?;
    reduced(call.this(), raw::container::new_tuple(call.py(), [])?)
}

/// `__reduce__` of a class whose values never change: instances are made in one step, from the version and the fields.
pub fn reduce_frozen<'py, T: Pickled>(
    call: Call<'_, 'py>,
    spec: &'static FunctionSpec,
) -> Result<Obj<'py>> {
    let [] = call.bind(spec)?;
    reduced(call.this(), raw::container::new_tuple(call.py(), saved::<T>(&call, spec)?)?)
}

/// What `__reduce__` gives: how to make the object, and its state, of which a subclass may have one of its own.
extern "C" fn reduced<'py>(instance: &Obj<'py>, arguments: Obj<'py>) -> Result<Obj<'py>> {
    static RECONSTRUCT: Interned = Interned::new("__reconstruct__");
    static GET_STATE: Interned = Interned::new("__getstate__");
    let py = instance.py();
    let reconstruct = raw::call::get_attr(&instance.type_obj(), &*RECONSTRUCT.lend(py)?)?;
    let get_state = raw::call::get_attr(instance, &*GET_STATE.lend(py)?)?;
    let state = raw::call::call(&get_state, [], None)?;
    Ok(raw::container::new_tuple(py, [reconstruct, arguments, state])?)
}

/// The version and the fields.
fn saved<'py, T: Pickled>(
    call: &Call<'_, 'py>,
    spec: &'static FunctionSpec,
) -> Result<[Obj<'py>; 2]> {
    let fields = call.receiver::<T>(spec)?.state(call.py())?;
    Ok([raw::number::from_u64(call.py(), T::VERSION.into())?, fields])
}

/// `__getstate__`: the version, the fields, and what Python code has added.
pub fn get_state<'py, T: Pickled>(
    call: Call<'_, 'py>,
    spec: &'static FunctionSpec,
) -> Result<Obj<'py>> {
    let [] = call.bind(spec)?;
    let [version, fields] = saved::<T>(&call, spec)?;
    Ok(raw::container::new_tuple(call.py(), [version, fields, state::of(call.this())?])?)
}

/// `__setstate__`: the value is made in full before the object gets it.
pub fn set_state<'py, T: Pickled + Class<Lock: Writable>>(
    call: Call<'_, 'py>,
    spec: &'static FunctionSpec,
) -> Result<Obj<'py>> {
    let py = call.py();
    let [whole] = call.bind(spec)?;
    let mut guard = ();
    let whole: &Obj<'py> = argument(whole, spec, 0, &mut guard)?;
    let instance = call.this();
    check_own::<T>(instance, spec.qualname())?;
    let restore = || {
        expect_fields(whole, 3)?;
        let [version, fields, added] =
            [0, 1, 2].map(|index| raw::container::tuple_get(whole, index));
        let (Some(version), Some(fields), Some(added)) = (version, fields, added) else {
            return Err(mismatch::new(whole, "tuple"));
        };
        check_version(&version, T::VERSION, T::NAME)?;
        Ok((T::restored(&State::new::<T>(&fields)?)?, added))
    };
    let (value, added) = match restore() {
        Ok(restored) => restored,
        Err(error) => return Err(error.for_argument(py, spec.qualname(), "state")),
    };
    // SAFETY: the method's instance, which lives for the call, has a value of `T` itself.
    let (cell, ask) =
        unsafe { (cell_at::<T>(instance.as_ptr()), Ask::new(&spec.site, instance.as_ptr())) };
    cell.put(value, py, ask)?;
    state::restore(instance, &added)
        .map_err(|error| error.for_argument(py, spec.qualname(), "state"))?;
    Ok(raw::object::none(py))
}

/// `__reconstruct__`: an instance of the class that it is called on, as yet without a value.
pub fn reconstruct<'py, T: Pickled + Class<Lock: Writable>>(
    call: Call<'_, 'py>,
    spec: &'static FunctionSpec,
) -> Result<Obj<'py>> {
    let [] = call.bind(spec)?;
    check_own_class::<T>(call.this(), spec.qualname())?;
    // SAFETY: a class method is called on its class or a subclass of it; what is allocated is an empty cell.
    unsafe { Ok(allocate(call.this())?) }
}

/// `__reconstruct__` of a class whose values never change.
pub fn reconstruct_frozen<'py, T: Pickled>(
    call: Call<'_, 'py>,
    spec: &'static FunctionSpec,
) -> Result<Obj<'py>> {
    let [version, fields] = call.bind(spec)?;
    let (mut first, mut second) = ((), ());
    let version: &Obj<'py> = argument(version, spec, 0, &mut first)?;
    let fields: &Obj<'py> = argument(fields, spec, 1, &mut second)?;
    check_own_class::<T>(call.this(), spec.qualname())?;
    check_version(version, T::VERSION, T::NAME)
        .map_err(|error| error.for_argument(call.py(), spec.qualname(), "version"))?;
    let restore = || T::restored(&State::new::<T>(fields)?);
    let value =
        restore().map_err(|error| error.for_argument(call.py(), spec.qualname(), "fields"))?;
    // SAFETY: as above; nobody has seen the new instance, whose value is a `T` itself.
    unsafe {
        let instance = allocate(call.this())?;
        cell_at::<T>(instance.as_ptr()).put_first(value);
        Ok(instance)
    }
}

/// A new instance without a value, of a class that has no abstract methods.
///
/// # Safety
/// It must be a class of Rust, or inherit from one; and nobody may see the instance without a value if it is `frozen`.
unsafe fn allocate<'py>(class: &Obj<'py>) -> Result<Obj<'py>, Raised> {
    let (py, class) = (class.py(), class.as_ptr().cast());
    // SAFETY: a live class; the rest is passed on.
    unsafe {
        heap_type::check_concrete(py, class)?;
        heap_type::allocate(py, class)
    }
}

/// Raises `ValueError` for a pickle of another version.
extern "C" fn check_version(found: &Obj<'_>, expected: u32, class: &'static str) -> Result<()> {
    let py = found.py();
    let found: u32 = found.extract()?;
    if found == expected {
        return Ok(());
    }
    let mut message = Message::new();
    message.push(&["this '", class, "' was pickled by version "]);
    message.push_number(found as usize);
    message.push(&[" of its class, and can't be read by version "]);
    message.push_number(expected as usize);
    raw::message::set(&ValueError::KIND.class(py), &message);
    Err(Error::fetch(py))
}

/// What pickling does with a field, by what its type can: see [`copying`](super::copying) on how one is taken.
pub mod pickling {
    use std::marker::PhantomData;

    use super::State;
    use crate::convert::{FromPyOwned, IntoPy};
    use crate::error::{Result, mismatch};
    use crate::exceptions::{ExceptionType, TypeError};
    use crate::raw::{Obj, Python};

    /// A field of type `T`.
    pub struct Stored<'a, T>(&'a T);

    /// A field.
    #[inline(always)]
    pub fn stored<T>(field: &T) -> Stored<'_, T> {
        Stored(field)
    }

    impl<'a, T> Stored<'a, T>
    where
        T: for<'py> FromPyOwned<'py>,
        for<'py> &'a T: IntoPy<'py>,
    {
        /// Its value as an object.
        #[inline(always)]
        pub fn save<'py>(self, py: Python<'py>) -> Result<Obj<'py>> {
            self.0.into_py(py)
        }
    }

    /// For all other fields: there is no way.
    pub trait Unpicklable<T> {
        /// Its value as an object.
        fn save(self, py: Python<'_>) -> Result<Obj<'_>>
        where
            T: Picklable;
    }

    impl<T> Unpicklable<T> for &Stored<'_, T> {
        fn save(self, py: Python<'_>) -> Result<Obj<'_>>
        where
            T: Picklable,
        {
            Err(mismatch::sentence(py, "a field that can't be pickled", TypeError::KIND))
        }
    }

    /// What no type is: what converts both ways is picked before it.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` can't be pickled: it does not convert to Python and back",
        label = "the type of this field",
        note = "a type of yours: `#[derive(pydust::FromPy, pydust::IntoPy)]`",
        note = "what can be made anew: `#[skip]` on the field, which then gets `#[default = value]` or its `Default`"
    )]
    pub trait Picklable {}

    /// A field of type `T` that is read.
    pub struct Restored<T>(PhantomData<T>);

    impl<T: for<'py> FromPyOwned<'py>> Restored<T> {
        /// The value of the field at that index.
        #[inline(always)]
        pub fn field(state: &State<'_, '_>, index: usize) -> Result<T> {
            state.get(index)
        }
    }

    /// For all other fields, whose error is that above.
    pub trait Unreadable<T> {
        /// Raises `TypeError`.
        fn field(state: &State<'_, '_>, index: usize) -> Result<T>;
    }

    impl<T> Unreadable<T> for Restored<T> {
        fn field(state: &State<'_, '_>, _: usize) -> Result<T> {
            Err(mismatch::new(state.fields, "nothing"))
        }
    }
}

//! `__eq__`, the four of order, and `__hash__`, as dataclasses have them: only instances of one class compare, field by
//! field, and a hash is that of a tuple of the fields.
//!
//! Fields that Rust can compare as Python would are compared in place; of the others the objects are taken, and
//! compared when the locks are free again.
#![allow(unsafe_code)]

use std::cmp::Ordering;

use super::Shown;
use crate::class::lock::Ask;
use crate::class::{Class, cell_at};
use crate::error::Result;
use crate::function::{Call, argument};
use crate::raw::{self, Comparison, Obj, Python, Raised};
use crate::spec::FunctionSpec;

/// A class whose values can be compared. The macros implement it, field by field.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be compared",
    label = "a base without `#[class(eq)]`",
    note = "a class whose options compare its fields compares those of its base too: give the base the same options"
)]
pub trait Compared: Class {
    /// Compares the fields in their order, until two differ: whether none do as far as is known.
    fn compare(&self, other: &Self, comparing: &mut Comparing<'_>) -> Result<bool>;
}

/// A comparison of two values.
pub struct Comparing<'py> {
    py: Python<'py>,
    comparison: Comparison,
    /// A list of objects to be compared, in pairs; they come before what decides otherwise.
    pairs: Option<Obj<'py>>,
    /// How the first fields compare that Rust knows to differ; `None` for two of which neither is less.
    decided: Option<Ordering>,
}

/// `left COMPARISON right` of two instances; `NotImplemented` unless they are of one class.
#[inline(always)]
pub fn compare<'py, T: Compared>(
    call: Call<'_, 'py>,
    spec: &'static FunctionSpec,
    comparison: Comparison,
) -> Result<Obj<'py>> {
    let py = call.py();
    let [other] = call.bind(spec)?;
    let mut guard = ();
    let other: &Obj<'py> = argument(other, spec, 0, &mut guard)?;
    if call.this().is(other) {
        return Ok(truth(py, comparison.holds(Some(Ordering::Equal))));
    }
    if call.this().type_ptr() != other.type_ptr() {
        return Ok(py.not_implemented());
    }
    let decided = Some(Ordering::Equal);
    let mut comparing = Comparing { py, comparison, pairs: None, decided };
    {
        let left = call.receiver::<T>(spec)?;
        // SAFETY: of the same class as the instance that the method was called on, and live for the call.
        let right =
            unsafe { cell_at::<T>(other.as_ptr()).read(py, Ask::new(&spec.site, other.as_ptr()))? };
        left.compare(&right, &mut comparing)?;
    }
    match comparing.pairs {
        None => Ok(truth(py, comparison.holds(comparing.decided))),
        Some(pairs) => Ok(by_pairs(&pairs, comparison, comparing.decided)?),
    }
}

/// The functions of `macro_support` for each method.
macro_rules! comparisons {
    ($($name:ident = $comparison:ident;)*) => {$(
        #[doc = concat!("`", stringify!($comparison), "` of two instances; `NotImplemented` unless they are of one class.")]
        #[inline(always)]
        pub fn $name<'py, T: Compared>(
            call: Call<'_, 'py>,
            spec: &'static FunctionSpec,
        ) -> Result<Obj<'py>> {
            compare::<T>(call, spec, Comparison::$comparison)
        }
    )*};
}

comparisons! {
    equal = Eq;
    less = Lt;
    less_or_equal = Le;
    greater = Gt;
    greater_or_equal = Ge;
}

/// `True` or `False`.
#[inline(always)]
fn truth(py: Python<'_>, truth: bool) -> Obj<'_> {
    if truth { raw::object::true_(py) } else { raw::object::false_(py) }
}

/// The first pair of objects that are not equal decides, or what was decided without them.
extern "C" fn by_pairs<'py>(
    pairs: &Obj<'py>,
    comparison: Comparison,
    decided: Option<Ordering>,
) -> Result<Obj<'py>, Raised> {
    let py = pairs.py();
    let mut index = 0;
    while let (Some(left), Some(right)) =
        (raw::container::list_get(pairs, index), raw::container::list_get(pairs, index + 1))
    {
        if !raw::operator::equal(&left, &right)? {
            return match comparison {
                Comparison::Eq => Ok(truth(py, false)),
                Comparison::Ne => Ok(truth(py, true)),
                _ => raw::operator::rich_compare(&left, &right, comparison),
            };
        }
        index += 2;
    }
    Ok(truth(py, comparison.holds(decided)))
}

impl<'py> Comparing<'py> {
    /// The two values differ so.
    #[inline(always)]
    fn decide(&mut self, ordering: Option<Ordering>) -> Result<bool> {
        self.decided = ordering;
        Ok(false)
    }

    /// Lets Python compare two values later.
    fn ask_later(&mut self, left: &Obj<'py>, right: &Obj<'py>) -> Result<(), Raised> {
        if self.pairs.is_none() {
            self.pairs = Some(raw::container::new_list(self.py, 0, |_| Err(Raised))?);
        }
        if let Some(pairs) = &self.pairs {
            raw::container::list_append(pairs, left)?;
            raw::container::list_append(pairs, right)?;
        }
        Ok(())
    }
}

/// `__hash__`: that of a tuple of the fields, taken when the lock is free again.
#[inline(always)]
pub fn hash<T: Shown>(call: Call<'_, '_>, spec: &'static FunctionSpec) -> Result<isize> {
    let values = call.receiver::<T>(spec)?.values(call.py())?;
    Ok(hash_of(&values)?)
}

/// NaN hashes as its own object, and fields give a new one each time: all NaN count as 0 here.
extern "C" fn hash_of(values: &Obj<'_>) -> Result<isize, Raised> {
    let py = values.py();
    let length = raw::container::tuple_len(values)?;
    let items = (0..length).filter_map(|index| raw::container::tuple_get(values, index));
    if !items.clone().any(|item| is_nan(&item)) {
        return raw::call::hash(values);
    }
    let list = raw::container::new_list(py, 0, |_| Err(Raised))?;
    for item in items {
        let item = if is_nan(&item) { raw::number::from_f64(py, 0.0)? } else { item };
        raw::container::list_append(&list, &item)?;
    }
    raw::call::hash(&raw::container::list_to_tuple(&list)?)
}

fn is_nan(obj: &Obj<'_>) -> bool {
    raw::number::float_value(obj).is_some_and(f64::is_nan)
}

/// How a field is compared, by what its type can: see [`copying`](super::copying) on how one is taken.
pub mod comparing {
    use std::cmp::Ordering;

    use super::{Comparing, Comparison};
    use crate::convert::IntoPy;
    use crate::error::Result;

    /// A field.
    pub struct Side<'a, T>(&'a T);

    /// A field.
    #[inline(always)]
    pub fn side<T>(field: &T) -> Side<'_, T> {
        Side(field)
    }

    /// Types whose order is that of the Python objects they convert to. `Option`, sets and maps are not: in Python
    /// `None` is not less than anything, and sets are ordered by inclusion.
    pub trait Plain: PartialOrd {}

    macro_rules! plain {
        ($($ty:ty)*) => {$(
            impl Plain for $ty {}
        )*};
    }

    plain! {
        bool char f32 f64 i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize String
        std::time::Duration
    }

    impl<T: Plain> Plain for Vec<T> {}

    impl<T: Plain> Side<'_, T> {
        /// Compares with the other value's field.
        #[inline(always)]
        pub fn compare(self, other: &T, comparing: &mut Comparing<'_>) -> Result<bool> {
            match self.0.partial_cmp(other) {
                Some(Ordering::Equal) => Ok(true),
                ordering => comparing.decide(ordering),
            }
        }
    }

    /// For fields that Rust knows to be equal or not, and Python how to order.
    pub trait ByEquality<'a, T> {
        /// Compares with the other value's field.
        fn compare(self, other: &'a T, comparing: &mut Comparing<'_>) -> Result<bool>;
    }

    impl<'a, T: PartialEq> ByEquality<'a, T> for Side<'a, T>
    where
        for<'py> &'a T: IntoPy<'py>,
    {
        #[inline(always)]
        fn compare(self, other: &'a T, comparing: &mut Comparing<'_>) -> Result<bool> {
            if self.0 == other {
                return Ok(true);
            }
            comparing.differ(self.0, other)
        }
    }

    /// For all others.
    pub trait ByPython<'a, T> {
        /// Leaves the comparison to Python.
        fn compare(self, other: &'a T, comparing: &mut Comparing<'_>) -> Result<bool>;
    }

    impl<'a, T> ByPython<'a, T> for &Side<'a, T>
    where
        for<'py> &'a T: IntoPy<'py>,
    {
        #[inline(always)]
        fn compare(self, other: &'a T, comparing: &mut Comparing<'_>) -> Result<bool> {
            comparing.ask(self.0, other)?;
            Ok(true)
        }
    }

    impl<'py> Comparing<'py> {
        /// Two values that are not equal: Python orders them.
        fn differ<T: IntoPy<'py>>(&mut self, left: T, right: T) -> Result<bool> {
            if matches!(self.comparison, Comparison::Eq | Comparison::Ne) {
                return self.decide(None);
            }
            self.ask(left, right)?;
            Ok(false)
        }

        fn ask<T: IntoPy<'py>>(&mut self, left: T, right: T) -> Result<()> {
            let (left, right) = (left.into_py(self.py)?, right.into_py(self.py)?);
            Ok(self.ask_later(&left, &right)?)
        }
    }
}

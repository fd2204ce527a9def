//! [`Flags`]: members of a flag enumeration, combined.

use std::fmt;
use std::marker::PhantomData;
use std::ops::{BitAnd, BitAndAssign, BitOr, BitOrAssign, BitXor, BitXorAssign, Not, Sub};

use super::build::find_class;
use super::enumeration::{self, Enumeration, MemberValue};
use crate::convert::{FromPy, IntoPy};
use crate::error::{Result, mismatch};
use crate::function::Call;
use crate::hint::TypeHint;
use crate::raw::{self, Obj, Python};
use crate::spec::FunctionSpec;

/// An enumeration whose members are bits: `#[class(flag)]` or `#[class(int, flag)]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no enum of flags",
    label = "has no members that can be combined",
    note = "give the enum `#[class(flag)]`, and each variant a bit of its own: `Read = 1 << 0`"
)]
pub trait FlagEnumeration: Enumeration {
    #[doc(hidden)]
    const ALL: u64 = all::<Self>();
}

/// The bits of all members together. What is no bit is a compile error.
const fn all<T: Enumeration>() -> u64 {
    let members = T::SPEC.members;
    let (mut index, mut bits) = (0, 0);
    while index < members.len() {
        bits |= value(&members[index].value);
        index += 1;
    }
    bits
}

const fn value(value: &MemberValue) -> u64 {
    match value {
        MemberValue::Int(bits) => {
            assert!(
                *bits >= 0 && *bits <= u64::MAX as i128,
                "a flag is within the bits of a `u64`"
            );
            *bits as u64
        }
        MemberValue::Text(_) | MemberValue::Made(_) => 0,
    }
}

/// Any combination of an enumeration's flags: what Python makes of `Access.Read | Access.Write`.
///
/// As a parameter it takes one member and every combination; as a result it is the member with that value, or
/// Python's combination of several.
///
/// ```
/// # use pydust as py;
/// #[py::module]
/// pub mod files {
///     use pydust as py;
///
///     #[class(flag)]
///     #[derive(Clone, Copy)]
///     pub enum Access {
///         Read = 1 << 0,
///         Write = 1 << 1,
///     }
///
///     pub fn opened(access: py::Flags<Access>) -> py::Flags<Access> {
///         if access.contains(Access::Write) { access | Access::Read } else { access }
///     }
/// }
/// ```
pub struct Flags<T> {
    bits: u64,
    of: PhantomData<fn() -> T>,
}

impl<T: FlagEnumeration> Flags<T> {
    /// No flag.
    pub const fn empty() -> Self {
        Flags { bits: 0, of: PhantomData }
    }

    /// All flags.
    pub const fn all() -> Self {
        Flags { bits: T::ALL, of: PhantomData }
    }

    /// The flags of these bits, or `None` if one of them is no flag.
    pub const fn from_bits(bits: u64) -> Option<Self> {
        if bits & !T::ALL == 0 { Some(Flags { bits, of: PhantomData }) } else { None }
    }

    /// The flags among these bits.
    pub const fn from_bits_truncate(bits: u64) -> Self {
        Flags { bits: bits & T::ALL, of: PhantomData }
    }

    /// The value in Python.
    pub const fn bits(self) -> u64 {
        self.bits
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.bits == 0
    }

    /// Whether all of `flags` are among these: a member, or a combination.
    pub fn contains(self, flags: impl Into<Self>) -> bool {
        let flags = flags.into();
        self.bits & flags.bits == flags.bits
    }

    /// Whether one of `flags` is among these.
    pub fn intersects(self, flags: impl Into<Self>) -> bool {
        self.bits & flags.into().bits != 0
    }

    /// Adds `flags`.
    pub fn insert(&mut self, flags: impl Into<Self>) {
        self.bits |= flags.into().bits;
    }

    /// Takes `flags` away.
    pub fn remove(&mut self, flags: impl Into<Self>) {
        self.bits &= !flags.into().bits;
    }

    /// The members that are single bits of these, in the order of the variants, as Python iterates over flags.
    pub fn iter(self) -> impl Iterator<Item = T> {
        let members = const { &T::SPEC }.members.iter().enumerate();
        members.filter_map(move |(index, member)| {
            let bits = value(&member.value);
            let is_in = bits.is_power_of_two() && self.bits & bits != 0;
            if is_in { T::at(index) } else { None }
        })
    }
}

impl<T: FlagEnumeration> From<T> for Flags<T> {
    fn from(flag: T) -> Self {
        let member = const { &T::SPEC }.members.get(flag.index());
        Flags { bits: member.map_or(0, |member| value(&member.value)), of: PhantomData }
    }
}

impl<T: FlagEnumeration> FromIterator<T> for Flags<T> {
    fn from_iter<I: IntoIterator<Item = T>>(flags: I) -> Self {
        flags.into_iter().fold(Flags::empty(), |all, flag| all | flag)
    }
}

macro_rules! operators {
    ($($operator:ident $method:ident: |$a:ident, $b:ident| $result:expr;)*) => {$(
        impl<T: FlagEnumeration, F: Into<Flags<T>>> $operator<F> for Flags<T> {
            type Output = Flags<T>;

            fn $method(self, other: F) -> Flags<T> {
                let ($a, $b) = (self.bits, other.into().bits);
                Flags { bits: $result, of: PhantomData }
            }
        }
    )*};
}

operators! {
    BitOr bitor: |a, b| a | b;
    BitAnd bitand: |a, b| a & b;
    BitXor bitxor: |a, b| a ^ b;
    Sub sub: |a, b| a & !b;
}

macro_rules! assignments {
    ($($operator:ident $method:ident $sign:tt;)*) => {$(
        impl<T: FlagEnumeration, F: Into<Flags<T>>> $operator<F> for Flags<T> {
            fn $method(&mut self, other: F) {
                self.bits $sign other.into().bits;
            }
        }
    )*};
}

assignments! {
    BitOrAssign bitor_assign |=;
    BitAndAssign bitand_assign &=;
    BitXorAssign bitxor_assign ^=;
}

impl<T: FlagEnumeration> Not for Flags<T> {
    type Output = Flags<T>;

    /// All flags but these.
    fn not(self) -> Flags<T> {
        Flags { bits: T::ALL & !self.bits, of: PhantomData }
    }
}

// Not derived, which would ask the same of `T`.
impl<T> Clone for Flags<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Flags<T> {}

impl<T> PartialEq for Flags<T> {
    fn eq(&self, other: &Self) -> bool {
        self.bits == other.bits
    }
}

impl<T> Eq for Flags<T> {}

impl<T> std::hash::Hash for Flags<T> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.bits.hash(state);
    }
}

impl<T: FlagEnumeration> Default for Flags<T> {
    fn default() -> Self {
        Flags::empty()
    }
}

impl<T: FlagEnumeration> fmt::Debug for Flags<T> {
    /// The names in Python: `Read | Write`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.bits;
        let mut joint = "";
        for member in const { &T::SPEC }.members {
            let bits = value(&member.value);
            if bits.is_power_of_two() && rest & bits != 0 {
                write!(f, "{joint}{}", member.name.to_str().unwrap_or("?"))?;
                rest &= !bits;
                joint = " | ";
            }
        }
        match (rest, joint) {
            (0, "") => f.write_str("(none)"),
            (0, _) => Ok(()),
            (rest, joint) => write!(f, "{joint}{rest:#x}"),
        }
    }
}

impl<'a, 'py, T: FlagEnumeration> FromPy<'a, 'py> for Flags<T> {
    type Guard = ();
    const EXPECTED: &'static str = T::NAME;
    const TAKES: TypeHint = T::HINT;

    #[inline]
    fn from_py(obj: &'a Obj<'py>, (): &'a mut ()) -> Result<Self> {
        match enumeration::position(T::runtime(), obj)?.and_then(T::at) {
            Some(flag) => Ok(flag.into()),
            None => Ok(Flags { bits: combined::<T>(obj)?, of: PhantomData }),
        }
    }
}

/// The bits of a combination, which Python made as an instance of the class.
fn combined<T: FlagEnumeration>(obj: &Obj<'_>) -> Result<u64> {
    let py = obj.py();
    let class = T::runtime().class.find(py)?;
    if !class.is_some_and(|class| class.is(&obj.type_obj())) {
        // Says what was meant.
        return enumeration::variant::<T>(obj).map(|flag| Flags::from(flag).bits);
    }
    let value = raw::call::find_attr(obj, c"_value_")?;
    match value.and_then(|value| raw::number::int_u64(&value)) {
        Some(bits) => Ok(bits),
        None => Err(mismatch::new(obj, T::NAME)),
    }
}

impl<'py, T: FlagEnumeration> IntoPy<'py> for Flags<T> {
    const GIVES: TypeHint = T::HINT;

    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        let mut members = const { &T::SPEC }.members.iter();
        let single = members.position(|member| value(&member.value) == self.bits);
        match single.and_then(T::at) {
            Some(flag) => enumeration::member(&flag, py),
            None => {
                let class = find_class(py, &T::runtime().class, T::NAME)?;
                Ok(raw::call::call(&class, [raw::number::from_u64(py, self.bits)?], None)?)
            }
        }
    }
}

impl Call<'_, '_> {
    /// The flags that a method is called on.
    ///
    /// Raises `TypeError` for an instance that Python did not make of flags.
    #[inline]
    pub fn flags<T: FlagEnumeration>(&self, _: &'static FunctionSpec) -> Result<Flags<T>> {
        Flags::from_py(self.this(), &mut ())
    }
}

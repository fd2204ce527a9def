//! Enums without fields: each is a real `enum.Enum`, made once in each interpreter, and its variants are the members.
//! Sets of flags are in `flags.rs`, enums with fields in `family.rs`.

use std::ffi::CStr;
use std::ptr;
use std::sync::atomic::AtomicPtr;

use super::block::{Block, Blocks, Variants};
use super::build::{Construct, find_class};
use super::member::Member;
use super::{constant, namesake};
use crate::convert::IntoPy;
use crate::error::{Error, Result, mismatch};
use crate::exceptions::{ExceptionType, TypeError, ValueError};
use crate::function::Call;
use crate::hint::{TypeHint, hint};
use crate::module::{self, Constant};
use crate::raw::kept::Kept;
use crate::raw::message::Message;
use crate::raw::{self, Obj, PyObject, Python};
use crate::spec::FunctionSpec;
use crate::suggest;

/// A Rust enum whose variants are the members of a Python enumeration, as the macros write it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no enumeration",
    label = "not an enum without fields that is a class",
    note = "`#[methods(enum)]` is for these; the methods of other classes are in `#[methods]` alone"
)]
pub trait Enumeration: Sized + Send + Sync + 'static {
    /// The class's name in Python.
    const NAME: &'static str;
    /// What records call it: its path in Rust.
    const ID: &'static str;
    /// What hints call it.
    const HINT: TypeHint = hint!("{#", TypeHint::Text(Self::ID), "}");
    /// What Python sees of it.
    const SPEC: EnumerationSpec;

    /// Where this process finds the members: a static of its own.
    fn runtime() -> &'static EnumerationRuntime;
    /// The place of the variant among all.
    fn index(&self) -> usize;
    /// The variant at a place.
    fn at(index: usize) -> Option<Self>;
}

/// What Python sees of an enumeration.
pub struct EnumerationSpec {
    /// The name.
    pub name: &'static CStr,
    /// The docstring, or nothing.
    pub doc: &'static CStr,
    /// What the class derives from.
    pub base: EnumerationBase,
    /// The members, in the order of the variants.
    pub members: &'static [EnumerationMember],
    /// Methods and properties.
    pub methods: &'static [Member],
}

/// The classes of the module `enum` that an enumeration can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnumerationBase {
    /// `enum.Enum`
    Enum,
    /// `enum.IntEnum`
    Int,
    /// `enum.Flag`
    Flag,
    /// `enum.IntFlag`
    IntFlag,
    /// `enum.StrEnum`
    Str,
}

impl EnumerationBase {
    fn name(self) -> &'static str {
        match self {
            EnumerationBase::Enum => "Enum",
            EnumerationBase::Int => "IntEnum",
            EnumerationBase::Flag => "Flag",
            EnumerationBase::IntFlag => "IntFlag",
            EnumerationBase::Str => "StrEnum",
        }
    }
}

/// One member.
pub struct EnumerationMember {
    /// The name.
    pub name: &'static CStr,
    /// Its value.
    pub value: MemberValue,
    /// Other names of it.
    pub aliases: &'static [&'static CStr],
    /// The docstring, or nothing.
    pub doc: &'static CStr,
}

/// The value of a member.
#[derive(Clone, Copy)]
pub enum MemberValue {
    /// The variant's discriminant.
    Int(i128),
    /// A text.
    Text(&'static str),
    /// What an expression gives in each interpreter.
    Made(unsafe extern "C" fn() -> *mut PyObject),
}

impl MemberValue {
    /// What an expression gives in each interpreter.
    pub const fn made<C: Constant>() -> MemberValue {
        MemberValue::Made(module::constant::<C>)
    }

    fn object(self, py: Python<'_>) -> Result<Obj<'_>> {
        match self {
            MemberValue::Int(value) => value.into_py(py),
            MemberValue::Text(text) => Ok(raw::text::new(py, text)?),
            // SAFETY: attached; the function gives a new reference or raises.
            MemberValue::Made(make) => unsafe { Ok(Obj::from_new(py, make())?) },
        }
    }
}

/// What is known of an enumeration in this process: filled when a module with it is first imported.
pub struct EnumerationRuntime {
    /// Each interpreter's class.
    pub(super) class: Kept,
    /// Each interpreter's members: a tuple in the order of the variants.
    members: Kept,
    /// Its `impl` blocks outside of a module.
    pub(super) blocks: AtomicPtr<Block>,
}

impl EnumerationRuntime {
    /// Nothing known yet.
    #[allow(clippy::new_without_default)] // only for statics
    pub const fn new() -> EnumerationRuntime {
        EnumerationRuntime {
            class: Kept::new(),
            members: Kept::new(),
            blocks: AtomicPtr::new(ptr::null_mut()),
        }
    }
}

/// The variant that a member stands for.
///
/// Raises `TypeError` for anything else.
#[inline(always)]
pub fn variant<T: Enumeration>(obj: &Obj<'_>) -> Result<T> {
    match position(T::runtime(), obj)?.and_then(T::at) {
        Some(variant) => Ok(variant),
        None => Err(no_member(obj, const { &T::SPEC }, T::runtime(), T::NAME)),
    }
}

/// The member that stands for a variant.
///
/// Raises `RuntimeError` if no module with the enumeration was imported in this interpreter.
#[inline(always)]
pub fn member<'py, T: Enumeration>(variant: &T, py: Python<'py>) -> Result<Obj<'py>> {
    member_at(py, T::runtime(), variant.index(), T::NAME)
}

extern "C" fn member_at<'py>(
    py: Python<'py>,
    runtime: &'static EnumerationRuntime,
    index: usize,
    name: &'static str,
) -> Result<Obj<'py>> {
    let found = match runtime.members.sole(py) {
        Some(members) => raw::container::tuple_get(&members, index),
        None => raw::container::tuple_get(&find_class(py, &runtime.members, name)?, index),
    };
    match found {
        Some(member) => Ok(member),
        // Not reached: there is a member for each variant.
        None => Err(Error::from(raw::Raised)),
    }
}

/// The place of the object among the members, by identity: they are the only ones of their kind.
pub(super) extern "C" fn position(
    runtime: &'static EnumerationRuntime,
    obj: &Obj<'_>,
) -> Result<Option<usize>> {
    let py = obj.py();
    match runtime.members.sole(py) {
        Some(members) => Ok(raw::container::tuple_position(&members, obj)),
        None => Ok(runtime
            .members
            .find(py)?
            .and_then(|members| raw::container::tuple_position(&members, obj))),
    }
}

impl<'py> Call<'_, 'py> {
    /// The variant whose member a method is called on.
    ///
    /// Raises `TypeError` for what is of the class and no member: flags that are combined.
    #[inline(always)]
    pub fn variant<T: Enumeration>(&self, spec: &'static FunctionSpec) -> Result<T> {
        let this = self.this();
        match position(T::runtime(), this)?.and_then(T::at) {
            Some(variant) => Ok(variant),
            None => Err(no_receiver(this, spec)),
        }
    }
}

#[cold]
extern "C" fn no_receiver(this: &Obj<'_>, spec: &'static FunctionSpec) -> Error {
    let shown = mismatch::shown(this);
    let mut message = Message::new();
    message.push(&[spec.qualname(), "() is for single members, not for "]);
    let shown = shown.as_ref().ok().and_then(|shown| raw::text::peek(shown));
    message.push(&[shown.unwrap_or("what was made of them")]);
    raise(this.py(), &message)
}

fn raise(py: Python<'_>, message: &Message) -> Error {
    raw::message::set(&TypeError::KIND.class(py), message);
    Error::fetch(py)
}

/// The error for what is no member: it lists them if they are few, and names the one that was meant.
#[cold]
extern "C" fn no_member(
    found: &Obj<'_>,
    spec: &'static EnumerationSpec,
    runtime: &'static EnumerationRuntime,
    name: &'static str,
) -> Error {
    const MOST: usize = 6;
    let py = found.py();
    if let Ok(Some(class)) = runtime.class.find(py) {
        if class.is(&found.type_obj()) {
            // Of the class, and none of its members: flags that are combined.
            let mut one = Message::new();
            one.push(&["a single ", name]);
            return mismatch::of_value(found, one.as_str(), TypeError::KIND);
        }
    }
    let plain = raw::exact::is_str(found) || raw::exact::is_int(found);
    let shown = if plain { mismatch::shown(found).ok() } else { None };
    let Some(shown) = shown.as_ref().and_then(|shown| raw::text::peek(shown)) else {
        return namesake::no_instance(found, name, &runtime.class);
    };
    let mut text = Message::new();
    text.push(&[shown]);
    let mut expected = Message::new();
    match meant(found, spec, runtime) {
        Some(member) => {
            text.push(&[". Did you mean ", name, ".", member, "?"]);
            expected.push(&[name]);
        }
        None if spec.members.len() > MOST => expected.push(&[name]),
        None => {
            for (index, member) in spec.members.iter().enumerate() {
                let last = index + 1 == spec.members.len();
                let joint = if index == 0 { "" } else { [", ", " or "][usize::from(last)] };
                expected.push(&[joint, name, ".", text_of(member.name)]);
            }
        }
    }
    mismatch::in_words(py, expected.as_str(), text.as_str(), TypeError::KIND)
}

/// The member whose value or name was given in its place.
fn meant(
    found: &Obj<'_>,
    spec: &'static EnumerationSpec,
    runtime: &'static EnumerationRuntime,
) -> Option<&'static str> {
    let py = found.py();
    let of_value = || -> Result<Option<usize>> {
        let Some(class) = runtime.class.find(py)? else { return Ok(None) };
        let values = raw::call::get_attr(&class, &raw::text::interned(py, c"_value2member_map_")?)?;
        match raw::container::dict_get(&values, found)? {
            Some(member) => position(runtime, &member),
            None => Ok(None),
        }
    };
    if let Ok(Some(index)) = of_value() {
        return spec.members.get(index).map(|member| text_of(member.name));
    }
    let text = raw::text::peek(found)?;
    suggest::closest(text, spec.members.iter().map(|member| text_of(member.name)))
}

fn text_of(name: &'static CStr) -> &'static str {
    name.to_str().unwrap_or_default()
}

/// The class in this interpreter, made if this is the first module here to export it.
pub(crate) extern "C" fn ensure<'py, T: Enumeration>(module_name: &Obj<'py>) -> Result<Obj<'py>> {
    ensure_class(module_name, const { &T::SPEC }, T::runtime(), Blocks::of::<Variants<T>>())
}

extern "C" fn ensure_class<'py>(
    module_name: &Obj<'py>,
    spec: &'static EnumerationSpec,
    runtime: &'static EnumerationRuntime,
    blocks: Blocks,
) -> Result<Obj<'py>> {
    let py = module_name.py();
    let methods = spec.methods.iter().chain(blocks.members());
    let class = match runtime.class.find(py)? {
        Some(class) => class,
        None => {
            blocks.check(py, spec.name, spec.methods, Construct::NONE)?;
            let class = new_class(module_name, spec)?;
            methods.clone().try_for_each(|method| method.set_on(&class))?;
            runtime.class.keep(py, &class)?
        }
    };
    if runtime.members.find(py)?.is_none() {
        runtime.members.keep(py, &members(&class, spec)?)?;
    }
    constant::set_all(&class, methods)?;
    Ok(class)
}

/// `enum.Enum(name, [(name, value), ..], module=.., qualname=..)`, with its docstring.
fn new_class<'py>(module_name: &Obj<'py>, spec: &'static EnumerationSpec) -> Result<Obj<'py>> {
    let py = module_name.py();
    let base = raw::imported::find(py, "enum", spec.base.name())?;
    let members = raw::container::new_list(py, 0, |_| Err(raw::Raised))?;
    for member in spec.members {
        let value = member.value.object(py)?;
        for name in std::iter::once(&member.name).chain(member.aliases) {
            let pair = [raw::text::interned(py, name)?, value.clone()];
            raw::container::list_append(&members, &raw::container::new_tuple(py, pair)?)?;
        }
    }
    let name = raw::text::interned(py, spec.name)?;
    let keywords = raw::container::new_dict(py)?;
    for (keyword, value) in [(c"module", module_name), (c"qualname", &name)] {
        raw::container::dict_set(&keywords, &raw::text::interned(py, keyword)?, value)?;
    }
    let arguments = raw::container::new_tuple(py, [name.clone(), members])?;
    let class = raw::call::call_tuple(&base, &arguments, Some(&keywords))?;
    set_doc(&class, spec.doc)?;
    Ok(class)
}

fn set_doc(obj: &Obj<'_>, doc: &'static CStr) -> Result<()> {
    let py = obj.py();
    if doc.is_empty() {
        return Ok(());
    }
    let doc = raw::text::new(py, text_of(doc))?;
    Ok(raw::call::set_attr(obj, &raw::text::interned(py, c"__doc__")?, &doc)?)
}

/// The members as a tuple, with their docstrings.
fn members<'py>(class: &Obj<'py>, spec: &'static EnumerationSpec) -> Result<Obj<'py>> {
    let py = class.py();
    let list =
        raw::container::new_list(py, spec.members.len(), |index| match spec.members.get(index) {
            Some(member) => raw::call::get_item(class, &raw::text::interned(py, member.name)?),
            None => Err(raw::Raised), // not reached
        })?;
    let members = raw::container::list_to_tuple(&list)?;
    for (index, member) in spec.members.iter().enumerate() {
        let Some(object) = raw::container::tuple_lend(&members, index) else { break };
        match raw::container::tuple_position(&members, &object) {
            Some(first) if first != index => return Err(same_value(py, spec, first, member.name)),
            _ => set_doc(&object, member.doc)?,
        }
    }
    Ok(members)
}

#[cold]
fn same_value(
    py: Python<'_>,
    spec: &'static EnumerationSpec,
    first: usize,
    second: &'static CStr,
) -> Error {
    let first = spec.members.get(first).map_or("?", |member| text_of(member.name));
    let name = text_of(spec.name);
    let mut message = Message::new();
    message.push(&[name, ".", first, " and ", name, ".", text_of(second)]);
    message.push(&[" have the same value, so they would be one member: "]);
    message.push(&["make the second an `alias` of the first"]);
    raw::message::set(&ValueError::KIND.class(py), &message);
    Error::fetch(py)
}

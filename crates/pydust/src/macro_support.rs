//! What the macros' expansions name, and nothing else. Not for use by hand: no version promises anything
//! about it.

pub use crate::__entry as entry;
pub use crate::__record as kept_record;
pub use crate::__run_when_loaded as run_when_loaded;
pub use crate::builtin::builtin_module;
pub use crate::class::enumeration::{
    Enumeration, EnumerationBase, EnumerationMember, EnumerationRuntime, EnumerationSpec,
    MemberValue, member as enumeration_member, variant as enumeration_variant,
};
pub use crate::class::family;
pub use crate::class::flags::FlagEnumeration;
pub use crate::class::probe::{NoFinalizer, Probe, Textless, Untraversed, any};
pub use crate::class::raised::{self, RaisedClass};
pub use crate::class::root::{Extendable, Extends, ImportedClass, ImportedType, Root, Rooted};
pub use crate::class::slot::outcome::{
    Count, Hash, Loan, Next, Nothing, Object, Outcome, Truth, changed, count, hash, loan, next,
    nothing, truth,
};
pub use crate::class::slot::result::{
    bytes, complex, integer, iterating, names, real, reduced, text,
};
pub use crate::class::{
    Base, Block, Borrowed, Class, ClassAttribute, ClassRuntime, ClassSpec, Collection, Construct,
    Constructor, CopiedFrom, Field, FreeList, Frozen, Instances, Locked, Member, Methods,
    MethodsSpec, MutableField, Native, NoBase, Owner, Variants, Within, depth, generated, instance,
    misfit, register, slot,
};
pub use crate::closure::{Captured, Opaque, Traversed, new as closure};
pub use crate::convert::{FromPy, IntoPy};
pub use crate::error::Result;
pub use crate::error::kind::{
    DefinedException, ExceptionClass, ExceptionSpec, ImportedException, Kind as ExceptionKind,
};
pub use crate::error::sources::{ForeignSource, Source};
pub use crate::exceptions::{self, ExceptionType};
pub use crate::function::{
    Call, Function, Reexport, argument, argument_or, operand, operand_or, returned, sought,
};
pub use crate::gc::Traverse;
pub use crate::hint::TypeHint;
#[cfg(Py_3_15)]
pub use crate::module::export;
#[cfg(not(all(Py_LIMITED_API, Py_GIL_DISABLED)))]
pub use crate::module::init;
pub use crate::module::{
    Constant, Export, Item, Module, ModuleDefinition, ModuleSpec, State, StateSpec,
};
pub use crate::needs::Needs;
pub use crate::object::Interned;
#[cfg(Py_3_15)]
pub use crate::raw::PySlot;
pub use crate::raw::{Comparison, Obj, PyObject, Python, Visitor};
pub use crate::record::{Fields, Held, Nested, NewRecord, Tried, choose, choose_integer, tuple};
pub use crate::records::{
    Hinted, Piece, Returning, Unhinted, disjoint, gives, keep as keep_record, record,
    size as record_size,
};
pub use crate::spec::{FunctionSpec, Param, ParamKind, Presence, Receiver, c_text};
pub use crate::testing::{Test, register as register_test};

use crate::class::Constructed;
use crate::error::Error;

/// The value that `__init__` made, or its error.
#[inline(always)]
pub fn constructed<T, R: Constructed<T>>(made: R) -> Result<T> {
    made.constructed()
}

/// What `__del__` returned: nothing, or an error to report.
#[inline(always)]
pub fn finished<R: Finished>(done: R) -> Result<()> {
    done.finished()
}

/// The same for a function that sets or deletes an attribute: `None`, which nobody sees.
#[inline(always)]
pub fn completed<R: Finished>(done: R, py: Python<'_>) -> Result<Obj<'_>> {
    done.finished().map(|()| py.none())
}

/// What `__del__`, setters and deleters may return.
#[diagnostic::on_unimplemented(
    message = "this function must return nothing or a `Result<(), _>`, not `{Self}`",
    label = "nobody would see this value"
)]
pub trait Finished {
    /// Success, or the error to report.
    fn finished(self) -> Result<()>;
}

impl Finished for () {
    #[inline(always)]
    fn finished(self) -> Result<()> {
        Ok(())
    }
}

impl<E: Into<Error>> Finished for Result<(), E> {
    #[inline(always)]
    fn finished(self) -> Result<()> {
        self.map_err(Into::into)
    }
}

/// A formatted message, without an allocation where there is nothing to format.
#[doc(hidden)]
pub fn message(arguments: std::fmt::Arguments<'_>) -> std::borrow::Cow<'static, str> {
    match arguments.as_str() {
        Some(text) => text.into(),
        None => std::fmt::format(arguments).into(),
    }
}

/// What `print!` expands to.
#[doc(hidden)]
pub fn print(py: Python<'_>, text: std::fmt::Arguments<'_>) -> Result<()> {
    py.write("stdout", text)
}

/// What `eprint!` expands to.
#[doc(hidden)]
pub fn eprint(py: Python<'_>, text: std::fmt::Arguments<'_>) -> Result<()> {
    py.write("stderr", text)
}

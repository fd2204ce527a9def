//! What an exception type is to Rust: a name, and how its class is found in the interpreter that runs. Those
//! of Python's builtins are in `exceptions.rs`; here are those that Rust code defines or imports.

use std::ffi::CStr;

use crate::error::Result;
use crate::hint::TypeHint;
use crate::raw::kept::Kept;
use crate::raw::message::Message;
use crate::raw::{self, Lent, Obj, Python, Raised};

/// An exception type that Rust code can raise and match: see [`Error::new`](crate::Error::new).
///
/// Those in [`exceptions`](crate::exceptions) are Python's own. `#[exception]` makes one of Rust's, and
/// [`import_exception!`](crate::import_exception) stands for one that a Python module defines.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an exception type",
    label = "can't be raised",
    note = "take one from `pydust::exceptions`, give a unit struct `#[exception(Exception)]`, or import one with `import_exception!`"
)]
pub trait ExceptionType: Sized + 'static {
    #[doc(hidden)]
    const KIND: Kind;
    /// What stubs call it.
    #[doc(hidden)]
    const HINT: TypeHint;
}

/// An exception type's name, and how its class is found.
#[derive(Clone, Copy)]
pub struct Kind {
    name: &'static str,
    find: Find,
    has_fields: bool,
    is_made: bool,
}

type Find = for<'py> extern "C" fn(Python<'py>) -> Result<Obj<'py>, Raised>;

impl Kind {
    pub(crate) const fn found_by(name: &'static str, find: Find) -> Kind {
        Kind { name, find, has_fields: false, is_made: false }
    }

    /// A type whose instances have a value of Rust.
    pub(crate) const fn with_fields(name: &'static str, find: Find) -> Kind {
        Kind { name, find, has_fields: true, is_made: false }
    }

    /// A type that is made by a class statement, or as if by one.
    pub(crate) const fn made(name: &'static str, find: Find) -> Kind {
        Kind { is_made: true, ..Kind::found_by(name, find) }
    }

    /// Whether it is a class of Python's making, and none of C.
    pub(crate) const fn is_made(&self) -> bool {
        self.is_made
    }

    /// Whether its instances have a value of Rust, for which a class that extends it would have no place.
    pub(crate) const fn has_fields(&self) -> bool {
        self.has_fields
    }

    /// The type that Rust code defines.
    pub const fn defined<E: DefinedException>() -> Kind {
        extern "C" fn find<E: DefinedException>(py: Python<'_>) -> Result<Obj<'_>, Raised> {
            found_or_made(py, E::kept(), const { &E::SPEC })
        }
        Kind::made(E::SPEC.name, find::<E>)
    }

    /// The type that a Python module defines.
    pub const fn imported<E: ImportedException>() -> Kind {
        extern "C" fn find<E: ImportedException>(py: Python<'_>) -> Result<Obj<'_>, Raised> {
            found_or_imported(py, E::kept(), E::MODULE, E::NAME)
        }
        Kind::made(E::NAME, find::<E>)
    }

    /// The name in Python.
    pub(crate) fn name(self) -> &'static str {
        self.name
    }

    /// The exception class.
    #[inline]
    pub(crate) fn find(self, py: Python<'_>) -> Result<Obj<'_>, Raised> {
        (self.find)(py)
    }

    /// The class of a builtin exception, which is always there. (In place of another one that can't be had:
    /// the class of the exception that says why.)
    pub(crate) fn class(self, py: Python<'_>) -> Obj<'_> {
        self.find(py).unwrap_or_else(|Raised| raw::error::take(py).type_obj())
    }
}

/// The class of an exception type in each interpreter, in a static.
pub struct ExceptionClass(Kept);

impl ExceptionClass {
    /// None yet.
    #[allow(clippy::new_without_default)] // only for statics
    pub const fn new() -> ExceptionClass {
        ExceptionClass(Kept::new())
    }
}

/// An exception type that a Python module defines, as the macro writes it.
pub trait ImportedException: 'static {
    /// The module's dotted name.
    const MODULE: &'static str;
    /// The class's name.
    const NAME: &'static str;

    /// Where the class is kept.
    fn kept() -> &'static ExceptionClass;
}

extern "C" fn found_or_imported<'py>(
    py: Python<'py>,
    kept: &'static ExceptionClass,
    module: &'static str,
    name: &'static str,
) -> Result<Obj<'py>, Raised> {
    let import = || {
        let class = raw::imported::find(py, module, name)?;
        if raw::error::is_exception_class(&class) {
            return Ok(class);
        }
        let mut message = Message::new();
        message.push(&[module, ".", name, " is not an exception class, and can't be raised"]);
        let error = raw::error::exception_type(py, &raw const raw::ffi::PyExc_TypeError);
        raw::message::set(&error, &message);
        Err(Raised)
    };
    kept.0.get(py, import).map(Lent::to_owned)
}

/// An exception type that Rust code defines, as the macro writes it.
pub trait DefinedException: 'static {
    /// What Python sees of it.
    const SPEC: ExceptionSpec;

    /// Where the class is kept.
    fn kept() -> &'static ExceptionClass;
}

/// What Python sees of an exception type.
pub struct ExceptionSpec {
    /// Its name.
    pub name: &'static str,
    /// The path of the Rust module that it is in: the name of its home until a Python module exports it.
    pub path: &'static str,
    /// Its docstring.
    pub doc: &'static CStr,
    /// Its base.
    pub base: Kind,
}

/// The class as an attribute of the module that exports it.
pub(crate) extern "C" fn export<'py, E: DefinedException>(
    module_name: &Obj<'py>,
) -> Result<Obj<'py>> {
    Ok(exported(module_name, E::kept(), const { &E::SPEC })?)
}

extern "C" fn exported<'py>(
    module_name: &Obj<'py>,
    kept: &'static ExceptionClass,
    spec: &'static ExceptionSpec,
) -> Result<Obj<'py>, Raised> {
    let py = module_name.py();
    let class = match kept.0.find(py)? {
        Some(class) => class,
        None => kept.0.keep(py, &new_class(module_name, spec)?)?,
    };
    // Raised, or derived from, before its module was there, be it by a thread just now: it has no home yet.
    let attribute = raw::text::interned(py, c"__module__")?;
    let home = raw::call::get_attr(&class, &attribute)?;
    if raw::text::peek(&home) == Some(dotted(spec.path).as_str()) {
        raw::call::set_attr(&class, &attribute, module_name)?;
    }
    Ok(class)
}

extern "C" fn found_or_made<'py>(
    py: Python<'py>,
    kept: &'static ExceptionClass,
    spec: &'static ExceptionSpec,
) -> Result<Obj<'py>, Raised> {
    let make = || new_class(&raw::text::new(py, dotted(spec.path).as_str())?, spec);
    kept.0.get(py, make).map(Lent::to_owned)
}

fn new_class<'py>(
    module_name: &Obj<'py>,
    spec: &'static ExceptionSpec,
) -> Result<Obj<'py>, Raised> {
    let py = module_name.py();
    let name = raw::text::dotted(module_name, &raw::text::new(py, spec.name)?)?;
    raw::error::new_exception_class(&spec.base.find(py)?, raw::text::as_c_str(&name)?, spec.doc)
}

/// The path of a Rust module as Python writes names.
pub(crate) fn dotted(path: &str) -> Message {
    let mut name = Message::new();
    for (index, part) in path.split("::").enumerate() {
        name.push(&[if index == 0 { "" } else { "." }, part]);
    }
    name
}

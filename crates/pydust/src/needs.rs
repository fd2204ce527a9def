//! What a module needs of the interpreter that imports it: to be the main one, or to share its GIL; to have a GIL.
//!
//! CPython asks after the first two itself, but neither before 3.12 nor in every kind of sub-interpreter, and its words
//! say neither what is needed nor what to do. So modules declare to CPython that they may be imported anywhere,
//! and it is here that one is refused, before anything of its own has run.

use crate::error::Result;
use crate::raw::message::Message;
use crate::raw::{self, Obj};

/// What a module needs, as the macros write it.
#[derive(Clone, Copy)]
pub struct Needs {
    admit: Option<for<'py> extern "C" fn(&Obj<'py>) -> Result<()>>,
    pub(crate) gil: bool,
}

impl Needs {
    /// Nothing: any interpreter imports the module, and it does without the GIL.
    pub const NOTHING: Needs = Needs { admit: None, gil: false };

    /// The main interpreter.
    #[must_use]
    pub const fn main_interpreter(self) -> Needs {
        Needs { admit: Some(in_main_interpreter), ..self }
    }

    /// The main interpreter, or one that shares its GIL.
    #[must_use]
    pub const fn shared_gil(self) -> Needs {
        Needs { admit: Some(with_shared_gil), ..self }
    }

    /// The GIL, also in builds of CPython that can do without.
    #[must_use]
    pub const fn gil(self) -> Needs {
        Needs { gil: true, ..self }
    }

    /// Raises `ImportError` for a new module whose interpreter has not what it needs.
    #[inline]
    pub(crate) fn check(&self, module: &Obj<'_>) -> Result<()> {
        self.admit.map_or(Ok(()), |admit| admit(module))
    }
}

extern "C" fn in_main_interpreter(module: &Obj<'_>) -> Result<()> {
    if raw::interpreter::is_main(module.py()) {
        return Ok(());
    }
    refuse(
        module,
        " needs the main interpreter, and this is a sub-interpreter: \
         import it in the main one, or in a process of its own",
    )
}

extern "C" fn with_shared_gil(module: &Obj<'_>) -> Result<()> {
    if raw::interpreter::is_main(module.py()) || raw::own_gil::admits_shared(module)? {
        return Ok(());
    }
    refuse(
        module,
        " needs the main interpreter's GIL, and this sub-interpreter has one of its own: \
         import it in the main interpreter, or in a sub-interpreter that shares its GIL",
    )
}

fn refuse(module: &Obj<'_>, why: &str) -> Result<()> {
    let name = raw::call::get_attr(module, &raw::text::interned(module.py(), c"__name__")?)?;
    let mut message = Message::new();
    message.push(&["module ", raw::text::as_str(&name)?, why]);
    Err(raw::error::set_import(&name, message.as_str()).into())
}

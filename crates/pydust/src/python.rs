//! What the token [`Python`] can do: detach, import, and make the singletons. Getting one is in `attach.rs`.

use crate::error::{Here, Result};
use crate::raw::{self, Obj, Python};
use crate::types::{Handle, Module};

impl<'py> Python<'py> {
    /// Runs `work` without the interpreter, so that other threads can run Python code meanwhile.
    ///
    /// Takes a closure that uses no handles (they can't be sent to other threads, and the compiler holds
    /// the closure to the same rule) and gives what it returns.
    ///
    /// The rule is `Send`, so what claims to be `Send` while it is not (`send_wrapper`, say) can carry a
    /// handle inside: don't.
    ///
    /// ```
    /// # use pydust as py;
    /// fn sum(py: py::Python, numbers: Vec<u64>) -> u64 {
    ///     py.detach(|| numbers.iter().sum())
    /// }
    /// ```
    pub fn detach<R: Send>(self, work: impl FnOnce() -> R + Send) -> R {
        raw::attach::detach(self, work)
    }

    /// `import name`, giving the module that the dotted name names.
    ///
    /// Raises `ImportError`, and whatever the module raises as it runs.
    #[track_caller]
    pub fn import(self, name: &str) -> Result<Module<'py>> {
        let name = raw::text::new(self, name)?;
        Module::from_obj(raw::call::import(self, &name).here()?)
    }

    /// `None`.
    #[inline]
    pub fn none(self) -> Obj<'py> {
        raw::object::none(self)
    }

    /// `NotImplemented`, which a binary operator returns to let the other operand try.
    #[inline]
    pub fn not_implemented(self) -> Obj<'py> {
        raw::object::not_implemented(self)
    }

    /// The running Python's version: `(3, 13)`.
    pub fn version(self) -> (u8, u8) {
        raw::module::version()
    }
}

/// Runs `work` attached to Python; `None` if there is no interpreter. For this library's own use: it does not panic.
pub(crate) fn try_attach<R>(work: impl for<'py> FnOnce(Python<'py>) -> R) -> Option<R> {
    raw::attach::attach(work)
}

//! Context managers: Python's `with`, from Rust.

use crate::error::{Error, Result};
use crate::exceptions::{RuntimeError, TypeError};
use crate::raw::handled::Handled;
use crate::raw::{self, Obj, Python};

impl<'py> Obj<'py> {
    /// `with self as entered: ...`, with a closure as the block.
    ///
    /// `__exit__` is called however the block ends, and gets the error that it ended with. Gives what the
    /// block gives, or `None` if it ended with an error that `__exit__` swallowed. If the block panics
    /// `__exit__` gets a `RuntimeError`, and the panic goes on.
    ///
    /// Raises `TypeError` for an object that is no context manager, what `__enter__` and `__exit__` raise, and
    /// the block's error if it was not swallowed.
    ///
    /// ```
    /// # use pydust as py;
    /// fn first_line(py: py::Python, path: &str) -> py::Result<Option<String>> {
    ///     let open = py.builtins()?.getattr("open")?;
    ///     open.call1((path,))?.with(|file| file.call_method("readline", ())?.extract())
    /// }
    /// ```
    #[track_caller]
    pub fn with<T>(&self, block: impl FnOnce(Obj<'py>) -> Result<T>) -> Result<Option<T>> {
        let (entered, exit) = enter(self)?;
        let mut exit = Exit(Some(exit));
        match block(entered) {
            Ok(value) => exit.call(None).map(|_| Some(value)),
            Err(error) => exit.call(Some(error)).map(|()| None),
        }
    }
}

/// Enters a context: gives what `__enter__` gave, and the bound `__exit__`, which is looked up before.
fn enter<'py>(manager: &Obj<'py>) -> Result<(Obj<'py>, Obj<'py>)> {
    let missing = |what: &str| {
        let class = manager.class().name()?;
        let message =
            format!("'{class}' object does not support the context manager protocol{what}");
        Err(Error::new(TypeError, message))
    };
    let Some(enter) = special_method(manager, "__enter__")? else { return missing("") };
    let Some(exit) = special_method(manager, "__exit__")? else {
        return missing(" (missed __exit__ method)");
    };
    Ok((enter.call0()?, exit))
}

/// A special method as the interpreter finds it: on the type, whatever the object's own attributes are, and
/// bound to the object.
fn special_method<'py>(obj: &Obj<'py>, name: &str) -> Result<Option<Obj<'py>>> {
    let py = obj.py();
    let class = obj.class();
    let absent = py.not_implemented();
    for base in class.mro()?.items() {
        let found = base.getattr("__dict__")?.call_method("get", (name, &absent))?;
        if found.is(&absent) {
            continue;
        }
        return match raw::call::find_attr(&found.type_obj(), c"__get__")? {
            Some(bind) => bind.call1((found, obj, class)).map(Some),
            None => Ok(Some(found)),
        };
    }
    Ok(None)
}

/// The `__exit__` of a context that was entered: called once, also where the block panics.
struct Exit<'py>(Option<Obj<'py>>);

impl Exit<'_> {
    /// Leaves the context, with the error that ended the block if one did. `Ok` says that there was none, or
    /// that it was swallowed.
    fn call(&mut self, error: Option<Error>) -> Result<()> {
        let Some(exit) = self.0.take() else { return Ok(()) };
        let py = exit.py();
        let Some(error) = error else {
            return exit.call1((py.none(), py.none(), py.none())).map(drop);
        };
        let exception = raise(py, error);
        if tell(&exit, &exception)? { Ok(()) } else { Err(Error::from_exception(exception)) }
    }
}

impl Drop for Exit<'_> {
    /// The block panicked: no exception can be raised out of here, and `__exit__` can't end the panic.
    fn drop(&mut self) {
        let Some(exit) = self.0.take() else { return };
        let py = exit.py();
        let panicked = raise(py, Error::new(RuntimeError, "a panic in native code"));
        if let Err(error) = tell(&exit, &panicked) {
            error.set(py);
            raw::error::write_unraisable(Some(&exit));
        }
    }
}

/// The error as an exception with a traceback, which has an entry for the Rust code if it began there.
fn raise(py: Python<'_>, error: Error) -> Obj<'_> {
    error.set_in(py, c"<with block>", None);
    raw::error::take(py)
}

/// Calls `__exit__` with an exception; whether it swallowed it. What it raises has the exception as its
/// `__context__`.
fn tell<'py>(exit: &Obj<'py>, exception: &Obj<'py>) -> Result<bool> {
    let traceback = exception.getattr("__traceback__")?;
    let _handled = Handled::begin(exception);
    exit.call1((exception.class(), exception, traceback))?.is_true()
}

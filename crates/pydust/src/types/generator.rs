//! [`Generator`] and [`Coroutine`]: code that stops and is run on.

use super::handle;
use crate::convert::IntoPy;
use crate::error::{Error, Result};
use crate::exceptions::StopIteration;
use crate::raw::{self, Obj};

handle! {
    /// What a generator function returns. `for item in &generator` runs through its values.
    ///
    /// ```
    /// # use pydust as py;
    /// fn first_two(generator: &py::Generator) -> py::Result<Vec<i64>> {
    ///     let mut found = Vec::new();
    ///     for item in generator.into_iter().take(2) {
    ///         found.push(item?.extract()?);
    ///     }
    ///     generator.close()?; // runs its `finally`
    ///     Ok(found)
    /// }
    /// ```
    Generator, PyGenerator, "generator", raw::frame::is_generator
}

handle! {
    /// What an `async def` function returns: see [`Python::block_on`](crate::Python::block_on) to run one to its end.
    ///
    /// ```
    /// # use pydust as py;
    /// fn run(coroutine: &py::Coroutine) -> py::Result<f64> {
    ///     coroutine.py().block_on(coroutine)?.extract()
    /// }
    /// ```
    Coroutine, PyCoroutine, "coroutine", raw::frame::is_coroutine
}

/// Where a generator or coroutine stopped.
///
/// ```
/// # use pydust as py;
/// fn ask(answers: &py::Generator, question: &str) -> py::Result<Option<String>> {
///     match answers.send(question)? {
///         py::Resumed::Yielded(answer) => Ok(Some(answer.extract()?)),
///         py::Resumed::Returned(_) => Ok(None),
///     }
/// }
/// ```
#[derive(Clone, Debug)]
pub enum Resumed<'py> {
    /// It gave a value (`yield`, or an `await` that waits), and can be run on.
    Yielded(Obj<'py>),
    /// It has ended, with this value.
    Returned(Obj<'py>),
}

impl<'py> From<raw::frame::Sent<'py>> for Resumed<'py> {
    fn from(sent: raw::frame::Sent<'py>) -> Self {
        match sent {
            raw::frame::Sent::Yielded(value) => Resumed::Yielded(value),
            raw::frame::Sent::Returned(value) => Resumed::Returned(value),
        }
    }
}

macro_rules! resumable {
    ($($handle:ident, $ended:literal;)*) => {$(
        impl<'py> $handle<'py> {
            /// Runs it on to where it stops next: the `yield` at which it stands gives `value` (which must be `None`
            /// for one that has just begun).
            ///
            #[doc = concat!("Raises what its code raises. Once it has ended, ", $ended, ".")]
            #[track_caller]
            pub fn send(&self, value: impl IntoPy<'py>) -> Result<Resumed<'py>> {
                let value = value.into_py(self.py())?;
                Ok(raw::frame::send(self, &value)?.into())
            }

            /// Runs it on with an exception, which is raised at the `yield` where it stands.
            ///
            /// Raises that exception if its code does not catch it, or whatever else it raises.
            #[track_caller]
            pub fn throw(&self, error: Error) -> Result<Resumed<'py>> {
                throw(self, error)
            }

            /// Ends it: `GeneratorExit` is raised where it stands, so that its `finally` clauses run.
            ///
            /// Raises `RuntimeError` if it yields again, and what its code raises.
            #[track_caller]
            pub fn close(&self) -> Result<()> {
                self.call_method("close", ()).map(drop)
            }
        }
    )*};
}

resumable! {
    Generator, "it gives `Returned(None)`";
    Coroutine, "it raises `RuntimeError`";
}

fn throw<'py>(resumable: &Obj<'py>, error: Error) -> Result<Resumed<'py>> {
    let py = resumable.py();
    let thrown = error.into_exception(py);
    let error = match resumable.call_method("throw", (&thrown,)) {
        Ok(value) => return Ok(Resumed::Yielded(value)),
        Err(error) => error,
    };
    if !error.is::<StopIteration>(py) {
        return Err(error);
    }
    // A return is reported as StopIteration; one that its code raises becomes RuntimeError (PEP 479), and
    // one that was thrown at the end comes back as it is.
    let raised = error.into_exception(py);
    if raised.is(&thrown) {
        return Err(Error::from_exception(raised));
    }
    Ok(Resumed::Returned(raised.getattr("value")?))
}

/// The values that a generator yields: see [`Generator`].
#[derive(Clone, Debug)]
pub struct Yields<'py>(Generator<'py>);

impl<'py> Iterator for Yields<'py> {
    type Item = Result<Obj<'py>>;

    fn next(&mut self) -> Option<Self::Item> {
        raw::container::next(&self.0).map_err(Error::from).transpose()
    }
}

impl<'py> IntoIterator for Generator<'py> {
    type Item = Result<Obj<'py>>;
    type IntoIter = Yields<'py>;

    fn into_iter(self) -> Yields<'py> {
        Yields(self)
    }
}

impl<'py> IntoIterator for &Generator<'py> {
    type Item = Result<Obj<'py>>;
    type IntoIter = Yields<'py>;

    fn into_iter(self) -> Yields<'py> {
        Yields(self.clone())
    }
}

//! [`Generator`] and [`Coroutine`]: code that stops and is run on.

use super::handle;
use crate::convert::IntoPy;
use crate::error::{Error, Result};
use crate::exceptions::StopIteration;
use crate::hint::TypeHint;
use crate::raw::{self, Obj, Python};

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
    Generator, PyGenerator, "generator" as "{collections.abc.Generator}[{typing.Any}, {typing.Any}, {typing.Any}]", raw::frame::is_generator
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
    Coroutine, PyCoroutine, "coroutine" as "{types.CoroutineType}[{typing.Any}, {typing.Any}, {typing.Any}]", raw::frame::is_coroutine
}

/// Where a generator or coroutine stopped: what [`send`](Generator::send) gives, and what the methods of a class that is
/// one return.
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
///
/// Returned to Python, `Yielded` is the value itself, and `Returned` raises `StopIteration` with its value, so that
/// `yield from` and `await` give it:
///
/// ```
/// # use pydust as py;
/// struct Average { sum: f64, count: u32 }
///
/// impl Average {
///     pub fn send(&mut self, value: Option<f64>) -> py::Resumed<u32, f64> {
///         let Some(value) = value else { return py::Resumed::Returned(self.sum / f64::from(self.count)) };
///         self.sum += value;
///         self.count += 1;
///         py::Resumed::Yielded(self.count)
///     }
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resumed<Y, R = Y> {
    /// It gave a value (`yield`, or an `await` that waits), and can be run on.
    Yielded(Y),
    /// It has ended, with this value.
    Returned(R),
}

impl<'py> From<raw::frame::Sent<'py>> for Resumed<Obj<'py>> {
    fn from(sent: raw::frame::Sent<'py>) -> Self {
        match sent {
            raw::frame::Sent::Yielded(value) => Resumed::Yielded(value),
            raw::frame::Sent::Returned(value) => Resumed::Returned(value),
        }
    }
}

impl<'py, Y: IntoPy<'py>, R: IntoPy<'py>> IntoPy<'py> for Resumed<Y, R> {
    const GIVES: TypeHint = Y::GIVES;

    /// The value that was yielded.
    ///
    /// Raises `StopIteration` for one that was returned.
    #[inline]
    fn into_py(self, py: Python<'py>) -> Result<Obj<'py>> {
        match self {
            Resumed::Yielded(value) => value.into_py(py),
            Resumed::Returned(value) => Err(ended(value.into_py(py)?)),
        }
    }
}

/// `StopIteration(value)`
#[cold]
pub(crate) extern "C" fn ended(value: Obj<'_>) -> Error {
    match raw::frame::stop_iteration(value) {
        Ok(exception) => Error::from_exception(exception),
        Err(raised) => raised.into(),
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
            pub fn send(&self, value: impl IntoPy<'py>) -> Result<Resumed<Obj<'py>>> {
                let value = value.into_py(self.py())?;
                Ok(raw::frame::send(self, &value)?.into())
            }

            /// Runs it on with an exception, which is raised at the `yield` where it stands.
            ///
            /// Raises that exception if its code does not catch it, or whatever else it raises.
            #[track_caller]
            pub fn throw(&self, error: Error) -> Result<Resumed<Obj<'py>>> {
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

fn throw<'py>(resumable: &Obj<'py>, error: Error) -> Result<Resumed<Obj<'py>>> {
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

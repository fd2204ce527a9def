//! [`Error`]: everything that a Python exception can be on the Rust side, from where it begins to where it
//! reaches Python. What is added to one and read from one is in `chain.rs` and `group.rs`; what other errors
//! become is in `into_error.rs` and below.

mod arg;
mod chain;
mod group;
mod held;
mod into_error;
mod io_error;
pub(crate) mod kind;
pub(crate) mod mismatch;
mod or_raise;
mod report;
pub(crate) mod sources;
mod std_errors;

pub use arg::Arg;
pub use into_error::IntoError;
pub use or_raise::OrRaise;

use std::borrow::Cow;
use std::ffi::CStr;
use std::fmt::{self, Display};
use std::panic::Location;

use crate::exceptions::{StopAsyncIteration, StopIteration};
use crate::object::PyObj;
use crate::raw::boxed::Boxed;
use crate::raw::once::Once;
use crate::raw::opaque::Opaque;
use crate::raw::traceback::Entry;
use crate::raw::{self, Obj, Python, Raised};
use crate::types::Type;
use chain::Links;
use kind::{ExceptionType, Kind};

/// The result of everything that can raise. An exported function may return it, and then `Err` is raised.
///
/// ```
/// # use pydust as py;
/// fn port(text: &str) -> py::Result<u16> {
///     Ok(text.trim().parse()?) // a ValueError
/// }
/// ```
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A Python exception, raised or about to be.
///
/// Make one with [`raise!`](crate::raise) or [`Error::new`]; `?` turns the errors of the standard
/// library into the exceptions that Python users expect (see [`IntoError`]). An error made in Rust
/// remembers its place in the source, which becomes an entry of the Python traceback.
///
/// ```
/// use pydust as py;
///
/// fn half(n: i64) -> py::Result<i64> {
///     if n % 2 != 0 {
///         return py::raise!(ValueError, "{n} is odd");
///     }
///     Ok(n / 2)
/// }
///
/// fn parse(text: &str) -> py::Result<i64> {
///     Ok(text.parse::<i64>()?) // a ValueError
/// }
/// ```
pub struct Error(Option<Boxed<Parts>>); // one pointer: results are returned in registers. `None`: no memory

struct Parts {
    repr: Repr,
    /// Where in Rust's source the error began, if it began there.
    origin: Option<Origin>,
    /// What was said of it in Rust and is not yet in the exception.
    links: Option<Opaque<Links>>,
    /// The complete exception, if somebody asked for it before it is raised.
    whole: Once<Whole>,
}

struct Whole {
    exception: PyObj,
    raise: Raise,
}

/// Where in Rust's source an error began.
struct Origin {
    place: &'static Location<'static>,
    /// [`Error::set_with_entry`]: a pointer, so that modules whose errors all begin in Python do not link it.
    raise: RaiseAt,
}

type RaiseAt = for<'py> extern "C" fn(Error, Python<'py>, &'static CStr, Option<&Obj<'py>>);

/// [`Error::set_complete`]: a pointer, so that modules whose errors are only raised do not link it.
type Raise = for<'py> extern "C" fn(Error, Python<'py>);

enum Repr {
    /// An exception instance that was raised by Python.
    Exception(PyObj),
    /// A value of the wrong type, as a tuple that `mismatch` describes: the function that is called completes
    /// the message with its own and the argument's name.
    Mismatch(PyObj),
    /// A value of the right type that is not one of those expected: as above, with the exception.
    WrongValue(PyObj),
    /// An exception that Rust code asked for; made when it reaches Python, so that errors can be made
    /// by detached threads too.
    Asked(Kind, Args),
}

enum Args {
    Message(Cow<'static, str>),
    Many(Opaque<Many>),
}

/// Any arguments, and what makes the exception of them: a pointer, so that modules which raise messages alone do
/// not link it.
struct Many {
    args: Vec<Arg>,
    make: Make,
}

/// Makes an exception of its arguments.
type Make = for<'py> extern "C" fn(Python<'py>, Kind, &[Arg]) -> Result<Obj<'py>>;

impl Many {
    fn make<'py>(&self, py: Python<'py>, kind: Kind) -> Result<Obj<'py>> {
        (self.make)(py, kind, &self.args)
    }

    /// The errors among the arguments, taken out.
    fn take_held(&mut self) -> impl Iterator<Item = Error> + use<'_> {
        self.args.iter_mut().flat_map(Arg::take_errors)
    }
}

impl Drop for Many {
    fn drop(&mut self) {
        held::drop_held(self.take_held().collect());
    }
}

impl Error {
    /// An exception of the given type with a message, to be raised by returning it.
    ///
    /// ```
    /// use pydust as py;
    /// let error = py::Error::new(py::exceptions::ValueError, "must be positive");
    /// assert_eq!(error.to_string(), "ValueError: must be positive");
    /// ```
    #[track_caller]
    #[cold]
    pub fn new<E: ExceptionType>(kind: E, message: impl Into<Cow<'static, str>>) -> Error {
        let _ = kind;
        Error::asked(E::KIND, Args::Message(message.into()))
    }

    /// An exception of the given type with any arguments: none, several, or one that is not a message.
    /// [`raise!`](crate::raise) writes it as Python does.
    ///
    /// The exception is made when it reaches Python; if that fails (the class takes other arguments), the error that
    /// says so is raised in its place.
    ///
    /// ```
    /// use pydust as py;
    /// use py::exceptions::{OSError, StopIteration};
    ///
    /// let ended = py::Error::with_args(StopIteration, []);
    /// let missing = py::Error::with_args(OSError, [2.into(), "no such order".into()]); // a FileNotFoundError
    /// ```
    #[track_caller]
    #[cold]
    pub fn with_args<E: ExceptionType, const N: usize>(kind: E, args: [Arg; N]) -> Error {
        let _ = kind;
        match Opaque::new(Many { args: Vec::from(args), make: instance }) {
            Some(many) => Error::asked(E::KIND, Args::Many(many)),
            None => Error(None),
        }
    }

    /// An exception that `make` makes of a value, when it reaches Python.
    #[track_caller]
    pub(crate) fn with_value<T: Send + 'static>(kind: Kind, value: T, make: Make) -> Error {
        let many = Arg::carrying(value).and_then(|arg| Opaque::new(Many { args: vec![arg], make }));
        many.map_or(Error(None), |many| Error::asked(kind, Args::Many(many)))
    }

    #[track_caller]
    fn asked(kind: Kind, args: Args) -> Error {
        let origin = Some(Origin { place: Location::caller(), raise: Error::set_with_entry });
        Error(Boxed::new(Parts {
            repr: Repr::Asked(kind, args),
            origin,
            links: None,
            whole: Once::new(),
        }))
    }

    fn of(repr: Repr) -> Error {
        Error(Boxed::new(Parts { repr, origin: None, links: None, whole: Once::new() }))
    }

    /// Takes the exception that Python has raised out of the error indicator.
    #[cold]
    pub(crate) extern "C" fn fetch(py: Python<'_>) -> Error {
        Error::caught(raw::error::take(py))
    }

    /// An exception that was raised before. Nothing else may be passed: see `caught_if_exception`.
    #[inline(never)]
    extern "C" fn caught(exception: Obj<'_>) -> Error {
        Error::of(Repr::Exception(PyObj::from_obj(exception)))
    }

    /// As above, for an object that Python code gives; `TypeError` if it is no exception.
    fn caught_if_exception(object: Obj<'_>) -> Result<Error> {
        if raw::error::is_exception(&object) {
            return Ok(Error::caught(object));
        }
        Err(mismatch::new(&object, "an instance of BaseException"))
    }

    /// A complete exception, made from an instance, or from a class as `raise` does.
    ///
    /// Gives a `TypeError` for any other object.
    ///
    /// ```
    /// use pydust as py;
    /// fn reraise(exception: py::Obj) -> py::Result<()> {
    ///     Err(py::Error::from_exception(exception))
    /// }
    /// ```
    pub fn from_exception(exception: Obj<'_>) -> Error {
        let exception = if raw::error::is_exception_class(&exception) {
            match exception.call0() {
                Ok(exception) => exception,
                Err(error) => return error,
            }
        } else {
            exception
        };
        if raw::error::is_exception(&exception) {
            raw::error::raise(&exception);
            return Error::fetch(exception.py());
        }
        mismatch::new(&exception, "an instance of BaseException")
    }

    /// Whether `except Kind` would catch this error. (No, if the class `Kind` can't be had.)
    ///
    /// ```
    /// use pydust as py;
    /// fn get_or_zero(dict: &py::Dict, key: &py::Str) -> py::Result<i64> {
    ///     match dict.get_item(key) {
    ///         Err(error) if error.is::<py::exceptions::KeyError>(dict.py()) => Ok(0),
    ///         found => found?.extract(),
    ///     }
    /// }
    /// ```
    pub fn is<E: ExceptionType>(&self, py: Python<'_>) -> bool {
        match E::KIND.find(py) {
            Ok(class) => self.is_instance(&class),
            Err(Raised) => {
                drop(raw::error::take(py));
                false
            }
        }
    }

    /// Whether `except class` would catch this error, where `class` is an exception class or a tuple of some.
    ///
    /// ```
    /// use pydust as py;
    /// fn call_or_none<'py>(f: &py::Callable<'py>, ignored: &py::Type<'py>) -> py::Result<py::Obj<'py>> {
    ///     match f.call0() {
    ///         Err(error) if error.is_instance(ignored) => Ok(f.py().none()),
    ///         done => done,
    ///     }
    /// }
    /// ```
    pub fn is_instance(&self, class: &Obj<'_>) -> bool {
        let py = class.py();
        let own = match self.0.as_deref().map(|parts| &parts.repr) {
            // Of these the class is known without the exception.
            Some(Repr::Asked(kind, Args::Message(_))) => kind.find(py),
            Some(Repr::Mismatch(parts) | Repr::WrongValue(parts)) => match parts.try_as_obj(py) {
                Ok(parts) => Ok(mismatch::class(parts)),
                Err(_) => return false,
            },
            _ => Ok(self.value(py)),
        };
        let own = own.unwrap_or_else(|Raised| raw::error::take(py));
        raw::error::matches(&own, class)
    }

    /// The class of the exception.
    pub fn class<'py>(&self, py: Python<'py>) -> Type<'py> {
        self.value(py).class()
    }

    /// The exception, as `except ... as e` would bind it: the same object whenever it is asked for, and the one that
    /// is raised in the end.
    ///
    /// ```
    /// use pydust as py;
    /// fn errno(error: &py::Error, py: py::Python) -> py::Result<Option<i32>> {
    ///     error.value(py).getattr("errno")?.extract()
    /// }
    /// ```
    pub fn value<'py>(&self, py: Python<'py>) -> Obj<'py> {
        match self.complete(py) {
            Ok(exception) => exception,
            Err(failure) => failure.into_exception(py), // what `raise` would raise
        }
    }

    /// The exception, as [`value`](Error::value) gives it; what is being handled is its context now.
    pub fn into_exception(self, py: Python<'_>) -> Obj<'_> {
        self.set(py);
        raw::error::take(py)
    }

    /// The exception with all that was said of it, or the error of making it.
    fn complete<'py>(&self, py: Python<'py>) -> Result<Obj<'py>> {
        let Some(parts) = self.0.as_deref() else {
            raw::error::set_no_memory(py);
            return Ok(raw::error::take(py));
        };
        if let (Repr::Exception(exception), None) = (&parts.repr, &parts.links) {
            return exception.try_clone_bound(py);
        }
        if let Some(whole) = parts.whole.get() {
            return whole.exception.try_clone_bound(py);
        }
        let exception = parts.repr.make(py)?;
        if let Some(links) = &parts.links {
            links.add_to(&exception)?;
        }
        let stored = PyObj::from_obj(exception.clone());
        parts.whole.keep(Whole { exception: stored, raise: Error::set_complete });
        // Making it may have run Python code, and another thread, or that code, may have been first.
        parts.whole.get().map_or(Ok(exception), |whole| whole.exception.try_clone_bound(py))
    }

    /// Raises the error, with an entry in its traceback for the Rust code if it began there: for the function of
    /// the given name, which was called on `owner`.
    pub(crate) extern "C" fn set_in<'py>(
        self,
        py: Python<'py>,
        function: &'static CStr,
        owner: Option<&Obj<'py>>,
    ) {
        let origin = self.0.as_deref().and_then(|parts| parts.origin.as_ref());
        match origin.map(|origin| origin.raise) {
            Some(raise) => raise(self, py, function, owner),
            None => self.set(py),
        }
    }

    /// The same error, which began at the place if it shows none yet.
    #[cold]
    pub(crate) extern "C" fn or_begun_at(mut self, place: &'static Location<'static>) -> Error {
        match self.0.as_deref_mut() {
            Some(parts) if parts.shown_place().is_none() => {
                parts.origin = Some(Origin { place, raise: Error::set_with_entry });
            }
            _ => {}
        }
        self
    }

    /// Raises an error that began in Rust.
    extern "C" fn set_with_entry<'py>(
        self,
        py: Python<'py>,
        function: &'static CStr,
        owner: Option<&Obj<'py>>,
    ) {
        let parts = self.0.as_deref().filter(|parts| !parts.ends_loop(py));
        let place = parts.and_then(Parts::shown_place);
        let entry = place.map(|place| Entry::at(py, function, place, owner));
        self.set(py);
        if let Some(entry) = entry {
            entry.add(py);
        }
    }

    /// Raises the error: sets the error indicator.
    pub(crate) extern "C" fn set(self, py: Python<'_>) {
        match self.0.as_deref().and_then(Parts::raise) {
            Some(raise) => raise(self, py),
            None => match self.0.map(Boxed::into_inner) {
                Some(parts) => parts.repr.set(py),
                None => raw::error::set_no_memory(py),
            },
        }
    }

    /// Raises an error of which something was said, or which somebody has seen.
    extern "C" fn set_complete(self, py: Python<'_>) {
        let parts = self.0.as_deref();
        let has_context = parts.is_some_and(|parts| {
            matches!(parts.repr, Repr::Exception(_))
                || parts.links.as_ref().is_some_and(|links| links.have_context())
        });
        match self.complete(py) {
            Ok(exception) if has_context => raw::error::restore(exception),
            Ok(exception) => raw::error::raise(&exception),
            Err(failure) => failure.set(py),
        }
    }
}

impl Parts {
    /// The place that an entry in the traceback shows. Places in this crate and in the standard library are none
    /// that users know: an error can begin there too (a `Result` that is returned as it is, a conversion inside of a
    /// struct).
    fn shown_place(&self) -> Option<&'static Location<'static>> {
        let place = self.origin.as_ref()?.place;
        let library = file!().strip_suffix("error/mod.rs");
        let is_ours = library.is_some_and(|folder| place.file().starts_with(folder));
        (!is_ours && !place.file().starts_with("/rustc/")).then_some(place)
    }

    /// Whether this is what ends a loop: that is no mistake, and has no entry in a traceback.
    fn ends_loop(&self, py: Python<'_>) -> bool {
        let ends = [StopIteration::KIND, StopAsyncIteration::KIND];
        match &self.repr {
            Repr::Asked(kind, _) => ends.iter().any(|end| end.name() == kind.name()),
            Repr::Exception(exception) => exception.try_as_obj(py).is_ok_and(|exception| {
                ends.iter().any(|end| raw::error::matches(exception, &end.class(py)))
            }),
            Repr::Mismatch(_) | Repr::WrongValue(_) => false,
        }
    }

    /// What raises the error, if that takes more than making the exception.
    fn raise(&self) -> Option<Raise> {
        match &self.links {
            Some(links) => Some(links.raise),
            None => self.whole.get().map(|whole| whole.raise),
        }
    }
}

impl Repr {
    /// Raises an error of which nothing more was said.
    fn set(self, py: Python<'_>) {
        let raised = match self {
            Repr::Exception(exception) => {
                exception.try_into_obj(py).map(|it| raw::error::restore(it))
            }
            Repr::Mismatch(parts) | Repr::WrongValue(parts) => {
                parts.try_into_obj(py).map(|parts| mismatch::set(&parts, &[]))
            }
            Repr::Asked(kind, Args::Message(message)) => {
                if let Ok(class) = kind.find(py) {
                    raw::error::set_text(&class, &message);
                }
                return;
            }
            Repr::Asked(kind, Args::Many(many)) => {
                many.make(py, kind).map(|exception| raw::error::raise(&exception))
            }
        };
        if let Err(failure) = raised {
            failure.set(py);
        }
    }

    /// Makes the exception.
    fn make<'py>(&self, py: Python<'py>) -> Result<Obj<'py>> {
        match self {
            Repr::Exception(exception) => exception.try_clone_bound(py),
            Repr::Mismatch(parts) | Repr::WrongValue(parts) => {
                mismatch::set(parts.try_as_obj(py)?, &[]);
                Ok(raw::error::take(py))
            }
            Repr::Asked(kind, Args::Message(message)) => {
                Ok(raw::error::new_exception_of_text(&kind.find(py)?, message)?)
            }
            Repr::Asked(kind, Args::Many(many)) => many.make(py, *kind),
        }
    }
}

/// `class(*args)`.
extern "C" fn instance<'py>(py: Python<'py>, kind: Kind, args: &[Arg]) -> Result<Obj<'py>> {
    held::make_held(py, args.iter().flat_map(Arg::errors));
    let args = arg::list(py, args, |arg| arg.to_obj(py))?;
    Ok(raw::error::new_exception(&kind.find(py)?, &args)?)
}

/// Values of the wrong type: the parts of the message are known one after the other.
impl Error {
    /// The error as one of the given argument of the given function.
    #[cold]
    pub(crate) extern "C" fn for_argument(
        self,
        py: Python<'_>,
        function: &'static str,
        argument: &'static str,
    ) -> Error {
        self.of_value(py, &[function, "() argument '", argument, "'"])
    }

    /// The error as one of a value assigned to an attribute.
    #[cold]
    pub(crate) extern "C" fn for_attribute(
        self,
        py: Python<'_>,
        class: &'static str,
        name: &'static str,
    ) -> Error {
        self.of_value(py, &["attribute '", name, "' of '", class, "'"])
    }

    /// Completes the message of a mismatch with what the value was for.
    fn of_value(self, py: Python<'_>, place: &[&str]) -> Error {
        self.map_mismatch(py, |parts| {
            mismatch::set(parts, place);
            Error::fetch(py)
        })
    }

    /// The same error, as one of a part of a value: `item 3`, `field 'x'`, `value of key 'k'`.
    #[cold]
    pub(crate) fn within(self, py: Python<'_>, part: fmt::Arguments<'_>) -> Error {
        self.map_mismatch(py, |parts| mismatch::within(parts, part))
    }

    /// What `change` makes of a mismatch, with all that was said of it; any other error as it is.
    fn map_mismatch(self, py: Python<'_>, change: impl FnOnce(&Obj<'_>) -> Error) -> Error {
        let repr = self.0.as_deref().map(|parts| &parts.repr);
        if !matches!(repr, Some(Repr::Mismatch(_) | Repr::WrongValue(_))) {
            return self;
        }
        let inner = self.0.map(Boxed::into_inner);
        let Some(Parts { repr: Repr::Mismatch(parts) | Repr::WrongValue(parts), links, .. }) =
            inner
        else {
            return Error(None); // not reached: just asked
        };
        let mut changed = match parts.try_as_obj(py) {
            Ok(parts) => change(parts),
            Err(error) => return error,
        };
        if let Some(parts) = changed.0.as_deref_mut() {
            parts.links = links;
        }
        changed
    }

    /// What was expected and what was found instead, if that is all that this says.
    pub(crate) fn wanted(&self, py: Python<'_>) -> Option<(String, String)> {
        match &self.0.as_deref()?.repr {
            Repr::Mismatch(parts) | Repr::WrongValue(parts) => {
                mismatch::wanted(parts.try_as_obj(py).ok()?)
            }
            _ => None,
        }
    }

    /// Whether this says no more than that a value has not the type that was asked for.
    pub(crate) fn is_mismatch(&self) -> bool {
        matches!(self.0.as_deref(), Some(Parts { repr: Repr::Mismatch(_), .. }))
    }

    /// As above, or that it is none of the values that the type has.
    pub(crate) fn is_of_value(&self) -> bool {
        let repr = self.0.as_deref().map(|parts| &parts.repr);
        matches!(repr, Some(Repr::Mismatch(_) | Repr::WrongValue(_)))
    }
}

/// What a call into Python gave, with the place in Rust's source that made the call: in a method that is
/// `#[track_caller]`, the user's line.
pub(crate) trait Here {
    /// The result with an error of this crate.
    type Placed;

    /// The same result; an error that shows no place yet begins here.
    fn here(self) -> Self::Placed;
}

impl<T> Here for Result<T> {
    type Placed = Result<T>;

    #[inline(always)]
    #[track_caller]
    fn here(self) -> Result<T> {
        match self {
            Ok(value) => Ok(value),
            Err(error) => Err(error.or_begun_at(Location::caller())),
        }
    }
}

impl<T> Here for Result<T, Raised> {
    type Placed = Result<T>;

    #[inline(always)]
    #[track_caller]
    fn here(self) -> Result<T> {
        match self {
            Ok(value) => Ok(value),
            Err(raised) => Err(Error::from(raised).or_begun_at(Location::caller())),
        }
    }
}

impl From<Raised> for Error {
    #[inline]
    fn from(raised: Raised) -> Error {
        Error::fetch(raised.py())
    }
}

impl Display for Error {
    /// `ValueError: must be positive`, as the last line of a traceback.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let repr = self.0.as_deref().map(|parts| &parts.repr);
        if let Some(Repr::Asked(kind, Args::Message(message))) = repr {
            return write!(f, "{}: {message}", kind.name());
        }
        match crate::python::try_attach(|py| self.describe(py)).flatten() {
            Some((class, text)) if text.is_empty() => return f.write_str(&class),
            Some((class, text)) => return write!(f, "{class}: {text}"),
            None => {}
        }
        let Some(Repr::Asked(kind, Args::Many(many))) = repr else {
            return f.write_str("a Python exception");
        };
        f.write_str(kind.name())?;
        for (index, arg) in many.args.iter().enumerate() {
            write!(f, "{} {arg}", if index == 0 { ":" } else { "," })?;
        }
        Ok(())
    }
}

impl Error {
    /// The name of the exception's class and its text, where both can be had.
    fn describe(&self, py: Python<'_>) -> Option<(String, String)> {
        let exception = self.complete(py).ok()?;
        let class = crate::types::class_name(&exception.type_obj()).ok()?;
        let text = exception.str().and_then(|text| text.as_str().map(str::to_owned));
        Some((class, text.unwrap_or_default()))
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Display::fmt(self, f)
    }
}

impl std::error::Error for Error {
    /// The cause that Rust code gave it, until it is in the exception.
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.as_deref()?.links.as_ref()?.cause().map(|cause| cause as _)
    }
}

//! Exceptions in every way that Rust raises, makes, links and reads them; warnings and signals.

use std::num::ParseIntError;
use std::sync::OnceLock;

use py::OrRaise as _;
use py::exceptions::{KeyError, LookupError, TimeoutError, ValueError};
use pydust as py;

py::import_exception!(json, JSONDecodeError);
py::import_exception!(no.such.module, Unreachable);
py::import_exception!(json, JSONDecoder);
py::import_exception!(weird_exceptions, Weird);
py::import_exception!(looked_at, LookedAt);

/// Defined outside of the module, and exported by it.
#[py::exception(LookupError)]
pub struct OutsideError;

/// Derives from one that is exported later, and is not exported itself.
#[py::exception(exceptions::InvalidEmail)]
pub struct HiddenError;

static ONCE: OnceLock<py::Error> = OnceLock::new();

fn long_chain(length: usize, kind: &str) -> py::Error {
    (1..length).fold(py::Error::new(ValueError, "first"), |held, _| {
        let error = py::Error::new(ValueError, "and so on");
        match kind {
            "cause" => error.caused_by(held),
            "context" => error.while_handling(held),
            _ => py::Error::group("group", [held]),
        }
    })
}

#[derive(Debug, py::IntoError)]
pub enum OrderError {
    #[raises(ValueError, "the order is empty")]
    Empty,
    #[raises(OverflowError, "more than {limit:>width$} items, {{really}}: {LIMIT}")]
    TooLarge { limit: usize, width: usize },
    #[raises(transparent)]
    Io(std::io::Error),
    #[raises(exceptions::InvalidEmail, "{1} of {0:?} is no number")]
    Number(String, &'static str, #[source] ParseIntError),
    #[raises(LookupError)]
    Missing {
        #[allow(dead_code)]
        key: String,
        source: Inner,
    },
    #[raises(ValueError, "nested")]
    Nested(#[source] Box<OrderError>),
    #[raises(ValueError, "python")]
    Python(#[from] py::Error),
}

const LIMIT: usize = 100;

impl std::fmt::Display for OrderError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "shown: {self:?}")
    }
}

impl std::error::Error for OrderError {}

/// An error of which pydust knows nothing, with a source that it knows.
#[derive(Debug)]
pub struct Inner(Option<ParseIntError>);

impl std::fmt::Display for Inner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("inner")
    }
}

impl std::error::Error for Inner {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.as_ref().map(|source| source as _)
    }
}

#[derive(Debug, py::IntoError)]
#[raises(PermissionError, "{user} may not")]
pub struct Denied {
    user: String,
}

fn no_number() -> ParseIntError {
    "x".parse::<u8>().expect_err("no number")
}

#[py::module]
pub mod exceptions {
    use super::*;

    pub use super::OutsideError;

    /// More special than its base, which comes later.
    #[exception(InvalidEmail)]
    pub struct NoHost;

    /// Invalid email address.
    ///
    /// In two paragraphs.
    #[exception(ValueError)]
    pub struct InvalidEmail;

    #[exception(Exception)]
    pub struct Undocumented;

    #[exception(UserWarning)]
    pub struct OrderWarning;

    pub mod inner {
        #[exception(super::InvalidEmail)]
        pub struct InnerError;

        pub fn fail() -> pydust::Result<()> {
            pydust::raise!(InnerError, "from within")
        }
    }

    pub fn raise_own(name: &str) -> py::Result<()> {
        match name {
            "InvalidEmail" => py::raise!(InvalidEmail, "{name}"),
            "NoHost" => py::raise!(NoHost, "{name}"),
            "OutsideError" => py::raise!(super::OutsideError, "{name}"),
            "HiddenError" => py::raise!(HiddenError, "{name}"),
            _ => py::raise!(Undocumented, "{name}"),
        }
    }

    pub fn raise_in_thread() -> py::Result<()> {
        std::thread::spawn(|| py::raise!(InvalidEmail, "from a thread")).join()?
    }

    pub fn raise_bare() -> py::Result<()> {
        py::raise!(StopIteration)
    }

    /// Raises with arguments of every kind.
    pub fn raise_args(object: &py::Obj, text: &py::Str) -> py::Result<()> {
        py::raise!(ValueError(
            object,
            text,
            text.clone().unbind(),
            1_u8,
            -1_i64,
            u64::MAX,
            usize::MAX,
            isize::MIN,
            0.5,
            true,
            false,
            "borrowed",
            String::from("owned"),
            vec![0_u8, 255],
            None::<i32>,
            Some(3),
        ))
    }

    pub fn raise_key(key: &py::Obj) -> py::Result<()> {
        py::raise!(KeyError(key))
    }

    pub fn raise_exit() -> py::Result<()> {
        py::raise!(SystemExit(3))
    }

    /// `UnicodeDecodeError` takes five arguments.
    pub fn raise_wrongly() -> py::Result<()> {
        py::raise!(UnicodeDecodeError, "one argument")
    }

    /// Says which of the imported exceptions it was.
    pub fn matched(f: &py::Callable) -> py::Result<&'static str> {
        let py = f.py();
        match f.call0() {
            Ok(_) => Ok("none"),
            Err(error) if error.is::<JSONDecodeError>(py) => Ok("JSONDecodeError"),
            Err(error) if error.is::<InvalidEmail>(py) => Ok("InvalidEmail"),
            Err(error) if error.is::<Unreachable>(py) => Ok("Unreachable"),
            Err(error) => Err(error),
        }
    }

    pub fn raise_imported(which: &str) -> py::Result<()> {
        match which {
            "JSONDecodeError" => py::raise!(JSONDecodeError("why", "text", 2)),
            "Unreachable" => py::raise!(Unreachable, "never seen"),
            "Weird" => py::raise!(Weird, "text"),
            "Weird args" => py::raise!(Weird("text", 1)),
            "Weird note" => Err(py::Error::new(Weird, "text").note("a note")),
            _ => py::raise!(JSONDecoder, "no exception"),
        }
    }

    pub fn caused(f: &py::Callable) -> py::Result<()> {
        match f.call0() {
            Ok(_) => Ok(()),
            Err(cause) => Err(py::Error::new(ValueError, "outer").caused_by(cause)),
        }
    }

    /// Three errors of Rust, each caused by the one before.
    pub fn chain() -> py::Result<()> {
        let first = py::Error::new(KeyError, "first").note("a note").note(String::from("another"));
        let second = py::Error::new(LookupError, "second").caused_by(first);
        Err(py::Error::new(ValueError, "third").caused_by(second).note("at last"))
    }

    pub fn from_none() -> py::Result<()> {
        Err(py::Error::new(ValueError, "alone").caused_by_nothing())
    }

    pub fn handling() -> py::Result<()> {
        let handled = py::Error::new(KeyError, "handled");
        Err(py::Error::new(ValueError, "raised meanwhile").while_handling(handled))
    }

    /// Adds to an exception of Python's.
    pub fn annotate(f: &py::Callable, note: String) -> py::Result<py::PyObj> {
        match f.call0() {
            Ok(value) => Ok(value.unbind()),
            Err(error) => Err(error.note(note)),
        }
    }

    pub fn annotate_wrong_type(value: &py::Obj) -> py::Result<i64> {
        value.extract().map_err(|error: py::Error| error.note("while counting"))
    }

    /// What Rust can read of an exception.
    pub fn read(f: &py::Callable) -> py::Result<Option<Vec<String>>> {
        let py = f.py();
        let Err(error) = f.call0() else { return Ok(None) };
        let shown = |error: Option<py::Error>| format!("{error:?}");
        Ok(Some(vec![
            error.class(py).name()?,
            error.value(py).repr()?.as_str()?.to_owned(),
            shown(error.cause(py)),
            shown(error.context(py)),
            error.notes(py)?.join(", "),
            format!("{}", error.traceback(py).is_some()),
            format!("{}", error.is_instance(&error.class(py))),
        ]))
    }

    /// Makes an error that holds another, and that another, so many times; and drops it.
    pub fn drop_chain(length: usize, kind: &str) {
        drop(long_chain(length, kind));
    }

    /// As above, and raises it.
    pub fn raise_chain(length: usize, kind: &str) -> py::Result<()> {
        Err(long_chain(length, kind))
    }

    /// What two looks at one error see, of which the first calls this again.
    pub fn seen_while_made(py: py::Python) -> py::PyObj {
        ONCE.get_or_init(|| py::Error::new(LookedAt, "once").note("noted")).value(py).unbind()
    }

    /// The same object each time, and the one that is raised.
    pub fn seen(py: py::Python) -> py::Result<()> {
        let error = py::Error::new(ValueError, "seen").note("first");
        error.value(py).setattr("code", 3)?;
        if !error.value(py).is(&error.value(py)) {
            return py::raise!(AssertionError, "two exceptions of one error");
        }
        Err(error.note("second"))
    }

    /// Whether an error of Rust's is an instance of the class.
    pub fn is_of(class_: &py::Obj) -> Vec<bool> {
        let not_found = std::io::Error::from(std::io::ErrorKind::NotFound);
        let errors = [
            py::Error::new(KeyError, "k"),
            py::Error::from(not_found),
            py::Error::group("g", [py::Error::new(KeyError, "k")]),
        ];
        errors.iter().map(|error| error.is_instance(class_)).collect()
    }

    pub fn print(f: &py::Callable) {
        if let Err(error) = f.call0() {
            error.print(f.py());
        }
    }

    pub fn unraisable(f: &py::Callable, context: &py::Obj) {
        if let Err(error) = f.call0() {
            error.write_unraisable(f.py(), Some(context));
        }
    }

    pub fn raise_given(exception: py::Obj) -> py::Result<()> {
        Err(py::Error::from_exception(exception))
    }

    pub fn group(count: usize) -> py::Result<()> {
        let errors = (0..count).map(|number| match number % 2 {
            0 => py::Error::new(ValueError, format!("number {number}")),
            _ => py::Error::new(InvalidEmail, format!("number {number}")).caused_by(no_number()),
        });
        Err(py::Error::group("several", errors))
    }

    pub fn nested_group() -> py::Result<()> {
        let inner = py::Error::group("inner", [py::Error::new(KeyError, "k")]);
        let stop = py::Error::new(py::exceptions::KeyboardInterrupt, "stop");
        Err(py::Error::group("outer", [inner, stop]))
    }

    pub fn raise_group() -> py::Result<()> {
        py::raise!(ExceptionGroup("by name", vec![py::Error::new(KeyError, "k")]))
    }

    /// Catches what is an `InvalidEmail`, and raises the rest.
    pub fn except_star(f: &py::Callable) -> py::Result<Vec<String>> {
        let Err(error) = f.call0() else { return Ok(Vec::new()) };
        let (caught, rest) = error.split::<InvalidEmail>(f.py())?;
        let caught = caught.map(|caught| {
            let parts = caught.exceptions(f.py())?;
            Ok(if parts.is_empty() {
                vec![caught.to_string()]
            } else {
                parts.iter().map(ToString::to_string).collect()
            })
        });
        match rest {
            Some(rest) => Err(rest),
            None => caught.unwrap_or_else(|| Ok(Vec::new())),
        }
    }

    pub fn order(which: &str) -> Result<(), OrderError> {
        Err(match which {
            "empty" => OrderError::Empty,
            "large" => OrderError::TooLarge { limit: 5, width: 3 },
            "io" => OrderError::Io(std::io::ErrorKind::NotFound.into()),
            "number" => OrderError::Number("x".into(), "item", no_number()),
            "missing" => OrderError::Missing { key: "k".into(), source: Inner(Some(no_number())) },
            "nested" => OrderError::Nested(Box::new(OrderError::Empty)),
            _ => OrderError::Python(py::Error::new(TimeoutError, "slow")),
        })
    }

    pub fn denied(user: String) -> Result<(), Denied> {
        Err(Denied { user })
    }

    pub fn or_raise(which: &str) -> py::Result<u8> {
        let nothing: Option<u8> = None;
        match which {
            "number" => "x".parse().or_raise(KeyError),
            "foreign" => Err(Inner(Some(no_number()))).or_raise(KeyError),
            "io" => std::fs::read("/nonexistent/file").map(|_| 0).or_raise(KeyError),
            "text" => Err("only text").or_raise(KeyError),
            "python" => Err(py::Error::new(TimeoutError, "slow")).or_raise(KeyError),
            "with" => "x".parse().or_raise_with(KeyError, || "no number"),
            "foreign with" => {
                Err(Inner(Some(no_number()))).or_raise_with(KeyError, || format!("bad {which}"))
            }
            "none" => nothing.or_raise(KeyError),
            _ => nothing.or_raise_with(KeyError, || "nothing there"),
        }
    }

    pub fn warn(py: py::Python, text: &str, #[default = 1] level: usize) -> py::Result<()> {
        py::warn!(py, stacklevel = level, OrderWarning, "careful with {text}")
    }

    pub fn warn_deprecated(py: py::Python) -> py::Result<()> {
        py::warn!(py, DeprecationWarning, "use another")
    }

    pub fn warn_wrongly(py: py::Python) -> py::Result<()> {
        py::warn!(py, ValueError, "no warning")
    }

    /// Never ends by itself.
    pub fn spin(py: py::Python) -> py::Result<()> {
        loop {
            py.check_signals()?;
        }
    }

    /// Never ends by itself, and lets other threads run.
    pub fn spin_detached(py: py::Python) -> py::Result<()> {
        py.detach(|| {
            loop {
                std::thread::sleep(std::time::Duration::from_millis(1));
                py::attach(|py| py.check_signals())?;
            }
        })
    }

    /// Has the name of one of Python's: here it is this one.
    #[exception(LookupError)]
    pub struct ConnectionError;

    #[exception(UserWarning)]
    pub struct ImportWarning;

    pub fn raise_own_of_builtin_name() -> py::Result<()> {
        py::raise!(ConnectionError, "lost")
    }

    pub fn raise_builtin_of_own_name() -> py::Result<()> {
        py::raise!(py::exceptions::ConnectionError, "lost")
    }

    pub fn warn_own_of_builtin_name(py: py::Python) -> py::Result<()> {
        py::warn!(py, ImportWarning, "own")
    }
}

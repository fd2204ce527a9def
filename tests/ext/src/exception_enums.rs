//! Enums whose variants are exceptions: raised and read in Rust, made, caught, matched and pickled in Python.

use pydust as py;

py::import_exception!(json, JSONDecodeError);

/// Defined outside of the module, with its methods, and exported by it.
#[py::exception(LookupError)]
#[derive(Debug, PartialEq)]
pub enum Missing {
    /// No such key.
    #[message("no key {0:?}")]
    Key(String),
    #[message("nothing there")]
    All,
}

#[py::methods]
impl Missing {
    pub fn is_all(&self) -> bool {
        *self == Missing::All
    }
}

/// Raised before its module is there.
#[py::exception(ValueError)]
pub enum Early {
    Bird { worm: u8 },
}

#[py::module]
pub mod exception_enums {
    use super::*;

    #[allow(unused_imports)]
    pub use super::Missing;

    /// What could not be parsed.
    #[exception(ValueError)]
    #[derive(Debug, Clone)]
    pub enum ParseError {
        /// A line that is not there.
        #[message("line {line} is missing")]
        Missing { line: u32 },
        #[message("line {line}: {text:?} is odd")]
        Odd {
            line: u32,
            /// What was there.
            #[default = String::from("?")]
            text: String,
        },
        #[message("from {0} to {1:>3}")]
        Range(u32, #[default = 9] u32),
        #[message("nothing")]
        Empty,
    }

    impl ParseError {
        pub const CODE: u32 = 3;

        pub fn line(&self) -> Option<u32> {
            match self {
                ParseError::Missing { line } | ParseError::Odd { line, .. } => Some(*line),
                ParseError::Range(first, _) => Some(*first),
                ParseError::Empty => None,
            }
        }

        #[getter]
        pub fn is_empty(&self) -> bool {
            matches!(self, ParseError::Empty)
        }
    }

    /// Shown as its `Display` writes it.
    #[exception(OSError)]
    pub enum Shown {
        Code(i64),
    }

    impl std::fmt::Display for Shown {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            let Shown::Code(code) = self;
            write!(f, "code {code:#x}")
        }
    }

    /// Without texts: shown as exceptions are.
    #[exception(Exception)]
    pub enum Plain {
        Held { value: Option<py::PyObj> },
        Nothing,
    }

    /// Of an exception that was written in Python.
    #[exception(JSONDecodeError)]
    pub enum OfJson {
        #[message("bad at {pos}")]
        Bad { msg: String, pos: u32 },
    }

    fn error(kind: &str) -> ParseError {
        match kind {
            "missing" => ParseError::Missing { line: 1 },
            "odd" => ParseError::Odd { line: 2, text: "x".to_owned() },
            "range" => ParseError::Range(3, 4),
            _ => ParseError::Empty,
        }
    }

    pub fn fail(kind: &str) -> py::Result<u32> {
        Err(error(kind))?
    }

    /// The error as it is.
    pub fn fail_so(kind: &str) -> Result<u32, ParseError> {
        if kind.is_empty() { Ok(0) } else { Err(error(kind)) }
    }

    #[detach]
    pub fn fail_detached() -> Result<(), ParseError> {
        Err(error("missing"))
    }

    pub fn fail_shown(code: i64) -> Result<(), Shown> {
        Err(Shown::Code(code))
    }

    pub fn fail_plain(value: Option<py::PyObj>) -> Result<(), Plain> {
        Err(value.map_or(Plain::Nothing, |value| Plain::Held { value: Some(value) }))
    }

    pub fn fail_json() -> Result<(), OfJson> {
        Err(OfJson::Bad { msg: "m".to_owned(), pos: 4 })
    }

    pub fn fail_key(key: String) -> Result<(), Missing> {
        Err(if key.is_empty() { Missing::All } else { Missing::Key(key) })
    }

    pub fn fail_early(worm: u8) -> Result<(), Early> {
        Err(Early::Bird { worm })
    }

    /// An exception as a value.
    pub fn made(kind: &str) -> ParseError {
        error(kind)
    }

    pub fn line_of(error: &ParseError) -> Option<u32> {
        error.line()
    }

    /// What `f` raises, as Rust reads it.
    pub fn caught(f: &py::Callable) -> py::Result<String> {
        let py = f.py();
        let Err(raised) = f.call0() else { return Ok("nothing".to_owned()) };
        let Some(error) = raised.instance::<ParseError>(py) else {
            return if raised.is::<Missing>(py) { Ok("missing".to_owned()) } else { Err(raised) };
        };
        let text = match &*error.borrow()? {
            ParseError::Missing { line } => format!("missing {line}"),
            ParseError::Odd { line, text } => format!("odd {line} {text}"),
            ParseError::Range(first, last) => format!("range {first} {last}"),
            ParseError::Empty => "empty".to_owned(),
        };
        Ok(text)
    }

    /// Never raised.
    pub fn forgotten() -> String {
        py::Error::from(error("odd")).to_string()
    }
}

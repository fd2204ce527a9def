//! Exception types with fields: raised and read in Rust, made, derived from and pickled in Python.

use pydust as py;

py::import_exception!(json, JSONDecodeError);

/// Defined outside of the module, and exported by it.
#[py::exception(LookupError)]
#[message("no order {number}")]
pub struct NoOrder {
    pub number: u64,
}

#[py::module]
pub mod exception_fields {
    use super::*;

    #[allow(unused_imports)]
    pub use super::NoOrder;

    /// What could not be parsed.
    #[exception(ValueError)]
    #[message("line {line}: {text:?} is not right")]
    #[derive(Debug, Clone)]
    pub struct ParseError {
        pub line: u32,
        /// What was there.
        pub text: String,
        #[default = 7]
        secret: u32,
    }

    impl ParseError {
        pub const CODE: u32 = 3;

        pub fn next_line(&self) -> u32 {
            self.line + 1
        }

        pub fn secret(&self) -> u32 {
            self.secret
        }
    }

    /// Shown as its `Display` writes it.
    #[exception(RuntimeError)]
    pub struct Shown {
        pub code: i64,
    }

    impl std::fmt::Display for Shown {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            write!(f, "code {:#x}", self.code)
        }
    }

    /// Without a text: shown as exceptions are.
    #[exception(Exception)]
    pub struct Plain {
        pub value: Option<py::PyObj>,
        #[default = 2]
        pub size: usize,
    }

    /// Without fields.
    #[exception(Exception)]
    pub struct Base;

    #[exception(Base)]
    #[message("{name}")]
    pub struct OfBase {
        pub name: String,
    }

    #[exception(JSONDecodeError)]
    #[message("{msg} at {pos}")]
    pub struct OfJson {
        pub msg: String,
        pub pos: u32,
    }

    /// Of one with fields, and with one more.
    #[exception]
    #[message("{parse}, column {column}")]
    pub struct ColumnError {
        #[base]
        #[default = ParseError { line: 1, text: String::new(), secret: 0 }]
        parse: ParseError,
        pub column: u32,
    }

    /// Of one with fields, without any.
    #[exception(ParseError)]
    pub struct Bare;

    fn error(line: u32) -> ParseError {
        ParseError { line, text: "x".to_owned(), secret: 42 }
    }

    pub fn fail(line: u32) -> py::Result<u32> {
        Err(error(line))?
    }

    /// The error as it is.
    pub fn fail_so(line: u32) -> Result<u32, ParseError> {
        if line == 0 { Ok(0) } else { Err(error(line)) }
    }

    #[detach]
    pub fn fail_detached() -> Result<(), ParseError> {
        Err(error(5))
    }

    pub fn fail_shown(code: i64) -> Result<(), Shown> {
        Err(Shown { code })
    }

    pub fn fail_plain(value: py::PyObj) -> Result<(), Plain> {
        Err(Plain { value: Some(value), size: 1 })
    }

    pub fn fail_json() -> Result<(), OfJson> {
        Err(OfJson { msg: "bad".to_owned(), pos: 4 })
    }

    pub fn fail_column() -> Result<(), ColumnError> {
        Err(ColumnError { parse: error(2), column: 9 })
    }

    pub fn fail_order() -> Result<(), NoOrder> {
        Err(NoOrder { number: 8 })
    }

    pub fn fail_bare() -> py::Result<()> {
        Err(py::Error::with_args(Bare, [3.into(), "bare".into()]))
    }

    pub fn fail_caused() -> py::Result<()> {
        Err(py::Error::from(error(1)).caused_by(py::Error::from(NoOrder { number: 1 })))
    }

    /// Never raised.
    pub fn forgotten() -> String {
        let error = py::Error::from(error(1));
        drop(py::Error::from(Plain { value: None, size: 0 }));
        error.to_string()
    }

    /// What `f` raises, as Rust reads it.
    pub fn caught(f: &py::Callable) -> py::Result<String> {
        let py = f.py();
        let Err(raised) = f.call0() else { return Ok("nothing".to_owned()) };
        if let Some(column) = raised.instance::<ColumnError>(py) {
            let column = column.borrow()?;
            return Ok(format!("column {} of line {}", column.column, column.parse.line));
        }
        match raised.instance::<ParseError>(py) {
            Some(parse) => {
                Ok(format!("line {}, secret {}", parse.borrow()?.line, parse.borrow()?.secret))
            }
            None if raised.is::<NoOrder>(py) => Ok("no order".to_owned()),
            None => Err(raised),
        }
    }

    /// The same object each time it is looked at, and when it is raised.
    pub fn looked_at(py: py::Python) -> py::Result<()> {
        let error = py::Error::from(error(6));
        let (first, second) = (error.value(py), error.value(py));
        assert!(first.is(&second));
        first.setattr("seen", true)?;
        Err(error)
    }
}

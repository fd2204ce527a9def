//! Types as Python's annotations write them: what a conversion takes and gives, for stubs.
//!
//! All of this is for the compiler alone: no hint is in a binary but as a part of a record (`records.rs`).

/// A Python type, as stubs write it in an annotation.
///
/// The text is an annotation in which a name of another module is in braces, with its module: `int | None`,
/// `{collections.abc.Sequence}[float]`, `{decimal.Decimal}`. Stubs import what is needed. Names of builtins, and of
/// the module that the function is in, stand as they are.
///
/// ```
/// use pydust as py;
///
/// struct Celsius(f64);
///
/// impl<'a, 'py> py::FromPy<'a, 'py> for Celsius {
///     type Guard = ();
///     const EXPECTED: &'static str = "float";
///     const TAKES: py::TypeHint = py::TypeHint::Text("float");
///
///     fn from_py(obj: &'a py::Obj<'py>, _: &'a mut ()) -> py::Result<Self> {
///         Ok(Celsius(obj.extract()?))
///     }
/// }
///
/// struct Series<T>(Vec<T>);
///
/// impl<'py, T: py::IntoPy<'py>> py::IntoPy<'py> for Series<T> {
///     const GIVES: py::TypeHint = py::TypeHint::Joined(&[
///         py::TypeHint::Text("list["),
///         T::GIVES,
///         py::TypeHint::Text("]"),
///     ]);
///
///     fn into_py(self, py: py::Python<'py>) -> py::Result<py::Obj<'py>> {
///         self.0.into_py(py)
///     }
/// }
/// ```
#[derive(Clone, Copy, Debug)]
pub enum TypeHint {
    /// The type's text.
    Text(&'static str),
    /// The texts of several, one after the other.
    Joined(&'static [TypeHint]),
}

impl TypeHint {
    /// `Any`: nothing is known.
    pub const ANY: TypeHint = TypeHint::Text("{typing.Any}");
}

/// A hint of several parts: literal texts, and the hints that expressions are.
macro_rules! hint {
    ($text:literal) => { $crate::hint::TypeHint::Text($text) };
    ($($part:expr),+ $(,)?) => {
        $crate::hint::TypeHint::Joined(&[$($crate::hint::hint!(@part $part)),+])
    };
    (@part $text:literal) => { $crate::hint::TypeHint::Text($text) };
    (@part $hint:expr) => { $hint };
}
pub(crate) use hint;

//! One function for each shape of signature; `test_signatures.py` holds their twins in Python.

use pydust as py;

#[py::module]
pub mod signatures {
    use super::*;

    pub fn none() -> i64 {
        0
    }

    pub fn one(a: i64) -> i64 {
        a
    }

    pub fn two(a: i64, b: i64) -> (i64, i64) {
        (a, b)
    }

    pub fn three(a: i64, b: i64, c: i64) -> (i64, i64, i64) {
        (a, b, c)
    }

    pub fn defaults(a: i64, #[default = 1] b: i64, #[default = 2] c: i64) -> (i64, i64, i64) {
        (a, b, c)
    }

    pub fn positional_only(a: i64, #[pos] b: i64, c: i64) -> (i64, i64, i64) {
        (a, b, c)
    }

    pub fn keyword_only(a: i64, #[kw] b: i64, #[default = 3] c: i64) -> (i64, i64, i64) {
        (a, b, c)
    }

    pub fn only_keywords(#[kw] first: i64, second: i64) -> (i64, i64) {
        (first, second)
    }

    pub fn star(args: py::Args) -> usize {
        args.len()
    }

    pub fn star_star(kwargs: py::Kwargs) -> py::Result<py::PyDict> {
        Ok(kwargs.to_dict()?.unbind())
    }

    pub fn everything(
        a: i64,
        #[pos]
        #[default = 10]
        b: i64,
        #[default = 20] c: i64,
        args: py::Args,
        #[kw] d: i64,
        #[default = 40] e: i64,
        kwargs: py::Kwargs,
    ) -> py::Result<(i64, i64, i64, Vec<i64>, i64, i64, py::PyDict)> {
        let args = args.iter().map(|arg| arg.extract()).collect::<py::Result<_>>()?;
        Ok((a, b, c, args, d, e, kwargs.to_dict()?.unbind()))
    }

    /// The token can stand anywhere, and Python does not see it.
    pub fn with_token(a: i64, py: py::Python, b: i64) -> (i64, i64, (u8, u8)) {
        (a, b, py.version())
    }

    /// Defaults of every kind of text.
    #[allow(clippy::too_many_arguments)]
    pub fn literals(
        #[default = 1_000u32] int: u32,
        #[default = -1] negative: i8,
        #[default = 1.5] float: f64,
        #[default = "it's"] text: &str,
        #[default = true] yes: bool,
        #[default = None] none: Option<i64>,
        #[default = Some(2)] some: Option<i64>,
        #[default = b"\x00a"] bytes: &[u8],
        #[default = 'c'] letter: char,
        #[default = vec![]] list: Vec<i64>,
        #[default = i64::MAX] computed: i64,
    ) -> py::Result<String> {
        Ok(format!(
            "{int} {negative} {float} {text} {yes} {none:?} {some:?} {bytes:?} {letter} {list:?} {computed}"
        ))
    }

    /// Raw identifiers lose their prefix.
    pub fn r#match(r#type: i64) -> i64 {
        r#type
    }

    /// First line.
    ///
    /// ```text
    ///     indented (a, b)
    /// --
    /// ```
    #[doc = "Last line."]
    pub fn documented() {}
}

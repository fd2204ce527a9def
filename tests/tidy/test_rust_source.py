"""The scanner of `rust_source.py` itself: what the other checks rest on."""

from .rust_source import RustSource

TRICKY = r"""
//! `unsafe` in a comment, /* and a block
/* one /* inside */ another unsafe */
fn literals<'a>(quote: char) -> &'a str {
    let _ = ('"', '\'', b'"', "un\"safe { fn no() {} }", r#"unsafe "quoted" fn"#);
    "}"
}
trait Shape { fn area(&self) -> [f64; 2]; fn name(&self) -> String { String::new() } }
mod inner {
    use super::super::{error::Error, types::{int, text}};
    use super::outer;
}
use crate::{python, convert::num::{self, Wide}};
pub(in crate::class) fn seen() { $crate::module::run() }
#[cfg(test)]
mod tests { use crate::function; fn long() {} }
"""


def test_comments_and_literals_are_not_code() -> None:
    code = RustSource(TRICKY).code
    assert "unsafe" not in code
    assert "quoted" not in code
    assert code.count("\n") == TRICKY.count("\n")
    assert "<'a>" in code, "a lifetime is no literal"


def test_functions_with_a_body_are_found() -> None:
    source = RustSource(TRICKY)
    names = [span.name for span in source.functions()]
    assert names == ["literals", "name", "seen", "long"]
    first = next(source.functions())
    assert source.code_lines(first.start, first.end) == 4


def test_imports_are_found_wherever_they_stand() -> None:
    imports = list(RustSource(TRICKY).imports(("spec",)))
    named = [each.module for each in imports]
    assert named == ["error", "types", "spec", "python", "convert", "module"]
    assert [each.module for each in imports if each.by_macro] == ["module"]


def test_lines_of_tests_do_not_count() -> None:
    source = RustSource("fn a() {}\n\n// why\n#[cfg(test)]\nmod tests {\n    fn b() {}\n}\n")
    assert source.code_lines() == 1

"""Which kinds of tests a crate's text has."""

from __future__ import annotations

from pathlib import Path

import pytest

from pydust.tested_sources import Kind, kinds_below, kinds_in


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("pub fn plain() {}", Kind.NONE),
        ("mod tests { #[py::test] fn a() {} }", Kind.NATIVE),
        ("mod tests { # [ ::pydust::test(isolated) ] fn a() {} }", Kind.NATIVE),
        ("mod tests { #[test] fn a() {} }", Kind.PLAIN),
        ('// #[test]\n/* #[py::test] */ const A: &str = "#[test]";', Kind.NONE),
        ("#[cfg(test)] mod tests {}\n#[tested] fn a() {}", Kind.NONE),
        ("/// ```\n/// assert!(true);\n/// ```\npub fn a() {}", Kind.DOC),
        ("//! ~~~\n//! code\n//! ~~~", Kind.DOC),
        ("mod a { #[test] fn a() {} #[py::test] fn b() {} }", Kind.NATIVE | Kind.PLAIN),
        ('#[path = "../elsewhere.rs"] mod tests;', Kind.NATIVE | Kind.PLAIN | Kind.DOC),
        ('include!("generated.rs");', Kind.NATIVE | Kind.PLAIN | Kind.DOC),
    ],
)
def test_signs_of_tests_are_found_in_code_alone(tmp_path: Path, text: str, kinds: Kind) -> None:
    root = tmp_path / "root.rs"
    root.write_text(text, encoding="utf-8")
    assert kinds_in(root) == kinds


@pytest.mark.parametrize("place", ["shapes.rs", "shapes/mod.rs", "geometry/shapes.rs"])
def test_modules_in_files_of_their_own_are_followed(tmp_path: Path, place: str) -> None:
    root = tmp_path / "root.rs"
    root.write_text("mod shapes;", encoding="utf-8")
    file = tmp_path / place
    file.parent.mkdir(exist_ok=True)
    file.write_text("mod inner;", encoding="utf-8")
    inner = tmp_path / place.removesuffix(".rs").removesuffix("/mod") / "inner.rs"
    inner.parent.mkdir(exist_ok=True)
    inner.write_text("#[test] fn a() {}", encoding="utf-8")
    assert kinds_in(root) == Kind.PLAIN


def test_files_of_other_modules_do_not_count(tmp_path: Path) -> None:
    (tmp_path / "one.rs").write_text("pub fn a() {}", encoding="utf-8")
    (tmp_path / "two.rs").write_text("#[test] fn a() {}", encoding="utf-8")
    assert kinds_in(tmp_path / "one.rs") == Kind.NONE
    assert kinds_below(tmp_path) == Kind.PLAIN

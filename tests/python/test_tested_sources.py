"""Which kinds of tests a crate's text has."""

from __future__ import annotations

from pathlib import Path

import pytest

from pydust.tested_sources import Kind, Place, read_crate, read_folder


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
        ("/// ```should_panic\n/// panic!();\n/// ```\npub fn a() {}", Kind.DOC),
        ("/// ```python\n/// a()\n/// ```\npub fn a() {}", Kind.NONE),
        ("/// ```text\n/// ```\n/// ```no_run\n/// a();\n/// ```\nfn a() {}", Kind.DOC),
        ("mod a { #[test] fn a() {} #[py::test] fn b() {} }", Kind.NATIVE | Kind.PLAIN),
        ('#[path = "../elsewhere.rs"] mod tests;', Kind.NATIVE | Kind.PLAIN | Kind.DOC),
        ('include!("generated.rs");', Kind.NATIVE | Kind.PLAIN | Kind.DOC),
    ],
)
def test_signs_of_tests_are_found_in_code_alone(tmp_path: Path, text: str, kinds: Kind) -> None:
    root = tmp_path / "root.rs"
    root.write_text(text, encoding="utf-8")
    assert read_crate(root).kinds == kinds


@pytest.mark.parametrize("place", ["shapes.rs", "shapes/mod.rs"])
def test_modules_in_files_of_their_own_are_followed(tmp_path: Path, place: str) -> None:
    root = tmp_path / "root.rs"
    root.write_text("mod shapes;", encoding="utf-8")
    file = tmp_path / place
    file.parent.mkdir(exist_ok=True)
    file.write_text("mod inner;", encoding="utf-8")
    inner = tmp_path / place.removesuffix(".rs").removesuffix("/mod") / "inner.rs"
    inner.parent.mkdir(exist_ok=True)
    inner.write_text("#[test] fn a() {}", encoding="utf-8")
    assert read_crate(root).kinds == Kind.PLAIN


def test_files_of_other_modules_do_not_count(tmp_path: Path) -> None:
    (tmp_path / "one.rs").write_text("pub fn a() {}", encoding="utf-8")
    (tmp_path / "two.rs").write_text("#[test] fn a() {}", encoding="utf-8")
    assert read_crate(tmp_path / "one.rs").kinds == Kind.NONE
    assert read_folder(tmp_path).kinds == Kind.PLAIN


def test_functions_are_found_with_their_paths_and_lines(tmp_path: Path) -> None:
    root = tmp_path / "root.rs"
    root.write_text(
        """pub fn outer() { fn hidden() { if true {} } }
pub mod shapes {
    // fn comment() {}
    mod inner;
    #[cfg(test)]
    mod tests {
        #[test]
        fn counts() { let text = "}"; }
    }
    fn after() {}
}
""",
        encoding="utf-8",
    )
    inner = tmp_path / "shapes" / "inner.rs"
    inner.parent.mkdir()
    inner.write_text("mod tests {\n\n    fn r#type<T>() {}\n}", encoding="utf-8")
    found = read_crate(root)
    assert found.files == {root, inner}
    assert found.functions == {
        "outer": Place(root, 1),
        "hidden": Place(root, 1),
        "shapes::inner::tests::type": Place(inner, 3),
        "shapes::tests::counts": Place(root, 8),
        "shapes::after": Place(root, 10),
    }

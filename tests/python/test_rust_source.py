"""Finding the exported modules in the text of Rust files."""

from __future__ import annotations

import pytest

from pydust.rust_source import exported_modules


@pytest.mark.parametrize(
    "source",
    [
        "#[py::module]\npub mod hello {}",
        "#[pydust::module]\nmod hello {}",
        "#[::pydust::module] pub(crate) mod hello {}",
        '#[py::module(name = "x")]\n#[allow(dead_code)]\n/// Docs.\npub mod hello {}',
        "# [ py :: module ]\npub mod r#hello {}",
        "#[py::module]\n#[cfg(any(unix, windows))]\npub mod hello {}",
        "fn f<'a>(x: &'a str) -> char { '\"' }\n#[py::module]\npub mod hello {}",
        'const S: &str = "\\"";\n#[py::module]\npub mod hello {}',
    ],
)
def test_modules_that_are_exported(source: str) -> None:
    assert [export.name for export in exported_modules(source)] == ["hello"]


@pytest.mark.parametrize(
    "source",
    [
        "pub mod hello {}",
        "// #[py::module]\n// pub mod hello {}\n",
        "/* outer /* #[py::module] pub mod hello {} */ still */",
        "/* open #[py::module] pub mod hello {}",
        'const S: &str = "#[py::module] pub mod hello {}";',
        'const S: &str = r##"a " quote "# #[py::module] pub mod hello {}"##;',
        "#[module]\npub mod hello {}",
        "#[py::modules]\npub mod hello {}",
        "#[py::module]\npub struct Hello;",
    ],
)
def test_what_only_looks_like_it(source: str) -> None:
    assert exported_modules(source) == []


def test_lines_are_counted_across_comments_and_strings() -> None:
    source = '/* one\ntwo */\nconst S: &str = "three\nfour";\n#[py::module]\npub mod hello {}\n'
    assert [(export.name, export.line) for export in exported_modules(source)] == [("hello", 6)]


def test_all_modules_of_a_file_are_found() -> None:
    source = "#[py::module]\npub mod a {}\n#[py::module]\npub mod b {}\n"
    assert [export.name for export in exported_modules(source)] == ["a", "b"]

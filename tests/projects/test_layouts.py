"""Projects of other shapes than the usual one: several modules, own workspaces, mistakes."""

from __future__ import annotations

import zipfile
from pathlib import Path

from workbench import Workbench

BACKEND = """
[build-system]
requires = ["hatchling", "rusty-pydust"]
build-backend = "hatchling.build"
[project]
name = "several"
version = "0.1.0"
[tool.hatch.build.hooks.pydust]
"""

SEVERAL = (
    BACKEND
    + """
[tool.hatch.build.targets.wheel]
packages = ["src/a", "src/a_b"]
[[tool.pydust.ext_module]]
name = "a.b_c"
root = "src/first.rs"
[[tool.pydust.ext_module]]
name = "a_b.c"
root = "src/second.rs"
[[tool.pydust.ext_module]]
name = "core"
root = "src/third.rs"
limited_api = false
[tool.pydust.dependencies]
itoa = "1"
"""
)

SELF_MANAGED = (
    BACKEND
    + """
[tool.hatch.build.targets.wheel]
packages = ["src/several"]
[tool.pydust]
self_managed = true
[[tool.pydust.ext_module]]
name = "several.one"
package = "first"
[[tool.pydust.ext_module]]
name = "several.two"
package = "second"
"""
)

MANIFEST = """
[package]
name = "{name}"
version = "0.1.0"
edition = "2024"
[lib]
crate-type = ["cdylib"]
[dependencies]
pydust = {{ path = "{crates}/pydust" }}
"""


def module(name: str, body: str) -> str:
    return f"#[pydust::module]\npub mod {name} {{\n    pub fn answer() -> String {{ {body} }}\n}}\n"


def self_managed() -> dict[str, str]:
    """The files of a project with a Cargo workspace of its own, and two modules in it."""
    crates = Path(__file__).resolve().parents[2] / "crates"
    return {
        "pyproject.toml": SELF_MANAGED,
        "src/several/__init__.py": "",
        "Cargo.toml": '[workspace]\nresolver = "3"\nmembers = ["rust/*"]\n',
        "rust/first/Cargo.toml": MANIFEST.format(name="first", crates=crates.as_posix()),
        "rust/first/src/lib.rs": module("one", "1.to_string()"),
        "rust/second/Cargo.toml": MANIFEST.format(name="second", crates=crates.as_posix()),
        "rust/second/src/lib.rs": module("two", "2.to_string()"),
    }


def test_several_modules(bench: Workbench) -> None:
    project = bench.write(
        {
            "pyproject.toml": SEVERAL,
            "src/a/__init__.py": "",
            "src/a_b/__init__.py": "",
            "src/first.rs": module("b_c", "itoa::Buffer::new().format(1).to_string()"),
            "src/second.rs": module("c", "2.to_string()"),
            "src/third.rs": module("core", "core::convert::identity(3).to_string()"),
        }
    )
    bench.pip("wheel", "--no-deps", "--wheel-dir", bench.folder, project)
    (wheel,) = bench.folder.glob("several-*.whl")
    _, _, python, abi, _ = wheel.stem.split("-")
    assert python == abi != "abi3"
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if name.endswith(".so")]
    assert "a/b_c.abi3.so" in names
    assert "a_b/c.abi3.so" in names
    assert any(name.startswith("core.cpython-") for name in names)
    bench.pip("install", wheel)
    answers = "a.b_c.answer(), a_b.c.answer(), core.answer()"
    assert bench.evaluate(answers, "a.b_c", "a_b.c", "core") == "1 2 3"
    # One call of cargo for both modules of the stable ABI, and one for the third.
    assert bench.compiled().count("pyo3_ffi") == 2


def test_a_self_managed_workspace(bench: Workbench) -> None:
    files = self_managed()
    project = bench.write(files)
    bench.pip("install", project)
    answers = "several.one.answer(), several.two.answer()"
    assert bench.evaluate(answers, "several.one", "several.two") == "1 2"
    bench.compiled()
    bench.pip("install", "--force-reinstall", project)
    assert bench.compiled() == []
    left = {path.relative_to(project).as_posix() for path in project.rglob("*") if path.is_file()}
    assert {name for name in left if not name.startswith("target/")} == {*files, "Cargo.lock"}


def test_errors_of_rustc_are_shown_once_and_without_a_traceback(bench: Workbench) -> None:
    project = bench.new("demo")
    rust = project / "src" / "native.rs"
    rust.write_text(rust.read_text().replace("self.greeted += 1", "self.greeeted += 1"))
    shown = bench.pip("install", project, fails=True)
    assert shown.count("no field `greeeted` on type") == 1, shown
    assert shown.count("--> src/native.rs:") == 1, shown
    assert "cargo build failed (exit code 101)" in shown
    assert "Traceback" not in shown


def test_a_file_without_a_module_is_an_error(bench: Workbench) -> None:
    project = bench.new("demo")
    (project / "src" / "native.rs").write_text("pub fn lonely() {}\n")
    shown = bench.pydust("build", cwd=project, fails=True)
    assert "src/native.rs: does not export the module demo.native" in shown
    assert "PyInit_native" in shown
    assert not list(project.glob("src/demo/*.so"))

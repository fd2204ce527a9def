"""Test libraries: how they are compiled, and what their records say of the tests in them."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from record_bytes import write_library
from recording_cargo import ONE_MODULE, RecordingCargo

from pydust.compile import Build
from pydust.config import load_project
from pydust.errors import PydustError
from pydust.interpreter import Interpreter
from pydust.native_tests import (
    Mark,
    NativeTest,
    Parametrization,
    TestLibrary,
    Xfail,
    build_tests,
    read_tests,
)
from pydust.settings import Options

TWO_MODULES = (
    ONE_MODULE + '[[tool.pydust.ext_module]]\nname = "example.other"\nroot = "src/other.rs"\n'
)
TESTED = "#[py::module]\npub mod {} {{}}\n#[cfg(test)]\nmod tests {{ #[py::test] fn a() {{}} }}\n"


def record(name: str, line: int, **keys: Any) -> dict[str, Any]:
    place = {"kind": "test", "id": f"example_modules::{name}", "file": "src/modules.rs"}
    return {**place, "line": line, **keys}


def build(directory: Path) -> list[TestLibrary]:
    options = Options(profile="dev")
    return build_tests(Build(load_project(directory), options, Interpreter.running(), os.environ))


def test_only_modules_with_tests_are_compiled(
    write_project: Callable[..., Path], cargo: RecordingCargo, tmp_path: Path
) -> None:
    directory = write_project(TWO_MODULES, ("src/modules.rs", "src/other.rs"))
    (directory / "src/modules.rs").write_text(TESTED.format("modules"))
    library = write_library(tmp_path / "library", record("tests::a", 4))
    cargo.behave(tests=str(library))
    (built,) = build(directory)
    assert built.module.name.dotted == "example.modules"
    assert built.path == library
    assert [test.name for test in built.tests] == ["tests::a"]
    (call,) = cargo.tests
    assert call["arguments"][1:3] == ["--no-run", "--lib"]
    assert "ext-example-modules" in call["arguments"]
    assert "ext-example-other" not in call["arguments"]
    program = Path(call["environ"]["RUSTC_WORKSPACE_WRAPPER"])
    assert program.stem == "library"
    assert program.is_relative_to(directory / ".pydust")


def test_a_project_without_tests_does_not_call_cargo(
    write_project: Callable[..., Path], cargo: RecordingCargo
) -> None:
    assert build(write_project()) == []
    assert cargo.calls == []


def test_tests_that_do_not_compile_are_an_error(
    write_project: Callable[..., Path], cargo: RecordingCargo, capfd: pytest.CaptureFixture[str]
) -> None:
    directory = write_project()
    (directory / "src/modules.rs").write_text(TESTED.format("modules"))
    cargo.behave(fails=True)
    with pytest.raises(PydustError, match=r"cargo test failed \(exit code 101\)"):
        build(directory)
    assert "error[E0425]" in capfd.readouterr().err


def test_the_program_is_compiled_once(
    write_project: Callable[..., Path], cargo: RecordingCargo, tmp_path: Path
) -> None:
    directory = write_project()
    (directory / "src/modules.rs").write_text(TESTED.format("modules"))
    cargo.behave(tests=str(write_library(tmp_path / "library")))
    build(directory)
    program = Path(cargo.tests[0]["environ"]["RUSTC_WORKSPACE_WRAPPER"])
    made = program.stat().st_mtime_ns
    build(directory)
    assert program.stat().st_mtime_ns == made


def test_records_say_all_of_a_test(tmp_path: Path) -> None:
    library = write_library(
        tmp_path / "library",
        record(
            "tests::all",
            9,
            params=[{"name": "m", "module": True}, {"name": "tmp_path"}, {"name": "x"}],
            isolated=True,
            skip="not now",
            xfail={"reason": "later", "strict": True, "raises": "ValueError"},
            parametrize=[["x", "[1, -2, None]"], ["y, z", "[(True, 'a')]"]],
            marks=["slow", "foo(1, 'x', reason='y')"],
            doc="What it shows.",
            **{"async": True},
        ),
        record("tests::plain", 3, skip=None, xfail=None),
        {"kind": "class", "id": "example_modules::Point"},
    )
    plain, full = read_tests(library, tmp_path)
    file = tmp_path / "src/modules.rs"
    assert plain == NativeTest("example_modules::tests::plain", "tests::plain", file, 3)
    assert full == NativeTest(
        id="example_modules::tests::all",
        name="tests::all",
        file=file,
        line=9,
        params=("tmp_path", "x"),
        module_param="m",
        isolated=True,
        skip="not now",
        xfail=Xfail("later", True, "ValueError"),
        parametrize=(
            Parametrization(("x",), (1, -2, None)),
            Parametrization(("y", "z"), ((True, "a"),)),
        ),
        marks=(Mark("slow"), Mark("foo", (1, "x"), {"reason": "y"})),
        is_async=True,
        doc="What it shows.",
    )


def test_a_source_file_may_be_named_from_a_folder_around_the_project(tmp_path: Path) -> None:
    project = tmp_path / "crates" / "native"
    source = tmp_path / "crates" / "native" / "src" / "lib.rs"
    source.parent.mkdir(parents=True)
    source.touch()
    library = write_library(
        tmp_path / "library", {**record("a", 1), "file": "crates/native/src/lib.rs"}
    )
    assert [test.file for test in read_tests(library, project)] == [source]


def test_a_skip_without_a_reason_is_still_one(tmp_path: Path) -> None:
    library = write_library(tmp_path / "library", record("a", 1, skip=True))
    assert [test.skip for test in read_tests(library, tmp_path)] == [""]

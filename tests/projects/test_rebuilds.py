"""What is compiled again, and what is not: a build with nothing changed runs no rustc."""

from __future__ import annotations

import os

from workbench import FAILING_PYTHON, Workbench


def test_nothing_is_compiled_twice(bench: Workbench) -> None:
    project = bench.new("demo")
    bench.pip("install", project)
    assert "demo_native" in bench.compiled()
    # Another isolated environment, with another temporary path of Python.
    bench.pip("install", "--force-reinstall", project)
    assert bench.compiled() == []

    # Another Python first on the PATH, which nobody may ask anything.
    log = bench.folder / "python.log"
    for name in ("python", "python3"):
        bench.program(f"other/{name}", FAILING_PYTHON.format(log=log))
    other = {"PATH": os.pathsep.join([str(bench.folder / "other"), bench.environ["PATH"]])}
    other["VIRTUAL_ENV"] = str(bench.folder / "other")
    bench.run("cargo", "check", cwd=project, environ=other)
    assert "demo_native" in bench.compiled()
    bench.run("cargo", "build", "--release", cwd=project, environ=other)
    assert bench.compiled() == []
    bench.pip("install", "--force-reinstall", project, into="other-venv")
    assert bench.compiled() == []
    bench.run("cargo", "check", cwd=project)
    assert bench.compiled() == []
    assert not log.exists()


def test_each_abi_keeps_its_own_work(bench: Workbench) -> None:
    project = bench.new("demo")
    bench.pydust("build", cwd=project)
    assert "demo_native" in bench.compiled()
    bench.environ["PYDUST_LIMITED_API"] = "0"
    bench.pydust("build", cwd=project)
    assert "demo_native" in bench.compiled()
    assert len(list(project.glob("src/demo/native.*.so"))) == 2
    bench.pydust("build", cwd=project)
    bench.environ["PYDUST_LIMITED_API"] = "1"
    bench.pydust("build", cwd=project)
    assert bench.compiled() == []
    assert [path.name for path in project.glob("src/demo/native.*.so")] == ["native.abi3.so"]


def test_files_are_built_without_a_project(bench: Workbench) -> None:
    bench.environ["XDG_CACHE_HOME"] = str(bench.folder / "cache")
    for name in ("one", "two"):
        (bench.folder / f"{name}.rs").write_text(
            f"#[pydust::module]\npub mod {name} {{\n"
            f'    pub fn name() -> &\'static str {{\n        "{name}"\n    }}\n}}\n'
        )
    assert bench.pydust("build", "one.rs").endswith(
        "built one.abi3.so for CPython 3.11 and newer\n"
    )
    assert "pyo3_ffi" in bench.compiled()
    bench.pydust("build", "pkg.two=two.rs")
    # Only the file itself is new; its dependencies are those of the first one.
    (crate,) = bench.compiled()
    assert crate.startswith("pkg_two_")
    shown = bench.run(
        bench.python(), "-c", "import one, pkg.two; print(one.name(), pkg.two.name())"
    )
    assert shown == "one two\n"

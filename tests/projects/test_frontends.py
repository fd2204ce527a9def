"""A new project, built and installed by every frontend that users have."""

from __future__ import annotations

import re
import sys
import tarfile
import zipfile
from pathlib import Path

from workbench import Workbench


def greeting(bench: Workbench, into: str = "venv") -> str:
    return bench.evaluate("demo.greet('Ada')", "demo", into=into)


def make_poetry_use(project: Path, index: str) -> None:
    """Points a project at an index, and drops what is only there for its own tests."""
    path = project / "pyproject.toml"
    text = path.read_text()
    group = re.compile(r"\[tool\.poetry\.group\.dev\.dependencies\]\n(.+\n)+")
    source = f'[[tool.poetry.source]]\nname = "local"\nurl = "{index}"\npriority = "primary"\n'
    pointed, found = group.subn(source, text)
    assert found == 1
    path.write_text(pointed)


def test_pip(bench: Workbench) -> None:
    project = bench.new("demo")
    bench.pip("install", project)
    assert greeting(bench) == "Hello, Ada!"
    assert not list(project.glob("src/**/*.so"))


def test_pip_editable(bench: Workbench) -> None:
    project = bench.new("demo")
    bench.pip("install", "--editable", project)
    assert greeting(bench) == "Hello, Ada!"
    assert bench.compiled()[-1] == "demo_native"

    rust = project / "src" / "native.rs"
    rust.write_text(rust.read_text().replace("Hello, {name}!", "Good evening, {name}!"))
    assert "built src/demo/native.abi3.so" in bench.pydust("build", cwd=project)
    assert greeting(bench) == "Good evening, Ada!"
    assert bench.compiled() == ["demo_native"]


def test_the_tests_of_a_new_project_pass_and_git_stays_clean(bench: Workbench) -> None:
    project = bench.new("demo")
    bench.run("git", "init", "--quiet", ".", cwd=project)
    bench.pip("install", "--editable", project, "pytest")
    rust = project / "src" / "native.rs"
    rust.write_text(rust.read_text().replace("Hello, {name}!", "Hello {name}"))
    bench.pydust("build", "--dev", cwd=project)
    shown = bench.run(bench.python(), "-m", "pytest", "tests", cwd=project, fails=True)
    assert re.search(r"1 failed, \d+ passed", shown), shown
    bench.run("git", "checkout-index", "--all", cwd=project)
    rust.write_text(rust.read_text().replace("Hello {name}", "Hello, {name}!"))
    bench.pydust("build", "--dev", cwd=project)
    shown = bench.run(bench.python(), "-m", "pytest", "tests", cwd=project)
    assert re.search(r"\d+ passed", shown), shown
    files = bench.run("git", "ls-files", "--others", "--exclude-standard", cwd=project)
    assert set(files.split()) == {
        ".github/workflows/wheels.yml",
        ".gitignore",
        ".vscode/extensions.json",
        ".vscode/launch.json",
        ".vscode/settings.json",
        ".vscode/tasks.json",
        "Cargo.lock",
        "README.md",
        "pyproject.toml",
        "src/demo/__init__.py",
        "src/demo/native.pyi",
        "src/demo/py.typed",
        "src/native.rs",
        "tests/test_native.py",
    }
    bench.run("cargo", "clippy", "--quiet", "--", "--deny", "warnings", cwd=project)
    bench.run("cargo", "fmt", "--check", cwd=project)


def test_uv(bench: Workbench) -> None:
    project = bench.new("demo")
    uv = (sys.executable, "-m", "uv", "--no-cache", "pip", "install")
    bench.run(*uv, "--python", bench.python(), project)
    assert greeting(bench) == "Hello, Ada!"
    bench.compiled()
    bench.run(*uv, "--python", bench.python("other"), "--editable", project)
    assert greeting(bench, into="other") == "Hello, Ada!"
    assert bench.compiled() == []


def test_hatch(bench: Workbench) -> None:
    project = bench.new("demo")
    environ = {"HATCH_DATA_DIR": str(bench.folder / "hatch")}
    bench.run(sys.executable, "-m", "hatch", "build", cwd=project, environ=environ)
    (wheel,) = (project / "dist").glob("*-cp311-abi3-*.whl")
    bench.pip("install", wheel)
    assert greeting(bench) == "Hello, Ada!"


def test_poetry(bench: Workbench, index: str) -> None:
    project = bench.new("demo", "--poetry")
    bench.run("git", "init", "--quiet", ".", cwd=project)  # Poetry leaves out what git ignores
    make_poetry_use(project, index)
    environ = {
        "POETRY_VIRTUALENVS_IN_PROJECT": "true",
        "POETRY_CACHE_DIR": str(bench.folder / "poetry-cache"),
        "POETRY_KEYRING_ENABLED": "false",
    }
    poetry = (sys.executable, "-m", "poetry", "--no-interaction")
    bench.run(*poetry, "install", cwd=project, environ=environ)
    assert greeting(bench, into="demo/.venv") == "Hello, Ada!"

    bench.run(*poetry, "build", cwd=project, environ=environ)
    (wheel,) = (project / "dist").glob("*.whl")
    bench.pip("install", wheel)
    assert greeting(bench) == "Hello, Ada!"
    with tarfile.open(next((project / "dist").glob("*.tar.gz"))) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    assert {"build_modules.py", "Cargo.lock", "src/native.rs", "src/demo/__init__.py"} <= names
    assert not {name for name in names if name.endswith(".so") or "Cargo.toml" in name}


def test_build_and_the_sdist_in_a_clean_environment(bench: Workbench) -> None:
    project = bench.new("demo")
    bench.run(sys.executable, "-m", "build", project)
    (wheel,) = (project / "dist").glob("*.whl")
    (sdist,) = (project / "dist").glob("*.tar.gz")
    assert re.fullmatch(r"demo-0\.1\.0-cp311-abi3-\w+\.whl", wheel.name)
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if ".dist-info/" not in name}
    typed = {"demo/native.pyi", "demo/py.typed"}
    assert packed == {"demo/__init__.py", "demo/native.abi3.so", *typed}
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"Cargo.lock", "PKG-INFO", "src/native.rs", "src/demo/__init__.py"} <= names
    assert not {name for name in names if name.startswith((".pydust", ".cargo", "target"))}
    assert "Cargo.toml" not in names

    audit = bench.run(sys.executable, "-m", "abi3audit", "--strict", "--report", wheel)
    assert '"is_abi3": true' in audit, audit

    bench.rustc_log.unlink()
    bench.pip("install", "--config-settings", "target-cpu=native", sdist, into="clean")
    assert greeting(bench, into="clean") == "Hello, Ada!"
    assert "-Ctarget-cpu=native" in bench.rustc_log.read_text()

"""The contenders of the build benchmark: each one's project for a module, and how it is built.

The sources come from `rust_source` and `c_source`; taking the time is the work of `measuring`.
"""

import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from native import BuildError, compile_c, run

from building import maturin
from building.c_source import c_source
from building.description import Module
from building.rust_source import pydust_source, pyo3_source

PYO3_VERSION = "0.30.1"

PYDUST_PROJECT = """\
[build-system]
requires = ["hatchling", "rusty-pydust"]
build-backend = "hatchling.build"

[project]
name = "{name}"
version = "0.1.0"
requires-python = ">=3.11"

[tool.hatch.build.hooks.pydust]

[[tool.pydust.ext_module]]
name = "{name}"
root = "src/lib.rs"
"""

PYO3_PROJECT = """\
[build-system]
requires = ["maturin>=1.16,<2.0"]
build-backend = "maturin"

[project]
name = "{name}"
version = "0.1.0"
requires-python = ">=3.11"
"""

PYO3_CRATE = """\
[package]
name = "{name}"
version = "0.1.0"
edition = "2024"

[lib]
name = "{name}"
crate-type = ["cdylib"]

[dependencies]
pyo3 = "={version}"
"""

FAT_PROFILE = """
[profile.release]
lto = "fat"
codegen-units = 1
strip = true
"""


class Project(ABC):
    """One contender's project for one module, in a folder of its own."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        self.folder = folder

    @abstractmethod
    def write_settings(self) -> None:
        """Write all files that do not change with an edit."""

    @abstractmethod
    def write_source(self, module: Module) -> None:
        """Write the module's source."""

    @abstractmethod
    def build(self, environment: Mapping[str, str]) -> None:
        """Build for release, as a user does. Raises BuildError."""

    @abstractmethod
    def built(self) -> Path:
        """The file that the build made. Raises BuildError if there is not exactly one."""

    def only(self, pattern: str) -> Path:
        """The one file in the folder that matches; raises BuildError for none or several."""
        found = list(self.folder.glob(pattern))
        if len(found) != 1:
            raise BuildError(f"expected one {pattern} in {self.folder}, found {found}")
        return found[0]


class CProject(Project):
    """Hand-written C, as for the call benchmark: one compiler call, the full API."""

    def write_settings(self) -> None:
        """C needs none."""

    def write_source(self, module: Module) -> None:
        (self.folder / f"{self.name}.c").write_text(c_source(module))

    def build(self, environment: Mapping[str, str]) -> None:
        source, output = self.folder / f"{self.name}.c", self.folder / f"{self.name}.so"
        compile_c([str(source)], output, environment=environment)

    def built(self) -> Path:
        return self.only(f"{self.name}.so")


class PydustProject(Project):
    """pydust with its defaults: the limited API, and its own release profile."""

    def write_settings(self) -> None:
        (self.folder / "src").mkdir()
        (self.folder / "pyproject.toml").write_text(PYDUST_PROJECT.format(name=self.name))

    def write_source(self, module: Module) -> None:
        (self.folder / "src" / "lib.rs").write_text(pydust_source(module))

    def build(self, environment: Mapping[str, str]) -> None:
        run([sys.executable, "-m", "pydust", "build"], self.folder, environment)

    def built(self) -> Path:
        return self.only(f"{self.name}.*.so")


class PyO3Project(Project):
    """PyO3 built by maturin; `profile` is appended to its Cargo.toml."""

    def __init__(self, name: str, folder: Path, profile: str = "") -> None:
        super().__init__(name, folder)
        self.profile = profile

    def write_settings(self) -> None:
        (self.folder / "src").mkdir()
        (self.folder / "pyproject.toml").write_text(PYO3_PROJECT.format(name=self.name))
        crate = PYO3_CRATE.format(name=self.name, version=PYO3_VERSION)
        (self.folder / "Cargo.toml").write_text(crate + self.profile)

    def write_source(self, module: Module) -> None:
        (self.folder / "src" / "lib.rs").write_text(pyo3_source(module))

    def build(self, environment: Mapping[str, str]) -> None:
        command = [str(maturin.install()), "build", "--release", "--interpreter", sys.executable]
        run(command, self.folder, environment)

    def built(self) -> Path:
        return self.only(f"target/release/lib{self.name}.so")


CONTENDERS: Mapping[str, Callable[[str, Path], Project]] = {
    "pydust": PydustProject,
    "pyo3": PyO3Project,
    "pyo3_fat": partial(PyO3Project, profile=FAT_PROFILE),
    "c": CProject,
}

"""How cargo is called on a workspace that the user manages. Nothing is generated in it.

The counterpart for projects without a `Cargo.toml` of their own is `pydust.workspace`.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydust.abi import Abi, bindings_config
from pydust.cargo import package_manifests, target_directory
from pydust.config import PYPROJECT, ExtModule, Project
from pydust.crates import MAIN_CRATE
from pydust.errors import wrong_input
from pydust.interpreter import Interpreter
from pydust.sync import write_text
from pydust.toolchain import Toolchain


@dataclass(frozen=True)
class SelfManaged:
    """A user's workspace, and how cargo has to be called on it.

    Builds have a target directory of their own: a plain `cargo build` asks for the interpreter in
    another way, and they would undo each other's work.

    Attributes:
        directory: Where cargo runs: beside the `pyproject.toml`.
        target: The target directory of our builds.
        manifests: The `Cargo.toml` of every package, by its name.
    """

    directory: Path
    target: Path
    manifests: Mapping[str, Path]
    has_config = False

    @property
    def support(self) -> Path:
        """Where our own files may be."""
        return self.target

    def package(self, module: ExtModule) -> str:
        """The name of a module's cargo package."""
        assert module.package is not None
        return module.package

    def manifest(self, module: ExtModule) -> Path:
        """The `Cargo.toml` of a module's package."""
        return self.manifests[self.package(module)]

    def arguments(self, abi: Abi, _modules: Iterable[ExtModule]) -> list[str]:
        """What cargo has to be told to build modules for an ABI."""
        target = self.target if abi.feature == "abi3" else self.target / abi.abi_tag
        features = ["--features", f"{MAIN_CRATE}/{abi.feature}"] if abi.feature else []
        return ["--target-dir", str(target), *features]

    def description(self, interpreter: Interpreter, abi: Abi) -> Path:
        """Describes the interpreter for `pyo3-ffi`, in a file to name in the environment."""
        path = self.target / f"python-{abi.abi_tag}.txt"
        write_text(path, bindings_config(interpreter, abi))
        return path


def open_workspace(
    project: Project, toolchain: Toolchain, environ: Mapping[str, str]
) -> SelfManaged:
    """Asks cargo about the workspace of a project.

    Raises:
        PydustError: where there is none, or it lacks a package that an entry names.
    """
    manifests = package_manifests(toolchain, project.directory, environ)
    for index, module in enumerate(project.modules):
        assert module.package is not None
        if module.package not in manifests:
            close = difflib.get_close_matches(module.package, manifests, n=1)
            raise wrong_input(
                f"{project.directory / PYPROJECT}: tool.pydust.ext_module[{index}].package",
                found=f'"{module.package}", which the cargo workspace does not have',
                expected="one of its packages: " + ", ".join(sorted(manifests)),
                fix=f"did you mean `{close[0]}`?" if close else None,
            )
    target = target_directory(project.directory, environ) / "pydust"
    return SelfManaged(project.directory, target, manifests)

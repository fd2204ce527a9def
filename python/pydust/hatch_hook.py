"""The build hook `pydust` for hatchling: wheels, sdists and editable installs.

It only tells hatchling what goes where; compiling is in `pydust.compile`. hatchling is not a
dependency of this package, as nobody but hatchling imports this file.
"""

from __future__ import annotations

import dataclasses
import os
import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from types import FrameType
from typing import Any, Final

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.plugin import hookimpl

from pydust.abi import OLDEST_OF_STABLE, Abi, promised_in_vain, wheel_tag
from pydust.cargo import generate_lockfile
from pydust.compile import Build, BuiltModule, compile_modules
from pydust.config import PYPROJECT, ExtModule, Project, load_project
from pydust.errors import WRONG_INPUT, PydustError, wrong_input
from pydust.inplace import install_in_place
from pydust.interpreter import Interpreter
from pydust.platform_tag import platform_tag
from pydust.settings import Options, Profile, split_abis
from pydust.stubs.place import beside, write_beside, write_for_wheel
from pydust.toolchain import build_requirements, find_cargo, load_toolchain
from pydust.workspace import GENERATED_DIRECTORY, generate, is_generated

_HATCH_OPTIONS: Final = frozenset(
    {
        "dependencies",
        "enable-by-default",
        "require-runtime-dependencies",
        "require-runtime-features",
    }
)
"""What hatchling itself reads from the table of a hook."""

_SUFFIXES: Final = (*(f".{name}.so" for name in OLDEST_OF_STABLE), ".pyd")

_LOCK_FILE: Final = "Cargo.lock"


@hookimpl
def hatch_register_build_hook() -> type[PydustBuildHook]:
    """Tells hatchling about the hook; found by the entry point in the group `hatch`."""
    return PydustBuildHook


class PydustBuildHook(BuildHookInterface[BuilderConfig]):
    """Compiles the extension modules of a project when hatchling builds it."""

    PLUGIN_NAME = "pydust"

    def dependencies(self) -> list[str]:
        """Asks for a Rust toolchain from PyPI where a wheel is built and there is none."""
        return build_requirements(os.environ) if self.target_name == "wheel" else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compiles, or completes the file list of an sdist.

        Args:
            version: `standard` or `editable`.
            build_data: hatchling's description of what it will pack.
        """
        try:
            self._check_options()
            project = load_project(Path(self.root))
            if self.target_name == "sdist":
                self._prepare_sdist(project, build_data)
            elif self.target_name == "wheel" and version == "editable":
                self._prepare_editable(project, build_data)
            elif self.target_name == "wheel":
                self._prepare_wheel(project, build_data)
        except PydustError as error:
            self.app.abort(f"error: {error}", code=error.exit_code)

    def _check_options(self) -> None:
        for key in self.config:
            if key not in _HATCH_OPTIONS:
                raise wrong_input(
                    f"{Path(self.root, PYPROJECT)}: tool.hatch.build.hooks.pydust.{key}",
                    found="a setting",
                    expected="it in [tool.pydust]",
                )

    def _prepare_wheel(self, project: Project, build_data: dict[str, Any]) -> None:
        self._check_file_selection(project)
        self._exclude(_in_place_patterns(project))
        # What another build left beside the sources may be of another time.
        self._exclude(
            f"/{path.relative_to(project.directory).as_posix()}" for path in beside(project)
        )
        interpreter = Interpreter.running()
        built = self._compile(project, interpreter, everything=True)
        abis: dict[ExtModule, frozenset[Abi]] = {}
        for item in built:
            build_data["force_include"][str(item.library)] = item.path.as_posix()
            abis[item.module] = abis.get(item.module, frozenset()) | {item.abi}
        build_data["force_include"].update(self._stubs(project, built))
        build_data["pure_python"] = False
        build_data["tag"] = wheel_tag(abis.values(), platform_tag(interpreter, os.environ))
        self._warn_of_promises(abis.values())

    def _stubs(self, project: Project, built: Sequence[BuiltModule]) -> dict[str, str]:
        """Stubs for a wheel: where they are, and where they belong."""
        files = write_for_wheel(project, built)
        self._warn(files.warnings)
        return {str(path): target.as_posix() for path, target in files.packed.items()}

    def _warn(self, warnings: Iterable[str]) -> None:
        for warning in warnings:
            self.app.display_warning(f"warning: {warning}")

    def _warn_of_promises(self, modules: Collection[frozenset[Abi]]) -> None:
        """Says where installers will find the wheel fit, and imports will fail."""
        for abis in set(modules):
            if pythons := promised_in_vain(abis):
                self.app.display_warning(
                    f"warning: this wheel has no module for {' and '.join(pythons)}, and its tag "
                    "names them nevertheless, as the parts of a tag are combined\n"
                    "  to do:    add these versions to the ABIs (cp314t), or make a wheel for each ABI"
                )

    def _prepare_editable(self, project: Project, build_data: dict[str, Any]) -> None:
        interpreter = Interpreter.running()
        built = self._compile(project, interpreter, everything=False)
        in_packages = [item for item in built if item.module.name.parents]
        install_in_place(project.directory, in_packages, interpreter)
        self._warn(write_beside(project, in_packages))
        top_level = [item for item in built if item not in in_packages]
        if top_level:
            # Their source directory need not be on the search path, so they go where wheels go.
            files = {str(item.library): item.path.as_posix() for item in top_level}
            files |= self._stubs(project, top_level)
            build_data["force_include"].update(files)
            selected = self.build_config.get_force_include()
            build_data["force_include_editable"].update({**selected, **files})

    def _prepare_sdist(self, project: Project, build_data: dict[str, Any]) -> None:
        """Keeps what was generated out, and Cargo.lock in, so that others build the same."""
        self._exclude(_in_place_patterns(project))
        if project.self_managed:
            return
        root = project.directory
        self._exclude([f"/{GENERATED_DIRECTORY}", "/target"])
        self._exclude(
            f"/{name}" for name in ("Cargo.toml", ".cargo/config.toml") if is_generated(root / name)
        )
        lock = root / _LOCK_FILE
        if not lock.exists():
            self._lock(project)
        if lock.exists():
            build_data["force_include"][str(lock)] = _LOCK_FILE

    def _lock(self, project: Project) -> None:
        """Chooses the versions of dependencies where no build has done so yet."""
        if find_cargo(os.environ) is None:
            self.app.display_warning(
                f"warning: the sdist has no {_LOCK_FILE}, as there is none yet and no cargo: "
                "installing it will choose the versions of dependencies"
            )
            return
        toolchain = load_toolchain(project.directory, os.environ)
        generate(project, Interpreter.running(), toolchain.version, os.environ)
        generate_lockfile(toolchain, project.directory, os.environ)

    def _compile(
        self, project: Project, interpreter: Interpreter, *, everything: bool
    ) -> list[BuiltModule]:
        options = self._options(project)
        return compile_modules(
            Build(project, options, interpreter, os.environ), everything=everything
        )

    def _options(self, project: Project) -> Options:
        settings = _config_settings()
        abis = settings.get("abis")
        options = Options.from_environment(
            os.environ,
            profile=_profile(settings),
            target_cpu=settings.get("target-cpu"),
            abis=None if abis is None else split_abis(abis),
        )
        # Only what is compiled where it will run may use all of this machine's CPU. An sdist that
        # is installed is that; it is told from a checkout by its metadata.
        if options.target_cpu is None and Path(self.root, "PKG-INFO").is_file():
            options = dataclasses.replace(options, target_cpu=project.target_cpu)
        if options.target_cpu:
            self.app.display_info(f"compiling for the CPU {options.target_cpu}")
        return options

    def _check_file_selection(self, project: Project) -> None:
        """Lets hatchling complain where it cannot tell which Python files to pack.

        With our modules in its list it would be content, and leave the Python files out.
        """
        root = project.directory
        packages = {Path(*module.name.parents) for module in project.modules} - {Path()}
        if any(parent.joinpath(p).is_dir() for p in packages for parent in (root, root / "src")):
            try:
                _ = self.build_config.packages
            except ValueError as error:
                raise PydustError(str(error), exit_code=WRONG_INPUT) from None

    def _exclude(self, patterns: Iterable[str]) -> None:
        """Adds to the files that hatchling leaves out; it reads its settings only afterwards."""
        target = self.build_config.target_config
        present = target.get("exclude", self.build_config.build_config.get("exclude", []))
        target["exclude"] = [*present, *patterns]


def _in_place_patterns(project: Project) -> list[str]:
    """Matches the modules that editable builds have put beside the Python sources."""
    return [
        f"**/{'/'.join(module.name.parts)}{suffix}"
        for module in project.modules
        for suffix in (*_SUFFIXES, ".*-*.so", ".*-*.pyd")
    ]


def _profile(settings: Mapping[str, str]) -> Profile:
    match settings.get("profile", "release"):
        case "release":
            return "release"
        case "dev":
            return "dev"
        case other:
            raise wrong_input("setting profile", found=repr(other), expected="release or dev")


def _config_settings() -> Mapping[str, str]:
    """The settings that a frontend passed, as with `pip install -C target-cpu=native`.

    hatchling takes them, as PEP 517 demands, and does not hand them on to hooks. They are read
    where they stand: in the call of hatchling's build function that led here.
    """
    frame: FrameType | None = sys._getframe()
    while frame is not None:
        if frame.f_globals.get("__name__") == "hatchling.build":
            return frame.f_locals.get("config_settings") or {}
        frame = frame.f_back
    return {}

"""Compiles the modules of a project: the steps from a checked `Project` to shared libraries.

Each step has a file of its own. Putting the libraries somewhere is left to the callers:
`pydust.inplace` beside the Python sources, `pydust.hatch_hook` into wheels.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final, Protocol

from pydust import cargo, rustflags
from pydust.abi import Abi
from pydust.abi_choice import choose
from pydust.config import ExtModule, Project
from pydust.errors import PydustError, wrong_input
from pydust.interpreter import Interpreter
from pydust.library import exports
from pydust.names import ModuleName
from pydust.platform_tag import macos_deployment_target, macos_rust_target
from pydust.rust_source import exported_modules
from pydust.self_managed import open_workspace
from pydust.settings import Options
from pydust.toolchain import Toolchain, load_toolchain
from pydust.workspace import generate

_DESCRIPTION_VARIABLE: Final = "PYO3_CONFIG_FILE"

_FIRST_WITH_EXPORTS: Final = (3, 15)
"""The first CPython that looks for `PyModExport_NAME` before `PyInit_NAME`."""


@dataclass(frozen=True)
class BuiltModule:
    """An extension module as cargo left it.

    Attributes:
        module: The entry that it was built for.
        abi: The ABI that it was built for.
        library: The shared library.
    """

    module: ExtModule
    abi: Abi
    library: Path

    @property
    def path(self) -> Path:
        """Where Python looks for the module, relative to a directory of its search path."""
        name = self.module.name
        return Path(*name.parents, name.last + self.abi.suffix)


class _Layout(Protocol):
    """What differs between a generated workspace and one that the user manages."""

    @property
    def directory(self) -> Path: ...
    @property
    def has_config(self) -> bool: ...
    @property
    def support(self) -> Path: ...
    def package(self, module: ExtModule) -> str: ...
    def manifest(self, module: ExtModule) -> Path: ...
    def arguments(self, abi: Abi, modules: Iterable[ExtModule], /) -> list[str]: ...
    def description(self, interpreter: Interpreter, abi: Abi) -> Path | None: ...


@dataclass(frozen=True)
class Build:
    """A build of a project: what is asked for, and what builds it, which is found when it is needed.

    All that is compiled in one go, modules and tests of every kind, shares one.

    Attributes:
        project: What to build.
        options: How.
        interpreter: The one to build for.
        variables: Environment variables.
        shared: A folder for what several projects share; by default each has its own.
        quiet: Whether cargo's messages are for errors alone, and not for standard error.
        listener: Takes what cargo says to people, line by line, instead of standard error.
    """

    project: Project
    options: Options
    interpreter: Interpreter
    variables: Mapping[str, str]
    shared: Path | None = None
    quiet: bool = False
    listener: cargo.Listener | None = None

    @cached_property
    def toolchain(self) -> Toolchain:
        """The cargo that builds."""
        return load_toolchain(self.project.directory, self.variables)

    @cached_property
    def environ(self) -> Mapping[str, str]:
        """Environment variables, with those of the toolchain."""
        return {**self.variables, **self.toolchain.environ}

    @cached_property
    def layout(self) -> _Layout:
        """The workspace: written or brought up to date, or the user's own."""
        for module in self.project.modules:
            _check_source(module)
        if self.project.self_managed:
            return open_workspace(self.project, self.toolchain, self.environ)
        version = self.toolchain.version
        return generate(self.project, self.interpreter, version, self.environ, self.shared)


def compile_modules(build: Build, *, everything: bool = False) -> list[BuiltModule]:
    """Compiles all modules of a project, with one call of cargo for each ABI.

    Args:
        build: What to build, and how.
        everything: Whether to build all of the project's `abis`, as for a wheel, or only the one
            that the interpreter would import.

    Returns:
        The modules in the order of the project, each once for every ABI.

    Raises:
        PydustError: with what is wrong; cargo's own errors are on standard error by then, or in it.
    """
    chosen = choose(build.project, build.options, build.interpreter, everything=everything)
    layout = build.layout
    built: dict[tuple[ExtModule, Abi], BuiltModule] = {}
    for abi, modules in by_abi(chosen).items():
        libraries = cargo.build(build.toolchain, invocation(build, abi, modules))
        for module in modules:
            library = _library(layout, module, abi, libraries)
            built[module, abi] = BuiltModule(module, abi, library)
    return [built[module, abi] for module, abis in chosen.items() for abi in abis]


def by_abi(chosen: Mapping[ExtModule, Iterable[Abi]]) -> dict[Abi, list[ExtModule]]:
    """The modules by their ABI: features of one call add up, so each ABI needs its own."""
    groups: dict[Abi, list[ExtModule]] = {}
    for module, abis in chosen.items():
        for abi in abis:
            groups.setdefault(abi, []).append(module)
    return groups


def invocation(build: Build, abi: Abi, modules: Sequence[ExtModule]) -> cargo.Invocation:
    """The call of cargo that compiles modules for an ABI."""
    layout, interpreter, environ = build.layout, build.interpreter, build.environ
    arguments = layout.arguments(abi, modules)
    variables = {k: v for k, v in environ.items() if k != _DESCRIPTION_VARIABLE}
    if description := layout.description(interpreter, abi):
        variables[_DESCRIPTION_VARIABLE] = str(description)
    triple = build.toolchain.host
    if interpreter.is_macos:
        triple = macos_rust_target(interpreter, environ)
        version = macos_deployment_target(interpreter, environ)
        variables["MACOSX_DEPLOYMENT_TARGET"] = "{}.{}".format(*version)
    if triple != build.toolchain.host:
        arguments += ["--target", triple]
    _check_no_cross_compilation(environ, triple)
    flag_arguments, flag_variables = _flags(build, triple)
    return cargo.Invocation(
        directory=layout.directory,
        packages=[layout.package(module) for module in modules],
        profile=build.options.profile,
        arguments=arguments + flag_arguments,
        environ=variables | flag_variables,
        quiet=build.quiet,
        listener=build.listener,
    )


def _flags(build: Build, triple: str) -> tuple[list[str], dict[str, str]]:
    """How the compiler flags reach cargo: by arguments, by variables, or by its configuration."""
    cpu = build.options.target_cpu
    own = [f"-Ctarget-cpu={cpu}"] if cpu else []
    base = rustflags.flags_for(triple, build.toolchain.version)
    if rustflags.set_in_environment(build.environ):
        return [], rustflags.added_to_environment(build.environ, base + own)
    flags = own if build.layout.has_config else base + own
    return rustflags.as_config_argument("cfg(all())", flags) if flags else [], {}


def _check_no_cross_compilation(environ: Mapping[str, str], triple: str) -> None:
    target = environ.get("CARGO_BUILD_TARGET")
    if target and target != triple:
        raise wrong_input(
            "environment variable CARGO_BUILD_TARGET",
            found=f"{target}, while this Python needs modules for {triple}",
            expected="it unset, as cross-compiling is not supported",
        )


def _check_source(module: ExtModule) -> None:
    """Finds a Rust `mod` of another name early; that there is none is seen in the library."""
    if module.root is None:
        return
    try:
        found = exported_modules(module.root.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise wrong_input(str(module.root), found=str(error), expected="text in UTF-8") from None
    if found and module.name.last not in {export.name for export in found}:
        raise wrong_input(
            f"{module.root}:{found[0].line}",
            found=f"#[py::module] mod {found[0].name}",
            expected=f"mod {module.name.last}, as the module is named {module.name.dotted}",
            fix="rename the Rust mod, or the module in its ext_module entry",
        )


def _library(layout: _Layout, module: ExtModule, abi: Abi, made: Mapping[Path, Path]) -> Path:
    """The library of a module, which has to have the function that Python calls."""
    name = module.name
    library = made.get(layout.manifest(module).resolve())
    if library is None:
        raise wrong_input(
            f"{layout.manifest(module)}: lib.crate-type",
            found="a package that makes no shared library",
            expected='crate-type = ["cdylib"]',
        )
    symbols = _init_symbols(name, abi)
    if not any(exports(library, symbol) for symbol in symbols):
        raise PydustError(
            f"{module.root or layout.manifest(module)}: does not export the module {name.dotted}\n"
            f"  found:    a library without the function {' or '.join(symbols)}\n"
            f"  expected: `#[py::module] pub mod {name.last} {{ .. }}` in it"
        )
    return library


def _init_symbols(name: ModuleName, abi: Abi) -> list[str]:
    """The functions of which Python calls one: the newer one where every Python knows it."""
    newer = [name.export_symbol] if abi.version >= _FIRST_WITH_EXPORTS else []
    return [*newer, name.init_symbol]

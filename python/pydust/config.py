"""Reads and checks the `[tool.pydust]` tables of a `pyproject.toml`.

Every check of what a user wrote there is here. What is done with it is in `pydust.workspace` and
`pydust.build`; what a Rust file exports is checked by `pydust.rust_source`.
"""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from pydust.abi import check_names
from pydust.errors import WRONG_INPUT, PydustError, wrong_input
from pydust.names import ModuleName

PYPROJECT: Final = "pyproject.toml"

MANIFEST_TABLES: Final = ("dependencies", "dev-dependencies", "target", "lints")
"""Tables that are passed on to the manifest of every module, in cargo's own syntax."""

WORKSPACE_TABLES: Final = ("profile", "patch")
"""Tables that are passed on to the manifest of the cargo workspace, in cargo's own syntax."""

_SETTINGS: Final = ("ext_module", "self_managed", "target_cpu", "abis", "stubs")
_MODULE_SETTINGS: Final = ("name", "root", "package", "limited_api", "stub")


@dataclass(frozen=True)
class ExtModule:
    """One `[[tool.pydust.ext_module]]` entry.

    Attributes:
        name: The fully qualified Python name.
        root: The Rust file that exports the module, absolute; None in a self-managed project.
        package: The cargo package that exports it; None unless the project is self-managed.
        limited_api: Whether it is built for a stable ABI, where the project has no `abis`.
        stub: What a person adds to its stub, absolute: a file, or a directory with one for each
            submodule.
    """

    name: ModuleName
    root: Path | None = None
    package: str | None = None
    limited_api: bool = True
    stub: Path | None = None


@dataclass(frozen=True)
class Project:
    """What a project asks of the build.

    Attributes:
        directory: Where its `pyproject.toml` is, absolute.
        modules: Its extension modules, at least one.
        self_managed: Whether the project keeps a cargo workspace of its own.
        target_cpu: The CPU to compile for when the project is installed from source.
        abis: The names of the ABIs that its wheels are for; none to have the best one.
        stubs: Whether builds write stubs.
        manifest: The `MANIFEST_TABLES` that it has.
        workspace: The `WORKSPACE_TABLES` that it has.
    """

    directory: Path
    modules: tuple[ExtModule, ...]
    self_managed: bool = False
    target_cpu: str | None = None
    abis: tuple[str, ...] = ()
    stubs: bool = True
    manifest: Mapping[str, Any] = field(default_factory=dict)
    workspace: Mapping[str, Any] = field(default_factory=dict)


def enclosing_project(start: Path) -> Path | None:
    """The nearest directory, from one upwards, whose `pyproject.toml` has a table `[tool.pydust]`.

    Files that are not valid TOML count where they name the table: reading them then says what is
    wrong.
    """
    start = Path(os.path.abspath(start))
    for directory in (start, *start.parents):
        try:
            content = (directory / PYPROJECT).read_bytes()
        except OSError:
            continue
        if re.search(rb"^\s*\[+\s*tool\s*\.\s*pydust\b", content, re.MULTILINE):
            return directory
    return None


def load_project(directory: Path) -> Project:
    """Reads the project in a directory.

    Raises:
        PydustError: where there is no `pyproject.toml`, or something in it is not as expected.
    """
    directory = Path(os.path.abspath(directory))
    path = directory / PYPROJECT
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise wrong_input(
            str(path),
            found="no such file",
            expected=f"the {PYPROJECT} of a project",
            fix="go to the project's directory, or start one with `pydust new NAME`",
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PydustError(f"{path}: not valid TOML: {error}", exit_code=WRONG_INPUT) from None
    tool = document.get("tool", {})
    if "pydust" not in tool:
        raise wrong_input(
            f"{path}: tool.pydust",
            found="no such table",
            expected='[[tool.pydust.ext_module]] with a name and a root, such as name = "demo.native"'
            ' and root = "src/native.rs"',
        )
    return _project(directory, _Reader(path, "tool.pydust", tool["pydust"]))


def valid_target_cpu(text: str) -> bool:
    """Whether this can be the name of a CPU for `-C target-cpu`: `native`, `x86-64-v3`."""
    return re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._+-]*", text) is not None


@dataclass(frozen=True)
class _Reader:
    """One table of the file, with the place to name in errors."""

    file: Path
    where: str
    table: Any

    def __post_init__(self) -> None:
        if not isinstance(self.table, dict):
            raise wrong_input(
                f"{self.file}: {self.where}", found=_show(self.table), expected="a table"
            )

    def error(self, key: str, *, found: str, expected: str, fix: str | None = None) -> PydustError:
        return wrong_input(
            f"{self.file}: {self.where}.{key}", found=found, expected=expected, fix=fix
        )

    def check_keys(self, known: tuple[str, ...]) -> None:
        for key in self.table:
            if key not in known:
                close = difflib.get_close_matches(key, known, n=1)
                raise self.error(
                    key,
                    found="an unknown key",
                    expected="one of " + ", ".join(known),
                    fix=f"did you mean `{close[0]}`?" if close else None,
                )

    def typed(self, key: str, expected_type: type, expected: str) -> Any:
        """The value of a key, None where it is not given."""
        value = self.table.get(key)
        if value is not None and not isinstance(value, expected_type):
            raise self.error(key, found=_show(value), expected=expected)
        return value


def _project(directory: Path, reader: _Reader) -> Project:
    reader.check_keys((*_SETTINGS, *MANIFEST_TABLES, *WORKSPACE_TABLES))
    self_managed = reader.typed("self_managed", bool, "true or false") or False
    target_cpu = reader.typed("target_cpu", str, 'the name of a CPU, such as "native"')
    if target_cpu is not None and not valid_target_cpu(target_cpu):
        raise reader.error(
            "target_cpu", found=_show(target_cpu), expected='a name such as "native" or "x86-64-v3"'
        )
    abis = _abis(reader)
    stubs = reader.typed("stubs", bool, "true or false")
    for key in (*MANIFEST_TABLES, *WORKSPACE_TABLES):
        value = reader.typed(key, dict, "a table, in cargo's own syntax")
        if self_managed and value is not None:
            raise reader.error(
                key,
                found="a table, while self_managed = true",
                expected="it in the project's own Cargo.toml",
            )
    entries = reader.typed("ext_module", list, "[[tool.pydust.ext_module]] entries")
    if not entries:
        raise reader.error(
            "ext_module", found="no entry", expected="at least one [[tool.pydust.ext_module]]"
        )
    readers = [
        _Reader(reader.file, f"tool.pydust.ext_module[{index}]", entry)
        for index, entry in enumerate(entries)
    ]
    modules = tuple(_module(directory, entry, self_managed) for entry in readers)
    if abis:
        _check_no_limited_api(readers)
    _check_no_duplicates(readers, modules)
    return Project(
        directory=directory,
        modules=modules,
        self_managed=self_managed,
        target_cpu=target_cpu,
        abis=abis,
        stubs=True if stubs is None else stubs,
        manifest={key: reader.table[key] for key in MANIFEST_TABLES if key in reader.table},
        workspace={key: reader.table[key] for key in WORKSPACE_TABLES if key in reader.table},
    )


def _abis(reader: _Reader) -> tuple[str, ...]:
    expected = 'an array of names, such as ["abi3", "cp314t", "abi3t"]'
    names = reader.typed("abis", list, expected)
    if names is None:
        return ()
    for name in names:
        if not isinstance(name, str):
            raise reader.error("abis", found=f"{_show(name)} in it", expected=expected)
    return check_names(names, f"{reader.file}: {reader.where}.abis")


def _check_no_limited_api(readers: list[_Reader]) -> None:
    for reader in readers:
        if "limited_api" in reader.table:
            raise reader.error(
                "limited_api",
                found="a setting, while tool.pydust.abis is there",
                expected="one of the two: `abis` says it for all modules",
            )


def _module(directory: Path, reader: _Reader, self_managed: bool) -> ExtModule:
    reader.check_keys(_MODULE_SETTINGS)
    name = _module_name(reader)
    limited_api = reader.typed("limited_api", bool, "true or false")
    needed, other = ("package", "root") if self_managed else ("root", "package")
    state = "true" if self_managed else "false"
    if other in reader.table:
        raise reader.error(
            other,
            found=f"{_show(reader.table[other])}, while self_managed = {state}",
            expected=f"`{needed}` in place of `{other}`",
        )
    meaning = "the cargo package" if self_managed else "the Rust file"
    value = reader.typed(needed, str, f"{meaning} that exports the module, as a string")
    if not value:
        raise reader.error(
            needed, found="nothing", expected=f"{meaning} that exports `{name.dotted}`"
        )
    return ExtModule(
        name=name,
        root=None if self_managed else _root(directory, reader, value),
        package=value if self_managed else None,
        limited_api=True if limited_api is None else limited_api,
        stub=_stub(directory, reader),
    )


def _module_name(reader: _Reader) -> ModuleName:
    expected = 'the fully qualified Python name of the module, such as "example.modules"'
    text = reader.typed("name", str, expected)
    if not text:
        raise reader.error("name", found="nothing", expected=expected)
    name = ModuleName(text)
    if problem := name.problem():
        raise reader.error("name", found=f"{_show(text)}: {problem}", expected=expected)
    return name


def _root(directory: Path, reader: _Reader, text: str) -> Path:
    """The Rust file of a module: inside of the project, so that its sdist is complete."""
    path = Path(os.path.normpath(directory / text))
    if not path.is_relative_to(directory) or not path.resolve().is_relative_to(directory.resolve()):
        raise reader.error(
            "root",
            found=f"{_show(text)}, which is outside of the project",
            expected=f"a Rust file below {directory}",
        )
    if not path.is_file():
        kind = "a directory" if path.is_dir() else "which does not exist"
        raise reader.error(
            "root",
            found=f"{_show(text)}, {kind}",
            expected=f"the Rust file that exports the module, relative to {directory}",
            fix=_nearby_file(directory, path),
        )
    return path


def _stub(directory: Path, reader: _Reader) -> Path | None:
    """What a person adds to a module's stub."""
    expected = 'a file with definitions in Python, such as "src/native.pyi"'
    text = reader.typed("stub", str, expected)
    if text is None:
        return None
    path = Path(os.path.normpath(directory / text))
    if not path.is_relative_to(directory):
        raise reader.error(
            "stub", found=f"{_show(text)}, outside of the project", expected=expected
        )
    if not path.exists():
        found = f"{_show(text)}, which does not exist"
        raise reader.error("stub", found=found, expected=expected)
    return path


def _nearby_file(directory: Path, path: Path) -> str | None:
    names = [entry.name for entry in path.parent.glob("*.rs")]
    close = difflib.get_close_matches(path.name, names, n=1)
    if not close:
        return None
    return f"did you mean {_show((path.parent / close[0]).relative_to(directory).as_posix())}?"


def _check_no_duplicates(readers: list[_Reader], modules: tuple[ExtModule, ...]) -> None:
    seen: dict[str, tuple[str, str]] = {}
    for reader, module in zip(readers, modules, strict=True):
        # Some file systems do not distinguish upper and lower case, so neither may the names.
        dotted = module.name.dotted
        first = seen.setdefault(dotted.lower(), (reader.where, dotted))
        if first[0] != reader.where:
            raise reader.error(
                "name",
                found=f"{_show(dotted)}, and {first[0]} is called {_show(first[1])}",
                expected="a name of its own for each module",
            )


def _show(value: object) -> str:
    """A value as TOML shows it, as nearly as an error message needs it."""
    match value:
        case bool():
            return str(value).lower()
        case str():
            return f'"{value}"'
        case dict():
            return "a table"
        case list():
            return "an array"
    return repr(value)

"""Makes a module of the text of a notebook's cell, and loads it.

Lines keep their numbers: what has to be in front of the text takes the place of the cell's first line,
`%%pydust`. Which options a cell has is in `pydust.notebook`.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.machinery import ExtensionFileLoader
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from pydust import __version__
from pydust.adhoc import cache_directory
from pydust.config import ExtModule
from pydust.errors import WRONG_INPUT, PydustError, wrong_input
from pydust.names import ModuleName
from pydust.on_import.library import single_library
from pydust.rust_source import exported_modules
from pydust.settings import Options
from pydust.sync import write_text

_FOLDER: Final = "cells"

_LABEL: Final = "cell"
"""What errors call its file."""


@dataclass(frozen=True)
class Cell:
    """A cell that can be compiled.

    Attributes:
        name: The name of its module: its own, or one that was made for what is not in a module.
        wrapped: Whether it was made.
        source: The Rust file.
        digest: What tells it from cells with another text or other dependencies.
    """

    name: str
    wrapped: bool
    source: str
    digest: str


def read_cell(text: str, dependencies: Mapping[str, Any]) -> Cell:
    """Makes a Rust file of a cell: a `#[py::module]` as it is, or items to put into one.

    Args:
        text: The lines after the first one.
        dependencies: Crates that it uses.

    Raises:
        PydustError: where there are several modules.
    """
    exports = exported_modules(text)
    content = json.dumps([text, dependencies], sort_keys=True)
    digest = hashlib.sha256(content.encode()).hexdigest()[:12]
    if not exports:
        name = f"cell_{digest}"
        first = f"use pydust as py; #[py::module] pub mod {name} {{"
        source = f"{first}\n{text}\n#[allow(unused_imports)] use super::*; }}\n"
        return Cell(name, True, source, digest)
    if len(exports) > 1:
        raise wrong_input(
            f"line {exports[1].line + 1}",
            found=f"a second module, {exports[1].name}",
            expected="one module in a cell: submodules are a `pub mod` within it",
        )
    return Cell(exports[0].name, False, f"\n{text}", digest)


def load_cell(cell: Cell, options: Options, dependencies: Mapping[str, Any]) -> ModuleType:
    """Compiles a cell, unless that was done before, and gives its module, which is loaded once.

    Args:
        cell: The cell.
        options: How to build.
        dependencies: Crates that it uses, in cargo's syntax.

    Raises:
        PydustError: where it does not compile, or another module has its name.
    """
    folder = cache_directory(os.environ) / __version__ / _FOLDER
    file = folder / cell.digest / f"{cell.name}.rs"
    _check_name(cell.name, folder.parent)
    write_text(file, cell.source)
    module = ExtModule(ModuleName(cell.name), root=file)
    try:
        library = single_library(module, options, {"dependencies": dependencies})
    except PydustError as error:
        shown = str(error).replace(str(file), _LABEL)
        raise PydustError(shown, exit_code=error.exit_code) from None
    loaded = sys.modules.get(cell.name)
    if loaded is not None and getattr(loaded, "__file__", None) == str(library):
        return loaded
    return _load(cell.name, library)


def _check_name(name: str, cache: Path) -> None:
    """Keeps a cell from taking the place of a module that others use, such as `json`."""
    loaded = sys.modules.get(name)
    if loaded is None or Path(getattr(loaded, "__file__", None) or "").is_relative_to(cache):
        return
    raise PydustError(
        f"there is a module {name} already, which is none of a cell: {loaded!r}\n"
        "  to do:    choose another name for the module of the cell",
        exit_code=WRONG_INPUT,
    )


def _load(name: str, library: Path) -> ModuleType:
    loader = ExtensionFileLoader(name, str(library))
    spec = spec_from_file_location(name, library, loader=loader)
    assert spec is not None
    module = module_from_spec(spec)
    before = sys.modules.get(name)
    sys.modules[name] = module
    try:
        loader.exec_module(module)
    except BaseException:
        if before is None:
            del sys.modules[name]
        else:
            sys.modules[name] = before
        raise
    return module

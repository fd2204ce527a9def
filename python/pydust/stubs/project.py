"""The stubs of a whole project: which files there are, and what is in them.

Their text is written by `pydust.stubs.generate`; where they go is in `pydust.stubs.place`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from pydust.compile import BuiltModule
from pydust.config import ExtModule
from pydust.records import read
from pydust.stubs.catalog import StubModule, stub_modules
from pydust.stubs.generate import write_stub
from pydust.stubs.handwritten import Handwritten, read_handwritten
from pydust.stubs.model import Module
from pydust.stubs.read import read_modules


@dataclass
class Stubs:
    """The stubs of a project.

    Attributes:
        files: For each module the texts of its files, by their paths relative to a directory of
            Python's search path. A module whose library says nothing of it has none.
        warnings: What could not be written as it is meant.
    """

    files: dict[ExtModule, dict[PurePosixPath, str]] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)


def project_stubs(built: Iterable[BuiltModule]) -> Stubs:
    """Writes the stubs of modules that were built together.

    Args:
        built: The modules; of one that was built for several ABIs the first counts.

    Raises:
        PydustError: where a record or a file of a person's is not as expected.
    """
    found: dict[ExtModule, Module | None] = {}
    for item in built:
        if item.module not in found:
            modules = read_modules(item.library, read(item.library))
            found[item.module] = modules.get(item.module.name.last)
    stubs = Stubs()
    parts = stub_modules((module.name.dotted, said) for module, said in found.items())
    for module, own in zip(found, parts, strict=True):
        stubs.files[module] = {
            stub_path(part): write_stub(part, stubs.warnings, _handwritten(module, part))
            for part in own
        }
    return stubs


def _handwritten(module: ExtModule, part: StubModule) -> Handwritten | None:
    """What a person adds to a module or a submodule: a file, or one of a directory's."""
    if module.stub is None:
        return None
    inner = part.name.split(".")[len(module.name.parts) :]
    if module.stub.is_file():
        return None if inner else read_handwritten(module.stub)
    place = module.stub.joinpath(*inner)
    for file in (place / "__init__.pyi", place.with_name(place.name + ".pyi")):
        if file.is_file() and file.is_relative_to(module.stub):
            return read_handwritten(file)
    return None


def stub_path(module: StubModule) -> PurePosixPath:
    """The file of a module, relative to a directory of Python's search path.

    One that has submodules is a package to type checkers, beside or in place of the real file.
    """
    path = PurePosixPath(*module.name.split("."))
    return path / "__init__.pyi" if module.submodules else path.with_name(path.name + ".pyi")

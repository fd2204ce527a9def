"""The Rust tests of a run: which there are, by file, and how other processes learn of them.

They are found by the process that builds. Workers of xdist, children that run one isolated test,
and runs without a build get its list.
"""

from __future__ import annotations

import base64
import pickle
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from types import FunctionType
from typing import NamedTuple

from pydust.native_tests import TestLibrary
from pydust.pytest import functions, harness_functions
from pydust.pytest.rust_file import Tree, tree_of
from pydust.rust_harness import Harness


class Entry(NamedTuple):
    """A test of a file.

    Attributes:
        line: Where in the file it is.
        name: Its path within the crate.
        module: The Python module that it tests.
        make: Makes the function that stands for it.
    """

    line: int
    name: str
    module: str
    make: Callable[[], FunctionType]


@dataclass
class Inventory:
    """What was compiled with tests in it.

    Attributes:
        libraries: The libraries with native tests.
        harnesses: The executables with tests of cargo's harness.
    """

    libraries: Sequence[TestLibrary] = ()
    harnesses: Sequence[Harness] = ()

    @cached_property
    def files(self) -> dict[Path, list[Entry]]:
        """The tests of each file, which is named without symbolic links."""
        found: dict[Path, list[Entry]] = {}
        for library in self.libraries:
            module = library.module.name.dotted
            for test in library.tests:
                make = partial(functions.function_of, library, test)
                entry = Entry(test.line, test.name, module, make)
                found.setdefault(test.file.resolve(), []).append(entry)
        for harness in self.harnesses:
            module = harness.module.name.dotted
            for plain in harness.tests:
                place = harness_functions.place_of(harness, plain)
                make = partial(harness_functions.function_of, harness, plain, place)
                entry = Entry(place.first, plain.name, module, make)
                found.setdefault(place.file.resolve(), []).append(entry)
        return found

    def tests_in(self, file: Path) -> Tree:
        """The tests of a file, in the order in which they stand there.

        Raises:
            PydustError: where one of them asks for what is not there.
        """
        entries = sorted(self.files.get(file.resolve(), ()), key=lambda entry: entry.line)
        return tree_of((entry.name, entry.module, entry.make()) for entry in entries)

    def dump(self) -> str:
        """Writes what another process of this run, or a later run, reads with `load`."""
        content = (list(self.libraries), list(self.harnesses))
        return base64.b64encode(pickle.dumps(content)).decode("ascii")

    @classmethod
    def load(cls, text: str) -> Inventory | None:
        """Reads it. None where another version of this package wrote it, or something is gone."""
        try:
            libraries, harnesses = pickle.loads(base64.b64decode(text))
        except Exception:  # what can be wrong with an old one has no end
            return None
        if all(made.path.exists() for made in (*libraries, *harnesses)):
            return cls(libraries, harnesses)
        return None

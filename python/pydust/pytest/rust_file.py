"""Rust files as pytest collects them: a file is a module, a Rust `mod` in it a class.

So `src/native.rs::tests::counts` names a test, fixtures of the scopes module and class are what
one expects, and all that pytest and its plugins do with Python's functions they do with these.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import pytest

from pydust.errors import PydustError

Tree = dict[str, "Tree | FunctionType"]
"""Tests by name, within the Rust modules that they are in."""


class RustFile(pytest.Module):
    """A Rust file with tests."""

    make_tests: Callable[[], Tree]

    @classmethod
    def of(cls, parent: pytest.Collector, path: Path, make_tests: Callable[[], Tree]) -> RustFile:
        """Makes the node of a file.

        Args:
            parent: The node of its folder.
            path: The file.
            make_tests: Gives the tests in it, or raises what is wrong with one.
        """
        node: RustFile = cls.from_parent(parent, path=path)
        node.make_tests = make_tests
        return node

    @cached_property
    def tests(self) -> Tree:
        """The tests in the file."""
        try:
            return self.make_tests()
        except PydustError as error:
            raise self.CollectError(str(error)) from None

    def _getobj(self) -> ModuleType:
        """What stands for the module whose functions pytest collects. Nothing is imported."""
        module = ModuleType(self.path.name)
        module.__file__ = str(self.path)
        for name, value in _members(self.tests, module.__name__):
            module.__dict__[name] = value
        return module

    def funcnamefilter(self, name: str) -> bool:
        """Takes every test, whatever `python_functions` says of those in Python."""
        return name in self.tests


class RustMod(pytest.Class):
    """A Rust `mod` with tests."""

    tests: Tree

    def funcnamefilter(self, name: str) -> bool:
        """Takes every test."""
        return name in self.tests


def make_item(collector: pytest.Collector, name: str) -> RustMod | None:
    """The node of a `mod` in a file or in another `mod`; None for what pytest makes itself."""
    if not isinstance(collector, RustFile | RustMod):
        return None
    inner = collector.tests.get(name)
    if not isinstance(inner, dict):
        return None
    node: RustMod = RustMod.from_parent(collector, name=name)
    node.tests = inner
    return node


def tree_of(tests: Iterable[tuple[str, str, FunctionType]]) -> Tree:
    """Groups tests by the Rust modules that they are in.

    Args:
        tests: The path of each, such as `tests::counts`; the Python module that it tests; and its
            function. Where two modules include the same file, the second one's are in a group that
            is called as the module is.
    """
    tree: Tree = {}
    for path, module, function in tests:
        names = path.split("::")
        if not _insert(tree, names, function):
            _insert(tree, [module, *names], function)
    return tree


def _insert(tree: Tree, names: list[str], function: FunctionType) -> bool:
    """Puts a test in its place, unless something else is there."""
    *groups, name = names
    for group in groups:
        inner = tree.setdefault(group, {})
        if not isinstance(inner, dict):
            return False
        tree = inner
    return tree.setdefault(name, function) is function


def _members(tree: Tree, module: str) -> Iterator[tuple[str, Any]]:
    """The tests of a module or a `mod`, as the objects that pytest looks through."""
    for name, value in tree.items():
        if isinstance(value, dict):
            members = {
                inner: staticmethod(member) if isinstance(member, FunctionType) else member
                for inner, member in _members(value, module)
            }
            yield name, type(name, (), {"__module__": module, **members})
        else:
            value.__module__ = module
            yield name, value

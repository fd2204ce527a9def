"""`example.modules`: state that calls share, docstrings, and the submodule."""

import importlib
import sys

import pytest
from example import modules
from example.modules.submod import world


def test_state_lives_from_call_to_call() -> None:
    before = modules.count()
    modules.increment()
    modules.increment()
    assert modules.count() == before + 2


def test_state_is_given_at_import() -> None:
    assert modules.whoami() == "Rusty"
    assert modules.hello("Nick") == "Hello, Nick. It's Rusty"


def test_a_second_import_has_its_own_state(monkeypatch: pytest.MonkeyPatch) -> None:
    modules.increment()
    for name in [name for name in sys.modules if name.startswith("example.modules")]:
        monkeypatch.delitem(sys.modules, name)
    assert importlib.import_module("example.modules").count() == 0
    assert modules.count() > 0


def test_state_is_private() -> None:
    assert not hasattr(modules, "Modules")
    assert not hasattr(modules, "name")


def test_the_submodule_is_importable() -> None:
    assert world() == "Hello, World!"
    assert modules.submod.world is world
    assert importlib.import_module("example.modules.submod") is modules.submod
    assert modules.submod.__name__ == "example.modules.submod"


def test_doc_comments_are_docstrings() -> None:
    assert modules.__doc__ == "Rust doc comments become docstrings...\n\n..with lots of lines!"
    assert modules.increment.__doc__ == "Count one up."


def test_wrong_arguments() -> None:
    with pytest.raises(TypeError, match=r"argument 'name'.*int"):
        modules.hello(3)

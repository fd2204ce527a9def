"""Each interpreter has its own of what native modules make or find once: classes, names, code, loggers."""

from typing import Any

from subinterpreters import Interpreter
from uses import USES

# Whose use leaves in `kept` what is of a class of the interpreter's own, not one of CPython's static classes.
OWN_CLASSES = (
    *("points", "errors", "exceptions", "iterators", "collected", "members", "inheritance"),
    *("exception_fields", "enums", "families", "frozen", "instances", "sharing"),
)


def test_uses_in_turn(kind: str) -> None:
    """Also where another interpreter has ended, and in the main one before and after."""
    for use in USES.values():
        exec(use.code, {})
    with Interpreter(kind) as one:
        use_all(one)
        with Interpreter(kind) as two:
            for interpreter in (two, one, two):
                use_all(interpreter)
        use_all(one)
    for use in USES.values():
        exec(use.code, {})
    with Interpreter(kind) as three:
        use_all(three)


def use_all(interpreter: Interpreter) -> None:
    """Use everything, one after the other."""
    for use in USES.values():
        interpreter.run(use.code)


def test_uses_in_interpreters_that_come_and_go(kind: str) -> None:
    for _ in range(3):
        for use in USES.values():
            with Interpreter(kind) as interpreter:
                interpreter.run(use.code)


def test_classes_of_an_interpreter(kind: str) -> None:
    with Interpreter(kind) as one, Interpreter(kind) as two:
        for name in OWN_CLASSES:
            code = USES[name].code
            here: dict[str, Any] = {}
            exec(code, here)
            classes = {id(type(here["kept"]))}
            for interpreter in (one, two):
                interpreter.run(code)
                classes.add(interpreter.value("id(type(kept))"))
            assert len(classes) == 3, name

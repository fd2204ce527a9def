"""Sub-interpreters of every kind, under the names that this version of CPython has for them.

Imported by tests and by the programs that they start; nothing is tested here.
"""

import ast
import os
import sys
import textwrap
from importlib import import_module
from types import TracebackType
from typing import Any, Final, NamedTuple, Self

OWN_GIL: Final = "own-gil"
SHARED_GIL: Final = "shared-gil"

# The kinds that this Python has: before 3.12 all interpreters of a process share one GIL.
KINDS: Final = (OWN_GIL, SHARED_GIL) if sys.version_info >= (3, 12) else (SHARED_GIL,)

# `concurrent.interpreters`, public since 3.14, makes only those with a GIL of their own.
RENAMED: Final = sys.version_info >= (3, 13)
_interpreters: Any = import_module("_interpreters" if RENAMED else "_xxsubinterpreters")

# CPython 3.12 frees memory twice as it refuses the first three in a second interpreter with its own GIL, and after one has
# used the others, which `asyncio` does: it is not asked to.
REFUSED: Final = ("_datetime", "_decimal", "_zoneinfo", "_asyncio", "_ssl")


def _create(kind: str) -> Any:
    """Make an interpreter, and give CPython's id of it."""
    if kind not in KINDS:
        raise ValueError(f"expected one of {KINDS}, found {kind!r}")
    isolated = kind == OWN_GIL
    if RENAMED:
        return _interpreters.create("isolated" if isolated else "legacy")
    return _interpreters.create(isolated=isolated)


# The expression's value, or what it raises, written to a pipe: interpreters share no objects.
_ANSWER: Final = """
import os as _os
try:
    _answer = (True, eval({expression!r}))
except Exception as _error:
    _answer = (False, ([_class.__name__ for _class in type(_error).__mro__], str(_error)))
_os.write({pipe}, repr(_answer).encode())
del _answer
"""


class Raised(NamedTuple):
    """What an expression raised in an interpreter."""

    classes: list[str]
    """The names of the exception's class and of its bases, itself first."""
    message: str


class Interpreter:
    """An interpreter that searches the same folders for modules as this one.

    A context, at whose end it ends. To be used by the thread that made it.
    """

    def __init__(self, kind: str) -> None:
        self._id = _create(kind)
        self.run(f"import sys; sys.path[:] = {sys.path!r}")
        if kind == OWN_GIL and not RENAMED:
            self.run(f"sys.modules.update(dict.fromkeys({REFUSED}))")

    def run(self, code: str) -> None:
        """Run code in its `__main__`; an exception there is a `RuntimeError` here."""
        failure = _interpreters.run_string(self._id, textwrap.dedent(code))
        if failure is not None:  # CPython 3.12 and older raise by themselves.
            raise RuntimeError(failure.formatted)

    def value(self, expression: str) -> Any:
        """Give the value of an expression: one with a literal, that a pipe can hold at once."""
        fine, answer = self._ask(expression)
        if not fine:
            raise RuntimeError(f"{expression} raised {answer}")
        return answer

    def raised(self, expression: str) -> Raised:
        """Give what an expression raises."""
        fine, answer = self._ask(expression)
        if fine:
            raise AssertionError(f"{expression} raised nothing, and gave {answer!r}")
        return Raised(*answer)

    def _ask(self, expression: str) -> tuple[bool, Any]:
        read, write = os.pipe()
        try:
            self.run(_ANSWER.format(expression=expression, pipe=write))
            fine, answer = ast.literal_eval(os.read(read, 1 << 16).decode())
        finally:
            os.close(read)
            os.close(write)
        return fine, answer

    def end(self) -> None:
        """End the interpreter, and all that is in it."""
        _interpreters.destroy(self._id)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exception_type: type[BaseException] | None,
        exception: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.end()

"""Compiling a case for one contender: into a loop that times its call, and into its outcome.

What is done with the times lives in `timing`, with the instructions in `instructions`.
"""

from collections.abc import Callable
from itertools import repeat
from textwrap import indent
from time import perf_counter_ns
from types import ModuleType
from typing import cast

from calling.cases import Case

UNROLLED = 10  # calls written one after another in the loop's body, so that the loop weighs little

Loop = Callable[[int], int]

TEMPLATE = """\
def loop(times, {parameters}):
    started = perf_counter_ns()
    for _ in repeat(None, times):
{body}
    return perf_counter_ns() - started
"""


def scope_of(case: Case, module: ModuleType) -> dict[str, object]:
    """The case's names with their values, and `m`, the contender's module."""
    scope: dict[str, object] = {"m": module}
    for name, expression in case.names.items():
        scope[name] = eval(expression, scope)
    return scope


def compile_loop(case: Case, module: ModuleType) -> Loop:
    """A function that runs `UNROLLED` calls the given number of times and returns nanoseconds.

    Every contender gets a code object of its own, because CPython specialises call sites for the
    function that they meet. The names are locals, as in a function that a user would write.
    """
    scope = scope_of(case, module)
    scope.update(repeat=repeat, perf_counter_ns=perf_counter_ns)
    source = TEMPLATE.format(
        parameters=", ".join(f"{name}={name}" for name in case.names),
        body=indent("\n".join([case.call] * UNROLLED), " " * 8),
    )
    exec(source, scope)
    return cast(Loop, scope["loop"])


def outcome(expression: str, case: Case, module: ModuleType) -> object:
    """What the expression gives: its value, or the class and the message of what it raises."""
    try:
        return eval(expression, scope_of(case, module))
    except Exception as error:
        return type(error), str(error)


def refuses(case: Case, module: ModuleType) -> bool:
    """Whether the module answers the case's wrong call with a TypeError."""
    try:
        eval(case.refused, scope_of(case, module))
    except TypeError:
        return True
    return False

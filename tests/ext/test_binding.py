"""Random calls of random signatures bind as Python binds them, 100,000 of them.

What a call gives is compared with `inspect.Signature.bind`, what it raises with the words of the
same function in Python.
"""

import inspect
from collections.abc import Callable
from typing import Any, Final

import pytest
import random_binding
from fixtures import binding
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

EXAMPLES: Final = 1_000
CALLS: Final = 100  # in each example: hypothesis has more to do for an example than for a number
SIGNATURES: Final = random_binding.signatures()
# The names that calls use: those of the parameters, one like them, one unlike any.
NAMES: Final = (*random_binding.NAMES, "aa", "unlike", "")


def twin(signature: random_binding.Signature) -> Callable[..., Any]:
    """Give the function in Python."""
    namespace: dict[str, Any] = {}
    exec(random_binding.python(signature), namespace)
    return namespace[signature.name]


TWINS: Final = [twin(signature) for signature in SIGNATURES]
INSPECTED: Final = [inspect.signature(function) for function in TWINS]


def call_of(number: int) -> tuple[int, list[int], dict[str, int]]:
    """Read a number as a call: the signature, the positional arguments, the keywords.

    Most calls at random are wrong; of every four, three give what must be given.
    """
    number, index = divmod(number, len(SIGNATURES))
    number, complete = divmod(number, 4)
    number, positional = divmod(number, len(random_binding.NAMES) + 2)
    signature = SIGNATURES[index]
    keywords: dict[str, int] = {}
    if complete:
        before = signature.positional_only + signature.usual
        if not signature.star:
            positional = min(positional, len(before))
        rest = before[positional:] + signature.keyword_only
        keywords = {param.name: 50 for param in rest if param.default is None}
    while number:
        number, name = divmod(number, 2 * len(NAMES))
        if name < len(NAMES):
            keywords[NAMES[name]] = 100 + name
    return index, list(range(positional)), keywords


def outcome(function: Callable[..., Any], args: list[int], kwargs: dict[str, int]) -> object:
    """Give what a call returns, or the type and text of what it raises."""
    try:
        return function(*args, **kwargs)
    except TypeError as error:
        return TypeError, str(error)


def bound(index: int, args: list[int], kwargs: dict[str, int]) -> object:
    """Give what `inspect` binds, in the form of the functions' results; None if it refuses."""
    try:
        arguments = INSPECTED[index].bind(*args, **kwargs)
    except TypeError:
        return None
    arguments.apply_defaults()
    rest = {"args": list, "kwargs": dict}
    by_name = {
        name: rest.get(name, lambda it: it)(value) for name, value in arguments.arguments.items()
    }
    signature = SIGNATURES[index]
    order = [param.name for param in signature.params]
    order += [name for name in ("args", "kwargs") if name in by_name]
    return tuple(by_name[name] for name in order)


def names_positional_only(index: int, kwargs: dict[str, int]) -> bool:
    """Whether a keyword has a positional-only parameter's name: there `inspect` itself binds wrongly."""
    return any(param.name in kwargs for param in SIGNATURES[index].positional_only)


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.generate, Phase.shrink),
    suppress_health_check=list(HealthCheck),
)
@given(st.lists(st.integers(0, 10**8), min_size=CALLS, max_size=CALLS))
def test_random_calls_bind_as_in_python(numbers: list[int]) -> None:
    for number in numbers:
        index, args, kwargs = call_of(number)
        native = outcome(getattr(binding, SIGNATURES[index].name), args, kwargs)
        assert native == outcome(TWINS[index], args, kwargs), (index, args, kwargs)
        if not names_positional_only(index, kwargs):
            expected = bound(index, args, kwargs)
            refused = isinstance(native, tuple) and native[:1] == (TypeError,)
            assert (None if refused else native or ()) == expected, (index, args, kwargs)


@pytest.mark.parametrize("index", range(len(SIGNATURES)), ids=lambda index: SIGNATURES[index].name)
def test_signatures_are_those_of_the_twins(index: int) -> None:
    native = inspect.signature(getattr(binding, SIGNATURES[index].name))
    assert native == INSPECTED[index]


def test_the_rust_file_is_what_the_program_writes() -> None:
    def without_form(text: str) -> str:
        return "".join(text.split()).replace(",)", ")")

    assert without_form(random_binding.FILE.read_text()) == without_form(random_binding.text())

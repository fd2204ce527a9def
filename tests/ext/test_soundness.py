"""Safe code at the worst moment: no crash, no lost exception, nothing half-made that can be found.

A test that once crashed runs in a process of its own: a crash is a failure of that test alone,
which names the signal.
"""

import builtins
import functools
import gc
import signal
import subprocess
import sys
import time
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fixtures import exceptions, signatures, soundness, threads
from fixtures.soundness import CallsAtItsEnd, Link, PanicsAtItsEnd, Recursive

# More than any test takes on a busy machine.
TIMEOUT_S = 60

LONE_SURROGATE = "\ud800"

# Exceptions that Rust code can't name: they hold others, or say where in a text ...
MORE_THAN_A_MESSAGE = {
    "BaseExceptionGroup",
    "ExceptionGroup",
    "UnicodeDecodeError",
    "UnicodeEncodeError",
    "UnicodeTranslateError",
}
# ... or are not in Python 3.11.
NEWER = {"ImportCycleError", "PythonFinalizationError", "_IncompleteInputError"}


def run(program: str) -> str:
    """Run a program in a process of its own, and give what it prints."""
    done = subprocess.run(
        [sys.executable, "-X", "faulthandler", "-c", program],
        cwd=Path(__file__).parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        timeout=TIMEOUT_S,
        check=False,
    )
    code = done.returncode
    if code:
        end = f"was killed by {signal.Signals(-code).name}" if code < 0 else f"exited with {code}"
        pytest.fail(f"the process {end}\n{done.stdout}", pytrace=False)
    return done.stdout


def in_a_process(test: Callable[..., None]) -> Callable[..., None]:
    """Call the test in a process of its own."""

    @functools.wraps(test)
    def call_there(**arguments: Any) -> None:
        module, name = test.__module__, test.__name__
        run(f"import {module}; {module}.{name}.__wrapped__(**{arguments!r})")

    return call_there


class Thing:
    """Something that can be watched by a weak reference."""


# Values that end while an exception is on its way.


@in_a_process
def test_a_drop_that_calls_python_leaves_the_exception_in_flight() -> None:
    called: list[int] = []
    with pytest.raises(ZeroDivisionError):
        (CallsAtItsEnd(lambda: called.append(1)), 1 / 0)
    assert called == [1]


@in_a_process
def test_a_drop_that_meets_an_exception_of_its_own_leaves_the_one_in_flight() -> None:
    def fail() -> None:
        raise KeyError("of the drop")

    with pytest.raises(ZeroDivisionError) as caught:
        (CallsAtItsEnd(fail), 1 / 0)
    assert caught.value.__context__ is None


@in_a_process
def test_a_drop_that_panics_leaves_the_exception_in_flight() -> None:
    reported: list[str] = []
    sys.unraisablehook = lambda hook: reported.append(str(hook.exc_value))
    with pytest.raises(ZeroDivisionError):
        (PanicsAtItsEnd(), 1 / 0)
    assert [report.partition(" (")[0] for report in reported] == ["at its end"]


# Errors made from anything.


@pytest.mark.parametrize("expression", ["1", "object()", "int", "None"])
@in_a_process
def test_an_error_from_what_is_no_exception_is_a_type_error(expression: str) -> None:
    with pytest.raises(TypeError, match="expected an instance of BaseException"):
        soundness.reraise(eval(expression))


@in_a_process
def test_an_error_from_an_exception_class_is_an_instance() -> None:
    with pytest.raises(ValueError, match=r"^$") as caught:
        soundness.reraise(ValueError)
    assert type(caught.value) is ValueError
    with pytest.raises(TypeError, match="takes exactly 5 arguments"):
        soundness.reraise(UnicodeEncodeError)


def test_an_error_from_an_instance_is_that_instance() -> None:
    error = SystemExit(3)
    with pytest.raises(SystemExit) as caught:
        soundness.reraise(error)
    assert caught.value is error


def test_every_kind_of_exception_is_displayed_under_its_name_in_python() -> None:
    kinds = dict(soundness.show_all_kinds())
    assert kinds == {f"{kind.__name__}: why": kind for kind in kinds.values()}
    builtin = {
        name: kind
        for name, kind in vars(builtins).items()
        if isinstance(kind, type) and issubclass(kind, BaseException)
    }
    assert {name for name, kind in builtin.items() if kind not in kinds.values()} == (
        MORE_THAN_A_MESSAGE | NEWER & builtin.keys()
    )


# Text that can't be had.


class Unprintable:
    """Something whose `__str__` raises."""

    def __str__(self) -> str:
        raise KeyError("of __str__")

    def __repr__(self) -> str:
        return "<unprintable, but not quite>"


class MoreUnprintable(Unprintable):
    """Something whose `__repr__` raises too."""

    __repr__ = Unprintable.__str__


def test_an_object_whose_str_raises_can_be_formatted() -> None:
    assert soundness.show(Unprintable()) == "<unprintable, but not quite>"
    assert soundness.show(MoreUnprintable()) == "<MoreUnprintable object>"
    assert soundness.show(LONE_SURROGATE) == "<unprintable>"


def test_an_exception_whose_message_is_no_utf_8_can_be_shown() -> None:
    def fail() -> None:
        raise ValueError(LONE_SURROGATE)

    assert soundness.show_raised(fail).startswith("ValueError")


def test_a_keyword_with_a_lone_surrogate_is_not_expected() -> None:
    keywords = {LONE_SURROGATE: 1}
    for call in (
        lambda: signatures.two(**keywords),
        lambda: signatures.two(1, **keywords),
        lambda: signatures.two(1, 2, **keywords),
        lambda: Link(**keywords),
        lambda: Link(None, **keywords),
    ):
        with pytest.raises(TypeError) as caught:
            call()
        assert caught.value.__cause__ is None
        assert caught.value.__context__ is None


def test_a_keyword_with_a_lone_surrogate_goes_into_kwargs() -> None:
    assert signatures.star_star(**{LONE_SURROGATE: 1}) == {LONE_SURROGATE: 1}


# Long chains and deep recursion.


def make_chain(length: int, kind: type[Link]) -> Link:
    link = kind(None)
    for _ in range(length - 1):
        link = kind(link)
    return link


class PythonLink(Link):
    """A link with a dict of its own, which CPython ends before the value."""


@pytest.mark.parametrize("kind", ["Link", "PythonLink"])
@in_a_process
def test_a_long_chain_ends(kind: str) -> None:
    ended: list[int] = []
    first = Link(CallsAtItsEnd(lambda: ended.append(1)))
    chain = make_chain(1_000_000, globals()[kind])
    last = chain
    for _ in range(10):
        last = last.next
    del chain
    assert ended == []
    last.next = first
    del first
    assert ended == []
    del last
    assert ended == [1]


@in_a_process
def test_a_long_chain_ends_with_an_exception_in_flight() -> None:
    with pytest.raises(ZeroDivisionError):
        (make_chain(100_000, Link), 1 / 0)


@pytest.mark.parametrize("kind", ["cause", "context", "group"])
@in_a_process
def test_a_long_chain_of_errors_is_dropped(kind: str) -> None:
    exceptions.drop_chain(1_000_000, kind)


@pytest.mark.parametrize("kind", ["cause", "context"])
@in_a_process
def test_a_long_chain_of_errors_is_raised(kind: str) -> None:
    count = 100_000
    with pytest.raises(ValueError, match="and so on") as caught:
        exceptions.raise_chain(count, kind)
    length, error = 0, caught.value
    del caught
    while error is not None:
        length, error = length + 1, getattr(error, f"__{kind}__")
    assert length == count


@in_a_process
def test_a_long_chain_of_groups_is_raised() -> None:
    count = 1_000
    with pytest.raises(ExceptionGroup, match="group") as caught:
        exceptions.raise_chain(count, "group")
    length, error = 1, caught.value
    while isinstance(error, ExceptionGroup):
        length, error = length + 1, error.exceptions[0]
    assert length == count


@in_a_process
def test_a_class_in_very_many_tuples_matches_nothing() -> None:
    classes: object = ValueError
    for _ in range(1_000_000):
        classes = (classes,)
    assert exceptions.is_of(classes) == [False, False, False]
    assert exceptions.is_of((ValueError, (KeyError,), OSError)) == [False, True, False]


@pytest.mark.parametrize("keyword", [False, True])
@in_a_process
def test_a_constructor_that_constructs_itself_is_a_recursion_error(keyword: bool) -> None:
    with pytest.raises(RecursionError):
        Recursive(Recursive, keyword)
    with pytest.raises(RecursionError):
        Recursive(lambda f, keyword=False: Recursive(f, keyword), keyword)
    assert Recursive(dict, keyword=True).x == 0


@in_a_process
def test_a_large_struct_that_contains_itself_is_a_recursion_error() -> None:
    link: dict[str, Any] = {"padding": None, "next": None}
    assert soundness.count_wide_links({"padding": None, "next": link}) == 2
    link["next"] = link
    with pytest.raises(RecursionError, match="while converting a Python object"):
        soundness.count_wide_links(link)


# Keywords that nobody has checked.


def test_a_keyword_of_a_class_is_a_string() -> None:
    assert soundness.Keywords(a=1, b=2).count == 2
    for keywords in ({1: 2}, {None: 1}, {"a": 1, b"b": 2}, dict.fromkeys(range(100))):
        with pytest.raises(TypeError, match=r"^keywords must be strings$"):
            soundness.call_with(soundness.Keywords, keywords)
        with pytest.raises(TypeError, match="keywords must be strings"):
            soundness.Keywords(**keywords)  # type: ignore[misc]


# Modules and objects that are found by others.


@pytest.mark.parametrize("length", [1000, 1016, 1017, 1020, 5000])
def test_a_class_in_a_module_with_a_long_name_has_its_whole_name(length: int) -> None:
    name = "m" * length + ".soundness"
    program = f"""
from importlib.util import module_from_spec, spec_from_file_location
spec = spec_from_file_location({name!r}, {soundness.__file__!r})
module = module_from_spec(spec)
spec.loader.exec_module(module)
print(module.Link.__name__, module.Link.__module__, module.Link(3).next)
"""
    assert run(program) == f"Link {name} 3\n"


def test_setting_a_field_ends_the_old_value_when_the_new_one_is_there() -> None:
    seen: list[object] = []

    class Curious:
        def __del__(self) -> None:
            seen.append(link.next)
            link.next = "its own"

    link = Link(Curious())
    link.next = "new"
    assert seen == ["new"]
    assert link.next == "its own"


@in_a_process
def test_a_list_is_not_found_before_it_is_full() -> None:
    length = 1009  # no other list is that long

    def find() -> list[list[object]]:
        return [o for o in gc.get_objects() if type(o) is list and len(o) == length]

    made = soundness.call_for_each_item(find, length)
    assert made == [[]] * length
    assert gc.is_tracked(made)
    assert len(find()) == 1


@in_a_process
def test_a_list_that_fails_half_way_is_given_up() -> None:
    things: list[weakref.ref[Thing]] = []

    def make() -> Thing:
        thing = Thing()
        things.append(weakref.ref(thing))
        return thing if len(things) < 5 else things[9]  # type: ignore[return-value]

    with pytest.raises(IndexError):
        soundness.call_for_each_item(make, 8)
    gc.collect()
    assert [thing() for thing in things] == [None] * 5


# Panics.


@pytest.mark.parametrize("count", [0, 1, 2, 3])
@in_a_process
def test_a_panic_whose_value_panics_as_it_is_dropped_is_one_panic(count: int) -> None:
    for _ in range(3):
        with pytest.raises(RuntimeError, match="a panic whose value is not a text"):
            soundness.panic_with_bombs(count)
    with pytest.raises(RuntimeError, match=r"^next"):
        soundness.panic("next")


@in_a_process
def test_a_panic_in_the_destructor_of_a_thread_local_is_an_exception() -> None:
    messages: list[str] = []

    def panic() -> None:
        with pytest.raises(RuntimeError) as caught:
            soundness.panic("at the thread's end")
        messages.append(str(caught.value).partition(" (")[0])

    def arm() -> None:
        soundness.call_at_thread_end(panic)
        panic()  # what panics keep for the thread is made after that, and so ends before it

    threads.call_from_thread(arm)
    assert messages == ["at the thread's end"] * 2


def test_a_panic_on_a_thread_of_rust_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    assert soundness.panic_on_thread("nobody asks for this") is True
    printed = capfd.readouterr().err
    assert "nobody asks for this" in printed
    assert "soundness.rs" in printed


def test_a_panic_in_a_call_from_python_is_not_printed(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(RuntimeError, match="for the caller"):
        soundness.panic("for the caller")
    assert capfd.readouterr() == ("", "")


# References that are dropped anywhere.


def test_what_a_thread_of_rust_drops_is_released_though_no_native_code_runs() -> None:
    things = []
    for _ in range(1000):
        thing = Thing()
        things.append(weakref.ref(thing))
        soundness.drop_on_thread(thing)
    del thing
    time.sleep(0)  # before 3.13 CPython looks for such work only as the main thread takes the GIL
    assert sum(thing() is not None for thing in things) == 0


def test_a_thread_local_may_outlive_python() -> None:
    """The main thread's are dropped when the interpreter is gone."""
    program = "from fixtures import soundness as s; s.call_at_thread_end(print); print('end')"
    assert run(program) == "end\n"

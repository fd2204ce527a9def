"""Exceptions: own types, arguments, chains, notes, groups, derived errors, warnings, signals."""

import errno
import json
import pickle
import signal
import subprocess
import sys
import traceback
import types
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest
from fixtures import exceptions
from test_soundness import in_a_process

FULL_API = ".abi3" not in (exceptions.__file__ or "")


def shown(error: BaseException) -> str:
    """Format an exception with all that belongs to it, as an uncaught one is shown."""
    return "".join(traceback.format_exception(error))


def while_handling(handled: BaseException, call: Callable[[], object]) -> BaseException:
    """Call in an `except` block, and give what is raised there."""
    try:
        raise handled
    except type(handled):
        with pytest.raises(BaseException) as caught:  # noqa: PT011
            call()
    return caught.value


def fail(error: BaseException) -> Callable[[], NoReturn]:
    """Make a function that raises."""

    def raising() -> NoReturn:
        raise error

    return raising


# Exception types of Rust.


def test_own_types_are_classes_of_their_module() -> None:
    cls = exceptions.InvalidEmail
    assert (cls.__module__, cls.__qualname__) == ("fixtures.exceptions", "InvalidEmail")
    assert cls.__bases__ == (ValueError,)
    assert cls.__doc__ == "Invalid email address.\n\nIn two paragraphs."
    assert exceptions.Undocumented.__doc__ is None
    assert exceptions.NoHost.__bases__ == (cls,)
    assert exceptions.OutsideError.__module__ == "fixtures.exceptions"
    inner = exceptions.inner.InnerError
    assert (inner.__module__, inner.__bases__) == ("fixtures.exceptions.inner", (cls,))


def test_own_types_are_raised_and_caught() -> None:
    for name in ("InvalidEmail", "NoHost", "OutsideError", "Undocumented"):
        with pytest.raises(getattr(exceptions, name), match=rf"^{name}$") as caught:
            exceptions.raise_own(name)
        assert type(caught.value) is getattr(exceptions, name)
    with pytest.raises(exceptions.InvalidEmail, match=r"^from within$"):
        exceptions.inner.fail()
    with pytest.raises(exceptions.InvalidEmail, match=r"^from a thread$"):
        exceptions.raise_in_thread()


def test_a_type_that_no_module_exports_is_caught_by_its_base() -> None:
    with pytest.raises(exceptions.InvalidEmail) as caught:
        exceptions.raise_own("HiddenError")
    assert type(caught.value).__name__ == "HiddenError"
    assert not hasattr(exceptions, "HiddenError")


def test_own_types_go_before_those_of_python_with_the_same_name() -> None:
    own = exceptions.ConnectionError
    assert own is not ConnectionError
    with pytest.raises(own, match=r"^lost$"):
        exceptions.raise_own_of_builtin_name()
    with pytest.raises(ConnectionError, match=r"^lost$"):
        exceptions.raise_builtin_of_own_name()
    with pytest.warns(exceptions.ImportWarning, match=r"^own$"):
        exceptions.warn_own_of_builtin_name()


def test_own_types_can_be_pickled_and_derived_from() -> None:
    error = exceptions.InvalidEmail("text", 3)
    copy = pickle.loads(pickle.dumps(error))
    assert (type(copy), copy.args) == (exceptions.InvalidEmail, ("text", 3))

    class Special(exceptions.InvalidEmail):  # type: ignore[misc]
        """A subclass of Python's."""

    assert exceptions.matched(fail(Special("x"))) == "InvalidEmail"


def test_a_type_raised_before_its_import_is_the_one_that_is_imported() -> None:
    """The base of an exception is made before the module has it: it must be the same class later."""
    script = (
        "from fixtures import exceptions as e, exceptions; import importlib, sys\n"
        "first = e.InvalidEmail\n"
        "del sys.modules['fixtures.exceptions']\n"
        "again = importlib.import_module('fixtures.exceptions')\n"
        "assert again is not e and again.InvalidEmail is first, again\n"
        "assert first.__module__ == 'fixtures.exceptions'\n"
    )
    folder = Path(__file__).parent
    subprocess.run([sys.executable, "-c", script], cwd=folder, check=True)


# Arguments.


def test_exceptions_have_any_arguments() -> None:
    marker = object()
    with pytest.raises(ValueError) as caught:  # noqa: PT011
        exceptions.raise_args(marker, "text")
    numbers = (1, -1, 2**64 - 1, 2**64 - 1, -(2**63), 0.5)
    texts = ("borrowed", "owned", b"\x00\xff")
    expected = (marker, "text", "text", *numbers, True, False, *texts, None, 3)
    assert caught.value.args == expected
    with pytest.raises(StopIteration) as stopped:
        exceptions.raise_bare()
    assert stopped.value.args == ()
    with pytest.raises(KeyError) as missing:
        exceptions.raise_key((1, "a"))
    assert missing.value.args == ((1, "a"),)
    with pytest.raises(SystemExit) as ended:
        exceptions.raise_exit()
    assert ended.value.code == 3


def test_arguments_that_the_class_refuses_are_its_own_error() -> None:
    with pytest.raises(TypeError, match="function takes exactly 5 arguments"):
        exceptions.raise_wrongly()


def test_exceptions_of_python_modules_are_raised_and_caught() -> None:
    with pytest.raises(json.JSONDecodeError, match="why") as caught:
        exceptions.raise_imported("JSONDecodeError")
    assert (caught.value.doc, caught.value.pos) == ("text", 2)
    assert exceptions.matched(lambda: json.loads("{")) == "JSONDecodeError"
    with pytest.raises(KeyError):
        exceptions.matched(lambda: {}["k"])
    with pytest.raises(ModuleNotFoundError, match="no"):
        exceptions.raise_imported("Unreachable")
    with pytest.raises(TypeError, match=r"json\.JSONDecoder is not an exception class"):
        exceptions.raise_imported("no class")


def test_classes_that_make_no_exceptions_are_type_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    class WeirdError(Exception):
        """Gives something else when called."""

        def __new__(cls, *_: object) -> object:  # type: ignore[misc]
            return "no exception"

    module = types.ModuleType("weird_exceptions")
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setattr(module, "Weird", WeirdError, raising=False)
    for how in ("Weird", "Weird args", "Weird note"):
        with pytest.raises(TypeError, match="should have returned an instance of BaseException"):
            exceptions.raise_imported(how)


def test_given_exceptions_are_raised() -> None:
    error = ValueError("given")
    with pytest.raises(ValueError, match="given") as caught:
        exceptions.raise_given(error)
    assert caught.value is error
    with pytest.raises(KeyError):
        exceptions.raise_given(KeyError)
    with pytest.raises(TypeError, match="expected an instance of BaseException, got int"):
        exceptions.raise_given(3)
    handled, fresh = LookupError("handled"), ValueError("fresh")
    assert while_handling(handled, lambda: exceptions.raise_given(fresh)) is fresh
    assert fresh.__context__ is handled


# Chains and notes.


def test_a_cause_is_what_raise_from_sets() -> None:
    why = ZeroDivisionError("why")
    with pytest.raises(ValueError, match="outer") as caught:
        exceptions.caused(fail(why))
    assert caught.value.__cause__ is why
    assert caught.value.__suppress_context__
    text = shown(caught.value)
    assert "direct cause" in text
    assert text.index("ZeroDivisionError: why") < text.index("ValueError: outer")


def test_causes_and_notes_of_rust_are_shown() -> None:
    with pytest.raises(ValueError, match="third") as caught:
        exceptions.chain()
    second = caught.value.__cause__
    assert isinstance(second, LookupError)
    assert isinstance(second.__cause__, KeyError)
    assert second.__cause__.__notes__ == ["a note", "another"]
    lines = [line for line in shown(caught.value).splitlines() if not line.startswith(" ")]
    assert [
        line for line in lines if line and "Traceback" not in line and "direct" not in line
    ] == [
        "KeyError: 'first'",
        "a note",
        "another",
        "LookupError: second",
        "ValueError: third",
        "at last",
    ]


def test_from_none_hides_what_was_handled() -> None:
    handled = LookupError("hidden")
    error = while_handling(handled, exceptions.from_none)
    assert error.__context__ is handled
    assert error.__cause__ is None
    assert error.__suppress_context__
    assert "hidden" not in shown(error)


def test_the_context_of_rust_goes_before_that_of_python() -> None:
    handled = LookupError("in Python")
    error = while_handling(handled, exceptions.handling)
    assert str(error) == "raised meanwhile"
    assert isinstance(error.__context__, KeyError)
    assert error.__context__.__context__ is handled
    assert "During handling" in shown(error)


def test_notes_are_added_to_exceptions_of_python() -> None:
    error = KeyError("k")
    with pytest.raises(KeyError) as caught:
        exceptions.annotate(fail(error), "where it was")
    assert caught.value is error
    assert error.__notes__ == ["where it was"]
    assert "fail" in shown(error) or "raising" in shown(error)
    with pytest.raises(TypeError, match="expected int, got str") as wrong:
        exceptions.annotate_wrong_type("x")
    assert wrong.value.__notes__ == ["while counting"]


def test_rust_reads_all_of_an_exception() -> None:
    error = ValueError("text")
    error.__cause__ = KeyError("cause")
    error.__context__ = LookupError("context")
    error.add_note("one")
    error.add_note("two")
    assert exceptions.read(fail(error)) == [
        "ValueError",
        "ValueError('text')",
        "Some(KeyError: 'cause')",
        "Some(LookupError: context)",
        "one, two",
        "true",
        "true",
    ]
    assert exceptions.read(fail(KeyError()))[2:5] == ["None", "None", ""]
    error.__notes__ = [1]
    with pytest.raises(TypeError, match="expected str, got int"):
        exceptions.read(fail(error))


def test_the_exception_that_was_seen_is_the_one_that_is_raised() -> None:
    with pytest.raises(ValueError, match="seen") as caught:
        exceptions.seen()
    assert caught.value.code == 3
    assert caught.value.__notes__ == ["first", "second"]


@in_a_process
def test_the_exception_that_is_seen_as_it_is_made_is_the_one() -> None:
    """A type that is found by import is found once in a process."""
    seen: list[BaseException] = []

    class LookedAt(Exception):  # noqa: N818
        def __init__(self, *args: object) -> None:
            super().__init__(*args)
            if not seen:
                seen.append(self)
                seen[0] = exceptions.seen_while_made()

    module = types.ModuleType("looked_at")
    module.__dict__["LookedAt"] = LookedAt
    sys.modules[module.__name__] = module
    error = exceptions.seen_while_made()
    assert seen == [error]
    assert error.__notes__ == ["noted"]


@pytest.mark.skipif(not FULL_API, reason="the stable ABI has no way to make a frame")
def test_the_exception_that_was_seen_has_its_place_all_the_same() -> None:
    with pytest.raises(ValueError, match="seen") as caught:
        exceptions.seen()
    assert traceback.extract_tb(caught.value.__traceback__)[-1].name == "seen"


def test_errors_of_rust_are_matched_by_the_class_they_become() -> None:
    assert exceptions.is_of(LookupError) == [True, False, False]
    assert exceptions.is_of(FileNotFoundError) == [False, True, False]
    assert exceptions.is_of(ExceptionGroup) == [False, False, True]
    assert exceptions.is_of((KeyError, OSError)) == [True, True, False]
    assert exceptions.is_of(3) == [False, False, False]


def test_errors_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    error = ValueError("printed")
    error.add_note("a note")
    exceptions.print(fail(error))
    err = capsys.readouterr().err
    assert err.startswith("Traceback")
    assert err.endswith("ValueError: printed\na note\n")


def test_errors_that_nobody_can_catch_go_to_the_hook(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[object, object]] = []
    monkeypatch.setattr(
        sys, "unraisablehook", lambda args: seen.append((args.exc_value, args.object))
    )
    error, context = ValueError("lost"), object()
    exceptions.unraisable(fail(error), context)
    assert seen == [(error, context)]


# Groups.


def test_groups_are_caught_by_except_star() -> None:
    caught: dict[str, list[str]] = {}
    try:
        exceptions.group(4)
    except* exceptions.InvalidEmail as group:
        caught["InvalidEmail"] = [str(error) for error in group.exceptions]
        causes = {type(error.__cause__) for error in group.exceptions}
    except* ValueError as group:
        caught["ValueError"] = [str(error) for error in group.exceptions]
    assert causes == {ValueError}
    assert caught == {
        "InvalidEmail": ["number 1", "number 3"],
        "ValueError": ["number 0", "number 2"],
    }


def test_groups_are_of_the_right_kind() -> None:
    with pytest.raises(ExceptionGroup, match="several") as pair:
        exceptions.group(2)
    assert str(pair.value) == "several (2 sub-exceptions)"
    with pytest.raises(BaseExceptionGroup) as caught:
        exceptions.nested_group()
    assert not isinstance(caught.value, ExceptionGroup)
    inner, stop = caught.value.exceptions
    assert isinstance(inner, ExceptionGroup)
    assert isinstance(stop, KeyboardInterrupt)
    with pytest.raises(ExceptionGroup, match="by name"):
        exceptions.raise_group()
    with pytest.raises(ValueError, match="must be a non-empty sequence"):
        exceptions.group(0)


def test_groups_are_split_as_except_star_does() -> None:
    email, other = exceptions.InvalidEmail("e"), KeyError("k")
    assert exceptions.except_star(fail(ExceptionGroup("g", [email]))) == ["InvalidEmail: e"]
    assert exceptions.except_star(fail(email)) == ["InvalidEmail: e"]
    assert exceptions.except_star(lambda: None) == []
    with pytest.raises(ExceptionGroup) as caught:
        exceptions.except_star(fail(ExceptionGroup("g", [email, ExceptionGroup("h", [other])])))
    assert repr(caught.value) == "ExceptionGroup('g', [ExceptionGroup('h', [KeyError('k')])])"
    with pytest.raises(KeyError):
        exceptions.except_star(fail(other))


def test_groups_that_lie_are_type_errors() -> None:
    class Lying(ExceptionGroup):
        """Splits into something else."""

        parts: object = ("no exception", None)

        def split(self, _: object) -> object:  # type: ignore[override]
            return self.parts

    error = Lying("g", [ValueError("v")])
    for parts in (("no exception", None), (None, 3), (None,), "no tuple", 3):
        Lying.parts = parts
        with pytest.raises(TypeError, match="expected"):
            exceptions.except_star(fail(error))
    Lying.parts = (error, None)
    Lying.exceptions = [1]  # type: ignore[misc, assignment]
    with pytest.raises(TypeError, match="expected an instance of BaseException, got int"):
        exceptions.except_star(fail(error))


# Errors that become exceptions.


def test_derived_errors() -> None:
    with pytest.raises(ValueError, match=r"^the order is empty$"):
        exceptions.order("empty")
    with pytest.raises(OverflowError, match=r"^more than   5 items, \{really\}: 100$"):
        exceptions.order("large")
    with pytest.raises(FileNotFoundError) as caught:
        exceptions.order("io")
    assert caught.value.errno == errno.ENOENT
    with pytest.raises(exceptions.InvalidEmail, match=r'^item of "x" is no number$') as number:
        exceptions.order("number")
    assert isinstance(number.value.__cause__, ValueError)
    assert "invalid digit" in str(number.value.__cause__)
    with pytest.raises(PermissionError, match=r"^eve may not$"):
        exceptions.denied("eve")


def test_the_sources_of_derived_errors_are_causes() -> None:
    with pytest.raises(LookupError, match=r"^shown: Missing") as missing:
        exceptions.order("missing")
    inner = missing.value.__cause__
    assert (type(inner), str(inner)) == (RuntimeError, "inner")
    assert type(inner.__cause__) is ValueError
    with pytest.raises(ValueError, match=r"^nested$") as nested:
        exceptions.order("nested")
    assert nested.value.__cause__ is not None
    with pytest.raises(ValueError, match=r"^python$") as python:
        exceptions.order("python")
    assert type(python.value.__cause__) is TimeoutError


def test_any_error_is_raised_as_the_caller_says() -> None:
    cases = {
        "number": ("invalid digit found in string", []),
        "foreign": ("inner", [ValueError]),
        "io": ("No such file or directory", []),
        "text": ("only text", []),
        "python": ("TimeoutError: slow", [TimeoutError]),
        "with": ("no number", [ValueError]),
        "foreign with": ("bad foreign with", [RuntimeError, ValueError]),
        "none": ("", []),
        "none with": ("nothing there", []),
    }
    for which, (text, causes) in cases.items():
        with pytest.raises(KeyError) as caught:
            exceptions.or_raise(which)
        assert caught.value.args == ((text,) if text else ()), which
        found: list[type] = []
        error = caught.value.__cause__
        while error is not None:
            found.append(type(error))
            error = error.__cause__
        assert found == causes, which


# Warnings and signals.


def test_warnings_blame_the_line_that_called() -> None:
    with pytest.warns(exceptions.OrderWarning, match=r"^careful with äöü$") as recorded:
        exceptions.warn("äöü")
    assert recorded[0].filename == __file__
    with pytest.warns(DeprecationWarning, match="use another"):
        exceptions.warn_deprecated()


def warn_for_the_caller() -> None:
    """Blame the caller of this."""
    exceptions.warn("x", 2)


def test_warnings_blame_the_level_that_is_asked_for() -> None:
    with pytest.warns(exceptions.OrderWarning) as recorded:
        warn_for_the_caller()
    line = Path(__file__).read_text().splitlines()[recorded[0].lineno - 1]
    assert line.strip() == "warn_for_the_caller()"


def test_a_filter_makes_an_error_of_a_warning() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(exceptions.OrderWarning, match="careful with x"):
            exceptions.warn("x")
    with pytest.raises(TypeError, match="category must be a Warning subclass, not ValueError"):
        exceptions.warn_wrongly()
    with pytest.raises(ValueError, match="embedded null character"):
        exceptions.warn("a\0b")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no timers that signal")
@pytest.mark.parametrize("spin", [exceptions.spin, exceptions.spin_detached])
def test_a_long_loop_ends_with_a_signal(spin: Callable[[], None]) -> None:
    before = signal.signal(signal.SIGALRM, signal.default_int_handler)
    signal.setitimer(signal.ITIMER_REAL, 0.1)
    try:
        with pytest.raises(KeyboardInterrupt):
            spin()
    finally:
        signal.signal(signal.SIGALRM, before)

"""Errors and panics: what Python sees of them."""

import errno
import gc
import linecache
import subprocess
import sys
import traceback
import weakref
from pathlib import Path

import pytest
from fixtures import errors

SOURCE = Path(__file__).parent / "src" / "errors.rs"


def line_of(text: str) -> int:
    """Give the number of the one source line that holds a text."""
    numbers = [n for n, line in enumerate(SOURCE.read_text().splitlines(), 1) if text in line]
    assert len(numbers) == 1, (text, numbers)
    return numbers[0]


def test_raise() -> None:
    with pytest.raises(ValueError, match=r"^Invalid email address for eve$"):
        errors.invalid("eve")
    with pytest.raises(KeyError) as caught:
        errors.raise_plain()
    assert caught.value.args == ("plain",)


def test_the_traceback_shows_the_rust_line_under_the_functions_name() -> None:
    with pytest.raises(ValueError, match="Invalid email") as caught:
        errors.invalid("eve")
    entry = traceback.extract_tb(caught.value.__traceback__)[-1]
    assert entry.filename == str(SOURCE)
    assert entry.name == "invalid"
    assert entry.lineno == line_of("Invalid email address")
    assert entry.line == 'py::raise!(ValueError, "Invalid email address for {name}")'
    assert "^" not in "".join(traceback.format_tb(caught.value.__traceback__)[-1:])


def test_the_entry_of_a_rust_function_makes_no_cycle() -> None:
    """The exception of a failed call goes away without the garbage collector."""

    class Weak:
        """What can be watched."""

    def fail() -> "weakref.ref[Weak]":
        watched = Weak()
        try:
            errors.invalid("eve")
        except ValueError as error:
            error.watched = watched  # type: ignore[attr-defined]
        return weakref.ref(watched)

    gc.disable()
    try:
        assert fail()() is None
    finally:
        gc.enable()


def test_the_context_survives_the_entry() -> None:
    """Under the stable ABI the exception is raised twice: its context is that of the first time."""
    handled = KeyError("handled")

    def fail_while_handling() -> None:
        try:
            raise handled
        except KeyError:
            errors.invalid("eve")

    with pytest.raises(ValueError, match="Invalid email") as caught:
        fail_while_handling()
    assert caught.value.__context__ is handled
    assert handled.__context__ is None


def test_an_error_at_the_end_of_the_stack_keeps_its_type() -> None:
    seen: set[str] = set()

    def down() -> None:
        try:
            errors.invalid("deep")
        except ValueError:
            seen.add("ValueError")
        except RecursionError:
            seen.add("RecursionError")
        down()

    with pytest.raises(RecursionError):
        down()
    assert "ValueError" in seen


def test_the_traceback_of_a_question_mark_shows_its_line() -> None:
    linecache.checkcache()
    with pytest.raises(ValueError, match="invalid digit") as caught:
        errors.parse("x")
    assert traceback.extract_tb(caught.value.__traceback__)[-1].lineno == line_of("text.parse()?")


def test_io_errors_are_the_right_os_error() -> None:
    with pytest.raises(FileNotFoundError) as caught:
        errors.open("/nonexistent/file")
    assert caught.value.errno == errno.ENOENT
    with pytest.raises(IsADirectoryError if sys.platform == "win32" else OSError):
        errors.open("\0")
    assert errors.open(__file__) == Path(__file__).stat().st_size


def test_std_errors_are_what_python_users_expect() -> None:
    assert errors.parse("12") == 12
    with pytest.raises(ValueError, match="invalid digit"):
        errors.parse("twelve")
    with pytest.raises(OverflowError):
        errors.narrow(256)
    with pytest.raises(ValueError, match="invalid utf-8"):
        errors.utf8(b"\xff")


def test_own_errors() -> None:
    assert errors.order(3) == 3
    with pytest.raises(ValueError, match=r"^the order is empty$"):
        errors.order(0)
    with pytest.raises(OverflowError, match=r"^more than 100 items$"):
        errors.order(101)


class OwnError(Exception):
    """An exception of Python's, with more than a message."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def test_pythons_exceptions_pass_through_whole() -> None:
    def fail() -> None:
        raise OwnError(7) from ZeroDivisionError("why")

    with pytest.raises(OwnError) as caught:
        errors.call(fail)
    assert caught.value.code == 7
    assert isinstance(caught.value.__cause__, ZeroDivisionError)
    assert "fail" in [entry.name for entry in traceback.extract_tb(caught.value.__traceback__)]


def test_the_context_is_what_was_being_handled() -> None:
    def fail_while_handling() -> None:
        try:
            raise LookupError("first")
        except LookupError:
            errors.invalid("x")

    with pytest.raises(ValueError, match="Invalid email") as caught:
        fail_while_handling()
    assert isinstance(caught.value.__context__, LookupError)


def test_errors_are_matched_as_except_does() -> None:
    assert errors.catch(lambda: {}["k"]) == "KeyError: 'k'"
    assert errors.catch(lambda: "fine") == "fine"
    with pytest.raises(ZeroDivisionError):
        errors.catch(lambda: 1 / 0)


def test_errors_are_displayed_without_being_raised() -> None:
    assert errors.display(lambda: 1 / 0) == (
        "ZeroDivisionError: division by zero / ZeroDivisionError: division by zero"
    )
    assert errors.display(lambda: None) == "no error"


def test_errors_can_be_made_without_the_interpreter() -> None:
    with pytest.raises(TimeoutError, match=r"^made without the interpreter$"):
        errors.made_by_thread()


def test_a_panic_is_an_exception_with_message_and_place() -> None:
    with pytest.raises(RuntimeError) as caught:
        errors.panic("the cat sat on it")
    line = line_of('panic!("{message}")')
    assert str(caught.value).startswith("the cat sat on it (panicked at ")
    assert str(caught.value).endswith(f"errors.rs:{line})")
    assert type(caught.value).__name__ == "Panic"
    assert isinstance(caught.value, Exception)
    entry = traceback.extract_tb(caught.value.__traceback__)[-1]
    assert (entry.name, entry.lineno) == ("panic", line)


def test_panics_of_every_kind_leave_the_interpreter_usable(
    capfd: pytest.CaptureFixture[str],
) -> None:
    kinds: set[type[BaseException]] = set()
    for _ in range(100):
        for function, args in (
            (errors.panic, ("x",)),
            (errors.panic_any, ()),
            (errors.index, ([1, 2], 2)),
            (errors.panic_while_detached, ()),
        ):
            with pytest.raises(RuntimeError) as caught:
                function(*args)
            kinds.add(type(caught.value))
    assert len(kinds) == 1
    assert errors.index([1, 2], 1) == 2
    assert capfd.readouterr().err == ""


def test_a_panics_message_says_what_happened() -> None:
    with pytest.raises(RuntimeError, match="index out of bounds: the len is 1 but the index is 5"):
        errors.index([1], 5)


def test_a_panic_in_a_fresh_process_has_its_place() -> None:
    """The first panic of a process is described as well as any other."""
    script = (
        "from fixtures import errors\ntry: errors.panic('first')\nexcept Exception as e: print(e)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=Path(__file__).parent,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "errors.rs:" in done.stdout
    assert done.stderr == ""

"""Errors and panics: what Python sees of them."""

import errno
import gc
import linecache
import os
import queue
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


def test_a_call_into_python_shows_its_line_in_rust() -> None:
    """An exception of Python code that Rust called has the line of the call among its entries."""

    def fail() -> None:
        raise LookupError

    with pytest.raises(LookupError) as caught:
        errors.call(fail)
    *_, native, python = traceback.extract_tb(caught.value.__traceback__)
    assert (native.name, native.filename) == ("call", str(SOURCE))
    assert native.line is not None
    assert ".call0()" in native.line
    assert python.name == "fail"


def test_an_operation_that_fails_shows_its_line_in_rust() -> None:
    with pytest.raises(TypeError, match="takes 1 or 3 arguments") as caught:
        errors.call(type)
    assert traceback.extract_tb(caught.value.__traceback__)[-1].name == "call"


def test_the_end_of_a_loop_has_no_entry() -> None:
    with pytest.raises(StopIteration) as caught:
        errors.call(iter(()).__next__)
    assert [entry.name for entry in traceback.extract_tb(caught.value.__traceback__)] == [
        "test_the_end_of_a_loop_has_no_entry"
    ]


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


def test_the_code_of_an_entry_is_made_once() -> None:
    def entry() -> object:
        with pytest.raises(ValueError, match="Invalid email") as caught:
            errors.invalid("eve")
        return caught.traceback[-1].frame.code.raw

    assert entry() is entry()


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


def test_the_traceback_shows_no_files_of_the_framework() -> None:
    with pytest.raises(ValueError, match="invalid digit") as caught:
        errors.parse_directly("x")
    entries = traceback.extract_tb(caught.value.__traceback__)
    assert [entry.filename for entry in entries] == [__file__]


def test_the_traceback_of_a_question_mark_shows_its_line() -> None:
    linecache.checkcache()
    with pytest.raises(ValueError, match="invalid digit") as caught:
        errors.parse("x")
    assert traceback.extract_tb(caught.value.__traceback__)[-1].lineno == line_of("text.parse()?")


def test_io_errors_are_the_right_os_error() -> None:
    with pytest.raises(FileNotFoundError) as caught:
        errors.open("/nonexistent/file")
    assert caught.value.errno == errno.ENOENT
    with pytest.raises(ValueError, match="NUL"):
        errors.open("\0")
    assert errors.open(__file__) == Path(__file__).stat().st_size


def test_std_errors_are_what_python_users_expect() -> None:
    assert errors.parse("12") == 12
    with pytest.raises(ValueError, match="invalid digit"):
        errors.parse("twelve")
    with pytest.raises(OverflowError):
        errors.narrow(256)
    with pytest.raises(UnicodeError, match="invalid utf-8"):
        errors.utf8(b"\xff")


# What CPython would raise for the same failure, with its text, or ours where it has none.
STD_ERRORS = {
    "parse int": (ValueError, "invalid literal for int(): invalid digit found in string"),
    "parse float": (ValueError, "could not convert string to float: invalid float literal"),
    "parse bool": (ValueError, "provided string was not `true` or `false`"),
    "parse char": (ValueError, "too many characters in string"),
    "parse address": (ValueError, "invalid IP address syntax"),
    "parse narrow": (OverflowError, "out of range integral type conversion attempted"),
    "parse chr": (ValueError, "converted integer out of range for `char`"),
    "parse ord": (ValueError, "unicode code point out of range"),
    "parse array": (ValueError, "could not convert slice to array"),
    "channel empty": (queue.Empty, "receiving on an empty channel"),
    "channel slow": (TimeoutError, "timed out waiting on channel"),
    "channel full": (queue.Full, "sending on a full channel"),
    "channel recv": (EOFError, "receiving on a closed channel"),
    "channel try_recv": (EOFError, "receiving on a closed channel"),
    "channel send": (BrokenPipeError, "sending on a closed channel"),
    "text borrowed": (UnicodeError, "invalid utf-8 sequence of 1 bytes from index 1"),
    "text utf16": (UnicodeError, "invalid utf-16: lone surrogate found"),
    "text nul": (ValueError, "embedded null byte at position 1"),
    "text no nul": (ValueError, "data provided is not nul terminated"),
    "boxed text": (RuntimeError, "only text"),
    "boxed python": (LookupError, "inside"),
    "boxed int": (ValueError, "invalid literal for int(): invalid digit found in string"),
    "variable": (KeyError, "'environment variable not found'"),
    "memory": (MemoryError, "memory allocation failed because the computed capacity exceeded"),
    "time": (ValueError, "second time provided was later than self"),
    "borrow": (RuntimeError, "already mutably borrowed"),
    "locked": (RuntimeError, "try_lock failed because the operation would block"),
    "poisoned": (RuntimeError, "poisoned lock: another task failed inside"),
    "thread": (RuntimeError, "a thread panicked: in a thread"),
    "format": (RuntimeError, "an error occurred when formatting an argument"),
}


@pytest.mark.parametrize("name", STD_ERRORS)
def test_std_errors_are_the_exceptions_of_the_table(name: str) -> None:
    expected, text = STD_ERRORS[name]
    with pytest.raises(expected) as caught:
        errors.std_error(name)
    assert type(caught.value) is expected
    assert text in str(caught.value)


@pytest.mark.parametrize(
    ("kind", "expected", "name"),
    [
        ("NotFound", FileNotFoundError, "ENOENT"),
        ("PermissionDenied", PermissionError, "EACCES"),
        ("AlreadyExists", FileExistsError, "EEXIST"),
        ("TimedOut", TimeoutError, "ETIMEDOUT"),
        ("WouldBlock", BlockingIOError, "EAGAIN"),
        ("Interrupted", InterruptedError, "EINTR"),
        ("BrokenPipe", BrokenPipeError, "EPIPE"),
        ("ConnectionRefused", ConnectionRefusedError, "ECONNREFUSED"),
        ("NotADirectory", NotADirectoryError, "ENOTDIR"),
        ("Unsupported", OSError, "EOPNOTSUPP"),
        ("errno", OSError, "ENOSPC"),
    ],
)
def test_io_errors_have_errno_and_text_of_the_system(
    kind: str, expected: type[OSError], name: str
) -> None:
    with pytest.raises(expected) as caught:
        errors.std_error(f"io {kind}")
    number = getattr(errno, name)
    assert type(caught.value) is expected
    assert (caught.value.errno, caught.value.strerror) == (number, os.strerror(number))


def test_io_errors_that_are_none_of_the_system() -> None:
    with pytest.raises(EOFError, match=r"^unexpected end of file$"):
        errors.std_error("io UnexpectedEof")
    with pytest.raises(ValueError, match=r"^invalid data$"):
        errors.std_error("io InvalidData")
    with pytest.raises(MemoryError):
        errors.std_error("io OutOfMemory")
    with pytest.raises(OSError, match=r"^something else$") as other:
        errors.std_error("io Other")
    assert other.value.errno is None


def test_io_errors_keep_what_is_inside() -> None:
    with pytest.raises(FileNotFoundError, match="no order 3") as custom:
        errors.std_error("io custom")
    assert (custom.value.errno, custom.value.strerror) == (errno.ENOENT, "no order 3")
    assert custom.value.__cause__ is None
    with pytest.raises(FileNotFoundError, match="invalid digit") as parse:
        errors.std_error("io parse")
    assert type(parse.value.__cause__) is ValueError
    with pytest.raises(LookupError, match=r"^inside$"):
        errors.std_error("io python")
    with pytest.raises(FileNotFoundError):
        errors.std_error("boxed io")


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("start", b"a\xffb"),
        ("continuation", b"a\xe2\x82("),
        ("end", b"ab\xe2\x82"),
        ("surrogate", b"\xed\xa0\x80"),
    ],
)
def test_utf8_errors_are_those_of_decode(kind: str, data: bytes) -> None:
    with pytest.raises(UnicodeDecodeError) as expected:
        data.decode()
    with pytest.raises(UnicodeDecodeError) as caught:
        errors.std_error(f"text {kind}")
    assert caught.value.args == expected.value.args


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

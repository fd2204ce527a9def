"""`example.code`: native functions see who calls them."""

import operator
import threading

import pytest
from example import code


def here() -> int:
    return code.line_number()


def test_the_line_is_that_of_the_call() -> None:
    first = here.__code__.co_firstlineno
    assert here() == first + 1
    assert [
        code.line_number(),
        code.line_number(),
    ] == [code.first_line_number() + 4, code.first_line_number() + 5]


def test_the_function_and_the_file_are_the_callers() -> None:
    assert code.function_name() == "test_the_function_and_the_file_are_the_callers"
    assert (lambda: code.function_name())() == "<lambda>"
    assert code.file_name() == __file__


def test_code_outside_of_functions() -> None:
    names: dict[str, object] = {"code": code}
    exec(compile("\n\nfound = code.function_name(), code.line_number()", "<script>", "exec"), names)
    assert names["found"] == ("<module>", 3)


def test_native_callers_are_passed_over() -> None:
    # `map` is not Python code: the caller is the function that asks it for an item.
    names = map(operator.call, [code.function_name])
    assert next(names) == "test_native_callers_are_passed_over"


def test_the_stack() -> None:
    def inner() -> list[str]:
        return code.call_stack(limit=2)

    assert inner() == ["inner", "test_the_stack"]
    assert code.call_stack()[0] == "test_the_stack"
    assert code.call_stack(0) == []
    with pytest.raises(OverflowError, match="'limit'"):
        code.call_stack(-1)


def test_each_thread_has_its_own() -> None:
    found: list[str] = []

    def run() -> None:
        found.append(code.function_name())

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert found == ["run"]


def test_code_of_a_script() -> None:
    assert code.describe("\ndef area(x): return x * x") == "area (script:2)"
    with pytest.raises(NameError, match="expected a script that defines 'area'"):
        code.describe("volume = 1")
    with pytest.raises(SyntaxError):
        code.describe("def")
    with pytest.raises(AttributeError, match="__code__"):
        code.describe("area = 1")
    with pytest.raises(TypeError, match="argument 'source'"):
        code.describe(1)  # type: ignore[arg-type]

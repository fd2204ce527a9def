"""`example.exceptions`: what a user of the module catches, and what a traceback shows."""

import pickle
import traceback
from pathlib import Path

import pytest
from example import exceptions


def test_builtin_exceptions() -> None:
    exceptions.check_email("eve@example.org")
    with pytest.raises(ValueError, match=r"^Invalid email address for eve$"):
        exceptions.check_email("eve")


def test_own_exceptions() -> None:
    assert issubclass(exceptions.PriceError, exceptions.OrderError)
    assert issubclass(exceptions.OrderError, ValueError)
    assert exceptions.OrderError.__doc__ == "An order can't be read."
    copy = pickle.loads(pickle.dumps(exceptions.PriceError("tea costs -1")))
    assert repr(copy) == "PriceError('tea costs -1')"


def test_each_variant_raises_its_exception() -> None:
    assert exceptions.read_line("tea = 2.5") == ("tea", 2.5)
    with pytest.raises(exceptions.OrderError, match=r'^"tea" is not written as NAME=PRICE$'):
        exceptions.read_line("tea")
    with pytest.raises(exceptions.PriceError, match=r"^tea costs -1$"):
        exceptions.read_line("tea=-1")


def test_a_source_is_the_cause() -> None:
    with pytest.raises(exceptions.OrderError, match="tea is no number") as caught:
        exceptions.read_line("tea=two")
    assert isinstance(caught.value.__cause__, ValueError)
    shown = "".join(traceback.format_exception(caught.value))
    assert "could not convert string to float: invalid float literal" in shown
    assert "The above exception was the direct cause of the following exception" in shown


def test_all_that_is_wrong_at_once() -> None:
    assert exceptions.total(["tea=2", "milk=1.5"]) == 3.5
    wrong: list[str] = []
    try:
        exceptions.total(["tea", "milk=1", "cake=-3", "bread=x"])
    except* exceptions.PriceError as group:
        wrong += (f"{error} {error.__notes__[0]}" for error in group.exceptions)
    except* exceptions.OrderError as group:
        wrong += (error.__notes__[0] for error in group.exceptions)
    assert wrong == ["cake costs -3 in line 3", "in line 1", "in line 4"]


def test_files(tmp_path: Path) -> None:
    order = tmp_path / "order"
    with pytest.raises(FileNotFoundError, match="No such file"):
        exceptions.total_of_file(str(order))
    order.write_text("tea=2\nmilk=1\n")
    assert exceptions.total_of_file(str(order)) == 3
    order.write_text("tea\n")
    with pytest.raises(ExceptionGroup, match="wrong order") as caught:
        exceptions.total_of_file(str(order))
    assert caught.value.__notes__ == [f"in the file {order}"]


def test_catching() -> None:
    assert exceptions.get({"a": 1}, "a") == 1
    assert exceptions.get({"a": 1}, "b") is None
    with pytest.raises(TypeError, match="unhashable"):
        exceptions.get({}, [])


def test_a_cause_from_python() -> None:
    assert exceptions.guarded(lambda: 3) == 3
    with pytest.raises(exceptions.OrderError, match="the order failed") as caught:
        exceptions.guarded(lambda: 1 / 0)
    assert isinstance(caught.value.__cause__, ZeroDivisionError)


def test_warnings() -> None:
    with pytest.warns(DeprecationWarning, match=r"^use total\(\) for 2 prices$") as recorded:
        assert exceptions.old_total([1, 2]) == 3
    assert recorded[0].filename == __file__


def test_wrong_arguments() -> None:
    with pytest.raises(TypeError, match="argument 'lines'"):
        exceptions.total([1])

"""Special methods that are no operators: texts, calls, copies, pickling, what classes are asked."""

import copy
import inspect
import operator
import os
import pickle
import struct
import sys
from typing import Any

import pytest
from fixtures import special

# mypy: ignore-errors


# Texts.


def test_texts() -> None:
    warm = special.Temperature(20.5)
    assert repr(warm) == "Temperature(20.5)"
    assert str(warm) == "20.5 °C"
    assert f"{warm}" == "20.5 °C"
    assert f"{warm:F}" == "68.9 °F"
    assert format(warm, "C") == "20.5 °C"
    assert bytes(warm) == struct.pack(">d", 20.5)
    with pytest.raises(ValueError, match='unknown format "K"'):
        format(warm, "K")


def test_a_subclass_may_override_them() -> None:
    class Kelvin(special.Temperature):
        def __format__(self, spec):
            return "Kelvin " + super().__format__("C")

        def __repr__(self):
            return "Kelvin of " + super().__repr__()

    assert f"{Kelvin(1.0):anything}" == "Kelvin 1.0 °C"
    assert repr(Kelvin(1.0)) == "Kelvin of Temperature(1)"
    assert str(Kelvin(1.0)) == "1 °C"


def test_errors_of_texts_pass() -> None:
    with pytest.raises(RuntimeError, match="no words"):
        repr(special.Mute())
    # `str` falls back on `repr`.
    with pytest.raises(RuntimeError, match="no words"):
        str(special.Mute())


def test_names_and_size() -> None:
    assert dir(special.Temperature(1)) == ["celsius", "fahrenheit"]
    assert sys.getsizeof(special.Temperature(1)) == 8
    assert special.Temperature(1).__sizeof__() == 8


def test_a_path() -> None:
    assert os.fspath(special.Place("folder", "file.txt")) == "folder/file.txt"
    assert os.path.join(special.Place("a", "b"), "c") == os.path.join("a/b", "c")


# Calls.


def test_calls_take_arguments_as_functions_do() -> None:
    add = special.Adder(10)
    assert callable(add)
    assert add(1) == 11
    assert add(1, 2) == 21
    assert add(x=1, times=3, negate=True) == -31
    assert add(*[1], times=2) == 21
    assert add.__call__(1) == 11
    assert special.Adder.__call__(add, 1, times=2) == 21
    assert list(map(add, [1, 2])) == [11, 12]


@pytest.mark.parametrize(
    ("args", "kwargs", "text"),
    [
        ((), {}, r"Adder\.__call__\(\) missing 1 required positional argument: 'x'"),
        (("x",), {}, r"Adder\.__call__\(\) argument 'x': expected int, got str|argument 'x'"),
        (
            (1, 2, 3),
            {},
            r"Adder\.__call__\(\) takes from 2 to 3 positional arguments but 4 were given",
        ),
        ((1,), {"tines": 2}, r"unexpected keyword argument 'tines'"),
        ((1,), {"x": 2}, "multiple values for argument 'x'"),
    ],
)
def test_wrong_calls_raise_what_functions_do(args: Any, kwargs: Any, text: str) -> None:
    with pytest.raises(TypeError, match=text):
        special.Adder(1)(*args, **kwargs)


def test_a_call_shows_its_signature_and_doc() -> None:
    assert (
        str(inspect.signature(special.Adder.__call__)) == "(self, /, x, times=1, *, negate=False)"
    )
    assert str(inspect.signature(special.Adder(1))) == "(x, times=1, *, negate=False)"
    assert special.Adder.__call__.__doc__ == "Adds to what was given."


def test_errors_of_calls_pass() -> None:
    with pytest.raises(ValueError, match="less than no times"):
        special.Adder(1)(1, -1)


def test_calls_take_the_rest() -> None:
    call = special.Anything()
    assert call() == []
    assert call(1, "x", k=[2]) == ["1", "'x'", "k=[2]"]
    assert call(*range(20)) == [str(n) for n in range(20)]
    assert call(**{f"k{n}": n for n in range(12)}) == [f"k{n}={n}" for n in range(12)]
    with pytest.raises(TypeError):
        call(**{1: 2})


def test_a_subclass_may_be_called_otherwise() -> None:
    class Twice(special.Adder):
        def __call__(self, x):
            return super().__call__(x, times=2)

    assert Twice(10)(1) == 21

    class Plain(special.Adder):
        pass

    assert Plain(10)(1) == 11


def test_called_by_hand_it_checks_its_instance() -> None:
    for wrong in (1, None, special.Anything()):
        with pytest.raises(TypeError):
            special.Adder.__call__(wrong, 1)


# Copies and pickling.


def test_copies_by_hand() -> None:
    inner = [1]
    box = special.Box_(inner)
    shallow, deep = copy.copy(box), copy.deepcopy(box)
    assert (shallow.item is inner, shallow.copies) == (True, 1)
    assert (deep.item, deep.item is inner, deep.copies) == ([1], False, 100)


def test_replacing() -> None:
    box = special.Box_(1)
    assert box.__replace__(item=2).item == 2
    if sys.version_info >= (3, 13):
        assert copy.replace(box, item=3).item == 3
    with pytest.raises(TypeError, match="missing 1 required keyword-only argument: 'item'"):
        box.__replace__()


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_pickling_by_hand(protocol: int) -> None:
    back = pickle.loads(pickle.dumps(special.Reduced(7), protocol))
    assert type(back) is special.Reduced
    assert back.n == 7
    stated = pickle.loads(pickle.dumps(special.Stated(7), protocol))
    assert stated.n == 7
    assert stated.log == ["made", f"restored with {protocol}"]
    assert copy.copy(special.Stated(8)).n == 8


def test_states() -> None:
    stated = special.Stated(3)
    assert stated.__getstate__() == 3
    with pytest.raises(TypeError):
        stated.__setstate__("x")
    with pytest.raises(ValueError, match="future"):
        stated.__setstate__((1, 6))
    assert stated.n == 3


# What classes are asked.


def test_class_getitem() -> None:
    assert special.Table[int] == "Table[<class 'int'>]"
    assert special.Table[1, 2] == "Table[(1, 2)]"

    class Sub(special.Table):
        pass

    assert Sub["x"] == "Sub['x']"
    with pytest.raises(TypeError):
        special.Table()[1]


def test_init_subclass() -> None:
    class Sub(special.Table, kind="special"):
        pass

    class Plain(special.Table):
        pass

    assert (Sub.kind, Plain.kind) == ("special", "plain")
    with pytest.raises(TypeError, match="no such kind"):

        class Wrong(special.Table, kind="wrong"):
            pass

    with pytest.raises(TypeError, match="unexpected keyword argument 'sort'"):

        class Other(special.Table, sort="wrong"):
            pass


def test_set_name() -> None:
    class Owner:
        a = b = special.Named()

    assert Owner.a.names == ["Owner.a", "Owner.b"]


def test_checks_of_instances_and_subclasses() -> None:
    above = special.Above(10)
    assert isinstance(11, above)
    assert not isinstance(9, above)
    assert not isinstance("x", above)
    assert issubclass(int, above)
    assert not issubclass(str, above)


def test_mro_entries() -> None:
    class Small(special.Above(10)):
        pass

    assert Small.__bases__ == (int,)
    assert isinstance(Small.__orig_bases__[0], special.Above)


def test_length_hint() -> None:
    assert operator.length_hint(special.Hint(5)) == 5
    assert operator.length_hint(special.Hint(), 3) == 3


# In place through a shared reference; methods of other libraries.


def test_in_place_through_a_shared_reference() -> None:
    meter = same = special.Meter()
    meter += 5
    meter -= 2
    assert meter is same
    assert int(meter) == 3
    with pytest.raises(TypeError, match="unsupported operand"):
        meter += "x"
    assert meter is same


def test_methods_of_other_libraries() -> None:
    assert special.Rich().__html__() == "<b>rich</b>"
    assert special.Rich.__get_pydantic_core_schema__(1, handler=2) == "Rich 1 2"

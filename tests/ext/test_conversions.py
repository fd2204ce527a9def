"""The golden table of conversions: each type with values at its edges, and what becomes of them.

`conversions.txt` holds one line for each case: the call, and its result or exception. A case is an expression, so
that the line shows what was passed. After a change that is meant, write the file anew and read the difference:

    UPDATE_SNAPSHOTS=1 python -m pytest tests/ext/test_conversions.py
"""

import array
import collections
import datetime
import gc
import ipaddress
import itertools
import math
import mmap
import os
import pathlib
import re
import types
import zoneinfo
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from fixtures import conversions
from held import least_growth

GOLDEN = Path(__file__).with_name("conversions.txt")


class Index:
    """An integer by its `__index__`."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __index__(self) -> Any:
        return answer(self.value)


class Real:
    """A number by its `__float__`."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __float__(self) -> Any:
        return answer(self.value)


class Iterable:
    """An iterable by its `__iter__`."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __iter__(self) -> Any:
        return answer(self.value)


class Items:
    """A sequence by its `__getitem__`, as before there was `__iter__`."""

    def __init__(self, *items: Any) -> None:
        self.items = items

    def __getitem__(self, index: int) -> Any:
        return self.items[index]


class Mapping:
    """A mapping by its `keys` and `__getitem__`."""

    def __init__(self, keys: Any, value: Any = 0) -> None:
        self.names = keys
        self.value = value

    def keys(self) -> Any:
        return answer(self.names)

    def __getitem__(self, key: Any) -> Any:
        return answer(self.value)


class PathLike:
    """A path by its `__fspath__`."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __fspath__(self) -> Any:
        return answer(self.value)


class Unprintable:
    """Whose `repr` raises."""

    def __repr__(self) -> str:
        raise LookupError("no repr today")


class Zone(datetime.tzinfo):
    """A time zone that answers as it is told."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def utcoffset(self, when: object) -> Any:
        # A frame that an error keeps: the garbage collector does not look into a datetime.
        del when
        return answer(self.value)


def answer(value: Any) -> Any:
    """What a special method does: raise, or return."""
    if isinstance(value, BaseException):
        raise value
    return value


def broken(*items: object) -> Any:
    """Yield items, then fail."""
    yield from items
    raise LookupError("no more today")


class Int(int):
    """A subclass of `int`, as those below are of theirs."""


class Half(int):
    """An `int` that says which float it is."""

    def __float__(self) -> float:
        return self / 2


class Float(float):
    pass


class Str(str):
    __slots__ = ()


class Bytes(bytes):
    pass


class List(list[Any]):
    pass


class Backwards(list[Any]):
    """A list that iterates in its own way."""

    def __iter__(self) -> Any:
        return reversed(self[:])


class Tuple(tuple[Any, ...]):
    __slots__ = ()


class Dict(dict[Any, Any]):
    pass


class Set(set[Any]):
    pass


Point = collections.namedtuple("Point", ["x", "y"])
UTC = datetime.UTC
timedelta = datetime.timedelta
datetime_ = datetime.datetime


def timezone(hours: int) -> datetime.timezone:
    """Give a fixed time zone."""
    return datetime.timezone(timedelta(hours=hours))


NAMES: dict[str, Any] = {
    **{name: value for name, value in globals().items() if not name.startswith("_")},
    "array": array,
    "math": math,
    "mmap": mmap,
    "datetime": datetime_,
    "count": itertools.count,
    "deque": collections.deque,
    "OrderedDict": collections.OrderedDict,
    "MappingProxyType": types.MappingProxyType,
    "ZoneInfo": zoneinfo.ZoneInfo,
    "IPv4Address": ipaddress.IPv4Address,
    "IPv6Address": ipaddress.IPv6Address,
    "PurePosixPath": pathlib.PurePosixPath,
}


def edges(low: int, high: int) -> list[str]:
    """Give the cases of an integer type."""
    return [
        *map(str, sorted({0, low, high, low - 1, high + 1})),
        "True",
        "Int(5)",
        "Index(5)",
        f"Index({high + 1})",
        "Index(Int(5))",
        "2**160",
        "-2**1000",
        "10**10000",
        "1.0",
        "'1'",
        "b'1'",
        "None",
        "[1]",
        "int",
        "Index('x')",
        "Index(LookupError('no index today'))",
        "Index(OverflowError('my own'))",
        "Index(TypeError('my own'))",
    ]


FLOATS = [
    "0.0",
    "-0.0",
    "1.5",
    "0.1",
    "math.nan",
    "math.inf",
    "-math.inf",
    "5e-324",
    "1.7976931348623157e308",
    "3",
    "True",
    "2**53 + 1",
    "10**400",
    "-10**400",
    "Float(2.5)",
    "Half(5)",
    "Real(2.5)",
    "Index(4)",
    "Real('x')",
    "Real(LookupError('no float today'))",
    "Real(OverflowError('my own'))",
    "'1.5'",
    "None",
    "1j",
    "float",
]

TEXTS = [
    "''",
    "'a'",
    "'ä日🐍'",
    "'a\\0b'",
    "Str('x')",
    "'\\ud800'",
    "'ok\\udcff'",
    "b'a'",
    "None",
    "1",
    "str",
]

ITERABLES = [
    "[]",
    "[1, 2]",
    "(1, 2)",
    "range(3)",
    "iter([1, 2])",
    "{1, 2}",
    "frozenset([7])",
    "{1: 0, 2: 0}.keys()",
    "deque([1, 2])",
    "array.array('h', [1, -2])",
    "List([1, 2])",
    "Backwards([1, 2])",
    "Items(1, 2)",
    "Iterable(iter([1]))",
    "Iterable([1])",
    "Iterable(LookupError('no iterator today'))",
    "Iterable(TypeError('my own'))",
    "broken(1)",
    "[1, 'x']",
    "(1, None)",
    "[1, Index(LookupError('no index today'))]",
    "'12'",
    "b'12'",
    "bytearray(b'12')",
    "{1: 2}",
    "5",
    "None",
    "list",
]

CASES: dict[str, list[str]] = {
    "i8_": [*edges(-128, 127), "Unprintable()"],
    "i16_": edges(-(2**15), 2**15 - 1),
    "i32_": edges(-(2**31), 2**31 - 1),
    "i64_": edges(-(2**63), 2**63 - 1),
    "isize_": edges(-(2**63), 2**63 - 1),
    "u8_": edges(0, 255),
    "u16_": edges(0, 2**16 - 1),
    "u32_": edges(0, 2**32 - 1),
    "u64_": edges(0, 2**64 - 1),
    "usize_": edges(0, 2**64 - 1),
    "nonzero_u8": ["1", "255", "0", "256", "False", "Index(0)", "'1'"],
    "nonzero_i64": ["-1", "-2**63", "0", "2**63", "None"],
    "f32_": [*FLOATS, "3.4028234663852886e38", "3.4028236e38", "-1e39", "1e-50"],
    "f64_": FLOATS,
    "bool_": ["True", "False", "1", "0", "None", "''", "Index(1)"],
    "char_": [
        "'a'",
        "'ß'",
        "'🐍'",
        "'\\0'",
        "''",
        "'ab'",
        "'🏴‍☠️'",
        "'\\ud800'",
        "Str('x')",
        "97",
        "b'a'",
    ],
    "str_": TEXTS,
    "string": TEXTS,
    "box_str": TEXTS,
    "arc_str": TEXTS,
    "cow_str": TEXTS,
    "rc": TEXTS,
    "bytes": [
        "b''",
        "b'a\\0\\xff'",
        "Bytes(b'x')",
        "bytearray(b'x')",
        "memoryview(b'x')",
        "'x'",
        "None",
    ],
    "bytes_like": [
        "b''",
        "b'a\\0\\xff'",
        "Bytes(b'x')",
        "bytearray(b'x')",
        "bytearray()",
        "memoryview(b'xyz')[::-2]",
        "memoryview(b'abcd').cast('B', [2, 2])",
        "memoryview(b'abcd').cast('I')",
        "memoryview(b'abcd').cast('c')",
        "array.array('B', [1, 2])",
        "array.array('b', [1, -2])",
        "array.array('d', [1.0])",
        "mmap.mmap(-1, 3)",
        "[1, 2]",
        "'x'",
        "None",
    ],
    "bytes_vec": [
        "b''",
        "b'a\\0\\xff'",
        "bytearray(b'x')",
        "memoryview(b'xyz')[::-2]",
        "memoryview(b'abcd').cast('H')",
        "array.array('B', [1, 2])",
        "array.array('i', [1, 255])",
        "array.array('i', [1, 256])",
        "mmap.mmap(-1, 3)",
        "[1, 2]",
        "(1, 2)",
        "range(3)",
        "[1, 256]",
        "[1, 'x']",
        "3",
        "'x'",
        "{1: 2}",
        "None",
    ],
    "bytes_array": [
        "b'abcd'",
        "bytearray(b'abcd')",
        "[1, 2, 3, 4]",
        "b'abc'",
        "[1, 2]",
        "[1, 2, 3, 256]",
        "'abcd'",
    ],
    "option": ["None", "1", "'x'", "2**63"],
    "option_vec": ["None", "[]", "[1.0]", "[None]", "'x'"],
    "vec_i8": [*ITERABLES, "[1, 2, 300]", "(1, -129)", "range(200)", "[2**63]"],
    "vec_f64": ["[1, 2.5, True]", "[1.0, 'x']", "[10**400]", "array.array('d', [0.1])"],
    "vec_string": [
        "['a', 'ä']",
        "[]",
        "['a', '\\ud800']",
        "('a', '\\ud800')",
        "['a', b'b']",
        "'ab'",
    ],
    "vec_option": ["[True, None]", "[None, 1]"],
    "nested": ["[[1], []]", "[[1], [2, 65536]]", "[[1], ['x']]", "[[1], 2]", "[[1], (2, -1)]"],
    "deque": ITERABLES,
    "linked": ["['a']", "[1]"],
    "boxed_slice": ["[1, 2]", "['x']", "None"],
    "slice": ["[1, 2]", "[]"],
    "array": [
        "[1, 2, 3]",
        "(1, 2, 3)",
        "range(3)",
        "iter([1, 2, 3])",
        "[]",
        "[1, 2]",
        "(1, 2)",
        "[1, 2, 3, 4]",
        "range(4)",
        "count()",
        "[1, 2, 'x']",
        "[1, 2, 2**31]",
        "'123'",
        "None",
    ],
    "array_empty": ["[]", "()", "[1]", "count()"],
    "boxed": ["1", "'x'", "2**63"],
    "shared": ["[1]", "['x']"],
    "tuple1": ["(1,)", "()", "(1, 2)", "1"],
    "tuple2": [
        "(1, 'a')",
        "Tuple((1, 'a'))",
        "Point(1, 'a')",
        "()",
        "(1,)",
        "(1, 'a', 2)",
        "[1, 'a']",
        "(1, 2)",
        "(2**63, 'a')",
        "(1, '\\ud800')",
        "None",
    ],
    "tuple12": ["tuple(range(12))", "tuple(range(11))", "(*range(11), 256)"],
    "hash_map": [
        "{}",
        "{'a': 1, 'b': 2}",
        "Dict(a=1)",
        "OrderedDict(a=1)",
        "MappingProxyType({'a': 1})",
        "Mapping(['a'], 1)",
        "os.environ.__class__({}, str, str, str, str)",
        "{1: 1}",
        "{'a': 'x'}",
        "{'a': 2**63}",
        "{'a': 1, '\\ud800': 1}",
        "{'ä': 1, '🐍': True}",
        "{'x' * 200: None}",
        "{Unprintable(): None}",
        "{'a': Index(7), 'b': 1}",
        "{'a': Index(LookupError('no index today'))}",
        "Mapping(['a'], 'x')",
        "Mapping([1])",
        "Mapping(5)",
        "Mapping(LookupError('no keys today'))",
        "Mapping(['a'], LookupError('no item today'))",
        "[('a', 1)]",
        "'ab'",
        "dict",
        "None",
    ],
    "tree_map": ["{2: b'x', 1: [1]}", "{1: [256]}", "{1: 'x'}", "{'a': b''}", "{2**63: b''}"],
    "map_of_maps": ["{'a': {'b': 1}}", "{'a': {'b': 'x'}}", "{'a': {'b': 10**400}}", "{'a': 1}"],
    "hash_set": [*ITERABLES, "{'x'}", "[2**63]", "[1, 1, True]"],
    "tree_set": ["{'a'}", "['b', 'a', 'b']", "['\\ud800']", "'ab'", "None"],
    "unhashable": [""],
    "range": [
        "range(3)",
        "range(-2, 5)",
        "range(5, 1)",
        "range(0, 10, 2)",
        "range(10, 0, -1)",
        "range(2**63)",
        "range(-2**64, 0)",
        "slice(0, 3)",
        "[0, 1]",
        "None",
    ],
    "range_u8": ["range(255)", "range(256)", "range(-1, 3)"],
    "range_inclusive": [
        "range(256)",
        "range(257)",
        "range(3, 3)",
        "range(0)",
        "range(-1, 3)",
        "range(0, 9, 3)",
    ],
    "used_range": [""],
    "duration": [
        "timedelta()",
        "timedelta(days=1, seconds=2, microseconds=3)",
        "timedelta.max",
        "timedelta(microseconds=-1)",
        "timedelta.min",
        "1.5",
        "None",
    ],
    "longest": [""],
    "system_time": [
        "datetime(1970, 1, 1, tzinfo=UTC)",
        "datetime(2024, 2, 29, 12, 30, 15, 123456, tzinfo=UTC)",
        "datetime(1969, 12, 31, 23, 59, 59, 999999, tzinfo=UTC)",
        "datetime.min.replace(tzinfo=UTC)",
        "datetime.max.replace(tzinfo=UTC)",
        "datetime(2024, 1, 1, 1, tzinfo=timezone(1))",
        "datetime(2024, 7, 1, 2, tzinfo=ZoneInfo('Europe/Zurich'))",
        "datetime(2024, 10, 27, 2, 30, fold=1, tzinfo=ZoneInfo('Europe/Zurich'))",
        "datetime(2024, 1, 1)",
        "datetime(2024, 1, 1, tzinfo=Zone(None))",
        "datetime(2024, 1, 1, tzinfo=Zone(LookupError('no offset today')))",
        "datetime(2024, 1, 1).date()",
        "0",
        "None",
    ],
    "before_1970": [""],
    "ipv4": [
        "IPv4Address('127.0.0.1')",
        "'255.255.255.255'",
        "'256.0.0.1'",
        "'01.2.3.4'",
        "''",
        "'\\ud800'",
        "IPv6Address('::1')",
        "2130706433",
        "b'1234'",
    ],
    "ipv6": [
        "IPv6Address('::1')",
        "'fe80::1'",
        "IPv6Address('fe80::1%eth0')",
        "'fe80::1%eth0'",
        "'1.2.3.4'",
        "1",
    ],
    "ip": [
        "IPv4Address('1.2.3.4')",
        "IPv6Address('::')",
        "'1.2.3.4'",
        "'::1'",
        "'localhost'",
        "None",
    ],
    "path": [
        "'a/b'",
        "''",
        "b'a/b'",
        "PurePosixPath('a/b')",
        "PathLike('a')",
        "PathLike(b'a')",
        "'ä'",
        "'\\udcff'",
        "'\\ud800'",
        "'a\\0b'",
        "PathLike(1)",
        "PathLike(LookupError('no path today'))",
        "PathLike",
        "1",
        "None",
    ],
    "borrowed_path": ["'a/b'", "b'a'", "1"],
    "os_string": ["'a'", "PurePosixPath('a/b')", "'\\udcff'", "'\\ud800'", "1"],
    "borrowed_os_str": ["'a'", "1"],
    "undecodable": [""],
    "strict_int": ["1", "True", "Int(1)", "Index(1)", "1.0", "2**63"],
    "strict_float": ["1.0", "1", "Float(1.0)", "Real(1.0)", "math.nan"],
    "strict_str": ["'a'", "Str('a')", "'\\ud800'", "1"],
    "strict_list": ["[1]", "(1,)", "List([1])", "[True]", "range(3)"],
    "strict_bytes": ["b'a'", "bytearray(b'a')", "[1]", "Bytes(b'a')"],
    "strict_tuple": ["(1, True)", "(1, None)", "(1, 1)", "(True, None)", "Point(1, True)", "(1,)"],
    "strict_dict": ["{'a': 1}", "{'a': True}", "Dict(a=1)", "OrderedDict(a=1)", "Mapping(['a'])"],
    "strict_set": ["{1}", "frozenset([1])", "Set([1])", "[1]"],
    "strict_option": ["None", "1", "True"],
    "unit": [""],
    "ok": ["1"],
    "total": [
        "[1, 2]",
        "range(4)",
        "count(), 3",
        "[1, 'x']",
        "[1, 2**63]",
        "broken(1)",
        "broken(1), 1",
        "'12'",
        "5",
    ],
}


def shown(value: Any) -> str:
    """Show a value; sets and dicts, whose order hash maps don't keep, in order."""
    if isinstance(value, set) and value:
        return "{" + ", ".join(sorted(map(shown, value))) + "}"
    if isinstance(value, dict):
        items = sorted(f"{shown(key)}: {shown(item)}" for key, item in value.items())
        return "{" + ", ".join(items) + "}"
    return ascii(value)


# What newer CPythons say, as the golden file has it.
OLD_WORDS = (
    (r"^cannot use .* as a set element \((.*)\)$", r"\1"),  # 3.14
    # 3.15
    (
        r"^\w+\.Index\.(__index__)\(\) must return an int, not (\w+)$",
        r"\1 returned non-int (type \2)",
    ),
    (
        r"^\w+\.(Real\.__float__)\(\) must return a float, not (\w+)$",
        r"\1 returned non-float (type \2)",
    ),
    (
        r"^\w+\.\w+\.__iter__\(\) must return an iterator, not (\w+)$",
        r"iter() returned non-iterator of type '\1'",
    ),
)


def outcome(name: str, arguments: str) -> str:
    """Call a function, and show its result or exception."""
    try:
        result = eval(f"function({arguments})", {**NAMES, "function": getattr(conversions, name)})
    except Exception as error:
        text = str(error).encode("ascii", "backslashreplace").decode()
        for new, old in OLD_WORDS:
            text = re.sub(new, old, text)
        return f"{type(error).__name__}: {text}"
    return shown(result)


def lines(name: str) -> str:
    """Give the golden lines of a function."""
    calls = [f"{name}({arguments})" for arguments in CASES[name]]
    width = min(max(map(len, calls)), 50)
    found = (outcome(name, arguments) for arguments in CASES[name])
    return "".join(f"{call:{width}}  {result}\n" for call, result in zip(calls, found, strict=True))


def golden() -> dict[str, str]:
    """Read the golden file: its lines by function."""
    sections: dict[str, str] = {}
    for section in GOLDEN.read_text("utf-8").split("\n\n")[1:]:
        name = section.partition("(")[0]
        sections[name] = section.rstrip("\n") + "\n"
    return sections


def test_the_golden_file_is_complete() -> None:
    if os.environ.get("UPDATE_SNAPSHOTS"):
        head = "What each conversion makes of each value. Written by test_conversions.py, which says how.\n"
        GOLDEN.write_text("\n".join([head, *map(lines, CASES)]), "utf-8")
    assert list(golden()) == list(CASES)


# Until CPython 3.14, and since.
a_subclass_of_int_is_deprecated = pytest.mark.filterwarnings(
    "ignore:__index__ returned non-int:DeprecationWarning",
    r"ignore:.*__index__\(\) must return an int, not:DeprecationWarning",
)


@a_subclass_of_int_is_deprecated
@pytest.mark.parametrize("name", CASES)
def test_conversions_are_as_in_the_golden_file(name: str) -> None:
    assert lines(name) == golden()[name]


@a_subclass_of_int_is_deprecated
def test_no_case_leaves_anything() -> None:
    """Each case of the table leaves as much as it found, whether it converts or raises."""
    gc.collect()
    gc.freeze()  # so that collecting is quick
    try:
        for name, cases in CASES.items():
            for arguments in cases:
                found = least_growth(repeated(name, arguments), rounds=4)
                assert max(found.values()) <= 0, f"{name}({arguments}): {found}"
    finally:
        gc.unfreeze()


def repeated(name: str, arguments: str) -> Callable[[], None]:
    """Give a function that makes a case thirty times."""
    names = {**NAMES, "function": getattr(conversions, name)}
    code = compile(f"function({arguments})", name, "eval")

    def use() -> None:
        for _ in range(30):
            with suppress(Exception):
                eval(code, names)

    return use

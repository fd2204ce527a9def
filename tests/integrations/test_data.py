"""serde's data model: the round trip of every kind, what is taken for what, and where errors are."""

import collections
import dataclasses
import types
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import pytest
from foreign import data

SCALARS = {
    "truth": True,
    "small": -128,
    "wide": -(2**127),
    "wide_unsigned": 2**128 - 1,
    "float": 1.5,
    "letter": "ß",
    "text": "a\0b",
    "bytes": b"\0\xff",
    "unit": None,
    "maybe": 7,
}


def refused(function: Any, *args: Any) -> tuple[type[BaseException], str]:
    """What a call raises."""
    with pytest.raises(Exception) as caught:  # noqa: PT011
        function(*args)
    return caught.type, str(caught.value)


def test_scalars() -> None:
    assert data.scalars(SCALARS) == SCALARS
    assert data.scalars({**SCALARS, "maybe": None})["maybe"] is None
    assert data.scalars({**SCALARS, "bytes": bytearray(b"xy")})["bytes"] == b"xy"
    assert data.scalars({**SCALARS, "bytes": [1, 2]})["bytes"] == b"\1\2"
    assert data.scalars({**SCALARS, "extra": object()}) == SCALARS


WRONG = {
    "truth": (1, "expected bool, got int"),
    "small": ("x", "expected int, got str"),
    "wide": (1.5, "expected int, got float"),
    "float": ("1", "expected float, got str"),
    "letter": ("ab", "expected str of length 1, got str of length 2"),
    "text": (b"x", "expected str, got bytes"),
    "bytes": ("x", "expected bytes, got str"),
    "unit": (0, "expected None, got int"),
    "maybe": ("x", "expected int, got str"),
}


@pytest.mark.parametrize("name", WRONG)
def test_scalars_of_the_wrong_type_are_named(name: str) -> None:
    value, complaint = WRONG[name]
    message = f"scalars() argument 'x': field '{name}': {complaint}"
    assert refused(data.scalars, {**SCALARS, name: value}) == (TypeError, message)


def test_scalars_that_do_not_fit() -> None:
    assert refused(data.scalars, {**SCALARS, "small": 128})[0] is OverflowError
    assert refused(data.scalars, {**SCALARS, "wide_unsigned": 2**128})[0] is OverflowError
    assert refused(data.scalars, {**SCALARS, "text": "\ud800"})[0] is UnicodeEncodeError


POST = {"title": "t", "tags": ["a", "b"], "scores": {1: (0.5, True), -2: (1.0, None)}}


def test_structs_from_and_to_dicts() -> None:
    assert data.post(POST) == POST
    assert data.post({"title": "t", "tags": ()}) == {"title": "t", "tags": [], "scores": {}}
    assert data.tags(POST) == ["a", "b"]
    assert data.slice() == [1, 2, 3]
    assert data.strict({"firstName": "Ada"}) == {"firstName": "Ada"}
    assert data.flat({"id": 1, "a": 2}) == {"id": 1, "a": 2}


@dataclasses.dataclass
class Post:
    """As a dataclass."""

    title: str
    tags: list[Any]


@dataclasses.dataclass
class Slotted:
    """As a dataclass without a dict."""

    __slots__ = ("tags", "title")
    title: str
    tags: list[Any]


class Named(NamedTuple):
    """As a named tuple."""

    title: str
    tags: list[Any]


class Row:
    """A mapping by `keys` and `[]` alone, as `sqlite3.Row` is."""

    def __init__(self, **entries: Any) -> None:
        self.entries = entries

    def keys(self) -> list[str]:
        return list(self.entries)

    def __getitem__(self, key: str) -> Any:
        return self.entries[key]


MAKERS = [Post, Slotted, Named, Row, types.SimpleNamespace, collections.OrderedDict, dict]


@pytest.mark.parametrize("make", [*MAKERS, lambda **entries: types.MappingProxyType(entries)])
def test_structs_from_any_mapping_and_any_object(make: Any) -> None:
    expected = {"title": "t", "tags": ["a"], "scores": {}}
    assert data.post(make(title="t", tags=["a"])) == expected
    kind, message = refused(data.post, make(title="t", tags=["a", 1]))
    assert kind is TypeError
    assert message == "post() argument 'x': field 'tags': item 1: expected str, got int"


@pytest.mark.parametrize(
    "wrong", [None, 1, 1.5, "x", b"x", [], (), ("t", []), object(), set()], ids=repr
)
def test_structs_refuse_other_things(wrong: Any) -> None:
    found = "NoneType" if wrong is None else type(wrong).__name__
    found = "None" if wrong is None else found
    message = f"post() argument 'x': expected dict, got {found}"
    kind, text = refused(data.post, wrong)
    assert kind is TypeError
    assert text.replace(" must be dict, not ", ": expected dict, got ") == message


def test_maps_from_dataclasses_and_mappings() -> None:
    assert data.flat(dataclasses.make_dataclass("C", ["id", "x"])(1, 2)) == {"id": 1, "x": 2}
    assert data.flat(Row(id=1, x=2)) == {"id": 1, "x": 2}
    assert data.by_pair({(1, 2): [3]}) == {(1, 2): [3]}
    kind, message = refused(data.by_pair, {(1, "2"): []})
    assert (kind, message) == (
        TypeError,
        "by_pair() argument 'x': key (1, '2'): item 1: expected int, got str",
    )
    assert refused(data.by_pair, {(1, 2): ["x"]})[1] == (
        "by_pair() argument 'x': value of key (1, 2): item 0: expected int, got str"
    )


def test_what_serde_itself_complains_about() -> None:
    assert refused(data.post, {"tags": []}) == (TypeError, "missing field 'title'")
    assert refused(data.strict, {"firstName": "a", "first_name": "b"}) == (
        TypeError,
        "unknown field 'first_name', expected 'firstName'",
    )
    assert refused(data.shape, "Square") == (
        ValueError,
        "unknown variant 'Square', expected 'Nothing', 'Circle', 'Rectangle' or 'Polygon'",
    )
    assert refused(data.tagged, {"kind": "cat", "lives": 300})[0] in (ValueError, OverflowError)
    kind, message = refused(data.untagged, None)
    assert (kind, "did not match any variant" in message) == (ValueError, True)
    assert refused(data.refusing) == (ValueError, "not today")


def test_wrappers_and_tuples() -> None:
    assert data.unit(None) is None
    assert data.meters(2.5) == 2.5
    assert data.pair((1, "x")) == data.pair([1, "x"]) == (1, "x")
    for wrong in ((1,), (1, "x", 2), [1, "x", 2]):
        name, length = type(wrong).__name__, len(wrong)
        kind, message = refused(data.pair, wrong)
        assert kind is TypeError
        assert message.endswith(f"must be tuple of length 2, not {name} of length {length}")
    for wrong in ({1, "x"}, "ab", iter([1, "x"])):
        assert refused(data.pair, wrong)[0] is TypeError


SHAPES = [
    "Nothing",
    {"Circle": 1.5},
    {"Rectangle": (1.0, 2.0)},
    {"Polygon": {"corners": [(0.0, 0.0), (1.0, 0.5)]}},
]


@pytest.mark.parametrize("shape", SHAPES, ids=repr)
def test_enums(shape: Any) -> None:
    assert data.shape(shape) == shape


def test_enums_of_other_kinds() -> None:
    assert data.shape({"Nothing": None}) == "Nothing"
    assert data.tagged({"kind": "cat", "lives": 9}) == {"kind": "cat", "lives": 9}
    assert data.tagged({"kind": "dog", "name": "Rex"}) == {"kind": "dog", "name": "Rex"}
    for value in (1, "x", [1.0, 2.0]):
        assert data.untagged(value) == value


def test_enums_refuse_other_things() -> None:
    expected = "must be str or dict with one entry, not "
    for wrong in (1, None, [], {}, {"Circle": 1.0, "Nothing": None}):
        kind, message = refused(data.shape, wrong)
        assert (kind, expected in message) == (TypeError, True)
    assert refused(data.shape, "Circle") == (
        TypeError,
        "variant 'Circle' needs content: {'Circle': ...}",
    )
    assert refused(data.shape, {1: 1})[0] is TypeError
    assert refused(data.shape, {"Polygon": {"corners": [(0.0, 0.0), (1.0, "x")]}}) == (
        TypeError,
        "shape() argument 'x': variant 'Polygon': field 'corners': item 1: item 1: "
        "expected float, got str",
    )
    assert refused(data.shape, {"Nothing": 5})[0] is TypeError


DESCRIBED = [
    (None, "unit"),
    (True, "bool true"),
    (-1, "i64 -1"),
    (2**63, "u64 9223372036854775808"),
    (-(2**63) - 1, "i128 -9223372036854775809"),
    (2**127, "u128 170141183460469231731687303715884105728"),
    (1.5, "f64 1.5"),
    ("x", "str x"),
    (b"\1", "bytes [1]"),
    (bytearray(b"\1"), "bytes [1]"),
    ([1, "x"], "[i64 1, str x]"),
    ((1, (2,)), "[i64 1, [i64 2]]"),
    ({5}, "[i64 5]"),
    (range(2), "[i64 0, i64 1]"),
    ({1: [None]}, "{i64 1: [unit]}"),
    (Post("t", []), "{str title: str t, str tags: []}"),
    (Row(a=1), "{str a: i64 1}"),
]


@pytest.mark.parametrize(("value", "description"), DESCRIBED, ids=lambda value: repr(value)[:30])
def test_objects_describe_themselves(value: Any, description: str) -> None:
    assert data.describe(value) == description


def test_what_is_no_data_is_refused() -> None:
    for wrong in (object(), len, int):
        kind, message = refused(data.describe, wrong)
        assert (kind, "must be plain data, not " in message) == (TypeError, True)
    assert refused(data.describe, 2**128)[0] is OverflowError


def deep(levels: int) -> dict[str, Any]:
    """Trees within trees."""
    tree: dict[str, Any] = {"children": []}
    for _ in range(levels):
        tree = {"children": [tree]}
    return tree


def test_depth_is_bounded_both_ways() -> None:
    assert data.tree(deep(60)) == deep(60)
    message = "nested deeper than 128 levels, or containing itself"
    for too_deep in (deep(64), deep(100_000)):
        assert refused(data.tree, too_deep) == (RecursionError, message)
    cyclic: dict[str, Any] = {"children": []}
    cyclic["children"].append(cyclic)
    assert refused(data.tree, cyclic) == (RecursionError, message)
    endless: list[Any] = []
    endless.append(endless)
    assert refused(data.describe, endless) == (RecursionError, message)
    assert refused(data.deep_tree, 1000) == (RecursionError, message)
    # A type that is itself around an option of itself takes no level of Python's.
    assert data.chain(None) is None
    assert refused(data.chain, 5) == (RecursionError, message)


def test_exceptions_of_python_code_pass() -> None:
    class Broken(Mapping[str, Any]):
        def __getitem__(self, key: str) -> Any:
            raise LookupError("no item today")

        def __iter__(self) -> Iterator[str]:
            return iter(["title"])

        def __len__(self) -> int:
            return 1

    class Raising:
        @property
        def title(self) -> str:
            raise OSError("no title today")

    def items() -> Iterator[str]:
        yield "a"
        raise LookupError("no more")

    assert refused(data.post, Broken()) == (LookupError, "no item today")
    assert refused(data.post, Raising()) == (OSError, "no title today")
    assert refused(data.post, {"title": "t", "tags": items()}) == (LookupError, "no more")
    assert refused(data.unhashable)[0] is TypeError


def test_data_that_changes_while_it_is_read_is_safe() -> None:
    class Clearing:
        def __index__(self) -> int:
            numbers.clear()
            mapping.clear()
            return 7

    numbers: list[Any] = [1, Clearing(), *range(1000)]
    mapping: dict[Any, Any] = {(1, 2): numbers}
    assert data.by_pair(mapping) == {(1, 2): [1, 7]}

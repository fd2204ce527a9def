"""`#[derive(FromPy, IntoPy)]`: which objects are structs and enums, what they become, and the errors."""

import sqlite3
import threading
from collections import OrderedDict, UserDict, defaultdict
from collections.abc import Callable
from types import MappingProxyType, SimpleNamespace
from typing import Any

import pytest
from fixtures import derives

Point = derives.Point

POST = {"title": "foo", "tag_counts": {"news": 3}}


class Raising:
    """An object with keys, and an attribute, that can't be read."""

    def keys(self) -> list[str]:
        raise AssertionError

    def __getitem__(self, key: str) -> object:
        raise ZeroDivisionError(key)

    @property
    def x(self) -> float:
        raise ZeroDivisionError("x")


class Class:
    """An object whose fields are its class's."""

    x = 3


def test_the_example_runs_word_for_word() -> None:
    assert derives.tag_count({"title": "foo", "tag_counts": {"news": 3}}) == 3


@pytest.mark.parametrize("kind", [dict, OrderedDict, UserDict, MappingProxyType])
def test_any_mapping_is_a_struct(kind: Callable[[dict[str, object]], object]) -> None:
    assert derives.tag_count(kind(POST)) == 3


def test_rows_of_a_database_are_structs() -> None:
    database = sqlite3.connect(":memory:")
    database.row_factory = sqlite3.Row
    row = database.execute("select 1 as pageSize, 'x' as [from]").fetchone()
    assert derives.options(row)["from"] == "x"
    row = database.execute("select 1 as pageSize, 'x' as [from], 2 as bin").fetchone()
    with pytest.raises(TypeError, match=r"unknown field 'bin'\. Did you mean 'bins'\?"):
        derives.options(row)
    row = database.execute("select 1 as pageSize").fetchone()
    with pytest.raises(TypeError, match="missing field 'from'"):
        derives.options(row)
    database.close()


def test_a_default_dict_gives_what_it_has() -> None:
    with pytest.raises(TypeError, match="missing field 'title'"):
        derives.tag_count(defaultdict(str, tag_counts={}))


@pytest.mark.parametrize(
    ("function", "value", "result"),
    [
        # By other names, with defaults; `hidden` (7) is Rust's alone.
        (
            derives.options,
            {"pageSize": 1, "from": "x"},
            {"pageSize": 8, "sortBy": None, "bins": [1, 2], "from": "x"},
        ),
        (
            derives.options,
            {"pageSize": 1, "from": "x", "sortBy": "y", "bins": []},
            {"pageSize": 8, "sortBy": "y", "bins": [], "from": "x"},
        ),
        (derives.place, SimpleNamespace(x=1), SimpleNamespace(**{"x": 1.0, "in": None})),
        (derives.place, Class, SimpleNamespace(**{"x": 3.0, "in": None})),
        (derives.pair, (1, "x"), (1, "x")),
        (derives.pair, [1, "x"], (1, "x")),
        (derives.rgb, (1, 2, 3), (1, 2, 3)),
        (derives.user_id, [1, 2], [1, 2]),
        (
            derives.query,
            {"text": "x", "page": 3, "more": 1},
            (3, 2, {"text": "x", "page": 3, "more": 1}),
        ),
        (derives.query, UserDict(text="x", page=3), (3, 1, {"text": "x", "page": 3})),
        (derives.page, {"items": [1]}, {"items": [1], "next": None}),
        (derives.celsius, 3, 3.0),
        (derives.even, 4, 4),
        (
            derives.tree,
            {"name": "a", "children": [{"name": "b"}]},
            {"name": "a", "children": [{"name": "b", "children": []}]},
        ),
        (derives.nest, [[], [[]]], [[], [[]]]),
        # Enums.
        (derives.color, "red", "red"),
        (derives.color, "dark_blue", "dark_blue"),
        (derives.color, "grün", "grün"),
        (derives.level, -1, -1),
        (derives.level, 0, 0),
        (derives.level, 10, 10),
        (derives.size, "auto", (0, "auto")),
        (derives.size, 3, (1, 3)),
        (derives.size, (1, "x"), (2, (1, "x"))),
        (derives.size, {"width": 1, "height": 2}, (3, {"width": 1, "height": 2})),
        (derives.json, {"a": [1, "x", {"b": "null"}]}, {"a": [1.0, "x", {"b": "null"}]}),
        (derives.shape, {"type": "point"}, {"type": "point"}),
        (derives.shape, {"radius": 1, "type": "circle"}, {"type": "circle", "radius": 1.0}),
        (derives.shape, {"type": "page", "page": 1}, {"type": "page", "page": 1}),
        (
            derives.shape,
            {"type": "square", "side": 1, "fill": "red"},
            {"type": "square", "side": 1.0, "fill": "red"},
        ),
        (derives.event, {"kind": "QUIT"}, {"kind": "QUIT"}),
        (derives.event, {"kind": "KEY", "value": "x"}, {"kind": "KEY", "value": "x"}),
        (derives.event, {"kind": "MOVE", "value": [1, 2]}, {"kind": "MOVE", "value": (1, 2)}),
        (
            derives.event,
            {"kind": "RESIZE", "value": {"width": 1}},
            {"kind": "RESIZE", "value": {"width": 1}},
        ),
    ],
)
def test_values_come_in_and_go_out(
    function: Callable[[object], object], value: object, result: object
) -> None:
    given = function(value)
    assert given == result
    assert type(given) is type(result)


@pytest.mark.parametrize(
    ("function", "value", "error"),
    [
        (derives.tag_count, 3, "TypeError: argument 'post' must be dict, not int"),
        (derives.tag_count, dict, "TypeError: argument 'post' must be dict, not type"),
        (derives.tag_count, [POST], "TypeError: argument 'post' must be dict, not list"),
        (
            derives.tag_count,
            {"title": "x", "tag_counts": []},
            "TypeError: argument 'post': field 'tag_counts': expected dict, got list",
        ),
        (
            derives.tag_count,
            {"title": "x"},
            "TypeError: argument 'post': missing field 'tag_counts'",
        ),
        (derives.posts, [POST, {}], "TypeError: argument 'posts': item 1: missing field 'title'"),
        (
            derives.options,
            {"pageSize": 1, "from": "x", "sortby": 1},
            "TypeError: argument 'options': unknown field 'sortby'. Did you mean 'sortBy'?",
        ),
        (
            derives.options,
            {"pageSize": 1, "from": "x", 3: 1},
            "TypeError: argument 'options': unknown field 3",
        ),
        (
            derives.options,
            {"pageSize": 1, "from": "x", "bins": [1, "x"]},
            "TypeError: argument 'options': field 'bins': item 1: expected int, got str",
        ),
        (derives.place, {"x": 1}, "TypeError: argument 'place': missing attribute 'x'"),
        (
            derives.place,
            SimpleNamespace(x="1"),
            "TypeError: argument 'place': attribute 'x': expected float, got str",
        ),
        (
            derives.pair,
            (1,),
            "TypeError: argument 'pair' must be tuple of length 2, not tuple of length 1",
        ),
        (derives.pair, "ab", "TypeError: argument 'pair' must be tuple of length 2, not str"),
        (derives.pair, [1, 2], "TypeError: argument 'pair': item 1: expected str, got int"),
        (derives.rgb, (1, 2, "x"), "TypeError: argument 'rgb': item 2: expected int, got str"),
        (derives.user_id, [1, "x"], "TypeError: argument 'ids': item 1: expected int, got str"),
        (derives.query, {"text": "x"}, "TypeError: argument 'query': missing field 'page'"),
        (derives.celsius, "x", "TypeError: argument 'celsius' must be float, not str"),
        (derives.even, "x", "TypeError: argument 'even' must be int, not str"),
        (
            derives.color,
            "blue",
            "ValueError: argument 'color' must be 'red', 'dark_blue' or 'grün', not 'blue'",
        ),
        (
            derives.color,
            "darkblue",
            "ValueError: argument 'color' must be 'red', 'dark_blue' or 'grün', not 'darkblue'. "
            "Did you mean 'dark_blue'?",
        ),
        (
            derives.color,
            3,
            "TypeError: argument 'color' must be 'red', 'dark_blue' or 'grün', not int",
        ),
        (
            derives.colors,
            ["red", "green"],
            "ValueError: argument 'colors': item 1: "
            "expected 'red', 'dark_blue' or 'grün', got 'green'. Did you mean 'grün'?",
        ),
        (derives.level, 5, "ValueError: argument 'level' must be -1, 0 or 10, not 5"),
        (derives.level, 2**80, f"ValueError: argument 'level' must be -1, 0 or 10, not {2**80}"),
        (derives.level, "x", "TypeError: argument 'level' must be int, not str"),
        (
            derives.size,
            1.5,
            "TypeError: argument 'size' must be 'auto', int, tuple of length 2 or dict, not float",
        ),
        (
            derives.size,
            "none",
            "ValueError: argument 'size' must be 'auto', int, tuple of length 2 or dict, "
            "not 'none'",
        ),
        # Only one of the variants could have been meant.
        (derives.size, {"width": 1}, "TypeError: argument 'size': missing field 'height'"),
        (derives.size, (1, 2), "TypeError: argument 'size': item 1: expected str, got int"),
        (
            derives.ambiguous,
            {"a": "x"},
            "TypeError: argument 'value': no variant fits: "
            "first: field 'a': expected int, got str; second: missing field 'b'",
        ),
        (
            derives.shape,
            {"type": "circl"},
            "ValueError: argument 'shape': field 'type': "
            "expected 'point', 'circle', 'page' or 'square', got 'circl'. Did you mean 'circle'?",
        ),
        (
            derives.shape,
            {"type": 1},
            "TypeError: argument 'shape': field 'type': "
            "expected 'point', 'circle', 'page' or 'square', got int",
        ),
        (derives.shape, {"radius": 1}, "TypeError: argument 'shape': missing field 'type'"),
        (derives.shape, "x", "TypeError: argument 'shape' must be dict, not str"),
        (
            derives.shape,
            {"type": "square", "side": 1, "fil": "red"},
            "TypeError: argument 'shape': unknown field 'fil'. Did you mean 'fill'?",
        ),
        (
            derives.shape,
            {"type": "point", "x": 1},
            "TypeError: argument 'shape': unknown field 'x'",
        ),
        (
            derives.shapes,
            {"a": [{"type": "circle", "radius": None}]},
            "TypeError: argument 'shapes': value of key 'a': item 0: field 'radius': "
            "expected float, got None",
        ),
        (derives.event, {"kind": "MOVE"}, "TypeError: argument 'event': missing field 'value'"),
        (
            derives.event,
            {"kind": "MOVE", "value": [1, "x"]},
            "TypeError: argument 'event': field 'value': item 1: expected int, got str",
        ),
    ],
)
def test_errors_say_what_is_wrong_and_where(
    function: Callable[[object], object], value: object, error: str
) -> None:
    with pytest.raises((TypeError, ValueError)) as raised:
        function(value)
    kind, _, message = error.partition(": ")
    assert type(raised.value).__name__ == kind
    assert str(raised.value) == f"{function.__name__}() {message}"


def test_errors_of_python_code_pass_unchanged() -> None:
    with pytest.raises(ZeroDivisionError, match="title"):
        derives.tag_count(Raising())
    with pytest.raises(ZeroDivisionError, match="x"):
        derives.place(Raising())
    with pytest.raises(ValueError, match=r"^3 is odd$"):
        derives.even(3)


def test_untagged_enums_stop_at_errors_that_are_not_about_the_value() -> None:
    class Broken(list[int]):
        def __index__(self) -> int:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        derives.number(Broken())


def line() -> dict[str, Any]:
    """Make a dict whose values nobody else holds."""
    return {
        "text": "".join(["te", "xt"]),
        "mark": "".join(["ma", "rk"]),
        "data": bytes([100, 101]),
        "own": "".join(["o", "wn"]),
        "inner": {"word": "".join(["wo", "rd"])},
    }


def test_borrowed_fields_outlive_their_dict() -> None:
    given = line()

    def forget() -> None:
        given["inner"].clear()
        given.clear()

    assert derives.line(given, forget) == ["text", "mark", "de", "own", "word"]
    assert given == {}


def test_borrowed_fields_have_defaults() -> None:
    given = line()
    del given["data"]
    given["inner"]["word"] = None
    assert derives.line(given, list) == ["text", "mark", "none", "own", "-"]
    assert derives.same_line(given) == given | {"data": b"none"}


def test_borrowed_fields_name_their_place() -> None:
    with pytest.raises(TypeError, match="field 'inner': field 'word': expected str, got int"):
        derives.line(line() | {"inner": {"word": 3}}, list)


def test_instances_are_borrowed_in_place() -> None:
    start, end = Point(1.0), Point(2.0)
    assert derives.shift({"from": start, "to": end}) == 3.0
    assert end.x == 3.0


def test_instances_outlive_their_dict() -> None:
    segment = {"from": Point(1.0), "to": Point(2.0)}
    assert derives.shift(segment, segment.clear) == 3.0
    assert segment == {}


def test_one_instance_is_not_borrowed_twice() -> None:
    point = Point(1.0)
    with pytest.raises(RuntimeError, match="being read"):
        derives.shift({"from": point, "to": point})
    assert derives.shift({"from": point, "to": Point(2.0)}) == 3.0


def test_locks_end_with_the_call() -> None:
    segment = {"from": Point(1.0), "to": Point(2.0)}
    for _ in range(3):
        derives.shift(segment)
    with pytest.raises(TypeError, match="field 'to': expected Point, got int"):
        derives.shift(segment | {"to": 3})
    assert derives.shift({"from": segment["to"], "to": segment["from"]}) == 6.0


def test_references_convert_too() -> None:
    holder = derives.Holder({"items": [1]}, "red")
    assert holder.page == {"items": [1], "next": None}
    assert holder.color == "red"
    holder.page = {"items": [], "next": 2}
    assert holder.page == {"items": [], "next": 2}


def endless() -> list[tuple[Callable[[Any], object], Any]]:
    """Make objects that contain themselves, for types that do."""
    tree: dict[str, Any] = {"name": "x"}
    tree["children"] = [tree]
    nest: list[Any] = []
    nest.append(nest)
    json: dict[str, Any] = {}
    json["x"] = [json]
    large: dict[str, Any] = {"a": 1, "b": 2, "c": 3}
    large["next"] = [large]
    return [
        (derives.tree, tree),
        (derives.nest, nest),
        (derives.json, json),
        (derives.large, large),
    ]


@pytest.mark.parametrize(("function", "value"), endless(), ids=["tree", "nest", "json", "large"])
def test_what_contains_itself_is_a_recursion_error(
    function: Callable[[Any], object], value: object
) -> None:
    raised = []

    def call() -> None:
        # `pytest.raises` makes a cycle, which the collector would find deep in the recursion of another case; so deep
        # that what `threading` does about an ended thread is an error itself.
        try:
            function(value)
        except RecursionError as error:
            raised.append(type(error))

    call()
    thread = threading.Thread(target=call)
    thread.start()
    thread.join()
    assert raised == [RecursionError] * 2


def test_a_list_that_shrinks_while_it_is_read() -> None:
    items: list[object] = []

    class Shrinking:
        def __index__(self) -> int:
            items.clear()
            return 1

    items[:] = [Shrinking(), "x"]
    with pytest.raises(TypeError, match="missing item 1"):
        derives.pair(items)

"""The rows of the call benchmark, as data: what is called, with what, and what must be refused.

How a row is compiled into a loop lives in `loops`, how it is timed in `timing`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

ITEMS = 100  # the length of every list, dict and bytes that a row passes or returns


@dataclass(frozen=True)
class Case:
    """One row.

    `names` maps the names in `call` to expressions over `m`, the contender's module; an expression
    may use the names before it. `result` is an expression that shows what the call does, so that
    contenders can be compared; without it, the call is that expression itself. `refused` is a call
    with a wrong type, which every contender must answer with a TypeError.
    """

    name: str
    call: str
    names: Mapping[str, str]
    refused: str
    result: str | None = None

    @property
    def shown(self) -> str:
        """The expression whose outcome all contenders must share."""
        return self.call if self.result is None else self.result


CASES = (
    Case("noop", "f()", {"f": "m.noop"}, "f(1)"),
    Case("two_ints", "f(a, b)", {"f": "m.add_ints", "a": "1234", "b": "5678"}, "f(a, '1')"),
    Case("two_floats", "f(a, b)", {"f": "m.add_floats", "a": "1.5", "b": "2.25"}, "f('1', b)"),
    Case("str_length", "f(s)", {"f": "m.str_len", "s": "'hello, world'"}, "f(b'hello')"),
    Case("concat", "f(a, b)", {"f": "m.concat", "a": "'hello, '", "b": "'world'"}, "f(a, 1)"),
    Case(
        "keywords_positional",
        "f(x, y)",
        {"f": "m.keywords", "x": "1", "y": "2"},
        "f(1, 2, 3)",
    ),
    Case(
        "keywords_named",
        "f(x, b=y, c=z)",
        {"f": "m.keywords", "x": "1", "y": "2", "z": "3"},
        "f(1, d=2)",
    ),
    Case("keywords_default", "f(x)", {"f": "m.keywords", "x": "1"}, "f(1, a=2)"),
    Case(
        "star",
        "f(x, y, a=x, b=y)",
        {"f": "m.star", "x": "1", "y": "2"},
        "f(*1)",  # Python's own: PyO3 takes keywords that are no str
    ),
    Case(
        "list_in",
        "f(xs)",
        {"f": "m.sum_list", "xs": f"list(range({ITEMS}))"},
        "f([1, 'two'])",
    ),
    Case("list_in_10", "f(xs)", {"f": "m.sum_list", "xs": "list(range(10))"}, "f([1, 'two'])"),
    Case("list_in_1000", "f(xs)", {"f": "m.sum_list", "xs": "list(range(1000))"}, "f([1, 'two'])"),
    Case("list_out", "f(n)", {"f": "m.make_list", "n": str(ITEMS)}, "f('1')"),
    Case("dict_out", "f(n)", {"f": "m.make_dict", "n": str(ITEMS)}, "f('1')"),
    Case(
        "dict_in",
        "f(d)",
        {"f": "m.sum_dict", "d": f"{{str(i): i for i in range({ITEMS})}}"},
        "f({1: 1})",
    ),
    Case("strings_out", "f(n)", {"f": "m.make_strings", "n": str(ITEMS)}, "f('1')"),
    Case(
        "record_in",
        "f(d)",
        {"f": "m.take_record", "d": "{'title': 'a title', 'likes': 12, 'score': 4.5}"},
        "f({'title': 1, 'likes': 12, 'score': 4.5})",
    ),
    Case("optional_none", "f(x)", {"f": "m.optional", "x": "None"}, "f('1')"),
    Case("optional_int", "f(x)", {"f": "m.optional", "x": "1234"}, "f(1.5)"),
    Case("bytes_in", "f(data)", {"f": "m.bytes_len", "data": f"bytes({ITEMS})"}, "f('text')"),
    Case("bytes_out", "f(n)", {"f": "m.make_bytes", "n": str(ITEMS)}, "f('1')"),
    Case(
        "buffer_short",
        "f(xs)",
        {"f": "m.sum_buffer", "xs": "__import__('array').array('d', range(10))"},
        "f([1.0])",  # no buffer at all: for one of bytes PyO3 raises BufferError
    ),
    Case(
        "buffer_long",
        "f(xs)",
        {"f": "m.sum_buffer", "xs": "__import__('array').array('d', range(1_000_000))"},
        "f([1.0])",
    ),
    Case("callback", "f(g, x)", {"f": "m.callback", "g": "abs", "x": "-1234"}, "f(1, x)"),
    Case(
        "call_attribute",
        "f(o, x)",
        {
            "f": "m.call_attribute",
            "o": "__import__('types').SimpleNamespace(double=lambda x: x + x)",
            "x": "1234",
        },
        "f(o, '1')",
    ),
    Case("catch", "f(g)", {"f": "m.catches", "g": "lambda: [].index(1)"}, "f(1)"),
    Case(
        "raise",
        "try: f()\nexcept ValueError: pass",
        {"f": "m.raise_error"},
        "f(1)",
        result="f()",
    ),
    Case(
        "point_new",
        "Point(a, b)",
        {"Point": "m.Point", "a": "1.0", "b": "2.0"},
        "Point(a)",
        result="(lambda p: (p.x, p.y))(Point(a, b))",
    ),
    Case(
        "point_new_keywords",
        "Point(x=a, y=b)",
        {"Point": "m.Point", "a": "1.0", "b": "2.0"},
        "Point(x=a, z=b)",
        result="(lambda p: (p.x, p.y))(Point(y=b, x=a))",
    ),
    Case("point_method", "p.norm()", {"p": "m.Point(3.0, 4.0)"}, "p.norm(1)"),
    Case("point_read", "p.x", {"p": "m.Point(3.0, 4.0)"}, "m.Point('3.0', 4.0)"),
    Case(
        "point_write",
        "p.x = a",
        {"p": "m.Point(3.0, 4.0)", "a": "5.0"},
        "setattr(p, 'x', 'text')",
        result="(setattr(p, 'x', a), p.x)",
    ),
    Case(
        "point_add",
        "p + q",
        {"p": "m.Point(3.0, 4.0)", "q": "m.Point(1.0, 2.0)"},
        "p + 1",
        result="(lambda r: (type(r) is m.Point, r.x, r.y))(p + q)",
    ),
    Case(
        "point_eq",
        "p == q",
        {"p": "m.Point(3.0, 4.0)", "q": "m.Point(3.0, 4.0)"},
        "p < q",
    ),
    Case(
        "frozen_new",
        "Point(a, b)",
        {"Point": "m.FrozenPoint", "a": "1.0", "b": "2.0"},
        "Point(a)",
        result="(lambda p: (p.x, p.y))(Point(a, b))",
    ),
    Case(
        "next_loop",
        "for _ in Countdown(n): pass",
        {"Countdown": "m.Countdown", "n": str(ITEMS)},
        "Countdown('1')",
        result="list(Countdown(n))",
    ),
    Case(
        "point_argument",
        "f(p)",
        {"f": "m.take_point", "p": "m.Point(3.0, 4.0)"},
        "f(object())",
    ),
)

# Instances whose memory is compared, as expressions over `m`.
INSTANCES = {"Point": "m.Point(1.0, 2.0)", "FrozenPoint": "m.FrozenPoint(1.0, 2.0)"}


def select(names: list[str]) -> tuple[Case, ...]:
    """The cases of these names, in the table's order; all of them for no names.

    Raises ValueError for a name that no case has.
    """
    known = [case.name for case in CASES]
    for name in names:
        if name not in known:
            raise ValueError(f"no case is called {name!r}; there are: {', '.join(known)}")
    return tuple(case for case in CASES if not names or case.name in names)

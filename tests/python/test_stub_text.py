"""What stubs say: each kind of member, written as Python."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from stub_records import (
    LIBRARY,
    a_class,
    attribute,
    constant,
    export,
    function,
    method,
    module,
    parameter,
    stub_of,
    stubs_of,
    submodule,
)

from pydust.errors import PydustError
from pydust.stubs.generate import HEADER
from pydust.stubs.read import read_modules

ANY = {"kind": "positional-only"}
POINT = "{#crate::modules::Point}"

# What is in the module, and its stub.
TEXTS: dict[str, tuple[list[dict[str, Any]], str]] = {
    "nothing": ([], ""),
    "a function": ([function("ping")], "def ping() -> None: ...\n"),
    "kinds of parameters": (
        [
            function(
                "f",
                parameter("a", "int", kind="positional-only"),
                parameter("b", "str", "'x'"),
                parameter("args", "float", kind="var-positional"),
                parameter("c", "bytes", "b'x'", kind="keyword-only"),
                parameter("options", "bool", kind="var-keyword"),
                returns="tuple[int, str]",
            )
        ],
        'def f(\n    a: int,\n    /,\n    b: str = "x",\n    *args: float,\n'
        '    c: bytes = b"x",\n    **options: bool,\n) -> tuple[int, str]: ...\n',
    ),
    "ends of the kinds": (
        [
            function("f", parameter("a", "int", kind="positional-only")),
            function("g", parameter("a", "int", kind="keyword-only")),
            function("h", parameter("a", "int"), parameter("b", "int", "...", kind="keyword-only")),
        ],
        "def f(a: int, /) -> None: ...\n"
        "def g(*, a: int) -> None: ...\n"
        "def h(a: int, *, b: int = ...) -> None: ...\n",
    ),
    "a parameter with a name of Python's": (
        [function("f", parameter("class", "int"))],
        "def f(class_: int) -> None: ...\n",
    ),
    "no types": (
        [{"kind": "function", "name": "f", "params": [{"name": "a", "kind": "positional-only"}]}],
        "from typing import Any\n\ndef f(a: Any, /) -> Any: ...\n",
    ),
    "docstrings": (
        [
            function("f", doc="One line.\n"),
            function("g", doc='Several.\n\n    "Indented" \\n  \nMore.\n\n'),
            function("h"),
            function("i", doc='"Quotes"'),
        ],
        'def f() -> None:\n    """One line."""\n\n'
        'def g() -> None:\n    """Several.\n\n        "Indented" \\\\n\n    More.\n    """\n\n'
        "def h() -> None: ...\n"
        'def i() -> None:\n    """\\"Quotes\\""""\n',
    ),
    "constants": (
        [
            constant("A", "int", "-2", doc="Doc."),
            constant("B", "str", "'b'"),
            constant("C", "tuple[int, int]", "(1, 2)"),
            constant("D", "float"),
        ],
        "from typing import Final\n\n"
        'A: Final = -2\n"""Doc."""\n\nB: Final = "b"\n'
        "C: Final[tuple[int, int]]\nD: Final[float]\n",
    ),
    "a variable of a module": ([attribute("level", "int")], "level: int\n"),
    "a class without anything": ([a_class("Point")], "class Point: ...\n"),
    "attributes": (
        [
            a_class(
                "Point",
                attribute("x", "float", doc="Doc."),
                attribute("y", "float"),
                attribute("z", "float", None, doc="Read-only."),
                attribute("t", "str", "str | int"),
                doc="A point.",
            )
        ],
        'class Point:\n    """A point."""\n\n'
        '    x: float\n    """Doc."""\n\n'
        "    y: float\n\n"
        '    @property\n    def z(self) -> float:\n        """Read-only."""\n\n'
        "    @property\n    def t(self) -> str: ...\n"
        "    @t.setter\n    def t(self, value: str | int) -> None: ...\n",
    ),
    "properties of several functions": (
        [
            a_class(
                "Point",
                method("norm", parameter("norm", "int"), receiver="setter"),
                method("norm", receiver="getter", returns="float", doc="Doc."),
                method("norm", receiver="deleter"),
                method("secret", parameter("s", "str"), receiver="setter"),
            )
        ],
        "from typing import Never\n\n"
        "class Point:\n"
        '    @property\n    def norm(self) -> float:\n        """Doc."""\n\n'
        "    @norm.setter\n    def norm(self, value: int) -> None: ...\n"
        "    @norm.deleter\n    def norm(self) -> None: ...\n"
        "    @property\n    def secret(self) -> Never: ...\n"
        "    @secret.setter\n    def secret(self, value: str) -> None: ...\n",
    ),
    "methods": (
        [
            a_class(
                "Point",
                method("__init__", parameter("x", "float"), receiver="constructor"),
                method("add", parameter("other", "{Self}", **ANY), returns="{Self}"),
                method("make", returns="{Self}", receiver="class"),
                method("origin", returns="{Self}", receiver="static"),
                constant("ORIGIN", "{Self}"),
                constant("DIMENSIONS", "int", "2"),
            ),
            a_class(
                "Frozen",
                method("__new__", receiver="constructor"),
                constant("LIMIT", "int", "-0x10"),
                constant("ORIGIN", POINT),
                final=True,
            ),
        ],
        "from typing import ClassVar, Final, Self, final\n\n"
        "class Point:\n"
        "    def __init__(self, x: float) -> None: ...\n"
        "    def add(self, other: Self, /) -> Self: ...\n"
        "    @classmethod\n    def make(cls) -> Self: ...\n"
        "    @staticmethod\n    def origin() -> Point: ...\n\n"
        "    ORIGIN: ClassVar[Point]\n"
        "    DIMENSIONS: ClassVar[int] = 2\n\n"
        "@final\nclass Frozen:\n    def __new__(cls) -> Self: ...\n\n"
        "    LIMIT: Final = -16\n    ORIGIN: ClassVar[Point]\n",
    ),
    "inheritance": (
        [
            a_class("Polar", bases=[POINT]),
            a_class("Point"),
            a_class("Oops", bases=["{ValueError}"]),
            a_class("Lines", bases=["{collections.abc.Sequence}[str]"]),
        ],
        "from collections.abc import Sequence\n\n"
        "class Polar(Point): ...\n"
        "class Point: ...\n"
        "class Oops(ValueError): ...\n"
        "class Lines(Sequence[str]): ...  # type: ignore[misc, unused-ignore]\n",
    ),
    "generic classes": (
        [
            a_class(
                "Box",
                method("get", returns="V | None"),
                constant("EMPTY", "{Self}"),
                generic=True,
                type_params=["K", "V"],
            ),
            a_class("Bag", generic=True),
        ],
        "from types import GenericAlias\nfrom typing import Any, ClassVar, Generic, TypeVar\n\n"
        '_K = TypeVar("_K")\n_V = TypeVar("_V")\n\n'
        "class Box(Generic[_K, _V]):\n    def get(self) -> _V | None: ...\n\n"
        "    EMPTY: ClassVar[Box[Any, Any]]\n\n"
        "    @classmethod\n"
        "    def __class_getitem__(cls, item: Any, /) -> GenericAlias: ...\n\n"
        "class Bag:\n    @classmethod\n"
        "    def __class_getitem__(cls, item: Any, /) -> GenericAlias: ...\n",
    ),
    "an enum": (
        [
            {
                "kind": "enum",
                "id": "crate::modules::Color",
                "name": "Color",
                "base": "IntEnum",
                "members": [
                    {"kind": "member", "name": "RED", "value": "1", "doc": "Doc."},
                    {"kind": "member", "name": "BLUE"},
                    constant("FIRST", "int", "1"),
                    method("mix", returns="{#crate::modules::Color}"),
                ],
            }
        ],
        "from enum import IntEnum\n\n"
        'class Color(IntEnum):\n    RED = 1\n    """Doc."""\n\n    BLUE = ...\n    FIRST: int\n\n'
        "    def mix(self) -> Color: ...\n",
    ),
    "nested classes": (
        [
            a_class("Outer", a_class("Inner", id="inner"), method("make", returns="{#inner}")),
            function("make", returns="list[{#inner}]"),
        ],
        "class Outer:\n    class Inner: ...\n\n    def make(self) -> Outer.Inner: ...\n\n"
        "def make() -> list[Outer.Inner]: ...\n",
    ),
    "unions": (
        [
            function(
                "f", parameter("a", "None | int | str | int | None"), returns="list[None | int]"
            )
        ],
        "def f(a: int | str | None) -> list[int | None]: ...\n",
    ),
    "texts in types": (
        [function("f", returns="{typing.Literal}['a', '\"', \"it's\"]")],
        'from typing import Literal\n\ndef f() -> Literal["a", \'"\', "it\'s"]: ...\n',
    ),
    "names that Python has no syntax for": (
        [constant("import", "int"), constant("a-b", "int"), a_class("A", attribute("None", "int"))],
        "class A: ...\n",
    ),
    "imports": (
        [
            function(
                "f",
                parameter("a", "numpy.typing.NDArray[numpy.float64]"),
                returns="{os.PathLike}[str]",
            ),
        ],
        "from os import PathLike\n\nfrom numpy import float64\nfrom numpy.typing import NDArray\n\n"
        "def f(a: NDArray[float64]) -> PathLike[str]: ...\n",
    ),
    "generic types without arguments": (
        [
            function(
                "f",
                parameter("a", "list | {collections.abc.Mapping}"),
                parameter("b", "{collections.abc.Callable}"),
                returns="tuple",
            ),
            a_class("Map", bases=["dict"]),
        ],
        "from collections.abc import Callable, Mapping\nfrom typing import Any\n\n"
        "def f(a: list[Any] | Mapping[Any, Any], b: Callable[..., Any]) -> tuple[Any, ...]: ...\n\n"
        "class Map(dict[Any, Any]): ...\n",
    ),
    "operators in place that take something else than the operators": (
        [
            a_class(
                "Bag",
                method("__add__", parameter("other", "{Self}", **ANY), returns="{Self}"),
                method("__iadd__", parameter("other", "list[int]", **ANY), returns="{Self}"),
                method("__mul__", parameter("by", "int", **ANY), returns="{Self}"),
                method("__imul__", parameter("by", "str | float", **ANY), returns="{Self}"),
                method("__isub__", parameter("by", "int", **ANY), returns="{Self}"),
            )
        ],
        "from typing import Never, Self\n\n"
        "class Bag:\n"
        "    def __add__(self, other: Self, /) -> Self: ...\n"
        "    def __iadd__(self, other: list[int], /) -> Self: ...  # type: ignore[misc, unused-ignore]\n"
        "    def __mul__(self, by: int, /) -> Self: ...\n"
        "    def __imul__(self, by: str | float, /) -> Self: ...  # type: ignore[misc, unused-ignore]\n"
        "    def __isub__(self, by: int, /) -> Self: ...\n"
        "    def __radd__(self, other: Never, /) -> Never: ...\n"
        "    def __rmul__(self, other: Never, /) -> Never: ...\n",
    ),
    "methods that CPython adds": (
        [
            a_class(
                "Number",
                method("__rpow__", parameter("a", "int", **ANY), returns="int"),
                method("__lt__", parameter("a", "int", **ANY), returns="bool"),
                method("__or__", parameter("a", "int", **ANY), returns="int"),
                method("__ror__", parameter("a", "int", **ANY), returns="int"),
            )
        ],
        "from typing import Never\n\n"
        "class Number:\n"
        "    def __rpow__(self, a: int, /) -> int: ...\n"
        "    def __lt__(self, a: int, /) -> bool: ...\n"
        "    def __or__(self, a: int, /) -> int: ...\n"
        "    def __ror__(self, a: int, /) -> int: ...\n"
        "    def __pow__(self, other: Never, mod: None = None, /) -> Never: ...\n"
        "    def __gt__(self, other: Never, /) -> Never: ...\n"
        "    def __le__(self, other: Never, /) -> Never: ...\n"
        "    def __ge__(self, other: Never, /) -> Never: ...\n",
    ),
    "what Python can inherit from": (
        [
            a_class("Shape", final=True, disjoint=True),
            a_class("Circle", bases=["{#crate::modules::Shape}"], final=True),
            a_class("Point", disjoint=True),
        ],
        "from typing import final\n\nfrom typing_extensions import disjoint_base\n\n"
        "@final\nclass Shape: ...\n\n"
        "@final\nclass Circle(Shape): ...  # type: ignore[misc, unused-ignore]\n\n"
        "@disjoint_base\nclass Point: ...\n",
    ),
    "methods that Python shows from 3.12 on": (
        [
            a_class(
                "Samples",
                method("mean"),
                method(
                    "__buffer__",
                    parameter("flags", "int", **ANY),
                    returns="memoryview",
                    doc="Lent.",
                ),
                method("__release_buffer__", parameter("buffer", "memoryview", **ANY)),
                method("size"),
            ),
        ],
        "import sys\nfrom typing import type_check_only\n\n"
        "class Samples:\n"
        "    def mean(self) -> None: ...\n\n"
        "    if sys.version_info >= (3, 12):\n"
        "        def __buffer__(self, flags: int, /) -> memoryview:\n"
        '            """Lent."""\n'
        "    else:\n"
        "        @type_check_only\n"
        "        def __buffer__(self, flags: int, /) -> memoryview: ...\n\n"
        "    if sys.version_info >= (3, 12):\n"
        "        def __release_buffer__(self, buffer: memoryview, /) -> None: ...\n"
        "    else:\n"
        "        @type_check_only\n"
        "        def __release_buffer__(self, buffer: memoryview, /) -> None: ...\n\n"
        "    def size(self) -> None: ...\n",
    ),
    "members that replace inherited ones": (
        [
            a_class("Base", method("f"), method("g"), attribute("x", "int"), method("__add__")),
            a_class(
                "Derived",
                method("__init__", parameter("a", "int"), receiver="constructor"),
                method("f", doc="The same."),
                method("g", returns="int"),
                attribute("x", "int", None),
                method("__radd__", parameter("other", "int", **ANY), returns="int"),
                bases=["{#crate::modules::Base}"],
            ),
            a_class(
                "Words",
                method("pop", returns="str"),
                method("__len__", returns="int"),
                method("longest", returns="str"),
                bases=["list[str]"],
            ),
            a_class(
                "Plugin",
                method("__init__", parameter("a", "int"), receiver="constructor"),
                method("run"),
                bases=["{somebody.other.Plugin}"],
            ),
            a_class(
                "Meters",
                method("__init__", parameter("a", "int"), receiver="constructor"),
                bases=["float"],
            ),
            a_class("Lazy", method("__eq__", parameter("other", "object"), returns="str")),
        ],
        "from typing import Never\n\nfrom somebody.other import Plugin as _Plugin\n\n"
        "class Base:\n"
        "    def f(self) -> None: ...\n"
        "    def g(self) -> None: ...\n\n"
        "    x: int\n\n"
        "    def __add__(self) -> None: ...\n"
        "    def __radd__(self, other: Never, /) -> Never: ...\n\n"
        "class Derived(Base):\n"
        "    def __init__(self, a: int) -> None: ...\n"
        '    def f(self) -> None:\n        """The same."""\n\n'
        "    def g(self) -> int: ...  # type: ignore[override, unused-ignore]\n"
        "    @property\n"
        "    def x(self) -> int: ...  # type: ignore[assignment, override, unused-ignore]\n"
        "    def __radd__(self, other: int, /) -> int: ...  # type: ignore[override, unused-ignore]\n\n"
        "class Words(list[str]):\n"
        "    def pop(self) -> str: ...  # type: ignore[override, unused-ignore]\n"
        "    def __len__(self) -> int: ...\n"
        "    def longest(self) -> str: ...\n\n"
        "class Plugin(_Plugin):\n"
        "    def __init__(self, a: int) -> None: ...  # type: ignore[misc, unused-ignore]\n"
        "    def run(self) -> None: ...  # type: ignore[override, unused-ignore]\n\n"
        "class Meters(float):\n"
        "    def __init__(self, a: int) -> None: ...  # type: ignore[misc, unused-ignore]\n\n"
        "class Lazy:\n"
        "    def __eq__(self, other: object) -> str: ...  # type: ignore[override, unused-ignore]\n",
    ),
    "members of kinds of the future": (
        [{"kind": "operator"}, function("f")],
        "def f() -> None: ...\n",
    ),
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_member_is_written_as_python(name: str) -> None:
    members, text = TEXTS[name]
    assert stub_of(*members) == text


def test_the_docstring_of_a_module_comes_first() -> None:
    text = stub_of(function("f", returns="{typing.Any}"), doc="The module.\n\nMore.")
    assert text == (
        '"""The module.\n\nMore.\n"""\n\nfrom typing import Any\n\ndef f() -> Any: ...\n'
    )


def test_submodules_have_files_of_their_own() -> None:
    inner = submodule("inner", function("f", returns=POINT), doc="Inner.")
    outer = submodule("outer", inner)
    assert stubs_of(
        module(a_class("Point", method("f", returns="{#c}")), outer, a_class("C", id="c"))
    ) == {
        "example.modules": "from . import outer as outer\n\n"
        "class Point:\n    def f(self) -> C: ...\n\nclass C: ...\n",
        "example.modules.outer": "from . import inner as inner\n",
        "example.modules.outer.inner": '"""Inner."""\n\nfrom example.modules import Point\n\n'
        "def f() -> Point: ...\n",
    }


def test_exports_are_what_they_name() -> None:
    shape = a_class("Shape", id="crate::shapes::Shape")
    area = function("area", returns="{#crate::shapes::Shape}")
    assert stub_of(export("Figure", shape), export("size", area)) == (
        "class Figure: ...\n\ndef size() -> Figure: ...\n"
    )


def test_what_is_exported_twice_is_one_class() -> None:
    part = a_class("Part", id="part")
    point = a_class("Point", part)
    again = submodule("again", export("P", point), export("Part", part))
    assert stubs_of(module(point, again)) == {
        "example.modules": "from . import again as again\n\nclass Point:\n    class Part: ...\n",
        "example.modules.again": "from example.modules import Point\n\n"
        "P = Point\nPart = Point.Part\n",
    }


def test_a_class_within_another_is_shown_there() -> None:
    part = a_class("Part", method("f", returns="{#part}"), id="part", within=POINT)
    text = "class Point:\n    class Piece:\n        def f(self) -> Point.Piece: ...\n"
    assert stub_of(a_class("Point"), export("Piece", part)) == text
    inner = submodule("inner", export("Piece", part))
    assert stubs_of(module(inner, a_class("Point")))["example.modules"].endswith(text)


def test_blocks_add_members_in_the_order_of_their_lines() -> None:
    point = a_class("Point", attribute("x", "int"))
    blocks = [
        {
            "kind": "block",
            "id": f"crate::P@{line}:1",
            "class": point["id"],
            "members": [method(name)],
        }
        for name, line in (("c", 100), ("b", 20), ("a", 3))
    ]
    assert stub_of(point, more=tuple(blocks)) == (
        "class Point:\n    x: int\n\n    def a(self) -> None: ...\n    def b(self) -> None: ...\n"
        "    def c(self) -> None: ...\n"
    )


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"name": 1}, "no str `name`"),
        ({"params": {}}, "no list `params`"),
        ({"params": [1]}, "no list of objects `params`"),
        ({"alone": "yes"}, "no bool `alone`"),
        ({"receiver": "nobody"}, "`receiver` 'nobody'"),
        ({"params": [{"name": "a", "kind": "odd"}]}, "`kind` 'odd'"),
    ],
)
def test_a_record_of_another_form_is_an_error(change: dict[str, Any], found: str) -> None:
    with pytest.raises(PydustError) as caught:
        read_modules(LIBRARY, [module(function("f") | change)])
    assert "libmodules.so: the record of crate::modules." in str(caught.value)
    assert found in str(caught.value)


@pytest.mark.parametrize(
    ("hint", "found"),
    [
        ("list[", "no Python expression"),
        ("Sequence[int]", "the name `Sequence`, which nothing defines"),
    ],
)
def test_a_type_that_is_none_is_an_error(hint: str, found: str) -> None:
    with pytest.raises(PydustError) as caught:
        stub_of(a_class("Point", method("f", returns=hint)))
    assert f"the type of example.modules.Point.f: {hint}" in str(caught.value)
    assert found in str(caught.value)
    assert caught.value.exit_code == 2


def test_formatters_change_nothing(tmp_path: Path) -> None:
    for number, (members, _) in enumerate(TEXTS.values()):
        (tmp_path / f"stub{number}.pyi").write_text(HEADER + "\n" + stub_of(*members))
    command = [sys.executable, "-m", "ruff", "format", "--isolated", "--diff", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout == ""
    assert done.returncode == 0, done.stderr


def test_operators_of_sequences_and_enums_have_no_partners() -> None:
    add = method("__add__", parameter("other", "int"), returns="int")
    text = stub_of(
        a_class("Row", add | {"alone": True}), a_class("Level", add, kind="enum", base="Enum")
    )
    assert "__add__" in text
    assert "__radd__" not in text

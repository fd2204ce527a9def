"""Names in stubs: what hides what, and by which name each thing is then known."""

from __future__ import annotations

import pytest
from stub_records import (
    a_class,
    attribute,
    export,
    function,
    method,
    parameter,
    stub_of,
    submodule,
)

POINT = "{#crate::modules::Point}"
BOX = "{#crate::modules::Box}"

# What is in the module, and its stub.
TEXTS = {
    "a function that is named like a builtin type": (
        [function("list", parameter("a", "list[int]"), returns="list[str]")],
        "import builtins\n\n"
        "def list(a: builtins.list[int]) -> builtins.list[str]: ...\n",
    ),
    "a member that is named like a builtin type": (
        [
            a_class("Bag", method("list", returns="list[int]"), attribute("x", "list[int]")),
            function("f", returns="list[int]"),
        ],
        "import builtins\n\n"
        "class Bag:\n"
        "    def list(self) -> builtins.list[int]: ...\n\n"
        "    x: builtins.list[int]\n\n"
        "def f() -> list[int]: ...\n",
    ),
    "a nested class in a class that hides a builtin": (
        [a_class("Bag", attribute("int", "int"), a_class("Part", attribute("x", "int")))],
        "import builtins\n\n"
        "class Bag:\n    int: builtins.int\n\n"
        "    class Part:\n        x: builtins.int\n",
    ),
    "a member that is named like a decorator": (
        [a_class("Bag", attribute("property", "int", None), attribute("x", "int", None))],
        "import builtins\n\n"
        "class Bag:\n"
        "    @builtins.property\n    def property(self) -> int: ...\n"
        "    @builtins.property\n    def x(self) -> int: ...\n",
    ),
    "a member that is named like a class": (
        [a_class("Point", method("Point", returns=POINT)), function("f", returns=POINT)],
        "class Point:\n    def Point(self) -> _Point: ...\n\n"
        "def f() -> Point: ...\n\n"
        "_Point = Point\n",
    ),
    "a module named like the one that is imported": (
        [function("builtins"), function("int", returns="int")],
        "import builtins as _builtins\n\n"
        "def builtins() -> None: ...\n"
        "def int() -> _builtins.int: ...\n",
    ),
    "names that are imported and defined": (
        [a_class("Any", method("f", returns="{typing.Any}")), function("_Any")],
        "from typing import Any as _Any_\n\n"
        "class Any:\n    def f(self) -> _Any_: ...\n\n"
        "def _Any() -> None: ...\n",
    ),
    "one name of two modules": (
        [function("f", parameter("a", "{a.Set}"), returns="{b.Set}")],
        "from a import Set\nfrom b import Set as _Set\n\n"
        "def f(a: Set) -> _Set: ...\n",
    ),
    "an import that would hide a builtin": (
        [function("f", parameter("a", "{concurrent.futures.TimeoutError}"), returns="TimeoutError")],
        "from concurrent.futures import TimeoutError as _TimeoutError\n\n"
        "def f(a: _TimeoutError) -> TimeoutError: ...\n",
    ),
    "a submodule that is named like a builtin": (
        [submodule("float"), function("f", returns="float")],
        "import builtins\n\nfrom . import float as float\n\n"
        "def f() -> builtins.float: ...\n",
    ),
    "a class of the module that is named like a builtin": (
        [
            a_class("Warning", id="w"),
            function("f", parameter("a", "{#w}"), returns="{builtins.Warning}"),
        ],
        "import builtins\n\nclass Warning: ...\n\n"
        "def f(a: Warning) -> builtins.Warning: ...\n",
    ),
    "a type that names a class of the module": (
        [a_class("Point"), function("f", returns="dict[str, Point]")],
        "class Point: ...\n\ndef f() -> dict[str, Point]: ...\n",
    ),
    "a type parameter that is named like a class": (
        [a_class("_T"), a_class("Box", attribute("x", "T"), type_params=["T"])],
        "from typing import Generic, TypeVar\n\n"
        '_T_ = TypeVar("_T_")\n\nclass _T: ...\n\n'
        "class Box(Generic[_T_]):\n    x: _T_\n",
    ),
    "a type parameter of one class that is a class to others": (
        [
            a_class("T"),
            a_class("Box", attribute("x", "T"), type_params=["T"]),
            a_class("Other", attribute("x", "T")),
        ],
        "from typing import Generic, TypeVar\n\n"
        '_T = TypeVar("_T")\n\nclass T: ...\n\n'
        "class Box(Generic[_T]):\n    x: _T\n\n"
        "class Other:\n    x: T\n",
    ),
    "a generic class without its arguments": (
        [
            a_class(
                "Box",
                method("twin", returns=BOX),
                method("of", returns="{Self}", receiver="static"),
                method("keys", returns="Box[K, int]"),
                type_params=["K", "V"],
            ),
            a_class("Keys", method("box", returns="Box"), type_params=["K"], bases=[BOX]),
            function("f", returns=f"list[{BOX}]"),
        ],
        "from typing import Any, Generic, TypeVar\n\n"
        '_K = TypeVar("_K")\n_V = TypeVar("_V")\n\n'
        "class Box(Generic[_K, _V]):\n"
        "    def twin(self) -> Box[_K, _V]: ...\n"
        "    @staticmethod\n    def of() -> Box[_K, _V]: ...\n"
        "    def keys(self) -> Box[_K, int]: ...\n\n"
        "class Keys(Box[_K, Any], Generic[_K]):\n"
        "    def box(self) -> Box[_K, Any]: ...\n\n"
        "def f() -> list[Box[Any, Any]]: ...\n",
    ),
    "a class with the type parameter of the one around it": (
        [
            a_class(
                "Box",
                a_class("Lid", attribute("x", "T"), type_params=["T"]),
                a_class("Lock", attribute("box", BOX)),
                attribute("x", "T"),
                type_params=["T"],
            )
        ],
        "from typing import Any, Generic, TypeVar\n\n"
        '_T = TypeVar("_T")\n_T_ = TypeVar("_T_")\n\n'
        "class Box(Generic[_T]):\n"
        "    class Lid(Generic[_T_]):\n        x: _T_\n\n"
        "    class Lock:\n        box: Box[Any]\n\n"
        "    x: _T\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_a_name_means_what_it_should(name: str) -> None:
    members, text = TEXTS[name]
    assert stub_of(*members) == text


def test_many_imports_break_into_lines() -> None:
    names = [f"Quite_A_Long_Name_{number}" for number in range(5)]
    text = stub_of(
        *(function(f"f{n}", returns=f"{{far.away.{name}}}") for n, name in enumerate(names))
    )
    imported = "".join(f"    {name},\n" for name in names)
    assert text.startswith(f"from far.away import (\n{imported})\n\ndef f0() -> {names[0]}: ...\n")


def test_an_export_may_have_the_name_of_a_builtin() -> None:
    members = [export("set", a_class("Set", id="s")), function("f", returns="set[{#s}]")]
    text = stub_of(*members)
    assert text == "import builtins\n\nclass set: ...\n\ndef f() -> builtins.set[set]: ...\n"


def test_a_function_may_have_the_name_of_a_module_that_types_are_of() -> None:
    text = stub_of(function("decimal", parameter("x", "{decimal.Decimal} | int")))
    assert text == ("from decimal import Decimal\n\ndef decimal(x: Decimal | int) -> None: ...\n")

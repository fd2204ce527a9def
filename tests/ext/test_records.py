"""Records: what a module says of itself in its file, without being loaded."""

import ast
import importlib.util
import inspect
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from fixtures import records as imported

from pydust.records import read

Table = Mapping[str, Any]

HERE = "fixtures_records::records"
EVERYTHING = f"{{#{HERE}::Everything}}"
OUTSIDE = "{#fixtures_records::elsewhere::Outside}"
ANY = "{typing.Any}"
BUFFER = "{typing_extensions.Buffer}"
COLOR = "{typing.Literal}['red', 'dark_green']"
ITERABLE, MAPPING = "{collections.abc.Iterable}", "{collections.abc.Mapping}"

FUNCTIONS = {
    "kinds": 'a: int, /, b: str, c: str = "it\'s", *rest, d: float, e: bool | None = None, **others'
    " -> int",
    "takes": f"texts: {ITERABLE}[str], bytes: {BUFFER} | {ITERABLE}[int],"
    f" map: {MAPPING}[str, {ITERABLE}[int]], set: {ITERABLE}[str],"
    " pair: tuple[int, float | None],"
    " path: str | bytes | {os.PathLike}[str] | {os.PathLike}[bytes],"
    f" any: {ANY}, list: list[{ANY}], stored: dict[{ANY}, {ANY}], buffer: {BUFFER},"
    f" function: {{collections.abc.Callable}}[..., {ANY}] -> None",
    "gives": f" -> tuple[list[str], bytes, dict[int, str], {{pathlib.Path}} | None, list[{ANY}]]",
    "fails": " -> None",
    "strict": f"sizes: list[int], bytes: bytes, names: dict[str, {ITERABLE}[int]],"
    " seen: set[int] | None, pair: tuple[int, bool | None], text: str | None -> None",
    "borrows": "text: str, other: str -> str",
    "counts": "to: int -> {collections.abc.Iterator}[int]",
    "named": "items: {collections.abc.Sequence}[int] -> list[int]",
    "derived": f"color: {COLOR}, celsius: float, at: {MAPPING}[str, {ANY}],"
    f" size: tuple[int, int], tree: int | {ANY} -> {COLOR}",
}

# The members of `Everything`: what they are, and their types.
MEMBERS = {
    ("constructor", "__init__"): f"size: float, items: {ANY} -> None",
    ("attribute", "size"): "float, set float",
    ("attribute", "name"): "str",
    ("attribute", "items"): "list[str], set list[str]",
    ("instance", "__repr__"): " -> str",
    ("instance", "__eq__"): "other: object, / -> bool",
    ("constant", "UNIT"): "float",
    ("constant", "KIND"): "str",
    ("instance", "doubled"): " -> float",
    ("static", "of"): f"size: float -> {COLOR}",
    ("class", "class_name"): " -> str",
    ("instance", "__add__"): "other: float, / -> float",
    ("instance", "__iadd__"): "other: float, / -> {typing.Self}",
    ("instance", "__len__"): " -> int",
    ("instance", "__contains__"): "item: object, / -> bool",
    ("instance", "__iter__"): " -> {collections.abc.Iterator}[int]",
    ("getter", "area"): " -> float",
    ("setter", "area"): "area: float -> None",
}


@pytest.fixture(scope="module")
def records() -> list[Table]:
    spec = importlib.util.find_spec("fixtures.records")
    assert spec
    assert spec.origin
    return read(Path(spec.origin))


@pytest.fixture(scope="module")
def module(records: list[Table]) -> Table:
    (found,) = (record for record in records if record["kind"] == "module")
    return found


def member(table: Table, name: str) -> Table:
    found: Table = next(member for member in table["members"] if member["name"] == name)
    return found


def parameters(params: list[Table]) -> Iterator[str]:
    """Parameters as Python writes them."""
    kinds = [param["kind"] for param in params]
    for index, param in enumerate(params):
        stars = {"var-positional": "*", "var-keyword": "**"}.get(param["kind"], "")
        hint = f": {param['type']}" if "type" in param else ""
        default = f" = {param['default']}" if "default" in param else ""
        yield stars + param["name"] + hint + default
        if param["kind"] == "positional-only" and kinds[index + 1 :][:1] != ["positional-only"]:
            yield "/"


def signature(function: Table) -> str:
    return f"{', '.join(parameters(function['params']))} -> {function.get('returns', 'None')}"


@pytest.mark.parametrize("name", FUNCTIONS)
def test_functions_have_the_types_of_their_parameters_and_results(module: Table, name: str) -> None:
    assert signature(member(module, name)) == FUNCTIONS[name]


def test_members_of_a_class_have_their_types(module: Table) -> None:
    found = {}
    for one in member(module, "Everything")["members"]:
        key = (one.get("receiver", one["kind"]), one["name"])
        setter = f", set {one['set']}" if "set" in one else ""
        found[key] = signature(one) if one["kind"] == "function" else one["type"] + setter
    assert found == MEMBERS


def test_a_module_says_what_it_is(module: Table) -> None:
    assert (module["name"], module["id"]) == ("records", HERE)
    assert module["doc"] == 'Says "what" is in it,\\n and how.'
    assert member(module, "PRIMES")["type"] == "list[{typing.Literal}[2, 3, 5]]"


def test_constants_say_their_values_where_these_are_literals_of_their_types(module: Table) -> None:
    constants = [one for one in module["members"] if one["kind"] == "constant"]
    values = {one["name"]: one["value"] for one in constants if "value" in one}
    assert set(values) == {"LIMIT", "LEAST", "TITLE", "IS_NEW"}
    for name, value in values.items():
        assert repr(ast.literal_eval(value)) == repr(getattr(imported, name))
    assert member(member(module, "Everything"), "KIND")["value"] == "'e'"


def test_types_have_the_names_of_what_defines_them(module: Table) -> None:
    assert member(module, "Derived")["bases"] == [EVERYTHING]
    methods = member(module, "Derived")
    assert signature(member(methods, "next")) == f" -> {EVERYTHING} | None"
    assert signature(member(methods, "beside")) == f"other: {EVERYTHING} -> float"
    assert member(module, "Refused")["bases"] == ["ValueError"]
    inside = member(member(module, "inner"), "inside")
    assert signature(inside) == f"level: {{#{HERE}::Level}} -> {{#{HERE}::Level}}"


def test_an_enumeration_says_its_members(module: Table) -> None:
    level = member(module, "Level")
    assert (level["kind"], level["base"]) == ("enum", "IntEnum")
    assert {one["name"]: one["value"] for one in level["members"]} == {"Low": "0", "High": "7"}


def test_what_is_exported_from_elsewhere_is_there_under_its_name(module: Table) -> None:
    outside = member(module, "Outside")["item"]
    assert (outside["kind"], f"{{#{outside['id']}}}") == ("class", OUTSIDE)
    renamed = member(module, "renamed")["item"]
    assert (renamed["name"], signature(renamed)) == ("outside", f" -> {OUTSIDE}")


def test_a_block_elsewhere_names_its_class(records: list[Table]) -> None:
    (block,) = (record for record in records if record["kind"] == "block")
    assert f"{{#{block['class']}}}" == OUTSIDE
    assert signature(member(block, "more")) == "by: int -> int"


def test_records_say_what_python_sees(module: Table) -> None:
    names = {member["name"] for member in module["members"]}
    assert names == {name for name in dir(imported) if not name.startswith("__")}
    for name in FUNCTIONS:
        function = getattr(imported, name)
        told = {param["name"]: param["kind"] for param in member(module, name)["params"]}
        seen = inspect.signature(function).parameters
        assert told == {
            name: parameter.kind.name.lower().replace("_", "-") for name, parameter in seen.items()
        }
        assert member(module, name).get("doc", "") == (function.__doc__ or "")

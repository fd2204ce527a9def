"""CPython's own tests of lists, sequences and mappings, of the running interpreter, on native classes.

Every test that is left out is named, with the reason. Distributions without the `test` package skip this file.
"""

import unittest
from collections.abc import Mapping as AbstractMapping
from collections.abc import Sequence as AbstractSequence
from typing import Any, Final

import pytest

list_tests = pytest.importorskip("test.list_tests", reason="no test package in this Python")
mapping_tests = pytest.importorskip("test.mapping_tests", reason="no test package in this Python")

from fixtures import native_dict, native_list  # noqa: E402

LIST_EXCLUDED: Final = {
    "test_setitem": "ends with the words of list's own TypeError: 'list indices must be ...'",
}
DICT_EXCLUDED: Final[dict[str, str]] = {}


def cases(base: type, native: type, excluded: dict[str, str]) -> type:
    """The tests of `base` for `native`, without those that are excluded."""
    missing = sorted(name for name in excluded if not hasattr(base, name))
    assert not missing, f"excluded and not there: {missing}"
    left_out = dict.fromkeys(excluded)  # None is no test
    return type(base.__name__, (base,), {"type2test": native, **left_out})


def names(base: type, excluded: dict[str, str]) -> list[str]:
    return [name for name in unittest.TestLoader().getTestCaseNames(base) if name not in excluded]


def run(case: Any) -> None:
    """Run one test, and fail as it fails."""
    result = unittest.TestResult()
    case.run(result)
    problems = [text for _, text in (*result.errors, *result.failures)]
    assert not problems, problems[0]
    if result.skipped:
        pytest.skip(result.skipped[0][1])
    assert result.testsRun == 1


@pytest.mark.parametrize("name", names(list_tests.CommonTest, LIST_EXCLUDED))
def test_of_lists(name: str) -> None:
    run(cases(list_tests.CommonTest, native_list.List, LIST_EXCLUDED)(name))


@pytest.mark.parametrize("name", names(mapping_tests.TestHashMappingProtocol, DICT_EXCLUDED))
def test_of_mappings(name: str) -> None:
    run(cases(mapping_tests.TestHashMappingProtocol, native_dict.Dict, DICT_EXCLUDED)(name))


def test_items_are_set_as_the_excluded_test_does() -> None:
    """`test_setitem` but for its last lines."""
    some = native_list.List([0, 1])
    some[0], some[-1] = 5, 6
    assert some == [5, 6]
    for index in (-3, 2):
        with pytest.raises(IndexError):
            some[index] = 1
    with pytest.raises(TypeError, match=r"'at' must be int or slice, not str"):
        some["a"] = "python"


def test_abstract_classes_know_them() -> None:
    assert isinstance(native_list.List(), AbstractSequence)
    assert isinstance(native_dict.Dict(), AbstractMapping)
    match native_list.List([1, 2, 3]):
        case [first, *rest]:
            assert (first, rest) == (1, [2, 3])
        case _:
            pytest.fail("not a sequence")
    match native_dict.Dict(a=1, b=2):
        case {"a": value, **rest}:
            assert (value, rest) == (1, {"b": 2})
        case _:
            pytest.fail("not a mapping")

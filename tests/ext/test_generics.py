"""Classes with type parameters: what type checkers infer of them, and that it is true.

`assert_type` is for those who read this file with the stubs that the build wrote: mypy and pyright.
"""

import types
from typing import Any, assert_type

import pytest
from fixtures.generics import Cache, Items, Mixed, Named, Stack, depth


def test_a_parameter_is_inferred_from_what_a_class_is_made_of() -> None:
    stack = Stack([1, 2])
    assert_type(stack, Stack[int])
    stack.push(3)
    assert_type(stack.items, list[int])
    assert_type(stack.pop(), int | None)
    assert stack.items == [1, 2]


def test_a_parameter_is_named_where_nothing_says_it() -> None:
    cache: Cache[str, float] = Cache(2)
    cache["a"], cache["b"] = 1.0, 2.0
    assert_type(cache["a"], float)
    cache["c"] = 3.0
    assert_type(cache.get("b"), float | None)
    assert (cache.get("a"), cache.get("b"), cache.get("c")) == (1.0, None, 3.0)
    assert_type(Cache.LEAST, int)
    assert (len(cache), cache.capacity, Cache.LEAST) == (2, 2, 1)
    with pytest.raises(KeyError, match="'b'"):
        cache["b"]
    with pytest.raises(ValueError, match="room for 1 or more"):
        Cache(0)


def test_classes_with_the_same_parameter_mean_the_same_type() -> None:
    stack = Stack(["a", "b"])
    items = iter(stack)
    assert_type(items, Items[str])
    assert_type(list(items), list[str])
    assert_type(stack.twin(), Stack[str])
    other = Stack[str].empty()
    other.take(stack)
    assert (other.items, stack.items) == (["a", "b"], [])


def test_a_class_that_inherits_passes_its_parameter_on() -> None:
    named = Named(1.5, name="one")
    assert_type(named, Named[float])
    assert_type(named.pop(), float | None)
    assert (named.items, named.name) == ([], "one")


def test_elsewhere_a_parameter_may_be_anything() -> None:
    assert_type(Mixed().items, list[Any])
    assert depth(Stack([1])) == depth(Stack(["a"])) == 1


def test_python_can_subscript_and_inherit() -> None:
    class Numbers(Stack[int]):
        def total(self) -> int:
            return sum(self.items)

    assert Numbers([1, 2]).total() == 3
    alias = Cache[str, int]
    assert isinstance(alias, types.GenericAlias)
    assert alias.__args__ == (str, int)

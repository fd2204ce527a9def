"""Classes that extend types which are not Rust's: builtin types, exceptions, classes of Python modules."""

import collections
import copy
import gc
import sys
import weakref
from collections.abc import Iterator, MutableSequence
from typing import Any

import plain_base
import pytest
from fixtures import builtin_bases
from fixtures.builtin_bases import (
    Bounded,
    Coded,
    Counter,
    Failed,
    Fancier,
    Fancy,
    Frozen,
    Holder,
    Meters,
    Name,
    Numbers,
    OfListed,
    Ordered,
    Queue,
    Sealed,
    Stack,
    Tags,
    Unfinished,
)


def instances() -> Iterator[Any]:
    """Make one of each."""
    for make in (Counter, Stack, Queue, Ordered, Numbers, OfListed):
        yield make()
    yield Bounded(3)
    yield Tags("t")
    yield Name("n")
    yield Meters(1.0)
    yield Holder(1.0)
    yield Frozen([1])
    yield Coded("c", 1)
    yield Failed(2, "f")
    yield Fancy("f")
    yield Fancier(1)
    yield builtin_bases.sealed()
    yield builtin_bases.counter("k")
    yield builtin_bases.fancy()


def test_a_dict_with_a_value() -> None:
    counter = Counter({"a": 1}, hits=2)
    assert isinstance(counter, dict)
    assert (counter, counter.hits, len(counter)) == ({"a": 1}, 2, 1)
    counter["b"] = 2
    assert counter.count("b") == 2
    assert (counter.hits, counter.last) == (3, "b")
    assert counter["a"] == 1  # overridden
    assert counter.hits == 4
    with pytest.raises(KeyError, match="missing"):
        counter["missing"]
    counter |= {"c": 3}
    assert (type(counter), list(counter), counter.hits) == (Counter, ["a", "b", "c"], 5)
    assert builtin_bases.size(counter) == 3
    assert builtin_bases.hits(counter) == 5
    assert repr(counter) == "{'a': 1, 'b': 2, 'c': 3}"
    del counter["c"]
    assert "c" not in counter
    with pytest.raises(TypeError, match="unhashable"):
        hash(counter)


def test_rust_makes_such_objects() -> None:
    counter = builtin_bases.counter("k")
    assert (type(counter), counter, counter.hits) == (Counter, {"k": 1}, 5)
    sealed = builtin_bases.sealed()
    assert (type(sealed), sealed, sealed.made) == (Sealed, [], True)
    with pytest.raises(TypeError, match=r"cannot create '.*Sealed' instances"):
        Sealed()
    with pytest.raises(TypeError):
        list.__new__(Sealed)


def test_state_and_content_survive() -> None:
    counter = Counter()
    for number in range(1000):
        counter[number] = str(number)
    gc.collect()
    counter.clear()
    assert (counter.hits, len(counter)) == (0, 0)
    counter.update(a=1)
    counter.count("a")
    gc.collect()
    assert (counter, counter.hits, counter.last) == ({"a": 1}, 1, "a")


def test_a_class_of_rust_adds_to_one_that_extends() -> None:
    bounded = Bounded(2)
    assert Bounded.__mro__ == (Bounded, Counter, dict, object)
    bounded["a"] = 1
    assert not bounded.is_spent()
    assert (bounded["a"], bounded.count("a")) == (1, 1)
    assert bounded.is_spent()
    assert (bounded.hits, bounded.limit, bounded) == (2, 2, {"a": 1})
    assert builtin_bases.hits(bounded) == 2
    with pytest.raises(
        TypeError, match=r"Counter\.__init__\(\) can't make the value of a 'Bounded'"
    ):
        Counter.__init__(bounded)


def test_the_functions_of_the_base_by_hand() -> None:
    for empty in (dict.__new__(Counter), Counter.__new__(Counter, 1, 2, x=3)):
        assert (type(empty), empty) == (Counter, {})
        with pytest.raises(RuntimeError, match="no value yet"):
            assert empty.hits
        with pytest.raises(RuntimeError, match="no value yet"):
            empty.count("a")
        empty["x"] = 1
        dict.__init__(empty, a=1)
        assert dict.__getitem__(empty, "a") == 1
        empty.__init__(hits=3)
        assert (empty, empty.hits) == ({"x": 1, "a": 1}, 3)
    with pytest.raises(TypeError):
        object.__new__(Counter)
    with pytest.raises(TypeError):
        list.__new__(Counter)
    with pytest.raises(TypeError):
        Counter.__new__(Stack)
    with pytest.raises(TypeError):
        Counter.count({}, "a")
    with pytest.raises(TypeError):
        Counter.__init__({})


def test_a_list_whose_method_is_overridden() -> None:
    stack = Stack()
    stack.push(1)
    stack.extend([2, 3])
    assert (stack.pop(), stack.pops) == (3, 1)
    assert list.pop(stack) == 2
    assert (stack, stack.pops, stack[0]) == ([1], 1, 1)
    assert stack.pop() == 1
    assert stack.pop() is None
    assert stack.copy() == []


def test_what_shares_a_slot_with_an_overridden_method_is_inherited() -> None:
    stack, other = Stack(), Stack()
    stack.extend([1, 2, 3])
    stack[0] = 5
    del stack[1]
    assert (stack, stack.pops) == ([5, 3], 100)
    assert other < stack
    assert not stack < other
    assert stack > other
    assert stack >= [5]
    assert stack != [5]
    del stack[:]
    assert stack == other


def test_a_set_with_a_dict_and_weak_references() -> None:
    tags = Tags("me")
    tags.add(1)
    tags.extra = 2
    assert (tags, tags.owner, tags.extra) == ({1}, "me", 2)
    ref = weakref.ref(tags)
    assert ref() is tags
    del tags
    gc.collect()
    assert ref() is None
    assert (Tags.__module__, Tags.__qualname__) == ("fixtures.builtin_bases", "Tags")


def test_immutable_bases() -> None:
    name = Name("näme")
    assert (name, name.letters, name.upper(), len(name)) == ("näme", 4, "NÄME", 4)
    assert {"näme": 1}[name] == 1
    assert isinstance(name, str)
    meters = Meters("250")
    assert (meters, meters.precision, meters + 1) == (250.0, 2.5, 251.0)
    meters.unit = "m"
    assert meters.__dict__ == {"unit": "m"}
    frozen = Frozen([1, 2])
    assert (frozen, frozen.label, hash(frozen)) == ({1, 2}, "[1, 2]", hash(frozenset([1, 2])))


def test_arguments_go_to_new_as_well() -> None:
    with pytest.raises(TypeError):
        Name("a", "b", "c", "d")
    with pytest.raises(ValueError, match="could not convert string to float"):
        Meters("x")


def test_exceptions() -> None:
    with pytest.raises(ValueError, match="wrong") as caught:
        raise Coded("wrong", code=3)
    error = caught.value
    assert (type(error), error.code, error.args, str(error)) == (Coded, 3, ("wrong",), "wrong")
    error.code = 4
    error.note = "kept"
    error.add_note("n")
    assert (error.code, error.__notes__) == (4, ["n"])
    failed = Failed(2, "gone")
    assert (failed.errno, failed.strerror, failed.tries) == (2, "gone", 3)
    with pytest.raises(TypeError, match="missing 1 required positional argument"):
        raise Coded


def test_types_of_modules() -> None:
    queue = Queue()
    queue.extend([1, 2])
    assert (queue.serve(), queue.served, list(queue)) == (1, 1, [2])
    assert isinstance(queue, collections.deque)
    ordered = Ordered()
    ordered["b"], ordered["a"] = 1, 2
    ordered.move_to_end("b")
    assert (list(ordered), ordered.note) == (["a", "b"], None)
    ordered.attribute = 1
    assert ordered.attribute == 1


def test_an_abstract_class_of_python() -> None:
    numbers = Numbers([1, 2])
    assert isinstance(numbers, MutableSequence)
    assert type(type(numbers)).__name__ == "ABCMeta"
    numbers.append(3)
    numbers.extend([4, 5])
    numbers += [6]
    assert list(numbers) == [1, 2, 3, 4, 5, 6]
    assert (numbers.pop(), numbers.index(2), numbers.count(9)) == (6, 1, 0)
    numbers.reverse()
    assert list(reversed(numbers)) == [1, 2, 3, 4, 5]
    assert not hasattr(numbers, "__dict__")
    with pytest.raises(TypeError, match="Can't instantiate abstract class Unfinished"):
        Unfinished()

    class Derived(Numbers):
        def insert(self, index: int, item: int) -> None:
            super().insert(index, item * 2)

    derived = Derived([])
    derived.append(4)
    assert list(derived) == [8]


def test_a_class_of_python() -> None:
    assert plain_base.Plain.subclasses[:2] == ["Fancy", "Fancier"]
    assert issubclass(Fancy, plain_base.Plain)
    fancy = Fancy("f")
    assert (fancy.greet(), fancy.shout(), fancy.kind) == ("plain f", "F", "plain")
    fancy.extra = 1
    assert fancy.__dict__ == {"name": "f", "extra": 1}
    with pytest.raises(TypeError):
        Fancy()
    with pytest.raises(AttributeError, match="name"):
        builtin_bases.fancy().greet()
    fancier = Fancier(3)
    assert (fancier.greet(), fancier.shout(), fancier.level) == ("plain fancier", "FANCIER", 3)
    assert isinstance(fancier, Fancy)
    assert not fancier.holds()
    fancier.held = []
    assert fancier.holds()
    with pytest.raises(TypeError, match=r"Fancy\.__init__\(\) can't make the value"):
        Fancy.__init__(fancier, "f")
    assert [kind.__name__ for kind in Fancy.__mro__] == ["Fancy", "Fancy", "Plain", "object"]


def test_a_class_of_python_that_extends_a_builtin() -> None:
    listed = OfListed(2)
    listed.append(5)
    assert (listed.first(), listed.level, listed) == (5, 2, [5])
    assert isinstance(listed, list)


def test_python_subclasses() -> None:
    class Derived(Counter):
        __slots__ = ("extra",)

        def __init__(self) -> None:
            super().__init__({"d": 1})
            self.extra = 1

    derived = Derived()
    assert (derived, derived.hits, derived.extra, derived["d"]) == ({"d": 1}, 0, 1, 1)

    class Lazy(Counter):
        def __init__(self) -> None:
            pass

    with pytest.raises(RuntimeError, match="no value yet"):
        assert Lazy().hits

    class Other(Counter):
        __slots__ = ("other",)

    for base in (list, Stack, Queue):
        with pytest.raises(TypeError, match="lay-out conflict"):
            type("Conflict", (Counter, base), {})
    with pytest.raises(TypeError):
        derived.__class__ = dict
    with pytest.raises(TypeError):
        derived.__class__ = Other


def test_cycles_through_both_parts_are_collected() -> None:
    gc.collect()
    alive = builtin_bases.alive()
    counter = Counter()
    counter["self"] = counter
    other = Counter()
    other.count("x")
    other["list"] = [other]
    bounded = Bounded(1)
    bounded["self"] = bounded
    held: Any = Counter()
    key = (held, 1)
    dict.__setitem__(held, "k", key)
    fancy = Fancy("f")
    fancy.me = fancy
    fancy.held = fancy
    fancier = Fancier(1)
    fancier.held = [fancier]
    assert builtin_bases.alive() == alive + 7
    del counter, other, bounded, held, key, fancy, fancier
    gc.collect()
    assert builtin_bases.alive() == alive


def test_cycles_through_the_value_alone_are_collected() -> None:
    class Marked(Holder):
        pass

    for kind in (Holder, Marked):
        holder = kind(1.0)
        marker = Tags("m")
        holder.held = [holder, marker]
        ref = weakref.ref(marker)
        del holder, marker
        gc.collect()
        assert ref() is None
    ordered = Ordered()
    marker = Tags("m")
    ordered.note = [ordered, marker]
    ref = weakref.ref(marker)
    del ordered, marker
    gc.collect()
    assert ref() is None


def test_references_to_classes_are_balanced() -> None:
    def count() -> list[int]:
        gc.collect()
        return [sys.getrefcount(kind) for kind in {type(made): 0 for made in instances()}]

    before = count()
    for _ in range(20):
        for made in instances():
            copy.copy(type(made))
            del made
    assert count() == before


def test_long_chains_end() -> None:
    chain: Any = None
    for _ in range(200_000):
        link = Stack()
        link.append(chain)
        chain = link
    del chain, link
    held: Any = None
    for _ in range(200_000):
        holder = Holder(1.0)
        holder.held = held
        held = holder
    del held, holder

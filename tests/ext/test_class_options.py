"""The options of `#[class(..)]`: what each makes of a class, and that a class without it pays nothing."""

import gc
import inspect
import sys
import sysconfig
import types
import weakref
from typing import Any

import pytest
from fixtures import class_options
from fixtures.class_options import (
    Bag,
    Last,
    MoreOpen,
    Open,
    Plain,
    Recycled,
    RecycledOpen,
    Small,
    Watched,
)
from held import least_growth

WORD = 8
# The header, the lock, and a value of one word.
PLAIN_SIZE = object.__basicsize__ + WORD + WORD
# Without the GIL nobody guards a list that is for all threads, so modules built for that have none.
HAS_FREE_LISTS = not (
    sysconfig.get_config_var("Py_GIL_DISABLED") or ".abi3t." in str(class_options.__file__)
)


def size(obj: object) -> int:
    """The object's own size, without the collector's words before it."""
    return type(obj).__basicsize__


def references(kind: type[Any]) -> int:
    """How many there are to a class: without the GIL each thread has counts of its own, until garbage is collected."""
    gc.collect()
    return sys.getrefcount(kind)


def test_a_class_without_options_pays_for_none() -> None:
    assert size(Plain()) == PLAIN_SIZE
    assert not gc.is_tracked(Plain())
    assert not hasattr(Plain(), "__dict__")
    with pytest.raises(TypeError, match=r"cannot create weak reference to .*Plain' object"):
        weakref.ref(Plain())
    with pytest.raises(TypeError, match="not subscriptable"):
        Plain[int]


def test_final() -> None:
    assert Last(3).x == 3
    with pytest.raises(TypeError, match=r"type '.*Last' is not an acceptable base type"):
        type("Derived", (Last,), {})
    assert not Last.__flags__ & (1 << 10)
    assert size(Last()) == PLAIN_SIZE


@pytest.mark.parametrize("kind", [Watched, Small, type("Derived", (Watched,), {})])
def test_weakref(kind: type[Any]) -> None:
    obj, calls = kind(), []
    ref = weakref.ref(obj, calls.append)
    proxy = weakref.proxy(obj)
    assert ref() is obj
    assert proxy.x == 0
    assert weakref.getweakrefcount(obj) == 2
    del obj
    assert ref() is None
    assert calls == [ref]
    with pytest.raises(ReferenceError):
        _ = proxy.x
    kept = kind()
    ref = weakref.ref(kept, calls.append)
    del ref
    del kept
    assert len(calls) == 1


def test_weakref_costs_a_word() -> None:
    assert size(Watched()) == PLAIN_SIZE + WORD
    assert not gc.is_tracked(Watched())
    derived = type("Derived", (Watched,), {"__slots__": ()})
    assert size(derived()) == size(Watched())


def test_weak_key_dictionary() -> None:
    names: weakref.WeakKeyDictionary[Any, str] = weakref.WeakKeyDictionary()
    a, b = Watched(), Watched()
    names[a], names[b] = "a", "b"
    del a
    assert list(names.values()) == ["b"]


def in_flight(held: list[Any]) -> None:
    """Raise, and release what is held meanwhile."""
    try:
        raise KeyError("in flight")
    finally:
        held.clear()


def test_weakref_callback_that_raises(monkeypatch: pytest.MonkeyPatch) -> None:
    raised: list[Any] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda hook: raised.append(hook.exc_type))
    obj = Watched()
    ref = weakref.ref(obj, lambda _: 1 / 0)
    held = [obj]
    del obj
    with pytest.raises(KeyError, match="in flight"):
        in_flight(held)
    assert ref() is None
    assert raised == [ZeroDivisionError]


@pytest.mark.parametrize("make", [Open, Small, Small.made, type("Derived", (Open,), {})])
def test_dict(make: Any) -> None:
    obj = make()
    assert obj.__dict__ == {}
    obj.name = "x"
    obj.other = [obj]
    assert obj.__dict__ == {"name": "x", "other": [obj]}
    assert vars(obj) is obj.__dict__
    del obj.name
    with pytest.raises(AttributeError, match="'name'"):
        _ = obj.name
    # What the class defines goes first.
    obj.__dict__["x"] = "hidden"
    assert obj.x in {0, 7}
    obj.__dict__ = {"y": 1}
    assert obj.y == 1
    with pytest.raises(TypeError, match="__dict__ must be set to a dictionary"):
        obj.__dict__ = 3
    assert obj.y == 1
    assert "__dict__" in dir(type(obj))


def test_each_instance_has_a_dict_of_its_own() -> None:
    a, b = Open(), Open()
    a.name = "a"
    b.name = "b"
    assert (a.name, b.name) == ("a", "b")


def test_dict_is_released() -> None:
    class Witness:
        pass

    witness = Witness()
    alive = weakref.ref(witness)
    obj = Open()
    obj.witness = witness
    del witness
    assert alive() is not None
    del obj
    assert alive() is None


def test_dict_costs_a_word_and_makes_a_class_collected() -> None:
    assert size(Open()) == PLAIN_SIZE + WORD
    assert size(Small()) == PLAIN_SIZE + 2 * WORD
    assert gc.is_tracked(Open())
    assert Open.__dictoffset__ == PLAIN_SIZE
    derived = type("Derived", (Open,), {})
    assert derived.__dictoffset__ == Open.__dictoffset__
    assert size(derived()) <= size(Open()) + WORD  # its list of weak references


def test_dict_beside_slots_and_other_bases() -> None:
    class Mixin:
        def hello(self) -> str:
            return f"hello {self.name}"

    class Both(Small, Mixin):
        __slots__ = ("slot",)

    obj = Both(3)
    obj.slot, obj.name = 1, "you"
    assert (obj.x, obj.slot, obj.hello(), obj.__dict__) == (3, 1, "hello you", {"name": "you"})
    assert weakref.ref(obj)() is obj


def test_class_assignment_keeps_the_words() -> None:
    class A(Small):
        pass

    class B(Small):
        pass

    obj = A(1)
    obj.name = "kept"
    ref = weakref.ref(obj)
    obj.__class__ = B
    assert (obj.name, ref() is obj, type(obj)) == ("kept", True, B)


def test_generic() -> None:
    alias = Bag[int]
    assert isinstance(alias, types.GenericAlias)
    assert (alias.__origin__, alias.__args__) == (Bag, (int,))
    assert isinstance(alias(), Bag)
    assert Bag[int, str].__args__ == (int, str)

    class Derived(Bag):
        pass

    assert Derived[int].__origin__ is Derived

    class OfInts(Bag[int]):
        pass

    assert isinstance(OfInts(), Bag)
    assert OfInts.__orig_bases__ == (alias,)


def test_a_free_list_gives_memory_again() -> None:
    obj = Recycled(1, "first")
    place = id(obj)
    del obj
    obj = Recycled()
    assert not HAS_FREE_LISTS or id(obj) == place
    assert (obj.x, obj.name) == (0, "")
    assert sys.getrefcount(obj) == sys.getrefcount(Plain())


def test_a_free_list_is_bounded() -> None:
    for _ in range(3):
        many = [Recycled(i, str(i)) for i in range(1000)]
        assert [obj.x for obj in many] == list(range(1000))
        assert [obj.name for obj in many] == [str(i) for i in range(1000)]
        del many

    def use() -> None:
        for _ in range(100):
            many = [Recycled(i) for i in range(100)]
            del many

    found = least_growth(use, rounds=3)
    assert max(found.values()) <= 0, found


def test_the_type_of_recycled_instances_is_counted() -> None:
    Recycled()
    before = references(Recycled)
    for _ in range(100):
        Recycled()
    many = [Recycled() for _ in range(20)]
    del many
    assert references(Recycled) == before


def test_a_free_list_is_for_the_class_itself() -> None:
    class Derived(Recycled):
        __slots__ = ("slot",)

    for _ in range(30):
        derived = Derived(1, "x")
        derived.slot = derived.x
        assert (derived.slot, Recycled().x) == (1, 0)
        with pytest.raises(TypeError, match="must be str"):
            Recycled(1, 2)


def test_recycled_instances_are_collected_and_have_fresh_words() -> None:
    for _ in range(50):
        obj = RecycledOpen()
        assert gc.is_tracked(obj)
        assert obj.__dict__ == {}
        assert weakref.getweakrefcount(obj) == 0
        obj.held, obj.me = obj, obj
        ref = weakref.ref(obj)
        del obj
        gc.collect()
        assert ref() is None


def test_words_of_a_native_subclass() -> None:
    obj = MoreOpen(1, 2)
    obj.name = "x"
    ref = weakref.ref(obj)
    assert (obj.sum(), obj.__dict__, ref()) == (3, {"name": "x"}, obj)
    assert MoreOpen.__dictoffset__ > Open.__dictoffset__
    assert gc.is_tracked(obj)
    obj.me = obj
    del obj
    gc.collect()
    assert ref() is None


def test_the_words_are_no_attributes_of_instances() -> None:
    assert [name for name, _ in inspect.getmembers(Plain()) if "offset" in name] == []
    assert sys.getsizeof(Plain()) == PLAIN_SIZE

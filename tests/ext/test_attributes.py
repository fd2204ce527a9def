"""Attribute access by native classes, and native descriptors in classes of Python."""

import inspect
from operator import attrgetter
from typing import Any

import pytest
from fixtures.attributes import (
    Both,
    Bounded,
    DeleteOnly,
    Kept,
    Lookup,
    Sealed,
    Settings,
    Watched,
    WriteOnly,
    generic,
)


def test_what_is_not_found_is_asked_for() -> None:
    settings = Settings()
    settings.put("depth", 3)
    assert settings.depth == 3
    assert settings.strict is True
    settings.put("strict", 5)
    assert settings.strict is True  # a real attribute comes first
    with pytest.raises(AttributeError, match="no setting 'width'"):
        attrgetter("width")(settings)
    assert not hasattr(settings, "width")
    assert getattr(settings, "width", 7) == 7
    assert settings.__getattr__("depth") == 3
    assert Settings(strict=False).anything == 0
    with pytest.raises(AttributeError):
        settings.width = 5
    settings.strict = False
    assert settings.width == 0


class Own(Settings):
    """Looks further than the class that it inherits from."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("own_"):
            return name
        return super().__getattr__(name)


class Plain(Settings):
    """Inherits the lookup."""


class Failing(Settings):
    """Has an attribute that is there and raises."""

    @property
    def broken(self) -> int:
        raise OSError("broken")

    @property
    def missing(self) -> int:
        raise AttributeError("inner")


def test_a_python_class_may_look_further() -> None:
    own = Own()
    own.put("depth", 3)
    own.put("own_depth", 4)
    assert own.depth == 3
    assert own.own_depth == "own_depth"
    with pytest.raises(AttributeError, match="no setting 'width'"):
        attrgetter("width")(own)

    plain = Plain()
    plain.put("depth", 3)
    plain.own = 5  # type: ignore[attr-defined]
    assert (plain.depth, plain.own) == (3, 5)
    with pytest.raises(AttributeError, match="no setting 'width'"):
        attrgetter("width")(plain)

    failing = Failing()
    with pytest.raises(OSError, match="broken"):
        attrgetter("broken")(failing)
    failing.put("missing", 5)
    assert failing.missing == 5  # as in Python: any AttributeError counts


def seen(watched: Watched) -> list[str]:
    """Accesses to what has a plain name: whoever shows an error looks at others."""
    return [access for access in Watched.seen(watched) if "_" not in access]


def test_every_access_is_seen() -> None:
    watched = Watched()
    assert watched.value == 1
    watched.value = 2
    assert seen(watched) == ["get value", "set value"]
    with pytest.raises(AttributeError, match="secret"):
        attrgetter("secret")(watched)
    with pytest.raises(AttributeError):
        del watched.value
    with pytest.raises(AttributeError):
        watched.other = 1
    with pytest.raises(TypeError):
        watched.value = "x"
    assert seen(watched) == ["get secret", "del value", "set other", "set value"]
    assert watched.seen() == ["get seen"]
    assert object.__getattribute__(watched, "value") == 2
    assert Watched.__getattribute__(watched, "value") == 2
    Watched.__setattr__(watched, "value", 3)
    assert seen(watched) == ["get value", "set value"]


def test_an_access_that_raises_is_not_followed_by_others() -> None:
    """The entry in the traceback is made without asking the object, which would raise again, and so on."""
    seen: list[str] = []

    class Recording(Both):
        def __getattribute__(self, name: str) -> str:
            seen.append(name)
            return super().__getattribute__(name)

    for name in ("third", "broken"):
        with pytest.raises((AttributeError, OSError)):
            attrgetter(name)(Recording())
    assert seen == ["third", "broken"]


def test_both_ways_of_looking_up() -> None:
    both = Both()
    assert both.first == "first"
    assert both.second == "second"
    with pytest.raises(AttributeError, match="neither third"):
        attrgetter("third")(both)
    with pytest.raises(OSError, match="broken"):
        attrgetter("broken")(both)

    class Derived(Both):
        def __getattr__(self, name: str) -> str:
            return "derived " + name

    derived = Derived()
    assert (derived.first, derived.second) == ("first", "derived second")


def test_one_of_setting_and_deleting_is_enough() -> None:
    sealed = Sealed()
    with pytest.raises(AttributeError, match="'x' is sealed"):
        sealed.x = 1
    sealed.__dict__["x"] = 5
    assert sealed.x == 5
    del sealed.x
    with pytest.raises(AttributeError):
        del sealed.x

    kept = Kept()
    kept.x = 1
    with pytest.raises(AttributeError, match="'x' is kept"):
        del kept.x
    assert kept.x == 1

    class Open(Sealed):
        def __setattr__(self, name: str, value: Any) -> None:
            self.__dict__[name] = value

    opened = Open()
    opened.x = 1
    assert opened.x == 1
    del opened.x
    assert not hasattr(opened, "x")

    class Half(Sealed):
        def __delattr__(self, name: str) -> None:
            raise OSError(name)

    half = Half()
    with pytest.raises(AttributeError, match="sealed"):
        half.x = 1
    with pytest.raises(OSError, match="x"):
        del half.x


def test_what_object_does() -> None:
    class Thing:
        def __getattr__(self, name: str) -> str:
            return name

    thing = Thing()
    generic(thing, "set", "x", 5)
    assert generic(thing, "get", "x", None) == thing.x == 5
    generic(thing, "del", "x", None)
    assert thing.x == "x"
    with pytest.raises(AttributeError):
        generic(thing, "get", "x", None)
    for how in ("set", "del"):
        with pytest.raises(TypeError, match="to a class"):
            generic(int, how, "real", 5)
    assert int.real.__name__ == "real"


def test_a_descriptor() -> None:
    class Car:
        doors = Bounded(2, 5)
        wheels = Bounded(high=4, low=3)

    car = Car()
    car.doors = 4
    assert car.doors == 4
    assert vars(car) == {"_doors": 4}
    assert isinstance(Car.doors, Bounded)
    with pytest.raises(ValueError, match=r"6 is not in 2\.\.5"):
        car.doors = 6
    with pytest.raises(TypeError, match="'value' must be int, not str"):
        car.doors = "x"
    with pytest.raises(KeyError):
        attrgetter("wheels")(car)
    del car.doors
    assert vars(car) == {}
    assert inspect.isdatadescriptor(Car.__dict__["doors"])
    assert Car.__dict__["doors"].__get__(None, Car) is Car.doors
    with pytest.raises(TypeError, match=r"__get__\(None, None\) is invalid"):
        Car.__dict__["doors"].__get__(None, None)
    with pytest.raises(TypeError, match="not an attribute of a class"):
        Bounded(1, 2).__set__(car, 1)


def test_a_descriptor_that_is_only_read() -> None:
    class Car:
        kind = Lookup()

    car = Car()
    assert (car.kind, Car.kind) == ("instance of Car", "class of Car")
    assert Lookup().__get__(car) == "instance of no class"
    car.kind = "own"
    assert car.kind == "own"
    assert not inspect.isdatadescriptor(Car.__dict__["kind"])


def test_descriptors_that_are_not_read() -> None:
    class Car:
        last = WriteOnly()
        gone = DeleteOnly()

    car = Car()
    car.last = 5
    assert Car.__dict__["last"].last() == 5
    assert isinstance(car.last, WriteOnly)
    with pytest.raises(AttributeError, match="__delete__"):
        del car.last
    with pytest.raises(AttributeError, match="__set__"):
        car.gone = 1
    with pytest.raises(OSError, match="deleted"):
        del car.gone

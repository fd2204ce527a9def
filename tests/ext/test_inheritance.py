"""Classes that inherit from classes of Rust: in Rust to any depth, and in Python."""

import abc
import copy
import gc
import sys
import weakref
from typing import Any

import pytest
from fixtures import inheritance
from fixtures.inheritance import Bare, Hidden, Labelled, Last, Plain, Point, Polar, far


def test_bases_are_bases() -> None:
    assert Polar.__bases__ == (Point,)
    assert Labelled.__mro__ == (Labelled, Polar, Point, object)
    assert Polar.__base__ is Point
    assert issubclass(far.Distant, Point)
    assert isinstance(Labelled("a"), Point)
    assert not isinstance(Point(), Polar)


def test_classes_have_the_names_of_their_own_modules() -> None:
    classes = (Point, Polar, Labelled, far.Distant)
    assert [kind.__module__ for kind in classes] == ["fixtures.inheritance"] * 3 + [
        "fixtures.inheritance.far"
    ]
    assert [kind.__name__ for kind in classes] == ["Point", "Polar", "Labelled", "Distant"]


def test_attributes_and_methods_are_inherited() -> None:
    polar = Polar(3.0, 4.0, turn=2.0)
    assert (polar.x, polar.y, polar.turn) == (3.0, 4.0, 2.0)
    polar.x = 6.0
    polar.scale(2.0)
    assert (polar.x, polar.y) == (12.0, 8.0)
    assert polar.area() == 0.0
    labelled = Labelled("l")
    assert (labelled.x, labelled.turn, labelled.label) == (3.0, 1.0, "l")
    labelled.scale(2.0)
    assert labelled.norms() == (10.0, 10.0)
    assert far.Distant().norm() == far.Distant().x() == 1.0
    assert Polar.unit().x == 1.0


def test_methods_override_and_call_what_they_override() -> None:
    polar = Polar(3.0, 4.0, 2.0)
    assert polar.norm() == 10.0
    assert Point.norm(polar) == 5.0
    assert super(Polar, polar).norm() == 5.0
    assert repr(polar) == "Polar(Point(3, 4), 2)"
    assert repr(Labelled("l")) == "Polar(Point(3, 4), 1)"
    assert inheritance.norm_of(polar) == 5.0  # Rust's methods are not virtual
    assert inheritance.polar_norm_of(polar) == 10.0


def test_operators_are_inherited() -> None:
    total = Polar(1.0, 2.0) + Point(3.0, 4.0)
    assert type(total) is Point
    assert (total.x, total.y) == (4.0, 6.0)
    assert (Point(1.0) + Labelled("l")).x == 4.0
    with pytest.raises(TypeError):
        Polar(1.0, 2.0) + 1


def test_parameters_take_instances_of_subclasses() -> None:
    polar, point = Polar(3.0, 4.0, 2.0), Point(1.0, 1.0)
    inheritance.swap(polar, point)
    assert (point.x, polar.x, polar.turn) == (3.0, 1.0, 2.0)
    labelled = Labelled("l")
    inheritance.swap(labelled, polar)
    assert (labelled.x, labelled.label, polar.x) == (1.0, "l", 3.0)
    with pytest.raises(TypeError, match=r"argument 'polar' must be Polar, not Point"):
        inheritance.polar_norm_of(point)


def test_one_lock_guards_all_parts() -> None:
    polar = Polar(1.0, 2.0)
    with pytest.raises(RuntimeError, match="is being"):
        inheritance.both(polar, polar)
    for use in (
        lambda: polar.x,
        lambda: polar.turn,
        lambda: polar.norm(),
        lambda: Point.norm(polar),
    ):
        with pytest.raises(RuntimeError, match="is being changed"):
            polar.hold(use)
    assert inheritance.both(polar, Polar(0.0, 0.0, 3.0)) == 4.0


def test_handles_go_both_ways() -> None:
    assert inheritance.kinds(Point()) == ["Point"]
    assert inheritance.kinds(Polar(1.0, 2.0)) == ["Point", "Polar"]
    assert inheritance.kinds(Labelled("l")) == ["Point", "Polar", "Labelled"]
    labelled = Labelled("l")
    assert inheritance.shift(labelled) == 14.0
    assert labelled.x == 13.0


def test_rust_makes_instances() -> None:
    polar = inheritance.polar(1.0, 2.0)
    assert type(polar) is Polar
    assert (polar.y, polar.turn) == (2.0, 2.0)
    hidden = inheritance.hidden()
    assert (type(hidden), hidden.x) == (Hidden, 9.0)


def test_without_a_constructor_python_makes_none() -> None:
    with pytest.raises(TypeError, match=r"cannot create '.*Hidden' instances"):
        Hidden()
    with pytest.raises(TypeError):
        Point.__new__(Hidden)
    with pytest.raises(TypeError):
        object.__new__(Hidden)
    hidden = inheritance.hidden()
    with pytest.raises(
        TypeError, match=r"Point\.__init__\(\) can't make the value of a 'Hidden' object"
    ):
        hidden.__init__(1.0)
    assert hidden.x == 9.0


def test_the_init_of_a_base_makes_no_half_values() -> None:
    for made in (Polar(1.0, 2.0), Labelled("l"), Bare(), Polar.__new__(Polar)):
        with pytest.raises(TypeError, match=r"Point\.__init__\(\) can't make the value of a"):
            Point.__init__(made, 1.0, 2.0)
    with pytest.raises(
        TypeError, match=r"Polar\.__init__\(\) can't make the value of a 'Labelled'"
    ):
        Polar.__init__(Labelled("l"), 1.0, 2.0)

    class Derived(Polar):
        def __init__(self) -> None:
            Point.__init__(self, 1.0, 2.0)

    with pytest.raises(TypeError, match=r"'Derived' object, which is a native subclass"):
        Derived()


def test_new_of_a_base_makes_no_value() -> None:
    empty = Point.__new__(Polar)
    assert type(empty) is Polar
    for use in (lambda: empty.x, lambda: empty.norm(), lambda: Point.norm(empty)):
        with pytest.raises(RuntimeError, match="no value yet"):
            use()
    empty.__init__(1.0, 2.0)
    assert empty.x == 1.0
    with pytest.raises(TypeError):
        Polar.__new__(Point)


def test_init_again_replaces_the_whole_value() -> None:
    alive = inheritance.alive()
    polar = Polar(1.0, 2.0, 3.0)
    polar.__init__(4.0, 5.0, 6.0)
    assert (polar.x, polar.turn) == (4.0, 6.0)
    assert inheritance.alive() == alive + 2
    del polar
    assert inheritance.alive() == alive


def test_values_end_once() -> None:
    alive = inheritance.alive()
    made = [Point(), Polar(1.0, 2.0), Labelled("l"), inheritance.hidden(), far.Distant()]
    assert inheritance.alive() == alive + 1 + 2 + 3 + 1 + 1

    class Derived(Labelled):
        pass

    made += [Derived("d"), Point.__new__(Polar)]
    assert inheritance.alive() == alive + 11
    del made
    gc.collect()
    assert inheritance.alive() == alive


def test_a_final_class_is_the_last() -> None:
    assert isinstance(Last(), Polar)
    with pytest.raises(TypeError, match="not an acceptable base type"):
        type("Derived", (Last,), {})


def test_classes_without_data_of_their_own_are_still_different() -> None:
    assert Bare().is_bare()
    with pytest.raises(TypeError):
        Bare.is_bare(Plain())

    class OfBare(Bare):
        __slots__ = ()

    class OfPlain(Plain):
        __slots__ = ()

    class OfPoint(Point):
        __slots__ = ()

    for made, other in ((OfPoint(), OfBare), (OfBare(), OfPoint), (OfPlain(), OfBare)):
        with pytest.raises(TypeError, match="layout differs"):
            made.__class__ = other
    for made in (OfPoint(), OfBare()):
        with pytest.raises(TypeError):
            made.__class__ = Bare
    assert sys.getsizeof(Bare()) > sys.getsizeof(Point())


# Python's subclasses.


def test_a_python_class_overrides_init_and_calls_it() -> None:
    class Derived(Polar):
        def __init__(self, name: str) -> None:
            super().__init__(3.0, 4.0)
            self.name = name

        def norm(self) -> float:
            return super().norm() + 1.0

    derived = Derived("d")
    assert (derived.name, derived.norm(), derived.x) == ("d", 6.0, 3.0)
    assert inheritance.kinds(derived) == ["Point", "Polar"]


def test_a_python_class_that_never_calls_init_has_no_value() -> None:
    class Derived(Polar):
        def __init__(self) -> None:
            self.name = "d"

    derived = Derived()
    assert derived.name == "d"
    with pytest.raises(RuntimeError, match=r"no value yet: its __init__\(\) was not called"):
        derived.norm()
    with pytest.raises(RuntimeError, match="no value yet"):
        inheritance.norm_of(derived)


def test_slots() -> None:
    class Slotted(Polar):
        __slots__ = ("extra",)

    slotted = Slotted(3.0, 4.0)
    slotted.extra = 1
    assert (slotted.extra, slotted.norm()) == (1, 5.0)
    with pytest.raises(AttributeError):
        slotted.other = 1


def test_several_bases() -> None:
    class Mixin:
        def describe(self) -> str:
            return f"{type(self).__name__} at {self.x}"  # type: ignore[attr-defined]

    class Mixed(Mixin, Polar):
        pass

    class Both(Polar, Point):
        pass

    mixed = Mixed(3.0, 4.0)
    assert mixed.describe() == "Mixed at 3.0"
    assert inheritance.kinds(mixed) == ["Point", "Polar"]
    assert Both(1.0, 2.0).x == 1.0
    for others in ((Polar, dict), (Bare, Plain), (Polar, Bare)):
        with pytest.raises(TypeError, match="instance lay-out conflict"):
            type("Conflict", others, {})


def test_the_class_of_an_instance_changes_between_compatible_classes() -> None:
    class First(Polar):
        def who(self) -> str:
            return "first"

    class Second(Polar):
        def who(self) -> str:
            return "second"

    class Shallow(Point):
        pass

    made = First(3.0, 4.0)
    made.__class__ = Second
    assert (made.who(), made.norm()) == ("second", 5.0)
    for other in (Shallow, Polar, Point, dict):
        with pytest.raises(TypeError):
            made.__class__ = other
    assert inheritance.kinds(made) == ["Point", "Polar"]


def test_abstract_mixins_are_enforced_like_those_of_builtin_types() -> None:
    class Measured(abc.ABC):
        @abc.abstractmethod
        def area(self) -> float: ...

    class Square(Point, Measured):
        def area(self) -> float:
            return self.x * self.x

    assert isinstance(Square(2.0), Measured)
    assert inheritance.area_of(Square(3.0)) == 9.0

    class Unfinished(Measured, Point):
        pass

    with pytest.raises(TypeError, match="Can't instantiate abstract class Unfinished"):
        Unfinished(1.0)

    Measured.register(Polar)
    assert isinstance(Polar(1.0, 2.0), Measured)


def test_rust_calls_what_python_overrides() -> None:
    class Disc(Polar):
        def area(self) -> float:
            return 3.0 * self.x**2

    assert inheritance.area_of(Disc(2.0, 0.0)) == 12.0
    assert inheritance.area_of(Polar(2.0, 0.0)) == 0.0

    class Wrong(Point):
        def area(self) -> Any:
            raise KeyError("no area")

    with pytest.raises(KeyError, match="no area"):
        inheritance.area_of(Wrong())


def test_python_subclasses_can_be_referred_to_weakly_and_copied() -> None:
    class Derived(Polar):
        def __copy__(self) -> "Derived":
            return Derived(self.x, self.y, self.turn)

    derived = Derived(1.0, 2.0, 3.0)
    ref = weakref.ref(derived)
    assert copy.copy(derived).turn == 3.0
    del derived
    assert ref() is None

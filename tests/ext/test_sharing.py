"""Two extension modules that are built with the same class have one each; attributes are what they share."""

import importlib.machinery
import importlib.util
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest
from fixtures import sharing_a as a
from fixtures import sharing_b as b


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The second module once more, as a part of another package."""
    package = tmp_path / "elsewhere"
    package.mkdir()
    (package / "__init__.py").touch()
    assert b.__file__ is not None
    shutil.copy(b.__file__, package)
    monkeypatch.syspath_prepend(str(tmp_path))
    module = importlib.import_module("elsewhere.sharing_b")
    yield module
    sys.modules.pop("elsewhere.sharing_b", None)
    sys.modules.pop("elsewhere", None)


def test_each_module_has_a_class_of_its_own() -> None:
    assert a.Point is not b.Point
    assert (a.Point.__module__, b.Point.__module__) == ("fixtures.sharing_a", "fixtures.sharing_b")
    assert a.norm(a.Point(3.0, 4.0)) == b.norm(b.Point(3.0, 4.0)) == 5.0


@pytest.mark.parametrize("function", ["norm", "change"])
@pytest.mark.parametrize(("own", "other"), [(a, b), (b, a)])
def test_an_instance_of_the_other_is_refused(
    own: ModuleType, other: ModuleType, function: str
) -> None:
    with pytest.raises(TypeError) as caught:
        getattr(own, function)(other.Point(1.0))
    assert str(caught.value) == (
        f"{function}() argument 'point' must be {own.__name__}.Point, not {other.__name__}.Point, another class of "
        "that name: native modules share none, so make one of the former from its attributes"
    )


def test_so_is_one_of_another_package(elsewhere: ModuleType) -> None:
    assert elsewhere.norm(elsewhere.Point(3.0, 4.0)) == 5.0
    for own, other in [(a, elsewhere), (b, elsewhere), (elsewhere, b)]:
        message = f"must be {own.__name__}.Point, not {other.__name__}.Point, another class"
        with pytest.raises(TypeError, match=message):
            own.norm(other.Point(1.0))
        assert own.distance(other.Point(3.0, 4.0)) == 5.0


def test_a_subclass_and_a_class_of_python() -> None:
    class Mine(b.Point):  # type: ignore[name-defined,misc]
        pass

    class Point:
        x, y = 3.0, 4.0

    with pytest.raises(
        TypeError,
        match=r"must be fixtures\.sharing_a\.Point, not fixtures\.sharing_b\.Point, another",
    ):
        a.norm(Mine(1.0))
    with pytest.raises(TypeError, match=r"not test_sharing\.\S+<locals>\.Point, another class"):
        a.norm(Point())
    assert a.distance(Point()) == 5.0
    with pytest.raises(TypeError, match="must be Point, not Side"):
        a.norm(a.Side.Left)


def test_enums_are_each_modules_own_too() -> None:
    assert a.is_left(a.Side.Left) is True
    with pytest.raises(
        TypeError,
        match=r"must be fixtures\.sharing_a\.Side, not fixtures\.sharing_b\.Side, another",
    ):
        a.is_left(b.Side.Left)
    assert b.place(b.Shape.Dot(2.0)) == 2.0
    with pytest.raises(
        TypeError, match=r"must be fixtures\.sharing_b\.Shape, not fixtures\.sharing_a\.Shape, "
    ):
        b.place(a.Shape.Dot(2.0))


def test_attributes_are_the_way_across() -> None:
    assert a.distance(b.Point(3.0, 4.0)) == b.distance(a.Point(3.0, 4.0)) == 5.0
    doubled = a.doubled(b.Point(1.0, 2.0))
    assert type(doubled) is b.Point
    assert (doubled.x, doubled.y) == (2.0, 4.0)
    with pytest.raises(TypeError, match="missing attribute 'x'"):
        a.distance(object())

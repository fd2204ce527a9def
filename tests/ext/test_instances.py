"""Instances of classes as handles, as stored objects, and made by Rust."""

import sys
import threading

import pytest
from fixtures import instances
from fixtures.instances import Car, Engine


def test_a_handle_borrows_the_value() -> None:
    engine = Engine(90)
    assert instances.power(engine) == 90
    instances.set_power(engine, 100)
    assert engine.power == 100


def test_a_handle_is_no_borrow() -> None:
    engine = Engine(1)

    def change() -> None:
        engine.power = 2

    assert instances.power_after(engine, change) == (1, 2)
    with pytest.raises(RuntimeError, match="the object is being read"):
        instances.power_during(engine, change)
    engine.power = 3  # the failed call gave its borrow back


def test_two_handles_of_one_instance() -> None:
    engine = Engine(4)
    assert instances.sum(engine, engine) == 8
    with pytest.raises(RuntimeError, match="further up in this same thread"):
        instances.swap(engine, engine)
    other = Engine(5)
    instances.swap(engine, other)
    assert (engine.power, other.power) == (5, 4)


def test_a_borrow_waits_for_another_thread() -> None:
    engine = Engine(1)
    entered, leave = threading.Event(), threading.Event()

    def hold() -> None:
        entered.set()
        assert leave.wait(10)

    thread = threading.Thread(target=engine.while_changing, args=(hold,))
    thread.start()
    assert entered.wait(10)
    threading.Timer(0.05, leave.set).start()
    assert instances.power(engine) == 1
    thread.join()


def test_a_panic_gives_the_borrow_back() -> None:
    engine = Engine(1)
    with pytest.raises(RuntimeError, match="on purpose"):
        instances.panic_during(engine)
    engine.power = 2
    assert engine.power == 2


def test_made_by_rust() -> None:
    for make in (instances.new, instances.stored):
        engine = make(7)
        assert type(engine) is Engine
        assert engine.power == 7


def test_the_same_object_comes_back() -> None:
    engine = Engine(1)
    before = sys.getrefcount(engine)
    assert instances.same(engine) is engine
    assert instances.same_handle(engine) is engine
    copies = instances.copies(engine, 3)
    assert all(copy is engine for copy in copies)
    assert sys.getrefcount(engine) == before + 3
    del copies
    assert sys.getrefcount(engine) == before


def test_an_attribute_is_the_same_object_each_time() -> None:
    engine = Engine(90)
    car = Car(engine)
    assert car.engine is engine
    assert car.engine is car.engine
    car.engine.power = 100
    assert engine.power == 100
    assert car.tune(10) == 110
    assert engine.power == 110
    other = Engine(1)
    car.engine = other
    assert car.engine is other
    with pytest.raises(TypeError, match=r"'engine' of 'Car' must be Engine, not int"):
        car.engine = 3
    assert car.engine is other


def test_attributes_in_containers() -> None:
    car, engine = Car(Engine(1)), Engine(2)
    assert car.spares == []
    car.spares = [engine, engine]
    assert car.spares[0] is car.spares[1] is engine
    assert car.tow is None
    car.tow = other = Car(engine)
    assert car.tow is other
    car.tow.engine.power = 9
    assert engine.power == 9
    car.tow = None
    with pytest.raises(TypeError, match="item 1: expected Engine, got str"):
        car.spares = [engine, "spare"]


def test_instances_in_containers() -> None:
    engines = [Engine(1), Engine(2)]
    assert instances.total(engines) == 3
    assert instances.total([]) == 0
    assert instances.strongest({"a": engines[0], "b": engines[1]}) == "b"
    assert instances.maybe(None) is None
    assert instances.maybe(engines[1]) == 2
    with pytest.raises(TypeError, match="item 1: expected Engine, got Car"):
        instances.total([engines[0], Car(engines[0])])


def test_subclasses_are_instances() -> None:
    class Diesel(Engine):
        def __repr__(self) -> str:
            return "Diesel()"

    diesel = Diesel(3)
    assert instances.power(diesel) == 3
    assert instances.same(diesel) is diesel
    assert instances.show(diesel) == "Diesel() Diesel()"
    diesel.tag = "x"
    assert instances.attribute(diesel, "tag") == "x"


@pytest.mark.parametrize("value", [3, None, object(), Engine])
def test_other_objects_are_no_instances(value: object) -> None:
    with pytest.raises(TypeError, match="'engine' must be Engine, not"):
        instances.power(value)
    with pytest.raises(TypeError, match="'engine' must be Engine, not"):
        instances.same(value)
    with pytest.raises(TypeError, match="expected Engine, got"):
        instances.downcast(value)
    with pytest.raises(TypeError, match="'engine' must be Engine, not"):
        Car(value)


def test_an_instance_without_its_value() -> None:
    raw = Engine.__new__(Engine)
    assert instances.same(raw) is raw
    with pytest.raises(RuntimeError, match="no value yet: its __init__"):
        instances.power(raw)


def test_a_handle_knows_its_class() -> None:
    assert instances.class_() is Engine


def test_a_class_whose_module_was_not_imported() -> None:
    with pytest.raises(RuntimeError, match="module of class Stranger was not imported"):
        instances.stranger()

"""`example.classes`: native classes are what classes in Python are."""

import copy
import gc
import inspect
import sys
import threading
import weakref

import pytest
from example import classes
from example.classes import Car, Engine, Meter, Temperature, Ticket, User


def test_a_class_looks_like_one() -> None:
    assert (User.__module__, User.__qualname__) == ("example.classes", "User")
    assert User.__doc__.startswith("Somebody who has a name")
    assert str(inspect.signature(User)) == "(name, *, on_leaving=None)"
    assert User.email.__doc__ == "Where letters go."
    assert User.is_valid_email.__doc__ == "Say whether a text could be an email address."


def test_a_read_only_attribute() -> None:
    user = User("Ada")
    assert user.name == "Ada"
    with pytest.raises(AttributeError, match="name"):
        user.name = "Eve"


def test_a_property_checks_what_it_is_set_to() -> None:
    user = User("Ada")
    assert user.email is None
    user.email = "ada@example.org"
    assert user.email == "ada@example.org"
    with pytest.raises(ValueError, match="an email address of Ada, found 'ada'"):
        user.email = "ada"
    with pytest.raises(TypeError, match="str"):
        user.email = 3
    del user.email
    assert user.email is None


def test_a_property_without_a_setter() -> None:
    assert User("Ada").greeting == "Hello, Ada!"
    with pytest.raises(AttributeError, match="greeting"):
        User("Ada").greeting = "Bye"
    with pytest.raises(AttributeError, match="greeting"):
        del User("Ada").greeting


@pytest.mark.parametrize("name", ["", "x" * 41])
def test_a_constructor_may_refuse(name: str) -> None:
    with pytest.raises(
        ValueError, match=f"expected a name of 1 to 40 characters, found {len(name)}"
    ):
        User(name)


def test_wrong_arguments_of_a_constructor() -> None:
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'name'"):
        User()
    with pytest.raises(TypeError, match="unexpected keyword argument 'nme'"):
        User(nme="Ada")
    with pytest.raises(TypeError, match=r"argument 'name'.*int"):
        User(3)


def test_static_methods_and_those_of_rust() -> None:
    assert User.is_valid_email("ada@example.org")
    assert not User("Ada").is_valid_email("ada@")
    assert not hasattr(User, "is_address")


def test_del_runs_once_at_the_end() -> None:
    gone: list[str] = []
    user = User("Ada", on_leaving=gone.append)
    assert gone == []
    del user
    assert gone == ["Ada"]


def test_what_del_raises_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda report: seen.append(report.exc_type))
    User("Ada", on_leaving=int)
    assert seen == [ValueError]


def test_class_attributes() -> None:
    assert Temperature.ABSOLUTE_ZERO == -273.15
    assert Temperature.BOILING.degrees == 100
    assert Temperature.BOILING is Temperature.BOILING
    with pytest.raises(TypeError):
        Temperature.ABSOLUTE_ZERO = 0


def test_a_class_method_makes_one_of_the_subclass() -> None:
    class Exact(Temperature):
        pass

    assert type(Temperature.from_fahrenheit(32)) is Temperature
    assert type(Exact.from_fahrenheit(32.0)) is Exact
    assert Exact.from_fahrenheit(23).is_freezing()
    with pytest.raises(ValueError, match=r"at least -273.15 degrees, found -300"):
        Temperature.from_fahrenheit(-508)


def test_a_subclass_overrides_init() -> None:
    class Named(User):
        def __init__(self, first: str, last: str) -> None:
            super().__init__(f"{first} {last}")
            self.last = last

    assert Named("Ada", "Lovelace").greeting == "Hello, Ada Lovelace!"
    assert Named("Ada", "Lovelace").last == "Lovelace"


def test_a_subclass_that_forgets_init() -> None:
    class Forgetful(User):
        def __init__(self) -> None:
            pass

    with pytest.raises(RuntimeError, match="__init__"):
        Forgetful().is_valid_email, Forgetful().greeting
    with pytest.raises(TypeError):
        User.__init__(Car.standard(), "Ada")


def test_native_instances_only() -> None:
    meter = Meter()
    assert [ticket.number for ticket in meter(2) + meter()] == [1, 2, 3]
    with pytest.raises(TypeError, match=r"cannot create 'example\.classes\.Ticket' instances"):
        Ticket()
    with pytest.raises(TypeError, match="not an acceptable base type"):
        type("Forged", (Ticket,), {})
    with pytest.raises(TypeError):
        copy.copy(meter()[0])


def test_instances_that_are_called() -> None:
    meter = Meter()
    assert not meter
    assert len(meter(tickets=2)) == 2
    assert meter
    assert (repr(meter), str(meter)) == ("<Meter: 2 tickets given>", "2 tickets")
    with pytest.raises(TypeError, match="argument 'tickets'"):
        meter("two")
    with pytest.raises(TypeError, match="takes from 1 to 2 positional arguments but 3 were given"):
        meter(1, 2)


def test_no_silent_copies() -> None:
    car = Car(Engine(90))
    engine = car.engine
    car.engine.power = 110
    assert (engine.power, car.engine) == (110, engine)
    assert car.watts() == 110 * 735.5
    car.engine = Engine(50)
    assert (car.engine.power, engine.power) == (50, 110)
    with pytest.raises(TypeError, match="Engine"):
        car.engine = 3
    assert Car.standard().engine.power == 75


def test_a_class_of_another_file() -> None:
    assert Engine.__module__ == "example.classes"
    assert (Engine.Cylinder, Engine.Cylinder.__qualname__) == (
        type(Engine.Cylinder(1)),
        "Engine.Cylinder",
    )
    assert Engine.Cylinder(0.5).liters == 0.5
    with pytest.raises(OverflowError, match="power"):
        Engine(90).power = -1


def test_arguments_that_are_changed() -> None:
    strong, weak = Engine(100), Engine(60)
    classes.balance(strong, weak)
    assert (strong.power, weak.power) == (80, 80)
    with pytest.raises(ValueError, match="the stronger engine first"):
        classes.balance(Engine(1), weak)
    with pytest.raises(TypeError, match=r"argument 'weak'.*Car"):
        classes.balance(strong, Car.standard())
    with pytest.raises(RuntimeError, match=r"balance\(\)"):
        classes.balance(weak, weak)


def test_a_callback_may_use_what_is_not_locked() -> None:
    car, seen = Car.standard(), []
    car.tour(3, lambda same: seen.append((same is car, car.drive(0.5))))
    assert seen == [(True, 1.5), (True, 3.0), (True, 4.5)]


def test_a_callback_may_not_use_what_is_locked() -> None:
    car = Car.standard()
    with pytest.raises(RuntimeError, match=r"drive\(\).*careless_tour\(\)"):
        car.careless_tour(lambda: car.drive(1))
    assert car.drive(1) == 2.0


def test_threads_wait_for_each_other() -> None:
    car, inside, go_on = Car.standard(), threading.Event(), threading.Event()

    def report() -> None:
        inside.set()
        go_on.wait()

    driver = threading.Thread(target=car.careless_tour, args=(report,))
    driver.start()
    inside.wait()
    threading.Timer(0.05, go_on.set).start()
    assert car.drive(1) == 2.0
    driver.join()


def test_weak_references() -> None:
    engine = Engine(90)
    reference = weakref.ref(engine)
    assert reference() is engine
    del engine
    assert reference() is None
    with pytest.raises(TypeError, match="weak reference"):
        weakref.ref(User("Ada"))


def test_cycles_are_collected() -> None:
    engine, started = Engine(90), []
    reference = weakref.ref(engine)

    def listener(this: Engine) -> None:
        started.append((this is reference(), this.power))

    engine.on_start(listener)
    engine.start()
    assert started == [(True, 90)]
    del engine, listener
    gc.collect()
    assert reference() is None

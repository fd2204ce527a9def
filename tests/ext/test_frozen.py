"""Classes whose values never change; `__new__`; instances that nobody can make up."""

import copy
import copyreg
import gc
import inspect
import pickle
import threading

import pytest
from fixtures import frozen
from fixtures.frozen import Named, Point, Tally, Text, Ticket, Token

HEADER = object.__basicsize__


def test_made_by_new() -> None:
    point = Point(3.0, y=4.0)
    assert (point.x, point.y, point.norm()) == (3.0, 4.0, 5.0)
    assert Point(x=1.0).y == 0.0
    assert repr(point + Point(1.0)) == "Point(4.0, y=4.0)"
    assert Point.__new__(Point, 2.0).x == 2.0
    assert str(inspect.signature(Point)) == "(x, *, y=0.0)"


def test_wrong_arguments_are_those_of_new() -> None:
    with pytest.raises(TypeError, match=r"^Point.__new__\(\) missing 1 required positional"):
        Point()
    with pytest.raises(TypeError, match=r"^Point.__new__\(\) takes"):
        Point(1.0, 2.0)
    with pytest.raises(TypeError, match=r"^Point.__new__\(\) argument 'x' must be float, not str"):
        Point("1")
    with pytest.raises(TypeError, match="argument 'x' must be float, not str"):
        Point.__new__(Point, "1")
    with pytest.raises(ValueError, match="a limit of -1 is below zero"):
        Tally(-1)


def test_nothing_changes() -> None:
    point = Point(1.0)
    for change in (lambda: setattr(point, "x", 2.0), lambda: delattr(point, "x")):
        with pytest.raises(AttributeError, match=r"not writable|readonly"):
            change()
    assert point.x == 1.0


def test_generated_new() -> None:
    pair = frozen.Pair(1)
    assert (repr(pair), pair.secret) == ("Pair(left=1, right=2)", "")
    assert frozen.Pair.__new__(frozen.Pair, 1, right=5).right == 5
    with pytest.raises(AttributeError):
        pair.left = 2


def test_init_of_object_does_nothing() -> None:
    point = Point(1.0)
    point.__init__()
    assert point.x == 1.0


def test_instances_are_as_small_as_in_c() -> None:
    assert Point.__basicsize__ == HEADER + 16
    assert Tally.__basicsize__ == HEADER + 16
    # One with nothing in it has a size of its own: else `__class__` of other objects could be set to its subclasses.
    assert Token.__basicsize__ > HEADER


def test_many_readers_at_once() -> None:
    point = Point(1.0)
    assert point.moved(lambda x: point.moved(lambda y: point.x + x + y).x).x == 3.0
    assert frozen.distance(point, point) == 0.0
    assert frozen.norm_twice(point, point.norm) == 2.0
    assert frozen.total([point, point, Point(2.0)]) == 4.0


def test_values_that_change_by_themselves() -> None:
    tally = Tally(2)
    assert [tally.add() for _ in range(3)] == [True, True, False]
    assert tally.count == 3
    tally.count = 0
    assert tally.add_after(lambda: tally.add_after(tally.add)) == 3


def test_shared_by_many_threads() -> None:
    tally, point = Tally(0), Point(1.0)
    barrier = threading.Barrier(8)

    def work() -> None:
        barrier.wait(10)
        for _ in range(200):
            tally.add_after(lambda: point.moved(lambda x: x))
            tally.add_detached(10)
            assert frozen.norm_twice(point, int) == 2.0

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert tally.count == 8 * 200 * 11


def test_subclasses_of_python() -> None:
    class Sub(Point):
        def __new__(cls, x: float, tag: str) -> "Sub":
            self = super().__new__(cls, x, y=1.0)
            self.tag = tag
            return self

        def __init__(self, x: float, tag: str) -> None:
            self.seen = (x, tag)

    sub = Sub(2.0, "a")
    assert (sub.x, sub.y, sub.tag, sub.seen) == (2.0, 1.0, "a", (2.0, "a"))
    assert type(sub) is Sub
    assert frozen.total([sub]) == 2.0

    class Plain(Point):
        __slots__ = ()

    assert Plain(5.0, y=2.0).norm() == Point(5.0, y=2.0).norm()
    with pytest.raises(AttributeError):
        Plain(1.0).other = 1
    with pytest.raises(TypeError, match="missing 1 required"):
        Plain()

    with pytest.raises(TypeError, match="lay-out conflict"):
        type("Both", (Point, Token), {})


def test_subclasses_in_rust() -> None:
    named = Named("a", 3.0)
    assert (named.name, named.x, named.far(), named.norm()) == ("a", 3.0, 3.0, 3.0)
    assert isinstance(named, Point)
    assert frozen.distance(named, Point(0.0)) == 3.0
    with pytest.raises(TypeError, match="is not safe"):
        Point.__new__(Named, 1.0)
    with pytest.raises(TypeError, match="is not safe"):
        object.__new__(Named)


def test_new_without_frozen() -> None:
    ticket = Ticket(1)
    assert (ticket.made_by, ticket.number, ticket.next()) == ("Ticket", 1, 2)
    ticket.number = 7
    assert ticket.next() == 8

    class Sub(Ticket):
        def __init__(self, number: int) -> None:
            """Has nothing to do, and need not call its base's: there is none."""

    sub = Sub(5)
    assert sub.made_by.endswith("Sub")
    assert sub.next() == 6
    assert Ticket.__new__(Sub, 3).next() == 4


@pytest.mark.parametrize("cls", [Token, Text])
def test_without_a_constructor_nobody_makes_one(cls: type) -> None:
    refused = f"cannot create '(fixtures.frozen.)?{cls.__name__}' instances"
    for make in (cls, lambda: cls(1), lambda: cls(a=1)):
        with pytest.raises(TypeError, match=refused):
            make()
    unsafe = "is not safe|cannot create"
    with pytest.raises(TypeError, match=unsafe):
        object.__new__(cls)
    with pytest.raises(TypeError, match=unsafe):
        copyreg.__newobj__(cls)
    with pytest.raises(TypeError, match=unsafe):
        copyreg._reconstructor(cls, object, None)
    with pytest.raises(TypeError, match="is not a subtype of"):
        Point.__new__(cls, 1.0)


@pytest.mark.parametrize("cls", [Token, Text])
def test_nor_do_subclasses(cls: type) -> None:
    class Sub(cls):
        pass

    class WithNew(cls):
        def __new__(kind, *_: object) -> object:
            return super().__new__(kind)

    class WithObject(cls):
        def __new__(kind, *_: object) -> object:
            return object.__new__(kind)

    class WithInit(cls):
        def __init__(self) -> None:
            """Never reached."""

    class Other:
        pass

    class Late(cls, Other):
        pass

    class Early(Other, cls):
        pass

    for sub in (Sub, WithNew, WithObject, WithInit, Late, Early):
        with pytest.raises(TypeError, match=r"cannot create|is not safe"):
            sub()
        with pytest.raises(TypeError, match=r"is not safe|cannot create"):
            object.__new__(sub)
        with pytest.raises(TypeError, match=r"is not safe|cannot create"):
            copyreg.__newobj__(sub)
        other = Other()
        with pytest.raises(TypeError):
            other.__class__ = sub
        with pytest.raises(TypeError):
            Point(1.0).__class__ = sub


def test_copies_and_pickles_are_refused() -> None:
    for value in (frozen.token(), frozen.text("a", []), Point(1.0)):
        for make in (copy.copy, copy.deepcopy, *(pickler(n) for n in range(6))):
            with pytest.raises(TypeError):
                make(value)


def pickler(protocol: int):
    return lambda value: pickle.loads(pickle.dumps(value, protocol))


def test_made_by_rust() -> None:
    before = frozen.tokens()
    tokens = [frozen.token() for _ in range(5)]
    assert all(token.is_genuine() for token in tokens)
    assert frozen.tokens() == before + 5
    del tokens
    assert frozen.tokens() == before
    text = frozen.text("a", [1, [2]])
    assert (text.text, text.objects) == ("a", [1, [2]])


def test_the_collector_sees_into_frozen_values() -> None:
    class Node:
        ended = 0

        def __del__(self) -> None:
            Node.ended += 1

    for _ in range(10):
        node = Node()
        node.text = frozen.text("cycle", [node])
        del node
    gc.collect()
    assert Node.ended == 10


def test_the_class_is_no_parameter_of_a_call() -> None:
    assert str(inspect.signature(Ticket)) == "(number)"

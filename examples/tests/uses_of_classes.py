"""How the leak test uses the classes of the examples: rightly and wrongly, from making one to its end."""

import array
import asyncio
import copy
import gc
import io
import math
import pickle
from collections.abc import Callable
from typing import Any

from example import (
    attributes,
    buffers,
    classes,
    containers,
    contexts,
    enums,
    inheritance,
    iterators,
    operators,
    records,
)

Uses = dict[str, tuple[Callable[[], object], ...]]

FILE = attributes.File("a", "b")
ITEM = records.Item("pen", 2, tags=["blue"])
VERSION = records.Version(1, 2)
DOG = inheritance.GuideDog("Rex", [])
PAID = enums.Event.Paid(1.5)
RATIO, VECTOR = operators.Ratio(3, 4), operators.Vector(1, 2)
BITS, LENGTH = operators.Bits([1, 5]), operators.Length(3)
PLAYLIST = containers.Playlist(["a", "b", "c"])
ROOM = type("Room", (), {"degrees": attributes.Bounded(0, 40)})()
ODD: list[Any] = [None, "x", 2**80, [], 1.5, object()]


class Offer(records.Item):
    """An item with an attribute of Python's."""


def fail(*_: object) -> None:
    """Raise, wherever it is called from."""
    raise LookupError


def each(function: Callable[[Any], object], *arguments: object) -> None:
    """Call a function with each argument, and let none of the errors out."""
    for argument in arguments:
        try:
            function(argument)
        except Exception:
            continue


def emailed(address: object) -> None:
    """Set, read and delete a property."""
    user = classes.User("Ada")
    user.email = address
    assert user.greeting
    assert user.email == address
    del user.email


def started() -> None:
    """Leave an engine behind that only the collector finds."""
    engine = classes.Engine(90)
    engine.on_start(lambda _: engine.power)
    engine.start()


def set_up() -> None:
    """Set, read and delete attributes of any name."""
    settings = attributes.Settings()
    settings.port = 80
    assert settings.port == 80
    assert dir(settings)
    assert settings.__sizeof__()
    del settings.port


def watch() -> object:
    """Use every attribute."""
    watched = attributes.Watched()
    watched.name = watched
    return watched.name.reads()


def registered() -> object:
    """Make a subclass, and forget it."""
    kind = type("Csv", (attributes.Reader,), {}, format="csv")
    assert attributes.Reader["csv"] is kind
    attributes.Reader.formats.clear()
    del kind
    return gc.collect()


def put_into_itself() -> records.Basket:
    """Make a basket that contains itself."""
    basket = records.Basket()
    basket.put(basket)
    return copy.deepcopy(basket)


def in_stack() -> object:
    """Use what the options of a stack give it."""
    stack = records.Stack()
    stack.label = records.Stack[int]
    stack.push(stack)
    return stack.pop()


def spread(items: Any) -> object:
    """Match, order, hash and show."""
    match items:
        case records.Version(major, minor):
            return (major, minor, hash(items), repr(items), sorted([items, items.next()]))
    raise LookupError


def changed(titles: containers.Playlist) -> object:
    """Use a sequence in all its ways."""
    titles[0], titles[1:] = "x", ["y", "z"]
    del titles[::2]
    titles += ["w"]
    return (titles * 2 + titles, "x" in titles, list(reversed(titles)), titles[-1:])


def cached() -> object:
    """Use a mapping in all its ways."""
    cache = containers.Cache(2, list)
    cache["a"] = cache
    del cache["a"]
    return [cache[key] for key in "abc"], list(cache), "a" in cache, containers.Cache[int]


def in_place(vector: Any, *changes: str) -> None:
    """Change a vector by the operators of the given names."""
    for name in changes:
        getattr(vector, f"__i{name}__")(2.0)
    vector += vector
    vector -= operators.Vector(1, 1)
    vector @= [[0, 1], [1, 0]]


def counted(values: Any) -> object:
    """Give all numbers that a ratio can be turned into."""
    return (
        int(values),
        float(values),
        complex(values),
        round(values, 1),
        math.floor(values),
        f"{values:%}",
    )


def bits_in_place() -> operators.Bits:
    """Change a set of bits in place."""
    bits = operators.Bits([1])
    bits |= BITS
    bits &= BITS
    bits ^= BITS
    bits <<= 1
    bits >>= 1
    return bits


def means() -> object:
    """Use a generator until it ends."""
    mean = iterators.Mean()
    found = [next(mean), mean.send(2), mean.throw(ValueError())]
    mean.close()
    return found, list(mean)


async def give(value: object) -> object:
    """Give a value after a turn of the event loop."""
    await asyncio.sleep(0)
    return value


async def read(fetch: Callable[[int], object]) -> list[object]:
    """Read all pages."""
    async with contexts.Connection(fetch) as connection:
        return [page async for page in connection]


async def wait(work: Any) -> object:
    """Await something."""
    return await work


def within(error: Exception | None) -> object:
    """Go through blocks of `with`."""
    account = contexts.Account(10)
    with account, account:
        account.pay(3)
        if error:
            raise error
    return account.balance


def sorted_map() -> object:
    """Use what a class in Python adds to one of Rust."""
    values = inheritance.SortedMap()
    values.update(b=2, a=1)
    return values.pop("a"), list(values.items()), values.setdefault("c", 3)


def resized(held: bool) -> None:
    """Change the length of memory that somebody may hold."""
    samples = buffers.Samples(3, 1.5)
    view = memoryview(samples)
    if not held:
        view.release()
    samples.resize(5)


CLASSES: dict[str, Uses] = {
    "classes": {
        "User": (
            lambda: emailed("ada@example.org"),
            lambda: emailed("ada"),
            lambda: classes.User("Ada", on_leaving=str),
            lambda: classes.User(""),
            lambda: setattr(classes.User("Ada"), "greeting", 1),
        ),
        "Temperature": (
            lambda: classes.Temperature.from_fahrenheit(50).is_freezing(),
            lambda: classes.Temperature.BOILING.degrees,
            lambda: classes.Temperature(-300),
        ),
        "Car": (
            lambda: classes.Car(classes.Engine(90)).engine.power,
            lambda: classes.Car.standard().tour(2, lambda car: car.drive(1)),
            lambda: (lambda car: car.careless_tour(car.watts))(classes.Car.standard()),
            lambda: (lambda car: car.careless_tour(lambda: car.drive(1)))(classes.Car.standard()),
            lambda: classes.Car.standard().tour(1, fail),
            lambda: classes.Car(3),
        ),
        "Engine": (
            started,
            lambda: classes.Engine.Cylinder(0.5).liters,
            lambda: classes.Engine("x"),
        ),
        "Ticket": (lambda: classes.Meter()(3), classes.Ticket),
        "Meter": (lambda: repr(classes.Meter()), lambda: classes.Meter()("x")),
        "balance": (
            lambda: classes.balance(classes.Engine(9), classes.Engine(1)),
            lambda: (lambda engine: classes.balance(engine, engine))(classes.Engine(9)),
        ),
    },
    "attributes": {
        "Settings": (
            set_up,
            lambda: attributes.Settings().port,
            lambda: delattr(attributes.Settings(), "x"),
        ),
        "Watched": (watch, lambda: attributes.Watched().nothing),
        "Bounded": (
            lambda: (setattr(ROOM, "degrees", 3), ROOM.degrees, delattr(ROOM, "degrees")),
            lambda: setattr(ROOM, "degrees", 41),
        ),
        "Reader": (registered, lambda: attributes.Reader["x"]),
        "File": (
            lambda: (pickle.loads(pickle.dumps(FILE)), bytes(FILE), FILE.__fspath__()),
            lambda: attributes.File("a", "b/c"),
        ),
    },
    "records": {
        "Item": (
            lambda: (copy.copy(ITEM), copy.deepcopy(ITEM), repr(ITEM), copy.copy(ITEM) == ITEM),
            lambda: pickle.loads(pickle.dumps(Offer("pen", 2))),
            lambda: copy.copy(ITEM).sell(),
            lambda: ITEM < 3,
            lambda: hash(ITEM),
            lambda: records.Item("pen", "x"),
        ),
        "Version": (
            lambda: spread(VERSION),
            lambda: pickle.loads(pickle.dumps(VERSION)),
            lambda: spread(3),
            lambda: setattr(VERSION, "major", 2),
        ),
        "Basket": (
            lambda: repr(put_into_itself()),
            lambda: pickle.loads(pickle.dumps(put_into_itself())),
            lambda: pickle.dumps(records.Basket([fail, lambda: 1])),
        ),
        "Stack": (in_stack, lambda: records.Stack().pop()),
        "Position": (
            lambda: records.Position().moved(1, 2) == records.Position(1, 2),
            lambda: records.Position(2**62).moved(2**62, 0),
        ),
    },
    "enums": {
        "Status": (lambda: enums.Status.Open.next(), lambda: enums.Status("x")),
        "Priority": (lambda: enums.Priority(10) + 1, lambda: enums.Priority(7)),
        "Right": (
            lambda: enums.Right.Read | enums.Right.Change,
            lambda: enums.Right.Read | enums.Status.Open,
        ),
        "Shipping": (lambda: enums.Shipping("pick-up"), lambda: enums.Shipping("x")),
        "Event": (
            lambda: (
                copy.copy(PAID),
                pickle.loads(pickle.dumps(PAID)),
                repr(PAID),
                hash(enums.Event.Cancelled()),
            ),
            lambda: enums.Event.Moved(enums.Status.Sent).describe(),
            lambda: enums.Event.Paid("x"),
            lambda: enums.Event(),
        ),
        "postage": (
            lambda: enums.postage(enums.Shipping.NextDay, enums.Priority.High),
            lambda: enums.postage("x"),
        ),
        "with_needed": (
            lambda: enums.with_needed(enums.Right.Delete),
            lambda: enums.with_needed(3),
        ),
        "status_after": (
            lambda: enums.status_after([PAID, enums.Event.Cancelled()]),
            lambda: enums.status_after([PAID, enums.Event.Paid(-1)]),
            lambda: enums.status_after([PAID, 3]),
        ),
    },
    "inheritance": {
        "Animal": (
            lambda: repr(inheritance.Animal("fox", "Foxy")),
            lambda: inheritance.Animal.__init__(DOG, "fox", "Foxy"),
        ),
        "Dog": (lambda: inheritance.Dog("Rex").introduce(), lambda: inheritance.Dog(3)),
        "GuideDog": (
            lambda: inheritance.GuideDog("Rex", []).introduce(),
            lambda: setattr(DOG, "species", "cat"),
        ),
        "CountingDict": (
            lambda: inheritance.CountingDict({"a": []})["a"],
            lambda: inheritance.CountingDict()["a"],
            lambda: inheritance.CountingDict([1]),
        ),
        "History": (
            lambda: inheritance.History().append([]),
            lambda: inheritance.History().append(),
        ),
        "ParseError": (
            lambda: str(pickle.loads(pickle.dumps(inheritance.ParseError("odd", 3)))),
            lambda: inheritance.ParseError(3),
        ),
        "SortedMap": (sorted_map, lambda: inheritance.SortedMap().popitem()),
        "chorus": (lambda: inheritance.chorus([DOG, DOG]), lambda: inheritance.chorus([DOG, 3])),
        "breed": (lambda: inheritance.breed(DOG), lambda: inheritance.breed("dog")),
        "rename": (lambda: inheritance.rename(DOG, "Rex"), lambda: inheritance.rename(DOG, 3)),
        "odd_line": (
            lambda: inheritance.odd_line(lambda: inheritance.parse("a")),
            lambda: inheritance.odd_line(fail),
        ),
        "parse": (lambda: inheritance.parse("a = 1"), lambda: inheritance.parse("a = 1\nb")),
    },
    "operators": {
        "Ratio": (
            lambda: (RATIO + RATIO, 1 - RATIO, RATIO * 2, 3 / RATIO, divmod(7, RATIO), RATIO**-2),
            lambda: (-RATIO, +RATIO, abs(RATIO), hash(RATIO), RATIO < 1, RATIO == "x"),
            lambda: counted(RATIO),
            lambda: each(RATIO.__add__, *ODD) or each(RATIO.__lt__, *ODD),
            lambda: RATIO % 0,
            lambda: RATIO + "x",
            lambda: operators.Ratio(1, 0),
        ),
        "Vector": (
            lambda: (VECTOR + VECTOR, VECTOR - VECTOR, 2 * VECTOR, VECTOR @ VECTOR, -VECTOR),
            lambda: in_place(operators.Vector(7, 4), "mul", "truediv", "floordiv", "mod", "pow"),
            lambda: VECTOR.__isub__(VECTOR),
            lambda: VECTOR @ 3,
        ),
        "Bits": (
            lambda: (BITS & BITS, BITS | BITS, BITS ^ BITS, BITS << 1, BITS >> 1, ~BITS, hex(BITS)),
            bits_in_place,
            lambda: BITS & 1,
            lambda: operators.Bits([64]),
        ),
        "Length": (
            lambda: (LENGTH / 2, LENGTH / LENGTH, LENGTH + LENGTH),
            lambda: LENGTH / "x",
            lambda: LENGTH + 1,
        ),
        "Base": (lambda: pow(operators.Base(3), 20, 7), lambda: operators.Base(3) ** 2),
        "Name": (lambda: operators.Name("a") == operators.Name("A"), lambda: {operators.Name("a")}),
        "Task": (
            lambda: sorted([operators.Task("a", 2), operators.Task("b", 1)]),
            lambda: operators.Task("a", 2) < 3,
        ),
    },
    "containers": {
        "Playlist": (
            lambda: changed(containers.Playlist(["a", "b", "c"])),
            lambda: containers.Playlist() == PLAYLIST,
            lambda: each(PLAYLIST.__getitem__, *ODD),
            lambda: PLAYLIST[9],
            lambda: PLAYLIST.__setitem__(slice(None, None, 2), ["x"]),
            lambda: PLAYLIST * 2**40,
        ),
        "Cache": (
            cached,
            lambda: containers.Cache(1)["a"],
            lambda: containers.Cache(1, fail)["a"],
            lambda: containers.Cache(1, 3),
        ),
        "Grid": (
            lambda: containers.Grid(2, 2)[1, -1],
            lambda: containers.Grid(2, 2)[2, 0],
            lambda: containers.Grid(2, 2)["x"],
        ),
    },
    "iterators": {
        "Range": (lambda: list(iterators.Range(0, 9, 2)), lambda: iterators.Range(0, 9, 0)),
        "RangeIterator": (lambda: next(iter(iterators.Range(0, 9))), iterators.RangeIterator),
        "words": (lambda: list(iterators.words("to be")), lambda: iterators.words(3)),
        "total": (
            lambda: iterators.total(iter([1, 2])),
            lambda: iterators.total(map(fail, [1])),
            lambda: iterators.total([1, "x"]),
        ),
        "Polling": (
            lambda: list(iterators.Polling([None, 1, 2].pop)),
            lambda: list(iterators.Polling(fail)),
        ),
        "Mean": (
            means,
            lambda: iterators.Mean().throw(LookupError()),
            lambda: iterators.Mean().send("x"),
        ),
    },
    "contexts": {
        "Account": (
            lambda: within(None),
            lambda: within(ValueError()),
            lambda: within(LookupError()),
        ),
        "Connection": (lambda: asyncio.run(read(give)), lambda: asyncio.run(read(fail))),
        "Job": (
            lambda: asyncio.run(wait(contexts.Job(give(1)))),
            lambda: asyncio.run(wait(contexts.Job(3))),
        ),
        "Pause": (lambda: asyncio.run(wait(contexts.Pause(2))), lambda: contexts.Pause(-1)),
    },
    "buffers": {
        "Samples": (
            lambda: memoryview(buffers.Samples(3)).tolist(),
            lambda: resized(held=False),
            lambda: resized(held=True),
            lambda: buffers.Samples("x"),
        ),
        "Picture": (
            lambda: memoryview(buffers.Picture(2, 3)).tolist(),
            lambda: buffers.Picture(2, 3).draw(2, 0, 1),
            lambda: buffers.count_lines(buffers.Picture(2, 3)),
        ),
        "Constant": (
            lambda: array.array("q", memoryview(buffers.Constant(7, 3)).tobytes()),
            lambda: io.BytesIO(b"other").readinto(buffers.Constant(7, 3)),
        ),
        "Document": (
            lambda: bytes(buffers.Document("Dear Ada")),
            lambda: memoryview(buffers.Document("x")).cast("i"),
        ),
    },
}

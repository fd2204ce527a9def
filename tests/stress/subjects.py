"""The classes of the examples as data: how an instance is made, and what is done to it."""

import copy
import os
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
    memory,
    operators,
    points,
    records,
)
from operations import (
    COMPARISONS,
    Subject,
    attribute,
    binary,
    compared_with_a_copy,
    copied,
    deleted,
    finished,
    item_access,
    method,
    number,
    operators_of,
    pickled,
    place,
    place_or_slice,
    reflected,
    small,
    text,
    unary,
    viewed,
)


class Owner:
    """Has a descriptor's value."""


def bounded() -> attributes.Bounded:
    """Make a descriptor that knows its name."""
    made = attributes.Bounded(0.0, 30.0)
    made.__set_name__(Owner, "level")
    return made


def described(descriptor: Any, n: int) -> Any:
    """Use a descriptor for an object of this call's."""
    owner = Owner()
    descriptor.__set__(owner, float(n % 40))
    found = descriptor.__get__(owner, Owner)
    descriptor.__delete__(owner)
    return found


def started(engine: Any, n: int) -> list[int]:
    """Start an engine, sometimes with one listener more."""
    heard: list[int] = []
    if n % 4 == 0:
        engine.on_start(lambda engine: heard.append(engine.power))
    engine.start()
    return heard[-1:]


def toured(car: Any, n: int) -> int:
    """Drive with a report at each kilometer."""
    reports: list[float] = []
    car.tour(n % 4, lambda car: reports.append(car.kilometers))
    return len(reports)


def entered(account: Any, n: int) -> None:
    """Pay in a block, which may fail."""
    with account as entered:
        entered.pay(n)


async def given(n: int) -> int:
    """Be fetched."""
    return n


async def connected(connection: Any) -> list[int]:
    """Fetch what a connection has."""
    async with connection as opened:
        return [item async for item in opened]


# Each format can be registered once: afterwards that is always an error.
for each in range(5):
    type("Reads", (attributes.Reader,), {}, format=text(each))


class Answer:
    """Awaited, it gives what it was asked for."""

    def __await__(self) -> Any:
        yield
        return 42


def thrown(mean: Any, n: int) -> Any:
    """Throw into a generator what it handles, or what it does not."""
    return mean.throw(ValueError() if n % 4 else KeyError(n))


def hidden(_: Any) -> None:
    """Say that nothing tells what is inside."""


def emptied(stack: Any) -> list[Any]:
    """Take out what is on a stack, and put it back."""
    items = []
    try:
        while True:
            items.append(stack.pop())
    except IndexError:
        for item in reversed(items):
            stack.push(item)
    return [items, sorted(vars(stack).items())]


def item(n: int) -> records.Item:
    """Give something that can be compared."""
    return records.Item(text(n), small(n), n % 9, tags=["new"])


def vector(n: int) -> operators.Vector:
    """Give a vector of whole numbers."""
    return operators.Vector(small(n), small(n + 1))


def bits(n: int) -> operators.Bits:
    """Give a set of small numbers."""
    return operators.Bits([n % 8, n % 3])


def ratio(n: int) -> Any:
    """Give a fraction or a number."""
    return operators.Ratio(n % 7, n % 5 + 1) if n % 2 else n % 6


ANIMAL = (
    attribute("name", text)
    | attribute("species")
    | method("sound")
    | method("introduce")
    | unary(repr=repr)
    | {
        "rename": lambda animal, n: inheritance.rename(animal, text(n)),
        "chorus": lambda animal, _: inheritance.chorus([animal]),
        "breed of": lambda animal, _: inheritance.breed(animal),
    }
)

CLASSES = (
    Subject(
        "classes.User",
        lambda: classes.User("Ada"),
        attribute("email", lambda n: f"{text(n)}@b.c" if n % 3 else "nowhere")
        | {"del email": deleted("email")}
        | attribute("greeting")
        | attribute("name")
        | attribute("LONGEST_NAME")
        | method("is_valid_email", lambda n: "a@b.c" if n % 2 else "a"),
    ),
    Subject(
        "classes.Temperature",
        lambda: classes.Temperature(20.0),
        attribute("degrees", lambda n: float(n - 50))
        | method("is_freezing")
        | method("from_fahrenheit", lambda n: float(n - 500))
        | attribute("BOILING")
        | attribute("ABSOLUTE_ZERO"),
    ),
    Subject(
        "classes.Car",
        classes.Car.standard,
        attribute("kilometers")
        | attribute("engine", classes.Engine)
        | method("drive", small)
        | method("watts")
        | method("standard")
        | method("careless_tour", lambda n: int if n % 2 else list)
        | {"tour": toured},
        steps=frozenset({"tour"}),
    ),
    Subject(
        "classes.Engine",
        lambda: classes.Engine(75),
        attribute("power", number)
        | method("on_start", lambda _: type)
        | {"start": started, "Cylinder": lambda engine, n: engine.Cylinder(small(n)).liters},
        steps=frozenset({"start"}),
    ),
    Subject("classes.Ticket", lambda: classes.Meter()()[0], attribute("number")),
    Subject(
        "classes.Meter",
        classes.Meter,
        {"__call__": lambda meter, n: meter(n % 4)} | unary(repr=repr, str=str, bool=bool),
        look=str,
    ),
    Subject(
        "attributes.Settings",
        attributes.Settings,
        {
            "__getattr__": lambda settings, n: getattr(settings, text(n)),
            "__setattr__": lambda settings, n: setattr(settings, text(n), n),
            "__delattr__": lambda settings, n: delattr(settings, text(n)),
        }
        | method("names")
        | unary(dir=dir, sizeof=lambda settings: settings.__sizeof__() > 0),
        look=lambda settings: [(name, getattr(settings, name)) for name in settings.names()],
    ),
    Subject(
        "attributes.Watched",
        attributes.Watched,
        {"__getattribute__": lambda watched, n: getattr(watched, text(n), None)}
        | {"__dict__": lambda watched, n: setattr(watched, text(n), n)}
        | method("reads"),
        steps=frozenset({"__getattribute__", "reads"}),
    ),
    Subject(
        "attributes.Bounded",
        bounded,
        dict.fromkeys(("__get__", "__set__", "__delete__"), described)
        | method("__set_name__", lambda _: Owner, text),
        steps=frozenset({"__get__", "__set__", "__delete__"}),
    ),
    Subject(
        "attributes.Reader",
        attributes.Reader,
        {
            "formats": lambda reader, _: reader.formats,
            "__class_getitem__": lambda reader, n: type(reader)[text(n)],
            "__init_subclass__": lambda reader, n: type("Sub", (type(reader),), {}, format=text(n)),
        },
    ),
    Subject(
        "attributes.File",
        lambda: attributes.File("folder", "name"),
        attribute("folder")
        | attribute("name")
        | unary(fspath=os.fspath, bytes=bytes)
        | {"__reduce__": pickled},
    ),
)

RECORDS = (
    Subject(
        "records.Item",
        lambda: records.Item("tea", 3.0, 20),
        attribute("name", text)
        | attribute("price", small)
        | attribute("amount", lambda n: n % 9)
        | attribute("tags", lambda n: [text(n)] * (n % 3))
        | attribute("__match_args__")
        | method("sell")
        | unary(repr=repr, hash=lambda item: hash(item) == hash(copy.copy(item)))
        | binary(item, **{name.strip("_"): getattr(records.Item, name) for name in COMPARISONS})
        | copied(amount=number),
        steps=frozenset({"__hash__"}),
        look=lambda item: item.__reduce_ex__(2),
    ),
    Subject(
        "records.Version",
        lambda: records.Version(1, 2),
        attribute("major")
        | attribute("minor")
        | attribute("__match_args__")
        | method("next")
        | unary(repr=repr, hash=lambda version: hash(version) == hash(copy.copy(version)))
        | compared_with_a_copy(*COMPARISONS)
        | copied(minor=number),
    ),
    Subject(
        "records.Basket",
        lambda: records.Basket([1]),
        attribute("items", lambda n: [n, text(n)])
        | method("put", number)
        | {"age": lambda basket, _: basket.age() >= 0}
        | unary(repr=repr)
        | copied(items=lambda n: [n]),
        steps=frozenset({"__repr__", "__deepcopy__", "__reduce_ex__"}),
    ),
    Subject(
        "records.Stack",
        records.Stack,
        method("push", number)
        | method("pop")
        | {"__class_getitem__": lambda stack, _: str(type(stack)[int])}
        | {"__dict__": lambda stack, n: setattr(stack, text(n), n)},
        look=emptied,
    ),
    Subject(
        "records.Position",
        lambda: records.Position(1, 2),
        attribute("x", number)
        | attribute("y", number)
        | method("moved", number, number)
        | operators_of(lambda n: records.Position(n, 2), "eq", "ne"),
    ),
    Subject(
        "points.Point",
        lambda: points.Point(3.0, 4.0),
        attribute("x", small)
        | attribute("y", small)
        | method("norm")
        | operators_of(lambda n: points.Point(small(n)), "add", "radd")
        | {"distance": lambda point, n: points.distance(point, points.Point(small(n)))},
    ),
)

OPERATORS = (
    Subject(
        "operators.Ratio",
        lambda: operators.Ratio(3, 4),
        attribute("numerator")
        | attribute("denominator")
        | operators_of(ratio, "add", "sub", "mul", "truediv", "floordiv", "mod")
        | operators_of(number, "radd", "rsub", "rmul", "rtruediv", "rfloordiv", "rmod")
        | operators_of(ratio, "eq", "ne", "lt", "le", "gt", "ge")
        | operators_of(lambda n: n % 4, "pow")
        | binary(ratio, divmod=divmod)
        | binary(number, rdivmod=reflected(divmod), round=round)
        | binary(lambda n: ".2f" if n % 2 else "", format=format)
        | unary(bool=bool, int=int, float=float, complex=complex, hash=hash, repr=repr, abs=abs)
        | unary(neg=lambda ratio: -ratio, pos=lambda ratio: +ratio is ratio)
        | {name: method(name)[name] for name in ("__trunc__", "__floor__", "__ceil__")},
    ),
    Subject(
        "operators.Vector",
        lambda: operators.Vector(1.0, 2.0),
        attribute("x")
        | attribute("y")
        | operators_of(vector, "add", "sub", "matmul", "iadd", "isub")
        | operators_of(lambda n: float(n % 3 + 1), "mul", "rmul", "imul", "ipow")
        | operators_of(lambda n: float(n % 3), "itruediv", "ifloordiv", "imod")
        | operators_of(lambda n: [[0.0, 1.0], [1.0, n % 2]], "imatmul")
        | unary(neg=lambda vector: -vector),
    ),
    Subject(
        "operators.Bits",
        lambda: operators.Bits([1, 4]),
        operators_of(bits, "and", "or", "xor", "iand", "ior", "ixor", "eq", "ne")
        | operators_of(lambda n: n % 3, "lshift", "rshift", "ilshift", "irshift")
        | attribute("bits")
        | unary(invert=lambda bits: ~bits, index=lambda bits: bits.__index__()),
    ),
    Subject(
        "operators.Length",
        lambda: operators.Length(3.0),
        attribute("meters")
        | operators_of(lambda n: small(n) if n % 2 else operators.Length(small(n)), "truediv")
        | operators_of(lambda n: operators.Length(small(n)) if n % 2 else n, "add"),
    ),
    Subject(
        "operators.Base",
        lambda: operators.Base(3),
        attribute("value")
        | binary(lambda n: n, pow=lambda base, n: pow(base, n, n or None))
        | unary(hash=hash)
        | operators_of(operators.Base, "eq", "ne"),
    ),
    Subject(
        "operators.Name",
        lambda: operators.Name("Ada"),
        operators_of(lambda n: operators.Name("ADA" if n % 2 else "Bob"), "eq", "ne"),
    ),
    Subject(
        "operators.Task",
        lambda: operators.Task("write", 2),
        attribute("title")
        | operators_of(lambda n: operators.Task(text(n), n % 5), "lt", "le", "gt", "ge"),
    ),
)

CONTAINERS = (
    Subject(
        "containers.Playlist",
        lambda: containers.Playlist(["a", "b", "c"]),
        item_access(place_or_slice, lambda n: text(n) if n % 3 else [text(n), text(n + 1)])
        | attribute("titles")
        | unary(len=len, reversed=lambda playlist: list(reversed(playlist)), iter=list)
        | operators_of(text, "contains")
        | operators_of(lambda n: containers.Playlist([text(n)]), "add", "eq", "ne")
        | operators_of(lambda n: [text(n)], "iadd")
        | operators_of(lambda n: n % 3, "mul", "rmul"),
        steps=frozenset({"__iter__"}),
    ),
    Subject(
        "containers.Cache",
        lambda: containers.Cache(3, str.upper),
        item_access(text, number)
        | method("keys")
        | unary(len=len, iter=list)
        | operators_of(text, "contains")
        | {"__class_getitem__": lambda cache, _: str(type(cache)[int])},
        steps=frozenset({"__getitem__"}),
        look=lambda cache: [(key, cache[key]) for key in cache],
    ),
    Subject(
        "containers.Grid",
        lambda: containers.Grid(4, 4),
        item_access(lambda n: (place(n), place(n // 7)), number),
        look=lambda grid: [grid[n % 4, n // 4] for n in range(16)],
    ),
    Subject(
        "iterators.Range",
        lambda: iterators.Range(1, 9, 2),
        attribute("start") | attribute("stop") | attribute("step") | unary(iter=list),
    ),
    Subject(
        "iterators.RangeIterator",
        lambda: iter(iterators.Range(0, 20)),
        unary(next=next, length_hint=lambda numbers: numbers.__length_hint__())
        | unary(iter=lambda numbers: iter(numbers) is numbers),
        look=lambda numbers: numbers.__length_hint__(),
    ),
    Subject(
        "iterators.Polling",
        lambda: iterators.Polling(int),
        unary(next=next, iter=lambda polling: iter(polling) is polling),
    ),
    Subject(
        "iterators.Mean",
        iterators.Mean,
        unary(next=next, iter=lambda mean: iter(mean) is mean)
        | method("send", lambda n: small(n) if n % 3 else None)
        | {"throw": thrown, "close": lambda mean, n: None if n % 10 else mean.close()},
        look=hidden,
    ),
    Subject(
        "contexts.Account",
        lambda: contexts.Account(100),
        attribute("balance")
        | method("pay", lambda n: n % 30)
        | dict.fromkeys(("__enter__", "__exit__"), entered),
        steps=frozenset({"__enter__", "__exit__"}),
    ),
    Subject(
        "contexts.Connection",
        lambda: contexts.Connection(given),
        attribute("is_open")
        | dict.fromkeys(
            ("__aenter__", "__aexit__", "__aiter__", "__anext__"),
            lambda connection, _: finished(connected(connection)),
        ),
        steps=frozenset({"__aenter__", "__aexit__", "__aiter__", "__anext__"}),
    ),
    Subject(
        "contexts.Job", lambda: contexts.Job(Answer()), {"__await__": lambda job, _: finished(job)}
    ),
    Subject(
        "contexts.Pause",
        lambda: contexts.Pause(3),
        unary(next=next, iter=lambda pause: iter(pause) is pause)
        | {"__await__": lambda p, _: finished(p)},
        steps=frozenset({"__await__"}),
        look=hidden,
    ),
)

INHERITANCE = (
    Subject("inheritance.Animal", lambda: inheritance.Animal("cat", "Tom"), ANIMAL),
    Subject("inheritance.Dog", lambda: inheritance.Dog("Rex"), ANIMAL | attribute("breed")),
    Subject(
        "inheritance.GuideDog",
        lambda: inheritance.GuideDog("Rex", "Ada"),
        ANIMAL | attribute("breed") | attribute("person", text),
        steps=frozenset({"introduce", "__repr__"}),
    ),
    Subject(
        "inheritance.CountingDict",
        lambda: inheritance.CountingDict({"a": 1}),
        item_access(text, number) | attribute("reads") | unary(len=len),
        steps=frozenset({"__getitem__"}),
    ),
    Subject(
        "inheritance.History",
        inheritance.History,
        method("append", number) | attribute("last") | unary(len=len),
        steps=frozenset({"append"}),
    ),
    Subject(
        "inheritance.ParseError",
        lambda: inheritance.ParseError("x", 3),
        attribute("text") | attribute("line") | method("is_empty") | unary(str=str, repr=repr),
    ),
    Subject(
        "inheritance.SortedMap",
        inheritance.SortedMap,
        item_access(text, number)
        | unary(len=len, iter=list)
        | method("setdefault", text, number)
        | method("pop", text),
        steps=frozenset({"setdefault", "pop"}),
        look=dict,
    ),
)

MEMORY = (
    Subject(
        "memory.Table",
        lambda: memory.Table([1.0, 2.0]),
        method("sum")
        | {
            "share": lambda table, _: table.share().sum(),
            "owners": lambda table, _: table.owners() > 0,
        },
    ),
    Subject(
        "buffers.Samples",
        lambda: buffers.Samples(4, 1.0),
        {"__buffer__": viewed}
        | unary(len=len)
        | method("mean")
        | method("resize", lambda n: n % 8 + 1),
        steps=frozenset({"__buffer__", "resize"}),
        look=lambda samples: memoryview(samples).tolist(),
    ),
    Subject(
        "buffers.Picture",
        lambda: buffers.Picture(3, 3),
        {"__buffer__": viewed} | method("draw", lambda n: n % 3, lambda n: n % 4, number),
        steps=frozenset({"__buffer__"}),
        look=lambda picture: memoryview(picture).tolist(),
    ),
    Subject("buffers.Constant", lambda: buffers.Constant(7, 3), {"__buffer__": viewed}),
    Subject(
        "buffers.Document",
        lambda: buffers.Document("abc"),
        {"__buffer__": viewed} | attribute("readers"),
        steps=frozenset({"__buffer__"}),
    ),
)

ENUMS = (
    Subject(
        "enums.Status",
        lambda: enums.Status.Open,
        attribute("is_final")
        | method("next")
        | unary(repr=repr, copy=copy.copy)
        | {"pickle": pickled},
    ),
    Subject(
        "enums.Priority",
        lambda: enums.Priority.Low,
        {"postage": lambda priority, n: enums.postage(list(enums.Shipping)[n % 2], priority)},
    ),
    Subject(
        "enums.Right",
        lambda: enums.Right.Read,
        {"with_needed": lambda right, n: enums.with_needed(right | enums.Right(n % 8))},
    ),
    Subject(
        "enums.Shipping",
        lambda: enums.Shipping("pick-up"),
        {"postage": lambda shipping, _: enums.postage(shipping)},
    ),
    Subject(
        "enums.Event",
        lambda: enums.Event.Paid(3.5),
        attribute("amount")
        | attribute("currency")
        | method("describe")
        | {"__replace__": lambda event, n: event.__replace__(amount=small(n))}
        | {
            "status_after": lambda event, n: enums.status_after(
                [event, enums.Event.Moved(enums.Status.Sent)][: n % 3]
            )
        },
    ),
)

SUBJECTS = (*CLASSES, *RECORDS, *OPERATORS, *CONTAINERS, *INHERITANCE, *MEMORY, *ENUMS)

"""How native modules are used in an interpreter: one piece of code for each thing that an interpreter has of its own.

Tables only. `test_uses.py` runs the code in several interpreters at a time, `test_growth.py` in one after the other.
Each piece can run more than once in an interpreter, and leaves something behind that only its end finds.
"""

import sys
from typing import Final, NamedTuple


class Use(NamedTuple):
    """What is done with a native module."""

    module: str
    code: str
    imports: str = ""
    """The modules of Python's library that the code or the native module looks into."""
    raises: bool = False
    """Whether Rust raises something."""


# Up to 3.12 all interpreters share decimal's one context variable, whose cache takes the threads of several for one
# another's: any decimal may then be computed with a context that is freed.
DECIMALS = (
    """
import decimal
kept = numbers.decimal(decimal.Decimal("1.5"))
assert type(kept) is decimal.Decimal
"""
    if sys.version_info >= (3, 13)
    else ""
)
IMPORTED_DECIMALS = "import decimal\ndecimal.Decimal('1.5')"

USES: Final = {
    "modules": Use(
        "example.modules",
        """
from example import modules
modules.increment()
assert modules.hello("you") == "Hello, you. It's Rusty"
assert modules.submod.world() == "Hello, World!"
""",
    ),
    "points": Use(
        "example.points",
        """
from example.points import Point
class Named(Point): pass
kept = Point(1.0)
assert (Named(3.0) + Point(0.0, y=4.0)).norm() == 5.0
""",
    ),
    "collected": Use(
        "fixtures.collected",
        """
import gc
import weakref
from fixtures.collected import Caller, Holder, Nested
nested, holder = Nested(), Holder()
nested.put("chain", holder)
holder.held = [nested]
ref = weakref.ref(holder)
del holder, nested
gc.collect()
assert ref() is None
ended = []
Caller(ended.append)
assert type(ended[0]) is Caller
kept = Holder()
kept.held = kept
""",
        "import gc, weakref",
    ),
    "members": Use(
        "fixtures.members",
        """
from fixtures.members import Outer, Point, Rectangle
assert type(Point.ORIGIN) is Point and type(Rectangle.UNIT) is Rectangle
assert Point.units == {"x": "m"}
assert Outer.Inner.__qualname__ == "Outer.Inner"
assert Outer.Inner(3).method() == 3
class Named(Rectangle): pass
kept = Named.square(2.0)
kept.area = 16.0
assert kept.width == 4.0
""",
    ),
    "state": Use(
        "fixtures.state",
        """
from fixtures import state
before = state.count()
state.add()
assert state.count() == before + 1
""",
    ),
    "errors": Use(
        "fixtures.errors",
        """
from fixtures import errors
def caught(fail):
    try:
        fail("x")
    except (RuntimeError, ValueError) as error:
        return error
kept = caught(errors.panic)
assert type(kept) is type(caught(errors.panic))
code = caught(errors.invalid).__traceback__.tb_next.tb_frame.f_code
assert code.co_name == "invalid"
assert code.co_filename.endswith("errors.rs")
""",
        raises=True,
    ),
    "exceptions": Use(
        "fixtures.exceptions",
        """
import json
from fixtures import exceptions
def caught(fail, *args):
    try:
        fail(*args)
    except BaseException as error:
        return error
kept = caught(exceptions.raise_own, "NoHost")
assert type(kept) is exceptions.NoHost
hidden = caught(exceptions.raise_own, "HiddenError")
assert type(hidden) is type(caught(exceptions.raise_own, "HiddenError"))
assert type(caught(exceptions.raise_imported, "JSONDecodeError")) is json.JSONDecodeError
group = caught(exceptions.group, 3)
assert [type(error) for error in group.exceptions] == [
    ValueError, exceptions.InvalidEmail, ValueError
]
assert isinstance(group.exceptions[1].__cause__, ValueError)
""",
        "import json",
        raises=True,
    ),
    "inheritance": Use(
        "fixtures.inheritance",
        """
from fixtures import inheritance
from fixtures.inheritance import Labelled, Point, Polar
class Derived(Labelled): pass
kept = Derived("d")
assert inheritance.kinds(kept) == ["Point", "Polar", "Labelled"]
assert inheritance.shift(kept) == 14.0
assert type(inheritance.polar(1.0, 2.0)) is Polar
assert issubclass(inheritance.far.Distant, Point)
""",
    ),
    "builtin_bases": Use(
        "fixtures.builtin_bases",
        """
from fixtures import builtin_bases
from fixtures.builtin_bases import Bounded, Counter, Fancier, Fancy, Numbers, Queue
kept = [Counter({"a": 1}), Bounded(2), Queue(), Numbers([1]), Fancy("f"), Fancier(3)]
kept[0]["self"] = kept
assert kept[0].count("a") == 1
assert builtin_bases.hits(kept[1]) == 0
assert [type(made).__name__ for made in kept[3:]] == ["Numbers", "Fancy", "Fancier"]
assert builtin_bases.counter("k") == {"k": 1}
""",
        "import plain_base",
    ),
    "exception_fields": Use(
        "fixtures.exception_fields",
        """
import json
from fixtures import exception_fields
from fixtures.exception_fields import OfJson, ParseError
def caught(fail, *args):
    try:
        fail(*args)
    except Exception as error:
        return error
kept = caught(exception_fields.fail, 3)
assert (type(kept), kept.line) == (ParseError, 3)
assert isinstance(caught(exception_fields.fail_json), json.JSONDecodeError)
""",
        "import json",
        raises=True,
    ),
    "enums": Use(
        "fixtures.enums",
        """
import copy
import enum
import pickle
from fixtures import enums
from fixtures.enums import Access, Color
kept = enums.next_color(Color.Red)
assert kept is Color.Green and isinstance(kept, enum.Enum)
assert enums.next_color(copy.deepcopy(kept)) is Color.Blue
assert pickle.loads(pickle.dumps(kept)) is kept
assert Color.ALL == list(Color) and Color.FAVOURITE is kept
assert enums.allow(Access.Write) is Access.ReadWrite
assert enums.level(50) is enums.Level.MIDDLE
""",
        "import copy, enum, pickle",
    ),
    "families": Use(
        "fixtures.families",
        """
import pickle
from fixtures import families
from fixtures.families import Chain, Shape
kept = families.doubled(Shape.Circle(1.0))
assert kept == Shape.Circle(2.0) and pickle.loads(pickle.dumps(kept)) == kept
match kept:
    case Shape.Circle(radius, color):
        assert (radius, color) == (2.0, "red")
ring = []
ring.append(Chain.Cell(ring, Chain.Nil()))
del ring
""",
        "import pickle",
    ),
    "generated": Use(
        "fixtures.generated",
        """
import copy
import pickle
from fixtures.generated import Fixed, Named, Node, Point
class More(Named): pass
kept = [Fixed(1, [2]), Node([1]), Point(1.0), More("m")]
kept[1].parent = kept[1]
kept[3].more = kept
for made in kept[::2]:
    assert copy.copy(made) == made == pickle.loads(pickle.dumps(made))
    assert repr(copy.deepcopy(made)) == repr(made)
assert Point(1.0) < Point(1.0, y=2.0) and hash(Point(1.0)) == hash(Point(1.0))
""",
        "import copy, pickle",
    ),
    "frozen": Use(
        "fixtures.frozen",
        """
from fixtures import frozen
from fixtures.frozen import Named, Point, Ticket
class More(Ticket): pass
kept = More(3)
assert (kept.made_by, kept.next()) == ("More", 4)
assert frozen.total([Point(1.0), Named("n", 2.0)]) == 3.0
""",
    ),
    "instances": Use(
        "fixtures.instances",
        """
from fixtures import instances
from fixtures.instances import Car, Engine
kept = Car(instances.stored(3))
kept.tow = kept
assert kept.tune(2) == 5 == instances.power(kept.engine)
assert instances.class_() is Engine is type(instances.new(1))
""",
    ),
    "class_options": Use(
        "fixtures.class_options",
        """
import weakref
from fixtures.class_options import Bag, MoreOpen, Recycled, RecycledOpen
kept = [RecycledOpen(), MoreOpen(1, 2), Bag[int]()]
for made in kept[:2]:
    made.more = [made, weakref.ref(made)]
kept += [Recycled(n, "name") for n in range(20)]
del kept[5:]
""",
        "import weakref",
    ),
    "sharing": Use(
        "fixtures.sharing_a",
        """
from fixtures import sharing_a, sharing_b
kept = sharing_b.Point(3.0)
assert sharing_a.distance(kept) == sharing_b.norm(kept)
""",
        "import fixtures.sharing_b",
    ),
    "threads": Use(
        "fixtures.threads",
        """
from fixtures import threads
threads.keep([])
threads.drop_detached([])
threads.drop_on_thread([])
assert threads.nested() == 4
threads.forget()
""",
    ),
    "closures": Use(
        "fixtures.callbacks",
        """
from fixtures import callbacks
kept = callbacks.multiplier(3, "km")
assert kept(2, prefix="x") == "x6km"
assert type(kept) is type(callbacks.nothing())
ring = []
ring.append(callbacks.holder(ring, "nested"))
del ring
""",
    ),
    "iterators": Use(
        "fixtures.conversions",
        """
from fixtures import conversions
kept = conversions.count(1)
assert [next(kept), next(kept)] == [1, 2]
assert type(kept) is type(conversions.parse(["1"]))
assert list(conversions.calls([3, None].pop)) == []
assert conversions.total(conversions.parse(["1", "2"])) == 3
""",
    ),
    "buffers": Use(
        "fixtures.buffers",
        """
from array import array
from fixtures import buffers
kept = array("d", [1.5, 2.5])
assert buffers.f64_(kept) == [1.5, 2.5]
try:
    buffers.f64_(array("i"))
except TypeError as error:
    assert "buffer of float64, not a buffer of int32" in str(error)
kept.append(1.0)
""",
        "import array",
        raises=True,
    ),
    "names": Use(
        "fixtures.objects",
        """
import sys
from fixtures import objects
assert objects.literal() is sys.intern("shared")
assert objects.literal_key({"shared": 1}) == 1
""",
    ),
    "runtime": Use(
        "fixtures.runtime",
        """
from fixtures import runtime
kept = runtime.capsule(7)
assert runtime.number_in(kept) == 7
assert runtime.run_code(runtime.compile("6 * 7", "<answer>", expression=True), {}, None) == 42
assert runtime.classes()[0] is object
thing = type("Thing", (), {})
assert runtime.upgrade(runtime.weak(thing, None)) is thing
""",
        "import types, weakref",
    ),
    "dates": Use(
        "fixtures.dates",
        """
import datetime
from fixtures import dates
kept = dates.new_date(2024, 2, 29)
assert type(kept) is datetime.date
assert dates.date_parts(kept)[:3] == (2024, 2, 29)
assert dates.classes()[2] is datetime.datetime
""",
        "import datetime",
    ),
    "numbers": Use(
        "foreign.numbers",
        """
import uuid
from foreign import numbers
assert type(numbers.uuid_(uuid.UUID(int=1))) is uuid.UUID
assert numbers.big(1 << 100) == 1 << 100
"""
        + DECIMALS,
        f"import uuid\nuuid.UUID(int=1)\n{DECIMALS and IMPORTED_DECIMALS}",
    ),
    "logs": Use(
        "foreign.logs",
        """
import logging
from foreign import logs
class Keeping(logging.Handler):
    def emit(self, record):
        records.append(record.getMessage())
records = []
logger = logging.getLogger("own")
logger.handlers[:] = [Keeping()]
logger.setLevel(logging.INFO)
logger.propagate = False
logs.send("info", "own", "heard")
logs.send("debug", "own", "not heard")
assert records == ["heard"]
""",
        "import logging",
    ),
}

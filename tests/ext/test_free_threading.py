"""What threads do at the same time to Python's own objects while Rust uses them, and to classes, states and errors.

Without the GIL they run at once, and what is borrowed from a list, a dict or a type may be gone in the next moment. Where
there is a GIL the same runs in turns. That instances of Rust's classes wait for each other is in `test_parallel.py`.
"""

import contextlib
import ctypes
import gc
import random
import subprocess
import sys
import sysconfig
import threading
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fixtures
import pytest
from fixtures import (
    buffers,
    callbacks,
    class_options,
    collected,
    containers,
    conversions,
    exceptions,
    handles,
    instances,
    runtime,
    special,
    threads,
)
from together import HAS_GIL, ROUNDS, at_once, repeat

pytestmark = pytest.mark.usefixtures("often")

THREADS = 8
HERE = Path(__file__).parent

# The one module here that says that it needs the GIL.
NEEDS_GIL = "main_only"
FOLDER = Path(next(iter(fixtures.__path__)))
FILES = FOLDER.glob(f"*{Path(threads.__file__).suffix}")
MODULES = sorted({file.name.partition(".")[0] for file in FILES} - {NEEDS_GIL})


def tolerant(job: Callable[[], Any], *errors: type[BaseException]) -> Callable[[], None]:
    """Do a job that what another thread does may make impossible."""

    def run() -> None:
        with contextlib.suppress(*errors):
            job()

    return run


def run_alone(code: str) -> str:
    """Run code in a process of its own, where nothing was imported yet, and give what it prints."""
    command = [sys.executable, "-X", "faulthandler", "-W", "error", "-c", code]
    run = subprocess.run(
        command, cwd=HERE, capture_output=True, text=True, timeout=120, check=False
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


# What importing does.


def test_no_module_brings_the_gil_back() -> None:
    """CPython warns of a module that does, which is an error here."""
    assert len(MODULES) > 40
    code = f"""
import sys
from importlib import import_module
for name in {MODULES}:
    import_module("fixtures." + name)
print(getattr(sys, "_is_gil_enabled", lambda: True)())
"""
    assert run_alone(code) == f"{not sysconfig.get_config_var('Py_GIL_DISABLED')}\n"


@pytest.mark.skipif(HAS_GIL, reason="there is a GIL")
def test_a_module_that_needs_the_gil_brings_it_back() -> None:
    code = f"""
import sys, warnings
warnings.simplefilter("ignore")
import fixtures.{NEEDS_GIL}
print(sys._is_gil_enabled())
"""
    assert run_alone(code) == "True\n"


def test_all_threads_import_first() -> None:
    """Each module, class and exception is made once, whoever is first."""
    code = f"""
import sys
sys.setswitchinterval(1e-6)
from importlib import import_module
from together import at_once

names = {MODULES}

def load(mine, first):
    for name in names[first:] + names[:first]:
        mine[name] = import_module("fixtures." + name)

found = [dict() for _ in range({THREADS})]
raised = at_once(*[lambda n=n: load(found[n], n * 5) for n in range({THREADS})])
assert raised == [], raised
for name in names:
    assert len({{id(mine[name]) for mine in found}}) == 1, name
"""
    assert run_alone(code) == ""


def test_all_threads_raise_first() -> None:
    """An exception class of Rust's is made when it is first needed: once."""
    code = f"""
import sys
sys.setswitchinterval(1e-6)
from fixtures import exceptions
from together import at_once

seen = set()

def fail(which):
    try:
        exceptions.raise_own(which)
    except Exception as error:
        seen.add((which, type(error)))

names = {["InvalidEmail", "HiddenError", "OutsideError", "NoHost"]}
raised = at_once(*[lambda n=n: fail(names[n % 4]) for n in range({2 * THREADS})])
assert raised == [], raised
print(len(seen))
"""
    assert run_alone(code) == "4\n"


# What CPython passes: a dict of keywords that is someone else's.


def call_with(callee: Any, keywords: dict[str, Any]) -> Any:
    """Call with this very dict, which a call that is written in Python copies."""
    call = ctypes.pythonapi.PyObject_Call
    call.argtypes, call.restype = (ctypes.py_object,) * 3, ctypes.py_object
    return call(callee, (), keywords)


def test_keywords_that_change_while_they_are_unpacked() -> None:
    keywords = {name: object() for name in "abcdefgh"}
    places = list(keywords)
    end = threading.Event()

    def call() -> None:
        given = special.Anything()
        try:
            found = call_with(given, keywords)
        except RuntimeError as error:
            assert "changed size" in str(error)  # noqa: PT017
        else:
            assert all("=<object object at " in text for text in found)

    def change() -> None:
        while not end.is_set():
            keywords[random.choice(places)] = object()

    def grow() -> None:
        while not end.is_set():
            keywords["more"] = object()
            keywords.pop("more", None)

    def calls() -> None:
        try:
            repeat(call, 10 * ROUNDS)()
        finally:
            end.set()

    assert at_once(calls, calls, calls, calls, change, grow, grow) == []


# Containers.

TEXTS = [f"text {n}" for n in range(50)]


def fresh(n: int = 0) -> str:
    """Make a string that only its container holds."""
    return f"fresh {n} {random.random()}"


def refilled(container: list[str]) -> None:
    """Replace, shorten and lengthen a list."""
    for n in range(10):
        container[n % 20] = fresh(n)
    del container[20:]
    container.extend([fresh(n) for n in range(30)])


def test_a_list_is_read_while_it_changes() -> None:
    items = [fresh(n) for n in range(50)]

    def read() -> None:
        assert all(type(item) is str for item in conversions.vec_string(items))
        assert all(type(item) is str for item in handles.items(items))
        containers.walk_list(items, len)
        containers.list_method(items, "contains", "none", None)
        containers.list_method(items, "get", random.randrange(60), None)
        assert type(containers.list_method(items, "to_tuple", None, None)) is tuple
        assert len(containers.list_method(items, "slice", 5, 15)) == 10

    change = tolerant(lambda: refilled(items), IndexError)
    assert at_once(*[repeat(change)] * 3, *[repeat(read, ROUNDS // 4)] * 5) == []


def test_a_list_is_changed_by_all() -> None:
    items = [fresh(n) for n in range(20)]
    operations = [
        ("append", fresh, int),
        ("set", lambda: random.randrange(10), fresh),
        ("insert", lambda: random.randrange(30), fresh),
        ("pop", int, int),
        ("del", lambda: random.randrange(10), int),
        ("extend", lambda: [fresh(), fresh()], int),
        ("remove", fresh, int),
        ("reverse", int, int),
        ("sort", int, int),
        ("clear", int, int),
    ]

    def change() -> None:
        name, a, b = random.choice(operations)
        containers.list_method(items, name, a(), b())

    change = tolerant(change, IndexError, ValueError)
    assert at_once(*[repeat(change)] * THREADS) == []
    assert all(type(item) is str for item in items)


def test_what_all_append_is_there() -> None:
    items: list[int] = []
    append = repeat(lambda: containers.list_method(items, "append", 1, None))
    assert at_once(*[append] * THREADS) == []
    assert items == [1] * (THREADS * ROUNDS)


def test_a_dict_is_read_while_it_changes() -> None:
    entries = {fresh(n): fresh(n) for n in range(50)}
    counts = {fresh(n): n for n in range(50)}
    numbers = {str(n): float(n) for n in range(20)}

    def change() -> None:
        for n in range(10):
            entries[random.choice(TEXTS)] = fresh(n)
            numbers[str(n)] = random.random()
            counts[random.choice(TEXTS)] = random.randrange(10**12)
        for key in list(entries)[:5]:
            entries.pop(key, None)

    def read() -> None:
        assert all(type(n) is int for n in conversions.hash_map(counts).values())
        containers.walk_dict(entries, lambda key, value: (len(key), len(value)))
        containers.walk_entries(entries, lambda key, value: (len(key), len(value)))
        assert all(0 <= price < 20 for _, price in containers.prices(numbers))
        containers.dict_method(entries, "get", random.choice(TEXTS), None)
        containers.dict_method(entries, "items", None, None)
        containers.dict_method(entries, "copy", None, None)

    read = tolerant(read, RuntimeError)  # a walk over a dict that changes size
    assert at_once(*[repeat(change)] * 3, *[repeat(read, ROUNDS // 4)] * 5) == []


def test_a_dict_is_changed_by_all() -> None:
    entries: dict[str, str] = {}
    operations = [
        ("set", fresh),
        ("set_default", fresh),
        ("pop", int),
        ("del", int),
        ("get_or", fresh),
    ]

    def change() -> None:
        name, value = random.choice(operations)
        containers.dict_method(entries, name, random.choice(TEXTS), value())
        if random.random() < 0.01:
            containers.dict_method(entries, "clear", None, None)
            containers.dict_method(entries, "update", {fresh(): fresh()}, None)

    change = tolerant(change, KeyError)
    assert at_once(*[repeat(change)] * THREADS) == []
    assert all(type(value) is str for value in entries.values())


def test_a_default_is_set_once() -> None:
    for _ in range(50):
        entries: dict[str, object] = {}
        seen: list[object] = []

        def default(entries: Any = entries, seen: Any = seen) -> None:
            seen.append(containers.dict_method(entries, "set_default", "key", object()))

        assert at_once(*[default] * 4) == []
        assert set(seen) == {entries["key"]}


def test_a_set_is_used_by_all() -> None:
    items = set(TEXTS)

    def change() -> None:
        containers.set_method(items, "discard", random.choice(TEXTS))
        containers.set_method(items, "add", random.choice(TEXTS))
        containers.set_method(items, "pop", None)
        containers.set_method(items, "update", TEXTS[:5])

    def read() -> None:
        containers.walk_set(items, len)
        conversions.tree_set(items)
        containers.set_method(items, "union", {"more"})
        containers.set_method(items, "contains", "text 1")

    read = tolerant(read, RuntimeError)  # a walk over a set that changes size
    assert at_once(*[repeat(change)] * 4, *[repeat(read, ROUNDS // 4)] * 4) == []


def test_a_bytearray_is_resized_while_it_is_used() -> None:
    array = bytearray(b"x" * 64)

    def resize() -> None:
        containers.bytearray_method(array, "resize", random.randrange(64, 5_000), None)
        array.extend(b"x" * random.randrange(100))
        del array[64:]

    def use() -> None:
        assert set(containers.bytearray_method(array, "to_bytes", None, None)) <= {0, ord("x")}
        containers.bytearray_method(array, "get", random.randrange(10_000), None)
        containers.bytearray_method(array, "extend", b"xxx", None)
        containers.bytearray_method(array, "set", random.randrange(60), b"xx")
        assert set(buffers.u8_(array)) <= {0, ord("x")}

    resize, use = tolerant(resize, BufferError), tolerant(use, BufferError, IndexError)
    assert at_once(*[repeat(resize)] * 4, *[repeat(use)] * 4) == []


# Instances, their classes, and who ends them.


def test_dicts_of_instances_are_used_and_replaced() -> None:
    shared = class_options.Open()

    def use() -> None:
        shared.name = fresh()
        assert type(shared.name) is str
        shared.me = [shared, class_options.Open()]

    def replace() -> None:
        shared.__dict__ = {"name": fresh()}
        assert vars(shared) is not None

    def collect() -> None:
        cycle = class_options.Open()
        cycle.me = cycle
        del cycle
        gc.collect()

    use = tolerant(use, AttributeError)
    assert at_once(*[repeat(use)] * 4, *[repeat(replace)] * 3, repeat(collect, 20)) == []


def test_weak_references_while_their_object_ends() -> None:
    kept: list[Any] = [class_options.Watched()]

    def refer() -> None:
        reference = runtime.weak(kept[0], None)
        found = runtime.upgrade(reference)
        assert found is None or type(found) is class_options.Watched
        del found, reference

    def replace() -> None:
        kept[0] = class_options.Watched()

    assert at_once(*[repeat(refer)] * 5, *[repeat(replace)] * 3) == []


def test_the_class_of_an_instance_changes_while_it_is_used() -> None:
    classes = [type(name, (class_options.Small,), {}) for name in "AB"]
    shared = classes[0](1)

    def use() -> None:
        assert shared.x == 1
        assert isinstance(shared, class_options.Small)
        handles.describe(shared)

    def change() -> None:
        # The old class, which only the object may have held, ends.
        shared.__class__ = type("New", (class_options.Small,), {})

    assert at_once(*[repeat(use)] * 5, *[repeat(change, ROUNDS // 10)] * 2) == []


def test_the_bases_of_a_class_change_while_it_is_used() -> None:
    def base() -> type:
        return type("Base", (class_options.Small,), {})

    derived: Any = type("Derived", (base(),), {})
    shared = derived(1)

    def use() -> None:
        assert shared.x == 1
        assert isinstance(derived(2), class_options.Small)
        handles.describe(shared)

    def change() -> None:
        derived.__bases__ = (base(),)

    assert at_once(*[repeat(use)] * 5, *[repeat(change, ROUNDS // 10)] * 2) == []


def test_what_one_thread_makes_another_ends() -> None:
    """Instances, chains of them and what holds Python's objects, each dropped by whoever comes next."""
    alive = collected.alive()
    handed: list[Any] = [None] * 4

    def chain(length: int) -> Any:
        first = None
        for _ in range(length):
            holder = collected.Holder()
            holder.held = first
            first = holder
        return first

    def hand() -> None:
        handed[random.randrange(len(handed))] = chain(random.choice((1, 2, 200)))

    assert at_once(*[repeat(hand, ROUNDS // 4)] * THREADS) == []
    handed.clear()
    gc.collect()
    assert collected.alive() == alive


def test_finalizers_that_hand_their_object_on() -> None:
    """`__del__` gives an object to another thread just as its last reference has gone."""
    kept: list[Any] = [None] * 4

    class Kept(class_options.Small):
        def __del__(self) -> None:
            kept[random.randrange(len(kept))] = self

    def make() -> None:
        Kept(3)
        found = kept[random.randrange(len(kept))]
        assert found is None or found.x == 3

    assert at_once(*[repeat(make)] * THREADS) == []


def test_stored_objects_are_replaced_and_used_by_all() -> None:
    def keep() -> None:
        threads.keep(fresh())

    def use() -> None:
        found = threads.kept()
        assert found is None or type(found) is str

    jobs = [keep, keep, use, use, threads.forget, tolerant(threads.use_kept, Exception)]
    assert at_once(*[repeat(job) for job in jobs]) == []
    threads.forget()


def test_what_is_dropped_anywhere_is_released() -> None:
    class Thing:
        pass

    gone: list[weakref.ref[Any]] = []

    def drop() -> None:
        thing = Thing()
        gone.append(weakref.ref(thing))
        random.choice((threads.drop_detached, threads.drop_on_thread))(thing)

    assert at_once(*[repeat(drop, ROUNDS // 10)] * THREADS, repeat(gc.collect, 20)) == []
    threads.nested()  # attaches
    gc.collect()
    assert [reference for reference in gone if reference() is not None] == []


def test_closures_are_called_and_collected_by_all() -> None:
    shared = callbacks.holder(fresh(), "plain")

    def call() -> None:
        assert type(shared()) is str
        own: list[Any] = []
        own.append(callbacks.holder(own, "nested"))
        assert own[0]() == 2

    assert at_once(*[repeat(call)] * 6, repeat(gc.collect, 20)) == []


def test_states_are_used_by_all() -> None:
    def use() -> None:
        engine = instances.stored(3)
        assert instances.power(engine) == 3
        assert len(instances.copies(engine, 5)) == 5
        assert instances.class_() is instances.Engine

    assert at_once(*[repeat(use)] * THREADS) == []


def test_errors_are_raised_by_all() -> None:
    """Each has a traceback with an entry of Rust's, whose code objects are shared or made anew."""

    def fail() -> None:
        try:
            exceptions.raise_bare()
        except Exception as error:
            assert error.__traceback__ is not None  # noqa: PT017

    assert at_once(*[repeat(fail)] * THREADS) == []


def test_one_exception_is_raised_by_all() -> None:
    shared = ValueError("shared")

    def fail() -> None:
        with contextlib.suppress(ValueError):
            exceptions.raise_given(shared)
        shared.__traceback__ = None

    assert at_once(*[repeat(fail)] * THREADS) == []

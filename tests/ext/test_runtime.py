"""The runtime's own objects behave as they do in Python."""

import contextlib
import ctypes
import datetime
import gc
import sys
import threading
import traceback
import types
import weakref
from array import array
from collections.abc import Callable, Generator
from typing import Any

import pytest
from fixtures import runtime


class Base:
    class Inner:
        pass


class Sub(Base):
    pass


class Meta(type):
    """A metaclass that lies about what its classes are called."""

    @property
    def __name__(cls) -> str:  # type: ignore[override]
        return "another"


# Classes.


def test_classes_say_what_they_are() -> None:
    assert runtime.describe_class(int) == ("int", "int", "builtins")
    assert runtime.describe_class(Base.Inner) == ("Inner", "Base.Inner", __name__)
    assert runtime.describe_class(Meta("Real", (), {}))[0] == "Real"
    assert runtime.bases_and_mro(Sub) == ((Base,), (Sub, Base, object))
    with pytest.raises(TypeError, match=r"argument 'kind' must be type, not int$"):
        runtime.describe_class(1)


def test_subclasses() -> None:
    assert runtime.is_subclass(bool, int) is True
    assert runtime.is_subclass(int, bool) is False
    assert runtime.is_subclass(int, (str, int)) is True
    assert runtime.is_subclass(list, __import__("collections.abc").abc.Sequence) is True
    with pytest.raises(TypeError, match=r"^issubclass\(\) arg 2 must be a class"):
        runtime.is_subclass(int, 1)


def test_new_classes() -> None:
    made = runtime.new_class("Made", (Base,), {"x": 1})
    assert (made.__name__, made.__bases__, made.x) == ("Made", (Base,), 1)
    assert runtime.new_class("Empty", (), {}).__mro__[1:] == (object,)
    with pytest.raises(TypeError, match="not an acceptable base type"):
        runtime.new_class("Bad", (bool,), {})


def test_the_classes_of_handles() -> None:
    try:
        raise ValueError
    except ValueError as error:
        traceback_type = type(error.__traceback__)
    assert runtime.classes() == [
        *(object, bool, int, float, complex, str, bytes, bytearray, memoryview, tuple, list, dict),
        *(set, frozenset, range, slice, type, types.ModuleType, traceback_type, type(None)),
        *(types.CodeType, types.FrameType, types.GeneratorType, types.CoroutineType, weakref.ref),
    ]


# Modules.


def test_modules() -> None:
    made = runtime.new_module("pkg.made", 42)
    assert (type(made), made.__name__, made.answer) == (types.ModuleType, "pkg.made", 42)
    assert "pkg.made" not in sys.modules
    assert runtime.describe_module(made) == ("pkg.made", None, True)
    assert runtime.describe_module(traceback) == ("traceback", traceback.__file__, True)
    assert runtime.describe_module(sys)[1] is None
    del made.__name__
    with pytest.raises(AttributeError, match="__name__"):
        runtime.describe_module(made)


# Generators and coroutines.


def echo() -> Generator[Any, Any, str]:
    got = yield "first"
    try:
        while got is not None:
            got = yield got
    except KeyError as error:
        yield ("caught", error)
    return "end"


def test_generators_are_sent_to() -> None:
    generator = echo()
    assert runtime.send(generator, None) == ("yielded", "first")
    assert runtime.send(generator, 5) == ("yielded", 5)
    assert runtime.send(generator, None) == ("returned", "end")
    assert runtime.send(generator, None) == ("returned", None)
    with pytest.raises(TypeError, match="can't send non-None value to a just-started generator"):
        runtime.send(echo(), 1)
    with pytest.raises(TypeError, match=r"argument 'generator' must be generator, not list$"):
        runtime.send([], None)
    with pytest.raises(TypeError, match=r"must be generator, not list_iterator$"):
        runtime.send(iter([]), None)


def test_generators_are_thrown_into() -> None:
    generator = echo()
    runtime.send(generator, None)
    runtime.send(generator, 1)
    thrown = KeyError("k")
    assert runtime.throw(generator, thrown) == ("yielded", ("caught", thrown))
    assert runtime.send(generator, None) == ("returned", "end")
    with pytest.raises(ZeroDivisionError):
        runtime.throw(echo(), ZeroDivisionError())

    def swallows() -> Generator[int, None, str]:
        with contextlib.suppress(ValueError):
            yield 1
        return "swallowed"

    generator = swallows()
    next(generator)
    assert runtime.throw(generator, ValueError) == ("returned", "swallowed")


def test_a_stop_iteration_that_is_thrown_is_not_taken_for_a_return() -> None:
    generator = echo()
    runtime.send(generator, None)
    with pytest.raises(RuntimeError, match="generator raised StopIteration"):
        runtime.throw(generator, StopIteration(1))
    with pytest.raises(StopIteration):  # it has ended: what is thrown comes back
        runtime.throw(generator, StopIteration(2))


def test_generators_are_closed() -> None:
    done = []

    def closing() -> Generator[int]:
        try:
            yield 1
        finally:
            done.append(True)

    generator = closing()
    next(generator)
    runtime.close(generator)
    assert done == [True]

    def refusing() -> Generator[int]:
        try:
            yield 1
        except GeneratorExit:
            yield 2

    generator = refusing()
    next(generator)
    with pytest.raises(RuntimeError, match="generator ignored GeneratorExit"):
        runtime.close(generator)


def test_generators_are_walked() -> None:
    assert runtime.total(i for i in range(5)) == 10
    with pytest.raises(ZeroDivisionError):
        runtime.total(1 // i for i in (1, 0))
    with pytest.raises(TypeError):
        runtime.total(i for i in ("x",))


def test_coroutines() -> None:
    @types.coroutine
    def wait() -> Generator[str, int, int]:
        return (yield "waits")

    async def work() -> int:
        return await wait() + 1

    coroutine = work()
    assert runtime.send_to_coroutine(coroutine, None) == ("yielded", "waits")
    assert runtime.send_to_coroutine(coroutine, 4) == ("returned", 5)
    with pytest.raises(RuntimeError, match="cannot reuse already awaited coroutine"):
        runtime.send_to_coroutine(coroutine, None)
    unused = work()
    runtime.close_coroutine(unused)
    with pytest.raises(TypeError, match="must be coroutine, not generator"):
        runtime.send_to_coroutine(echo(), None)


# Memory views.


def test_memory_views() -> None:
    assert runtime.view(b"abc") == ("B", 1, 3, [3], [1], True, b"abc")
    assert runtime.view(bytearray(b"ab"))[5] is False
    assert runtime.view(array("d", [1.0]))[:4] == ("d", 8, 8, [1])
    assert runtime.view(memoryview(b"abcd")[::-2])[3:] == ([2], [-2], True, b"db")
    with pytest.raises(TypeError, match="a bytes-like object is required, not 'int'"):
        runtime.view(1)
    view = memoryview(b"abcdef")
    assert runtime.contiguous(view) == (1, True, True, True, False)
    assert runtime.contiguous(view[::2]) == (1, False, False, False, False)


def test_memory_views_are_cast_and_released() -> None:
    view = memoryview(bytearray(12))
    assert runtime.cast(view, "i", None).itemsize == 4
    assert runtime.cast(view, "B", [3, 4]).shape == (3, 4)
    with pytest.raises(TypeError, match="length is not a multiple of itemsize"):
        runtime.cast(view, "q", None)
    with pytest.raises(TypeError, match="cannot cast between two non-byte formats"):
        runtime.cast(memoryview(array("d", [1.0])), "i", None)
    runtime.release(view)
    runtime.release(view)
    with pytest.raises(ValueError, match="released memoryview"):
        runtime.contiguous(view)


# Code, frames, tracebacks.


def test_code() -> None:
    def function(a: int, b: int) -> int:
        c = a
        return c + b

    code = function.__code__
    qualname = "test_code.<locals>.function"
    assert runtime.describe_code(code) == (
        *("function", qualname, __file__, code.co_firstlineno),
        *(["a", "b", "c"], 2),
    )
    with pytest.raises(TypeError, match=r"argument 'code' must be code, not function$"):
        runtime.describe_code(function)


def test_code_is_compiled_and_run() -> None:
    expression = runtime.compile("  x * 2", "<double>", expression=True)
    assert runtime.run_code(expression, {"x": 4}, None) == 8
    assert runtime.run_code(expression, {"x": 4}, {"x": 5}) == 10
    names: dict[str, Any] = {}
    assert runtime.run_code(runtime.compile("y = [1]", "<y>"), names, None) is None
    assert names["y"] == [1]
    with pytest.raises(NameError, match="name 'x' is not defined"):
        runtime.run_code(expression, None, None)
    with pytest.raises(SyntaxError) as raised:
        runtime.compile("x = = 1", "<bad>")
    assert (raised.value.filename, raised.value.lineno) == ("<bad>", 1)
    with pytest.raises(SyntaxError):
        runtime.compile("x = 1", "<bad>", expression=True)
    with pytest.raises((SyntaxError, ValueError), match="null bytes"):
        runtime.compile("x\0", "<nul>")
    with pytest.raises(TypeError, match="may not contain free variables"):
        runtime.run_code((lambda x: lambda: x)(1).__code__, None, None)


def outer(function: Callable[[], Any]) -> Any:
    local = "here"
    return inner(function), local


def inner(function: Callable[[], Any]) -> Any:
    return function()


def test_the_frame_is_the_caller() -> None:
    line = sys._getframe().f_lineno + 1
    assert runtime.caller() == ("test_the_frame_is_the_caller", __file__, line)
    names = outer(runtime.callers)[0]
    assert names[:3] == ["inner", "outer", "test_the_frame_is_the_caller"]
    local = [1]
    assert runtime.variable_of_caller("local") is local
    assert runtime.variable_of_caller("runtime") is runtime
    assert runtime.variable_of_caller("no_such_name") is None
    assert runtime.no_frame_on_a_thread() is True


def test_tracebacks() -> None:
    def fails() -> None:
        raise ValueError("x")

    with pytest.raises(ValueError, match="x") as raised:
        outer(fails)
    found = raised.value.__traceback__
    extracted = traceback.extract_tb(found)
    assert runtime.entries(found) == [(f.name, f.filename, f.lineno) for f in extracted]
    assert [name for name, _, _ in runtime.entries(found)][1:] == ["outer", "inner", "fails"]
    assert runtime.format_traceback(found) == "".join(traceback.format_tb(found))
    with pytest.raises(TypeError, match=r"must be traceback, not ValueError$"):
        runtime.entries(raised.value)


# Capsules and weak references.


def test_capsules_hold_values() -> None:
    assert runtime.alive() == 0
    capsule = runtime.capsule(7)
    assert type(capsule).__name__ == "PyCapsule"
    assert runtime.capsule_name(capsule) == "fixtures.number"
    assert [runtime.number_in(capsule) for _ in range(3)] == [7, 7, 7]
    assert runtime.alive() == 1
    del capsule
    assert runtime.alive() == 0


def test_a_capsule_is_never_taken_for_another() -> None:
    text = runtime.text_capsule("text")
    assert runtime.text_in(text) == "text"
    with pytest.raises(
        ValueError, match=r"^capsule 'fixtures.number' does not hold a .*Counted of this library$"
    ):
        runtime.number_in(text)
    with pytest.raises(ValueError, match=r"does not hold a .*String of this library"):
        runtime.text_in(runtime.capsule(1))
    foreign = datetime.datetime_CAPI  # type: ignore[attr-defined]
    with pytest.raises(
        ValueError,
        match=r"^expected a capsule named 'fixtures.number', got 'datetime.datetime_CAPI'$",
    ):
        runtime.number_in(foreign)
    assert runtime.capsule_name(foreign) == "datetime.datetime_CAPI"
    assert runtime.has_pointer(foreign, "datetime.datetime_CAPI") is True
    assert runtime.has_pointer(foreign, "another") is False
    with pytest.raises(TypeError, match=r"argument 'capsule' must be PyCapsule, not int$"):
        runtime.number_in(1)


def test_a_foreign_capsule_of_the_same_name_is_refused() -> None:
    new = ctypes.pythonapi.PyCapsule_New
    new.restype, new.argtypes = ctypes.py_object, [ctypes.c_void_p] * 3
    name = ctypes.create_string_buffer(b"fixtures.number")
    capsule = new(16, ctypes.addressof(name), None)
    with pytest.raises(ValueError, match="does not hold a"):
        runtime.number_in(capsule)
    unnamed = new(16, None, None)
    assert runtime.capsule_name(unnamed) is None
    with pytest.raises(
        ValueError, match=r"^expected a capsule named '.*', got one without a name$"
    ):
        runtime.number_in(unnamed)


def test_a_panic_at_the_end_of_a_value_is_reported() -> None:
    capsule = runtime.capsule(9, panics=True)
    with contextlib.ExitStack() as stack:
        reports: list[str] = []
        hook = sys.unraisablehook
        stack.callback(setattr, sys, "unraisablehook", hook)
        # Not the argument itself, which the garbage collector does not see.
        sys.unraisablehook = lambda info: reports.append(repr(info.exc_value))
        del capsule
    assert len(reports) == 1
    assert reports[0].startswith("Panic(")
    assert "a panic at the end of 9" in reports[0]
    assert runtime.alive() == 0


def test_the_end_of_a_value_leaves_the_exception_in_flight() -> None:
    ended = []

    def fails(capsule: object) -> None:
        del capsule
        raise KeyError("in flight")

    with pytest.raises(KeyError, match="in flight"):
        fails(runtime.capsule(1, at_end=lambda: ended.append(1)))
    gc.collect()
    assert ended == [1]


def test_capsules_end_on_other_threads() -> None:
    capsules = [runtime.capsule(i) for i in range(100)]
    assert runtime.alive() == 100
    threads = [threading.Thread(target=capsules.pop) for _ in range(100)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert runtime.alive() == 0


class Thing:
    """Something that can be referred to weakly."""


def test_weak_references() -> None:
    thing = Thing()
    reference = runtime.weak(thing, None)
    assert reference is weakref.ref(thing)
    assert runtime.upgrade(reference) is thing
    called: list[Any] = []
    watched = runtime.weak(thing, called.append)
    del thing
    gc.collect()
    assert runtime.upgrade(reference) is None
    assert called == [watched]
    with pytest.raises(TypeError, match="cannot create weak reference to 'int' object"):
        runtime.weak(1, None)
    other = Thing()
    with pytest.raises(TypeError, match=r"must be weakref.ReferenceType, not ProxyType"):
        runtime.upgrade(weakref.proxy(other))


def test_a_subclass_of_a_weak_reference_is_not_called() -> None:
    class Reference(weakref.ref[Thing]):
        def __call__(self) -> Any:
            raise AssertionError

    thing = Thing()
    assert runtime.upgrade(Reference(thing)) is thing

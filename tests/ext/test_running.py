"""Python from Rust: imports, source, context managers, awaiting and printing do what Python does."""

import asyncio
import builtins
import io
import linecache
import sys
import threading
import traceback
from collections import OrderedDict
from collections.abc import Coroutine, Generator
from pathlib import Path
from typing import Any, Self

import pytest
from fixtures import running, runtime

# Imports.


def test_builtins_and_sys() -> None:
    assert running.builtins_and_sys() == (builtins, sys)


def test_import_from() -> None:
    assert running.import_from("collections", "OrderedDict") is OrderedDict
    assert running.import_from("os", "path").__name__.endswith("path")
    assert running.import_from("concurrent", "futures").__name__ == "concurrent.futures"
    with pytest.raises(ImportError, match=r"^cannot import name 'no' from 'math'$"):
        running.import_from("math", "no")
    with pytest.raises(ModuleNotFoundError, match="no_such_module"):
        running.import_from("no_such_module", "x")


def test_modules_that_may_be_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert running.try_import("math").__name__ == "math"
    assert running.try_import("no_such_module") is None
    assert running.try_import("no_such_package.module") is None
    assert running.try_import("email.no_such_module") is None
    monkeypatch.syspath_prepend(str(tmp_path))
    (tmp_path / "lacks_another.py").write_text("import no_such_module\n", encoding="utf-8")
    (tmp_path / "fails.py").write_text("1 / 0\n", encoding="utf-8")
    with pytest.raises(ModuleNotFoundError, match="no_such_module"):
        running.try_import("lacks_another")
    with pytest.raises(ZeroDivisionError):
        running.try_import("fails")


# Source.


def test_eval() -> None:
    assert running.eval(" 1 + 2") == 3
    assert running.eval("x + y", {"x": 1}, {"y": 2}) == 3
    names = {"x": 1}
    running.eval("x", names)
    assert "__builtins__" in names
    assert running.eval("sorted((len(k) for k in ('aa', 'b')))") == [1, 2]
    with pytest.raises(NameError):
        running.eval("names")
    with pytest.raises(SyntaxError, match="invalid syntax") as raised:
        running.eval("x = 1")
    assert str(raised.value.filename).startswith("<src/running.rs:")


def test_run() -> None:
    names: dict[str, Any] = {}
    running.run("def f():\n    return g()\ndef g():\n    return 1 / 0\nx = 1", names)
    assert names["x"] == 1
    inside: dict[str, Any] = {}
    running.run("y = x", names, inside)
    assert (inside, "y" in names) == ({"y": 1}, False)
    with pytest.raises(ZeroDivisionError):
        names["f"]()
    with pytest.raises(SystemExit):
        running.run("raise SystemExit(3)")
    running.run("nobody_sees = 1")
    with pytest.raises(NameError):
        running.run("nobody_sees")


def test_tracebacks_show_the_lines_of_a_source() -> None:
    names: dict[str, Any] = {}
    source = "def fails():\n    return 1 / 0  # here\n"
    runtime.run_code(runtime.compile(source, "<a source of mine>"), names, None)
    with pytest.raises(ZeroDivisionError) as raised:
        names["fails"]()
    text = "".join(traceback.format_exception(raised.value))
    assert 'File "<a source of mine>", line 2, in fails\n    return 1 / 0  # here\n' in text
    linecache.checkcache()
    assert linecache.getline("<a source of mine>", 1) == "def fails():\n"
    runtime.compile("x", "no_brackets.py")
    assert "no_brackets.py" not in linecache.cache


def test_scripts_and_modules_are_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "script.py"
    script.write_text("name = __name__\nfile = __file__\n", encoding="utf-8")
    names = running.run_path(str(script))
    assert (names["name"], names["file"]) == ("__main__", str(script))
    with pytest.raises(FileNotFoundError):
        running.run_path(str(tmp_path / "missing.py"))
    script.write_text("1 / 0", encoding="utf-8")
    with pytest.raises(ZeroDivisionError):
        running.run_path(str(script))
    monkeypatch.syspath_prepend(str(tmp_path))
    (tmp_path / "runnable.py").write_text("name = __name__", encoding="utf-8")
    assert running.run_module("runnable")["name"] == "__main__"
    assert "runnable" not in sys.modules
    with pytest.raises(ImportError, match="no_such_module"):
        running.run_module("no_such_module")


def test_a_cookie_or_a_future_does_not_change_what_a_source_means() -> None:
    names: dict[str, Any] = {}
    running.run("# -*- coding: latin-1 -*-\nx = 'ä'", names)
    assert names["x"] == "ä"
    scope: dict[str, Any] = {"run": running.run}
    exec("from __future__ import annotations\nrun('def f(x: int): pass', globals())", scope)
    assert scope["f"].__annotations__ == {"x": int}


# Context managers.


class Manager:
    """Records how it is left, and may swallow."""

    def __init__(self, swallows: bool = False) -> None:
        self.swallows = swallows
        self.left: list[Any] = []

    def __enter__(self) -> str:
        return "entered"

    def __exit__(self, *how: object) -> bool:
        self.left.append((how, sys.exception()))
        return self.swallows


def test_with_a_block_that_ends_well() -> None:
    manager = Manager()
    assert running.with_block(manager, lambda entered: entered + "!") == "entered!"
    assert manager.left == [((None, None, None), None)]
    assert running.with_block(Manager(swallows=True), lambda _: 1) == 1
    lock = threading.Lock()
    assert running.with_block(lock, lambda _: lock.locked()) is True
    assert lock.locked() is False


def test_with_a_block_that_raises() -> None:
    manager = Manager()
    error = KeyError("k")

    def block(_: str) -> None:
        raise error

    with pytest.raises(KeyError) as raised:
        running.with_block(manager, block)
    assert raised.value is error
    [((kind, value, found), handled)] = manager.left
    assert (kind, value, handled) == (KeyError, error, error)
    assert runtime.entries(found)[-1][0] == "block"
    assert running.with_block(Manager(swallows=True), block) is None
    assert sys.exception() is None


def test_with_an_error_that_was_made_in_rust() -> None:
    manager = Manager()
    with pytest.raises(ValueError, match=r"^made in Rust$"):
        running.with_error(manager)
    [((kind, value, _), handled)] = manager.left
    assert kind is ValueError
    assert handled is value
    assert running.with_error(Manager(swallows=True)) is None


def test_what_exit_raises_has_the_error_as_its_context() -> None:
    class Fails(Manager):
        def __exit__(self, *how: object) -> bool:
            raise OSError("from exit")

    with pytest.raises(OSError, match="from exit") as raised:
        running.with_error(Fails())
    assert repr(raised.value.__context__) == "ValueError('made in Rust')"
    with pytest.raises(OSError, match="from exit") as raised:
        running.with_block(Fails(), lambda _: 1)
    assert raised.value.__context__ is None

    class Undecided(Manager):
        def __exit__(self, *how: object) -> Any:
            class Truth:
                def __bool__(self) -> bool:
                    raise ArithmeticError("no truth")

            return Truth()

    with pytest.raises(ArithmeticError, match="no truth") as raised:
        running.with_error(Undecided())
    assert isinstance(raised.value.__context__, ValueError)
    assert running.with_block(Undecided(), lambda _: 1) == 1  # nobody asks


def test_with_inside_of_an_except_clause_keeps_what_is_handled() -> None:
    def handling(manager: Manager) -> tuple[Any, Any]:
        try:
            raise KeyError("outer")
        except KeyError as outer:
            running.with_error(manager)
            return outer, sys.exception()

    manager = Manager(swallows=True)
    outer, handled = handling(manager)
    assert handled is outer
    assert manager.left[0][1].__context__ is outer


def test_with_inside_of_a_generator_leaves_it_nothing_to_handle() -> None:
    def generator() -> Generator[Any]:
        running.with_error(Manager(swallows=True))
        yield sys.exception()
        running.with_error(Manager(swallows=True))
        yield sys.exception()

    walked = generator()

    def handling() -> tuple[Any, Any]:
        try:
            raise KeyError("outer")
        except KeyError as outer:
            return outer, next(walked)

    outer, handled = handling()
    assert handled is outer
    assert next(walked) is None


def test_with_a_block_that_panics(monkeypatch: pytest.MonkeyPatch) -> None:
    manager = Manager(swallows=True)
    with pytest.raises(RuntimeError, match="in the block") as raised:
        running.with_panic(manager)
    assert type(raised.value).__name__ == "Panic"
    assert [how[0] for how, _ in manager.left] == [RuntimeError]
    reports: list[str] = []
    # Not the argument itself, which the garbage collector does not see.
    monkeypatch.setattr(sys, "unraisablehook", lambda info: reports.append(repr(info.exc_value)))

    class Fails(Manager):
        def __exit__(self, *how: object) -> bool:
            raise OSError("from exit")

    with pytest.raises(RuntimeError, match="in the block"):
        running.with_panic(Fails())
    assert reports == ["OSError('from exit')"]


def test_special_methods_are_looked_up_on_the_type_and_bound() -> None:
    class Odd(Manager):
        @staticmethod
        def __enter__() -> str:  # type: ignore[override]
            return "static"

        @classmethod
        def __exit__(cls, *how: object) -> bool:  # type: ignore[override]
            return cls is Odd

    odd = Odd()
    odd.__dict__["__enter__"] = lambda: "the instance's own"
    assert running.with_block(odd, lambda entered: entered) == "static"
    assert running.with_error(odd) is None


def test_what_is_no_context_manager() -> None:
    says = "'int' object does not support the context manager protocol"
    with pytest.raises(TypeError, match=f"^{says}$"):
        running.with_block(1, lambda _: 1)

    class Half:
        def __enter__(self) -> Self:
            raise AssertionError

    with pytest.raises(TypeError, match=r"protocol \(missed __exit__ method\)$"):
        running.with_block(Half(), lambda _: 1)

    class Meta(type):
        def __enter__(cls) -> None:
            raise AssertionError

        __exit__ = __enter__

    class OfMeta(metaclass=Meta):
        pass

    with pytest.raises(TypeError, match="does not support the context manager protocol"):
        running.with_block(OfMeta(), lambda _: 1)

    class Nothing(Manager):
        __exit__ = None  # type: ignore[assignment]

    with pytest.raises(TypeError, match="'NoneType' object is not callable"):
        running.with_block(Nothing(), lambda _: 1)


def test_an_enter_that_raises_is_not_left() -> None:
    class Fails(Manager):
        def __enter__(self) -> str:
            raise OSError("from enter")

    manager = Fails()
    with pytest.raises(OSError, match="from enter"):
        running.with_block(manager, lambda _: 1)
    assert manager.left == []


# Awaiting and printing.


async def later(value: Any) -> Any:
    await asyncio.sleep(0)
    if isinstance(value, Exception):
        raise value
    return value


class Awaitable:
    def __await__(self) -> Generator[Any, None, str]:
        return (yield from later("awaited").__await__())


def test_block_on() -> None:
    assert running.block_on(later(5)) == 5
    assert running.block_on(Awaitable()) == "awaited"
    with pytest.raises(ZeroDivisionError):
        running.block_on(later(ZeroDivisionError()))
    with pytest.raises(TypeError, match=r"can't be (used in 'await' expression|awaited)"):
        running.block_on(1)


def test_block_on_where_a_loop_runs() -> None:
    async def main(coroutine: Coroutine[Any, Any, Any]) -> None:
        try:
            with pytest.raises(RuntimeError, match=r"block_on\(\) would block the event loop"):
                running.block_on(coroutine)
        finally:
            coroutine.close()

    asyncio.run(main(later(1)))


def test_print(capsys: pytest.CaptureFixture[str]) -> None:
    running.print("{text} ä\n")
    running.eprint("to stderr")
    assert capsys.readouterr() == ("{text} ä\n and 2\n", "to stderr\n\n")


def test_print_where_there_is_no_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    running.print("nowhere")
    closed = io.StringIO()
    closed.close()
    monkeypatch.setattr(sys, "stdout", closed)
    with pytest.raises(ValueError, match="closed file"):
        running.print("closed")
    replaced = io.StringIO()
    monkeypatch.setattr(sys, "stderr", replaced)
    running.eprint("kept")
    assert replaced.getvalue() == "kept\n\n"

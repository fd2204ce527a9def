"""Stored references (`Py`) that meet another interpreter: refused there, and released at home."""

import os
import tempfile
import threading
from pathlib import Path

from subinterpreters import Interpreter, Raised

THREADS = "from fixtures import threads"

# `released` holds a 1 for each `Thing` that this interpreter has released.
THING = """
released = []
class Thing:
    def __del__(self):
        released.append(1)
"""

REFUSED = "a stored Python object was used in an interpreter that is not its own"


def at_home(kind: str) -> Interpreter:
    """Make an interpreter that has stored a `Thing`, which nothing else keeps."""
    home = Interpreter(kind)
    home.run(f"{THREADS}\n{THING}\nthreads.keep(Thing())")
    return home


def test_use_elsewhere_is_an_error(kind: str) -> None:
    from fixtures import threads

    with at_home(kind) as home, Interpreter(kind) as away:
        away.run(THREADS)
        assert away.raised("threads.kept()") == Raised(
            ["RuntimeError", "Exception", "BaseException", "object"], REFUSED
        )
        assert home.value("type(threads.kept()) is Thing") is True
        message = None
        try:
            threads.kept()
        except RuntimeError as error:
            message = str(error)
        assert message == REFUSED
        assert home.value("type(threads.kept()) is Thing") is True


def test_use_elsewhere_that_can_not_raise_panics(kind: str) -> None:
    with at_home(kind) as home, Interpreter(kind) as away:
        away.run(THREADS)
        classes, message = away.raised("threads.use_kept()")
        assert classes[:2] == ["Panic", "RuntimeError"]
        assert REFUSED in message
        assert away.value("threads.sum([1, 2])") == 3
        assert "Thing object" in home.value("threads.use_kept()")
        home.run("threads.forget()")
        assert home.value("released") == [1]


def test_an_object_of_a_class_is_refused_too(kind: str) -> None:
    points = "from example.points import Point"
    with Interpreter(kind) as one, Interpreter(kind) as two:
        one.run(f"{THREADS}; {points}; threads.keep(Point(1.0, 2.0))")
        two.run(f"{THREADS}; {points}")
        assert two.raised("threads.kept()").message == REFUSED
        assert one.value("(threads.kept().x, type(threads.kept()) is Point)") == (1.0, True)
        two.run("threads.keep(Point(3.0))")  # releases the other's, which is sent home
        assert one.raised("threads.kept()").message == REFUSED
        assert two.value("threads.kept().x") == 3.0


def test_dropped_elsewhere_it_is_released_at_home(kind: str) -> None:
    with at_home(kind) as home, Interpreter(kind) as away:
        away.run(f"{THREADS}\n{THING}\nthreads.forget()")
        for interpreter in (away, home):
            interpreter.run("threads.nested()")  # attaches, which releases
        assert away.value("released") == []
        assert home.value("released") == [1]


def test_many_dropped_elsewhere_are_all_released(kind: str) -> None:
    with at_home(kind) as home, Interpreter(kind) as away:
        away.run(f"{THREADS}\n{THING}")
        for _ in range(100):
            away.run("threads.keep(Thing())")
            home.run("threads.keep(Thing())")
        away.run("threads.forget(); threads.nested()")
        home.run("threads.nested()")
        assert away.value("len(released)") == 100
        assert home.value("len(released)") == 101


def test_dropped_elsewhere_it_is_released_as_its_home_ends(kind: str) -> None:
    """Also where nobody attaches to its home again: this is its last chance."""
    read, write = os.pipe()
    home = Interpreter(kind)
    # Its class has globals of its own: those of `__main__` would keep the module, and be kept by it.
    made = f"class Thing:\n def __del__(self): write({write}, b'released')\nthing = Thing()"
    home.run(f"import os; names = {{'write': os.write}}; exec({made!r}, names)")
    home.run(f"{THREADS}; threads.keep(names.pop('thing')); del names")
    with Interpreter(kind) as away:
        away.run(f"{THREADS}; threads.forget()")
        home.end()
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        assert pipe.read() == b"released"


def test_dropped_elsewhere_as_its_home_ends_while_another_looks_for_its_own(own_gil: str) -> None:
    """Nothing is missed because a third interpreter has it in its hands, to put it back."""
    from fixtures import threads

    rounds = 100
    read, write = os.pipe()
    made = f"class Thing:\n def __del__(self): write({write}, b'1')\nthing = Thing()"
    look = f"{THREADS}\nimport os\nwhile not os.path.exists({{path!r}}): threads.nested()"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ended"

        def run() -> None:
            with Interpreter(own_gil) as looking:
                looking.run(look.format(path=str(path)))

        thread = threading.Thread(target=run)
        thread.start()
        for _ in range(rounds):
            with Interpreter(own_gil) as home:
                home.run(f"import os; names = {{'write': os.write}}; exec({made!r}, names)")
                home.run(f"{THREADS}; threads.keep(names.pop('thing')); del names")
                threads.forget()
        path.touch()
        thread.join()
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        assert pipe.read() == b"1" * rounds


def test_it_outlives_its_interpreter(kind: str) -> None:
    at_home(kind).end()
    for _ in range(3):  # ids and addresses of ended interpreters come back
        with Interpreter(kind) as away:
            away.run(THREADS)
            assert away.raised("threads.kept()").message == REFUSED
    with Interpreter(kind) as away:
        away.run(f"{THREADS}; threads.forget(); threads.nested()")
        assert away.value("threads.kept()") is None


def test_interpreters_end_with_references_of_others_stored(kind: str) -> None:
    """What is left for an interpreter that has ended is left alone."""
    for _ in range(5):
        with Interpreter(kind) as one, Interpreter(kind) as two:
            one.run(f"{THREADS}; threads.keep([1])")
            two.run(f"{THREADS}; threads.keep([2])")
            one.run("threads.forget()")


def call_on_a_thread_of_rust(interpreter: Interpreter) -> None:
    """Have a callable of the interpreter called by a thread that attaches to the main one."""
    interpreter.run(f"{THREADS}; calls = []")
    classes, _ = interpreter.raised("threads.call_from_thread(lambda: calls.append(1))")
    assert classes[:2] == ["Panic", "RuntimeError"]
    assert interpreter.value("calls") == []
    assert interpreter.value("threads.nested()") == 4
    interpreter.run(f"{THING}\nthreads.drop_on_thread(Thing())")
    interpreter.run("threads.nested()")
    assert interpreter.value("released") == [1]


def test_a_thread_of_rust_is_in_the_main_interpreter(kind: str) -> None:
    from fixtures import threads

    with Interpreter(kind) as interpreter:
        call_on_a_thread_of_rust(interpreter)
    assert threads.call_from_thread(lambda: "main") == "main"


def test_a_thread_of_rust_is_in_the_main_interpreter_that_has_not_imported_anything(
    kind: str,
) -> None:
    with Interpreter(kind) as interpreter:
        call_on_a_thread_of_rust(interpreter)

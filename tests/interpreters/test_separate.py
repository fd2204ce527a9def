"""What sub-interpreters do not share: state, classes, exceptions, and what modules do as they end."""

import sys

from subinterpreters import Interpreter

MODULES = "from example import modules"
POINTS = "from example.points import Point, distance"
STATE = "import builtins; builtins.fixtures_state_log = log = []; from fixtures import state"


def test_state(kind: str) -> None:
    from example import modules

    modules.increment()
    with Interpreter(kind) as one, Interpreter(kind) as two:
        for interpreter in (one, two):
            interpreter.run(MODULES)
            assert interpreter.value("modules.count()") == 0
            assert interpreter.value("modules.whoami()") == "Rusty"
            assert interpreter.value("modules.hello('you')") == "Hello, you. It's Rusty"
        one.run("for _ in range(3): modules.increment()")
        two.run("for _ in range(5): modules.increment()")
        counts = one.value("modules.count()"), two.value("modules.count()"), modules.count()
        assert counts == (3, 5, 1)
    assert modules.count() == 1


def test_state_begins_anew_in_each_interpreter(kind: str) -> None:
    for _ in range(3):
        with Interpreter(kind) as interpreter:
            interpreter.run(f"{MODULES}; modules.increment()")
            assert interpreter.value("modules.count()") == 1


def test_state_that_is_used_while_other_interpreters_end(kind: str) -> None:
    with Interpreter(kind) as lasting:
        lasting.run(MODULES)
        for count in range(1, 6):
            with Interpreter(kind) as passing:
                passing.run(f"{MODULES}; modules.increment()")
            lasting.run("modules.increment()")
            assert lasting.value("modules.count()") == count
            assert lasting.value("modules.whoami()") == "Rusty"


def test_submodules(kind: str) -> None:
    with Interpreter(kind) as one, Interpreter(kind) as two:
        one.run("from example.modules.submod import world")
        assert one.value("world()") == "Hello, World!"
        assert two.value("'example.modules' in sys.modules") is False
        two.run("import example.modules.submod as submod")
        assert two.value("submod is sys.modules['example.modules'].submod") is True
        one.run("submod = sys.modules['example.modules.submod']; submod.mark = 1")
        assert two.value("hasattr(submod, 'mark')") is False


def test_nested_state(kind: str) -> None:
    with Interpreter(kind) as one, Interpreter(kind) as two:
        one.run("from fixtures import state")
        two.run("from fixtures import state")
        assert one.value("state.inner.flip()") is True
        assert one.value("state.inner.flip()") is False
        assert two.value("state.inner.flip()") is True


def test_state_ends_with_its_interpreter(kind: str) -> None:
    with Interpreter(kind) as one, Interpreter(kind) as two:
        for interpreter in (one, two):
            interpreter.run(STATE)
        one.run("state.add(7)")
        one.run(
            """
            import gc
            for name in [name for name in sys.modules if name.startswith("fixtures.state")]:
                del sys.modules[name]
            del state, sys.modules["fixtures"].state
            gc.collect()
            """
        )
        assert one.value("log") == ["init", ("del", 7)]
        assert two.value("log") == ["init"]
        assert two.value("state.add()") == 1


def test_a_failing_init_fails_in_its_own_interpreter(kind: str) -> None:
    with Interpreter(kind) as one, Interpreter(kind) as two:
        one.run("import builtins, importlib; builtins.fixtures_state_fails = 'panic'")
        two.run("from fixtures import state")
        expression = "importlib.import_module('fixtures.state')"
        assert one.raised(expression).message.startswith("__init__ panics")
        assert two.value("state.add()") == 1
        one.run("del builtins.fixtures_state_fails; from fixtures import state")
        assert one.value("state.count()") == 0


def test_classes(kind: str) -> None:
    from example.points import Point

    with Interpreter(kind) as one, Interpreter(kind) as two:
        for interpreter in (one, two):
            interpreter.run(POINTS)
            interpreter.run("class Named(Point): pass")
        types = {one.value("id(Point)"), two.value("id(Point)"), id(Point)}
        assert len(types) == 3
        for interpreter in (one, two, one):
            assert interpreter.value("distance(Point(3.0), Point(0.0, 4.0))") == 5.0
            assert interpreter.value("(Named(3.0) + Point(0.0, y=4.0)).norm()") == 5.0
            assert interpreter.value("type(Named(1.0) + Named(1.0)) is Point") is True
            classes, message = interpreter.raised("distance(Point(1.0), object())")
            assert classes[0] == "TypeError"
            assert "Point, not object" in message
    assert (Point(3.0) + Point(0.0, 4.0)).norm() == 5.0


def test_a_class_is_one_in_its_interpreter(kind: str) -> None:
    with Interpreter(kind) as other, Interpreter(kind) as interpreter:
        other.run(POINTS)
        interpreter.run(POINTS)
        interpreter.run("old = Point; del sys.modules['example.points']")
        interpreter.run(POINTS)
        assert interpreter.value("Point is old") is True


def test_instances_outlive_the_modules_they_are_of(kind: str) -> None:
    """Values that only the end of the interpreter finds, in an order of its own."""
    for _ in range(3):
        with Interpreter(kind) as interpreter:
            interpreter.run(POINTS)
            interpreter.run(
                """
                import builtins
                from fixtures.classes import Tracked
                cycle = [Point(1.0), Tracked("name")]
                cycle.append(cycle)
                builtins.kept = cycle
                """
            )


def test_interned_names_and_methods_of_builtins(kind: str) -> None:
    """What is made once in each interpreter is the interpreter's own."""
    from fixtures import containers, objects

    assert objects.literal() is sys.intern("shared")
    assert containers.list_method([1, 2], "pop", None, None) == 2
    with Interpreter(kind) as one, Interpreter(kind) as two:
        for interpreter in (one, two, one):
            interpreter.run("from fixtures import containers, objects")
            assert interpreter.value("objects.literal() is sys.intern('sha' + 'red')") is True
            assert interpreter.value("objects.literal_key({'shared': 1})") == 1
            assert interpreter.value("containers.list_method([1, 2], 'pop', None, None)") == 2
    assert objects.literal() is sys.intern("shared")
    assert containers.list_method([1, 2], "pop", None, None) == 2


def test_interned_names_do_not_outlive_the_only_interpreter(kind: str) -> None:
    for _ in range(3):
        with Interpreter(kind) as interpreter:
            interpreter.run("from fixtures import containers, objects")
            assert interpreter.value("objects.literal() is sys.intern('sha' + 'red')") is True
            assert interpreter.value("containers.list_method([1, 2], 'pop', None, None)") == 2
    from fixtures import objects

    others = [f"{number} shared" for number in range(3000)]  # where the names were
    assert objects.literal() is sys.intern("shared")
    assert objects.literal_key({"shared": 1}) == 1
    del others


def test_panics(kind: str) -> None:
    from fixtures import errors

    with Interpreter(kind) as one, Interpreter(kind) as two:
        for interpreter in (one, two):
            interpreter.run("from fixtures import errors")
            classes, message = interpreter.raised("errors.panic('the cat')")
            assert classes[:2] == ["Panic", "RuntimeError"]
            assert message.startswith("the cat (panicked at ")
            interpreter.run(
                """
                def panic():
                    try:
                        errors.index([1], 5)
                    except RuntimeError as error:
                        return type(error)
                """
            )
            assert interpreter.value("panic() is panic()") is True
            assert interpreter.value("errors.index([1], 0)") == 1
        try:
            errors.panic("x")
        except RuntimeError as error:
            here = id(type(error))
        assert len({one.value("id(panic())"), two.value("id(panic())"), here}) == 3


def test_errors_and_arguments(kind: str) -> None:
    with Interpreter(kind) as one, Interpreter(kind) as two:
        for interpreter in (one, two, one):
            interpreter.run("from fixtures import errors, signatures")
            classes, message = interpreter.raised("errors.invalid('eve')")
            assert (classes[0], message) == ("ValueError", "Invalid email address for eve")
            assert (
                interpreter.raised("errors.open('/nonexistent')").classes[0] == "FileNotFoundError"
            )
            classes, message = interpreter.raised("signatures.two(1, c=2)")
            assert classes[0] == "TypeError"
            assert "two() got an unexpected keyword argument 'c'" in message
            assert interpreter.value("signatures.two(b=2, a=1)") == interpreter.value(
                "signatures.two(1, 2)"
            )

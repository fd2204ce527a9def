"""What each interpreter finds for itself: the classes of `datetime`, source that is run, and capsules."""

from subinterpreters import Interpreter


def begin(kind: str) -> Interpreter:
    """Make an interpreter that has imported what the tests use."""
    interpreter = Interpreter(kind)
    interpreter.run("import datetime; from fixtures import dates, running, runtime")
    return interpreter


def check_dates(interpreter: Interpreter) -> None:
    """Make and read dates of the interpreter's own classes."""
    classes = (
        "[datetime.date, datetime.time, datetime.datetime, datetime.timedelta, datetime.tzinfo]"
    )
    assert interpreter.value(f"[a is b for a, b in zip(dates.classes(), {classes})]") == [True] * 5
    made = "dates.new_datetime((2024, 2, 29), (1, 2, 3, 4), dates.utc())"
    assert interpreter.value(f"type({made}) is datetime.datetime") is True
    assert interpreter.value(f"dates.datetime_parts({made})[:3]") == (
        (2024, 2, 29),
        (1, 2, 3, 4),
        0,
    )
    assert "must be datetime.date, not str" in interpreter.raised("dates.date_parts('x')").message


def test_dates(kind: str) -> None:
    from fixtures import dates

    assert dates.new_date(2024, 1, 1).year == 2024
    with begin(kind) as one:
        check_dates(one)
        with begin(kind) as two:
            check_dates(two)
        check_dates(one)
    assert dates.new_date(2024, 1, 1).year == 2024


def test_dates_of_interpreters_that_come_and_go(kind: str) -> None:
    for _ in range(5):
        with begin(kind) as passing:
            check_dates(passing)


def test_a_class_of_an_interpreter_is_not_found_in_another(kind: str) -> None:
    """Also where the classes are written in Python, and are others in each interpreter."""
    with Interpreter(kind) as one, begin(kind) as two:
        one.run("import sys; sys.modules['_datetime'] = None")
        one.run("import datetime; from fixtures import dates")
        for interpreter in (one, two):
            check_dates(interpreter)


def test_source(kind: str) -> None:
    with begin(kind) as one, begin(kind) as two:
        for interpreter in (one, two):
            interpreter.run("names = {}; running.run('import sys; x = [1]', names)")
            assert interpreter.value("names['x']") == [1]
            assert interpreter.value("running.eval('__import__(\"sys\")') is __import__('sys')")
            classes, _ = interpreter.raised("running.with_error(open(__import__('os').devnull))")
            assert classes[0] == "ValueError"


def test_capsules_end_with_their_interpreter(kind: str) -> None:
    from fixtures import runtime

    with begin(kind) as one, begin(kind) as two:
        for number, interpreter in enumerate((one, two)):
            interpreter.run(f"kept = runtime.capsule({number})")
            assert interpreter.value("runtime.number_in(kept)") == number
        assert runtime.alive() == 2
    assert runtime.alive() == 0


def test_a_capsule_that_calls_python_as_its_interpreter_ends(kind: str) -> None:
    from fixtures import runtime

    for _ in range(3):
        with begin(kind) as interpreter:
            interpreter.run("kept = runtime.capsule(1, at_end=datetime.date.today)")
            interpreter.run("ring = [kept]; ring.append(ring); del kept")
        assert runtime.alive() == 0

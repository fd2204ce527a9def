"""Views of interpreters: any thread's way into a sub-interpreter, for as long as that is there."""

import sys
import threading
import time

from subinterpreters import Interpreter

ATTACHMENT = "from fixtures import attachment; calls = []; call = lambda: calls.append(1)"


def test_threads_of_rust_attach_to_the_interpreter_that_is_seen(kind: str) -> None:
    with Interpreter(kind) as interpreter:
        interpreter.run(ATTACHMENT)
        assert interpreter.value("attachment.call_from_threads(call, 4, 50)") == 200
        assert interpreter.value("len(calls)") == 200


def test_a_thread_goes_in_and_out_with_its_own_state(kind: str) -> None:
    from fixtures import attachment

    assert attachment.in_and_out(5) == 5
    with Interpreter(kind) as interpreter:
        interpreter.run(ATTACHMENT)
        assert interpreter.value("attachment.in_and_out(5)") == 5


def test_a_thread_of_one_interpreter_attaches_to_another(kind: str) -> None:
    """Detached, attached to its own, and on a thread that Python does not know."""
    from fixtures import attachment

    here: list[int] = []
    with Interpreter(kind) as one, Interpreter(kind) as two:
        one.run(f"{ATTACHMENT}; attachment.keep(call)")
        two.run(f"{ATTACHMENT}; attachment.keep(call)")
        attachment.keep(lambda: here.append(1))
        for ways in ("call_kept", "call_kept_attached", "call_kept_on_a_thread"):
            assert getattr(attachment, ways)() == [True] * 3
            assert one.value(f"attachment.{ways}()") == [True] * 3
        assert one.value("len(calls)") == two.value("len(calls)") == len(here) == 6
        attachment.forget_kept()


def test_an_interpreter_that_has_ended_is_seen_to_have_ended(kind: str) -> None:
    from fixtures import attachment

    for _ in range(3):  # ids and addresses of ended interpreters come back
        with Interpreter(kind) as interpreter:
            interpreter.run(f"{ATTACHMENT}; attachment.keep(call)")
        with Interpreter(kind) as another:
            another.run(f"{ATTACHMENT}; attachment.call_from_threads(call, 1, 1)")
            assert not any(attachment.call_kept())
            assert not any(attachment.call_kept_attached())
            assert not any(attachment.call_kept_on_a_thread())
            assert another.value("len(calls)") == 1
    attachment.forget_kept()


def test_what_is_raised_in_there_is_reported_there(kind: str) -> None:
    from fixtures import attachment

    with Interpreter(kind) as interpreter:
        interpreter.run(f"""
            {ATTACHMENT}
            import threading
            caught = []
            threading.excepthook = lambda it: caught.append(it.exc_type.__name__)
            attachment.keep(lambda: 1 / 0)
        """)
        assert attachment.call_kept_on_a_thread() == [True]
        assert interpreter.value("caught") == ["ZeroDivisionError"]
        attachment.forget_kept()


def test_the_end_of_an_interpreter_waits_for_threads_that_are_in(kind: str) -> None:
    """Such a thread ends what it does; who comes later is refused."""
    from fixtures import attachment

    interpreter = Interpreter(kind)
    interpreter.run(f"{ATTACHMENT}\nimport time\nattachment.keep(lambda: time.sleep(0.3))")
    results: list[list[bool]] = []
    call = threading.Thread(target=lambda: results.append(attachment.call_kept_on_a_thread()))
    call.start()
    time.sleep(0.1)
    if sys.version_info >= (3, 12):
        interpreter.end()
    call.join(20)
    if sys.version_info < (3, 12):  # refuses to end one that has threads
        interpreter.end()
    assert results == [[True]]


def test_a_view_that_exit_handlers_make_first_keeps_the_end_waiting(kind: str) -> None:
    """An exit handler that is registered while others run is never called, so that of views must be there before."""
    from fixtures import attachment

    interpreter = Interpreter(kind)
    interpreter.run(f"""
        {ATTACHMENT}
        import atexit, os, time
        entered, enter = os.pipe()

        def slow():
            os.write(enter, b"x")
            time.sleep(0.3)

        @atexit.register
        def first_view():
            attachment.keep(slow)
            os.read(entered, 1)
    """)
    results: list[bool] = []

    def call_when_kept() -> None:
        while not results:
            results.extend(attachment.call_kept_on_a_thread())
            time.sleep(0.001)

    call = threading.Thread(target=call_when_kept, daemon=True)
    call.start()
    interpreter.end()
    call.join(20)
    assert results == [True]
    assert attachment.call_kept_on_a_thread() == [False]
    attachment.forget_kept()

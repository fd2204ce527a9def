"""Threads of Rust that go on after the interpreter that imported their module has ended."""

import gc
import socket

from subinterpreters import Interpreter


def test_a_thread_makes_an_instance_after_the_end_of_the_only_interpreter_with_its_class(
    kind: str,
) -> None:
    """It attaches to the main interpreter, which has not imported anything."""
    with socket.create_server(("localhost", 0)) as server:
        with Interpreter(kind) as interpreter:
            interpreter.run("from fixtures import soundness")
            interpreter.run(f"soundness.make_when_told({server.getsockname()[1]})")
        gc.collect()
        others = [type(f"Other{i}", (), {}) for i in range(3000)]  # where the class was
        assert tell(server) == (
            "RuntimeError: the module of class Link was not imported in this interpreter"
        )
        del others


def test_a_thread_makes_an_instance_in_the_interpreter_that_has_its_class_now(kind: str) -> None:
    with socket.create_server(("localhost", 0)) as server:
        with Interpreter(kind) as interpreter:
            interpreter.run("from fixtures import soundness")
            interpreter.run(f"soundness.make_when_told({server.getsockname()[1]})")
        from fixtures.soundness import Link

        assert tell(server) == "made"
        assert Link(1).next == 1


def tell(server: socket.socket) -> str:
    """Tell the thread that waits at the port to go on, and give what comes of it."""
    connection, _ = server.accept()
    with connection, connection.makefile("rw") as thread:
        thread.write("go on\n")
        thread.flush()
        return thread.read()

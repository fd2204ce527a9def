"""Long chains of instances that end in one interpreter while a destructor of another waits for that."""

import os

from subinterpreters import Interpreter

CHAIN = """
import os
from fixtures.soundness import CallsAtItsEnd, Link
chain = Link(CallsAtItsEnd(lambda: os.write({pipe}, b"ended, ")))
for _ in range(1000):
    chain = Link(chain)
"""


def test_instances_end_in_their_own_interpreter(kind: str) -> None:
    """They are not put off until the destructor has left it."""
    from fixtures.soundness import CallsAtItsEnd

    read, write = os.pipe()
    with Interpreter(kind) as other:
        other.run(CHAIN.format(pipe=write))
        ends = CallsAtItsEnd(lambda: other.run(f"del chain; os.write({write}, b'left')"))
        del ends
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        assert pipe.read() == b"ended, left"

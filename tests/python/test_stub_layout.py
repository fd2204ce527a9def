"""Lines that are too long break where `ruff format` breaks them: compared with what it does."""

from __future__ import annotations

import random
import subprocess
import sys

from pydust.stubs.layout import WIDTH, Annotated, definition, variable

SOME = random.Random(20)


def word(longest: int) -> str:
    return "N" + "a" * SOME.randrange(longest)


def annotation(depth: int = 3) -> str:
    match SOME.randrange(6 if depth else 1):
        case 0 | 1:
            return word(25)
        case 2 | 3:
            # A union within another one would be a part of it.
            parts = [annotation(depth - 1) for _ in range(SOME.randrange(2, 6))]
            return " | ".join(parts)
        case 4:
            items = [annotation(depth - 1) for _ in range(SOME.randrange(1, 4))]
            return f"{word(12)}[{', '.join(items)}]"
        case _:
            items = [annotation(depth - 1) for _ in range(SOME.randrange(1, 3))]
            return f"Callable[[{', '.join(items)}], {annotation(depth - 1)}]"


def parameters() -> list[Annotated]:
    named = [
        Annotated(word(20).lower() + str(number), annotation(), SOME.choice([None, "1", '"news"']))
        for number in range(SOME.randrange(4))
    ]
    return SOME.choice([[Annotated("self"), Annotated("*"), *named] if named else [], named[:1]])


def test_lines_break_as_the_formatter_breaks_them() -> None:
    texts = []
    for number in range(300):
        head = f"{SOME.choice(['', 'async '])}def f{number}{word(20)}"
        texts += definition(head, parameters(), annotation(), ": ...", WIDTH)
    texts.append("")
    for number in range(100):
        value = SOME.choice([None, "..."])
        texts += variable(Annotated(f"v{number}{word(20)}", annotation(), value), WIDTH)
    text = "\n".join(texts) + "\n"
    command = [sys.executable, "-m", "ruff", "format", "--isolated", "--stdin-filename=a.pyi", "-"]
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=True)
    assert done.stdout == text

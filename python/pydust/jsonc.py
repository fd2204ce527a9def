"""Adds to JSON files that people edit: comments, order and indentation stay as they are.

Editors read JSON with comments and commas at the end. Only what VSCode's files need is here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

_TOKEN: Final = re.compile(
    r"""
      (?P<comment>//[^\n]*|/\*.*?\*/)
    | (?P<string>"(?:[^"\\]|\\.)*")
    | (?P<mark>[\[\]{},:])
    | (?P<other>[^\s\[\]{},:"/]+)
    """,
    re.VERBOSE | re.DOTALL,
)


def parse(text: str) -> Any:
    """The value of a text, without its comments and its commas before closing brackets.

    Raises:
        ValueError: where it is not JSON.
    """
    tokens = [match[0] for match in _tokens(text)]
    kept = [
        token
        for token, following in zip(tokens, [*tokens[1:], ""], strict=True)
        if not (token == "," and following in ("]", "}"))
    ]
    return json.loads(" ".join(kept))


def append(text: str, key: str, items: Sequence[Any]) -> str:
    """Adds items to the array that the outermost object has under a key.

    Raises:
        ValueError: where it has no such array.
    """
    begin, end, last = _array(text, key)
    empty = last == begin
    separator = "" if empty or text[last] == "," else ","
    line = text.rfind("\n", 0, begin) + 1
    margin = re.match(r"[ \t]*", text[line:begin])
    outer = margin[0] if margin else ""
    inner = outer + ("\t" if "\t" in outer else "    ")
    added = ",\n".join(_indented(item, inner) for item in items)
    # What is between the last item and the bracket, such as a comment, stays where it is.
    head = text[: last + 1] + separator
    between = text[last + 1 : end].rstrip()
    return f"{head}{between}\n{added}\n{outer}{text[end:]}"


def _indented(item: Any, margin: str) -> str:
    unit = "\t" if "\t" in margin else 4
    return "\n".join(margin + line for line in json.dumps(item, indent=unit).splitlines())


def _tokens(text: str) -> Iterator[re.Match[str]]:
    return (match for match in _TOKEN.finditer(text) if match["comment"] is None)


def _array(text: str, key: str) -> tuple[int, int, int]:
    """Where an array begins and ends, and its last token but the closing bracket."""
    depth = 0
    begin = last = -1
    before: list[str] = ["", ""]
    for match in _tokens(text):
        token = match[0]
        if token in ("]", "}"):
            depth -= 1
            if begin >= 0 and depth == 1:
                return begin, match.start(), last
        if begin < 0 and token == "[" and depth == 1 and before == [json.dumps(key), ":"]:
            begin = match.start()
        if token in ("[", "{"):
            depth += 1
        before = [before[1], token]
        last = match.end() - 1
    raise ValueError(f"no array {key}")

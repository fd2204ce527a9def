"""Expressions as text: with the quotes that formatters choose.

What the names in them are is decided in `pydust.stubs.hint`.
"""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterator


def parsed(text: str) -> ast.expr:
    """The expression that a text is.

    Raises:
        SyntaxError: where it is none.
        ValueError: where it can't be Python.
    """
    return ast.parse(text.strip(), mode="eval").body


def alternatives(node: ast.expr) -> Iterator[ast.expr]:
    """The parts of a union; anything else is one part."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        yield from alternatives(node.left)
        yield from alternatives(node.right)
    else:
        yield node


def literal(text: str) -> str:
    """A default or a value as a formatter writes it; `...` where it is no expression.

    Example:
        >>> literal("'news'")
        '"news"'
    """
    try:
        return source(parsed(text))
    except (SyntaxError, ValueError):
        return "..."


def source(node: ast.expr) -> str:
    """An expression as text, with the quotes that formatters choose."""
    text = ast.unparse(node)
    parts, end = [], 0
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.STRING:
            parts += [text[end : token.start[1]], _double_quoted(token.string)]
            end = token.end[1]
    return "".join([*parts, text[end:]])


def _double_quoted(string: str) -> str:
    """A literal as `repr` writes it, with double quotes where that takes no more escapes."""
    prefix, quote, body = string.partition("'")
    if len(prefix) > 1 or not quote or '"' in body:
        return string
    return prefix + '"' + body[:-1].replace("\\'", "'") + '"'

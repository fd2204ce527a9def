"""Expressions as text: with the quotes that formatters choose.

What the names in them are is decided in `pydust.stubs.hint`.
"""

from __future__ import annotations

import ast
import io
import tokenize


def literal(text: str) -> str:
    """A default or a value as a formatter writes it; `...` where it is no expression.

    Example:
        >>> literal("'news'")
        '"news"'
    """
    try:
        return source(ast.parse(text.strip(), mode="eval").body)
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

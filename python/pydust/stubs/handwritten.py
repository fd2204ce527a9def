"""The part of a stub that a person writes: how it is read, and how it replaces what was generated.

Its text is kept as it is, comments and all. What is generated comes from `pydust.stubs.render`.
"""

from __future__ import annotations

import ast
import tokenize
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pydust.errors import WRONG_INPUT, PydustError
from pydust.stubs.items import Item, Shape


@dataclass(frozen=True)
class Handwritten:
    """A file that a person wrote.

    Attributes:
        doc: The lines of its docstring.
        imports: The lines of its import statements.
        bound: What they bind: `("typing", "Any")` to `Any`, and `("numpy", "")` to `np`.
        items: Its definitions.
    """

    doc: Sequence[str] = ()
    imports: Sequence[str] = ()
    bound: Sequence[tuple[tuple[str, str], str]] = ()
    items: Sequence[Item] = ()


def read_handwritten(path: Path) -> Handwritten:
    """Reads a file that is to be merged.

    Raises:
        PydustError: where it is no Python.
    """
    try:
        text = path.read_text(encoding="utf-8")
        tree = ast.parse(text, filename=str(path))
    except OSError as error:
        raise PydustError(f"{path}: can't be read: {error.strerror}") from None
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        where = f"{path}:{line}" if line else str(path)
        raise PydustError(f"{where}: not valid Python: {error}", exit_code=WRONG_INPUT) from None
    reader = _Reader(text.splitlines())
    body = tree.body
    doc: list[str] = []
    if ast.get_docstring(tree) is not None:
        doc, body = reader.lines(body[0]), body[1:]
    imports: list[str] = []
    bound: list[tuple[tuple[str, str], str]] = []
    items: list[Item] = []
    for node in body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            imports += reader.lines(node)
            bound += _bound(node)
        else:
            reader.add(items, node)
    return Handwritten(doc, imports, bound, items)


def merge(generated: Iterable[Item], written: Sequence[Item]) -> list[Item]:
    """Puts written definitions in the places of generated ones of the same names.

    Args:
        generated: What was generated.
        written: What a person wrote. A class is merged member by member, and keeps the generated
            bases, decorators and docstring where it has none of its own. What has no generated
            namesake comes last; variables and all else that is no definition come first.
    """
    merged: list[Item] = []
    placed: set[int] = set()
    for item in generated:
        namesakes = [n for n, other in enumerate(written) if other.names & item.names]
        if not namesakes:
            merged.append(item)
        for number in namesakes:
            if number not in placed:
                placed.add(number)
                merged.append(_merged(item, written[number]))
    rest = [item for number, item in enumerate(written) if number not in placed]
    early = [item for item in rest if item.shape in (Shape.VARIABLE, Shape.OTHER)]
    return [*early, *merged, *(item for item in rest if item not in early)]


def _merged(generated: Item, written: Item) -> Item:
    if generated.shape is not Shape.CLASS or written.shape is not Shape.CLASS:
        return written
    return replace(
        generated if written.bare else written,
        doc=written.doc or generated.doc,
        body=merge(generated.body, written.body),
    )


@dataclass
class _Reader:
    """Cuts a file into items, from its beginning on; `end` is how many lines are done."""

    source: Sequence[str]
    end: int = 0

    def lines(self, node: ast.stmt, last: int | None = None) -> list[str]:
        """The lines of a statement up to a last one, and the comments above it."""
        decorators = getattr(node, "decorator_list", [])
        first = min([node.lineno, *(decorator.lineno for decorator in decorators)])
        comments = [line for line in self.source[self.end : first - 1] if line.strip()]
        self.end = last or node.end_lineno or node.lineno
        text = [*comments, *self.source[first - 1 : self.end]]
        margin = node.col_offset
        return [line[margin:] if line[:margin].isspace() else line for line in text]

    def add(self, items: list[Item], node: ast.stmt) -> None:
        """Adds a statement to the items before it; functions of one name are one item."""
        last = items[-1] if items else None
        if isinstance(node, ast.ClassDef):
            items.append(self._class(node))
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            lines = self.lines(node)
            if last and isinstance(node.value.value, str):  # the docstring of a variable
                items[-1] = replace(last, lines=[*last.lines, *lines])
        else:
            item = Item(frozenset(_defined(node)), _shape(node), self.lines(node))
            if last and item.shape is last.shape is Shape.FUNCTION and item.names == last.names:
                items[-1] = replace(last, lines=[*last.lines, *item.lines])
            else:
                items.append(item)

    def _class(self, node: ast.ClassDef) -> Item:
        line, column = self._colon(node)
        body = node.body
        head = self.lines(node, line)
        bare = not (node.bases or node.keywords or node.decorator_list)
        doc: list[str] = []
        items: list[Item] = []
        if body[0].lineno == line:
            head[-1] = head[-1][: column + 1 - node.col_offset]
            self.end = node.end_lineno or line
        else:
            if ast.get_docstring(node) is not None:
                doc, body = self.lines(body[0]), body[1:]
            for inner in body:
                self.add(items, inner)
        return Item(frozenset({node.name}), Shape.CLASS, head, doc, items, bare)

    def _colon(self, node: ast.ClassDef) -> tuple[int, int]:
        """Where the body of a class begins: line and column of the colon."""
        depth = 0
        lines = (line + "\n" for line in self.source[node.lineno - 1 :])
        for token in tokenize.generate_tokens(lambda: next(lines, "")):
            depth += (token.string in "([{") - (token.string in ")]}") if token.string else 0
            if token.type == tokenize.OP and token.string == ":" and not depth:
                return node.lineno + token.start[0] - 1, token.start[1]
        raise AssertionError("a class has a colon, or it would not have been parsed")


def _shape(node: ast.stmt) -> Shape:
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            return Shape.FUNCTION
        case ast.Assign() | ast.AnnAssign():
            return Shape.VARIABLE
    return Shape.OTHER


def _defined(node: ast.AST) -> Iterator[str]:
    """The names that a statement defines, in whichever of its branches."""
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            yield node.name
        case ast.Name(name, ast.Store()):
            yield name
        case ast.alias():
            yield (node.asname or node.name).partition(".")[0]
        case _:
            for inner in ast.iter_child_nodes(node):
                yield from _defined(inner)


def _bound(node: ast.Import | ast.ImportFrom) -> Iterator[tuple[tuple[str, str], str]]:
    """What an import makes known, and by which name."""
    for alias in node.names:
        if isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            yield (module, alias.name), alias.asname or alias.name
        elif alias.asname:
            yield (alias.name, ""), alias.asname
        else:
            first = alias.name.partition(".")[0]
            yield (first, ""), first

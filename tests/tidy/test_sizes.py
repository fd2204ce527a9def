"""Files and functions stay small enough to be read: lines of code, without tests and docs."""

import ast
import re
from collections.abc import Iterator

from . import tree
from .rules import LONGEST_FILE, LONGEST_FUNCTION
from .rust_source import RustSource, rust
from .tree import Finding

C_FUNCTION = re.compile(r"^(?P<name>\w+)\([^;{}]*\)\s*\{", re.MULTILINE)


def is_test(name: str) -> bool:
    """Say whether a whole file is a test."""
    return "tests/" in name


def docstring_lines(node: ast.AST) -> set[int]:
    """Give the lines of the docstrings in and below a node."""
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    documented = (each for each in ast.walk(node) if isinstance(each, kinds) and each.body)
    first = (each.body[0] for each in documented if ast.get_docstring(each) is not None)
    return {line for each in first for line in range(each.lineno, (each.end_lineno or 0) + 1)}


def python_code_lines(text: str, node: ast.AST, start: int, end: int) -> int:
    """Count the lines of Python code from one line to another."""
    skipped = docstring_lines(node)
    lines = enumerate(text.splitlines()[start - 1 : end], start)
    return sum(
        1
        for number, line in lines
        if line.strip() and not line.lstrip().startswith("#") and number not in skipped
    )


def python_sizes(name: str) -> Iterator[tuple[str, int, int]]:
    """Give the functions of a Python file: name, line, lines of code; the file itself is `''`."""
    text = tree.read(name)
    module = ast.parse(text, name)
    yield "", 1, python_code_lines(text, module, 1, len(text.splitlines()))
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            end = node.end_lineno or node.lineno
            yield node.name, node.lineno, python_code_lines(text, node, node.lineno, end)


def rust_sizes(name: str) -> Iterator[tuple[str, int, int]]:
    """Give the functions of a Rust file, tests aside; the file itself is `''`."""
    source = rust(name)
    yield "", 1, source.code_lines()
    for span in source.functions():
        if not source.in_tests(span.start):
            yield span.name, source.line(span.start), source.code_lines(span.start, span.end)


def c_sizes(name: str) -> Iterator[tuple[str, int, int]]:
    """Give the functions of a C file, whose names begin a line; the file itself is `''`."""
    source = RustSource(tree.read(name))
    yield "", 1, source.code_lines()
    for match in C_FUNCTION.finditer(source.code):
        lines = source.code_lines(match.start(), source.item_end(match.start()))
        yield match["name"], source.line(match.start()), lines


SIZES = {".py": python_sizes, ".rs": rust_sizes, ".c": c_sizes, ".h": c_sizes}


def too_long(name: str) -> Iterator[Finding]:
    """Find what is too long in one file."""
    for function, line, count in SIZES["." + name.rpartition(".")[2]](name):
        if function and count > LONGEST_FUNCTION:
            advice = f"`{function}` has {count} lines of code, more than {LONGEST_FUNCTION}"
            yield Finding(name, line, f"{advice}: give its steps functions of their own")
        elif not function and count > LONGEST_FILE and not is_test(name):
            advice = f"the file has {count} lines of code, more than {LONGEST_FILE}"
            yield Finding(name, line, f"{advice}: split it by subject")


def test_files_and_functions_are_small() -> None:
    tree.assert_none(finding for name in tree.files_ending(*SIZES) for finding in too_long(name))


def test_docstrings_comments_and_blank_lines_do_not_count() -> None:
    text = '"""Doc."""\n\n# why\ndef f():\n    """Doc\n    more."""\n    return 1\n'
    assert python_code_lines(text, ast.parse(text), 1, 7) == 2

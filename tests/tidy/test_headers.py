"""A header in every source file: the first thing in it says what lives there and what does not."""

import ast
from pathlib import PurePosixPath

from . import tree
from .rules import HEADER, WRITTEN_BY_TOOLS
from .tree import Finding


def first_line(name: str) -> str:
    """Give the first line of a file, after the one that names its interpreter."""
    lines = tree.read(name).splitlines() or [""]
    return lines[1] if lines[0].startswith("#!/") and len(lines) > 1 else lines[0]


def lacks_header(name: str) -> bool:
    """Say whether a file has no header, where its kind of file should have one."""
    path = PurePosixPath(name)
    if path.suffix == ".py":
        return ast.get_docstring(ast.parse(tree.read(name), name)) is None
    pattern = HEADER.get(path.suffix) or HEADER.get(path.name)
    return pattern is not None and not pattern.match(first_line(name))


def test_every_source_file_says_what_lives_in_it() -> None:
    tree.assert_none(
        Finding(name, 1, "open with a comment (or docstring) that says what lives here")
        for name in tree.files()
        if not WRITTEN_BY_TOOLS.search(name) and lacks_header(name)
    )

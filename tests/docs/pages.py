"""The pages that users read: which files they are, and the code blocks in them.

The documentation of the macros is one of them: its examples need the core crate, so that cargo can't test them there.
Who checks the blocks is in the tests beside this file.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs" / "guide"
MACROS = ROOT / "crates" / "pydust-macros" / "src" / "lib.rs"

DOC_COMMENT = re.compile(r"^///? ?(?:# )?")
OPENING = re.compile(r"^```(?P<tags>\w[\w,]*)$")
CLOSING = "```"
HIDDEN, END_OF_HIDDEN = "<!-- rust", "-->"


class Block(NamedTuple):
    """A fenced block: where its first line is, what its fence says, and what is in it.

    `hidden` is the text of a comment `<!-- rust .. -->` on the lines right before it.
    """

    page: Path
    line: int
    tags: list[str]
    code: str
    hidden: str

    @property
    def place(self) -> str:
        """Give what an editor opens: `docs/guide/errors.md:6`."""
        return f"{name_of(self.page)}:{self.line}"


def pages() -> list[Path]:
    """List what users read, not only the guide."""
    others = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"]
    folders = ["bench/README.md", "examples/README.md"]
    designs = sorted((ROOT / "docs" / "design").glob("*.md"))
    return [*(ROOT / name for name in others + folders), *designs, *sorted(GUIDE.glob("*.md"))]


def name_of(page: Path) -> str:
    """Give the name by which a page is known: `docs/guide/errors.md`."""
    return page.relative_to(ROOT).as_posix()


def blocks(page: Path) -> Iterator[Block]:
    """Read the fenced blocks of a page."""
    lines = page.read_text(encoding="utf-8").splitlines()
    if page == MACROS:
        lines = [DOC_COMMENT.sub("", line) for line in lines]
    hidden: list[str] = []
    numbers = iter(range(len(lines)))
    for number in numbers:
        if lines[number] == HIDDEN:
            end = lines.index(END_OF_HIDDEN, number)
            hidden = lines[number + 1 : end]
            while next(numbers) < end:
                pass
        elif opening := OPENING.match(lines[number]):
            end = lines.index(CLOSING, number)
            code = "\n".join(lines[number + 1 : end])
            tags = opening["tags"].split(",")
            yield Block(page, number + 2, tags, code, "\n".join(hidden))
            hidden = []
            while next(numbers) < end:
                pass


def rust_blocks() -> list[Block]:
    """List all blocks of Rust."""
    ignored = [block for block in blocks(MACROS) if block.tags == ["ignore"]]
    return ignored + [block for page in pages() for block in blocks(page) if "rust" in block.tags]


def python_blocks() -> list[Block]:
    """List all blocks of Python."""
    return [block for page in pages() for block in blocks(page) if block.tags == ["python"]]

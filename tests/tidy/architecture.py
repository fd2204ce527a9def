"""Reading ARCHITECTURE.md: its sections, and the paths it names in backticks."""

import re
from collections.abc import Iterator

from . import tree

ARCHITECTURE = "ARCHITECTURE.md"

CODE_BLOCK = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
BACKTICKED = re.compile(r"`([^`\n]+)`")
LOOKS_LIKE_A_PATH = re.compile(
    r"[\w.*{},-]*(?:/[\w.*{},-]*)+"
    r"|[\w.-]+\.(?:rs|py|pyi|toml|md|c|h|sh)",
)
ALTERNATIVES = re.compile(r"\{([^{}]*)\}")


def text() -> str:
    """Read the text, with the code blocks blanked."""
    whole = tree.read(ARCHITECTURE)
    return CODE_BLOCK.sub(lambda block: "\n" * block[0].count("\n"), whole)


def section(heading: str) -> str:
    """Give the text under a heading, up to the next heading of any level."""
    pattern = rf"^#+ {re.escape(heading)}\n(?P<body>.*?)(?=^#+ |\Z)"
    match = re.search(pattern, text(), re.MULTILINE | re.DOTALL)
    assert match, f"{ARCHITECTURE}: add a section headed '{heading}'"
    return match["body"]


def paths() -> Iterator[tuple[int, str]]:
    """Give the paths that the text names, each with its line; `{a,b}` names two."""
    for number, line in enumerate(text().splitlines(), 1):
        for words in BACKTICKED.findall(line):
            if LOOKS_LIKE_A_PATH.fullmatch(words):
                yield from ((number, path) for path in alternatives(words))


def alternatives(path: str) -> Iterator[str]:
    """Write out `{a,b}`: `src/{a,b}.rs` stands for `src/a.rs` and `src/b.rs`."""
    match = ALTERNATIVES.search(path)
    if match is None:
        yield path
        return
    for choice in match[1].split(","):
        yield from alternatives(path[: match.start()] + choice.strip() + path[match.end() :])

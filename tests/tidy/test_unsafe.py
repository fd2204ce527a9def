"""`unsafe`: only where ARCHITECTURE.md says, and never without the reason why it is sound."""

import re
from collections.abc import Callable, Iterator

from . import tree
from .architecture import ARCHITECTURE, section
from .rules import UNSAFE_HEADING, UNSAFE_PLACES
from .rust_source import RustSource, rust
from .tree import Finding

UNSAFE = re.compile(r"\bunsafe\b")
NEEDS_REASON = re.compile(r"\bunsafe\s*(?:\{|impl\b)")
LISTED = re.compile(r"^[-*] `([^`]+)`", re.MULTILINE)
STATEMENT_END = (";", "{", "}", ",", "(", "]", "=>", "|")


def crate_files() -> list[str]:
    """List the Rust sources of the crates, and none of tests, examples or benchmarks."""
    return [name for name in tree.files_ending(".rs") if name.startswith("crates/")]


def within(place: str) -> Callable[[str], bool]:
    """Give a test whether a file is in a place: a folder, or the file itself."""
    return lambda name: name.startswith(place) if place.endswith("/") else name == place


def allowed(name: str) -> bool:
    """Say whether a file may have `unsafe` in it."""
    return any(within(place)(name) for place in UNSAFE_PLACES)


def is_documented(lines: list[str], number: int) -> bool:
    """Say whether a SAFETY comment stands on the line, or right above its statement."""
    if "SAFETY:" in lines[number]:
        return True
    for above in reversed(lines[:number]):
        stripped = above.strip()
        if stripped.startswith(("//", "/*", "*")):
            if "SAFETY:" in stripped:
                return True
        elif not stripped or stripped.split("//")[0].rstrip().endswith(STATEMENT_END):
            return False
    return False


def undocumented(name: str, source: RustSource) -> Iterator[Finding]:
    """Find the unsafe blocks and impls that don't say why they are sound."""
    lines = source.text.splitlines()
    for match in NEEDS_REASON.finditer(source.code):
        number = source.line(match.start())
        if not is_documented(lines, number - 1):
            yield Finding(name, number, "say above, after `// SAFETY:`, what makes this sound")


def test_unsafe_lives_where_the_list_says() -> None:
    tree.assert_none(
        Finding(
            name,
            rust(name).line(match.start()),
            "move the unsafe part into one of the places of tests/tidy/rules.py",
        )
        for name in crate_files()
        if not allowed(name) and (match := UNSAFE.search(rust(name).code))
    )


def test_every_unsafe_block_says_why_it_is_sound() -> None:
    tree.assert_none(
        finding for name in crate_files() for finding in undocumented(name, rust(name))
    )


def test_the_architecture_lists_the_same_places() -> None:
    listed = set(LISTED.findall(section(UNSAFE_HEADING)))
    assert listed == UNSAFE_PLACES, (
        f"{ARCHITECTURE}, section '{UNSAFE_HEADING}', and UNSAFE_PLACES in tests/tidy/rules.py "
        f"differ by {sorted(listed ^ UNSAFE_PLACES)}: make both lists the same"
    )


def test_every_listed_place_is_needed() -> None:
    used = [name for name in crate_files() if UNSAFE.search(rust(name).code)]
    idle = [place for place in sorted(UNSAFE_PLACES) if not any(map(within(place), used))]
    assert not idle, f"no `unsafe` is left there; take out of both lists: {idle}"


def test_a_reason_is_looked_for_above_the_whole_statement() -> None:
    lines = ["// SAFETY: why", "#[inline]", "let x =", "    unsafe { f() };", "unsafe { g() };"]
    assert not is_documented(lines, 4)
    assert is_documented([lines[0], *lines[2:]], 2)

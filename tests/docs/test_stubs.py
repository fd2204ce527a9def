"""The stub on the guide's page is the one that a build writes."""

import pytest
from pages import GUIDE, ROOT, blocks

STUB = ROOT / "examples" / "example" / "points.pyi"


def test_the_page_shows_the_stub_of_the_example() -> None:
    if not STUB.exists():
        pytest.skip("the examples are not built")
    page = GUIDE / "stubs.md"
    (shown, *_) = (block.code for block in blocks(page) if "pyi" in block.tags)
    assert STUB.read_text().split("# ruff: noqa\n\n")[1].strip() == shown.strip()

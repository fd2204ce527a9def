"""The links on the pages: files and headings that they lead to exist, and the guide lists its pages.

Addresses on the web are not asked for.
"""

import re
from pathlib import Path

import pytest
from pages import GUIDE, ROOT, name_of, pages

LINK = re.compile(r"\]\((?P<target>[^)\s]+)\)")
HEADING = re.compile(r"^#+ (?P<text>.+)$", re.MULTILINE)
FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


def prose(page: Path) -> str:
    """Read a page without its blocks of code."""
    return FENCED.sub("", page.read_text(encoding="utf-8"))


def anchors(page: Path) -> set[str]:
    """Give what links to the headings of a page are called: `what-it-cant-do-yet`."""
    headings = (heading["text"].lower() for heading in HEADING.finditer(prose(page)))
    return {re.sub(r"[^\w\- ]", "", heading).replace(" ", "-") for heading in headings}


def leads_somewhere(page: Path, target: str) -> bool:
    """Say whether a link goes to a file, and to a heading in it if it names one."""
    name, _, anchor = target.partition("#")
    file = (page.parent / name).resolve() if name else page
    return file.exists() and (not anchor or anchor in anchors(file))


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_links_lead_somewhere(page: Path) -> None:
    targets = [link["target"] for link in LINK.finditer(prose(page))]
    local = [target for target in targets if not target.startswith(("https:", "http:"))]
    assert [target for target in local if not leads_somewhere(page, target)] == []


def test_the_guide_lists_its_pages() -> None:
    listed = re.findall(r"^\| \[(.+?)\]", prose(GUIDE / "README.md"), re.MULTILINE)
    there = [page.name for page in GUIDE.glob("*.md") if page.name != "README.md"]
    assert sorted(listed) == sorted(there)


def test_the_readme_leads_to_the_guide() -> None:
    assert "docs/guide/README.md" in prose(ROOT / "README.md")

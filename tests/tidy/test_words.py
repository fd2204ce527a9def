"""Words that no file may hold: paths of one machine, and hosts of package registries."""

import pytest

from . import tree
from .rules import BANNED, WRITTEN_BY_TOOLS, Banned
from .tree import Finding

BINARY = (".png", ".gif", ".ico", ".whl", ".gz")


@pytest.mark.parametrize("banned", BANNED, ids=lambda banned: banned.what)
def test_no_file_holds(banned: Banned) -> None:
    tree.assert_none(
        Finding(name, number, f"`{match[0]}` is {banned.what}: {banned.instead}")
        for name in tree.files()
        if not WRITTEN_BY_TOOLS.search(name) and not name.endswith(BINARY)
        for number, line in enumerate(tree.read(name).splitlines(), 1)
        if (match := banned.pattern.search(line))
    )

"""The kinds of CPython that modules are tested with, and the ABIs that each of them loads.

A kind is a version, with or without the GIL, for release or for debugging. Where interpreters are
found and run is in `matrix.py`; what is built for an ABI is in `suite.py`.
"""

import sys
import sysconfig
from typing import NamedTuple

OLDEST, NEWEST = (3, 11), (3, 15)
OLDEST_FREE_THREADED = (3, 14)
OLDEST_ABI3T = (3, 15)


class Flavour(NamedTuple):
    """One kind of CPython."""

    version: tuple[int, int]
    free_threaded: bool = False
    debug: bool = False

    @classmethod
    def running(cls) -> "Flavour":
        """Describe the interpreter that runs this code."""
        return cls(
            sys.version_info[:2],
            bool(sysconfig.get_config_var("Py_GIL_DISABLED")),
            hasattr(sys, "gettotalrefcount"),
        )

    def __str__(self) -> str:
        """Name it as its program is named: 3.14, 3.14t, 3.15td."""
        major, minor = self.version
        return f"{major}.{minor}{'t' * self.free_threaded}{'d' * self.debug}"

    @property
    def tag(self) -> str:
        """Name it as folders and reports are: cpython-314t."""
        return f"cpython-{self}".replace(".", "")

    @property
    def abis(self) -> tuple[str, ...]:
        """List the ABIs of the modules that it loads, the one for the most interpreters first."""
        with_gil = () if self.free_threaded else ("abi3",)
        either = ("abi3t",) if self.version >= OLDEST_ABI3T else ()
        return (*with_gil, *either, "full")


SUPPORTED = tuple(
    Flavour((OLDEST[0], minor), free_threaded)
    for minor in range(OLDEST[1], NEWEST[1] + 1)
    for free_threaded in (False, True)
    if not free_threaded or (OLDEST[0], minor) >= OLDEST_FREE_THREADED
)

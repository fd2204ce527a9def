"""The names of an extension module: in Python, in cargo and in the linker's symbol table.

Here is only how one name follows from another. Which names a project has is in `pydust.config`.
"""

from __future__ import annotations

import hashlib
import keyword
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

_PART: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")

_MEANINGFUL_TO_RUST: Final = frozenset(
    (
        "abstract alloc as async await become box break const continue core crate do dyn else "
        "enum extern false final fn for gen if impl in let loop macro match mod move mut override "
        "priv proc_macro pub pydust ref return self static std struct super test trait true try "
        "type typeof unsafe unsized use virtual where while yield"
    ).split()
)
"""Keywords, and crates that user code names: a library must not be called like one of them."""


@dataclass(frozen=True, order=True)
class ModuleName:
    """The fully qualified Python name of an extension module.

    Example:
        >>> name = ModuleName("example.modules")
        >>> name.last, name.init_symbol, name.cargo_package
        ('modules', 'PyInit_modules', 'ext-example-modules')
    """

    dotted: str

    @property
    def parts(self) -> tuple[str, ...]:
        """The components: `("example", "modules")`."""
        return tuple(self.dotted.split("."))

    @property
    def last(self) -> str:
        """The last component, which is also the name of the Rust `mod`."""
        return self.parts[-1]

    @property
    def parents(self) -> tuple[str, ...]:
        """The packages around the module; empty for a top-level module."""
        return self.parts[:-1]

    @property
    def init_symbol(self) -> str:
        """The C function by which CPython initialises the module."""
        return f"PyInit_{self.last}"

    @property
    def export_symbol(self) -> str:
        """The C function by which CPython from 3.15 on initialises the module (PEP 793)."""
        return f"PyModExport_{self.last}"

    @property
    def cargo_package(self) -> str:
        """The name of the generated cargo package, different for every dotted name.

        A hyphen cannot occur in a Python name, so `a.b_c` and `a_b.c` stay apart. The prefix keeps
        a module that is named like a crate from making `cargo -p` ambiguous.
        """
        return "ext-" + "-".join(self.parts)

    def problem(self) -> str | None:
        """Says what is wrong with the name, or None where it can be imported and built.

        Example:
            >>> ModuleName("example.2d").problem()
            "component '2d' is not an ASCII identifier"
        """
        for part in self.parts:
            if not _PART.fullmatch(part):
                return f"component {part!r} is not an ASCII identifier"
            if keyword.iskeyword(part):
                return f"component {part!r} is a Python keyword, so no import could name it"
        return None


def crate_names(names: Iterable[ModuleName], salt: str = "") -> dict[ModuleName, str]:
    """Chooses the Rust crate name of each module of one cargo workspace.

    The names are in snake case (rustc warns about others) and differ from each other, as cargo
    puts all libraries of a workspace into one directory. Where the readable name is taken twice
    or means something to Rust, a few digits of a hash follow it.

    Args:
        names: The modules of one workspace.
        salt: What tells this workspace from others that share its target directory. With it, every
            name has a hash.

    Example:
        >>> list(crate_names([ModuleName("pkg._native")]).values())
        ['pkg_native']
    """
    readable = {name: _readable_crate_name(name) for name in names}
    uses = Counter(readable.values())
    return {
        name: f"{crate}_{_digest(salt + name.dotted)}"
        if salt or uses[crate] > 1 or crate in _MEANINGFUL_TO_RUST
        else crate
        for name, crate in readable.items()
    }


def _readable_crate_name(name: ModuleName) -> str:
    parts = (re.sub("_+", "_", part.strip("_").lower()) for part in name.parts)
    readable = "_".join(part for part in parts if part)
    return readable if readable[:1].isalpha() else f"ext_{readable}".rstrip("_")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:6]

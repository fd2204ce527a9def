"""What was found out about one thing, and how it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

State = Literal["ok", "missing", "warning", "error"]
"""All right; not there, and not needed to build; works otherwise than one may think; no build works."""

_WIDTH: Final = 9


@dataclass(frozen=True)
class Finding:
    """What was found out about one thing.

    Attributes:
        subject: The thing, in a word or two.
        state: How well it is.
        found: What there is, or how it is wrong.
        fix: What to do, where there is something.
    """

    subject: str
    state: State
    found: str
    fix: str | None = None

    def __str__(self) -> str:
        """One line, or several where there is something to do or more to say."""
        lines = f"{self.state:{_WIDTH}}{self.subject}: {self.found}".splitlines()
        if self.fix is not None:
            lines.append(f"to do: {self.fix}")
        return f"\n{'':{_WIDTH}}".join(lines)

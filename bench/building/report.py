"""What the build benchmark found: the rows of build.json, and the tables for people.

Measuring lives in `measuring`.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from building.measuring import Measured


@dataclass(frozen=True)
class Row:
    """One module of one contender, as build.json has it; times are medians in seconds."""

    module: str
    contender: str
    clean_cpu_s: float
    clean_wall_s: float
    edit_cpu_s: float
    bytes: int


def row(module: str, contender: str, measured: Measured) -> Row:
    """Summarise all builds of one module by one contender."""
    return Row(
        module,
        contender,
        clean_cpu_s=round(median(cost.cpu for cost in measured.clean), 3),
        clean_wall_s=round(median(cost.wall for cost in measured.clean), 3),
        edit_cpu_s=round(median(cost.cpu for cost in measured.edit), 3),
        bytes=measured.bytes,
    )


def write_json(rows: Sequence[Row], path: Path) -> None:
    """Write the rows as a list of objects."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps([asdict(row) for row in rows], indent=1) + "\n")


def table(rows: Sequence[Row]) -> str:
    """Times and sizes of every module and contender, then what the large module adds."""
    lines = [
        f"{'module':8}{'contender':12}{'clean cpu':>11}{'wall':>9}{'edit cpu':>10}{'size':>12}"
    ]
    lines.append("-" * len(lines[0]))
    for row in rows:
        times = f"{row.clean_cpu_s:9.2f} s{row.clean_wall_s:7.2f} s{row.edit_cpu_s:8.2f} s"
        lines.append(f"{row.module:8}{row.contender:12}{times}{row.bytes:10,} B")
    return "\n".join(lines + added(rows))


def added(rows: Sequence[Row]) -> list[str]:
    """One line for each contender that built both modules: how much larger the large one is."""
    sizes = {(row.module, row.contender): row.bytes for row in rows}
    lines = ["", "what the 50 functions of `big` add to `hello`"]
    for module, contender in sizes:
        if module == "big" and ("hello", contender) in sizes:
            growth = sizes["big", contender] - sizes["hello", contender]
            lines.append(f"{'':8}{contender:12}{growth:42,} B")
    return lines if len(lines) > 2 else []

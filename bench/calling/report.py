"""What the call benchmark found: the rows of calls.json, and the table for people.

Measuring lives in `timing` and `instructions`.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import geometric_mean


@dataclass(frozen=True)
class Row:
    """One case of one contender, as calls.json has it.

    `ratio` is the time over that of the base: C under the same ABI, or the full API; `instructions` is None where they were
    not counted.
    """

    case: str
    contender: str
    ratio: float
    instructions: float | None


@dataclass
class Results:
    """All rows so far, with what the table shows besides them."""

    rows: list[Row]
    bases: dict[str, str]  # contender -> the one that it is compared with
    nanoseconds: dict[tuple[str, str], float]  # (case, contender) -> median time of a call
    widest: tuple[float, str, str]  # the widest middle half of a ratio: width, case, contender
    sizes: dict[str, dict[str, int]]  # class -> contender -> bytes of an instance

    def row(self, case: str, contender: str) -> Row:
        """The row of this case and contender."""
        return next(r for r in self.rows if (r.case, r.contender) == (case, contender))

    def instruction_ratio(self, case: str, contender: str) -> float | None:
        """Instructions over those of the base; None where they were not counted."""
        own = self.row(case, contender).instructions
        base = self.row(case, self.bases[contender]).instructions
        return None if own is None or base is None else own / base


def write_json(results: Results, path: Path) -> None:
    """Write the rows as a list of objects."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = [asdict(row) for row in results.rows]
    path.write_text(json.dumps(rows, indent=1) + "\n")


def table(results: Results) -> str:
    """The table: for each base its time, for each other contender its two ratios; means below."""
    cases = list(dict.fromkeys(row.case for row in results.rows))
    lines = [header(results), *(line(results, case) for case in cases), means(results, cases)]
    width, case, contender = results.widest
    lines += [
        "",
        "ns: nanoseconds per call. time, instr: ratios to the contender with the next ns to the left.",
    ]
    if width > 0:
        lines.append(f"The least certain ratio: {contender} {case}, middle half {width:.2f} wide.")
    for name, bytes_of in results.sizes.items():
        listed = ", ".join(f"{contender} {size}" for contender, size in bytes_of.items())
        lines.append(f"Bytes of a {name}: {listed}.")
    return "\n".join(lines)


def header(results: Results) -> str:
    """The column titles, in two lines and a rule."""
    upper, lower = f"{'':20}", f"{'case':20}"
    for contender, base in results.bases.items():
        if contender == base:
            upper += f"{contender:>10}"
            lower += f"{'ns':>10}"
        else:
            upper += f"{contender:>18}"
            lower += f"{'time':>10}{'instr':>8}"
    return f"{upper}\n{lower}\n{'-' * len(lower)}"


def line(results: Results, case: str) -> str:
    """One case's line."""
    text = f"{case:20}"
    for contender, base in results.bases.items():
        if contender == base:
            text += f"{results.nanoseconds[case, contender]:10.1f}"
        else:
            text += f"{results.row(case, contender).ratio:10.2f}"
            text += cell(results.instruction_ratio(case, contender))
    return text


def means(results: Results, cases: Sequence[str]) -> str:
    """The last line: geometric means of the ratios."""
    text = f"{'geometric mean':20}"
    for contender, base in results.bases.items():
        if contender == base:
            text += " " * 10
            continue
        text += f"{geometric_mean(results.row(case, contender).ratio for case in cases):10.2f}"
        counted = [results.instruction_ratio(case, contender) for case in cases]
        known = [ratio for ratio in counted if ratio is not None]
        text += cell(geometric_mean(known) if known else None)
    return text


def cell(ratio: float | None) -> str:
    """An instruction ratio, or a dash."""
    return f"{'-':>8}" if ratio is None else f"{ratio:8.2f}"

"""Counting the instructions of one call, with valgrind's callgrind.

The program that runs under callgrind is `marked`, in a process of its own for each contender.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from native import BENCH

from calling.cases import Case
from calling.loops import UNROLLED
from calling.marked import FEW, MANY, MARK, MARKS_PER_CASE


def available() -> bool:
    """Whether valgrind is on this machine."""
    return shutil.which("valgrind") is not None


def count(cases: Sequence[Case], module: Path) -> dict[str, float]:
    """Instructions per call of every case, for the contender's module file.

    Raises RuntimeError if callgrind fails, or writes something else than expected.
    """
    with tempfile.TemporaryDirectory() as folder:
        profile = Path(folder) / "profile"
        run_callgrind(profile, [str(module), *(case.name for case in cases)])
        counts = {}
        for number, case in enumerate(cases):
            first_mark = number * MARKS_PER_CASE + 1
            few = read_total(profile, first_mark + 1)
            many = read_total(profile, first_mark + 2)
            counts[case.name] = (many - few) / ((MANY - FEW) * UNROLLED)
        return counts


def run_callgrind(profile: Path, arguments: Sequence[str]) -> None:
    """Run `marked` under callgrind, which writes one profile at each mark, numbered from 1."""
    command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={profile}"]
    command += [f"--dump-before={MARK}", sys.executable, "-S", "-m", "calling.marked", *arguments]
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    done = subprocess.run(
        command, cwd=BENCH, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise RuntimeError(f"`{' '.join(command)}` failed:\n{done.stderr}")


def read_total(profile: Path, number: int) -> int:
    """The instructions between the mark of this number and the one before it."""
    part = profile.with_name(f"{profile.name}.{number}")
    if not part.exists():
        raise RuntimeError(f"callgrind wrote no {part.name}: it does not see calls of {MARK}()")
    for line in part.read_text().splitlines():
        if line.startswith("totals:"):
            return int(line.split()[1])
    raise RuntimeError(f"{part.name}, written by callgrind, has no line `totals:`")

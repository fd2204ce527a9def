"""The program that runs under callgrind: one contender's cases, with marks around what is counted.

Usage: python -m calling.marked MODULE_FILE CASE...

What the counts are made into lives in `instructions`.
"""

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from native import load

from calling.cases import Case, select
from calling.loops import compile_loop

WARM_UP = 20  # repeats of the loop, for CPython to specialise the call sites
FEW, MANY = 5, 25  # repeats of the two counted runs; their difference drops the loop's fixed costs

MARK = "getppid"  # a libc function that nothing else here calls: callgrind is told to watch it
MARKS_PER_CASE = 3


def run_marked(cases: Sequence[Case], path: Path) -> None:
    """Run every case with a mark before, between and after its two counted runs."""
    module = load(path)
    gc.disable()
    for case in cases:
        loop = compile_loop(case, module)
        loop(WARM_UP)
        os.getppid()
        loop(FEW)
        os.getppid()
        loop(MANY)
        os.getppid()


if __name__ == "__main__":
    run_marked(select(sys.argv[2:]), Path(sys.argv[1]))

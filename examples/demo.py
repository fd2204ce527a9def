"""The demo: the most frequent identifiers of Python's standard library, counted twice.

Once by the native module `example.identifiers`, once by the same algorithm in pure Python, which
must give the same answer. Run it after `pip install -e .`, or by `make demo` in the project's root.
"""

import argparse
import keyword
import re
import sys
import sysconfig
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from example import identifiers

LIMIT = 10
BAR_WIDTH = 40

# How many files the pure Python version reads between two reports of its progress.
REPORT_EVERY = 50

# A run of ASCII letters, digits and underscores that doesn't begin with a digit.
IDENTIFIER = re.compile(rb"\b[A-Za-z_]\w*")

Progress = Callable[[int, int], object]


class Count(NamedTuple):
    """What a count gives: the most frequent identifiers, and the files that it could not read."""

    top: list[tuple[str, int]]
    unreadable: list[tuple[str, str]]


def count_natively(paths: list[str], progress: Progress | None = None) -> Count:
    """Count in Rust, in parallel."""
    return Count(
        *identifiers.most_common(paths, keywords=keyword.kwlist, limit=LIMIT, progress=progress)
    )


def count_in_python(paths: list[str], progress: Progress | None = None) -> Count:
    """Count in pure Python."""
    words: Counter[bytes] = Counter()
    unreadable = []
    for done, path in enumerate(paths, 1):
        try:
            words.update(IDENTIFIER.findall(Path(path).read_bytes()))
        except OSError as error:
            unreadable.append((path, str(error)))
        if progress and (done % REPORT_EVERY == 0 or done == len(paths)):
            progress(done, len(paths))
    for reserved in keyword.kwlist:
        del words[reserved.encode()]
    ranked = sorted(words.items(), key=lambda item: (-item[1], item[0]))
    return Count([(word.decode(), count) for word, count in ranked[:LIMIT]], sorted(unreadable))


def python_files(folder: Path) -> list[str]:
    """List the Python files in a folder, without the packages that were installed into it."""
    found = (path for path in folder.rglob("*.py") if "site-packages" not in path.parts)
    return sorted(str(path) for path in found if path.is_file())


def total_size(paths: list[str]) -> int:
    """Read every file once, so that the system has them at hand for both counts."""
    size = 0
    for path in paths:
        try:
            size += len(Path(path).read_bytes())
        except OSError:
            continue  # Both counts report it.
    return size


def show_progress(done: int, total: int) -> None:
    """Draw a bar on the line of the cursor; wipe it when all is done."""
    filled = BAR_WIDTH * done // max(total, 1)
    line = f"[{'#' * filled}{'.' * (BAR_WIDTH - filled)}] {done} of {total} files"
    shown = line if done < total else " " * len(line)
    print(f"\r{shown}\r", end="", flush=True)


def timed(
    count: Callable[[list[str], Progress | None], Count], paths: list[str]
) -> tuple[Count, float]:
    """Run one of the two counts, with a progress bar on a terminal; give its answer and seconds."""
    progress = show_progress if sys.stdout.isatty() else None
    start = time.perf_counter()
    answer = count(paths, progress)
    return answer, time.perf_counter() - start


def print_table(count: Count, native: float, pure: float) -> None:
    """Print the answer, then the times side by side."""
    print(f"\n  {'identifier':<16}{'count':>12}")
    for word, times in count.top:
        print(f"  {word:<16}{times:>12,}")
    rust = f"Rust, {identifiers.threads()} threads"
    print(f"\n  {rust:<16}{native:>10.3f} s")
    print(f"  {'pure Python':<16}{pure:>10.3f} s   {pure / native:.1f} times as long")
    for path, reason in count.unreadable:
        print(f"  left out {path}: {reason}")


def main() -> None:
    """Count both ways, compare, and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    stdlib = Path(sysconfig.get_path("stdlib"))
    parser.add_argument(
        "folder", nargs="?", type=Path, default=stdlib, help="default: Python's standard library"
    )
    folder: Path = parser.parse_args().folder
    paths = python_files(folder)
    if not paths:
        parser.error(f"expected a folder with Python files, found none in {folder}")

    print(f"{len(paths):,} files, {total_size(paths) / 1e6:.1f} MB of Python in {folder}")
    natively, native_seconds = timed(count_natively, paths)
    in_python, python_seconds = timed(count_in_python, paths)
    if natively.top != in_python.top:
        sys.exit(f"the answers differ:\nRust:   {natively.top}\nPython: {in_python.top}")
    print_table(natively, native_seconds, python_seconds)


if __name__ == "__main__":
    main()

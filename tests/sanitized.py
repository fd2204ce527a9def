"""Sanitized runs: native modules compiled with AddressSanitizer, in an ordinary Python, under a suite.

    python3.13 tests/sanitized.py ext -k "not detached"

What follows the suite's name is pytest's. Each access of the modules' code is checked, those of CPython only where it
calls the C library; since Python's objects then come from `malloc`, one that is used after its end is found too. It
needs GCC's libasan. The compiler is the stable one, told that it may sanitize; std is the ready-made one.
"""

import os
import resource
import subprocess
import sys
from pathlib import Path

from suite import FLAVOUR, NO_BUILD, ROOT, SUITES, build

# What CPython keeps until its end is no leak, which the tests of leaks look for. A fault is for faulthandler to show,
# and a size that nothing has is for the code to refuse.
OPTIONS = "detect_leaks=0:handle_segv=0:allocator_may_return_null=1"

# Functions that are sanitized take several times as much of the stack, and CPython counts calls, not bytes.
STACK = 1 << 27

# Tests that can't be meant, by the words in their names, with the reason.
LEFT_OUT = {
    "panic_free": "reads the machine code, which is another one",
    "test_embed": "compiles a program, and the compiler does not bear it",
    "leaves_nothing or leaves_anything": "counts blocks of Python's own allocator",
    "forked_process": "in a child the sanitizer waits for what another thread of the parent had allocated from",
}


def library() -> str:
    """Give the file of GCC's AddressSanitizer."""
    command = ["gcc", "-print-file-name=libasan.so"]
    found = Path(subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip())
    if not found.is_absolute():
        sys.exit("expected libasan, found none: install that of this machine's GCC")
    return str(found)


def host() -> str:
    """Give the triple of the compiler's own machine."""
    told = subprocess.run(["rustc", "-vV"], capture_output=True, text=True, check=True).stdout
    return next(line.partition(": ")[2] for line in told.splitlines() if line.startswith("host: "))


def main() -> int:
    """Build what the suite needs, run it, and give pytest's exit code."""
    name, *arguments = sys.argv[1:]
    suite, abi = SUITES[name], FLAVOUR.abis[0]
    # With a target of its own, since what runs while compiling is not to be sanitized.
    compiling = {
        "RUSTC_BOOTSTRAP": "1",
        "RUSTFLAGS": "-Zsanitizer=address",
        "CARGO_BUILD_TARGET": host(),
    }
    for folder in suite.builds:
        build(folder, abi, compiling)
    resource.setrlimit(resource.RLIMIT_STACK, (STACK, resource.getrlimit(resource.RLIMIT_STACK)[1]))
    running = {"LD_PRELOAD": library(), "PYTHONMALLOC": "malloc", "ASAN_OPTIONS": OPTIONS}
    selected = " and ".join(f"not ({words})" for words in LEFT_OUT)
    command = [sys.executable, "-m", "pytest", suite.tests, "-k", selected, NO_BUILD, *arguments]
    return subprocess.run(
        command, cwd=ROOT / suite.folder, env=os.environ | running, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main())

"""Runs one test in this process: `child.py MODULE FUNCTION KIND`.

A program, for `conftest.py`. A failure is printed with the values of all variables.
"""

import sys
import traceback
from importlib import import_module


def main() -> int:
    """Call the test; 0 means that it passed."""
    module, function, kind = sys.argv[1:]
    try:
        getattr(import_module(module), function)(kind)
    except Exception as error:
        report = traceback.TracebackException.from_exception(error, capture_locals=True)
        print(*report.format(), sep="")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

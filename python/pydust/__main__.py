"""Runs the command line as `python -m pydust`; the commands themselves are in `pydust.cli`."""

from __future__ import annotations

import sys

from pydust.cli import main

if __name__ == "__main__":
    sys.exit(main())

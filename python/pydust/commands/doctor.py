"""`pydust doctor`. What it looks at is in `pydust.doctor`."""

from __future__ import annotations

import argparse
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pydust.commands.command import Command
from pydust.config import enclosing_project
from pydust.doctor.finding import Finding
from pydust.doctor.machine import examine_python, examine_rust, examine_tools
from pydust.doctor.project import examine_project

_DESCRIPTION: Final = """\
Looks at Python, Rust, the project in this directory and the tools around it, and
says what is found, what is missing, and what to do. Nothing is changed.

  ok       as it should be
  missing  not there; a build does not need it
  warning  works otherwise than one may think
  error    no build can work: the exit code is 1
"""


def _add_arguments(_parser: argparse.ArgumentParser) -> None:
    pass


def _run(_options: argparse.Namespace) -> int:
    states: Counter[str] = Counter()
    for finding in _findings(Path.cwd()):
        print(finding)
        states[finding.state] += 1
    print("\n" + ", ".join(f"{count} {state}" for state, count in states.items()))
    return 1 if states["error"] else 0


def _findings(here: Path) -> Iterator[Finding]:
    project = enclosing_project(here)
    yield from examine_python(os.environ)
    yield from examine_rust(project or here, os.environ)
    if project is None:
        found = f"none in {here}, nor around it"
        yield Finding("project", "missing", found, "pydust new NAME, or `pydust build FILE`")
    else:
        yield from examine_project(project, os.environ)
    yield from examine_tools(os.environ)


COMMAND: Final = Command(
    name="doctor",
    summary="say what is found, what is missing, and what to do",
    description=_DESCRIPTION,
    add_arguments=_add_arguments,
    run=_run,
)

"""The rebuild benchmark: from an edited line of Rust to tests that have run, beside PyO3 and maturin.

With pydust `pytest` does it all; with PyO3 it is `maturin develop`, and then `pytest`. Both sides
compile the same module without optimising, as these tools do by default. What only pytest itself
costs is measured with nothing to build. `bench/README.md` says how to read the result.
"""

import argparse
import os
import statistics
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from building import maturin
from building.description import MODULES, Module
from building.measuring import environment, start_over
from building.projects import PydustProject, PyO3Project
from native import BENCH, TARGET, BuildError, run

FOLDER = TARGET / "rebuild"

TEST = """\
import {name}


def test_the_edited_function() -> None:
    assert {name}.{function} is not None
"""


def main() -> int:
    """Run the benchmark as the command line says."""
    options = parse()
    module = next(module for module in MODULES if module.name == options.module)
    try:
        python = test_environment()
        rounds = measure(module, python, options.repeat)
    except BuildError as error:
        print(f"rebuild.py: {error}", file=sys.stderr)
        return 1
    print(report(rounds))
    return 0


def parse() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Compare rebuilds with PyO3 and maturin.")
    parser.add_argument("--module", choices=[module.name for module in MODULES], default="big")
    parser.add_argument("--repeat", type=int, default=5, help="edits (default: 5)")
    options = parser.parse_args()
    if options.repeat < 1:
        parser.error(f"--repeat: expected 1 or more, found {options.repeat}")
    return options


def test_environment() -> Path:
    """The Python of a virtual environment with pytest and this checkout of pydust."""
    python = FOLDER / "venv" / "bin" / "python"
    if not python.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        run([sys.executable, "-m", "venv", str(FOLDER / "venv")], FOLDER)
        install = [str(python), "-m", "pip", "install", "--quiet"]
        run([*install, "pytest", "--editable", str(BENCH.parent)], FOLDER)
    return python


def measure(module: Module, python: Path, repeat: int) -> Mapping[str, list[float]]:
    """Edit and test, in turns; gives the seconds of each step.

    Raises BuildError where a tool fails.
    """
    ours = PydustProject(module.name, FOLDER / "pydust")
    theirs = PyO3Project(module.name, FOLDER / "pyo3")
    # Its own file, and not the one of the checkout around it.
    pytest = [str(python), "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", "pyproject.toml"]
    develop = [str(maturin.install()), "develop", "--quiet"]
    variables = {**environment(offline=False), "VIRTUAL_ENV": str(python.parent.parent)}
    variables["PATH"] = os.pathsep.join([str(python.parent), variables["PATH"]])
    test = TEST.format(name=module.name, function=module.functions[0].name)
    for project in (ours, theirs):
        start_over(project, module)
        (project.folder / "test_it.py").write_text(test)
    say("first builds")
    run([str(python), "-m", "pydust", "build", "--dev"], ours.folder, variables)
    run(pytest, ours.folder, variables)
    run(develop, theirs.folder, variables)
    names = ("pydust: pytest", "pydust: no build", "maturin develop", "PyO3: pytest")
    seconds: dict[str, list[float]] = {name: [] for name in names}
    for number in range(1, repeat + 1):
        say(f"edit {number} of {repeat}")
        edited = module.edited(number)
        ours.write_source(edited)
        seconds["pydust: pytest"].append(timed(pytest, ours.folder, variables))
        no_build = [*pytest, "--pydust-no-build"]
        seconds["pydust: no build"].append(timed(no_build, ours.folder, variables))
        theirs.write_source(edited)
        seconds["maturin develop"].append(timed(develop, theirs.folder, variables))
        seconds["PyO3: pytest"].append(timed(pytest, theirs.folder, variables))
    return seconds


def timed(command: list[str], folder: Path, variables: Mapping[str, str]) -> float:
    """The seconds on the clock that a command takes."""
    began = time.perf_counter()
    run(command, folder, variables)
    return time.perf_counter() - began


def report(seconds: Mapping[str, list[float]]) -> str:
    """The medians, and what they are in proportion to each other."""
    middle = {name: statistics.median(values) for name, values in seconds.items()}
    # Of the same round, so that other work on the machine is in both.
    pairs = list(zip(*seconds.values(), strict=True))
    rebuild = statistics.median((a - b) / c for a, b, c, _ in pairs)
    whole = statistics.median(a / (c + d) for a, _, c, d in pairs)
    lines = [f"{name:20}{value:8.2f} s" for name, value in middle.items()]
    lines += [
        "",
        f"pydust's rebuild / maturin develop            {rebuild:6.2f}",
        f"edit to tested: pydust / PyO3 and maturin     {whole:6.2f}",
    ]
    return "\n".join(lines)


def say(what: str) -> None:
    """Tell on standard error what is being done; the first builds take a minute."""
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())

"""The build benchmark: what building native modules costs with pydust, beside PyO3 and C.

Builds two modules of one description with every contender, checks that they do the same, measures
clean builds and builds after an edit, prints a table and writes target/bench/build.json.
`bench/README.md` says how to read them. The parts live in `building`.
"""

import argparse
import sys
from collections.abc import Sequence

from building import agreement
from building.description import MODULES, Module
from building.measuring import Measured, measure_once, prepare
from building.projects import CONTENDERS
from building.report import Row, row, table, write_json
from native import TARGET, BuildError


def main() -> int:
    """Run the benchmark as the command line says."""
    options = parse()
    try:
        rows = [
            row
            for module in MODULES
            if module.name in options.module
            for row in benchmark(module, options.contender, options.repeat)
        ]
    except BuildError as error:
        print(f"build.py: {error}", file=sys.stderr)
        return 1
    print(table(rows))
    write_json(rows, TARGET / "build.json")
    return 0


def parse() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Compare builds with PyO3 and C.")
    modules = [module.name for module in MODULES]
    parser.add_argument("--module", action="append", choices=modules, help="only this module")
    parser.add_argument(
        "--contender", action="append", choices=CONTENDERS, help="only this contender"
    )
    parser.add_argument("--repeat", type=int, default=3, help="builds of each kind (default: 3)")
    options = parser.parse_args()
    if options.repeat < 1:
        parser.error(f"--repeat: expected 1 or more, found {options.repeat}")
    options.module = options.module or modules
    options.contender = options.contender or list(CONTENDERS)
    return options


def benchmark(module: Module, contenders: Sequence[str], repeat: int) -> list[Row]:
    """Build, check and measure one module with every contender, in turns."""
    work = TARGET / "build"
    projects = {
        name: CONTENDERS[name](module.name, work / name / module.name) for name in contenders
    }
    files = {name: work / "stripped" / name / f"{module.name}.so" for name in contenders}
    measured = {name: Measured() for name in contenders}
    for name in contenders:
        say(f"{module.name}: first build by {name}")
        measured[name].bytes = prepare(projects[name], module, files[name])
    agreement.check(module, files)
    for number in range(1, repeat + 1):
        for name in contenders:
            say(f"{module.name}: build {number} of {repeat} by {name}")
            measure_once(projects[name], module, measured[name])
    return [row(module.name, name, builds) for name, builds in measured.items()]


def say(what: str) -> None:
    """Tell on standard error what is being done; builds take minutes."""
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())

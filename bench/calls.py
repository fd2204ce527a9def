"""The call benchmark: native functions made with pydust beside hand-written C, call by call.

Builds all contenders, checks that they give equal results, times them interleaved in this process,
counts instructions under valgrind, prints a table and writes target/bench/calls.json.
`bench/README.md` says how to read them. The parts live in `calling`.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from statistics import median
from types import ModuleType

from calling import agreement, instructions
from calling.cases import CASES, INSTANCES, Case, select
from calling.contenders import CONTENDERS, Contender, each_abi
from calling.loops import compile_loop
from calling.report import Results, Row, table, write_json
from calling.timing import QUICK, THOROUGH, Effort, measure, ratio
from native import TARGET, BuildError, load


def main() -> int:
    """Run the benchmark as the command line says."""
    options = parse()
    try:
        cases = select(options.case)
        contenders = each_abi() if options.abis else chosen(options.contender or [])
        results = benchmark(
            cases, contenders, QUICK if options.quick else THOROUGH, options.instructions
        )
    except (ValueError, BuildError, agreement.DisagreementError, RuntimeError) as error:
        print(f"calls.py: {error}", file=sys.stderr)
        return 1
    print(table(results))
    write_json(results, TARGET / "calls.json")
    return 0


def parse() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Compare calls with hand-written C.")
    names = [contender.name for contender in CONTENDERS]
    parser.add_argument(
        "--case",
        action="append",
        default=[],
        metavar="NAME",
        help=f"only this case (repeatable): {', '.join(case.name for case in CASES)}",
    )
    parser.add_argument(
        "--contender",
        action="append",
        choices=names,
        help="only this contender and the C that it is compared with (repeatable)",
    )
    parser.add_argument(
        "--abis",
        action="store_true",
        help="compare the ABIs that this Python loads: pydust with itself, not with C",
    )
    parser.add_argument("--quick", action="store_true", help="fewer and shorter rounds")
    parser.add_argument(
        "--instructions",
        action=argparse.BooleanOptionalAction,
        default=instructions.available(),
        help="count instructions (default: if valgrind is installed)",
    )
    options = parser.parse_args()
    if options.abis and options.contender:
        parser.error("--abis has contenders of its own: leave out --contender")
    return options


def chosen(names: Sequence[str]) -> list[Contender]:
    """The contenders of these names and the C that they are compared with; all if there are none."""
    bases = {contender.base for contender in CONTENDERS if contender.name in names}
    return [c for c in CONTENDERS if not names or c.name in bases.union(names)]


def benchmark(
    cases: Sequence[Case], contenders: Sequence[Contender], effort: Effort, count: bool
) -> Results:
    """Build, check and measure."""
    say("building " + ", ".join(contender.name for contender in contenders))
    files = {contender.name: contender.build() for contender in contenders}
    modules = {name: load(path) for name, path in files.items()}
    agreement.check(cases, modules)
    counts: dict[str, dict[str, float]] = {name: {} for name in files}
    if count:
        say("counting instructions")
        counts = {name: instructions.count(cases, path) for name, path in files.items()}
    bases = {contender.name: contender.base for contender in contenders}
    results = Results(
        rows=[], bases=bases, nanoseconds={}, widest=(0.0, "", ""), sizes=sizes(modules)
    )
    for case in cases:
        say(f"timing {case.name}")
        loops = {name: compile_loop(case, module) for name, module in modules.items()}
        record(results, case.name, measure(loops, effort), counts)
    return results


def sizes(modules: Mapping[str, ModuleType]) -> dict[str, dict[str, int]]:
    """The bytes that CPython allocates for one instance of each class, the collector's header included."""
    return {
        name: {
            contender: sys.getsizeof(eval(expression, {"m": module}))
            for contender, module in modules.items()
        }
        for name, expression in INSTANCES.items()
    }


def record(
    results: Results,
    case: str,
    times: dict[str, list[float]],
    counts: dict[str, dict[str, float]],
) -> None:
    """Add one case's measurements to the results."""
    for name, base in results.bases.items():
        compared = ratio(times[name], times[base])
        results.rows.append(Row(case, name, compared.median, counts[name].get(case)))
        results.nanoseconds[case, name] = median(times[name])
        results.widest = max(results.widest, (compared.spread, case, name))


def say(what: str) -> None:
    """Tell what is being done, on standard error, over the line before."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{what} ...", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())

"""Running the tests: builds what a suite needs, runs it, and prints the counts.

The program behind `make test` and its kin. Which suites there are is the table `SUITES`; how
reports are read is in `counts.py`; what is tested is in the suites themselves.
"""

import argparse
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import counts
import embedding
from flavours import Flavour

ROOT = Path(__file__).resolve().parents[1]

FLAVOUR = Flavour.running()
LIBRARIES = sysconfig.get_config_var("LIBDIR")

# The feature of the core crate that each ABI is compiled with.
FEATURES = {"abi3": ["pydust/abi3"], "abi3t": ["pydust/abi3t"], "full": []}


class Suite(NamedTuple):
    """A pytest suite: the folder pytest runs in, its tests there, and what is built before.

    Where `has_rust` says that the sources have tests too, pytest builds these itself; some are
    programs that link this Python's library, so that all are left out where nothing else can load it.
    """

    folder: str
    tests: str
    builds: tuple[str, ...] = ()
    has_rust: bool = False


SUITES = {
    "python": Suite(".", "tests/python"),
    "ext": Suite(".", "tests/ext", builds=("tests/ext",)),
    "integrations": Suite(".", "tests/integrations", builds=("tests/integrations",)),
    "examples": Suite("examples", "tests", builds=("examples",), has_rust=True),
    "ui": Suite(".", "tests/ui"),
    "docs": Suite(".", "tests/docs"),
    "interpreters": Suite(
        ".", "tests/interpreters", builds=("examples", "tests/ext", "tests/integrations")
    ),
    "stress": Suite(".", "tests/stress", builds=("examples",)),
    "projects": Suite(".", "tests/projects"),
    "tidy": Suite(".", "tests/tidy"),
    "running": Suite(".", "tests/running"),
}

# What is built here is for a chosen ABI, and optimised; the plugin would build it otherwise.
NO_BUILD = "--pydust-no-build"

# The packages with stubs that type checkers look at, in their folders, and programs that use them. What pyright looks
# at is in its own file.
TYPED = {
    "examples": ("example", "tests/test_types.py"),
    "tests/ext": ("fixtures", "test_generics.py"),
    "tests/integrations": ("foreign",),
}

# Before 3.12 whatever adds a `__dict__` to `int`, `tuple` or `bytes` is a disjoint base, `class A(int): pass` too. Stubs
# say what has been so since then, as those of the standard library do.
UNCOMPARED = ["--ignore-disjoint-bases"] if sys.version_info < (3, 12) else []

# The one suite that isn't pytest's: `cargo test` in the root's workspace.
CRATES = "crates"

# Its one test that runs another program of Rust's, which not every distribution of Rust brings.
NEEDS_RUSTFMT = "expansions_are_as_recorded"


def build(folder: str, abi: str, variables: Mapping[str, str] | None = None) -> None:
    """Build a project's native modules in place, for this Python.

    Each ABI has a build directory of its own, so that a change of Python or of ABI does not compile
    everything again. `variables` are added to the environment, and have one too.
    """
    command = [sys.executable, "-m", "pydust", "build"]
    environment = build_environment(folder, abi, variables)
    subprocess.run(command, cwd=ROOT / folder, env=environment, check=True)


def build_environment(
    folder: str, abi: str, variables: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Give the environment in which a project's modules are built for an ABI."""
    target = (FLAVOUR.tag if abi == "full" else abi) + ("-with-variables" if variables else "")
    return os.environ | {
        "PYDUST_ABIS": abi,
        "PYDUST_LIMITED_API": "0" if abi == "full" else "1",
        "CARGO_TARGET_DIR": str(ROOT / folder / "target" / target),
        **(variables or {}),
    }


def run_pytest(suite: Suite, report: Path, abi: str) -> bool:
    """Run a suite of Python tests."""
    try:
        for folder in suite.builds:
            build(folder, abi)
    except subprocess.CalledProcessError:
        return False  # The builder has said why.
    command = [sys.executable, "-m", "pytest", f"--junitxml={report}", suite.tests]
    has_rust = suite.has_rust and embedding.works(LIBRARIES)
    command += ["src", "--pydust-profile=release"] if has_rust else [NO_BUILD]
    environment = build_environment(suite.folder, abi) if has_rust else None
    done = subprocess.run(command, cwd=ROOT / suite.folder, env=environment, check=False)
    return done.returncode == 0


def cargo(command: str, abi: str) -> list[str]:
    """Give the command line for all crates of the workspace."""
    features = ["pydust/converted-crates", *FEATURES[abi]]
    return ["cargo", command, "--workspace", f"--features={','.join(features)}"]


def cargo_environment() -> dict[str, str]:
    """Point cargo at this Python, and the programs it runs at this Python's library."""
    return embedding.environment(LIBRARIES) | {"PYO3_PYTHON": sys.executable}


def run_cargo(report: Path, abi: str, left_out: Sequence[str] = ()) -> bool:
    """Run the crates' own tests but for some, and keep what cargo prints as the report."""
    skips = [word for name in left_out for word in ("--skip", name)]
    with (
        report.open("w", encoding="utf-8") as log,
        subprocess.Popen(
            [*cargo("test", abi), "--no-fail-fast", "--", *skips],
            cwd=ROOT,
            env=cargo_environment(),
            stdout=subprocess.PIPE,
            text=True,
        ) as running,
    ):
        for line in running.stdout or ():
            print(line, end="", flush=True)
            log.write(line)
    return running.returncode == 0


def run_suites(names: list[str], abi: str) -> bool:
    """Run suites one after the other, print the counts, and say whether all is green."""
    counts.RESULTS.mkdir(parents=True, exist_ok=True)
    target = f"{FLAVOUR.tag}-{abi}"
    found = [run_suite(name, abi, target) for name in names]
    print(f"\n{target}: {counts.total(found)}")
    return not any(suite.failed for suite in found)


def run_suite(name: str, abi: str, target: str) -> counts.Counts:
    """Run one suite, and count; one that broke before it could count has one failure."""
    print(f"\n== {name} ({target})", flush=True)
    kind = counts.CARGO_REPORT if name == CRATES else counts.PYTEST_REPORT
    report = counts.RESULTS / f"{target}-{name}{kind}"
    own = counts.own_report(target, name)
    for old in (report, own):
        old.unlink(missing_ok=True)
    if name == CRATES and not embedding.works(LIBRARIES):
        counts.write_skip(target, name, "this Python has libraries that only itself can load")
        return counts.read(own)
    if name == CRATES:
        left_out = [] if shutil.which("rustfmt") else [NEEDS_RUSTFMT]
        for test in left_out:
            counts.write_skip(target, name, f"{test}: there is no rustfmt")
        green = run_cargo(report, abi, left_out)
    else:
        green = run_pytest(SUITES[name], report, abi)
    if not green and not counts.read(report).failed:
        counts.write_failure(target, name, "it did not come to its end")
    return counts.total([counts.read(report), counts.read(own)])


def lint() -> bool:
    """Run clippy over the crates, for each ABI, and over the examples; and rustdoc."""
    build("examples", FLAVOUR.abis[0])  # This writes the workspace that clippy reads.
    runs = [(ROOT, [*cargo("clippy", abi), "--all-targets"]) for abi in FLAVOUR.abis]
    runs.append((ROOT / "examples", ["cargo", "clippy", "--workspace", "--no-deps"]))
    rustdoc = ["cargo", "rustdoc", "--package=pydust", "--features=converted-crates"]
    runs.append((ROOT, rustdoc))
    codes = [
        subprocess.run(
            [*command, "--quiet", "--", "--deny=warnings"],
            cwd=folder,
            env=cargo_environment(),
            check=False,
        ).returncode
        for folder, command in runs
    ]
    return not any(codes)


def check_types() -> bool:
    """Run type checkers over the stubs of all native modules here, and over programs that use them."""
    runs = []
    for folder, (package, *programs) in TYPED.items():
        build(folder, FLAVOUR.abis[0])  # This writes the stubs.
        runs.append((folder, ["mypy", "--strict", "--config-file=", package, *programs]))
        runs.append((folder, ["mypy.stubtest", "--concise", *UNCOMPARED, package]))
    configuration = str(ROOT / "tests" / "pyrightconfig.json")
    runs.append((".", ["basedpyright", "--pythonpath", sys.executable, "--project", configuration]))
    codes = [
        subprocess.run(
            [sys.executable, "-m", *command],
            cwd=ROOT / folder,
            env=os.environ | {"MYPYPATH": str(ROOT / folder)},
            check=False,
        ).returncode
        for folder, command in runs
    ]
    return not any(codes)


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    best = FLAVOUR.abis[0]
    parser.add_argument("--abi", choices=FLAVOUR.abis, default=best, help=f"default: {best}")
    verbs = parser.add_subparsers(dest="verb", required=True)
    building = verbs.add_parser("build", help="build the native modules of projects")
    building.add_argument("folders", nargs="+", metavar="FOLDER")
    running = verbs.add_parser("run", help="run suites, and print the counts")
    running.add_argument("suites", nargs="+", choices=[*SUITES, CRATES], metavar="SUITE")
    verbs.add_parser("lint", help="run clippy and rustdoc")
    verbs.add_parser("types", help="run type checkers over the examples' stubs")
    return parser.parse_args()


def main() -> int:
    """Do what the command line says; 0 means that all is well."""
    chosen = arguments()
    try:
        match chosen.verb:
            case "build":
                for folder in chosen.folders:
                    build(folder, chosen.abi)
                return 0
            case "lint":
                return 0 if lint() else 1
            case "types":
                return 0 if check_types() else 1
            case _:
                return 0 if run_suites(chosen.suites, chosen.abi) else 1
    except subprocess.CalledProcessError as error:
        return int(error.returncode)  # The program that failed has said why.


if __name__ == "__main__":
    sys.exit(main())

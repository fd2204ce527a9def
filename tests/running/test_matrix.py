"""The matrix: which runs there are, in which order, and what is told of them."""

import itertools
import json
import sys
from pathlib import Path

import counts
import matrix
import pytest
from counts import Counts
from flavours import SUPPORTED, Flavour
from matrix import DEPENDS_ON, Binaries, Clock, Row, Run

OLD, NEW, NEW_T = Flavour((3, 11)), Flavour((3, 15)), Flavour((3, 15), free_threaded=True)


def all_embed(_: Flavour) -> bool:
    return True


def test_each_python_has_a_run_before_any_has_its_second() -> None:
    runs = matrix.plan(SUPPORTED, all_embed)
    firsts = list(itertools.islice(runs, len(SUPPORTED)))
    assert [run.flavour for run in firsts] == sorted(SUPPORTED, reverse=True)
    pairs = [(run.flavour, run.abi) for run in runs]
    assert len(pairs) == len(set(pairs)) == sum(len(flavour.abis) for flavour in SUPPORTED)


def test_no_python_no_run() -> None:
    assert matrix.plan([], all_embed) == []


def test_what_native_modules_do_is_tested_in_each_run() -> None:
    for run in matrix.plan(SUPPORTED, all_embed):
        assert {"ext", "integrations", "examples", "interpreters"} <= set(run.suites)


def test_a_suite_runs_once_for_what_it_depends_on() -> None:
    runs = matrix.plan([OLD, NEW, NEW_T], all_embed)
    suites = {f"{run.flavour} {run.abi}": set(run.suites) for run in runs}
    having = {name: [run for run in suites if name in suites[run]] for name in DEPENDS_ON}
    assert having["python"] == ["3.15t abi3t", "3.15 abi3", "3.11 abi3"]
    assert having["ui"] == having["docs"] == ["3.15t abi3t", "3.15 abi3"]
    crates = ["3.15t abi3t", "3.15 abi3", "3.15t full", "3.15 abi3t", "3.11 full"]
    assert having["crates"] == crates


def test_the_crates_are_tested_where_programs_run() -> None:
    runs = matrix.plan([OLD, NEW], lambda flavour: flavour == OLD)
    having = [f"{run.flavour} {run.abi}" for run in runs if "crates" in run.suites]
    assert having == ["3.11 abi3", "3.11 full"]


def test_no_run_begins_that_would_end_too_late(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr("time.monotonic", lambda: now)

    def work() -> None:
        nonlocal now
        now += 40.0

    clock = Clock(minutes=2)
    for _ in range(3):
        assert clock.has_time()
        assert clock.measure(work) == 40
    assert not clock.has_time()
    assert Clock(minutes=None).has_time()


@pytest.fixture
def results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(counts, "RESULTS", tmp_path / "results")
    return tmp_path / "results"


@pytest.mark.usefixtures("results")
@pytest.mark.parametrize(
    ("makefile", "why"),
    [("test: ; exit 3", "it ended with 2"), ("test: ; sleep 60", "no end within 1 s")],
)
def test_a_run_that_breaks_has_failed(
    makefile: str, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "Makefile").write_text(makefile, encoding="utf-8")
    monkeypatch.setattr(matrix, "ROOT", tmp_path)
    run = Run(NEW_T, "abi3t", ("ext",))
    matrix.run_make(run, Path(sys.executable), timeout=1 if "sleep" in makefile else 60)
    (report,) = matrix.reports(run)
    assert counts.read(report) == Counts(failed=1)
    assert why in report.read_text(encoding="utf-8")
    assert counts.failures(report) == ["cpython-315t-abi3t::run"]


def test_modules_for_a_stable_abi_are_the_same_files(tmp_path: Path, results: Path) -> None:
    module = tmp_path / "examples" / "package" / "module.abi3.so"
    module.parent.mkdir(parents=True)
    module.write_bytes(b"1")
    binaries = Binaries(tmp_path)
    first = binaries.note(Run(NEW, "abi3", ()))
    assert binaries.note(Run(OLD, "abi3", ())) == f"{first}, as 3.15"
    assert binaries.note(Run(OLD, "full", ())) == ""
    assert not results.exists()
    module.write_bytes(b"2")
    assert binaries.note(Run(OLD, "abi3", ())).endswith("not those of 3.15")
    assert [counts.read(report) for report in results.iterdir()] == [Counts(failed=1)]


ROWS = [
    Row("3.15t", "abi3t", Counts(100, 0, 2), "modules 12345678", 61.4),
    Row("3.9", "full", Counts(7, 1, 0), "", 3.0),
    Row("3.14", "full", None, "no time"),
    *matrix.missing([flavour for flavour in SUPPORTED if flavour != Flavour((3, 13))]),
]


def test_the_table_has_all_runs_also_those_that_were_not_made() -> None:
    assert matrix.table(sorted(ROWS, key=matrix.by_version)).splitlines() == [
        "python  abi    passed  failed  skipped  seconds",
        "3.9     full        7       1        0        3",
        "3.13    -           -       -        -        -  not found",
        "3.14    full        -       -        -        -  no time",
        "3.15t   abi3t     100       0        2       61  modules 12345678",
    ]


def test_programs_read_what_ran() -> None:
    assert json.loads(matrix.as_json(ROWS)) == [
        {"python": "3.15t", "abi": "abi3t", "passed": 100, "failed": 0, "skipped": 2},
        {"python": "3.9", "abi": "full", "passed": 7, "failed": 1, "skipped": 0},
    ]

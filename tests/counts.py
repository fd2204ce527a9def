"""Counting tests: reads the reports that the test runners wrote, and adds them up.

Run as a program it prints which tests failed and the sum of all reports in `RESULTS`. Who runs the tests is `suite.py`.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree
from xml.sax.saxutils import quoteattr

RESULTS = Path(__file__).resolve().parents[1] / "target" / "test-results"

# pytest writes JUnit's format; cargo has no stable report but what it prints.
PYTEST_REPORT, CARGO_REPORT = ".xml", ".txt"
CARGO_RESULT = re.compile(
    r"^test result: .*? (\d+) passed; (\d+) failed; (\d+) ignored", re.MULTILINE
)

CARGO_FAILURE = re.compile(r"^test (.+) \.\.\. FAILED$", re.MULTILINE)

# Our own report where a runner writes none: one test, which failed or was skipped.
OWN_REPORT = """\
<testsuites><testsuite name={what} tests="1" failures="{failures}" skipped="{skipped}">
<testcase classname={target} name={what}><{outcome} message={why}/></testcase>
</testsuite></testsuites>
"""


class Counts(NamedTuple):
    """How many tests did what."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


def total(counts: Iterable[Counts]) -> Counts:
    """Add counts up."""
    columns = zip(*counts, strict=True)
    return Counts(*map(sum, columns))


def read_pytest(text: str) -> Counts:
    """Read pytest's report; a test whose set-up failed counts as failed."""
    suites = list(ElementTree.fromstring(text).iter("testsuite"))
    tests, failures, errors, skipped = (
        sum(int(suite.get(name, "0")) for suite in suites)
        for name in ("tests", "failures", "errors", "skipped")
    )
    return Counts(tests - failures - errors - skipped, failures + errors, skipped)


def read_cargo(text: str) -> Counts:
    """Read what `cargo test` printed: one line for each crate and its documentation."""
    return total(Counts(*map(int, numbers)) for numbers in CARGO_RESULT.findall(text))


def read(report: Path) -> Counts:
    """Read one report; one that was never written counts as nothing."""
    if not report.exists():
        return Counts()
    text = report.read_text(encoding="utf-8")
    return read_cargo(text) if report.suffix == CARGO_REPORT else read_pytest(text)


def own_report(target: str, what: str) -> Path:
    """Say where `write_failure` and `write_skip` write for a run of this name."""
    return RESULTS / f"{target}-{what}-own{PYTEST_REPORT}"


def write_failure(target: str, what: str, why: str) -> None:
    """Report something that broke and that no runner has counted."""
    write_own("failure", target, what, why)


def write_skip(target: str, what: str, why: str) -> None:
    """Report something that is not tested."""
    write_own("skipped", target, what, why)


def write_own(outcome: str, target: str, what: str, why: str) -> None:
    """Write a report, and print what it says."""
    print(f"\n{target}: {outcome}: {what}: {why}", flush=True)
    RESULTS.mkdir(parents=True, exist_ok=True)
    skipped = int(outcome == "skipped")
    texts = {"target": target, "what": what, "why": why}
    quoted = {name: quoteattr(text) for name, text in texts.items()}
    text = OWN_REPORT.format(failures=1 - skipped, skipped=skipped, outcome=outcome, **quoted)
    own_report(target, what).write_text(text, encoding="utf-8")


def failures(report: Path) -> list[str]:
    """Name the tests that failed, and those whose set-up did."""
    text = report.read_text(encoding="utf-8")
    if report.suffix == CARGO_REPORT:
        return CARGO_FAILURE.findall(text)
    cases = ElementTree.fromstring(text).iter("testcase")
    return [
        f"{case.get('classname')}::{case.get('name')}"
        for case in cases
        if case.find("failure") is not None or case.find("error") is not None
    ]


def print_failures(reports: Iterable[Path]) -> None:
    """Name the tests that failed, one in a line."""
    for report in reports:
        for test in failures(report):
            print(f"failed in {report.stem}: {test}")


if __name__ == "__main__":
    kinds = (PYTEST_REPORT, CARGO_REPORT)
    every = sorted(path for kind in kinds for path in RESULTS.glob(f"*{kind}"))
    print_failures(every)
    print(total(map(read, every)))

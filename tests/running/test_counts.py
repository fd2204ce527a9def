"""Counting: what is read in the runners' reports, and in ours of what broke."""

from pathlib import Path

import counts
import pytest
from counts import Counts

PYTEST = """<testsuites><testsuite errors="1" failures="1" skipped="1" tests="4">
<testcase classname="a" name="fine"/><testcase classname="a" name="out"><skipped/></testcase>
<testcase classname="a" name="bad"><failure/></testcase>
<testcase classname="b" name="set_up"><error/></testcase>
</testsuite></testsuites>"""

CARGO = """test one ... ok
test two ... FAILED
test result: FAILED. 1 passed; 1 failed; 0 ignored; 0 measured
test result: ok. 5 passed; 0 failed; 2 ignored; 0 measured
"""


@pytest.mark.parametrize(
    ("name", "text", "counted", "failures"),
    [
        ("report.xml", PYTEST, Counts(1, 2, 1), ["a::bad", "b::set_up"]),
        ("report.txt", CARGO, Counts(6, 1, 2), ["two"]),
    ],
)
def test_reports(
    name: str, text: str, counted: Counts, failures: list[str], tmp_path: Path
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert counts.read(tmp_path / name) == counted
    assert counts.failures(tmp_path / name) == failures


def test_no_report_counts_as_nothing(tmp_path: Path) -> None:
    assert counts.read(tmp_path / "report.xml") == Counts()


def test_what_broke_is_one_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counts, "RESULTS", tmp_path / "new")
    counts.write_failure("cpython-311-abi3", "ext", 'expected "a" < "b"')
    report = counts.own_report("cpython-311-abi3", "ext")
    assert counts.read(report) == Counts(failed=1)
    assert counts.failures(report) == ["cpython-311-abi3::ext"]


def test_what_is_not_tested_is_one_skip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counts, "RESULTS", tmp_path)
    counts.write_skip("cpython-311-abi3", "crates", "no library")
    report = counts.own_report("cpython-311-abi3", "crates")
    assert counts.read(report) == Counts(skipped=1)
    assert counts.failures(report) == []


def test_totals() -> None:
    assert (
        str(counts.total([Counts(1, 2, 3), Counts(10, 0, 1)])) == "11 passed, 2 failed, 4 skipped"
    )
    assert counts.total([]) == Counts()

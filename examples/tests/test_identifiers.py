"""`example.identifiers` and the demo: both counts agree, and bad files don't stop them."""

import subprocess
import sys
from pathlib import Path

import demo
import pytest
from example import identifiers

SOURCE = b"""
def f(x1, x1_): # \xe9t\xe9 in Latin-1: t counts
    return "x1 in a string", 0xFF, 1e5, x1
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "latin.py").write_bytes(SOURCE)
    (tmp_path / "empty.py").write_bytes(b"")
    (tmp_path / "other.txt").write_bytes(b"x1")
    return tmp_path


def test_counts_what_the_definition_says(folder: Path) -> None:
    top, unreadable = identifiers.most_common(
        demo.python_files(folder), keywords=["def", "return", "in"]
    )
    once = ["Latin", "a", "counts", "f", "string", "x1_"]
    assert top == [("x1", 3), ("t", 2), *((word, 1) for word in once)]
    assert unreadable == []


def test_agrees_with_pure_python(folder: Path) -> None:
    paths = [*demo.python_files(folder), *demo.python_files(Path(__file__).parents[1])]
    assert demo.count_natively(paths) == demo.count_in_python(paths)


def test_names_the_files_it_cannot_read(folder: Path) -> None:
    absent = str(folder / "absent.py")
    paths = [absent, *demo.python_files(folder)]
    natively, in_python = demo.count_natively(paths), demo.count_in_python(paths)
    assert natively.top == in_python.top
    assert [path for path, _ in natively.unreadable] == [absent]
    assert [path for path, _ in in_python.unreadable] == [absent]


def test_reports_progress(folder: Path) -> None:
    reports: list[tuple[int, int]] = []
    paths = demo.python_files(folder)
    demo.count_natively(paths, lambda done, total: reports.append((done, total)))
    assert reports[-1] == (2, 2)


def test_an_exception_in_progress_stops_the_count(folder: Path) -> None:
    def interrupt(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        demo.count_natively(demo.python_files(folder), interrupt)


def test_no_files_give_no_identifiers() -> None:
    assert identifiers.most_common([], keywords=[]) == ([], [])


def test_wrong_arguments() -> None:
    with pytest.raises(TypeError, match="missing 1 required keyword-only argument: 'keywords'"):
        identifiers.most_common([])
    with pytest.raises(TypeError, match=r"argument 'paths': item 0: .*int"):
        identifiers.most_common([3], keywords=[])
    with pytest.raises(OverflowError):
        identifiers.most_common([], keywords=[], limit=-1)


def run_demo(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the demo as a user would."""
    command = [sys.executable, demo.__file__, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_demo_prints_its_table(folder: Path) -> None:
    finished = run_demo(str(folder))
    assert finished.returncode == 0, finished.stderr
    assert "x1" in finished.stdout
    assert "times as long" in finished.stdout


def test_the_demo_refuses_a_folder_without_python(tmp_path: Path) -> None:
    finished = run_demo(str(tmp_path))
    assert finished.returncode == 2
    assert f"found none in {tmp_path}" in finished.stderr

"""A new project under pytest: its tests in Python and in Rust together, and each way to fail in Rust.

How pytest shows such tests in detail is tested with made-up ones, in tests/python.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from workbench import Workbench

FILE = "src/native.rs"

MORE = """
#[cfg(test)]
mod endings {
    use std::path::PathBuf;

    use super::native::*;
    use super::*;

    #[py::test]
    fn gets_fixtures(py: py::Python, module: &py::Module, tmp_path: PathBuf, seven: i64) -> py::Result<()> {
        std::fs::write(tmp_path.join("seven"), seven.to_string())?;
        let read = py.import("pathlib")?.call_method("Path", (tmp_path.join("seven"),))?;
        assert_eq!(read.call_method("read_text", ())?.extract::<String>()?, "7");
        assert_eq!(module.call_method("mean", (vec![seven],))?.extract::<f64>()?, 7.0);
        Ok(())
    }

    #[py::test]
    fn asserts() {
        println!("printed before");
        assert_eq!(1 + 1, 3, "one and one"); // asserts
    }

    fn third(items: &[u8]) -> u8 {
        items[2] // panics
    }

    #[py::test]
    fn panics() {
        third(&[]);
    }

    #[py::test]
    fn errs() -> py::Result<()> {
        mean(vec![])?; // errs
        Ok(())
    }

    #[py::test]
    fn errs_in_python(module: &py::Module) -> py::Result<()> {
        module.call_method("greet", (1,))?; // errs_in_python
        Ok(())
    }

    #[py::test(isolated)]
    fn segfaults() {
        println!("printed before the crash");
        unsafe { std::ptr::null_mut::<u8>().write_volatile(1) } // segfaults
    }

    #[py::test(isolated)]
    fn passes_alone(tmp_path: PathBuf, seven: i64) {
        assert!(tmp_path.is_dir() && seven == 7);
    }

    #[py::test]
    fn skips(py: py::Python) -> py::Result<()> { // skips
        py::testing::skip(py, "not today")
    }

    #[py::test(xfail(raises = "ValueError", strict = true))]
    fn is_expected_to_fail() -> py::Result<()> {
        mean(vec![]).map(drop)
    }

    #[py::test]
    fn wants_another_fixture(eight: i64) {
        assert_eq!(eight, 8);
    }

    #[test]
    fn plain() {
        assert_eq!(mean(vec![2.0, 4.0]).ok(), Some(3.0));
    }

    #[test]
    fn plain_fails() {
        assert!(mean(vec![]).is_ok(), "no mean"); // plain_fails
    }

    #[test]
    fn plain_aborts() {
        std::process::abort();
    }

    #[test]
    #[ignore]
    fn plain_ignored() {}

    #[test]
    #[should_panic]
    fn plain_should_panic() {
        third(&[]);
    }
}
"""

LEAKS = """
#[cfg(test)]
mod leaks {
    use std::path::PathBuf;

    use super::*;

    fn inner() {
        Box::leak(Box::new([7_u8; 24])); // asked for
    }

    #[py::test]
    fn of_a_box() {
        inner();
    }

    #[py::test(isolated)]
    fn of_a_box_alone() {
        inner();
    }

    #[py::test]
    fn of_a_list(py: py::Python) -> py::Result<()> {
        std::mem::forget(py::List::of(py, ["left", "behind"])?);
        Ok(())
    }

    #[py::test]
    fn none(py: py::Python, tmp_path: PathBuf) -> py::Result<()> {
        static ONCE: py::OnceLock<Vec<u8>> = py::OnceLock::new();
        ONCE.get_or_init(py, |_| vec![1; 100])?;
        std::fs::create_dir(tmp_path.join("folder"))?;
        assert_eq!(py::List::of(py, [1, 2])?.len(), 2);
        Ok(())
    }
}
"""

CONFTEST = "import pytest\n\n@pytest.fixture\ndef seven():\n    return 7\n"


@pytest.fixture
def project(bench: Workbench) -> Path:
    """A new project, installed as its README says, for development."""
    project = bench.new("demo")
    bench.environ["RUST_BACKTRACE"] = "0"
    bench.pip("install", "--editable", project, "-C", "profile=dev")
    bench.pip("install", "pytest", "pytest-xdist", "rusty-pydust")
    return project


def line_of(project: Path, text: str) -> int:
    """The line of Rust that ends with a comment."""
    lines = (project / FILE).read_text().splitlines()
    (found,) = (number for number, line in enumerate(lines, 1) if line.endswith(f"// {text}"))
    return found


def test_a_new_project_and_its_tests_in_python_and_rust(bench: Workbench, project: Path) -> None:
    def run(*arguments: str, fails: bool = False) -> str:
        return bench.run(bench.python(), "-m", "pytest", *arguments, cwd=project, fails=fails)

    shown = run()
    assert "src/native.rs ..." in shown
    assert "tests/test_native.py ...." in shown
    assert "7 passed" in run("-n", "2")

    source = project / FILE
    green = source.read_text()
    source.write_text(green.replace("Hello, {name}!", "Howdy, {name}!"))
    shown = run("-v", fails=True)
    assert re.search(r"^pydust: built 1 module in \d+\.\d s$", shown, re.MULTILINE)
    assert "tests/test_native.py::test_greetings_are_counted FAILED" in shown
    assert "src/native.rs::tests::greetings_are_counted FAILED" in shown

    source.write_text(green + MORE)
    (project / "conftest.py").write_text(CONFTEST)
    check_endings(project, run("-rA", "--junitxml=report.xml", "src", fails=True))
    for number, test in ((1, "asserts"), (0, "gets_fixtures"), (1, "segfaults")):
        run(f"{FILE}::endings::{test}", "--pydust-no-build", fails=bool(number))
    assert "7 failed" in run("--lf", "--pydust-no-build", "-q", fails=True).splitlines()[-1]

    source.write_text(green + LEAKS)
    check_leaks(project, run("src", "--pydust-leaks", "-k", "leaks", "-rA", fails=True))

    source.write_text(green.replace("self.greeted += 1;", "self.greeted += one;"))
    shown = run(fails=True)
    assert shown.count("cannot find value `one` in this scope") == 1
    assert shown.splitlines()[-2].startswith("ERROR: cargo build failed (exit code 101)")
    assert "Traceback" not in shown


def check_endings(project: Path, shown: str) -> None:
    """Compares what pytest says of each test with how it is meant to end."""
    summary = dict.fromkeys(re.findall(rf"^[A-Z]+ {FILE}::endings::.*$", shown, re.MULTILINE))
    found = {line.partition(" - ")[0].replace(f"{FILE}::endings::", "") for line in summary}
    assert found == {
        "PASSED gets_fixtures",
        "PASSED passes_alone",
        "PASSED plain",
        "PASSED plain_should_panic",
        "FAILED asserts",
        "FAILED panics",
        "FAILED errs",
        "FAILED errs_in_python",
        "FAILED segfaults",
        "FAILED plain_fails",
        "FAILED plain_aborts",
        "ERROR wants_another_fixture",
        "XFAIL is_expected_to_fail",
    }
    assert f"SKIPPED [1] {FILE}:{line_of(project, 'skips')}: not today" in shown
    assert "#[ignore]" in shown
    for place, words in {
        "asserts": ["left: 2", "one and one", "printed before\n"],
        "panics": ["index out of bounds: the len is 0 but the index is 2"],
        "errs_in_python": ["TypeError: greet() argument 'name'"],
        "plain_fails": ["no mean"],
    }.items():
        assert f"\n{FILE}:{line_of(project, place)}: " in shown
        assert [word for word in words if word not in shown] == []
    assert "ValueError: the mean of no numbers" in shown
    assert "E   pydust.Crashed: SIGSEGV ended the test's process" in shown
    assert "printed before the crash" in shown
    assert "E   pydust.RustTestFailed: SIGABRT ended the test's process" in shown
    assert "fixture 'eight' not found" in shown
    cases = {case.get("name"): case for case in ET.parse(project / "report.xml").iter("testcase")}
    assert cases["asserts"].get("classname") == "src.native.rs.endings"
    assert "one and one" in (cases["asserts"].findtext("failure") or "")


def check_leaks(project: Path, shown: str) -> None:
    """Compares what is said of tests that leave something behind with what they leave."""
    found = set(re.findall(rf"^([A-Z]+) {FILE}::leaks::(\w+)", shown, re.MULTILINE))
    assert found == {
        ("FAILED", "of_a_box"),
        ("FAILED", "of_a_box_alone"),
        ("FAILED", "of_a_list"),
        ("PASSED", "none"),
    }
    place = f"{FILE}:{line_of(project, 'asked for')} in demo_native::leaks::inner"
    assert len(re.findall(rf"^E +{re.escape(place)}$", shown, re.MULTILINE)) == 2
    assert "E     bytes of Rust's memory: +24" in shown
    assert "E     objects of type list: +1" in shown
    assert "['left', 'behind']" in shown

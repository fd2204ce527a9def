"""Rust tests as items of pytest: which there are, what they get, and how their ends are shown.

Each run is a pytest of its own. The Rust tests in it are made up: see made_up_tests.py.
"""

from __future__ import annotations

import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from made_up_tests import (
    KEPT,
    SOURCE,
    Mark,
    Parametrization,
    RustTest,
    Xfail,
    harness,
    library,
    native,
)
from recording_cargo import ONE_MODULE

from pydust.native_tests import NativeTest
from pydust.pytest import rebuild

FILE = "src/modules.rs"
PYTEST = '\n[tool.pytest.ini_options]\npythonpath = ["src"]\naddopts = ["--strict-markers"]\n'

pytestmark = pytest.mark.usefixtures("cargo")


@pytest.fixture
def project(write_project: Callable[..., Path]) -> Path:
    """A project with a file in Rust, and one with a fixture."""
    project = write_project(ONE_MODULE + PYTEST)
    (project / FILE).write_text(SOURCE)
    (project / "conftest.py").write_text(
        "import pytest\n\n@pytest.fixture\ndef number():\n    return 7\n"
    )
    return project


class Runs:
    """Runs pytest in the project, as if these tests had been compiled."""

    def __init__(
        self, pytester: pytest.Pytester, project: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.pytester, self.project, self.monkeypatch = pytester, project, monkeypatch
        self.plugins = ["-p", "pydust"]

    def __call__(
        self,
        tests: Sequence[NativeTest],
        *arguments: str,
        plain: Sequence[RustTest] = (),
    ) -> pytest.RunResult:
        libraries = [library(self.project, *tests)] if tests else []
        harnesses = [harness(self.project, *plain)] if plain else []
        self.monkeypatch.setattr(rebuild, "build_tests", lambda *_, **__: libraries)
        self.monkeypatch.setattr(rebuild, "build_harness", lambda *_, **__: harnesses)
        return self.pytester.runpytest_inprocess(*self.plugins, *arguments)

    def in_a_process(self, *arguments: str) -> pytest.RunResult:
        """Runs pytest where nothing else keeps what its hooks were called with."""
        return self.pytester.runpytest_subprocess(*self.plugins, *arguments)


@pytest.fixture
def run(pytester: pytest.Pytester, project: Path, monkeypatch: pytest.MonkeyPatch) -> Runs:
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.syspath_prepend(Path(__file__).parent)
    monkeypatch.chdir(project)
    return Runs(pytester, project, monkeypatch)


@pytest.fixture
def file(project: Path) -> Path:
    return project / FILE


def names(result: pytest.RunResult) -> list[str]:
    """The node ids that `--collect-only -q` lists."""
    return [line for line in result.outlines if "::" in line and " " not in line]


def test_tests_are_named_by_their_file_and_path(run: Runs, file: Path) -> None:
    tests = [native(file, "passes", 8), native(file, "counts", 4)]
    shown = run(tests, "--co", "-q", plain=[RustTest("tests::plain", file=file, line=14)])
    expected = [f"{FILE}::tests::{name}" for name in ("counts", "passes", "plain")]
    assert names(shown) == expected


@pytest.mark.parametrize(
    ("arguments", "passed", "deselected"),
    [
        ([FILE], 2, 0),
        (["src"], 2, 0),
        ([f"{FILE}::tests"], 2, 0),
        ([f"{FILE}::tests::passes"], 1, 0),
        (["-k", "passes"], 1, 1),
        (["-k", "pydust or native"], 0, 2),
        (["-m", "slow"], 1, 1),
        (["-m", "not slow"], 1, 1),
    ],
)
def test_tests_are_chosen_as_those_in_python_are(
    run: Runs, project: Path, file: Path, arguments: list[str], passed: int, deselected: int
) -> None:
    with (project / "pyproject.toml").open("a") as settings:
        settings.write('markers = ["slow: takes long"]\n')
    tests = [native(file, "passes"), native(file, "needs", 9, params=("tmp_path", "number"))]
    tests[1] = native(file, "needs", 9, params=("tmp_path", "number"), marks=(Mark("slow"),))
    run(tests, *arguments).assert_outcomes(passed=passed, deselected=deselected)


def test_a_file_without_tests_has_none(run: Runs) -> None:
    assert run([], FILE).ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_tests_are_compiled_only_if_they_can_be_run(run: Runs, project: Path, file: Path) -> None:
    (project / "tests").mkdir()
    (project / "tests" / "test_one.py").write_text("def test_it(): pass\n")
    assert len(names(run([native(file, "passes")], "--co", "-q"))) == 2
    assert len(names(run([native(file, "passes")], "--co", "-q", "tests"))) == 1
    with (project / "pyproject.toml").open("a") as settings:
        settings.write('testpaths = ["tests"]\n')
    result = run([native(file, "passes")])
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(['pydust: Rust tests are not collected: add "src" to testpaths'])


def test_parameters_are_fixtures(run: Runs, file: Path) -> None:
    run([native(file, "needs", params=("tmp_path", "number"))]).assert_outcomes(passed=1)


def test_fixtures_have_their_scopes(run: Runs, project: Path, file: Path) -> None:
    (project / "conftest.py").write_text(
        "import pytest\n"
        "made = []\n"
        "for scope in ('session', 'module', 'class', 'function'):\n"
        "    def it(scope=scope):\n"
        "        made.append(scope)\n"
        "        yield scope\n"
        "    globals()[scope + '_one'] = pytest.fixture(it, scope=scope, name=scope + '_one')\n"
        "@pytest.fixture(autouse=True)\n"
        "def everywhere(request):\n"
        "    made.append(request.node.name)\n"
        "def pytest_sessionfinish():\n"
        "    print('made', *made)\n"
    )
    params = ("session_one", "module_one", "class_one", "function_one")
    tests = [native(file, "passes", line, params=params) for line in (1,)]
    tests.append(NativeTest("m::more::passes", "more::passes", file, 20, params=params))
    result = run(tests, "-s")
    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(
        ["*made session module class passes function class passes function"]
    )


def test_an_unknown_fixture_is_an_error_at_its_line(run: Runs, file: Path) -> None:
    result = run([native(file, "passes", params=("nothing_like_it",))])
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines([f"file *{FILE}, line 8", "*fixture 'nothing_like_it' not found"])


def test_parametrized_tests_have_an_item_for_each_row(run: Runs, file: Path) -> None:
    rows = Parametrization(("x", "y"), ((1, 2), (2, 5)))
    tests = [native(file, "doubles", params=("x", "y"), parametrize=(rows,))]
    result = run(tests, "-v")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines([f"{FILE}::tests::doubles?1-2? PASSED*", "*doubles?2-5? FAILED*"])
    run(tests, f"{FILE}::tests::doubles[1-2]").assert_outcomes(passed=1)


def test_values_may_be_sequences(run: Runs, file: Path) -> None:
    rows = Parametrization(("x",), ((1, 2), [3]))
    result = run([native(file, "passes", params=("x",), parametrize=(rows,))])
    result.assert_outcomes(passed=2)


def test_skipping_and_expected_failures(run: Runs, file: Path) -> None:
    tests = [
        native(file, "passes", 1, skip="not now"),
        native(file, "counts", 2, skip=""),
        native(file, "wrong", 3, xfail=Xfail("later", raises="ValueError")),
        NativeTest("m::more::passes", "more::passes", file, 4, xfail=Xfail(strict=True)),
        NativeTest("m::more::wrong", "more::wrong", file, 5, xfail=Xfail(raises="KeyError")),
    ]
    result = run(tests, "-rsxf")
    result.assert_outcomes(skipped=2, xfailed=1, failed=2)
    result.stdout.fnmatch_lines([f"SKIPPED ?1? {FILE}:1: not now"])
    run(tests, "--runxfail").assert_outcomes(skipped=2, passed=1, failed=2)


def test_an_expected_exception_that_is_none_is_an_error_of_the_file(run: Runs, file: Path) -> None:
    result = run([native(file, "passes", xfail=Xfail(raises="json.Wrong"))])
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(
        [f"{FILE}:8: xfail(raises = 'json.Wrong')", "*found:*no exception*"]
    )


def test_a_mark_that_is_not_registered_is_an_error_of_the_file(run: Runs, file: Path) -> None:
    result = run([native(file, "passes", marks=(Mark("slwo"),))])
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*'slwo' not found in `markers` configuration option*"])


def test_a_failed_assertion_is_shown_with_its_lines_of_rust(run: Runs, file: Path) -> None:
    result = run([native(file, "counts")])
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "*_ tests.counts _*",
            "    fn counts() {",
            "        let total = 3;",
            ">       assert_eq!(total, 4);",
            "E       *Panic: assertion `left == right` failed",
            "E         left: 3",
            "E        right: 4",
            f"{FILE}:10: Panic",
            "*- Captured stdout call -*",
            "about to count",
            f"FAILED {FILE}::tests::counts - *Panic: assertion `left*",
        ],
        consecutive=False,
    )
    assert "native_tests.py" not in result.stdout.str()


def test_an_error_elsewhere_is_shown_where_it_began(run: Runs, file: Path) -> None:
    result = run([native(file, "wrong")])
    result.stdout.fnmatch_lines(
        [
            ">   fn counts() {",
            f"{FILE}:8: ",
            "    fn counts() {",
            ">       let total = 3;",
            "E       ValueError: no such tag",
            f"{FILE}:9: ValueError",
        ]
    )


def test_an_error_in_a_python_test_is_shown_with_its_function_of_rust(
    run: Runs, project: Path, file: Path
) -> None:
    (project / "test_python.py").write_text(
        "from pathlib import Path\nfrom made_up_tests import fail\n\n"
        f"def test_it():\n    fail(ValueError('no such tag'), Path({str(file)!r}), 9, 'Tags.counts')\n"
    )
    run([], "test_python.py").stdout.fnmatch_lines(
        [
            ">       fail(ValueError('no such tag'), *",
            "    fn counts() {",
            ">       let total = 3;",
            "E       ValueError: no such tag",
            f"{FILE}:9: ValueError",
        ]
    )


def test_functions_that_a_test_calls_are_named(run: Runs, file: Path) -> None:
    file.write_text(SOURCE.replace("fn counts()", "fn helper()"))
    result = run([native(file, "counts")], "--tb=short")
    result.stdout.fnmatch_lines([f"{FILE}:8: in counts", f"{FILE}:10: in helper"])


def test_tests_that_give_an_awaitable_are_coroutines(run: Runs, project: Path, file: Path) -> None:
    (project / "conftest.py").write_text(
        "import asyncio, inspect, pytest\n"
        "@pytest.hookimpl(tryfirst=True)\n"
        "def pytest_pyfunc_call(pyfuncitem):\n"
        "    assert inspect.iscoroutinefunction(pyfuncitem.obj)\n"
        "    asyncio.run(pyfuncitem.obj())\n"
        "    return True\n"
    )
    run([native(file, "awaits", is_async=True)]).assert_outcomes(passed=1)


def test_the_junit_report_has_file_and_line(run: Runs, project: Path, file: Path) -> None:
    run([native(file, "counts")], "--junitxml=report.xml", "-o", "junit_family=xunit1")
    (case,) = ET.parse(project / "report.xml").iter("testcase")
    found = {name: case.get(name) for name in ("classname", "name", "file", "line")}
    assert found == {
        "classname": "src.modules.rs.tests",
        "name": "counts",
        "file": FILE,
        "line": "7",
    }


def test_the_last_failures_are_run_again(run: Runs, file: Path) -> None:
    tests = [native(file, "counts"), native(file, "passes", 3)]
    options = ["-p", "cacheprovider"]
    run(tests, *options).assert_outcomes(failed=1, passed=1)
    run(tests, *options, "--lf").assert_outcomes(failed=1)


def test_what_was_built_last_is_run_without_a_build(run: Runs, file: Path) -> None:
    run([native(file, "passes")]).assert_outcomes(passed=1)
    result = run([], "--pydust-no-build")
    result.assert_outcomes(passed=1)


def test_without_a_build_before_there_are_no_rust_tests(run: Runs) -> None:
    result = run([], "--pydust-no-build")
    result.stdout.fnmatch_lines(["pydust: nothing is built (*), so no Rust tests are known"])


def test_modules_that_share_a_file_have_a_group_each(run: Runs, file: Path) -> None:
    tests = [native(file, "passes"), native(file, "passes")]
    assert names(run(tests, "--co", "-q")) == [
        f"{FILE}::tests::passes",
        f"{FILE}::example.modules::tests::passes",
    ]


def test_tests_of_the_harness_are_items_too(run: Runs, file: Path) -> None:
    plain = [
        RustTest("tests::plain", file=file, line=14),
        RustTest("tests::fails", file=file, line=17),
        RustTest("tests::crashes", file=file, line=1),
        RustTest("tests::later", ignored=True),
    ]
    result = run([], "-rs", plain=plain)
    result.assert_outcomes(passed=1, failed=2, skipped=1)
    result.stdout.fnmatch_lines(
        [
            "E   pydust.RustTestFailed: SIGSEGV ended the test's process",
            "last words",
            "    fn fails() {",
            '>       panic!("no luck");',
            "E       pydust.RustTestFailed: no luck",
            f"{FILE}:18: RustTestFailed",
            "SKIPPED * #?ignore?",
        ],
        consecutive=False,
    )


def test_a_harness_test_of_unknown_place_is_in_the_root_file(run: Runs) -> None:
    result = run([], "-v", "--co", plain=[RustTest("tests::by_a_macro")])
    result.stdout.fnmatch_lines(["*<RustFile modules.rs>", "*<RustMod tests>", "*<Function by_a_*"])


def test_workers_of_xdist_run_what_their_controller_built(run: Runs, file: Path) -> None:
    run.plugins += ["-p", "xdist.plugin"]
    run.monkeypatch.setattr("xdist.workermanage._sys_path", sys.path)  # with the made-up tests
    tests = [
        native(file, "passes"),
        native(file, "counts", 3),
        native(file, "crashes", isolated=True),
    ]
    result = run(tests, "-n2", plain=[RustTest("tests::plain")])
    result.assert_outcomes(passed=2, failed=2)
    result.stdout.fnmatch_lines([f"FAILED {FILE}::tests::crashes - pydust.Crashed: SIGABRT*"])


def test_a_crash_of_an_isolated_test_is_its_own_failure(run: Runs, file: Path) -> None:
    tests = [
        native(file, "crashes", 8, isolated=True),
        native(file, "leaves", 9, isolated=True, params=("number",)),
        native(file, "passes", 10),
    ]
    result = run(tests, "-v")
    result.assert_outcomes(failed=2, passed=1)
    result.stdout.fnmatch_lines(
        [
            ">   fn counts() {",
            "E   pydust.Crashed: SIGABRT ended the test's process",
            f"{FILE}:8: Crashed",
            "*- Output until then -*",
            "*last words*",
            "E   pydust.Crashed: exit code 7 ended the test's process",
        ],
        consecutive=False,
    )


def test_isolated_tests_run_from_a_sub_folder_too(run: Runs, project: Path, file: Path) -> None:
    tests = [native(file, "needs", isolated=True, params=("tmp_path", "number"))]
    run.monkeypatch.chdir(project / "src")
    run(tests, "-s").assert_outcomes(passed=1)


def test_isolated_tests_are_reported_as_others_are(run: Runs, project: Path, file: Path) -> None:
    with (project / "conftest.py").open("a") as conftest:
        conftest.write(
            "@pytest.fixture(scope='module', autouse=True)\n"
            "def shared():\n    yield 1\n\n"
            "def pytest_addoption(parser):\n    parser.addoption('--own', required=True)\n"
        )
    tests = [
        native(file, "passes", 1),
        native(file, "needs", 2, isolated=True, params=("tmp_path", "number")),
        native(file, "counts", 3, isolated=True),
        native(file, "wrong", 4, isolated=True, xfail=Xfail("later")),
        native(file, "crashes", 5, isolated=True, xfail=Xfail("it crashes")),
        native(file, "awaits", 6, isolated=True, skip="not now"),
    ]
    (project / "test_after.py").write_text("def test_it(shared): pass\n")
    result = run(tests, "--own=1", "--junitxml=report.xml", "--durations=3")
    result.assert_outcomes(passed=3, failed=1, xfailed=2, skipped=1)
    result.stdout.fnmatch_lines(["E   *Panic: assertion `left == right` failed"])
    assert len(list(ET.parse(project / "report.xml").iter("testcase"))) == 7


def test_what_leaves_something_behind_each_time_fails(run: Runs, project: Path, file: Path) -> None:
    KEPT.clear()
    (project / "conftest.py").write_text("KEPT = []\n")
    (project / "test_python.py").write_text(
        "import pytest\nfrom conftest import KEPT\n\n"
        "@pytest.mark.pydust_leaks\n"
        "def test_marked(tmp_path):\n    KEPT.append([])\n    (tmp_path / 'folder').mkdir()\n\n"
        "def test_unmarked():\n    KEPT.append([])\n"
    )
    tests = [
        native(file, "keeps", 8),
        native(file, "passes", 9, marks=(Mark("pydust_leaks", (False,)),)),
        native(file, "counts", 10, xfail=Xfail("later")),
        native(file, "awaits", 11, skip="not now"),
    ]
    result = run(tests, "--pydust-leaks", "--junitxml=report.xml")
    result.assert_outcomes(failed=2, passed=2, xfailed=1, skipped=1)
    result.stdout.fnmatch_lines(
        [
            f"{FILE}:8: LeakError",
            "test_python.py:4: LeakError",
            f"FAILED {FILE}::tests::keeps - *LeakError: each run leaves more*",
        ]
    )
    result.stdout.fnmatch_lines(["E *objects of type list: +1"])
    assert len(list(ET.parse(project / "report.xml").iter("testcase"))) == 6


def test_what_leaks_is_not_looked_for_unasked(run: Runs, file: Path) -> None:
    KEPT.clear()
    run([native(file, "keeps")]).assert_outcomes(passed=1)
    assert len(KEPT) == 1


def test_a_test_may_leak_if_its_mark_says_so(run: Runs, file: Path) -> None:
    mark = Mark("pydust_leaks", (False,))
    run([native(file, "keeps", marks=(mark,))], "--pydust-leaks").assert_outcomes(passed=1)


def test_a_test_that_fails_as_it_runs_again_is_reported(run: Runs, file: Path) -> None:
    KEPT.clear()
    result = run([native(file, "keeps_and_fails")], "--pydust-leaks")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["E *three times*", "*failed as it was run again*"])


def test_fixtures_are_made_anew_for_each_run(run: Runs, project: Path) -> None:
    (project / "test_python.py").write_text(
        "import pytest\nCALLS = []\n\n"
        "@pytest.fixture(scope='module')\n"
        "def shared():\n    CALLS.append('shared')\n    yield\n    CALLS.append('shared ends')\n\n"
        "@pytest.fixture\n"
        "def own(shared):\n    CALLS.append('own')\n    yield\n    CALLS.append('own ends')\n\n"
        "@pytest.mark.pydust_leaks\n"
        "def test_it(own, tmp_path):\n    (tmp_path / 'folder').mkdir()\n\n"
        "def test_calls():\n"
        "    assert CALLS[:5] == ['shared', 'own', 'own ends', 'own', 'own ends']\n"
        "    assert CALLS.count('shared') == 1\n"
    )
    run.in_a_process("--pydust-leaks", "test_python.py").assert_outcomes(passed=2)


def test_a_fixture_tells_whether_calls_leak(run: Runs, project: Path) -> None:
    (project / "test_python.py").write_text(
        "KEPT = []\n\n"
        "def test_leaks(leak_check):\n    leak_check(KEPT.append, [1, 2])\n"
        "    leak_check(lambda: KEPT.append([]))\n\n"
        "def test_clean(leak_check):\n    leak_check(sorted, [2, 1], reverse=True)\n"
    )
    result = run([], "test_python.py")
    result.assert_outcomes(failed=1, passed=1)
    result.stdout.fnmatch_lines([">*leak_check(lambda: KEPT.append([[]]))", "E *type list: +1"])

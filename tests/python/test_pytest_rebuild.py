"""The pytest plugin before collection: when it builds, what it says, and when it does nothing.

Each run is a pytest of its own, with a cargo that only records.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

import pytest
from recording_cargo import ONE_MODULE, RecordingCargo
from stub_records import function, module

BUILT = "pydust: built 1 module in *"
PASSING = "def test_passes(): pass\n"

Run = Callable[..., pytest.RunResult]

pytestmark = pytest.mark.usefixtures("cargo")


@pytest.fixture
def project(write_project: Callable[..., Path]) -> Path:
    """A project with a test, and with its package on the search path."""
    project = write_project(ONE_MODULE + '\n[tool.pytest.ini_options]\npythonpath = ["src"]\n')
    (project / "tests").mkdir()
    (project / "tests" / "test_one.py").write_text(PASSING)
    return project


@pytest.fixture
def run(pytester: pytest.Pytester, project: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs pytest in the project, with our plugin alone."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")

    def run(*arguments: str, folder: str = ".") -> pytest.RunResult:
        monkeypatch.chdir(project / folder)
        named = any(argument.startswith("pydust") for argument in arguments)
        return pytester.runpytest_inprocess(*([] if named else ["-p", "pydust"]), *arguments)

    return run


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for what is installed, where Python finds it first."""
    site = tmp_path / "site-packages"
    site.mkdir()
    monkeypatch.syspath_prepend(site)
    return site


def test_modules_are_built_before_anything_is_imported(
    run: Run, project: Path, cargo: RecordingCargo
) -> None:
    (project / "conftest.py").write_text(
        "from pathlib import Path\nassert Path('src/example/modules.abi3.so').exists()\n"
    )
    result = run()
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines([BUILT])
    assert len(cargo.builds) == 1
    assert cargo.builds[0]["arguments"][2:4] == ["--profile", "dev"]


def test_what_is_up_to_date_is_left_alone(run: Run, project: Path) -> None:
    run()
    module = project / "src" / "example" / "modules.abi3.so"
    before = module.stat().st_mtime_ns
    run().stdout.fnmatch_lines(["pydust: 1 module up to date *"])
    assert module.stat().st_mtime_ns == before


def test_stubs_are_as_new_as_the_modules(run: Run, project: Path, cargo: RecordingCargo) -> None:
    for name in ("ping", "pong"):
        cargo.describe("ext-example-modules", module(function(name, returns="{#nowhere}")))
        run().stdout.fnmatch_lines([f"pydust: warning: example.modules.{name}: *nowhere"])
        stub = (project / "src" / "example" / "modules.pyi").read_text()
        assert f"def {name}() -> Any" in stub
    assert (project / "src" / "example" / "py.typed").exists()


def test_a_module_of_an_editable_install_outside_of_packages_has_its_stub_there(
    run: Run, project: Path, site: Path, cargo: RecordingCargo
) -> None:
    (project / "pyproject.toml").write_text(ONE_MODULE.replace("example.modules", "modules"))
    info = site / "example-1.dist-info"
    info.mkdir()
    (site / f"modules{EXTENSION_SUFFIXES[0]}").touch()
    (info / "METADATA").write_text("Name: example\nVersion: 1\n")
    (info / "RECORD").write_text(f"modules{EXTENSION_SUFFIXES[0]},,\n")
    origin = {"url": project.as_uri(), "dir_info": {"editable": True}}
    (info / "direct_url.json").write_text(json.dumps(origin))
    cargo.describe("ext-modules", module(function("ping"), name="modules"))
    run().stdout.fnmatch_lines([BUILT])
    assert (site / "modules.abi3.so").read_bytes()
    assert "def ping() -> None" in (site / "modules-stubs" / "__init__.pyi").read_text()
    assert not list(project.glob("*.pyi"))


def test_the_profile_is_an_option(run: Run, cargo: RecordingCargo) -> None:
    run("--pydust-profile=release").assert_outcomes(passed=1)
    assert cargo.builds[0]["arguments"][2:4] == ["--profile", "release"]
    assert run("--pydust-profile=fast").ret == pytest.ExitCode.USAGE_ERROR


@pytest.mark.parametrize(
    ("folder", "arguments"),
    [
        ("tests", []),
        (".", ["tests/test_one.py"]),
        ("src", ["../tests/test_one.py::test_passes"]),
        ("src/example", ["--pyargs", "os", "../../tests"]),
        (".", ["-p", "pydust.pytest_plugin", "--pyargs", "tests"]),
    ],
)
def test_the_project_is_found_from_everywhere_in_it(
    run: Run, cargo: RecordingCargo, folder: str, arguments: list[str]
) -> None:
    run(*arguments, folder=folder).stdout.fnmatch_lines([BUILT])
    assert len(cargo.builds) == 1


def test_a_project_is_found_inside_of_a_larger_one(run: Run, project: Path) -> None:
    outer = project.parent
    (outer / "pyproject.toml").write_text("[tool.pytest.ini_options]\n")
    (project / "pyproject.toml").write_text(ONE_MODULE)
    result = run()
    result.stdout.fnmatch_lines([BUILT, f"rootdir: {outer}"])
    assert not run("--collect-only", folder="..").stdout.str().count("pydust:")


def test_a_project_with_a_pytest_ini_is_known_by_its_workspace(run: Run, project: Path) -> None:
    (project / "pytest.ini").write_text("[pytest]\npythonpath = src\n")
    assert "pydust:" not in run().stdout.str()
    (project / "Cargo.toml").write_text("# Generated by rusty-pydust\n")
    run().stdout.fnmatch_lines([BUILT])


def test_nothing_is_built_where_that_is_not_wanted(run: Run, cargo: RecordingCargo) -> None:
    run("--pydust-no-build").stdout.fnmatch_lines(["pydust: nothing is built*"])
    for option in ("--help", "--version", "--markers", "--cache-show"):
        assert run(option).ret == 0
    assert cargo.calls == []


def test_other_projects_do_not_notice_the_plugin(
    pytester: pytest.Pytester, cargo: RecordingCargo
) -> None:
    pytester.makepyprojecttoml('[project]\nname = "other"\ndependencies = ["pydust"]\n')
    pytester.makepyfile(
        "import sys\ndef test_it(request):\n"
        "    assert not request.config.pluginmanager.has_plugin('pydust-project')"
    )
    result = pytester.runpytest_inprocess()
    result.assert_outcomes(passed=1)
    assert "pydust:" not in result.stdout.str()
    assert cargo.calls == []


def test_a_failed_build_is_shown_once_and_ends_the_run(
    run: Run, project: Path, cargo: RecordingCargo
) -> None:
    cargo.behave(fails=True)
    result = run()
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert result.stderr.str().count("error[E0425]: cannot find value `x` in this scope") == 1
    result.stderr.fnmatch_lines(["ERROR: cargo build failed (exit code 101)*"])
    assert "Traceback" not in result.stderr.str() + result.stdout.str()
    assert not (project / "src" / "example" / "modules.abi3.so").exists()


def test_a_wrong_setting_ends_the_run_with_its_message(run: Run, project: Path) -> None:
    (project / "pyproject.toml").write_text("[tool.pydust]\next_modules = []\n")
    result = run()
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(
        ["ERROR: *pyproject.toml: tool.pydust.ext_modules", "*did you mean*"]
    )


def test_an_installed_copy_is_not_rebuilt_and_named(
    run: Run, project: Path, site: Path, cargo: RecordingCargo
) -> None:
    (project / "pyproject.toml").write_text(ONE_MODULE)
    (site / "example").mkdir()
    (site / "example" / "__init__.py").touch()
    run().stdout.fnmatch_lines(
        [f"pydust: tests import example.modules from a copy in {site}*pip install -e .*"]
    )
    assert cargo.builds == []


def test_what_is_not_installed_is_said_where_a_test_needs_it(run: Run, project: Path) -> None:
    (project / "pyproject.toml").write_text(ONE_MODULE.replace("example", "exemple"))
    (project / "src" / "example").rename(project / "src" / "exemple")
    (project / "tests" / "test_one.py").write_text("import exemple.modules\n")
    run().stdout.fnmatch_lines(
        [f"pydust: exemple is not installed: *{project} makes tests find it"]
    )


def test_what_cargo_makes_is_not_searched_for_tests(run: Run, project: Path) -> None:
    (project / "target" / "debug").mkdir(parents=True)
    (project / "target" / ".rustc_info.json").touch()
    (project / "target" / "debug" / "test_two.py").write_text(PASSING)
    run().assert_outcomes(passed=1)


def test_a_worker_of_xdist_leaves_building_to_its_controller(
    run: Run, cargo: RecordingCargo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTEST_XDIST_WORKER", "gw0")
    run().assert_outcomes(passed=1)
    assert cargo.calls == []

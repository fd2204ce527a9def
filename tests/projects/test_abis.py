"""Projects built for several ABIs by one Python, and imported by every Python of this machine."""

from __future__ import annotations

import json
import re
import sys
import zipfile
from pathlib import Path

import pytest
from test_layouts import self_managed
from workbench import Workbench

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import places
from flavours import Flavour

ABIS = ("abi3", "cp314t", "abi3t")

# What each kind of Python takes of a wheel with all of these.
TAKEN = {
    **{Flavour((3, minor)): ".abi3.so" for minor in range(11, 16)},
    Flavour((3, 14), free_threaded=True): ".cpython-314t-x86_64-linux-gnu.so",
    Flavour((3, 15), free_threaded=True): ".abi3t.so",
}


@pytest.fixture(scope="session")
def pythons() -> dict[Flavour, places.Python]:
    """The Pythons of this machine."""
    return {kind: found for kind, found in places.pythons().items() if kind in TAKEN}


def free_threaded_315(pythons: dict[Flavour, places.Python]) -> places.Python:
    kind = Flavour((3, 15), free_threaded=True)
    if kind not in pythons:
        pytest.skip(f"no CPython {kind} here")
    return pythons[kind]


def taken(bench: Workbench, name: str, place: str) -> str:
    """The end of the file name of the module that Python imports."""
    file = bench.evaluate(f"{name}.__file__", name, into=place)
    return re.sub(r"x86_64|aarch64", "x86_64", file.rpartition(name.rpartition(".")[2])[2])


def test_one_wheel_for_every_python(
    bench: Workbench, pythons: dict[Flavour, places.Python]
) -> None:
    project = bench.new("demo")
    pyproject = project / "pyproject.toml"
    asked = f"[tool.pydust]\nabis = {json.dumps(ABIS)}\n"
    pyproject.write_text(pyproject.read_text() + asked)
    bench.pip("wheel", "--no-deps", "--wheel-dir", bench.folder, project)
    (wheel,) = bench.folder.glob("demo-*.whl")
    assert re.search(r"-cp311\.cp314\.cp315-abi3\.abi3t\.cp314t-\w+\.whl$", wheel.name)
    for kind, python in pythons.items():
        place = f"venv-{kind}"
        bench.python(place, python.program)
        bench.pip("install", "--no-index", wheel, into=place)
        assert taken(bench, "demo.native", place) == TAKEN[kind]
        assert bench.evaluate("demo.greet('Ada')", "demo", into=place) == "Hello, Ada!"
        if kind.free_threaded:
            assert bench.evaluate("sys._is_gil_enabled()", "demo, sys", into=place) == "False"

    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(bench.folder / "wheel")
    files = bench.folder / "wheel" / "demo"
    assert violations(bench, files / "native.abi3.so", "3.11") == set()
    # The auditor does not know the entry point of PEP 793 yet; all else has to be clean.
    assert violations(bench, files / "native.abi3t.so", "3.15") <= {"PyModExport_native"}


def violations(bench: Workbench, file: Path, oldest: str) -> set[str]:
    """The functions of Python in a module that the stable ABI of a version does not have."""
    audit = (sys.executable, "-m", "abi3audit", "--report", "--assume-minimum-abi3", oldest)
    report = json.loads(bench.output(*audit, file))
    result = report["specs"][str(file)]["object"]["result"]
    return {*result["non_abi3_symbols"], *result["future_abi3_objects"]}


def test_a_free_threaded_python_builds_for_itself_and_the_gil(
    bench: Workbench, pythons: dict[Flavour, places.Python]
) -> None:
    python = free_threaded_315(pythons)
    project = bench.new("demo")
    bench.python("free", python.program)
    bench.pip("wheel", "--no-deps", "--wheel-dir", bench.folder, project, into="free")
    (wheel,) = bench.folder.glob("demo-*-cp315-abi3.abi3t-*.whl")
    for kind in (python.flavour, Flavour((3, 15))):
        if kind in pythons:
            place = f"venv-{kind}"
            bench.python(place, pythons[kind].program)
            bench.pip("install", "--no-index", wheel, into=place)
            assert taken(bench, "demo.native", place) == ".abi3t.so"
            assert bench.evaluate("demo.greet('Ada')", "demo", into=place) == "Hello, Ada!"


def test_a_self_managed_workspace_for_another_abi(
    bench: Workbench, pythons: dict[Flavour, places.Python]
) -> None:
    project = bench.write(self_managed())
    abis = ("--config-settings", "abis=abi3t")
    bench.pip("wheel", "--no-deps", "--wheel-dir", bench.folder, *abis, project)
    (wheel,) = bench.folder.glob("several-*-cp315-abi3.abi3t-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if name.endswith(".so")}
    assert names == {"several/one.abi3t.so", "several/two.abi3t.so"}
    bench.python("free", free_threaded_315(pythons).program)
    bench.pip("install", "--no-index", wheel, into="free")
    answers = "several.one.answer(), several.two.answer()"
    assert bench.evaluate(answers, "several.one", "several.two", into="free") == "1 2"

"""What may stand in `[tool.pydust]`, and what is said about the rest."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pydust.config import enclosing_project, load_project
from pydust.errors import PydustError

ENTRY = '[[tool.pydust.ext_module]]\nname = "example.modules"\nroot = "src/modules.rs"\n'


def test_an_entry_has_a_name_a_root_and_the_stable_abi(write_project: Callable[..., Path]) -> None:
    directory = write_project()
    project = load_project(directory)
    (module,) = project.modules
    assert module.name.dotted == "example.modules"
    assert module.root == directory / "src" / "modules.rs"
    assert module.limited_api
    assert not project.self_managed
    assert project.target_cpu is None


def test_tables_of_cargo_are_kept_as_they_are(write_project: Callable[..., Path]) -> None:
    text = (
        ENTRY
        + 'limited_api = false\n[tool.pydust.dependencies]\nserde = { version = "1" }\n'
        + '[tool.pydust.profile.release]\nlto = "thin"\n[tool.pydust]\ntarget_cpu = "native"\n'
    )
    project = load_project(write_project(text))
    assert project.abis == ()
    assert project.manifest == {"dependencies": {"serde": {"version": "1"}}}
    assert project.workspace == {"profile": {"release": {"lto": "thin"}}}
    assert project.target_cpu == "native"
    assert not project.modules[0].limited_api


def test_abis_are_for_all_modules(write_project: Callable[..., Path]) -> None:
    text = '[tool.pydust]\nabis = ["abi3", "cp314t", "abi3t"]\n' + ENTRY
    assert load_project(write_project(text)).abis == ("abi3", "cp314t", "abi3t")


def test_a_self_managed_project_names_packages(write_project: Callable[..., Path]) -> None:
    text = '[tool.pydust]\nself_managed = true\n[[tool.pydust.ext_module]]\nname = "example.a"\npackage = "a"\n'
    (module,) = load_project(write_project(text)).modules
    assert (module.package, module.root) == ("a", None)


# What is written, and what the message has to contain: the place, what was found, what to do.
MISTAKES = {
    "unknown key": ("[tool.pydust]\nself_manged = true\n" + ENTRY, ["tool.pydust.self_manged", "did you mean `self_managed`?"]),
    "unknown key of an entry": (ENTRY + 'limited = true\n', ["tool.pydust.ext_module[0].limited", "limited_api"]),
    "table of hatchling": ("[tool.pydust]\nfoo = 1\n" + ENTRY, ["tool.pydust.foo", "an unknown key", "ext_module"]),
    "missing root": ('[[tool.pydust.ext_module]]\nname = "example.modules"\n', ["ext_module[0].root", "nothing", "exports `example.modules`"]),
    "root without a file": (ENTRY.replace("modules.rs", "moduls.rs"), ['"src/moduls.rs", which does not exist', 'did you mean "src/modules.rs"?']),
    "root is a directory": (ENTRY.replace("/modules.rs", ""), ['"src", a directory']),
    "root outside": (ENTRY.replace("src/", "../"), ['"../modules.rs", which is outside of the project']),
    "root of another type": (ENTRY.replace('"src/modules.rs"', "7"), ["ext_module[0].root", "7", "as a string"]),
    "missing name": ('[[tool.pydust.ext_module]]\nroot = "src/modules.rs"\n', ["ext_module[0].name", "nothing"]),
    "name with a hyphen": (ENTRY.replace("example.modules", "my-example.modules"), ["component 'my-example' is not an ASCII identifier"]),
    "name with an empty part": (ENTRY.replace("example.modules", "example..modules"), ["component '' is not"]),
    "name with a keyword": (ENTRY.replace("example.modules", "example.import"), ["'import' is a Python keyword"]),
    "name of another alphabet": (ENTRY.replace("example.modules", "example.модуль"), ["is not an ASCII identifier"]),
    "two of one name": (ENTRY + ENTRY, ["ext_module[1].name", "tool.pydust.ext_module[0] is called"]),
    "names that differ by case": (ENTRY + ENTRY.replace("example.modules", "example.Modules"), ["ext_module[1].name"]),
    "no entry": ("[tool.pydust]\n", ["tool.pydust.ext_module", "at least one"]),
    "entry that is no table": ("[tool.pydust]\next_module = [1]\n", ["ext_module[0]", "a table"]),
    "one table for the list": ('[tool.pydust.ext_module]\nname = "a"\n', ["[[tool.pydust.ext_module]] entries"]),
    "package without self_managed": (ENTRY + 'package = "a"\n', ["ext_module[0].package", "self_managed = false", "`root`"]),
    "root with self_managed": ("[tool.pydust]\nself_managed = true\n" + ENTRY, ["ext_module[0].root", "self_managed = true", "`package`"]),
    "dependencies with self_managed": ("[tool.pydust]\nself_managed = true\n[tool.pydust.dependencies]\na = \"1\"\n" + ENTRY, ["tool.pydust.dependencies", "own Cargo.toml"]),
    "dependencies that are no table": ("[tool.pydust]\ndependencies = []\n" + ENTRY, ["tool.pydust.dependencies", "an array", "cargo's own syntax"]),
    "abis that are no list": ('[tool.pydust]\nabis = "abi3"\n' + ENTRY, ["tool.pydust.abis", '"abi3"', "an array of names"]),
    "abis that are no names": ('[tool.pydust]\nabis = [3]\n' + ENTRY, ["tool.pydust.abis", "3 in it", "an array of names"]),
    "no abis": ('[tool.pydust]\nabis = []\n' + ENTRY, ["pyproject.toml: tool.pydust.abis", "no ABI"]),
    "unknown abi": ('[tool.pydust]\nabis = ["abi3", "abi3T"]\n' + ENTRY, ["tool.pydust.abis", "'abi3T'", "did you mean `abi3t`?"]),
    "abi twice": ('[tool.pydust]\nabis = ["abi3", "abi3"]\n' + ENTRY, ["tool.pydust.abis", "abi3 twice", "each ABI once"]),
    "abis and limited_api": ('[tool.pydust]\nabis = ["abi3"]\n' + ENTRY + "limited_api = true\n", ["ext_module[0].limited_api", "one of the two"]),
    "limited_api as text": (ENTRY + 'limited_api = "yes"\n', ["limited_api", '"yes"', "true or false"]),
    "target_cpu with a flag": ('[tool.pydust]\ntarget_cpu = "native -Copt-level=0"\n' + ENTRY, ["tool.pydust.target_cpu", "x86-64-v3"]),
    "no table at all": ("", ["tool.pydust", "no such table", "[[tool.pydust.ext_module]]"]),
    "table that is a value": ("[tool]\npydust = 3\n", ["tool.pydust", "a table"]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), MISTAKES.values(), ids=MISTAKES.keys())
def test_mistakes_are_named(
    write_project: Callable[..., Path], text: str, expected: list[str]
) -> None:
    directory = write_project(text)
    (directory.parent / "modules.rs").touch()
    with pytest.raises(PydustError) as caught:
        load_project(directory)
    message = str(caught.value)
    for part in [str(directory / "pyproject.toml"), "found:", "expected:", *expected]:
        assert part in message, message
    assert caught.value.exit_code == 2


def test_a_root_may_not_leave_the_project_by_a_link(write_project: Callable[..., Path]) -> None:
    directory = write_project(ENTRY, roots=())
    outside = directory.parent / "outside.rs"
    outside.touch()
    (directory / "src" / "modules.rs").symlink_to(outside)
    with pytest.raises(PydustError, match="outside of the project"):
        load_project(directory)


def test_broken_toml_names_the_file_and_the_line(write_project: Callable[..., Path]) -> None:
    directory = write_project("[tool.pydust\n")
    with pytest.raises(PydustError, match=r"pyproject\.toml: not valid TOML: .*line 4"):
        load_project(directory)


def test_a_directory_without_a_project(tmp_path: Path) -> None:
    with pytest.raises(PydustError, match="pydust new NAME"):
        load_project(tmp_path)


def test_a_project_is_found_from_the_folders_in_it(
    write_project: Callable[..., Path], tmp_path: Path
) -> None:
    directory = write_project()
    inner = directory / "src" / "example"
    assert enclosing_project(directory) == directory
    assert enclosing_project(inner) == directory
    # A package of another tool within the project has a file of its own.
    (inner / "pyproject.toml").write_text('[project]\nname = "tool.pydust"\n')
    assert enclosing_project(inner) == directory
    (inner / "pyproject.toml").write_text("[tool.pydust]\nnot TOML\n")
    assert enclosing_project(inner) == inner
    assert enclosing_project(tmp_path) is None

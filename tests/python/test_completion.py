"""What shells complete: asked of the shells themselves, where they are there."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from pydust.cli import COMMANDS, make_parser
from pydust.completion import SHELLS, script

needs_bash = pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")


def complete_in_bash(line: str, folder: Path) -> list[str]:
    """What bash offers at the end of a line, asked as it asks when one types Tab."""
    words = line.split(" ")
    program = f"""
{script("bash", make_parser())}
COMP_WORDS=({" ".join(f"'{word}'" for word in words)})
COMP_CWORD={len(words) - 1}
_pydust
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
    shown = subprocess.run(
        ["bash", "--norc", "-c", program], cwd=folder, capture_output=True, text=True, check=True
    )
    assert shown.stderr == ""
    return sorted(shown.stdout.split("\n")[:-1])


@needs_bash
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("pydust b", ["build"]),
        ("pydust --v", ["--version"]),
        ("pydust build --de", ["--dev"]),
        ("pydust completion ", ["bash", "fish", "zsh"]),
        ("pydust completion z", ["zsh"]),
        ("pydust build ", ["a file.rs", "folder", "one.rs"]),
        ("pydust build one.rs folder/", ["folder/two.rs"]),
        ("pydust build --target-cpu ", [""]),
        ("pydust doctor ", [""]),
        ("pydust clean --", ["--cache", "--dry-run", "--help"]),
    ],
)
def test_bash(tmp_path: Path, line: str, expected: list[str]) -> None:
    (tmp_path / "folder").mkdir()
    for name in ("one.rs", "a file.rs", "other.py", "folder/two.rs"):
        (tmp_path / name).touch()
    assert complete_in_bash(line, tmp_path) == expected


@needs_bash
def test_bash_offers_every_command(tmp_path: Path) -> None:
    offered = complete_in_bash("pydust ", tmp_path)
    assert {command.name for command in COMMANDS} <= set(offered)


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_that_is_there_reads_its_script(tmp_path: Path, shell: str) -> None:
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"there is no {shell}")
    file = tmp_path / "completions"
    file.write_text(script(shell, make_parser()))
    subprocess.run(
        [program, "-n", str(file)], check=True, env={**os.environ, "HOME": str(tmp_path)}
    )


@pytest.mark.parametrize("shell", SHELLS)
def test_every_command_and_option_is_in_every_script(shell: str) -> None:
    text = script(shell, make_parser())
    for command in COMMANDS:
        assert command.name in text
    assert "dry-run" in text
    assert "only say what would be removed" in text or shell == "bash"
    assert "*.rs" in text or "__fish_complete_suffix .rs" in text


def test_words_that_a_shell_would_take_for_its_own_are_quoted() -> None:
    text = script("zsh", make_parser())
    assert "'(--cache)--cache[instead, remove what was built outside of projects\\: " in text
    assert len(shlex.split(text, comments=True)) > 50

"""The macros' errors: each file here says in comments which ones it gets, on which lines.

`//~ ERROR text` stands on the line of an error whose message contains the text, `//~^ ERROR text`
on the line below it, `//~^^` two lines below. Every error must be announced and every announced one
must come. Files in `pass/` announce none, and deny warnings.

All files are checked as the examples of one package, which is written to `target/ui`.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PACKAGE = ROOT / "target" / "ui"

ANNOTATION = re.compile(r"//~(?P<up>\^*) ERROR (?P<text>.+?)\s*$")

MANIFEST = """\
# Written by tests/ui/test_ui.py, anew for each run.
[package]
name = "ui"
version = "0.0.0"
edition = "2024"
autoexamples = false

[lib]
path = "lib.rs"

[dependencies]
pydust = {{ path = {pydust} }}

[workspace]
"""

EXAMPLE = """
[[example]]
name = {name}
path = {path}
"""


class Diagnostic(NamedTuple):
    """An error, as announced (a part of its text) or as reported (all of it)."""

    line: int
    text: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.text}"


def files() -> list[Path]:
    """List the files to check."""
    return sorted(HERE.glob("*.rs")) + sorted(HERE.glob("pass/*.rs"))


def name_of(file: Path) -> str:
    """Give the name by which a file is known: `types`, `pass/generated`."""
    return file.relative_to(HERE).with_suffix("").as_posix()


def announced(file: Path) -> list[Diagnostic]:
    """Read which errors a file says it gets."""
    lines = enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
    found = ((number, ANNOTATION.search(line)) for number, line in lines)
    return [
        Diagnostic(number - len(match["up"]), match["text"]) for number, match in found if match
    ]


def write_package() -> None:
    """Write the package whose examples are the files."""
    PACKAGE.mkdir(parents=True, exist_ok=True)
    manifest = MANIFEST.format(pydust=json.dumps(str(ROOT / "crates" / "pydust")))
    for file in files():
        name = json.dumps(name_of(file).replace("/", "-"))
        manifest += EXAMPLE.format(name=name, path=json.dumps(str(file)))
    (PACKAGE / "Cargo.toml").write_text(manifest, encoding="utf-8")
    (PACKAGE / "lib.rs").write_text("//! Nothing: the files are examples.\n", encoding="utf-8")
    # The same versions of all crates as in the project.
    shutil.copy(ROOT / "Cargo.lock", PACKAGE / "Cargo.lock")


def messages() -> Iterator[dict[str, Any]]:
    """Let cargo check all files, and give what it says."""
    command = ["cargo", "check", "--examples", "--keep-going", "--message-format=json", "--quiet"]
    # Errors are compared as text: no colours, no flags of whoever runs this.
    environment = os.environ | {
        "CARGO_TARGET_DIR": str(PACKAGE / "target"),
        "CARGO_TERM_COLOR": "never",
        "PYO3_PYTHON": sys.executable,
        "RUSTFLAGS": "",
    }
    done = subprocess.run(
        command, cwd=PACKAGE, env=environment, stdout=subprocess.PIPE, text=True, check=False
    )
    for line in done.stdout.splitlines():
        yield json.loads(line)


def line_of(message: dict[str, Any]) -> int:
    """Give the line of an error, or 0 where it has none in the file."""
    primary = [span for span in message["spans"] if span["is_primary"]]
    if not primary:
        return 0
    span: dict[str, Any] = primary[0]
    # A constant that panics fails inside of the standard library's macro.
    while span["file_name"].startswith("/rustc/") and span["expansion"]:
        span = span["expansion"]["span"]
    return int(span["line_end"])


@pytest.fixture(scope="session")
def reported() -> dict[Path, list[Diagnostic]]:
    """Check all files once, and sort the errors by file."""
    write_package()
    found: dict[Path, list[Diagnostic]] = {}
    for message in messages():
        if message["reason"] == "compiler-message":
            file, inner = Path(message["target"]["src_path"]), message["message"]
            # The summary at the end ("aborting due to ..") has no place.
            if inner["level"] == "error" and inner["spans"]:
                if file not in files():
                    pytest.exit(f"the library does not compile:\n{inner['rendered']}", 1)
                error = Diagnostic(line_of(inner), inner["message"])
                # The compiler may say the same of a place twice, for two bounds.
                if error not in found.setdefault(file, []):
                    found[file].append(error)
    assert found, "cargo checked nothing: what it printed above says why"
    return found


@pytest.mark.parametrize("file", files(), ids=name_of)
def test_errors_are_as_announced(file: Path, reported: dict[Path, list[Diagnostic]]) -> None:
    missing, unexpected = announced(file), []
    for error in reported.get(file, []):
        match = [each for each in missing if each.line == error.line and each.text in error.text]
        if match:
            missing.remove(match[0])
        else:
            unexpected.append(error)
    assert not missing, "announced, but not reported:\n" + "\n".join(map(str, missing + unexpected))
    assert not unexpected, "reported, but not announced:\n" + "\n".join(map(str, unexpected))


def test_files_fail_unless_they_are_to_pass() -> None:
    silent = {name_of(file) for file in files() if not announced(file)}
    assert silent == {name_of(file) for file in HERE.glob("pass/*.rs")}

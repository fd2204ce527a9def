"""The code on the pages and in the macros' documentation: every Rust block compiles, every Python block parses.

Each ```rust block is a crate of its own. What it leaves out stands in a comment right before it,
which readers do not see:

    <!-- rust
    fn example(events: Vec<String>) {
    ...
    }
    -->

The block takes the place of the line `...`; without one it follows the comment. A block that must
not compile is marked ```rust,compile_fail. All of them are checked as the examples of one package,
which is written to `target/docs`.
"""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pages import ROOT, Block, name_of, python_blocks, rust_blocks

PACKAGE = ROOT / "target" / "docs"
RUST, PYTHON = rust_blocks(), python_blocks()

# Nothing calls what a page shows, and a page explains things beside its code.
ATTRIBUTES = "#![deny(warnings)] #![allow(dead_code, missing_docs)]"
PRELUDE = "use pydust as py;"

MANIFEST = """\
# Written by tests/docs/test_snippets.py, anew for each run.
[package]
name = "docs"
version = "0.0.0"
edition = "2024"
autoexamples = false

[lib]
path = "lib.rs"

[dependencies]
pydust = {{ path = {pydust}, features = ["converted-crates"] }}
anyhow = "1"
chrono = "0.4"
log = "0.4"
num-bigint = "0.4"
serde = {{ version = "1", features = ["derive"] }}

[workspace]
"""

EXAMPLE = """
[[example]]
name = {name}
path = {path}
crate-type = ["lib"]
test = {has_tests}
"""


def source_of(block: Block) -> str:
    """Give the whole crate of a block."""
    before, _, after = f"\n{block.hidden}\n".partition("\n...\n")
    inside = "\n".join([before, block.code, after])
    prelude = [] if PRELUDE in inside else [f"#[allow(unused_imports)] {PRELUDE}"]
    return "\n".join([ATTRIBUTES, *prelude, inside, ""])


def file_of(block: Block) -> Path:
    """Give the file of a block: `docs_guide_errors_6.rs`."""
    page = re.sub(r"\W", "_", name_of(block.page).rpartition(".")[0]).lower()
    return PACKAGE / f"{page}_{block.line}.rs"


def write_package() -> None:
    """Write the package whose examples are the blocks."""
    PACKAGE.mkdir(parents=True, exist_ok=True)
    manifest = MANIFEST.format(pydust=json.dumps(str(ROOT / "crates" / "pydust")))
    for block in RUST:
        file = file_of(block)
        file.write_text(source_of(block), encoding="utf-8")
        manifest += EXAMPLE.format(
            name=json.dumps(file.stem),
            path=json.dumps(file.name),
            has_tests=json.dumps("test]" in block.code or "::test(" in block.code),
        )
    (PACKAGE / "Cargo.toml").write_text(manifest, encoding="utf-8")
    (PACKAGE / "lib.rs").write_text("//! Nothing: the files are examples.\n", encoding="utf-8")
    # The same versions of all crates as where their types are tested.
    shutil.copy(ROOT / "tests" / "integrations" / "Cargo.lock", PACKAGE / "Cargo.lock")


def messages() -> Iterator[dict[str, Any]]:
    """Let cargo check all files, and give what it says."""
    # What has tests is checked with them, too.
    command = ["cargo", "check", "--examples", "--tests", "--keep-going", "--quiet"]
    command.append("--message-format=json")
    environment = os.environ | {
        "CARGO_TARGET_DIR": str(PACKAGE / "target"),
        "PYO3_PYTHON": sys.executable,
        "RUSTFLAGS": "",
    }
    done = subprocess.run(
        command, cwd=PACKAGE, env=environment, stdout=subprocess.PIPE, text=True, check=False
    )
    for line in done.stdout.splitlines():
        yield json.loads(line)


@pytest.fixture(scope="session")
def reported() -> dict[str, list[str]]:
    """Check all blocks once; give the errors of each that was checked, by the example's name."""
    write_package()
    found: dict[str, list[str]] = {}
    for message in messages():
        if "example" in message.get("target", {}).get("kind", ()):
            errors = found.setdefault(message["target"]["name"], [])
            if message["reason"] == "compiler-message" and message["message"]["level"] == "error":
                errors.append(message["message"]["rendered"])
    return found


@pytest.mark.parametrize("block", RUST, ids=lambda block: block.place)
def test_rust_compiles(block: Block, reported: dict[str, list[str]]) -> None:
    name = file_of(block).stem
    assert name in reported, "cargo did not check it: what it printed above says why"
    errors = reported[name]
    if "compile_fail" in block.tags:
        assert errors, f"{block.place} compiles: remove `compile_fail`"
    elif errors:
        advice = (
            "complete it, write what it leaves out into a comment `<!-- rust .. -->` right before "
            "it, or mark it `rust,compile_fail`"
        )
        pytest.fail(
            "\n".join([f"{block.place} does not compile: {advice}", *errors]), pytrace=False
        )


@pytest.mark.parametrize("block", PYTHON, ids=lambda block: block.place)
def test_python_parses(block: Block) -> None:
    ast.parse(block.code)


def test_there_are_snippets() -> None:
    assert RUST
    assert PYTHON

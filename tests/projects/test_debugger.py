"""A debugger that stops in a Rust function which Python calls."""

from __future__ import annotations

import shutil
import sys

import pytest
from workbench import Workbench

CALL = "import sys; sys.path.insert(0, 'src'); import demo; print(demo.mean([2.5, 4.5]))"


@pytest.mark.skipif(shutil.which("gdb") is None, reason="there is no gdb")
@pytest.mark.skipif(sys.platform != "linux", reason="gdb is a debugger of Linux")
def test_gdb_stops_in_rust(bench: Workbench) -> None:
    project = bench.new("demo")
    source = (project / "src" / "native.rs").read_text().splitlines()
    (line,) = (n for n, text in enumerate(source, 1) if "Ok(numbers.iter()" in text)
    where = f"src/native.rs:{line}"
    bench.pydust("debug", where, "--write", "--", "-c", CALL, cwd=project)
    commands = ("run", "info args", "print numbers.len", "continue")
    shown = bench.run(
        *("gdb", "--nx", "--batch", "-x", ".pydust/debug.gdb"),
        *(part for command in commands for part in ("-ex", command)),
        cwd=project,
    )
    assert "demo_native::native::mean (numbers=" in shown
    assert f"at {where}" in shown
    assert "$1 = 2\n" in shown
    assert "\n3.5\n" in shown

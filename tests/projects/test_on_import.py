"""Modules that are compiled by an import or by a cell of a notebook, and loaded."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from workbench import Workbench

FAST = """\
use pydust as py;

#[py::module]
pub mod fast {
    pub fn answer() -> i64 {
        ANSWER
    }
}
"""

IMPORT = "import pydust.importhook, fast; print(fast.answer())"

CELLS = '''\
import sys
from pydust.notebook import CellError, load_ipython_extension

class Shell:
    push = staticmethod(globals().update)

    def register_magic_function(self, magic, **_):
        self.pydust = magic

shell = Shell()
load_ipython_extension(shell)
shell.pydust("--profile dev", """\\
/// Doubles.
pub fn double(number: i64) -> i64 {
    number * 2
}

#[class]
pub struct Point { pub x: i64 }
""")
print(double(21), double.__doc__, Point.__name__)
shell.pydust("--profile dev", """\\
use pydust as py;
#[py::module]
pub mod shapes {
    pub const SIDES: i64 = 4;
}
""")
print(shapes.SIDES, SIDES)
try:
    shell.pydust("--profile dev", "pub fn wrong() -> i64 {\\n    missing\\n}\\n")
except CellError as error:
    print(error)
'''


@pytest.fixture
def cached(bench: Workbench) -> Workbench:
    """A workbench with a cache of its own."""
    bench.environ["XDG_CACHE_HOME"] = str(bench.folder / "cache")
    return bench


def test_a_script_imports_a_rust_file(cached: Workbench) -> None:
    source = cached.folder / "fast.rs"
    source.write_text(FAST.replace("ANSWER", "42"))
    # Two at once: one compiles, the other one waits for it.
    command = [sys.executable, "-c", IMPORT]
    both = [
        subprocess.Popen(
            command, cwd=cached.folder, env=cached.environ, stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    assert [process.communicate()[0] for process in both] == ["42\n", "42\n"]
    (crate,) = (name for name in cached.compiled() if name.startswith("fast"))
    assert cached.run(*command) == "42\n"
    assert cached.compiled() == []
    source.write_text(FAST.replace("ANSWER", "43 + 1"))
    assert cached.run(*command) == "44\n"
    assert cached.compiled() == [crate]
    source.write_text(FAST.replace("ANSWER", "missing"))
    shown = cached.run(*command, fails=True)
    assert "ImportError: fast cannot be built from " in shown
    assert f"--> {source}:6:9" in shown
    assert shown.count("cannot find value `missing`") == 1
    assert list(Path(cached.folder).glob("fast*")) == [source]


def test_an_editable_project_is_compiled_again(cached: Workbench) -> None:
    project = cached.new("demo")
    cached.pydust("build", "--dev", cwd=project)
    script = (
        "import sys; sys.path.insert(0, 'src'); from pydust import importhook; "
        "importhook.install(profile='dev'); import demo; print(demo.greet())"
    )
    cached.compiled()
    assert cached.run(sys.executable, "-c", script, cwd=project) == "Hello, world!\n"
    assert cached.compiled() == []
    source = project / "src" / "native.rs"
    source.write_text(source.read_text().replace("Hello, {name}!", "Good day, {name}!"))
    assert cached.run(sys.executable, "-c", script, cwd=project) == "Good day, world!\n"
    assert cached.compiled() == ["demo_native"]


def test_cells_of_a_notebook(cached: Workbench) -> None:
    program = cached.folder / "cells.py"
    program.write_text(CELLS)
    lines = cached.run(sys.executable, program).splitlines()
    assert lines[0] == "42 Doubles. Point"
    assert lines[1] == "4 4"
    assert " --> cell:3:5" in lines
    assert any("cannot find value `missing`" in line for line in lines)
    cached.compiled()
    assert cached.run(sys.executable, program).splitlines() == lines

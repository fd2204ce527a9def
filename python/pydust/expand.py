"""Shows what the macros of a module make, by the program `cargo-expand`."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Final

from pydust.abi_choice import choose
from pydust.compile import Build, invocation
from pydust.errors import PydustError
from pydust.interpreter import Interpreter
from pydust.rust_file import Place
from pydust.settings import Options

_PROGRAM: Final = "cargo-expand"


def expand(place: Place, item: str | None = None) -> int:
    """Lets cargo-expand print a module after its macros have run.

    Args:
        place: The module.
        item: The path of a Rust item to be shown alone, such as `native::mean`.

    Returns:
        The exit code of cargo.

    Raises:
        PydustError: where cargo-expand is not there.
    """
    interpreter, options = Interpreter.running(), Options()
    build = Build(place.project, options, interpreter, place.environ, place.shared)
    home = place.environ.get("CARGO_HOME")
    folder = Path(home, "bin") if home else Path.home() / ".cargo" / "bin"
    path = os.pathsep.join(
        [place.environ.get("PATH", ""), str(folder), str(build.toolchain.cargo.parent)]
    )
    if shutil.which(_PROGRAM, path=path) is None:
        raise PydustError(
            f"{_PROGRAM} was not found, and it is what shows the work of macros\n"
            f"  to do:    cargo install {_PROGRAM}"
        )
    abi = choose(place.project, options, interpreter, everything=False)[place.module][0]
    call = invocation(build, abi, [place.module])
    command = [
        str(build.toolchain.cargo),
        "expand",
        "--lib",
        *(part for package in call.packages for part in ("--package", package)),
        *build.layout.arguments(abi, [place.module]),
        *([item] if item else []),
    ]
    return subprocess.run(command, cwd=call.directory, env=call.environ, check=False).returncode

"""Starts Python in a debugger that stops in Rust: for gdb, lldb and VSCode.

Here is what each of them has to be told. Modules are compiled by whoever asks.
"""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pydust.errors import wrong_input
from pydust.jsonc import append, parse
from pydust.sync import write_text
from pydust.workspace import GENERATED_DIRECTORY

_VSCODE: Final = Path(".vscode", "launch.json")

_PYTHON_OF_EDITOR: Final = "${command:python.interpreterPath}"
"""The Python that is chosen in VSCode, so that the file is right for everybody."""


_SHOW_RUST: Final = "import gdb_load_rust_pretty_printers"

_PENDING: Final = "set breakpoint pending on"


@dataclass(frozen=True)
class Session:
    """What is to be debugged.

    Attributes:
        directory: Where Python is started, and where files are written.
        python: The Python.
        arguments: What it runs.
        file: The Rust file to stop in.
        line: The line to stop at, or None to be asked.
    """

    directory: Path
    python: Path
    arguments: Sequence[str]
    file: Path
    line: int | None = None

    @property
    def place(self) -> str:
        """The end of the file's path, by which debuggers know it, and the line."""
        parent = self.directory
        path = self.file.relative_to(parent) if self.file.is_relative_to(parent) else self.file
        return f"{path.as_posix()}:{self.line or 'LINE'}"


def gdb_commands(session: Session) -> list[str]:
    """What gdb is told before it runs Python."""
    return [
        # A library does not say that gdb should show Rust's types; where gdb was not started by
        # rust-gdb, they are not to be found.
        "python",
        "try:",
        f"    {_SHOW_RUST}",
        "except ImportError:",
        "    pass",
        "end",
        # Python has yet to load the module that the place is in.
        _PENDING,
        f"file {session.python}",
        f"set cwd {session.directory}",
        f"set args {shlex.join(session.arguments)}",
        *([f"break {session.place}"] if session.line else []),
    ]


def lldb_commands(session: Session) -> list[str]:
    """What lldb is told before it runs Python."""
    return [
        f"target create {_quoted(str(session.python))}",
        f"settings set target.run-args {' '.join(map(_quoted, session.arguments))}",
        f"platform settings -w {_quoted(str(session.directory))}",
        *(
            [f"breakpoint set --file {_quoted(session.file.name)} --line {session.line}"]
            if session.line
            else []
        ),
    ]


def vscode_configurations(session: Session) -> list[dict[str, Any]]:
    """The entries of VSCode's `launch.json`."""
    start = {
        "request": "launch",
        "program": _PYTHON_OF_EDITOR,
        "args": list(session.arguments),
        "cwd": "${workspaceFolder}",
    }
    what = shlex.join(session.arguments)
    windows = sys.platform == "win32"
    gdb = {"MIMode": "gdb", "setupCommands": [{"text": _PENDING}]}
    return [
        {
            "name": f"Rust in Python, CodeLLDB: {what}",
            "type": "lldb",
            **start,
            "sourceLanguages": ["rust"],
        },
        {
            "name": f"Rust in Python, C/C++: {what}",
            "type": "cppvsdbg" if windows else "cppdbg",
            **start,
            **({} if windows else gdb),
        },
        {
            "name": "Rust in a Python that runs, CodeLLDB",
            "type": "lldb",
            "request": "attach",
            "pid": "${command:pickMyProcess}",
            "sourceLanguages": ["rust"],
        },
    ]


def instructions(session: Session) -> str:
    """What to type, for whoever wants no files."""
    python = shlex.join([str(session.python), *session.arguments])
    stop = f"break {session.place}"
    lldb_stop = f"breakpoint set -f {session.file.name} -l {session.line or 'LINE'}"
    configurations = json.dumps(vscode_configurations(session)[:1], indent=4)
    return f"""\
gdb:
  rust-gdb -ex 'python {_SHOW_RUST}' -ex '{_PENDING}' \\
    -ex '{stop}' -ex run --args {python}

lldb:
  rust-lldb -o '{lldb_stop}' \\
    -o run -- {python}

VSCode, in {_VSCODE.as_posix()}:
{configurations}
"""


def write(session: Session) -> Mapping[Path, str]:
    """Writes command files for gdb and lldb, and adds what is missing to VSCode's `launch.json`.

    Returns:
        The files, and what to do with each.

    Raises:
        PydustError: where `launch.json` cannot be understood; nothing is written then.
    """
    editor = session.directory / _VSCODE
    text = _launch_json(editor, vscode_configurations(session))
    folder = session.directory / GENERATED_DIRECTORY
    files = {
        folder / "debug.gdb": gdb_commands(session),
        folder / "debug.lldb": lldb_commands(session),
    }
    write_text(folder / ".gitignore", "*\n")
    for file, commands in files.items():
        write_text(file, "\n".join(commands) + "\n")
    write_text(editor, text)
    gdb, lldb = files
    return {
        gdb: f"rust-gdb -x {gdb}, then: run",
        lldb: f"rust-lldb -s {lldb}, then: run",
        editor: "choose one of its configurations in VSCode, under Run and Debug",
    }


def _launch_json(file: Path, configurations: Sequence[dict[str, Any]]) -> str:
    """The text of a `launch.json` with these configurations, beside those that it has."""
    if not file.exists():
        content = {"version": "0.2.0", "configurations": list(configurations)}
        return json.dumps(content, indent=4) + "\n"
    try:
        text = file.read_text(encoding="utf-8")
        names = {entry.get("name") for entry in parse(text)["configurations"]}
        missing = [entry for entry in configurations if entry["name"] not in names]
        if not missing:
            return text
        changed = append(text, "configurations", missing)
        parse(changed)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise wrong_input(
            str(file),
            found=f"what cannot be added to: {error}",
            expected='JSON with an array "configurations", as VSCode writes it',
            fix="mend it, or move it away",
        ) from None
    return changed


def _quoted(text: str) -> str:
    """As lldb quotes."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

"""A cargo that compiles nothing: it records how it is called, and makes what looks like libraries.

Beside it is a rustc that makes an empty file.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from record_bytes import record_bytes

ONE_MODULE = """
[[tool.pydust.ext_module]]
name = "example.modules"
root = "src/modules.rs"
"""

RUST_FILE = "use pydust as py;\n\n#[py::module]\npub mod {name} {{}}\n"

SCRIPT = '''#!{python}
"""Stands in for cargo: records how it is called, and makes what a build would make."""
import json, os, pathlib, sys

state = json.loads(pathlib.Path({state!r}).read_text())
arguments = sys.argv[1:]
if arguments == ["--version", "--verbose"]:
    print("cargo {{0}}\\nrelease: {{0}}\\nhost: {{1}}".format(state["version"], state["host"]))
    sys.exit(0)
with open({log!r}, "a") as log:
    names = (
        "PYO3_CONFIG_FILE",
        "CARGO_ENCODED_RUSTFLAGS",
        "MACOSX_DEPLOYMENT_TARGET",
        "RUSTC_WORKSPACE_WRAPPER",
    )
    env = {{name: os.environ[name] for name in names if name in os.environ}}
    log.write(json.dumps({{"arguments": arguments, "cwd": os.getcwd(), "environ": env}}) + "\\n")
if arguments[0] == "generate-lockfile":
    pathlib.Path("Cargo.lock").write_text("# recorded\\n")
if arguments[0] == "test":
    if state["fails"]:
        print("error[E0425]: cannot find value `x` in this scope", file=sys.stderr)
        sys.exit(101)
    for name, package in zip(arguments, arguments[1:]):
        if name == "--package":
            manifest = pathlib.Path(f".pydust/packages/{{package}}/Cargo.toml").absolute()
            print(json.dumps({{
                "reason": "compiler-artifact",
                "manifest_path": str(manifest),
                "executable": state["tests"],
            }}))
if arguments[0] == "build":
    if state["fails"]:
        print("error[E0425]: cannot find value `x` in this scope", file=sys.stderr)
        sys.exit(101)
    print("a build script may print something here")
    named = [*zip(arguments, arguments[1:])]
    packages = [value for name, value in named if name == "--package"]
    target = dict(named).get("--target-dir", "target")
    for package in packages:
        library = pathlib.Path(f"{{target}}/release/lib{{package}}.so").absolute()
        library.parent.mkdir(parents=True, exist_ok=True)
        symbol = state["symbol"] or "PyInit_" + package.rpartition("-")[2]
        records = bytes.fromhex(state["records"].get(package, ""))
        sources = [pathlib.Path(name) for name in state["sources"]]
        content = b"".join(source.read_bytes() for source in sources)
        library.write_bytes(b"\\x7fELF\\0" + symbol.encode() + b"\\0" + records + content)
        names = " ".join(str(source).replace(" ", "\\\\ ") for source in sources)
        library.with_suffix(".d").write_text(f"{{library}}: {{names}}\\n")
        manifest = pathlib.Path(f".pydust/packages/{{package}}/Cargo.toml").absolute()
        print(json.dumps({{
            "reason": "compiler-artifact",
            "manifest_path": str(manifest),
            "target": {{"kind": ["cdylib"]}},
            "filenames": [str(library)],
        }}))
'''

RUSTC = """#!{python}
import pathlib, sys

pathlib.Path(sys.argv[sys.argv.index("-o") + 1]).touch()
"""


@dataclass
class RecordingCargo:
    """The stand-in: change what it does, and look at what it was told."""

    state_file: Path
    log_file: Path

    def behave(self, **changes: Any) -> None:
        state = json.loads(self.state_file.read_text())
        self.state_file.write_text(json.dumps(state | changes))

    def describe(self, package: str, *records: object) -> None:
        """Puts records into the library of a package."""
        described = json.loads(self.state_file.read_text())["records"]
        self.behave(records={**described, package: b"".join(map(record_bytes, records)).hex()})

    @property
    def calls(self) -> list[dict[str, Any]]:
        lines = self.log_file.read_text().splitlines() if self.log_file.exists() else []
        return [json.loads(line) for line in lines]

    @property
    def tests(self) -> list[dict[str, Any]]:
        return [call for call in self.calls if call["arguments"][0] == "test"]

    @property
    def builds(self) -> list[dict[str, Any]]:
        return [call for call in self.calls if call["arguments"][0] == "build"]

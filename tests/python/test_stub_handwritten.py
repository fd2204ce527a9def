"""Stubs of which a person writes a part."""

from __future__ import annotations

from pathlib import Path

import pytest
from stub_records import a_class, attribute, function, method, module, parameter, stubs_of

from pydust.errors import PydustError
from pydust.stubs.handwritten import read_handwritten

POINT = a_class(
    "Point",
    attribute("x", "float"),
    method("norm", returns="float"),
    method("list", returns="list[int]"),
    doc="A point.",
    final=True,
)
MEMBERS = (
    function("ping", returns="int"),
    function("load", parameter("path", "{typing.Any}"), returns="{typing.Any}"),
    POINT,
)

# What a person writes, and the stub.
TEXTS = {
    "nothing": (
        "",
        'from typing import Any, final\n\n'
        "def ping() -> int: ...\ndef load(path: Any) -> Any: ...\n\n"
        '@final\nclass Point:\n    """A point."""\n\n    x: float\n\n'
        "    def norm(self) -> float: ...\n    def list(self) -> list[int]: ...\n",
    ),
    "functions": (
        "import os\nfrom typing import Any, overload\n\n"
        "# A text or\n# bytes.\n@overload\ndef load(path: str) -> str: ...\n\n"
        "@overload\ndef load(path: os.PathLike[Any]) -> bytes: ...  # as it is\n\n"
        "def more(\n    a: int,\n) -> None: ...\n",
        "from typing import final\n\n"
        "import os\nfrom typing import Any, overload\n\n"
        "def ping() -> int: ...\n"
        "# A text or\n# bytes.\n@overload\ndef load(path: str) -> str: ...\n"
        "@overload\ndef load(path: os.PathLike[Any]) -> bytes: ...  # as it is\n\n"
        '@final\nclass Point:\n    """A point."""\n\n    x: float\n\n'
        "    def norm(self) -> float: ...\n    def list(self) -> builtins.list[int]: ...\n\n"
        "def more(\n    a: int,\n) -> None: ...\n",
    ),
    "a class": (
        "from collections.abc import Sequence\n\nclass Point(Sequence[float]):\n"
        '    """Written by hand."""\n\n'
        '    y: float\n    """Doc of y."""\n\n'
        "    # Better.\n    def norm(self) -> int:\n        \"\"\"Doc.\"\"\"\n\n"
        "    class Part: ...\n",
        "from typing import Any\n\nfrom collections.abc import Sequence\n\n"
        "def ping() -> int: ...\ndef load(path: Any) -> Any: ...\n\n"
        'class Point(Sequence[float]):\n    """Written by hand."""\n\n'
        '    y: float\n    """Doc of y."""\n\n    x: float\n\n'
        '    # Better.\n    def norm(self) -> int:\n        """Doc."""\n\n'
        "    def list(self) -> builtins.list[int]: ...\n\n"
        "    class Part: ...\n",
    ),
    "the body of a class alone": (
        "class Point:\n  def norm(self) -> int: ...\n  @property\n  def x(self) -> float: ...\n"
        "class Empty: ...\n",
        'from typing import Any, final\n\n'
        "def ping() -> int: ...\ndef load(path: Any) -> Any: ...\n\n"
        '@final\nclass Point:\n    """A point."""\n\n'
        "    @property\n    def x(self) -> float: ...\n    def norm(self) -> int: ...\n"
        "    def list(self) -> builtins.list[int]: ...\n\n"
        "class Empty: ...\n",
    ),
    "all else": (
        '"""Another docstring."""\n\n'
        "import sys\nfrom typing import Any as A, TypeAlias\n\n"
        'Name: TypeAlias = "str | bytes"\n\n'
        "if sys.platform == 'win32':\n    def ping() -> A: ...\nelse:\n    ping: A\n",
        '"""Another docstring."""\n\nfrom typing import final\n\n'
        "import sys\nfrom typing import Any as A, TypeAlias\n\n"
        'Name: TypeAlias = "str | bytes"\n\n'
        "if sys.platform == 'win32':\n    def ping() -> A: ...\nelse:\n    ping: A\n\n"
        "def load(path: A) -> A: ...\n\n"
        '@final\nclass Point:\n    """A point."""\n\n    x: float\n\n'
        "    def norm(self) -> float: ...\n    def list(self) -> builtins.list[int]: ...\n",
    ),
}  # fmt: skip


def merged(tmp_path: Path, written: str) -> str:
    path = tmp_path / "modules.pyi"
    path.write_text(written)
    (text,) = stubs_of(module(*MEMBERS), handwritten=read_handwritten(path)).values()
    return text


@pytest.mark.parametrize("name", TEXTS)
def test_what_is_written_by_hand_replaces_what_is_generated(tmp_path: Path, name: str) -> None:
    written, text = TEXTS[name]
    assert merged(tmp_path, written).replace("import builtins\n", "", 1) == text.replace(
        "self) -> list[int]", "self) -> builtins.list[int]"
    )


def test_generated_imports_avoid_names_that_are_written_by_hand(tmp_path: Path) -> None:
    text = merged(tmp_path, "class Any: ...\nfinal = int\n")
    assert "from typing import Any as _Any\nfrom typing import final as _final\n" in text
    assert "def load(path: _Any) -> _Any: ...\n" in text
    assert "@_final\nclass Point:" in text


def test_types_of_rust_may_name_what_is_written_by_hand(tmp_path: Path) -> None:
    path = tmp_path / "modules.pyi"
    path.write_text("import numpy as np\nName = str\n")
    members = [function("f", parameter("a", "np.ndarray"), returns="Name")]
    (text,) = stubs_of(module(*members), handwritten=read_handwritten(path)).values()
    assert text == "import numpy as np\n\nName = str\n\ndef f(a: np.ndarray) -> Name: ...\n"


def test_type_variables_may_be_written_by_hand(tmp_path: Path) -> None:
    path = tmp_path / "modules.pyi"
    path.write_text(
        'from typing import TypeVar\n_V = TypeVar("_V", bound=int)\n\n'
        "class Box:\n    def get(self, key: str, default: _V) -> _V: ...\n"
    )
    members = [a_class("Box", attribute("k", "K"), attribute("v", "V"), type_params=["K", "V"])]
    (text,) = stubs_of(module(*members), handwritten=read_handwritten(path)).values()
    assert text == (
        "from typing import Generic\n\nfrom typing import TypeVar\n\n"
        '_K = TypeVar("_K")\n_V = TypeVar("_V", bound=int)\n\n'
        "class Box(Generic[_K, _V]):\n    k: _K\n    v: _V\n\n"
        "    def get(self, key: str, default: _V) -> _V: ...\n"
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"x = 1\ndef f(:\n", r"modules\.pyi:2: not valid Python"), (b"\xff", "not valid Python")],
)
def test_a_file_that_is_no_python(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "modules.pyi"
    path.write_bytes(content)
    with pytest.raises(PydustError, match=message) as caught:
        read_handwritten(path)
    assert caught.value.exit_code == 2

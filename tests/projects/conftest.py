"""Fixtures for the slow tests: our wheel, a package index with it, and a workbench for each test."""

from __future__ import annotations

import functools
import http.server
import shutil
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from workbench import Workbench

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def wheelhouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheelhouse")
    bench = Workbench(tmp_path_factory.mktemp("wheel"))
    bench.run(sys.executable, "-m", "pip", "wheel", "--no-deps", "--wheel-dir", folder, ROOT)
    return folder


@pytest.fixture
def bench(tmp_path: Path, wheelhouse: Path) -> Workbench:
    """A workbench whose frontends find our wheel, beside what the package index has."""
    bench = Workbench(tmp_path)
    links = [str(wheelhouse), *bench.environ.get("PIP_FIND_LINKS", "").split()]
    bench.environ["PIP_FIND_LINKS"] = " ".join(links)
    bench.environ["UV_FIND_LINKS"] = str(wheelhouse)
    return bench


@pytest.fixture
def index(bench: Workbench, wheelhouse: Path) -> Iterator[str]:
    """The address of a package index with what a Poetry project needs to be built.

    Poetry has no setting for a folder of wheels, and asks the usual index in ways that not every
    mirror of it answers.
    """
    simple = bench.folder / "index"
    (simple / "rusty-pydust").mkdir(parents=True)
    for wheel in wheelhouse.glob("*.whl"):
        shutil.copy(wheel, simple / "rusty-pydust")
    target = simple / "poetry-core"
    bench.run(sys.executable, "-m", "pip", "download", "--no-deps", "--dest", target, "poetry-core")
    handler = functools.partial(QuietHandler, directory=str(simple))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves a folder; its listings are what the simple index protocol asks for."""

    def log_message(self, *_arguments: object) -> None:
        pass

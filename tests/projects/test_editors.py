"""What an editor meets in a project that is new: a cargo workspace without a complaint."""

from __future__ import annotations

import json

from workbench import Workbench


def test_a_new_project_is_known_to_cargo_at_once(bench: Workbench) -> None:
    project = bench.new("demo")
    shown = bench.run("cargo", "metadata", "--no-deps", "--format-version=1", cwd=project)
    (package,) = json.loads(shown[shown.index("{") :])["packages"]
    (target,) = (each for each in package["targets"] if "cdylib" in each["kind"])
    assert target["src_path"] == str(project / "src" / "native.rs")
    shown = bench.run("cargo", "check", "--workspace", "--all-targets", cwd=project)
    assert "warning" not in shown
    assert "demo_native" in bench.compiled()

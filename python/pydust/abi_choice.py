"""Which ABIs the modules of one build are for.

What decides is, in this order: what the build was asked for, the project's `abis`, and the
`limited_api` of each module. What an ABI is called is in `pydust.abi`.
"""

from __future__ import annotations

from collections.abc import Collection

from pydust.abi import Abi, best
from pydust.config import ExtModule, Project
from pydust.interpreter import Interpreter
from pydust.settings import Options


def choose(
    project: Project, options: Options, interpreter: Interpreter, *, everything: bool
) -> dict[ExtModule, list[Abi]]:
    """The ABIs of each module, in the order in which they were asked for.

    Args:
        project: What to build.
        options: What was asked for: its ABIs are built whether or not the interpreter loads them.
        interpreter: The one that builds.
        everything: Whether all of the project's `abis` are wanted, as in a wheel, or only the one
            that the interpreter would import.
    """
    return {
        module: list(dict.fromkeys(Abi.named(name, interpreter) for name in names))
        for module in project.modules
        for names in [_names(project, module, options, interpreter, everything)]
    }


def _names(
    project: Project,
    module: ExtModule,
    options: Options,
    interpreter: Interpreter,
    everything: bool,
) -> Collection[str]:
    if options.abis:
        return options.abis
    if options.limited_api is not None:
        return [best(interpreter, limited_api=options.limited_api)]
    if not project.abis:
        return [best(interpreter, limited_api=module.limited_api)]
    loaded = [name for name in project.abis if Abi.named(name, interpreter).loads_in(interpreter)]
    if not loaded:
        # A wheel that this Python can't import would help nobody who builds it here.
        return [best(interpreter, limited_api=True)]
    return project.abis if everything else [min(loaded, key=_preference)]


def _preference(name: str) -> int:
    """Which one of several files an import takes: the smallest."""
    return {"abi3": 1, "abi3t": 2}.get(name, 0)

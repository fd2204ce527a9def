"""Which ABIs the modules of one build are for.

What decides is, in this order: what the build was asked for, the project's `abis`, and the
`limited_api` of each module. What an ABI is called is in `pydust.abi`.
"""

from __future__ import annotations

from collections.abc import Collection

from pydust.abi import Abi, best
from pydust.config import ExtModule, Project
from pydust.errors import wrong_input
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

    Raises:
        PydustError: where two ABIs would have the same file.
    """
    chosen = {}
    for module in project.modules:
        names = _names(project, module, options, interpreter, everything)
        chosen[module] = list(dict.fromkeys(Abi.named(name, interpreter) for name in names))
        _check_files_differ(chosen[module])
    return chosen


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


def _check_files_differ(abis: Collection[Abi]) -> None:
    """On Windows modules for all stable ABIs are called `.pyd`."""
    seen: dict[str, Abi] = {}
    for abi in abis:
        first = seen.setdefault(abi.suffix, abi)
        if first != abi:
            raise wrong_input(
                "the ABIs to build for",
                found=f"{first.abi_tag} and {abi.abi_tag}, whose files are both called NAME{abi.suffix}",
                expected="one of them",
                fix="build them one after the other, each into a wheel of its own",
            )

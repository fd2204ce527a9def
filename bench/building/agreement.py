"""Checking that all contenders built the same module, before anything is compared.

What the functions are called with is in `description`.
"""

from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

from native import BuildError, load

from building.description import Function, Module


def check(module: Module, files: Mapping[str, Path]) -> None:
    """Call every function of every contender's file with its samples, and compare the outcomes.

    Raises BuildError, which names each call with what each contender gives.
    """
    loaded = {name: load(path) for name, path in files.items()}
    faults = []
    for function in module.functions:
        for sample in function.samples:
            found = {name: outcome(built, function, sample) for name, built in loaded.items()}
            if len(set(found.values())) > 1:
                faults.append(f"  {function.name}({sample}): {found}")
    if faults:
        raise BuildError(f"the contenders' {module.name} differ:\n" + "\n".join(faults))


def outcome(built: ModuleType, function: Function, sample: str) -> str:
    """What a call gives, or which exception it raises, as text."""
    try:
        return repr(eval(f"function({sample})", {"function": getattr(built, function.name)}))
    except (ValueError, ArithmeticError, TypeError) as error:
        return repr(error)

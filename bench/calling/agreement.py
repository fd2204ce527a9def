"""Checking that all contenders do the same work, before anything is measured.

The cases live in `cases`, their evaluation in `loops`.
"""

from collections.abc import Mapping, Sequence
from types import ModuleType

from calling.cases import Case
from calling.loops import outcome, refuses


class DisagreementError(Exception):
    """Contenders give different results, so their times say nothing."""


def check(cases: Sequence[Case], modules: Mapping[str, ModuleType]) -> None:
    """Compare every case's outcome with the first contender's, and try its wrong call.

    Raises DisagreementError, which names each case, contender, value found and value expected.
    """
    faults = [fault for case in cases for fault in faults_of(case, modules)]
    if faults:
        raise DisagreementError("the contenders do not agree:\n" + "\n".join(faults))


def faults_of(case: Case, modules: Mapping[str, ModuleType]) -> list[str]:
    """One line for each contender that does something else than the first, or refuses nothing."""
    first = next(iter(modules))
    expected = outcome(case.shown, case, modules[first])
    faults = []
    for name, module in modules.items():
        found = outcome(case.shown, case, module)
        if found != expected or type(found) is not type(expected):
            faults.append(
                f"  {case.name}: `{case.shown}` gives {found!r} in {name}, {expected!r} in {first}"
            )
        if not refuses(case, module):
            faults.append(f"  {case.name}: `{case.refused}` raises no TypeError in {name}")
    return faults

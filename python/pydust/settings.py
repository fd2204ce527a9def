"""What one build is asked for beyond what the project says, and the environment's switches.

What a project says is in `pydust.config`; `-C` settings of pip reach the build in
`pydust.hatch_hook`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from pydust.abi import check_names
from pydust.config import valid_target_cpu
from pydust.errors import wrong_input

TARGET_CPU_VARIABLE: Final = "PYDUST_TARGET_CPU"
"""The CPU to compile for; counts more than the project's `target_cpu`."""

LIMITED_API_VARIABLE: Final = "PYDUST_LIMITED_API"
"""Set to 1 or 0, it replaces the `limited_api` of every module, and the project's `abis`."""

ABIS_VARIABLE: Final = "PYDUST_ABIS"
"""The ABIs to build for, with commas between them; counts more than all that the project says."""

Profile = Literal["release", "dev"]


@dataclass(frozen=True)
class Options:
    """What one build is asked for.

    Attributes:
        profile: Cargo's profile: `release` is optimised, `dev` is quick to compile.
        target_cpu: The CPU to compile for, such as `native`; None for any of the architecture.
        limited_api: Replaces what every module says, where it is not None.
        abis: The names of the ABIs to build, whatever the project says; none to leave it to that.
    """

    profile: Profile = "release"
    target_cpu: str | None = None
    limited_api: bool | None = None
    abis: tuple[str, ...] = ()

    @classmethod
    def from_environment(
        cls,
        environ: Mapping[str, str],
        *,
        profile: Profile = "release",
        target_cpu: str | None = None,
        abis: Sequence[str] | None = None,
    ) -> Options:
        """Completes explicit wishes by the switches of the environment.

        Args:
            environ: Environment variables.
            profile: Cargo's profile.
            target_cpu: A CPU that was asked for in some other way; it counts more.
            abis: ABIs that were asked for in some other way; they count more.

        Raises:
            PydustError: where a switch, the CPU or an ABI is not as expected.
        """
        asked = target_cpu or environ.get(TARGET_CPU_VARIABLE) or None
        if asked is not None and not valid_target_cpu(asked):
            where = "target-cpu" if target_cpu else f"environment variable {TARGET_CPU_VARIABLE}"
            raise wrong_input(where, found=repr(asked), expected="the name of a CPU: native")
        return cls(profile, asked, _limited_api(environ), _abis(environ, abis))


def _limited_api(environ: Mapping[str, str]) -> bool | None:
    text = environ.get(LIMITED_API_VARIABLE, "")
    values = {"": None, "0": False, "1": True}
    if text not in values:
        where = f"environment variable {LIMITED_API_VARIABLE}"
        raise wrong_input(where, found=repr(text), expected="0 or 1")
    return values[text]


def split_abis(text: str) -> list[str]:
    """The names in a list with commas between them; spaces do not matter.

    Example:
        >>> split_abis("abi3, abi3t")
        ['abi3', 'abi3t']
    """
    return [name.strip() for name in text.split(",")] if text.strip() else []


def _abis(environ: Mapping[str, str], asked: Sequence[str] | None) -> tuple[str, ...]:
    if asked is not None:
        return check_names(asked, "the ABIs to build for")
    names = split_abis(environ.get(ABIS_VARIABLE, ""))
    return check_names(names, f"environment variable {ABIS_VARIABLE}") if names else ()

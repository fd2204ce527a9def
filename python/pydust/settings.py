"""What one build is asked for beyond what the project says, and the environment's switches.

What a project says is in `pydust.config`; `-C` settings of pip reach the build in
`pydust.hatch_hook`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from pydust.config import valid_target_cpu
from pydust.errors import wrong_input

TARGET_CPU_VARIABLE: Final = "PYDUST_TARGET_CPU"
"""The CPU to compile for; counts more than the project's `target_cpu`."""

LIMITED_API_VARIABLE: Final = "PYDUST_LIMITED_API"
"""Set to 1 or 0, it replaces the `limited_api` of every module, for tests over both ABIs."""

Profile = Literal["release", "dev"]


@dataclass(frozen=True)
class Options:
    """What one build is asked for.

    Attributes:
        profile: Cargo's profile: `release` is optimised, `dev` is quick to compile.
        target_cpu: The CPU to compile for, such as `native`; None for any of the architecture.
        limited_api: Replaces what every module says, where it is not None.
    """

    profile: Profile = "release"
    target_cpu: str | None = None
    limited_api: bool | None = None

    @classmethod
    def from_environment(
        cls,
        environ: Mapping[str, str],
        *,
        profile: Profile = "release",
        target_cpu: str | None = None,
    ) -> Options:
        """Completes explicit wishes by the switches of the environment.

        Args:
            environ: Environment variables.
            profile: Cargo's profile.
            target_cpu: A CPU that was asked for in some other way; it counts more.

        Raises:
            PydustError: where a switch, or the CPU, is not as expected.
        """
        asked = target_cpu or environ.get(TARGET_CPU_VARIABLE) or None
        if asked is not None and not valid_target_cpu(asked):
            where = "target-cpu" if target_cpu else f"environment variable {TARGET_CPU_VARIABLE}"
            raise wrong_input(where, found=repr(asked), expected="the name of a CPU: native")
        return cls(profile, asked, _limited_api(environ))


def _limited_api(environ: Mapping[str, str]) -> bool | None:
    text = environ.get(LIMITED_API_VARIABLE, "")
    values = {"": None, "0": False, "1": True}
    if text not in values:
        where = f"environment variable {LIMITED_API_VARIABLE}"
        raise wrong_input(where, found=repr(text), expected="0 or 1")
    return values[text]

"""The compiler flags that every module is built with, and how they reach cargo.

Cargo takes flags from one place only: those in the environment replace those of all configuration
files, and a changed flag compiles everything again. So they are written into the generated
configuration, where cargo and editors find them too, and repeated in the environment only where
it would hide them. The reasons for each flag are in `docs/design/build-settings.md`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pydust.toml_text import inline, key

ENCODED: Final = "CARGO_ENCODED_RUSTFLAGS"
PLAIN: Final = "RUSTFLAGS"

_ALL: Final = "cfg(all())"
_MACOS: Final = 'cfg(target_os = "macos")'
_LINUX: Final = 'cfg(target_os = "linux")'
_LLD_HOST: Final = "x86_64-unknown-linux-gnu"
_LLD_SINCE: Final = (1, 90)


def base_flags(cargo_version: tuple[int, int]) -> dict[str, list[str]]:
    """The flags by the target that they are for, as the keys of cargo's `[target]` tables.

    Args:
        cargo_version: The version of cargo and rustc.

    Example:
        >>> list(base_flags((1, 85)))
        ['cfg(all())', 'cfg(target_os = "macos")', 'cfg(target_os = "linux")']
    """
    flags = {
        # Places in the framework's own code have short names: 1 kB less for every module.
        _ALL: ["--remap-path-prefix=.pydust/crates/pydust/src=pydust"],
        # An extension finds Python's functions in the process that loads it.
        _MACOS: ["-Clink-arg=-undefined", "-Clink-arg=dynamic_lookup"],
        # Code and constants may share pages: 4 kB less for every module.
        _LINUX: ["-Clink-arg=-Wl,-z,noseparate-code"],
    }
    if cargo_version >= _LLD_SINCE:
        # This linker, the default for this target, keeps 0.3 MB of unused std; others do not.
        flags[_LLD_HOST] = ["-Clinker-features=-lld"]
    return flags


def flags_for(triple: str, cargo_version: tuple[int, int]) -> list[str]:
    """The flags of `base_flags` that hold for one target triple."""
    targets = {triple, _ALL}
    if triple.endswith("-apple-darwin"):
        targets.add(_MACOS)
    if "-linux-" in triple:
        targets.add(_LINUX)
    flags = base_flags(cargo_version)
    return [flag for target in flags if target in targets for flag in flags[target]]


def set_in_environment(environ: Mapping[str, str]) -> bool:
    """Whether flags in the environment replace those of cargo's configuration."""
    return bool(environ.get(ENCODED) or environ.get(PLAIN))


def added_to_environment(environ: Mapping[str, str], flags: list[str]) -> dict[str, str]:
    r"""The variable that adds flags to those that the environment has already.

    Example:
        >>> added_to_environment({"RUSTFLAGS": "-g"}, ["-Ctarget-cpu=native"])
        {'CARGO_ENCODED_RUSTFLAGS': '-g\x1f-Ctarget-cpu=native'}
    """
    encoded = environ.get(ENCODED)
    present = encoded.split("\x1f") if encoded else environ.get(PLAIN, "").split()
    return {ENCODED: "\x1f".join([*present, *flags])}


def as_config_argument(target: str, flags: list[str]) -> list[str]:
    """The arguments that add flags to those of cargo's configuration files.

    Example:
        >>> as_config_argument("cfg(all())", ["-Ctarget-cpu=native"])
        ['--config', 'target."cfg(all())".rustflags = ["-Ctarget-cpu=native"]']
    """
    return ["--config", f"target.{key(target)}.rustflags = {inline(flags)}"]

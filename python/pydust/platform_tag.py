"""The platform part of a wheel's tag, and what decides it on macOS.

Everything here is a function of its arguments, so that all systems are tested on any of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from pydust.errors import PydustError
from pydust.interpreter import Interpreter

_RUST_ARCH_OF_MACOS: Final = {"arm64": "aarch64", "x86_64": "x86_64"}

_OLDEST_MACOS_OF_RUST: Final = {"arm64": (11, 0), "x86_64": (10, 12)}
"""The oldest macOS for which the precompiled standard library of Rust is made."""


def platform_tag(interpreter: Interpreter, environ: Mapping[str, str]) -> str:
    """The platform part of the tag of a wheel that is built here.

    On Linux it is the plain `linux_*` tag: what the binary needs of the C library is found out by
    `auditwheel`, which then renames the wheel to manylinux or musllinux.

    Args:
        interpreter: The one that builds.
        environ: Environment variables; `ARCHFLAGS` and `MACOSX_DEPLOYMENT_TARGET` matter on macOS.

    Raises:
        PydustError: for macOS settings that cannot be built.
    """
    if interpreter.is_macos:
        major, minor = macos_deployment_target(interpreter, environ)
        # Since macOS 11 the tags name the major version only.
        return f"macosx_{major}_{minor if major < 11 else 0}_{macos_arch(interpreter, environ)}"
    name = interpreter.platform
    if interpreter.pointer_bits == 32:
        # A 32-bit Python on a 64-bit kernel reports the kernel's architecture.
        name = {"linux-x86_64": "linux-i686", "linux-aarch64": "linux-armv7l"}.get(name, name)
    return re.sub(r"[-.]", "_", name)


def macos_arch(interpreter: Interpreter, environ: Mapping[str, str]) -> str:
    """The one architecture to build for on macOS: `ARCHFLAGS` decides, else the machine.

    Raises:
        PydustError: where `ARCHFLAGS` asks for several architectures in one file.
    """
    asked = re.findall(r"-arch\s+(\S+)", environ.get("ARCHFLAGS", ""))
    if len(set(asked)) > 1:
        raise PydustError(
            f"ARCHFLAGS asks for {' and '.join(asked)} in one file, and a module is built for one "
            "architecture: build one wheel for each, with ARCHFLAGS='-arch arm64' and "
            "ARCHFLAGS='-arch x86_64'"
        )
    arch: str = asked[0] if asked else interpreter.machine
    if arch not in _RUST_ARCH_OF_MACOS:
        raise PydustError(
            f"macOS architecture {arch!r} is not known; expected one of "
            f"{', '.join(_RUST_ARCH_OF_MACOS)}"
        )
    return arch


def macos_rust_target(interpreter: Interpreter, environ: Mapping[str, str]) -> str:
    """The target triple for cargo on macOS."""
    return f"{_RUST_ARCH_OF_MACOS[macos_arch(interpreter, environ)]}-apple-darwin"


def macos_deployment_target(
    interpreter: Interpreter, environ: Mapping[str, str]
) -> tuple[int, int]:
    """The oldest macOS that the module has to run on.

    `MACOSX_DEPLOYMENT_TARGET` decides, else the one of the interpreter; it is never older than
    what Rust's standard library needs.

    Raises:
        PydustError: where the variable is not a version.
    """
    asked = environ.get("MACOSX_DEPLOYMENT_TARGET") or interpreter.platform.split("-")[1]
    match = re.fullmatch(r"(\d+)(?:\.(\d+))?(?:\.\d+)*", asked)
    if match is None:
        raise PydustError(f"MACOSX_DEPLOYMENT_TARGET is {asked!r}; expected a version such as 11.0")
    version = int(match[1]), int(match[2] or 0)
    return max(version, _OLDEST_MACOS_OF_RUST[macos_arch(interpreter, environ)])

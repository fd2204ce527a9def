"""The ABIs that modules are built for: their names, their files, their wheels' tags.

Everything here is a function of its arguments, so that all systems are tested on any of them.
Which ABIs a build is for is decided in `pydust.abi_choice`.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from pydust.errors import wrong_input
from pydust.interpreter import OLDEST, Interpreter

FULL: Final = "full"
"""The whole API of the Python that builds."""

OLDEST_OF_STABLE: Final = {"abi3": OLDEST, "abi3t": (3, 15)}
"""The stable ABIs, and the first CPython that loads modules of ours for them."""

_OLDEST_FREE_THREADED: Final = (3, 14)

_EXPECTED: Final = "some of full, abi3, abi3t, or versions such as cp313 and cp314t"

_NAME: Final = re.compile(r"cp(\d)(\d+)(t?)")

_VERSION_IN_SUFFIX: Final = re.compile(r"^(?:_d)?\.(cpython-|cp)\d+[a-z]*")


@dataclass(frozen=True, order=True)
class Abi:
    """One binary interface of CPython.

    Attributes:
        version: The CPython that it is for; for a stable ABI the oldest one.
        stable: Whether one file serves newer versions, too.
        flags: `t` for free-threaded builds, `d` for debug builds.
        suffix: The end of a module's file name: `.abi3.so`.
    """

    version: tuple[int, int]
    stable: bool
    flags: str
    suffix: str

    @property
    def python_tag(self) -> str:
        """First part of a wheel tag: `cp311`."""
        return "cp{}{}".format(*self.version)

    @property
    def abi_tag(self) -> str:
        """Second part of a wheel tag, and the name of the ABI: `abi3`, `cp314t`."""
        return ("abi3" if self.stable else self.python_tag) + self.flags

    @property
    def feature(self) -> str | None:
        """The feature of the crate `pydust` that chooses it."""
        return self.abi_tag if self.stable else None

    @property
    def pythons(self) -> str:
        """The Pythons that import it, in words: `CPython 3.11 and newer`."""
        version = "{}.{}".format(*self.version)
        if self.stable:
            also = ", with and without the GIL" if self.flags else ""
            return f"CPython {version} and newer{also}"
        kinds = {"t": "free-threaded ", "d": "debug "}
        return "".join(kinds.get(flag, "") for flag in self.flags) + f"CPython {version}"

    @classmethod
    def named(cls, name: str, interpreter: Interpreter) -> Abi:
        """The ABI of a name that `check_names` lets pass.

        Args:
            name: `full`, `abi3`, `abi3t`, or a version, such as `cp314t`.
            interpreter: The one that builds; modules are for its platform.

        Example:
            >>> linux = Interpreter((3, 13), ".cpython-313-x86_64-linux-gnu.so", "linux-x86_64", "")
            >>> Abi.named("cp314t", linux).suffix
            '.cpython-314t-x86_64-linux-gnu.so'
        """
        if name in OLDEST_OF_STABLE:
            suffix = ".pyd" if interpreter.is_windows else f".{name}.so"
            return cls(OLDEST_OF_STABLE[name], True, name.removeprefix("abi3"), suffix)
        own = "t" * interpreter.free_threaded + "d" * interpreter.debug
        version, flags = (interpreter.version, own) if name == FULL else _version(name)
        tag = "{}{}{}".format(*version, flags)
        suffix = _VERSION_IN_SUFFIX.sub(rf".\g<1>{tag}", interpreter.ext_suffix)
        return cls(version, False, flags, interpreter.ext_suffix if name == FULL else suffix)

    @classmethod
    def of_file(cls, suffix: str) -> Abi | None:
        """The ABI of a file, by what follows the module's name; None where that is not a module's.

        Example:
            >>> Abi.of_file(".cp313-win_amd64.pyd").abi_tag
            'cp313'
        """
        if match := re.fullmatch(r"(?:_d)?\.(?:cpython-|cp)(\d)(\d+)([a-z]*)-.*", suffix):
            return cls((int(match[1]), int(match[2])), False, match[3], suffix)
        if match := re.fullmatch(r"\.(abi3t?)\.so", suffix):
            return cls.named(match[1], Interpreter((0, 0), "", "", ""))
        return None

    def hides(self, other: Abi, interpreter: Interpreter) -> bool:
        """Whether a Python that could import a file of another ABI takes one of this ABI instead.

        Of the stable ABIs, 3.15 and newer take `abi3` first where they have the GIL. Whoever
        builds `abi3t` with such a Python wants to see it; with another one, `abi3` is for others.
        """
        if not self.stable and other.stable:
            return self.version >= other.version and ("t" in other.flags or "t" not in self.flags)
        if self.stable and other.stable:
            return (self.flags, other.flags) == ("", "t") and all(
                abi.loads_in(interpreter) for abi in (self, other)
            )
        return self.version == other.version and self.flags == other.flags + "d"

    def loads_in(self, interpreter: Interpreter) -> bool:
        """Whether an interpreter can import modules of this ABI."""
        free_threaded = "t" in self.flags
        if self.stable:
            # What works without the GIL works with it.
            fits = free_threaded or not interpreter.free_threaded
            return fits and interpreter.version >= self.version
        return (
            self.version == interpreter.version
            and free_threaded == interpreter.free_threaded
            and ("d" not in self.flags or interpreter.debug)
        )


def best(interpreter: Interpreter, *, limited_api: bool) -> str:
    """The name of the one ABI to build for an interpreter.

    Args:
        interpreter: The one that will import the modules.
        limited_api: Whether one file shall serve other versions, too, where there is a stable ABI.

    Example:
        >>> best(Interpreter((3, 14), ".so", "linux-x86_64", "", free_threaded=True), limited_api=True)
        'full'
    """
    name = "abi3t" if interpreter.free_threaded else "abi3"
    return name if limited_api and interpreter.version >= OLDEST_OF_STABLE[name] else FULL


def check_names(names: Sequence[str], where: str) -> tuple[str, ...]:
    """The names of ABIs that somebody wrote, where they can all be built.

    Args:
        names: What was written.
        where: Where, for the error.

    Raises:
        PydustError: where there is none, one is unknown or too old, or one stands there twice.
    """
    if not names:
        raise wrong_input(where, found="no ABI", expected=_EXPECTED)
    for index, name in enumerate(names):
        if name in names[:index]:
            raise wrong_input(where, found=f"{name} twice", expected="each ABI once")
        if problem := _problem(name):
            close = _nearest(name)
            raise wrong_input(
                where,
                found=f"{name!r}{problem}",
                expected=_EXPECTED,
                fix=f"did you mean `{close}`?" if close else None,
            )
    return tuple(names)


def _problem(name: str) -> str | None:
    """What is wrong with a name, to be put behind it."""
    if name == FULL or name in OLDEST_OF_STABLE:
        return None
    if not _NAME.fullmatch(name):
        return ", which is no ABI"
    version, flags = _version(name)
    oldest = _OLDEST_FREE_THREADED if flags else OLDEST
    if version >= oldest:
        return None
    kind = "free-threaded " if flags else ""
    return f", and the oldest {kind}CPython that modules run on is {{}}.{{}}".format(*oldest)


def _nearest(name: str) -> str | None:
    """What was probably meant: `cp314t` for `3.14t` or `py314t`."""
    if match := re.fullmatch(r"\D*3\.?(\d{2})(t?)", name):
        meant = f"cp3{match[1]}{match[2]}"
        return meant if _problem(meant) is None else None
    close = difflib.get_close_matches(name.lower(), (FULL, *OLDEST_OF_STABLE), n=1)
    return close[0] if close else None


def _version(name: str) -> tuple[tuple[int, int], str]:
    match = _NAME.fullmatch(name)
    assert match is not None, name
    return (int(match[1]), int(match[2])), match[3]


def bindings_config(interpreter: Interpreter, abi: Abi) -> str:
    """The text of the file that `PYO3_CONFIG_FILE` names: it stands in for asking a Python.

    For a stable ABI nothing in it depends on which Python runs the build, so that changing from
    one to another compiles nothing again.

    Args:
        interpreter: The one that builds, which decides the platform.
        abi: What to build for.
    """
    lines = [
        "implementation=CPython",
        "version={}.{}".format(*abi.version),
        "shared=true",
        f"pointer_width={interpreter.pointer_bits}",
    ]
    if not interpreter.is_windows:
        # An extension module finds Python's functions in the process that loads it. On Windows it
        # has to name the DLL, which pyo3-ffi does without an import library.
        lines.append("suppress_build_script_link_lines=true")
    if abi.feature == "abi3t":
        lines.append("target_abi=CPython-abi3t-{}.{}".format(*abi.version))
    elif not abi.stable:
        flags = {"Py_DEBUG": "d" in abi.flags, "Py_GIL_DISABLED": "t" in abi.flags}
        lines.append("build_flags=" + ",".join(name for name, on in flags.items() if on))
    return "\n".join(lines) + "\n"


def wheel_tag(modules: Collection[frozenset[Abi]], platform_tag: str) -> str:
    """The tag of a wheel, which promises what each of its modules keeps.

    The parts of a tag that have several values are read as all their combinations. A module for
    `abi3t` is one for `abi3` of the same version, and that is what Pythons with the GIL look for.

    Args:
        modules: The ABIs of each module.
        platform_tag: The last part of the tag.

    Raises:
        ValueError: without any module, or where no Python could import all of them.

    Example:
        >>> wheel_tag([frozenset({Abi((3, 15), True, "t", ".abi3t.so")})], "linux_x86_64")
        'cp315-abi3.abi3t-linux_x86_64'
    """
    different = set(modules)
    if len(different) > 1:
        # Where some modules are for one Python alone, the wheel is.
        different = {abis for abis in different if not all(abi.stable for abi in abis)}
    if len(different) != 1:
        raise ValueError(f"one wheel needs modules of one Python, got {modules}")
    (abis,) = different
    versions = sorted({(abi.version, abi.python_tag) for abi in abis})
    names = sorted(_abi_tags(abis))
    return "-".join([".".join(tag for _, tag in versions), ".".join(names), platform_tag])


def promised_in_vain(abis: Collection[Abi]) -> list[str]:
    """The Pythons that the tag of a wheel names although nothing in it is for them.

    Between the versions of its ABIs a tag names all that have a stable ABI of the same name: with
    `abi3` and `abi3t` it reads `cp311.cp315-abi3.abi3t`, and so free-threaded 3.14 finds itself.

    Example:
        >>> linux = Interpreter((3, 13), ".cpython-313-x86_64-linux-gnu.so", "linux-x86_64", "")
        >>> promised_in_vain([Abi.named(name, linux) for name in ("abi3", "abi3t")])
        ['free-threaded CPython 3.14']
    """
    versions = [abi.version for abi in abis]
    return [
        Abi.named(FULL, python).pythons
        for free_threaded, first in ((False, OLDEST), (True, _OLDEST_FREE_THREADED))
        if ("abi3t" if free_threaded else "abi3") in _abi_tags(abis)
        for minor in range(max(min(versions), first)[1], max(versions)[1] + 1)
        for python in [Interpreter((3, minor), "", "", "", free_threaded=free_threaded)]
        if not any(abi.loads_in(python) for abi in abis)
    ]


def _abi_tags(abis: Collection[Abi]) -> set[str]:
    return {abi.abi_tag for abi in abis} | {"abi3" for abi in abis if abi.stable}

"""What the build has to know about a Python interpreter.

Which ABIs it loads, and how files and wheels are called for them, is in `pydust.abi`.
"""

from __future__ import annotations

import platform
import struct
import sys
import sysconfig
from dataclasses import dataclass

from pydust.errors import PydustError

OLDEST = (3, 11)
"""The oldest CPython that modules run on."""


@dataclass(frozen=True)
class Interpreter:
    """The facts about one CPython on which file names, tags and bindings depend.

    Attributes:
        version: Major and minor version, such as `(3, 13)`.
        ext_suffix: What `sysconfig` gives as `EXT_SUFFIX`, such as `.cpython-313-darwin.so`.
        platform: What `sysconfig.get_platform()` gives, such as `macosx-11.0-universal2`.
        machine: What `platform.machine()` gives, such as `arm64`.
        pointer_bits: 64 or 32.
        free_threaded: Whether it was built without the GIL.
        debug: Whether it was built with `Py_DEBUG`.
    """

    version: tuple[int, int]
    ext_suffix: str
    platform: str
    machine: str
    pointer_bits: int = 64
    free_threaded: bool = False
    debug: bool = False

    @classmethod
    def running(cls) -> Interpreter:
        """Describes the interpreter that runs this code.

        Raises:
            PydustError: where it is not CPython, or older than 3.11.
        """
        implementation = platform.python_implementation()
        version = sys.version_info[:2]
        if implementation != "CPython" or version < OLDEST:
            raise PydustError(
                f"the modules need CPython {OLDEST[0]}.{OLDEST[1]} or newer, and this is "
                f"{implementation} {version[0]}.{version[1]} ({sys.executable})"
            )
        return cls(
            version=version,
            ext_suffix=sysconfig.get_config_var("EXT_SUFFIX"),
            platform=sysconfig.get_platform(),
            machine=platform.machine(),
            pointer_bits=struct.calcsize("P") * 8,
            free_threaded=bool(sysconfig.get_config_var("Py_GIL_DISABLED")),
            debug=hasattr(sys, "gettotalrefcount"),
        )

    @property
    def is_windows(self) -> bool:
        """Whether it runs on Windows."""
        return self.platform.startswith("win")

    @property
    def is_macos(self) -> bool:
        """Whether it runs on macOS."""
        return self.platform.startswith("macosx")

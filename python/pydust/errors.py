"""The one error that users of the build tool see. How it is shown is up to the callers.

What lives elsewhere: every check that raises it stands beside the thing that it checks.
"""

from __future__ import annotations

from typing import Final

WRONG_INPUT: Final = 2
"""Exit code where the user's files or arguments have to change."""

BUILD_FAILED: Final = 1
"""Exit code where the input was understood and the build did not succeed."""


class PydustError(Exception):
    """Says what went wrong and what to do about it. It is shown without a traceback.

    Args:
        message: Complete text, possibly of several lines, without a leading `error:`.
        exit_code: What a command that ends because of this error returns to the shell.

    Example:
        >>> str(PydustError("cargo was not found"))
        'cargo was not found'
    """

    def __init__(self, message: str, *, exit_code: int = BUILD_FAILED) -> None:
        super().__init__(message)
        self.exit_code = exit_code


def wrong_input(where: str, *, found: str, expected: str, fix: str | None = None) -> PydustError:
    """Builds the error for something that a user wrote.

    Args:
        where: File and key, such as `pyproject.toml: tool.pydust.self_managed`.
        found: What stands there now.
        expected: What may stand there.
        fix: What to do, where `expected` alone does not say it.

    Example:
        >>> print(wrong_input("pyproject.toml: tool.pydust.x", found="1", expected="a string"))
        pyproject.toml: tool.pydust.x
          found:    1
          expected: a string
    """
    lines = [where, f"  found:    {found}", f"  expected: {expected}"]
    if fix is not None:
        lines.append(f"  to do:    {fix}")
    return PydustError("\n".join(lines), exit_code=WRONG_INPUT)

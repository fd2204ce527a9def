"""Classes written in Python that classes of Rust extend, in `test_builtin_bases.py` and others."""

from collections.abc import Iterator
from typing import Any


class Plain:
    """Attributes, methods and a hook for subclasses."""

    subclasses: list[str] = []  # noqa: RUF012
    kind = "plain"

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        Plain.subclasses.append(cls.__name__)

    def __init__(self, name: str) -> None:
        self.name = name

    def greet(self) -> str:
        return f"{self.kind} {self.name}"


class Listed(list[Any]):
    """A list with a method."""

    def first(self) -> Any:
        return self[0]


class Numbered:
    """Is iterated as something else than by its `__next__`."""

    def __iter__(self) -> Iterator[int]:
        return iter([7, 8])

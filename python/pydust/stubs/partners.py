"""The special methods that CPython adds to those that a class defines.

One slot of a type stands for two operators, as `a + b` and its reflection, so a class with one of
the methods has the other one, too. It takes nothing, and says so by `NotImplemented`: in a stub its
operand is of type `Never`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from pydust.stubs.catalog import Ancestor
from pydust.stubs.model import Class, Function, Kind, Parameter, Receiver, Signature

_REFLECTED: Final = (
    "add and divmod floordiv lshift matmul mod mul or pow rshift sub truediv xor".split()
)

_PAIRS: Final = (
    *((f"__{name}__", f"__r{name}__") for name in _REFLECTED),
    ("__lt__", "__gt__"),
    ("__le__", "__ge__"),
    ("__lt__", "__le__"),
    ("__gt__", "__ge__"),
)
"""Methods of which no class has one alone."""

_OPERAND: Final = Parameter("other", Kind.POSITIONAL_ONLY, "{typing.Never}")
_MODULUS: Final = Parameter("mod", Kind.POSITIONAL_ONLY, "None", "None")


def added_methods(a_class: Class, ancestors: Sequence[Ancestor]) -> Iterator[Function]:
    """The methods that a class has besides its members.

    Args:
        a_class: The class.
        ancestors: What it inherits from. Where they have a method, or are not known as well as
            native classes are, theirs is shown.
    """
    inherited: set[str] = set()
    for ancestor in ancestors:
        if not isinstance(ancestor, Class):
            return
        inherited.update(member.name for member in ancestor.members)
    methods = [member for member in a_class.members if isinstance(member, Function)]
    names = {method.name for method in methods}
    alone = {method.name for method in methods if method.is_alone}
    for pair in _PAIRS:
        present = names.intersection(pair)
        if len(present) == 1 and not present & alone:
            (name,) = set(pair) - present
            names.add(name)
            if name in inherited:
                continue
            operands = (_OPERAND, _MODULUS) if "pow" in name else (_OPERAND,)
            signature = Signature(operands, "{typing.Never}")
            yield Function(name, "", Receiver.INSTANCE, signature)

"""Random signatures, as Rust functions and as their twins in Python.

Run as a program it writes `src/binding.rs`, for rustfmt to finish; `test_binding.py` calls the
functions of both and checks that the file is current.
"""

import random
from pathlib import Path
from typing import Final, NamedTuple

COUNT: Final = 150
SEED: Final = 3_141_592
NAMES: Final = "abcdef"
FILE: Final = Path(__file__).parent / "src" / "binding.rs"

HEADER: Final = """\
//! Random signatures, written by `random_binding.py`: change that, and run it, instead of this file.

use std::collections::BTreeMap;

use pydust as py;

type Rest = Vec<i64>;
type Named = BTreeMap<String, i64>;

fn rest(args: py::Args) -> py::Result<Rest> {
    args.iter().map(|arg| arg.extract()).collect()
}

fn named(kwargs: py::Kwargs) -> py::Result<Named> {
    kwargs.iter().map(|(name, value)| Ok((name.as_str()?.to_owned(), value.extract()?))).collect()
}

#[py::module]
pub mod binding {
    use super::*;
"""


class Param(NamedTuple):
    """A parameter that takes one value."""

    name: str
    default: int | None


class Signature(NamedTuple):
    """What a function takes: parameters by kind, and whether it takes the rest."""

    name: str
    positional_only: tuple[Param, ...]
    usual: tuple[Param, ...]
    star: bool
    keyword_only: tuple[Param, ...]
    star_star: bool

    @property
    def params(self) -> tuple[Param, ...]:
        """The parameters that take one value, in order."""
        return self.positional_only + self.usual + self.keyword_only


def random_signature(name: str, source: random.Random) -> Signature:
    """Make up a signature that Python accepts."""
    names = source.sample(NAMES, source.randint(0, len(NAMES)))
    cuts = sorted(source.randint(0, len(names)) for _ in range(2))
    first_default = source.randint(0, cuts[1] + 1)
    params = [
        Param(letter, index * 10 if optional else None)
        for index, letter in enumerate(names)
        for optional in [index >= first_default if index < cuts[1] else source.random() < 0.5]
    ]
    return Signature(
        name,
        tuple(params[: cuts[0]]),
        tuple(params[cuts[0] : cuts[1]]),
        source.random() < 0.4,
        tuple(params[cuts[1] :]),
        source.random() < 0.4,
    )


def signatures() -> list[Signature]:
    """Give the signatures, the same ones at each call."""
    source = random.Random(SEED)
    return [random_signature(f"function{number}", source) for number in range(COUNT)]


def python(signature: Signature) -> str:
    """Write the twin: it gives what was bound, as a tuple."""

    def each(params: tuple[Param, ...]) -> list[str]:
        return [p.name if p.default is None else f"{p.name}={p.default}" for p in params]

    params = each(signature.positional_only)
    params += ["/"] if params else []
    params += each(signature.usual)
    if signature.star:
        params.append("*args")
    elif signature.keyword_only:
        params.append("*")
    params += each(signature.keyword_only)
    params += ["**kwargs"] if signature.star_star else []
    given = [p.name for p in signature.params]
    given += ["[*args]"] if signature.star else []
    given += ["kwargs"] if signature.star_star else []
    result = f"({', '.join(given)},)" if given else "None"
    return f"def {signature.name}({', '.join(params)}):\n    return {result}\n"


def rust(signature: Signature) -> str:
    """Write the Rust function."""
    lines = []

    def add(params: tuple[Param, ...], mark: str, at: int | None) -> None:
        for index, param in enumerate(params):
            marks = [mark] if at is not None and index == at % len(params) else []
            marks += [] if param.default is None else [f"#[default = {param.default}]"]
            lines.append("".join(f"        {text}\n" for text in [*marks, f"{param.name}: i64,"]))

    add(signature.positional_only, "#[pos]", -1)
    add(signature.usual, "", None)
    lines.extend(["        args: py::Args,\n"] if signature.star else [])
    add(signature.keyword_only, "#[kw]", 0)
    lines.extend(["        kwargs: py::Kwargs,\n"] if signature.star_star else [])
    given = [(param.name, "i64") for param in signature.params]
    given += [("rest(args)?", "Rest")] if signature.star else []
    given += [("named(kwargs)?", "Named")] if signature.star_star else []
    values = "".join(f"{value}, " for value, _ in given)
    types = "".join(f"{kind}, " for _, kind in given)
    return (
        f"    pub fn {signature.name}(\n{''.join(lines)}    ) -> py::Result<({types})> {{\n"
        f"        Ok(({values}))\n    }}\n"
    )


def text() -> str:
    """Write the whole Rust file."""
    return HEADER + "".join("\n" + rust(signature) for signature in signatures()) + "}\n"


if __name__ == "__main__":
    FILE.write_text(text())

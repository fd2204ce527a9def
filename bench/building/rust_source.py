"""The described modules as Rust sources, for pydust and for PyO3.

The descriptions live in `description`, the projects around the sources in `contenders`.
"""

import re
from textwrap import indent

from building.description import Function, Module, Parameter, Type

TYPES = {
    Type.INT: "i64",
    Type.FLOAT: "f64",
    Type.BOOL: "bool",
    Type.TEXT: "&str",
    Type.CONSTANT_TEXT: "&'static str",
    Type.LIST: "Vec<i64>",
    Type.OPTIONAL: "Option<i64>",
}

RETURNS = {**TYPES, Type.TEXT: "String"}

RAISE = re.compile(r"\$raise\((\w+), (\"[^\"]*\")\)")


def pydust_source(module: Module) -> str:
    """The module as a user of pydust writes it."""
    functions = "\n".join(pydust_function(function) for function in module.functions)
    uses = "    use super::*;\n\n" if any(f.fallible for f in module.functions) else ""
    return (
        "use pydust as py;\n\n"
        "/// A module of the build benchmark.\n"
        f"#[py::module]\npub mod {module.name} {{\n{uses}{functions}}}\n"
    )


def pydust_function(function: Function) -> str:
    """One function in pydust's terms."""
    parameters = ", ".join(
        parameter(p) if p.default is None else f"#[default = {p.default}] {parameter(p)}"
        for p in function.parameters
    )
    body = RAISE.sub(r"py::raise!(\1, \2)", function.rust)
    return item("pub ", function, parameters, body, "py::Result")


def pyo3_source(module: Module) -> str:
    """The module as a user of PyO3 writes it."""
    functions = "\n".join(pyo3_function(function) for function in module.functions)
    errors = sorted(set(re.findall(r"\$raise\((\w+),", "".join(f.rust for f in module.functions))))
    exceptions = ", ".join(f"Py{error}" for error in errors)
    uses = f"    use pyo3::exceptions::{{{exceptions}}};\n" if errors else ""
    return (
        "use pyo3::prelude::*;\n\n"
        "/// A module of the build benchmark.\n"
        f"#[pymodule]\nmod {module.name} {{\n{uses}    use pyo3::prelude::*;\n\n{functions}}}\n"
    )


def pyo3_function(function: Function) -> str:
    """One function in PyO3's terms."""
    names = ", ".join(
        p.name if p.default is None else f"{p.name}={p.default}" for p in function.parameters
    )
    has_defaults = any(p.default for p in function.parameters)
    signature = f"    #[pyo3(signature = ({names}))]\n" if has_defaults else ""
    parameters = ", ".join(parameter(p) for p in function.parameters)
    body = RAISE.sub(r"Err(Py\1::new_err(\2))", function.rust)
    written = item("", function, parameters, body, "PyResult")
    return f"    #[pyfunction]\n{signature}{written}"


def parameter(described: Parameter) -> str:
    """A parameter's name and type."""
    return f"{described.name}: {TYPES[described.type]}"


def item(visibility: str, function: Function, parameters: str, body: str, result: str) -> str:
    """The function itself, which both frameworks write alike."""
    returns = RETURNS[function.returns]
    if function.fallible:
        returns = f"{result}<{returns}>"
    body = indent(body.replace("$k", str(function.k)), " " * 8)
    head = f"    {visibility}fn {function.name}({parameters}) -> {returns}"
    return f"{head} {{\n{body}\n    }}\n"

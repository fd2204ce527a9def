"""The two modules that the build benchmark builds, described once for all languages.

A function's body is written once in Rust, for pydust and PyO3 alike, and once in C. How the sources
look around the bodies lives in `rust_source` and `c_source`.
"""

from dataclasses import dataclass, replace
from enum import Enum


class Type(Enum):
    """What a parameter takes or a function returns, by its name in Python."""

    INT = "int"
    FLOAT = "float"
    BOOL = "bool"
    TEXT = "str"
    CONSTANT_TEXT = "a str known when compiling"
    LIST = "list[int]"
    OPTIONAL = "int | None"


@dataclass(frozen=True)
class Parameter:
    """A parameter; `default` is a literal that Rust and C share."""

    name: str
    type: Type
    default: str | None = None


@dataclass(frozen=True)
class Function:
    """A function.

    In its bodies `$k` stands for the number that makes it differ from others of its shape, and
    `$raise(Error, "text")` raises an exception. The Rust body is an expression of the returned type,
    or, if `fallible`, of a Result of it. The C body returns. `samples` are arguments to call it with.
    """

    name: str
    parameters: tuple[Parameter, ...]
    returns: Type
    rust: str
    c: str
    samples: tuple[str, ...]
    fallible: bool = False
    k: int = 1


@dataclass(frozen=True)
class Module:
    """A module: its name and its functions."""

    name: str
    functions: tuple[Function, ...]

    def edited(self, edit: int) -> "Module":
        """The module after a small edit: another number in its first function."""
        first, *others = self.functions
        return replace(self, functions=(replace(first, k=first.k + 1000 * edit), *others))


A = Parameter("a", Type.INT)
B = Parameter("b", Type.INT)
X = Parameter("x", Type.FLOAT)
TEXT = Parameter("text", Type.TEXT)

HELLO = Module(
    "hello",
    (
        Function(
            "hello",
            (),
            Type.CONSTANT_TEXT,
            rust='"Hello, World $k!"',
            c='return PyUnicode_FromString("Hello, World $k!");',
            samples=("",),
        ),
        Function(
            "add",
            (A, B),
            Type.INT,
            rust="a.wrapping_add(b)",
            c="return PyLong_FromLongLong(wrapping_add(a, b));",
            samples=("1, 2", "2**63 - 1, b=1"),
        ),
    ),
)

SHAPES = (
    Function(
        "mix",
        (A, Parameter("b", Type.INT, "7")),
        Type.INT,
        rust="a.wrapping_add($k).wrapping_add(b)",
        c="return PyLong_FromLongLong(wrapping_add(wrapping_add(a, $k), b));",
        samples=("5", "5, 6", "b=6, a=5"),
    ),
    Function(
        "slope",
        (X, Parameter("rise", Type.FLOAT, "0.5")),
        Type.FLOAT,
        rust="x * rise + $k as f64",
        c="return PyFloat_FromDouble(x * rise + $k);",
        samples=("2.0", "2.0, rise=3.0"),
    ),
    Function(
        "beyond",
        (A, Parameter("strict", Type.BOOL)),
        Type.BOOL,
        rust="if strict { a > $k } else { a >= $k }",
        c="return PyBool_FromLong(strict ? a > $k : a >= $k);",
        samples=("1, True", "1, False", "9, True"),
    ),
    Function(
        "label",
        (TEXT,),
        Type.TEXT,
        rust='format!("{text}-$k")',
        c='return PyUnicode_FromFormat("%s-%d", text.start, $k);',
        samples=("'text'", "text=''"),
    ),
    Function(
        "count",
        (TEXT, Parameter("from_end", Type.BOOL, "false")),
        Type.INT,
        rust="""\
let wanted = b'a' + $k;
let last = if from_end { text.len().saturating_sub($k) } else { text.len() };
text.as_bytes()[..last].iter().filter(|byte| **byte == wanted).count() as i64""",
        c="""\
Py_ssize_t cut = from_end ? $k : 0, count = 0;
for (Py_ssize_t i = 0; i < text.size - cut; i++) {
    count += text.start[i] == 'a' + $k;
}
return PyLong_FromSsize_t(count);""",
        samples=("'abcdefabcdef'", "'abcdefabcdef', from_end=True", "''"),
    ),
    Function(
        "total",
        (Parameter("items", Type.LIST),),
        Type.INT,
        rust="items.iter().fold($k, |sum: i64, item| sum.wrapping_add(*item))",
        c="""\
int64_t sum;
if (sum_of_list(items, &sum) < 0) {
    return NULL;
}
return PyLong_FromLongLong(wrapping_add(sum, $k));""",
        samples=("[1, 2, 3]", "[]"),
    ),
    Function(
        "steps",
        (A, Parameter("step", Type.INT, "2")),
        Type.LIST,
        rust="(0..a).map(|i| i.wrapping_mul(step).wrapping_add($k)).collect()",
        c="""\
PyObject *list = PyList_New(a < 0 ? 0 : a);
for (int64_t i = 0; list != NULL && i < a; i++) {
    PyObject *item = PyLong_FromLongLong((int64_t)((uint64_t)i * (uint64_t)step + $k));
    if (item == NULL) {
        Py_CLEAR(list);
        break;
    }
    PyList_SET_ITEM(list, i, item);
}
return list;""",
        samples=("3", "3, step=5", "-1"),
    ),
    Function(
        "maybe",
        (Parameter("value", Type.OPTIONAL),),
        Type.OPTIONAL,
        rust="value.map(|value| value.wrapping_add($k))",
        c="""\
if (!value.present) {
    Py_RETURN_NONE;
}
return PyLong_FromLongLong(wrapping_add(value.number, $k));""",
        samples=("None", "41"),
    ),
    Function(
        "parse",
        (TEXT,),
        Type.INT,
        rust="""\
match text.parse::<i64>() {
    Ok(number) => Ok(number.wrapping_add($k)),
    Err(_) => $raise(ValueError, "expected a number"),
}""",
        c="""\
char *end;
errno = 0;
int64_t number = strtoll(text.start, &end, 10);
if (text.size == 0 || *end != 0 || errno != 0) {
    $raise(ValueError, "expected a number");
}
return PyLong_FromLongLong(wrapping_add(number, $k));""",
        samples=("'12'", "'twelve'", "''"),
        fallible=True,
    ),
    Function(
        "share",
        (X, Parameter("parts", Type.INT)),
        Type.FLOAT,
        rust="""\
if parts == 0 {
    return $raise(ZeroDivisionError, "no parts to share among");
}
Ok(x / parts as f64 + $k as f64)""",
        c="""\
if (parts == 0) {
    $raise(ZeroDivisionError, "no parts to share among");
}
return PyFloat_FromDouble(x / (double)parts + $k);""",
        samples=("3.0, 2", "3.0, parts=0"),
        fallible=True,
    ),
)

BIG = Module(
    "big",
    tuple(replace(shape, name=f"{shape.name}_{k}", k=k) for k in range(1, 6) for shape in SHAPES),
)

MODULES = (HELLO, BIG)

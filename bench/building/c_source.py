"""The described modules as C sources, written as an expert would write them by hand.

The conversions and the keyword binding are those of the call benchmark's reference, `bench/c`.
"""

import re
from textwrap import indent

from building.description import Function, Module, Parameter, Type

DECLARED = {
    Type.INT: "int64_t {name}",
    Type.FLOAT: "double {name}",
    Type.BOOL: "int {name}",
    Type.TEXT: "Text {name}",
    Type.LIST: "PyObject *{name}",
    Type.OPTIONAL: "OptionalInt {name}",
}

CONVERTERS = {
    Type.INT: "as_i64",
    Type.FLOAT: "as_f64",
    Type.BOOL: "as_bool",
    Type.TEXT: "as_text",
    Type.LIST: "as_list",
    Type.OPTIONAL: "as_optional",
}

LITERALS = {"false": "0", "true": "1"}

RAISE = re.compile(r"\$raise\((\w+), (\"[^\"]*\")\);")

HEAD = """\
#include "bind.h"
#include "arguments.h"
#include <errno.h>
#include <stdlib.h>

enum {{ NAME_COUNT = {count} }};

typedef struct {{
    PyObject *names[NAME_COUNT + 1]; /* interned: the parameters of all functions, in order */
}} Names;

static const char *const NAME_TEXTS[] = {{{texts}NULL}};

"""

FUNCTION = """\
static PyObject *
{name}(PyObject *module, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames)
{{
    static const Signature signature = {{"{name}", {total}, {total}, {required}}};
    PyObject *const *names = ((Names *)PyModule_GetState(module))->names + {offset};
    PyObject *bound[{total}];
{declarations}
    if (bind_vectorcall(&signature, names, args, nargs, kwnames, bound) < 0{conversions}) {{
        return NULL;
    }}
{body}
}}

"""

FUNCTION_WITHOUT_PARAMETERS = """\
static PyObject *
{name}(PyObject *Py_UNUSED(module), PyObject *Py_UNUSED(ignored))
{{
{body}
}}

"""

TAIL = """\
static PyMethodDef FUNCTIONS[] = {{
{methods}
    {{NULL, NULL, 0, NULL}},
}};

static int
module_exec(PyObject *module)
{{
    Names *state = PyModule_GetState(module);
    for (Py_ssize_t i = 0; i < NAME_COUNT; i++) {{
        state->names[i] = PyUnicode_InternFromString(NAME_TEXTS[i]);
        if (state->names[i] == NULL) {{
            return -1;
        }}
    }}
    return 0;
}}

static void
module_free(void *module)
{{
    Names *state = PyModule_GetState(module);
    for (Py_ssize_t i = 0; i < NAME_COUNT; i++) {{
        Py_CLEAR(state->names[i]);
    }}
}}

static PyModuleDef_Slot SLOTS[] = {{
    {{Py_mod_exec, (void *)module_exec}},
#if PY_VERSION_HEX >= 0x030C0000
    {{Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED}},
#endif
#if PY_VERSION_HEX >= 0x030D0000
    {{Py_mod_gil, Py_MOD_GIL_NOT_USED}},
#endif
    {{0, NULL}},
}};

static PyModuleDef DEFINITION = {{
    PyModuleDef_HEAD_INIT,
    .m_name = "{name}",
    .m_size = sizeof(Names),
    .m_methods = FUNCTIONS,
    .m_slots = SLOTS,
    .m_free = module_free,
}};

PyMODINIT_FUNC
PyInit_{name}(void)
{{
    return PyModuleDef_Init(&DEFINITION);
}}
"""


def c_source(module: Module) -> str:
    """The module against the full API."""
    names = [p.name for function in module.functions for p in function.parameters]
    written = HEAD.format(count=len(names), texts="".join(f'"{name}", ' for name in names))
    offset = 0
    for function in module.functions:
        written += c_function(function, offset)
        offset += len(function.parameters)
    methods = "\n".join(f"    {method(function)}" for function in module.functions)
    return written + TAIL.format(name=module.name, methods=methods)


def c_function(function: Function, offset: int) -> str:
    """One function; `offset` is the place of its first parameter's name among all names."""
    body = RAISE.sub(r"PyErr_SetString(PyExc_\1, \2);\nreturn NULL;", function.c)
    body = indent(body.replace("$k", str(function.k)), "    ")
    if not function.parameters:
        return FUNCTION_WITHOUT_PARAMETERS.format(name=function.name, body=body)
    parameters = function.parameters
    return FUNCTION.format(
        name=function.name,
        total=len(parameters),
        required=sum(p.default is None for p in parameters),
        offset=offset,
        declarations="\n".join(f"    {declaration(p)};" for p in parameters),
        conversions="".join(conversion(p, i) for i, p in enumerate(parameters)),
        body=body,
    )


def declaration(parameter: Parameter) -> str:
    """The local variable that a parameter is read into."""
    declared = DECLARED[parameter.type].format(name=parameter.name)
    if parameter.default is None:
        return declared
    return f"{declared} = {LITERALS.get(parameter.default, parameter.default)}"


def conversion(parameter: Parameter, place: int) -> str:
    """A further condition of a function's failure: the argument cannot be read."""
    read = f"{CONVERTERS[parameter.type]}(bound[{place}], &{parameter.name}) < 0"
    if parameter.default is not None:
        read = f"(bound[{place}] != NULL && {read})"
    return f" ||\n        {read}"


def method(function: Function) -> str:
    """A function's line in the table of functions."""
    if not function.parameters:
        return f'{{"{function.name}", {function.name}, METH_NOARGS, NULL}},'
    pointer = f"(PyCFunction)(void (*)(void)){function.name}"
    return f'{{"{function.name}", {pointer}, METH_FASTCALL | METH_KEYWORDS, NULL}},'

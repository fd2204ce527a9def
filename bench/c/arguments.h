/* Argument conversions that only the build benchmark's generated modules use: bool, str, list and
 * optional int. Those that the call benchmark shares live in convert.h.
 */
#ifndef BENCH_ARGUMENTS_H
#define BENCH_ARGUMENTS_H

#include "convert.h"

/* A str's UTF-8 form, borrowed from it. */
typedef struct {
    const char *start;
    Py_ssize_t size;
} Text;

typedef struct {
    int present;
    int64_t number;
} OptionalInt;

/* Each reads `object` into `out` and returns 0, or returns -1 with an exception set. */

static inline int
as_bool(PyObject *object, int *out)
{
    *out = object == Py_True;
    return check_type(PyBool_Check(object), "bool", object);
}

static inline int
as_text(PyObject *object, Text *out)
{
    if (check_type(PyUnicode_Check(object), "str", object) < 0) {
        return -1;
    }
    out->start = PyUnicode_AsUTF8AndSize(object, &out->size);
    return out->start == NULL ? -1 : 0;
}

static inline int
as_list(PyObject *object, PyObject **out)
{
    *out = object;
    return check_type(PyList_Check(object), "list", object);
}

static inline int
as_optional(PyObject *object, OptionalInt *out)
{
    out->present = object != Py_None;
    return out->present ? as_i64(object, &out->number) : 0;
}

#endif

/* Binding of positional and keyword arguments to a function's parameters, as an expert writes it by
 * hand: one pass over the keywords, each name compared by pointer with the interned ones first.
 *
 * Converting the bound objects is the caller's work.
 */
#ifndef BENCH_BIND_H
#define BENCH_BIND_H

#include "convert.h"

/* Parameters in order: the first `positional` may come by position, the first `required` must come. */
typedef struct {
    const char *function;
    Py_ssize_t total;
    Py_ssize_t positional;
    Py_ssize_t required;
} Signature;

/* Where `name` stands among the interned `names`; -1 with an exception set if it does not. */
static Py_ssize_t
find_parameter(const Signature *signature, PyObject *const *names, PyObject *name)
{
    for (Py_ssize_t i = 0; i < signature->total; i++) {
        if (names[i] == name) {
            return i;
        }
    }
    for (Py_ssize_t i = 0; i < signature->total; i++) {
        int equal = PyObject_RichCompareBool(names[i], name, Py_EQ);
        if (equal != 0) {
            return equal < 0 ? -1 : i;
        }
    }
    PyErr_Format(PyExc_TypeError, "%s() got an unexpected keyword argument '%S'",
                 signature->function, name);
    return -1;
}

/* Put one keyword's value into its place. Returns 0, or -1 with an exception set. */
static int
bind_keyword(const Signature *signature, PyObject *const *names, PyObject *name, PyObject *value,
             PyObject **bound)
{
    Py_ssize_t place = find_parameter(signature, names, name);
    if (place < 0) {
        return -1;
    }
    if (bound[place] != NULL) {
        PyErr_Format(PyExc_TypeError, "%s() got multiple values for argument '%S'",
                     signature->function, name);
        return -1;
    }
    bound[place] = value;
    return 0;
}

/* Put the positional values into their places and clear the others. Returns 0 or -1. */
static int
bind_positional(const Signature *signature, PyObject *const *args, Py_ssize_t nargs,
                PyObject **bound)
{
    if (nargs > signature->positional) {
        PyErr_Format(PyExc_TypeError, "%s() takes at most %zd positional arguments (%zd given)",
                     signature->function, signature->positional, nargs);
        return -1;
    }
    for (Py_ssize_t i = 0; i < signature->total; i++) {
        bound[i] = i < nargs ? args[i] : NULL;
    }
    return 0;
}

/* Complain about the first required parameter that has no value. Returns 0 or -1. */
static int
check_required(const Signature *signature, PyObject *const *names, PyObject *const *bound)
{
    for (Py_ssize_t i = 0; i < signature->required; i++) {
        if (bound[i] == NULL) {
            PyErr_Format(PyExc_TypeError, "%s() missing required argument '%S' (pos %zd)",
                         signature->function, names[i], i + 1);
            return -1;
        }
    }
    return 0;
}

/* Bind a vectorcall: fill `bound` with borrowed references, NULL for what the caller left out.
 * Returns 0, or -1 with an exception set. */
static inline int
bind_vectorcall(const Signature *signature, PyObject *const *names, PyObject *const *args,
                Py_ssize_t nargs, PyObject *kwnames, PyObject **bound)
{
    if (bind_positional(signature, args, nargs, bound) < 0) {
        return -1;
    }
    Py_ssize_t keywords = kwnames == NULL ? 0 : TUPLE_SIZE(kwnames);
    for (Py_ssize_t i = 0; i < keywords; i++) {
        PyObject *name = TUPLE_ITEM(kwnames, i);
        if (bind_keyword(signature, names, name, args[nargs + i], bound) < 0) {
            return -1;
        }
    }
    return check_required(signature, names, bound);
}

#endif

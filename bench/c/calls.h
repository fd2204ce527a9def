/* What the files of the call benchmark's C reference share: the module's state, the class's entry points.
 *
 * The reference is built twice from the same files: against the full API, and against the limited API
 * of CPython 3.11 (-DPy_LIMITED_API=0x030B0000). Functions live in calls.c, the classes in point.c and countdown.c.
 */
#ifndef BENCH_CALLS_H
#define BENCH_CALLS_H

#include "convert.h"

enum { KEYWORD_COUNT = 3, COORDINATE_COUNT = 2, FIELD_COUNT = 3 };

/* One per interpreter that imports the module; every reference in it is strong. */
typedef struct {
    PyTypeObject *point;
    PyObject *keyword_names[KEYWORD_COUNT];       /* interned: "a", "b", "c" */
    PyObject *coordinate_names[COORDINATE_COUNT]; /* interned: "x", "y" */
    PyObject *field_names[FIELD_COUNT];           /* interned: "title", "likes", "score" */
    PyObject *double_name;                        /* interned: "double" */
#if !defined(Py_LIMITED_API)
    PyCodeObject *raise_code; /* what raise_error's traceback entry shows */
#endif
} State;

/* Create the class Point for `module`. Returns a new reference, or NULL with an exception set. */
PyTypeObject *point_type_new(PyObject *module);

/* Create the class Countdown for `module`. Returns a new reference, or NULL with an exception set. */
PyTypeObject *countdown_type_new(PyObject *module);

/* The distance of a Point from the origin; `point` must be an instance of Point. */
double point_norm_of(PyObject *point);

#endif

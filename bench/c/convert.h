/* Reading Python objects as C values, under the full and under the limited API.
 *
 * The quick paths need the full API; every function raises what CPython's own conversions raise.
 * Binding arguments to parameters lives in bind.h.
 */
#ifndef BENCH_CONVERT_H
#define BENCH_CONVERT_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>

#if defined(Py_LIMITED_API)
#define TUPLE_SIZE PyTuple_Size
#define TUPLE_ITEM PyTuple_GetItem
#define LIST_SIZE PyList_Size
#define LIST_ITEM PyList_GetItem
#else
#define TUPLE_SIZE PyTuple_GET_SIZE
#define TUPLE_ITEM PyTuple_GET_ITEM
#define LIST_SIZE PyList_GET_SIZE
#define LIST_ITEM PyList_GET_ITEM
#endif

/* Complain unless `fits`. Returns 0, or -1 with a TypeError that names the type found. */
static inline int
check_type(int fits, const char *expected, PyObject *found)
{
    if (fits) {
        return 0;
    }
    PyErr_Format(PyExc_TypeError, "expected %s, not %R", expected, (PyObject *)Py_TYPE(found));
    return -1;
}

/* Read an int64_t from any object with __index__. Returns 0, or -1 with an exception set. */
static inline int
as_i64(PyObject *object, int64_t *out)
{
#if !defined(Py_LIMITED_API) && PY_VERSION_HEX >= 0x030C0000
    if (PyLong_CheckExact(object) && PyUnstable_Long_IsCompact((PyLongObject *)object)) {
        *out = PyUnstable_Long_CompactValue((PyLongObject *)object);
        return 0;
    }
#elif !defined(Py_LIMITED_API)
    if (PyLong_CheckExact(object) && -1 <= Py_SIZE(object) && Py_SIZE(object) <= 1) {
        *out = (int64_t)Py_SIZE(object) * ((PyLongObject *)object)->ob_digit[0];
        return 0;
    }
#endif
    *out = PyLong_AsLongLong(object);
    return *out == -1 && PyErr_Occurred() ? -1 : 0;
}

/* Read a double from any real number. Returns 0, or -1 with an exception set. */
static inline int
as_f64(PyObject *object, double *out)
{
#if !defined(Py_LIMITED_API)
    if (PyFloat_CheckExact(object)) {
        *out = PyFloat_AS_DOUBLE(object);
        return 0;
    }
#endif
    *out = PyFloat_AsDouble(object);
    return *out == -1.0 && PyErr_Occurred() ? -1 : 0;
}

/* Sums wrap around in both languages, so that neither pays for an overflow check. */
static inline int64_t
wrapping_add(int64_t a, int64_t b)
{
    return (int64_t)((uint64_t)a + (uint64_t)b);
}

/* Sum a list's items, in place. An item's __index__ may change the list, so each item is held while it
 * is read, and the size is asked for every time. */
static inline int
sum_items(PyObject *list, int64_t *sum)
{
    *sum = 0;
    for (Py_ssize_t i = 0; i < LIST_SIZE(list); i++) {
        PyObject *item = LIST_ITEM(list, i);
        int64_t value;
        Py_INCREF(item);
        int failed = as_i64(item, &value) < 0;
        Py_DECREF(item);
        if (failed) {
            return -1;
        }
        *sum = wrapping_add(*sum, value);
    }
    return 0;
}

/* Sum a list of integers. Returns 0, or -1 with an exception set. */
static inline int
sum_of_list(PyObject *list, int64_t *sum)
{
    int failed;
    if (check_type(PyList_Check(list), "list", list) < 0) {
        return -1;
    }
#if defined(Py_GIL_DISABLED)
    Py_BEGIN_CRITICAL_SECTION(list);
    failed = sum_items(list, sum);
    Py_END_CRITICAL_SECTION();
#else
    failed = sum_items(list, sum);
#endif
    return failed;
}

#endif

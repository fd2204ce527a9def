/* Summing a buffer of doubles, as an expert writes it by hand: any exporter, one dimension, strides.
 *
 * Only the call benchmark uses this. The view's memory is read with plain loads, as C code does.
 */
#ifndef BENCH_BUFFER_H
#define BENCH_BUFFER_H

#include "convert.h"
#include <string.h>

/* Complain unless the view has one dimension of native doubles. Returns 0, or -1 with a TypeError. */
static int
check_doubles(const Py_buffer *view)
{
    const char *format = view->format == NULL ? "B" : view->format;
    if (*format == '@' || *format == '=' || *format == (PY_LITTLE_ENDIAN ? '<' : '>')) {
        format++;
    }
    if (strcmp(format, "d") == 0 && view->itemsize == sizeof(double) && view->ndim == 1) {
        return 0;
    }
    PyErr_Format(PyExc_TypeError,
                 "expected a buffer of 1 dimension and format 'd', not of %d and '%s'", view->ndim,
                 view->format == NULL ? "B" : view->format);
    return -1;
}

/* The sum of the view's doubles, in their order. */
static double
sum_of_view(const Py_buffer *view)
{
    const char *at = view->buf;
    Py_ssize_t count = view->shape[0], stride = view->strides[0];
    double sum = 0.0;
    if (stride == sizeof(double)) {
        const double *values = view->buf;
        for (Py_ssize_t i = 0; i < count; i++) {
            sum += values[i];
        }
        return sum;
    }
    for (Py_ssize_t i = 0; i < count; i++, at += stride) {
        double value;
        memcpy(&value, at, sizeof value);
        sum += value;
    }
    return sum;
}

/* Sum the doubles that `exporter` lends. Returns 0, or -1 with an exception set. */
static inline int
sum_of_doubles(PyObject *exporter, double *sum)
{
    Py_buffer view;
    if (PyObject_GetBuffer(exporter, &view, PyBUF_RECORDS_RO) < 0) {
        return -1;
    }
    int failed = check_doubles(&view) < 0;
    if (!failed) {
        *sum = sum_of_view(&view);
    }
    PyBuffer_Release(&view);
    return failed ? -1 : 0;
}

#endif

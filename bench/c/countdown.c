/* The class Countdown of the C reference: an iterator over n-1, n-2, .. 0. The module lives in calls.c.
 */
#include "calls.h"
#include "convert.h"

typedef struct {
    PyObject_HEAD
    int64_t left;
} Countdown;

static PyObject *
countdown_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    if (kwargs != NULL || TUPLE_SIZE(args) != 1) {
        PyErr_SetString(PyExc_TypeError, "Countdown() takes exactly one argument");
        return NULL;
    }
    int64_t left;
    if (as_i64(TUPLE_ITEM(args, 0), &left) < 0) {
        return NULL;
    }
    allocfunc allocate = (allocfunc)PyType_GetSlot(type, Py_tp_alloc);
    Countdown *made = (Countdown *)allocate(type, 0);
    if (made != NULL) {
        made->left = left;
    }
    return (PyObject *)made;
}

static void
countdown_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    freefunc release = (freefunc)PyType_GetSlot(type, Py_tp_free);
    release(self);
    Py_DECREF(type);
}

static PyObject *
countdown_next(PyObject *self)
{
    Countdown *countdown = (Countdown *)self;
    return countdown->left > 0 ? PyLong_FromLongLong(--countdown->left) : NULL;
}

PyTypeObject *
countdown_type_new(PyObject *module)
{
    PyType_Slot slots[] = {
        {Py_tp_doc, (void *)"Countdown(n)\n--\n\nCounts down to zero."},
        {Py_tp_new, (void *)countdown_new},
        {Py_tp_dealloc, (void *)countdown_dealloc},
        {Py_tp_iter, (void *)PyObject_SelfIter},
        {Py_tp_iternext, (void *)countdown_next},
        {0, NULL},
    };
    PyType_Spec spec = {
        .name = "calls.Countdown",
        .basicsize = sizeof(Countdown),
        .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE,
        .slots = slots,
    };
    return (PyTypeObject *)PyType_FromModuleAndSpec(module, &spec, NULL);
}

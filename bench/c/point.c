/* The class Point of the C reference: two doubles, a method, `+`, and the fastest construction that
 * the ABI offers. The module and its functions live in calls.c.
 */
#include "bind.h"
#include "calls.h"
#include <math.h>
#include <stddef.h>
#include <structmember.h>

typedef struct {
    PyObject_HEAD
    double x;
    double y;
} Point;

static const Signature POINT_SIGNATURE = {"Point", 2, 2, 2};

static void point_dealloc(PyObject *self);

/* ---- Which class an object is of ---- */

static destructor
dealloc_of(PyTypeObject *type)
{
#if defined(Py_LIMITED_API)
    return (destructor)PyType_GetSlot(type, Py_tp_dealloc);
#else
    return type->tp_dealloc;
#endif
}

static PyTypeObject *
base_of(PyTypeObject *type)
{
#if defined(Py_LIMITED_API)
    return (PyTypeObject *)PyType_GetSlot(type, Py_tp_base);
#else
    return type->tp_base;
#endif
}

/* This interpreter's Point, if `object` is an instance of it, else NULL without an exception.
 * Slots such as nb_add get no module state. The deallocator tells Point from every other class:
 * classes made in Python have one of their own. */
static PyTypeObject *
point_type_of(PyObject *object)
{
    PyTypeObject *type = Py_TYPE(object);
    while (type != NULL && dealloc_of(type) != point_dealloc) {
        type = base_of(type);
    }
    return type;
}

/* ---- Construction and destruction ---- */

/* Read both coordinates, then write both: a failure leaves `point` as it was. */
static int
point_set(Point *point, PyObject *const *values)
{
    double x, y;
    if (as_f64(values[0], &x) < 0 || as_f64(values[1], &y) < 0) {
        return -1;
    }
    point->x = x;
    point->y = y;
    return 0;
}

/* Point(x, y) for Point itself; subclasses never inherit it and take __new__ and __init__. */
static PyObject *
point_vectorcall(PyObject *type, PyObject *const *args, size_t nargsf, PyObject *kwnames)
{
    const size_t offset_flag = (size_t)1 << (8 * sizeof(size_t) - 1);
    Py_ssize_t nargs = (Py_ssize_t)(nargsf & ~offset_flag);
    PyObject *bound[COORDINATE_COUNT];
    if (kwnames != NULL || nargs != COORDINATE_COUNT) {
        State *state = PyType_GetModuleState((PyTypeObject *)type);
        if (state == NULL || bind_vectorcall(&POINT_SIGNATURE, state->coordinate_names, args, nargs,
                                             kwnames, bound) < 0) {
            return NULL;
        }
        args = bound;
    }
    Point *point = PyObject_New(Point, (PyTypeObject *)type);
    if (point != NULL && point_set(point, args) < 0) {
        Py_CLEAR(point);
    }
    return (PyObject *)point;
}

/* Bind the tuple and the dict that tp_init gets. Returns 0, or -1 with an exception set. */
static int
bind_init(PyObject *self, PyObject *args, PyObject *kwargs, PyObject **bound)
{
    State *state = PyType_GetModuleState(point_type_of(self));
    if (state == NULL) {
        return -1;
    }
    PyObject *positional[COORDINATE_COUNT] = {NULL};
    Py_ssize_t nargs = TUPLE_SIZE(args);
    for (Py_ssize_t i = 0; i < nargs && i < COORDINATE_COUNT; i++) {
        positional[i] = TUPLE_ITEM(args, i);
    }
    if (bind_positional(&POINT_SIGNATURE, positional, nargs, bound) < 0) {
        return -1;
    }
    Py_ssize_t position = 0;
    PyObject *name, *value;
    while (kwargs != NULL && PyDict_Next(kwargs, &position, &name, &value)) {
        if (bind_keyword(&POINT_SIGNATURE, state->coordinate_names, name, value, bound) < 0) {
            return -1;
        }
    }
    return check_required(&POINT_SIGNATURE, state->coordinate_names, bound);
}

static int
point_init(PyObject *self, PyObject *args, PyObject *kwargs)
{
    PyObject *bound[COORDINATE_COUNT];
    if (kwargs == NULL && TUPLE_SIZE(args) == COORDINATE_COUNT) {
        bound[0] = TUPLE_ITEM(args, 0);
        bound[1] = TUPLE_ITEM(args, 1);
    }
    else if (bind_init(self, args, kwargs, bound) < 0) {
        return -1;
    }
    return point_set((Point *)self, bound);
}

static void
point_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
#if defined(Py_LIMITED_API)
    freefunc release = (freefunc)PyType_GetSlot(type, Py_tp_free);
#else
    freefunc release = type->tp_free;
#endif
    release(self);
    Py_DECREF(type);
}

/* ---- What an instance does ---- */

double
point_norm_of(PyObject *point)
{
    double x = ((Point *)point)->x, y = ((Point *)point)->y;
    return sqrt(x * x + y * y);
}

static PyObject *
point_norm(PyObject *self, PyObject *Py_UNUSED(ignored))
{
    return PyFloat_FromDouble(point_norm_of(self));
}

static PyObject *
point_add(PyObject *left, PyObject *right)
{
    PyTypeObject *type = point_type_of(left);
    if (type == NULL || (Py_TYPE(right) != type && point_type_of(right) != type)) {
        Py_RETURN_NOTIMPLEMENTED;
    }
    Point *sum = PyObject_New(Point, type);
    if (sum != NULL) {
        sum->x = ((Point *)left)->x + ((Point *)right)->x;
        sum->y = ((Point *)left)->y + ((Point *)right)->y;
    }
    return (PyObject *)sum;
}

static PyObject *
point_richcompare(PyObject *left, PyObject *right, int operation)
{
    PyTypeObject *type = point_type_of(left);
    if ((operation != Py_EQ && operation != Py_NE) || type == NULL ||
        (Py_TYPE(right) != type && point_type_of(right) != type)) {
        Py_RETURN_NOTIMPLEMENTED;
    }
    int equal = ((Point *)left)->x == ((Point *)right)->x && ((Point *)left)->y == ((Point *)right)->y;
    return PyBool_FromLong(operation == Py_EQ ? equal : !equal);
}

/* ---- The type ---- */

static PyMethodDef POINT_METHODS[] = {
    {"norm", point_norm, METH_NOARGS, "norm($self, /)\n--\n\nThe distance from the origin."},
    {NULL, NULL, 0, NULL},
};

static PyMemberDef POINT_MEMBERS[] = {
    {"x", T_DOUBLE, offsetof(Point, x), 0, "The first coordinate."},
    {"y", T_DOUBLE, offsetof(Point, y), 0, "The second coordinate."},
    {NULL, 0, 0, 0, NULL},
};

PyTypeObject *
point_type_new(PyObject *module)
{
    PyType_Slot slots[] = {
        {Py_tp_doc, (void *)"Point(x, y)\n--\n\nA point of the plane."},
        {Py_tp_new, (void *)PyType_GenericNew},
        {Py_tp_init, (void *)point_init},
        {Py_tp_dealloc, (void *)point_dealloc},
        {Py_tp_methods, POINT_METHODS},
        {Py_tp_members, POINT_MEMBERS},
        {Py_nb_add, (void *)point_add},
        {Py_tp_richcompare, (void *)point_richcompare},
        {0, NULL}, /* room for the slot below */
        {0, NULL},
    };
#if defined(Py_LIMITED_API)
    /* The stable ABI has tp_vectorcall since 3.14, older versions refuse the slot. */
    const int vectorcall_slot = 82;
    if (Py_Version >= 0x030E0000) {
        slots[8] = (PyType_Slot){vectorcall_slot, (void *)point_vectorcall};
    }
#endif
    PyType_Spec spec = {
        .name = "calls.Point",
        .basicsize = sizeof(Point),
        .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_IMMUTABLETYPE,
        .slots = slots,
    };
    PyTypeObject *type = (PyTypeObject *)PyType_FromModuleAndSpec(module, &spec, NULL);
#if !defined(Py_LIMITED_API)
    if (type != NULL) {
        type->tp_vectorcall = point_vectorcall;
    }
#endif
    return type;
}

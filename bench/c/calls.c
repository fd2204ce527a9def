/* The call benchmark's reference: the functions that a CPython expert would write by hand, and their
 * module. The class Point lives in point.c, keyword binding in bind.h.
 *
 * Each function uses the cheapest calling convention that its signature allows: METH_O, METH_FASTCALL,
 * and METH_FASTCALL | METH_KEYWORDS only where keywords are taken. Functions without parameters use
 * METH_FASTCALL too: CPython does not specialise calls of METH_NOARGS functions (only of methods), and
 * so they cost more. The module is initialised in several phases, keeps its state per interpreter, and
 * declares that it works with an own GIL and without one.
 */
#include "bind.h"
#include "buffer.h"
#include "calls.h"
#include <string.h>
#if !defined(Py_LIMITED_API)
#include <frameobject.h>
#endif

/* ---- Arguments ---- */

static int
check_count(const char *function, Py_ssize_t expected, Py_ssize_t given)
{
    if (expected == given) {
        return 0;
    }
    PyErr_Format(PyExc_TypeError, "%s() takes exactly %zd arguments (%zd given)", function,
                 expected, given);
    return -1;
}

/* Read a length that is not negative. Returns it, or -1 with an exception set. */
static Py_ssize_t
as_length(PyObject *object)
{
    Py_ssize_t length = PyLong_AsSsize_t(object);
    if (length < 0 && !PyErr_Occurred()) {
        PyErr_Format(PyExc_ValueError, "expected a length of 0 or more, not %zd", length);
    }
    return length < 0 ? -1 : length;
}

/* ---- Scalars ---- */

static PyObject *
noop(PyObject *Py_UNUSED(module), PyObject *const *Py_UNUSED(args), Py_ssize_t nargs)
{
    if (check_count("noop", 0, nargs) < 0) {
        return NULL;
    }
    Py_RETURN_NONE;
}

static PyObject *
add_ints(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t nargs)
{
    int64_t a, b;
    if (check_count("add_ints", 2, nargs) < 0 || as_i64(args[0], &a) < 0 ||
        as_i64(args[1], &b) < 0) {
        return NULL;
    }
    return PyLong_FromLongLong(wrapping_add(a, b));
}

static PyObject *
add_floats(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t nargs)
{
    double a, b;
    if (check_count("add_floats", 2, nargs) < 0 || as_f64(args[0], &a) < 0 ||
        as_f64(args[1], &b) < 0) {
        return NULL;
    }
    return PyFloat_FromDouble(a + b);
}

static PyObject *
optional(PyObject *Py_UNUSED(module), PyObject *x)
{
    int64_t value;
    if (x == Py_None) {
        Py_RETURN_NONE;
    }
    return as_i64(x, &value) < 0 ? NULL : PyLong_FromLongLong(value);
}

/* ---- Text and bytes ---- */

/* The number of bytes of the text's UTF-8 form, as Rust's `str::len` counts. */
static PyObject *
str_len(PyObject *Py_UNUSED(module), PyObject *s)
{
    Py_ssize_t size;
    if (check_type(PyUnicode_Check(s), "str", s) < 0 ||
        PyUnicode_AsUTF8AndSize(s, &size) == NULL) {
        return NULL;
    }
    return PyLong_FromSsize_t(size);
}

/* PyUnicode_Concat copies code units and checks the types itself: no UTF-8 on the way. */
static PyObject *
concat(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t nargs)
{
    if (check_count("concat", 2, nargs) < 0) {
        return NULL;
    }
    return PyUnicode_Concat(args[0], args[1]);
}

static PyObject *
bytes_len(PyObject *Py_UNUSED(module), PyObject *data)
{
    if (check_type(PyBytes_Check(data), "bytes", data) < 0) {
        return NULL;
    }
#if defined(Py_LIMITED_API)
    return PyLong_FromSsize_t(PyBytes_Size(data));
#else
    return PyLong_FromSsize_t(PyBytes_GET_SIZE(data));
#endif
}

static PyObject *
make_bytes(PyObject *Py_UNUSED(module), PyObject *n)
{
    Py_ssize_t length = as_length(n);
    PyObject *bytes = length < 0 ? NULL : PyBytes_FromStringAndSize(NULL, length);
    if (bytes != NULL) {
        memset(PyBytes_AsString(bytes), 'x', (size_t)length);
    }
    return bytes;
}

/* ---- Keywords ---- */

/* keywords(a, b=1, *, c=2) */
static PyObject *
keywords(PyObject *module, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames)
{
    static const Signature signature = {"keywords", KEYWORD_COUNT, 2, 1};
    State *state = PyModule_GetState(module);
    PyObject *bound[KEYWORD_COUNT];
    if (bind_vectorcall(&signature, state->keyword_names, args, nargs, kwnames, bound) < 0) {
        return NULL;
    }
    int64_t a, b = 1, c = 2;
    if (as_i64(bound[0], &a) < 0 || (bound[1] != NULL && as_i64(bound[1], &b) < 0) ||
        (bound[2] != NULL && as_i64(bound[2], &c) < 0)) {
        return NULL;
    }
    return PyLong_FromLongLong(wrapping_add(wrapping_add(a, b), c));
}

/* star(*args, **kwargs): counts them where they are, without building a tuple and a dict. */
static PyObject *
star(PyObject *Py_UNUSED(module), PyObject *const *Py_UNUSED(args), Py_ssize_t nargs,
     PyObject *kwnames)
{
    return PyLong_FromSsize_t(nargs + (kwnames == NULL ? 0 : TUPLE_SIZE(kwnames)));
}

/* ---- Collections ---- */

static PyObject *
sum_list(PyObject *Py_UNUSED(module), PyObject *xs)
{
    int64_t sum;
    return sum_of_list(xs, &sum) < 0 ? NULL : PyLong_FromLongLong(sum);
}

static PyObject *
make_list(PyObject *Py_UNUSED(module), PyObject *n)
{
    Py_ssize_t length = as_length(n);
    PyObject *list = length < 0 ? NULL : PyList_New(length);
    for (Py_ssize_t i = 0; list != NULL && i < length; i++) {
        PyObject *item = PyLong_FromSsize_t(i);
        if (item == NULL) {
            Py_CLEAR(list);
            break;
        }
#if defined(Py_LIMITED_API)
        PyList_SetItem(list, i, item); /* in range, so it cannot fail */
#else
        PyList_SET_ITEM(list, i, item);
#endif
    }
    return list;
}

/* The decimal digits of a number that is not negative, as a str. */
static PyObject *
decimal(Py_ssize_t number)
{
    char digits[24];
    char *end = digits + sizeof digits;
    char *start = end;
    do {
        *--start = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    return PyUnicode_FromStringAndSize(start, end - start);
}

static int
dict_put(PyObject *dict, Py_ssize_t number)
{
    PyObject *key = decimal(number);
    PyObject *value = PyLong_FromSsize_t(number);
    int failed = key == NULL || value == NULL || PyDict_SetItem(dict, key, value) < 0;
    Py_XDECREF(key);
    Py_XDECREF(value);
    return failed ? -1 : 0;
}

static PyObject *
make_dict(PyObject *Py_UNUSED(module), PyObject *n)
{
    Py_ssize_t length = as_length(n);
    PyObject *dict = length < 0 ? NULL : PyDict_New();
    for (Py_ssize_t i = 0; dict != NULL && i < length; i++) {
        if (dict_put(dict, i) < 0) {
            Py_CLEAR(dict);
        }
    }
    return dict;
}

/* The lengths of the keys' UTF-8 forms and the values, added up, without a map in between. */
static PyObject *
sum_dict(PyObject *Py_UNUSED(module), PyObject *dict)
{
    if (check_type(PyDict_Check(dict), "a dict", dict) < 0) {
        return NULL;
    }
    PyObject *key, *item;
    Py_ssize_t position = 0, length;
    int64_t sum = 0, value;
    while (PyDict_Next(dict, &position, &key, &item)) {
        if (check_type(PyUnicode_Check(key), "a str", key) < 0 ||
            check_type(PyLong_Check(item), "an int", item) < 0 ||
            PyUnicode_AsUTF8AndSize(key, &length) == NULL || as_i64(item, &value) < 0) {
            return NULL;
        }
        sum = wrapping_add(wrapping_add(sum, value), length);
    }
    return PyLong_FromLongLong(sum);
}

static PyObject *
make_strings(PyObject *Py_UNUSED(module), PyObject *n)
{
    Py_ssize_t length = as_length(n);
    PyObject *list = length < 0 ? NULL : PyList_New(length);
    for (Py_ssize_t i = 0; list != NULL && i < length; i++) {
        PyObject *item = PyUnicode_FromString("hello, world");
        if (item == NULL) {
            Py_CLEAR(list);
            break;
        }
        PyList_SetItem(list, i, item); /* in range, so it cannot fail */
    }
    return list;
}

/* ---- Fields of a dict ---- */

/* The value of a key of a dict, borrowed; NULL with KeyError set where there is none. */
static PyObject *
field(PyObject *dict, PyObject *name)
{
    PyObject *value = PyDict_GetItemWithError(dict, name);
    if (value == NULL && !PyErr_Occurred()) {
        PyErr_SetObject(PyExc_KeyError, name);
    }
    return value;
}

/* {"title": str, "likes": int, "score": float}: the title's length, the likes and the score, added up. */
static PyObject *
take_record(PyObject *module, PyObject *dict)
{
    State *state = PyModule_GetState(module);
    PyObject *title, *likes, *score;
    Py_ssize_t length;
    int64_t count;
    double points;
    if (check_type(PyDict_Check(dict), "a dict", dict) < 0 ||
        (title = field(dict, state->field_names[0])) == NULL ||
        check_type(PyUnicode_Check(title), "a str", title) < 0 ||
        PyUnicode_AsUTF8AndSize(title, &length) == NULL ||
        (likes = field(dict, state->field_names[1])) == NULL || as_i64(likes, &count) < 0 ||
        (score = field(dict, state->field_names[2])) == NULL || as_f64(score, &points) < 0) {
        return NULL;
    }
    return PyFloat_FromDouble((double)length + (double)count + points);
}

/* ---- Buffers ---- */

static PyObject *
sum_buffer(PyObject *Py_UNUSED(module), PyObject *xs)
{
    double sum;
    return sum_of_doubles(xs, &sum) < 0 ? NULL : PyFloat_FromDouble(sum);
}

/* ---- Calling back and raising ---- */

/* o.double(x), as two steps: the attribute, and the call. */
static PyObject *
call_attribute(PyObject *module, PyObject *const *args, Py_ssize_t nargs)
{
    State *state = PyModule_GetState(module);
    int64_t x;
    if (check_count("call_attribute", 2, nargs) < 0 || as_i64(args[1], &x) < 0) {
        return NULL;
    }
    PyObject *function = PyObject_GetAttr(args[0], state->double_name);
    PyObject *argument = function == NULL ? NULL : PyLong_FromLongLong(x);
    PyObject *result = NULL;
    if (argument != NULL) {
#if defined(Py_LIMITED_API)
        result = PyObject_CallFunctionObjArgs(function, argument, NULL);
#else
        result = PyObject_CallOneArg(function, argument);
#endif
    }
    Py_XDECREF(argument);
    Py_XDECREF(function);
    return result;
}

/* Whether calling f raises a ValueError. */
static PyObject *
catches(PyObject *Py_UNUSED(module), PyObject *f)
{
    if (check_type(PyCallable_Check(f), "a callable", f) < 0) {
        return NULL;
    }
    PyObject *result = PyObject_CallNoArgs(f);
    if (result != NULL) {
        Py_DECREF(result);
        Py_RETURN_FALSE;
    }
    if (!PyErr_ExceptionMatches(PyExc_ValueError)) {
        return NULL;
    }
    PyErr_Clear();
    Py_RETURN_TRUE;
}

static PyObject *
callback(PyObject *Py_UNUSED(module), PyObject *const *args, Py_ssize_t nargs)
{
    int64_t x;
    if (check_count("callback", 2, nargs) < 0 ||
        check_type(PyCallable_Check(args[0]), "a callable", args[0]) < 0 ||
        as_i64(args[1], &x) < 0) {
        return NULL;
    }
    PyObject *argument = PyLong_FromLongLong(x);
    if (argument == NULL) {
        return NULL;
    }
#if defined(Py_LIMITED_API)
    PyObject *result = PyObject_CallFunctionObjArgs(args[0], argument, NULL);
#else
    PyObject *result = PyObject_CallOneArg(args[0], argument);
#endif
    Py_DECREF(argument);
    return result;
}

#if defined(Py_LIMITED_API)
static PyObject *
raise_message(PyObject *Py_UNUSED(module))
{
    PyErr_SetString(PyExc_ValueError, "message");
    return NULL;
}
#else
enum { RAISE_LINE = __LINE__ + 10 };

/* The frame comes first: PyFrame_New refuses to work while an exception is set. */
static PyObject *
raise_message(PyObject *module)
{
    State *state = PyModule_GetState(module);
    PyFrameObject *frame =
        PyFrame_New(PyThreadState_Get(), state->raise_code, PyModule_GetDict(module), NULL);
    if (frame != NULL) {
        PyErr_SetString(PyExc_ValueError, "message");
        PyTraceBack_Here(frame);
        Py_DECREF(frame);
    }
    return NULL;
}
#endif

/* With the full API the traceback gets an entry for this file, under a code object made once. */
static PyObject *
raise_error(PyObject *module, PyObject *const *Py_UNUSED(args), Py_ssize_t nargs)
{
    return check_count("raise_error", 0, nargs) < 0 ? NULL : raise_message(module);
}

/* ---- The class as an argument ---- */

static PyObject *
take_point(PyObject *module, PyObject *p)
{
    State *state = PyModule_GetState(module);
    if (check_type(PyObject_TypeCheck(p, state->point), "Point", p) < 0) {
        return NULL;
    }
    return PyFloat_FromDouble(point_norm_of(p));
}

/* ---- The module ---- */

static PyMethodDef FUNCTIONS[] = {
    {"noop", (PyCFunction)(void (*)(void))noop, METH_FASTCALL, NULL},
    {"add_ints", (PyCFunction)(void (*)(void))add_ints, METH_FASTCALL, NULL},
    {"add_floats", (PyCFunction)(void (*)(void))add_floats, METH_FASTCALL, NULL},
    {"optional", optional, METH_O, NULL},
    {"str_len", str_len, METH_O, NULL},
    {"concat", (PyCFunction)(void (*)(void))concat, METH_FASTCALL, NULL},
    {"bytes_len", bytes_len, METH_O, NULL},
    {"make_bytes", make_bytes, METH_O, NULL},
    {"keywords", (PyCFunction)(void (*)(void))keywords, METH_FASTCALL | METH_KEYWORDS, NULL},
    {"star", (PyCFunction)(void (*)(void))star, METH_FASTCALL | METH_KEYWORDS, NULL},
    {"sum_list", sum_list, METH_O, NULL},
    {"make_list", make_list, METH_O, NULL},
    {"make_dict", make_dict, METH_O, NULL},
    {"sum_dict", sum_dict, METH_O, NULL},
    {"make_strings", make_strings, METH_O, NULL},
    {"take_record", take_record, METH_O, NULL},
    {"call_attribute", (PyCFunction)(void (*)(void))call_attribute, METH_FASTCALL, NULL},
    {"catches", catches, METH_O, NULL},
    {"sum_buffer", sum_buffer, METH_O, NULL},
    {"callback", (PyCFunction)(void (*)(void))callback, METH_FASTCALL, NULL},
    {"raise_error", (PyCFunction)(void (*)(void))raise_error, METH_FASTCALL, NULL},
    {"take_point", take_point, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

/* Fill `names` with interned strings. Returns 0, or -1 with an exception set. */
static int
intern(PyObject **names, const char *const *texts, Py_ssize_t count)
{
    for (Py_ssize_t i = 0; i < count; i++) {
        names[i] = PyUnicode_InternFromString(texts[i]);
        if (names[i] == NULL) {
            return -1;
        }
    }
    return 0;
}

/* What a failing step leaves in the state, calls_clear releases: CPython frees the module. */
static int
calls_exec(PyObject *module)
{
    static const char *const keyword_names[] = {"a", "b", "c"};
    static const char *const coordinate_names[] = {"x", "y"};
    static const char *const field_names[] = {"title", "likes", "score"};
    static const char *const double_name[] = {"double"};
    State *state = PyModule_GetState(module);
    if (intern(state->keyword_names, keyword_names, KEYWORD_COUNT) < 0 ||
        intern(state->coordinate_names, coordinate_names, COORDINATE_COUNT) < 0 ||
        intern(state->field_names, field_names, FIELD_COUNT) < 0 ||
        intern(&state->double_name, double_name, 1) < 0) {
        return -1;
    }
#if !defined(Py_LIMITED_API)
    state->raise_code = PyCode_NewEmpty(__FILE__, "raise_error", RAISE_LINE);
    if (state->raise_code == NULL) {
        return -1;
    }
#endif
    state->point = point_type_new(module);
    if (state->point == NULL || PyModule_AddType(module, state->point) < 0 ||
        PyModule_AddObjectRef(module, "FrozenPoint", (PyObject *)state->point) < 0) {
        return -1;
    }
    PyTypeObject *countdown = countdown_type_new(module);
    if (countdown == NULL) {
        return -1;
    }
    int added = PyModule_AddType(module, countdown);
    Py_DECREF(countdown);
    return added;
}

static int
calls_traverse(PyObject *module, visitproc visit, void *arg)
{
    State *state = PyModule_GetState(module);
    Py_VISIT(state->point); /* the other references are to objects without references */
    return 0;
}

static int
calls_clear(PyObject *module)
{
    State *state = PyModule_GetState(module);
    Py_CLEAR(state->point);
    for (Py_ssize_t i = 0; i < KEYWORD_COUNT; i++) {
        Py_CLEAR(state->keyword_names[i]);
    }
    for (Py_ssize_t i = 0; i < COORDINATE_COUNT; i++) {
        Py_CLEAR(state->coordinate_names[i]);
    }
    for (Py_ssize_t i = 0; i < FIELD_COUNT; i++) {
        Py_CLEAR(state->field_names[i]);
    }
    Py_CLEAR(state->double_name);
#if !defined(Py_LIMITED_API)
    Py_CLEAR(state->raise_code);
#endif
    return 0;
}

static void
calls_free(void *module)
{
    calls_clear(module);
}

/* Newest first: an older CPython refuses slots it does not know, and starts further down. The
 * numbers are those of Py_mod_gil and Py_mod_multiple_interpreters, which the headers of the limited
 * API of 3.11 do not name. */
static PyModuleDef_Slot SLOTS[] = {
    {4, (void *)1}, /* since 3.13: Py_mod_gil, Py_MOD_GIL_NOT_USED */
    {3, (void *)2}, /* since 3.12: Py_mod_multiple_interpreters, PER_INTERPRETER_GIL_SUPPORTED */
    {Py_mod_exec, (void *)calls_exec},
    {0, NULL},
};

static PyModuleDef DEFINITION = {
    PyModuleDef_HEAD_INIT,
    .m_name = "calls",
    .m_size = sizeof(State),
    .m_methods = FUNCTIONS,
    .m_traverse = calls_traverse,
    .m_clear = calls_clear,
    .m_free = calls_free,
};

PyMODINIT_FUNC
PyInit_calls(void)
{
    int newer = (Py_Version >= 0x030D0000) ? 0 : (Py_Version >= 0x030C0000) ? 1 : 2;
    DEFINITION.m_slots = SLOTS + newer; /* the same value in every interpreter */
    return PyModuleDef_Init(&DEFINITION);
}

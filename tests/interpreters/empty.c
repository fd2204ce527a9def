/* An empty extension module: the measure for what CPython itself leaves behind when a
   sub-interpreter imports a native module and ends. */
#include <Python.h>

static PyModuleDef_Slot slots[] = {
#if PY_VERSION_HEX >= 0x030C0000
    {Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED},
#endif
    {0, NULL},
};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = "empty",
    .m_slots = slots,
};

PyMODINIT_FUNC
PyInit_empty(void)
{
    return PyModuleDef_Init(&definition);
}

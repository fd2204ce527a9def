//! Whether this interpreter has a GIL of its own: CPython is asked, by a module that could not be used there.

use std::ffi::{c_int, c_void};

use super::definition::{About, Definition};
use super::error::{self, Raised};
use super::{Obj, PyObject, ffi};

/// Whether CPython lets modules that share the GIL into the interpreter of this module, which is being imported.
pub(crate) extern "C" fn admits_shared(module: &Obj<'_>) -> Result<bool, Raised> {
    static PROBE: Definition = Definition::new();
    unsafe extern "C" fn exec(_: *mut PyObject) -> c_int {
        0
    }
    unsafe extern "C" fn free(_: *mut c_void) {}

    let py = module.py();
    if super::module::version() < (3, 12) {
        return Ok(true); // there is one GIL for all
    }
    let spec = super::call::get_attr(module, &super::text::interned(py, c"__spec__")?)?;
    let about = About {
        name: c"probe",
        doc: c"",
        state_size: 0,
        shares_gil: true,
        needs_gil: false,
        exec,
        free,
        collect: None,
    };
    match PROBE.create(&about, &spec) {
        Ok(_) => Ok(true),
        Err(Raised) if error::clear_if(py, &raw const ffi::PyExc_ImportError) => Ok(false),
        Err(Raised) => Err(Raised),
    }
}

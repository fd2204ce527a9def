//! [`Capsule`]: Rust values, and foreign pointers, that travel through Python code as an object it can't look into.
//! Values end inside of the boundary, which is why this is not among the handles.
#![allow(unsafe_code)] // the function that CPython calls as a capsule ends

use std::ffi::{CStr, CString, c_void};
use std::ptr::NonNull;

use crate::boundary::guarded_unraisable;
use crate::error::Result;
use crate::raw::{self, PyObject, Python};
use crate::spec::{FunctionSpec, Receiver};
use crate::types::handle;

handle! {
    /// Python's capsule: an opaque value with a name.
    ///
    /// ```
    /// # use pydust as py;
    /// struct Connection { address: String }
    ///
    /// fn connect(py: py::Python, address: String) -> py::Result<py::PyCapsule> {
    ///     Ok(py::Capsule::new(py, c"shop.connection", Connection { address })?.unbind())
    /// }
    ///
    /// fn address(connection: &py::Capsule) -> py::Result<String> {
    ///     Ok(connection.value::<Connection>(c"shop.connection")?.address.clone())
    /// }
    /// ```
    Capsule, PyCapsule, "PyCapsule" as "{typing_extensions.CapsuleType}", raw::capsule::is
}

impl<'py> Capsule<'py> {
    /// A new capsule with a Rust value. The name says what it is, as `package.module.attribute` by custom.
    ///
    /// The value ends with the capsule, on whichever thread that is. A panic in its destructor goes to
    /// `sys.unraisablehook`. Python's collector does not see what objects the value holds: if they refer to
    /// the capsule, neither ever ends.
    ///
    /// Raises `MemoryError`.
    pub fn new<T: Send + Sync + 'static>(
        py: Python<'py>,
        name: &CStr,
        value: T,
    ) -> Result<Capsule<'py>> {
        Ok(Capsule(raw::capsule::new(py, CString::from(name), value, end::<T>)?))
    }

    /// The Rust value in the capsule.
    ///
    /// Raises `ValueError` if the capsule has another name, or holds anything but a `T` of this very library: what
    /// another extension made is never taken for one, even if it has the same name.
    pub fn value<T: Sync + 'static>(&self, name: &CStr) -> Result<&T> {
        self.pointer(Some(name))?;
        match raw::capsule::value(self) {
            Some(value) => Ok(value),
            None => crate::raise!(
                ValueError,
                "capsule '{}' does not hold a {} of this library",
                name.to_string_lossy(),
                std::any::type_name::<T>()
            ),
        }
    }

    /// The capsule's name, if it has one.
    pub fn name(&self) -> Result<Option<CString>> {
        Ok(raw::capsule::name(self)?)
    }

    /// The pointer that a foreign library put into a capsule of this name. What it points to, and for how long, is
    /// for that library to say.
    ///
    /// Raises `ValueError` if the capsule has another name.
    pub fn pointer(&self, name: Option<&CStr>) -> Result<NonNull<c_void>> {
        let found = self.name()?;
        let found = found.as_deref();
        if found != name {
            let quoted = |name: Option<&CStr>| match name {
                Some(name) => format!("'{}'", name.to_string_lossy()),
                None => "one without a name".to_owned(),
            };
            let (name, found) = (quoted(name), quoted(found));
            return crate::raise!(ValueError, "expected a capsule named {name}, got {found}");
        }
        Ok(raw::capsule::pointer(self, name)?)
    }
}

/// Ends the value of a capsule that is ending.
unsafe extern "C" fn end<T: 'static>(capsule: *mut PyObject) {
    const SPEC: FunctionSpec =
        FunctionSpec::new("PyCapsule", c"PyCapsule", "\0", Receiver::Static, &[]);
    // SAFETY: CPython calls this attached, once, for the capsule that got this function with its `T`.
    unsafe {
        let py = raw::module::called();
        raw::error::aside(py, || {
            guarded_unraisable(py, &SPEC, || {
                drop(raw::capsule::take::<T>(capsule));
                Ok(())
            });
        });
    }
}

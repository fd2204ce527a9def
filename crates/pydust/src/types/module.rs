//! [`Module`]: a Python module, as [`Python::import`](crate::Python::import) gives it.

use super::{Dict, Handle, handle};
use crate::convert::IntoPy;
use crate::error::Result;
use crate::raw::{self, Python};

handle! {
    /// Python's module type.
    ///
    /// ```
    /// # use pydust as py;
    /// fn pi(py: py::Python) -> py::Result<f64> { py.import("math")?.getattr("pi")?.extract() }
    /// ```
    Module, PyModule, "module" as "{types.ModuleType}", raw::container::is_module
}

impl<'py> Module<'py> {
    /// A new empty module. It can be imported once it is in `sys.modules`.
    ///
    /// ```
    /// # use pydust as py;
    /// fn plugin<'py>(py: py::Python<'py>, settings: &py::Dict<'py>) -> py::Result<py::Module<'py>> {
    ///     let module = py::Module::new(py, "plugin")?;
    ///     module.add("settings", settings)?;
    ///     py.import("sys")?.getattr("modules")?.set_item("plugin", &module)?;
    ///     Ok(module)
    /// }
    /// ```
    #[track_caller]
    pub fn new(py: Python<'py>, name: &str) -> Result<Module<'py>> {
        Ok(Module(raw::module::new(&raw::text::new(py, name)?)?))
    }

    /// `__name__`: the full name, `package.module`.
    ///
    /// Raises `AttributeError` if it was deleted.
    #[track_caller]
    pub fn name(&self) -> Result<String> {
        self.getattr("__name__")?.extract()
    }

    /// `__file__`: where the module was loaded from; `None` for one without a file.
    #[track_caller]
    pub fn filename(&self) -> Result<Option<String>> {
        match self.dict()?.get("__file__")? {
            Some(file) => file.extract(),
            None => Ok(None),
        }
    }

    /// `__dict__`: the module's namespace, which is the module's globals.
    #[track_caller]
    pub fn dict(&self) -> Result<Dict<'py>> {
        Dict::from_obj(raw::module::dict(self)?)
    }

    /// Defines `name` in the module's namespace, without asking any `__setattr__`.
    #[track_caller]
    pub fn add(&self, name: &str, value: impl IntoPy<'py>) -> Result<()> {
        self.dict()?.set(name, value)
    }
}

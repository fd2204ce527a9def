//! Native modules that are part of a program, and how the interpreter that it starts finds them: in CPython's table of
//! built-in modules; or by a finder of ours under abi3t, as that table has no place for modules without a definition
//! that is an object.

use std::ffi::CStr;

pub use place::builtin_module;
pub(crate) use place::{install, table};

/// A native module that is part of the program: see [`Interpreter::module`](crate::Interpreter::module).
pub struct BuiltinModule {
    name: &'static CStr,
    entry: place::Entry,
}

#[cfg(not(all(Py_LIMITED_API, Py_GIL_DISABLED)))]
mod place {
    use std::ffi::CStr;

    use super::BuiltinModule;
    use crate::error::Result;
    use crate::module::{self, Module};
    use crate::raw::embed::Init;
    use crate::raw::{PyObject, Python};

    pub(super) type Entry = Init;

    /// What `builtin_module!` gives for a module.
    pub fn builtin_module<M: Module>() -> BuiltinModule {
        extern "C" fn init<M: Module>() -> *mut PyObject {
            module::init::<M>()
        }
        BuiltinModule { name: M::SPEC.name, entry: init::<M> }
    }

    /// What CPython is told before it starts.
    pub(crate) fn table(modules: &[BuiltinModule]) -> impl Iterator<Item = (&'static CStr, Init)> {
        modules.iter().map(|module| (module.name, module.entry))
    }

    /// What the interpreter is told when it is there: nothing more.
    pub(crate) fn install(_: Python<'_>, _: Vec<BuiltinModule>) -> Result<()> {
        Ok(())
    }
}

#[cfg(all(Py_LIMITED_API, Py_GIL_DISABLED))]
mod place {
    use std::ffi::CStr;

    use super::BuiltinModule;
    use crate::closure;
    use crate::error::Result;
    use crate::exceptions::ImportError;
    use crate::function::argument;
    use crate::module::{Module, ModuleDefinition};
    use crate::raw::embed::Init;
    use crate::raw::{self, Obj, Python};
    use crate::spec::{FunctionSpec, Param, ParamKind, Presence, Receiver};
    use crate::types::Dict;

    pub(super) struct Entry {
        definition: &'static ModuleDefinition,
        /// Puts the finder of all modules into `sys.meta_path`.
        install: fn(Python<'_>, Vec<BuiltinModule>) -> Result<()>,
    }

    /// What `builtin_module!` gives for a module.
    pub fn builtin_module<M: Module>() -> BuiltinModule {
        BuiltinModule {
            name: M::SPEC.name,
            entry: Entry { definition: M::definition(), install: find_all::<M> },
        }
    }

    /// What CPython is told before it starts: nothing.
    pub(crate) fn table(_: &[BuiltinModule]) -> impl Iterator<Item = (&'static CStr, Init)> {
        std::iter::empty()
    }

    /// What the interpreter is told when it is there.
    pub(crate) fn install(py: Python<'_>, modules: Vec<BuiltinModule>) -> Result<()> {
        match modules.first() {
            Some(module) => (module.entry.install)(py, modules),
            None => Ok(()),
        }
    }

    /// Generic, so that it is compiled into the program: what has functions of ours called by Python brings the machinery
    /// of panics, which extensions are to be without.
    #[allow(clippy::extra_unused_type_parameters)]
    fn find_all<M: Module>(py: Python<'_>, modules: Vec<BuiltinModule>) -> Result<()> {
        let names: Vec<_> = modules.iter().filter_map(|module| module.name.to_str().ok()).collect();
        let create = closure::new(
            py,
            &CREATE,
            modules,
            [false],
            |_, _| {},
            |modules, call| {
                let [spec] = call.bind(&CREATE)?;
                create(modules, argument(spec, &CREATE, 0, &mut ())?)
            },
        )?;
        let exec = closure::new(
            py,
            &EXEC,
            (),
            [false],
            |_, _| {},
            |_, call| {
                let [module] = call.bind(&EXEC)?;
                let mut held = ();
                let module: &Obj<'_> = argument(module, &EXEC, 0, &mut held)?;
                raw::definition::exec(module)?;
                Ok(call.py().none())
            },
        )?;
        let namespace = Dict::new(py)?;
        py.run(include_str!("builtin.py"), Some(&namespace), None)?;
        let finder = namespace.get_item("BuiltinModules")?.call1((names, create, exec))?;
        py.sys()?.getattr("meta_path")?.call_method("insert", (0, finder)).map(drop)
    }

    const CREATE: FunctionSpec = FunctionSpec::new(
        "create_module",
        c"create_module",
        "create_module(spec, /)\n--\n\nCreates a native module.\0",
        Receiver::Static,
        &[Param::new("spec", ParamKind::PositionalOnly, Presence::Required)],
    );

    const EXEC: FunctionSpec = FunctionSpec::new(
        "exec_module",
        c"exec_module",
        "exec_module(module, /)\n--\n\nFills a native module.\0",
        Receiver::Static,
        &[Param::new("module", ParamKind::PositionalOnly, Presence::Required)],
    );

    fn create<'py>(modules: &[BuiltinModule], spec: &Obj<'py>) -> Result<Obj<'py>> {
        let name: String = spec.getattr("name")?.extract()?;
        match modules.iter().find(|module| module.name.to_bytes() == name.as_bytes()) {
            Some(module) => module.entry.definition.create(spec),
            None => crate::raise!(ImportError, "this program has no module {name}"),
        }
    }
}

//! Modules: from a spec to a Python module with functions, constants, classes, submodules and state.
#![allow(unsafe_code)]

use std::ffi::{CStr, c_int, c_void};
use std::mem;

use crate::boundary::{guarded, guarded_status, guarded_unraisable};
use crate::class::cell::Cell;
use crate::class::collect;
use crate::class::enumeration::{self, Enumeration};
use crate::class::raised::{self, RaisedClass};
use crate::class::{self, Class};
use crate::error::kind::{self, DefinedException};
use crate::error::{Error, Result};
use crate::function::{Function, method_def};
use crate::gc::Traverse;
use crate::needs::Needs;
use crate::raw::definition::{About, Collect, Definition};
use crate::raw::{self, Obj, PyMethodDef, PyObject, Python, Visitor};
use crate::records::Piece;
use crate::spec::{FunctionSpec, Receiver, c_text};
use crate::testing;

/// An exported module, as the macros write it.
///
/// # Safety
/// `SPEC.state` must be of the type that the module's functions ask for.
pub unsafe trait Module {
    /// What Python sees of it.
    const SPEC: ModuleSpec;
    /// What its record says.
    const RECORD: Piece;

    /// Its definition: a static of its own.
    fn definition() -> &'static ModuleDefinition;
}

/// What Python sees of a module.
pub struct ModuleSpec {
    /// The last part of its dotted name.
    pub name: &'static CStr,
    /// Its docstring, ending in NUL.
    pub doc: &'static str,
    /// Its attributes.
    pub exports: &'static [Export],
    /// Its private state.
    pub state: StateSpec,
    /// What it needs of the interpreter; a submodule needs nothing itself.
    pub needs: Needs,
}

/// An attribute of a module.
pub struct Export {
    name: &'static CStr,
    item: Item,
}

/// What can be exported.
#[derive(Clone, Copy)]
pub struct Item(Kind);

#[derive(Clone, Copy)]
enum Kind {
    Function(&'static PyMethodDef),
    Class(for<'py> extern "C" fn(&Obj<'py>) -> Result<Obj<'py>>),
    /// A class that is an attribute of another, and not of the module.
    Nested(for<'py> extern "C" fn(&Obj<'py>) -> Result<Obj<'py>>),
    Constant(unsafe extern "C" fn() -> *mut PyObject),
    Submodule(&'static Submodule),
    /// What is made of the module itself.
    Made(for<'py> extern "C" fn(&Obj<'py>) -> Result<Obj<'py>>),
}

/// A submodule, by what is done with it: a module without any does not link the code for that.
struct Submodule {
    /// Makes it, as part of the given module.
    make: for<'py> extern "C" fn(&Obj<'py>) -> Result<Obj<'py>>,
    /// Puts it and its own submodules into `sys.modules`.
    register: for<'py> extern "C" fn(&Obj<'py>) -> Result<()>,
}

impl Submodule {
    const fn of<M: Module>() -> Submodule {
        extern "C" fn make<'py, M: Module>(outer: &Obj<'py>) -> Result<Obj<'py>> {
            submodule(outer, M::definition(), M::SPEC.name)
        }
        extern "C" fn register_it<M: Module>(module: &Obj<'_>) -> Result<()> {
            let full_name = attribute(module, c"__name__")?;
            raw::container::dict_set(&raw::call::modules(module.py()), &full_name, module)?;
            register(module, const { &M::SPEC })
        }
        Submodule { make: make::<M>, register: register_it::<M> }
    }
}

impl Item {
    /// A function.
    pub const fn function<F: Function>() -> Item {
        Item(Kind::Function(const { &method_def::<F>() }))
    }

    /// A class.
    pub const fn class<T: Class>() -> Item {
        if T::SPEC.within.is_none() {
            Item(Kind::Class(class::ensure::<T>))
        } else {
            Item(Kind::Nested(class::ensure::<T>))
        }
    }

    /// An enumeration.
    pub const fn enumeration<T: Enumeration>() -> Item {
        Item(Kind::Class(enumeration::ensure::<T>))
    }

    /// An exception class.
    pub const fn exception<E: DefinedException>() -> Item {
        Item(Kind::Class(kind::export::<E>))
    }

    /// An exception class with fields.
    pub const fn raised<T: RaisedClass>() -> Item {
        Item(Kind::Class(raised::export::<T>))
    }
}

impl Export {
    /// A function.
    pub const fn function<F: Function>(name: &'static CStr) -> Export {
        Export { name, item: Item::function::<F>() }
    }

    /// A class.
    pub const fn class<T: Class>(name: &'static CStr) -> Export {
        Export { name, item: Item::class::<T>() }
    }

    /// An enumeration.
    pub const fn enumeration<T: Enumeration>(name: &'static CStr) -> Export {
        Export { name, item: Item::enumeration::<T>() }
    }

    /// An exception class.
    pub const fn exception<E: DefinedException>(name: &'static CStr) -> Export {
        Export { name, item: Item::exception::<E>() }
    }

    /// An exception class with fields.
    pub const fn raised<T: RaisedClass>(name: &'static CStr) -> Export {
        Export { name, item: Item::raised::<T>() }
    }

    /// A value, made anew for each module.
    pub const fn constant<C: Constant>(name: &'static CStr) -> Export {
        Export { name, item: Item(Kind::Constant(constant::<C>)) }
    }

    /// A function or a class that was defined elsewhere.
    pub const fn reexport<R: crate::function::Reexport>(name: &'static CStr) -> Export {
        Export { name, item: R::ITEM }
    }

    /// The tests of the library, in one that is compiled with them.
    pub const fn tests() -> Export {
        Export { name: testing::NAME, item: Item(Kind::Made(testing::table)) }
    }

    /// A submodule, importable by its dotted name.
    pub const fn submodule<M: Module>(name: &'static CStr) -> Export {
        Export { name, item: Item(Kind::Submodule(const { &Submodule::of::<M>() })) }
    }
}

/// A constant of a module, as the macros write it.
pub trait Constant {
    /// Its value as a Python object.
    fn value<'py>(py: Python<'py>) -> Result<Obj<'py>>;
}

/// Private state of a module, one for each interpreter that imports it, as the macros write it.
///
/// # Safety
/// Only the module in whose spec it is may ask for it.
pub unsafe trait State: Traverse + Sized + Send + Sync + 'static {
    /// Whether the state can hold Python objects, so that the garbage collector must look at it.
    const IS_COLLECTED: bool = false;

    /// Makes the state as the module is imported.
    fn init<'py>(py: Python<'py>) -> Result<Self>;

    /// What `__del__` does, as the module goes away.
    fn del<'py>(this: &mut Self, py: Python<'py>) -> Result<()> {
        let _ = (this, py);
        Ok(())
    }
}

/// The state of a module without its Rust type.
#[derive(Clone, Copy)]
pub struct StateSpec {
    size: usize,
    hooks: Option<StateHooks>,
}

/// What runs the user's code for the state; both guard against its panics.
#[derive(Clone, Copy)]
struct StateHooks {
    /// Makes the state in zeroed memory: 0, or -1 with the error indicator set.
    init: unsafe extern "C" fn(*mut c_void) -> c_int,
    /// Ends the state, if it was made.
    free: unsafe extern "C" fn(*mut c_void),
    /// The garbage collector's functions.
    collect: Option<Collect>,
}

impl StateSpec {
    /// No state.
    pub const NONE: StateSpec = StateSpec { size: 0, hooks: None };

    /// The state of the given type.
    pub const fn of<S: State>() -> StateSpec {
        const {
            assert!(
                align_of::<Cell<S>>() <= 16,
                "module state can't be aligned to more than 16 bytes"
            );
        }
        let collect = if S::IS_COLLECTED {
            Some(Collect { traverse: traverse_state::<S>, clear: clear_state::<S> })
        } else {
            None
        };
        let hooks = StateHooks { init: init_state::<S>, free: free_state::<S>, collect };
        StateSpec { size: mem::size_of::<Cell<S>>(), hooks: Some(hooks) }
    }
}

unsafe extern "C" fn init_state<S: State>(memory: *mut c_void) -> c_int {
    // SAFETY: `fill` calls this attached.
    let py = unsafe { raw::module::called() };
    guarded_status(py, &INIT, || {
        let state = S::init(py)?;
        // SAFETY: CPython allocated the memory by the size above and zeroed it; exec runs once for it.
        unsafe { (*memory.cast::<Cell<S>>()).put_first(state) };
        Ok(())
    })
}

unsafe extern "C" fn free_state<S: State>(memory: *mut c_void) {
    // SAFETY: `free` calls this attached, with the state of a module that nobody uses any more; the cell
    // says whether there is a value.
    let (py, state) = unsafe { (raw::module::called(), (*memory.cast::<Cell<S>>()).take_last()) };
    if let Some(mut state) = state {
        raw::error::aside(py, || guarded_unraisable(py, &DEL, move || S::del(&mut state, py)));
    }
}

unsafe extern "C" fn traverse_state<S: State>(
    module: *mut PyObject,
    visit: raw::gc::visitproc,
    arg: *mut c_void,
) -> c_int {
    // SAFETY: CPython calls this with a live module whose state was allocated, while it collects in the module's own
    // interpreter, and runs no Python code meanwhile.
    unsafe {
        let mut visitor = Visitor::new(visit, arg, raw::interpreter::collecting());
        let state = &*raw::module::state_in_hook(module.cast()).cast::<Cell<S>>();
        if let Some(state) = state.look() {
            state.traverse(&mut visitor);
        }
        visitor.status()
    }
}

/// The module is garbage: its state ends as it does when the module is freed.
unsafe extern "C" fn clear_state<S: State>(module: *mut PyObject) -> c_int {
    // SAFETY: CPython calls this attached, with a live module, whose state was allocated.
    unsafe {
        let state = &*raw::module::state_in_hook(module.cast()).cast::<Cell<S>>();
        collect::clear(state, &DEL, |mut state| S::del(&mut state, raw::module::called()));
    }
    0
}

pub(crate) unsafe extern "C" fn constant<C: Constant>() -> *mut PyObject {
    // SAFETY: `fill` calls this attached.
    let py = unsafe { raw::module::called() };
    guarded(py, &INIT, std::ptr::null_mut(), || C::value(py))
}

/// A module's definition in a static.
pub struct ModuleDefinition {
    raw: Definition,
    about: extern "C" fn(Place) -> About,
}

/// Whether the import system runs a module, or the module that it is part of does.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Outermost,
    Nested,
}

impl ModuleDefinition {
    /// The definition of the module `M`.
    pub const fn new<M: Module>() -> ModuleDefinition {
        extern "C" fn about<M: Module>(place: Place) -> About {
            About {
                name: M::SPEC.name,
                doc: const { c_text(M::SPEC.doc) },
                state_size: M::SPEC.state.size,
                shares_gil: false,
                needs_gil: M::SPEC.needs.gil,
                exec: if place == Place::Outermost { exec::<M> } else { exec_nested::<M> },
                free: free::<M>,
                collect: M::SPEC.state.hooks.and_then(|hooks| hooks.collect),
            }
        }
        ModuleDefinition { raw: Definition::new(), about: about::<M> }
    }

    /// Creates an outermost module that is part of a program.
    #[cfg(all(Py_LIMITED_API, Py_GIL_DISABLED))]
    pub(crate) fn create<'py>(&'static self, spec: &Obj<'py>) -> Result<Obj<'py>> {
        Ok(self.raw.create(&(self.about)(Place::Outermost), spec)?)
    }
}

/// What errors in a module's own code carry as their function.
const INIT: FunctionSpec = FunctionSpec::new("__init__", c"__init__", "\0", Receiver::Module, &[]);
const DEL: FunctionSpec = FunctionSpec::new("__del__", c"__del__", "\0", Receiver::Module, &[]);

/// What `PyInit_NAME` does: null after raising.
#[cfg(not(all(Py_LIMITED_API, Py_GIL_DISABLED)))]
pub fn init<M: Module>() -> *mut PyObject {
    let ModuleDefinition { raw, about } = M::definition();
    raw.init(&about(Place::Outermost))
}

/// What `PyModExport_NAME` does.
#[cfg(Py_3_15)]
pub fn export<M: Module>() -> *mut raw::ffi::PySlot {
    let ModuleDefinition { raw, about } = M::definition();
    raw.slots(&about(Place::Outermost))
}

/// The function by which Python finds a module in a binary, which stands beside it.
#[doc(hidden)]
#[macro_export]
#[cfg(not(Py_3_15))]
macro_rules! __entry {
    ($init:ident, $export:ident) => {
        #[doc(hidden)]
        #[unsafe(no_mangle)]
        pub extern "C" fn $init() -> *mut $crate::macro_support::PyObject {
            $crate::macro_support::kept_record!(
                <__PydustModule as $crate::macro_support::Module>::RECORD
            );
            $crate::macro_support::init::<__PydustModule>()
        }
    };
}

/// The function by which Python finds a module in a binary, which stands beside it.
#[doc(hidden)]
#[macro_export]
#[cfg(Py_3_15)]
macro_rules! __entry {
    ($init:ident, $export:ident) => {
        #[doc(hidden)]
        #[unsafe(no_mangle)]
        pub extern "C" fn $export() -> *mut $crate::macro_support::PySlot {
            $crate::macro_support::kept_record!(
                <__PydustModule as $crate::macro_support::Module>::RECORD
            );
            $crate::macro_support::export::<__PydustModule>()
        }
    };
}

unsafe extern "C" fn exec<M: Module>(module: *mut PyObject) -> c_int {
    // SAFETY: CPython calls this with the new module.
    unsafe { run(module, const { &M::SPEC }, Place::Outermost) }
}

unsafe extern "C" fn exec_nested<M: Module>(module: *mut PyObject) -> c_int {
    // SAFETY: as above.
    unsafe { run(module, const { &M::SPEC }, Place::Nested) }
}

/// # Safety
/// Must be called by CPython's call of an exec slot.
unsafe extern "C" fn run(module: *mut PyObject, spec: &'static ModuleSpec, place: Place) -> c_int {
    // SAFETY: by contract: attached, and the module is live for the call.
    let (py, module) = unsafe { (raw::module::called(), raw::module::borrowed(&module)) };
    // What is kept for each interpreter is asked for in those alone that were entered: so this comes before all else.
    let entered = raw::interpreter::enter(py).map_err(Error::from);
    let filled = entered.and_then(|_| spec.needs.check(module)).and_then(|()| fill(module, spec));
    let done = if place == Place::Outermost {
        filled.and_then(|()| register(module, spec))
    } else {
        filled
    };
    match done {
        Ok(()) => 0,
        Err(error) => {
            error.set(py);
            -1
        }
    }
}

unsafe extern "C" fn free<M: Module>(module: *mut c_void) {
    // SAFETY: CPython calls this attached, once, as the module's memory is freed; the state may not have
    // been allocated yet.
    unsafe {
        let memory = raw::module::state_in_hook(module);
        if let (false, Some(hooks)) = (memory.is_null(), M::SPEC.state.hooks) {
            (hooks.free)(memory);
        }
        // The interpreter may be ending: what was dropped elsewhere has no other chance.
        let py = raw::module::called();
        raw::error::aside(py, || raw::dropped::release_dropped(py));
    }
}

/// Fills a new module: first all attributes, so that the state's `__init__` can use them.
fn fill(module: &Obj<'_>, spec: &'static ModuleSpec) -> Result<()> {
    let py = module.py();
    raw::dropped::release_dropped(py);
    let module_name = attribute(module, c"__name__")?;
    for Export { name, item: Item(kind) } in spec.exports {
        let value = match kind {
            Kind::Function(def) => raw::module::new_function(def, module, &module_name)?,
            Kind::Class(ensure) => ensure(&module_name)?,
            Kind::Nested(ensure) => {
                ensure(&module_name)?;
                continue;
            }
            // SAFETY: attached; the function gives a new reference or raises.
            Kind::Constant(value) => unsafe { Obj::from_new(py, value())? },
            Kind::Submodule(submodule) => (submodule.make)(module)?,
            Kind::Made(make) => make(module)?,
        };
        raw::call::set_attr(module, &raw::text::interned(py, name)?, &value)?;
    }
    match spec.state.hooks {
        Some(hooks) => {
            // SAFETY: attached; the memory is of the spec's size, and zeroed.
            let status = unsafe { (hooks.init)(raw::module::state(module)) };
            raw::error::check(status)?;
            Ok(())
        }
        None => Ok(()),
    }
}

/// Makes a submodule as the import system would, except that it is not in `sys.modules` yet: it inherits
/// the outer module's loader and file.
extern "C" fn submodule<'py>(
    outer: &Obj<'py>,
    definition: &'static ModuleDefinition,
    name: &'static CStr,
) -> Result<Obj<'py>> {
    let py = outer.py();
    let outer_spec = attribute(outer, c"__spec__")?;
    let outer_name = attribute(outer, c"__name__")?;
    let full_name = raw::text::dotted(&outer_name, &raw::text::interned(py, name)?)?;
    let loader = attribute(&outer_spec, c"loader")?;
    let new_spec = Obj::type_obj(&outer_spec);
    let spec = raw::call::call(&new_spec, [full_name, loader.clone()], None)?;
    let origin = raw::text::interned(py, c"origin")?;
    raw::call::set_attr(&spec, &origin, &raw::call::get_attr(&outer_spec, &origin)?)?;
    let ModuleDefinition { raw: definition, about } = definition;
    let about = about(Place::Nested);
    let module = definition.create(&about, &spec)?;
    for (name, value) in
        [(c"__spec__", spec), (c"__loader__", loader), (c"__package__", outer_name)]
    {
        raw::call::set_attr(&module, &raw::text::interned(py, name)?, &value)?;
    }
    if let Some(file) = raw::call::find_attr(outer, c"__file__")? {
        raw::call::set_attr(&module, &raw::text::interned(py, c"__file__")?, &file)?;
    }
    definition.exec(&about, &module)?;
    Ok(module)
}

/// Puts all submodules into `sys.modules`. Only the outermost module does, as the last thing: a failure
/// before leaves nothing behind.
extern "C" fn register(module: &Obj<'_>, spec: &'static ModuleSpec) -> Result<()> {
    for Export { name, item: Item(kind) } in spec.exports {
        if let Kind::Submodule(submodule) = kind {
            (submodule.register)(&attribute(module, name)?)?;
        }
    }
    Ok(())
}

fn attribute<'py>(obj: &Obj<'py>, name: &'static CStr) -> Result<Obj<'py>> {
    Ok(raw::call::get_attr(obj, &raw::text::interned(obj.py(), name)?)?)
}

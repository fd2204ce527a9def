//! The runtime's own objects: classes, modules, generators, views, code, frames, capsules, weak references.

use std::sync::atomic::{AtomicUsize, Ordering};

use pydust as py;

#[py::module]
pub mod runtime {
    use super::*;

    // Classes.

    pub fn describe_class(kind: &py::Type) -> py::Result<(String, String, String)> {
        Ok((kind.name()?, kind.qualname()?, kind.module()?))
    }

    pub fn bases_and_mro(kind: &py::Type) -> py::Result<(py::PyTuple, py::PyTuple)> {
        Ok((kind.bases()?.unbind(), kind.mro()?.unbind()))
    }

    pub fn is_subclass(kind: &py::Type, of: &py::Obj) -> py::Result<bool> {
        kind.is_subclass_of(of)
    }

    pub fn new_class(
        py: py::Python,
        name: &str,
        bases: &py::Tuple,
        namespace: &py::Dict,
    ) -> py::Result<py::PyType> {
        Ok(py::Type::new(py, name, bases, namespace)?.unbind())
    }

    /// The classes of handles, in the order of the test's list.
    pub fn classes(py: py::Python) -> py::Result<Vec<py::PyType>> {
        Ok(vec![
            py.type_of::<py::Obj>()?.unbind(),
            py.type_of::<py::Bool>()?.unbind(),
            py.type_of::<py::Int>()?.unbind(),
            py.type_of::<py::Float>()?.unbind(),
            py.type_of::<py::Complex>()?.unbind(),
            py.type_of::<py::Str>()?.unbind(),
            py.type_of::<py::Bytes>()?.unbind(),
            py.type_of::<py::ByteArray>()?.unbind(),
            py.type_of::<py::MemoryView>()?.unbind(),
            py.type_of::<py::Tuple>()?.unbind(),
            py.type_of::<py::List>()?.unbind(),
            py.type_of::<py::Dict>()?.unbind(),
            py.type_of::<py::Set>()?.unbind(),
            py.type_of::<py::FrozenSet>()?.unbind(),
            py.type_of::<py::Range>()?.unbind(),
            py.type_of::<py::Slice>()?.unbind(),
            py.type_of::<py::Type>()?.unbind(),
            py.type_of::<py::Module>()?.unbind(),
            py.type_of::<py::Traceback>()?.unbind(),
            py.type_of::<py::NoneType>()?.unbind(),
            py.type_of::<py::Code>()?.unbind(),
            py.type_of::<py::Frame>()?.unbind(),
            py.type_of::<py::Generator>()?.unbind(),
            py.type_of::<py::Coroutine>()?.unbind(),
            py.type_of::<py::WeakRef>()?.unbind(),
        ])
    }

    // Modules.

    pub fn new_module(py: py::Python, name: &str, answer: &py::Obj) -> py::Result<py::PyModule> {
        let module = py::Module::new(py, name)?;
        module.add("answer", answer)?;
        Ok(module.unbind())
    }

    pub fn describe_module(module: &py::Module) -> py::Result<(String, Option<String>, bool)> {
        Ok((module.name()?, module.filename()?, module.dict()?.get("__doc__")?.is_some()))
    }

    // Generators and coroutines.

    fn named(resumed: py::Resumed<py::Obj>) -> (&'static str, py::PyObj) {
        match resumed {
            py::Resumed::Yielded(value) => ("yielded", value.unbind()),
            py::Resumed::Returned(value) => ("returned", value.unbind()),
        }
    }

    pub fn send(
        generator: &py::Generator,
        value: &py::Obj,
    ) -> py::Result<(&'static str, py::PyObj)> {
        generator.send(value).map(named)
    }

    pub fn throw(
        generator: &py::Generator,
        error: py::Obj,
    ) -> py::Result<(&'static str, py::PyObj)> {
        generator.throw(py::Error::from_exception(error)).map(named)
    }

    pub fn close(generator: &py::Generator) -> py::Result<()> {
        generator.close()
    }

    pub fn total(generator: &py::Generator) -> py::Result<i64> {
        let mut total = 0;
        for item in generator {
            total += item?.extract::<i64>()?;
        }
        Ok(total)
    }

    pub fn send_to_coroutine(
        coroutine: &py::Coroutine,
        value: &py::Obj,
    ) -> py::Result<(&'static str, py::PyObj)> {
        coroutine.send(value).map(named)
    }

    pub fn close_coroutine(coroutine: &py::Coroutine) -> py::Result<()> {
        coroutine.close()
    }

    // Memory views.

    pub fn view(
        obj: &py::Obj,
    ) -> py::Result<(String, usize, usize, Vec<usize>, Vec<isize>, bool, py::PyBytes)> {
        let view = py::MemoryView::of(obj)?;
        Ok((
            view.format()?,
            view.itemsize()?,
            view.nbytes()?,
            view.shape()?,
            view.strides()?,
            view.readonly()?,
            view.to_bytes()?.unbind(),
        ))
    }

    pub fn contiguous(view: &py::MemoryView) -> py::Result<(usize, bool, bool, bool, bool)> {
        Ok((
            view.ndim()?,
            view.is_contiguous()?,
            view.is_c_contiguous()?,
            view.is_f_contiguous()?,
            view.obj()?.is_none(),
        ))
    }

    pub fn cast(
        view: &py::MemoryView,
        format: &str,
        shape: Option<Vec<i64>>,
    ) -> py::Result<py::PyMemoryView> {
        match shape {
            Some(shape) => Ok(view.cast_to_shape(format, shape)?.unbind()),
            None => Ok(view.cast(format)?.unbind()),
        }
    }

    pub fn release(view: &py::MemoryView) -> py::Result<()> {
        view.release()
    }

    // Code, frames, tracebacks.

    pub fn compile(
        py: py::Python,
        source: &str,
        filename: &str,
        #[default = false] expression: bool,
    ) -> py::Result<py::PyCode> {
        let kind = if expression { py::CodeKind::Expression } else { py::CodeKind::Statements };
        Ok(py::Code::compile(py, source, filename, kind)?.unbind())
    }

    pub fn describe_code(
        code: &py::Code,
    ) -> py::Result<(String, String, String, u32, Vec<String>, usize)> {
        Ok((
            code.name()?,
            code.qualname()?,
            code.filename()?,
            code.first_line()?,
            code.variables()?,
            code.arg_count()?,
        ))
    }

    pub fn run_code(
        code: &py::Code,
        globals: Option<&py::Dict>,
        locals: Option<&py::Dict>,
    ) -> py::Result<py::PyObj> {
        Ok(code.run(globals, locals)?.unbind())
    }

    type Place = (String, String, Option<u32>);

    fn place(frame: &py::Frame) -> py::Result<Place> {
        Ok((frame.function()?, frame.filename()?, frame.line()?))
    }

    pub fn caller(py: py::Python) -> py::Result<Option<Place>> {
        py::Frame::current(py).as_ref().map(place).transpose()
    }

    pub fn callers(py: py::Python) -> py::Result<Vec<String>> {
        let mut names = Vec::new();
        let mut next = py::Frame::current(py);
        while let Some(frame) = next {
            names.push(frame.function()?);
            next = frame.back()?;
        }
        Ok(names)
    }

    pub fn variable_of_caller(py: py::Python, name: &str) -> py::Result<Option<py::PyObj>> {
        let Some(frame) = py::Frame::current(py) else { return Ok(None) };
        match frame.locals()?.get_item(name) {
            Ok(value) => Ok(Some(value.unbind())),
            Err(error) if error.is::<py::exceptions::KeyError>(py) => {
                Ok(frame.globals()?.get(name)?.map(py::Obj::unbind))
            }
            Err(error) => Err(error),
        }
    }

    /// Whether a thread that only Rust code runs on has no frame.
    pub fn no_frame_on_a_thread(py: py::Python) -> bool {
        let alone = || py::attach(|py| py::Frame::current(py).is_none());
        py.detach(|| std::thread::spawn(alone).join().unwrap_or(false))
    }

    pub fn entries(traceback: &py::Traceback) -> py::Result<Vec<Place>> {
        let entries = traceback.entries()?.into_iter();
        Ok(entries.map(|entry| (entry.function, entry.file, entry.line)).collect())
    }

    pub fn format_traceback(traceback: &py::Traceback) -> py::Result<String> {
        traceback.format()
    }

    // Capsules and weak references.

    static ALIVE: AtomicUsize = AtomicUsize::new(0);

    struct Counted {
        number: i64,
        panics: bool,
        at_end: Option<py::PyObj>,
    }

    impl Drop for Counted {
        fn drop(&mut self) {
            ALIVE.fetch_sub(1, Ordering::Relaxed);
            if let Some(at_end) = &self.at_end {
                py::attach(|py| at_end.bind(py).call0().map(drop).unwrap_or_default());
            }
            assert!(!self.panics, "a panic at the end of {}", self.number);
        }
    }

    pub fn alive() -> usize {
        ALIVE.load(Ordering::Relaxed)
    }

    pub fn capsule(
        py: py::Python,
        number: i64,
        #[default = false] panics: bool,
        #[default = None] at_end: Option<py::Obj>,
    ) -> py::Result<py::PyCapsule> {
        ALIVE.fetch_add(1, Ordering::Relaxed);
        let value = Counted { number, panics, at_end: at_end.map(py::Obj::unbind) };
        Ok(py::Capsule::new(py, c"fixtures.number", value)?.unbind())
    }

    /// A capsule of the same name with a value of another type.
    pub fn text_capsule(py: py::Python, text: String) -> py::Result<py::PyCapsule> {
        Ok(py::Capsule::new(py, c"fixtures.number", text)?.unbind())
    }

    pub fn number_in(capsule: &py::Capsule) -> py::Result<i64> {
        Ok(capsule.value::<Counted>(c"fixtures.number")?.number)
    }

    pub fn text_in(capsule: &py::Capsule) -> py::Result<String> {
        Ok(capsule.value::<String>(c"fixtures.number")?.clone())
    }

    pub fn capsule_name(capsule: &py::Capsule) -> py::Result<Option<String>> {
        Ok(capsule.name()?.map(|name| name.to_string_lossy().into_owned()))
    }

    /// Whether a pointer of that name is there.
    pub fn has_pointer(capsule: &py::Capsule, name: &str) -> py::Result<bool> {
        match std::ffi::CString::new(name) {
            Ok(name) => Ok(capsule.pointer(Some(&name)).is_ok()),
            Err(_) => Ok(false),
        }
    }

    pub fn weak(obj: &py::Obj, callback: Option<&py::Obj>) -> py::Result<py::PyWeakRef> {
        match callback {
            Some(callback) => Ok(py::WeakRef::with_callback(obj, callback)?.unbind()),
            None => Ok(py::WeakRef::new(obj)?.unbind()),
        }
    }

    pub fn upgrade(reference: &py::WeakRef) -> Option<py::PyObj> {
        reference.upgrade().map(py::Obj::unbind)
    }
}

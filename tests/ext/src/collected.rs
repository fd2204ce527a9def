//! Reference cycles through instances, through what they hold, and through the state of a module.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};

use pydust as py;

/// How many values of `Counted` there are: the collector's work, seen from Rust.
static ALIVE: AtomicI64 = AtomicI64::new(0);

/// How many objects states held as they ended.
static ENDED: AtomicI64 = AtomicI64::new(0);

/// Counts itself.
pub struct Counted;

impl Counted {
    fn new() -> Counted {
        ALIVE.fetch_add(1, Ordering::Relaxed);
        Counted
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        ALIVE.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Knows nothing of the collector.
pub struct Opaque;

/// What a class holds in types of its own.
#[derive(py::Traverse)]
pub enum Handler {
    Nothing,
    Python(py::PyObj, u32),
    Chain {
        handlers: Vec<Handler>,
        #[traverse(skip)]
        opaque: Opaque,
    },
    Boxed(Box<Named<py::PyObj>>),
}

/// A generic part of it.
#[derive(py::Traverse)]
pub struct Named<T: Send> {
    name: String,
    value: T,
}

/// Has no values.
#[derive(py::Traverse)]
pub enum Never {}

/// Has a finalizer in an `impl` block of its own.
#[py::class]
pub struct FreelyEnded {
    pub x: i64,
}

#[py::methods]
impl FreelyEnded {
    pub fn __init__(#[default = 1] x: i64) -> Self {
        FreelyEnded { x }
    }
}

#[py::methods]
impl FreelyEnded {
    pub fn __del__(&mut self) {
        ENDED.fetch_add(self.x, Ordering::Relaxed);
    }
}

/// Has none.
#[py::class]
pub struct FreelyPlain {
    pub x: i64,
}

#[py::methods]
impl FreelyPlain {
    pub fn __init__(#[default = 1] x: i64) -> Self {
        FreelyPlain { x }
    }
}

#[py::module]
pub mod collected {
    use super::*;
    pub use super::{FreelyEnded, FreelyPlain};

    /// Keeps objects for a module.
    #[state]
    #[derive(Default)]
    pub struct Kept {
        objects: Vec<py::PyObj>,
        counted: Option<Counted>,
    }

    impl Kept {
        pub fn keep(&mut self, obj: py::PyObj) {
            self.counted.get_or_insert_with(Counted::new);
            self.objects.push(obj);
        }

        pub fn __del__(&mut self) {
            ENDED.fetch_add(self.objects.len() as i64, Ordering::Relaxed);
        }
    }

    /// How many objects the states held that have ended.
    pub fn ended() -> i64 {
        ENDED.load(Ordering::Relaxed)
    }

    /// How many values are alive.
    pub fn alive() -> i64 {
        ALIVE.load(Ordering::Relaxed)
    }

    /// Holds an object in one field.
    #[class(weakref)]
    pub struct Holder {
        pub held: Option<py::PyObj>,
        counted: Counted,
    }

    impl Holder {
        pub fn __init__(#[default = None] held: Option<py::PyObj>) -> Self {
            Holder { held, counted: Counted::new() }
        }

        pub fn call_while_writing(&mut self, f: &py::Callable) -> py::Result<py::PyObj> {
            let _ = &self.counted;
            Ok(f.call0()?.unbind())
        }

        /// Takes its time, detached.
        #[detach]
        pub fn wait(&mut self, seconds: f64) -> bool {
            std::thread::sleep(std::time::Duration::from_secs_f64(seconds));
            self.held.is_some()
        }
    }

    /// Holds objects in every kind of container.
    #[class]
    pub struct Shelf {
        pub list: Vec<py::PyObj>,
        pub map: HashMap<String, py::PyObj>,
        pub pair: (i64, Option<py::PyObj>),
        boxed: Box<Vec<py::PyObj>>,
        child: Option<Box<Shelf>>,
        counted: Counted,
    }

    impl Shelf {
        pub fn __init__() -> Self {
            Shelf {
                list: Vec::new(),
                map: HashMap::new(),
                pair: (0, None),
                boxed: Box::default(),
                child: None,
                counted: Counted::new(),
            }
        }

        pub fn put_in_box(&mut self, obj: py::PyObj) {
            let _ = &self.counted;
            self.boxed.push(obj);
        }

        pub fn put_in_child(&mut self, obj: py::PyObj) {
            let mut child = Shelf::__init__();
            child.list.push(obj);
            self.child = Some(Box::new(child));
        }
    }

    /// A field without a name.
    #[class]
    pub struct Tuple(Option<py::PyObj>, Counted);

    impl Tuple {
        pub fn __init__() -> Self {
            Tuple(None, Counted::new())
        }

        pub fn put(&mut self, obj: py::PyObj) {
            let _ = &self.1;
            self.0 = Some(obj);
        }
    }

    /// Holds a callback.
    #[class]
    pub struct Button {
        pub on_click: Option<py::PyCallable>,
        counted: Counted,
    }

    impl Button {
        pub fn __init__() -> Self {
            Button { on_click: None, counted: Counted::new() }
        }

        pub fn alive(&self) -> i64 {
            let _ = &self.counted;
            ALIVE.load(Ordering::Relaxed)
        }
    }

    /// A closure that captures an object.
    pub fn closure_of<'py>(obj: &py::Obj<'py>) -> py::Result<py::Callable<'py>> {
        let (py, obj) = (obj.py(), obj.clone().unbind());
        py::closure!(py, [obj] fn captured(py: py::Python) -> py::PyObj { obj.clone_ref(py) })
    }

    /// Holds objects in types that derive `Traverse`.
    #[class]
    pub struct Nested {
        handler: Handler,
        never: Option<Never>,
        counted: Counted,
    }

    impl Nested {
        pub fn __init__() -> Self {
            Nested { handler: Handler::Nothing, never: None, counted: Counted::new() }
        }

        pub fn put(&mut self, how: &str, obj: py::PyObj) {
            let _ = (&self.counted, &self.never);
            self.handler = match how {
                "variant" => Handler::Python(obj, 1),
                "chain" => Handler::Chain {
                    handlers: vec![Handler::Nothing, Handler::Python(obj, 2)],
                    opaque: Opaque,
                },
                _ => Handler::Boxed(Box::new(Named { name: how.to_owned(), value: obj })),
            };
        }

        /// How the object is held.
        pub fn held(&self) -> String {
            match &self.handler {
                Handler::Nothing => "not".to_owned(),
                Handler::Python(_, number) => format!("{number}"),
                Handler::Chain { handlers, opaque: Opaque } => format!("{}", handlers.len()),
                Handler::Boxed(named) => {
                    let _ = &named.value;
                    named.name.clone()
                }
            }
        }
    }

    /// Has a finalizer, and holds no objects.
    #[class]
    pub struct Ended {
        pub x: i64,
        counted: Counted,
    }

    impl Ended {
        pub fn __init__(#[default = 1] x: i64) -> Self {
            Ended { x, counted: Counted::new() }
        }

        /// Says what it was; zero is an error.
        pub fn __del__(&mut self) -> py::Result<()> {
            let _ = &self.counted;
            if self.x == 0 {
                return Err(py::Error::new(py::exceptions::ValueError, "nothing to end"));
            }
            ENDED.fetch_add(self.x, Ordering::Relaxed);
            Ok(())
        }
    }

    /// Has a finalizer that calls Python, with the instance itself.
    #[class(weakref, dict)]
    pub struct Caller {
        pub on_end: Option<py::PyCallable>,
        counted: Counted,
    }

    impl Caller {
        pub fn __init__(#[default = None] on_end: Option<py::PyCallable>) -> Self {
            Caller { on_end, counted: Counted::new() }
        }

        pub fn __del__(this: &py::Instance<Self>) -> py::Result<()> {
            let py = this.py();
            let callback = {
                let caller = this.borrow()?;
                let _ = &caller.counted;
                caller.on_end.as_ref().map(|callback| callback.clone_ref(py))
            };
            if let Some(callback) = callback {
                callback.bind(py).call1((this,))?;
            }
            Ok(())
        }
    }

    /// Inherits the finalizer.
    #[class]
    pub struct MoreEnded {
        #[base]
        ended: Ended,
        pub held: Option<py::PyObj>,
    }

    impl MoreEnded {
        pub fn __init__() -> Self {
            MoreEnded { ended: Ended::__init__(10), held: None }
        }

        pub fn base_value(&self) -> i64 {
            self.ended.x
        }
    }

    /// Holds no objects: the collector need not know of it.
    #[class]
    pub struct Plain {
        pub x: f64,
        pub name: String,
        numbers: Vec<Option<(i64, bool)>>,
    }

    impl Plain {
        pub fn __init__(x: f64, name: String) -> Self {
            Plain { x, name, numbers: Vec::new() }
        }

        pub fn len(&self) -> usize {
            self.numbers.len()
        }
    }
}

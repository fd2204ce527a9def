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

#[py::module]
pub mod collected {
    use super::*;

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

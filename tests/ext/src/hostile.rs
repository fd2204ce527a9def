//! Classes in the hands of code that means harm.

use std::sync::atomic::{AtomicI64, Ordering};

use pydust as py;

py::import_class!(datetime, datetime);
py::import_class!(datetime, time);
py::import_class!(_io, FileIO);

static ALIVE: AtomicI64 = AtomicI64::new(0);
static CLOSED: AtomicI64 = AtomicI64::new(0);

/// Counts the values that were made and not dropped, and can tell whether it is whole.
pub struct Counted(Box<[u64; 4]>);

impl Counted {
    fn new() -> Counted {
        ALIVE.fetch_add(1, Ordering::Relaxed);
        Counted(Box::new([0x5EED; 4]))
    }

    fn is_whole(&self) -> bool {
        self.0.iter().all(|word| *word == 0x5EED)
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        assert!(self.is_whole(), "the value was overwritten");
        ALIVE.fetch_sub(1, Ordering::Relaxed);
    }
}

#[py::module]
pub mod hostile {
    use super::*;

    pub fn alive() -> i64 {
        ALIVE.load(Ordering::Relaxed)
    }

    pub fn closed() -> i64 {
        CLOSED.load(Ordering::Relaxed)
    }

    /// Of a type that allocates its instances itself, some of them smaller than its basic size.
    #[class(extends = datetime)]
    pub struct Moment {
        counted: Counted,
        pub note: [u64; 8],
    }

    impl Moment {
        pub fn __init__(_args: py::Args) -> Self {
            Moment { counted: Counted::new(), note: [7; 8] }
        }

        pub fn is_whole(&self) -> bool {
            self.counted.is_whole()
        }
    }

    /// The same for instances that the garbage collector knows, while those of the base are unknown to it.
    #[class(extends = time)]
    pub struct Daytime {
        counted: Counted,
        pub held: Option<py::PyObj>,
    }

    impl Daytime {
        pub fn __init__(_args: py::Args) -> Self {
            Daytime { counted: Counted::new(), held: None }
        }

        pub fn is_whole(&self) -> bool {
            self.counted.is_whole()
        }
    }

    /// Of a type whose finalizer calls `close`.
    #[class(extends = FileIO)]
    pub struct Reader {
        counted: Counted,
        pub on_close: Option<py::PyCallable>,
    }

    impl Reader {
        pub fn __init__(this: &py::Instance<Self>, path: &str) -> py::Result<Self> {
            this.as_super()?.call_method("__init__", (path,))?;
            Ok(Reader { counted: Counted::new(), on_close: None })
        }

        pub fn close<'py>(this: &py::Instance<'py, Self>) -> py::Result<py::Obj<'py>> {
            let callback = {
                let reader = this.borrow()?;
                CLOSED.fetch_add(reader.counted.is_whole().into(), Ordering::Relaxed);
                reader.on_close.as_ref().map(|callback| callback.clone_ref(this.py()))
            };
            if let Some(callback) = callback {
                callback.bind(this.py()).call1((this,))?;
            }
            this.as_super()?.call_method0("close")
        }
    }

    #[class]
    pub struct Outer {
        pub x: i64,
    }

    #[class(frozen, within = Outer)]
    pub struct Fixed {
        pub name: String,
        counted: Counted,
    }

    impl Fixed {
        pub fn __new__(name: String) -> Self {
            Fixed { name, counted: Counted::new() }
        }

        pub fn is_whole(&self) -> bool {
            self.counted.is_whole()
        }
    }

    /// Takes no memory.
    #[class(frozen, within = Outer)]
    pub struct Key;

    /// Takes no memory either, and only Rust makes it.
    #[class(frozen, within = Outer)]
    pub struct Master;
}

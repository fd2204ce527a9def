//! Iterators, generators, what can be awaited, and blocks of `with`.

use pydust as py;

py::import_class!(plain_base, Numbered);

#[py::module]
pub mod iteration {
    use super::*;

    /// Counts down; it is its own iterator.
    #[class]
    pub struct Countdown {
        left: u32,
    }

    impl Countdown {
        pub fn __init__(left: u32) -> Self {
            Countdown { left }
        }

        pub fn __iter__<'py>(this: &py::Instance<'py, Self>) -> py::Instance<'py, Self> {
            this.clone()
        }

        pub fn __next__(&mut self) -> Option<u32> {
            self.left = self.left.checked_sub(1)?;
            Some(self.left)
        }

        pub fn __length_hint__(&self) -> u32 {
            self.left
        }
    }

    /// Makes an iterator each time it is asked for one.
    #[class]
    pub struct Words {
        text: String,
    }

    impl Words {
        pub fn __init__(text: String) -> Self {
            Words { text }
        }

        pub fn __iter__(&self) -> py::Lazy<impl Iterator<Item = String> + use<>> {
            let words: Vec<String> = self.text.split_whitespace().map(str::to_owned).collect();
            py::Lazy(words.into_iter())
        }
    }

    /// Calls a function for each item, as long as it gives one that is not None.
    #[class]
    pub struct Calls {
        function: py::PyCallable,
    }

    impl Calls {
        pub fn __init__(function: py::PyCallable) -> Self {
            Calls { function }
        }

        pub fn __iter__<'py>(this: &py::Instance<'py, Self>) -> py::Instance<'py, Self> {
            this.clone()
        }

        pub fn __next__<'py>(&mut self, py: py::Python<'py>) -> py::Result<Option<py::Obj<'py>>> {
            let item = self.function.bind(py).call0()?;
            Ok(Some(item).filter(|item| !item.is_none()))
        }
    }

    /// Yields items that are `None` themselves, and one that converts with an error.
    #[class]
    pub struct Nothings {
        count: u32,
    }

    impl Nothings {
        pub fn __init__() -> Self {
            Nothings { count: 0 }
        }

        pub fn __next__(&mut self) -> py::Result<Option<Option<u8>>> {
            self.count += 1;
            match self.count {
                1 | 2 => Ok(Some(None)),
                3 => py::raise!(OSError, "third"),
                4 => panic!("fourth"),
                _ => Ok(None),
            }
        }
    }

    /// A running mean as a generator: takes numbers by `send`, yields the mean so far, and returns how many there were.
    #[class]
    pub struct Mean {
        sum: f64,
        count: u32,
        running: bool,
    }

    impl Mean {
        pub fn __init__() -> Self {
            Mean { sum: 0.0, count: 0, running: true }
        }

        pub fn __iter__<'py>(this: &py::Instance<'py, Self>) -> py::Instance<'py, Self> {
            this.clone()
        }

        pub fn __next__(&mut self) -> py::Resumed<f64, u32> {
            self.send(None)
        }

        pub fn send(&mut self, #[pos] value: Option<f64>) -> py::Resumed<f64, u32> {
            match value {
                _ if !self.running => py::Resumed::Returned(self.count),
                Some(value) if value.is_nan() => {
                    self.running = false;
                    py::Resumed::Returned(self.count)
                }
                Some(value) => {
                    self.sum += value;
                    self.count += 1;
                    py::Resumed::Yielded(self.sum / f64::from(self.count))
                }
                None => py::Resumed::Yielded(f64::NAN),
            }
        }

        /// A `KeyError` ends it; all else goes out again.
        pub fn throw(
            &mut self,
            py: py::Python,
            #[pos] error: py::Obj,
        ) -> py::Result<py::Resumed<f64, u32>> {
            self.running = false;
            let error = py::Error::from_exception(error);
            if error.is::<py::exceptions::KeyError>(py) {
                return Ok(py::Resumed::Returned(self.count));
            }
            Err(error)
        }

        pub fn close(&mut self) {
            self.running = false;
        }

        pub fn is_running(&self) -> bool {
            self.running
        }
    }

    /// Returns what it was made with, whatever that is.
    #[class]
    pub struct Returns {
        value: py::PyObj,
    }

    impl Returns {
        pub fn __init__(value: py::PyObj) -> Self {
            Returns { value }
        }

        pub fn __iter__<'py>(this: &py::Instance<'py, Self>) -> py::Instance<'py, Self> {
            this.clone()
        }

        pub fn __await__<'py>(this: &py::Instance<'py, Self>) -> py::Instance<'py, Self> {
            this.clone()
        }

        pub fn __next__<'py>(
            &self,
            py: py::Python<'py>,
        ) -> py::Result<py::Resumed<(), py::Obj<'py>>> {
            Ok(py::Resumed::Returned(self.value.bind(py).clone()))
        }
    }

    /// Awaits something of Python's, and gives its own value by delegating to it.
    #[class]
    pub struct Delayed {
        awaited: py::PyObj,
    }

    impl Delayed {
        pub fn __init__(awaited: py::PyObj) -> Self {
            Delayed { awaited }
        }

        pub fn __await__<'py>(&self, py: py::Python<'py>) -> py::Result<py::Obj<'py>> {
            self.awaited.bind(py).call_method("__await__", ())
        }
    }

    /// Pages that are awaited one by one.
    #[class]
    pub struct Pages {
        next: u32,
        last: u32,
        fetch: py::PyCallable,
        log: Vec<String>,
    }

    impl Pages {
        pub fn __init__(last: u32, fetch: py::PyCallable) -> Self {
            Pages { next: 0, last, fetch, log: Vec::new() }
        }

        pub fn __aiter__<'py>(this: &py::Instance<'py, Self>) -> py::Instance<'py, Self> {
            this.clone()
        }

        pub fn __anext__<'py>(&mut self, py: py::Python<'py>) -> py::Result<Option<py::Obj<'py>>> {
            if self.next == self.last {
                return Ok(None);
            }
            self.next += 1;
            self.fetch.bind(py).call1((self.next,)).map(Some)
        }

        pub fn __aenter__<'py>(
            this: &py::Instance<'py, Self>,
        ) -> py::Result<py::Ready<py::Instance<'py, Self>>> {
            this.borrow_mut()?.log.push("enter".into());
            Ok(py::Ready(this.clone()))
        }

        pub fn __aexit__(
            &mut self,
            kind: Option<&py::Type>,
            _exception: Option<&py::Obj>,
            _traceback: Option<&py::Traceback>,
        ) -> py::Result<py::Ready<bool>> {
            let name = kind.map(|kind| kind.name()).transpose()?;
            self.log.push(format!("exit {}", name.as_deref().unwrap_or("well")));
            Ok(py::Ready(name.as_deref() == Some("LookupError")))
        }

        pub fn log(&self) -> Vec<String> {
            self.log.clone()
        }
    }

    /// Can be awaited at once.
    pub fn ready(value: py::PyObj) -> py::Ready<py::PyObj> {
        py::Ready(value)
    }

    /// A block of `with` that swallows one kind of exception.
    #[class]
    pub struct Ignoring {
        kind: py::PyType,
        seen: Vec<String>,
    }

    impl Ignoring {
        pub fn __init__(kind: py::PyType) -> Self {
            Ignoring { kind, seen: Vec::new() }
        }

        pub fn __enter__<'py>(this: &py::Instance<'py, Self>) -> py::Instance<'py, Self> {
            this.clone()
        }

        pub fn __exit__<'py>(
            &mut self,
            py: py::Python<'py>,
            kind: Option<&py::Type<'py>>,
            exception: Option<&py::Obj<'py>>,
            traceback: Option<&py::Traceback<'py>>,
        ) -> py::Result<bool> {
            let (Some(_), Some(exception)) = (kind, exception) else {
                self.seen.push("nothing".into());
                return Ok(false);
            };
            let line = traceback.map_or("no traceback", |_| "a traceback");
            self.seen.push(format!("{} and {line}", exception.repr()?));
            let error = py::Error::from_exception(exception.clone());
            Ok(error.is_instance(self.kind.bind(py)))
        }

        pub fn seen(&self) -> Vec<String> {
            self.seen.clone()
        }
    }

    /// An iterator that says only what comes next.
    #[class]
    pub struct Steps {
        left: u8,
    }

    impl Steps {
        pub fn __init__(left: u8) -> Self {
            Steps { left }
        }

        pub fn __next__(&mut self) -> Option<u8> {
            self.left = self.left.checked_sub(1)?;
            Some(self.left)
        }
    }

    /// The same for `async for`.
    #[class]
    pub struct Ticks {
        left: u8,
    }

    impl Ticks {
        pub fn __init__(left: u8) -> Self {
            Ticks { left }
        }

        pub fn __anext__(&mut self) -> Option<py::Ready<u8>> {
            self.left = self.left.checked_sub(1)?;
            Some(py::Ready(self.left))
        }
    }

    /// Words, of which one can also ask for the next; iterating is as for all words.
    #[class]
    pub struct Reader {
        #[base]
        words: Words,
        at: usize,
    }

    impl Reader {
        pub fn __init__(text: String) -> Self {
            Reader { words: Words::__init__(text), at: 0 }
        }

        pub fn __next__(&mut self) -> Option<String> {
            let word = self.words.text.split_whitespace().nth(self.at)?.to_owned();
            self.at += 1;
            Some(word)
        }
    }

    /// Python's base has an `__iter__`.
    #[class(extends = Numbered)]
    pub struct Numbers {
        next: u8,
    }

    impl Numbers {
        pub fn __init__() -> Self {
            Numbers { next: 0 }
        }

        pub fn __next__(&mut self) -> Option<u8> {
            self.next += 1;
            Some(self.next)
        }
    }
}

//! What safe code may do at the worst moment: call Python or panic in destructors, recurse, drop
//! references anywhere. The process must live on, and the exceptions must be the right ones.
#![forbid(unsafe_code)]

use std::cell::RefCell;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::panic::panic_any;
use std::thread;

use pydust as py;

thread_local! {
    static AT_THREAD_END: RefCell<Option<Caller>> = const { RefCell::new(None) };
}

/// Calls a Python function as it is dropped; what that raises is lost.
struct Caller(py::PyObj);

impl Drop for Caller {
    fn drop(&mut self) {
        py::try_attach(|py| self.0.bind(py).call0().map(drop));
    }
}

/// Panics as it is dropped, with another one inside, so many times.
struct Bomb(u8);

impl Drop for Bomb {
    fn drop(&mut self) {
        if let Some(left) = self.0.checked_sub(1) {
            panic_any(Bomb(left));
        }
    }
}

/// The result of a function, which is called as it is converted.
pub struct Called(py::PyCallable);

impl<'py> py::IntoPy<'py> for Called {
    fn into_py(self, py: py::Python<'py>) -> py::Result<py::Obj<'py>> {
        self.0.bind(py).call0()
    }
}

/// A message of each kind of exception, with the class that is raised for it.
macro_rules! messages {
    ($py:ident: $($name:ident)*) => {
        vec![$({
            let error = || py::Error::new(py::exceptions::$name, "why");
            (error().to_string(), error().into_exception($py).class().unbind())
        }),*]
    };
}

#[py::module]
pub mod soundness {
    use super::*;

    #[class]
    pub struct CallsAtItsEnd {
        _caller: Caller,
    }

    impl CallsAtItsEnd {
        pub fn __init__(f: py::PyObj) -> Self {
            CallsAtItsEnd { _caller: Caller(f) }
        }
    }

    #[class]
    pub struct PanicsAtItsEnd {
        pub x: i64,
    }

    impl PanicsAtItsEnd {
        pub fn __init__() -> Self {
            PanicsAtItsEnd { x: 0 }
        }
    }

    impl Drop for PanicsAtItsEnd {
        fn drop(&mut self) {
            panic!("at its end");
        }
    }

    /// Holds the next one.
    #[class]
    pub struct Link {
        pub next: py::PyObj,
    }

    impl Link {
        pub fn __init__(next: py::PyObj) -> Self {
            Link { next }
        }
    }

    /// Calls `f(f)` before there is a value, by position or with the keyword `f`.
    #[class]
    pub struct Recursive {
        pub x: i64,
    }

    impl Recursive {
        pub fn __init__(f: &py::Obj, #[default = false] keyword: bool) -> py::Result<Self> {
            if keyword {
                f.call((), &[("f", f), ("keyword", &true)])?;
            } else {
                f.call1((f,))?;
            }
            Ok(Recursive { x: 0 })
        }
    }

    /// Takes any keywords, and counts them.
    #[class]
    pub struct Keywords {
        pub count: usize,
    }

    impl Keywords {
        pub fn __init__(keywords: py::Kwargs) -> Self {
            Keywords { count: keywords.len() }
        }
    }

    /// A link that needs much of the stack, each time it is moved.
    #[derive(py::FromPy)]
    pub struct WideLink {
        pub padding: Option<[u64; 1000]>,
        pub next: Option<Box<WideLink>>,
    }

    /// How many links there are.
    pub fn count_wide_links(first: WideLink) -> usize {
        let mut link = &first;
        let mut count = 1 + usize::from(link.padding.is_some());
        while let Some(next) = &link.next {
            link = next;
            count += 1;
        }
        count
    }

    /// `f(**keywords)`, with the dict as it is.
    pub fn call_with<'py>(f: &py::Obj<'py>, keywords: &py::Dict<'py>) -> py::Result<py::Obj<'py>> {
        f.call_dict((), keywords)
    }

    /// Raises whatever it is given.
    pub fn reraise(exception: py::Obj) -> py::Result<()> {
        Err(py::Error::from_exception(exception))
    }

    /// Shows what a callable raises.
    pub fn show_raised(f: &py::Callable) -> String {
        f.call0().err().map_or_else(String::new, |error| error.to_string())
    }

    pub fn show(obj: &py::Obj) -> String {
        format!("{obj}")
    }

    pub fn show_all_kinds(py: py::Python) -> Vec<(String, py::PyType)> {
        messages! { py:
            ArithmeticError AssertionError AttributeError BaseException BlockingIOError
            BrokenPipeError BufferError BytesWarning ChildProcessError ConnectionAbortedError
            ConnectionError ConnectionRefusedError ConnectionResetError DeprecationWarning
            EncodingWarning EOFError Exception FileExistsError FileNotFoundError FloatingPointError
            FutureWarning GeneratorExit ImportError ImportWarning IndentationError IndexError
            InterruptedError IsADirectoryError KeyboardInterrupt KeyError LookupError MemoryError
            ModuleNotFoundError NameError NotADirectoryError NotImplementedError OSError
            OverflowError PendingDeprecationWarning PermissionError ProcessLookupError
            RecursionError ReferenceError ResourceWarning RuntimeError RuntimeWarning
            StopAsyncIteration StopIteration SyntaxError SyntaxWarning SystemError SystemExit
            TabError TimeoutError TypeError UnboundLocalError UnicodeError UnicodeWarning
            UserWarning ValueError Warning ZeroDivisionError
        }
    }

    pub fn panic(message: &str) {
        panic!("{message}");
    }

    /// Panics with a value whose destructor panics, with one whose destructor panics...
    pub fn panic_with_bombs(count: u8) {
        panic_any(Bomb(count));
    }

    /// Panics on a thread that Python does not know, and goes on.
    pub fn panic_on_thread(message: String) -> bool {
        thread::spawn(move || panic!("{message}")).join().is_err()
    }

    /// Calls `f` in the destructor of a thread-local: as this thread ends.
    pub fn call_at_thread_end(f: py::PyObj) {
        AT_THREAD_END.set(Some(Caller(f)));
    }

    /// Drops a reference on a thread that never attaches, while this one stays attached.
    pub fn drop_on_thread(obj: py::PyObj) {
        thread::spawn(move || drop(obj)).join().expect("dropping does not panic");
    }

    /// A list of what `f` gives, called once for each item.
    pub fn call_for_each_item(f: &py::Callable, length: usize) -> Vec<Called> {
        (0..length).map(|_| Called(f.clone().unbind())).collect()
    }

    /// Starts a thread that makes a `Link` in the main interpreter once a line comes through the
    /// local port, and sends back what came of it.
    pub fn make_when_told(port: u16) -> py::Result<()> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
        let mut told = BufReader::new(stream.try_clone()?);
        thread::spawn(move || {
            told.read_line(&mut String::new())?;
            let made = py::attach(|py| {
                let link = Link { next: py.none().unbind() };
                py::IntoPy::into_py(link, py).map_or_else(|e| e.to_string(), |_| "made".into())
            });
            stream.write_all(made.as_bytes())
        });
        Ok(())
    }
}

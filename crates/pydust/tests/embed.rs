//! An interpreter in a program of Rust's own: what it starts with, what comes in from elsewhere, how it ends.
//!
//! A process has one interpreter at a time, so these are the steps of one test.

use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

use pydust as py;

/// What scripts find.
#[py::module]
pub mod host {
    use pydust as py;

    /// The answer.
    #[state]
    #[derive(Default)]
    pub struct Asked {
        times: i64,
    }

    impl Asked {
        /// How often this was asked.
        pub fn ask(&mut self) -> i64 {
            self.times += 1;
            self.times
        }
    }

    /// A class.
    #[class]
    pub struct Point {
        /// Its place.
        pub x: f64,
    }

    impl Point {
        /// A point at `x`.
        pub fn __init__(x: f64) -> Self {
            Point { x }
        }
    }

    /// Gives an instance back.
    pub fn moved(point: &Point, by: f64) -> Point {
        Point { x: point.x + by }
    }

    /// Calls a function from a thread.
    pub fn call_in_thread(py: py::Python, f: py::PyCallable) -> py::Result<i64> {
        let call = move || py::attach(|py| f.bind(py).call0()?.extract());
        py.detach(|| std::thread::spawn(call).join().expect("no panic"))
    }
}

fn eval<T: for<'py> py::FromPyOwned<'py>>(py: py::Python, text: &str) -> py::Result<T> {
    let globals = py.import("builtins")?.getattr("__dict__")?;
    py.import("builtins")?.call_method("eval", (text, globals))?.extract()
}

fn new() -> py::Interpreter {
    py::Interpreter::new().module(py::builtin_module!(host))
}

#[test]
fn interpreters_come_and_go() {
    nothing_is_there_before();
    settings_arrive();
    native_modules_are_built_in();
    there_is_one_at_a_time();
    errors_are_described_and_reported();
    a_panic_ends_the_interpreter();
    what_is_stored_outlives_the_end();
    the_end_waits_for_threads();
    a_thread_that_is_left_behind_does_not_come_back();
    what_is_dropped_after_the_end_is_forgotten();
    native_modules_are_built_in();
}

fn nothing_is_there_before() {
    assert!(py::try_attach(|_| ()).is_none());
    assert!(thread::spawn(|| py::attach(|_| ())).join().is_err());
}

fn settings_arrive() {
    let argv: py::Result<Vec<String>> =
        new().args(["script.py", "-x", "ä"]).run(|py| eval(py, "__import__('sys').argv")).unwrap();
    assert_eq!(argv.unwrap(), ["script.py", "-x", "ä"]);
    let argv: py::Result<Vec<String>> = new().run(|py| eval(py, "__import__('sys').argv")).unwrap();
    assert!(argv.unwrap().is_empty());
    // Whose import makes Ctrl-C Python's.
    let handled = "'_signal' in __import__('sys').modules";
    for handlers in [false, true] {
        let found: py::Result<bool> =
            new().signal_handlers(handlers).run(|py| eval(py, handled)).unwrap();
        assert_eq!(found.unwrap(), handlers);
    }
    #[cfg(not(Py_LIMITED_API))]
    for isolated in [true, false] {
        let flag = "bool(__import__('sys').flags.isolated)";
        let found: py::Result<bool> = new().isolated(isolated).run(|py| eval(py, flag)).unwrap();
        assert_eq!(found.unwrap(), isolated);
    }
}

fn native_modules_are_built_in() {
    new()
        .run(|py| -> py::Result<()> {
            let host = py.import("host")?;
            assert_eq!(host.call_method("ask", ())?.extract::<i64>()?, 1);
            assert_eq!(host.call_method("ask", ())?.extract::<i64>()?, 2);
            // A module is filled once: reloaded, it has the state that it had.
            py.import("importlib")?.call_method("reload", (&host,))?;
            assert_eq!(host.call_method("ask", ())?.extract::<i64>()?, 3);
            let point = host.call_method("Point", (1.5,))?;
            let moved = host.call_method("moved", (point, 1.0))?;
            assert_eq!(moved.getattr("x")?.extract::<f64>()?, 2.5);
            let answer = py::closure!(py, [] fn answer() -> i64 { 42 })?;
            assert_eq!(host.call_method("call_in_thread", (answer,))?.extract::<i64>()?, 42);
            Ok(())
        })
        .unwrap()
        .unwrap();
}

fn there_is_one_at_a_time() {
    new()
        .run(|py| {
            let message = new().run(|_| ()).unwrap_err().to_string();
            assert!(
                message.starts_with("this process has a Python interpreter already"),
                "{message}"
            );
            assert!(py.detach(|| new().run(|_| ()).is_err()));
        })
        .unwrap();
    assert!(py::try_attach(|_| ()).is_none());
}

fn errors_are_described_and_reported() {
    let (text, reported) = new()
        .run(|py| {
            let sys = py.import("sys").unwrap();
            let seen: py::PyObj = eval(py, "[]").unwrap();
            let list = seen.clone_ref(py);
            let hook = py::closure!(py, [list]
                fn hook(parts: py::Args, py: py::Python) -> py::Result<()> {
                    list.bind(py).call_method("append", (parts[1].str()?,)).map(drop)
                }
            );
            sys.setattr("excepthook", hook.unwrap()).unwrap();
            let error = eval::<i64>(py, "1 / 0").unwrap_err();
            let text = error.to_string();
            error.report(py);
            (text, seen.bind(py).to_string())
        })
        .unwrap();
    assert_eq!(text, "ZeroDivisionError: division by zero");
    assert_eq!(reported, "['division by zero']");
}

fn a_panic_ends_the_interpreter() {
    let run = || new().run(|_| panic!("meant"));
    assert!(std::panic::catch_unwind(run).is_err());
    assert!(py::try_attach(|_| ()).is_none());
}

fn what_is_stored_outlives_the_end() {
    static KEPT: Mutex<Option<py::PyObj>> = Mutex::new(None);
    let error = new()
        .run(|py| {
            *KEPT.lock().unwrap() = Some(eval::<py::PyObj>(py, "[1, 2]").unwrap());
            eval::<i64>(py, "[][0]").unwrap_err()
        })
        .unwrap();
    assert_eq!(error.to_string(), "a Python exception");
    assert!(format!("{:?}", KEPT.lock().unwrap()).contains("<object>"));
    // In another interpreter it is an error, and its end is none of that one's.
    new()
        .run(|py| {
            let kept = KEPT.lock().unwrap().take().unwrap();
            assert!(kept.try_bind(py).is_err());
            assert!(error.to_string().contains("exception"));
        })
        .unwrap();
    drop(error);
}

fn the_end_waits_for_threads() {
    let (begin, begun) = std::sync::mpsc::channel();
    let slow = move || {
        py::try_attach(|py| {
            begin.send(()).unwrap();
            py.detach(|| thread::sleep(Duration::from_millis(50)));
            py.import("sys").unwrap().getattr("version").unwrap().extract::<String>().unwrap()
        })
    };
    let slow = new()
        .run(|py| {
            py.detach(move || {
                let slow = thread::spawn(slow);
                begun.recv().unwrap();
                slow
            })
        })
        .unwrap();
    assert!(slow.join().unwrap().is_some());
    assert!(thread::spawn(|| py::try_attach(|_| ())).join().unwrap().is_none());
}

/// Its thread state went with its interpreter; in another one it would be nobody.
fn a_thread_that_is_left_behind_does_not_come_back() {
    let (begin, begun) = std::sync::mpsc::channel();
    let (go_on, goes_on) = std::sync::mpsc::channel::<()>();
    let left = move || {
        py::attach(|py| {
            py.detach(move || {
                begin.send(()).unwrap();
                goes_on.recv().unwrap();
            });
        });
    };
    let left = new()
        .run(|py| {
            // The end waits for nobody.
            py.import("atexit").unwrap().call_method("_clear", ()).unwrap();
            py.detach(move || {
                let left = thread::spawn(left);
                begun.recv().unwrap();
                left
            })
        })
        .unwrap();
    new()
        .run(|py| {
            go_on.send(()).unwrap();
            py.detach(|| thread::sleep(Duration::from_millis(200)));
            assert_eq!(eval::<i64>(py, "sum(range(100_000))").unwrap(), 4_999_950_000);
        })
        .unwrap();
    assert!(!left.is_finished());
}

/// Nobody looks through it again and again for what could be released.
fn what_is_dropped_after_the_end_is_forgotten() {
    const COUNT: usize = 300_000;
    let stored = new()
        .run(|py| {
            let list: py::PyObj = eval(py, "[]").unwrap();
            (0..COUNT).map(|_| list.clone_ref(py)).collect::<Vec<_>>()
        })
        .unwrap();
    drop(stored);
    let begin = Instant::now();
    new()
        .run(|py| {
            for _ in 0..1_000 {
                let one: py::PyObj = eval(py, "[]").unwrap();
                drop(one);
            }
        })
        .unwrap();
    assert!(begin.elapsed() < Duration::from_secs(5), "{:?}", begin.elapsed());
}

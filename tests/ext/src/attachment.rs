//! Threads that attach from anywhere: of Rust, of Python, in sub-interpreters, at the end of Python and beyond.

use std::cell::RefCell;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use pydust as py;

/// How often something was done that no Python object tells of.
static DONE: AtomicU64 = AtomicU64::new(0);
/// Kept for the rest of the process: views, and what is called in them.
static KEPT: Mutex<Vec<(py::InterpreterView, py::PyCallable)>> = Mutex::new(Vec::new());

fn sleep_ms(ms: u64) {
    thread::sleep(Duration::from_millis(ms));
}

/// Calls, and reports what is raised.
fn call(py: py::Python, f: &py::PyCallable) {
    if let Err(error) = f.bind(py).call0() {
        error.report(py);
    }
}

/// Attaches as it is dropped, and calls what it has.
struct CallsInDrop(py::PyCallable);

impl Drop for CallsInDrop {
    fn drop(&mut self) {
        if py::try_attach(|py| call(py, &self.0)).is_some() {
            DONE.fetch_add(1, Ordering::SeqCst);
        }
    }
}

thread_local! {
    static IN_THREAD: RefCell<Option<CallsInDrop>> = const { RefCell::new(None) };
}

unsafe extern "C" {
    safe fn atexit(function: extern "C" fn()) -> std::ffi::c_int;
}

/// What the C library calls as the process ends.
extern "C" fn attach_at_process_end() {
    let kept = std::mem::take(&mut *KEPT.lock().unwrap_or_else(|poisoned| poisoned.into_inner()));
    let inside = py::try_attach(|_| ()).is_some()
        || kept.iter().any(|(view, _)| view.attach(|_| ()).is_some());
    drop(kept);
    eprintln!("process end: attached {inside}");
}

#[py::module]
pub mod attachment {
    use super::*;

    /// How often something was done, since this was last asked.
    pub fn done() -> u64 {
        DONE.swap(0, Ordering::SeqCst)
    }

    /// Calls `f` from `threads` threads of Rust, `calls` times each, and gives how often that was possible.
    pub fn call_from_threads(
        py: py::Python,
        f: py::PyCallable,
        threads: usize,
        calls: usize,
    ) -> py::Result<usize> {
        let home = py::InterpreterView::current(py)?;
        let work = || (0..calls).filter(|_| home.attach(|py| call(py, &f)).is_some()).count();
        Ok(py.detach(|| {
            thread::scope(|scope| {
                let running: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
                running.into_iter().map(|thread| thread.join().expect("no panic")).sum()
            })
        }))
    }

    /// Keeps a view of this interpreter, with what `call_kept` is to call in it.
    pub fn keep(py: py::Python, f: py::PyCallable) -> py::Result<()> {
        let view = py::InterpreterView::current(py)?;
        KEPT.lock().expect("nobody panics").push((view, f));
        Ok(())
    }

    /// Calls what was kept, each in its interpreter, wherever this one is: whether that interpreter is there.
    pub fn call_kept(py: py::Python) -> Vec<bool> {
        py.detach(called)
    }

    /// The same without detaching first.
    pub fn call_kept_attached() -> Vec<bool> {
        called()
    }

    /// The same on a thread of Rust.
    pub fn call_kept_on_a_thread(py: py::Python) -> Vec<bool> {
        py.detach(|| thread::spawn(called).join().expect("no panic"))
    }

    /// Forgets what was kept.
    pub fn forget_kept(py: py::Python) {
        py.detach(|| KEPT.lock().expect("nobody panics").clear());
    }

    fn called() -> Vec<bool> {
        let kept = std::mem::take(&mut *KEPT.lock().expect("nobody panics"));
        let called = kept.iter().map(|(view, f)| view.attach(|py| call(py, f)).is_some()).collect();
        KEPT.lock().expect("nobody panics").extend(kept);
        called
    }

    /// In the interpreter of the view, detaches and attaches again: in and out, three levels deep.
    pub fn in_and_out(py: py::Python, depth: u32) -> py::Result<u32> {
        fn level(view: &py::InterpreterView, py: py::Python, depth: u32) -> u32 {
            if depth == 0 {
                return 0;
            }
            1 + py.detach(|| view.attach(|py| level(view, py, depth - 1)).unwrap_or(1000))
        }
        Ok(level(&py::InterpreterView::current(py)?, py, depth))
    }

    /// Starts threads of Rust that call `f` every millisecond, for as long as they can.
    pub fn call_for_ever(f: py::PyCallable, threads: usize) {
        let f = std::sync::Arc::new(f);
        for _ in 0..threads {
            let f = f.clone();
            thread::spawn(move || {
                while py::try_attach(|py| call(py, &f)).is_some() {
                    sleep_ms(1);
                }
            });
        }
    }

    /// Starts a thread that attaches, detaches, and never comes back.
    pub fn never_come_back(ms: u64) {
        thread::spawn(move || {
            py::try_attach(|py| {
                py.detach(|| {
                    DONE.fetch_add(1, Ordering::SeqCst);
                    sleep_ms(ms);
                })
            });
        });
    }

    /// Sleeps detached.
    #[detach]
    pub fn sleep_detached(ms: u64) {
        sleep_ms(ms);
    }

    /// Calls `f` as often as it can.
    pub fn call_again_and_again(py: py::Python, f: py::Callable, times: usize) -> py::Result<()> {
        for _ in 0..times {
            py.detach(|| ());
            f.call0()?;
        }
        Ok(())
    }

    /// Runs the Python code that an object has for one of C's functions.
    pub fn run_within(what: &str, obj: &py::Obj) -> py::Result<()> {
        let py = obj.py();
        match what {
            "key of a dict" => py::Dict::new(py)?.set(obj, 1),
            "key looked up" => py::Dict::of(py, [(1, 2)])?.get(obj).map(drop),
            "item of a set" => py::Set::new(py)?.add(obj),
            "missing attribute" => obj.getattr_opt("missing").map(drop),
            "attribute" => obj.generic_getattr("slow").map(drop),
            "float" => obj.extract::<f64>().map(drop),
            "buffer" => obj.extract::<py::HeldBuffer<py::Buffer<u8>>>().map(drop),
            "end" => obj.call0().map(drop),
            "end of a value" => py::Dict::of(py, [(1, obj.call0()?)]).map(|dict| dict.clear()),
            "garbage" => {
                obj.call0()?;
                (0..1000).try_for_each(|_| py::List::new(py).map(drop))
            }
            _ => py::raise!(py::exceptions::ValueError, "nothing runs within '{what}'"),
        }
    }

    /// Attaches in a destructor: of a value that is dropped here.
    pub fn drop_attached(f: py::PyCallable) {
        drop(CallsInDrop(f));
    }

    /// Attaches in a destructor: of a value that is dropped while detached.
    pub fn drop_detached(py: py::Python, f: py::PyCallable) {
        let calls = CallsInDrop(f);
        py.detach(move || drop(calls));
    }

    /// Attaches in a destructor: of a thread-local, as a thread of Rust ends.
    pub fn drop_as_a_thread_ends(py: py::Python, f: py::PyCallable) {
        let calls = CallsInDrop(f);
        let run = move || IN_THREAD.with_borrow_mut(|kept| *kept = Some(calls));
        py.detach(|| thread::spawn(run).join().expect("no panic"));
    }

    /// Attaches in a destructor: of a thread-local, as this thread ends.
    pub fn drop_as_this_thread_ends(f: py::PyCallable) {
        IN_THREAD.with_borrow_mut(|kept| *kept = Some(CallsInDrop(f)));
    }

    /// Attaches when the process ends, after Python has, and says on standard error whether that was possible.
    pub fn attach_at_the_end_of_the_process() -> bool {
        atexit(attach_at_process_end) == 0
    }

    /// Attaches in its destructor.
    #[class]
    pub struct Caller {
        calls: CallsInDrop,
        /// Anything: a circle, say.
        pub other: Option<py::PyObj>,
    }

    impl Caller {
        pub fn __init__(f: py::PyCallable) -> Self {
            Self { calls: CallsInDrop(f), other: None }
        }

        /// Changes the value for a while, detached.
        pub fn change_slowly(&mut self, py: py::Python, ms: u64) {
            let _ = &self.calls;
            py.detach(|| sleep_ms(ms));
        }

        /// Waits for a change to end.
        pub fn look(&self) -> bool {
            self.other.is_some()
        }
    }
}

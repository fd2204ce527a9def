//! Closures as Python callables, and callables of Python that Rust keeps and calls.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use pydust as py;

/// Counts its own ends, and may panic in one.
struct Ending {
    panics: bool,
}

/// A callable that outlives the calls, and the module.
static KEPT: Mutex<Option<py::PyCallable>> = Mutex::new(None);

fn call_with(number: i64) -> py::Result<py::PyObj> {
    py::attach(|py| {
        // The lock is not held while Python runs: the callable may ask for it.
        let kept = {
            let kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
            kept.as_ref().map(|f| f.bind(py).clone())
        };
        match kept {
            Some(f) => Ok(f.call1((number,))?.unbind()),
            None => py::raise!(LookupError, "no callable is kept"),
        }
    })
}

static ENDED: AtomicI64 = AtomicI64::new(0);

impl Drop for Ending {
    fn drop(&mut self) {
        ENDED.fetch_add(1, Ordering::Relaxed);
        assert!(!self.panics, "the end of a captured value");
    }
}

/// Calls a Python function as it ends.
struct Farewell(py::PyCallable);

impl Drop for Farewell {
    fn drop(&mut self) {
        py::attach(|py| {
            if let Err(error) = self.0.bind(py).call0() {
                ENDED.fetch_add(100, Ordering::Relaxed);
                drop(error);
            }
        });
    }
}

// SAFETY: the one callable it owns.
unsafe impl py::Traverse for Farewell {
    fn traverse(&self, visitor: &mut py::Visitor) {
        self.0.traverse(visitor);
    }
}

#[py::module]
pub mod callbacks {
    use super::*;

    /// A closure over a number and a text.
    pub fn multiplier(py: py::Python, factor: i64, unit: String) -> py::Result<py::PyCallable> {
        let multiply = py::closure!(py, [factor, unit]
            /// Multiplies.
            ///
            /// More than once, if asked.
            fn multiply(
                #[pos] number: i64,
                #[default = 1] times: u32,
                #[kw] #[default = "="] prefix: &str,
            ) -> py::Result<String> {
                if number < 0 {
                    return py::raise!(ValueError, "{number} is negative");
                }
                Ok(format!("{prefix}{}{unit}", number * factor.pow(times)))
            }
        )?;
        Ok(multiply.unbind())
    }

    /// A closure with neither captured values nor parameters.
    pub fn nothing(py: py::Python) -> py::Result<py::PyCallable> {
        Ok(py::closure!(py, fn nothing() {})?.unbind())
    }

    /// A closure that takes everything.
    pub fn gatherer(py: py::Python) -> py::Result<py::PyCallable> {
        let gather = py::closure!(py, [seen = Mutex::new(0_usize)]
            fn gather(args: py::Args, kwargs: py::Kwargs) -> py::Result<String> {
                let mut seen = seen.lock().map_err(|_| py::Error::new(py::exceptions::RuntimeError, "poisoned"))?;
                *seen += args.len() + kwargs.len();
                Ok(format!("{seen} {:?} {:?}", &args[..], kwargs.to_dict()?))
            }
        )?;
        Ok(gather.unbind())
    }

    /// A closure that changes a parameter, borrows it, and calls back.
    pub fn relay(py: py::Python, f: py::PyCallable) -> py::Result<py::PyCallable> {
        let relay = py::closure!(py, [f]
            fn relay(mut items: Vec<i64>, first: &py::Obj, py: py::Python) -> py::Result<py::PyObj> {
                items.push(1);
                Ok(f.bind(py).call1((items, first))?.unbind())
            }
        )?;
        Ok(relay.unbind())
    }

    /// A closure that runs detached.
    pub fn sleeper(py: py::Python, naps: u64) -> py::Result<py::PyCallable> {
        let sleep = py::closure!(py, [naps]
            #[detach]
            fn sleep(#[default = 1] milliseconds: u64) -> u64 {
                thread::sleep(std::time::Duration::from_millis(milliseconds * naps));
                *naps
            }
        )?;
        Ok(sleep.unbind())
    }

    /// A closure that panics.
    pub fn panicking(py: py::Python) -> py::Result<py::PyCallable> {
        Ok(py::closure!(
            py,
            fn panicking(text: &str) {
                panic!("said {text}")
            }
        )?
        .unbind())
    }

    /// A closure over an object in every way that the collector looks at.
    pub fn holder(py: py::Python, obj: py::PyObj, way: &str) -> py::Result<py::PyCallable> {
        let closure = match way {
            "plain" => py::closure!(py, [obj] fn hold(py: py::Python) -> py::Result<py::PyObj> {
                Ok(obj.clone_ref(py))
            }),
            "option" => {
                let some = Some(obj);
                py::closure!(py, [some] fn hold() -> bool { some.is_some() })
            }
            "nested" => {
                let nested = vec![Some(Box::new(obj)), None];
                py::closure!(py, [nested] fn hold() -> usize { nested.len() })
            }
            "map" => {
                let map = HashMap::from([("key".to_owned(), (obj, 1_u8))]);
                py::closure!(py, [map] fn hold() -> usize { map.len() })
            }
            "array" => {
                let array = [(), ()].map(|()| obj.clone_ref(py));
                py::closure!(py, [array] fn hold() -> usize { array.len() })
            }
            "own" => {
                let own = Farewell(obj.bind(py).downcast::<py::Callable>()?.clone().unbind());
                py::closure!(py, [own] fn hold(py: py::Python) -> py::Result<py::PyObj> {
                    Ok(own.0.bind(py).call0()?.unbind())
                })
            }
            "locked" => {
                let locked = Mutex::new(obj);
                py::closure!(py, [locked] fn hold() -> bool { locked.is_poisoned() })
            }
            way => return py::raise!(ValueError, "no way {way:?}"),
        };
        Ok(closure?.unbind())
    }

    /// A closure whose captured value counts its end, or panics in it.
    pub fn ending(py: py::Python, #[default = false] panics: bool) -> py::Result<py::PyCallable> {
        let value = Ending { panics };
        Ok(py::closure!(py, [value] fn ending() -> bool { value.panics })?.unbind())
    }

    /// How many captured values have ended, since this was asked.
    pub fn ended() -> i64 {
        ENDED.swap(0, Ordering::Relaxed)
    }

    /// Keeps a callable for the process; `None` forgets it.
    pub fn keep(f: Option<py::PyCallable>) {
        // What was kept ends after the lock: that may run any code.
        let kept = std::mem::replace(&mut *KEPT.lock().unwrap_or_else(PoisonError::into_inner), f);
        drop(kept);
    }

    /// Calls the kept callable, with a number each, from threads that Python does not know.
    pub fn call_kept(py: py::Python, #[default = 4] threads: i64) -> py::Result<Vec<py::PyObj>> {
        py.detach(|| {
            let threads: Vec<_> =
                (0..threads).map(|n| thread::spawn(move || call_with(n))).collect();
            threads.into_iter().map(|thread| thread.join().expect("no panic")).collect()
        })
    }

    /// Calls a callable from a thread, and reports what it raises.
    #[detach]
    pub fn fire(f: py::PyCallable) {
        let call = move || {
            py::attach(|py| f.bind(py).call0().map(drop).unwrap_or_else(|error| error.report(py)));
        };
        thread::spawn(call).join().expect("no panic");
    }

    /// Reports an error that began in Rust, from a thread.
    #[detach]
    pub fn report_own(message: String) {
        let report = || {
            let error = py::Error::new(py::exceptions::ValueError, message);
            py::attach(|py| error.report(py));
        };
        thread::spawn(report).join().expect("no panic");
    }

    /// Panics while attached, in a thread of its own: whether that ended it.
    #[detach]
    pub fn panic_in_thread() -> bool {
        let thread = thread::Builder::new().name("worker".to_owned());
        let panic = || py::attach(|_| panic!("nobody catches this"));
        thread.spawn(panic).expect("a thread").join().is_err()
    }

    /// Calls a callable again and again, from a thread that goes on until Python ends.
    pub fn call_until_the_end(f: py::PyCallable) {
        thread::spawn(move || while py::try_attach(|py| drop(f.bind(py).call0())).is_some() {});
    }
}

//! `example.identifiers`: the demo's native half, which counts identifiers in many files at once.
//!
//! The threads never touch Python. The calling thread waits detached, and attaches only to report.
//! The same in pure Python, and the table that compares them, is `demo.py`.

use std::collections::HashMap;
use std::num::NonZero;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{self, ScopedJoinHandle, Thread};
use std::time::Duration;

use pydust as py;

/// Counting identifiers in source files, in parallel.
#[py::module]
pub mod identifiers {
    use super::*;

    /// Count the identifiers in `paths`, and give the `limit` most frequent and the unreadable files.
    ///
    /// A word is a run of ASCII letters, digits and underscores. Each word that doesn't begin with
    /// a digit and isn't one of `keywords` counts, in strings and comments too. The files are read as
    /// bytes, so that their encoding doesn't matter. Equally frequent ones are in alphabetical order.
    ///
    /// `progress(done, total)` is called now and then; what it raises stops the work.
    pub fn most_common(
        py: py::Python,
        paths: Vec<String>,
        #[kw] keywords: Vec<String>,
        #[default = 10] limit: usize,
        #[default = None] progress: Option<&py::Callable>,
    ) -> py::Result<(Counts, Unreadable)> {
        let mut tally = count_in_threads(py, &Work::new(paths), progress)?;
        for keyword in &keywords {
            tally.counts.remove(keyword.as_bytes());
        }
        Ok(py.detach(|| (top(tally.counts, limit), tally.unreadable)))
    }

    /// Give the number of threads that `most_common` uses.
    pub fn threads() -> usize {
        thread::available_parallelism().map_or(1, NonZero::get)
    }
}

/// Identifiers and how often each was found.
type Counts = Vec<(String, u64)>;

/// Files that could not be read, and why.
type Unreadable = Vec<(String, String)>;

/// How long the calling thread waits between two reports of progress.
const REPORT_EVERY: Duration = Duration::from_millis(50);

/// What the threads share: the files, who is next, and how far they are.
struct Work {
    paths: Vec<String>,
    next: AtomicUsize,
    done: AtomicUsize,
    stopped: AtomicBool,
}

/// What one thread found, then what all of them found.
#[derive(Default)]
struct Tally {
    counts: HashMap<Vec<u8>, u64>,
    unreadable: Vec<(String, String)>,
}

impl Work {
    fn new(paths: Vec<String>) -> Self {
        Self {
            paths,
            next: AtomicUsize::new(0),
            done: AtomicUsize::new(0),
            stopped: AtomicBool::new(false),
        }
    }

    /// Takes one file after another until there is none, then wakes `caller`.
    fn run(&self, caller: &Thread) -> Tally {
        let mut tally = Tally::default();
        while !self.stopped.load(Ordering::Relaxed) {
            let Some(path) = self.paths.get(self.next.fetch_add(1, Ordering::Relaxed)) else {
                break;
            };
            match std::fs::read(path) {
                Ok(text) => tally.add(&text),
                Err(error) => tally.unreadable.push((path.clone(), error.to_string())),
            }
            self.done.fetch_add(1, Ordering::Relaxed);
        }
        caller.unpark();
        tally
    }

    /// Reports to `progress` until the threads have ended; an exception stops them early.
    fn report(
        &self,
        py: py::Python,
        running: &[ScopedJoinHandle<Tally>],
        progress: &py::Callable,
    ) -> py::Result<()> {
        loop {
            py.detach(|| thread::park_timeout(REPORT_EVERY));
            let ended = running.iter().all(ScopedJoinHandle::is_finished);
            let done = self.done.load(Ordering::Relaxed);
            if let Err(error) = progress.call1((done, self.paths.len())) {
                self.stopped.store(true, Ordering::Relaxed);
                return Err(error);
            }
            if ended {
                return Ok(());
            }
        }
    }
}

impl Tally {
    fn add(&mut self, text: &[u8]) {
        for word in words(text) {
            match self.counts.get_mut(word) {
                Some(count) => *count += 1,
                None => {
                    self.counts.insert(word.to_vec(), 1);
                }
            }
        }
    }

    fn merge(mut self, other: Tally) -> Self {
        for (word, count) in other.counts {
            *self.counts.entry(word).or_default() += count;
        }
        self.unreadable.extend(other.unreadable);
        self
    }
}

fn count_in_threads(
    py: py::Python,
    work: &Work,
    progress: Option<&py::Callable>,
) -> py::Result<Tally> {
    let caller = thread::current();
    thread::scope(|scope| {
        let running: Vec<_> =
            (0..identifiers::threads()).map(|_| scope.spawn(|| work.run(&caller))).collect();
        if let Some(progress) = progress {
            work.report(py, &running, progress)?;
        }
        Ok(py.detach(|| {
            let tallies = running.into_iter().map(|thread| thread.join().expect("no panic"));
            let mut tally = tallies.reduce(Tally::merge).unwrap_or_default();
            tally.unreadable.sort();
            tally
        }))
    })
}

/// The words of `text` that can be identifiers: those that don't begin with a digit.
fn words(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split(|byte| !byte.is_ascii_alphanumeric() && *byte != b'_')
        .filter(|word| word.first().is_some_and(|byte| !byte.is_ascii_digit()))
}

/// The `limit` most frequent words, the most frequent first, equal ones by the alphabet.
fn top(counts: HashMap<Vec<u8>, u64>, limit: usize) -> Vec<(String, u64)> {
    let mut ranked: Vec<_> = counts.into_iter().collect();
    ranked.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    ranked.truncate(limit);
    ranked
        .into_iter()
        .map(|(word, count)| (String::from_utf8(word).expect("words are ASCII"), count))
        .collect()
}

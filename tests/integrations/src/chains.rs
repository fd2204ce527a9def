//! Errors of `anyhow`: which exceptions they become.

use std::num::ParseIntError;

use anyhow::Context;
use pydust as py;

/// An error that nobody knows, with a cause that it has wrapped.
#[derive(Debug)]
struct Wrapping<E>(E);

impl<E> std::fmt::Display for Wrapping<E> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("wrapped")
    }
}

impl<E: std::error::Error + 'static> std::error::Error for Wrapping<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

fn call(callable: &py::Callable) -> py::Result<()> {
    callable.call0().map(drop)
}

#[py::module]
pub mod chains {
    use super::*;

    pub fn message(text: &str) -> anyhow::Result<()> {
        anyhow::bail!("{text}")
    }
    pub fn number(text: &str) -> anyhow::Result<i64> {
        Ok(text.parse()?)
    }
    pub fn number_of(text: &str) -> anyhow::Result<i64> {
        text.parse().with_context(|| format!("no number: {text:?}")).context("reading")
    }
    pub fn open(path: &str) -> anyhow::Result<u64> {
        Ok(std::fs::metadata(path)?.len())
    }
    pub fn open_in_context(path: &str) -> anyhow::Result<u64> {
        Ok(std::fs::metadata(path).context("reading settings")?.len())
    }
    pub fn timed_out() -> anyhow::Result<()> {
        Err(std::io::Error::new(std::io::ErrorKind::TimedOut, "too slow"))?
    }
    pub fn raised(callable: &py::Callable) -> anyhow::Result<()> {
        Ok(call(callable)?)
    }
    pub fn raised_in_context(callable: &py::Callable) -> anyhow::Result<()> {
        call(callable).context("calling back")
    }
    pub fn raised_in_another(callable: &py::Callable) -> anyhow::Result<()> {
        call(callable).map_err(Wrapping).context("calling back")
    }
    pub fn wrapped(text: &str) -> anyhow::Result<i64> {
        text.parse().map_err(|error: ParseIntError| Wrapping(error).into())
    }
    /// Made where there is no token, raised where there is one.
    pub fn made_detached(py: py::Python) -> py::Result<()> {
        py.detach(|| -> py::Result<()> {
            let error = anyhow::anyhow!("the cause").context("detached");
            Err(error)?
        })
    }
}

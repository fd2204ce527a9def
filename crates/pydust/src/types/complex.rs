//! [`Complex`]: Python's `complex`.

use super::handle;
use crate::error::Result;
use crate::raw::{self, Python};

handle! {
    /// Python's `complex`.
    ///
    /// ```
    /// # use pydust as py;
    /// fn conjugate<'py>(z: &py::Complex<'py>) -> py::Result<py::Complex<'py>> {
    ///     py::Complex::new(z.py(), z.real(), -z.imag())
    /// }
    /// ```
    Complex, PyComplex, "complex", raw::number::is_complex
}

impl<'py> Complex<'py> {
    /// A new `complex`.
    #[track_caller]
    pub fn new(py: Python<'py>, real: f64, imag: f64) -> Result<Complex<'py>> {
        Ok(Complex(raw::number::new_complex(py, real, imag)?))
    }

    /// The real part.
    pub fn real(&self) -> f64 {
        raw::number::complex_parts(self).0
    }

    /// The imaginary part.
    pub fn imag(&self) -> f64 {
        raw::number::complex_parts(self).1
    }
}

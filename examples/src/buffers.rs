//! `example.buffers`: the memory of other objects (NumPy arrays, `array.array`, `bytearray`, ...), used
//! where it is.

use std::thread;

use pydust as py;

/// Working on arrays without copying them.
#[py::module]
pub mod buffers {
    use super::*;

    /// Add up an array's numbers; other Python threads run meanwhile.
    #[detach]
    pub fn sum(xs: &py::Buffer<f64>) -> f64 {
        xs.iter().sum()
    }

    /// Add up an array's numbers in several threads.
    ///
    /// The array must be contiguous, so that it can be cut into parts.
    pub fn sum_in_threads(
        py: py::Python,
        xs: &py::Buffer<f64>,
        #[default = 4] threads: usize,
    ) -> py::Result<f64> {
        let Some(all) = xs.as_slice() else {
            return py::raise!(
                ValueError,
                "expected a contiguous array, not one with gaps: copy it"
            );
        };
        let length = all.len().div_ceil(threads.max(1)).max(1);
        Ok(py.detach(|| {
            thread::scope(|scope| {
                let sum = |part: &[py::Element<f64>]| part.iter().map(|x| x.get()).sum::<f64>();
                let running: Vec<_> =
                    all.chunks(length).map(|part| scope.spawn(move || sum(part))).collect();
                running.into_iter().map(|thread| thread.join().expect("no panic")).sum()
            })
        }))
    }

    /// Multiply an array's numbers in place.
    pub fn scale(xs: &py::BufferMut<f64>, factor: f64) {
        for x in xs.elements() {
            x.set(x.get() * factor);
        }
    }

    /// The sums of a matrix's rows.
    pub fn row_sums(matrix: &py::Buffer<f64, 2>) -> Vec<f64> {
        let [rows, columns] = matrix.shape();
        (0..rows)
            .map(|row| (0..columns).filter_map(|column| matrix.get([row, column])).sum())
            .collect()
    }

    /// Write the products of all pairs of two arrays' numbers into a matrix.
    pub fn outer(
        xs: &py::Buffer<f64>,
        ys: &py::Buffer<f64>,
        #[kw] out: &py::BufferMut<f64, 2>,
    ) -> py::Result<()> {
        let (shape, found) = ([xs.len(), ys.len()], out.shape());
        if shape != found {
            return py::raise!(ValueError, "expected 'out' of shape {shape:?}, found {found:?}");
        }
        for (i, x) in xs.iter().enumerate() {
            for (j, y) in ys.iter().enumerate() {
                out.set([i, j], x * y)?;
            }
        }
        Ok(())
    }

    /// The median of an array, or None if it is empty.
    pub fn median(xs: &py::Buffer<f64>) -> py::Result<Option<f64>> {
        let mut xs = xs.to_vec()?; // a copy, to be sorted
        xs.sort_unstable_by(f64::total_cmp);
        Ok(xs.get(xs.len() / 2).copied())
    }

    /// Count the lines of anything that Python calls bytes-like.
    pub fn count_lines(data: &py::BytesLike) -> usize {
        data.iter().filter(|&byte| byte == b'\n').count()
    }
}

//! `example.buffers`: the memory of other objects (NumPy arrays, `array.array`, `bytearray`, ...), used
//! where it is; and classes that lend theirs.

use std::sync::Arc;
use std::thread;

use pydust as py;

/// Working on arrays without copying them.
#[py::module]
pub mod buffers {
    use super::*;
    use py::Export as _;

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

    /// Numbers that Python may read and write where they are, by `memoryview` or NumPy.
    #[class]
    pub struct Samples {
        values: py::Memory<f64>,
    }

    impl Samples {
        pub fn __init__(length: usize, #[default = 0.0] value: f64) -> py::Result<Self> {
            let samples = Samples { values: py::Memory::zeros([length])? };
            for index in 0..length {
                samples.values.set([index], value)?;
            }
            Ok(samples)
        }

        pub fn __buffer__(&self) -> &py::Memory<f64> {
            &self.values
        }

        pub fn __len__(&self) -> usize {
            self.values.len()
        }

        pub fn mean(&self) -> f64 {
            self.values.iter().sum::<f64>() / self.values.len() as f64
        }

        /// Add zeros to the end, or cut it off. It raises `BufferError` while somebody holds the memory.
        pub fn resize(&mut self, length: usize) -> py::Result<()> {
            self.values.resize(length)
        }
    }

    /// A picture of grey pixels, of which Python sees a matrix.
    #[class]
    pub struct Picture {
        pixels: py::Memory<u8, 2>,
    }

    impl Picture {
        pub fn __init__(height: usize, width: usize) -> py::Result<Self> {
            Ok(Picture { pixels: py::Memory::zeros([height, width])? })
        }

        /// Upside down: what is lent need not be in the order of the memory.
        pub fn __buffer__(&self) -> py::Result<py::Exported> {
            self.pixels.export()?.sliced(0, py::Bounds::new(None, None, Some(-1))?)
        }

        /// Set the pixel of a row and a column, counted from the bottom.
        pub fn draw(&self, row: usize, column: usize, grey: u8) -> py::Result<()> {
            self.pixels.set([row, column], grey)
        }
    }

    /// One number many times, for reading only. The memory is shared with everyone who reads it.
    #[class(frozen)]
    pub struct Constant {
        values: Arc<Vec<i64>>,
    }

    impl Constant {
        pub fn __new__(value: i64, length: u32) -> Self {
            Constant { values: Arc::new(vec![value; length as usize]) }
        }

        pub fn __buffer__(&self) -> Arc<Vec<i64>> {
            self.values.clone()
        }
    }

    /// A text that counts its readers.
    #[class]
    pub struct Document {
        text: Arc<Vec<u8>>,
        #[readonly]
        pub readers: u32,
    }

    impl Document {
        pub fn __init__(text: String) -> Self {
            Document { text: Arc::new(text.into_bytes()), readers: 0 }
        }

        pub fn __buffer__(&mut self) -> Arc<Vec<u8>> {
            self.readers += 1;
            self.text.clone()
        }

        pub fn __release_buffer__(&mut self) {
            self.readers -= 1;
        }
    }
}

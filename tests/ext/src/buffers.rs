//! Buffers of other objects: every element type, every layout, every way to read and to write.
#![forbid(unsafe_code)]

use pydust as py;

#[py::module]
pub mod buffers {
    use super::*;

    pub fn i8_(xs: &py::Buffer<i8>) -> py::Result<Vec<i8>> {
        xs.to_vec()
    }
    pub fn i16_(xs: &py::Buffer<i16>) -> py::Result<Vec<i16>> {
        xs.to_vec()
    }
    pub fn i32_(xs: &py::Buffer<i32>) -> py::Result<Vec<i32>> {
        xs.to_vec()
    }
    pub fn i64_(xs: &py::Buffer<i64>) -> py::Result<Vec<i64>> {
        xs.to_vec()
    }
    pub fn isize_(xs: &py::Buffer<isize>) -> py::Result<Vec<isize>> {
        xs.to_vec()
    }
    pub fn u8_(xs: &py::Buffer<u8>) -> Vec<u32> {
        xs.iter().map(u32::from).collect() // a `Vec<u8>` would be a `bytes`
    }
    pub fn u16_(xs: &py::Buffer<u16>) -> py::Result<Vec<u16>> {
        xs.to_vec()
    }
    pub fn u32_(xs: &py::Buffer<u32>) -> py::Result<Vec<u32>> {
        xs.to_vec()
    }
    pub fn u64_(xs: &py::Buffer<u64>) -> py::Result<Vec<u64>> {
        xs.to_vec()
    }
    pub fn usize_(xs: &py::Buffer<usize>) -> py::Result<Vec<usize>> {
        xs.to_vec()
    }
    pub fn f32_(xs: &py::Buffer<f32>) -> py::Result<Vec<f32>> {
        xs.to_vec()
    }
    pub fn f64_(xs: &py::Buffer<f64>) -> py::Result<Vec<f64>> {
        xs.to_vec()
    }
    pub fn bool_(xs: &py::Buffer<bool>) -> py::Result<Vec<bool>> {
        xs.to_vec()
    }
    pub fn complex64(xs: &py::Buffer<[f32; 2]>) -> py::Result<Vec<[f32; 2]>> {
        xs.to_vec()
    }
    pub fn complex128(xs: &py::Buffer<[f64; 2]>) -> py::Result<Vec<[f64; 2]>> {
        xs.to_vec()
    }

    /// The same values, read in every way.
    fn ways<const N: usize>(xs: &py::Buffer<i16, N>) -> py::Result<Vec<Vec<i16>>> {
        let mut one_by_one = Vec::new();
        let mut values = xs.iter();
        while let Some(value) = values.next() {
            assert_eq!(values.len() + one_by_one.len() + 1, xs.len());
            one_by_one.push(value);
        }
        assert!(values.next().is_none());
        let mut folded = Vec::new();
        xs.iter().for_each(|value| folded.push(value));
        // Begun one by one, and folded from there.
        let mut both: Vec<_> = xs.iter().take(2).collect();
        let mut values = xs.iter();
        values.nth(1);
        values.for_each(|value| both.push(value));
        let mut copied = vec![0; xs.len()];
        xs.copy_to_slice(&mut copied)?;
        let mut all = vec![one_by_one, folded, both, copied, xs.to_vec()?];
        all.extend(xs.as_slice().map(|slice| slice.iter().map(|x| x.get()).collect()));
        Ok(all)
    }

    pub fn ways_0(xs: &py::Buffer<i16, 0>) -> py::Result<Vec<Vec<i16>>> {
        ways(xs)
    }
    pub fn ways_1(xs: &py::Buffer<i16>) -> py::Result<Vec<Vec<i16>>> {
        ways(xs)
    }
    pub fn ways_2(xs: &py::Buffer<i16, 2>) -> py::Result<Vec<Vec<i16>>> {
        ways(xs)
    }
    pub fn ways_3(xs: &py::Buffer<i16, 3>) -> py::Result<Vec<Vec<i16>>> {
        ways(xs)
    }

    pub fn get(xs: &py::Buffer<i16, 2>, i: usize, j: usize) -> Option<i16> {
        xs.get([i, j])
    }

    pub fn layout(xs: &py::Buffer<i16, 2>) -> (usize, [usize; 2], [isize; 2], bool, bool) {
        (xs.len(), xs.shape(), xs.strides(), xs.is_c_contiguous(), xs.is_f_contiguous())
    }

    pub fn export(xs: &py::Obj) -> py::Result<(String, bool, usize)> {
        let held: py::HeldBuffer<py::Buffer<f64>> = xs.extract()?;
        Ok((held.format().into_owned(), held.is_readonly(), held.itemsize()))
    }

    pub fn set(xs: &py::BufferMut<i16, 2>, i: usize, j: usize, value: i16) -> py::Result<()> {
        xs.set([i, j], value)
    }

    pub fn fill(xs: &py::BufferMut<i16, 2>, value: i16) {
        xs.fill(value);
    }

    pub fn copy_in(xs: &py::BufferMut<i16, 2>, values: Vec<i16>) -> py::Result<()> {
        xs.copy_from_slice(&values)
    }

    pub fn copy_in_bytes(xs: &py::BufferMut<u8>, values: &[u8]) -> py::Result<()> {
        xs.copy_from_slice(values)
    }

    pub fn negate(xs: &py::BufferMut<i16, 2>) {
        for x in xs.elements() {
            x.set(-x.get());
        }
    }

    pub fn flip(xs: &py::BufferMut<bool>) {
        xs.elements().for_each(|x| x.set(!x.get()));
    }

    pub fn conjugate(xs: &py::BufferMut<[f64; 2]>) {
        xs.elements().for_each(|x| {
            let [re, im] = x.get();
            x.set([re, -im]);
        });
    }

    pub fn copy_to(xs: &py::Buffer<u8>, length: usize) -> py::Result<Vec<u8>> {
        let mut to = vec![0; length];
        xs.copy_to_slice(&mut to)?;
        Ok(to)
    }

    /// The bytes, and whether they were borrowed.
    pub fn bytes_like(py: py::Python, data: &py::BytesLike) -> py::Result<(py::PyBytes, bool)> {
        let bytes = data.to_cow()?;
        assert!(bytes.iter().copied().eq(data.iter()));
        let borrowed = matches!(bytes, std::borrow::Cow::Borrowed(_));
        Ok((py::Bytes::new(py, &bytes)?.unbind(), borrowed))
    }

    pub fn optional(xs: Option<&py::Buffer<f64>>) -> Option<f64> {
        xs.map(|xs| xs.iter().sum())
    }

    #[detach]
    pub fn sum_detached(xs: &py::Buffer<f64>) -> f64 {
        xs.iter().sum()
    }

    pub fn sum_in_threads(py: py::Python, xs: &py::Obj) -> py::Result<f64> {
        let held: py::HeldBuffer<py::Buffer<f64>> = xs.extract()?;
        let xs: &py::Buffer<f64> = &held;
        let Some(all) = xs.as_slice() else { return py::raise!(ValueError, "not contiguous") };
        let sum = |part: &[py::Element<f64>]| part.iter().map(|x| x.get()).sum::<f64>();
        Ok(py.detach(|| {
            std::thread::scope(|scope| {
                let parts: Vec<_> = all.chunks(1000).map(|p| scope.spawn(move || sum(p))).collect();
                parts.into_iter().map(|part| part.join().expect("no panic")).sum()
            })
        }))
    }

    /// Calls `work` while the buffer is held.
    pub fn holding(xs: &py::Buffer<u8>, work: &py::Callable) -> py::Result<(usize, py::PyObj)> {
        let result = work.call0()?.unbind();
        Ok((xs.len(), result))
    }

    /// Writes the two values in turns.
    #[detach]
    pub fn alternate(xs: &py::BufferMut<u64>, a: u64, b: u64, rounds: usize) {
        for _ in 0..rounds {
            xs.fill(a);
            xs.fill(b);
        }
    }

    /// Counts what is read and is none of the two values.
    #[detach]
    pub fn count_others(xs: &py::Buffer<u64>, a: u64, b: u64, rounds: usize) -> usize {
        (0..rounds).map(|_| xs.iter().filter(|&x| x != a && x != b).count()).sum()
    }

    pub fn sums(arrays: Vec<py::Obj>) -> py::Result<Vec<f64>> {
        let sum = |xs: &py::Obj| Ok(xs.extract::<py::HeldBuffer<py::Buffer<f64>>>()?.iter().sum());
        arrays.iter().map(sum).collect()
    }

    pub fn panics(xs: &py::Buffer<u8>) {
        panic!("{} bytes held", xs.len());
    }
}

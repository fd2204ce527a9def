//! Classes that export their memory.

use pydust as py;

#[py::module]
pub mod exporters {
    use super::*;
    use py::Export;
    use std::sync::Arc;

    /// Floats that can be resized.
    #[class]
    pub struct Samples {
        values: py::Memory<f64>,
    }

    impl Samples {
        pub fn __init__(#[pos] values: Vec<f64>) -> py::Result<Self> {
            Ok(Samples { values: py::Memory::from_slice(&values)? })
        }

        pub fn __buffer__(&self) -> &py::Memory<f64> {
            &self.values
        }

        pub fn __len__(&self) -> usize {
            self.values.len()
        }

        pub fn to_list(&self) -> Vec<f64> {
            self.values.iter().collect()
        }

        pub fn set(&self, index: usize, value: f64) -> py::Result<()> {
            self.values.set([index], value)
        }

        pub fn resize(&mut self, length: usize) -> py::Result<()> {
            self.values.resize(length)
        }

        pub fn sort(&mut self) -> py::Result<()> {
            self.values.as_mut_slice()?.sort_by(f64::total_cmp);
            Ok(())
        }

        /// Other memory, whoever looks at this one.
        pub fn renew(&mut self, values: Vec<f64>) -> py::Result<()> {
            self.values = py::Memory::from_slice(&values)?;
            Ok(())
        }

        pub fn is_exported(&self) -> bool {
            self.values.is_exported()
        }
    }

    /// A matrix, and other views of it.
    #[class]
    pub struct Matrix {
        cells: py::Memory<f64, 2>,
        view: String,
    }

    impl Matrix {
        pub fn __init__(
            rows: usize,
            columns: usize,
            #[default = "all"] view: &str,
        ) -> py::Result<Self> {
            let values: Vec<f64> = (0..rows * columns).map(|n| n as f64).collect();
            let cells = py::Memory::from_slice(&values)?.reshape([rows, columns])?;
            Ok(Matrix { cells, view: view.to_owned() })
        }

        pub fn __buffer__(&self) -> py::Result<py::Exported> {
            let all = self.cells.export()?;
            match &*self.view {
                "all" => Ok(all),
                "read" => Ok(all.read_only()),
                "transposed" => Ok(all.transposed()),
                "columns" => all.sliced(1, py::Bounds::new(None, None, Some(2))?),
                "backwards" => all.sliced(0, py::Bounds::new(None, None, Some(-1))?),
                "nothing" => all.sliced(0, py::Bounds::new(Some(5), Some(5), None)?),
                "third" => all.sliced(2, py::Bounds::new(None, None, None)?),
                "panic" => panic!("no view"),
                view => py::raise!(LookupError, "no view '{view}'"),
            }
        }

        pub fn get(&self, row: usize, column: usize) -> Option<f64> {
            self.cells.get([row, column])
        }
    }

    /// One number, without a dimension.
    #[class]
    pub struct Scalar {
        value: py::Memory<i32, 0>,
    }

    impl Scalar {
        pub fn __init__(value: i32) -> py::Result<Self> {
            let memory = py::Memory::zeros([])?;
            memory.set([], value)?;
            Ok(Scalar { value: memory })
        }

        pub fn __buffer__(&self) -> &py::Memory<i32, 0> {
            &self.value
        }
    }

    /// Bytes that never change, shared with every export; counts those that came back.
    #[class]
    pub struct Text {
        bytes: Arc<Vec<u8>>,
        flags: Vec<i32>,
        released: u32,
    }

    impl Text {
        pub fn __init__(text: String) -> Self {
            Text { bytes: Arc::new(text.into_bytes()), flags: Vec::new(), released: 0 }
        }

        pub fn __buffer__(&mut self, flags: i32) -> Arc<Vec<u8>> {
            self.flags.push(flags);
            self.bytes.clone()
        }

        pub fn __release_buffer__(&mut self) -> py::Result<()> {
            self.released += 1;
            match self.released {
                3 if self.bytes.starts_with(b"refuse") => py::raise!(OSError, "the third"),
                _ => Ok(()),
            }
        }

        /// Adds to it: in place if nobody looks.
        pub fn push(&mut self, text: &str) {
            Arc::make_mut(&mut self.bytes).extend(text.as_bytes());
        }

        pub fn flags(&mut self) -> Vec<i32> {
            std::mem::take(&mut self.flags)
        }

        pub fn released(&self) -> u32 {
            self.released
        }
    }

    /// Makes its bytes for each who asks.
    #[class]
    pub struct Rendered;

    impl Rendered {
        pub fn __init__() -> Self {
            Rendered
        }

        pub fn __buffer__(&self) -> Vec<u16> {
            vec![1, 2, 3]
        }
    }

    /// One memory of each element type.
    #[class]
    pub struct Typed {
        memory: Kinds,
    }

    enum Kinds {
        I8(py::Memory<i8>),
        I16(py::Memory<i16>),
        I32(py::Memory<i32>),
        I64(py::Memory<i64>),
        U8(py::Memory<u8>),
        U16(py::Memory<u16>),
        U32(py::Memory<u32>),
        U64(py::Memory<u64>),
        F32(py::Memory<f32>),
        Bool(py::Memory<bool>),
        Size(py::Memory<usize>),
        Complex(py::Memory<[f64; 2]>),
    }

    impl Typed {
        pub fn __init__(name: &str) -> py::Result<Self> {
            let memory = match name {
                "i8" => Kinds::I8(py::Memory::from_slice(&[-1])?),
                "i16" => Kinds::I16(py::Memory::from_slice(&[-1])?),
                "i32" => Kinds::I32(py::Memory::from_slice(&[-1])?),
                "i64" => Kinds::I64(py::Memory::from_slice(&[-1])?),
                "u8" => Kinds::U8(py::Memory::from_slice(&[1])?),
                "u16" => Kinds::U16(py::Memory::from_slice(&[1])?),
                "u32" => Kinds::U32(py::Memory::from_slice(&[1])?),
                "u64" => Kinds::U64(py::Memory::from_slice(&[1])?),
                "f32" => Kinds::F32(py::Memory::from_slice(&[0.5])?),
                "bool" => Kinds::Bool(py::Memory::from_slice(&[true])?),
                "size" => Kinds::Size(py::Memory::from_slice(&[1])?),
                "complex" => Kinds::Complex(py::Memory::from_slice(&[[1.0, 2.0]])?),
                _ => return py::raise!(ValueError, "no element type {name}"),
            };
            Ok(Typed { memory })
        }

        pub fn __buffer__(&self) -> py::Result<py::Exported> {
            match &self.memory {
                Kinds::I8(memory) => memory.export(),
                Kinds::I16(memory) => memory.export(),
                Kinds::I32(memory) => memory.export(),
                Kinds::I64(memory) => memory.export(),
                Kinds::U8(memory) => memory.export(),
                Kinds::U16(memory) => memory.export(),
                Kinds::U32(memory) => memory.export(),
                Kinds::U64(memory) => memory.export(),
                Kinds::F32(memory) => memory.export(),
                Kinds::Bool(memory) => memory.export(),
                Kinds::Size(memory) => memory.export(),
                Kinds::Complex(memory) => memory.export(),
            }
        }
    }

    /// Has the same bytes for ever.
    #[class]
    pub struct Fixed;

    impl Fixed {
        pub fn __init__() -> Self {
            Fixed
        }

        pub fn __buffer__(&self) -> py::Result<py::Exported> {
            py::Exported::of_static(b"fixed")
        }
    }

    /// Reads what any object exports.
    pub fn total(values: &py::Buffer<f64>) -> f64 {
        values.iter().sum()
    }

    /// Writes into it.
    pub fn fill(values: &py::BufferMut<f64>, value: f64) {
        values.fill(value);
    }
}

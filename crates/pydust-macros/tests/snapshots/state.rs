//! `#[module]`: functions of its state, and both hooks.

pub mod counter {
    #[state]
    pub struct Counter {
        count: u32,
    }

    impl Counter {
        pub const LIMIT: u32 = 3;
        pub fn __init__(py: py::Python) -> py::Result<Self> {
            Ok(Self { count: 0 })
        }
        pub fn __del__(&mut self) {}
        pub fn count(&self) -> u32 {
            self.count
        }
        pub fn increment(&mut self, #[default = Self::LIMIT] by: u32) {
            self.count += by;
        }
        #[detach]
        pub fn wait(&mut self) {}
        pub(crate) fn reset(&mut self) {}
    }
}

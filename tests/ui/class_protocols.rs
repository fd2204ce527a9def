//! Special methods of containers, iterators, descriptors and memory that Python would not call, or whose results it
//! could not use.

use pydust as py;

#[py::module]
pub mod protocols {
    use super::py;

    #[class(sequence, mapping)]
    //~^ ERROR a class is a `sequence` or a `mapping`, not both: `match` takes it for one of them
    pub struct Both;

    #[class]
    pub struct Shapes;

    impl Shapes {
        pub fn __len__(&self, unit: u8) -> usize {
            //~^ ERROR `Shapes.__len__` has a signature that Python does not call: write `pub fn __len__(&self) -> usize`
            usize::from(unit)
        }

        pub fn __setitem__(&mut self, key: u8) {}
        //~^ ERROR `Shapes.__setitem__` has a signature that Python does not call: write `pub fn __setitem__(&self, key: K, value: T)`

        pub fn __delitem__(key: u8) {}
        //~^ ERROR `Shapes.__delitem__` has a signature that Python does not call: write `pub fn __delitem__(&self, key: K)`

        pub fn __next__(&mut self, step: u8) -> Option<u8> {
            //~^ ERROR `Shapes.__next__` has a signature that Python does not call: write `pub fn __next__(&mut self) -> Option<T>`
            Some(step)
        }

        pub fn __exit__(&mut self) -> bool {
            //~^ ERROR `Shapes.__exit__` has a signature that Python does not call: write `pub fn __exit__(&self, kind: Option<&py::Type>, exception: Option<&py::Obj>, traceback: Option<&py::Traceback>) -> bool`
            false
        }

        pub fn __get__(&self, instance: &py::Obj) -> u8 {
            //~^ ERROR `Shapes.__get__` has a signature that Python does not call: write `pub fn __get__(&self, instance: Option<&py::Obj>, owner: Option<&py::Type>) -> T`
            0
        }

        pub fn __setattr__(&self, name: &str) {}
        //~^ ERROR `Shapes.__setattr__` has a signature that Python does not call: write `pub fn __setattr__(&self, name: &str, value: T)`

        pub fn __getatribute__(&self, name: &str) -> u8 {
            //~^ ERROR `Shapes.__getatribute__` is no special method: did you mean `__getattribute__`? It is written `pub fn __getattribute__(&self, name: &str) -> T`
            0
        }

        pub fn __release_buffer__(&self, view: u8) {}
        //~^ ERROR `Shapes.__release_buffer__` has a signature that Python does not call: write `pub fn __release_buffer__(&self)`
    }
}

#[py::module]
pub mod results {
    use super::py;

    #[class]
    pub struct Shapes;

    impl Shapes {
        pub fn __len__(&self) -> i32 {
            //~^ ERROR `__len__` must return an unsigned integer or a `Result` of one, not `i32`
            3
        }

        pub fn __contains__(&self, item: u8) -> u8 {
            //~^ ERROR this special method must return `bool` or a `Result<bool, _>`, not `u8`
            item
        }

        pub fn __setitem__(&mut self, key: u8, value: u8) -> u8 {
            //~^ ERROR this special method must return nothing or a `Result<(), _>`, not `u8`
            key + value
        }

        pub fn __next__(&mut self) -> u8 {
            //~^ ERROR `__next__` must return `Option<T>` or a `Result<Option<T>, _>`, not `u8`
            0
        }

        pub fn __buffer__(&self) -> &[u8] {
            //~^ ERROR `__buffer__` can't export `&[u8]`
            &[]
        }
    }
}

fn main() {}

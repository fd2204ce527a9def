//! Special methods that are misspelt, or called otherwise than Python does.

#[pydust::module]
pub mod special {
    use pydust as py;

    #[class]
    pub struct Point {
        x: f64,
    }

    impl Point {
        pub fn __ad__(&self, other: &Point) -> f64 {
            //~^ ERROR `Point.__ad__` is no special method: did you mean `__add__`? It is written `pub fn __add__(&self, other: T) -> U`
            other.x
        }
        pub fn __eqs__(&self, other: &Point) -> bool {
            //~^ ERROR `Point.__eqs__` is no special method: did you mean `__eq__`? It is written `pub fn __eq__(&self, other: T) -> bool`
            self.x == other.x
        }
        pub fn __nonzero__(&self) -> bool {
            //~^ ERROR `Point.__nonzero__` is no special method: write `__bool__`
            true
        }
        pub fn __hash__(&self, seed: u64) -> u64 {
            //~^ ERROR `Point.__hash__` has a signature that Python does not call: write `pub fn __hash__(&self) -> u64`
            seed
        }
        pub fn __lt__(&self) -> bool {
            //~^ ERROR `Point.__lt__` has a signature that Python does not call: write `pub fn __lt__(&self, other: T) -> bool`
            true
        }
        pub fn __pow__(&self, exponent: f64, modulus: f64, more: f64) -> f64 {
            //~^ ERROR `Point.__pow__` has a signature that Python does not call: write `pub fn __pow__(&self, exponent: T, modulus: Option<M>) -> U`
            exponent + modulus + more
        }
        pub fn __iadd__(other: f64) -> f64 {
            //~^ ERROR `Point.__iadd__` has a signature that Python does not call: write `pub fn __iadd__(&mut self, other: T)`
            other
        }
        pub fn __call__() {}
        //~^ ERROR `Point.__call__` has a signature that Python does not call: write `pub fn __call__(&self, ..) -> T`
        pub fn __format__(&self) -> String {
            //~^ ERROR `Point.__format__` has a signature that Python does not call: write `pub fn __format__(&self, spec: &str) -> String`
            String::new()
        }
        pub fn __round__(&self, digits: i32, mode: i32) -> i32 {
            //~^ ERROR `Point.__round__` has a signature that Python does not call: write `pub fn __round__(&self, digits: Option<i32>) -> T`
            digits + mode
        }
        pub fn __radd__(&self, #[kw] other: f64) -> f64 {
            //~^ ERROR `Point.__radd__` has a signature that Python does not call: write `pub fn __radd__(&self, other: T) -> U`
            other
        }
        pub fn __sub__(&self, others: py::Args) -> usize {
            //~^ ERROR `Point.__sub__` has a signature that Python does not call: write `pub fn __sub__(&self, other: T) -> U`
            others.len()
        }
        pub fn __bool__(this: f64) -> bool {
            //~^ ERROR `Point.__bool__` has a signature that Python does not call: write `pub fn __bool__(&self) -> bool`
            this > 0.0
        }
        pub fn __class_getitem__() {}
        //~^ ERROR `Point.__class_getitem__` is a class method, and the class is its first parameter: write `cls: &py::Type`
        pub fn __init_subclass__(&self) {}
        //~^ ERROR `Point.__init_subclass__`
        #[classmethod]
        //~^ ERROR `Point.__repr__` is a special method, which has its form from Python: remove `#[classmethod]`
        pub fn __repr__(cls: &py::Type) -> String {
            cls.name().unwrap_or_default()
        }
    }

    #[class]
    pub struct Compared {
        x: f64,
    }

    impl Compared {
        pub fn __richcmp__(&self, other: &Compared, operator: i32) -> bool {
            //~^ ERROR `Compared.__richcmp__` has a signature that Python does not call: write `pub fn __richcmp__(&self, other: T, operator: py::Comparison) -> bool`
            self.x == other.x && operator == 2
        }
    }

    #[class(generic)]
    pub struct Generic {
        x: f64,
    }

    impl Generic {
        pub fn __class_getitem__(cls: &py::Type, key: f64) -> f64 {
            //~^ ERROR `Generic.__class_getitem__`
            key
        }
    }

    #[class]
    pub enum Level {
        Low,
        High,
    }

    impl Level {
        pub fn __richcmp__(&self, other: i32, operator: py::Comparison) -> bool {
            //~^ ERROR `Level.__richcmp__`: the class of an enumeration is Python's own, which has a method for each comparison
            operator.holds(1.cmp(&other))
        }
    }

    #[class]
    pub struct Twice {
        x: f64,
    }

    impl Twice {
        pub fn __eq__(&self, other: &Twice) -> bool {
            self.x == other.x
        }
        pub fn __richcmp__(&self, other: &Twice, operator: py::Comparison) -> bool {
            //~^ ERROR `__richcmp__` and `__eq__` in one class: `__richcmp__` answers all comparisons, so write it or the others
            operator.holds(self.x.partial_cmp(&other.x))
        }
    }
}

fn main() {}

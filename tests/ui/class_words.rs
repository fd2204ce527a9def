//! Words of Python and of other frameworks, and words where they mean nothing: the errors say what to write instead.

use pydust as py;

#[py::class(subclass)] //~ ERROR unknown option `subclass`: classes can be inherited from, unless they are `final`
pub struct Subclass {}

#[py::class(get_all, set_all)]
//~^ ERROR unknown option `get_all`: a `pub` field is an attribute by itself
//~^^ ERROR unknown option `set_all`: a `pub` field is an attribute by itself
pub struct AllFields {}

#[py::class(name = "Other", module = "package")]
//~^ ERROR unknown option `name`: a class is called as its struct is
//~^^ ERROR unknown option `module`: the module that exports the class is its `__module__`
pub struct Named {}

#[py::class(unsendable)] //~ ERROR unknown option `unsendable`: values are `Send + Sync`
pub struct Unsendable {}

#[py::class(eq, ord)] //~ ERROR unknown option `ord`: write `eq, order`
pub struct Ordered {
    pub x: u8,
}

#[py::class(int)] //~ ERROR unknown option `int`: it is for enums without fields
pub struct Number {}

#[py::class(rename_all = "camelCase")] //~ ERROR unknown option `rename_all`: it is for enums without fields
pub struct Renamed {}

#[py::class(dataclass)] //~ ERROR unknown option `dataclass`: name what the class should have: `init, repr, eq`
pub struct Data {}

#[py::class]
pub struct Fields {
    #[pyo3(get)] //~ ERROR `#[pyo3]` means nothing here: a `pub` field is an attribute by itself
    pub a: u8,
    #[getter] //~ ERROR `#[getter]` means nothing here: a `pub` field is an attribute by itself
    pub b: u8,
    #[kw]
    //~^ ERROR `#[kw]` means nothing here: it is for parameters, which fields are with `#[class(init)]`
    pub c: u8,
    #[skip] //~ ERROR `#[skip]` means nothing here: it is for fields that are not pickled
    pub d: u8,
    #[readonly]
    #[readonly] //~ ERROR `#[readonly]` means nothing here: once is enough
    pub e: u8,
    pub __len__: u8, //~ ERROR `Fields.__len__` is a special method, and no attribute: write `pub fn __len__(&self) -> usize`
}

#[py::class]
pub struct Methods {
    value: u8,
}

#[py::methods]
impl Methods {
    #[classattr] //~ ERROR `#[classattr]` means nothing here: a `pub const` is a class attribute by itself
    pub const LIMIT: u8 = 1;
    pub const __hash__: u8 = 1; //~ ERROR `Methods.__hash__` is a special method, and no attribute

    #[new] //~ ERROR `#[new]` means nothing here: a constructor is called `__init__`
    fn new() -> Self {
        Self { value: 0 }
    }

    #[property] //~ ERROR `#[property]` means nothing here: a property is a `#[getter]`
    pub fn half(&self) -> u8 {
        self.value / 2
    }

    #[staticmethod] //~ ERROR `#[staticmethod]` means nothing here: without `self` it is a static method by itself
    pub fn make() {}

    #[pyo3(name = "other")] //~ ERROR `#[pyo3]` means nothing here: the attributes of PyO3 have names of their own
    pub fn renamed(&self) {}

    #[readonly] //~ ERROR `#[readonly]` means nothing here: a method can't be assigned anyway
    pub fn fixed(&self) {}

    pub fn __cmp__(&self, other: &Methods) -> i32 {
        //~^ ERROR `Methods.__cmp__` is no special method: write `__richcmp__`, or `__eq__`, `__lt__`, ...
        0
    }

    pub fn __div__(&self, other: u8) -> u8 {
        //~^ ERROR `Methods.__div__` is no special method: write `__truediv__` for `/`
        0
    }

    pub fn __nonzero__(&self) -> bool {
        //~^ ERROR `Methods.__nonzero__` is no special method: write `__bool__`
        true
    }

    pub fn __traverse__(&self) {}
    //~^ ERROR `Methods.__traverse__` is no special method: what the fields hold is found by itself

    pub fn __slots__() {}
    //~^ ERROR `Methods.__slots__` is no special method: fields that are not `pub` are Rust's alone

    pub fn __dict__(&self) {}
    //~^ ERROR `Methods.__dict__` is no special method: give the class `#[class(dict)]`

    pub fn __getbuffer__(&self) {}
    //~^ ERROR `Methods.__getbuffer__` is no special method: write `__buffer__`

    pub fn __post_init__(&mut self) {}
    //~^ ERROR `Methods.__post_init__` is no special method: write `__init__` by hand
}

fn main() {}

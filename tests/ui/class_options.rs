//! Options of classes that are not written as they are.

#[pydust::module]
pub mod options {
    use pydust as py;

    #[class(weakrefs)] //~ ERROR unknown option `weakrefs`: did you mean `weakref`?
    pub struct Misspelt;

    #[class(dict = true)] //~ ERROR `dict` takes no value: write it alone
    pub struct Value;

    #[class(freelist)] //~ ERROR `freelist` is written `freelist = value`
    pub struct NoValue;

    #[class(generic = "T")] //~ ERROR `generic` is written alone, or with names: `generic("K", "V")`
    pub struct Equals;

    #[class(generic())] //~ ERROR `generic` is written alone, or with names: `generic("K", "V")`
    pub struct NoNames;

    #[class(generic(T))] //~ ERROR `generic` is written alone, or with names: `generic("K", "V")`
    pub struct NoText;

    #[class(generic(
        "item type", //~ ERROR `item type` is no name in Python
        "2D",        //~ ERROR `2D` is no name in Python
        "None",      //~ ERROR `None` is no name in Python
        "V",
        "V",         //~ ERROR `V` stands twice in `generic`
    ))]
    pub struct Names;

    #[class(generic("T"))] //~ ERROR `generic` takes no value: write it alone
    pub enum Variants {
        Filled { item: i64 },
        Empty,
    }

    #[class("dict")] //~ ERROR options are written `#[class(name, name = value)]`
    pub struct Text;

    #[class(freelist = 0)] //~ ERROR `freelist = 0` keeps the memory of no instances
    pub struct Never {
        x: f64,
    }

    #[class(freelist = "many")] //~ ERROR mismatched types
    pub struct Many;

    #[class]
    #[derive(py::Traverse)] //~ ERROR what `Twice` holds is found in its fields already: remove `Traverse` from the derives
    pub struct Twice {
        held: Option<py::PyObj>,
    }

    #[class]
    pub struct Ended;

    impl Ended {
        pub fn __del__() {} //~ ERROR `Ended.__del__` has a signature that Python does not call
    }

    #[class]
    pub struct Why;

    impl Why {
        pub fn __del__(&mut self, why: &str) {} //~ ERROR `Why.__del__` has a signature that Python does not call
    }

    #[class]
    pub struct Gives;

    impl Gives {
        pub fn __del__(&mut self) -> u8 {
            //~^ ERROR must return nothing or a `Result<(), _>`, not `u8`
            0
        }
    }
}

fn main() {}

//! Enums whose values the compiler finds wrong.

#[pydust::module]
pub mod types {
    use pydust as py;

    pub struct NoValue;

    #[class]
    pub enum Values {
        #[py(value = super::types::NoValue)]
        //~^ ERROR `NoValue` does not convert to a Python object
        Red,
    }

    pub fn none(flags: py::Flags<Values>) {
        //~^ ERROR `types::Values` is no enum of flags
        let _ = flags;
    }

    pub fn changed(value: &mut Values) {
        //~^ ERROR `types::Values` is not a class
        //~^^ ERROR a Python object does not convert to `&mut types::Values`
        let _ = value;
    }
}

fn main() {}

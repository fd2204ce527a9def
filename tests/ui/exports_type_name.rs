//! A function by the name of a type: its marker would need the name too.

#[pydust::module]
pub mod type_name {
    use std::process;

    mod json {}

    pub fn json() {} //~ ERROR `json` is also the name of a type, module or import here
    pub fn process() {
        //~^ ERROR `process` is also the name of a type, module or import here
        process::exit(1)
    }
}

fn main() {}

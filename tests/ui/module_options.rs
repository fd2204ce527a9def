//! Options of modules that are not written as they are, or name what there is not.

#[pydust::module(interpreters = "mian")] //~ ERROR `"mian"` names no interpreters: did you mean `"main"`? those that can import a module are `"own-gil"`, `"shared-gil"`, `"main"`
pub mod misspelt {}

#[pydust::module(interpreters = "shared_gil")] //~ ERROR did you mean `"shared-gil"`?
pub mod underscore {}

#[pydust::module(interpreters = 2)] //~ ERROR `2` names no interpreters: those that can import a module are
pub mod number {}

#[pydust::module(interpreters = main)] //~ ERROR `main` names no interpreters
pub mod bare {}

#[pydust::module(interpreters)] //~ ERROR `interpreters` is written `interpreters = value`
pub mod no_value {}

#[pydust::module(interpreter = "main")] //~ ERROR unknown option `interpreter`: did you mean `interpreters`? a module takes
pub mod option {}

#[pydust::module(needs_gil = true)] //~ ERROR `needs_gil` takes no value: write it alone
pub mod value {}

#[pydust::module(needs_gil, needs_gil)] //~ ERROR `needs_gil` is given twice: remove one
pub mod twice {}

#[pydust::module(gil_used = true)] //~ ERROR unknown option `gil_used`: write `needs_gil`; a module without it runs without the GIL where it can
pub mod other_word {}

#[pydust::module("main")] //~ ERROR options are written `#[module(name, name = value)]`
pub mod text {}

#[pydust::module(interpreters = "main", needs_gil)]
pub mod right {
    #[pydust::module(needs_gil)] //~ ERROR `inner` is exported by the `#[module]` around it: remove `#[module]`
    pub mod inner {}
}

fn main() {}

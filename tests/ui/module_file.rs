//! Modules whose body the macro can't see.

#[pydust::module]
pub mod outer {
    pub mod elsewhere;
    //~^ ERROR the macro can't see into `mod elsewhere;`
    //~^^ ERROR file modules in proc macro input are unstable
}

fn main() {}

//! Functions that leave a type open, of which Python could not call one.

#[pydust::module]
pub mod generics {
    pub fn type_parameter<T>(a: Vec<T>) {}
    //~^ ERROR `type_parameter` is generic, but Python calls one function
    pub fn const_parameter<const N: usize>(a: [u8; N]) {}
    //~^ ERROR `const_parameter` is generic, but Python calls one function
    pub fn impl_parameter(a: impl Into<String>) {}
    //~^ ERROR `impl_parameter`: the type of `a` is left open by `impl`
    pub fn clause<'a>(a: &'a str)
    where
        'a: 'a, //~^ ERROR `clause` has a `where` clause
    {
    }
    pub(crate) fn private_is_fine<T>(a: Vec<T>) {}
    pub fn lifetimes_are_fine<'py>(a: &pydust::Obj<'py>) -> pydust::Obj<'py> {
        a.clone()
    }
}

fn main() {}

//! What is derived from, or passed on, and is no exception.

#[derive(Clone, Copy)]
pub struct Plain;

#[pydust::exception(Plain)] //~ ERROR `Plain` is not an exception type
pub struct OfPlain;

fn unmapped() -> pydust::Result<()> {
    Err(Plain)? //~ ERROR `?` couldn't convert the error: `Plain: IntoError` is not satisfied
}

fn main() {}

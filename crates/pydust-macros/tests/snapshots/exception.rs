//! `#[exception]`: a base of Python's, and a docstring.
/// The address is not one.
pub struct InvalidEmail;

//! `#[py(type = "..")]` on what a module or a class exports: the Python type, where the Rust type does not say it.

use super::options::{Level, Options};
use crate::model::Hint;
use crate::report::Report;
use crate::syntax::{Attribute, take_attribute};

/// Takes out `#[py(type = "..")]`, and gives what it says.
pub fn take(attributes: &mut Vec<Attribute>, report: &mut Report) -> Option<Hint> {
    let mut found = Vec::new();
    while let Some(attribute) = take_attribute(attributes, "py") {
        found.push(attribute);
    }
    of(&Options::read(&found, Level::Typed, report))
}

/// What the option says.
pub fn of(options: &Options) -> Option<Hint> {
    options.text("type").map(Hint)
}

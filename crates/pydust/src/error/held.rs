//! Errors that are held by other errors, as causes, as contexts and in groups: made and dropped one after the other,
//! not one within the other, since a chain may be longer than the stack is deep.

use super::{Args, Error, Parts, Repr};
use crate::raw::Python;

impl Error {
    /// Passes on the errors that this one holds.
    fn each_held<'a>(&'a self, found: &mut Vec<&'a Error>) {
        let Some(parts) = self.0.as_deref() else { return };
        if let Some(links) = &parts.links {
            found.extend(links.held());
        }
        if let Repr::Asked(_, Args::Many(many)) = &parts.repr {
            found.extend(many.args.iter().flat_map(|arg| arg.errors()));
        }
    }

    /// Whether there is still an exception to be made of this.
    fn is_unmade(&self) -> bool {
        self.0.as_deref().is_some_and(|parts| parts.whole.get().is_none())
    }
}

/// Makes the exceptions of all that these errors hold, the innermost first.
pub(super) fn make_held<'a>(py: Python<'_>, errors: impl IntoIterator<Item = &'a Error>) {
    let mut held = Vec::new();
    errors.into_iter().for_each(|error| error.each_held(&mut held));
    let mut at = 0;
    while let Some(&error) = held.get(at) {
        if error.is_unmade() {
            error.each_held(&mut held);
        }
        at += 1;
    }
    for error in held.iter().rev() {
        drop(error.value(py)); // kept in the error
    }
}

/// Drops errors, and what they hold.
pub(super) fn drop_held(mut errors: Vec<Error>) {
    while let Some(mut error) = errors.pop() {
        let Some(Parts { repr, links, .. }) = error.0.as_deref_mut() else { continue };
        if let Some(links) = links {
            errors.extend(links.take_held());
        }
        if let Repr::Asked(_, Args::Many(many)) = repr {
            errors.extend(many.take_held());
        }
    }
}

//! Enums as Python values: one of some texts, one of some ints, or the first variant that fits.

use crate::error::{Error, Result, mismatch};
use crate::exceptions::{ExceptionType, OverflowError, TypeError, ValueError};
use crate::raw::{self, Obj};
use crate::suggest;

/// Which of the `choices` the object is. `expected` lists them: `'red', 'green' or 'blue'`.
///
/// Raises `ValueError` for another `str`, and `TypeError` for anything else.
pub fn choose(
    obj: &Obj<'_>,
    choices: &'static [&'static str],
    expected: &'static str,
) -> Result<usize> {
    if !raw::text::is(obj) {
        return Err(mismatch::new(obj, expected));
    }
    let text = raw::text::as_str(obj)?;
    match choices.iter().position(|choice| *choice == text) {
        Some(index) => Ok(index),
        None => Err(no_choice(obj, text, choices, expected)),
    }
}

#[cold]
fn no_choice(obj: &Obj<'_>, text: &str, choices: &[&'static str], expected: &str) -> Error {
    // Of a single choice everyone sees what was meant.
    let meant = suggest::closest(text, choices.iter().copied()).filter(|_| choices.len() > 1);
    let hint = meant.map(|choice| format!(". Did you mean '{choice}'?")).unwrap_or_default();
    let found =
        mismatch::shown(obj).map_err(Error::from).and_then(|shown| shown.extract::<String>());
    match found {
        Ok(found) => mismatch::in_words(obj.py(), expected, &(found + &hint), ValueError::KIND),
        Err(error) => error,
    }
}

/// Which of the `choices` the object is, as an int.
///
/// Raises `ValueError` for another int, and `TypeError` for anything else.
pub fn choose_integer(obj: &Obj<'_>, choices: &[i64]) -> Result<usize> {
    let number = match obj.extract::<i64>() {
        Ok(number) => Some(number),
        Err(error) if error.is::<OverflowError>(obj.py()) => None,
        Err(error) => return Err(error),
    };
    match choices.iter().position(|choice| Some(*choice) == number) {
        Some(index) => Ok(index),
        None => {
            let expected = one_of(choices.iter().map(i64::to_string).collect());
            Err(mismatch::of_value(obj, &expected, ValueError::KIND))
        }
    }
}

/// `1, 2 or 3`.
fn one_of(mut choices: Vec<String>) -> String {
    match choices.pop() {
        Some(last) if !choices.is_empty() => format!("{} or {last}", choices.join(", ")),
        Some(last) => last,
        None => String::new(),
    }
}

/// The variants of an enum that an object was found not to be, and why.
pub struct Tried<'a, 'py> {
    obj: &'a Obj<'py>,
    failed: Vec<(&'static str, Error)>,
}

impl<'a, 'py> Tried<'a, 'py> {
    /// None yet.
    pub fn new(obj: &'a Obj<'py>) -> Self {
        Tried { obj, failed: Vec::new() }
    }

    /// The value, if the object is this variant, which `read` finds out.
    ///
    /// Raises what `read` raises if that is not about the object's type or value: then no other variant is tried.
    pub fn read<T>(
        &mut self,
        variant: &'static str,
        read: impl FnOnce() -> Result<T>,
    ) -> Result<Option<T>> {
        match read() {
            Ok(value) => Ok(Some(value)),
            Err(error) => self.add(variant, error).map(|()| None),
        }
    }

    #[cold]
    fn add(&mut self, variant: &'static str, error: Error) -> Result<()> {
        let py = self.obj.py();
        if error.is::<TypeError>(py) || error.is::<ValueError>(py) || error.is::<OverflowError>(py)
        {
            self.failed.push((variant, error));
            return Ok(());
        }
        Err(error)
    }

    /// The error that says what each of them wanted; or what is wrong with the object as the only variant that it
    /// could have been.
    #[cold]
    pub fn into_error(mut self) -> Error {
        let py = self.obj.py();
        let mut deeper =
            self.failed.iter().enumerate().filter(|(_, (_, e))| e.wanted(py).is_none());
        match (deeper.next().map(|(index, _)| index), deeper.next()) {
            (None, _) => self.none_wanted(),
            (Some(only), None) => self.failed.swap_remove(only).1,
            (Some(_), Some(_)) => self.into_list(),
        }
    }

    /// `must be 'auto', int or dict, not list`
    fn none_wanted(self) -> Error {
        let py = self.obj.py();
        // A wrong value says more than a wrong type.
        let wrong = self.failed.iter().position(|(_, error)| error.is::<ValueError>(py));
        let kind = if wrong.is_some() { ValueError::KIND } else { TypeError::KIND };
        let mut expected: Vec<String> = Vec::new();
        let mut found = String::new();
        for (index, (_, error)) in self.failed.iter().enumerate() {
            let Some((wanted, got)) = error.wanted(py) else { continue };
            if !expected.contains(&wanted) {
                expected.push(wanted);
            }
            if index == wrong.unwrap_or(0) {
                found = got;
            }
        }
        mismatch::in_words(py, &one_of(expected), &found, kind)
    }

    /// `no variant fits: circle: missing field 'radius'; square: field 'side': expected float, got str`
    fn into_list(self) -> Error {
        let py = self.obj.py();
        let failed = self
            .failed
            .into_iter()
            .map(|(variant, error)| format!("{variant}: {}", error.into_exception(py)));
        let text = format!("no variant fits: {}", failed.collect::<Vec<_>>().join("; "));
        mismatch::sentence(py, &text, TypeError::KIND)
    }
}

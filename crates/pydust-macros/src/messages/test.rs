//! What is said of tests.

pub fn not_a_function() -> String {
    "`#[py::test]` belongs on a function, in a `mod` with `#[cfg(test)]`".to_owned()
}

pub fn options_form() -> String {
    "options are written `#[py::test(name, name = value, name(..))]`".to_owned()
}

pub fn form(option: &str) -> String {
    let form = match option {
        "isolated" => "alone: `isolated`",
        "skip" => "alone, or with a reason: `skip = \"needs a display\"`",
        "xfail" => {
            "alone, with a reason, or as `xfail(reason = \"text\", raises = \"ValueError\", strict = true)`"
        }
        "marks" => "with the marks: `marks(slow, timeout(5), name(\"value\", key = 1))`",
        _ => "with names and a list of values: `parametrize(\"x, y\", [(1, 2), (3, 4)])`",
    };
    format!("`{option}` is written {form}")
}

pub fn asynchronous(name: &str) -> String {
    format!(
        "`{name}` is `async`, which pytest can't await: remove `async`, and return what Python awaits (a `py::PyObj`), or call `py.block_on(..)`"
    )
}

/// What pytest has in place of an attribute of cargo's harness.
pub fn instead_of(attribute: &str) -> Option<String> {
    let instead = match attribute {
        "test" => "remove one: `#[test]` is run by cargo, in a process without Python",
        "ignore" => "write `#[py::test(skip = \"reason\")]`",
        "should_panic" => "write `#[py::test(xfail(raises = \"RuntimeError\", strict = true))]`",
        _ => return None,
    };
    Some(format!("`#[{attribute}]` is for tests that cargo runs: {instead}"))
}

pub fn parameter(name: &str) -> String {
    format!(
        "the parameters of the test `{name}` are fixtures, by their names: without defaults, `#[pos]`, `#[kw]`, `py::Args` and `py::Kwargs`"
    )
}

pub fn no_such_parameter(name: &str, given: &str) -> String {
    format!(
        "the test `{name}` has no parameter `{given}` for these values: add it, or remove the name"
    )
}

pub fn row(count: usize) -> String {
    format!("there are {count} names, so each row is a tuple of {count} values: `(1, \"a\")`")
}

pub fn value() -> String {
    "pytest makes these values in Python: write literals, or tuples and lists of them".to_owned()
}

//! Every sentence that the macros say about a mistake: what is wrong, with its name in backticks, then what to do.
//!
//! When one is said is decided in `check.rs` and below.

pub mod advice;
mod generated;
mod inheritance;

pub use generated::*;
pub use inheritance::*;

use crate::python::special::Special;
pub mod construct;
pub mod enums;
pub mod member;
pub mod module;
pub mod test;

/// `a`, `b` and `c`.
fn list<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let quoted: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}

fn did_you_mean(suggestion: Option<&str>) -> String {
    suggestion.map(|name| format!("did you mean `{name}`?")).unwrap_or_default()
}

// Names.

pub fn keyword_name(name: &str) -> String {
    format!("`{name}` is a keyword in Python and can't be a name there: write `{name}_`")
}

pub fn primitive_name(name: &str) -> String {
    format!(
        "a function `{name}` would hide Rust's type `{name}` in its module: give it another name, such as `{name}_`"
    )
}

pub fn type_of_same_name(name: &str) -> String {
    format!(
        "`{name}` is also the name of a type, module or import here, and an exported function needs both: rename one"
    )
}

pub fn hidden_path(name: &str) -> String {
    format!(
        "the exported function `{name}` hides the crate or module `{name}` here: write `::{name}::..` for the crate, `super::{name}::..` for a module, or rename the function"
    )
}

pub fn exported_twice(scope: &str, name: &str) -> String {
    format!("`{scope}` exports `{name}` twice: rename one, or make it private (`pub(crate)`)")
}

// Closures.

pub fn closure_form() -> String {
    "`closure!` takes a token, the values that are captured, and a function: `closure!(py, [a, b] fn name(x: i64) -> i64 { .. })`".to_owned()
}

pub fn closure_capture() -> String {
    "a captured value is written `name`, or `name = value`".to_owned()
}

pub fn closure_names(closure: &str, name: &str) -> String {
    format!("`{closure}`: `{name}` is the name of two captured values or parameters: rename one")
}

pub fn closure_visibility(closure: &str) -> String {
    format!("`{closure}` is a value, which has no visibility: remove it")
}

pub fn closure_attribute(closure: &str, attribute: &str) -> String {
    format!("`{closure}` is a value: it takes docs and `#[detach]`, not `#[{attribute}]`")
}

// Attributes.

pub fn unknown_parameter_attribute(attribute: &str, suggestion: Option<&str>) -> String {
    let known = "parameters take `#[default = value]`, `#[pos]` and `#[kw]`";
    match suggestion {
        Some(_) => format!("unknown attribute `{attribute}`: {} {known}", did_you_mean(suggestion)),
        None => format!("unknown attribute `{attribute}`: {known}"),
    }
}

pub fn misspelt_attribute(attribute: &str, suggestion: &str) -> String {
    format!("unknown attribute `{attribute}`: {}", did_you_mean(Some(suggestion)))
}

pub fn conditional_parameter(function: &str) -> String {
    format!(
        "`{function}`: a parameter can't be conditional: write two functions, each with its own `#[cfg(..)]`"
    )
}

pub fn duplicate_attribute(attribute: &str, name: &str) -> String {
    format!("`{name}` has `#[{attribute}]` twice: remove one")
}

pub fn malformed_default(name: &str) -> String {
    format!("`{name}`: a default is written `#[default = value]`")
}

pub fn takes_no_arguments(attribute: &str) -> String {
    format!("`#[{attribute}]` takes no arguments: write it alone")
}

pub fn class_options_form() -> String {
    "options are written `#[class(name, name = value)]`".to_owned()
}

pub fn default_outside_parameters(name: &str) -> String {
    format!("`{name}` can't have a default: `#[default = value]` belongs before a parameter")
}

pub fn needless_attribute(attribute: &str, name: &str) -> String {
    format!("`{name}` is exported by the `#[module]` around it: remove `#[{attribute}]`")
}

pub fn function_on_method(name: &str) -> String {
    format!(
        "`{name}` is a method, and `#[function]` is for free functions: remove it (`pub` methods of a `#[class]` are exported)"
    )
}

pub fn type_attribute_on(attribute: &str, kind: &str, name: &str) -> String {
    let places = if attribute == "exception" { "a struct or an enum" } else { "a struct" };
    format!(
        "`#[{attribute}]` belongs on {places}, but `{name}` is of kind `{kind}`: write a `struct` that holds it"
    )
}

pub fn class_and_state(name: &str) -> String {
    format!("`{name}` can't be both `#[class]` and `#[state]`: remove one")
}

// Functions.

pub fn not_exportable(name: &str, qualifier: &str) -> String {
    let reason = match qualifier {
        "async" => "is `async`, which this version can't export",
        "unsafe" => "is `unsafe`, and Python can't promise what it asks for",
        _ => "has an ABI of its own, and Python calls Rust functions",
    };
    format!("`{name}` {reason}: remove `{qualifier}`, or make the function private (`pub(crate)`)")
}

pub fn generic_function(name: &str) -> String {
    format!(
        "`{name}` is generic, but Python calls one function: write the concrete types, or make it private (`pub(crate)`)"
    )
}

pub fn impl_trait(name: &str, parameter: &str) -> String {
    format!("`{name}`: the type of `{parameter}` is left open by `impl`: write a concrete type")
}

pub fn where_clause(name: &str) -> String {
    format!(
        "`{name}` has a `where` clause, but an exported function has no type left open: remove it"
    )
}

pub fn variadic(name: &str) -> String {
    format!("`{name}`: `...` is C's: take the rest of the arguments as `args: py::Args`")
}

pub fn pattern(name: &str, pattern: &str) -> String {
    format!(
        "`{name}`: the parameter `{pattern}` is a pattern: write one name, and take its value apart in the body"
    )
}

pub fn self_by_value(name: &str) -> String {
    format!(
        "`{name}` takes `self` by value, but Python keeps its objects: write `&self` or `&mut self`"
    )
}

pub fn self_outside_type(name: &str) -> String {
    format!("`{name}` takes `self`, but stands in no `impl` of a class or state: remove `self`")
}

pub fn detach_with_token(name: &str) -> String {
    format!(
        "`{name}` is `#[detach]`ed, so it runs without the interpreter and can't take the `Python` token: remove one"
    )
}

pub fn detached_hook(name: &str) -> String {
    format!(
        "`{name}` of a module's state runs with the interpreter: remove `#[detach]`, and call `py.detach(..)` in it"
    )
}

// Parameters.

pub fn required_after_default(name: &str, parameter: &str, earlier: &str) -> String {
    format!(
        "`{name}`: `{parameter}` has no default but follows `{earlier}`, which has one: give `{parameter}` a default, or make it keyword-only with `#[kw]`"
    )
}

pub fn pos_after_keyword_only(name: &str, parameter: &str) -> String {
    format!(
        "`{name}`: `{parameter}` is keyword-only, so it can't be `#[pos]`: remove `#[pos]`, or put it further left"
    )
}

pub fn attribute_on_injected(name: &str, attribute: &str, parameter: &str, ty: &str) -> String {
    format!("`{name}`: `{parameter}` is `{ty}`, which takes no `#[{attribute}]`: remove it")
}

pub fn second(name: &str, ty: &str) -> String {
    format!("`{name}` takes `{ty}` twice: remove one")
}

pub fn after_kwargs(name: &str, parameter: &str, kwargs: &str) -> String {
    format!(
        "`{name}`: `{parameter}` follows `{kwargs}`, and Python's `**{kwargs}` comes last: put it before"
    )
}

// Modules.

pub fn not_a_module() -> String {
    "`#[module]` belongs on `pub mod name { .. }`".to_owned()
}

pub fn module_without_body(name: &str) -> String {
    format!(
        "the macro can't see into `mod {name};`: write the body here (`pub mod {name} {{ .. }}`), and `pub use` what other files define"
    )
}

pub fn private_module(name: &str) -> String {
    format!("`{name}` is private, so Python can't see it: write `pub mod {name}`")
}

pub fn glob(module: &str) -> String {
    format!(
        "`{module}`: `pub use ..::*` doesn't say what Python sees: name each function and class"
    )
}

pub fn module_reexport(name: &str) -> String {
    format!(
        "`{name}` is a module, and modules are exported where they are written: write `pub mod {name} {{ pub use ..; }}`"
    )
}

pub fn static_item(name: &str) -> String {
    format!(
        "`{name}` would be shared by all interpreters: make it a `pub const`, keep it in the `#[state]`, or make it private (`pub(crate)`)"
    )
}

pub fn macro_item(name: &str) -> String {
    format!("`{name}` is a macro, which Python can't call: make it private (`pub(crate)`)")
}

pub fn hook_outside_state(name: &str) -> String {
    format!(
        "`{name}` is not a module's function: write it in the `impl` of the module's `#[state]` struct"
    )
}

pub fn conditional(name: &str) -> String {
    format!(
        "`{name}` can't be conditional: remove `#[cfg(..)]`, and choose inside of it with `cfg!(..)`"
    )
}

// State.

pub fn second_state(name: &str, first: &str) -> String {
    format!("`{name}` is a second `#[state]`, and a module has one: put its fields into `{first}`")
}

pub fn state_init_parameter(state: &str, parameter: &str) -> String {
    format!(
        "`{state}.__init__` runs at import, where nobody passes `{parameter}`: take nothing but a `py::Python` token"
    )
}

pub fn init_receiver(name: &str) -> String {
    format!("`{name}` makes the value, so there is no `self` yet: remove it and return `Self`")
}

pub fn state_del_signature(state: &str) -> String {
    format!(
        "`{state}.__del__` is called with the state alone: write `pub fn __del__(&mut self)`, with a `py::Python` token if needed"
    )
}

// Classes.

pub fn private_class(name: &str) -> String {
    format!("the class `{name}` is private, so Python can't see it: write `pub struct {name}`")
}

pub fn generic_type(attribute: &str, name: &str) -> String {
    format!(
        "`{name}` is generic, but `#[{attribute}]` needs one type: write concrete types into its fields, and in place of what is borrowed what owns it (`String`, `pydust::PyObj`)"
    )
}

pub fn tuple_field(name: &str) -> String {
    format!(
        "`{name}` has `pub` fields without names, which Python can't read: name them (`struct {name} {{ pub x: .. }}`)"
    )
}

pub fn private_readonly(field: &str) -> String {
    format!(
        "`{field}` is private, so `#[readonly]` says nothing: write `pub {field}`, or remove `#[readonly]`"
    )
}

pub fn private_dunder(name: &str) -> String {
    format!("`{name}` is private, so Python never calls it: write `pub fn`")
}

pub fn two_collections() -> String {
    "a class is a `sequence` or a `mapping`, not both: `match` takes it for one of them".into()
}

pub fn special_signature(name: &str, signature: &str) -> String {
    format!("`{name}` has a signature that Python does not call: write `{signature}`")
}

pub fn special_attribute(name: &str, signature: &str) -> String {
    format!("`{name}` is a special method, and no attribute: write `{signature}`, or rename it")
}

pub fn compared_twice(name: &str, other: &str) -> String {
    format!(
        "`{name}` and `{other}` in one class: `__richcmp__` answers all comparisons, so write it or the others"
    )
}

pub fn misspelt_dunder(name: &str, meant: &str) -> String {
    format!("`{name}` is no special method: {}", did_you_mean(Some(meant)))
}

pub fn unknown_dunder(name: &str, meant: Option<&Special>) -> String {
    match meant {
        Some(special) => {
            format!(
                "{} It is written `{}`",
                misspelt_dunder(name, special.name),
                special.signature()
            )
        }
        None => format!(
            "`{name}` is no special method: names with two underscores on both sides are Python's own"
        ),
    }
}

pub fn unsupported_state_dunder(name: &str) -> String {
    format!(
        "`{name}` means nothing in a module's state, which can have `__init__` and `__del__`: rename it"
    )
}

// Exceptions.

pub fn also_an_exception(name: &str, attribute: &str) -> String {
    format!("`{name}` can't be both `#[exception]` and `#[{attribute}]`: remove one")
}

pub fn exception_without_base(name: &str) -> String {
    format!("`{name}` derives from nothing: write `#[exception(Exception)]`, or another base")
}

pub fn exception_of_tuple(name: &str) -> String {
    format!(
        "`{name}` has fields without names, which Python can't read: name them (`struct {name} {{ pub code: .. }}`)"
    )
}

pub fn malformed_message(name: &str) -> String {
    format!("`{name}`: the text of an exception is written `#[message(\"a text with {{field}}\")]`")
}

pub fn exception_without_variants(name: &str) -> String {
    format!("`{name}` has no variants, so no exception would be one: write its variants")
}

pub fn message_of_enum(name: &str) -> String {
    format!(
        "each variant of `{name}` is an exception with a text of its own: write `#[message(..)]` before each"
    )
}

pub fn variant_without_message(variant: &str) -> String {
    format!(
        "`{variant}` has no text, and other variants have one: write `#[message(\"..\")]` before it"
    )
}

pub fn keyword_of_exception(field: &str) -> String {
    format!(
        "`{field}` can't be keyword-only, since an exception is made anew of its arguments by position: remove `#[kw]`"
    )
}

pub fn not_an_exception() -> String {
    "`#[exception]` belongs on a `struct` or an `enum`".to_owned()
}

// Errors that become exceptions.

pub fn raises_on(name: &str) -> String {
    format!("`IntoError` can't be derived for `{name}`, a union: write an enum or a struct")
}

pub fn raises_generic(name: &str) -> String {
    format!(
        "`IntoError` can't be derived for `{name}`, which is generic: implement `pydust::IntoError` by hand"
    )
}

pub fn raises_missing(variant: &str) -> String {
    format!(
        "`{variant}` does not say what it raises: write `#[raises(ValueError, \"..\")]` before it, or `#[raises(..)]` before the whole type"
    )
}

pub fn raises_malformed(variant: &str) -> String {
    format!(
        "`{variant}`: write `#[raises(ValueError)]`, `#[raises(ValueError, \"a message with {{field}}\")]` or `#[raises(transparent)]`"
    )
}

pub fn raises_transparent(variant: &str) -> String {
    format!(
        "`{variant}` is transparent, so it has the one field whose exception it is: write `{variant}(OtherError)`"
    )
}

pub fn raises_placeholder(variant: &str) -> String {
    format!("`{variant}`: `{{}}` is no field: write the field's name or number, as in `{{0}}`")
}

pub fn raises_unclosed(variant: &str) -> String {
    format!("`{variant}`: a `{{` of the message is not closed: write `{{{{` for the character")
}

pub fn raises_unknown_field(variant: &str, field: &str, suggestion: Option<&str>) -> String {
    let hint = match suggestion {
        Some(_) => did_you_mean(suggestion),
        None => "the message can show the fields alone".to_owned(),
    };
    format!("`{variant}` has no field `{field}`: {hint}")
}

pub fn second_source(variant: &str) -> String {
    format!("`{variant}` has a second source, and an exception has one cause: keep one `#[source]`")
}

// The other macros.

pub fn not_a_function() -> String {
    "`#[function]` belongs on a `fn`".to_owned()
}

// What the garbage collector is told.

pub fn traverse_twice(name: &str) -> String {
    format!(
        "what `{name}` holds is found in its fields already: remove `Traverse` from the derives"
    )
}

pub fn traverse_form() -> String {
    "a field that holds no objects is marked `#[traverse(skip)]`".to_owned()
}

pub fn traverse_misplaced() -> String {
    "`#[traverse(skip)]` belongs before a field".to_owned()
}

// The derives of conversions.

pub fn derive_on_union(name: &str) -> String {
    format!(
        "`{name}` is a union, and which of its fields is there nobody knows: write a struct or an enum"
    )
}

pub fn derive_on_unit(name: &str) -> String {
    format!(
        "`{name}` has no fields, so there is nothing to convert: write `struct {name} {{ .. }}` with fields, or an enum"
    )
}

pub fn derive_on_empty(name: &str) -> String {
    format!("`{name}` has no variants, so no object is one: write its variants")
}

pub fn second_lifetime(first: &str, second: &str) -> String {
    format!(
        "`{second}` is a second lifetime of what is borrowed: borrow all of it for `{first}` (`'py` is the interpreter's)"
    )
}

pub fn options_form() -> String {
    "options are written `#[py(name, name = value)]`".to_owned()
}

pub fn unknown_option<'a>(
    option: &str,
    suggestion: Option<&str>,
    what: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> String {
    let hint = did_you_mean(suggestion);
    let hint = if hint.is_empty() { hint } else { hint + " " };
    format!("unknown option `{option}`: {hint}{what} takes {}", list(known))
}

pub fn option_twice(option: &str) -> String {
    format!("`{option}` is given twice: remove one")
}

pub fn option_alone(option: &str) -> String {
    format!("`{option}` takes no value: write it alone")
}

pub fn option_form(option: &str, value: &str) -> String {
    format!("`{option}` is written `{option} = {value}`")
}

pub fn option_names(option: &str) -> String {
    format!("`{option}` is written alone, or with names: `{option}(\"K\", \"V\")`")
}

pub fn option_no_name(option: &str, text: &str) -> String {
    format!("`{text}` is no name in Python: write `{option}(\"T\")`, or another name of letters")
}

pub fn option_name_twice(option: &str, name: &str) -> String {
    format!("`{name}` stands twice in `{option}`: remove one, or give it another name")
}

pub fn option_nul(option: &str) -> String {
    format!("the text of `{option}` contains a NUL, which no name in Python does: remove it")
}

pub fn options_exclude(option: &str, other: &str) -> String {
    format!("`{option}` and `{other}` exclude each other: remove one")
}

pub fn option_of_names(option: &str) -> String {
    format!(
        "`{option}` is about names, but these fields are found by position: remove it, or name the fields"
    )
}

pub fn unknown_case<'a>(
    case: &str,
    suggestion: Option<&str>,
    known: impl IntoIterator<Item = &'a str>,
) -> String {
    let hint = did_you_mean(suggestion);
    let hint = if hint.is_empty() { hint } else { hint + " " };
    format!("`{case}` is no case: {hint}there are {}", list(known))
}

pub fn field_twice(owner: &str, key: &str, is_tag: bool) -> String {
    match is_tag {
        true => format!(
            "`{owner}` has a field `{key}`, which is the name of the tag beside it: rename one"
        ),
        false => format!("`{owner}` has two fields that Python calls `{key}`: rename one"),
    }
}

pub fn variant_twice(owner: &str, text: &str) -> String {
    format!("`{owner}` has two variants that Python calls `{text}`: rename one")
}

pub fn skip_without_default(field: &str) -> String {
    format!(
        "`{field}` is skipped, but a new value needs it: write `#[py(skip, default)]` or `#[py(skip, default = value)]`"
    )
}

pub fn int_with_fields(variant: &str) -> String {
    format!("`{variant}` has fields, which an int can't hold: remove `int`, or the fields")
}

pub fn content_without_tag() -> String {
    "`content` is the key beside a tag: write `tag = \"..\", content = \"..\"`".to_owned()
}

pub fn content_is_tag(text: &str) -> String {
    format!("tag and content are both called `{text}`: rename one")
}

pub fn tagged_tuple(variant: &str, tag: &str) -> String {
    format!(
        "`{variant}` is a tuple, which has no place for the tag `{tag}`: name its fields, or give the enum a `content` too"
    )
}

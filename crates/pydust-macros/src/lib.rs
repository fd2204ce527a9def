//! The macros of Rusty Pydust: [`module`], [`function`], [`exception`], [`closure`], [`FromPy`](derive@FromPy),
//! [`IntoPy`](derive@IntoPy) and [`IntoError`](derive@IntoError).
//!
//! They are used through the crate `pydust`, which re-exports them (`use pydust as py;`), and what they generate
//! calls `pydust::macro_support`.
//!
//! One macro call goes through four steps: `parse` cuts the user's tokens into the items of `syntax`, `check`
//! makes the `model` of what Python will see and reports every mistake at once, `expand` writes the Rust for it.
//! Behaviour is in none of them: it is ordinary code of the library.
#![deny(missing_docs)]

mod case;
mod check;
mod conversion;
mod cursor;
mod data;
mod expand;
mod literal;
mod messages;
mod model;
mod parse;
mod python;
mod report;
mod syntax;
mod text;

#[cfg(test)]
mod snapshots;

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};

use conversion::Direction;
use report::Report;
use syntax::{Attribute, Item};

/// Makes a Rust module a Python module: what is `pub` in it is what Python sees.
///
/// | In Rust | In Python |
/// |---|---|
/// | `pub fn` | a function |
/// | `pub const` | a constant |
/// | `pub mod` | a submodule, importable by its dotted name |
/// | `#[state] struct` | private state; the `pub fn`s of its `impl` are functions of the module |
/// | `#[class] pub struct` | a class; its `pub` fields are attributes, the `pub fn`s of its `impl` methods |
/// | `#[class] pub enum` | an enumeration; with fields, a closed family of classes |
/// | `#[exception(Base)] pub struct` | an exception class |
/// | `pub use other::name` | a [`function`] or class of another file |
/// | `///` | docstrings |
///
/// Everything else, and all that is private or `pub(crate)`, stays Rust's.
///
/// # Parameters
///
/// They are positional-or-keyword, as in Python. `#[default = value]` gives one a default, `#[pos]` makes it and
/// those before it positional-only, `#[kw]` makes it and those after it keyword-only. `py::Args` and `py::Kwargs`
/// take the rest. A `py::Python` token is not Python's to pass: it is injected. `#[detach]` on a function lets
/// other threads hold the interpreter while it runs.
///
/// # Types
///
/// Stubs have the Python types of parameters and results. Where the Rust type says too little (`&py::Obj`), or too much,
/// `#[py(type = "numpy.typing.NDArray[numpy.float64]")]` on the parameter, on the function for its result, on a field or a
/// constant names the type as Python annotates it.
///
/// # State
///
/// Each interpreter that imports the module has its own. `__init__` (without parameters, or with the token) makes
/// it at import; without one the struct must be [`Default`]. `__del__(&mut self)` runs when the module goes away.
///
/// # Interpreters
///
/// Every interpreter can import a module, and threads use it without the GIL where CPython can do without.
/// `#[module(interpreters = "shared-gil")]` keeps it from sub-interpreters with a GIL of their own,
/// `#[module(interpreters = "main")]` from all sub-interpreters: they get an `ImportError`. With `needs_gil` builds of
/// CPython without the GIL take it.
///
/// # Errors
///
/// What Python could not see as it is written is a compile error at its place, and all of them come at once.
///
/// # Examples
///
/// ```ignore
/// use pydust as py;
///
/// /// Numbers that are remembered.
/// #[py::module]
/// pub mod numbers {
///     /// The private state.
///     #[state]
///     #[derive(Default)]
///     pub struct Memory {
///         last: i64,
///     }
///
///     impl Memory {
///         /// `remember(3)` gives what was remembered before.
///         pub fn remember(&mut self, number: i64) -> i64 {
///             std::mem::replace(&mut self.last, number)
///         }
///     }
///
///     /// `add(1)` is 2, `add(1, by=2)` is 3.
///     pub fn add(number: i64, #[kw] #[default = 1] by: i64) -> i64 {
///         number + by
///     }
/// }
/// ```
#[proc_macro_attribute]
pub fn module(
    args: proc_macro::TokenStream,
    item: proc_macro::TokenStream,
) -> proc_macro::TokenStream {
    expand_module(args.into(), item.into()).into()
}

/// Makes a function one that a [`module`](macro@module) of another file can export with `pub use`.
///
/// Parameters, docs and `#[detach]` mean what they mean in a module. Inside of a module it is not needed.
///
/// # Errors
///
/// A function that Python could not call is a compile error at what is wrong with it.
///
/// # Examples
///
/// ```ignore
/// mod text {
///     use pydust as py;
///
///     /// `shout("hi")` is `"HI!"`.
///     #[py::function]
///     pub fn shout(text: &str, #[default = "!"] end: &str) -> String {
///         text.to_uppercase() + end
///     }
/// }
///
/// #[pydust::module]
/// pub mod words {
///     pub use super::text::shout;
/// }
/// ```
#[proc_macro_attribute]
pub fn function(
    args: proc_macro::TokenStream,
    item: proc_macro::TokenStream,
) -> proc_macro::TokenStream {
    expand_function(args.into(), item.into()).into()
}

/// Makes a struct or an enum a Python class that a [`module`](macro@module) of another file can export with `pub use`.
///
/// Its `pub` fields are attributes, and what is `pub` in its `impl` blocks with [`methods`](macro@methods) is the class's.
/// Fields, members and options mean what they mean for a class in a module, where `#[class]` needs no path.
///
/// # Errors
///
/// What Python could not see as it is written is a compile error at its place.
///
/// # Examples
///
/// ```ignore
/// mod shapes {
///     use pydust as py;
///
///     /// A point in the plane.
///     #[py::class]
///     pub struct Point {
///         pub x: f64,
///         pub y: f64,
///     }
///
///     #[py::methods]
///     impl Point {
///         pub fn __init__(x: f64, #[default = 0.0] y: f64) -> Self {
///             Self { x, y }
///         }
///     }
/// }
///
/// #[pydust::module]
/// pub mod geometry {
///     pub use super::shapes::Point;
/// }
/// ```
#[proc_macro_attribute]
pub fn class(
    args: proc_macro::TokenStream,
    item: proc_macro::TokenStream,
) -> proc_macro::TokenStream {
    expand_class(args.into(), item.into()).into()
}

/// Makes what is `pub` in an `impl` block members of its type's Python class: see [`class`](macro@class).
///
/// There may be any number of blocks, in any file of the crate; they are put together as the library is loaded. What is
/// of one attribute (`#[getter]` and `#[setter]`), or of one operator (`__add__` and `__radd__`), must be in one block.
/// The blocks of a class in a module need no attribute if they are in its body too.
///
/// The methods of an enum without fields, which is a class of Python's `enum`, are in `#[methods(enum)]`.
///
/// # Errors
///
/// As for functions; a type that is not a class is a compile error. Two members of one name in different blocks are a
/// `TypeError` of the import, which says where they are.
#[proc_macro_attribute]
pub fn methods(
    args: proc_macro::TokenStream,
    item: proc_macro::TokenStream,
) -> proc_macro::TokenStream {
    expand_methods(args.into(), item.into()).into()
}

/// Makes a Python callable of a function that captures values: `closure!(py, [values] fn name(parameters) {..})`.
///
/// The values in the brackets are moved into the callable, which shares them between its calls: the body sees a
/// reference of each by its name. `name = value` captures the value of an expression. They must be
/// `Send + Sync + 'static`, so handles are captured in their stored form (`unbind`), and what changes is captured in an
/// atomic or a `Mutex`. Parameters, defaults, docs and `#[detach]` are those of exported functions: `inspect.signature`
/// works, and so do errors and tracebacks.
///
/// Python's garbage collector finds cycles through the captured values that are `pydust::Traverse`, such as stored
/// objects and containers of them. A closure that is called while it is collected in such a cycle raises
/// `RuntimeError`.
///
/// # Errors
///
/// Gives a `pydust::Result<Callable>`: making the callable raises where memory runs out. What Python could not see
/// as it is written is a compile error, and so is a variable that is used without being captured.
///
/// # Examples
///
/// ```ignore
/// use pydust as py;
///
/// /// `multiplier(3)(14)` is 42.
/// fn multiplier(py: py::Python, factor: i64) -> py::Result<py::PyCallable> {
///     let multiply = py::closure!(py, [factor]
///         /// Multiplies a number.
///         fn multiply(number: i64, #[kw] #[default = 0] plus: i64) -> i64 {
///             number * factor + plus
///         }
///     )?;
///     Ok(multiply.unbind())
/// }
/// ```
#[proc_macro]
pub fn closure(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    expand_closure(input.into()).into()
}

/// A test in Rust that pytest runs, in Python's process.
///
/// It stands in a `mod` with `#[cfg(test)]`, anywhere in a module's crate, so that it sees what is private. pytest finds
/// it by the source file (`pytest src/modules.rs`), with its `-k`, `-m`, `--lf` and all the rest. A failed assertion, a
/// panic or an `Err` is the test's failure, with the place in Rust.
///
/// Parameters are pytest's fixtures, by their names and of any type that converts. A `py::Python` token is injected, and
/// a `&py::Module` is the module under test, as Python sees it: where it has classes, they are those of this library.
///
/// # Options
///
/// | `#[py::test(..)]` | |
/// |---|---|
/// | `parametrize("x, y", [(1, 2), (3, 4)])` | a run for each row, with literals, tuples and lists; several multiply |
/// | `skip`, `skip = "reason"` | not run; [`testing::skip`](../pydust/testing/fn.skip.html) decides while it runs |
/// | `xfail`, `xfail = "reason"`, `xfail(raises = "ValueError", strict = true)` | expected to fail |
/// | `marks(slow, timeout(5))` | marks, with literals as arguments |
/// | `isolated` | run in a process of its own, so that a crash is this test's failure alone |
///
/// # Errors
///
/// What can't be a test is a compile error at its place. At run time a fixture of another type is a `TypeError`, as for
/// any argument.
///
/// # Examples
///
/// ```ignore
/// use pydust as py;
///
/// #[py::module]
/// pub mod words {
///     pub fn count(text: &str) -> usize {
///         text.split_whitespace().count()
///     }
/// }
///
/// #[cfg(test)]
/// mod tests {
///     use super::*;
///
///     #[py::test(parametrize("text, expected", [("", 0), ("two words", 2)]))]
///     fn words_are_counted(text: &str, expected: usize) {
///         assert_eq!(words::count(text), expected);
///     }
///
///     #[py::test]
///     fn python_sees_the_same(module: &py::Module, tmp_path: std::path::PathBuf) -> py::Result<()> {
///         std::fs::write(tmp_path.join("words.txt"), "two words")?;
///         let text = std::fs::read_to_string(tmp_path.join("words.txt"))?;
///         assert_eq!(module.call_method("count", (text,))?.extract::<usize>()?, 2);
///         Ok(())
///     }
/// }
/// ```
#[proc_macro_attribute]
pub fn test(
    args: proc_macro::TokenStream,
    item: proc_macro::TokenStream,
) -> proc_macro::TokenStream {
    expand_test(args.into(), item.into()).into()
}

/// Makes a struct an exception type: `#[exception(ValueError)]` names its base.
///
/// The base is a name from `pydust::exceptions`, or the path of any other exception type. Inside of a
/// [`module`](macro@module) a `pub` one is an attribute of the module; elsewhere it is written `#[py::exception(..)]`, and
/// a module exports it with `pub use`. One that no module exports can be raised all the same, and caught by its base.
/// The doc comment is the docstring. Each interpreter has a class of its own.
///
/// A struct with fields is an error of Rust's that `?` raises, and a class: `pub` fields are attributes and the parameters
/// of `__init__`, and its `impl` has methods. `#[message("..{field}..")]` is its text; without it `Display` is asked.
///
/// # Errors
///
/// A struct with generics or with fields that have no names is a compile error, as is a base that is no exception type.
///
/// # Examples
///
/// ```ignore
/// use pydust as py;
///
/// #[py::module]
/// pub mod mail {
///     use super::*;
///
///     /// The address is not one.
///     #[exception(ValueError)]
///     pub struct InvalidEmail;
///
///     pub fn check(address: &str) -> py::Result<()> {
///         if !address.contains('@') {
///             return py::raise!(InvalidEmail, "Invalid email address for {address}");
///         }
///         Ok(())
///     }
/// }
/// ```
#[proc_macro_attribute]
pub fn exception(
    args: proc_macro::TokenStream,
    item: proc_macro::TokenStream,
) -> proc_macro::TokenStream {
    expand_exception(args.into(), item.into()).into()
}

/// Says which exceptions an error type becomes, so that `?` raises them.
///
/// `#[raises(..)]` stands before each variant, or before the type for all that have none of their own:
///
/// | | the exception |
/// |---|---|
/// | `#[raises(ValueError, "more than {limit}")]` | of the type, with the message: a format string with the names or numbers of fields |
/// | `#[raises(ValueError)]` | of the type, with the text of `Display` |
/// | `#[raises(transparent)]` | that of the only field, as `?` would raise it |
///
/// A field with `#[source]` or `#[from]`, or called `source`, becomes the cause (`__cause__`), and its own sources
/// the causes before. All of this goes with `thiserror`, which knows the same two attributes.
///
/// # Errors
///
/// A variant that does not say what it raises, or a message with a field that is not there, is a compile error.
///
/// # Examples
///
/// ```ignore
/// #[derive(Debug, pydust::IntoError)]
/// pub enum OrderError {
///     #[raises(ValueError, "the order is empty")]
///     Empty,
///     #[raises(OverflowError, "more than {limit} items")]
///     TooLarge { limit: usize },
///     #[raises(transparent)]
///     Io(std::io::Error),
///     #[raises(LookupError, "item {0:?} has no number")]
///     Missing(String, #[source] std::num::ParseIntError),
/// }
/// ```
#[proc_macro_derive(IntoError, attributes(raises, source, from))]
pub fn derive_into_error(item: proc_macro::TokenStream) -> proc_macro::TokenStream {
    expand_into_error(item.into()).into()
}

/// Converts a Python object to a struct or an enum.
///
/// A struct with named fields is read from a dict, or from any other mapping; a tuple struct from a tuple or a list
/// of its length; one of a single field without a name is what that field is. An enum is one of some texts
/// (`Red` is `'red'`) if no variant has fields, and else the first variant that fits. A lifetime called `'py` is the
/// interpreter's; any other is that of what is borrowed from the object.
///
/// Generic types take what converts without a borrow (`FromPyOwned`).
///
/// # Options
///
/// | On | `#[py(..)]` | |
/// |---|---|---|
/// | structs | `attributes` | the fields are attributes of any object |
/// | | `tuple` | the fields are the items of a tuple or a list |
/// | structs, enums | `rename_all = "camelCase"` | the case of all names |
/// | | `deny_unknown` | other keys are errors |
/// | | `from = Type`, `try_from = Type` | converts to `Type` first |
/// | | `serde` | leaves it to serde's `Deserialize` |
/// | | `type = ".."` | what stubs call the Python type |
/// | enums | `tag = "type"` | the variant is an entry beside its fields |
/// | | `tag = "type", content = "value"` | the variant is an entry beside its content |
/// | | `int` | the variants are their discriminants |
/// | fields, variants | `rename = "name"` | what Python calls it |
/// | fields | `default`, `default = value` | for a missing entry |
/// | | `skip` | not Python's; needs a `default` |
/// | | `flatten` | takes the entries that other fields leave |
///
/// # Errors
///
/// What could not be converted is a compile error at its place. At run time a missing or unknown field and a value
/// of the wrong type are a `TypeError`, a text or an int that is no variant a `ValueError`; each says where it is.
///
/// # Examples
///
/// ```ignore
/// use pydust as py;
///
/// #[derive(py::FromPy)]
/// pub struct Post<'a> {
///     pub title: &'a str,
///     #[py(default)]
///     pub likes: u64,
/// }
///
/// #[derive(py::FromPy)]
/// #[py(tag = "type")]
/// pub enum Shape {
///     Circle { radius: f64 },
///     Square { side: f64 },
/// }
/// ```
#[proc_macro_derive(FromPy, attributes(py))]
pub fn derive_from_py(item: proc_macro::TokenStream) -> proc_macro::TokenStream {
    expand_conversion(item.into(), Direction::FromPy).into()
}

/// Converts a struct or an enum, or a reference to one, to a Python object: what `FromPy` reads.
///
/// A struct becomes a dict, a tuple struct a tuple, a fieldless variant its name. References convert where
/// references to all fields do.
///
/// # Options
///
/// Those of [`FromPy`](derive@FromPy), with `into = Type` for `from`; `attributes` makes a `types.SimpleNamespace`,
/// `skip` leaves the field out.
///
/// # Errors
///
/// What could not be converted is a compile error at its place. At run time, what the fields' conversions raise.
///
/// # Examples
///
/// ```ignore
/// use pydust as py;
///
/// #[derive(py::IntoPy)]
/// #[py(rename_all = "camelCase")]
/// pub struct Summary {
///     pub word_count: u64,
///     pub longest_word: String,
/// }
/// ```
#[proc_macro_derive(IntoPy, attributes(py))]
pub fn derive_into_py(item: proc_macro::TokenStream) -> proc_macro::TokenStream {
    expand_conversion(item.into(), Direction::IntoPy).into()
}

/// Tells the garbage collector which Python objects a struct or an enum holds, so that it finds cycles through it.
///
/// The fields of classes, of module state and what closures capture are looked at anyway, if their types are
/// `Traverse`: stored objects (`Py`), containers of the standard library, plain data, and what derives it. So a type of
/// one's own that holds objects, and is a field of a class, derives this. A field whose type can't, and holds no
/// objects, is marked `#[traverse(skip)]`; objects in it would be kept alive by a cycle forever, and nothing worse.
///
/// # Errors
///
/// A field whose type is not `Traverse` is a compile error where it is written.
///
/// # Examples
///
/// ```ignore
/// pub struct Pattern;
///
/// #[derive(pydust::Traverse)]
/// pub enum Handler {
///     Python(pydust::PyCallable),
///     Chain(Vec<Handler>),
///     Builtin {
///         name: String,
///         #[traverse(skip)]
///         pattern: Pattern,
///     },
/// }
/// ```
#[proc_macro_derive(Traverse, attributes(traverse))]
pub fn derive_traverse(item: proc_macro::TokenStream) -> proc_macro::TokenStream {
    expand_traverse(item.into()).into()
}

fn expand_module(args: TokenStream, item: TokenStream) -> TokenStream {
    let mut report = Report::default();
    let needs = check::module_options::read(args, &mut report);
    let expanded = match parse::item(item) {
        Item::Module(module) => {
            let is_public = module.head.public;
            let name = module.name.clone();
            match check::module::module(module, &mut report) {
                Ok(mut module) => {
                    module.needs = needs;
                    if !is_public {
                        report.error(name.span(), messages::private_module(&name.to_string()));
                    }
                    expand::module::outermost(&module)
                }
                Err(tokens) => tokens,
            }
        }
        other => {
            report.error(Span::call_site(), messages::not_a_module());
            other.into_token_stream()
        }
    };
    let errors = report.into_tokens();
    quote!(#expanded #errors)
}

fn expand_function(args: TokenStream, item: TokenStream) -> TokenStream {
    let mut report = Report::default();
    if !args.is_empty() {
        report.error_at(&args, messages::takes_no_arguments("function"));
    }
    let mut item = parse::item(item);
    let callable = match &mut item {
        Item::Function(function) => check::function::free(function, &mut report),
        _ => {
            report.error(Span::call_site(), messages::not_a_function());
            None
        }
    };
    let beside = callable.as_ref().map(expand::function::beside);
    let errors = report.into_tokens();
    quote!(#item #beside #errors)
}

fn expand_test(args: TokenStream, item: TokenStream) -> TokenStream {
    let mut report = Report::default();
    let mut item = parse::item(item);
    let test = match &mut item {
        Item::Function(function) => check::test::test(function, args, &mut report),
        _ => {
            report.error(Span::call_site(), messages::test::not_a_function());
            None
        }
    };
    let beside = test.as_ref().map(expand::test::test);
    let errors = report.into_tokens();
    quote!(#[cfg(test)] #item #beside #errors)
}

fn expand_class(args: TokenStream, item: TokenStream) -> TokenStream {
    let mut report = Report::default();
    let mut item = parse::item(item);
    let attribute = Attribute::of_call("class", args);
    let implementation = match &mut item {
        Item::Struct(item) => {
            check::class::free(item, &attribute, &mut report).as_ref().map(expand::class::free)
        }
        Item::Other(item) if check::enums::is_enum(item) => {
            check::enums::declare(item, &attribute, &mut report)
                .and_then(|draft| expand_enum(draft, &mut report))
        }
        _ => {
            report.error(Span::call_site(), messages::member::not_a_class());
            None
        }
    };
    let errors = report.into_tokens();
    quote!(#item #implementation #errors)
}

fn expand_enum(draft: check::enums::Draft, report: &mut Report) -> Option<TokenStream> {
    match draft {
        check::enums::Draft::Family(draft) => {
            draft.finish(report).as_ref().map(expand::class::free)
        }
        check::enums::Draft::Enumeration(draft) => {
            draft.finish(report).as_ref().map(expand::enumeration::enumeration)
        }
    }
}

fn expand_methods(args: TokenStream, item: TokenStream) -> TokenStream {
    let mut report = Report::default();
    let is_of_enum = args.to_string() == "enum";
    if !args.is_empty() && !is_of_enum {
        report.error_at(&args, messages::member::methods_form());
    }
    let mut item = parse::item(item);
    let beside = match &mut item {
        Item::Impl(block) if is_of_enum => {
            let class = check::enumeration::block(block, &mut report);
            class.as_ref().map(expand::class::enumeration_block)
        }
        Item::Impl(block) => {
            check::class::block(block, &mut report).as_ref().map(expand::class::block)
        }
        _ => {
            report.error(Span::call_site(), messages::member::not_a_block());
            None
        }
    };
    let errors = report.into_tokens();
    quote!(#item #beside #errors)
}

fn expand_closure(input: TokenStream) -> TokenStream {
    let mut report = Report::default();
    match check::closure::closure(parse::closure(input), &mut report) {
        Some(closure) => expand::closure::closure(&closure),
        None => {
            let errors = report.into_tokens();
            quote!({ #errors ::core::unreachable!() })
        }
    }
}

fn expand_exception(args: TokenStream, item: TokenStream) -> TokenStream {
    let mut report = Report::default();
    let mut item = parse::item(item);
    let implementation = match &mut item {
        Item::Struct(item) if check::exception::has_fields(item) => {
            let draft = check::exception::class(item, args, Span::call_site(), &mut report);
            draft.finish(&mut report).as_ref().map(expand::class::free)
        }
        Item::Struct(item) => {
            let exception = check::exception::exception(item, args, Span::call_site(), &mut report);
            exception.as_ref().map(expand::exception::exception)
        }
        Item::Other(item) if check::enums::is_enum(item) => {
            let draft = check::exception::of_enum(item, args, Span::call_site(), &mut report);
            let class = draft.and_then(|draft| draft.finish(&mut report));
            class.as_ref().map(expand::class::free)
        }
        _ => {
            report.error(Span::call_site(), messages::not_an_exception());
            None
        }
    };
    let errors = report.into_tokens();
    quote!(#item #implementation #errors)
}

fn expand_into_error(item: TokenStream) -> TokenStream {
    let mut report = Report::default();
    let raises = data::data(item).and_then(|data| check::raises::raises(data, &mut report));
    let implementation = raises.as_ref().map(expand::raises::into_error);
    let errors = report.into_tokens();
    quote!(#implementation #errors)
}

fn expand_traverse(item: TokenStream) -> TokenStream {
    let mut report = Report::default();
    let data = data::data(item);
    let traversal = data.and_then(|data| check::held::traversal(data, &mut report));
    let implementation = traversal.as_ref().map(expand::traverse::derived);
    let errors = report.into_tokens();
    quote!(#implementation #errors)
}

fn expand_conversion(item: TokenStream, direction: Direction) -> TokenStream {
    let mut report = Report::default();
    let data = data::data(item);
    let conversion = data.and_then(|data| check::derive::conversion(data, direction, &mut report));
    let implementation = conversion.as_ref().map(|conversion| match direction {
        Direction::FromPy => expand::derive::from_py(conversion),
        Direction::IntoPy => expand::derive::into_py(conversion),
    });
    let errors = report.into_tokens();
    quote!(#implementation #errors)
}

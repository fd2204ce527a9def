//! Words of Python, of PyO3, or of another place, which mean nothing where they stand: what to write instead.

/// Words, and what is said of each.
pub type Advice = &'static [(&'static str, &'static str)];

/// Options of classes.
pub const OPTIONS: Advice = &[
    ("dataclass", "name what the class should have: `init, repr, eq`"),
    ("eq_int", "that is an enum with `#[class(int)]`"),
    ("flag", "it is for enums without fields"),
    ("from_py_object", "a field or parameter takes `pydust::Py<..>` or a reference"),
    ("get_all", "a `pub` field is an attribute by itself"),
    ("immutable_type", "types are immutable by themselves"),
    ("int", "it is for enums without fields"),
    ("module", "the module that exports the class is its `__module__`"),
    ("name", "a class is called as its struct is"),
    ("ord", "write `eq, order`"),
    ("rename_all", "it is for enums without fields"),
    ("set_all", "a `pub` field is an attribute by itself"),
    ("skip_from_py_object", "a class is taken by reference, and never copied"),
    (
        "slots",
        "fields that are not `pub` are Rust's alone, and there is no `__dict__` without `dict`",
    ),
    ("str", "write `pub fn __str__(&self) -> String`; as an option it is for enums without fields"),
    ("subclass", "classes can be inherited from, unless they are `final`"),
    (
        "unsendable",
        "values are `Send + Sync`: store objects as `pydust::PyObj`, and what changes behind a `Mutex`",
    ),
];

/// Options of modules.
pub const OF_MODULES: Advice = &[
    ("gil_used", "write `needs_gil`; a module without it runs without the GIL where it can"),
    ("name", "a module is called as its `mod` is"),
    ("submodule", "a `pub mod` in a module is a submodule by itself"),
];

/// Attributes of functions in `impl` blocks.
pub const OF_METHODS: Advice = &[
    ("args", "`*args` is a parameter `args: pydust::Args`"),
    ("kw", "it belongs before a parameter"),
    ("new", "a constructor is called `__init__`, or `__new__` in a `frozen` class"),
    ("pos", "it belongs before a parameter"),
    ("property", "a property is a `#[getter]`, with a `#[setter]` if it can be set"),
    ("pyfunction", "what is `pub` in the block is exported by itself"),
    ("pymethod", "what is `pub` in the block is exported by itself"),
    (
        "pyo3",
        "the attributes of PyO3 have names of their own here: see the guide's page about them",
    ),
    ("readonly", "a method can't be assigned anyway, and a property without `#[setter]` neither"),
    ("skip", "a function that is not `pub` is Rust's alone"),
    ("static_method", "without `self` it is a static method by itself"),
    ("staticmethod", "without `self` it is a static method by itself"),
];

/// Attributes of constants in `impl` blocks.
pub const OF_CONSTANTS: Advice = &[
    ("classattr", "a `pub const` is a class attribute by itself"),
    ("classattribute", "a `pub const` is a class attribute by itself"),
    ("readonly", "a class attribute can't be assigned anyway"),
];

/// Attributes of the fields of classes.
pub const OF_FIELDS: Advice = &[
    ("get", "a `pub` field is an attribute by itself"),
    (
        "getter",
        "a `pub` field is an attribute by itself; a property is a function with `#[getter]`",
    ),
    ("kw", "it is for parameters, which fields are with `#[class(init)]`"),
    ("pos", "it is for parameters, which fields are with `#[class(init)]`"),
    (
        "pyo3",
        "a `pub` field is an attribute by itself, which `#[readonly]` keeps from being assigned",
    ),
    ("readonly", "once is enough"),
    ("set", "a `pub` field can be assigned, unless it is `#[readonly]`"),
    ("setter", "a `pub` field can be assigned, unless it is `#[readonly]`"),
    ("skip", "it is for fields that are not pickled, with `#[class(pickle)]`"),
];

/// Names with two underscores that are no special methods here.
pub const DUNDERS: Advice = &[
    ("__annotations__", "types are not annotated at run time"),
    ("__class__", "it is that of the class itself"),
    ("__clear__", "what the fields hold is found and cleared by itself"),
    ("__cmp__", "write `__richcmp__`, or `__eq__`, `__lt__`, ..."),
    ("__coerce__", "write the reflected operator, such as `__radd__`"),
    ("__dealloc__", "write `__del__`, or implement `Drop`"),
    ("__delslice__", "write `__delitem__` with a `pydust::Subscript`"),
    ("__dict__", "give the class `#[class(dict)]`"),
    ("__div__", "write `__truediv__` for `/`, `__floordiv__` for `//`"),
    ("__doc__", "write a doc comment before the struct"),
    ("__drop__", "implement `Drop`, or write `__del__`"),
    ("__getbuffer__", "write `__buffer__`"),
    ("__getslice__", "write `__getitem__` with a `pydust::Subscript`"),
    ("__hex__", "write `__index__`"),
    ("__idiv__", "write `__itruediv__` for `/=`, `__ifloordiv__` for `//=`"),
    ("__long__", "write `__int__`"),
    (
        "__match_args__",
        "give the class `#[class(match_args)]`, or make it a `pub const` or a `#[classattr]`",
    ),
    ("__module__", "the module that exports the class is its `__module__`"),
    ("__name__", "a class is called as its struct is"),
    ("__nonzero__", "write `__bool__`"),
    ("__oct__", "write `__index__`"),
    ("__post_init__", "write `__init__` by hand in place of `#[class(init)]`"),
    ("__qualname__", "a class is called as its struct is, within `#[class(within = ..)]`"),
    ("__rdiv__", "write `__rtruediv__` for `/`, `__rfloordiv__` for `//`"),
    ("__releasebuffer__", "write `__release_buffer__`"),
    ("__setslice__", "write `__setitem__` with a `pydust::Subscript`"),
    (
        "__slots__",
        "fields that are not `pub` are Rust's alone, and there is no `__dict__` without `#[class(dict)]`",
    ),
    (
        "__traverse__",
        "what the fields hold is found by itself; types of yours in fields derive `pydust::Traverse`",
    ),
    ("__unicode__", "write `__str__`"),
    ("__weakref__", "give the class `#[class(weakref)]`"),
];

/// What is said of a word.
pub fn find(advice: Advice, word: &str) -> Option<&'static str> {
    advice.iter().find(|(known, _)| *known == word).map(|(_, text)| *text)
}

pub fn option(word: &str, advice: &str) -> String {
    format!("unknown option `{word}`: {advice}")
}

pub fn attribute(word: &str, advice: &str) -> String {
    format!("`#[{word}]` means nothing here: {advice}")
}

pub fn dunder(name: &str, advice: &str) -> String {
    format!("`{name}` is no special method: {advice}")
}

//! The special methods of Python's data model as one table: what each fills, which signature it takes, what
//! becomes of its result. Checks, suggestions, expansions and the guide's table are made from it.
//!
//! To support one more: a row here, and for a slot its entry in the library's `class/slot/`, under the same name.

/// One special method.
#[derive(Clone, Copy)]
pub struct Special {
    pub name: &'static str,
    pub kind: Kind,
    pub arguments: Arguments,
    /// The type that a signature in a message shows after `->`; empty for none.
    pub result: &'static str,
    pub outcome: Outcome,
    pub mismatch: Mismatch,
    /// Whether messages show it with `&mut self`.
    is_changing: bool,
}

/// What CPython makes of a special method.
#[derive(Clone, Copy, PartialEq)]
pub enum Kind {
    /// The hooks of construction, which the checks of classes read themselves.
    Hook,
    /// A method as any other, which Python calls by its name.
    Method,
    /// Fills a slot of the type, alone or together with the other rows of the same slot. The name is that of a
    /// function in the library's `slot` module, whose type parameters are these rows in their order.
    Slot(&'static str),
    /// A class method, without saying so.
    ClassMethod,
    /// A method that other libraries look for: only they know how it is called.
    Foreign,
}

/// What Python passes beside the instance.
#[derive(Clone, Copy)]
pub enum Arguments {
    /// These, by position; the last `optional` ones may be missing in the signature.
    These { names: &'static [&'static str], optional: usize },
    /// Whatever the caller passes.
    Any,
}

/// What becomes of the result: the library's kinds of results, and what converts to them.
#[derive(Clone, Copy, PartialEq)]
pub enum Outcome {
    /// An object.
    Object,
    /// An object of a kind that Python checks: the library's function that lets only such results through.
    Checked(&'static str),
    /// `bool`.
    Truth,
    /// An integer, folded to the width of a hash.
    Hash,
    /// Nothing.
    Nothing,
    /// Nothing for `&mut self`, where the instance itself is the result; else an object.
    InPlace,
    /// A length.
    Count,
    /// An item, or the end.
    Next,
    /// Memory.
    Loan,
}

/// How arguments of another type than the function takes are answered.
#[derive(Clone, Copy, PartialEq)]
pub enum Mismatch {
    /// With a `TypeError`.
    Raise,
    /// With `NotImplemented`, so that Python asks the other operand.
    NotImplemented,
    /// With `False`: what is of another type is not in a container.
    False,
}

impl Outcome {
    /// The type of the library that stands for it, and the function that converts to it; for an object the
    /// functions have defaults.
    pub fn names(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Object | Self::Checked(_) | Self::InPlace => None,
            Self::Truth => Some(("Truth", "truth")),
            Self::Hash => Some(("Hash", "hash")),
            Self::Count => Some(("Count", "count")),
            Self::Nothing => Some(("Nothing", "nothing")),
            Self::Next => Some(("Next", "next")),
            Self::Loan => Some(("Loan", "loan")),
        }
    }

    /// Whether that function makes an object, for which it needs the token.
    pub fn makes_object(self) -> bool {
        self == Self::Next
    }
}

impl Special {
    const fn new(name: &'static str, kind: Kind, names: &'static [&'static str]) -> Self {
        Self {
            name,
            kind,
            arguments: Arguments::These { names, optional: 0 },
            result: "T",
            outcome: Outcome::Object,
            mismatch: Mismatch::Raise,
            is_changing: false,
        }
    }

    const fn with(mut self, names: &'static [&'static str]) -> Self {
        self.arguments = Arguments::These { names, optional: 0 };
        self
    }

    /// The last `optional` arguments may be left out of the signature.
    const fn optional(mut self, optional: usize) -> Self {
        if let Arguments::These { names, .. } = self.arguments {
            self.arguments = Arguments::These { names, optional };
        }
        self
    }

    const fn any_arguments(mut self) -> Self {
        self.arguments = Arguments::Any;
        self
    }

    const fn changing(mut self) -> Self {
        self.is_changing = true;
        self
    }

    const fn gives(mut self, result: &'static str) -> Self {
        self.result = result;
        self
    }

    const fn outcome(mut self, outcome: Outcome) -> Self {
        self.outcome = outcome;
        self
    }

    /// Python checks the result, which the function of the library named `kind` does first.
    const fn checked(self, kind: &'static str) -> Self {
        self.outcome(Outcome::Checked(kind))
    }

    /// The signature as a user may write it.
    pub fn signature(&self) -> String {
        let receiver = match self.kind {
            Kind::ClassMethod => "cls: &py::Type",
            Kind::Foreign | Kind::Hook => "",
            _ if self.is_changing || self.outcome == Outcome::InPlace => "&mut self",
            _ => "&self",
        };
        let names: &[&str] = match self.arguments {
            Arguments::These { names, .. } => names,
            Arguments::Any => &[".."],
        };
        let parameters: Vec<&str> = [receiver].iter().chain(names).copied().collect();
        let parameters = parameters.join(", ");
        let parameters = parameters.trim_start_matches(", ");
        let arrow = if self.result.is_empty() { "" } else { " -> " };
        format!("pub fn {}({parameters}){arrow}{}", self.name, self.result)
    }
}

const fn method(name: &'static str, arguments: &'static [&'static str]) -> Special {
    Special::new(name, Kind::Method, arguments)
}

const fn slot(
    name: &'static str,
    slot: &'static str,
    arguments: &'static [&'static str],
) -> Special {
    Special::new(name, Kind::Slot(slot), arguments)
}

/// An operator: `slot` with the other operand, on either side.
const fn operator(name: &'static str, slot_name: &'static str) -> Special {
    let mut row = slot(name, slot_name, &["other: T"]).gives("U");
    row.mismatch = Mismatch::NotImplemented;
    row
}

const fn comparison(name: &'static str, slot_name: &'static str) -> Special {
    operator(name, slot_name).gives("bool")
}

const fn in_place(name: &'static str, slot_name: &'static str) -> Special {
    operator(name, slot_name).gives("").outcome(Outcome::InPlace)
}

/// A slot whose function gives nothing.
const fn action(
    name: &'static str,
    slot_name: &'static str,
    arguments: &'static [&'static str],
) -> Special {
    slot(name, slot_name, arguments).gives("").outcome(Outcome::Nothing)
}

/// Whether an item is in a container.
const fn membership(name: &'static str, slot_name: &'static str) -> Special {
    let mut row = slot(name, slot_name, &["item: T"]).gives("bool").outcome(Outcome::Truth);
    row.mismatch = Mismatch::False;
    row
}

const fn class_method(name: &'static str, arguments: &'static [&'static str]) -> Special {
    Special::new(name, Kind::ClassMethod, arguments)
}

const fn foreign(name: &'static str) -> Special {
    Special::new(name, Kind::Foreign, &[]).any_arguments()
}

const fn hook(name: &'static str) -> Special {
    Special::new(name, Kind::Hook, &[]).gives("Self").any_arguments()
}

/// How a block of `with` ended.
const EXIT: &[&str] = &[
    "kind: Option<&py::Type>",
    "exception: Option<&py::Obj>",
    "traceback: Option<&py::Traceback>",
];

/// Every special method, by topic.
pub const SPECIALS: &[Special] = &[
    hook("__init__"),
    hook("__new__"),
    slot("__del__", "finalize", &[]).changing().gives("").outcome(Outcome::Nothing),
    // Texts.
    slot("__repr__", "repr", &[]).gives("String").checked("text"),
    slot("__str__", "str", &[]).gives("String").checked("text"),
    method("__format__", &["spec: &str"]).gives("String").checked("text"),
    method("__bytes__", &[]).gives("py::PyBytes").checked("bytes"),
    method("__fspath__", &[]).gives("String"),
    // What an object is worth.
    slot("__bool__", "bool", &[]).gives("bool").outcome(Outcome::Truth),
    slot("__hash__", "hash", &[]).gives("u64").outcome(Outcome::Hash),
    comparison("__lt__", "compare"),
    comparison("__le__", "compare"),
    comparison("__eq__", "compare"),
    comparison("__ne__", "compare"),
    comparison("__gt__", "compare"),
    comparison("__ge__", "compare"),
    comparison("__richcmp__", "compare_at_once").with(&["other: T", "operator: py::Comparison"]),
    // Calls.
    slot("__call__", "call", &[]).any_arguments(),
    // Arithmetic, each with its reflected form.
    operator("__add__", "add"),
    operator("__radd__", "add"),
    operator("__sub__", "subtract"),
    operator("__rsub__", "subtract"),
    operator("__mul__", "multiply"),
    operator("__rmul__", "multiply"),
    operator("__truediv__", "true_divide"),
    operator("__rtruediv__", "true_divide"),
    operator("__floordiv__", "floor_divide"),
    operator("__rfloordiv__", "floor_divide"),
    operator("__mod__", "remainder"),
    operator("__rmod__", "remainder"),
    operator("__divmod__", "divmod"),
    operator("__rdivmod__", "divmod"),
    operator("__matmul__", "matrix_multiply"),
    operator("__rmatmul__", "matrix_multiply"),
    operator("__and__", "and"),
    operator("__rand__", "and"),
    operator("__or__", "or"),
    operator("__ror__", "or"),
    operator("__xor__", "xor"),
    operator("__rxor__", "xor"),
    operator("__lshift__", "lshift"),
    operator("__rlshift__", "lshift"),
    operator("__rshift__", "rshift"),
    operator("__rrshift__", "rshift"),
    operator("__pow__", "power").with(&["exponent: T", "modulus: Option<M>"]).optional(1),
    operator("__rpow__", "power").with(&["base: T", "modulus: Option<M>"]).optional(1),
    // Arithmetic in place.
    in_place("__iadd__", "in_place_add"),
    in_place("__isub__", "in_place_subtract"),
    in_place("__imul__", "in_place_multiply"),
    in_place("__itruediv__", "in_place_true_divide"),
    in_place("__ifloordiv__", "in_place_floor_divide"),
    in_place("__imod__", "in_place_remainder"),
    in_place("__imatmul__", "in_place_matrix_multiply"),
    in_place("__iand__", "in_place_and"),
    in_place("__ior__", "in_place_or"),
    in_place("__ixor__", "in_place_xor"),
    in_place("__ilshift__", "in_place_lshift"),
    in_place("__irshift__", "in_place_rshift"),
    in_place("__ipow__", "in_place_power"),
    slot("__neg__", "negative", &[]),
    slot("__pos__", "positive", &[]),
    slot("__abs__", "absolute", &[]),
    slot("__invert__", "invert", &[]),
    // Conversions to numbers.
    slot("__int__", "int", &[]).gives("i64").checked("integer"),
    slot("__float__", "float", &[]).gives("f64").checked("real"),
    slot("__index__", "index", &[]).gives("i64").checked("integer"),
    method("__complex__", &[]).gives("py::PyComplex").checked("complex"),
    method("__round__", &["digits: Option<i32>"]).optional(1),
    method("__trunc__", &[]).gives("i64"),
    method("__floor__", &[]).gives("i64"),
    method("__ceil__", &[]).gives("i64"),
    // Copies and pickling.
    method("__copy__", &[]).gives("Self"),
    method("__deepcopy__", &["memo: &py::Obj"]).gives("Self"),
    method("__replace__", &[]).gives("Self").any_arguments(),
    method("__reduce__", &[]).gives("(A, B)").checked("reduced"),
    method("__reduce_ex__", &["protocol: i32"]).gives("(A, B)").checked("reduced"),
    method("__getstate__", &[]),
    method("__setstate__", &["state: T"]).changing().gives(""),
    method("__getnewargs__", &[]).gives("(A, B)"),
    method("__getnewargs_ex__", &[]).gives("((A, B), py::PyDict)"),
    // What classes are asked.
    class_method("__class_getitem__", &["key: T"]).gives("U"),
    class_method("__init_subclass__", &[]).gives("").any_arguments(),
    method("__set_name__", &["owner: &py::Type", "name: &str"]).gives(""),
    method("__mro_entries__", &["bases: &py::Tuple"]).gives("(A, B)"),
    method("__instancecheck__", &["instance: &py::Obj"]).gives("bool"),
    method("__subclasscheck__", &["subclass: &py::Obj"]).gives("bool"),
    method("__dir__", &[]).gives("Vec<String>").checked("names"),
    method("__sizeof__", &[]).gives("usize").checked("integer"),
    // Containers.
    slot("__len__", "len", &[]).gives("usize").outcome(Outcome::Count),
    method("__length_hint__", &[]).gives("usize").checked("integer"),
    slot("__getitem__", "getitem", &["key: K"]),
    action("__setitem__", "setitem", &["key: K", "value: T"]),
    action("__delitem__", "setitem", &["key: K"]),
    method("__missing__", &["key: K"]),
    membership("__contains__", "contains"),
    method("__reversed__", &[]).gives("py::Lazy<impl Iterator>"),
    slot("__concat__", "concat", &["other: T"]).gives("Self"),
    slot("__repeat__", "repeat", &["times: usize"]).gives("Self"),
    slot("__inplace_concat__", "inplace_concat", &["other: T"]).gives("").outcome(Outcome::InPlace),
    slot("__inplace_repeat__", "inplace_repeat", &["times: usize"])
        .gives("")
        .outcome(Outcome::InPlace),
    // Iteration.
    slot("__iter__", "iter", &[]).gives("py::Lazy<impl Iterator>").checked("iterating"),
    slot("__next__", "next", &[]).changing().gives("Option<T>").outcome(Outcome::Next),
    // Attributes.
    slot("__getattr__", "getattr", &["name: &str"]),
    slot("__getattribute__", "getattr", &["name: &str"]),
    action("__setattr__", "setattr", &["name: &str", "value: T"]),
    action("__delattr__", "setattr", &["name: &str"]),
    // Descriptors.
    slot("__get__", "get", &["instance: Option<&py::Obj>", "owner: Option<&py::Type>"]),
    action("__set__", "set", &["instance: &py::Obj", "value: T"]),
    action("__delete__", "set", &["instance: &py::Obj"]),
    // Blocks of `with`.
    method("__enter__", &[]),
    method("__exit__", EXIT).gives("bool"),
    // Coroutines.
    slot("__await__", "await", &[]).gives("py::Lazy<impl Iterator>").checked("iterating"),
    slot("__aiter__", "aiter", &[]),
    slot("__anext__", "anext", &[]).changing().gives("Option<T>").outcome(Outcome::Next),
    method("__aenter__", &[]),
    method("__aexit__", EXIT),
    // Memory.
    slot("__buffer__", "buffer", &["flags: i32"])
        .optional(1)
        .gives("&py::Memory<T>")
        .outcome(Outcome::Loan),
    action("__release_buffer__", "buffer", &[]),
    // Of other libraries: arrays and tables, texts, validation.
    foreign("__array__"),
    foreign("__array_ufunc__"),
    foreign("__array_function__"),
    foreign("__array_wrap__"),
    foreign("__array_finalize__"),
    foreign("__array_namespace__"),
    foreign("__dlpack__"),
    foreign("__dlpack_device__"),
    foreign("__arrow_c_schema__"),
    foreign("__arrow_c_array__"),
    foreign("__arrow_c_stream__"),
    foreign("__arrow_c_device_array__"),
    foreign("__arrow_c_device_stream__"),
    foreign("__dataframe__"),
    foreign("__jax_array__"),
    foreign("__torch_function__"),
    foreign("__html__"),
    foreign("__html_format__"),
    foreign("__rich__"),
    foreign("__rich_console__"),
    foreign("__rich_measure__"),
    foreign("__rich_repr__"),
    foreign("__json__"),
    foreign("__get_pydantic_core_schema__"),
    foreign("__get_pydantic_json_schema__"),
    foreign("__clause_element__"),
    foreign("__conform__"),
];

/// The special method of this name.
pub fn find(name: &str) -> Option<&'static Special> {
    SPECIALS.iter().find(|special| special.name == name)
}

/// The methods that share a slot, in the order of the library's parameters.
pub fn parts(slot: &str) -> impl Iterator<Item = &'static Special> + '_ {
    SPECIALS.iter().filter(move |special| matches!(special.kind, Kind::Slot(name) if name == slot))
}

/// The names of all.
pub fn names() -> impl Iterator<Item = &'static str> {
    SPECIALS.iter().map(|special| special.name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::python::is_dunder;

    #[test]
    fn each_special_method_has_one_row() {
        for (index, special) in SPECIALS.iter().enumerate() {
            assert!(is_dunder(special.name), "{}", special.name);
            assert!(
                !SPECIALS[..index].iter().any(|other| other.name == special.name),
                "{}",
                special.name
            );
        }
    }

    #[test]
    fn signatures_are_as_a_user_writes_them() {
        let signature = |name| find(name).expect("a special method").signature();
        assert_eq!(signature("__add__"), "pub fn __add__(&self, other: T) -> U");
        assert_eq!(signature("__iadd__"), "pub fn __iadd__(&mut self, other: T)");
        assert_eq!(signature("__bool__"), "pub fn __bool__(&self) -> bool");
        assert_eq!(signature("__init__"), "pub fn __init__(..) -> Self");
    }

    #[test]
    fn arguments_have_names_that_python_allows() {
        for special in SPECIALS {
            let Arguments::These { names, .. } = special.arguments else { continue };
            for name in names.iter().filter_map(|argument| argument.split(':').next()) {
                assert!(!crate::python::is_keyword(name), "{}: {name}", special.name);
            }
        }
    }

    /// The rows of the guide's tables: the methods in the first cell, and their signature in the second.
    fn guide_rows(page: &str) -> Vec<(Vec<&str>, &str)> {
        let rows = page.lines().filter(|line| line.starts_with("| `__"));
        rows.map(|row| {
            let mut cells = row.split('|').map(str::trim).skip(1);
            let names = cells.next().unwrap_or_default().split(' ');
            let names = names.map(|name| name.trim_matches('`')).collect();
            (names, cells.next().unwrap_or_default().trim_matches('`'))
        })
        .collect()
    }

    #[test]
    fn the_guide_says_of_each_which_signature_it_takes() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/guide/special-methods.md");
        let page = std::fs::read_to_string(path).expect("the guide's page");
        let rows = guide_rows(&page);
        for (name, signature) in
            rows.iter().flat_map(|(names, it)| names.iter().map(move |name| (name, it)))
        {
            let special = find(name).unwrap_or_else(|| panic!("`{name}` is no special method"));
            let full = special.signature();
            let expected = full.trim_start_matches("pub fn ").trim_start_matches(special.name);
            assert_eq!(*signature, expected, "of {name}");
        }
        for special in SPECIALS {
            let times = rows.iter().filter(|(names, _)| names.contains(&special.name)).count();
            match special.kind {
                Kind::Foreign => assert!(page.contains(special.name), "{}", special.name),
                _ => assert_eq!(times, 1, "rows of {} in the guide", special.name),
            }
        }
    }
}

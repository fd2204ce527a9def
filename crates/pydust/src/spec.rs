//! Plain data about functions, as the macros write it: binding, signatures, docs and messages are all
//! made from it. Classes and modules have theirs beside what is made of them.

use std::ffi::CStr;

use crate::convert::Site;

/// One exported function or method.
#[derive(Debug)]
pub struct FunctionSpec {
    /// The name in messages, `tag_count` or `Point.norm`: also that of what borrows for it, and is in others' way.
    pub site: Site,
    /// The name in Python.
    pub name: &'static CStr,
    /// `__text_signature__` and docstring, as CPython wants them in one text.
    pub doc: &'static CStr,
    /// What the function is called on.
    pub receiver: Receiver,
    /// The parameters that Python sees, in order.
    pub params: &'static [Param],
    /// How many parameters can be given by position.
    pub positional: usize,
    /// How many of those must be given.
    pub required: usize,
    /// Whether a parameter that can only be given by name must be given.
    pub requires_keyword: bool,
    /// How many of the first can't be given by name.
    pub positional_only: usize,
    /// How many parameters have a cell of their own: all but `*args` and `**kwargs`.
    pub named: usize,
    /// Whether there is a `*args`.
    pub var_positional: bool,
    /// Whether there is a `**kwargs`.
    pub var_keyword: bool,
}

/// What a function is called on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Receiver {
    /// The module, of which the function sees nothing.
    Module,
    /// The module's state.
    State,
    /// An instance of a class, which counts as an argument in messages, as `self` does in Python.
    Instance,
    /// An instance of a class, whose attribute is got, set or deleted: nobody calls it by its name.
    Attribute,
    /// The class, or a subclass.
    Class,
    /// Nothing.
    Static,
}

/// One parameter.
#[derive(Debug)]
pub struct Param {
    /// The name in Python.
    pub name: &'static str,
    /// How arguments reach it.
    pub kind: ParamKind,
    /// Whether it can be left out.
    pub presence: Presence,
}

/// How arguments reach a parameter: Python's own five kinds (`inspect.Parameter.kind`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParamKind {
    /// By position.
    PositionalOnly,
    /// By position or name.
    PositionalOrKeyword,
    /// `*args`.
    VarPositional,
    /// By name.
    KeywordOnly,
    /// `**kwargs`.
    VarKeyword,
}

/// Whether a parameter can be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It must be given.
    Required,
    /// It has a default, or is `*args` or `**kwargs`.
    Optional,
}

impl Param {
    /// A parameter.
    pub const fn new(name: &'static str, kind: ParamKind, presence: Presence) -> Param {
        Param { name, kind, presence }
    }

    pub(crate) const fn is_required(&self) -> bool {
        matches!(self.presence, Presence::Required)
    }

    pub(crate) const fn has_cell(&self) -> bool {
        !matches!(self.kind, ParamKind::VarPositional | ParamKind::VarKeyword)
    }
}

impl FunctionSpec {
    /// The spec of a function. `doc` must end in NUL and hold no other.
    pub const fn new(
        qualname: &'static str,
        name: &'static CStr,
        doc: &'static str,
        receiver: Receiver,
        params: &'static [Param],
    ) -> FunctionSpec {
        let (mut positional, mut positional_only, mut required, mut named) = (0, 0, 0, 0);
        let (mut requires_keyword, mut var_positional, mut var_keyword) = (false, false, false);
        let mut index = 0;
        while index < params.len() {
            let param = &params[index];
            named += param.has_cell() as usize;
            match param.kind {
                ParamKind::PositionalOnly | ParamKind::PositionalOrKeyword => {
                    positional += 1;
                    required += param.is_required() as usize;
                    positional_only += matches!(param.kind, ParamKind::PositionalOnly) as usize;
                }
                ParamKind::KeywordOnly => requires_keyword |= param.is_required(),
                ParamKind::VarPositional => var_positional = true,
                ParamKind::VarKeyword => var_keyword = true,
            }
            index += 1;
        }
        FunctionSpec {
            site: match receiver {
                Receiver::Attribute => Site::attribute(qualname),
                _ => Site::function(qualname),
            },
            name,
            doc: c_text(doc),
            receiver,
            params,
            positional,
            required,
            requires_keyword,
            positional_only,
            named,
            var_positional,
            var_keyword,
        }
    }
}

impl FunctionSpec {
    /// The accesses of an attribute, or what makes one of a class.
    pub const fn attribute(
        qualname: &'static str,
        name: &'static CStr,
        doc: &'static str,
    ) -> FunctionSpec {
        FunctionSpec::new(qualname, name, doc, Receiver::Attribute, &[])
    }

    /// The name in messages.
    #[inline(always)]
    pub(crate) const fn qualname(&self) -> &'static str {
        self.site.qualname()
    }

    /// `Point` and `norm` of `Point.norm`.
    pub(crate) fn class_and_name(&self) -> (&'static str, &'static str) {
        // The compiler does not see that `rsplit_once` can't panic.
        let qualname = self.qualname();
        let dot = qualname.bytes().rposition(|byte| byte == b'.');
        let parts =
            dot.and_then(|dot| Some((qualname.get(..dot)?, qualname.get(dot.wrapping_add(1)..)?)));
        parts.unwrap_or(("?", qualname))
    }
}

/// A text that ends in NUL, as C sees it. A text with another NUL in it is a compile error.
pub const fn c_text(text: &'static str) -> &'static CStr {
    match CStr::from_bytes_with_nul(text.as_bytes()) {
        Ok(text) => text,
        Err(_) => panic!("a docstring can't contain a NUL character"),
    }
}

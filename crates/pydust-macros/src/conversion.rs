//! What a derived conversion does: the result of `check/derive.rs` and all that `expand/derive/` needs.
//!
//! Everything in here is right: what was not has been reported.

use proc_macro2::{Ident, TokenStream};

use crate::data::Generics;
use crate::model::Hint;

/// Which of the two derives is at work.
#[derive(Clone, Copy, PartialEq)]
pub enum Direction {
    FromPy,
    IntoPy,
}

/// The conversion of one type.
pub struct Conversion {
    pub name: Ident,
    pub generics: Generics,
    /// The lifetime of what is borrowed from the object: the one that is not `'py`.
    pub borrows: Option<TokenStream>,
    /// The type or a part of it is deprecated, of which its own conversion should not warn.
    pub deprecated: bool,
    pub form: Form,
    /// The type that stubs name.
    pub hint: Option<Hint>,
}

pub enum Form {
    /// By way of another type.
    Through {
        ty: TokenStream,
        fallible: bool,
    },
    Serde,
    Struct(Shape),
    Enum {
        form: EnumForm,
        variants: Vec<Variant>,
    },
}

pub enum EnumForm {
    /// No variant has fields, each is a text.
    Literals,
    /// No variant has fields, each is its discriminant.
    Integers,
    /// Whatever converts first.
    Untagged,
    /// A dict in which the variant's name is beside its fields.
    Internal { tag: String },
    /// A dict of the variant's name and its content.
    Adjacent { tag: String, content: String, deny_unknown: bool },
}

pub struct Variant {
    pub name: Ident,
    /// The name in Python.
    pub text: String,
    pub shape: Shape,
}

pub enum Shape {
    Unit,
    /// One field that stands for all.
    Transparent(Field),
    Fields {
        source: Source,
        deny_unknown: bool,
        names: Vec<String>,
        fields: Vec<Field>,
    },
}

/// What the fields are the parts of.
#[derive(Clone, Copy, PartialEq)]
pub enum Source {
    Dict,
    Attributes,
    Tuple,
}

pub struct Field {
    /// The name, or the index in a tuple.
    pub member: TokenStream,
    pub ty: TokenStream,
    pub role: Role,
}

pub enum Role {
    /// The part at this index, or the default if it is missing.
    Part { index: usize, default: Option<TokenStream> },
    /// All that the other fields leave.
    Rest,
    /// Not Python's; the expression that makes it.
    Skipped(TokenStream),
}

impl Shape {
    pub fn fields(&self) -> &[Field] {
        match self {
            Shape::Unit => &[],
            Shape::Transparent(field) => std::slice::from_ref(field),
            Shape::Fields { fields, .. } => fields,
        }
    }
}

impl Field {
    /// The same field, as one that takes what others leave.
    pub fn into_rest(self) -> Self {
        Self { role: Role::Rest, ..self }
    }

    pub fn is_skipped(&self) -> bool {
        matches!(self.role, Role::Skipped(_))
    }
}

impl Form {
    /// The fields that Python sees.
    pub fn fields(&self) -> Vec<&Field> {
        let fields: Vec<&Field> = match self {
            Form::Through { .. } | Form::Serde => Vec::new(),
            Form::Struct(shape) => shape.fields().iter().collect(),
            Form::Enum { variants, .. } => {
                variants.iter().flat_map(|variant| variant.shape.fields()).collect()
            }
        };
        fields.into_iter().filter(|field| !field.is_skipped()).collect()
    }
}

//! What stubs say that a derived conversion takes or gives.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};

use super::place;
use crate::conversion::{Conversion, Direction, EnumForm, Field, Form, Shape, Source, Variant};
use crate::literal;
use crate::model::Hint;
use crate::python;

const ANY: &str = "{typing.Any}";

/// Types whose hints can't lead back to the type at hand, which would have no end.
const CLOSED: &[&str] = &[
    "Arc",
    "BTreeMap",
    "BTreeSet",
    "Box",
    "Cow",
    "Duration",
    "HashMap",
    "HashSet",
    "Option",
    "OsString",
    "Path",
    "PathBuf",
    "Rc",
    "String",
    "SystemTime",
    "Vec",
    "VecDeque",
];

/// A part of a hint.
enum Part<'a> {
    Text(String),
    /// The hint of a type.
    Of(&'a Field),
    /// The same of a type that stands in an option.
    OfType(&'a TokenStream),
}

/// The constant of the hint in the implementation for `direction`, if there is something to say. `conversion_of` names
/// the conversion of another type.
pub fn constant(
    conversion: &Conversion,
    direction: Direction,
    conversion_of: impl Fn(&TokenStream) -> TokenStream,
) -> Option<TokenStream> {
    let name = match direction {
        Direction::FromPy => "TAKES",
        Direction::IntoPy => "GIVES",
    };
    let name = Ident::new(name, Span::mixed_site());
    let writer = Writer { conversion, direction };
    let parts = match &conversion.hint {
        Some(Hint(text)) => vec![Part::Text(text.clone())],
        None => writer.form()?,
    };
    let text = |text: &String| quote!(::pydust::TypeHint::Text(#text));
    let parts: Vec<TokenStream> = parts
        .iter()
        .map(|part| match part {
            Part::Text(literal) => text(literal),
            Part::Of(field) => {
                let hint = conversion_of(&field.ty);
                let place = place(field, &conversion.name);
                quote_spanned!(place.start=> #hint::#name)
            }
            Part::OfType(ty) => {
                let hint = conversion_of(ty);
                quote!(#hint::#name)
            }
        })
        .collect();
    let value = match parts.as_slice() {
        [one] => one.clone(),
        parts => quote!(::pydust::TypeHint::Joined(&[#(#parts),*])),
    };
    Some(quote!(const #name: ::pydust::TypeHint = #value;))
}

struct Writer<'a> {
    conversion: &'a Conversion,
    direction: Direction,
}

impl<'a> Writer<'a> {
    fn form(&self) -> Option<Vec<Part<'a>>> {
        match &self.conversion.form {
            Form::Serde => None,
            Form::Through { ty, .. } => self.is_closed(ty).then(|| vec![Part::OfType(ty)]),
            Form::Struct(shape) => Some(self.shape(shape, "")),
            Form::Enum { form, variants } => Some(self.choice(form, variants)),
        }
    }

    fn choice(&self, form: &EnumForm, variants: &'a [Variant]) -> Vec<Part<'a>> {
        match form {
            EnumForm::Literals => vec![Part::Text(one_of(variants))],
            EnumForm::Integers => vec![Part::Text("int".to_owned())],
            EnumForm::Internal { .. } | EnumForm::Adjacent { .. } => vec![self.entries()],
            EnumForm::Untagged => {
                let mut parts = Vec::new();
                for variant in variants {
                    if !parts.is_empty() {
                        parts.push(Part::Text(" | ".to_owned()));
                    }
                    parts.extend(self.shape(&variant.shape, &variant.text));
                }
                parts
            }
        }
    }

    /// `text` is what stands for a shape without fields.
    fn shape(&self, shape: &'a Shape, text: &str) -> Vec<Part<'a>> {
        match shape {
            Shape::Unit => vec![Part::Text(literals(&[text]))],
            Shape::Transparent(field) => vec![self.field(field)],
            Shape::Fields { source: Source::Dict, .. } => vec![self.entries()],
            Shape::Fields { source: Source::Attributes, .. } => match self.direction {
                Direction::FromPy => vec![Part::Text(ANY.to_owned())],
                Direction::IntoPy => vec![Part::Text("{types.SimpleNamespace}".to_owned())],
            },
            Shape::Fields { source: Source::Tuple, fields, .. } => self.tuple(fields),
        }
    }

    fn tuple(&self, fields: &'a [Field]) -> Vec<Part<'a>> {
        let mut parts = vec![Part::Text("tuple[".to_owned())];
        for (index, field) in fields.iter().filter(|field| !field.is_skipped()).enumerate() {
            if index > 0 {
                parts.push(Part::Text(", ".to_owned()));
            }
            parts.push(self.field(field));
        }
        parts.push(Part::Text(match self.direction {
            Direction::FromPy => format!("] | list[{ANY}]"),
            Direction::IntoPy => "]".to_owned(),
        }));
        parts
    }

    /// A dict.
    fn entries(&self) -> Part<'a> {
        Part::Text(match self.direction {
            Direction::FromPy => format!("{{collections.abc.Mapping}}[str, {ANY}]"),
            Direction::IntoPy => format!("dict[str, {ANY}]"),
        })
    }

    fn field(&self, field: &'a Field) -> Part<'a> {
        if self.is_closed(&field.ty) { Part::Of(field) } else { Part::Text(ANY.to_owned()) }
    }

    fn is_closed(&self, ty: &TokenStream) -> bool {
        let params = &self.conversion.generics.params;
        let is_param = |name: &str| params.iter().any(|param| param.name.to_string() == name);
        let mut after_quote = false;
        ty.clone().into_iter().all(|token| match token {
            TokenTree::Ident(name) => {
                let name = name.to_string();
                std::mem::take(&mut after_quote)
                    || CLOSED.contains(&name.as_str())
                    || python::is_primitive(&name)
                    || is_param(&name)
            }
            TokenTree::Punct(punct) => {
                after_quote = punct.as_char() == '\'';
                true
            }
            TokenTree::Group(group) => self.is_closed(&group.stream()),
            TokenTree::Literal(_) => true,
        })
    }
}

fn one_of(variants: &[Variant]) -> String {
    let texts: Vec<&str> = variants.iter().map(|variant| variant.text.as_str()).collect();
    literals(&texts)
}

fn literals(texts: &[&str]) -> String {
    let texts: Vec<String> = texts.iter().map(|text| literal::text(text)).collect();
    format!("{{typing.Literal}}[{}]", texts.join(", "))
}

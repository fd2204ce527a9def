//! `#[derive(IntoPy)]`: from a struct or an enum, or a reference to one, to a Python object.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::{Header, hint, local, member, names, place};
use crate::conversion::{
    Conversion, Direction, EnumForm, Field, Form, Role, Shape, Source, Variant,
};
use crate::expand::{Place, ours};

/// The implementations of `IntoPy`: for the type, and for references to it where its fields have them.
pub fn into_py(conversion: &Conversion) -> TokenStream {
    let header = Header::new(conversion);
    let py = &header.py;
    let writer = Writer { conversion };
    let ty = header.ty();
    let by_value = implementation(
        &header,
        &header.declared(&[py]),
        &ty,
        &header.predicates(&quote!(::pydust::IntoPy<#py>), &[]),
        &writer.value(false),
        hint::constant(conversion, Direction::IntoPy, |ty| quote!(<#ty as ::pydust::IntoPy<#py>>)),
    );
    // A lifetime of its own, which no field's type knows.
    let lent = super::lifetime("lent_");
    let bounds = match &conversion.form {
        Form::Through { ty: through, .. } => vec![
            quote!(#through: ::core::convert::From<&#lent #ty>),
            quote!(#through: ::pydust::IntoPy<#py>),
        ],
        form => {
            let types = form.fields().into_iter().map(|field| &field.ty);
            types.map(|ty| quote!(&#lent #ty: ::pydust::IntoPy<#py>)).collect()
        }
    };
    let by_reference = implementation(
        &header,
        &header.declared(&[&lent, py]),
        &quote!(&#lent #ty),
        &header.predicates(&quote!(#lent), &bounds),
        &writer.value(true),
        hint::constant(
            conversion,
            Direction::IntoPy,
            |ty| quote!(<&#lent #ty as ::pydust::IntoPy<#py>>),
        ),
    );
    quote!(#by_value #by_reference)
}

fn implementation(
    header: &Header,
    generics: &TokenStream,
    ty: &TokenStream,
    predicates: &TokenStream,
    value: &TokenStream,
    hint: Option<TokenStream>,
) -> TokenStream {
    let (attributes, py) = (header.attributes(), &header.py);
    quote_spanned! {Span::mixed_site()=>
        #attributes
        impl #generics ::pydust::IntoPy<#py> for #ty #predicates {
            #hint
            fn into_py(
                self,
                py: ::pydust::macro_support::Python<#py>,
            ) -> ::pydust::macro_support::Result<::pydust::macro_support::Obj<#py>> {
                #value
            }
        }
    }
}

struct Writer<'a> {
    conversion: &'a Conversion,
}

impl Writer<'_> {
    /// The body of `into_py`, of a value or of a reference to one.
    fn value(&self, by_reference: bool) -> TokenStream {
        let mixed = Span::mixed_site();
        let name = ours(&self.conversion.name);
        match &self.conversion.form {
            Form::Serde => {
                let this = if by_reference { quote!(self) } else { quote!(&self) };
                quote_spanned!(mixed=> ::pydust::serde::into_py(#this, py))
            }
            Form::Through { ty, .. } => {
                let place = Place::of(ty, &self.conversion.name);
                let into = quote_spanned!(place.start=> <#ty as ::core::convert::From<_>>::from);
                place.call("returned", quote_spanned!(mixed=> #into(self), py))
            }
            Form::Struct(shape) => {
                let (pattern, locals) = self.pattern(&name.to_token_stream(), shape);
                let value = self.shape(shape, &locals, None);
                quote_spanned!(mixed=> let #pattern = self; #value)
            }
            Form::Enum { form, variants } => {
                let arms = variants.iter().map(|variant| {
                    let (pattern, value) = self.variant(&name, form, variant);
                    quote_spanned!(mixed=> #pattern => { #value })
                });
                quote_spanned!(mixed=> match self { #(#arms)* })
            }
        }
    }

    fn variant(
        &self,
        owner: &Ident,
        form: &EnumForm,
        variant: &Variant,
    ) -> (TokenStream, TokenStream) {
        let mixed = Span::mixed_site();
        let name = ours(&variant.name);
        let path = quote_spanned!(mixed=> #owner::#name);
        let (pattern, locals) = self.pattern(&path, &variant.shape);
        let text = &variant.text;
        let value = match (form, &variant.shape) {
            (EnumForm::Integers, _) => {
                quote_spanned!(mixed=> ::pydust::macro_support::returned(#path as i64, py))
            }
            (EnumForm::Literals, _) | (EnumForm::Untagged, Shape::Unit) => {
                quote_spanned!(mixed=> ::pydust::macro_support::returned(#text, py))
            }
            (EnumForm::Untagged, shape) => self.shape(shape, &locals, None),
            (EnumForm::Internal { tag }, shape) => self.shape(shape, &locals, Some((tag, text))),
            (EnumForm::Adjacent { tag, content, .. }, shape) => {
                let names = names([tag.as_str(), content.as_str()]);
                let content = (!matches!(shape, Shape::Unit)).then(|| {
                    let value = self.shape(shape, &locals, None);
                    quote_spanned!(mixed=> record.set(1, { #value }?)?;)
                });
                quote_spanned! {mixed=>
                    #names
                    let record = ::pydust::macro_support::NewRecord::new(py, &NAMES)?;
                    record.set(0, #text)?;
                    #content
                    record.into_dict()
                }
            }
        };
        (pattern, value)
    }

    /// The pattern that takes the fields out, and the locals that it binds them to.
    fn pattern(&self, path: &TokenStream, shape: &Shape) -> (TokenStream, Vec<Ident>) {
        let mixed = Span::mixed_site();
        let fields = shape.fields();
        let locals: Vec<Ident> = fields
            .iter()
            .enumerate()
            .map(|(index, field)| local('v', index, place(field, &self.conversion.name).start))
            .collect();
        let bound = fields.iter().zip(&locals).filter(|(field, _)| !field.is_skipped());
        let bound = bound.map(|(field, local)| {
            let member = member(field);
            quote_spanned!(mixed=> #member: #local)
        });
        (quote_spanned!(mixed=> #path { #(#bound,)* .. }), locals)
    }

    /// Statements that write a shape, and the object that they make. `tag` is the entry beside the fields.
    fn shape(
        &self,
        shape: &Shape,
        locals: &[Ident],
        tag: Option<(&String, &String)>,
    ) -> TokenStream {
        let mixed = Span::mixed_site();
        let (source, keys, fields) = match shape {
            Shape::Unit => return quote_spanned!(mixed=> ::pydust::macro_support::returned((), py)),
            Shape::Transparent(field) => {
                let place = place(field, &self.conversion.name);
                let value = locals.first();
                return place.call("returned", quote_spanned!(mixed=> #value, py));
            }
            Shape::Fields { source, names, fields, .. } => (*source, names, fields),
        };
        let parts = fields.iter().zip(locals).filter(|(field, _)| !field.is_skipped());
        if source == Source::Tuple {
            let items = parts.map(|(field, local)| {
                let place = place(field, &self.conversion.name);
                let item = place.call("returned", quote_spanned!(mixed=> #local, py));
                quote_spanned!(mixed=> #item?)
            });
            return quote_spanned!(mixed=> ::pydust::macro_support::tuple(py, [#(#items),*]));
        }
        let set = parts.map(|(field, local)| self.set(field, local));
        let names = names(keys.iter().map(String::as_str).chain(tag.map(|(tag, _)| tag.as_str())));
        let tag = tag.map(|(_, text)| {
            let index = keys.len();
            quote_spanned!(mixed=> record.set(#index, #text)?;)
        });
        let finish = match source {
            Source::Attributes => quote_spanned!(mixed=> into_attributes),
            _ => quote_spanned!(mixed=> into_dict),
        };
        quote_spanned! {mixed=>
            #names
            let record = ::pydust::macro_support::NewRecord::new(py, &NAMES)?;
            #tag
            #(#set)*
            record.#finish()
        }
    }

    /// The statement that adds one field. It stands at the field's type.
    fn set(&self, field: &Field, local: &Ident) -> TokenStream {
        let mixed = Span::mixed_site();
        let start = place(field, &self.conversion.name).start;
        match &field.role {
            Role::Part { index, .. } => {
                let set = Ident::new("set", start);
                quote_spanned!(mixed=> record.#set(#index, #local)?;)
            }
            Role::Rest => {
                let set = Ident::new("set_rest", start);
                quote_spanned!(mixed=> record.#set(#local)?;)
            }
            Role::Skipped(_) => TokenStream::new(),
        }
    }
}

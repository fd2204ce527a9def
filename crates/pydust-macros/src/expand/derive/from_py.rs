//! `#[derive(FromPy)]`: from a Python object to a struct or an enum.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::{Header, expected, hint, local, member, names, one_of, place};
use crate::conversion::{
    Conversion, Direction, EnumForm, Field, Form, Role, Shape, Source, Variant,
};
use crate::expand::{Place, ours};
use crate::python;

/// The implementation of `FromPy`.
pub fn from_py(conversion: &Conversion) -> TokenStream {
    let mixed = Span::mixed_site();
    let header = Header::new(conversion);
    let (object, py) = (&header.object, &header.py);
    let reader = Reader { conversion, header: &header, borrows: conversion.borrows.is_some() };
    let Read { guard, guards, expected, value } = reader.read();
    let generics = header.declared(&[object, py]);
    let ty = header.ty();
    let predicates = header.predicates(&quote!(::pydust::FromPyOwned<#py>), &[]);
    let nested = nested(conversion);
    let hint = hint::constant(conversion, Direction::FromPy, |ty| reader.conversion_of(ty));
    let attributes = header.attributes();
    quote_spanned! {mixed=>
        #attributes
        impl #generics ::pydust::FromPy<#object, #py> for #ty #predicates {
            type Guard = #guard;
            const EXPECTED: &'static str = #expected;
            #hint
            fn from_py(
                obj: &#object ::pydust::macro_support::Obj<#py>,
                #guards: &#object mut Self::Guard,
            ) -> ::pydust::macro_support::Result<Self> {
                #nested
                #value
            }
        }
    }
}

/// How a value is read.
struct Read {
    /// The type of what must live as long as the value.
    guard: TokenStream,
    /// The pattern that takes it apart.
    guards: TokenStream,
    /// What messages say was expected.
    expected: TokenStream,
    /// The expression, a `Result`. It may return early.
    value: TokenStream,
}

struct Reader<'a> {
    conversion: &'a Conversion,
    header: &'a Header<'a>,
    /// The value borrows from the object, so that what it borrows from is kept in the guard.
    borrows: bool,
}

impl Reader<'_> {
    fn read(&self) -> Read {
        let mixed = Span::mixed_site();
        let name = python::name(&self.conversion.name);
        let owner = quote_spanned!(mixed=> Self);
        match &self.conversion.form {
            Form::Serde => Read {
                guard: quote!(()),
                guards: quote!(_),
                expected: name.to_token_stream(),
                value: quote_spanned!(mixed=> ::pydust::serde::from_py::<Self>(obj)),
            },
            Form::Through { ty, fallible } => self.through(ty, *fallible),
            Form::Struct(shape) => {
                let mut guards = Guards::default();
                let value =
                    self.shape(shape, &owner, &quote_spanned!(mixed=> obj), None, &mut guards);
                let expected = match shape {
                    Shape::Transparent(field) => self.expected_by(&field.ty),
                    Shape::Fields { source, names, .. } => {
                        expected(*source, names.len()).to_token_stream()
                    }
                    Shape::Unit => quote!("None"),
                };
                let (guard, guards) = self.guards(guards);
                Read { guard, guards, expected, value }
            }
            Form::Enum { form, variants } => self.choice(&name, form, variants),
        }
    }

    /// By way of the type `ty`.
    fn through(&self, ty: &TokenStream, fallible: bool) -> Read {
        let mixed = Span::mixed_site();
        let place = Place::of(ty, &self.conversion.name);
        let read = self.whole(place, &quote_spanned!(mixed=> obj), &quote_spanned!(mixed=> guard));
        let value = match fallible {
            true => quote_spanned! {mixed=>
                let value: #ty = #read;
                <Self as ::core::convert::TryFrom<#ty>>::try_from(value).map_err(::core::convert::Into::into)
            },
            false => quote_spanned! {mixed=>
                let value: #ty = #read;
                ::core::result::Result::Ok(<Self as ::core::convert::From<#ty>>::from(value))
            },
        };
        let (guard, guards) = match self.borrows {
            true => (self.guard_of(ty), quote_spanned!(mixed=> guard)),
            false => (quote!(()), quote!(_)),
        };
        Read { guard, guards, expected: self.expected_by(ty), value }
    }

    fn choice(&self, name: &str, form: &EnumForm, variants: &[Variant]) -> Read {
        let mixed = Span::mixed_site();
        let obj = quote_spanned!(mixed=> obj);
        let texts = || variants.iter().map(|variant| variant.text.as_str());
        let list = one_of(texts());
        let mut guards = Guards::default();
        let (expected, value) = match form {
            EnumForm::Literals => {
                let texts = texts();
                let arms = arms(variants, |variant| constructed(&path(variant)));
                let chosen = quote_spanned! {mixed=>
                    ::pydust::macro_support::choose(obj, &[#(#texts),*], Self::EXPECTED)?
                };
                (list, quote_spanned!(mixed=> match #chosen { #arms }))
            }
            EnumForm::Integers => {
                let values = variants.iter().map(path);
                let arms = arms(variants, |variant| constructed(&path(variant)));
                let chosen = quote_spanned! {mixed=>
                    ::pydust::macro_support::choose_integer(obj, &[#(#values as i64),*])?
                };
                ("int".to_owned(), quote_spanned!(mixed=> match #chosen { #arms }))
            }
            EnumForm::Untagged => (name.to_owned(), self.untagged(variants, &mut guards)),
            EnumForm::Internal { tag } => {
                let names = names([tag.as_str()]);
                let texts = texts();
                let arms = arms(variants, |variant| {
                    self.shape(&variant.shape, &path(variant), &obj, Some(tag), &mut guards)
                });
                let value = quote_spanned! {mixed=>
                    #names
                    let fields = ::pydust::macro_support::Fields::of_dict(obj, &NAMES)?;
                    match fields.choose(0, &[#(#texts),*], #list)? { #arms }
                };
                ("dict".to_owned(), value)
            }
            EnumForm::Adjacent { tag, content, deny_unknown } => {
                return self.adjacent(variants, [tag, content], *deny_unknown);
            }
        };
        let (guard, guards) = self.guards(guards);
        Read { guard, guards, expected: expected.to_token_stream(), value }
    }

    /// The first variant that fits.
    fn untagged(&self, variants: &[Variant], guards: &mut Guards) -> TokenStream {
        let mixed = Span::mixed_site();
        let obj = quote_spanned!(mixed=> obj);
        let attempts: Vec<TokenStream> = variants
            .iter()
            .map(|variant| {
                let text = &variant.text;
                let value = match &variant.shape {
                    Shape::Unit => {
                        let expected = one_of([text.as_str()]);
                        let constructed = constructed(&path(variant));
                        quote_spanned! {mixed=>
                            ::pydust::macro_support::choose(obj, &[#text], #expected)?;
                            #constructed
                        }
                    }
                    shape => self.shape(shape, &path(variant), &obj, None, guards),
                };
                let read = quote_spanned! {mixed=>
                    move || -> ::pydust::macro_support::Result<Self> { #value }
                };
                quote_spanned! {mixed=>
                    if let ::core::option::Option::Some(value) = tried.read(#text, #read)? {
                        return ::core::result::Result::Ok(value);
                    }
                }
            })
            .collect();
        quote_spanned! {mixed=>
            let mut tried = ::pydust::macro_support::Tried::new(obj);
            #(#attempts)*
            ::core::result::Result::Err(tried.into_error())
        }
    }

    /// A dict of tag and content.
    fn adjacent(&self, variants: &[Variant], keys: [&String; 2], deny_unknown: bool) -> Read {
        let mixed = Span::mixed_site();
        let content = quote_spanned!(mixed=> content);
        let mut inner = Guards::default();
        let values: Vec<TokenStream> = variants
            .iter()
            .map(|variant| self.shape(&variant.shape, &path(variant), &content, None, &mut inner))
            .collect();
        let (inner, pattern) = self.guards(inner);
        let (guard, guards, hold) = if self.borrows {
            let py = &self.header.py;
            let guard = quote!(::pydust::macro_support::Held<#py, #inner>);
            let hold = quote_spanned!(mixed=> let (content, #pattern) = held.hold(fields.get(1)?););
            (guard, quote_spanned!(mixed=> held), hold)
        } else {
            let object = quote!(::pydust::macro_support::Obj);
            (inner, pattern, quote_spanned!(mixed=> let content = &fields.get::<#object>(1)?;))
        };
        let mut values = values.into_iter();
        let arms = arms(variants, |variant| {
            let value = values.next();
            match variant.shape {
                Shape::Unit => quote!(#value),
                _ => quote_spanned! {mixed=>
                    #hold
                    fields.inside(1, move || { #value })
                },
            }
        });
        let names = names(keys.map(String::as_str));
        let deny = deny_unknown.then(|| quote_spanned!(mixed=> fields.deny_unknown()?;));
        let texts = variants.iter().map(|variant| variant.text.as_str());
        let list = one_of(texts.clone());
        let value = quote_spanned! {mixed=>
            #names
            let fields = ::pydust::macro_support::Fields::of_dict(obj, &NAMES)?;
            #deny
            match fields.choose(0, &[#(#texts),*], #list)? { #arms }
        };
        Read { guard, guards, expected: quote!("dict"), value }
    }

    /// Statements that read a shape from `obj`, and the value of `owner` that they make. `tag` is the key beside
    /// the fields, if there is one.
    fn shape(
        &self,
        shape: &Shape,
        owner: &TokenStream,
        obj: &TokenStream,
        tag: Option<&str>,
        guards: &mut Guards,
    ) -> TokenStream {
        let mixed = Span::mixed_site();
        let (source, deny_unknown, keys, fields) = match shape {
            Shape::Unit => return constructed(owner),
            Shape::Transparent(field) => {
                let member = member(field);
                let place = place(field, &self.conversion.name);
                let guard = guards.add(|| self.guard_of(&field.ty), place);
                let value = self.whole(place, obj, &guard.into_token_stream());
                return quote_spanned! {mixed=>
                    ::core::result::Result::Ok(#owner { #member: #value })
                };
            }
            Shape::Fields { source, deny_unknown, names, fields } => {
                (*source, *deny_unknown, names, fields)
            }
        };
        let count = keys.len();
        let of = match source {
            Source::Dict => quote_spanned!(mixed=> of_dict(#obj, &NAMES)),
            Source::Attributes => quote_spanned!(mixed=> of_attributes(#obj, &NAMES)),
            Source::Tuple => {
                let expected = expected(source, count);
                quote_spanned!(mixed=> of_items(#obj, #count, #expected))
            }
        };
        let names =
            (source != Source::Tuple).then(|| names(keys.iter().map(String::as_str).chain(tag)));
        let deny = deny_unknown.then(|| quote_spanned!(mixed=> fields.deny_unknown()?;));
        let values = fields.iter().map(|field| {
            let member = member(field);
            let value = self.field(field, guards);
            quote_spanned!(mixed=> #member: #value)
        });
        quote_spanned! {mixed=>
            #names
            let fields = ::pydust::macro_support::Fields::#of?;
            #deny
            ::core::result::Result::Ok(#owner { #(#values),* })
        }
    }

    /// The value of one field. It stands at the field's type, where a type that has no conversion is reported.
    fn field(&self, field: &Field, guards: &mut Guards) -> TokenStream {
        let mixed = Span::mixed_site();
        let place = place(field, &self.conversion.name);
        let verb = if self.borrows { "lend" } else { "get" };
        let ty = &field.ty;
        let (suffix, arguments) = match &field.role {
            Role::Skipped(value) => return value.clone(),
            Role::Part { index, default: None } => ("", quote!(#index)),
            Role::Part { index, default: Some(default) } => {
                ("_or", quote_spanned!(mixed=> #index, || #default))
            }
            Role::Rest => ("_rest", TokenStream::new()),
        };
        let method = Ident::new(&format!("{verb}{suffix}"), place.start);
        let held = self.borrows.then(|| {
            let guard = guards.add(|| self.held(&field.ty), place);
            quote_spanned!(mixed=> #guard,)
        });
        // A default can coerce to the type if that is named: `b"x"` to `&[u8]`.
        let named = (suffix == "_or").then(|| quote_spanned!(mixed=> ::<#ty>));
        quote_spanned!(mixed=> fields.#method #named (#held #arguments)?)
    }

    /// The whole object as one value.
    fn whole(&self, place: Place, obj: &TokenStream, guard: &TokenStream) -> TokenStream {
        let mixed = Span::mixed_site();
        if self.borrows {
            let read = quote_spanned!(place.start=> ::pydust::FromPy::from_py);
            return quote_spanned!(mixed=> #read(#obj, #guard)?);
        }
        let extract = Ident::new("extract", place.start);
        quote_spanned!(mixed=> #obj.#extract()?)
    }

    /// The guard of a type.
    fn guard_of(&self, ty: &TokenStream) -> TokenStream {
        let conversion = self.conversion_of(ty);
        let start = Place::of(ty, &self.conversion.name).start;
        quote_spanned!(start=> #conversion::Guard)
    }

    /// The guard of a type with the object that it borrows from.
    fn held(&self, ty: &TokenStream) -> TokenStream {
        let (py, guard) = (&self.header.py, self.guard_of(ty));
        let start = Place::of(ty, &self.conversion.name).start;
        quote_spanned!(start=> ::pydust::macro_support::Held<#py, #guard>)
    }

    fn expected_by(&self, ty: &TokenStream) -> TokenStream {
        let conversion = self.conversion_of(ty);
        quote!(#conversion::EXPECTED)
    }

    fn conversion_of(&self, ty: &TokenStream) -> TokenStream {
        let Header { object, py, .. } = self.header;
        let start = Place::of(ty, &self.conversion.name).start;
        let open = quote_spanned!(start=> <);
        quote_spanned!(start=> #open #ty as ::pydust::FromPy<#object, #py>>)
    }

    /// The type of all guards, and the pattern that takes it apart.
    fn guards(&self, guards: Guards) -> (TokenStream, TokenStream) {
        if !self.borrows {
            return (quote!(()), quote!(_));
        }
        // Pairs in pairs, since tuples of more than twelve have no default.
        let pair =
            |(types, locals), (ty, local)| (quote!((#ty, #types)), quote!((#local, #locals)));
        guards.0.into_iter().rev().fold((quote!(()), quote!(())), pair)
    }
}

/// The statement that counts how deep the conversion is, where a field's type may contain the type itself.
fn nested(conversion: &Conversion) -> Option<TokenStream> {
    let is_flat = |field: &&Field| {
        let ty = field.ty.to_string();
        ty == "String" || python::is_primitive(&ty)
    };
    let fields = conversion.form.fields();
    (!fields.iter().all(is_flat)).then(|| {
        quote_spanned! {Span::mixed_site()=>
            let _nested = ::pydust::macro_support::Nested::enter::<Self>(obj)?;
        }
    })
}

/// The guards of the fields so far: their types, and the locals that hold them.
#[derive(Default)]
struct Guards(Vec<(TokenStream, Ident)>);

impl Guards {
    fn add(&mut self, ty: impl FnOnce() -> TokenStream, place: Place) -> Ident {
        let local = local('g', self.0.len(), place.start);
        self.0.push((ty(), local.clone()));
        local
    }
}

/// `Self::Variant`.
fn path(variant: &Variant) -> TokenStream {
    let name = ours(&variant.name);
    quote_spanned!(Span::mixed_site()=> Self::#name)
}

/// A value without fields.
fn constructed(path: &TokenStream) -> TokenStream {
    quote_spanned!(Span::mixed_site()=> ::core::result::Result::Ok(#path {}))
}

/// The arms of a `match` on the index of a variant; the last one takes the rest.
fn arms(variants: &[Variant], mut value: impl FnMut(&Variant) -> TokenStream) -> TokenStream {
    let last = variants.len().saturating_sub(1);
    let arm = |(index, variant): (usize, &Variant)| {
        let value = value(variant);
        let index = Literal::usize_unsuffixed(index);
        match index.to_string() == last.to_string() {
            true => quote!(_ => { #value }),
            false => quote!(#index => { #value }),
        }
    };
    variants.iter().enumerate().map(arm).collect()
}

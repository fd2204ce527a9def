//! What options of `#[class(..)]` write: calls of the library's functions, and the fields that these work on.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};

use super::{Place, exception, ours};
use crate::model::{Callable, Class, Generated, Part};
use crate::python;

/// The body of a method that the library has.
pub fn call(callable: &Callable, function: &str) -> TokenStream {
    let mixed = Span::mixed_site();
    let function = Ident::new(function, mixed);
    let owner = callable.owner.as_ref().map(ours);
    quote_spanned!(mixed=> ::pydust::macro_support::generated::#function::<#owner>(call, &Self::SPEC))
}

/// What stands beside a class for the methods that its options write.
pub fn beside(class: &Class) -> TokenStream {
    let has = |option| class.options.has(option);
    let mut items = Vec::new();
    if has(Generated::Init) {
        items.push(constructor(class));
    }
    let shows = [Generated::Repr, Generated::Hash, Generated::Copy, Generated::Raised];
    if shows.into_iter().any(has) {
        items.push(shown(class));
    }
    if has(Generated::Raised) {
        items.extend(exception::raised(class));
    }
    if has(Generated::Eq) {
        items.push(compared(class));
    }
    if has(Generated::MatchArgs) {
        items.push(matched(class));
    }
    if has(Generated::Copy) {
        items.push(copied(class));
    }
    if has(Generated::Pickle) {
        items.push(pickled(class));
    }
    let conditions = &class.conditions;
    quote!(#(#conditions #[automatically_derived] #items)*)
}

/// The function that makes the value from the public fields.
fn constructor(class: &Class) -> TokenStream {
    let mixed = Span::mixed_site();
    let name = ours(&class.name);
    let method = class.constructor.as_ref().map(|constructor| ours(&constructor.name));
    let value = |part: &Part| {
        let field = &part.name;
        // A name that no default can mean.
        let value =
            if part.is_public { parameter(part).into_token_stream() } else { default(part) };
        quote_spanned!(mixed=> #field: #value,)
    };
    let values = class.parts.iter().map(value);
    let parameters = public(class).map(|part| {
        let (parameter, ty) = (parameter(part), &part.ty);
        quote_spanned!(mixed=> #parameter: #ty,)
    });
    quote_spanned! {mixed=>
        impl #name {
            /// A new value, as Python makes it.
            #[allow(clippy::too_many_arguments)]
            pub fn #method(#(#parameters)*) -> Self {
                Self { #(#values)* }
            }
        }
    }
}

/// What a field is that nobody gives a value.
fn default(part: &Part) -> TokenStream {
    let place = Place::of(&part.ty, &part.name);
    let default = quote_spanned!(place.end=> ::core::default::Default::default());
    part.default.clone().unwrap_or(default)
}

fn parameter(part: &Part) -> Ident {
    format_ident!("{}", part.name, span = Span::mixed_site())
}

fn public(class: &Class) -> impl Iterator<Item = &Part> {
    class.parts.iter().filter(|part| part.is_public)
}

fn base(class: &Class) -> Option<&Part> {
    let base = class.base_field()?;
    class.parts.iter().find(|part| part.name == *base)
}

/// The fields of the class's own.
fn own(class: &Class) -> impl Iterator<Item = &Part> {
    let base = class.base_field();
    class.parts.iter().filter(move |part| base.is_none_or(|base| part.name != *base))
}

/// `const NAMES`: those of the base, if there is one, and then these.
fn names(class: &Class, with: &str, own: &[String]) -> TokenStream {
    let mixed = Span::mixed_site();
    let Some(base) = base(class) else {
        return quote_spanned!(mixed=> const NAMES: &'static [&'static str] = &[#(#own),*];);
    };
    let inherited = of_base(base, with, quote_spanned!(mixed=> NAMES));
    let count = own.len();
    quote_spanned! {mixed=>
        const NAMES: &'static [&'static str] = {
            const ALL: [&str; #inherited.len() + #count] =
                ::pydust::macro_support::generated::join(#inherited, &[#(#own),*]);
            &ALL
        };
    }
}

/// `<Base as trait>::item`, shown at the base's type.
fn of_base(base: &Part, with: &str, item: TokenStream) -> TokenStream {
    let (ty, place) = (&base.ty, Place::of(&base.ty, &base.name));
    let with = Ident::new(with, place.end);
    quote_spanned!(place.end=> <#ty as ::pydust::macro_support::generated::#with>::#item)
}

/// The names that a pattern matches by position.
fn matched(class: &Class) -> TokenStream {
    let mixed = Span::mixed_site();
    let name = ours(&class.name);
    let positional = public(class).filter(|part| !part.is_keyword_only);
    let own: Vec<String> = positional.map(|part| python::name(&part.name)).collect();
    let names = names(class, "Matched", &own);
    quote_spanned! {mixed=>
        impl ::pydust::macro_support::generated::Matched for #name {
            #names
        }
    }
}

/// The public fields, as Python sees them.
fn shown(class: &Class) -> TokenStream {
    let mixed = Span::mixed_site();
    let name = ours(&class.name);
    let own_names: Vec<String> = public(class).map(|part| python::name(&part.name)).collect();
    let names = names(class, "Shown", &own_names);
    let values = public(class).map(|part| {
        let field = ours(&part.name);
        let value = Place::of(&part.ty, &part.name)
            .call("returned", quote_spanned!(mixed=> &self.#field, py));
        quote_spanned!(mixed=> #value?)
    });
    let values = quote_spanned!(mixed=> ::pydust::macro_support::tuple(py, [#(#values),*]));
    let values = match base(class) {
        None => values,
        Some(base) => {
            let field = ours(&base.name);
            let inherited =
                of_base(base, "Shown", quote_spanned!(mixed=> values(&self.#field, py)));
            quote_spanned!(mixed=> ::pydust::macro_support::generated::joined(&#inherited?, &#values?))
        }
    };
    quote_spanned! {mixed=>
        impl ::pydust::macro_support::generated::Shown for #name {
            #names
            fn values<'py>(
                &self,
                py: ::pydust::macro_support::Python<'py>,
            ) -> ::pydust::macro_support::Result<::pydust::macro_support::Obj<'py>> {
                #values
            }
        }
    }
}

/// The comparison of the public fields.
fn compared(class: &Class) -> TokenStream {
    let mixed = Span::mixed_site();
    let name = ours(&class.name);
    let inherited = base(class).map(|base| {
        let field = ours(&base.name);
        let arguments = quote_spanned!(mixed=> compare(&self.#field, &other.#field, comparing));
        of_base(base, "Compared", arguments)
    });
    let own = public(class).map(|part| {
        let field = ours(&part.name);
        let place = Place::of(&part.ty, &part.name);
        let start = quote_spanned!(place.start=> side(&self.#field));
        quote_spanned!(place.end=> #start.compare(&other.#field, comparing))
    });
    let mut all: Vec<TokenStream> = inherited.into_iter().chain(own).collect();
    let last = all.pop().unwrap_or_else(|| quote!(::core::result::Result::Ok(true)));
    quote_spanned! {mixed=>
        impl ::pydust::macro_support::generated::Compared for #name {
            #[inline(always)]
            fn compare(
                &self,
                other: &Self,
                comparing: &mut ::pydust::macro_support::generated::Comparing<'_>,
            ) -> ::pydust::macro_support::Result<bool> {
                #[allow(unused_imports)]
                use ::pydust::macro_support::generated::comparing::*;
                #(if !#all? {
                    return ::core::result::Result::Ok(false);
                })*
                #last
            }
        }
    }
}

/// All fields, for copies.
fn copied(class: &Class) -> TokenStream {
    let name = ours(&class.name);
    let (copies, deep, replaced) = (copies(class), deep_copies(class), replacements(class));
    quote_spanned! {Span::mixed_site()=>
        impl ::pydust::macro_support::generated::Copied for #name {
            fn copied(
                &self,
                py: ::pydust::macro_support::Python<'_>,
            ) -> ::pydust::macro_support::Result<Self> {
                #[allow(unused_imports)]
                use ::pydust::macro_support::generated::copying::*;
                Whole(self).copied(|| ::core::result::Result::Ok(Self { #copies }))
            }
            fn deepen(
                &mut self,
                memo: &::pydust::macro_support::Obj<'_>,
            ) -> ::pydust::macro_support::Result<()> {
                #[allow(unused_imports)]
                use ::pydust::macro_support::generated::copying::*;
                #deep
                ::core::result::Result::Ok(())
            }
            fn replace(
                &mut self,
                index: usize,
                value: &::pydust::macro_support::Obj<'_>,
            ) -> ::pydust::macro_support::Result<()> {
                #[allow(unused_imports)]
                use ::pydust::macro_support::generated::copying::*;
                #replaced
                ::core::result::Result::Ok(())
            }
        }
    }
}

/// A call of `copying`, shown at the field's type.
fn part(part: &Part, method: &str, argument: TokenStream) -> TokenStream {
    let place = Place::of(&part.ty, &part.name);
    let field = ours(&part.name);
    let method = Ident::new(method, place.end);
    let start = quote_spanned!(place.start=> part::<Self, _>(&self.#field));
    quote_spanned!(place.end=> #start.#method(#argument))
}

/// The fields of a struct expression.
fn copies(class: &Class) -> TokenStream {
    let mixed = Span::mixed_site();
    let inherited = base(class).map(|base| {
        let field = ours(&base.name);
        let copy = of_base(base, "Copied", quote_spanned!(mixed=> copied(&self.#field, py)));
        quote_spanned!(mixed=> #field: #copy?,)
    });
    let own = own(class).map(|one| {
        let field = ours(&one.name);
        let copy = part(one, "copy", quote_spanned!(mixed=> py));
        quote_spanned!(mixed=> #field: #copy?,)
    });
    inherited.into_iter().chain(own).collect()
}

/// The statements that put deep copies in the places of what they copy.
fn deep_copies(class: &Class) -> TokenStream {
    let mixed = Span::mixed_site();
    let inherited = base(class).map(|base| {
        let field = ours(&base.name);
        let deep = of_base(base, "Copied", quote_spanned!(mixed=> deepen(&mut self.#field, memo)));
        quote_spanned!(mixed=> #deep?;)
    });
    let own = own(class).map(|one| {
        let field = ours(&one.name);
        let copy = part(one, "deep", quote_spanned!(mixed=> memo));
        quote_spanned! {mixed=>
            if let ::core::option::Option::Some(value) = #copy? {
                self.#field = value;
            }
        }
    });
    inherited.into_iter().chain(own).collect()
}

/// The statements that give the public field at `index` a new value; the base's come first.
fn replacements(class: &Class) -> TokenStream {
    let mixed = Span::mixed_site();
    let inherited = base(class).map(|base| {
        let field = ours(&base.name);
        let arguments = quote_spanned!(mixed=> replace(&mut self.#field, index, value));
        let replace = of_base(base, "Copied", arguments);
        let count = of_base(base, "Shown", quote_spanned!(mixed=> NAMES));
        quote_spanned! {mixed=>
            let ::core::option::Option::Some(index) = index.checked_sub(#count.len()) else {
                return #replace;
            };
        }
    });
    let own = public(class).enumerate().map(|(index, one)| {
        let field = ours(&one.name);
        let value = part(one, "read", quote_spanned!(mixed=> value));
        quote_spanned!(mixed=> #index => self.#field = #value?,)
    });
    quote_spanned! {mixed=>
        #inherited
        match index {
            #(#own)*
            _ => {}
        }
    }
}

/// All fields but those that are skipped, for pickles.
fn pickled(class: &Class) -> TokenStream {
    let mixed = Span::mixed_site();
    let name = ours(&class.name);
    let version = &class.options.pickle_version;
    let version = if version.is_empty() { quote!(1) } else { version.clone() };
    let stored: Vec<&Part> = class.parts.iter().filter(|part| !part.is_skipped).collect();
    let names = stored.iter().map(|part| python::name(&part.name));
    let base_name = class.base_field();
    let saved = stored.iter().map(|part| {
        let field = ours(&part.name);
        if base_name == Some(&part.name) {
            let state = of_base(part, "Pickled", quote_spanned!(mixed=> state(&self.#field, py)));
            return quote_spanned!(mixed=> #state?);
        }
        let place = Place::of(&part.ty, &part.name);
        let start = quote_spanned!(place.start=> stored(&self.#field));
        quote_spanned!(place.end=> #start.save(py)?)
    });
    let mut index = 0_usize;
    let restored = class.parts.iter().map(|part| {
        let (field, ty) = (ours(&part.name), &part.ty);
        if part.is_skipped {
            let value = default(part);
            return quote_spanned!(mixed=> #field: #value,);
        }
        let place = index;
        index += 1;
        if base_name == Some(&part.name) {
            return quote_spanned!(mixed=> #field: state.base::<#ty>(#place)?,);
        }
        quote_spanned!(mixed=> #field: Restored::<#ty>::field(state, #place)?,)
    });
    quote_spanned! {mixed=>
        impl ::pydust::macro_support::generated::Pickled for #name {
            const VERSION: u32 = #version;
            const NAMES: &'static [&'static str] = &[#(#names),*];
            fn state<'py>(
                &self,
                py: ::pydust::macro_support::Python<'py>,
            ) -> ::pydust::macro_support::Result<::pydust::macro_support::Obj<'py>> {
                #[allow(unused_imports)]
                use ::pydust::macro_support::generated::pickling::*;
                ::pydust::macro_support::tuple(py, [#(#saved),*])
            }
            fn restored(
                state: &::pydust::macro_support::generated::State<'_, '_>,
            ) -> ::pydust::macro_support::Result<Self> {
                #[allow(unused_imports)]
                use ::pydust::macro_support::generated::pickling::*;
                ::core::result::Result::Ok(Self { #(#restored)* })
            }
        }
    }
}

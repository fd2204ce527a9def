//! Functions: the marker type, its spec, and the call that turns arguments into values and back.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{format_ident, quote, quote_spanned};

use super::{Place, c_name, doc, generated, ours, record};
use crate::model::{Access, Body, Callable, Parameter, ParameterKind, Receiver, Role};
use crate::python::{
    self,
    special::{Mismatch, Outcome},
};
use crate::text;

/// What a special method does otherwise than a function.
#[derive(Clone, Copy)]
pub struct Form {
    pub mismatch: Mismatch,
    pub outcome: Outcome,
}

impl Form {
    /// A function: it raises, and gives an object.
    pub const PLAIN: Self = Self { mismatch: Mismatch::Raise, outcome: Outcome::Object };
    /// A function that sets or deletes an attribute.
    pub const CHANGE: Self = Self { mismatch: Mismatch::Raise, outcome: Outcome::Nothing };
}

/// The receiver of functions that Python calls for an attribute: they have no name of their own, and no signature.
const ATTRIBUTE: &str = "Attribute";

/// What `#[function]` and modules put beside a free function: its marker under its own name.
pub fn beside(callable: &Callable) -> TokenStream {
    let Callable { conditions, visibility, .. } = callable;
    let name = ours(&callable.name);
    let function = implementation(callable, &name, Form::PLAIN);
    let record = record::function::function(callable, record::function::Form::Plain);
    let record = record::constant(&record.finish());
    quote! {
        #conditions
        #[doc(hidden)]
        #visibility enum #name {}
        #function
        #conditions
        #[automatically_derived]
        impl ::pydust::macro_support::Reexport for #name {
            const ITEM: ::pydust::macro_support::Item = ::pydust::macro_support::Item::function::<#name>();
            #record
        }
    }
}

/// A marker that only a spec around it sees.
pub fn inside(callable: &Callable, marker: &Ident, form: Form) -> TokenStream {
    let conditions = &callable.conditions;
    let function = implementation(callable, marker, form);
    quote! {
        #conditions
        enum #marker {}
        #function
    }
}

fn implementation(callable: &Callable, marker: &Ident, form: Form) -> TokenStream {
    let conditions = &callable.conditions;
    let allow = allow_deprecated(callable);
    let receiver = match callable.receiver {
        _ if callable.is_accessor => ATTRIBUTE,
        Receiver::Module => "Module",
        Receiver::State(_) => "State",
        Receiver::Instance(_) | Receiver::Handle | Receiver::Variant | Receiver::Flags => {
            "Instance"
        }
        Receiver::Class => "Class",
        Receiver::Static => "Static",
    };
    let spec = spec(callable, receiver);
    let body = match callable.body {
        Body::User => {
            let Call { bind, arguments } = call(callable, form.mismatch, &own_spec());
            let borrow = borrow(callable);
            let result = result(callable, &arguments, form.outcome);
            quote!(#bind #borrow #result)
        }
        Body::Library(function) => generated::call(callable, function),
    };
    let Interface { implemented, method, value } = interface(callable, form.outcome);
    // `unsafe` must be at the call site, or a user's `forbid(unsafe_code)` would refuse it.
    let unsafe_token = Ident::new("unsafe", Span::call_site());
    quote_spanned! {Span::mixed_site()=>
        #conditions
        #[automatically_derived]
        #unsafe_token impl ::pydust::macro_support::#implemented for #marker {
            const SPEC: ::pydust::macro_support::FunctionSpec = #spec;
            #allow
            #[inline(always)]
            fn #method -> ::pydust::macro_support::Result<#value> {
                #body
            }
        }
    }
}

/// What a marker implements: the trait, its method, and what that gives.
struct Interface {
    implemented: TokenStream,
    method: TokenStream,
    value: TokenStream,
}

fn interface(callable: &Callable, outcome: Outcome) -> Interface {
    let mixed = Span::mixed_site();
    let parameter = quote_spanned!(mixed=> call: ::pydust::macro_support::Call<'a, 'py>);
    let method = quote_spanned!(mixed=> call<'a, 'py>(#parameter));
    let object = quote_spanned!(mixed=> ::pydust::macro_support::Obj<'py>);
    if callable.parameters.iter().any(|parameter| matches!(parameter.role, Role::Operator)) {
        let operator = quote_spanned!(mixed=> operator: ::pydust::macro_support::Comparison);
        return Interface {
            implemented: quote!(slot::Compare),
            method: quote_spanned!(mixed=> compare<'a, 'py>(#parameter, #operator)),
            value: object,
        };
    }
    let Some((kind, _)) = outcome.names() else {
        return Interface { implemented: quote!(Function), method, value: object };
    };
    let kind = Ident::new(kind, mixed);
    let kind = quote_spanned!(mixed=> ::pydust::macro_support::#kind);
    Interface {
        implemented: quote!(Function<#kind>),
        method,
        value: quote_spanned!(mixed=> <#kind as ::pydust::macro_support::Outcome>::Value<'py>),
    }
}

/// The constructor of `class`.
pub fn constructor(callable: &Callable, class: &Ident, marker: &Ident) -> TokenStream {
    let allow = allow_deprecated(callable);
    // Python passes the instance that is being made.
    let spec = spec(callable, "Instance");
    let Call { bind, arguments } = call(callable, Mismatch::Raise, &own_spec());
    let borrow = borrow(callable);
    let place = Place::of(&callable.output, &callable.name);
    let constructed = place.constructed(quote!(#class), invoke(callable, &arguments));
    let unsafe_token = Ident::new("unsafe", Span::call_site());
    quote_spanned! {Span::mixed_site()=>
        enum #marker {}
        #[automatically_derived]
        #unsafe_token impl ::pydust::macro_support::Constructor for #marker {
            type Class = #class;
            const SPEC: ::pydust::macro_support::FunctionSpec = #spec;
            #allow
            #[inline(always)]
            fn construct<'a, 'py>(
                call: ::pydust::macro_support::Call<'a, 'py>,
            ) -> ::pydust::macro_support::Result<#class> {
                #bind
                #borrow
                #constructed
            }
        }
    }
}

/// The spec of the `impl` around a call.
fn own_spec() -> TokenStream {
    quote_spanned!(Span::mixed_site()=> Self::SPEC)
}

fn allow_deprecated(callable: &Callable) -> Option<TokenStream> {
    callable.deprecated.then(|| quote!(#[allow(deprecated)]))
}

/// The spec of a function. Its receiver is what messages count as an argument, and what a call is made on.
pub fn spec(callable: &Callable, receiver: &str) -> TokenStream {
    let name = callable.qualified_name();
    let python_name = c_name(&callable.exported);
    let mut docs = callable.doc.clone();
    if receiver != ATTRIBUTE {
        docs.prepend(text::signature_line(&python::name(&callable.exported), callable));
    }
    let doc = doc(&docs);
    let receiver = Ident::new(receiver, Span::mixed_site());
    let params = callable.parameters.iter().filter_map(param);
    quote! {
        ::pydust::macro_support::FunctionSpec::new(
            #name, #python_name, #doc, ::pydust::macro_support::Receiver::#receiver, &[#(#params),*]
        )
    }
}

fn param(parameter: &Parameter) -> Option<TokenStream> {
    let name = python::name(&parameter.name);
    let (kind, presence) = match &parameter.role {
        Role::Token | Role::Receiver | Role::Operator => return None,
        Role::Args => ("VarPositional", quote!(Optional)),
        Role::Kwargs => ("VarKeyword", quote!(Optional)),
        Role::Named { kind, default } => {
            let kind = match kind {
                ParameterKind::PositionalOnly => "PositionalOnly",
                ParameterKind::PositionalOrKeyword => "PositionalOrKeyword",
                ParameterKind::KeywordOnly => "KeywordOnly",
            };
            (kind, if default.is_some() { quote!(Optional) } else { quote!(Required) })
        }
    };
    let kind = Ident::new(kind, Span::mixed_site());
    Some(quote! {
        ::pydust::macro_support::Param::new(
            #name,
            ::pydust::macro_support::ParamKind::#kind,
            ::pydust::macro_support::Presence::#presence
        )
    })
}

/// The first half of a call: statements that bind the values, and the values in the order of the parameters.
pub struct Call {
    pub bind: TokenStream,
    pub arguments: Vec<TokenStream>,
}

/// `spec` is the path of the function's spec.
pub fn call(callable: &Callable, mismatch: Mismatch, spec: &TokenStream) -> Call {
    let mixed = Span::mixed_site();
    let mut cells = Vec::new();
    let mut values = TokenStream::new();
    let mut arguments = Vec::new();
    // The place in the spec, which has no tokens.
    let mut index = 0_usize;
    for parameter in &callable.parameters {
        let mut local = format_ident!("v{}", index, span = mixed);
        match &parameter.role {
            Role::Token => {
                arguments.push(quote_spanned!(mixed=> call.py()));
                continue;
            }
            Role::Receiver => {
                // A parameter of another type is reported there.
                let this = Place::of(&parameter.ty, &parameter.name).start;
                arguments.push(quote_spanned!(this=> this));
                continue;
            }
            Role::Operator => {
                arguments.push(quote_spanned!(mixed=> operator));
                continue;
            }
            Role::Args => values.extend(quote_spanned!(mixed=> let #local = call.args(&#spec);)),
            Role::Kwargs => {
                values.extend(quote_spanned!(mixed=> let #local = call.kwargs(&#spec);))
            }
            Role::Named { default, .. } => {
                cells.push(format_ident!("a{}", index, span = mixed));
                values.extend(value(callable, parameter, index, mismatch, spec));
                // A default of another type is found where the function is called: blame the default.
                let blamed = default.as_ref().unwrap_or(&parameter.ty);
                local.set_span(Place::of(blamed, &parameter.name).start);
            }
        }
        arguments.push(quote!(#local));
        index += 1;
    }
    let bind = quote_spanned! {mixed=>
        let [#(#cells),*] = call.bind(&#spec)?;
        #values
    };
    Call { bind, arguments }
}

/// The statements that make the value of one parameter from its cell. They stand at the parameter's type, where
/// a type that has no conversion is reported.
fn value(
    callable: &Callable,
    parameter: &Parameter,
    index: usize,
    mismatch: Mismatch,
    spec: &TokenStream,
) -> TokenStream {
    let place = Place::of(&parameter.ty, &parameter.name);
    let [cell, guard, local] =
        ["a", "g", "v"].map(|letter| format_ident!("{letter}{index}", span = place.end));
    let mutable = quote_spanned!(place.start=> &mut);
    let default = match &parameter.role {
        Role::Named { default, .. } => default.as_ref(),
        _ => None,
    };
    let value = match (default, mismatch) {
        (default, Mismatch::NotImplemented | Mismatch::False) => {
            let (convert, answer) = match mismatch {
                Mismatch::False => ("sought", quote!(false)),
                _ => ("operand", quote_spanned!(place.end=> call.py().not_implemented())),
            };
            let operand = match default {
                None => place.call(convert, quote!(#cell, &#spec, #mutable #guard)),
                Some(default) => {
                    let default = name_self(default.clone(), callable.owner.as_ref());
                    let generics = default_type(parameter, callable.owner.as_ref());
                    let arguments =
                        quote_spanned!(place.end=> #cell, &#spec, #mutable #guard, || #default);
                    place.generic_call("operand_or", generics, arguments)
                }
            };
            quote_spanned! {place.end=>
                let ::core::option::Option::Some(#local) = #operand? else {
                    return ::core::result::Result::Ok(#answer);
                };
            }
        }
        (None, Mismatch::Raise) => {
            let arguments = quote_spanned!(place.end=> #cell, &#spec, #index, #mutable #guard);
            let argument = place.call("argument", arguments);
            quote_spanned!(place.end=> let #local = #argument?;)
        }
        (Some(default), Mismatch::Raise) => {
            let default = name_self(default.clone(), callable.owner.as_ref());
            let arguments =
                quote_spanned!(place.end=> #cell, &#spec, #index, #mutable #guard, || #default);
            let generics = default_type(parameter, callable.owner.as_ref());
            let argument = place.generic_call("argument_or", generics, arguments);
            quote_spanned!(place.end=> let #local = #argument?;)
        }
    };
    quote_spanned! {place.end=>
        let mut #guard = ::core::default::Default::default();
        #value
    }
}

/// `::<T>` for a parameter with a default, so that the default can coerce to the type: `b"x"` to `&[u8]`. A type
/// with a named lifetime can't be written outside of its function, and is left to inference.
fn default_type(parameter: &Parameter, owner: Option<&Ident>) -> TokenStream {
    if has_lifetime(parameter.ty.clone()) {
        return TokenStream::new();
    }
    let ty = name_self(parameter.ty.clone(), owner);
    quote!(::<#ty>)
}

fn has_lifetime(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Punct(punct) => punct.as_char() == '\'',
        TokenTree::Group(group) => has_lifetime(group.stream()),
        _ => false,
    })
}

/// `Self` by its name: the expression will stand in another type's `impl`.
pub fn name_self(expression: TokenStream, owner: Option<&Ident>) -> TokenStream {
    let Some(owner) = owner else { return expression };
    let rename = |token| match token {
        TokenTree::Ident(word) if word == "Self" => at(owner, word.span()).into(),
        TokenTree::Group(group) => {
            let mut renamed = Group::new(group.delimiter(), name_self(group.stream(), Some(owner)));
            renamed.set_span(group.span());
            renamed.into()
        }
        token => token,
    };
    expression.into_iter().map(rename).collect()
}

/// The statements that get hold of `self`; the first half of a call comes before them, so that arguments which are
/// the same object are not in the way.
fn borrow(callable: &Callable) -> TokenStream {
    let mixed = Span::mixed_site();
    let owner = callable.owner.as_ref().map(ours);
    let (method, access) = match callable.receiver {
        Receiver::Module | Receiver::Static => return TokenStream::new(),
        Receiver::Class => return quote_spanned!(mixed=> let this = call.class();),
        Receiver::Handle => return quote_spanned!(mixed=> let this = call.instance::<#owner>();),
        Receiver::State(access) => ("state", access),
        Receiver::Instance(access) => ("receiver", access),
        Receiver::Variant => return member(callable, "variant"),
        Receiver::Flags => return member(callable, "flags"),
    };
    let (method, mutable) = match access {
        Access::Shared => (method.to_owned(), None),
        Access::Exclusive => (format!("{method}_mut"), Some(quote!(mut))),
    };
    let method = Ident::new(&method, mixed);
    quote_spanned! {mixed=>
        let #mutable guard = call.#method::<#owner>(&Self::SPEC)?;
        let this = &#mutable *guard;
    }
}

/// The statement that finds out for which variant, or which flags, a member stands.
fn member(callable: &Callable, method: &str) -> TokenStream {
    let mixed = Span::mixed_site();
    let owner = callable.owner.as_ref().map(ours);
    let reference = (callable.receiver == Receiver::Variant).then(|| quote_spanned!(mixed=> &));
    let method = Ident::new(method, mixed);
    quote_spanned!(mixed=> let this = #reference call.#method::<#owner>(&Self::SPEC)?;)
}

/// The user's call, shown at the type that it returns.
pub fn invoke(callable: &Callable, arguments: &[TokenStream]) -> TokenStream {
    let mixed = Span::mixed_site();
    let place = Place::of(&callable.output, &callable.name);
    let owner = callable.owner.as_ref().map(|owner| at(owner, place.start));
    let owner = owner.map(|owner| quote_spanned!(place.start=> #owner::));
    let name = at(&callable.name, place.end);
    let has_self =
        matches!(callable.receiver, Receiver::State(_) | Receiver::Instance(_) | Receiver::Variant);
    let this = has_self.then(|| quote_spanned!(mixed=> this,));
    let call = quote_spanned!(place.end=> #owner #name(#this #(#arguments),*));
    if callable.detach { quote_spanned!(mixed=> call.py().detach(move || #call)) } else { call }
}

/// The expression of the result.
fn result(callable: &Callable, arguments: &[TokenStream], outcome: Outcome) -> TokenStream {
    let invoke = invoke(callable, arguments);
    let place = Place::of(&callable.output, &callable.name);
    if let Some((_, convert)) = outcome.names() {
        let token =
            outcome.makes_object().then(|| quote_spanned!(Span::mixed_site()=> , call.py()));
        return place.call(convert, quote!(#invoke #token));
    }
    let changes = callable.receiver == Receiver::Instance(Access::Exclusive);
    if outcome == Outcome::InPlace && (changes || is_nothing(&callable.output)) {
        return place.call("changed", quote_spanned!(Span::mixed_site()=> #invoke, &call));
    }
    let value = match outcome {
        Outcome::Checked(kind) => place.call(kind, invoke),
        _ => invoke,
    };
    place.call("returned", quote_spanned!(Span::mixed_site()=> #value, call.py()))
}

/// Whether a type is `()` or a `Result` of it.
pub fn is_nothing(output: &TokenStream) -> bool {
    let first = output.clone().into_iter().find_map(|token| match token {
        TokenTree::Group(group) => Some(group.stream().is_empty()),
        TokenTree::Punct(punct) if punct.as_char() == ',' => Some(false),
        _ => None,
    });
    first.unwrap_or(output.is_empty())
}

/// The user's name, shown at `span`. It stays the user's: none of the macro's locals can hide it.
fn at(name: &Ident, span: Span) -> Ident {
    let mut name = name.clone();
    name.set_span(name.span().located_at(span));
    name
}

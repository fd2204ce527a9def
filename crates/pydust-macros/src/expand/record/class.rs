//! What records say of classes and their members. Special methods have the types that type checkers expect of them.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::function::{self, Form, described, function};
use super::{Record, gives, id, takes};
use crate::expand::exception::named_kind;
use crate::expand::ours;
use crate::model::{
    Access, Base, Body, Callable, Class, ClassAttribute, ClassValue, Family, FamilyVariant, Field,
    Generated, Member, Property, Receiver,
};
use crate::python;

mod generated;
mod special;

/// A class with its members.
pub fn class(class: &Class) -> TokenStream {
    let options = &class.options;
    let mut record = Record::new("class")
        .text("name", &python::name(&class.name))
        .piece("id", own_id(&class.name))
        .doc(&class.doc)
        .flag("final", options.is_final || is_closed(class))
        .flag("generic", options.generic)
        .json("type_params", &names(&options.type_params))
        .flag("dict", options.dict);
    if !class.is_bare() {
        let name = ours(&class.name);
        record = record.entry(quote!(::pydust::macro_support::disjoint::<#name>()));
    }
    if let Some(outer) = &options.within {
        record = record.piece("within", takes(&quote!(&#outer), None));
    }
    if let Some(base) = base(class) {
        record = record.bases(&base);
    }
    let variants = class.family.iter().flat_map(|family| variants(class, family));
    let defaults = is_closed(class).then(generated::of_family).into_iter().flatten();
    let members: Vec<TokenStream> = variants.chain(members(class)).chain(defaults).collect();
    record.list("members", &members).finish()
}

/// Members of a class that stand in an `impl` block elsewhere. `owner` is the type of the library that stands for it.
pub fn block(class: &Class, owner: &TokenStream) -> TokenStream {
    let name = python::name(&class.name);
    let place = quote!(::core::concat!(
        ::core::module_path!(), "::", #name, "@", ::core::line!(), ":", ::core::column!()
    ));
    let owner_id = quote!(<#owner as ::pydust::macro_support::Owner>::ID);
    Record::new("block")
        .piece("id", quote!(::pydust::macro_support::Piece::Json(#place)))
        .piece("class", quote!(::pydust::macro_support::Piece::Json(#owner_id)))
        .list("members", &members(class).collect::<Vec<_>>())
        .finish()
}

impl Record {
    /// The only base.
    pub fn bases(self, base: &TokenStream) -> Self {
        let base = quote!(::pydust::macro_support::Piece::Joined(&[
            ::pydust::macro_support::Piece::Json("\""),
            #base,
            ::pydust::macro_support::Piece::Json("\"")
        ]));
        self.list("bases", &[base])
    }
}

/// A list of texts that need no escapes.
fn names(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    format!("[{}]", quoted.join(","))
}

/// The id of the class of that name in the module at hand.
pub fn own_id(name: &Ident) -> TokenStream {
    let id = id(name);
    quote!(::pydust::macro_support::Piece::Json(#id))
}

fn base(class: &Class) -> Option<TokenStream> {
    match class.base.as_ref()? {
        Base::Field { ty, .. } => Some(takes(&quote!(&#ty), Some(&class.name))),
        Base::Builtin(handle) => {
            let handle = ours(handle);
            Some(quote!(::pydust::macro_support::Hinted::<::pydust::#handle<'static>>::BASE))
        }
        Base::Path(path) => {
            Some(named_kind(quote!(::pydust::macro_support::Hinted::<#path>::BASE)))
        }
    }
}

fn members(class: &Class) -> impl Iterator<Item = TokenStream> {
    let constructor = class.constructor.iter().map(|callable| {
        let conditions = &callable.conditions;
        let record = function(callable, Form::Constructor).finish();
        quote!(#conditions #record)
    });
    let members = class.members.iter().flat_map(|item| member(&class.name, item));
    constructor.chain(members)
}

/// Whether it is an enum whose variants alone inherit from it.
fn is_closed(class: &Class) -> bool {
    class.family.is_some() && !class.options.has(Generated::Raised)
}

/// What is said of a member: of a property also what sets and deletes it.
pub fn member(class: &Ident, member: &Member) -> Vec<TokenStream> {
    let (conditions, records) = match member {
        Member::Field(item) => (&item.conditions, vec![field(class, item)]),
        Member::Property(item) => (&item.getter.conditions, property(item)),
        Member::Constant(item) => (&item.conditions, vec![attribute(class, item)]),
        Member::Special(_, callable) | Member::Function(callable)
            if callable.body != Body::User =>
        {
            (&callable.conditions, generated::method(class, callable))
        }
        Member::Special(special, callable) => {
            (&callable.conditions, special::method(special, callable))
        }
        Member::Function(callable) => (&callable.conditions, vec![function(callable, Form::Plain)]),
    };
    let records = records.into_iter().map(Record::finish);
    records.map(|record| quote!(#conditions #record)).collect()
}

fn field(class: &Ident, field: &Field) -> Record {
    let ty = &field.ty;
    let record = Record::new("attribute")
        .text("name", &python::name(&field.name))
        .doc(&field.doc)
        .hint("type", field.hint.as_ref(), || gives(&quote!(&#ty), Some(class)));
    if field.readonly {
        return record;
    }
    record.hint("set", field.hint.as_ref(), || takes(ty, Some(class)))
}

fn property(property: &Property) -> Vec<Record> {
    let Property { getter, setter, deleter } = property;
    let mut records = vec![function(getter, Form::Getter)];
    records.extend(setter.iter().map(|setter| function(setter, Form::Setter)));
    records.extend(deleter.iter().map(|deleter| function(deleter, Form::Deleter)));
    records
}

fn attribute(class: &Ident, attribute: &ClassAttribute) -> Record {
    let (hint, literal, ty) = match &attribute.value {
        ClassValue::Constant { literal } => {
            (attribute.hint.as_ref(), literal.as_ref(), gives(&attribute.ty, Some(class)))
        }
        ClassValue::Function(callable) => {
            (callable.hint.as_ref(), None, function::returns(callable))
        }
        ClassValue::MatchArgs => {
            let class = ours(class);
            (None, None, quote!(::pydust::macro_support::generated::match_args_type::<#class>()))
        }
    };
    Record::new("constant")
        .text("name", &python::name(&attribute.name))
        .doc(&attribute.doc)
        .constant(hint, literal, || ty)
}

/// The classes of an enum's variants.
fn variants(class: &Class, family: &Family) -> Vec<TokenStream> {
    family.variants.iter().map(|item| variant(class, item).finish()).collect()
}

fn variant(class: &Class, variant: &FamilyVariant) -> Record {
    let owner = &class.name;
    let text = python::name(owner) + "::" + &python::name(&variant.name);
    let fields = variant.fields.iter().map(|field| {
        let ty = &field.ty;
        Record::new("attribute")
            .text("name", &python::name(&field.name))
            .doc(&field.doc)
            .piece("type", gives(&quote!(&#ty), Some(owner)))
    });
    let names: Vec<String> = variant.fields.iter().map(|field| python::name(&field.name)).collect();
    // A variant of an exception is made as exceptions are, and can be inherited from.
    let hook = if is_closed(class) { "__new__" } else { "__init__" };
    let params = function::params(&variant.constructor);
    let constructor = described(&variant.constructor, hook, Form::Constructor, params);
    let members = std::iter::once(match_args(&names)).chain([constructor]).chain(fields);
    let members: Vec<TokenStream> = members.map(Record::finish).collect();
    Record::new("class")
        .text("name", &python::name(&variant.name))
        .piece(
            "id",
            quote!(::pydust::macro_support::Piece::Json(::core::concat!(
                ::core::module_path!(), "::", #text
            ))),
        )
        .doc(&variant.doc)
        .bases(&takes(&quote!(&#owner), None))
        .flag("final", is_closed(class))
        .list("members", &members)
}

/// `__match_args__` with these names.
fn match_args(names: &[String]) -> Record {
    let names: Vec<String> =
        names.iter().map(|name| format!("{{typing.Literal}}['{name}']")).collect();
    let names = if names.is_empty() { "()".to_owned() } else { names.join(", ") };
    Record::new("constant").text("name", "__match_args__").text("type", &format!("tuple[{names}]"))
}

/// Whether the function changes its instance.
fn is_changing(callable: &Callable) -> bool {
    callable.receiver == Receiver::Instance(Access::Exclusive)
}

//! The user's items as they were written, cut only where the macros look or change something.
//!
//! `parse.rs` makes these, `check.rs` reads them and takes the helper attributes out, and what is left is
//! given back to the compiler token for token. What the items mean to Python is in `model.rs`.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, TokenStreamExt, quote};

/// `#[path]`, `#[path = value]` or `#[path(value)]`.
#[derive(Clone)]
pub struct Attribute {
    /// The path as text: `default`, `py::function`.
    pub path: String,
    pub span: Span,
    pub value: AttributeValue,
    /// The whole attribute, `#` and brackets included.
    pub tokens: TokenStream,
}

#[derive(Clone)]
pub enum AttributeValue {
    Empty,
    Equals(TokenStream),
    Arguments(TokenStream),
    /// Brackets or braces.
    Other,
}

impl Attribute {
    /// The attribute `name` as it would stand in a module, of a call of its own with `args`.
    pub fn of_call(name: &str, args: TokenStream) -> Self {
        let value = match args.is_empty() {
            true => AttributeValue::Empty,
            false => AttributeValue::Arguments(args),
        };
        let (path, span) = (name.to_owned(), Span::call_site());
        Attribute { path, span, value, tokens: TokenStream::new() }
    }

    /// Whether this is our attribute `name`, written plainly or as `py::name`.
    pub fn is(&self, name: &str) -> bool {
        match self.path.rsplit_once("::") {
            None => self.path == name,
            Some((prefix, last)) => last == name && matches!(prefix, "py" | "pydust" | "::pydust"),
        }
    }

    /// What is between the parentheses of `#[path(..)]`; none in the other forms.
    pub fn arguments(&self) -> Option<TokenStream> {
        match &self.value {
            AttributeValue::Arguments(arguments) => Some(arguments.clone()),
            AttributeValue::Empty | AttributeValue::Equals(_) | AttributeValue::Other => None,
        }
    }
}

/// What stands before every item.
pub struct Head {
    pub attributes: Vec<Attribute>,
    pub visibility: TokenStream,
    /// A plain `pub`: the item is Python's too.
    pub public: bool,
}

impl Head {
    /// Removes the first attribute called `name` and returns it.
    pub fn take(&mut self, name: &str) -> Option<Attribute> {
        take_attribute(&mut self.attributes, name)
    }

    /// The `#[cfg(..)]` attributes, which everything generated for the item repeats.
    pub fn conditions(&self) -> TokenStream {
        let conditions = self.attributes.iter().filter(|attribute| attribute.path == "cfg");
        conditions.map(|attribute| &attribute.tokens).cloned().collect()
    }
}

/// Removes the first attribute called `name` and returns it.
pub fn take_attribute(attributes: &mut Vec<Attribute>, name: &str) -> Option<Attribute> {
    let index = attributes.iter().position(|attribute| attribute.is(name))?;
    Some(attributes.remove(index))
}

pub enum Item {
    Function(Function),
    Struct(Struct),
    Impl(Impl),
    Module(Module),
    Constant(Constant),
    Use(Use),
    Other(Other),
}

pub struct Function {
    pub head: Head,
    /// `async`, `unsafe`, `extern`, `const`, `default`.
    pub qualifiers: Vec<Ident>,
    pub name: Ident,
    pub generics: Vec<Generic>,
    pub receiver: Option<Receiver>,
    pub params: Vec<Param>,
    /// The type after `->`; empty where there is none.
    pub output: TokenStream,
    pub where_clause: Option<Span>,
    pub tokens: FunctionTokens,
}

impl Function {
    /// `pub fn name(params) -> Self`, as a user would write it.
    pub fn constructor(name: Ident, params: Vec<Param>) -> Self {
        Self {
            head: Head { attributes: Vec::new(), visibility: quote!(pub), public: true },
            qualifiers: Vec::new(),
            name,
            generics: Vec::new(),
            receiver: None,
            params,
            output: quote!(Self),
            where_clause: None,
            tokens: FunctionTokens {
                before_params: TokenStream::new(),
                parens: Group::new(Delimiter::Parenthesis, TokenStream::new()).span(),
                after_params: TokenStream::new(),
            },
        }
    }
}

/// The parts of a function that are given back unread.
pub struct FunctionTokens {
    pub before_params: TokenStream,
    pub parens: Span,
    pub after_params: TokenStream,
}

pub struct Generic {
    pub kind: GenericKind,
    pub span: Span,
}

#[derive(Clone, Copy, PartialEq)]
pub enum GenericKind {
    Lifetime,
    Type,
    Const,
}

pub struct Receiver {
    pub kind: ReceiverKind,
    pub span: Span,
    pub tokens: TokenStream,
}

#[derive(Clone, Copy, PartialEq)]
pub enum ReceiverKind {
    Shared,
    Exclusive,
    /// `self`, `mut self` or `self: Box<Self>`.
    Value,
}

pub struct Param {
    pub attributes: Vec<Attribute>,
    pub pattern: TokenStream,
    /// The name, where the pattern is one: `x` and `mut x`.
    pub name: Option<Ident>,
    /// Empty for the `...` of a variadic function.
    pub ty: TokenStream,
}

impl Param {
    /// `#[attributes] name: ty`, as a user would write it.
    pub fn written(attributes: Vec<Attribute>, name: &Ident, ty: &TokenStream) -> Self {
        let (name, ty) = (Some(name.clone()), ty.clone());
        Self { attributes, pattern: TokenStream::new(), name, ty }
    }
}

pub struct Struct {
    pub head: Head,
    pub name: Ident,
    pub generic: bool,
    pub fields: Fields,
    /// `struct Name<..>` and a `where` clause before the fields.
    pub before_fields: TokenStream,
    pub after_fields: TokenStream,
}

pub enum Fields {
    Unit,
    Tuple(Group),
    Named(Span, Vec<Field>),
}

pub struct Field {
    pub head: Head,
    pub name: Ident,
    /// `: Type`.
    pub after_name: TokenStream,
    pub ty: TokenStream,
}

pub struct Impl {
    pub head: Head,
    /// The type, where this is an inherent `impl Name`.
    pub target: Option<Ident>,
    pub before_members: TokenStream,
    pub braces: Span,
    pub inner_attributes: TokenStream,
    pub members: Vec<Item>,
}

pub struct Module {
    pub head: Head,
    pub name: Ident,
    pub before_body: TokenStream,
    /// `None` for `mod name;`.
    pub body: Option<Body>,
}

pub struct Body {
    pub braces: Span,
    pub inner_attributes: Vec<Attribute>,
    pub items: Vec<Item>,
}

pub struct Constant {
    pub head: Head,
    pub is_static: bool,
    pub name: Ident,
    pub ty: TokenStream,
    /// The expression.
    pub value: TokenStream,
    pub tokens: TokenStream,
}

pub struct Use {
    pub head: Head,
    pub leaves: Vec<Leaf>,
    pub tokens: TokenStream,
}

/// One name that a `use` brings in.
pub enum Leaf {
    Name(Ident),
    /// `path::name::{self}`.
    Module(Ident),
    /// `*`.
    Glob(Span),
}

/// The input of `closure!`.
pub struct Closure {
    /// The expression of the token.
    pub token: TokenStream,
    /// What is captured; the tokens of what can't be.
    pub captures: Vec<Result<Capture, TokenStream>>,
    pub item: Option<Item>,
    /// What comes after it.
    pub rest: TokenStream,
}

/// `name`, or `name = value`.
pub struct Capture {
    pub name: Ident,
    pub value: TokenStream,
}

/// An item that the macros only look at from outside.
pub struct Other {
    pub head: Head,
    /// `enum`, `trait`, `type`, `macro`...; none for a macro call.
    pub keyword: Option<Ident>,
    pub name: Option<Ident>,
    pub tokens: TokenStream,
}

impl Item {
    pub fn head_mut(&mut self) -> &mut Head {
        match self {
            Item::Function(item) => &mut item.head,
            Item::Struct(item) => &mut item.head,
            Item::Impl(item) => &mut item.head,
            Item::Module(item) => &mut item.head,
            Item::Constant(item) => &mut item.head,
            Item::Use(item) => &mut item.head,
            Item::Other(item) => &mut item.head,
        }
    }
}

/// `tokens` in a pair of delimiters that stand where the user's stood.
pub fn group(delimiter: Delimiter, span: Span, tokens: TokenStream) -> TokenTree {
    let mut group = Group::new(delimiter, tokens);
    group.set_span(span);
    group.into()
}

impl ToTokens for Attribute {
    fn to_tokens(&self, out: &mut TokenStream) {
        out.extend(self.tokens.clone());
    }
}

impl ToTokens for Head {
    fn to_tokens(&self, out: &mut TokenStream) {
        out.append_all(&self.attributes);
        self.visibility.to_tokens(out);
    }
}

impl ToTokens for Item {
    fn to_tokens(&self, out: &mut TokenStream) {
        match self {
            Item::Function(item) => item.to_tokens(out),
            Item::Struct(item) => item.to_tokens(out),
            Item::Impl(item) => item.to_tokens(out),
            Item::Module(item) => item.to_tokens(out),
            Item::Constant(Constant { head, tokens, .. })
            | Item::Use(Use { head, tokens, .. })
            | Item::Other(Other { head, tokens, .. }) => out.extend(quote!(#head #tokens)),
        }
    }
}

impl ToTokens for Function {
    fn to_tokens(&self, out: &mut TokenStream) {
        self.head.to_tokens(out);
        self.tokens.before_params.to_tokens(out);
        let receiver = self.receiver.iter().map(|receiver| receiver.tokens.clone());
        let params = receiver.chain(self.params.iter().map(ToTokens::to_token_stream));
        out.append(group(Delimiter::Parenthesis, self.tokens.parens, quote!(#(#params),*)));
        self.tokens.after_params.to_tokens(out);
    }
}

impl ToTokens for Param {
    fn to_tokens(&self, out: &mut TokenStream) {
        let Param { attributes, pattern, ty, .. } = self;
        out.append_all(attributes);
        let colon = (!ty.is_empty()).then(|| quote!(:));
        out.extend(quote!(#pattern #colon #ty));
    }
}

impl ToTokens for Struct {
    fn to_tokens(&self, out: &mut TokenStream) {
        self.head.to_tokens(out);
        self.before_fields.to_tokens(out);
        match &self.fields {
            Fields::Unit => {}
            Fields::Tuple(fields) => fields.to_tokens(out),
            Fields::Named(span, fields) => {
                out.append(group(Delimiter::Brace, *span, quote!(#(#fields),*)))
            }
        }
        self.after_fields.to_tokens(out);
    }
}

impl ToTokens for Field {
    fn to_tokens(&self, out: &mut TokenStream) {
        let Field { head, name, after_name, .. } = self;
        out.extend(quote!(#head #name #after_name));
    }
}

impl ToTokens for Impl {
    fn to_tokens(&self, out: &mut TokenStream) {
        self.head.to_tokens(out);
        self.before_members.to_tokens(out);
        let Impl { inner_attributes, members, .. } = self;
        out.append(group(Delimiter::Brace, self.braces, quote!(#inner_attributes #(#members)*)));
    }
}

impl ToTokens for Module {
    fn to_tokens(&self, out: &mut TokenStream) {
        self.head.to_tokens(out);
        self.before_body.to_tokens(out);
        match &self.body {
            None => out.extend(quote!(;)),
            Some(Body { braces, inner_attributes, items }) => {
                out.append(group(
                    Delimiter::Brace,
                    *braces,
                    quote!(#(#inner_attributes)* #(#items)*),
                ));
            }
        }
    }
}

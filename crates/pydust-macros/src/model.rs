//! What Python will see of a module: the result of `check.rs` and all that `expand/` needs.
//!
//! Everything in here is right: what was not has been reported and left out. How the user wrote it is in
//! `syntax.rs`.

use proc_macro2::{Group, Ident, Literal, TokenStream};

use crate::data::Generics;
use crate::python::{self, special::Special};
use crate::syntax::Capture;

/// A module with everything in it.
pub struct Module {
    pub name: Ident,
    /// Attributes, visibility, `mod` and the name.
    pub header: TokenStream,
    pub inner_attributes: TokenStream,
    pub body: Vec<BodyItem>,
    pub doc: Doc,
    pub functions: Vec<Callable>,
    pub classes: Vec<Class>,
    pub enumerations: Vec<Enumeration>,
    pub exceptions: Vec<Exception>,
    pub state: Option<State>,
    pub exports: Vec<Export>,
    pub needs: Needs,
}

/// What a module needs of the interpreter that imports it.
#[derive(Default)]
pub struct Needs {
    /// The function of the library's `Needs` that says which interpreters there are for it; any without one.
    pub interpreter: Option<&'static str>,
    pub gil: bool,
}

/// A piece of a module's body, in the user's order.
pub enum BodyItem {
    /// The user's own item, without helper attributes.
    Rust(TokenStream),
    Submodule(Box<Module>),
}

/// One name in the module.
pub struct Export {
    pub name: Ident,
    pub conditions: TokenStream,
    pub kind: ExportKind,
}

pub enum ExportKind {
    /// A free function, whose marker stands beside it under its own name.
    Function,
    /// A function of the state, or another whose marker is made for this export.
    StateFunction(Callable),
    /// A constant: the path that reads it, its type for errors, and its value as Python writes it, if that is known.
    Constant {
        path: TokenStream,
        ty: TokenStream,
        hint: Option<Hint>,
        literal: Option<String>,
    },
    Class,
    Enumeration,
    Exception,
    /// An exception type with fields.
    Raised,
    /// A function or class of another file.
    Reexport,
    Submodule,
}

/// A function that Python can call.
pub struct Callable {
    pub name: Ident,
    /// Its name in Python, or that of the attribute that it is for.
    pub exported: Ident,
    /// The type whose function it is; none for a free function.
    pub owner: Option<Ident>,
    pub visibility: TokenStream,
    pub receiver: Receiver,
    pub parameters: Vec<Parameter>,
    /// The type after `->`; empty where there is none.
    pub output: TokenStream,
    /// What it returns, if the user says that.
    pub hint: Option<Hint>,
    /// Whether it runs without holding the interpreter.
    pub detach: bool,
    /// Whether Python calls it for an attribute.
    pub is_accessor: bool,
    pub deprecated: bool,
    pub doc: Doc,
    pub conditions: TokenStream,
    pub body: Body,
}

/// A Python type that the user names: an annotation.
#[derive(Clone)]
pub struct Hint(pub String);

/// What a call runs.
#[derive(Clone, Copy, PartialEq)]
pub enum Body {
    /// The function of that name, with its arguments converted.
    User,
    /// A function of the library's, which gets the call as it is: the members that options of a class generate.
    Library(&'static str),
}

/// A function with `#[test]`.
pub struct Test {
    pub callable: Callable,
    /// Whether it returns something that is not nothing.
    pub gives: bool,
    pub options: TestOptions,
}

/// What the options of a test say.
#[derive(Default)]
pub struct TestOptions {
    pub isolated: bool,
    /// Why it is skipped; empty without a reason.
    pub skip: Option<String>,
    pub xfail: Option<Xfail>,
    pub parametrize: Vec<Parametrization>,
    /// Marks, as Python writes them.
    pub marks: Vec<String>,
}

/// An expected failure.
#[derive(Default)]
pub struct Xfail {
    /// Empty without a reason.
    pub reason: String,
    pub strict: Option<bool>,
    /// The name of an exception.
    pub raises: Option<String>,
}

/// Names of parameters, with commas between them, and the list of their values, as Python writes it.
pub struct Parametrization {
    pub names: String,
    pub values: String,
}

/// What stands before the parameters in a call.
#[derive(Clone, Copy, PartialEq)]
pub enum Receiver {
    /// Nothing: the function is the module's.
    Module,
    /// Nothing: the function is the class's.
    Static,
    /// The module's state.
    State(Access),
    /// An instance of the class.
    Instance(Access),
    /// An instance of the class as a handle, which locks nothing.
    Handle,
    /// The class, or a subclass.
    Class,
    /// A member of the enumeration.
    Variant,
    /// Any combination of the flags.
    Flags,
}

impl Receiver {
    /// Whether it is an instance of the class.
    pub fn is_instance(self) -> bool {
        matches!(self, Receiver::Instance(_) | Receiver::Handle | Receiver::Flags)
    }
}

/// `&self` or `&mut self`.
#[derive(Clone, Copy, PartialEq)]
pub enum Access {
    Shared,
    Exclusive,
}

pub struct Parameter {
    pub name: Ident,
    pub role: Role,
    pub ty: TokenStream,
    /// What it takes, if the user says that.
    pub hint: Option<Hint>,
}

pub enum Role {
    /// The `Python` token, which Python does not pass.
    Token,
    /// What the function is called on: the class, or an instance as a handle.
    Receiver,
    /// Python passes it: by what kind of argument, and what it is when left out.
    Named { kind: ParameterKind, default: Option<TokenStream> },
    /// `*args`.
    Args,
    /// `**kwargs`.
    Kwargs,
    /// Which comparison is asked for, in `__richcmp__`.
    Operator,
}

#[derive(Clone, Copy, PartialEq)]
pub enum ParameterKind {
    PositionalOnly,
    PositionalOrKeyword,
    KeywordOnly,
}

impl Callable {
    /// The name for messages: `Point.norm`.
    pub fn qualified_name(&self) -> String {
        let name = python::name(&self.exported);
        match (&self.owner, self.receiver) {
            (None, _) | (_, Receiver::Module | Receiver::State(_)) => name,
            (Some(owner), _) => format!("{}.{name}", python::name(owner)),
        }
    }

    pub fn takes_token(&self) -> bool {
        self.parameters.iter().any(|parameter| matches!(parameter.role, Role::Token))
    }
}

/// A function with captured values.
pub struct Closure {
    /// The expression of the token.
    pub token: TokenStream,
    pub captures: Vec<Capture>,
    pub callable: Callable,
    /// The pattern and the type of each parameter, in the order of `callable.parameters`.
    pub parameters: Vec<(TokenStream, TokenStream)>,
    pub body: Group,
}

/// A docstring: pieces of text, literal where they are known here.
#[derive(Clone, Default)]
pub struct Doc {
    pub pieces: Vec<DocPiece>,
}

#[derive(Clone)]
pub enum DocPiece {
    Text(String),
    /// An expression that the compiler makes a literal of, such as `include_str!(..)`.
    Tokens(TokenStream),
}

/// The private state of a module.
pub struct State {
    pub name: Ident,
    pub init: Init,
    pub del: Option<Hook>,
    pub held: Vec<Held>,
}

/// What makes the state.
pub enum Init {
    Default,
    Hook(Hook),
    /// An `__init__` that was reported: what follows from it is not.
    Wrong,
}

/// A field that may hold Python objects.
pub struct Held {
    /// Its name, or its number.
    pub member: TokenStream,
    pub ty: TokenStream,
    pub conditions: TokenStream,
}

/// A type that derives `Traverse`.
pub struct Traversal {
    pub name: Ident,
    pub generics: Generics,
    /// The type or a part of it is deprecated, of which its own implementation should not warn.
    pub deprecated: bool,
    pub variants: Vec<HeldBy>,
}

/// What one variant holds, or a struct.
pub struct HeldBy {
    /// `Self` or `Self::Variant`.
    pub path: TokenStream,
    pub conditions: TokenStream,
    pub fields: Vec<Held>,
}

/// `__init__` or `__del__` of the state.
pub struct Hook {
    pub takes_token: bool,
    pub output: TokenStream,
}

/// A class, or a block of its members in another place.
pub struct Class {
    pub name: Ident,
    pub doc: Doc,
    pub conditions: TokenStream,
    pub options: ClassOptions,
    pub base: Option<Base>,
    pub constructor: Option<Callable>,
    pub members: Vec<Member>,
    pub held: Vec<Held>,
    /// All fields of the struct, in order; empty unless something is generated from them.
    pub parts: Vec<Part>,
    /// The variants, if it is an enum with fields.
    pub family: Option<Family>,
}

/// An enum with fields, whose variants are classes that inherit from its own.
pub struct Family {
    pub variants: Vec<FamilyVariant>,
}

pub struct FamilyVariant {
    pub name: Ident,
    pub doc: Doc,
    pub fields: Vec<FamilyField>,
    pub constructor: Callable,
    /// What an exception says.
    pub message: Option<Message>,
}

/// A format string, and the fields that it may name: a tuple's number of each, and its name there.
pub struct Message {
    pub format: Literal,
    pub bindings: Vec<(Option<Literal>, Ident)>,
}

/// A field of a variant.
pub struct FamilyField {
    /// The name in Python.
    pub name: Ident,
    /// The name in Rust, or the number.
    pub member: TokenStream,
    pub ty: TokenStream,
    pub doc: Doc,
}

/// A field of a class's struct, whether Python sees it or not.
pub struct Part {
    pub name: Ident,
    pub ty: TokenStream,
    pub is_public: bool,
    /// Whether a generated `__init__` takes it by name alone.
    pub is_keyword_only: bool,
    /// `#[default = value]`.
    pub default: Option<TokenStream>,
    /// Whether it is not pickled.
    pub is_skipped: bool,
}

/// An option of a class that writes members.
#[derive(Clone, Copy, PartialEq)]
pub enum Generated {
    Init,
    Repr,
    Eq,
    Order,
    Hash,
    Copy,
    Pickle,
    MatchArgs,
    /// What `#[exception(..)]` writes for a struct with fields.
    Raised,
}

/// What stands in `#[class(..)]`.
#[derive(Default)]
pub struct ClassOptions {
    /// Nothing can inherit from it.
    pub is_final: bool,
    /// The class that it is an attribute of.
    pub within: Option<TokenStream>,
    /// Instances have a `__dict__`.
    pub dict: bool,
    /// There can be weak references to instances.
    pub weakref: bool,
    /// `Class[T]` is a type for annotations.
    pub generic: bool,
    /// What stubs call the types in the brackets; without names, these are any.
    pub type_params: Vec<String>,
    /// The options that write members.
    pub generated: Vec<Generated>,
    /// The version that pickles carry; empty for the first.
    pub pickle_version: TokenStream,
    /// Values never change, and need no lock.
    pub frozen: bool,
    /// The library's name of what kind of container it is.
    pub collection: Option<&'static str>,
    /// For how many ended instances the memory is kept.
    pub freelist: Option<TokenStream>,
    /// The type that is not Rust's and that it inherits from, as it is written.
    pub extends: Option<TokenStream>,
    /// The text of an exception: a format string.
    pub message: Option<Literal>,
}

impl Class {
    /// The field that is the base, if there is one.
    pub fn base_field(&self) -> Option<&Ident> {
        match &self.base {
            Some(Base::Field { name, .. }) => Some(name),
            _ => None,
        }
    }

    /// Whether it extends a type that is not Rust's.
    pub fn extends_other(&self) -> bool {
        matches!(self.base, Some(Base::Builtin(_) | Base::Path(_)))
    }

    /// Whether it adds no value to what it extends.
    pub fn is_bare(&self) -> bool {
        self.options.frozen && self.extends_other()
    }
}

/// What a class inherits from.
pub enum Base {
    /// A class of Rust, in the first field.
    Field { name: Ident, ty: TokenStream },
    /// A builtin type, by the name of its handle.
    Builtin(Ident),
    /// Any other type that is not Rust's, by its path.
    Path(TokenStream),
}

pub enum Member {
    Function(Callable),
    Special(&'static Special, Callable),
    Field(Field),
    Property(Box<Property>),
    Constant(ClassAttribute),
}

/// An attribute of instances whose accesses are functions.
pub struct Property {
    pub getter: Callable,
    pub setter: Option<Callable>,
    pub deleter: Option<Callable>,
}

/// An attribute of the class itself.
pub struct ClassAttribute {
    pub name: Ident,
    pub ty: TokenStream,
    pub hint: Option<Hint>,
    pub doc: Doc,
    pub conditions: TokenStream,
    pub value: ClassValue,
}

pub enum ClassValue {
    /// The constant of the same name, and how Python writes its value, if that is known.
    Constant { literal: Option<String> },
    /// What the function returns.
    Function(Box<Callable>),
    /// `__match_args__`, from the names that the class is `Matched` by.
    MatchArgs,
}

/// An attribute of a class's instances.
pub struct Field {
    pub name: Ident,
    pub ty: TokenStream,
    pub hint: Option<Hint>,
    pub readonly: bool,
    pub doc: Doc,
    pub conditions: TokenStream,
}

/// An enum without fields, whose variants are the members of a Python enumeration.
pub struct Enumeration {
    pub name: Ident,
    pub doc: Doc,
    pub conditions: TokenStream,
    /// The name in the library's `EnumerationBase`.
    pub base: &'static str,
    pub variants: Vec<Variant>,
    pub members: Vec<Member>,
}

pub struct Variant {
    pub name: Ident,
    /// The name in Python.
    pub text: String,
    pub alias: Option<String>,
    pub value: Value,
    pub doc: Doc,
}

/// The value of an enumeration's member.
pub enum Value {
    Discriminant,
    Text(String),
    Expression(TokenStream),
}

/// An exception type of the module.
pub struct Exception {
    pub name: Ident,
    pub doc: Doc,
    pub conditions: TokenStream,
    /// The path of the exception type that it derives from.
    pub base: TokenStream,
}

/// An error type, by which exceptions its values become.
pub struct Raises {
    pub name: Ident,
    pub arms: Vec<Arm>,
}

/// What becomes of one variant, or of a struct.
pub struct Arm {
    /// `Self` or `Self::Variant`.
    pub path: TokenStream,
    pub conditions: TokenStream,
    /// The fields that are needed: a tuple's number of each, and its name here.
    pub bindings: Vec<(Option<Literal>, Ident)>,
    pub outcome: Outcome,
}

pub enum Outcome {
    /// The exception of the only field.
    Transparent { field: Ident, ty: TokenStream },
    Raise {
        /// The path of an exception type.
        kind: TokenStream,
        /// A format string; without one the text is `Display`'s.
        message: Option<Literal>,
        source: Option<Ident>,
    },
}

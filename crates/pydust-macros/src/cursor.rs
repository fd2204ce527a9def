//! A cursor over tokens: looking ahead, taking one token, taking up to a token, splitting at commas.
//!
//! It knows tokens and angle brackets, and nothing of Rust's items: these are read in `parse.rs`.

use proc_macro2::{Delimiter, Group, Ident, Spacing, TokenStream, TokenTree};

/// The tokens that are still to be read.
pub struct Cursor {
    /// In reverse, so that the next token is the last one.
    rest: Vec<TokenTree>,
}

impl Cursor {
    pub fn new(tokens: impl IntoIterator<Item = TokenTree>) -> Self {
        let mut rest: Vec<_> = tokens.into_iter().collect();
        rest.reverse();
        Self { rest }
    }

    pub fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// The token after the next `ahead` ones.
    pub fn peek(&self, ahead: usize) -> Option<&TokenTree> {
        self.rest.iter().rev().nth(ahead)
    }

    pub fn peek_ident(&self, ahead: usize) -> Option<String> {
        self.peek(ahead).and_then(ident_text)
    }

    pub fn peek_punct(&self, ahead: usize) -> Option<char> {
        match self.peek(ahead) {
            Some(TokenTree::Punct(punct)) => Some(punct.as_char()),
            _ => None,
        }
    }

    pub fn peek_group(&self, ahead: usize, delimiter: Delimiter) -> bool {
        self.peek(ahead).is_some_and(|token| is_group(token, delimiter))
    }

    pub fn next(&mut self) -> Option<TokenTree> {
        self.rest.pop()
    }

    pub fn next_ident(&mut self) -> Option<Ident> {
        match self.rest.pop() {
            Some(TokenTree::Ident(ident)) => Some(ident),
            other => {
                self.rest.extend(other);
                None
            }
        }
    }

    pub fn next_group(&mut self, delimiter: Delimiter) -> Option<Group> {
        match self.rest.pop() {
            Some(TokenTree::Group(group)) if group.delimiter() == delimiter => Some(group),
            other => {
                self.rest.extend(other);
                None
            }
        }
    }

    pub fn next_punct(&mut self, wanted: char) -> Option<TokenTree> {
        (self.peek_punct(0) == Some(wanted)).then(|| self.next()).flatten()
    }

    pub fn remaining(self) -> TokenStream {
        self.rest.into_iter().rev().collect()
    }

    /// Opens groups without delimiters, which is how `macro_rules!` passes on a `$vis` or an `$item`.
    pub fn open_invisible(&mut self) {
        while let Some(group) = self.next_group(Delimiter::None) {
            let inner: Vec<_> = group.stream().into_iter().collect();
            self.rest.extend(inner.into_iter().rev());
        }
    }

    /// Takes all tokens before the first one for which `stop` holds, angle brackets or not.
    pub fn take_until(&mut self, stop: &dyn Fn(&TokenTree) -> bool) -> Vec<TokenTree> {
        let mut taken = Vec::new();
        while self.peek(0).is_some_and(|token| !stop(token)) {
            taken.extend(self.next());
        }
        taken
    }

    /// Takes all tokens before the first one outside of angle brackets for which `stop` holds.
    pub fn take_type_until(&mut self, stop: &dyn Fn(&TokenTree) -> bool) -> Vec<TokenTree> {
        let mut taken = Vec::new();
        let mut angles = Angles::default();
        while let Some(token) = self.peek(0) {
            if angles.depth == 0 && stop(token) {
                break;
            }
            angles.step(token);
            taken.extend(self.next());
        }
        taken
    }

    /// Whether another item begins here. It is asked where a type, an expression or a name should be, so that an item
    /// that somebody is still typing ends before the next one.
    pub fn at_item(&self) -> bool {
        self.at_item_keyword()
            || (self.peek_punct(0) == Some('#') && self.peek_group(1, Delimiter::Bracket))
    }

    /// The same, for an item without attributes.
    fn at_item_keyword(&self) -> bool {
        let named = |ahead| self.peek_ident(ahead).is_some();
        match self.peek_ident(0).as_deref() {
            Some("pub") => true,
            Some("fn" | "struct" | "enum" | "trait" | "mod" | "use" | "type") => named(1),
            Some("async" | "const" | "unsafe") => {
                self.peek_ident(1).as_deref() == Some("fn") && named(2)
            }
            _ => false,
        }
    }

    /// Takes a name, if one comes next and no item does.
    pub fn next_name(&mut self) -> Option<Ident> {
        if self.at_item() { None } else { self.next_ident() }
    }

    /// As [`take_until`](Self::take_until), but not beyond where another item begins.
    pub fn take_in_item_until(&mut self, stop: &dyn Fn(&TokenTree) -> bool) -> Vec<TokenTree> {
        let mut taken = Vec::new();
        while self.peek(0).is_some_and(|token| !stop(token)) && !self.at_item() {
            taken.extend(self.next());
        }
        taken
    }

    /// As [`take_type_until`](Self::take_type_until), but not beyond where another item begins.
    pub fn take_type_in_item_until(&mut self, stop: &dyn Fn(&TokenTree) -> bool) -> Vec<TokenTree> {
        let mut taken = Vec::new();
        let mut angles = Angles::default();
        while let Some(token) = self.peek(0) {
            if (angles.depth == 0 && stop(token)) || self.at_item() {
                break;
            }
            angles.step(token);
            taken.extend(self.next());
        }
        taken
    }

    /// Takes the next token, if `wanted` holds for it.
    pub fn next_if(&mut self, wanted: &dyn Fn(&TokenTree) -> bool) -> Option<TokenTree> {
        self.peek(0).is_some_and(wanted).then(|| self.next()).flatten()
    }

    /// Takes `<..>` with everything in it, if it comes next; the brackets are in what is returned. If nothing closes
    /// it, it ends where an item begins.
    pub fn take_angles(&mut self) -> Vec<TokenTree> {
        let mut taken = Vec::new();
        if self.peek_punct(0) != Some('<') {
            return taken;
        }
        let mut angles = Angles::default();
        // A parameter may have attributes.
        while !self.at_item_keyword() {
            let Some(token) = self.next() else { break };
            angles.step(&token);
            taken.push(token);
            if angles.depth == 0 {
                break;
            }
        }
        taken
    }
}

/// How deep in angle brackets a walk over a type's tokens is.
#[derive(Default)]
struct Angles {
    depth: usize,
    /// The last token was the first half of `->` or `=>`, whose `>` closes nothing.
    arrow: bool,
}

impl Angles {
    fn step(&mut self, token: &TokenTree) {
        let TokenTree::Punct(punct) = token else {
            self.arrow = false;
            return;
        };
        match punct.as_char() {
            '<' => self.depth += 1,
            '>' if !self.arrow => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        self.arrow = matches!(punct.as_char(), '-' | '=') && punct.spacing() == Spacing::Joint;
    }
}

/// The parts of a list, split at commas outside of angle brackets; a last comma adds no part.
pub fn split_commas(tokens: TokenStream) -> Vec<Vec<TokenTree>> {
    let mut cursor = Cursor::new(tokens);
    let mut parts = Vec::new();
    while !cursor.is_empty() {
        parts.push(cursor.take_type_until(&|token| is_punct(token, ',')));
        cursor.next_punct(',');
    }
    parts
}

pub fn is_punct(token: &TokenTree, wanted: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == wanted)
}

pub fn is_group(token: &TokenTree, delimiter: Delimiter) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == delimiter)
}

pub fn is_ident(token: &TokenTree, wanted: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == wanted)
}

fn ident_text(token: &TokenTree) -> Option<String> {
    match token {
        TokenTree::Ident(ident) => Some(ident.to_string()),
        _ => None,
    }
}

//! The errors of one macro call: collected wherever they are found, given to the compiler all at once.
//!
//! What they say is in `messages.rs`.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};

/// The errors found so far.
#[derive(Default)]
pub struct Report {
    errors: Vec<(Span, Span, String)>,
}

impl Report {
    pub fn error(&mut self, at: Span, message: String) {
        self.errors.push((at, at, message));
    }

    /// Reports at all of `tokens`, which are not empty.
    pub fn error_at(&mut self, tokens: &impl ToTokens, message: String) {
        let (start, end) =
            ends(&tokens.to_token_stream()).unwrap_or((Span::call_site(), Span::call_site()));
        self.errors.push((start, end, message));
    }

    pub fn count(&self) -> usize {
        self.errors.len()
    }

    /// One `compile_error!` for each error.
    pub fn into_tokens(self) -> TokenStream {
        let error = |(start, end, message): (Span, Span, String)| {
            let path = quote_spanned!(start=> ::core::compile_error!);
            let text = quote_spanned!(end=> { #message });
            [path, text]
        };
        self.errors.into_iter().flat_map(error).collect()
    }
}

/// The spans of the first and the last token.
pub fn ends(tokens: &TokenStream) -> Option<(Span, Span)> {
    let mut tokens = tokens.clone().into_iter();
    let first = tokens.next()?.span();
    Some((first, tokens.last().map_or(first, |token| token.span())))
}

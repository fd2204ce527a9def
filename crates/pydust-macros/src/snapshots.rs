//! Canonical expansions, so that their growth shows in review: it is what users wait for when they compile.
//!
//! Each `tests/snapshots/NAME.rs` is expanded by the macro that its first line names, formatted by `rustfmt`, and
//! compared with `NAME.expanded`. With `UPDATE_SNAPSHOTS=1` in the environment the latter are written anew.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use proc_macro2::TokenStream;

use super::{
    expand_closure, expand_conversion, expand_exception, expand_function, expand_into_error,
    expand_methods, expand_module, expand_test, expand_traverse,
};
use crate::conversion::Direction;

fn expand(input: &str) -> TokenStream {
    let (header, item) = input.split_once('\n').expect("a header line and then an item");
    let item: TokenStream = item.parse().expect("tokens");
    let name = header.split(':').next();
    let options = name.and_then(|name| name.strip_prefix("//! `#[module(")?.strip_suffix(")]`"));
    if let Some(options) = options {
        return expand_module(options.parse().expect("tokens"), item);
    }
    let options = name.and_then(|name| name.strip_prefix("//! `#[test(")?.strip_suffix(")]`"));
    if let Some(options) = options {
        return expand_test(options.parse().expect("tokens"), item);
    }
    match name {
        Some("//! `#[module]`") => expand_module(TokenStream::new(), item),
        Some("//! `#[function]`") => expand_function(TokenStream::new(), item),
        Some("//! `#[methods]`") => expand_methods(TokenStream::new(), item),
        Some("//! `closure!`") => {
            // rustfmt formats items: an expression needs one around it.
            let closure = expand_closure(item);
            quote::quote!(fn closure() { #closure })
        }
        Some("//! `#[exception]`") => expand_exception("ValueError".parse().expect("tokens"), item),
        Some("//! `#[derive(IntoError)]`") => expand_into_error(item),
        Some("//! `#[derive(Traverse)]`") => expand_traverse(item),
        Some("//! `#[derive(FromPy)]`") => expand_conversion(item, Direction::FromPy),
        Some("//! `#[derive(IntoPy)]`") => expand_conversion(item, Direction::IntoPy),
        _ => panic!("the header opens with the macro's name, found {header:?}"),
    }
}

fn pretty(tokens: TokenStream) -> String {
    // Full paths are what is generated; they would only hide the shape here.
    let text = tokens.to_string().replace(":: pydust :: macro_support ::", "__m ::");
    let mut rustfmt = Command::new("rustfmt")
        .args(["--edition=2024", "--config=max_width=100"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("rustfmt, which some distributions of Rust have in a package of its own");
    // Dropped after writing: rustfmt starts when its input ends.
    let mut input = rustfmt.stdin.take().expect("a pipe");
    input.write_all(text.as_bytes()).expect("a pipe that takes the expansion");
    drop(input);
    let output = rustfmt.wait_with_output().expect("rustfmt to end");
    assert!(output.status.success(), "an expansion is Rust:\n{text}");
    String::from_utf8(output.stdout).expect("formatted text")
}

fn inputs() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots");
    let files = fs::read_dir(folder).expect("the folder of snapshots");
    let paths = files.map(|file| file.expect("a readable folder").path());
    let mut inputs: Vec<_> =
        paths.filter(|path| path.extension().is_some_and(|end| end == "rs")).collect();
    inputs.sort();
    inputs
}

#[test]
fn expansions_are_as_recorded() {
    let inputs = inputs();
    assert!(inputs.len() >= 8, "found only {} snapshots", inputs.len());
    let update = std::env::var_os("UPDATE_SNAPSHOTS").is_some();
    let mut changed = Vec::new();
    for input in inputs {
        let expansion = pretty(expand(&fs::read_to_string(&input).expect("an input")));
        let output = input.with_extension("expanded");
        if update {
            fs::write(&output, &expansion).expect("a writable snapshot");
        } else if fs::read_to_string(&output).unwrap_or_default() != expansion {
            changed.push(format!("{}\n{expansion}", output.display()));
        }
    }
    assert!(changed.is_empty(), "changed (UPDATE_SNAPSHOTS=1 accepts):\n{}", changed.join("\n"));
}

#[test]
fn what_is_being_typed_keeps_nothing_else_from_python() {
    let expanded = expand(
        "//! `#[module]`\npub mod typing {
            pub fn before(x: i32) -> i32 { x }
            pub fn unfinished(x: i32) ->
            #[class]
            pub struct Point { pub x: i64, pub }
            impl Point {
                pub fn body(&self) -> i64 { self. }
                pub fn half(&self
                ) -> Vec<
                pub fn after(&self) -> i64 { self.x }
            }
            stray
            pub const LAST: i64 = 1;
        }",
    );
    let text = expanded.to_string();
    assert!(!text.contains("compile_error"), "an editor shows what is wrong itself:\n{text}");
    for name in ["before", "Point", "body", "after", "LAST"] {
        assert!(
            text.contains(&format!("c\"{name}\"")) || text.contains(&format!("\"{name}\"")),
            "no {name}"
        );
    }
    assert!(text.contains("pub fn half (& self) -> Vec <"), "what was typed is still there");
    assert!(!text.contains("\"half\"") && !text.contains("\"unfinished\""));
}

//! Stands between cargo and rustc in test builds, as `RUSTC_WORKSPACE_WRAPPER`. Cargo compiles a crate's tests as an
//! executable; this makes of it what tests of native modules need:
//!
//! - called `library`: a shared library with `cfg(test)`, which Python loads;
//! - called `harness`: the executable, with the arguments for the linker that a file beside this program has;
//! - called `doctests`: a Rust library without `cfg(test)`, and in the executable's place the arguments with which
//!   rustdoc runs the examples in its comments, one a line, after the folder to run it in.
//!
//! All other calls are passed on as they are. It is one file without dependencies, since `python/pydust/rustc_for_tests.py`
//! gives it to rustc alone.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: pydust-test-rustc: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> io::Result<ExitCode> {
    let mut arguments = env::args_os().skip(1);
    let rustc = arguments.next().ok_or_else(|| io::Error::other("there is no rustc to call"))?;
    let arguments: Vec<OsString> = arguments.collect();
    if arguments.iter().any(|argument| argument == "--test") {
        let program = env::current_exe()?;
        let changed = match program.file_stem().and_then(OsStr::to_str) {
            Some("library") => as_library(&arguments),
            Some("doctests") => as_doctests(&arguments),
            _ => {
                let file = fs::read_to_string(program.with_extension("arguments"))?;
                Some(Call { rustc: with(&arguments, file.lines()), ..Call::default() })
            }
        };
        let changed =
            changed.ok_or_else(|| io::Error::other(format!("can't change {arguments:?}")))?;
        return compile(&rustc, changed);
    }
    compile(&rustc, Call { rustc: arguments, ..Call::default() })
}

/// What is done in place of a call.
#[derive(Default)]
struct Call {
    rustc: Vec<OsString>,
    /// A file to write then, and its lines.
    then: Option<(PathBuf, Vec<OsString>)>,
}

fn compile(rustc: &OsStr, call: Call) -> io::Result<ExitCode> {
    let status = Command::new(rustc).args(call.rustc).status()?;
    if let (true, Some((file, lines))) = (status.success(), call.then) {
        let lines = [vec![env::current_dir()?.into_os_string()], lines].concat();
        let text = lines.join(OsStr::new("\n"));
        fs::write(file, text.into_encoded_bytes())?;
    }
    // What a signal has ended has no code.
    Ok(status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1).into())
}

fn with<'a>(arguments: &[OsString], more: impl IntoIterator<Item = &'a str>) -> Vec<OsString> {
    let more = more.into_iter().map(OsString::from);
    arguments.iter().cloned().chain(more).collect()
}

/// Where cargo expects the executable with tests.
fn expected(arguments: &[OsString]) -> Option<PathBuf> {
    let name = after(arguments, "--crate-name", "")?.to_str()?;
    let hash = after(arguments, "-C", "extra-filename=").unwrap_or_default().to_str()?;
    let folder = PathBuf::from(after(arguments, "--out-dir", "")?);
    Some(folder.join(format!("{name}{hash}{}", env::consts::EXE_SUFFIX)))
}

/// A shared library, in the file where cargo expects the executable.
fn as_library(arguments: &[OsString]) -> Option<Call> {
    let rustc = without_harness(arguments, &expected(arguments)?);
    // One lint is about `test` without cargo's harness, which is just what this is. Others would tell of helpers that
    // only the `#[test]` functions use, which are not in the library.
    let own = ["--crate-type=cdylib", "--cfg=test", "--cap-lints=allow"];
    Some(Call { rustc: with(&rustc, own), then: None })
}

/// A Rust library beside the file where cargo expects the executable, and in that how rustdoc finds it.
fn as_doctests(arguments: &[OsString]) -> Option<Call> {
    let list = expected(arguments)?;
    let name = after(arguments, "--crate-name", "")?.to_str()?;
    let file = list.with_file_name(format!("lib{}.rlib", list.file_stem()?.to_str()?));
    let rustc =
        with(&without_harness(arguments, &file), ["--crate-type=rlib", "--cap-lints=allow"]);
    let mut library = OsString::from(format!("--extern={name}="));
    library.push(&file);
    let mut rustdoc = vec![library];
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let text = argument.to_str().unwrap_or_default();
        if ["--crate-name", "--cfg", "--extern", "-L"].contains(&text) {
            rustdoc.extend([argument, rest.next()?].map(OsString::clone));
        } else if text.starts_with("--edition=")
            || (text.ends_with(".rs") && !text.starts_with('-'))
        {
            rustdoc.push(argument.clone());
        }
    }
    Some(Call { rustc, then: Some((list, rustdoc)) })
}

/// The arguments without cargo's harness; what is linked goes to a file.
fn without_harness(arguments: &[OsString], file: &Path) -> Vec<OsString> {
    let outputs =
        |argument: &OsString| argument.to_str()?.strip_prefix("--emit=").map(str::to_owned);
    let change = |argument: &OsString| {
        outputs(argument).map_or_else(|| argument.clone(), |outputs| emit(&outputs, file))
    };
    arguments.iter().filter(|argument| *argument != "--test").map(change).collect()
}

/// `--emit` with a file for what is linked.
fn emit(outputs: &str, file: &Path) -> OsString {
    let mut changed = OsString::from("--emit=");
    for (index, output) in outputs.split(',').enumerate() {
        changed.push(if index > 0 { "," } else { "" });
        changed.push(output);
        if output == "link" {
            changed.push("=");
            changed.push(file);
        }
    }
    changed
}

/// What follows an option, and in that a prefix.
fn after<'a>(arguments: &'a [OsString], option: &str, prefix: &str) -> Option<&'a OsStr> {
    let mut pairs = arguments.iter().zip(arguments.iter().skip(1));
    pairs.find_map(|(name, value)| {
        if name != option {
            return None;
        }
        if prefix.is_empty() {
            Some(value.as_ref())
        } else {
            value.to_str()?.strip_prefix(prefix).map(OsStr::new)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(arguments: &str) -> Option<String> {
        let arguments: Vec<_> = arguments.split(' ').map(OsString::from).collect();
        Some(text(as_library(&arguments)?.rustc))
    }

    fn text(arguments: Vec<OsString>) -> String {
        arguments.join(OsStr::new(" ")).into_string().expect("what came in was UTF-8")
    }

    #[test]
    fn an_executable_with_tests_becomes_a_library_at_its_place() {
        let given = "--crate-name demo --edition=2024 src/demo.rs --emit=dep-info,link --test \
                     -C debuginfo=1 -C extra-filename=-0af3 --out-dir target/debug/deps";
        let file =
            Path::new("target/debug/deps").join(format!("demo-0af3{}", env::consts::EXE_SUFFIX));
        let expected = format!(
            "--crate-name demo --edition=2024 src/demo.rs --emit=dep-info,link={} -C debuginfo=1 \
             -C extra-filename=-0af3 --out-dir target/debug/deps --crate-type=cdylib --cfg=test --cap-lints=allow",
            file.display()
        );
        assert_eq!(changed(given), Some(expected));
    }

    #[test]
    fn what_is_only_checked_stays_metadata() {
        let given = "--crate-name demo --emit=dep-info,metadata --test --out-dir deps";
        let changed = changed(given).expect("it can be changed");
        assert!(changed.contains(" --emit=dep-info,metadata "), "{changed}");
    }

    #[test]
    fn for_examples_in_comments_there_is_a_library_and_what_rustdoc_is_told() {
        let given = "--crate-name demo --edition=2024 src/demo.rs --error-format=json --emit=dep-info,link --test \
                     --cfg feature=\"abi3\" -C extra-filename=-0af3 --out-dir deps -L dependency=deps \
                     --extern either=deps/libeither.rlib --remap-path-prefix=a=b";
        let given: Vec<_> = given.split(' ').map(OsString::from).collect();
        let Call { rustc, then } = as_doctests(&given).expect("it can be changed");
        let (list, lines) = then.expect("a list");
        assert_eq!(list, Path::new("deps").join(format!("demo-0af3{}", env::consts::EXE_SUFFIX)));
        let library = Path::new("deps").join("libdemo-0af3.rlib");
        let library = library.display();
        let (rustc, lines) = (text(rustc), text(lines));
        assert!(rustc.contains(&format!("--emit=dep-info,link={library} ")), "{rustc}");
        assert!(rustc.ends_with("--crate-type=rlib --cap-lints=allow"), "{rustc}");
        assert!(!rustc.contains("--test"), "{rustc}");
        assert_eq!(
            lines,
            format!(
                "--extern=demo={library} --crate-name demo --edition=2024 src/demo.rs --cfg feature=\"abi3\" \
                 -L dependency=deps --extern either=deps/libeither.rlib"
            )
        );
    }

    #[test]
    fn without_a_folder_there_is_no_place_for_the_library() {
        assert_eq!(changed("--crate-name demo --test"), None);
    }
}

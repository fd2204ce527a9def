//! Stands between cargo and rustc in test builds, as `RUSTC_WORKSPACE_WRAPPER`. Cargo compiles a crate's tests as an
//! executable; this makes of it what tests of native modules need:
//!
//! - called `library`: a shared library with `cfg(test)`, which Python loads;
//! - called `harness`: the executable, with the arguments for the linker that a file beside this program has.
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
    let mut arguments: Vec<OsString> = arguments.collect();
    if arguments.iter().any(|argument| argument == "--test") {
        let program = env::current_exe()?;
        if program.file_stem() == Some(OsStr::new("library")) {
            arguments = as_library(&arguments)
                .ok_or_else(|| io::Error::other(format!("can't change {arguments:?}")))?;
        } else {
            let file = fs::read_to_string(program.with_extension("arguments"))?;
            arguments.extend(file.lines().map(OsString::from));
        }
    }
    let status = Command::new(rustc).args(arguments).status()?;
    // What a signal has ended has no code.
    Ok(status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1).into())
}

/// The arguments for a library in place of those for an executable with tests, in the file where cargo expects that.
fn as_library(arguments: &[OsString]) -> Option<Vec<OsString>> {
    let file = PathBuf::from(after(arguments, "--out-dir", "")?).join(format!(
        "{}{}{}",
        after(arguments, "--crate-name", "")?.to_str()?,
        after(arguments, "-C", "extra-filename=").unwrap_or_default().to_str()?,
        env::consts::EXE_SUFFIX
    ));
    let mut changed = Vec::with_capacity(arguments.len() + 6);
    for argument in arguments.iter().filter(|argument| *argument != "--test") {
        let outputs = argument.to_str().and_then(|text| text.strip_prefix("--emit="));
        changed.push(outputs.map_or_else(|| argument.clone(), |outputs| emit(outputs, &file)));
    }
    // The lint is about `test` without cargo's harness, which is just what this is. Others would tell of helpers that
    // only the `#[test]` functions use, which are not in the library.
    let own = ["--crate-type=cdylib", "--cfg=test", "--cap-lints=allow"];
    changed.extend(own.map(OsString::from));
    Some(changed)
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
        let changed = as_library(&arguments)?;
        Some(changed.join(OsStr::new(" ")).into_string().expect("what came in was UTF-8"))
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
    fn without_a_folder_there_is_no_place_for_the_library() {
        assert_eq!(changed("--crate-name demo --test"), None);
    }
}

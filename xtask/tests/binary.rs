//! The program itself: its exit codes and its streams.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn xtask(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask")).args(args).current_dir(folder).output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn wrong_usage_is_exit_code_2() {
    let folder = tempfile::tempdir().unwrap();
    let wrong: [&[&str]; 6] = [
        &[],
        &["generate"],
        &["gen", "--chekc"],
        &["gen", "--format", "xml"],
        &["gen", "spec"],
        &["gen", "--spec", "nowhere", "--out", "out"],
    ];
    for args in wrong {
        let output = xtask(folder.path(), args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        let error = text(&output.stderr);
        assert!(output.stdout.is_empty() && !error.is_empty() && !error.contains("panicked"), "{args:?}: {error}");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn help_is_exit_code_0() {
    let folder = tempfile::tempdir().unwrap();
    for args in [&["--help"] as &[&str], &["gen", "--help"], &["bench", "--help"], &["help", "gen"]] {
        let output = xtask(folder.path(), args);
        assert_eq!(output.status.code(), Some(0), "{args:?}");
        assert!(text(&output.stdout).contains("Usage: cargo xtask"), "{args:?}");
    }
}

#[test]
fn a_folder_is_named_as_it_was_given() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("docs/music")).unwrap();
    let output = xtask(folder.path(), &["gen", "--spec", "docs", "--out", "out"]);
    assert_eq!(
        text(&output.stderr),
        "error: the API folder `docs/music` has no `*.md` file; add a document, or remove the folder\n"
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_closed_stream_is_no_panic() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["gen", "--help"])
        .current_dir(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.code() == Some(0) && output.stderr.is_empty(), "{output:?}");
}

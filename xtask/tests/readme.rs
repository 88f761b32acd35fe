//! The README's tasks for new documents, run in a workspace of their own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What the tasks are that a test runs; the others are those of this workspace alone.
const TASKS: [&str; 4] = ["import", "new", "gen", "explain"];

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

/// The lines of shell code in the README that call one of [`TASKS`].
fn commands() -> Vec<String> {
    let readme = fs::read_to_string(root("README.md")).unwrap();
    let blocks = readme.split("```sh\n").skip(1).filter_map(|rest| Some(rest.split_once("\n```")?.0.to_owned()));
    let lines: Vec<String> = blocks.flat_map(|block| block.lines().map(str::to_owned).collect::<Vec<_>>()).collect();
    let line = |line: &String| Some(line.split('#').next()?.trim().strip_prefix("cargo xtask ")?.to_owned());
    let is_task = |line: &String| TASKS.iter().any(|task| line.split(' ').next() == Some(task));
    lines.iter().filter_map(line).filter(is_task).collect()
}

/// Runs the program in the workspace `folder`, with files for patterns as a shell does it; it must end well.
fn run(folder: &Path, line: &str) -> String {
    let files = |word: &str| match word {
        "docs/*.md" => vec!["docs/api.md".to_owned(), "docs/more.md".to_owned()],
        _ => vec![word.to_owned()],
    };
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.args(line.split_whitespace().flat_map(files)).current_dir(folder);
    // The workspace is that of the crate which Cargo runs.
    let output = command.env("CARGO_MANIFEST_DIR", folder.join("xtask")).output().unwrap();
    let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert!(output.status.success(), "cargo xtask {line}\n{said}");
    said
}

#[test]
fn every_task_of_the_readme_does_what_it_says() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let lamps = fs::read_to_string(root("tests/built/docs/lamps.md")).unwrap();
    let generated = "[package]\nname = \"apis\"\n\n[features]\ndefault = []\n";
    for (path, text) in [
        ("xtask/Cargo.toml", ""),
        ("generated/Cargo.toml", generated),
        ("page.txt", &lamps.replace("lamps", "plugs").replace("lamp", "plug")),
        ("docs/api.md", &lamps),
        ("docs/more.md", &lamps.replace("lamps", "rooms").replace("lamp", "room")),
    ] {
        fs::create_dir_all(folder.join(path).parent().unwrap()).unwrap();
        fs::write(folder.join(path), text).unwrap();
    }
    let commands = commands();
    // In this workspace, before there are other documents.
    assert_eq!(commands.first().map(String::as_str), Some("gen"));
    let said: Vec<String> = commands.iter().skip(1).map(|line| run(folder, line)).collect();
    for (at, words) in [
        (0, "spec/lamps/"),
        (1, "`spec/lamps`: 2 documents and `dialect.toml`"),
        (2, "`generated`: "),
        (3, "spec/lamps/api.md:12: table cell: boolean"),
    ] {
        assert!(said[at].contains(words), "cargo xtask {}\n{}", commands[at + 1], said[at]);
    }
    assert_eq!(said.len(), 4);
    assert!(folder.join("generated/src/lamps/lamps_lamp_id.rs").is_file());
    let said = run(folder, &commands[0]);
    assert!(said.contains("0 files written"), "{said}");
}

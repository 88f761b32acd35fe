//! `tablewright diff` over revisions of a repository, folders and IR files.

use std::fs;
use std::path::Path;
use std::process::Command;

const DIALECT: &str = include_str!("lamps/dialect.toml");
const OLD: &str = include_str!("lamps/lamps.md");
const PROJECT: &str =
    "crate = \"out\"\n\n[[api]]\nname = \"lamps\"\ndocs = [\"docs/*.md\"]\ndialect = \"docs/dialect.toml\"\n";

fn git(folder: &Path, args: &[&str]) {
    let identity = ["-c", "user.name=test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"];
    let output = Command::new("git").current_dir(folder).args(identity).args(args).output().expect("git");
    assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// Runs the program and returns its exit code and what it printed.
fn run(folder: &Path, line: &str) -> (i32, String) {
    let program = env!("CARGO_BIN_EXE_tablewright");
    let output = Command::new(program).args(line.split_whitespace()).current_dir(folder).output().expect("the program");
    let text = String::from_utf8([output.stdout, output.stderr].concat()).expect("text");
    (output.status.code().expect("a code"), text)
}

#[test]
fn a_revision_is_compared_with_the_files_as_they_are() {
    let folder = tempfile::tempdir().expect("a folder");
    // The project is not at the top of the repository.
    let root = folder.path().join("services/lamps");
    for (path, text) in [("docs/api.md", OLD), ("docs/dialect.toml", DIALECT), ("tablewright.toml", PROJECT)] {
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    let (code, said) = run(&root, "gen");
    assert_eq!(code, 0, "{said}");
    for args in [&["init", "-q", "."][..], &["add", "."], &["commit", "-q", "-m", "old"]] {
        git(folder.path(), args);
    }
    assert_eq!(run(&root, "diff"), (0, "`lamps`: no change of the API\n".into()));

    fs::write(root.join("docs/api.md"), OLD.replace("| no |", "| yes |")).expect("a document");
    let (code, said) = run(&root, "diff --fail-on breaking");
    assert_eq!(code, 1, "{said}");
    assert!(
        said.contains(
            "lamps/parameters/level is required now [parameter-required]\n      docs/api.md:11 -> docs/api.md:11"
        ),
        "{said}"
    );
    let (code, said) = run(&root, "diff HEAD --format markdown");
    assert!(
        code == 0 && said.contains("**Breaking for callers**\n\n- `lamps/parameters/level` is required now"),
        "{said}"
    );

    // What an error concerns can be missing, and an empty comparison would say the contrary.
    fs::write(root.join("docs/api.md"), OLD.replace("| type |", "| tpye |")).expect("a document");
    let (code, said) = run(&root, "diff");
    assert!(code == 1 && said.contains("error: the documents of `lamps` have errors; `gen` shows them"), "{said}");
    let bad = root.join("bad");
    fs::create_dir(&bad).expect("a folder");
    for name in ["tablewright.toml", "docs"] {
        let copied = Command::new("cp").arg("-r").arg(root.join(name)).arg(&bad).status().expect("cp");
        assert!(copied.success(), "{name}");
    }
    fs::write(root.join("docs/api.md"), OLD.replace("| no |", "| yes |")).expect("a document");
    let (code, said) = run(&root, "diff bad");
    assert!(code == 0 && said.contains("warning: the documents of `lamps` of `bad` have errors"), "{said}");
    fs::remove_dir_all(&bad).expect("a folder");

    // `gen` says it too, from the IR that it replaces; then the IR files can be compared.
    fs::copy(root.join("out/ir/lamps.json"), root.join("old.json")).expect("an IR");
    let (code, said) = run(&root, "gen");
    assert!(code == 0 && said.contains("`lamps`: 1 breaking for callers"), "{said}");
    let (code, said) = run(&root, "diff old.json out/ir/lamps.json --format json");
    assert!(code == 0 && said.contains("\"kind\":\"parameter-required\",\"verdict\":\"callers\""), "{said}");

    // The repository is as it was.
    let status = Command::new("git").current_dir(folder.path()).args(["status", "--porcelain"]).output().expect("git");
    let status = String::from_utf8(status.stdout).expect("text");
    assert!(!status.contains("D ") && status.contains(" M services/lamps/docs/api.md"), "{status}");

    for line in ["diff nowhere", "diff --output=x", "diff tablewright.toml"] {
        let (code, said) = run(&root, line);
        assert_eq!(code, 2, "{line}: {said}");
    }
    assert!(run(&root, "diff nowhere").1.contains("`nowhere` is not a file, a folder or a Git revision here"));
}

#[test]
fn before_the_first_commit_it_is_said_what_to_do() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    for (path, text) in [("docs/api.md", OLD), ("docs/dialect.toml", DIALECT), ("tablewright.toml", PROJECT)] {
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    let (code, said) = run(root, "diff");
    assert!(code == 2 && said.contains("is in no Git repository") && said.contains("`diff OLD NEW`"), "{said}");
    git(root, &["init", "-q", "."]);
    let (code, said) = run(root, "diff");
    assert!(code == 2 && said.contains("has no commit yet, so there is no `HEAD`"), "{said}");
    assert!(said.contains("commit the documents first"), "{said}");
    git(root, &["commit", "-q", "--allow-empty", "-m", "begin"]);
    assert!(run(root, "diff").1.contains("lamps is new [api-added]"));
}

//! The program on real documents: what it prints, where, and how it ends.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

const DIALECT: &str = r#"
[[endpoint]]
in = "line"
pattern = '^Call (?<path>`[^`]+`)$'

[columns]
name = ["Field"]
type = ["Type"]

[types]
int = "int32"

[policy]
unlabelled = ["parameters"]
"#;

const DOCUMENT: &str = "\
# Lamp

## Switch

Call `/switch`

| Field | Type |
|-------|------|
| level | int  |
";

/// A folder with the documents of one API, `lamp`.
fn lamp() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(&folder, "spec/lamp/api.md", DOCUMENT);
    write(&folder, "spec/lamp/dialect.toml", DIALECT);
    folder
}

fn write(folder: &TempDir, path: &str, text: impl AsRef<[u8]>) {
    let path = folder.path().join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// How a run ended: its exit code, standard output and standard error.
fn gen_with(folder: &TempDir, args: &str) -> (i32, String, String) {
    let line = ["gen", "--spec", "spec", "--out", "out"].into_iter().chain(args.split_whitespace());
    let mut run = Command::new(env!("CARGO_BIN_EXE_xtask"));
    run.args(line).current_dir(folder.path()).env("RUST_BACKTRACE", "1");
    let Output { status, stdout, stderr } = run.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let (out, err) = (text(stdout), text(stderr));
    assert!(!err.contains("panicked") && !err.contains("backtrace"), "{err}");
    (status.code().unwrap(), out, err)
}

fn tree(folder: &Path, name: &str, found: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).into_iter().flatten().map(Result::unwrap) {
        let name = format!("{name}/{}", entry.file_name().to_str().unwrap());
        if entry.path().is_dir() {
            tree(&entry.path(), &name, found);
        } else {
            found.insert(name, fs::read(entry.path()).unwrap());
        }
    }
}

/// The bytes of all that the runs wrote.
fn output(folder: &TempDir) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    tree(&folder.path().join("out"), "out", &mut found);
    found
}

/// A run that must end with exit code 2 and one line, and write nothing.
fn trouble(folder: &TempDir, args: &str) -> String {
    let before = output(folder);
    let (code, out, err) = gen_with(folder, args);
    assert_eq!((code, out.as_str(), err.lines().count()), (2, "", 1), "{err}");
    assert_eq!(output(folder), before);
    err
}

#[test]
fn documents_become_files_and_a_table() {
    let folder = lamp();
    let (code, out, err) = gen_with(&folder, "");
    assert_eq!(code, 0, "{err}");
    let files: Vec<_> = output(&folder).into_keys().collect();
    let expected = [
        "out/.tablewright.json",
        "out/docs/lamp.html",
        "out/ir/dialect.schema.json",
        "out/ir/ir.schema.json",
        "out/ir/lamp.json",
        "out/ir/patches.schema.json",
        "out/openapi/lamp.client-3.0.json",
        "out/openapi/lamp.client.json",
        "out/openapi/lamp.json",
        "out/src/lamp/api.rs",
        "out/src/lamp/client.rs",
        "out/src/lamp/mod.rs",
        "out/src/lamp/server.rs",
        "out/src/lamp/switch.rs",
        "out/src/lamp/types.rs",
        "out/src/lib.rs",
    ];
    assert_eq!(files, expected);
    let mut lines = out.lines();
    assert!(lines.next().unwrap().starts_with("API   announced  bound  endpoints  operations  types  fields"), "{out}");
    assert!(lines.next().unwrap().starts_with("lamp "), "{out}");
    assert_eq!(gen_with(&folder, "--check").0, 0);
}

#[test]
fn a_broken_dialect_is_shown_at_its_place() {
    let folder = lamp();
    for (broken, message, place) in [
        (DIALECT.replace("[types]", "[type"), "error[TW101]", "spec/lamp/dialect.toml:10:6"),
        (DIALECT.replace("[columns]", "[colums]"), "unknown key `colums`", "spec/lamp/dialect.toml:6:2"),
        (DIALECT.replace("'^Call (?<", "'^Call ((?<"), "does not compile", "spec/lamp/dialect.toml:4:11"),
        (DIALECT.replace("\"int32\"", "\"int31\""), "unknown value `int31`", "spec/lamp/dialect.toml:11:7"),
    ] {
        write(&folder, "spec/lamp/dialect.toml", broken);
        let (code, _, err) = gen_with(&folder, "");
        assert!(code == 1 && err.contains(message) && err.contains(place), "{message} at {place}:\n{err}");
        assert!(output(&folder).is_empty());
    }
}

#[test]
fn an_error_in_the_documents_leaves_the_output_as_it_was() {
    let folder = lamp();
    assert_eq!(gen_with(&folder, "").0, 0);
    let before = output(&folder);
    write(&folder, "spec/lamp/api.md", DOCUMENT.replace("| Type |", "| Typ  |"));
    let (code, _, err) = gen_with(&folder, "");
    assert!(code == 1 && err.contains("spec/lamp/api.md:7:11"), "{err}");
    assert!(err.contains("did you mean `Type`?") && err.contains("its output stays as it was"), "{err}");
    assert_eq!(output(&folder), before);
}

#[test]
fn what_is_out_of_date_is_shown_with_the_command_that_mends_it() {
    let folder = lamp();
    assert_eq!(gen_with(&folder, "").0, 0);
    write(&folder, "spec/lamp/api.md", DOCUMENT.replace("level", "brightness"));
    write(&folder, "out/src/lamp/left.rs", "// @generated by tablewright\n");
    let before = output(&folder);
    let (code, _, err) = gen_with(&folder, "--check");
    assert_eq!((code, output(&folder)), (1, before), "{err}");
    for words in [
        "stale: out/src/lamp/switch.rs: ",
        "-    pub level: i32,\n+    pub brightness: i32,\n",
        "orphan: out/src/lamp/left.rs: ",
        "cargo xtask gen --spec spec --out out",
    ] {
        assert!(err.contains(words), "no {words:?} in:\n{err}");
    }
    assert_eq!((gen_with(&folder, "").0, gen_with(&folder, "--check").0), (0, 0));
    assert!(!folder.path().join("out/src/lamp/left.rs").exists());
}

#[test]
fn messages_as_json_have_the_keys_that_are_promised() {
    let folder = lamp();
    write(&folder, "spec/lamp/api.md", format!("{DOCUMENT}| level | itn |\n| other | itn |\n"));
    let (code, out, _) = gen_with(&folder, "--format json");
    let keys = ["code", "severity", "message", "file", "line", "column", "end_line", "end_column", "help", "related"];
    let lines: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).expect(line)).collect();
    assert!(code == 0 && lines.len() > 1, "{out}");
    for line in &lines {
        assert_eq!(line.as_object().unwrap().keys().collect::<Vec<_>>(), keys, "{line}");
        assert_eq!(line["file"], "spec/lamp/api.md");
        assert!(["error", "warning", "note"].contains(&line["severity"].as_str().unwrap()), "{line}");
        assert!(line["line"].as_u64() > Some(0) && line["end_column"].is_u64(), "{line}");
        assert!(line["help"].is_string() || line["help"].is_null(), "{line}");
    }
    let twice = lines.iter().find(|line| !line["related"].as_array().unwrap().is_empty()).unwrap();
    let related = twice["related"][0].as_object().unwrap();
    assert_eq!((&related["file"], &related["line"]), (&"spec/lamp/api.md".into(), &9.into()), "{twice}");
}

#[test]
fn messages_for_github_are_workflow_commands() {
    let folder = lamp();
    write(&folder, "spec/lamp/api.md", DOCUMENT.replace("| Type |", "| Typ  |"));
    let (code, out, _) = gen_with(&folder, "--format github");
    assert_eq!(code, 1);
    assert!(out.lines().any(|line| line.starts_with("::error file=spec/lamp/api.md,line=7,")), "{out}");
    assert!(out.lines().all(|line| line.starts_with("::") || !line.contains("TW")), "{out}");
}

#[test]
fn what_cannot_be_read_or_written_is_one_line_and_exit_code_2() {
    let empty = tempfile::tempdir().unwrap();
    assert!(trouble(&empty, "").contains("`spec` does not exist"));
    fs::create_dir(empty.path().join("spec")).unwrap();
    assert!(trouble(&empty, "").contains("`spec` has no folder in it"));

    let folder = lamp();
    assert!(trouble(&folder, "--api lmap").contains("did you mean `--api lamp`?"));
    write(&folder, "spec/lamp/latin.md", b"# caf\xe9\n");
    assert!(trouble(&folder, "").contains("`spec/lamp/latin.md` is not UTF-8"));

    let folder = lamp();
    write(&folder, "out", "a file");
    let (code, out, err) = gen_with(&folder, "");
    assert_eq!((code, out.as_str(), err.lines().count()), (2, "", 1), "{err}");
    assert!(err.contains("the output folder `out` is a file"), "{err}");
    assert_eq!(fs::read_to_string(folder.path().join("out")).unwrap(), "a file");

    let folder = lamp();
    fs::remove_file(folder.path().join("spec/lamp/dialect.toml")).unwrap();
    assert!(trouble(&folder, "").contains("`spec/lamp/dialect.toml` is missing"));
}

#[test]
fn one_api_of_several() {
    let folder = lamp();
    write(&folder, "spec/door/api.md", DOCUMENT.replace("switch", "open"));
    write(&folder, "spec/door/dialect.toml", DIALECT);
    assert_eq!(gen_with(&folder, "--api door").0, 0);
    assert!(!folder.path().join("out/src/lamp").exists());
    assert_eq!(gen_with(&folder, "").0, 0);
    write(&folder, "spec/lamp/api.md", DOCUMENT.replace("switch", "turn"));
    write(&folder, "spec/door/api.md", DOCUMENT.replace("switch", "shut"));
    assert_eq!(gen_with(&folder, "--api lamp").0, 0);
    let lib = fs::read_to_string(folder.path().join("out/src/lib.rs")).unwrap();
    assert!(lib.contains("pub mod door;") && lib.contains("pub mod lamp;"), "{lib}");
    assert!(folder.path().join("out/src/lamp/turn.rs").exists() && folder.path().join("out/src/door/open.rs").exists());
    assert_eq!((gen_with(&folder, "--check --api lamp").0, gen_with(&folder, "--check --api door").0), (0, 1));
}

#[test]
fn a_draft_is_written_for_what_is_sound() {
    let folder = lamp();
    write(&folder, "spec/lamp/room.md", "# Room\n\n## Enter\n\nCall `/room/{}`\n");
    let (code, _, err) = gen_with(&folder, "");
    assert_eq!((code, output(&folder).len()), (1, 0), "{err}");
    let (code, out, err) = gen_with(&folder, "--draft");
    assert_eq!(code, 0, "{err}");
    let mut table = out.lines().map(|line| line.split_whitespace().next_back());
    assert_eq!((table.next(), table.next()), (Some(Some("withheld")), Some(Some("1"))), "{out}");
    let listed = err.lines().find(|line| line.starts_with("withheld: ")).expect("what is withheld");
    assert!(
        listed.starts_with("withheld: room_: spec/lamp/room.md:5:6: ") && listed.contains("correct the document"),
        "{listed}"
    );
    let openapi = fs::read_to_string(folder.path().join("out/openapi/lamp.json")).unwrap();
    let openapi: Value = serde_json::from_str(&openapi).unwrap();
    assert!(openapi["paths"]["/switch"].is_object() && openapi["x-withheld"][0]["path"] == "/room/{}", "{openapi}");
}

/// Another process, another folder, another order on disk: the same bytes.
#[test]
fn every_process_gives_the_same_bytes() {
    let mut documents = BTreeMap::new();
    tree(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec"), "spec", &mut documents);
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    for (path, text) in &documents {
        write(&one, path, text);
    }
    for (path, text) in documents.iter().rev() {
        write(&two, path, text);
    }
    for folder in [&one, &two] {
        let (code, _, err) = gen_with(folder, "");
        assert_eq!(code, 0, "{err}");
    }
    assert!(output(&one).len() > 90 && output(&one) == output(&two));
}

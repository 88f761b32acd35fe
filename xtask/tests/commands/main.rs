//! The commands that begin an API, import a page and explain a place, as a person runs them.

mod explain;
mod import;
mod new;
mod terminal;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

/// Documents that a first guess reads whole.
const DOCUMENT: &str = "\
# Lamps

## Switch a lamp

`POST /rooms/{room_id}/lamps`

**Parameters**

| Field | Type | Required | Description |
| --- | --- | --- | --- |
| room_id | string | yes | Which room |
| level | integer | yes | How bright |
| colour | string | no | Which colour |

**Response**

| Field | Type | Description |
| --- | --- | --- |
| on | boolean | Whether it shines |

## Read a lamp

`GET /rooms/{room_id}/lamp`

**Response**

| Field | Type | Description |
| --- | --- | --- |
| level | integer | How bright |
";

/// How a run ended.
struct Run {
    code: i32,
    out: String,
    err: String,
}

impl Run {
    /// The run must have gone well.
    #[track_caller]
    fn good(self) -> Self {
        assert_eq!(self.code, 0, "{}\n{}", self.out, self.err);
        self
    }

    /// The run must have ended with exit code 2 and one line.
    #[track_caller]
    fn trouble(self) -> String {
        assert_eq!((self.code, self.out.as_str(), self.err.lines().count()), (2, "", 1), "{}\n{}", self.out, self.err);
        self.err
    }
}

fn xtask(folder: &TempDir, args: &[&str]) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_xtask")).args(args).current_dir(folder.path()).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let run = Run { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) };
    assert!(!run.err.contains("panicked"), "{}", run.err);
    run
}

/// A folder with documents in `docs/`, and a generated crate in `out/` that has no API yet.
fn place() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(&folder, "docs/api.md", DOCUMENT);
    write(&folder, "out/Cargo.toml", "[package]\nname = \"apis\"\n\n[features]\ndefault = []\nclient = [\"x\"]\n");
    folder
}

fn write(folder: &TempDir, path: &str, text: impl AsRef<[u8]>) {
    let path = folder.path().join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn read(folder: &TempDir, path: &str) -> String {
    fs::read_to_string(folder.path().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The bytes of all files.
fn tree(folder: &TempDir) -> BTreeMap<String, Vec<u8>> {
    fn below(folder: &Path, name: &str, found: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let name = format!("{name}/{}", entry.file_name().to_str().unwrap());
            if entry.path().is_dir() {
                below(&entry.path(), &name, found);
            } else {
                found.insert(name, fs::read(entry.path()).unwrap());
            }
        }
    }
    let mut found = BTreeMap::new();
    below(folder.path(), "", &mut found);
    found
}

#[test]
fn each_has_a_help_with_examples() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["new", "import", "explain"] {
        let help = xtask(&folder, &[name, "--help"]).good().out;
        for words in ["Usage: cargo xtask", "Examples:\n", "Exit codes:\n"] {
            assert!(help.contains(words), "{name}: no {words:?} in\n{help}");
        }
        let usage = xtask(&folder, &[name]);
        assert!(usage.code == 2 && usage.out.is_empty() && usage.err.contains("Usage:"), "{name}: {}", usage.err);
    }
    assert!(tree(&folder).is_empty());
}

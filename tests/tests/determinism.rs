//! Same input, same bytes: in every run, in every folder, and without a trace of either.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::Path;

use serde_json::Value;
use tablewright::ir::Api;
use tablewright::{compile, shared};
use tests::{FAMILIES, family, root, small, without_prose};
use xtask::{Console, Tablewright};

/// Runs `cargo xtask` in this process and returns its exit code and what it printed.
fn xtask(arguments: &[&Path]) -> (u8, String, String) {
    let line = std::iter::once(OsString::from("xtask")).chain(arguments.iter().map(OsString::from));
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let code = xtask::run(line, &Tablewright, &mut Console::new(&mut out, &mut err));
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (code, text(out), text(err))
}

fn generate(spec: &Path, out: &Path) {
    let arguments = [Path::new("gen"), Path::new("--spec"), spec, Path::new("--out"), out];
    let (code, _, err) = xtask(&arguments);
    assert_eq!(code, 0, "{err}");
}

/// Copies the files of a folder, the last one first, so that the order on disk is another.
fn copy_backwards(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    let mut paths: Vec<_> =
        fs::read_dir(from).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    for path in paths.into_iter().rev() {
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy_backwards(&path, &target);
        } else {
            fs::copy(&path, target).expect("a copy");
        }
    }
}

/// The bytes of every file below a folder.
fn tree(folder: &Path, name: &str, found: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = format!("{name}/{}", path.file_name().expect("a name").to_string_lossy());
        if path.is_dir() {
            tree(&path, &name, found);
        } else {
            found.insert(name, fs::read(&path).expect("a file"));
        }
    }
}

#[test]
fn two_folders_give_the_same_bytes() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (one, two) = (folder.path().join("one"), folder.path().join("a longer name/with blanks/二"));
    let (copy, spec) = (two.join("documents"), root("spec"));
    copy_backwards(&spec, &copy);
    generate(&spec, &one);
    generate(&copy, &two.join("out"));
    let (mut first, mut second) = (BTreeMap::new(), BTreeMap::new());
    tree(&one, "", &mut first);
    tree(&two.join("out"), "", &mut second);
    assert!(first.len() > 90, "only {} files", first.len());
    assert!(first.keys().eq(second.keys()), "not the same files");
    let differing: Vec<_> = first.iter().filter(|(path, bytes)| second.get(*path) != Some(*bytes)).collect();
    assert!(differing.is_empty(), "{:?}", differing.iter().map(|(path, _)| path).collect::<Vec<_>>());
    let place = folder.path().to_str().expect("UTF-8");
    for (path, bytes) in &first {
        let text = std::str::from_utf8(bytes).expect("UTF-8");
        assert!(!text.contains(place) && !text.contains(env!("CARGO_MANIFEST_DIR")), "{path} says where it was made");
    }
}

#[test]
fn two_runs_give_the_same_files() {
    for name in FAMILIES {
        let (one, two) = (compile(&family(name)), compile(&family(name)));
        assert_eq!(one.files, two.files, "{name}");
        assert_eq!(one.diagnostics.items().len(), two.diagnostics.items().len(), "{name}");
        assert!(tests::messages(&one) == tests::messages(&two), "{name}: the messages differ");
    }
    assert_eq!(shared(&FAMILIES), shared(&FAMILIES));
}

/// The run of today gives the same as the runs of other days: the files in the repository.
#[test]
fn what_is_in_the_repository_is_current() {
    let check = ["gen", "--check"].map(Path::new);
    let (code, out, err) = xtask(&check);
    assert_eq!(code, 0, "{out}{err}");
}

#[test]
fn the_ir_reads_back_equal() {
    for name in FAMILIES {
        let output = compile(&family(name));
        let text = output.files.get(&format!("ir/{name}.json")).expect("the IR");
        assert!(Api::from_json(text).expect("an IR") == output.api.expect("an IR"), "{name}");
    }
    let text = shared(&FAMILIES).remove("ir/ir.schema.json").expect("the schema");
    assert!(Api::from_json(&text).is_err(), "a schema is no IR");
    let newer = compile(&family("bilibili")).files["ir/bilibili.json"].replacen("\"format\": 1", "\"format\": 2", 1);
    assert!(Api::from_json(&newer).expect_err("another version").to_string().contains("the IR has format 2"));
}

fn validator(name: &str) -> jsonschema::Validator {
    let text = shared(&FAMILIES).remove(&format!("ir/{name}.schema.json")).expect("the schema");
    let schema: Value = serde_json::from_str(&text).expect("JSON");
    jsonschema::validator_for(&schema).unwrap_or_else(|error| panic!("ir/{name}.schema.json: {error}"))
}

fn assert_valid(validator: &jsonschema::Validator, value: &Value, what: &str) {
    let errors: Vec<_> =
        validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{what}:\n{}", errors.join("\n"));
}

#[test]
fn what_is_written_and_read_follows_its_schema() {
    let (ir, dialect, patches) = (validator("ir"), validator("dialect"), validator("patches"));
    for input in FAMILIES.map(family).into_iter().chain([tests::input("golden", &root("tests/fixtures/golden"))]) {
        let name = &input.api;
        let output = compile(&input);
        let text = output.files.get(&format!("ir/{name}.json")).expect("the IR");
        assert_valid(&ir, &serde_json::from_str(text).expect("JSON"), name);
        assert_valid(&dialect, &toml::from_str(&input.dialect.text).expect("TOML"), &input.dialect.name);
        let text = input.patches.expect("patches").text;
        assert_valid(&patches, &toml::from_str(&text).expect("TOML"), &format!("{name}/patches.toml"));
    }
    assert!(!ir.is_valid(&serde_json::json!({"format": 1})));
    assert!(!dialect.is_valid(&serde_json::json!({"endpoints": []})));
    assert!(!patches.is_valid(&serde_json::json!({"patch": [{"at": "a"}]})));
}

const DIALECT: &str = r#"
[[endpoint]]
in = "line"
pattern = '^Call (?<path>`[^`]+`)'
[[section]]
role = "parameters"
mark = "bold"
pattern = '^What it takes$'
[[section]]
role = "response"
mark = "bold"
pattern = '^What it gives$'
[columns]
name = ["Field"]
type = ["Type"]
description = ["Meaning"]
[types]
int = "int32"
text = "string"
[[values]]
each = '(?<value>\d+) (?<label>\w+)'
"#;

const ONE: &str = "\
# Lights

## Switch

Call `/switch`, and the light goes on.

**What it takes**

| Field | Type | Meaning |
|---|---|---|
| state | int | Whether it shines: 0 off, 1 on |
| room | text | Where it hangs. |

**What it gives**

| Field | Type | Meaning |
|---|---|---|
| before | text | What it was. |
";

/// The same in other words, with other lines around it.
const TWO: &str = "\
# Lights

A page on lamps, which says the same.

## Turning lamps on and off

Call `/switch` when it is dark.

> Mind the bill.

**What it takes**

| Field | Type | Meaning                     |
|-------|------|-----------------------------|
| state | int  | 0 dark, 1 bright (choose!)  |
| room  | text |                             |

Rooms have names.

**What it gives**

| Field  | Type | Meaning                    |
|--------|------|----------------------------|
| before | text | The state up to this call. |
";

#[test]
fn other_words_for_the_same_facts_give_the_same_ir_but_for_the_words() {
    let (one, two) = (compile(&small(ONE, DIALECT, None)), compile(&small(TWO, DIALECT, None)));
    let (one, two) = (one.api.expect("an IR"), two.api.expect("an IR"));
    assert!(one != two);
    assert_eq!(without_prose(&one), without_prose(&two));
    let other = compile(&small(&TWO.replace("1 bright", "2 bright"), DIALECT, None)).api.expect("an IR");
    assert_ne!(without_prose(&one), without_prose(&other));
}

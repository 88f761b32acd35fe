//! Names of documents never meet those of macros, of the runtime or of generated code: what the compiler makes of hostile
//! names, in every position in which documents name things, is compiled.
//!
//! The crate is written below `target/tmp`, and `cargo check` reads it there with the dependencies of this workspace.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tablewright::emit::Files;
use tablewright::ir::{Api, TypeKind};
use tablewright::{Input, compile, compile_to_ir};
use tests::{hostile, messages, names_of_calls, names_of_types, root};

/// The APIs, each called as a crate is that generated code names.
const APIS: [&str; 2] = ["runtime", "std"];

/// The features of the crate are those of a generated one, all of them on.
fn manifest() -> String {
    let runtime = root("codegen/runtime").canonicalize().expect("the runtime");
    let apis = APIS.map(|name| format!("{name} = []\n")).concat();
    format!(
        "[package]\nname = \"names\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[workspace]\n\n[features]\n\
         default = [\"client\", \"runtime\", \"server\", \"std\"]\n{apis}client = []\nserver = []\n\n\
         [dependencies]\nserde = \"1\"\n\n\
         [dependencies.tablewright-runtime]\npath = '{}'\nfeatures = [\"client\", \"server\"]\n\n\
         [lints.rust]\nwarnings = \"deny\"\n\n[profile.dev]\ndebug = false\n",
        runtime.display()
    )
}

fn sources() -> Files {
    let mut files = tablewright::shared(&APIS);
    for input in [names_of_calls(), names_of_types()] {
        let output = compile(&input);
        assert!(!output.diagnostics.has_errors(), "{}", messages(&output).join("\n"));
        files.extend(output.files);
    }
    files.retain(|path, _| path.starts_with("src/"));
    files
}

/// Writes the crate, and leaves alone what is there already: cargo would check it again.
fn write(folder: &Path) {
    let mut files = sources();
    files.insert("Cargo.toml".into(), manifest());
    files.insert("Cargo.lock".into(), fs::read_to_string(root("Cargo.lock")).expect("the versions of this workspace"));
    // The versions that are there may only be those of before.
    _ = fs::remove_file(folder.join("Cargo.lock"));
    for (path, text) in files {
        let path = folder.join(path);
        if fs::read_to_string(&path).is_ok_and(|there| there == text) {
            continue;
        }
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file of the crate");
    }
}

#[test]
fn code_of_hostile_names_compiles() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("names");
    write(&folder);
    let check = Command::new(env!("CARGO"))
        .args(["check", "--offline", "--quiet", "--color", "never"])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env("CARGO_INCREMENTAL", "0")
        .output()
        .expect("cargo");
    let said = String::from_utf8_lossy(&check.stderr);
    let first: Vec<_> = said.lines().take(200).collect();
    assert!(check.status.success(), "{}", first.join("\n"));
}

fn api(input: &Input) -> Api {
    compile_to_ir(input).api.expect("the IR of hostile names")
}

/// What is compiled has the names in it; one that a rule or a lint took away would be compiled in vain.
#[test]
fn each_name_stands_in_each_position() {
    let names: BTreeSet<&str> = hostile().into_iter().collect();
    let calls = api(&names_of_calls());
    let called: BTreeSet<_> =
        calls.endpoints.iter().map(|endpoint| endpoint.path.value.trim_start_matches('/')).collect();
    let groups: BTreeSet<_> =
        calls.endpoints.iter().filter_map(|endpoint| Some(endpoint.group.as_ref()?.value.as_str())).collect();
    assert_eq!(names.difference(&called).count() + names.difference(&groups).count(), 0);
    for path in ["/all_at_once", "/all_required"] {
        let endpoint = calls.endpoints.iter().find(|endpoint| endpoint.path.value == path).expect(path);
        let fields: BTreeSet<_> = endpoint.parameters.fields.iter().map(|field| field.name.value.as_str()).collect();
        assert_eq!(fields, names, "{path}");
    }
    let types = api(&names_of_types());
    let structs = types.types.iter().filter(|def| matches!(def.kind, TypeKind::Struct(_)));
    let named: BTreeSet<_> = structs.map(|def| def.id.0.as_str()).collect();
    let missing: Vec<_> = names.iter().filter(|name| !named.contains(**name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

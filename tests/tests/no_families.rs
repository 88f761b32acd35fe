//! The code knows no family of documents: no Rust file of the compiler, the runtime or the tasks names one, an endpoint
//! of one or a field of one.
//!
//! A name counts where it stands in a string, and if it has two words joined by `_` and at least eight characters: such
//! a name is nobody's word. What a whole family is called counts everywhere.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use tablewright::compile_to_ir;
use tablewright::ir::TypeKind;
use tests::{FAMILIES, family, root};

/// Other families, which the documents and the dialects of the tests come from.
const OTHERS: [&str; 4] = ["onebot", "qqbot", "cqhttp", "discord"];

fn names() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for name in FAMILIES {
        let api = compile_to_ir(&family(name)).api.expect("an IR");
        let objects = api.types.iter().filter_map(|def| match &def.kind {
            TypeKind::Struct(shape) => Some(&shape.fields),
            _ => None,
        });
        let parameters = api.endpoints.iter().map(|endpoint| &endpoint.parameters.fields);
        let fields = objects.chain(parameters).flatten().map(|field| field.name.value.clone());
        names.extend(fields.chain(api.endpoints.iter().map(|endpoint| endpoint.name.clone())));
    }
    names.retain(|name| name.len() >= 8 && name.trim_matches(['_', '.']).contains('_'));
    names
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The words of a text, as names on the wire are made of letters, digits and `_`.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_').filter(|word| !word.is_empty())
}

/// What stands between quotation marks in a line. A string over several lines has its first and its last line alone.
fn quoted(line: &str) -> impl Iterator<Item = &str> {
    line.split('"').skip(1).step_by(2)
}

#[test]
fn no_code_names_a_family() {
    let names = names();
    assert!(names.len() > 100, "only {} names", names.len());
    let mut files = Vec::new();
    for folder in ["codegen", "xtask"] {
        rust_files(&root(folder), &mut files);
    }
    assert!(files.len() > 100, "only {} files", files.len());
    let whole: Vec<&str> = FAMILIES.into_iter().chain(OTHERS).collect();
    let mut found = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).expect("a source");
        for (index, line) in text.lines().enumerate() {
            let lower = line.to_lowercase();
            let families = whole.iter().filter(|name| lower.contains(**name)).map(|name| (*name).to_owned());
            let fields = quoted(line).flat_map(words).filter(|word| names.contains(*word)).map(str::to_owned);
            for name in families.chain(fields) {
                found.push(format!("{}:{}: {name}", file.display(), index + 1));
            }
        }
    }
    assert!(found.is_empty(), "the code names what only documents and dialects may name:\n{}", found.join("\n"));
}

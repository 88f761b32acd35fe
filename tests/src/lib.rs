//! What the tests share: the families of documents as inputs of the compiler, and the IR without its words.

mod guessed;
mod guide;
mod keys;
mod mixing;
mod names;
mod print;
mod processor;
mod quote;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tablewright::ir::{Api, WITHOUT_PROSE};
use tablewright::source::EXTENSIONS;
use tablewright::{Document, Input, Output};

pub use guessed::{HEADER, Measure, Share, guessed, measure, operations};
pub use guide::{guide, page, snippets};
pub use keys::{Key, keys};
pub use names::{hostile, names_of_calls, names_of_types};
pub use print::print;
pub use processor::at_processor;
pub use quote::quoted;

/// The families whose documents are in `spec/`.
pub const FAMILIES: [&str; 2] = ["bilibili", "go-cqhttp"];

/// A path below the root of the workspace.
#[must_use]
pub fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

/// The input of a family in `spec/`.
///
/// # Panics
///
/// Where a file cannot be read.
#[must_use]
pub fn family(name: &str) -> Input {
    input(name, &root("spec").join(name))
}

/// The input of the API `name` whose documents are in `folder`.
///
/// # Panics
///
/// Where a file cannot be read.
#[must_use]
pub fn input(name: &str, folder: &Path) -> Input {
    let config = |file: &str| read(&folder.join(file), format!("{name}/{file}"));
    Input {
        dialect: config("dialect.toml"),
        patches: folder.join("patches.toml").exists().then(|| config("patches.toml")),
        ..input_documents(name, folder)
    }
}

/// The documents in `folder`, with a dialect that says nothing.
///
/// # Panics
///
/// Where a file cannot be read.
#[must_use]
pub fn input_documents(name: &str, folder: &Path) -> Input {
    let mut documents = Vec::new();
    markdown_below(folder, name, &mut documents);
    documents.sort();
    Input {
        api: name.to_owned(),
        documents: documents.into_iter().map(|(shown, path)| read(&path, shown)).collect(),
        dialect: Document { name: format!("{name}/dialect.toml"), text: String::new() },
        patches: None,
    }
}

fn read(path: &Path, name: String) -> Document {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    Document { name, text }
}

/// The documents in `folder` and in the folders below it, each with its name.
fn markdown_below(folder: &Path, name: &str, found: &mut Vec<(String, PathBuf)>) {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for path in entries.map(|entry| entry.expect("an entry of the folder").path()) {
        let name = format!("{name}/{}", path.file_name().unwrap_or_default().to_string_lossy());
        if path.is_dir() {
            markdown_below(&path, &name, found);
        } else if path.extension().and_then(|ending| ending.to_str()).is_some_and(|ending| EXTENSIONS.contains(&ending))
        {
            found.push((name, path));
        }
    }
}

/// An input of one document, for small cases.
#[must_use]
pub fn small(document: &str, dialect: &str, patches: Option<&str>) -> Input {
    let file = |name: &str, text: &str| Document { name: format!("small/{name}"), text: text.to_owned() };
    Input {
        api: "small".to_owned(),
        documents: vec![file("api.md", document)],
        dialect: file("dialect.toml", dialect),
        patches: patches.map(|text| file("patches.toml", text)),
    }
}

/// The diagnostics of an output as lines: place, weight, code and message.
#[must_use]
pub fn messages(output: &Output) -> Vec<String> {
    let line = |item: &tablewright::diagnostic::Diagnostic| {
        let at = output.sources.locate(item.span);
        let (severity, code) = (item.severity.name(), item.code.number());
        format!("{}:{}:{} {severity}[{code}] {}", at.file, at.line, at.column, item.message)
    };
    output.diagnostics.items().iter().map(line).collect()
}

/// The IR as JSON without prose, quoted material and places.
///
/// # Panics
///
/// Where the IR cannot be written as JSON.
#[must_use]
pub fn without_prose(api: &Api) -> Value {
    without(serde_json::to_value(api).expect("an IR as JSON"), WITHOUT_PROSE)
}

/// A JSON value without some keys, at any depth.
#[must_use]
pub fn without(value: Value, keys: &[&str]) -> Value {
    match value {
        Value::Object(object) => {
            let kept = object.into_iter().filter(|(key, _)| !keys.contains(&key.as_str()));
            Value::Object(kept.map(|(key, value)| (key, without(value, keys))).collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(|item| without(item, keys)).collect()),
        other => other,
    }
}

//! Families of documents as they are found elsewhere, each form in a small one of its own: `fixtures/dialects/<name>/` has
//! the documents, in folders where the form has them so, and the dialect, and beside them is what the compiler makes of
//! them. `dialects/<name>/` has the dialects of families whose documents are not kept here.

use std::fs;

use tablewright::dialect::{self, Dialect};
use tablewright::source::SourceMap;
use tablewright::{compile, compile_to_ir};
use tests::{input, messages, print, root};

fn folders(path: &str) -> Vec<String> {
    let entries = fs::read_dir(root(path)).expect("the folder");
    let mut names: Vec<_> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn every_family_is_read_as_its_dialect_says() {
    let folder = root("tests/fixtures/dialects");
    let names = folders("tests/fixtures/dialects");
    assert!(names.len() >= 13, "only {} fixtures", names.len());
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for name in names {
        let output = compile_to_ir(&input(&name, &folder.join(&name)));
        let ir = output.api.as_ref().map_or_else(|| "no IR\n".to_owned(), print);
        let said = messages(&output).join("\n");
        let figures = output.figures;
        settings.set_snapshot_path(folder.join(&name));
        settings.bind(|| insta::assert_snapshot!("ir", format!("{ir}\n---\n{said}\n---\n{figures:?}")));
    }
}

/// Every one of them can be emitted: nothing in them is an error.
#[test]
fn every_family_gives_output() {
    let folder = root("tests/fixtures/dialects");
    for name in folders("tests/fixtures/dialects") {
        let output = compile(&input(&name, &folder.join(&name)));
        assert!(!output.files.is_empty(), "{name}: {}", messages(&output).join("\n"));
    }
}

/// The dialects without documents are read, and no rule of theirs is without effect for want of a group.
#[test]
fn every_dialect_without_documents_is_sound() {
    for name in folders("tests/dialects") {
        let text = fs::read_to_string(root("tests/dialects").join(&name).join("dialect.toml")).expect("a dialect");
        let mut sources = SourceMap::default();
        let file = sources.add("dialect.toml", &text);
        let read: Dialect = dialect::load(file, &text).unwrap_or_else(|errors| panic!("{name}: {}", errors[0].message));
        let unsound = dialect::check(&read, file);
        assert!(unsound.is_empty(), "{name}: {}", unsound[0].message);
    }
}

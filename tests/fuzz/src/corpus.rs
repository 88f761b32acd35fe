//! What the inputs begin with: the families of `spec/` and the fixtures.

use std::fs;

use tablewright::{Document, Input};
use tests::{FAMILIES, family, input, root};

/// An API with more bytes is cut: what is wrong with a damaged document is wrong with a few of its lines, and a small one
/// is tried many times while a large one is tried once.
const LARGE: usize = 6_000;
/// How many blocks a part of a large document has.
const BLOCKS: usize = 24;

/// The inputs, in a fixed order. A large document is cut into parts, so that one input is as quick as another.
///
/// # Panics
///
/// Where the fixtures cannot be read.
#[must_use]
pub fn inputs() -> Vec<Input> {
    let folder = root("tests/fixtures/dialects");
    let entries = fs::read_dir(&folder).expect("the fixtures");
    let mut names: Vec<_> = entries.map(|entry| entry.expect("a fixture").file_name()).collect();
    names.sort();
    let fixtures = names.iter().map(|name| input(&name.to_string_lossy(), &folder.join(name)));
    FAMILIES.into_iter().map(family).chain(fixtures).flat_map(parts).collect()
}

fn parts(input: Input) -> Vec<Input> {
    let size: usize = input.documents.iter().map(|document| document.text.len()).sum();
    if size <= LARGE {
        return vec![input];
    }
    let cut = |document: &Document| -> Vec<Document> {
        if document.text.len() <= LARGE {
            return vec![document.clone()];
        }
        let blocks: Vec<_> = document.text.split_inclusive("\n\n").collect();
        let part = |blocks: &[&str]| Document { name: document.name.clone(), text: blocks.concat() };
        // A pasted page has no blank lines.
        let lines: Vec<_> = document.text.split_inclusive('\n').collect();
        if blocks.len() > BLOCKS {
            blocks.chunks(BLOCKS).map(part).collect()
        } else {
            lines.chunks(BLOCKS * 4).map(part).collect()
        }
    };
    let documents: Vec<_> = input.documents.iter().flat_map(cut).collect();
    documents.into_iter().map(|document| Input { documents: vec![document], ..input.clone() }).collect()
}

//! The page on dialects, and the worked example in it.

use std::fs;

use tablewright::{Document, Input};

use crate::root;

/// The text of the page.
///
/// # Panics
///
/// Where it cannot be read.
#[must_use]
pub fn page() -> String {
    fs::read_to_string(root("spec/dialect.md")).expect("the page")
}

/// The code blocks of the page whose fence says `info`.
#[must_use]
pub fn snippets(info: &str) -> Vec<String> {
    let page = page();
    let open = format!("\n```{info}\n");
    let bodies = page.split(open.as_str()).skip(1);
    bodies.map(|body| format!("{}\n", body.split("\n```").next().unwrap_or_default())).collect()
}

/// The worked example: its documents, by their names, and its dialect.
///
/// # Panics
///
/// Where the page does not have it.
#[must_use]
pub fn guide() -> Input {
    let page = page();
    let before = page.split("\n```toml guide\n").next().unwrap_or_default();
    let read = before.split("\n````markdown ").skip(1).map(|block| {
        let (name, rest) = block.split_once('\n').expect("a name");
        let text = rest.split("\n````").next().unwrap_or_default();
        Document { name: format!("lamps/{name}"), text: format!("{text}\n") }
    });
    let mut documents: Vec<_> = read.collect();
    documents.sort_by(|a, b| a.name.cmp(&b.name));
    let dialect = Document { name: "lamps/dialect.toml".to_owned(), text: snippets("toml guide").swap_remove(0) };
    Input { api: "lamps".to_owned(), documents, dialect, patches: None }
}

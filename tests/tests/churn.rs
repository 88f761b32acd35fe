//! A small edit is a small diff: what an edit is not about stays as it was.

use std::collections::BTreeMap;

use tablewright::emit::Files;
use tablewright::{Input, compile};
use tests::{FAMILIES, family, guide, input, messages, root};

/// How many lines outside of the IR an edit may change that is about none of them.
const MOST: usize = 40;

fn files(input: &Input) -> Files {
    let output = compile(input);
    assert!(!output.diagnostics.has_errors(), "{}: {}", input.api, messages(&output).join("\n"));
    output.files
}

fn is_ir(path: &str) -> bool {
    path.starts_with("ir/")
}

/// How many lines are in one text and not in the other.
fn changed(old: &str, new: &str) -> usize {
    let mut counts: BTreeMap<&str, isize> = BTreeMap::new();
    for (text, step) in [(old, -1), (new, 1)] {
        for line in text.lines() {
            *counts.entry(line).or_default() += step;
        }
    }
    counts.values().map(|count| count.unsigned_abs()).sum()
}

/// The files other than the IR that an edit changes, each with the number of lines.
fn changes(old: &Files, new: &Files) -> BTreeMap<String, usize> {
    let text = |files: &Files, path: &str| files.get(path).cloned().unwrap_or_default();
    let paths = old.keys().chain(new.keys()).filter(|path| !is_ir(path));
    let paths: std::collections::BTreeSet<_> = paths.filter(|path| old.get(*path) != new.get(*path)).collect();
    paths.into_iter().map(|path| (path.clone(), changed(&text(old, path), &text(new, path)))).collect()
}

/// Where the text of a document begins: behind front matter, and behind the head of a page that was pasted.
fn top(text: &str) -> usize {
    let behind_front_matter = || text.rfind("---\n").map_or(0, |at| at + "---\n".len());
    text.find("# ").unwrap_or_else(behind_front_matter)
}

fn all() -> Vec<Input> {
    let mut all: Vec<Input> = FAMILIES.into_iter().map(family).collect();
    all.push(input("golden", &root("tests/fixtures/golden")));
    all.push(guide());
    for entry in std::fs::read_dir(root("tests/fixtures/dialects")).expect("the families") {
        let folder = entry.expect("a family").path();
        all.push(input(&folder.file_name().unwrap_or_default().to_string_lossy(), &folder));
    }
    all
}

#[test]
fn what_is_said_at_the_top_moves_nothing() {
    let mut tried = 0;
    for input in all() {
        let output = compile(&input);
        if output.diagnostics.has_errors() {
            continue;
        }
        let before = output.files;
        for (at, document) in input.documents.iter().enumerate() {
            // A page that was pasted has a line of its own for the number of every line.
            let gutter = if document.text.contains("\n||\n") { "||\n" } else { "" };
            for words in ["\n".to_owned(), format!("\nOne more sentence about all of this.\n{gutter}\n")] {
                let mut edited = input.clone();
                edited.documents[at].text.insert_str(top(&document.text), &words);
                let output = compile(&edited);
                if output.diagnostics.has_errors() {
                    continue;
                }
                let changes = changes(&before, &output.files);
                let sum: usize = changes.values().sum();
                assert!(sum <= MOST, "{words:?} at the top of {}: {changes:?}", document.name);
                tried += 1;
            }
        }
    }
    assert!(tried >= 50, "only {tried} edits compile");
}

#[test]
fn an_endpoint_more_changes_no_other() {
    let table = "| 字段名 | 数据类型 | 说明 |\n| --- | --- | --- |\n| `message_id` | int32 | 消息 ID |\n\n";
    let added = format!("### 全新的接口\n\n终结点：`/brand_new`\n\n**响应数据**\n\n{table}");
    let input = family("go-cqhttp");
    let before = files(&input);
    let shared = ["mod", "api", "client", "server", "brand_new"].map(|name| format!("src/go_cqhttp/{name}.rs"));
    let places: Vec<usize> = input.documents[0].text.match_indices("\n### ").map(|(at, _)| at + 1).collect();
    for at in [places[0], places[places.len() / 2], places[places.len() - 1]] {
        let mut edited = input.clone();
        edited.documents[0].text.insert_str(at, &added);
        let changes = changes(&before, &files(&edited));
        // Each of these is one file for the whole API.
        let whole = |path: &str| ["asyncapi/", "docs/", "openapi/"].iter().any(|folder| path.starts_with(folder));
        let others: Vec<_> = changes.keys().filter(|path| !shared.contains(path) && !whole(path)).collect();
        assert!(others.is_empty(), "{others:?}");
        assert!(changes.len() == 10, "{changes:?}");
        assert!(changes["openapi/go-cqhttp.json"] < 200, "{changes:?}");
    }
}

#[test]
fn an_edited_row_changes_its_own_lines() {
    let mut edited = family("go-cqhttp");
    let before = files(&edited);
    let text = &mut edited.documents[0].text;
    *text = text.replacen("要发送的内容", "要发送的消息内容", 1);
    let new = files(&edited);
    let changes = changes(&before, &new);
    // The request, the client, the three OpenAPI documents, the AsyncAPI one and the page.
    assert!(changes.len() == 7 && changes.values().sum::<usize>() <= 20, "{changes:?}");
    let ir = changed(&before["ir/go-cqhttp.json"], &new["ir/go-cqhttp.json"]);
    assert!((1..=8).contains(&ir), "a line per fact: {ir}");
}

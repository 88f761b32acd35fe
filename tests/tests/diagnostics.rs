//! Every numbered diagnostic, each from a tiny input, with its text as people see it: `fixtures/diagnostics/<number>/`
//! has the documents, and beside them the message.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use tablewright::diagnostic::render::human;
use tablewright::diagnostic::{Code, Diagnostics};
use tablewright::ledger::{Construct, Ledger};
use tablewright::source::{SourceMap, Span};
use tablewright::{Document, Input, compile};
use tests::root;

/// The input of a case: its documents and patches, and the dialect of all cases with what the case adds.
fn input(folder: &Path) -> Input {
    let read = |path: &Path| fs::read_to_string(path).ok();
    let file = |name: &str, text: String| Document { name: name.to_owned(), text };
    let documents = ["api.md", "old.md"].into_iter().filter_map(|name| Some(file(name, read(&folder.join(name))?)));
    let dialect = read(&folder.with_file_name("dialect.toml")).expect("the dialect");
    let more = read(&folder.join("more.toml")).unwrap_or_default();
    Input {
        api: "small".to_owned(),
        documents: documents.collect(),
        dialect: file("dialect.toml", dialect + &more),
        patches: read(&folder.join("patches.toml")).map(|text| file("patches.toml", text)),
    }
}

#[test]
fn every_code_is_produced() {
    let folder = root("tests/fixtures/diagnostics");
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let mut seen = BTreeSet::from([Code::Unaccounted]);
    for code in Code::ALL.iter().filter(|code| folder.join(code.number()).exists()) {
        let case = folder.join(code.number());
        let output = compile(&input(&case));
        let items = output.diagnostics.items();
        let found = items.iter().filter(|item| item.code == *code);
        let found = found.map(|item| human(&output.sources, item, "")).collect::<Vec<_>>().join("\n");
        let numbers: Vec<_> = items.iter().map(|item| item.code.number()).collect();
        assert!(!found.is_empty(), "{} does not come, but {numbers:?}", code.number());
        seen.insert(*code);
        settings.set_snapshot_path(case);
        settings.bind(|| insta::assert_snapshot!("message", format!("{}\n\n{found}", code.explanation())));
    }
    let missing: Vec<_> = Code::ALL.iter().filter(|code| !seen.contains(code)).collect();
    assert!(missing.is_empty(), "no case for {missing:?}");
}

/// A construct that no stage settles would be a fault of the compiler, so no document produces this message.
#[test]
fn a_hole_in_the_account_is_an_error() {
    let mut sources = SourceMap::default();
    let file = sources.add("api.md", "# A\n");
    let (mut ledger, mut diagnostics) = (Ledger::default(), Diagnostics::default());
    ledger.open(Construct::Heading, Span::new(file, 0..3));
    ledger.close(&mut diagnostics);
    assert!(diagnostics.has_errors());
    insta::assert_snapshot!(human(&sources, &diagnostics.items()[0], ""), @r"
error[TW201]: this heading is neither used, ignored by a rule, nor reported
 --> api.md:1:1
  |
1 | # A
  | ^^^
  |
  = help: give it a role in `dialect.toml`, for example a `[[section]]` or `[[ignore]]` rule
");
}

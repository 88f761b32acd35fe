//! What is wrong with a `dialect.toml`, as its writer sees it.

mod definitions;
mod keys;
mod rules;

use tablewright::compile_to_ir;
use tablewright::diagnostic::Severity;
use tablewright::diagnostic::render::human;
use tests::small;

/// The errors and warnings of the dialect, as people see them.
fn said(document: &str, dialect: &str) -> String {
    let output = compile_to_ir(&small(document, dialect, None));
    let of_config = |name: &str| name != "small/api.md";
    let items = output.diagnostics.items().iter();
    let items =
        items.filter(|item| of_config(&output.sources.locate(item.span).file) && item.severity > Severity::Note);
    items.map(|item| human(&output.sources, item, "")).collect()
}

/// What is wrong with lines that are added to a dialect that is right.
fn dialect(more: &str) -> String {
    said("# A\n\ncall `/a`\n", &format!("endpoint = [{{ in = \"line\", pattern = '`(?<path>[^`]+)`' }}]\n{more}"))
}

#[test]
fn the_dialect_of_these_tests_is_right() {
    assert_eq!(dialect(""), "");
}

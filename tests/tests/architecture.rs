//! The page on the architecture, `codegen/README.md`, names files that are there, and the map of the crate all modules.

use std::collections::BTreeSet;
use std::fs;

use tests::root;

fn read(path: &str) -> String {
    fs::read_to_string(root(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The code spans of a page that are paths from the root.
fn paths(page: &str) -> BTreeSet<&str> {
    let spans = page.split('`').skip(1).step_by(2);
    let below = ["codegen/", "tests/", "spec/", "generated/", "xtask/"];
    spans.filter(|span| below.iter().any(|folder| span.starts_with(folder))).collect()
}

#[test]
fn every_path_of_the_page_exists() {
    let page = read("codegen/README.md");
    let paths = paths(&page);
    assert!(paths.len() > 25, "only {} paths", paths.len());
    for path in paths {
        assert!(root(path).exists(), "codegen/README.md names `{path}`");
    }
}

#[test]
fn the_page_is_of_two_printed_pages() {
    let words = read("codegen/README.md").split_whitespace().count();
    assert!((800..1_600).contains(&words), "{words} words");
}

#[test]
fn the_map_of_the_crate_names_every_module() {
    let text = read("codegen/src/lib.rs");
    let (map, code) = text.split_once("\n\n").expect("the comment of the crate");
    let modules =
        code.lines().filter_map(|line| line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';'));
    let modules: Vec<_> = modules.collect();
    assert!(modules.len() > 8, "{modules:?}");
    for module in modules {
        assert!(map.contains(&format!("`{module}`")), "the map has no `{module}`");
    }
}

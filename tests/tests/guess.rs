//! How good the first dialect is that the compiler proposes for documents that it has never seen: the fixtures and the
//! families of `spec/` without their dialects, measured against them, so that no change makes the proposals worse without
//! being seen.

use std::fmt::Write as _;
use std::fs;

use tablewright::Input;
use tests::{FAMILIES, HEADER, Measure, family, input, measure, root};

/// The folders of `path`, sorted.
fn folders(path: &str) -> Vec<String> {
    let entries = fs::read_dir(root(path)).expect("the folder");
    let mut names: Vec<_> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// Fixtures of which nothing in the documents tells a proposal how they are meant.
const UNTOLD: [&str; 25] = [
    "announced-requests",
    "announcing-tables",
    "containers",
    "every-call",
    "exchanges",
    "generics",
    "handshake",
    "heartbeats",
    "json-rpc",
    "linked",
    "more-fields",
    "nested-frames",
    "open-keys",
    "pages",
    "places",
    "prefixes",
    "schemas",
    "scopes",
    "selectors",
    "served",
    "shown-requests",
    "sketches",
    "stated-events",
    "told-apart",
    "whole-bodies",
];

/// The inputs with the name of each.
fn written() -> Vec<(String, Input)> {
    let mut found: Vec<_> = FAMILIES.iter().map(|name| ((*name).to_owned(), family(name))).collect();
    for set in ["dialects", "forms"] {
        let path = format!("tests/fixtures/{set}");
        let told = folders(&path).into_iter().filter(|name| !UNTOLD.contains(&name.as_str()));
        found.extend(told.map(|name| {
            let input = input(&name, &root(&path).join(&name));
            (format!("{set}/{name}"), input)
        }));
    }
    found
}

#[test]
fn the_proposals_are_as_good_as_they_were() {
    let mut text = format!("{:<32}{HEADER}\n", "");
    let (mut fixtures, mut complete, mut all) = (Measure::default(), 0, 0);
    fixtures.valid = true;
    for (name, input) in written() {
        let found = measure(&input);
        let _ = writeln!(text, "{name:<32}{found}");
        assert!(found.valid, "{name}: the proposal is no dialect");
        if FAMILIES.contains(&name.as_str()) {
            assert_eq!(found.endpoints.found, found.endpoints.all, "{name}");
            // What is left are contradictions of the documents, which their patches correct.
            assert!(found.errors <= 2, "{name}: {found}");
            continue;
        }
        fixtures = fixtures.and(found);
        complete += usize::from(found.endpoints.found == found.endpoints.all);
        all += 1;
    }
    let _ = writeln!(text, "{:<32}{fixtures}", "all fixtures");
    let _ = writeln!(text, "with all endpoints: {complete} of {all} fixtures");
    assert!(complete * 10 >= all * 9, "{text}");
    assert!(fixtures.endpoints.found * 10 >= fixtures.endpoints.all * 9, "{text}");
    for (what, share, tenths) in [
        ("parameters", fixtures.parameters, 9),
        ("presence", fixtures.presence, 9),
        ("types", fixtures.types, 8),
        ("responses", fixtures.responses, 7),
    ] {
        assert!(share.found * 10 >= share.all * tenths, "{what}\n{text}");
    }
}

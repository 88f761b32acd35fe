//! The golden API: a small document in which everything is awkward, and every artefact that it gives, byte by byte. Beside
//! it stand the worked example of the page on dialects, and the families with files, whose codes are text, whose data stands
//! beside the envelope, whose frames and envelopes have objects in them, whose connections begin with a handshake, or need
//! heartbeats, whose
//! events the documents state, whose lists come in pages, whose bodies are bytes, text or one JSON value, whose endpoints
//! succeed in several ways, whose calls have parameters in common, whose paths are those of many calls, whose objects
//! have open keys, whose types have others in them, and whose failures have types.
//!
//! Its Rust is the crate `golden` in `tests/golden/`, so that the bytes that are compared here are also compiled, linted
//! and documented, and used by tests there. `INSTA_UPDATE=always cargo test -p tests --test golden` writes the artefacts
//! anew; it works even where the old ones do not compile.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use tablewright::compile;
use tests::{guide, input, messages, root};

/// Every artefact by its path below `tests/golden/`.
fn artefacts() -> BTreeMap<String, String> {
    let output = compile(&input("golden", &root("tests/fixtures/golden")));
    assert!(!output.diagnostics.has_errors(), "{}", messages(&output).join("\n"));
    let mut files = output.files.clone();
    files.extend(compile(&guide()).files);
    let mut families = vec![
        "every-call",
        "failures",
        "files",
        "flat-envelope",
        "generics",
        "handshake",
        "heartbeats",
        "json-rpc",
        "nested-frames",
        "open-keys",
        "paged",
        "raw-bodies",
        "selectors",
        "stated-events",
        "successes",
        "text-codes",
        "whole-bodies",
    ];
    for name in &families {
        files.extend(compile(&input(name, &root("tests/fixtures/dialects").join(name))).files);
    }
    families.extend(["golden", "lamps"]);
    families.sort_unstable();
    let shared = tablewright::shared(&families).into_iter().filter(|(path, _)| path == "src/lib.rs");
    files.extend(shared);
    files.insert("messages.txt".into(), messages(&output).join("\n") + "\n");
    files
}

/// The artefacts that are there, by the same paths.
fn stored(folder: &Path, name: &str, found: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.expect("an entry of the folder").path();
        let name = format!("{name}{}", path.file_name().unwrap_or_default().to_string_lossy());
        let by_hand = matches!(name.as_str(), "Cargo.toml" | "rustfmt.toml" | "tests");
        if path.is_dir() && !by_hand {
            stored(&path, &format!("{name}/"), found);
        } else if !by_hand {
            found.insert(name, fs::read_to_string(&path).expect("an artefact"));
        }
    }
}

fn update(folder: &Path, wanted: &BTreeMap<String, String>, found: &BTreeMap<String, String>) {
    for path in found.keys().filter(|path| !wanted.contains_key(*path)) {
        fs::remove_file(folder.join(path)).expect("an artefact that nobody makes");
    }
    for (path, text) in wanted.iter().filter(|(path, text)| found.get(*path) != Some(*text)) {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("an artefact");
    }
}

/// The first line in which two texts differ.
fn difference(path: &str, wanted: Option<&String>, found: Option<&String>) -> Option<String> {
    let (Some(wanted), Some(found)) = (wanted, found) else {
        let why = if wanted.is_none() { "nobody makes it any more" } else { "it is missing" };
        return Some(format!("{path}: {why}"));
    };
    let (mut new, mut old) = (wanted.lines(), found.lines());
    let line = (1..).find_map(|number| match (old.next(), new.next()) {
        (None, None) => Some((0, None, None)),
        (old, new) if old != new => Some((number, old, new)),
        _ => None,
    });
    let (number, old, new) = line.unwrap_or_default();
    let text = |line: Option<&str>| line.unwrap_or("<end>").to_owned();
    (wanted != found).then(|| format!("{path}:{number}:\n- {}\n+ {}", text(old), text(new)))
}

#[test]
fn every_artefact_is_as_it_was() {
    let folder = root("tests/golden");
    let (wanted, mut found) = (artefacts(), BTreeMap::new());
    stored(&folder, "", &mut found);
    if std::env::var("INSTA_UPDATE").is_ok_and(|value| value == "always") {
        return update(&folder, &wanted, &found);
    }
    let mut paths: Vec<_> = wanted.keys().chain(found.keys()).collect();
    paths.sort();
    paths.dedup();
    let differences: Vec<_> =
        paths.into_iter().filter_map(|path| difference(path, wanted.get(path), found.get(path))).collect();
    assert!(
        differences.is_empty(),
        "{}\n\n`INSTA_UPDATE=always cargo test -p tests --test golden` writes them anew",
        differences.join("\n\n")
    );
}

/// What the golden API is there for, so that a later change of its document cannot lose it.
#[test]
fn the_golden_api_has_something_of_everything() {
    let output = compile(&input("golden", &root("tests/fixtures/golden")));
    let ir = output.files.get("ir/golden.json").expect("the IR");
    let wanted = [
        r#""type": "union""#,
        r#""type": "map""#,
        r#""type": "nullable""#,
        r#""type": "list""#,
        r#""type": "any""#,
        r#""type": "null""#,
        r#""type": "float""#,
        r#""kind": "struct""#,
        r#""kind": "values""#,
        r#""kind": "alias""#,
        r#""kind": "newtype""#,
        r#""body": "none""#,
        r#""aliases""#,
        r#""conditions""#,
        r#""required_for""#,
        r#""default""#,
        r#""constant""#,
        r#""sentinels""#,
        r#""max_length""#,
        r#""max_items""#,
        r#""minimum""#,
        r#""maximum""#,
        r#""examples": ["#,
        r#""deprecated""#,
        r#""errors""#,
        r#""status": {"#,
        r#""code": 409"#,
        r#""none""#,
        r#""reads""#,
        r#""cookie""#,
        r#""async_suffix""#,
        r#""accepted""#,
        r#""frames""#,
        r#""part": "self-id""#,
        r#""open": true"#,
        r#""peer""#,
        r#""profiles""#,
        r#""examples""#,
        r#""how": "stated""#,
        r#""how": "inferred""#,
        r#""how": "patched""#,
        r#""how": "declared""#,
    ];
    let missing: Vec<_> = wanted.into_iter().filter(|words| !ir.contains(words)).collect();
    assert!(missing.is_empty(), "the golden API has none of {missing:?}");
}

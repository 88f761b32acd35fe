//! `explain`: from a place to the rules that read it and to what became of it.

use super::{DOCUMENT, Run, place, write, xtask};

const DIALECT: &str = r#"[[endpoint]]
in = "line"
pattern = '^`(?<method>[A-Z]+) (?<path>/\S+)`$'

[[section]]
role = "parameters"
pattern = '^Parameters$'

[[section]]
role = "response"
pattern = '^Response$'

[columns]
name = ["Field"]
type = ["Type"]
presence = ["Required"]
description = ["Description"]

[presence]
required = ["yes"]
optional = ["no"]

[types]
string = "string"
integer = "int64"
boolean = "bool"

[[ignore]]
pattern = '^Advertisement'
reason = "no part of it"
"#;

/// The documents, generated, with lines that are ignored and reported.
fn generated() -> tempfile::TempDir {
    let folder = place();
    write(&folder, "spec/lamps/api.md", format!("{DOCUMENT}\nAdvertisement\n\n**Stray**\n"));
    write(&folder, "spec/lamps/dialect.toml", DIALECT);
    xtask(&folder, &["gen", "--spec", "spec", "--out", "out"]).good();
    folder
}

fn explain(folder: &tempfile::TempDir, args: &[&str]) -> Run {
    let line: Vec<&str> =
        ["explain"].into_iter().chain(args.iter().copied()).chain(["--spec", "spec", "--out", "out"]).collect();
    xtask(folder, &line)
}

fn settings() -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}

#[test]
fn every_kind_of_line_is_explained() {
    let folder = generated();
    let lines = [
        ("the title", 3),
        ("a blank line", 4),
        ("the announcement", 5),
        ("a label", 7),
        ("the header of a table", 9),
        ("a row", 12),
        ("what is ignored", 31),
        ("what is reported", 33),
    ];
    let mut text = String::new();
    for (what, line) in lines {
        let run = explain(&folder, &[&format!("spec/lamps/api.md:{line}")]).good();
        text.extend(["==== ", what, "\n", &run.out]);
    }
    settings().bind(|| insta::assert_snapshot!("explain-lines", text));
}

#[test]
fn an_endpoint_is_explained_by_each_of_its_names() {
    let folder = generated();
    let by_name = explain(&folder, &["lamp"]).good().out;
    for name in ["GET /rooms/{room_id}/lamp", "get /rooms/{room_id}/lamp", "/rooms/{room_id}/lamp", "Read a lamp"] {
        assert_eq!(explain(&folder, &[name]).good().out, by_name, "{name}");
    }
    settings().bind(|| insta::assert_snapshot!("explain-endpoint", by_name));
}

#[test]
fn a_document_has_several_names() {
    let folder = generated();
    let first = explain(&folder, &["spec/lamps/api.md:5"]).good().out;
    for name in ["lamps/api.md:5", "api.md:5", "./spec/lamps/api.md:5", "spec/lamps/api.md:5:3"] {
        assert_eq!(explain(&folder, &[name]).good().out, first, "{name}");
    }
}

#[test]
fn programs_read_json() {
    let folder = generated();
    let run = explain(&folder, &["lamps", "--format", "json", "--api", "lamps"]).good();
    let value: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(value["api"], "lamps");
    assert_eq!(value["constructs"][0]["construct"], "heading");
    assert_eq!(value["constructs"][1]["rules"][0]["file"], "lamps/dialect.toml");
    assert!(value["ir"].as_array().is_some_and(|nodes| nodes.len() > 5), "{value}");
    assert!(value["code"][0]["file"].as_str().is_some_and(|file| file.starts_with("src/lamps/")), "{value}");
}

#[test]
fn what_is_not_there_has_a_nearest_name() {
    let folder = generated();
    let cases = [
        ("spec/lamps/api.md:900", "`spec/lamps/api.md` has 33 lines"),
        ("spec/lamps/api.md:0", "`spec/lamps/api.md` has 33 lines"),
        ("spec/lamps/apo.md:3", "did you mean `spec/lamps/api.md`?"),
        ("lamsp", "did you mean `lamp`?"),
        ("GET /rooms/{room_id}/lamsp", "did you mean `"),
        ("Read a lump", "did you mean `Read a lamp`?"),
        ("POST /rooms/{room_id}/lamp", "did you mean `"),
        ("qqqqqqqqqqqq", "no API has the endpoint `qqqqqqqqqqqq`"),
    ];
    for (what, words) in cases {
        let run = explain(&folder, &[what]);
        assert!(run.code == 1 && run.out.is_empty(), "{what}: {}\n{}", run.out, run.err);
        assert!(run.err.lines().count() == 1 && run.err.contains(words), "{what}: {}", run.err);
    }
    assert!(explain(&folder, &["lamps", "--api", "lmaps"]).trouble().contains("did you mean `--api lamps`?"));
}

#[test]
fn a_dialect_that_is_not_sound_is_said_to_be() {
    let folder = generated();
    write(&folder, "spec/lamps/dialect.toml", DIALECT.replace("[columns]", "[colums]"));
    let suggest = xtask(&folder, &["suggest", "--spec", "spec"]).trouble();
    let explained = explain(&folder, &["spec/lamps/api.md:3"]).trouble();
    for words in [suggest, explained, explain(&folder, &["lamp"]).trouble()] {
        assert!(words.contains("spec/lamps/dialect.toml:13: ") && words.contains("no document is read"), "{words}");
    }
}

#[test]
fn code_that_is_not_written_yet_has_no_line() {
    let folder = generated();
    let before = explain(&folder, &["lamp"]).good().out;
    assert!(before.contains("out/src/lamps/lamp.rs:"), "{before}");
    std::fs::remove_dir_all(folder.path().join("out/src")).unwrap();
    let after = explain(&folder, &["lamp"]).good().out;
    assert!(
        !after.contains("lamp.rs:") && after.contains("out/src/lamps/lamp.rs, which `gen` has still to write"),
        "{after}"
    );
}

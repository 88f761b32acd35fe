//! Documents decide how many types and responses lead to each other, and how many sections nest; the stack does not. Tests
//! run on threads with 2 MiB of it.

use std::fmt::Write as _;

use tablewright::tools::guess;
use tablewright::{Output, compile};
use tests::{messages, small};

const DIALECT: &str = include_str!("../benches/growth/dialect.toml");
const TABLE: &str = "| Field | Type | Meaning |\n| --- | --- | --- |\n";
/// So many types lead to each other.
const LENGTH: usize = 20_000;
/// So many where more would take long; a hundred types are more than the stack had room for.
const FEWER: usize = 3_000;

/// What follows for each number, one behind the other.
fn many(count: usize, each: impl Fn(usize) -> String) -> String {
    (0..count).map(each).collect()
}

/// A document with one endpoint whose response has one field of this type.
fn of_type(ty: &str) -> String {
    format!("# A\n\n## GET /a\n\n**Response**\n\n{TABLE}| r | {ty} | x |\n\n")
}

/// Types of which each names the next.
fn types(count: usize, cell: impl Fn(usize) -> String) -> String {
    let last = format!("## Type T{count}\n\n{TABLE}| a | int | x |\n\n");
    of_type("T0") + &many(count, |i| format!("## Type T{i}\n\n{TABLE}| a | {} | x |\n\n", cell(i + 1))) + &last
}

/// Definitions of the dialect of which each names the next.
fn defined(count: usize, entry: impl Fn(usize) -> String) -> String {
    many(count, |i| format!("[define.D{i}]\n{}\n", entry(i + 1))) + &format!("[define.D{count}]\ntype = \"int\"\n")
}

/// Endpoints of which each has the response of the one before.
fn responses(words: impl Fn(usize) -> String) -> String {
    let first = format!("## GET /e0\n\n**Response**\n\n{TABLE}| a | int | x |\n\n");
    format!("# A\n\n{first}{}", many(FEWER, |i| format!("## GET /e{}\n\n{}\n\n", i + 1, words(i))))
}

fn output(document: &str, dialect: &str) -> Output {
    compile(&small(document, &format!("{DIALECT}\n{dialect}"), None))
}

/// The errors, without their places.
fn errors(output: &Output) -> Vec<String> {
    let all = messages(output);
    let errors = all.iter().filter_map(|line| line.split_once(" error[").map(|(_, words)| words.to_owned()));
    errors.take(3).collect()
}

/// How long a chain is, and the cell of each of its types.
type Cells = (usize, fn(usize) -> String);

#[test]
fn types_that_lead_to_each_other() {
    let cells: [Cells; 3] =
        [(LENGTH, |i| format!("T{i}")), (FEWER, |i| format!("T{i}[]")), (FEWER, |i| format!("T{i} or int"))];
    for (count, cell) in cells {
        let output = output(&types(count, cell), "");
        assert_eq!(errors(&output), [] as [&str; 0]);
        assert_eq!(output.api.expect("the IR").types.len(), count + 2);
        assert!(output.files.keys().any(|path| path.ends_with("types.rs")));
    }
}

#[test]
fn types_in_a_circle() {
    let document = types(FEWER, |i| format!("T{}", i % FEWER));
    assert_eq!(errors(&output(&document, "")), [] as [&str; 0]);
}

#[test]
fn definitions_that_lead_to_each_other() {
    let document = of_type("D0");
    let same = defined(LENGTH, |i| format!("type = \"D{i}\""));
    let fields = defined(LENGTH, |i| format!("fields = [{{ name = \"a\", type = \"D{i}\" }}]"));
    for dialect in [same, fields] {
        let output = output(&document, &dialect);
        assert_eq!(errors(&output), [] as [&str; 0]);
        assert_eq!(output.api.expect("the IR").types.len(), LENGTH + 2);
    }
    // Lists in lists are one type, which nests too deep.
    for dialect in [
        defined(FEWER, |i| format!("type = \"D{i}[]\"")),
        defined(FEWER, |i| format!("union = [\"D{i}\", \"text\", \"object\"]")),
    ] {
        let found = errors(&output(&document, &dialect));
        assert!(found.len() == 1 && found[0].starts_with("TW217"), "{found:?}");
    }
}

#[test]
fn responses_that_equal_each_other() {
    for words in [(|i: usize| format!("**Response**\n\nall as in `e{i}`")) as fn(usize) -> String, |i: usize| {
        format!("answers as `e{i}`")
    }] {
        let output = output(&responses(words), "");
        assert_eq!(errors(&output), [] as [&str; 0]);
        assert_eq!(output.api.expect("the IR").types.len(), 1);
    }
}

/// The items of the response before are lists of lists: the first that is too deep is reported.
#[test]
fn responses_that_hold_each_other() {
    let dialect = "[[section]]\nrole = \"items\"\nmark = \"line\"\npattern = '^each as in `(?<same>\\w+)`$'\n";
    let found = errors(&output(&responses(|i| format!("each as in `e{i}`")), dialect));
    assert!(found.iter().any(|error| error.starts_with("TW217")), "{found:?}");
}

#[test]
fn responses_in_a_circle() {
    let document =
        format!("# A\n\n{}", many(FEWER, |i| format!("## GET /e{i}\n\nanswers as `e{}`\n\n", (i + 1) % FEWER)));
    let said = messages(&output(&document, ""));
    let circles = said.iter().filter(|message| message.contains("is defined by itself"));
    assert_eq!(circles.count(), 1, "{:?}", said.first());
}

const NESTED: &str = "[[section]]\nrole = \"object\"\nmark = \"line\"\npattern = '^object of `(?<parent>\\w+)`$'\n";

/// Each is called after those around it, so the names of so many alone are long.
#[test]
fn objects_in_each_other() {
    let mut document = of_type("object").replace("| r |", "| f0 |");
    for i in 0..1_000 {
        let ty = if i + 1 == 1_000 { "int" } else { "object" };
        let _ = write!(document, "object of `f{i}`\n\n{TABLE}| f{} | {ty} | x |\n\n", i + 1);
    }
    assert_eq!(errors(&output(&document, NESTED)), [] as [&str; 0]);
}

/// Each map is what the one before holds.
#[test]
fn maps_in_each_other() {
    let dialect = "[names]\nmap_key = '^\\*$'\n[[section]]\nrole = \"map-value\"\nmark = \"line\"\npattern = '^map of \
                   `(?<parent>\\w+)`$'\n";
    let document = of_type("object") + &many(FEWER, |_| format!("map of `r`\n\n{TABLE}| * | object | x |\n\n"));
    let found = errors(&output(&document, dialect));
    assert!(found.iter().any(|error| error.starts_with("TW217")), "{found:?}");
}

#[test]
fn a_dialect_is_guessed_for_them() {
    let input = small(&responses(|i| format!("answers as `e{i}`")), "", None);
    assert!(guess::guess(&input.api, &input.documents).dialect.contains("[[endpoint]]"));
}

//! The list itself: its numbers are those of the tests.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use tablewright::diagnostic::Code;
use tests::root;

use crate::family::{bot, settings};

/// A row of the list.
struct Row {
    number: usize,
    places: Vec<(String, String)>,
    end: String,
    tests: Vec<String>,
}

fn rows() -> Vec<Row> {
    let text = fs::read_to_string(root("tests/irregularities.md")).expect("the list");
    let mut rows = Vec::new();
    for line in text.lines().filter(|line| line.starts_with("| ")) {
        let cells: Vec<_> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        let Some(number) = cells.first().and_then(|cell| cell.parse().ok()) else { continue };
        let [_, what, places, end, tests] = cells.as_slice() else { panic!("five cells in {line}") };
        assert!(what.len() > 10, "{number} says what it is");
        let places = quotes(places);
        let tests = tests.split('`').skip(1).step_by(2).map(str::to_owned).collect();
        rows.push(Row { number, places, end: (*end).to_owned(), tests });
    }
    rows
}

/// The quotes of a cell, each with its document: `api.md: ` and quotes in code spans, then another document.
fn quotes(cell: &str) -> Vec<(String, String)> {
    let mut document = "";
    let mut quotes = Vec::new();
    for (index, part) in cell.split('`').enumerate() {
        match part.trim_matches([',', ';', ' ']) {
            quote if index % 2 == 1 => quotes.push((document.to_owned(), quote.to_owned())),
            "" => {}
            name => document = name.trim_end_matches(':'),
        }
    }
    quotes
}

/// The tests of this folder: their number, and their name after the file's.
fn functions() -> BTreeMap<String, usize> {
    let mut functions = BTreeMap::new();
    for entry in fs::read_dir(root("tests/tests/irregularities")).expect("the folder of the tests") {
        let path = entry.expect("an entry of the folder").path();
        let text = fs::read_to_string(&path).expect("a file of tests");
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        for part in text.split("#[test]\nfn n").skip(1) {
            let digits: String = part.chars().take_while(char::is_ascii_digit).collect();
            let (name, _) = part.split_once('(').expect("a function");
            functions.insert(format!("{file}::n{name}"), digits.parse().expect("a number"));
        }
    }
    functions
}

#[test]
fn every_number_is_listed_once() {
    let numbers: Vec<_> = rows().iter().map(|row| row.number).collect();
    assert_eq!(numbers, (1..=86).collect::<Vec<_>>());
}

#[test]
fn every_quote_stands_in_its_document() {
    let documents: BTreeMap<String, String> = [bot(), settings()]
        .into_iter()
        .flat_map(|family| &family.input.documents)
        .map(|document| (document.name.rsplit('/').next().unwrap_or_default().to_owned(), document.text.clone()))
        .collect();
    for Row { number, places, .. } in rows() {
        assert!(!places.is_empty(), "{number} says where");
        for (name, quote) in places {
            let text = documents.get(&name).unwrap_or_else(|| panic!("{number} names `{name}`, which is no document"));
            tests::quoted(text, &quote).unwrap_or_else(|error| panic!("{number}: `{quote}` in {name}: {error}"));
        }
    }
}

#[test]
fn every_row_names_its_tests() {
    let functions = functions();
    let mut named = BTreeSet::new();
    for row in rows() {
        assert!(!row.tests.is_empty(), "{} names no test", row.number);
        for test in row.tests {
            assert_eq!(functions.get(&test), Some(&row.number), "{} names `{test}`", row.number);
            named.insert(test);
        }
    }
    let unnamed: Vec<_> = functions.keys().filter(|name| !named.contains(*name)).collect();
    assert!(unnamed.is_empty(), "the list does not name {unnamed:?}");
}

#[test]
fn every_row_says_how_it_ends() {
    for Row { number, end, .. } in rows() {
        let (mut handled, mut others) = (false, 0);
        for part in end.split(", ") {
            let code = part.strip_prefix("diagnostic ");
            match code {
                Some(code) => assert!(Code::ALL.iter().any(|known| known.number() == code), "{number}: {part}"),
                None => assert!(["handled", "patch"].contains(&part), "{number}: {part}"),
            }
            handled |= part == "handled";
            others += usize::from(part != "handled");
        }
        assert!(handled || others > 0, "{number}");
    }
}

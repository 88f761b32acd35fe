//! The README tells the truth: its excerpts stand in the files that it names, and its diagnostic is what comes out.

use std::fs;

use tablewright::compile_to_ir;
use tablewright::diagnostic::render;
use tests::{family, root};

/// The excerpts of the README: the file that each is from, and its lines.
fn excerpts(readme: &str) -> Vec<(String, String)> {
    let mut excerpts = Vec::new();
    for part in readme.split("<!-- from ").skip(1) {
        let (file, rest) = part.split_once(" -->\n").expect("a closed comment");
        let (_, rest) = rest.split_once('\n').expect("an opening fence");
        let (text, _) = rest.split_once("\n```").expect("a closing fence");
        excerpts.push((file.to_owned(), text.to_owned()));
    }
    excerpts
}

#[test]
fn excerpts_stand_in_their_files() {
    let readme = fs::read_to_string(root("README.md")).expect("the README");
    let excerpts = excerpts(&readme);
    assert!(excerpts.len() > 6, "{} excerpts", excerpts.len());
    for (file, text) in excerpts.iter().filter(|(file, _)| !file.ends_with("readme.rs")) {
        let source = fs::read_to_string(root(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
        assert!(source.contains(text.as_str()), "{file} does not have\n{text}");
    }
}

#[test]
fn the_diagnostic_is_what_comes_out() {
    let readme = fs::read_to_string(root("README.md")).expect("the README");
    let excerpts = excerpts(&readme);
    let (_, shown) = excerpts.iter().find(|(file, _)| file.ends_with("readme.rs")).expect("a diagnostic");
    let mut input = family("go-cqhttp");
    let document = &mut input.documents[0];
    let at = document.text.find("`/send_group_msg`").expect("the endpoint");
    let (before, after) = document.text.split_at(at);
    document.text = format!("{before}{}", after.replacen("默认值", "默认", 1));
    let output = compile_to_ir(&input);
    let items = output.diagnostics.items().iter();
    let item = items.filter(|item| item.code.number() == "TW202").collect::<Vec<_>>();
    assert_eq!(item.len(), 1);
    assert_eq!(render::human(&output.sources, item[0], "spec/").trim_end(), shown.trim_end());
}

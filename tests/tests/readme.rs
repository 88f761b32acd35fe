//! The README tells the truth: its excerpts stand in the files that it names, its diagnostic is what comes out, and its
//! commands are run by tests.

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

/// What runs the commands of the README: how they begin, and words of the file that runs them.
const RUN_BY: [(&str, &str, &str); 9] = [
    ("tablewright ", "codegen/cli/tests/readme.rs", "every_command_of_the_readme_does_what_it_says"),
    ("cargo xtask gen", "xtask/tests/readme.rs", "every_task_of_the_readme_does_what_it_says"),
    ("cargo xtask import ", "xtask/tests/readme.rs", "\"import\""),
    ("cargo xtask new ", "xtask/tests/readme.rs", "\"new\""),
    ("cargo xtask explain ", "xtask/tests/readme.rs", "\"explain\""),
    ("cargo test --workspace", ".ci/run", "cargo test --workspace"),
    ("cargo install --path codegen/cli", "codegen/cli/tests/packages.rs", "\"--bins\""),
    ("cargo xtask serve ", "tests/mock/tests/examples.rs", "CARGO_BIN_EXE_serve"),
    ("cargo run --package mock --example echo_ws ", "tests/mock/tests/examples.rs", "\"echo_ws\""),
];

#[test]
fn every_command_is_run_by_a_test() {
    let readme = fs::read_to_string(root("README.md")).expect("the README");
    let blocks = readme.split("```sh\n").skip(1).filter_map(|rest| Some(rest.split_once("\n```")?.0));
    let lines = blocks.flat_map(str::lines).chain(readme.split('`').filter(|span| span.starts_with("cargo install ")));
    let lines: Vec<&str> = lines.collect();
    assert!(lines.len() > 15, "{lines:?}");
    for line in &lines {
        let run_by = RUN_BY.iter().find(|(start, ..)| line.starts_with(start));
        let (_, file, words) = run_by.unwrap_or_else(|| panic!("no test runs `{line}`"));
        let text = fs::read_to_string(root(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
        assert!(text.contains(words), "{file} does not run `{line}`");
    }
    for (start, ..) in RUN_BY {
        assert!(lines.iter().any(|line| line.starts_with(start)), "the README has no `{start}`");
    }
}

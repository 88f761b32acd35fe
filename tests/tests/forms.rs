//! Every form that a dialect can describe, each in a small document of its own: `fixtures/forms/<name>/` has the
//! documents and the dialect, and beside them is what the compiler makes of them.

use std::fs;

use tablewright::compile_to_ir;
use tests::{input, messages, print, root};

#[test]
fn every_form_is_read_as_it_says() {
    let folder = root("tests/fixtures/forms");
    let entries = fs::read_dir(&folder).expect("the fixtures");
    let mut names: Vec<_> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    assert!(names.len() >= 20, "only {} fixtures", names.len());
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for name in names {
        let output = compile_to_ir(&input(&name, &folder.join(&name)));
        let ir = output.api.as_ref().map_or_else(|| "no IR\n".to_owned(), print);
        let said: String = messages(&output).iter().map(|line| format!("{line}\n")).collect();
        settings.set_snapshot_path(folder.join(&name));
        settings.bind(|| insta::assert_snapshot!("ir", format!("{ir}\n---\n{said}")));
    }
}

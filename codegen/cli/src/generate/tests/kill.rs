//! Runs that are killed, at every point.

use std::fs;
use std::path::Path;

use super::{Fixture, Orders, copy};
use crate::cli::Format;
use crate::generate::manifest::Manifest;
use crate::generate::plan::Plan;
use crate::generate::{Compiled, Folder, Options, apply, compile, spec, wanted};
use crate::tree::Tree;

fn options(root: &Path) -> Options {
    let folder = |name: &str| Folder { path: root.join(name), shown: name.into(), given: true };
    let (spec, out) = (folder("spec"), folder("out"));
    let (check, draft, notes, deny_warnings, format) = (false, false, false, false, Format::Human);
    let (package, program) = (out.clone(), "tablewright");
    Options { check, draft, notes, deny_warnings, format, spec, out, package, project: None, apis: Vec::new(), program }
}

/// Takes the first `count` steps of a run and returns how many there are. With `half`, what the last step staged is
/// cut in half.
fn begin(fixture: &Fixture, count: usize, half: bool) -> usize {
    let options = options(fixture.folder.path());
    let tree = Tree::open(&options.out, &options.spec).unwrap();
    let manifest = Manifest::load(&tree).unwrap();
    let inputs = spec::read(&options.spec, &[]).unwrap().inputs;
    let mut results: Vec<Compiled> = inputs.iter().map(|input| compile(&Orders, input, false)).collect();
    let wanted = wanted(&options, &Orders, manifest.as_ref().map(|(manifest, _)| manifest), &mut results);
    let plan = Plan::new(&tree, manifest, wanted).unwrap();
    let steps = plan.steps();
    apply::run(&steps[..count.min(steps.len())], &tree).unwrap();
    if let (true, Some(apply::Step::Stage(path, text))) = (half, steps.get(count.wrapping_sub(1))) {
        fixture.write(&format!("out/{path}.tablewright-tmp"), &text[..text.len() / 2]);
    }
    steps.len()
}

const BEFORE: [(&str, &str); 2] = [
    ("a", "file src/a/mod.rs one\nfile src/a/deep/x.rs two\nfile ir/a.json {}\n"),
    ("gone", "file src/gone/mod.rs x\n"),
];
const AFTER: [(&str, &str); 2] = [
    ("a", "file src/a/mod.rs changed\nfile openapi/a.json {}\nfile src/a/y.rs new\n"),
    ("new", "file src/new/b/mod.rs y\n"),
];
const LATER: [(&str, &str); 1] = [("other", "file src/other/mod.rs z\nfile ir/other.json []\n")];

/// Replaces the documents of `fixture`.
fn respec(fixture: &Fixture, files: &[(&str, &str)]) {
    fs::remove_dir_all(fixture.path("spec")).unwrap();
    for (path, text) in files {
        fixture.spec(path, text);
    }
}

/// A run of `AFTER` upon `before` is killed after each of its steps; a run of `next` then gives what it always gives.
fn killed_everywhere(before: &[(&str, &str)], next: &[(&str, &str)]) {
    let start = Fixture::new(before);
    start.generate();
    respec(&start, &AFTER);
    let expected = Fixture::new(next);
    expected.write("out/src/mine.rs", "mine");
    expected.generate();
    let mut count = 0;
    loop {
        let mut steps = 0;
        for half in [false, true] {
            let fixture = Fixture::new(&[]);
            copy(start.folder.path(), fixture.folder.path());
            fixture.write("out/src/mine.rs", "mine");
            steps = begin(&fixture, count, half);
            respec(&fixture, next);
            fixture.generate();
            assert_eq!(fixture.texts(), expected.texts(), "killed after {count} of {steps} steps");
            assert_eq!(fixture.run("--check").code, 0);
        }
        if count == steps {
            break;
        }
        count += 1;
    }
    assert!(count > 8, "there were only {count} steps");
}

#[test]
fn the_next_run_mends_it() {
    killed_everywhere(&BEFORE, &AFTER);
}

#[test]
fn the_next_run_mends_it_where_the_documents_went_back() {
    killed_everywhere(&BEFORE, &BEFORE);
}

#[test]
fn the_next_run_mends_it_where_the_documents_changed_meanwhile() {
    killed_everywhere(&BEFORE, &LATER);
}

#[test]
fn a_first_run_can_be_killed_too() {
    let fixture = Fixture::new(&AFTER);
    let steps = begin(&fixture, 0, false);
    for count in 0..=steps {
        let fixture = Fixture::new(&AFTER);
        begin(&fixture, count, true);
        respec(&fixture, &LATER);
        fixture.generate();
        let expected = Fixture::new(&LATER);
        expected.generate();
        assert_eq!(fixture.texts(), expected.texts(), "killed after {count} of {steps} steps");
    }
}

#[test]
fn check_reports_what_a_killed_run_left() {
    let fixture = Fixture::new(&BEFORE);
    fixture.generate();
    fixture.write("out/src/a/mod.rs.tablewright-tmp", "half");
    fixture.write("out/.tablewright.json.tablewright-tmp", "{");
    let ended = fixture.run("--check");
    assert_eq!(ended.code, 1);
    assert!(ended.err.contains("orphan: $/out/src/a/mod.rs.tablewright-tmp"), "{}", ended.err);
    fixture.generate();
    assert_eq!(fixture.run("--check").code, 0);
}

#[test]
fn a_run_that_cannot_stage_a_file_undoes_everything() {
    let fixture = Fixture::new(&BEFORE);
    fixture.generate();
    respec(&fixture, &AFTER);
    // A folder where the file would be staged.
    fs::create_dir_all(fixture.path("out/src/new/b/mod.rs.tablewright-tmp")).unwrap();
    let before = fixture.texts();
    let ended = fixture.run("");
    assert_eq!(ended.code, 2);
    assert!(ended.err.starts_with("error: cannot remove `$/out/src/new/b/mod.rs.tablewright-tmp`"), "{}", ended.err);
    assert_eq!(fixture.texts(), before);

    let fixture = Fixture::new(&AFTER);
    fs::create_dir_all(fixture.path("out/src/new/b/mod.rs.tablewright-tmp")).unwrap();
    let before = fixture.texts();
    assert_eq!(fixture.run("").code, 2);
    assert_eq!(fixture.texts(), before, "the manifest and the folders are gone again");
}

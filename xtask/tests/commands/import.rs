//! `import`: a pasted page in, a document and a report that gives the page back out.

use super::{DOCUMENT, Run, place, read, tree, write, xtask};

/// The document as a browser gives it.
fn page() -> String {
    let rows = DOCUMENT.replace("| Field | Type | Description |", "｜ Field ｜ Type ｜ Description ｜");
    let lines: String = rows
        .replace("Which room", "Which\u{a0}room")
        .lines()
        .map(|line| format!("{line}\n|\n||\n"))
        .collect::<Vec<_>>()
        .concat();
    // A blank line of the document has its gutter alone.
    format!("\u{feff}32 lines\n1.2 KiB\nMarkdown\n{}", lines.replace("\n\n|\n||\n", "\n|\n||\n"))
}

fn import(folder: &tempfile::TempDir, args: &[&str]) -> Run {
    let line: Vec<&str> = ["import"].into_iter().chain(args.iter().copied()).chain(["--spec", "spec"]).collect();
    xtask(folder, &line)
}

#[test]
fn a_page_becomes_a_document_and_comes_back() {
    let folder = place();
    write(&folder, "page.txt", page());
    let run = import(&folder, &["page.txt", "--api", "lamps"]).good();
    assert_eq!(read(&folder, "spec/lamps/page.md"), DOCUMENT);
    for words in [
        "words of the site around the document",
        "line numbers or marks beside the lines",
        "a byte order mark",
        "wide pipes between the cells of tables",
        "-> \"|\"",
        "the report, which gives the page back: spec/lamps/page.import.jsonl",
    ] {
        assert!(run.out.contains(words), "no {words:?} in\n{}", run.out);
    }
    assert_eq!(run.err, "`spec/lamps/page.md`: written\n");
    let report = read(&folder, "spec/lamps/page.import.jsonl");
    assert!(report.lines().all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok()), "{report}");

    let back = import(&folder, &["spec/lamps/page.md", "--restore", "spec/lamps/page.import.jsonl"]).good();
    assert_eq!(back.out, page());
    assert!(tree(&folder).keys().all(|name| !name.contains("tmp")));
    // The report is no document: `gen` does not read it.
    write(&folder, "spec/lamps/dialect.toml", "");
    let made = xtask(&folder, &["gen", "--spec", "spec", "--out", "out"]);
    assert!(made.code == 1 && made.err.contains("TW212") && !made.err.contains("jsonl"), "{}", made.err);
}

#[test]
fn a_clean_page_is_taken_as_it_is() {
    let folder = place();
    let run = import(&folder, &["docs/api.md", "--api", "lamps", "--as", "a/switch.md"]).good();
    assert!(run.out.starts_with("nothing had to be changed\n"), "{}", run.out);
    assert_eq!(read(&folder, "spec/lamps/a/switch.md"), DOCUMENT);
    let again = import(&folder, &["docs/api.md", "--api", "lamps", "--as", "a/switch.md"]).good();
    assert_eq!(again.err, "`spec/lamps/a/switch.md`: is there already, as it should be\n");
}

#[test]
fn the_report_can_be_printed() {
    let folder = place();
    write(&folder, "page.txt", page());
    let run = import(&folder, &["page.txt", "--api", "lamps", "--report", "-"]).good();
    let rules: Vec<serde_json::Value> = run.out.lines().map(|line| serde_json::from_str(line).expect(line)).collect();
    assert_eq!(rules[0]["page"], "page.txt");
    assert!(rules.len() > 5 && rules[1..].iter().all(|change| change["was"] != change["now"]), "{}", run.out);
    assert!(!tree(&folder).keys().any(|name| name.ends_with("jsonl")));
    assert!(run.err.contains("a byte order mark"), "{}", run.err);
}

#[test]
fn nothing_is_replaced_without_being_told_to() {
    let folder = place();
    write(&folder, "page.txt", page());
    write(&folder, "spec/lamps/page.import.jsonl", "mine");
    let before = tree(&folder);
    let error = import(&folder, &["page.txt", "--api", "lamps"]).trouble();
    assert!(error.contains("page.import.jsonl` is there already"), "{error}");
    assert_eq!(tree(&folder), before);
    write(&folder, "spec/lamps/page.md", "mine");
    let before = tree(&folder);
    let error = import(&folder, &["page.txt", "--api", "lamps"]).trouble();
    assert!(error.contains("page.md` is there already with another content"), "{error}");
    assert_eq!(tree(&folder), before);
    import(&folder, &["page.txt", "--api", "lamps", "--force"]).good();
    assert_eq!(read(&folder, "spec/lamps/page.md"), DOCUMENT);
}

#[test]
fn what_is_in_the_way_is_one_line() {
    let folder = place();
    write(&folder, "page.txt", "# A\n");
    write(&folder, "latin.txt", b"# ok\n\ncaf\xe9\n");
    import(&folder, &["page.txt", "--api", "lamps"]).good();
    write(&folder, "other.md", "# B and more\n");
    write(&folder, "broken.jsonl", "{\"import\": 1\n");
    let report = "spec/lamps/page.import.jsonl";
    let before = tree(&folder);
    let cases: [(&[&str], &str); 8] = [
        (&["latin.txt", "--api", "lamps"], "`latin.txt` is not UTF-8: byte 9, in line 3"),
        (&["nowhere.txt", "--api", "lamps"], "cannot read `nowhere.txt`"),
        (&["page.txt", "--api", "no way"], "`no way` cannot be the name of an API"),
        (&["page.txt", "--api", "lamps", "--as", "../x.md"], "`../x.md` cannot be the name of a document"),
        (&["page.txt", "--api", "lamps", "--as", "x.txt"], "`x.txt` cannot be the name of a document"),
        (&["page.txt", "--api", "lamps", "--as", "/x.md"], "`/x.md` cannot be the name of a document"),
        (&["other.md", "--restore", report], "it is of a document of 4 bytes"),
        (&["other.md", "--restore", "broken.jsonl"], "`broken.jsonl` is not the report of `other.md`"),
    ];
    for (args, words) in cases {
        let error = import(&folder, args).trouble();
        assert!(error.contains(words), "{args:?}: {error}");
        assert_eq!(tree(&folder), before, "{args:?}");
    }
}

/// What `gen` refuses, `import` and `new` refuse too.
#[cfg(unix)]
#[test]
fn no_link_is_written_through() {
    use std::os::unix::fs::symlink;

    let cases = [
        ("spec/lamps/page.md.tablewright-tmp", "victim/secret.txt"),
        ("spec/lamps/page.md", "victim/secret.txt"),
        ("spec/lamps/page.import.jsonl.tablewright-tmp", "victim/secret.txt"),
        ("spec/lamps", "victim"),
        ("spec", "victim"),
    ];
    for (link, target) in cases {
        let folder = place();
        write(&folder, "page.txt", page());
        write(&folder, "victim/secret.txt", "mine");
        let link = folder.path().join(link);
        std::fs::create_dir_all(link.parent().unwrap()).unwrap();
        symlink(folder.path().join(target), &link).unwrap();
        let before = tree(&folder);
        let error = import(&folder, &["page.txt", "--api", "lamps", "--force"]).trouble();
        assert!(error.contains("is a symbolic link, and a f"), "{error}");
        assert_eq!(tree(&folder), before, "{error}");
    }
}

#[test]
fn names_that_some_system_cannot_have_are_refused() {
    let folder = place();
    write(&folder, "page.txt", page());
    let before = tree(&folder);
    let long = format!("{}.md", "a".repeat(300));
    for name in ["con.md", "a/NUL.md", "a\u{1b}[2J.md", "a\u{202e}.md", "a?.md", &long] {
        let error = import(&folder, &["page.txt", "--api", "lamps", "--as", name]).trouble();
        assert!(error.contains("cannot be the name of a document: "), "{name:?}: {error}");
        assert!(!error.contains(['\u{1b}', '\u{202e}']), "{error:?}");
        assert_eq!(tree(&folder), before, "{name:?}");
    }
    for name in ["con", "LPT1", &long.replace(".md", "")] {
        let error = import(&folder, &["page.txt", "--api", name]).trouble();
        assert!(error.contains("cannot be the name of an API: "), "{name:?}: {error}");
    }
}

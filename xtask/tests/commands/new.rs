//! `new`: documents in, an API that compiles out.

use std::fmt::Write as _;

use super::{DOCUMENT, place, read, tree, write, xtask};

const NEW: [&str; 7] = ["new", "lamps", "docs", "--spec", "spec", "--out", "out"];
const GEN: [&str; 5] = ["gen", "--spec", "spec", "--out", "out"];

fn forced() -> Vec<&'static str> {
    NEW.into_iter().chain(["--force"]).collect()
}

#[test]
fn documents_become_an_api_that_compiles() {
    let folder = place();
    let run = xtask(&folder, &NEW).good();
    assert!(run.out.starts_with("`spec/lamps`: 1 document and `dialect.toml`\n"), "{}", run.out);
    assert!(run.out.contains("recognised: 2 of 2 announced endpoints bound"), "{}", run.out);
    assert!(run.out.contains("unexplained: nothing\n"), "{}", run.out);
    assert!(run.err.contains("cargo xtask gen --api lamps"), "{}", run.err);
    assert_eq!(read(&folder, "spec/lamps/api.md"), DOCUMENT);
    let manifest = read(&folder, "out/Cargo.toml");
    assert!(manifest.contains("default = []\nlamps = []\nclient = [\"x\"]\n"), "{manifest}");
    let made = xtask(&folder, &GEN).good();
    assert!(!made.err.contains("warning"), "{}", made.err);
    assert!(read(&folder, "out/src/lib.rs").contains("pub mod lamps;"));
    let ir = read(&folder, "out/ir/lamps.json");
    for words in ["\"/rooms/{room_id}/lamps\"", "\"colour\"", "\"optional\""] {
        assert!(ir.contains(words), "{words}");
    }
    // What a rule is there for stands above it.
    let dialect = read(&folder, "spec/lamps/dialect.toml");
    assert!(
        dialect.contains("# matched 2 times, first at lamps/api.md:5: `POST /rooms/{room_id}/lamps`\n"),
        "{dialect}"
    );
}

/// What the documents themselves say wrong is no gap of the dialect, and does not stop the output of a draft.
#[test]
fn errors_of_the_documents_are_said() {
    let folder = place();
    let table = "### Parameters\n\n| Name | Type | Default |\n| --- | --- | --- |\n| size | integer | absent |\n";
    write(&folder, "docs/more.md", format!("# More\n\n## Grow\n\n`POST /grow`\n\n{table}\nNothing comes back.\n"));
    let run = xtask(&folder, &NEW).good();
    assert!(run.out.contains("unexplained: nothing\n"), "{}", run.out);
    assert!(read(&folder, "spec/lamps/dialect.toml").contains("\ndraft = true\n"));
    let made = xtask(&folder, &GEN).good();
    assert!(
        made.err.contains("warning[TW502]: `absent`") && made.err.contains("spec/lamps/more.md:11:"),
        "{}",
        made.err
    );
}

#[test]
fn nothing_is_replaced_without_being_told_to() {
    let folder = place();
    xtask(&folder, &NEW).good();
    let before = tree(&folder);
    xtask(&folder, &NEW).good();
    assert_eq!(tree(&folder), before);

    let dialect = read(&folder, "spec/lamps/dialect.toml");
    write(&folder, "spec/lamps/dialect.toml", format!("{dialect}# mine\n"));
    write(&folder, "docs/more.md", "# More\n");
    let before = tree(&folder);
    let error = xtask(&folder, &NEW).trouble();
    assert!(error.contains("`spec/lamps/dialect.toml` is there already"), "{error}");
    assert!(error.contains("--force"), "{error}");
    assert_eq!(tree(&folder), before, "nothing is written where something is in the way");

    xtask(&folder, &forced()).good();
    assert!(!read(&folder, "spec/lamps/dialect.toml").contains("# mine"));
    assert_eq!(read(&folder, "spec/lamps/more.md"), "# More\n");
    assert!(tree(&folder).keys().all(|name| !name.contains("tmp")), "{:?}", tree(&folder).keys());
    assert_eq!(read(&folder, "out/Cargo.toml").matches("lamps = []").count(), 1);
}

#[test]
fn folders_keep_their_files_apart() {
    let folder = place();
    for name in ["a/one.md", "b/one.md", "b/.hidden/two.md", "b/three.txt"] {
        write(&folder, &format!("docs/{name}"), format!("# {name}\n"));
    }
    xtask(&folder, &NEW).good();
    let names: Vec<String> = tree(&folder).into_keys().filter(|name| name.starts_with("/spec")).collect();
    let expected = ["a/one.md", "api.md", "b/one.md", "dialect.toml"].map(|name| format!("/spec/lamps/{name}"));
    assert_eq!(names, expected);
}

#[test]
fn what_is_in_the_way_is_one_line() {
    let folder = place();
    write(&folder, "page.txt", "a page");
    write(&folder, "latin/latin.md", b"# caf\xe9\n");
    write(&folder, "empty/readme.txt", "");
    write(&folder, "other/api.md", "# Other\n");
    write(&folder, "spec/full", "a file");
    let before = tree(&folder);
    let cases: [(&[&str], &str); 9] = [
        (&["9lamps", "docs"], "`9lamps` cannot be the name of an API"),
        (&["../lamps", "docs"], "`../lamps` cannot be the name of an API"),
        (&["client", "docs"], "`client` cannot be the name of an API"),
        (&["lamps", "page.txt"], "`page.txt` is not a `*.md` file"),
        (&["lamps", "nowhere.md"], "cannot read `nowhere.md`"),
        (&["lamps", "empty"], "there is no `*.md` file in `empty`"),
        (&["lamps", "latin"], "`latin/latin.md` is not UTF-8: byte 5, in line 1"),
        (&["lamps", "docs/api.md", "other/api.md"], "would both be called `api.md`"),
        (&["full", "docs"], "spec/full"),
    ];
    for (args, words) in cases {
        let line: Vec<&str> = ["new"].into_iter().chain(args.iter().copied()).chain(NEW[3..].iter().copied()).collect();
        let error = xtask(&folder, &line).trouble();
        assert!(error.contains(words), "{args:?}: {error}");
        assert_eq!(tree(&folder), before, "{args:?}");
    }
}

/// Documents with a table of a form that no rule reads, in many places, and one in a few.
fn unknown_tables() -> String {
    let mut text = DOCUMENT.to_owned();
    for at in 0..14 {
        let _ = write!(text, "\n## Lamp {at}\n\n`GET /lamps/{at}`\n\n| Wert | Sinn |\n| --- | --- |\n| a{at} | b |\n");
    }
    for at in 0..2 {
        let _ = write!(text, "\n## Door {at}\n\n`GET /doors/{at}`\n\n| Quux | Blah |\n| --- | --- |\n| a | b |\n");
    }
    text
}

#[test]
fn what_is_unexplained_is_listed_by_shape_and_falls_with_each_edit() {
    let folder = place();
    write(&folder, "docs/api.md", unknown_tables());
    let out = xtask(&folder, &NEW).good().out;
    let first = "    14  warning[TW206]: tables with the header Wert / Sinn: no rule; nearest role: codes or values\n";
    let second = "     2  warning[TW206]: tables with the header Quux / Blah: no rule\n";
    let (one, two) = (out.find(first).expect(&out), out.find(second).expect(&out));
    assert!(one < two && out.contains("unexplained: 16 places of 2 shapes, the most frequent first\n"), "{out}");
    assert!(out[one..].contains("first at spec/lamps/api.md:"), "{out}");

    let made = xtask(&folder, &GEN);
    assert!(made.code == 0 && made.err.contains("`lamps`: unexplained: 16 places of 2 shapes"), "{}", made.err);
    assert!(made.err.contains(first) && made.err.contains(second), "{}", made.err);
    assert!(made.err.contains("no column of this table says what its rows are: Quux / Blah"), "{}", made.err);
    // The first column of the frequent ones holds names of parameters.
    let dialect = read(&folder, "spec/lamps/dialect.toml");
    let edited = dialect.replace("value = [\"Wert\"]", "").replace("\nname = [", "\nname = [\"Wert\", ");
    assert_ne!(edited, dialect);
    write(&folder, "spec/lamps/dialect.toml", edited);
    let made = xtask(&folder, &GEN);
    assert!(!made.err.contains("tables with the header Wert") && !made.err.contains(" 16 places"), "{}", made.err);
}

/// The feature stays where somebody removes the documents; it says nothing then, and the crate compiles without.
#[test]
fn an_api_that_is_removed_leaves_no_files() {
    let folder = place();
    write(&folder, "spec/other/api.md", DOCUMENT);
    write(&folder, "spec/other/dialect.toml", "[[endpoint]]\nin = \"line\"\npattern = '(?<path>/nowhere)'\n");
    xtask(&folder, &NEW).good();
    xtask(&folder, &["gen", "--spec", "spec", "--out", "out", "--api", "lamps"]).good();
    assert!(folder.path().join("out/src/lamps/mod.rs").exists());
    std::fs::remove_dir_all(folder.path().join("spec/other")).unwrap();
    std::fs::rename(folder.path().join("spec/lamps"), folder.path().join("spec/bulbs")).unwrap();
    let run = xtask(&folder, &GEN).good();
    assert!(!folder.path().join("out/src/lamps").exists());
    let words = "the feature `lamps` is of no API; remove it from its `[features]`";
    assert!(run.err.contains(words), "{}", run.err);
    assert!(run.err.contains("the API `bulbs` has no feature"), "{}", run.err);
}

/// A name that cannot be used keeps its own document from being copied, and no other.
#[test]
fn names_are_refused_one_by_one() {
    let folder = place();
    for name in ["con.md", "a\u{7}b.md", &format!("{}.md", "a".repeat(230)), "deep/aux.md"] {
        write(&folder, &format!("docs/{name}"), DOCUMENT);
    }
    let run = xtask(&folder, &NEW).good();
    assert_eq!(run.err.matches("warning: left out: the name of `docs/").count(), 4, "{}", run.err);
    assert!(!run.err.contains('\u{7}') && run.err.contains(r"a\u{7}b.md"), "{}", run.err);
    let copied: Vec<String> = tree(&folder).into_keys().filter(|name| name.starts_with("/spec")).collect();
    assert_eq!(copied, ["/spec/lamps/api.md", "/spec/lamps/dialect.toml"]);
    assert!(xtask(&folder, &["new", "con", "docs", "--spec", "spec"]).trouble().contains("keep it for a device"));
}

#[cfg(unix)]
#[test]
fn no_link_is_followed() {
    use std::os::unix::fs::symlink;

    let links = [
        ("docs/api.md", "victim/secret.md", "a symbolic link out of the folder"),
        ("spec/lamps/dialect.toml.tablewright-tmp", "victim/secret.md", "is a symbolic link, and a file"),
        ("spec/lamps", "victim", "is a symbolic link, and a folder"),
        ("out/Cargo.toml", "victim/Cargo.toml", ""),
    ];
    for (link, target, words) in links {
        let folder = place();
        write(&folder, "victim/secret.md", "# mine\n");
        write(&folder, "victim/Cargo.toml", "[features]\n");
        let link = folder.path().join(link);
        std::fs::create_dir_all(link.parent().unwrap()).unwrap();
        let _ = std::fs::remove_file(&link);
        symlink(folder.path().join(target), &link).unwrap();
        let victim = || (read(&folder, "victim/secret.md"), read(&folder, "victim/Cargo.toml"));
        let before = victim();
        let run = xtask(&folder, &forced());
        assert_eq!(run.code, 2, "{}", run.err);
        assert!(run.err.contains(words), "{words}: {}", run.err);
        assert_eq!(victim(), before, "{link:?}");
    }
}

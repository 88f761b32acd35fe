//! What is in the way of a run: one line that says what and what to do, exit code 2, and nothing written.

use std::fs;

use super::Fixture;

/// Runs `gen`, which must fail with one line, and changes nothing.
fn trouble(fixture: &Fixture, args: &str) -> String {
    let before = fixture.snapshot();
    let ended = fixture.run(args);
    assert_eq!((ended.code, ended.out.as_str()), (2, ""), "{}", ended.err);
    assert_eq!(ended.err.lines().count(), 1, "{}", ended.err);
    assert_eq!(fixture.snapshot(), before);
    ended.err
}

const ONE: [(&str, &str); 1] = [("a", "file src/a/mod.rs one\n")];

#[test]
fn documents_that_are_not_there() {
    let fixture = Fixture::new(&[]);
    insta::assert_snapshot!(trouble(&fixture, ""), @"error: the folder of documents `$/spec` does not exist; create it with one folder for each API, or name another with `--spec DIR`");
    fixture.write("spec/README.md", "# not an API");
    fixture.write("spec/.hidden/api.md", "");
    insta::assert_snapshot!(trouble(&fixture, ""), @"error: the folder of documents `$/spec` has no folder in it; put the documents of each API into a folder of its own, with a `dialect.toml`");
    fixture.write("spec/a/notes.txt", "");
    insta::assert_snapshot!(trouble(&fixture, ""), @"error: the API folder `$/spec/a` has no `*.md` file; add a document, or remove the folder");
    fixture.write("spec/a/api.md", "");
    insta::assert_snapshot!(trouble(&fixture, ""), @"error: `$/spec/a/dialect.toml` is missing; add one, which says how the documents are written");

    let fixture = Fixture::new(&[]);
    fixture.write("spec", "a file");
    insta::assert_snapshot!(trouble(&fixture, ""), @"error: `$/spec` is not a folder; name a folder with `--spec DIR`");
}

#[test]
fn documents_that_cannot_be_read() {
    let fixture = Fixture::new(&ONE);
    fixture.write("spec/a/latin.md", b"# one\ntwo \xe9\n");
    insta::assert_snapshot!(trouble(&fixture, ""), @"error: `$/spec/a/latin.md` is not UTF-8: byte 10, in line 2, is not part of a character; save it as UTF-8");
    fixture.write("spec/a/latin.md", vec![b'x'; (16 << 20) + 1]);
    insta::assert_snapshot!(trouble(&fixture, ""), @"error: `$/spec/a/latin.md` is larger than 16 MiB; split it into several documents");
    fs::remove_file(fixture.path("spec/a/latin.md")).unwrap();
    fs::create_dir(fixture.path("spec/a/patches.toml")).unwrap();
    insta::assert_snapshot!(trouble(&fixture, ""), @"error: `$/spec/a/patches.toml` is not a file; put a file there, or remove it");
}

#[test]
fn documents_in_folders_are_read_in_order() {
    let fixture = Fixture::new(&ONE);
    fixture.spec("a/z/last.md", "warning z\n");
    fixture.spec("a/b.md", "warning b\n");
    fixture.spec("a/b/c.md", "warning c\n");
    fixture.spec("a/.draft.md", "error hidden\n");
    fixture.spec("a/.draft/d.md", "error hidden\n");
    let ended = fixture.run("--format json");
    let order: Vec<&str> = ended.out.lines().filter_map(|line| line.split('"').nth(11)).collect();
    assert_eq!((ended.code, order), (0, vec!["b", "c", "z"]), "{}", ended.out);
}

#[test]
fn names_that_cannot_be_apis() {
    for name in ["a b", "1st", "a.b", "-x"] {
        let error = trouble(&Fixture::new(&[(name, "")]), "");
        assert!(error.contains(&format!("`$/spec/{name}` cannot be the name of an API")), "{error}");
    }
}

#[test]
fn apis_that_do_not_exist() {
    let fixture = Fixture::new(&[("music", ""), ("video", "")]);
    assert_eq!(trouble(&fixture, "--api musik"), "error: `$/spec` has no API `musik`; did you mean `--api music`?\n");
    assert_eq!(trouble(&fixture, "--api x"), "error: `$/spec` has no API `x`; it has: music, video\n");
}

#[test]
fn output_that_cannot_be_written() {
    let fixture = Fixture::new(&ONE);
    fixture.write("out", "a file");
    insta::assert_snapshot!(trouble(&fixture, ""), @"error: the output folder `$/out` is a file; name a folder with `--out DIR`, or move the file away");

    let fixture = Fixture::new(&ONE);
    fixture.write("out/src", "a file");
    insta::assert_snapshot!(trouble(&fixture, ""), @"error: `$/out/src` is a file, and a folder belongs there; move it away, and run again");

    let fixture = Fixture::new(&ONE);
    fs::create_dir_all(fixture.path("out/src/a/mod.rs")).unwrap();
    insta::assert_snapshot!(trouble(&fixture, ""), @"error: `$/out/src/a/mod.rs` is a folder, and a file belongs there; move it away, and run again");

    let fixture = Fixture::new(&ONE);
    let inside = format!("--out {}", fixture.path("spec/a/out").display());
    insta::assert_snapshot!(trouble(&fixture, &inside), @"error: the output folder `$/spec/a/out` is inside the folder of documents; name a folder outside of it with `--out DIR`");
    assert!(!fixture.path("spec/a/out").exists());
}

#[cfg(unix)]
#[test]
fn symbolic_links_are_not_followed_out() {
    use std::os::unix::fs::symlink;

    let fixture = Fixture::new(&ONE);
    fixture.write("elsewhere/x.md", "error outside");
    symlink(fixture.path("elsewhere/x.md"), fixture.path("spec/a/x.md")).unwrap();
    insta::assert_snapshot!(trouble(&fixture, ""), @"error: `$/spec/a/x.md` is a symbolic link out of the folder of documents; put the file itself there");
    fs::remove_file(fixture.path("spec/a/x.md")).unwrap();
    symlink(fixture.path("spec/a"), fixture.path("spec/a/loop")).unwrap();
    insta::assert_snapshot!(trouble(&fixture, ""), @"error: `$/spec/a/loop` is a symbolic link to a folder; put the folder itself there, so that no document is read twice");

    let fixture = Fixture::new(&ONE);
    fs::create_dir_all(fixture.path("elsewhere")).unwrap();
    fs::create_dir_all(fixture.path("out/src")).unwrap();
    symlink(fixture.path("elsewhere"), fixture.path("out/src/a")).unwrap();
    insta::assert_snapshot!(trouble(&fixture, ""), @"error: `$/out/src/a` is a symbolic link, and a folder belongs there; move it away, and run again");
    assert_eq!(fs::read_dir(fixture.path("elsewhere")).unwrap().count(), 0);
}

#[cfg(unix)]
#[test]
fn an_orphan_behind_a_symbolic_link_is_left_alone() {
    let fixture = Fixture::new(&[("a", "file src/a/mod.rs one\nfile src/a/old/x.rs old\n")]);
    fixture.generate();
    fs::rename(fixture.path("out/src/a/old"), fixture.path("elsewhere")).unwrap();
    std::os::unix::fs::symlink(fixture.path("elsewhere"), fixture.path("out/src/a/old")).unwrap();
    fixture.spec("a", "file src/a/mod.rs one\n");
    fixture.generate();
    assert_eq!(fixture.read("elsewhere/x.rs"), "old\n");
}

#[test]
fn a_manifest_that_cannot_be_trusted() {
    let fixture = Fixture::new(&ONE);
    fixture.generate();
    fixture.write("precious", "mine");
    fixture.write("out/Cargo.toml", "[features]\na = []\n");
    let paths = [
        "../precious",
        "src/../../precious",
        "/etc/passwd",
        "Cargo.toml",
        "src",
        "src/",
        "src//x",
        "src/./x",
        "src\\\\x",
    ];
    for path in paths {
        fixture
            .write("out/.tablewright.json", format!(r#"{{"format": 1, "apis": {{"x": ["{path}"]}}, "shared": []}}"#));
        let error = trouble(&fixture, "");
        assert!(error.starts_with("error: `$/out/.tablewright.json` is damaged: `"), "{error}");
    }
    for text in ["", "{", "<<<<<<< HEAD", "{}", "[]", r#"{"format": 2, "apis": {}, "shared": []}"#] {
        fixture.write("out/.tablewright.json", text);
        let error = trouble(&fixture, "");
        assert!(error.ends_with("restore it from version control, or remove it, and run again\n"), "{error}");
    }
    assert_eq!(fixture.read("precious"), "mine");
    fs::remove_file(fixture.path("out/.tablewright.json")).unwrap();
    fixture.generate();
}

#[test]
fn a_compiler_that_wants_to_write_elsewhere() {
    for path in ["../x", "Cargo.toml", ".tablewright.json", "src/x.tablewright-tmp"] {
        let error = trouble(&Fixture::new(&[("a", &format!("file {path} x\n"))]), "");
        assert!(error.contains("which is not a path below asyncapi, docs, ir, openapi, src"), "{error}");
    }
}

#[cfg(unix)]
#[test]
fn folders_that_cannot_be_written() {
    use std::os::unix::fs::PermissionsExt;

    for locked in ["out", "out/src"] {
        let fixture = Fixture::new(&[("a", "file ir/a.json {}\nfile src/a/mod.rs one\n")]);
        let folder = fixture.path(locked);
        fs::create_dir_all(&folder).unwrap();
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).unwrap();
        if fs::write(folder.join("probe"), "").is_ok() {
            return; // The superuser can write everywhere.
        }
        let before = fixture.texts();
        let ended = fixture.run("");
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
        assert_eq!((ended.code, fixture.texts()), (2, before));
        assert!(ended.err.starts_with("error: cannot ") && ended.err.contains(locked), "{}", ended.err);
        assert_eq!(ended.err.lines().count(), 1, "{}", ended.err);
    }
}

/// A name that cannot be used keeps its own API from being read, and no other.
#[test]
fn names_are_refused_one_by_one() {
    let long = "a".repeat(201);
    for name in ["a\u{1b}[31mb", "con", "a b", &long] {
        let fixture = Fixture::new(&[("good", "file src/good/mod.rs one\n"), ("old", "file src/old/mod.rs x\n")]);
        fixture.generate();
        fixture.spec("good", "file src/good/mod.rs two\n");
        // It was an API before.
        fs::rename(fixture.path("spec/old"), fixture.path(&format!("spec/{name}"))).unwrap();
        fixture.spec("old/bad\u{7}.md", "");
        let ended = fixture.run("");
        assert_eq!((ended.code, fixture.read("out/src/good/mod.rs").as_str()), (2, "two\n"), "{}", ended.err);
        let first: Vec<&str> = ended.err.lines().take(2).collect();
        assert!(first.iter().all(|line| line.starts_with("error: the ")), "{first:?}");
        assert!(ended.err.ends_with("error: names kept 2 of `$/spec` from being read; the first lines say which\n"));
        assert!(!ended.err.contains(['\u{1b}', '\u{7}']), "{:?}", ended.err);
        assert_eq!(fixture.read("out/src/old/mod.rs"), "x\n", "what a refused API has stays");
        assert_eq!(fixture.run("--api good").code, 0);
        assert_eq!(fixture.run(&format!("--api {}", if name == "a b" { "old" } else { name })).code, 2);
    }
}

#[cfg(unix)]
#[test]
fn links_at_the_output_itself_are_refused() {
    use std::os::unix::fs::symlink;

    let fixture = Fixture::new(&ONE);
    fs::create_dir_all(fixture.path("elsewhere")).unwrap();
    symlink(fixture.path("elsewhere"), fixture.path("out")).unwrap();
    insta::assert_snapshot!(trouble(&fixture, ""), @"error: `$/out` is a symbolic link, and a folder belongs there; move it away, and run again");
    let slash = format!("--out {}/", fixture.path("out").display());
    assert!(trouble(&fixture, &slash).contains("`$/out` is a symbolic link"));
    assert_eq!(fs::read_dir(fixture.path("elsewhere")).unwrap().count(), 0);

    let fixture = Fixture::new(&ONE);
    fixture.write("secret", "mine");
    fs::create_dir_all(fixture.path("out/src/a")).unwrap();
    symlink(fixture.path("secret"), fixture.path("out/src/a/mod.rs.tablewright-tmp")).unwrap();
    assert!(trouble(&fixture, "").contains("mod.rs.tablewright-tmp` is a symbolic link, and a file belongs there"));
    assert_eq!(fixture.read("secret"), "mine");
}

#[cfg(unix)]
#[test]
fn a_link_that_comes_during_a_run_is_not_followed() {
    use crate::tree::Tree;

    for swapped in ["out", "out/src", "out/src/a"] {
        let fixture = Fixture::new(&ONE);
        fs::create_dir_all(fixture.path("out/src/a")).unwrap();
        fs::create_dir_all(fixture.path("elsewhere/src/a")).unwrap();
        let tree = Tree::at(&fixture.path("out"), "out").unwrap();
        tree.stage("src/a/mod.rs", b"one").unwrap();
        let behind = swapped.trim_start_matches("out");
        fs::rename(fixture.path(swapped), fixture.path("away")).unwrap();
        std::os::unix::fs::symlink(fixture.path(&format!("elsewhere{behind}")), fixture.path(swapped)).unwrap();
        assert!(tree.commit("src/a/mod.rs").is_err(), "{swapped}");
        assert!(tree.stage("src/a/new.rs", b"two").is_err(), "{swapped}");
        assert!(tree.remove("src/a/mod.rs").is_err(), "{swapped}");
        assert_eq!(fs::read_dir(fixture.path("elsewhere/src/a")).unwrap().count(), 0, "{swapped}");
    }
}

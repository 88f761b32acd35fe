//! What is printed, and where.

use std::io::{self, Write};

use insta::assert_snapshot;

use super::{Fixture, Orders};
use crate::Console;

const DOCUMENTS: [(&str, &str); 2] = [
    ("good", "file src/good/mod.rs x\nwarning 歌 is given twice\nnote left open\n"),
    ("wrong", "error no such type\n"),
];

/// The table without its last column, the time.
fn without_time(table: &str) -> String {
    // It stands before the last column.
    let cut = |line: &str| {
        let (rest, last) = line.rsplit_once(' ').unwrap_or_default();
        let (rest, _) = rest.trim_end().rsplit_once(' ').unwrap_or_default();
        format!("{}  {last:>8}\n", rest.trim_end())
    };
    table.lines().map(cut).collect()
}

#[test]
fn for_people() {
    let ended = Fixture::new(&DOCUMENTS).run("");
    assert_eq!(ended.code, 1);
    assert_snapshot!(ended.err, @r"
    warning[TW303]: 歌 is given twice
     --> $/spec/good/api.md:2:1
      |
    2 | warning 歌 is given twice
      | ^^^^^^^^^^^^^^^^^^^^^^^^^

    error[TW202]: no such type
     --> $/spec/wrong/api.md:1:1
      |
    1 | error no such type
      | ^^^^^^^^^^^^^^^^^^
      |
      = help: mend it

    `wrong`: unexplained: 1 place
         1  error[TW202]: no such type
            first at $/spec/wrong/api.md:1; mend it

    note: 1 note is not shown; `--notes` shows them
    error: the documents of `wrong` have 1 error; its output stays as it was
    `$/out`: 2 files written, 0 removed, 0 unchanged
    ");
    assert_snapshot!(without_time(&ended.out), @r"
    API    announced  bound  endpoints  operations  types  fields  decoded  aside  used  ignored  reported  errors  warnings  notes  withheld
    good           -      -          -           -      -       -        -      -     0        0         0       0         1      1         -
    wrong          -      -          -           -      -       -        -      -     0        0         0       1         0      0         -
    ");
}

#[test]
fn notes_are_shown_on_request() {
    for flag in ["--notes", "-v"] {
        let ended = Fixture::new(&DOCUMENTS).run(flag);
        assert!(ended.err.contains("note[TW305]: left open") && !ended.err.contains("not shown"), "{}", ended.err);
    }
}

#[test]
fn for_programs() {
    let ended = Fixture::new(&DOCUMENTS).run("--format json");
    assert_eq!(ended.code, 1);
    assert_snapshot!(ended.out, @r#"
    {"code":"TW303","severity":"warning","message":"歌 is given twice","file":"$/spec/good/api.md","line":2,"column":1,"end_line":2,"end_column":25,"help":null,"related":[]}
    {"code":"TW305","severity":"note","message":"left open","file":"$/spec/good/api.md","line":3,"column":1,"end_line":3,"end_column":15,"help":null,"related":[]}
    {"code":"TW202","severity":"error","message":"no such type","file":"$/spec/wrong/api.md","line":1,"column":1,"end_line":1,"end_column":19,"help":"mend it","related":[]}
    "#);
    assert!(ended.err.starts_with("API "), "{}", ended.err);
}

#[test]
fn for_code_hosts() {
    let ended = Fixture::new(&DOCUMENTS).run("--format github");
    assert_snapshot!(ended.out, @r"
    ::warning file=$/spec/good/api.md,line=2,endLine=2,col=1,endColumn=25,title=TW303::歌 is given twice
    ::error file=$/spec/wrong/api.md,line=1,endLine=1,col=1,endColumn=19,title=TW202::no such type%0Ahelp: mend it
    ");
    let ended = Fixture::new(&DOCUMENTS).run("--format github --notes");
    assert!(ended.out.contains("::notice file="), "{}", ended.out);
}

#[test]
fn a_crate_without_a_feature_for_an_api() {
    let fixture = Fixture::new(&[("a-b", ""), ("c", ""), ("d", "")]);
    fixture.write("out/Cargo.toml", "[features]\na_b = []\nc = []\n");
    let ended = fixture.run("--format github");
    assert_eq!(ended.code, 0);
    assert_eq!(
        ended.out,
        "::warning file=$/out/Cargo.toml::the API `d` has no feature; add `d = []` to its `[features]`\n"
    );
    assert!(ended.err.starts_with("warning: `$/out/Cargo.toml`: the API `d` has no feature"), "{}", ended.err);
}

/// A reader that is not there any more, or a full disk.
struct Broken(io::ErrorKind);

impl Write for Broken {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(self.0.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_reader_that_goes_away_does_not_stop_the_run() {
    for (kind, code) in [(io::ErrorKind::BrokenPipe, 0), (io::ErrorKind::StorageFull, 2)] {
        let fixture = Fixture::new(&[("a", "file src/a/mod.rs x\n")]);
        let mut line = ["xtask", "gen", "--spec", "", "--out", ""].map(std::ffi::OsString::from);
        line[3] = fixture.path("spec").into();
        line[5] = fixture.path("out").into();
        let console = &mut Console::new(Broken(kind), Broken(kind));
        assert_eq!(crate::run(line, &Orders, console), code);
        assert_eq!(fixture.read("out/src/a/mod.rs"), "x\n");
    }
}

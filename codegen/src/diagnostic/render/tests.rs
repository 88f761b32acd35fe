use insta::assert_snapshot;

use super::{github, human, human_coloured, json};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, SourceMap, Span};

/// The text with the place between `«` and `»` in it.
fn place(marked: &str) -> (SourceMap, Span) {
    let mut sources = SourceMap::default();
    let start = marked.find('«').unwrap();
    let end = marked.find('»').unwrap() - '«'.len_utf8();
    let file = sources.add("music/api.md", &marked.replace(['«', '»'], ""));
    (sources, Span::new(file, start..end))
}

fn shown(marked: &str) -> String {
    let (sources, span) = place(marked);
    human(&sources, &Diagnostic::new(Code::UnknownColumn, span, "the type is not known").label("here"), "spec")
}

#[test]
fn a_range_in_a_table_cell() {
    assert_snapshot!(shown("# Songs\n\n| name | type |\n|--|--|\n| id | «integr» |\n"), @r"
    error[TW202]: the type is not known
     --> spec/music/api.md:5:8
      |
    5 | | id | integr |
      |        ^^^^^^ here
    ");
}

#[test]
fn full_width_text_is_two_columns_wide_and_counts_as_one() {
    assert_snapshot!(shown("| 群号 | 群聊«消息类型» |\n"), @r"
    error[TW202]: the type is not known
     --> spec/music/api.md:1:10
      |
    1 | | 群号 | 群聊消息类型 |
      |              ^^^^^^^^ here
    ");
}

#[test]
fn a_tab_is_four_columns_wide_and_counts_as_one() {
    assert_snapshot!(shown("\t|\tid\t|\t«int»\t|\n"), @r"
    error[TW202]: the type is not known
     --> spec/music/api.md:1:9
      |
    1 |     |    id    |    int    |
      |                     ^^^ here
    ");
}

#[test]
fn line_ends_of_either_kind_are_not_shown() {
    assert_snapshot!(shown("one\r\n«two\r\n»three\r\n"), @r"
    error[TW202]: the type is not known
     --> spec/music/api.md:2:1
      |
    2 | two
      | ^^^ here
    ");
}

#[test]
fn an_empty_range_is_one_mark() {
    assert_snapshot!(shown("| id | «»|\n"), @r"
    error[TW202]: the type is not known
     --> spec/music/api.md:1:8
      |
    1 | | id | |
      |        ^ here
    ");
    assert_snapshot!(shown("«»"), @r"
    error[TW202]: the type is not known
     --> spec/music/api.md:1:1
      |
    1 |
      | ^ here
    ");
}

#[test]
fn the_end_of_a_file() {
    assert_snapshot!(shown("last line«»"), @r"
    error[TW202]: the type is not known
     --> spec/music/api.md:1:10
      |
    1 | last line
      |          ^ here
    ");
    assert_snapshot!(shown("last line\n«»"), @r"
    error[TW202]: the type is not known
     --> spec/music/api.md:2:1
      |
    2 |
      | ^ here
    ");
    assert_snapshot!(shown("last line«\n»"), @r"
    error[TW202]: the type is not known
     --> spec/music/api.md:1:10
      |
    1 | last line
      |          ^ here
    ");
}

#[test]
fn several_lines() {
    assert_snapshot!(shown("a\n«| id |\n|--|\n| 歌 |»\nb\n"), @r"
    error[TW202]: the type is not known
     --> spec/music/api.md:2:1
      |
    2 | / | id |
    3 | | |--|
    4 | | | 歌 |
      | |______^ here
    ");
    assert_snapshot!(shown(&format!("a\n«| id |\n{}| 歌 |»\nb\n", "| x |\n".repeat(20))), @r"
    error[TW202]: the type is not known
      --> spec/music/api.md:2:1
       |
     2 | / | id |
     3 | | | x |
     4 | | | x |
     5 | | | x |
    ...  |
    22 | | | x |
    23 | | | 歌 |
       | |______^ here
    ");
}

#[test]
fn related_places_near_far_and_in_another_file() {
    let mut sources = SourceMap::default();
    let file = sources.add("a/one.md", &format!("first\nsecond\n{}歌曲 last\n", "filler\n".repeat(1000)));
    let other = sources.add("a/two.md", "x\nother 文件\n");
    let diagnostic = Diagnostic::new(Code::MergeConflict, Span::new(file, 6..12), "`/x` is described twice")
        .label("`int32` here")
        .related(Span::new(file, 0..5), "near")
        .related(Span::new(file, 7013..7019), "far away")
        .related(Span::new(other, 8..14), "`int64` there")
        .help("keep one of them");
    assert_snapshot!(human(&sources, &diagnostic, "docs/"), @r"
    warning[TW304]: `/x` is described twice
        --> docs/a/one.md:2:1
         |
       1 | first
         | ----- near
       2 | second
         | ^^^^^^ `int32` here
         |
        ::: docs/a/one.md:1003:1
         |
    1003 | 歌曲 last
         | ---- far away
         |
        ::: docs/a/two.md:2:7
         |
       2 | other 文件
         |       ---- `int64` there
         |
         = help: keep one of them
    ");
    assert_snapshot!(json(&sources, &diagnostic, "docs/"), @r#"{"code":"TW304","severity":"warning","message":"`/x` is described twice","file":"docs/a/one.md","line":2,"column":1,"end_line":2,"end_column":7,"help":"keep one of them","related":[{"file":"docs/a/one.md","line":1,"column":1,"end_line":1,"end_column":6,"message":"near"},{"file":"docs/a/one.md","line":1003,"column":1,"end_line":1003,"end_column":3,"message":"far away"},{"file":"docs/a/two.md","line":2,"column":7,"end_line":2,"end_column":9,"message":"`int64` there"}]}"#);
    assert_snapshot!(github(&sources, &diagnostic, "docs/"), @"::warning file=docs/a/one.md,line=2,endLine=2,col=1,endColumn=7,title=TW304::`/x` is described twice%0A`int32` here%0Adocs/a/one.md:1:1: near%0Adocs/a/one.md:1003:1: far away%0Adocs/a/two.md:2:7: `int64` there%0Ahelp: keep one of them");
}

#[test]
fn json_has_every_key_and_exact_places() {
    let (sources, span) = place("# 歌\n| «a\r\n»");
    let diagnostic = Diagnostic::new(Code::Unsaid, span, "a \"quoted\"\nmessage");
    assert_snapshot!(json(&sources, &diagnostic, ""), @r#"{"code":"TW305","severity":"note","message":"a \"quoted\"\nmessage","file":"music/api.md","line":2,"column":3,"end_line":3,"end_column":1,"help":null,"related":[]}"#);
}

#[test]
fn workflow_commands_are_escaped() {
    let mut sources = SourceMap::default();
    let file = sources.add("a,b:c%/d\n.md", "text\n");
    let message = "100%, of: it\r\nnext";
    let diagnostic = Diagnostic::new(Code::UnknownLabel, Span::new(file, 0..4), message).help("::warning::no");
    assert_snapshot!(github(&sources, &diagnostic, ""), @"::warning file=a%2Cb%3Ac%25/d%0A.md,line=1,endLine=1,col=1,endColumn=5,title=TW204::100%25, of: it%0D%0Anext%0Ahelp: ::warning::no");
    let note = Diagnostic::new(Code::Unsaid, Span::new(file, 0..0), "note");
    assert_snapshot!(github(&sources, &note, "/"), @"::notice file=/a%2Cb%3Ac%25/d%0A.md,line=1,endLine=1,col=1,endColumn=1,title=TW305::note");
}

#[test]
fn a_place_that_is_not_in_the_sources_does_not_harm() {
    let (sources, span) = place("«歌»\n");
    let inside = Diagnostic::new(Code::UnknownTable, Span { start: 1, end: 900, ..span }, "message");
    assert_snapshot!(human(&sources, &inside, ""), @r"
    error[TW206]: message
     --> music/api.md:1:1
      |
    1 | 歌
      | ^^
    ");
    let unknown: FileId = {
        let mut other = SourceMap::default();
        other.add("one", "");
        other.add("two", "")
    };
    let outside = Diagnostic::new(Code::UnknownTable, Span::new(unknown, 0..3), "message").help("none");
    assert_snapshot!(human(&sources, &outside, ""), @r"
    error[TW206]: message
    --> ?
     = help: none
    ");
    assert_snapshot!(json(&sources, &outside, ""), @r#"{"code":"TW206","severity":"error","message":"message","file":"?","line":1,"column":1,"end_line":1,"end_column":1,"help":"none","related":[]}"#);
}

#[test]
fn colours_change_nothing_but_colours() {
    let (sources, span) = place("| «歌» |\n");
    let diagnostic = Diagnostic::new(Code::UnknownTable, span, "message").label("label").help("help");
    let coloured = human_coloured(&sources, &diagnostic, "");
    assert!(coloured.contains("\u{1b}["));
    let mut plain = String::new();
    for (at, part) in coloured.split('\u{1b}').enumerate() {
        plain.push_str(if at == 0 { part } else { part.split_once('m').unwrap().1 });
    }
    assert_eq!(plain, human(&sources, &diagnostic, ""));
}

#[test]
fn no_place_in_any_text_is_too_odd() {
    let pieces = [
        "a",
        " ",
        "歌",
        "\t",
        "\r\n",
        "\n",
        "\r",
        "é",
        "e\u{301}",
        "\u{200b}",
        "\u{feff}",
        "👨‍👩‍👧",
        "| x |",
        "\u{0}",
        "\u{202e}",
    ];
    let mut state = 7_u64;
    let mut random = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below.max(1)
    };
    for round in 0..3000 {
        let length = if round % 10 == 0 { 400 } else { 12 };
        let text: String = (0..random(length)).map(|_| pieces[random(pieces.len())]).collect();
        let mut sources = SourceMap::default();
        let file = sources.add("a.md", &text);
        let mut span = || {
            let start = random(text.len() + 2);
            Span::new(file, start..start + random(20))
        };
        let mut diagnostic = Diagnostic::new(Code::BadEndpoint, span(), "message").label(pieces[round % pieces.len()]);
        for _ in 0..round % 4 {
            diagnostic = diagnostic.related(span(), "related");
        }
        assert!(human(&sources, &diagnostic, "").starts_with("error[TW215]: message\n"), "{text:?}");
        assert_eq!(json(&sources, &diagnostic, "").lines().count(), 1);
        assert_eq!(github(&sources, &diagnostic, "").lines().count(), 1);
    }
}

#[test]
fn of_a_line_that_is_very_long_a_part_is_shown() {
    let cells = "| cell ".repeat(2_000);
    let cases = [
        (format!("# A\n\n{cells}| «integr» {cells}\n"), cells.len() + 3),
        (format!("# A\n\n{cells}| «integr» |\n"), cells.len() + 3),
        (format!("# A\n\n| «integr» {cells}\n"), 3),
    ];
    for (text, column) in cases {
        let shown = shown(&text);
        assert!(shown.contains(&format!("spec/music/api.md:3:{column}\n")), "{shown}");
        assert!(shown.contains("| integr ") && shown.contains("^^^^^^ here"), "{shown}");
        assert!(shown.len() < 1_000, "{} bytes", shown.len());
    }
}

/// What commands a terminal, in every part of a message.
#[test]
fn no_rendering_commands_a_terminal() {
    let hostile = "\u{1b}]0;own\u{7}\u{9b}31m\u{202e}\u{85}\r\0\u{7f}";
    let marked = format!("before {hostile}\n| «a{hostile}b» | {hostile}\nafter {hostile}\n");
    let mut sources = SourceMap::default();
    let text = marked.replace(['«', '»'], "");
    let file = sources.add(&format!("x{hostile}/api.md"), &text);
    let start = marked.find('«').unwrap();
    let span = Span::new(file, start..start + hostile.len() + 2);
    let diagnostic = Diagnostic::new(Code::UnknownColumn, span, format!("`{hostile}` is not known"))
        .label(format!("here {hostile}"))
        .related(Span::new(file, 0..6), format!("there {hostile}"))
        .help(format!("write {hostile}"));
    let coloured = human_coloured(&sources, &diagnostic, hostile);
    // Its own colours are `ESC [ … m`.
    let own: String =
        coloured.split("\u{1b}[").map(|part| part.split_once('m').map_or(part, |(_, rest)| rest)).collect();
    let all = [
        human(&sources, &diagnostic, hostile),
        own,
        github(&sources, &diagnostic, hostile),
        json(&sources, &diagnostic, hostile),
    ];
    for text in all {
        assert!(!text.contains(crate::visible::is_hidden), "{text:?}");
    }
    let read: serde_json::Value = serde_json::from_str(&json(&sources, &diagnostic, "")).unwrap();
    assert_eq!(read["message"], diagnostic.message, "to a program the words are as they were");
}

use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, Options, Parser, Tag};

use super::escape::code;
use super::*;

fn safe(markdown: &str) -> String {
    Prose::docs(&Docs(markdown.to_owned())).text
}

const TABLE: &[(&str, &str)] = &[
    ("群号", "群号"),
    ("消息 id, 见 `room_id`", "消息 id, 见 `room_id`"),
    ("see [x] and [y][z]", "see \\[x\\] and \\[y\\]\\[z\\]"),
    ("字段 room_id 与 *_id", "字段 room_id 与 \\*\\_id"),
    ("a<br />b", "a\\\nb"),
    ("<span id=\"a\">b</span>", "\\<span id=\"a\"\\>b\\</span\\>"),
    ("Vec<T>", "Vec\\<T\\>"),
    ("见 https://a.example/x?y=1。好", "见 <https://a.example/x?y=1>。好"),
    ("https://a.example/gh/{room_id}/100", "<https://a.example/gh/{room_id}/100>"),
    ("(http://a.example/b).", "(<http://a.example/b>)."),
    ("<https://a.example>", "<https://a.example>"),
    ("[这里](https://a.example/b)", "[这里](https://a.example/b)"),
    ("[`x`](../event/#快速)", "`x`"),
    ("[获取](#获取)", "获取"),
    ("one ` tick", "one \\` tick"),
    ("`` a`b ``", "``a`b``"),
    ("```rust\nfn main() {}\n```", "```text\nfn main() {}\n```"),
    ("``` json\n{}\n", "```json\n{}\n```"),
    ("a\n\n    indented", "a\n\n```text\nindented\n```"),
    ("````\n```\n````", "````text\n```\n````"),
    ("- a\n- b\n  - c", "- a\n- b\n\n  - c"),
    ("1. a\n2. b", "1. a\n2. b"),
    ("> a\n>\n> b", "> a\n>\n> b"),
    ("# Head\n\ntext", "**Head**\n\ntext"),
    ("| a | b |\n|---|---|\n| `x|` | [y] |", "| a | b |\n| --- | --- |\n| \\`x | \\` |"),
    ("1) a", "1. a"),
    ("0", "0"),
    ("*/ end", "\\*/ end"),
    ("a & b &amp; c", "a \\& b \\& c"),
    ("a\u{202e}b\u{7}", "ab"),
    ("**粗** *斜* ~~删~~", "**粗** *斜* ~~删~~"),
    ("{x} 与 {y}", "{x} 与 {y}"),
    ("[a]: https://a.example\n\n[a]", "[a](https://a.example)"),
    ("- [ ] task", "- \\[ \\] task"),
    ("a\tb", "a b"),
    ("a[^1]", "a\\[^1\\]"),
    ("~~![](x)~~ a", "a"),
    ("&#32;&#32;&#32;&#32;code", "code"),
    ("a&#10;&#10;&#9;code", "a code"),
    ("1[.](x)&#32;&#32;&#32;&#32;&#32;&#32;code", "1. code"),
    ("[a](http://a.example/`b)", "a"),
    ("| a |\n|---|\n| `a\\\\|b` |", "| a |\n| --- |\n| a\\\\\\|b |"),
    ("<!--\n\n    code\n-->", "\\<!--\ncode\n\\--\\>"),
];

#[test]
fn prose_is_made_safe() {
    for (given, expected) in TABLE {
        assert_eq!(safe(given), *expected, "{given}");
    }
}

#[test]
fn safe_prose_stays_as_it_is() {
    for (given, _) in TABLE {
        let once = safe(given);
        assert_eq!(safe(&once), once, "{given}");
    }
}

#[test]
fn deep_nesting_ends() {
    let deep = format!("{} x", ">".repeat(20_000));
    assert!(safe(&deep).ends_with('x'));
}

#[test]
fn values_become_code_spans() {
    for (given, expected) in
        [("x", "`x`"), ("a`b", "``a`b``"), ("`", "`` ` ``"), (" a", "`  a `"), ("", "`\"\"`"), ("a\nb", "`a b`")]
    {
        assert_eq!(code(given), expected);
    }
}

/// Pieces of which hostile words are put together.
const PIECES: &[&str] = &[
    "```",
    "~~~",
    "````",
    "```rust",
    "~~~rust",
    "`",
    "``",
    "~~",
    "~",
    "\n",
    "\n\n",
    "<br>",
    "<br/>\n",
    "    ",
    "\t",
    "&#10;",
    "&#32;",
    "&#9;",
    "&nbsp;",
    "fn main() { panic!() }",
    "> ",
    "- ",
    "1. ",
    "* ",
    "#",
    "=",
    "===",
    "---",
    "|",
    "| --- |\n",
    "| a | b |\n| --- | --- |\n| ",
    "<b>",
    "</b>",
    "<script>",
    "<!--",
    "-->",
    "<div\n",
    "<pre>",
    "*/",
    "/*",
    "\"#",
    "\\",
    "\\\n",
    "[a]",
    "[a](b)",
    "[x](http://a.example/`|b)",
    "![](b)",
    "[a]: http://a.example\n",
    "[^1]",
    "[^1]: a\n",
    "[",
    "]",
    "(",
    ")",
    "http://a.example/b",
    "https://a.example/(c)_",
    "*",
    "**",
    "_",
    "\u{202e}",
    "\u{2067}",
    "\u{9b}",
    "\u{1b}[31m",
    "\r",
    "\0",
    "$ref",
    "{",
    "}",
    "`a`",
    "a",
    "文",
    "Vec<u8>",
    "[`String`]",
    "::",
    "- [ ] ",
    ":",
    ".",
    "!",
    "&lt;b&gt;",
    "\u{c}",
    "\u{85}",
];

/// What rustdoc would read in a doc comment that is no plain text: doctests, tags, and links to items.
fn harm(markdown: &str) -> Option<String> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION;
    let mut broken = None;
    let mut note = |link: BrokenLink<'_>| {
        broken = Some(link.reference.to_string());
        None::<(CowStr<'_>, CowStr<'_>)>
    };
    let harmful = |event: &Event<'_>| match event {
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => !matches!(&**language, "text" | "json"),
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => !dest_url.starts_with("http"),
        Event::Start(Tag::CodeBlock(CodeBlockKind::Indented) | Tag::FootnoteDefinition(_))
        | Event::Html(_)
        | Event::InlineHtml(_)
        | Event::FootnoteReference(_)
        | Event::TaskListMarker(_) => true,
        _ => false,
    };
    let found = Parser::new_with_broken_link_callback(markdown, options, Some(&mut note)).find(harmful);
    let hidden =
        markdown.contains(|char| escape::is_hidden(char) && char != '\n').then(|| "a hidden character".to_owned());
    found.map(|event| format!("{event:?}")).or(broken).or(hidden)
}

/// A number that follows from another; the tests have no other chance.
fn next(seed: &mut u64) -> usize {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    usize::try_from(*seed >> 33).unwrap()
}

#[test]
fn hostile_words_stay_words() {
    let mut seed = 7;
    for round in 0..4_000 {
        let count = 1 + next(&mut seed) % 12;
        let words: String = (0..count).map(|_| PIECES[next(&mut seed) % PIECES.len()]).collect();
        let docs = Prose::docs(&Docs(words.clone()));
        let label = || Prose::code(&words).and(": ").and(docs.clone());
        let nested = Prose::list([label(), Prose::text(&words), Prose::list([label(), Prose::fence(&words)])]);
        let heading = Prose::heading(&words).and(nested.clone());
        let said = Prose::from("Condition: ").and(docs.clone()).and(Prose::text(&words));
        for prose in [docs, nested, heading, said] {
            let text: Vec<_> = prose.lines().map(|line| format!(" {line}")).collect();
            assert_eq!(harm(&text.join("\n")), None, "round {round}: {words:?}\n{}", prose.text);
        }
    }
}

use super::*;

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
    ("a\tb", "a    b"),
    ("a[^1]", "a\\[^1\\]"),
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

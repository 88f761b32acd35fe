use std::collections::BTreeSet;

use super::types::claim;
use super::words::Html;

#[test]
fn words_are_set_as_markdown_without_tags() {
    let table = [
        ("a `b` **c**", "<p>a <code>b</code> <strong>c</strong></p>"),
        ("# Title\n\na", "<p><strong>Title</strong></p>\n<p>a</p>"),
        ("a<br>b", "<p>a<br />\nb</p>"),
        ("<b onclick=x>a</b>", "<p>&lt;b onclick=x&gt;a&lt;/b&gt;</p>"),
        ("<script>\nalert(1)\n</script>", "<p>&lt;script&gt;\nalert(1)\n&lt;/script&gt;</p>"),
        ("[a](https://a.example/?b=\"c\")", "<p><a href=\"https://a.example/?b=%22c%22\">a</a></p>"),
        ("[a](javascript:b) [c](./d.md) [e](#f)", "<p>a c e</p>"),
        ("![a **b**](http://c.example/d.png)", "<p>a <strong>b</strong></p>"),
        ("a\u{202e}b\u{1b}[2J", "<p>a\\u{202e}b␛[2J</p>"),
        ("", ""),
    ];
    for (words, expected) in table {
        assert_eq!(Html::markdown(words).to_string(), expected, "{words}");
    }
}

#[test]
fn anchors_are_unique_without_regard_to_case() {
    let mut taken = BTreeSet::new();
    let table =
        [("lamp_on", "lamp_on"), ("Lamp_on", "Lamp_on-2"), ("a/b c", "a-b-c"), ("群", "群"), ("a/b c", "a-b-c-2")];
    for (wish, expected) in table {
        assert_eq!(claim(&mut taken, wish), expected);
    }
}

//! HTML in documents: tables that are written in it, and tags that carry nothing.

mod table;

use std::ops::Range;

use super::link::Link;
pub use table::{HtmlCell, stray, table};

/// Whether a tag begins a line of its own in running text.
pub fn begins_line(name: &str) -> bool {
    matches!(name, "li" | "p" | "div")
}

/// Elements of HTML that stand in running text, directly behind a word too.
const RUNNING: &str = " a abbr acronym b bdi bdo big blockquote br center cite code dd del details dfn div dl dt em font hr i img ins \
    kbd li mark nobr ol p pre q rp rt ruby s samp small span strike strong sub summary sup table tbody td tfoot th thead tr tt u ul \
    var wbr ";

/// Other elements, those that are out of use included, but for headings. Behind a word the name of a type is likelier.
const OTHERS: &str = " address applet area article aside audio base basefont blink body button canvas caption col colgroup data \
    datalist dialog dir embed fieldset figcaption figure footer form frame frameset head header hgroup html iframe input label \
    legend link main map marquee math menu meta meter nav noframes noscript object optgroup option output param picture \
    plaintext progress rb rtc script search section select slot source style svg template textarea time title track video ";

/// Whether a tag is no element of HTML and no component, but a name in angle brackets that stands for something:
/// `/lamps/<id>`. Directly behind a word it can be called as an element or a component is: `List<Lamp>`, `list<object>`.
pub fn is_placeholder(html: &str, behind_word: bool) -> bool {
    let name = html.strip_prefix('<').and_then(|html| html.strip_suffix('>')).unwrap_or_default();
    let plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '-';
    let first = |first: char| first.is_ascii_lowercase() || behind_word && first.is_ascii_uppercase();
    let (lower, element) = (name.to_ascii_lowercase(), format!(" {} ", name.to_ascii_lowercase()));
    let known = RUNNING.contains(&element) || level(&lower).is_some() || !behind_word && OTHERS.contains(&element);
    name.starts_with(first) && name.chars().all(plain) && !known
}

/// Whether an address in angle brackets has a scheme that addresses have.
pub fn is_address(url: &str) -> bool {
    let scheme = url.split_once(':').map_or("", |(scheme, _)| scheme);
    matches!(
        scheme,
        "http" | "https" | "ftp" | "ftps" | "mailto" | "tel" | "ws" | "wss" | "file" | "git" | "ssh" | "data"
    )
}

/// A heading that is written in HTML.
#[derive(Debug, PartialEq, Eq)]
pub struct HtmlHeading {
    /// Its level.
    pub level: u8,
    /// Its words.
    pub words: String,
    /// What links call it.
    pub id: Option<String>,
}

/// The heading that the HTML is, where it is one and nothing else, comments and tags without words aside.
pub fn heading(html: &str) -> Option<HtmlHeading> {
    let mut found = None::<(u8, Option<String>)>;
    let (mut start, mut content) = (0, None::<Range<usize>>);
    for token in tokens(html) {
        let inside = found.is_some() && content.is_none();
        match token {
            Token::Text(range) if !inside && !html.get(range.clone())?.trim().is_empty() => return None,
            Token::Tag { name, closing, range } => match (level(&name), closing) {
                (Some(level), false) if found.is_none() => {
                    start = range.end;
                    found = Some((level, attribute(html.get(range)?, "id")));
                }
                (Some(level), true) if inside && found.as_ref().is_some_and(|(own, _)| *own == level) => {
                    content = Some(start..range.start);
                }
                (Some(_), _) => return None,
                // A tag that is no text's is an image or a component, and a heading is not all there is.
                (None, false) if !inside && name != "a" => return None,
                _ => {}
            },
            _ => {}
        }
    }
    let (level, id) = found?;
    let words = words(html.get(content?)?);
    (!words.is_empty()).then_some(HtmlHeading { level, words, id })
}

/// The level of a heading's tag.
fn level(name: &str) -> Option<u8> {
    name.strip_prefix('h')?.parse().ok().filter(|level| (1..=6).contains(level))
}

/// The value of an attribute of a tag.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}="))?;
    let quote = rest.chars().next().filter(|first| matches!(first, '"' | '\''));
    let end = |letter: char| quote.map_or(letter.is_whitespace() || letter == '>', |quote| letter == quote);
    let value = rest.trim_start_matches(['"', '\'']).split(end).next()?;
    (!value.is_empty()).then(|| value.to_owned())
}

/// Whether the HTML holds nothing but comments and closing tags.
pub fn is_structure(html: &str) -> bool {
    tokens(html).all(|token| match token {
        Token::Comment | Token::Tag { closing: true, .. } => true,
        Token::Tag { .. } => false,
        Token::Text(range) => html.get(range).is_some_and(|text| text.trim().is_empty()),
    })
}

/// The words of HTML.
pub fn words(html: &str) -> String {
    linked(html).0
}

/// The words of HTML, and the links in them.
fn linked(html: &str) -> (String, Vec<Link>) {
    let (mut words, mut links, mut open) = (String::new(), Vec::new(), None);
    for token in tokens(html) {
        match token {
            Token::Text(range) => words.push_str(&unescape(html.get(range).unwrap_or_default())),
            Token::Tag { name, .. } if name == "br" => words.push('\n'),
            Token::Tag { name, closing, .. } if begins_line(&name) => {
                let line = words.trim_end().len();
                words.truncate(line);
                words.push('\n');
                if name == "li" && !closing {
                    words.push_str("- ");
                }
            }
            Token::Tag { name, closing: false, range } if name == "a" => {
                open = html.get(range).and_then(target).map(|url| (words.len(), url));
            }
            Token::Tag { name, .. } if name == "a" => {
                links.extend(open.take().map(|(start, url)| Link { range: start..words.len(), url }));
            }
            Token::Tag { .. } | Token::Comment => {}
        }
    }
    let before = words.len() - words.trim_start().len();
    let end = words.trim().len();
    for link in &mut links {
        link.range = link.range.start.saturating_sub(before).min(end)..link.range.end.saturating_sub(before).min(end);
    }
    (words.trim().to_owned(), links)
}

/// Where the tag `<a …>` leads.
pub fn target(html: &str) -> Option<String> {
    let tag = html.trim().strip_prefix("<a").or_else(|| html.trim().strip_prefix("<A"))?;
    let (_, value) = tag.split_once("href=")?;
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let value = value.get(1..)?;
    value.split_once(quote).map(|(url, _)| url.to_owned())
}

fn unescape(text: &str) -> String {
    const ENTITIES: [(&str, &str); 6] =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", " "), ("&amp;", "&")];
    ENTITIES.into_iter().fold(text.to_owned(), |text, (entity, letter)| text.replace(entity, letter))
}

enum Token {
    Text(Range<usize>),
    Tag { name: String, closing: bool, range: Range<usize> },
    Comment,
}

/// The text, tags and comments of HTML, in order. A `<` that begins no tag is text.
fn tokens(html: &str) -> impl Iterator<Item = Token> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = html.get(at..).filter(|rest| !rest.is_empty())?;
        let start = at;
        if rest.starts_with("<!--") {
            at = rest.find("-->").map_or(html.len(), |end| start + end + "-->".len());
            return Some(Token::Comment);
        }
        if let Some((name, closing, length)) = tag(rest) {
            at = start + length;
            return Some(Token::Tag { name, closing, range: start..at });
        }
        let first = rest.chars().next().map_or(1, char::len_utf8);
        at = rest.get(first..).and_then(|more| more.find('<')).map_or(html.len(), |next| start + first + next);
        Some(Token::Text(start..at))
    })
}

/// The tag that the text begins with: its name in lower case, whether it closes, and its length.
fn tag(text: &str) -> Option<(String, bool, usize)> {
    let inner = text.strip_prefix('<')?;
    let closing = inner.starts_with('/');
    let name = inner.strip_prefix('/').unwrap_or(inner);
    let length = name.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-').unwrap_or(name.len());
    let name = name.get(..length).filter(|name| name.starts_with(|first: char| first.is_ascii_alphabetic()))?;
    Some((name.to_ascii_lowercase(), closing, tag_end(text)?))
}

/// Where a tag ends: at the first `>` outside of quotation marks and of braces, which hold the values of components.
pub fn tag_end(text: &str) -> Option<usize> {
    let (mut quote, mut braces) = (None, 0_usize);
    for (at, letter) in text.char_indices() {
        match (quote, letter) {
            (None, '{') => braces += 1,
            (None, '}') => braces = braces.saturating_sub(1),
            (None, '>') if braces == 0 => return Some(at + 1),
            (None, '"' | '\'') => quote = Some(letter),
            (Some(open), letter) if open == letter => quote = None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_angle_brackets_is_no_tag() {
        let cases = [
            ("<id>", false, true),
            ("<lamp_id>", false, true),
            ("<b>", false, false),
            ("<h2>", false, false),
            ("<id/>", false, false),
            ("</id>", false, false),
            ("<id x=\"1\">", false, false),
            ("<Badge>", false, false),
            ("<Lamp>", true, true),
            ("<object>", true, true),
            ("<object>", false, false),
            ("<B>", true, false),
            ("<li>", true, false),
        ];
        for (tag, behind_word, expected) in cases {
            assert_eq!(is_placeholder(tag, behind_word), expected, "{tag}");
        }
        assert!(is_address("https://a.example") && !is_address("int:id"));
    }

    #[test]
    fn headings_are_read() {
        let heading = |level, words: &str, id: Option<&str>| {
            Some(HtmlHeading { level, words: words.to_owned(), id: id.map(str::to_owned) })
        };
        let cases = [
            ("<h3 id=\"a-b\">Parameters</h3>\n", heading(3, "Parameters", Some("a-b"))),
            ("<a name='x'></a>\n<H1>A &amp; <code>b</code></H1>", heading(1, "A & b", None)),
            ("<h1>a</h1><h2>b</h2>", None),
            ("<h1>a</h1> b", None),
            ("<h1></h1>", None),
            ("<h1>a", None),
            ("<hr>", None),
        ];
        for (html, expected) in cases {
            assert_eq!(super::heading(html), expected, "{html}");
        }
    }

    #[test]
    fn structure_is_what_has_no_words() {
        let cases = [("<!-- a > b -->", true), ("</Route>\n", true), ("<Route>", false), ("</a> b", false), ("", true)];
        for (html, expected) in cases {
            assert_eq!(is_structure(html), expected, "{html}");
        }
    }
}

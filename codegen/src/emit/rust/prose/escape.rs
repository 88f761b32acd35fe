//! Text that Markdown must not read, and text in code spans.

pub use crate::visible::is_hidden;

/// The text as a code span.
pub fn code(text: &str) -> String {
    let flat: String = text
        .chars()
        .filter(|char| !is_hidden(*char))
        .map(|char| if char.is_whitespace() { ' ' } else { char })
        .collect();
    if flat.trim().is_empty() {
        return format!("`\"{flat}\"`");
    }
    let fence = "`".repeat(longest_run(&flat, '`') + 1);
    let edge = flat.starts_with(['`', ' ']) || flat.ends_with(['`', ' ']);
    if edge { format!("{fence} {flat} {fence}") } else { format!("{fence}{flat}{fence}") }
}

/// The text on one line, with nothing in it that Markdown would read.
pub fn text(text: &str) -> String {
    let mut out = String::new();
    escape(&mut out, &text.split_whitespace().collect::<Vec<_>>().join(" "), true);
    out
}

/// The text without the characters that source code must not have.
pub fn visible(text: &str) -> String {
    text.chars().filter(|char| !is_hidden(*char)).collect()
}

pub fn longest_run(text: &str, of: char) -> usize {
    text.split(|char| char != of).map(|run| run.chars().count()).max().unwrap_or_default()
}

/// Appends text with a backslash before everything that Markdown would read, and brackets around URLs. A line end is a
/// blank, and blanks are one and none at the beginning of a line: entities and HTML can hold any number of both, which
/// would make paragraphs and code of it.
pub fn escape(out: &mut String, text: &str, urls: bool) {
    let mut rest = text;
    while let Some(char) = rest.chars().next() {
        if char == 'h' && urls {
            let url = url_at(rest);
            if !url.is_empty() {
                out.extend(["<", url, ">"]);
                rest = rest.get(url.len()..).unwrap_or_default();
                continue;
            }
        }
        let after = rest.get(char.len_utf8()..).unwrap_or_default();
        rest = after;
        if matches!(char, '\n' | '\t' | ' ') {
            if !is_line_start(out) && !out.ends_with(' ') {
                out.push(' ');
            }
            continue;
        }
        if is_hidden(char) {
            continue;
        }
        if needs_escape(out, char, after) {
            out.push('\\');
        }
        out.push(char);
    }
}

/// The URL at the beginning of `text`; empty where there is none.
fn url_at(text: &str) -> &str {
    let scheme = ["https://", "http://"].into_iter().find(|scheme| text.starts_with(scheme));
    let Some(scheme) = scheme else { return "" };
    let stops = |char: char| {
        !char.is_ascii_graphic() || matches!(char, '<' | '>' | '"' | '`' | '\\' | '(' | ')' | '[' | ']' | '|')
    };
    let end = text.find(stops).unwrap_or(text.len());
    let url = text.get(..end).unwrap_or_default().trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_']);
    if url.len() > scheme.len() { url } else { "" }
}

fn needs_escape(before: &str, char: char, after: &str) -> bool {
    let line_start = is_line_start(before);
    match char {
        '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '|' | '~' | '&' => true,
        '_' => !is_word(before.chars().next_back()) || !is_word(after.chars().next()),
        '#' | '-' | '+' | '=' | ':' => line_start,
        '.' | ')' => {
            let line = before.rsplit('\n').next().unwrap_or_default();
            !line.is_empty() && line.len() < 10 && line.bytes().all(|byte| byte.is_ascii_digit())
        }
        _ => false,
    }
}

fn is_line_start(before: &str) -> bool {
    before.is_empty() || before.ends_with('\n')
}

fn is_word(char: Option<char>) -> bool {
    char.is_some_and(char::is_alphanumeric)
}

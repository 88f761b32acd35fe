//! Text that Markdown must not read, and text in code spans.

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
    escape(&mut out, text.trim(), false);
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Characters that a doc comment must not have: control characters, and those that turn the direction of text.
pub fn is_hidden(char: char) -> bool {
    let turns = matches!(char, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    turns || (char.is_control() && char != '\n' && char != '\t')
}

pub fn longest_run(text: &str, of: char) -> usize {
    text.split(|char| char != of).map(|run| run.chars().count()).max().unwrap_or_default()
}

/// Appends text with a backslash before everything that Markdown would read, and brackets around URLs.
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
        if needs_escape(out, char, after) {
            out.push('\\');
        }
        if !is_hidden(char) {
            out.push(char);
        }
        rest = after;
    }
}

/// The URL at the beginning of `text`; empty where there is none.
fn url_at(text: &str) -> &str {
    let scheme = ["https://", "http://"].into_iter().find(|scheme| text.starts_with(scheme));
    let Some(scheme) = scheme else { return "" };
    let stops =
        |char: char| !char.is_ascii_graphic() || matches!(char, '<' | '>' | '"' | '`' | '\\' | '(' | ')' | '[' | ']');
    let end = text.find(stops).unwrap_or(text.len());
    let url = text.get(..end).unwrap_or_default().trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_']);
    if url.len() > scheme.len() { url } else { "" }
}

fn needs_escape(before: &str, char: char, after: &str) -> bool {
    let line_start = before.is_empty() || before.ends_with('\n');
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

fn is_word(char: Option<char>) -> bool {
    char.is_some_and(char::is_alphanumeric)
}

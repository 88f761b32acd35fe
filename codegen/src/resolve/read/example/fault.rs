//! Why a text is not JSON, as far as its form tells.

use serde_json::Error;

/// What keeps a text from being JSON.
#[derive(Debug, PartialEq, Eq)]
pub enum Fault {
    /// These words stand for a value: `{button}`, `<id>`.
    Placeholder(String),
    /// A value stands in an object without a name.
    NoName,
    /// Dots stand for what is not shown.
    Left,
    /// Nothing stands between two values or two names.
    NoComma,
    /// A text has a backslash, or a line end, that is not written so.
    Escape,
    /// Anything else.
    Other,
}

impl Fault {
    /// The fault of a text that `error` was found in.
    pub fn of(error: &Error, text: &str) -> Self {
        let line = text.lines().nth(error.line().saturating_sub(1)).unwrap_or_default();
        // The column counts bytes, and is that of what was found.
        let at = error.column().saturating_sub(1);
        let (Some(before), Some(rest)) = (line.get(..at), line.get(at..)) else { return Self::Other };
        if let Some(words) = placeholder(before, rest) {
            return Self::Placeholder(words);
        }
        let words = error.to_string();
        let bare = words.starts_with("key must be a string") && rest.starts_with(['{', '[']);
        let unnamed = words.starts_with("expected `:`") && rest.starts_with([',', '}']);
        let text = rest.starts_with('"') || rest.starts_with(|letter: char| letter.is_ascii_digit());
        match words.as_str() {
            _ if bare || unnamed => Self::NoName,
            _ if rest.trim_start_matches('"').starts_with("...") || rest.starts_with('…') => Self::Left,
            words if words.starts_with("expected `,` or") && (text || rest.starts_with(['{', '['])) => Self::NoComma,
            words if words.starts_with("invalid escape") || words.starts_with("control character") => Self::Escape,
            _ => Self::Other,
        }
    }
}

/// The words in brackets that stand for a value: `rest` is what was found, behind `before`.
fn placeholder(before: &str, rest: &str) -> Option<String> {
    let (open, close, inside) = match rest.strip_prefix('<') {
        Some(inside) => ('<', '>', inside),
        None if before.ends_with('{') => ('{', '}', rest),
        None => return None,
    };
    let words = inside.split_once(close)?.0;
    let word = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.' | ' ');
    (words.starts_with(char::is_alphabetic) && words.chars().all(word)).then(|| format!("{open}{words}{close}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_are_told_apart() {
        let placeholder = |words: &str| Fault::Placeholder(words.to_owned());
        let cases = [
            ("{\"a\": [{button}]}", placeholder("{button}")),
            ("{\n  \"a\": <the id>\n}", placeholder("<the id>")),
            ("{\"a\": {\n  {\"b\": 1}\n}}", Fault::NoName),
            ("{\"a\", \"b\": 1}", Fault::NoName),
            ("[\n  1,\n  ...\n]", Fault::Left),
            ("{\n  \"a\": 1\n  \"b\": 2\n}", Fault::NoComma),
            ("[{} {}]", Fault::NoComma),
            ("{\"a\": \"b\\ c\"}", Fault::Escape),
            ("{\"a\": \"b\nc\"}", Fault::Escape),
            ("{\"a\" 1}", Fault::Other),
            ("{a: 1}", Fault::Other),
            ("{\"a\": 1,}", Fault::Other),
            ("{\"a\": 1 // words\n}", Fault::Other),
        ];
        for (text, expected) in cases {
            let error = serde_json::from_str::<serde_json::Value>(text).expect_err("it is no JSON");
            assert_eq!(Fault::of(&error, text), expected, "{text}");
        }
    }
}

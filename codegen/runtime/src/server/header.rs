//! Headers that have a value and parameters behind it: `form-data; name="a"`.

use std::borrow::Cow;

/// A header's value with its parameters.
pub(super) struct Valued<'h> {
    pub(super) value: &'h str,
    /// The names in small letters.
    parameters: Vec<(String, Cow<'h, str>)>,
}

impl<'h> Valued<'h> {
    /// Reads a header; nothing of one that is written otherwise, or that says a parameter twice.
    pub(super) fn read(text: &'h str) -> Option<Self> {
        let (value, mut rest) = text.split_once(';').unwrap_or((text, ""));
        let mut parameters: Vec<(String, Cow<'h, str>)> = Vec::new();
        loop {
            rest = rest.trim_start_matches([' ', '\t', ';']);
            if rest.is_empty() {
                return Some(Self { value: value.trim_ascii(), parameters });
            }
            let (name, after) = rest.split_once('=')?;
            let (value, next) = match after.strip_prefix('"') {
                Some(quoted) => unquoted(quoted)?,
                None => {
                    let (value, next) = after.split_once(';').unwrap_or((after, ""));
                    (Cow::Borrowed(value.trim_ascii()), next)
                }
            };
            let name = name.trim_ascii().to_ascii_lowercase();
            if parameters.iter().any(|(known, _)| *known == name) {
                return None;
            }
            parameters.push((name, value));
            rest = next;
        }
    }

    /// The value of a parameter.
    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(known, _)| known == name).map(|(_, value)| &**value)
    }
}

/// Whether a charset is UTF-8, or a part of it.
pub(super) fn is_utf8(charset: &str) -> bool {
    ["utf-8", "utf8", "us-ascii"].iter().any(|known| charset.trim_ascii().eq_ignore_ascii_case(known))
}

/// A text up to its closing quote, and what stands behind that. A backslash escapes a quote and nothing else, since
/// browsers write those in the names of files as they are.
fn unquoted(text: &str) -> Option<(Cow<'_, str>, &str)> {
    let closes = |(at, _): &(usize, &str)| !text.get(..*at).is_some_and(|before| before.ends_with('\\'));
    let (at, _) = text.match_indices('"').find(closes)?;
    let (value, rest) = (text.get(..at)?, text.get(at + 1..)?.trim_ascii_start());
    (rest.is_empty() || rest.starts_with(';')).then(|| {
        let value = if value.contains("\\\"") { value.replace("\\\"", "\"").into() } else { value.into() };
        (value, rest)
    })
}

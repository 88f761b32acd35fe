//! Characters that command a terminal or turn the direction of text, and what is shown in their place.
//!
//! Documents are strangers'. None of these characters reaches a terminal, a log or source code as it is.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Whether a character commands a terminal (C0 but for line feed and tab, delete, C1), ends a line in some of them, or turns the
/// direction of text.
#[must_use]
pub fn is_hidden(char: char) -> bool {
    let acts = matches!(char, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    acts || (char.is_control() && !matches!(char, '\n' | '\t'))
}

/// The text for a terminal or a log: ASCII control characters as their pictures, the others as `\u{…}`.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    replaced(text, |out, char| {
        let picture = match u32::from(char) {
            code @ 0..0x20 => char::from_u32(0x2400 + code),
            0x7f => Some('\u{2421}'),
            _ => None,
        };
        match picture {
            Some(picture) => out.push(picture),
            None => out.extend(char.escape_unicode()),
        }
    })
}

/// The JSON text with escapes that JSON does not demand, so that it is safe to show and means the same.
#[must_use]
pub fn json(text: &str) -> Cow<'_, str> {
    replaced(text, |out, char| {
        // All of them are in the first plane, and stand in strings. Writing to a string does not fail.
        let _ = write!(out, "\\u{:04x}", u32::from(char));
    })
}

/// The text with as many bytes, for places that are counted in bytes. What is a single byte stays.
pub(crate) fn same_length(text: &str) -> Cow<'_, str> {
    replaced(text, |out, char| {
        out.push(match char.len_utf8() {
            1 => char,
            2 => '\u{a4}',
            _ => '\u{fffd}',
        });
    })
}

fn replaced(text: &str, replace: impl Fn(&mut String, char)) -> Cow<'_, str> {
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for char in text.chars() {
        if is_hidden(char) { replace(&mut out, char) } else { out.push(char) }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_hidden_is_shown() {
        let table = [
            ("a\n\tb 文", "a\n\tb 文", "a\n\tb 文"),
            ("\u{1b}[2J\u{7}\r", "␛[2J␇␍", "\\u001b[2J\\u0007\\u000d"),
            ("\u{7f}\u{9b}31m", "␡\\u{9b}31m", "\\u007f\\u009b31m"),
            ("x\u{202e}y\u{2067}", "x\\u{202e}y\\u{2067}", "x\\u202ey\\u2067"),
        ];
        for (given, shown, escaped) in table {
            assert_eq!((&*visible(given), &*json(given)), (shown, escaped));
            assert_eq!(same_length(given).len(), given.len());
        }
    }
}

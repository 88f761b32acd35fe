//! Keeps control characters of others out of terminals and logs.

use std::fmt::{self, Write};

/// Whether a character does something else than to be seen: controls, and those that change the direction of text or end
/// a line.
fn is_control(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'
        )
}

/// Writes text with its control characters escaped, as Rust does.
pub(crate) struct Visible<'w, W: ?Sized>(pub(crate) &'w mut W);

impl<W: Write + ?Sized> Write for Visible<'_, W> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let mut rest = text;
        while let Some((at, character)) = rest.char_indices().find(|(_, character)| is_control(*character)) {
            let (before, after) = rest.split_at(at);
            self.0.write_str(before)?;
            write!(self.0, "{}", character.escape_default())?;
            rest = after.get(character.len_utf8()..).unwrap_or_default();
        }
        self.0.write_str(rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_escaped() {
        let cases = [
            ("plain, 中文 and é", "plain, 中文 and é"),
            ("a\u{1b}[31mb\r\nc\td", "a\\u{1b}[31mb\\r\\nc\\td"),
            ("\u{7f}\u{9b}2J\u{85}", "\\u{7f}\\u{9b}2J\\u{85}"),
            ("\u{202e}gnp.exe\u{2066}\u{200f}\u{61c}\u{2028}", "\\u{202e}gnp.exe\\u{2066}\\u{200f}\\u{61c}\\u{2028}"),
        ];
        for (text, expected) in cases {
            let mut out = String::new();
            Visible(&mut out).write_str(text).unwrap();
            assert_eq!(out, expected);
        }
    }
}

//! Blanks, and characters without width.

/// A plain blank for each blank of one letter's width.
pub fn plain_space(c: char) -> char {
    if is_space(c) { ' ' } else { c }
}

/// Whether a character is a blank of the width of one letter.
pub fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}')
}

/// Characters without width that mean nothing anywhere.
pub fn is_zero_width(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\u{180e}')
}

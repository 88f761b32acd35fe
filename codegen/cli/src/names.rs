//! Which names of files and folders every system can have, and how a name is shown.

use std::fmt::Write as _;

/// The greatest length of a name in bytes. Systems take 255; this leaves room for what is put behind it while the file
/// is written, and for the name of a report beside it.
const MAX_BYTES: usize = 200;

/// Names that Windows keeps for devices, with or without something behind a dot.
const DEVICES: [&str; 4] = ["aux", "con", "nul", "prn"];
/// Such names with a digit from 1 to 9 behind them.
const NUMBERED: [&str; 2] = ["com", "lpt"];

/// Why `name` can be no name of a file or folder everywhere; nothing where it can.
pub fn refused(name: &str) -> Option<&'static str> {
    let hidden = |c: char| c.is_control() || is_invisible(c);
    let apart = |c: char| matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*' | '\\' | '/');
    match name {
        "" | "." | ".." => Some("it names no file"),
        _ if name.contains(hidden) => Some("it has a control character"),
        _ if name.contains(apart) => Some("it has a character that some systems do not allow in names"),
        _ if name.ends_with(['.', ' ']) => Some("it ends with a dot or a blank, which some systems drop"),
        _ if name.len() > MAX_BYTES => Some("it is longer than 200 bytes"),
        _ if is_device(name) => Some("some systems keep it for a device"),
        _ => None,
    }
}

fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_lowercase();
    let numbered =
        |device: &&str| stem.strip_prefix(device).is_some_and(|rest| matches!(rest.as_bytes(), [b'1'..=b'9']));
    DEVICES.contains(&stem.as_str()) || NUMBERED.iter().any(numbered)
}

/// Characters that change the order in which others are shown, or cannot be seen.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// `text` on one line, with every character that a terminal would obey or hide written as an escape.
pub fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_control() || is_invisible(c) {
            // Writing to a string does not fail.
            let _ = write!(shown, "{}", c.escape_default());
        } else {
            shown.push(c);
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_some_system_cannot_have_are_refused() {
        let long = "a".repeat(201);
        for name in
            ["", "..", "a\nb", "a\u{1b}[31m", "a\u{202e}b", "con", "NUL.md", "Com1", "lpt9.tar.gz", "a:b", "a.", &long]
        {
            assert!(refused(name).is_some(), "{name:?}");
        }
        for name in ["a", "文档.md", "console", "com", "com0", "com10", "null", ".a", &"a".repeat(200)] {
            assert_eq!(refused(name), None, "{name:?}");
        }
    }

    #[test]
    fn nothing_reaches_a_terminal_that_it_would_obey() {
        assert_eq!(visible("a\n\r\u{1b}[2J\u{9b}\u{202e}文"), r"a\n\r\u{1b}[2J\u{9b}\u{202e}文");
    }
}

//! The first sentence of a text.

/// The first sentence of Markdown, without what follows on other lines. A sentence ends at its sign, which is none within
/// brackets or code, or where a small letter goes on (`e.g. this`).
pub fn sentence(markdown: &str) -> &str {
    let line = markdown.trim().lines().next().unwrap_or_default().trim_end();
    let (mut in_code, mut depth) = (false, 0_usize);
    for (at, char) in line.char_indices() {
        match char {
            '`' => in_code = !in_code,
            _ if in_code => {}
            '(' | '[' | '（' | '「' => depth += 1,
            ')' | ']' | '）' | '」' => depth = depth.saturating_sub(1),
            '。' | '！' | '？' | '.' | '!' | '?' if depth == 0 => {
                let (said, rest) = line.split_at(at + char.len_utf8());
                if ends(char, rest) {
                    return said;
                }
            }
            _ => {}
        }
    }
    line
}

/// Whether a sign before `rest` is the end of a sentence.
fn ends(sign: char, rest: &str) -> bool {
    let next = rest.trim_start();
    !sign.is_ascii() || next.len() < rest.len() && !next.starts_with(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::sentence;

    #[test]
    fn a_sentence_ends_at_its_sign() {
        for (text, first) in [
            ("", ""),
            ("The lamp", "The lamp"),
            ("The lamp. And more.", "The lamp."),
            ("The lamp, e.g. this one. And more.", "The lamp, e.g. this one."),
            ("Version 1.2 of it! More", "Version 1.2 of it!"),
            ("The `a. B` of it (see A. B). More", "The `a. B` of it (see A. B)."),
            ("\u{7fa4}\u{53f7}\u{3002}\u{66f4}\u{591a}", "\u{7fa4}\u{53f7}\u{3002}"),
            ("One line\nand another", "One line"),
            ("An [open bracket. And more", "An [open bracket. And more"),
        ] {
            assert_eq!(sentence(text), first, "{text}");
        }
    }
}

//! Code in flat text: spans, which keep their backticks there, and text in quotes.

/// The text without the backticks of the one code span that it is. Backticks that belong to several code spans stay,
/// and one without its partner, as a pattern may cut it out of a text, goes.
pub fn unquoted(text: &str) -> &str {
    let text = text.trim();
    let ticks = text.matches('`').count();
    if ticks % 2 == 1 {
        return text.trim_matches('`').trim();
    }
    let inner = text.strip_prefix('`').and_then(|rest| rest.strip_suffix('`')).filter(|_| ticks == 2);
    inner.unwrap_or(text).trim()
}

/// The text without the quotes that it stands in, as code writes text.
pub fn bare(text: &str) -> &str {
    let inside = |quote| text.strip_prefix(quote)?.strip_suffix(quote).filter(|inner: &&str| !inner.contains(quote));
    inside('"').or_else(|| inside('\'')).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_backticks_of_one_span_go() {
        let cases = [
            (" `a` ", "a"),
            ("`a` or `b`", "`a` or `b`"),
            ("`a` |\n`b`", "`a` |\n`b`"),
            ("`a` b", "`a` b"),
            ("a`", "a"),
            ("``", ""),
            ("a", "a"),
            ("", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(unquoted(text), expected, "{text}");
        }
    }

    #[test]
    fn only_quotes_around_all_of_it_go() {
        for (text, expected) in
            [("\"a\"", "a"), ("'a'", "a"), ("\"\"", ""), ("\"a\" or \"b\"", "\"a\" or \"b\""), ("'", "'"), ("a'", "a'")]
        {
            assert_eq!(bare(text), expected, "{text}");
        }
    }
}

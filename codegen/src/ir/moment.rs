//! Texts that are moments and days, as RFC 3339 writes them.

use std::sync::LazyLock;

use regex::Regex;

const DAY: &str = r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])";
const TIME: &str =
    r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:(?:[0-5][0-9]|60)(?:\.[0-9]+)?(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])";

/// Whether a text is a moment: a day, a time, and the offset from UTC.
pub(crate) fn is_date_time(text: &str) -> bool {
    static FORM: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(&format!("^{DAY}[Tt]{TIME}$")).ok());
    FORM.as_ref().is_some_and(|form| form.is_match(text))
}

/// Whether a text is a day.
pub(crate) fn is_date(text: &str) -> bool {
    static FORM: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(&format!("^{DAY}$")).ok());
    FORM.as_ref().is_some_and(|form| form.is_match(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_have_an_offset_and_days_have_no_time() {
        for (text, moment, day) in [
            ("2024-05-01T12:00:00Z", true, false),
            ("2024-05-01t23:59:60.25+05:30", true, false),
            ("2024-05-01T12:00:00", false, false),
            ("2024-05-01 12:00:00Z", false, false),
            ("2024-13-01T12:00:00Z", false, false),
            ("2024-05-01T24:00:00Z", false, false),
            ("2024-05-01", false, true),
            ("2024-05-32", false, false),
            ("20240501", false, false),
            ("", false, false),
        ] {
            assert_eq!((is_date_time(text), is_date(text)), (moment, day), "{text}");
        }
    }
}

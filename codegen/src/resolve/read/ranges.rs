//! Rows of values that stand for several: ranges of integers, such as `3-5` or `10+`.

use crate::markdown::code;

/// What stands between the least and the greatest.
const BETWEEN: [&str; 9] = ["..", "…", "~", "～", "–", "—", " to ", "至", "-"];

/// What stands before or behind the only bound.
const OPEN: [&str; 6] = [">=", "<=", "≥", "≤", ">", "<"];

/// Whether words are a range of integers.
pub fn is_range(words: &str) -> bool {
    let words = code::unquoted(words);
    let number = |words: &str| code::unquoted(words).parse::<i64>().is_ok();
    let between = |sign: &&str| {
        // The first letter can be the sign of a number.
        let from = words.chars().next().map_or(0, char::len_utf8);
        let at = words.get(from..).and_then(|rest| rest.find(*sign)).map(|at| at + from);
        let parts = at.and_then(|at| Some((words.get(..at)?, words.get(at + sign.len()..)?)));
        parts.is_some_and(|(least, greatest)| number(least) && number(greatest.trim_start_matches('.')))
    };
    let open = |sign: &&str| words.strip_prefix(*sign).is_some_and(number);
    BETWEEN.iter().any(between) || OPEN.iter().any(open) || words.strip_suffix('+').is_some_and(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_told_from_values() {
        for range in
            ["3-5", "`3-5`", "3 - 5", "-5--3", "1..9", "1...9", "3～5", "1 to 9", "100–199", ">= 10", "≥10", "10+"]
        {
            assert!(is_range(range), "{range}");
        }
        for value in ["3", "-3", "+3", "a-b", "2024-01-01", "1.5", "others", "", "-", "v1-2", "3-"] {
            assert!(!is_range(value), "{value}");
        }
    }
}

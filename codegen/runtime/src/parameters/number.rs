//! Numbers as text, exact however long they are.

use std::fmt::Write;

/// The integer that a JSON number stands for where it is whole, such as `1e3` and `3.0`.
///
/// Nothing is rounded on the way: the digits are moved, not calculated with.
pub(super) fn whole(number: &str) -> Option<i128> {
    let (number, exponent) = match number.split_once(['e', 'E']) {
        Some((number, exponent)) => (number, exponent.parse::<i32>().ok()?),
        None => (number, 0),
    };
    let (sign, number) = match number.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, number),
    };
    let (before, after) = number.split_once('.').unwrap_or((number, ""));
    let mut digits = format!("{before}{after}");
    let mut point = i64::try_from(before.len()).ok()? + i64::from(exponent);
    if digits.bytes().all(|digit| digit == b'0') {
        return Some(0);
    }
    while digits.ends_with('0') {
        digits.pop();
    }
    let zeros = digits.len() - digits.trim_start_matches('0').len();
    let digits = digits.trim_start_matches('0');
    point -= i64::try_from(zeros).ok()?;
    let count = usize::try_from(point).ok()?;
    // Longer than any integer that a parameter can hold, or a fraction.
    if count > 20 || digits.len() > count {
        return None;
    }
    format!("{digits:0<count$}").parse::<i128>().ok().map(|value| sign * value)
}

/// The integer that digits in a text stand for, with or without a sign.
pub(super) fn digits(text: &str) -> Option<i128> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    // The usual case, quickly: no number of 18 digits is too long for it.
    if unsigned.len() <= 18 && unsigned.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse::<i64>().ok().map(i128::from);
    }
    let plain = !unsigned.is_empty() && unsigned.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

/// Writes an integer.
pub(super) fn write(value: i128, out: &mut String) {
    // Text takes whatever is written.
    let _ = match i64::try_from(value) {
        Ok(value) => write!(out, "{value}"),
        Err(_) => write!(out, "{value}"),
    };
}

/// Whether an integer of `bits` bits can hold it.
pub(super) fn holds(bits: u8, signed: bool, value: i128) -> bool {
    let bits = u32::from(bits.clamp(1, 64));
    if signed {
        let half = 1i128 << (bits - 1);
        (-half..half).contains(&value)
    } else {
        (0..1i128 << bits).contains(&value)
    }
}

/// The number that a text stands for; never an infinite one.
pub(super) fn float(text: &str) -> Option<f64> {
    let numeric = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.' | b'e' | b'E'));
    if !numeric {
        return None;
    }
    text.parse::<f64>().ok().filter(|value| value.is_finite())
}

/// Whether the text is a number as JSON writes it.
pub(super) fn is_json(text: &str) -> bool {
    let starts = text.starts_with(|first: char| first == '-' || first.is_ascii_digit());
    starts && !text.ends_with(char::is_whitespace) && serde_json::from_str::<&serde_json::value::RawValue>(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_are_exact() {
        for (text, value) in [
            ("0", Some(0)),
            ("-0", Some(0)),
            ("-0.0e9", Some(0)),
            ("0e99999", Some(0)),
            ("12", Some(12)),
            ("3.0", Some(3)),
            ("1e3", Some(1000)),
            ("1.5E+1", Some(15)),
            ("-1200e-2", Some(-12)),
            ("0.05e2", Some(5)),
            ("100", Some(100)),
            ("9007199254740993.000", Some(9_007_199_254_740_993)),
            ("18446744073709551615", Some(18_446_744_073_709_551_615)),
            ("1.5", None),
            ("1e-1", None),
            ("1e300", None),
            ("1e99999999999", None),
            ("123456789012345678901", None),
        ] {
            assert_eq!(whole(text), value, "{text}");
        }
    }

    #[test]
    fn digits_are_digits() {
        for (text, value) in
            [("1", Some(1)), ("-1", Some(-1)), ("+007", Some(7)), ("", None), ("-", None), ("1 ", None)]
        {
            assert_eq!(digits(text), value, "{text:?}");
        }
        for text in ["１", "1_000", "0x1", "1.0", "--1"] {
            assert_eq!(digits(text), None, "{text:?}");
        }
    }

    #[test]
    fn bounds_are_those_of_the_width() {
        for (bits, signed, low, high) in [
            (8, true, i128::from(i8::MIN), i128::from(i8::MAX)),
            (16, false, 0, i128::from(u16::MAX)),
            (32, true, i128::from(i32::MIN), i128::from(i32::MAX)),
            (64, true, i128::from(i64::MIN), i128::from(i64::MAX)),
            (64, false, 0, i128::from(u64::MAX)),
        ] {
            assert!(holds(bits, signed, low) && holds(bits, signed, high), "{bits} {signed}");
            assert!(!holds(bits, signed, low - 1) && !holds(bits, signed, high + 1), "{bits} {signed}");
        }
    }
}

//! Integers of a width: what they can hold, and whether a JSON value is one.

use std::ops::RangeInclusive;

use serde_json::Value;

/// The integers of `bits` bits, which are at least 1 and at most 64.
#[must_use]
pub fn range(bits: u8, signed: bool) -> RangeInclusive<i128> {
    let bits = u32::from(bits.clamp(1, 64));
    if signed { -(1 << (bits - 1))..=(1 << (bits - 1)) - 1 } else { 0..=(1 << bits) - 1 }
}

/// The integer that `value` is. A number with a fraction is none, not even `1.0`.
#[must_use]
pub fn of(value: &Value) -> Option<i128> {
    value.as_i64().map(i128::from).or_else(|| value.as_u64().map(i128::from))
}

/// Whether `value` is an integer of `bits` bits.
#[must_use]
pub fn is(value: &Value, bits: u8, signed: bool) -> bool {
    of(value).is_some_and(|number| range(bits, signed).contains(&number))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_integer_is_held_by_its_width() {
        let cases = [
            (8, true, json!(-128), json!(127)),
            (8, false, json!(0), json!(255)),
            (16, true, json!(-32_768), json!(32_767)),
            (16, false, json!(0), json!(65_535)),
            (32, true, json!(i32::MIN), json!(i32::MAX)),
            (32, false, json!(0), json!(u32::MAX)),
            (64, true, json!(i64::MIN), json!(i64::MAX)),
            (64, false, json!(0), json!(u64::MAX)),
        ];
        for (bits, signed, least, greatest) in cases {
            let range = range(bits, signed);
            assert_eq!((of(&least), of(&greatest)), (Some(*range.start()), Some(*range.end())), "{bits} {signed}");
            assert!(is(&least, bits, signed) && is(&greatest, bits, signed), "{bits} {signed}");
        }
        for (bits, signed, value) in [
            (8, true, json!(128)),
            (8, true, json!(-129)),
            (8, false, json!(-1)),
            (64, true, json!(u64::MAX)),
            (64, true, json!(1.0)),
            (64, true, json!("1")),
        ] {
            assert!(!is(&value, bits, signed), "{value}");
        }
    }
}

//! Values: defaults, constants and members of value sets, read as their field's type.

use serde_json::{Number, Value};

use crate::ir::validate::is_scalar;
use crate::ir::{Type, integer, moment};
use crate::markdown::code;
use crate::resolve::context::Context;
use crate::resolve::draft::{Arena, Draft, Written};

/// Reads `words` as a value of the type. A code span is reduced to its content, and text in quotes to what they hold.
///
/// This reads, and `ir::validate` judges: which JSON the words `1` are, a number or a text, follows from the type alone,
/// which here is a draft that may still change. Values that are JSON already are judged there; see [`misfit`].
///
/// # Errors
///
/// Why the words are no value of the type.
pub fn parse(words: &str, ty: &Draft, arithmetic: bool) -> Result<Value, String> {
    let words = code::unquoted(words);
    if words == "null" && matches!(ty, Draft::Nullable(_)) {
        return Ok(Value::Null);
    }
    match ty.base() {
        Draft::Known(Type::Bool) => match words {
            "true" => Ok(Value::Bool(true)),
            "false" => Ok(Value::Bool(false)),
            _ => Err(format!("`{words}` is neither `true` nor `false`")),
        },
        Draft::Known(Type::Int { bits, signed }) => whole_number(words, *bits, *signed, arithmetic),
        Draft::Known(Type::Float { .. }) => {
            let number = words.parse().ok().and_then(Number::from_f64);
            number.map(Value::Number).ok_or_else(|| format!("`{words}` is not a number"))
        }
        Draft::Known(Type::Null) if words == "null" => Ok(Value::Null),
        Draft::Known(Type::Null) => Err(format!("`{words}` is not `null`")),
        Draft::Known(Type::String) => Ok(Value::String(code::bare(words).to_owned())),
        Draft::Known(Type::DateTime) => text(words, moment::is_date_time, "a date-time such as `2024-05-01T12:00:00Z`"),
        Draft::Known(Type::Date) => text(words, moment::is_date, "a date such as `2024-05-01`"),
        _ => Ok(serde_json::from_str(words).unwrap_or_else(|_| Value::String(code::bare(words).to_owned()))),
    }
}

/// A text of a form.
fn text(words: &str, is: fn(&str) -> bool, what: &str) -> Result<Value, String> {
    let bare = code::bare(words);
    if is(bare) { Ok(Value::String(bare.to_owned())) } else { Err(format!("`{words}` is not {what}")) }
}

fn whole_number(words: &str, bits: u8, signed: bool, arithmetic: bool) -> Result<Value, String> {
    let number = if arithmetic { sum(words) } else { words.parse().ok() };
    let number = number.ok_or_else(|| format!("`{words}` is not an integer"))?;
    let (least, greatest) = integer::range(bits, signed).into_inner();
    if number < least || number > greatest {
        let (article, sign) = (if bits == 8 { "an" } else { "a" }, if signed { "signed" } else { "unsigned" });
        return Err(format!("{number} does not fit {article} {bits}-bit {sign} integer ({least} to {greatest})"));
    }
    let value = i64::try_from(number).map(Number::from).or_else(|_| u64::try_from(number).map(Number::from));
    value.map(Value::Number).map_err(|_| format!("`{words}` does not fit a 64-bit integer"))
}

/// Evaluates sums and products of integers.
fn sum(words: &str) -> Option<i128> {
    let product = |part: &str| {
        let factors = part.split('*').map(|factor| factor.trim().parse::<i128>().ok());
        factors.reduce(|a, b| a?.checked_mul(b?)).flatten()
    };
    words.split('+').map(product).reduce(|a, b| a?.checked_add(b?)).flatten()
}

/// Why a JSON value is none of the type, as far as the type is known by itself. What it is made of others for is seen in
/// the IR.
pub fn misfit(value: &Value, ty: &Draft) -> Option<String> {
    let Draft::Known(known) = ty.base() else { return None };
    let null = value.is_null() && matches!(ty, Draft::Nullable(_));
    if null || is_scalar(known, value) || matches!(known, Type::Ref { .. }) || !known.children().is_empty() {
        return None;
    }
    let words = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    Some(parse(&words, ty, false).err().unwrap_or_else(|| format!("`{value}` is JSON of another type")))
}

/// A value of the dialect as JSON.
pub fn of_toml(value: &toml::Value) -> Option<Value> {
    serde_json::to_value(value).ok()
}

/// The value that words are written for, where the dialect gives one.
pub fn given(words: &str, context: &Context<'_>) -> Option<Value> {
    let values = &context.dialect.default.values;
    of_toml(values.get(words).or_else(|| values.get(code::unquoted(words)))?)
}

/// A value as it is written: what the dialect gives for the words, or the words.
pub fn written(words: &str, context: &Context<'_>) -> Written {
    given(words, context).map_or_else(|| Written::Words(words.to_owned()), Written::Given)
}

/// Reads what is written for the values of fields, when nothing changes their types any more.
pub fn settle(arena: &mut Arena, context: &Context<'_>) {
    for id in arena.ids() {
        for field in arena.get_mut(id).into_iter().flat_map(|shape| &mut shape.fields) {
            let single = [&mut field.default, &mut field.constant].into_iter().filter_map(|known| known.as_deref_mut());
            for known in single.chain(field.sentinels.iter_mut().map(|sentinel| &mut sentinel.value)) {
                known.value = read(&known.value, &field.ty.value, context);
            }
        }
    }
}

fn read(written: &Written, ty: &Draft, context: &Context<'_>) -> Written {
    match written {
        Written::Words(words) => match parse(words, ty, context.dialect.default.arithmetic) {
            Ok(value) => Written::Read(value, None),
            Err(reason) => Written::Read(Value::String(code::unquoted(words).to_owned()), Some(reason)),
        },
        Written::Given(value) => Written::Read(value.clone(), misfit(value, ty)),
        Written::Read(..) => written.clone(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn words_become_values_of_their_type() {
        let int = |bits, signed| Draft::Known(Type::Int { bits, signed });
        let cases = [
            ("`30 * 60`", int(32, false), Ok(json!(1800))),
            ("`-1`", int(32, false), Err("-1 does not fit a 32-bit unsigned integer (0 to 4294967295)")),
            ("6", int(32, true), Ok(json!(6))),
            ("18446744073709551615", int(64, false), Ok(json!(u64::MAX))),
            (
                "2147483648",
                int(32, true),
                Err("2147483648 does not fit a 32-bit signed integer (-2147483648 to 2147483647)"),
            ),
            (
                "99999999999999999999999999 * 9999999999999999999",
                int(64, true),
                Err("`99999999999999999999999999 * 9999999999999999999` is not an integer"),
            ),
            ("true", Draft::Known(Type::Bool), Ok(json!(true))),
            ("yes", Draft::Known(Type::Bool), Err("`yes` is neither `true` nor `false`")),
            ("`v11`", Draft::Known(Type::String), Ok(json!("v11"))),
            ("`\"asc\"`", Draft::Known(Type::String), Ok(json!("asc"))),
            ("'y'", Draft::Object, Ok(json!("y"))),
            ("\"a\" or \"b\"", Draft::Known(Type::String), Ok(json!("\"a\" or \"b\""))),
            ("null", Draft::Nullable(Box::new(Draft::Known(Type::Null))), Ok(json!(null))),
            ("`null`", Draft::Nullable(Box::new(Draft::Known(Type::String))), Ok(json!(null))),
            ("\"null\"", Draft::Nullable(Box::new(Draft::Known(Type::String))), Ok(json!("null"))),
            ("null", Draft::Nullable(Box::new(int(32, true))), Ok(json!(null))),
            ("null", Draft::Known(Type::String), Ok(json!("null"))),
        ];
        for (words, ty, expected) in cases {
            assert_eq!(parse(words, &ty, true), expected.map_err(str::to_owned), "{words}");
        }
        assert_eq!(parse("30 * 60", &int(32, true), false), Err("`30 * 60` is not an integer".to_owned()));
    }

    #[test]
    fn json_is_judged_by_its_kind() {
        let int = || Draft::Known(Type::Int { bits: 8, signed: true });
        let cases = [
            (json!(5), int(), None),
            (json!("5"), int(), Some("`\"5\"` is JSON of another type")),
            (json!(300), int(), Some("300 does not fit an 8-bit signed integer (-128 to 127)")),
            (json!(null), int(), Some("`null` is not an integer")),
            (json!(null), Draft::Nullable(Box::new(int())), None),
            (json!(false), Draft::Known(Type::String), Some("`false` is JSON of another type")),
            (json!("x"), Draft::Known(Type::Bool), Some("`x` is neither `true` nor `false`")),
            (json!([]), Draft::Object, None),
        ];
        for (value, ty, expected) in cases {
            assert_eq!(misfit(&value, &ty).as_deref(), expected, "{value}");
        }
    }
}

//! Reading a TOML configuration file, and saying what is wrong with it.

use std::ops::Range;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue, Deserializer};

use super::{messages, renamed};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, Span};

/// How many errors of one file are told at most.
const MOST: usize = 100;

/// Reads the configuration file `file`.
///
/// # Errors
///
/// Where the text is not TOML, has keys that the schema does not know (the nearest known one is named), or values
/// that the schema does not allow; all of these are found.
pub fn load<T: DeserializeOwned>(file: FileId, text: &str) -> Result<T, Vec<Diagnostic>> {
    let (value, errors) = load_sound(file, text);
    value.filter(|_| errors.is_empty()).ok_or(errors)
}

/// Reads what of the configuration file `file` is without error, and says what is not.
#[must_use]
pub fn load_sound<T: DeserializeOwned>(file: FileId, text: &str) -> (Option<T>, Vec<Diagnostic>) {
    let say = |error: &toml::de::Error| {
        let span = Span::new(file, error.span().unwrap_or(0..0));
        config_error(span, error.message())
    };
    let mut table = match DeTable::parse(text) {
        Ok(table) => table,
        Err(error) => return (None, vec![say(&error)]),
    };
    // The tables with an error, which are no longer what was written, and all from which something was taken away.
    let (mut damaged, mut reduced): (Vec<Range<usize>>, Vec<Range<usize>>) = (Vec::new(), Vec::new());
    let mut errors = Vec::new();
    while errors.len() < MOST {
        let error = match T::deserialize(Deserializer::from(table.clone())) {
            Ok(value) if damaged.is_empty() => return (Some(value), errors),
            Ok(_) => {
                for rule in std::mem::take(&mut damaged) {
                    reduced.extend(remove(table.get_mut(), &rule, &(0..0)));
                }
                continue;
            }
            Err(error) => error,
        };
        let Some(span) = error.span() else {
            errors.push(say(&error));
            break;
        };
        if let Some((noun, old, new)) =
            renamed(error.message()).filter(|(_, _, new)| rename(table.get_mut(), &span, new))
        {
            errors.push(messages::renamed(noun, old, new, Span::new(file, span)));
            continue;
        }
        // A key that was taken away for its error is not missing.
        let follows = error.message().starts_with("missing field") && reduced.contains(&span);
        let Some(rule) = remove(table.get_mut(), &span, &(0..0)) else {
            errors.push(say(&error));
            break;
        };
        damaged.retain(|known| *known != span);
        reduced.push(rule.clone());
        if !follows {
            errors.push(say(&error));
            if !rule.is_empty() && !damaged.contains(&rule) {
                damaged.push(rule);
            }
        }
    }
    (None, errors)
}

/// The key or the value that a message of the TOML reader says to be unknown, and what it is called now.
fn renamed(message: &str) -> Option<(&'static str, &str, &str)> {
    let nouns = [("unknown field", "key"), ("unknown variant", "value")];
    let (rest, noun) = nouns.into_iter().find_map(|(start, noun)| Some((message.strip_prefix(start)?, noun)))?;
    let mut words = rest.split('`').skip(1).step_by(2);
    let old = words.next()?;
    Some((noun, old, renamed::new_name(old, &words.collect::<Vec<_>>())?))
}

/// Gives the key that stands at `span` the name `new`, unless its table has that key too, or the value that stands there;
/// whether it could.
fn rename(table: &mut DeTable<'_>, span: &Range<usize>, new: &str) -> bool {
    if let Some(key) = table.keys().find(|key| key.span() == *span).cloned() {
        let Some(value) = table.get(&key).filter(|_| !table.contains_key(new)).cloned() else { return false };
        table.remove(&key);
        table.insert(Spanned::new(span.clone(), new.to_owned().into()), value);
        return true;
    }
    table.iter_mut().any(|(_, value)| rename_in(value, span, new))
}

fn rename_in(value: &mut Spanned<DeValue<'_>>, span: &Range<usize>, new: &str) -> bool {
    let here = value.span() == *span;
    match value.get_mut() {
        DeValue::Table(table) => rename(table, span, new),
        DeValue::Array(items) => items.iter_mut().any(|item| rename_in(item, span, new)),
        DeValue::String(words) if here => {
            *words = new.to_owned().into();
            true
        }
        _ => false,
    }
}

/// Takes the key, the value or the item that stands at `span` out of a table, which stands at `own`. Gives the place of the
/// table that it was in; nowhere for a list, which is right without an item of it, and for the file itself.
fn remove(table: &mut DeTable<'_>, span: &Range<usize>, own: &Range<usize>) -> Option<Range<usize>> {
    for (_, value) in table.iter_mut() {
        let place = value.span();
        let found = match value.get_mut() {
            DeValue::Table(table) => remove(table, span, &place),
            DeValue::Array(items) => remove_item(items, span),
            _ => None,
        };
        if found.is_some() {
            return found;
        }
    }
    let at = |key: &Range<usize>, value: &Range<usize>| key == span || value == span;
    let key = table.iter().find(|(key, value)| at(&key.span(), &value.span())).map(|(key, _)| key.clone())?;
    table.remove(&key);
    Some(own.clone())
}

fn remove_item(items: &mut DeArray<'_>, span: &Range<usize>) -> Option<Range<usize>> {
    for item in items.iter_mut() {
        let place = item.span();
        let found = match item.get_mut() {
            DeValue::Table(table) => remove(table, span, &place),
            DeValue::Array(items) => remove_item(items, span),
            _ => None,
        };
        if found.is_some() {
            return found;
        }
    }
    let is = |item: &Spanned<DeValue<'_>>| item.span() == *span;
    if !items.iter().any(is) {
        return None;
    }
    let mut kept = DeArray::new();
    items.iter().filter(|item| !is(item)).for_each(|item| kept.push(item.clone()));
    *items = kept;
    Some(0..0)
}

/// The diagnostic for a message of the TOML reader.
#[must_use]
pub fn config_error(span: Span, message: &str) -> Diagnostic {
    let mut words = message.split('`').skip(1).step_by(2);
    let kinds = [("unknown field", "key", Code::ConfigUnknownKey), ("unknown variant", "value", Code::ConfigValue)];
    for (prefix, noun, code) in kinds {
        if !message.starts_with(prefix) {
            continue;
        }
        let unknown = words.next().unwrap_or_default();
        let known: Vec<_> = words.collect();
        return messages::unknown(code, noun, unknown, &known, span);
    }
    let value = ["missing field", "invalid type", "invalid value", "invalid length", "the pattern"]
        .iter()
        .any(|prefix| message.starts_with(prefix));
    let code = if value { Code::ConfigValue } else { Code::ConfigSyntax };
    messages::unreadable(code, plain(message.trim_end()), span)
}

/// A message of the TOML reader without the names of Rust's types.
fn plain(message: &str) -> String {
    let message = message.replace('\n', " ");
    let Some((before, expected)) = message.split_once(", expected ") else { return message };
    let (first, rest) = expected.split_once(' ').unwrap_or((expected, ""));
    let words = match first {
        "usize" | "u8" | "u16" | "u32" | "u64" => "a whole number that is not negative",
        "isize" | "i8" | "i16" | "i32" | "i64" => "a whole number",
        "f32" | "f64" => "a number",
        "struct" | "map" => return format!("{before}, expected a table"),
        "sequence" => "a list",
        "a" if rest == "sequence" => return format!("{before}, expected a list"),
        _ => return message,
    };
    format!("{before}, expected {words} {rest}").trim_end().to_owned()
}

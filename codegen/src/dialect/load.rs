//! Reading a TOML configuration file, and saying what is wrong with it.

use serde::de::DeserializeOwned;

use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::source::{FileId, Span};

/// Reads the configuration file `file`.
///
/// # Errors
///
/// Where the text is not TOML, has a key that the schema does not know (the nearest known one is named), or a value
/// that the schema does not allow.
pub fn load<T: DeserializeOwned>(file: FileId, text: &str) -> Result<T, Diagnostic> {
    toml::from_str(text).map_err(|error| {
        let span = Span::new(file, error.span().unwrap_or(0..0));
        config_error(span, error.message())
    })
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
        let help = match nearest(unknown, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if known.is_empty() => format!("there are no {noun}s here"),
            None => format!("the {noun}s here are: {}", known.join(", ")),
        };
        return Diagnostic::new(code, span, format!("unknown {noun} `{unknown}`")).help(help);
    }
    let value = ["missing field", "invalid type", "invalid value", "invalid length", "the pattern"]
        .iter()
        .any(|prefix| message.starts_with(prefix));
    let code = if value { Code::ConfigValue } else { Code::ConfigSyntax };
    Diagnostic::new(code, span, plain(message.trim_end())).help("see `spec/dialect.md` for every key")
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
        _ => return message,
    };
    format!("{before}, expected {words} {rest}").trim_end().to_owned()
}

//! What is said of `patches.toml` by itself.

use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::source::Span;

fn value(span: Span, message: &str, help: &str) -> Diagnostic {
    Diagnostic::new(Code::ConfigValue, span, message).help(help)
}

/// A patch moves a response, and has keys for something else.
pub fn moves_alone(span: Span) -> Diagnostic {
    value(span, "a patch that moves a response does nothing else", "expect `fields` and set `endpoint` alone")
}

/// A patch defines a type, and has keys for something else.
pub fn defines_alone(span: Span) -> Diagnostic {
    value(span, "a patch that defines a type does that alone", "expect `undefined` and set `fields` alone")
}

/// A patch sets fields, and does not expect that the type is undefined.
pub fn fields_without_undefined(span: Span) -> Diagnostic {
    value(span, "`fields` are set for a type that nothing defines", "write `expect = { undefined = true }`")
}

/// A patch has a key that a patch which does `what` does not read.
pub fn stray_key(what: &str, (table, key): (&str, &str), may: &[&str], span: Span) -> Diagnostic {
    let message = format!("a patch that {what} reads no `{table}.{key}`");
    value(span, &message, &format!("take it out; under `{table}` it reads: {}", may.join(", ")))
}

/// A patch sets nothing.
pub fn sets_nothing(span: Span) -> Diagnostic {
    value(span, "the patch sets nothing", "set what is true, or remove the patch")
}

/// What is accepted is no code.
pub fn no_code(number: &str, span: Span) -> Diagnostic {
    let message = format!("`{number}` is not the number of a message");
    let numbers = Code::ALL.iter().map(|code| code.number());
    let help = nearest(number, numbers).map(|near| format!("did you mean `{near}`?"));
    Diagnostic::new(Code::ConfigValue, span, message)
        .help(help.unwrap_or_else(|| "write it as it is printed, such as `TW210`".to_owned()))
}

/// What is accepted concerns all of the API.
pub fn not_acceptable(number: &str, span: Span) -> Diagnostic {
    let message = format!("`{number}` cannot be accepted: nothing can be generated while it occurs");
    Diagnostic::new(Code::ConfigValue, span, message).help("correct what it says, and remove the entry")
}

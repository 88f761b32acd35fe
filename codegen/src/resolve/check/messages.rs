//! What checks say of fields, words and types.

use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::recognise::raw::Text;
use crate::source::Span;

/// No cell gives the type of a field.
pub fn untyped(field: &str, span: Span) -> Diagnostic {
    let help = "add a column for types, or name the one that is there under `columns.type`; `policy.untyped` says what \
                fields are that have none, and `path.parameter_type` what parts of the path are";
    let message = format!("no column gives the type of `{field}`; any value is taken");
    Diagnostic::new(Code::OpenType, span, message).help(help)
}

/// Nothing says what is in an object or a list.
pub fn open_type(field: &str, span: Span) -> Diagnostic {
    let message = format!("nothing says what is in `{field}`; it may hold any JSON");
    Diagnostic::new(Code::OpenType, span, message).help("add a section or an example, or a patch that sets `type`")
}

/// The values that words list are none of a field's type, at `ty`, for `reason`.
pub fn unfit_values(field: &str, reason: &str, span: Span, ty: Span) -> Diagnostic {
    let message = format!("the values of `{field}` do not fit its type, and are kept as text: {reason}");
    let diagnostic = Diagnostic::new(Code::NoEffect, span, message).related(ty, "its type");
    diagnostic.help("correct the type or the values, or the `[[values]]` rule that finds them")
}

/// A default, a constant or a sentinel is no value of a field's type, `words` at `ty`, for `reason`.
pub fn unfit_value(field: &str, words: &str, reason: &str, span: Span, ty: Span) -> Diagnostic {
    Diagnostic::new(Code::DefaultMismatch, span, reason)
        .label(format!("the type of `{field}` is `{words}`"))
        .related(ty, "the type is given here")
        .help(
            "the value is left out; correct the document, or add a patch for the field that sets `type` or `default`; \
             `default.values` has words that are written for a value",
        )
}

/// A default is none of a field's values.
pub fn unlisted_default(field: &str, value: &Value, span: Span) -> Diagnostic {
    default(field, value, "none of its values", span)
}

/// A default is outside of a field's limits.
pub fn default_beyond(field: &str, value: &Value, span: Span) -> Diagnostic {
    default(field, value, "outside of its limits", span)
}

fn default(field: &str, value: &Value, what: &str, span: Span) -> Diagnostic {
    let message = format!("the default `{value}` of `{field}` is {what}");
    let diagnostic = Diagnostic::new(Code::DefaultMismatch, span, message).severity(Severity::Warning);
    diagnostic.help("correct the default, or the values or limits; the default is kept")
}

/// The example in a field's row is no value of its type, at `ty`, for `reason`.
pub fn unfit_example(field: &str, reason: &str, span: Span, ty: Span) -> Diagnostic {
    let message = format!("the example of `{field}` is not a value of its type: {reason}");
    let diagnostic = Diagnostic::new(Code::ExampleType, span, message).related(ty, "its type");
    diagnostic.help("correct the example or the type")
}

/// No cell gives the type of a parameter that is sent as text; `shown` says whether an example does.
pub fn untyped_text(name: &str, shown: bool, span: Span) -> Diagnostic {
    let what = if shown { "its type is taken from its example" } else { "it is text, as all that is sent so" };
    let message = format!("no column gives the type of `{name}`; {what}");
    let help = "add a column for types, or name the one that is there under `columns.type`; `policy.untyped` says what \
                parameters are that have none, and a patch that sets `type` what one is";
    Diagnostic::new(Code::OpenType, span, message).severity(Severity::Warning).help(help)
}

/// Examples alone show a field, as values of two kinds.
pub fn examples_differ(name: &str, [one, other]: &[String; 2], span: Span) -> Diagnostic {
    let message = format!("the examples show `{name}` as {one} and as {other}, so it may hold any JSON");
    let help = "correct one of the examples, or state the type in a table; a patch can set `type`";
    Diagnostic::new(Code::Inferred, span, message).severity(Severity::Warning).help(help)
}

/// The limits of a field do not suit its type, at `ty`, for `reason`.
pub fn unfit_limits(field: &str, reason: &str, span: Span, ty: Span) -> Diagnostic {
    let message = format!("the limits of `{field}` do not fit its type, and are kept as text: {reason}");
    let diagnostic = Diagnostic::new(Code::NoEffect, span, message).related(ty, "its type");
    diagnostic.help("correct the type or the words, or narrow the pattern of the `[[prose]]` rule")
}

/// A field has another width than fields of its name elsewhere, such as at `place`.
pub fn other_width(field: &str, words: &str, usual: &str, span: Span, place: Span) -> Diagnostic {
    let message = format!("`{field}` is {words} here and {usual} elsewhere");
    let diagnostic = Diagnostic::new(Code::WidthMismatch, span, message).related(place, format!("{usual} here"));
    diagnostic.help("correct the document, or add a patch that sets `type`")
}

/// Words of an endpoint mention what it does not have; `elsewhere` says that other tables of the API do.
pub fn unknown_mentions(endpoint: &str, names: &[&str], elsewhere: bool, span: Span) -> Diagnostic {
    let quoted: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    let quoted = quoted.join(", ");
    let (tables, severity) =
        if elsewhere { ("none of its tables", Severity::Warning) } else { ("no table", Severity::Note) };
    let message = format!("the words of `{endpoint}` mention {quoted}, which {tables} has");
    let (what, are) = if names.len() > 1 { ("them", "correct the names") } else { ("it", "correct the name") };
    mention(message, &format!("add {what} to a table, or {are}"), span).severity(severity)
}

/// Words of an endpoint mention what is nearly the name of a field.
pub fn misspelt_mention(endpoint: &str, name: &str, near: &str, span: Span) -> Diagnostic {
    let message = format!("the words of `{endpoint}` mention `{name}`, which none of its tables has");
    mention(message, &format!("a table has `{near}`: correct one of the two"), span)
}

fn mention(message: String, what: &str, span: Span) -> Diagnostic {
    let help = format!(
        "{what}; where such words are no names of this endpoint, or names that it had once, say so with a `[[prose]]` rule \
         `means = \"literal\"`"
    );
    Diagnostic::new(Code::UnknownMention, span, message).help(help)
}

/// A value is said to come from a response that lacks it.
pub fn not_obtained(field: &str, endpoint: &str, span: Span) -> Diagnostic {
    lacks(field, endpoint, span).help("add it to that table")
}

/// A field is said to come from a response that lacks it.
pub fn field_not_obtained(field: &str, endpoint: &str, span: Span) -> Diagnostic {
    lacks(field, endpoint, span).help("add it to that endpoint's table, or correct the sentence")
}

/// A field is said to come from an endpoint that there is not.
pub fn from_unknown(field: &str, endpoint: &str, span: Span) -> Diagnostic {
    let message = format!("`{field}` is said to come from `{endpoint}`, and no endpoint is called so");
    let help = "correct the name; endpoints are called as in the IR, by their paths unless the dialect names them";
    Diagnostic::new(Code::UnknownMention, span, message).help(help)
}

/// The values that a description lists give the type of a field that no cell gives one.
pub fn typed_by_values(field: &str, span: Span) -> Diagnostic {
    let message = format!("the listed values give the type of `{field}`, of which no cell gives it");
    let help = "give it a type, in its row or by a patch";
    Diagnostic::new(Code::Inferred, span, message).help(help)
}

fn lacks(field: &str, endpoint: &str, span: Span) -> Diagnostic {
    let message = format!("`{field}` is said to come from `{endpoint}`, whose response has no such field");
    Diagnostic::new(Code::UnknownMention, span, message)
}

/// What else there is to do about a type that nothing uses.
const UNUSED: &str = "where nothing of the API is of it, `[[accept]]` in `patches.toml` takes this message";

/// Nothing uses a type of the documents; words at `named` speak of it, and others define it in the same way.
pub fn unused_type(name: &str, span: Span, named: Option<Span>, alike: &[Span]) -> Diagnostic {
    let too = |diagnostic: Diagnostic| match alike {
        [] => diagnostic,
        [one] => diagnostic.related(*one, "defined here in the same way"),
        [first, rest @ ..] => {
            let words = format!("defined here in the same way, and in other documents: {}", rest.len());
            diagnostic.related(*first, words)
        }
    };
    let Some(named) = named else {
        let message = format!("the type `{name}` is defined and never used");
        return too(Diagnostic::new(Code::UnusedType, span, message))
            .help(format!("use it in a type cell, or remove it; {UNUSED}"));
    };
    let message = format!("the type `{name}` is defined, and nothing that counts is of it");
    let help = "where the words that name it should count, have a rule read them as a type (`[[type]]`, `[[statement]]`, or \
                `[[prose]]` with `means = \"type\"`), or take away what counts in their place";
    let help = format!("{help}; {UNUSED}");
    too(Diagnostic::new(Code::UnusedType, span, message).related(named, "these words name it")).help(help)
}

/// Nothing gives a generic the types that it takes.
pub fn unused_generic(name: &str, items: &[Text], span: Span) -> Diagnostic {
    let words: Vec<_> = items.iter().map(|word| word.value.as_str()).collect();
    let message = format!("nothing says of what types `{name}<{}>` is, so nothing is made of it", words.join(", "));
    let help = "use it with types in a type cell, which a rule `[[type]]` of `reference` reads with the groups `name` and `item`, or \
                remove it";
    Diagnostic::new(Code::UnusedType, span, message).help(format!("{help}; {UNUSED}"))
}

/// No field has a set of values.
pub fn unused_values(name: &str, span: Span) -> Diagnostic {
    let message = format!("no field has the values `{name}`, so they are not used");
    let help = "name them in a type cell or link to them from the field's row, and read the link with \
                `means = \"type\"`; or give the label the role `prose`";
    Diagnostic::new(Code::UnusedType, span, message).help(help)
}

/// Nothing uses a type of the dialect.
pub fn unused_dialect_type(name: &str, span: Span) -> Diagnostic {
    let message = format!("`define.{name}` is never used");
    Diagnostic::new(Code::UnusedType, span, message).help("remove it from `dialect.toml`")
}

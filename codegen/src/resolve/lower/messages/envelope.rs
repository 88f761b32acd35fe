//! The envelope.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// The values of a success are of several types.
pub fn success_varies(span: Span) -> Diagnostic {
    let message = "the values of `envelope.success` are neither all integers nor all text nor one truth value";
    let help = "correct them; where no value means success, leave them out: a call succeeded that has no code then";
    Diagnostic::new(Code::ConfigValue, span, message).help(help)
}

/// The dialect gives a role to a field that the envelope lacks.
pub fn no_such_field(name: &str, span: Span) -> Diagnostic {
    let help = "correct the name in `[envelope]`, or add the field to `[[envelope.field]]`";
    Diagnostic::new(Code::ConfigValue, span, lacks(name)).help(help)
}

/// The dialect gives a value to a field that the envelope lacks.
pub fn no_field_to_write(name: &str, span: Span) -> Diagnostic {
    Diagnostic::new(Code::ConfigValue, span, lacks(name)).help("correct the name, or leave it out")
}

fn lacks(name: &str) -> String {
    format!("the envelope has no field `{name}`")
}

/// The dialect gives a value to a field that has another in each answer.
pub fn never_the_same(name: &str, key: &str, span: Span) -> Diagnostic {
    let message = format!("`{name}` is never the same, so `envelope.{key}` cannot say what it is");
    Diagnostic::new(Code::ConfigValue, span, message).help("correct the name, or leave it out")
}

/// The answer to a call that is carried out later lacks the code.
pub fn accepted_without_code(span: Span) -> Diagnostic {
    let message = "`envelope.accepted` does not say the code";
    Diagnostic::new(Code::ConfigValue, span, message).help("add the value of the field `envelope.code`")
}

/// Nothing says what is answered to a call that is carried out later.
pub fn accepted_unsaid(suffix: &str, span: Span) -> Diagnostic {
    let message = format!("nothing says what is answered to a call with `{suffix}` behind its name");
    Diagnostic::new(Code::ConfigValue, span, message).help("add `envelope.accepted`")
}

/// An endpoint gives a field of the envelope another type.
pub fn other_type(field: &str, endpoint: &str, span: Span) -> Diagnostic {
    let message = format!("`{field}` of the envelope has another type in the response of `{endpoint}`");
    Diagnostic::new(Code::EnvelopeVaries, span, message).help("correct the table or `[[envelope.field]]`")
}

/// The response of an endpoint lacks a field that others have.
pub fn missing_field(field: &str, endpoint: &str, span: Span) -> Diagnostic {
    let message = format!("the response of `{endpoint}` has no `{field}`, which others have");
    Diagnostic::new(Code::EnvelopeVaries, span, message).help("if it is there as elsewhere, add it to the table")
}

/// Data that is no object would stand beside the fields of the envelope.
pub fn data_no_object(endpoint: &str, span: Span) -> Diagnostic {
    let message =
        format!("the response of `{endpoint}` is not an object, so it cannot be beside the fields of the envelope");
    misfit(message, span)
}

/// Data that would stand beside the fields of the envelope has one of them.
pub fn data_has_field(endpoint: &str, field: &str, span: Span) -> Diagnostic {
    misfit(format!("the type of the response of `{endpoint}` has the field `{field}` of the envelope"), span)
}

fn misfit(message: String, span: Span) -> Diagnostic {
    let help = "where the answer has a field for its data, name it in `envelope.data`; where the answers of this \
                endpoint have no envelope, correct `[envelope]`";
    Diagnostic::new(Code::EnvelopeVaries, span, message).help(help)
}

/// An example of the envelope lacks a field.
pub fn example_lacks(field: &str, span: Span) -> Diagnostic {
    let message = format!("this example of the envelope lacks `{field}`");
    Diagnostic::new(Code::ExampleLacks, span, message).help("correct the example or `[[envelope.field]]`")
}

/// An example of the envelope has a field that the dialect does not know.
pub fn example_has(field: &str, span: Span) -> Diagnostic {
    let message = format!("this example of the envelope has `{field}`, which the dialect does not know");
    Diagnostic::new(Code::ExampleExtra, span, message).help("correct the example or `[[envelope.field]]`")
}

/// An example writes a documented value, at `table`, with other capitals.
pub fn other_capitals(field: &str, word: &str, value: &str, span: Span, table: Span) -> Diagnostic {
    let message = format!("the example of `{field}` writes `{word}`, and the table `{value}`");
    let diagnostic = Diagnostic::new(Code::ExampleType, span, message).related(table, "the table says it here");
    diagnostic.help("correct one of them; the table counts")
}

/// A path has a step without a name.
pub fn empty_step(path: &str, span: Span) -> Diagnostic {
    let message = format!("the path `{path}` has a step without a name");
    Diagnostic::new(Code::ConfigValue, span, message)
        .help("write the names with one `.` between them: `a.b` is `b` in `a`")
}

/// A path has more steps than there can be.
pub fn too_many_steps(path: &str, most: usize, span: Span) -> Diagnostic {
    let message = format!("the path `{path}` has more than {most} steps");
    Diagnostic::new(Code::ConfigValue, span, message).help("correct it")
}

/// A field of the envelope would be in another that is no object.
pub fn field_in_field(inner: &str, outer: &str, span: Span) -> Diagnostic {
    let message = format!("`{inner}` would be in `{outer}`, which is another field of the envelope and no object");
    Diagnostic::new(Code::ConfigValue, span, message).help("correct one of them")
}

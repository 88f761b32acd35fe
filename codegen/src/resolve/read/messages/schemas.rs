//! JSON Schemas.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

/// A code block is not JSON, for `reason`.
pub fn no_schema(reason: &str, span: Span) -> Diagnostic {
    let message = format!("this is not read as a JSON Schema: {reason}");
    Diagnostic::new(Code::BadExample, span, message).help("write the object that a JSON Schema is, in strict JSON")
}

/// A JSON Schema is not strictly JSON, for `reason`, and is read all the same.
pub fn schema_nearly_json(reason: &str, span: Span) -> Diagnostic {
    let message = format!("this JSON Schema is not strictly JSON, and is read leniently: {reason}");
    Diagnostic::new(Code::BadExample, span, message)
        .help("correct it: strict JSON has no trailing commas, no comments, and names in double quotes")
}

/// Keys of a JSON Schema say what has no place in the IR.
pub fn schema_beyond(keys: &[&str], span: Span) -> Diagnostic {
    const SHOWN: usize = 8;
    let mut shown: Vec<_> = keys.iter().take(SHOWN).map(|key| format!("`{key}`")).collect();
    if keys.len() > SHOWN {
        shown.push(format!("{} more", keys.len() - SHOWN));
    }
    let message = format!("what this JSON Schema says by {} has no effect", shown.join(", "));
    let diagnostic = Diagnostic::new(Code::NoEffect, span, message);
    // That nothing else is sent is no reason to read less.
    let minor = keys.iter().all(|key| matches!(*key, "additionalProperties" | "readOnly" | "writeOnly"));
    let diagnostic = if minor { diagnostic.severity(Severity::Note) } else { diagnostic };
    diagnostic
        .help("types, fields, values, limits and references within the schema are read; `…` is what nests too deep")
}

/// A reference of a JSON Schema leads out of it, or nowhere.
pub fn schema_reference(pointer: &str, span: Span) -> Diagnostic {
    let message = format!("`{pointer}` leads to nothing in this JSON Schema; it is any JSON value");
    Diagnostic::new(Code::DeadLink, span, message)
        .help("write what it refers to in the schema itself, as `#/definitions/…`")
}

/// A reference of a JSON Schema leads to itself, and to no object on the way.
pub fn schema_circle(pointer: &str, span: Span) -> Diagnostic {
    let message = format!("`{pointer}` holds itself in this JSON Schema, and is no object; it is any JSON value there");
    Diagnostic::new(Code::NoEffect, span, message).help("make it an object with `properties`")
}

/// Something else has the name of a type that a JSON Schema defines, which is called `called`.
pub fn schema_type_renamed(name: &str, called: &str, span: Span, first: Span) -> Diagnostic {
    let message = format!("`{name}` is the name of something else too; what this JSON Schema calls so is `{called}`");
    Diagnostic::new(Code::Duplicate, span, message)
        .related(first, "the first")
        .help("rename one of the two, or make the two schemas agree where one type is meant")
}

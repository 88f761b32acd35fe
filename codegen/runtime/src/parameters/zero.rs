//! What stands for a value that is missing or cannot be read.

use crate::api::Kind;
use crate::json::quote;

/// How deep an object of zero values goes; one that must hold itself has no end.
const DEPTH: usize = 8;

/// Writes the zero value of a kind.
pub(super) fn zero(kind: &Kind, out: &mut String) {
    zero_at(kind, 0, out);
}

fn zero_at(kind: &Kind, depth: usize, out: &mut String) {
    match kind {
        Kind::Bool => out.push_str("false"),
        Kind::Int { .. } | Kind::Float => out.push('0'),
        Kind::Text => out.push_str("\"\""),
        Kind::File => out.push_str(r#"{"base64":""}"#),
        Kind::Null | Kind::Any | Kind::Nullable(_) => out.push_str("null"),
        Kind::List(_) => out.push_str("[]"),
        Kind::Map(_) => out.push_str("{}"),
        Kind::Union(variants) => match variants.first() {
            Some(first) => zero_at(first, depth, out),
            None => out.push_str("null"),
        },
        Kind::Object(_) | Kind::Read(_) => {
            out.push('{');
            for field in
                kind.fields().unwrap_or_default().iter().filter(|field| field.required && !field.rest && depth < DEPTH)
            {
                if !out.ends_with('{') {
                    out.push(',');
                }
                quote(field.name, out);
                out.push(':');
                zero_at(&field.kind, depth + 1, out);
            }
            out.push('}');
        }
    }
}

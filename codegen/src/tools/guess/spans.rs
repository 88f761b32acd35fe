//! Labels that name a field or a type in a code span.

use std::fmt::Write as _;

use super::pattern::literal;
use super::survey::Marked;
use super::words::{WORDS, list, mentions};

/// The longest such label, in characters.
const LONGEST: usize = 80;

/// The role and the pattern of a label that names a field, or a field inside of another, in code spans. `role` is
/// that of what follows, where it is not for the words to say.
pub fn parent(text: &str, mark: Marked, role: Option<&'static str>) -> Option<(&'static str, String)> {
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) || parts.len() > 5 || text.chars().count() > LONGEST {
        return None;
    }
    let spans: Vec<&str> = parts.iter().skip(1).step_by(2).copied().collect();
    let field = |span: &str| !span.is_empty() && span.chars().all(|c| c.is_ascii_alphanumeric() || "_*.[]".contains(c));
    let key = |span: &str| span.starts_with('{') && span.ends_with('}');
    // "`a` 中的 `b`" has the outer one first, "`b` in `a`" last.
    let outer_last = parts.get(2).is_some_and(|words| mentions(words, &["in".into(), "of".into(), "inside".into()]));
    // A heading that calls it a type, or writes it as one, is of a type and not of a field.
    let begins = spans.first().is_some_and(|span| span.starts_with(|c: char| c.is_ascii_uppercase()));
    let of_type = mark == Marked::Heading && (begins || mentions(text, list(&WORDS.columns, "type")));
    let groups: &[&str] = match (spans.len(), outer_last) {
        (1, _) if of_type && role.is_none() => &["name"],
        (1, _) => &["parent"],
        (2, true) => &["parent", "within"],
        (2, false) => &["within", "parent"],
        _ => return None,
    };
    let inner =
        groups.iter().position(|group| *group == "parent").and_then(|at| spans.get(at)).copied().unwrap_or_default();
    if !spans.iter().all(|span| field(span) || key(span)) {
        return None;
    }
    let items = mentions(text, list(&WORDS.labels, "items"));
    let role = match role {
        Some(role) => role,
        None if key(inner) => "map-value",
        None if items => "items",
        None => "object",
    };
    let mut pattern = String::from("^");
    for (at, part) in parts.iter().enumerate() {
        if at % 2 == 0 {
            pattern.push_str(&literal(part).replace(r"\s+", r"\s*"));
            continue;
        }
        let group = groups.get(at / 2).copied().unwrap_or("parent");
        let inside = if key(part) { r"\{[^}]+\}" } else { r"[\w*.\[\]]+" };
        // Writing to a string does not fail.
        let _ = write!(pattern, "`(?<{group}>{inside})`");
    }
    pattern.push('$');
    Some((role, pattern))
}

//! Names of fields and parameters, with their aliases and the marks on them.

use std::borrow::Cow;

use crate::dialect::{NameRules, Pattern};
use crate::ir::{Location, Presence};
use crate::markdown::Inline;
use crate::recognise::raw::{RawRow, Text};
use crate::resolve::context::Context;
use crate::resolve::draft::{FieldDraft, Known, RowsOf};
use crate::resolve::read::messages;

/// The brackets and marks that a part of the path is written in.
const PLACEHOLDERS: [(&str, &str); 5] = [("{", "}"), (":", ""), ("<", ">"), ("(", ")"), ("[", "]")];

/// The name of a row and its aliases. `None`, with a diagnostic, where it has none.
pub fn read(row: &RawRow, of: RowsOf<'_>, context: &mut Context<'_>) -> Option<(Text, Vec<Text>)> {
    let (cell, rules) = (&row.key, &context.dialect.names);
    // A name in angle brackets is read as HTML, of which no words are left.
    let words = if cell.is_empty() { cell.source.trim() } else { cell.text.trim() };
    let parts: Vec<&str> = match &rules.alias_separator {
        Some(separator) => separator.split(words).collect(),
        None => vec![words],
    };
    let located = row.location.as_ref().and_then(|cell| context.dialect.locations.get(cell.text.trim()));
    let elsewhere = of.is_parameters() && located.is_some_and(|location| *location != Location::Body);
    let mut names = Vec::new();
    for name in parts.iter().map(|part| unmarked(bare(part), context)) {
        // What a query is called with brackets is sent with them; JSON has objects.
        let nests = rules.dotted && of.are_members() && !elsewhere;
        let name = if nests { with_dots(name) } else { Cow::Borrowed(name) };
        let name = name.as_ref();
        let part_of_path = of_path(name, of.path());
        if part_of_path.is_none() && !can_stand(name, of.is_parameters(), rules) {
            context.report(if words.is_empty() {
                messages::nameless_row(row.span)
            } else {
                messages::no_field_name(name, cell.span)
            });
            return None;
        }
        names.push(Text { value: part_of_path.unwrap_or(name).to_owned(), span: cell.span });
    }
    let mut names = names.into_iter();
    Some((names.next()?, names.collect()))
}

/// A name with dots in the place of brackets: `a[b][c]` is `a.b.c`, and `a[][b]` is `a[].b`.
fn with_dots(name: &str) -> Cow<'_, str> {
    let Some((first, rest)) = name.split_once('[').filter(|(first, rest)| !first.is_empty() && *rest != "]") else {
        return Cow::Borrowed(name);
    };
    let mut dotted = first.to_owned();
    let mut rest = rest;
    while let Some((inner, after)) = rest.split_once(']') {
        if inner.contains('[') || !(after.is_empty() || after.starts_with(['[', '.'])) {
            break;
        }
        if inner.chars().all(|letter| letter.is_ascii_digit()) {
            dotted.push_str("[]");
        } else {
            dotted.push('.');
            dotted.push_str(inner);
        }
        let Some(next) = after.strip_prefix('[') else {
            dotted.push_str(after);
            return Cow::Owned(dotted);
        };
        rest = next;
    }
    // A bracket that nothing closes, or that words follow, is none of these.
    Cow::Borrowed(name)
}

/// Whether it can be the name of a row: of a field, of any key or of the body, also as a step in a name with dots.
fn can_stand(name: &str, parameter: bool, rules: &NameRules) -> bool {
    let body = rules.whole.as_ref().filter(|_| !parameter);
    let step = |name: &str| is(rules.map_key.as_ref(), name) || is(body, name);
    if is_field(name, rules) || step(name) {
        return true;
    }
    let mut steps = name.split('.').map(|step| step.trim_end_matches("[]"));
    rules.dotted && name.contains('.') && steps.all(|name| is_field(name, rules) || step(name))
}

/// Whether it looks like the name of a field.
pub fn is_field(name: &str, rules: &NameRules) -> bool {
    match &rules.field {
        Some(pattern) => pattern.is_match(name),
        // Dots alone say that there is more.
        None => {
            let is = |letter: char| letter.is_alphanumeric() || "_-.[]".contains(letter);
            name.chars().all(is) && !name.chars().all(|letter| letter == '.')
        }
    }
}

/// The parameter of the path that a name is when it is written as the path writes it: `{id}`, `:id`, `<id>`.
pub fn of_path<'n>(name: &'n str, path: &[String]) -> Option<&'n str> {
    let inside = |(open, close): (&str, &str)| name.strip_prefix(open)?.strip_suffix(close);
    let mut found = PLACEHOLDERS.into_iter().filter_map(inside);
    found.find(|inner| path.iter().any(|part| part == inner))
}

/// Whether a name stands for any key of an object.
pub fn is_key(name: &str, context: &Context<'_>) -> bool {
    is(context.dialect.names.map_key.as_ref(), name)
}

/// Whether a name is that of a body row, outside of tables of parameters.
pub fn is_body_row(name: &str, context: &Context<'_>) -> bool {
    is(context.dialect.names.whole.as_ref(), name)
}

fn is(pattern: Option<&Pattern>, name: &str) -> bool {
    pattern.is_some_and(|pattern| pattern.is_match(name))
}

/// A name without the marks that say whether it must be there.
fn unmarked<'n>(name: &'n str, context: &Context<'_>) -> &'n str {
    let mut name = name;
    for (key, pattern) in marks_of(&context.dialect.names) {
        let Some(rest) = without(pattern, name) else { continue };
        context.follow(key, pattern);
        name = rest;
    }
    bare(name)
}

/// A name without what a pattern finds at its beginning or end.
fn without<'n>(pattern: &Pattern, name: &'n str) -> Option<&'n str> {
    let found = pattern.find(name)?;
    if found.start() == 0 { name.get(found.end()..) } else { name.get(..found.start()) }
}

/// What an address calls a row, whose name cell has these words: its first name, without marks, brackets and backticks,
/// and with a step for each dot where names have dots.
pub fn in_address(words: &str, rules: &NameRules) -> String {
    let first = rules.alias_separator.as_ref().and_then(|separator| separator.split(words).next());
    let mut name = bare(first.unwrap_or(words));
    for (_, pattern) in marks_of(rules) {
        name = without(pattern, name).unwrap_or(name);
    }
    let inside = |(open, close): (&str, &str)| bare(name).strip_prefix(open)?.strip_suffix(close);
    let name = PLACEHOLDERS.into_iter().find_map(inside).unwrap_or(bare(name));
    if rules.dotted { with_dots(name).replace("[]", "").replace('.', "/") } else { name.to_owned() }
}

/// The patterns of the marks that say whether a name must be there, with their keys.
fn marks_of(rules: &NameRules) -> impl Iterator<Item = (&'static str, &Pattern)> {
    let optional = rules.optional.iter().map(|pattern| ("names.optional", pattern));
    optional.chain(rules.required.iter().map(|pattern| ("names.required", pattern)))
}

/// A name without the backticks around it.
pub fn bare(name: &str) -> &str {
    name.trim().trim_matches('`').trim()
}

/// Reads the marks of a name: those that say whether the field must be there, outside of its backticks or inside, and a
/// line through it, which says that it is deprecated.
pub fn marks(field: &mut FieldDraft, key: &Inline, context: &Context<'_>) {
    let rules = &context.dialect.names;
    let words = key.text.trim();
    let has = |pattern: &Pattern| pattern.is_match(words) || pattern.is_match(bare(words));
    for (mark, pattern) in marks_of(rules).filter(|(_, pattern)| has(pattern)) {
        context.follow(mark, pattern);
        let presence = if mark == "names.optional" { Presence::Optional } else { Presence::Required };
        field.presence = Known::stated(presence, key.span);
        field.required = presence == Presence::Required;
    }
    if key.is_struck() {
        field.deprecated = Some(Text { value: format!("~~{}~~", field.name.value), span: key.span });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_are_steps() {
        let cases = [
            ("meta[size]", "meta.size"),
            ("meta[size][x]", "meta.size.x"),
            ("lamps[][watts]", "lamps[].watts"),
            ("lamps[0][watts]", "lamps[].watts"),
            ("lamps[].watts", "lamps[].watts"),
            ("lamps[]", "lamps[]"),
            ("meta[size", "meta[size"),
            ("a[b]c", "a[b]c"),
            ("d[e[f]]", "d[e[f]]"),
            ("a[b].c", "a.b.c"),
            ("[].id", "[].id"),
        ];
        for (name, expected) in cases {
            assert_eq!(with_dots(name), expected, "{name}");
        }
    }
}

//! Descriptions: the documents' words, joined in the order in which a reader wants them.

use serde_json::Value;

use crate::ir::{Endpoint, ErrorCode, Fact, Field, Rule, RuleKind, Statement, ValueLabel};

/// Joins paragraphs, without the empty ones and those that an earlier one already has word for word.
pub(super) fn paragraphs<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    let mut text = String::new();
    for part in parts.into_iter().map(str::trim) {
        if part.is_empty() || text.contains(part) {
            continue;
        }
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        text.push_str(part);
    }
    text
}

/// What is said of an endpoint, `deprecated` being said of the path at hand.
pub(super) fn operation(endpoint: &Endpoint, deprecated: Option<&Statement>) -> String {
    let rules: Vec<_> = endpoint.rules.iter().map(rule).collect();
    let parts = [endpoint.docs.0.as_str()].into_iter().chain(words(deprecated)).chain(rules.iter().map(String::as_str));
    paragraphs(parts)
}

/// What is said of a field, with its conditions and the values that mean something special.
pub(super) fn field(field: &Field) -> String {
    let special = labels(&field.sentinels);
    let limit = field.constraints.max_items.as_ref().map(|most| format!("At most {} items.", most.value));
    let conditions = field.conditions.iter().map(|condition| condition.docs.0.as_str());
    let parts = [field.docs.0.as_str()]
        .into_iter()
        .chain(conditions)
        .chain(words(field.deprecated.as_deref()))
        .chain(limit.as_deref())
        .chain([special.as_str()]);
    paragraphs(parts)
}

/// What is said of a response whose status is not its own: its documentation, what the status means, the codes.
pub(super) fn response(endpoint: &Endpoint, status: &str) -> String {
    let errors = errors(&endpoint.errors);
    let text = paragraphs([endpoint.response.docs.0.as_str(), status, errors.as_str()]);
    if text.is_empty() { "Success".to_owned() } else { text }
}

/// A list of values with what they stand for.
fn labels(values: &[Fact<ValueLabel>]) -> String {
    list(values.iter().map(|fact| (&fact.value.value, fact.value.docs.0.as_str())))
}

/// A list of codes with what they mean.
fn errors(errors: &[ErrorCode]) -> String {
    list(errors.iter().map(|error| (&error.code, error.docs.0.as_str())))
}

/// A Markdown list of values, each with its words.
pub(super) fn list<'a>(items: impl Iterator<Item = (&'a Value, &'a str)>) -> String {
    let lines: Vec<_> = items
        .map(|(value, words)| match words {
            "" => format!("- `{value}`"),
            // A paragraph inside a list item would end the list.
            _ => format!("- `{value}`: {}", words.lines().map(str::trim).collect::<Vec<_>>().join(" ")),
        })
        .collect();
    lines.join("\n")
}

/// What is said of text that holds JSON.
pub(super) const JSON_TEXT: &str = "The value is JSON, as text.";

/// What a parameter in the URL takes.
pub(super) fn kinds(taken: &[String]) -> String {
    format!("The value is {}.", taken.join(" or "))
}

/// What the server takes where a member is left out.
pub(super) fn default(value: &Value) -> String {
    format!("Default: `{value}`.")
}

/// What must hold between parameters, first in our words and then in the document's.
fn rule(rule: &Rule) -> String {
    let names: Vec<_> = rule.fields.iter().map(|name| format!("`{name}`")).collect();
    let names = names.join(", ");
    let ours = match rule.kind {
        RuleKind::AtLeastOne => format!("At least one of {names} is required."),
        RuleKind::OneOf => format!("One of {names} is required; the first that is given counts."),
    };
    paragraphs([ours.as_str(), rule.docs.0.as_str()])
}

/// The words of a statement.
fn words(statement: Option<&Statement>) -> Option<&str> {
    statement.map(|statement| statement.docs.0.as_str())
}

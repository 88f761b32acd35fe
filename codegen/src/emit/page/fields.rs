//! Tables of fields: parameters, the data of responses, types.

use crate::ir::{Fact, Field, Presence, Rule, RuleKind, Type, TypeDef, TypeKind, ValueLabel};

use super::types::{Piece, Types};
use super::words::Html;

/// So deep are objects unfolded within a table.
const DEPTH: usize = 8;

/// Who reads the fields of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// A server: they are parameters.
    Sent,
    /// A caller, or both.
    Received,
}

/// A row of a table.
#[derive(Debug)]
pub(super) struct Row {
    /// How deep it stands: the fields of an object stand below the field that has it.
    pub(super) depth: usize,
    /// The anchor of the type that is unfolded below it, where there is one.
    pub(super) anchor: String,
    pub(super) name: String,
    pub(super) aliases: Vec<String>,
    /// Where it is sent, where that is not as the method has it.
    pub(super) location: &'static str,
    pub(super) ty: Vec<Piece>,
    /// `required`, `optional`, or nothing where the documents do not say.
    pub(super) presence: &'static str,
    /// What its value is: a default, a constant, limits, examples; each with its name.
    pub(super) facts: Vec<(&'static str, String)>,
    /// The values that it can have, with what they stand for.
    pub(super) values: Vec<(String, Html)>,
    pub(super) deprecated: bool,
    pub(super) docs: Html,
}

/// The rows of fields, each with those of the objects without a name below it. It walks a list of what is left to do: how
/// deep objects stand is up to the documents.
pub(super) fn rows<'a>(types: &mut Types<'a>, fields: &'a [Field], side: Side) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut left: Vec<(usize, &'a Field)> = fields.iter().rev().map(|field| (0, field)).collect();
    while let Some((depth, field)) = left.pop() {
        let below = if depth < DEPTH { types.unfold(&field.ty.value) } else { None };
        let mut row = row(types, field, depth, side);
        if let Some(def) = below {
            types.anchor(&def.id).clone_into(&mut row.anchor);
            // What is shown right below needs no link.
            for piece in &mut row.ty {
                piece.link.clear();
            }
            match &def.kind {
                TypeKind::Struct(object) => {
                    left.extend(object.fields.iter().rev().map(|field| (depth + 1, field)));
                }
                _ => row.values.extend(values(def)),
            }
        }
        rows.push(row);
    }
    rows
}

fn row(types: &Types<'_>, field: &Field, depth: usize, side: Side) -> Row {
    let location = field.location.as_ref().map_or("", |location| match location.value {
        crate::ir::Location::Path => "path",
        crate::ir::Location::Query => "query",
        crate::ir::Location::Body => "body",
        crate::ir::Location::Header => "header",
    });
    let presence = match (field.presence.value, side) {
        (Presence::Required, _) => "required",
        (Presence::Optional, _) => "optional",
        // The generated code demands it or not, so a caller has to know.
        (Presence::Unknown, Side::Sent) => {
            if field.required {
                "required"
            } else {
                "optional"
            }
        }
        (Presence::Unknown, Side::Received) => "",
    };
    Row {
        depth,
        anchor: String::new(),
        name: field.name.value.clone(),
        aliases: field.aliases.iter().map(|alias| alias.value.clone()).collect(),
        location,
        ty: types.words(&field.ty.value),
        presence,
        facts: facts(field),
        values: field.sentinels.iter().map(label).collect(),
        deprecated: field.deprecated.is_some(),
        docs: docs(field),
    }
}

/// What is said of a field, with its conditions.
fn docs(field: &Field) -> Html {
    let statements =
        field.conditions.iter().chain(field.deprecated.as_deref()).map(|statement| statement.docs.0.as_str());
    let mut text = field.docs.0.clone();
    for words in statements.filter(|words| !field.docs.0.contains(words)) {
        text.push_str("\n\n");
        text.push_str(words);
    }
    Html::markdown(&text)
}

fn facts(field: &Field) -> Vec<(&'static str, String)> {
    let mut facts = Vec::new();
    let mut add = |name, fact: Option<String>| facts.extend(fact.map(|value| (name, value)));
    let limits = &field.constraints;
    add("Always", field.constant.as_ref().map(|fact| fact.value.to_string()));
    add("Default", field.default.as_ref().map(|fact| fact.value.to_string()));
    add("Least", limits.minimum.as_ref().map(|fact| fact.value.to_string()));
    add("Most", limits.maximum.as_ref().map(|fact| fact.value.to_string()));
    add("Most characters", limits.max_length.as_ref().map(|fact| fact.value.to_string()));
    add("Most items", limits.max_items.as_ref().map(|fact| fact.value.to_string()));
    let methods: Vec<_> = field.required_for.iter().map(|method| method.name()).collect();
    add("Required for", (!methods.is_empty()).then(|| methods.join(", ")));
    add("Sent from the cookie", field.cookie.as_ref().map(|fact| fact.value.clone()));
    add("Set", field.is_once().then(|| "once, for all calls of a client".to_owned()));
    for example in &field.examples {
        add("Example", Some(example.value.to_string()));
    }
    facts
}

/// The values of a set.
pub(super) fn values(def: &TypeDef) -> Vec<(String, Html)> {
    match &def.kind {
        TypeKind::Values { values, .. } => values.iter().map(label).collect(),
        _ => Vec::new(),
    }
}

fn label(fact: &Fact<ValueLabel>) -> (String, Html) {
    (fact.value.value.to_string(), Html::markdown(&fact.value.docs.0))
}

/// The rows of an object.
pub(super) fn of_type<'a>(types: &mut Types<'a>, def: &'a TypeDef) -> Vec<Row> {
    match &def.kind {
        TypeKind::Struct(object) => rows(types, &object.fields, Side::Received),
        _ => Vec::new(),
    }
}

/// What a type is another name for.
pub(super) fn target(def: &TypeDef) -> Option<&Type> {
    match &def.kind {
        TypeKind::Alias { target } | TypeKind::Newtype { target } => Some(&target.value),
        TypeKind::Values { base, .. } => Some(base),
        TypeKind::Struct(_) => None,
    }
}

/// What must hold between parameters.
pub(super) fn rule(rule: &Rule) -> Html {
    let names: Vec<_> = rule.fields.iter().map(|name| format!("`{name}`")).collect();
    let names = names.join(", ");
    let ours = match rule.kind {
        RuleKind::AtLeastOne => format!("At least one of {names} is required."),
        RuleKind::OneOf => format!("One of {names} is required; the first that is given counts."),
    };
    Html::markdown(&ours)
}

//! Prose that carries facts: value sets, constants, conditions, limits.

use std::collections::HashSet;

use regex::{Captures, Match};
use serde_json::Number;

use crate::dialect::{Means, PhraseScope, ProseRule, ValuesRule, Where};
use crate::ir::{Presence, Type};
use crate::markdown::Inline;
use crate::recognise::raw::Text;
use crate::resolve::context::Context;
use crate::resolve::draft::{Arena, Draft, FieldDraft, Known, Reason, Sentinel, Shape, ValueDraft, Written};
use crate::resolve::read::messages;
use crate::resolve::read::{type_expr, value};

/// Applies every rule to a description of `field`.
pub fn describe(field: &mut FieldDraft, text: &Inline, arena: &mut Arena, context: &mut Context<'_>) {
    context.reading(Some(text.span));
    for rule in context.prose(text.span) {
        if rule.on == PhraseScope::Note || !counts(rule.of, field.parameter) {
            continue;
        }
        for found in rule.pattern.captures_iter(&text.text) {
            context.follow("prose", &rule.pattern);
            apply(rule, &found, field, text, arena, context);
        }
    }
    values(field, text, context);
}

/// Whether a rule for the fields of `of` counts for a parameter or a response field.
pub fn counts(of: Where, parameter: bool) -> bool {
    match of {
        Where::Any => true,
        Where::Parameters => parameter,
        _ => !parameter,
    }
}

/// Applies one rule whose pattern was found in `text` to `field`.
pub fn apply(
    rule: &ProseRule,
    found: &Captures<'_>,
    field: &mut FieldDraft,
    text: &Inline,
    arena: &mut Arena,
    context: &mut Context<'_>,
) {
    let whole = || {
        let range = found.name("condition").or_else(|| found.get(0)).map_or(0..0, |found| found.range());
        Text { value: text.text.get(range.clone()).unwrap_or_default().trim().to_owned(), span: text.span_of(range) }
    };
    match rule.means {
        Means::Optional => presence(field, Presence::Optional, &whole(), context),
        Means::Required => presence(field, Presence::Required, &whole(), context),
        Means::AbsentWhen | Means::RequiredWhen => {
            let condition = whole();
            presence(field, Presence::Optional, &condition, context);
            field.conditions.push(condition);
        }
        Means::ValidWhen => field.conditions.push(whole()),
        Means::Nullable => nullable(field),
        Means::List => list(field, &whole(), context),
        Means::EmptyObject => empty_object(field, &whole(), arena),
        Means::Deprecated => field.deprecated = Some(whole()),
        Means::Constant => {
            if let Some(known) = given(rule, found, text, context) {
                field.constant = Some(Box::new(known));
            }
        }
        Means::Default => {
            if let Some(known) = given(rule, found, text, context) {
                if field.parameter {
                    presence(field, Presence::Optional, &whole(), context);
                }
                field.default = Some(Box::new(known));
            }
        }
        Means::Sentinel => sentinel(rule, found, field, text, context),
        Means::MaxLength => field.max_length = limit(found, text).map(Box::new),
        Means::MaxItems => field.max_items = limit(found, text).map(Box::new),
        Means::Minimum => field.minimum = bound(found.name("value"), field, text, context).map(Box::new),
        Means::Maximum => field.maximum = bound(found.name("value"), field, text, context).map(Box::new),
        Means::Range => {
            field.minimum = bound(found.name("minimum"), field, text, context).map(Box::new);
            field.maximum = bound(found.name("maximum"), field, text, context).map(Box::new);
        }
        Means::Alias => alias(found, field, text),
        // Read by the lints, by the endpoint's rules, by `shared_facts` and by `references`.
        Means::AtLeastOne
        | Means::OneOf
        | Means::FromEndpoint
        | Means::Literal
        | Means::SameValues
        | Means::SameAsResponse
        | Means::Type => {}
    }
}

fn presence(field: &mut FieldDraft, presence: Presence, words: &Text, context: &mut Context<'_>) {
    let required = presence == Presence::Required;
    let before = &field.presence;
    if before.value != Presence::Unknown && before.value != presence {
        let rule = before.rule.as_ref().map(Reason::as_str);
        let stated = (field.required, required);
        context.report(messages::prose_presence(&field.name.value, rule, stated, words.span, before.span));
    }
    field.presence = Known::stated(presence, words.span);
    field.required = required;
}

fn nullable(field: &mut FieldDraft) {
    use Draft;
    if !matches!(field.ty.value, Draft::Nullable(_)) {
        let inner = std::mem::replace(&mut field.ty.value, Draft::Object);
        field.ty.value = Draft::Nullable(Box::new(inner));
    }
}

/// The words make a list of what the cell gives as one thing.
fn list(field: &mut FieldDraft, words: &Text, context: &mut Context<'_>) {
    use Draft;
    if field.ty.value.is_list() {
        return;
    }
    context.report(messages::prose_list(&field.name.value, &field.ty_text, words.span, field.ty.span));
    let item = std::mem::replace(&mut field.ty.value, Draft::Object);
    field.ty.value = Draft::List(Box::new(item));
}

fn empty_object(field: &mut FieldDraft, words: &Text, arena: &mut Arena) {
    let shape = arena.add(Shape::new(Vec::new(), words.span));
    if let Some(slot) = field.ty.value.slot() {
        *slot = Draft::Struct(shape);
    }
}

/// The value that a match gives; `None` where the rule only says that the value is fixed.
fn given(rule: &ProseRule, found: &Captures<'_>, text: &Inline, context: &Context<'_>) -> Option<Known<Written>> {
    if let Some(group) = found.name("value") {
        let span = text.span_of(group.range());
        return Some(Known::stated(value::written(group.as_str().trim(), context), span));
    }
    let value = value::of_toml(rule.value.as_ref()?)?;
    let span = found.get(0).map_or(text.span, |whole| text.span_of(whole.range()));
    Some(Known::stated(Written::Given(value), span))
}

fn sentinel(rule: &ProseRule, found: &Captures<'_>, field: &mut FieldDraft, text: &Inline, context: &mut Context<'_>) {
    let Some(value) = given(rule, found, text, context) else { return };
    let label = found.name("label").map_or("", |label| label.as_str()).trim().to_owned();
    field.sentinels.push(Sentinel { value, label });
}

fn alias(found: &Captures<'_>, field: &mut FieldDraft, text: &Inline) {
    let Some(group) = found.name("value") else { return };
    let alias = Text { value: group.as_str().to_owned(), span: text.span_of(group.range()) };
    if alias.value != field.name.value && field.aliases.iter().all(|known| known.value != alias.value) {
        field.aliases.push(alias);
    }
}

/// Looks for a value set again, for a type that has changed.
pub fn reread(field: &mut FieldDraft, context: &Context<'_>) {
    for text in field.descriptions.clone() {
        values(field, &text, context);
    }
}

fn limit(found: &Captures<'_>, text: &Inline) -> Option<Known<u64>> {
    let group = found.name("value")?;
    Some(Known::stated(group.as_str().parse().ok()?, text.span_of(group.range())))
}

/// The number that limits a field. What is none is reported.
fn bound(
    group: Option<Match<'_>>,
    field: &FieldDraft,
    text: &Inline,
    context: &mut Context<'_>,
) -> Option<Known<Number>> {
    let group = group?;
    let (words, span) = (group.as_str().trim(), text.span_of(group.range()));
    let integer = || words.parse::<i64>().map(Number::from).ok();
    let number = integer().or_else(|| words.parse::<u64>().map(Number::from).ok());
    let number = number.or_else(|| Number::from_f64(words.parse().ok()?));
    if number.is_none() {
        context.report(messages::no_limit(words, &field.name.value, span));
    }
    Some(Known::stated(number?, span))
}

/// Adds the value set that `text` gives, by the first rule that finds enough values of the field's type.
pub fn values(field: &mut FieldDraft, text: &Inline, context: &Context<'_>) {
    if !field.values.is_empty() {
        return;
    }
    for rule in context
        .dialect
        .values
        .iter()
        .filter(|rule| counts(rule.of, field.parameter) && context.is_for(*rule, text.span))
    {
        let ty = type_of_values(rule, field, text, context);
        match find_values(rule, ty.as_ref().unwrap_or(&field.ty.value), text, context) {
            Some(Ok(found)) if found.len() >= rule.min => {
                context.follow("values.each", &rule.each);
                (field.values, field.unfit) = (found, None);
                if let Some(ty) = ty {
                    field.ty = Known::inferred(ty, field.ty.span, Reason::ByValues);
                }
                return;
            }
            Some(Err(problem)) if rule.when.is_some() => {
                context.follow("values.each", &rule.each);
                field.unfit = Some(problem);
            }
            _ => {}
        }
    }
}

/// The type of the values that a rule finds, where nothing gives the field one: integers, or text.
fn type_of_values(rule: &ValuesRule, field: &FieldDraft, text: &Inline, context: &Context<'_>) -> Option<Draft> {
    if field.ty.rule != Some(Reason::Untyped) || field.ty.value != Draft::Known(Type::Any) {
        return None;
    }
    let integer = type_expr::primitive_draft(context.dialect.policy.example_integer);
    let fits = |ty: &Draft| matches!(find_values(rule, ty, text, context), Some(Ok(found)) if !found.is_empty());
    [integer, Draft::Known(Type::String)].into_iter().find(fits)
}

/// The values that a rule finds; the first that is none of the field's type, with the reason.
fn find_values(
    rule: &ValuesRule,
    ty: &Draft,
    text: &Inline,
    context: &Context<'_>,
) -> Option<Result<Vec<ValueDraft>, Text>> {
    let mut regions: Vec<_> = match &rule.when {
        None => std::iter::once(0..text.text.len()).collect(),
        Some(when) => {
            let found = when.captures(&text.text)?;
            context.follow("values.when", when);
            let named = when.regex().capture_names().flatten().filter_map(|name| found.name(name));
            let mut regions: Vec<_> = named.map(|group| group.range()).collect();
            if regions.is_empty() {
                regions.push(found.get(0)?.range());
            }
            regions
        }
    };
    regions.dedup();
    let mut values: Vec<ValueDraft> = Vec::new();
    let mut known = HashSet::new();
    for region in regions {
        let part = text.text.get(region.clone())?;
        for found in rule.each.captures_iter(part) {
            let group = found.name("value")?;
            let span = text.span_of(region.start + group.start()..region.start + group.end());
            let value = match value::parse(group.as_str(), ty, false) {
                Ok(value) => value,
                Err(reason) => return Some(Err(Text { value: reason, span })),
            };
            // That it may be `null` its type says.
            if value.is_null() {
                continue;
            }
            let label = found.name("label").map_or("", |label| label.as_str()).trim().to_owned();
            if known.insert(value.to_string()) {
                values.push(ValueDraft { value, label, span });
            }
        }
    }
    Some(Ok(values))
}

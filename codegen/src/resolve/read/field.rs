//! Rows to fields: names, types, presence and defaults.

use serde_json::Value;

use super::untyped;
use crate::dialect::{Means, PhraseScope, ProseRule, Unsaid};
use crate::ir::{How, Method, Presence, Type};
use crate::markdown::{Inline, code};
use crate::recognise::raw::{RawRow, Text};
use crate::resolve::context::Context;
use crate::resolve::draft::{Arena, Draft, FieldDraft, Known, Reason, RowsOf, Written};
use crate::resolve::read::messages;
use crate::resolve::read::type_expr::FieldType;
use crate::resolve::read::{misplaced, names, prose, rows, type_expr, value};
use crate::source::Span;

/// Reads a row as a field. `None`, with a diagnostic, where its name cannot be read.
pub fn read(row: RawRow, of: RowsOf<'_>, arena: &mut Arena, context: &mut Context<'_>) -> Option<FieldDraft> {
    let field = parts(row, of, arena, context);
    context.reading(None);
    field
}

/// The field of a row, cell by cell.
fn parts(row: RawRow, of: RowsOf<'_>, arena: &mut Arena, context: &mut Context<'_>) -> Option<FieldDraft> {
    let parameter = of.is_parameters();
    context.reading(Some(row.key.span));
    let (name, aliases) = names::read(&row, of, context)?;
    let ty_text = row.ty.as_ref().map_or_else(String::new, |ty| ty.text.trim().to_owned());
    let (row, unread) = misplaced::taken_off(row, context);
    let TypeCell { ty, may_be_left_out, beside_link } = match unread.ty {
        Some(_) => TypeCell::of(misplaced::unknown_type(&row, context)),
        None => type_of(&row, context),
    };
    let unsaid = if parameter { context.dialect.policy.parameter } else { context.dialect.policy.response_field };
    let (presence_unsaid, required) = match row.labelled {
        Some((presence, label)) => (Known::stated(presence, label), presence == Presence::Required),
        None => {
            let presence = Known::inferred(Presence::Unknown, name.span, policy_name(parameter));
            (presence, unsaid == Unsaid::Required)
        }
    };
    // A link is no value: it says where more is said.
    let (shown, linked) = row
        .example
        .map_or((None, None), |cell| if cell.links.is_empty() { (Some(cell), None) } else { (None, Some(cell)) });
    let mut field = FieldDraft {
        aliases,
        ty_text,
        default_text: row.default.as_ref().map(|cell| cell.text.trim().to_owned()),
        example: shown.as_deref().filter(|cell| says(cell, context)).map(Text::of),
        parameter,
        descriptions: row.description,
        span: row.span,
        unread,
        ..FieldDraft::new(name, ty, presence_unsaid, required)
    };
    if may_be_left_out {
        field.presence = Known::stated(Presence::Optional, field.ty.span);
        field.required = false;
    }
    presence(&mut field, row.presence.as_deref(), false, context);
    if row.optional.is_some() {
        presence(&mut field, row.optional.as_deref(), true, context);
    }
    context.reading(Some(row.key.span));
    names::marks(&mut field, &row.key, context);
    let empty = |cell: &Option<Box<Inline>>| cell.as_ref().is_some_and(|cell| code::unquoted(&cell.text).is_empty());
    if field.presence.value == Presence::Unknown && (empty(&row.presence) || empty(&row.optional)) {
        context.report(messages::presence_unsaid(&field.name.value, field.span));
    }
    if may_be_left_out && field.presence.value == Presence::Required {
        context.report(messages::type_may_be_left_out(&field.name.value, field.ty.span, field.presence.span));
    }
    location(&mut field, row.location.as_deref(), context);
    default(&mut field, row.default.as_deref(), of.path(), context);
    type_in_words(&mut field, context);
    for description in described(&field, context) {
        field.docs.push(&description.source);
        prose::describe(&mut field, &description, arena, context);
    }
    // Where more is said of it.
    if !row.key.links.is_empty() {
        field.docs.push(&row.key.source);
    }
    if let Some(cell) = row.ty.as_ref().filter(|_| beside_link) {
        field.docs.push(&cell.source);
    }
    if let Some(cell) = linked {
        field.docs.push(&cell.source);
    }
    values(&mut field, row.ty.as_deref(), &row.values, context);
    fixed_value(&mut field, context);
    let suffix = context.dialect.names.list_suffix.as_ref();
    if suffix.is_some_and(|suffix| field.name.value.ends_with(suffix.as_str())) && !field.ty.value.is_list() {
        let item = std::mem::replace(&mut field.ty.value, Draft::Array);
        field.ty.value = Draft::List(Box::new(item));
    }
    Some(field)
}

/// Gives a field without a type cell the type that its words say.
fn type_in_words(field: &mut FieldDraft, context: &mut Context<'_>) {
    if !matches!(field.ty.rule, Some(Reason::Untyped | Reason::UntypedPolicy)) {
        return;
    }
    let dialect = context.dialect;
    let says = |rule: &&ProseRule| rule.means == Means::Type && prose::counts(rule.of, field.parameter);
    let rules: Vec<_> = dialect.prose.iter().filter(|rule| rule.on != PhraseScope::Note).filter(says).collect();
    let named = field.descriptions.iter().find_map(|text| {
        let rules = rules.iter().filter(|rule| context.is_for(**rule, text.span));
        let mut found = rules.map(|rule| (*rule, rule.pattern.captures(&text.text)));
        found.find_map(|(rule, found)| Some((rule, text.part(found?.name("type")?.range()))))
    });
    let Some((rule, words)) = named else { return };
    // What cannot be read is words.
    if let Ok(FieldType { draft, optional, .. }) = type_expr::parse_field(&words, context) {
        context.follow("prose", &rule.pattern);
        words.text.trim().clone_into(&mut field.ty_text);
        field.ty = Known::stated(draft, words.span);
        if optional && field.presence.value == Presence::Unknown {
            field.presence = Known::stated(Presence::Optional, words.span);
            field.required = false;
        }
    }
}

/// Gives a field the values that its type cell or the rows in its own list.
fn values(field: &mut FieldDraft, ty: Option<&Inline>, listed: &[RawRow], context: &mut Context<'_>) {
    if let Some(cell) = ty.filter(|_| field.values.is_empty()) {
        field.values = type_expr::values(cell, context);
    }
    if !listed.is_empty() {
        let span = field.span;
        rows::give(field, listed, span, context);
    }
}

/// Whether a cell has words that say something.
fn says(cell: &Inline, context: &Context<'_>) -> bool {
    let words = cell.text.trim();
    !words.is_empty() && !context.dialect.columns.no_description.iter().any(|nothing| nothing == words)
}

/// The descriptions that say something. A row without one is reported.
fn described(field: &FieldDraft, context: &mut Context<'_>) -> Vec<Inline> {
    let texts: Vec<_> = field.descriptions.iter().filter(|text| says(text, context)).cloned().collect();
    if texts.is_empty() {
        let name = &field.name.value;
        let words = field.descriptions.iter().map(|text| text.text.trim()).find(|words| !words.is_empty());
        context.report(messages::undescribed(name, words, field.span));
    }
    texts
}

fn policy_name(parameter: bool) -> &'static str {
    if parameter { "policy.parameter" } else { "policy.response_field" }
}

/// What the type cell of a row says.
struct TypeCell {
    ty: Known<Draft>,
    /// Whether it says that the field may be left out.
    may_be_left_out: bool,
    /// Whether words stand beside the link that says the type.
    beside_link: bool,
}

impl TypeCell {
    /// A type, and nothing else.
    fn of(ty: Known<Draft>) -> Self {
        Self { ty, may_be_left_out: false, beside_link: false }
    }
}

fn type_of(row: &RawRow, context: &mut Context<'_>) -> TypeCell {
    let Some(cell) = row.ty.as_deref().filter(|cell| !untyped::is_untyped(cell, context)) else {
        if row.ty.is_some() {
            context.report(messages::type_unsaid(row.key.text.trim(), row.key.span));
        }
        return TypeCell::of(untyped::untyped(row.key.span, context));
    };
    context.reading(Some(cell.span));
    match type_expr::parse_field(cell, context) {
        Ok(FieldType { draft, optional, beside_link }) => {
            if cell.is_empty() {
                context.report(messages::empty_type(row.key.text.trim(), row.key.span));
            }
            if let Some(left) = type_expr::unread(cell, context) {
                context.report(messages::beside_type(&left, cell.span));
            }
            TypeCell { ty: Known::stated(draft, cell.span), may_be_left_out: optional, beside_link }
        }
        Err(reason) => {
            context.report(messages::no_field_type(&reason, cell.span));
            TypeCell::of(Known::stated(Draft::Known(Type::Any), cell.span))
        }
    }
}

/// Whether words in a cell are those of another column.
fn is_other(words: &str, context: &Context<'_>) -> bool {
    let dialect = context.dialect;
    let presence = dialect.presence.required.iter().chain(&dialect.presence.optional).any(|known| known == words);
    presence || dialect.types.contains_key(words) || dialect.locations.contains_key(words)
}

/// Reads the cell that says where a parameter is sent.
fn location(field: &mut FieldDraft, cell: Option<&Inline>, context: &mut Context<'_>) {
    let Some(cell) = cell.filter(|cell| !cell.is_empty()) else { return };
    let words = code::unquoted(&cell.text);
    context.reading(Some(cell.span));
    match context.dialect.locations.get(words) {
        Some(location) => {
            context.follow_word("locations");
            field.location = Some(Known::stated(*location, cell.span));
        }
        None => {
            field.unread.location = Some(cell.span);
            context.report(messages::unknown_location(words, is_other(words, context), cell.span));
        }
    }
}

/// Reads the presence cell. In an `inverted` one the words say whether the field may be left out.
fn presence(field: &mut FieldDraft, cell: Option<&Inline>, inverted: bool, context: &mut Context<'_>) {
    let Some(cell) = cell else { return };
    context.reading(Some(cell.span));
    let words = code::unquoted(&cell.text);
    let rules = &context.dialect.presence;
    let is = |spellings: &[String]| spellings.iter().any(|spelling| spelling == words);
    if words.is_empty() {
        return;
    }
    let mut set = |presence, required| {
        field.presence = Known::stated(presence, cell.span);
        field.required = required;
    };
    let (yes, no) = ("presence.required", "presence.optional");
    if is(if inverted { &rules.optional } else { &rules.required }) {
        context.follow_word(if inverted { no } else { yes });
        set(Presence::Required, true);
    } else if is(if inverted { &rules.required } else { &rules.optional }) {
        context.follow_word(if inverted { yes } else { no });
        set(Presence::Optional, false);
    } else if let Some((pattern, found)) =
        rules.conditional.iter().find_map(|pattern| Some((pattern, pattern.captures(words)?)))
    {
        context.follow("presence.conditional", pattern);
        set(Presence::Optional, false);
        field.conditions.push(Text::of(cell));
        field.required_for.extend(found.name("method").and_then(|name| Method::parse(name.as_str())));
    } else {
        field.unread.presence = Some(cell.span);
        context.report(messages::unknown_presence(words, is_other(words, context), cell.span));
    }
}

fn default(field: &mut FieldDraft, cell: Option<&Inline>, path: &[String], context: &mut Context<'_>) {
    let Some(cell) = cell else { return };
    context.reading(Some(cell.span));
    let words = cell.text.trim();
    let stated = field.presence.how == How::Stated;
    if words.is_empty() {
        if field.parameter && !stated {
            context.report(messages::default_unsaid(&field.name.value, field.span));
        }
        return;
    }
    let dialect = context.dialect;
    let is = |spellings: &[String]| spellings.iter().any(|spelling| spelling == words);
    if is(&dialect.default.none) {
        context.follow_word("default.none");
        // A presence column says more than the absence of a default.
        if field.parameter && !stated {
            field.required = dialect.policy.parameter_without_default == Unsaid::Required;
            let presence = if field.required { Presence::Required } else { Presence::Optional };
            field.presence = Known::inferred(presence, cell.span, "policy.parameter_without_default");
        }
        return;
    }
    if is(&dialect.default.empty_string) {
        context.follow_word("default.empty_string");
    }
    let empty = is(&dialect.default.empty_string).then(|| Written::Given(Value::String(String::new())));
    let value = empty.unwrap_or_else(|| value::written(words, context));
    field.default = Some(Box::new(Known::stated(value, cell.span)));
    if field.parameter {
        required_with_default(field, cell.span, path, context);
        field.presence = Known::stated(Presence::Optional, cell.span);
        field.required = false;
    }
}

/// Reports a parameter that must be there and has a default. Of a part of the path, the path says it.
fn required_with_default(field: &FieldDraft, span: Span, path: &[String], context: &mut Context<'_>) {
    let name = &field.name.value;
    if field.presence.value != Presence::Required || path.contains(name) {
        return;
    }
    context.report(messages::required_with_default(name, span, field.presence.span));
}

/// A response's default column gives the only value where the prose says that the value is fixed.
fn fixed_value(field: &mut FieldDraft, context: &mut Context<'_>) {
    let fixed = |description: &Inline| {
        context.prose(description.span).into_iter().any(|rule| {
            rule.means == Means::Constant
                && rule.value.is_none()
                && !rule.pattern.has_group("value")
                && rule.pattern.is_match(&description.text)
        })
    };
    if field.constant.is_some() {
        return;
    }
    let Some(span) = field.descriptions.iter().find(|text| fixed(text)).map(|text| text.span) else { return };
    field.constant = field.default.take();
    if field.constant.is_none() {
        context.report(messages::constant_unsaid(&field.name.value, span));
    }
}

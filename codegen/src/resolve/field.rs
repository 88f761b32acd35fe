//! Rows to fields: names, types, presence and defaults.

use serde_json::Value;

use super::context::Context;
use super::draft::{Draft, FieldDraft, Known};
use super::{prose, rows, type_expr, value};
use crate::diagnostic::{Code, Diagnostic};
use crate::dialect::{Means, NameRules, Pattern, Unsaid};
use crate::ir::{How, Method, Presence, Type};
use crate::markdown::{Inline, code};
use crate::recognise::raw::{RawRow, Text};

/// Reads a row as a field. `None`, with a diagnostic, where its name cannot be read.
pub fn read(row: &RawRow, parameter: bool, context: &mut Context<'_>) -> Option<FieldDraft> {
    let (name, aliases) = names(&row.key, row, context)?;
    let ty = type_of(row, context);
    let unsaid = if parameter { context.dialect.policy.parameter } else { context.dialect.policy.response_field };
    let (presence_unsaid, required) = match row.labelled {
        Some((presence, label)) => (Known::stated(presence, label), presence == Presence::Required),
        None => {
            let presence = Known::inferred(Presence::Unknown, name.span, policy_name(parameter));
            (presence, unsaid == Unsaid::Required)
        }
    };
    let mut field = FieldDraft {
        aliases,
        ty_text: row.ty.as_ref().map_or_else(String::new, |ty| ty.text.trim().to_owned()),
        default_text: row.default.as_ref().map(|cell| cell.text.trim().to_owned()),
        parameter,
        descriptions: row.description.clone(),
        span: row.span,
        ..FieldDraft::new(name, ty, presence_unsaid, required)
    };
    presence(&mut field, row.presence.as_ref(), false, context);
    if row.optional.is_some() {
        presence(&mut field, row.optional.as_ref(), true, context);
    }
    marks(&mut field, &row.key, context);
    place(&mut field, row.place.as_ref(), context);
    default(&mut field, row.default.as_ref(), context);
    for description in described(&field, context) {
        field.docs.push(&description.source);
        prose::describe(&mut field, &description, context);
    }
    if let Some(cell) = row.ty.as_ref().filter(|_| field.values.is_empty()) {
        field.values = type_expr::values(cell, context.dialect);
    }
    if !row.values.is_empty() {
        rows::give(&mut field, &row.values, row.span, context);
    }
    settle_default(&mut field, context);
    let suffix = context.dialect.names.list_suffix.as_ref();
    if suffix.is_some_and(|suffix| field.name.value.ends_with(suffix.as_str())) && !field.ty.value.is_list() {
        let item = std::mem::replace(&mut field.ty.value, Draft::Array);
        field.ty.value = Draft::List(Box::new(item));
    }
    Some(field)
}

/// The descriptions that say something. A row without one is reported.
fn described(field: &FieldDraft, context: &mut Context<'_>) -> Vec<Inline> {
    let blank = &context.dialect.columns.no_description;
    let says = |text: &&Inline| !text.text.trim().is_empty() && !blank.iter().any(|words| words == text.text.trim());
    let texts: Vec<_> = field.descriptions.iter().filter(says).cloned().collect();
    if texts.is_empty() {
        let name = &field.name.value;
        let words = field.descriptions.iter().map(|text| text.text.trim()).find(|words| !words.is_empty());
        let message = match words {
            Some(words) => format!("the description of `{name}` is `{words}`, which says nothing"),
            None => format!("nothing describes `{name}`"),
        };
        context.say(Code::Unsaid, field.span, message, "say in the table what it is");
    }
    texts
}

fn policy_name(parameter: bool) -> &'static str {
    if parameter { "policy.parameter" } else { "policy.response_field" }
}

fn names(cell: &Inline, row: &RawRow, context: &mut Context<'_>) -> Option<(Text, Vec<Text>)> {
    let rules = &context.dialect.names;
    let words = cell.text.trim();
    let parts: Vec<&str> = match &rules.alias_separator {
        Some(separator) => separator.split(words).collect(),
        None => vec![words],
    };
    let read = parts.iter().map(|part| unmarked(bare(part), rules));
    let is_name = |name: &str| match &rules.field {
        Some(pattern) => pattern.is_match(name),
        None => !name.is_empty() && name.chars().all(|letter| letter.is_alphanumeric() || "_-.[]".contains(letter)),
    };
    let mut names = Vec::new();
    for name in read {
        if !is_name(name) {
            let message =
                if words.is_empty() { "this row has no name".to_owned() } else { format!("`{name}` is no field name") };
            let help = "write one name, or names with the words of `names.alias_separator` between them; \
                        `names.field` in `dialect.toml` says what a name looks like";
            let span = if words.is_empty() { row.span } else { cell.span };
            context.say(Code::BadName, span, message, help);
            return None;
        }
        names.push(Text { value: name.to_owned(), span: cell.span });
    }
    let mut names = names.into_iter();
    Some((names.next()?, names.collect()))
}

/// A name without the marks that say whether it must be there.
fn unmarked<'n>(name: &'n str, rules: &NameRules) -> &'n str {
    let mut name = name;
    for pattern in [&rules.optional, &rules.required].into_iter().flatten() {
        let Some(found) = pattern.find(name) else { continue };
        let (before, after) = (name.get(..found.start()), name.get(found.end()..));
        name = if found.start() == 0 { after } else { before }.unwrap_or(name);
    }
    bare(name)
}

/// A name without the backticks around it.
fn bare(name: &str) -> &str {
    name.trim().trim_matches('`').trim()
}

fn type_of(row: &RawRow, context: &mut Context<'_>) -> Known<Draft> {
    let Some(cell) = &row.ty else {
        let help = "add a column for types, or name the one that is there under `columns.type`";
        context.say(Code::OpenType, row.key.span, "no column gives this field's type; any value is taken", help);
        return Known::inferred(Draft::Known(Type::Any), row.key.span, "no type column");
    };
    match type_expr::parse_cell(cell, context.dialect) {
        Ok(draft) => Known::stated(draft, cell.span),
        Err(reason) => {
            context.say(Code::BadType, cell.span, reason, "see `[types]` and `[[type]]` in `dialect.toml`");
            Known::stated(Draft::Known(Type::Any), cell.span)
        }
    }
}

/// Reads the marks of a name that say whether it must be there, outside of its backticks or inside.
fn marks(field: &mut FieldDraft, key: &Inline, context: &Context<'_>) {
    let rules = &context.dialect.names;
    let words = key.text.trim();
    let is = |pattern: &Pattern| pattern.is_match(words) || pattern.is_match(bare(words));
    let has = |pattern: &Option<Pattern>| pattern.as_ref().is_some_and(is);
    let marked = [(&rules.optional, Presence::Optional), (&rules.required, Presence::Required)];
    for (_, presence) in marked.into_iter().filter(|(pattern, _)| has(pattern)) {
        field.presence = Known::stated(presence, key.span);
        field.required = presence == Presence::Required;
    }
}

/// Reads the cell that says where a parameter travels.
fn place(field: &mut FieldDraft, cell: Option<&Inline>, context: &mut Context<'_>) {
    let Some(cell) = cell.filter(|cell| !cell.is_empty()) else { return };
    let words = code::unquoted(&cell.text);
    match context.dialect.places.get(words) {
        Some(place) => field.location = Some(Known::stated(*place, cell.span)),
        None => {
            let message = format!("`{words}` is no place that the dialect knows");
            context.say(Code::BadCell, cell.span, message, "add it to `[places]` in `dialect.toml`");
        }
    }
}

/// Reads the presence cell. In an `inverted` one the words say whether the field may be left out.
fn presence(field: &mut FieldDraft, cell: Option<&Inline>, inverted: bool, context: &mut Context<'_>) {
    let Some(cell) = cell else { return };
    let words = code::unquoted(&cell.text);
    let rules = &context.dialect.presence;
    let is = |spellings: &[String]| spellings.iter().any(|spelling| spelling == words);
    let unsaid = field.presence.how != How::Stated;
    let mut set = |presence, required| {
        field.presence = Known::stated(presence, cell.span);
        field.required = required;
    };
    if words.is_empty() {
        // The label of the table may have said it.
        if unsaid {
            let message = format!("nothing says whether `{}` must be there; the policy decides", field.name.value);
            context.say(Code::Unsaid, field.span, message, "fill the cell");
        }
    } else if is(if inverted { &rules.optional } else { &rules.required }) {
        set(Presence::Required, true);
    } else if is(if inverted { &rules.required } else { &rules.optional }) {
        set(Presence::Optional, false);
    } else if let Some(found) = rules.conditional.iter().find_map(|pattern| pattern.captures(words)) {
        set(Presence::Optional, false);
        field.conditions.push(Text::of(cell));
        field.required_for.extend(found.name("method").and_then(|name| Method::parse(name.as_str())));
    } else {
        let message = format!("`{words}` says nothing of presence that the dialect knows");
        context.say(Code::BadCell, cell.span, message, "add it to `[presence]` in `dialect.toml`");
    }
}

fn default(field: &mut FieldDraft, cell: Option<&Inline>, context: &mut Context<'_>) {
    let Some(cell) = cell else { return };
    let words = cell.text.trim();
    let stated = field.presence.how == How::Stated;
    if words.is_empty() {
        if field.parameter && !stated {
            let message = format!("the default cell of `{}` is empty; the policy decides", field.name.value);
            let help = "write the default, or what `default.none` says for \"none\"";
            context.say(Code::Unsaid, field.span, message, help);
        }
        return;
    }
    let dialect = context.dialect;
    let is = |spellings: &[String]| spellings.iter().any(|spelling| spelling == words);
    if is(&dialect.default.none) {
        // A presence column says more than the absence of a default.
        if field.parameter && !stated {
            field.required = dialect.policy.parameter_without_default == Unsaid::Required;
            let presence = if field.required { Presence::Required } else { Presence::Optional };
            field.presence = Known::inferred(presence, cell.span, "policy.parameter_without_default");
        }
        return;
    }
    let value = default_value(words, &field.ty.value, context);
    field.default = Some(Known::stated(value, cell.span));
    if field.parameter {
        field.presence = Known::stated(Presence::Optional, cell.span);
        field.required = false;
    }
}

fn default_value(words: &str, ty: &Draft, context: &Context<'_>) -> Value {
    let rules = &context.dialect.default;
    if rules.empty_string.iter().any(|spelling| spelling == words) {
        return Value::String(String::new());
    }
    // What is no value of the type is reported by `check_values`, when patches have had their say.
    value::parse(words, ty, rules.arithmetic).unwrap_or_else(|_| Value::String(code::unquoted(words).to_owned()))
}

/// Reads the default cell and what the prose says of values again, for a type that a patch has changed.
pub fn reread(field: &mut FieldDraft, context: &Context<'_>) {
    if let (Some(words), Some(known)) = (&field.default_text, &mut field.default) {
        known.value = default_value(words, &field.ty.value, context);
    }
    prose::reread(field, context);
}

/// A response's default column gives the only value where the prose says that the value is fixed.
fn settle_default(field: &mut FieldDraft, context: &Context<'_>) {
    let fixed = |description: &Inline| {
        context.dialect.prose.iter().any(|rule| {
            rule.means == Means::Constant
                && rule.value.is_none()
                && !rule.pattern.has_group("value")
                && rule.pattern.is_match(&description.text)
        })
    };
    if field.constant.is_none() && field.descriptions.iter().any(fixed) {
        field.constant = field.default.take();
    }
}

/// Reports listed values that the field cannot have: they are words about it.
pub fn check_set(field: &FieldDraft, context: &mut Context<'_>) {
    let typed = rows::takes_values(&field.ty.value);
    let unfit = field.unfit.as_ref().map(|problem| (problem.value.clone(), problem.span));
    let other =
        field.values.first().map(|first| (format!("`{}` is no type that has values", field.ty_text), first.span));
    let problem = if typed { unfit.filter(|_| field.values.is_empty()) } else { other };
    let Some((reason, span)) = problem else { return };
    let message = format!("the values of `{}` do not fit it, and are kept as words: {reason}", field.name.value);
    let diagnostic = Diagnostic::new(Code::NoEffect, span, message).related(field.ty.span, "its type");
    context.report(diagnostic.help("correct the type or the values, or the `[[values]]` rule that finds them"));
}

/// Reports a default, a constant or a value with a meaning of its own that is no value of its field's type.
pub fn check_values(field: &FieldDraft, context: &mut Context<'_>) {
    let known = [&field.default, &field.constant].into_iter().flatten().map(|known| (&known.value, known.span));
    for (value, span) in known.chain(field.sentinels.iter().map(|known| (&known.value, known.span))) {
        let words = match value {
            Value::String(words) => words.clone(),
            other => other.to_string(),
        };
        if let Err(reason) = value::parse(&words, &field.ty.value, false) {
            let diagnostic = Diagnostic::new(Code::DefaultMismatch, span, reason)
                .label(format!("the type of `{}` is `{}`", field.name.value, field.ty_text))
                .related(field.ty.span, "the type is given here")
                .help("correct the document, or add a patch for the field that sets `type` or `default`");
            context.report(diagnostic);
        }
    }
}

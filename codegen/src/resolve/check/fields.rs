//! Checks of fields, when patches have had their say: whether what is said of one suits its type.

use serde_json::{Number, Value};

use crate::ir::{Constraints, Fact, How, Type};
use crate::resolve::check::messages;
use crate::resolve::context::Context;
use crate::resolve::draft::{Draft, FieldDraft, Known, Reason};
use crate::resolve::read::value::written;
use crate::resolve::read::{rows, value};

/// Reports a field of which nothing says what it is.
pub fn check_type(field: &FieldDraft, context: &mut Context<'_>) {
    let (name, span) = (&field.name.value, field.ty.span);
    if field.ty.rule == Some(Reason::Untyped) {
        context.report(messages::untyped(name, span));
    } else if field.ty.value.is_open() && field.ty.how != How::Declared {
        context.report(messages::open_type(name, span));
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
    context.report(messages::unfit_values(&field.name.value, &reason, span, field.ty.span));
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
            context.report(messages::unfit_value(&field.name.value, &field.ty_text, &reason, span, field.ty.span));
        }
    }
}

/// Reports a default beyond what its field can be: none of its values, or outside of its limits.
pub fn check_default(field: &FieldDraft, context: &mut Context<'_>) {
    let Some(Known { value, span, .. }) = &field.default else { return };
    let listed = field.values.is_empty() || field.values.iter().any(|known| known.value == *value);
    let limit = |known: &Option<Known<Number>>| known.as_ref().and_then(|known| known.value.as_f64());
    let number = value.as_f64();
    let below = number.zip(limit(&field.minimum)).is_some_and(|(number, least)| number < least);
    let above = number.zip(limit(&field.maximum)).is_some_and(|(number, most)| number > most);
    if !(listed || value.is_array() || value.is_null()) {
        context.report(messages::unlisted_default(&field.name.value, value, *span));
    } else if below || above {
        context.report(messages::default_beyond(&field.name.value, value, *span));
    }
}

/// The example of a value that a table gives. One that is no value of the type is reported, and kept as text.
pub fn examples(field: &FieldDraft, context: &mut Context<'_>) -> Vec<Fact<Value>> {
    let Some(text) = &field.example else { return Vec::new() };
    let ty = &field.ty.value;
    let read = written(&text.value, context).map_or_else(|| value::parse(&text.value, ty, false), Ok);
    let (value, problem) = match read {
        Ok(value) if suits(&value, ty) => (value, None),
        Ok(value) => (value, Some(format!("`{}` is none", text.value))),
        Err(reason) => (Value::String(text.value.clone()), Some(reason)),
    };
    if let Some(reason) = problem {
        context.report(messages::unfit_example(&field.name.value, &reason, text.span, field.ty.span));
    }
    vec![context.fact(Known::stated(value, text.span))]
}

/// Whether a value is one of the type, as far as that is known.
fn suits(value: &Value, ty: &Draft) -> bool {
    match ty {
        Draft::Known(Type::Bool) => value.is_boolean(),
        Draft::Known(Type::Int { .. }) => value.is_i64() || value.is_u64(),
        Draft::Known(Type::Float { .. }) => value.is_number(),
        Draft::Known(Type::String) => value.is_string(),
        Draft::Known(Type::Null) => value.is_null(),
        Draft::Array => value.is_array(),
        Draft::List(item) => value.as_array().is_some_and(|items| items.iter().all(|one| suits(one, item))),
        Draft::Map(inner) => value.as_object().is_some_and(|members| members.values().all(|one| suits(one, inner))),
        Draft::Object | Draft::Struct(_) => value.is_object(),
        Draft::Nullable(inner) => value.is_null() || suits(value, inner),
        Draft::Union(variants) => variants.iter().any(|variant| suits(value, variant)),
        Draft::Known(_) | Draft::Named(_) | Draft::Linked(..) | Draft::Same { .. } => true,
    }
}

/// The limits of a field. Those of numbers that it cannot have are reported, and words alone.
pub fn constraints(field: &FieldDraft, context: &mut Context<'_>) -> Constraints {
    let (mut minimum, mut maximum) = (field.minimum.clone(), field.maximum.clone());
    let span = minimum.as_ref().or(maximum.as_ref()).map_or(field.span, |known| known.span);
    let number = |known: &Option<Known<Number>>| known.as_ref().and_then(|known| known.value.as_f64());
    let crossed = number(&minimum).zip(number(&maximum)).is_some_and(|(least, most)| least > most);
    let limited = minimum.is_some() || maximum.is_some();
    let problem = if limited && !is_number(&field.ty.value) {
        let words = if field.ty_text.is_empty() { String::new() } else { format!(" `{}`", field.ty_text) };
        Some(format!("its type{words} is no number"))
    } else {
        crossed.then(|| "the least is greater than the greatest".to_owned())
    };
    if let Some(reason) = problem {
        context.report(messages::unfit_limits(&field.name.value, &reason, span, field.ty.span));
        (minimum, maximum) = (None, None);
    }
    Constraints {
        max_length: field.max_length.clone().map(|known| context.fact(known)),
        max_items: field.max_items.clone().map(|known| context.fact(known)),
        minimum: minimum.map(|known| context.fact(known)),
        maximum: maximum.map(|known| context.fact(known)),
    }
}

/// Whether numbers can be in it.
fn is_number(ty: &Draft) -> bool {
    match ty {
        Draft::Known(ty) => matches!(ty, Type::Int { .. } | Type::Float { .. } | Type::Any),
        Draft::List(inner) | Draft::Nullable(inner) => is_number(inner),
        Draft::Union(variants) => variants.iter().any(is_number),
        Draft::Named(_) | Draft::Linked(..) => true,
        _ => false,
    }
}

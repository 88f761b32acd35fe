//! Checks of fields, when patches have had their say: whether what is said of one suits its type.

use serde_json::{Number, Value};

use crate::diagnostic::Diagnostic;
use crate::ir::validate::{Validator, exceeded};
use crate::ir::{Api, Constraints, Fact, How, Type};
use crate::resolve::check::messages;
use crate::resolve::context::Context;
use crate::resolve::draft::{Draft, FieldDraft, Known, Reason, Sentinel, Written};
use crate::resolve::read::{rows, value};

/// Reports a field of which nothing says what it is.
pub fn check_type(field: &FieldDraft, context: &mut Context<'_>) {
    let (name, span) = (&field.name.value, field.ty.span);
    if let Some(Reason::AsText { shown }) = field.ty.rule {
        context.report(messages::untyped_text(name, shown, span));
    } else if let Some(Reason::Differ(kinds)) = &field.ty.rule {
        context.report(messages::examples_differ(name, kinds, span));
    } else if field.ty.rule == Some(Reason::ByValues) {
        context.report(messages::typed_by_values(name, field.values.first().map_or(span, |first| first.span)));
    } else if field.ty.rule == Some(Reason::Untyped) {
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
        field.values.first().map(|first| (format!("`{}` is not a type that has values", field.ty_text), first.span));
    let problem = if typed { unfit.filter(|_| field.values.is_empty()) } else { other };
    let Some((reason, span)) = problem else { return };
    context.report(messages::unfit_values(&field.name.value, &reason, span, field.ty.span));
}

/// The default, the constant and the values with a meaning of their own that are values of their field's type. Others are
/// reported, and unknown.
pub fn sound_values(field: &FieldDraft, context: &mut Context<'_>) -> SoundValues {
    let mut sound = |known: &Known<Written>| is_sound(field, known, context);
    SoundValues {
        default: field.default.clone().filter(|known| sound(known)),
        constant: field.constant.clone().filter(|known| sound(known)),
        sentinels: field.sentinels.iter().filter(|sentinel| sound(&sentinel.value)).cloned().collect(),
    }
}

/// What [`sound_values`] finds.
pub struct SoundValues {
    /// The default.
    pub default: Option<Box<Known<Written>>>,
    /// The only value.
    pub constant: Option<Box<Known<Written>>>,
    /// Values with a meaning of their own.
    pub sentinels: Vec<Sentinel>,
}

fn is_sound(field: &FieldDraft, known: &Known<Written>, context: &mut Context<'_>) -> bool {
    let (name, words) = (&field.name.value, &field.ty_text);
    let text = known.value.value();
    let misfit = match (&known.value, &text) {
        (Written::Read(_, Some(reason)), _) => reason.clone(),
        (_, Value::String(text)) if holds_others(&field.ty.value) => {
            format!("`{text}` is text, and not a value of `{words}`")
        }
        _ => return true,
    };
    context.report(messages::unfit_value(name, words, &misfit, known.span, field.ty.span));
    false
}

/// Whether nothing but lists or nothing but objects are values of the type.
fn holds_others(ty: &Draft) -> bool {
    matches!(ty.base(), Draft::Array | Draft::List(_) | Draft::Object | Draft::Keys | Draft::Map(_) | Draft::Struct(_))
}

/// Reports a default beyond what its field can be: none of its values, or outside of its limits.
pub fn check_default(field: &FieldDraft, limits: &Constraints, context: &mut Context<'_>) {
    let Some(Known { value, span, .. }) = field.default.as_deref() else { return };
    let value = &value.value();
    let listed = field.values.is_empty() || field.values.iter().any(|known| known.value == *value);
    if !(listed || value.is_array() || value.is_null()) {
        context.report(messages::unlisted_default(&field.name.value, value, *span));
    } else if !exceeded(limits, value).is_empty() {
        context.report(messages::default_beyond(&field.name.value, value, *span));
    }
}

/// A value that should be one of a type, and what is said where it is not.
pub struct Doubt {
    value: Value,
    ty: Type,
    message: Diagnostic,
}

/// The example of a value that a table gives. One that cannot be read as the type is reported, and kept as text; whether
/// another is one of the type is a doubt until all types are there.
pub fn example(field: &FieldDraft, ty: &Type, doubts: &mut Vec<Doubt>, context: &mut Context<'_>) -> Vec<Fact<Value>> {
    let Some(text) = &field.example else { return Vec::new() };
    let misfit = |reason: &str| messages::unfit_example(&field.name.value, reason, text.span, field.ty.span);
    let read = value::given(&text.value, context).map_or_else(|| value::parse(&text.value, &field.ty.value, false), Ok);
    let value = match read {
        Ok(value) => {
            let message = misfit(&format!("`{}` is none", text.value));
            doubts.push(Doubt { value: value.clone(), ty: ty.clone(), message });
            value
        }
        Err(reason) => {
            context.report(misfit(&reason));
            Value::String(text.value.clone())
        }
    };
    vec![context.fact(Known::stated(value, text.span))]
}

/// Reports the values that are none of their types.
pub fn resolve_doubts(doubts: Vec<Doubt>, api: &Api, context: &mut Context<'_>) {
    let judge = Validator::new(api);
    for Doubt { value, ty, message } in doubts {
        if !judge.value(&ty, &value).decodes() {
            context.report(message);
        }
    }
}

/// The limits of a field. Those of numbers that it cannot have are reported, and words alone.
pub fn constraints(field: &FieldDraft, context: &mut Context<'_>) -> Constraints {
    let (mut minimum, mut maximum) = (field.minimum.clone(), field.maximum.clone());
    let span = minimum.as_ref().or(maximum.as_ref()).map_or(field.span, |known| known.span);
    let number = |known: &Option<Box<Known<Number>>>| known.as_ref().and_then(|known| known.value.as_f64());
    let crossed = number(&minimum).zip(number(&maximum)).is_some_and(|(least, most)| least > most);
    let limited = minimum.is_some() || maximum.is_some();
    let problem = if limited && !is_number(&field.ty.value) {
        Some(format!("its type{} is not a number", in_words(field)))
    } else {
        crossed.then(|| "the least is greater than the greatest".to_owned())
    };
    if let Some(reason) = problem {
        context.report(messages::unfit_limits(&field.name.value, &reason, span, field.ty.span));
        (minimum, maximum) = (None, None);
    }
    let max_length = suited(field, field.max_length.as_deref(), "can have no text", holds_text, context);
    let max_items = suited(field, field.max_items.as_deref(), "can have no items", holds_items, context);
    Constraints {
        max_length: max_length.map(|known| Box::new(context.fact(known))),
        max_items: max_items.map(|known| Box::new(context.fact(known))),
        minimum: minimum.map(|known| Box::new(context.fact(*known))),
        maximum: maximum.map(|known| Box::new(context.fact(*known))),
    }
}

/// The words of the type, behind a blank, where there are any.
fn in_words(field: &FieldDraft) -> String {
    if field.ty_text.is_empty() { String::new() } else { format!(" `{}`", field.ty_text) }
}

/// A limit of what the type of the field can hold. Another is reported, and words alone; `lacks` says why.
fn suited(
    field: &FieldDraft,
    limit: Option<&Known<u64>>,
    lacks: &str,
    holds: impl Fn(&Draft) -> bool,
    context: &mut Context<'_>,
) -> Option<Known<u64>> {
    let known = limit?.clone();
    if holds(&field.ty.value) {
        return Some(known);
    }
    let reason = format!("its type{} {lacks}", in_words(field));
    context.report(messages::unfit_limits(&field.name.value, &reason, known.span, field.ty.span));
    None
}

/// Whether texts can be in it. What a name stands for is not known here.
fn holds_text(ty: &Draft) -> bool {
    match ty {
        Draft::Known(ty) => ty.is_text() || *ty == Type::Any,
        Draft::List(inner) | Draft::Nullable(inner) => holds_text(inner),
        Draft::Union(variants) => variants.iter().any(holds_text),
        Draft::Named(_) | Draft::Linked(..) | Draft::Array | Draft::Same { .. } | Draft::Given(_) => true,
        Draft::Object | Draft::Keys | Draft::Map(_) | Draft::Struct(_) | Draft::Of(_) => false,
    }
}

/// Whether items can be in it: of a list, or of a text that separates them.
fn holds_items(ty: &Draft) -> bool {
    match ty {
        Draft::List(_) => true,
        Draft::Nullable(inner) => holds_items(inner),
        Draft::Union(variants) => variants.iter().any(holds_items),
        other => holds_text(other),
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

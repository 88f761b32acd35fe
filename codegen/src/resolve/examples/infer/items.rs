//! Tables of responses that describe the items of a list, where the dialect lets examples say which.

use serde_json::Value;

use crate::resolve::context::Context;
use crate::resolve::draft::{Arena, Draft, EndpointDraft, Known, ShapeId};
use crate::resolve::examples::infer::values::{Sample, infer};
use crate::resolve::examples::messages;
use crate::source::Span;

/// What the fields of a table are by an example.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Described {
    /// The fields of the data, as the table says.
    Data,
    /// The fields of the items of the list that the data is.
    Items,
    /// The fields of the items of the list in this field.
    ItemsOf(String),
}

/// Takes the table of a response as that of the items of the list that has its fields in the data of the examples,
/// `answers`.
pub fn fill(endpoint: &mut EndpointDraft, answers: &[(Value, Span)], arena: &mut Arena, context: &mut Context<'_>) {
    let Some(Known { value: Draft::Struct(shape), .. }) = endpoint.response else { return };
    if says_what_data_is(endpoint, arena, context) {
        return;
    }
    let names: Vec<&str> = arena.fields(shape).iter().map(|field| field.name.value.as_str()).collect();
    let mut found: Vec<Described> = answers.iter().filter_map(|(value, _)| described(value, &names)).collect();
    found.dedup();
    let ([described], Some((_, span))) = (found.as_slice(), answers.first()) else { return };
    let (span, items) = (*span, Draft::List(Box::new(Draft::Struct(shape))));
    let (value, field) = match described {
        Described::Data => return,
        Described::Items => (items, None),
        Described::ItemsOf(name) => {
            let Some(outer) = around(answers, name, shape, span, arena, context) else { return };
            (Draft::Struct(outer), Some(name.as_str()))
        }
    };
    endpoint.response = Some(Known::inferred(value, span, "policy.items_by_example"));
    context.report(messages::describes_items(&endpoint.name, field, span));
}

/// Whether a cell gives the type of the data.
fn says_what_data_is(endpoint: &EndpointDraft, arena: &Arena, context: &Context<'_>) -> bool {
    let fields = endpoint.envelope.map_or(&[][..], |shape| arena.fields(shape));
    let data = endpoint.stated.envelope(context).data.as_ref();
    fields.iter().any(|field| Some(&field.name.value) == data && !field.ty_text.is_empty())
}

/// What the fields of a table are in a value; `None` where it has none of them.
fn described(value: &Value, names: &[&str]) -> Option<Described> {
    let has = |value: &Value| names.iter().any(|name| value.get(name).is_some());
    let listed = |value: &Value| value.as_array().is_some_and(|items| items.iter().any(has));
    if has(value) {
        return Some(Described::Data);
    }
    if listed(value) {
        return Some(Described::Items);
    }
    let mut lists = value.as_object()?.iter().filter(|(_, value)| listed(value)).map(|(name, _)| name);
    let first = lists.next()?;
    lists.next().is_none().then(|| Described::ItemsOf(first.clone()))
}

/// The object around a list, as the examples show it, with the items that a table describes.
fn around(
    answers: &[(Value, Span)],
    name: &str,
    items: ShapeId,
    span: Span,
    arena: &mut Arena,
    context: &mut Context<'_>,
) -> Option<ShapeId> {
    let values = answers.iter().map(|(value, _)| value).filter(|value| value.is_object()).collect();
    let Some(Draft::Struct(outer)) = infer(&Sample { of: String::new(), values, span }, arena, context) else {
        return None;
    };
    let field = arena.get_mut(outer)?.fields.iter_mut().find(|field| field.name.value == name)?;
    field.ty.value = Draft::List(Box::new(Draft::Struct(items)));
    Some(outer)
}

//! Tables of responses that describe the items of a list, where the dialect lets examples say which.

use serde_json::Value;

use crate::resolve::context::Context;
use crate::resolve::draft::{Arena, Draft, EndpointDraft, Known, ShapeId};
use crate::resolve::examples::infer::values::{Sample, infer};
use crate::resolve::examples::messages;
use crate::source::Span;

/// Where the fields of a table stand in an example.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    /// Where the table says it.
    Own,
    /// In the items of the list that the response is.
    Items,
    /// In the items of the list in this field.
    Field(String),
}

/// Puts the table of a response to the items of the list that the data of the examples, `shown`, has with its fields.
pub fn place(endpoint: &mut EndpointDraft, shown: &[(Value, Span)], arena: &mut Arena, context: &mut Context<'_>) {
    let Some(Known { value: Draft::Struct(shape), .. }) = endpoint.response else { return };
    if says_what_data_is(endpoint, arena, context) {
        return;
    }
    let names: Vec<&str> = arena.fields(shape).iter().map(|field| field.name.value.as_str()).collect();
    let mut places: Vec<Place> = shown.iter().filter_map(|(value, _)| place_in(value, &names)).collect();
    places.dedup();
    let ([place], Some((_, span))) = (places.as_slice(), shown.first()) else { return };
    let (span, items) = (*span, Draft::List(Box::new(Draft::Struct(shape))));
    let (value, what) = match place {
        Place::Own => return,
        Place::Items => (items, "the list that comes back".to_owned()),
        Place::Field(name) => {
            let what = format!("the list `{name}`");
            let Some(outer) = around(shown, name, shape, span, arena, context) else { return };
            (Draft::Struct(outer), what)
        }
    };
    endpoint.response = Some(Known::inferred(value, span, "policy.place_by_example"));
    context.report(messages::placed(&endpoint.name, &what, span));
}

/// Whether a cell gives the type of the data.
fn says_what_data_is(endpoint: &EndpointDraft, arena: &Arena, context: &Context<'_>) -> bool {
    let fields = endpoint.envelope.map_or(&[][..], |shape| arena.fields(shape));
    let data = context.dialect.envelope.data.as_ref();
    fields.iter().any(|field| Some(&field.name.value) == data && !field.ty_text.is_empty())
}

/// Where a value has the fields of a table; `None` where it has none of them.
fn place_in(value: &Value, names: &[&str]) -> Option<Place> {
    let has = |value: &Value| names.iter().any(|name| value.get(name).is_some());
    let listed = |value: &Value| value.as_array().is_some_and(|items| items.iter().any(has));
    if has(value) {
        return Some(Place::Own);
    }
    if listed(value) {
        return Some(Place::Items);
    }
    let mut lists = value.as_object()?.iter().filter(|(_, value)| listed(value)).map(|(name, _)| name);
    let first = lists.next()?;
    lists.next().is_none().then(|| Place::Field(first.clone()))
}

/// The object around a list, as the examples show it, with the items that a table describes.
fn around(
    shown: &[(Value, Span)],
    name: &str,
    items: ShapeId,
    span: Span,
    arena: &mut Arena,
    context: &mut Context<'_>,
) -> Option<ShapeId> {
    let values = shown.iter().map(|(value, _)| value).filter(|value| value.is_object()).collect();
    let Some(Draft::Struct(outer)) = infer(&Sample { values, span }, arena, context) else { return None };
    let field = arena.get_mut(outer)?.fields.iter_mut().find(|field| field.name.value == name)?;
    field.ty.value = Draft::List(Box::new(Draft::Struct(items)));
    Some(outer)
}

//! What comes back.

use serde_json::Value;

use crate::ir::{
    Api, Body, Docs, Endpoint, Envelope, Field, Status, StatusCode, StatusRange, Success, Type, TypeKind, ValueLabel,
};

use super::answer::{bare_type, fields, is_bare};
use super::context::{Context, source};
use super::nested::nested;
use super::object::{Json, Object};
use super::{examples, field, names, plan, prose, schema};

/// The status of a success where the documents say none.
const NORMAL: StatusCode = StatusCode::One(200);

/// The statuses with a meaning of their own, for the components.
pub(super) fn statuses(cx: &Context) -> Object {
    let mut responses = Object::new();
    for status in own(cx.api) {
        let media = status.ty.as_ref().map(|ty| Object::new().with("schema", schema::of_type(cx, &ty.value)));
        let content = media.map(|media| Object::new().with("application/json", media));
        let response = Object::new().with("description", meaning_of(status)).with_some("content", content);
        responses.set(component_of(status), response.with("x-source", source(cx, &status.provenance)));
    }
    responses
}

/// The statuses other than the normal one.
fn own(api: &Api) -> impl Iterator<Item = &Status> {
    api.statuses.iter().filter(|status| status.code != NORMAL)
}

fn component_of(status: &Status) -> String {
    match status.code {
        StatusCode::Range(StatusRange::Default) => "StatusDefault".to_owned(),
        code => format!("Status{code}"),
    }
}

/// What is said of a status.
fn meaning_of(status: &Status) -> String {
    match status.code {
        _ if !status.docs.is_empty() => status.docs.0.clone(),
        StatusCode::Range(StatusRange::Default) => "HTTP, any other status".to_owned(),
        code => format!("HTTP {code}"),
    }
}

/// The references to them, by status.
pub(super) fn references(api: &Api) -> Vec<(StatusCode, Json)> {
    let reference = |status: &Status| format!("#/components/responses/{}", component_of(status));
    own(api).map(|status| (status.code, Object::new().with("$ref", reference(status)).shared())).collect()
}

/// The responses of an endpoint by status.
pub(super) fn responses(cx: &Context, endpoint: &Endpoint) -> Object {
    let success = endpoint.response.status.as_ref().map_or(NORMAL, |status| StatusCode::One(status.value));
    let mut known = endpoint.statuses.iter().chain(&cx.api.statuses);
    let meaning = known.find(|status| status.code == success).map_or("", |status| &status.docs.0);
    let mut normal = Object::new().with("description", prose::response(endpoint, meaning));
    // What HTTP says to have no body has none, whatever stands around the data of other responses.
    if let Some(media) = endpoint.response.media().filter(|_| !success.is_bare()) {
        normal.set("content", raw(cx, endpoint, media));
    } else if let Some(schema) = whole(cx, endpoint).filter(|_| !success.is_bare()) {
        let media = examples::response(cx, endpoint, Object::new().with("schema", schema));
        normal.set("content", Object::new().with("application/json", media));
    }
    normal.set("x-source", source(cx, &endpoint.response.body.provenance));
    let mut responses = Object::new();
    if !redirects(endpoint) {
        responses.set(success.to_string(), normal);
    }
    let successes = endpoint.successes();
    let of = |code: StatusCode| successes.iter().find(|one| StatusCode::One(one.status) == code);
    for status in endpoint.statuses.iter().filter(|status| status.code != success) {
        let response = match of(status.code) {
            Some(one) => further(cx, endpoint, status, one),
            None => other(cx, endpoint, status),
        };
        responses.set(status.code.to_string(), response);
    }
    for (code, reference) in &cx.statuses {
        if !responses.has(&code.to_string()) {
            responses.set(code.to_string(), reference.clone());
        }
    }
    if cx.statuses.is_empty() && endpoint.statuses.iter().all(|status| !status.code.is_error()) {
        // The documents say nothing of statuses, so a call that is not carried out can have any.
        responses.set("default", Object::new().with("description", "A call that was not carried out."));
    }
    responses
}

/// Whether all that the documents say of what comes back is that the call leads elsewhere.
fn redirects(endpoint: &Endpoint) -> bool {
    let within = |from: u16, to: u16| {
        let is = move |status: &Status| matches!(status.code, StatusCode::One(code) if (from..=to).contains(&code));
        endpoint.statuses.iter().any(is)
    };
    let nothing = !matches!(endpoint.response.body.value, Body::Data { .. });
    nothing && endpoint.response.status.is_none() && within(300, 399) && !within(200, 299)
}

/// What comes back where it is no JSON; beside it a failure that has the status of a success.
fn raw(cx: &Context, endpoint: &Endpoint, media: &str) -> Object {
    let mut schema = bare_type(endpoint).map(|ty| schema::of_type(cx, ty)).unwrap_or_default();
    if schema.has("contentMediaType") {
        schema.set("contentMediaType", media);
    }
    let mut content = Object::new();
    content.set(media.to_owned(), Object::new().with("schema", schema));
    if fails_with_success(cx, endpoint) {
        let schema = Object::new().with("$ref", names::reference(cx.names.envelope()));
        content.set("application/json", Object::new().with("schema", schema));
    }
    content
}

/// Whether a failure can have the status of a success that is no JSON. Generators of clients would take it for another
/// success.
fn fails_with_success(cx: &Context, endpoint: &Endpoint) -> bool {
    let envelope = cx.api.envelope_of(endpoint);
    envelope.code.is_some() && !envelope.fields.is_empty() && !cx.projection.for_clients
}

/// A success that is not the usual one: in the same envelope, or with nothing.
fn further(cx: &Context, endpoint: &Endpoint, status: &Status, success: &Success<'_>) -> Object {
    let response = Object::new().with("description", meaning_of(status));
    let Some(data) = success.data.filter(|_| !status.code.is_bare()) else {
        return response.with("x-source", source(cx, &status.provenance));
    };
    let endpoint = endpoint.giving(data);
    let schema = if is_bare(cx.api, &endpoint) { schema::of_type(cx, data) } else { around(cx, &endpoint) };
    let media = examples::further(cx, &endpoint, status.code, Object::new().with("schema", schema));
    response
        .with("content", Object::new().with("application/json", media))
        .with("x-source", source(cx, &status.provenance))
}

/// A response of an endpoint whose status is not that of its success.
fn other(cx: &Context, endpoint: &Endpoint, status: &Status) -> Object {
    let schema = status.ty.as_ref().map(|ty| schema::of_type(cx, &ty.value));
    let media = Object::new().with_some("schema", schema);
    let media = examples::of_status(cx, endpoint, status, media);
    let content = (!media.is_empty()).then(|| Object::new().with("application/json", media));
    let response = Object::new().with("description", meaning_of(status)).with_some("content", content);
    response.with("x-source", source(cx, &status.provenance))
}

/// The schema of an endpoint's whole response; none where nothing comes back.
pub(super) fn whole(cx: &Context, endpoint: &Endpoint) -> Option<Object> {
    let shared = if is_bare(cx.api, endpoint) {
        return bare_type(endpoint).map(|ty| schema::of_type(cx, ty));
    } else if is_plain(endpoint) {
        cx.names.envelope()
    } else {
        cx.names.response(&endpoint.name)?
    };
    Some(Object::new().with("$ref", names::reference(shared)))
}

/// The schema of what surrounds the data of every response, with the roles of its fields.
pub(super) fn envelope(cx: &Context) -> Object {
    let envelope = &cx.api.envelope;
    let roles = Object::new()
        .with_some("data", envelope.data.as_deref())
        .with_some("code", envelope.code.as_deref())
        .with_list("success", envelope.success.iter().cloned().map(Json::from).collect())
        .with_list("messages", envelope.messages.iter().map(|name| Json::from(name.as_str())).collect())
        .with_some("details", envelope.details.as_deref())
        .with_some("echo", envelope.echo.as_deref());
    nested(schema::object(cx, &envelope.fields, None))
        .with_text("description", &envelope.docs.0)
        .with("x-envelope", roles)
}

/// Whether a response refers to the API's envelope.
pub(super) fn uses_envelope(cx: &Context) -> bool {
    let extended = |endpoint: &Endpoint| !cx.projection.for_clients && extends(cx.api, endpoint);
    let refers = |endpoint: &Endpoint| match endpoint.response.media() {
        Some(_) => fails_with_success(cx, endpoint),
        None => !is_bare(cx.api, endpoint) && (is_plain(endpoint) || extended(endpoint)),
    };
    cx.api.endpoints.iter().any(refers)
}

/// The schema of an endpoint's whole response for the components, where it is more than the API's envelope.
pub(super) fn component<'a>(cx: &'a Context, endpoint: &Endpoint) -> Option<(&'a str, Object)> {
    if is_bare(cx.api, endpoint) || is_plain(endpoint) || endpoint.response.media().is_some() {
        return None;
    }
    let name = cx.names.response(&endpoint.name)?;
    Some((name, around(cx, endpoint)))
}

/// The schema of an endpoint's whole response, with what surrounds its data.
fn around(cx: &Context, endpoint: &Endpoint) -> Object {
    let mut fields = fields(cx.api, endpoint);
    let mut parts: Vec<Object> = Vec::new();
    if extends(cx.api, endpoint) && !cx.projection.for_clients {
        parts.push(Object::new().with("$ref", names::reference(cx.names.envelope())));
        let general = &cx.api.envelope.fields;
        fields.retain(|field| !general.contains(field) || lists_codes(cx.api, endpoint, field));
    }
    if !fields.is_empty() || parts.is_empty() {
        parts.push(object(cx, endpoint, &fields));
    }
    let envelope = cx.api.envelope_of(endpoint);
    let data = bare_type(endpoint).filter(|_| envelope.data.is_none()).map(|ty| schema::of_type(cx, ty));
    let Some(data) = data else { return schema::all_of(parts) };
    // The data stands beside the envelope's fields, or comes in their place.
    parts.push(match &envelope.code {
        Some(code) => Object::new().with_list("anyOf", vec![data.shared(), failed(envelope, code).shared()]),
        None => data,
    });
    schema::all_of(parts)
}

/// The schema of the answer to a call that failed, as far as it is told from data without a field of its own.
fn failed(envelope: &Envelope, code: &str) -> Object {
    let schema = Object::new().with("type", "object");
    if !envelope.is_flat() {
        let mut properties = Object::new();
        if code.contains('.') {
            properties.set(code.to_owned(), Object::new());
        }
        return nested(schema.with_unless_empty("properties", properties).with_list("required", vec![code.into()]));
    }
    let success = envelope.success.iter().cloned().map(Json::from).collect();
    let other = Object::new().with("not", Object::new().with_list("enum", success));
    let mut properties = Object::new();
    properties.set(code.to_owned(), other);
    nested(schema.with("properties", properties))
}

/// Whether the response is the API's envelope and no more is known of it.
fn is_plain(endpoint: &Endpoint) -> bool {
    let response = &endpoint.response;
    response.body.value == Body::Unknown && response.envelope.is_empty() && endpoint.errors.is_empty()
}

/// Whether the endpoint's response is the API's envelope with more said, and nothing taken back.
fn extends(api: &Api, endpoint: &Endpoint) -> bool {
    let general = &api.envelope_of(endpoint).fields;
    let narrows = |field: &Field| {
        let same = general.iter().find(|other| other.name.value == field.name.value);
        same.is_none_or(|other| self::narrows(api, field, other))
    };
    !general.is_empty() && endpoint.response.envelope.iter().all(narrows) && holds_data(api, endpoint, general)
}

/// Whether the data of the endpoint is among what the envelope says of its data field.
fn holds_data(api: &Api, endpoint: &Endpoint, general: &[Field]) -> bool {
    let named = |field: &&Field| api.envelope.data.as_deref() == Some(field.name.value.as_str());
    let own = fields(api, endpoint);
    let (Some(wider), Some(own)) = (general.iter().find(named), own.iter().find(named)) else { return true };
    let (wider, own) = (plan::shape(api, &wider.ty.value), plan::shape(api, &own.ty.value));
    let (wider, own) = match (wider, own) {
        (Type::Nullable { .. }, Type::Null) => return true,
        (Type::Nullable { inner: wider }, Type::Nullable { inner: own }) => {
            (plan::shape(api, wider), plan::shape(api, own))
        }
        (Type::Nullable { inner }, own) => (plan::shape(api, inner), own),
        sides => sides,
    };
    let is_any = |ty: &Type| *plan::shape(api, ty) == Type::Any;
    match (wider, own) {
        (Type::Any, _) => true,
        (Type::List { items }, Type::List { .. }) if is_any(items) => true,
        (Type::Map { values }, Type::Map { .. } | Type::Ref { .. }) if is_any(values) => true,
        (wider, own) => wider == own,
    }
}

/// Whether all that is true of `general` is true of `field`.
fn narrows(api: &Api, field: &Field, general: &Field) -> bool {
    let (ty, wider) = (plan::shape(api, &field.ty.value), plan::shape(api, &general.ty.value));
    // What the endpoint's document says of the data counts as its data, which is compared by itself.
    let is_data = api.envelope.data.as_deref() == Some(field.name.value.as_str());
    let constant = |field: &Field| field.constant.as_ref().map(|fact| fact.value.clone());
    (field.required || !general.required)
        && (is_data || *wider == Type::Any || ty == wider)
        && (general.constant.is_none() || constant(general) == constant(field))
        && (general.constraints.is_empty() || general.constraints == field.constraints)
}

/// The schema of a whole response; the code field names the codes that the endpoint lists.
fn object(cx: &Context, endpoint: &Endpoint, fields: &[Field]) -> Object {
    let mut schema = schema::object(cx, fields, None);
    for field in fields {
        let own = if lists_codes(cx.api, endpoint, field) {
            codes(cx, endpoint, field)
        } else if is_nothing(cx.api, endpoint, field) {
            // Generators have no type for what is always `null`.
            Object::new()
        } else {
            continue;
        };
        if let Some(properties) = schema.child("properties") {
            properties.set(field.name.value.clone(), field::property(cx, field, own));
        }
    }
    nested(schema)
}

/// Whether a field is the data of a response that has none.
fn is_nothing(api: &Api, endpoint: &Endpoint, field: &Field) -> bool {
    api.envelope.data.as_deref() == Some(field.name.value.as_str()) && endpoint.response.body.value == Body::None
}

/// Whether a field is the code, and the endpoint lists codes.
fn lists_codes(api: &Api, endpoint: &Endpoint, field: &Field) -> bool {
    api.envelope.code.as_deref() == Some(field.name.value.as_str()) && !endpoint.errors.is_empty()
}

/// The schema of the code: those that mean success and those that the endpoint lists, but for what its type has.
fn codes(cx: &Context, endpoint: &Endpoint, field: &Field) -> Object {
    let known: Vec<&Value> = match &field.ty.value {
        Type::Ref { id } => match cx.api.type_def(id).map(|def| &def.kind) {
            Some(TypeKind::Values { values, .. }) => values.iter().map(|fact| &fact.value.value).collect(),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    };
    let success = cx.api.envelope.success.iter().map(|value| (value, Docs::default()));
    let errors = endpoint.errors.iter().map(|error| (&error.code, error.docs.clone()));
    let mut labels: Vec<ValueLabel> = Vec::new();
    for (value, docs) in success.chain(errors) {
        match labels.iter_mut().find(|label| label.value == *value) {
            Some(label) => label.docs.push(&docs.0),
            None => labels.push(ValueLabel { value: value.clone(), docs }),
        }
    }
    labels.retain(|label| !known.contains(&&label.value));
    let any = schema::of_type(cx, &field.ty.value);
    if labels.is_empty() { any } else { schema::open_set(labels.iter(), any) }
}

//! Whole answers: the envelope with the data in it.

use serde_json::Value;

use super::context::Context;
use crate::ir::{Api, Body, Constraints, Docs, Endpoint, Fact, Field, Presence, Provenance, Type};

/// Whether nothing surrounds the data.
pub fn is_bare(api: &Api, endpoint: &Endpoint) -> bool {
    api.envelope_of(endpoint).fields.is_empty() && endpoint.response.envelope.is_empty()
}

/// The type of the data, where there is some.
pub fn bare_type(endpoint: &Endpoint) -> Option<&Type> {
    match &endpoint.response.body.value {
        Body::Unknown => Some(&Type::Any),
        Body::None => None,
        Body::Data { data } => Some(data),
    }
}

/// The fields of an endpoint's whole response: the envelope's, as the endpoint's document has them where it does, the
/// data field with the endpoint's type.
pub fn fields(api: &Api, endpoint: &Endpoint) -> Vec<Field> {
    let envelope = api.envelope_of(endpoint);
    let mut fields = envelope.fields.clone();
    for own in &endpoint.response.envelope {
        match fields.iter_mut().find(|field| field.name.value == own.name.value) {
            Some(field) => *field = own.clone(),
            None => fields.push(own.clone()),
        }
    }
    let body = &endpoint.response.body;
    let ty = match &body.value {
        Body::Unknown => return fields,
        Body::None => Type::Null,
        Body::Data { data } => data.clone(),
    };
    let Some(name) = &envelope.data else { return fields };
    let ty = if fails_with_null(api, name) { nullable(ty) } else { ty };
    match fields.iter_mut().find(|field| field.name.value == *name) {
        Some(field) => {
            let ty = if matches!(field.ty.value, Type::Nullable { .. }) { nullable(ty) } else { ty };
            field.ty = Fact { value: ty, provenance: body.provenance.clone() };
            field.name.provenance = body.provenance.clone();
        }
        None => fields.push(data_field(name, ty, &body.provenance)),
    }
    fields
}

/// Whether the data of a call that failed is `null`.
fn fails_with_null(api: &Api, data: &str) -> bool {
    api.envelope.failed.iter().any(|member| member.name == data && member.value.value.is_null())
}

/// The type, or `null`.
fn nullable(ty: Type) -> Type {
    match ty {
        Type::Any | Type::Null | Type::Nullable { .. } => ty,
        ty => Type::Nullable { inner: Box::new(ty) },
    }
}

/// A data field that the envelope names and no table lists.
fn data_field(name: &str, ty: Type, provenance: &Provenance) -> Field {
    Field {
        name: Fact { value: name.to_owned(), provenance: provenance.clone() },
        aliases: Vec::new(),
        ty: Fact { value: ty, provenance: provenance.clone() },
        presence: Fact { value: Presence::Unknown, provenance: provenance.clone() },
        required: false,
        conditions: Vec::new(),
        required_for: Vec::new(),
        location: None,
        default: None,
        constant: None,
        sentinels: Vec::new(),
        cookie: None,
        once: None,
        rest: false,
        constraints: Constraints::default(),
        examples: Vec::new(),
        deprecated: None,
        docs: Docs::default(),
    }
}

/// Whether `value` can be an endpoint's whole response.
pub fn fits(cx: &Context, endpoint: &Endpoint, value: &Value) -> bool {
    let data = bare_type(endpoint);
    let of_data = |ty| cx.validator.value(ty, value).is_valid();
    if is_bare(cx.api, endpoint) {
        return data.is_some_and(of_data);
    }
    let beside = cx.api.envelope_of(endpoint).data.is_some() || data.is_none_or(of_data);
    let value = cx.api.envelope_of(endpoint).levelled(value);
    beside && cx.validator.fields(&fields(cx.api, endpoint), None, &value).is_valid()
}

//! Authentication.

use crate::ir::{AuthKind, AuthScheme, Endpoint};

use super::context::{Context, source};
use super::names;
use super::object::{Json, Object};

/// The API's schemes by name.
pub(super) fn schemes(cx: &Context) -> Object {
    let mut schemes = Object::new();
    for auth in &cx.api.auth {
        schemes.set(names::operation(&auth.id), scheme(cx, auth));
    }
    schemes
}

fn scheme(cx: &Context, auth: &AuthScheme) -> Object {
    let key = |place: &str, name: &str| Object::new().with("type", "apiKey").with("in", place).with("name", name);
    let scheme = match &auth.kind {
        AuthKind::Bearer => Object::new().with("type", "http").with("scheme", "bearer"),
        AuthKind::Query { name } => key("query", name),
        AuthKind::Cookie { name } => key("cookie", name),
        AuthKind::Header { name, prefix } if prefix.is_empty() => key("header", name),
        AuthKind::Header { name, prefix } => {
            let description = format!("`{prefix}` stands before the credential.");
            key("header", name).with("description", description).with("x-prefix", prefix.as_str())
        }
    };
    scheme.with("x-source", source(cx, &auth.provenance))
}

/// What an endpoint demands: any one of its schemes, with those that are needed beside it. An empty list says that it
/// demands nothing.
pub(super) fn requirement(cx: &Context, endpoint: &Endpoint) -> Vec<Json> {
    let one = |id: &str| {
        let mut requirement = Object::new();
        requirement.set(names::operation(id), Vec::<Json>::new());
        for other in cx.api.auth_together(id).skip(1) {
            requirement.set(names::operation(&other.id), Vec::<Json>::new());
        }
        requirement.into()
    };
    endpoint.auth.iter().map(|fact| one(&fact.value)).collect()
}

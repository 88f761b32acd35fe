//! Comparison: what an example shows against what the tables say, field by field and in both directions.

use serde_json::Value;

use super::messages::{self, At, Found};
use super::{calls, fitting, report};
use crate::diagnostic::Code;
use crate::ir::validate::{Difference, Differences, Kind, Step, Validator};
use crate::ir::{
    Api, Body, Endpoint, Example, ExampleKind, ExampleRequest, Field, Location, Named, Presence, Provenance, Success,
    Type,
};
use crate::resolve::context::Context;
use crate::resolve::draft::ExampleDraft;

/// How many examples of an endpoint were compared.
#[derive(Default)]
pub struct Compared {
    /// Those that are JSON and have a type.
    pub all: usize,
    /// Those of them that are values of the types.
    pub decoded: usize,
    /// Those that are JSON and show a failure whose type is not documented.
    pub failures: usize,
}

/// Compares examples with the types of an API.
pub struct Comparison<'a> {
    api: &'a Api,
    judge: Validator<'a>,
}

impl<'a> Comparison<'a> {
    /// With the types of `api`.
    pub fn new(api: &'a Api) -> Self {
        Self { api, judge: Validator::new(api) }
    }

    /// Compares the examples of `endpoint` with its types.
    pub fn endpoint(&self, endpoint: &Endpoint, examples: &[ExampleDraft], context: &mut Context<'_>) -> Compared {
        let mut compared = Compared::default();
        for draft in examples {
            let example = &draft.example;
            if let Some(request) = example.request.as_ref().filter(|_| draft.elsewhere) {
                context.report(messages::calls_none(request.method, calls::path_of(&request.url), draft.span));
                continue;
            }
            if let Some(name) = draft.names.as_ref().filter(|name| !self.is_named(endpoint, name)) {
                context.report(messages::names_another(name, &endpoint.name, draft.span));
            }
            let failure = endpoint.failure_of(example);
            if example.is_failure() && failure.is_none_or(|status| status.ty.is_none()) {
                compared.failures += usize::from(example.is_json());
                continue;
            }
            let found = match failure.and_then(|status| status.ty.as_ref()).zip(example.value.as_ref()) {
                Some((ty, value)) if example.kind == ExampleKind::Response => {
                    self.of_type(&ty.value, value, At::Whole("the response"))
                }
                _ => self.example(endpoint, example),
            };
            if example.is_json() {
                compared.all += 1;
                compared.decoded += usize::from(example.value.is_some() && found.iter().all(|found| found.decodes));
            }
            report::all(found, (&endpoint.name, endpoint.provenance.line), draft, context);
        }
        compared
    }

    /// Whether a frame with this name calls the endpoint.
    fn is_named(&self, endpoint: &Endpoint, name: &str) -> bool {
        let later = self.api.transport.async_suffix.as_ref().and_then(|suffix| name.strip_suffix(&*suffix.value));
        [Some(name), later].into_iter().flatten().any(|name| name == endpoint.name)
    }

    /// Compares an example of a type, called `name`, with it; whether it is a value of it.
    pub fn value(&self, ty: &Type, name: &str, draft: &ExampleDraft, context: &mut Context<'_>) -> bool {
        let value = draft.example.value.as_ref();
        let found = value.map_or(Vec::new(), |value| self.of_type(ty, value, At::Named(name)));
        let decodes = value.is_some() && found.iter().all(|found| found.decodes);
        report::all(found, (name, 0), draft, context);
        decodes
    }

    fn example(&self, endpoint: &Endpoint, example: &Example) -> Vec<Found> {
        match (&example.kind, &example.value, &example.request) {
            (ExampleKind::Response, Some(value), _) => match endpoint.further_of(example) {
                Some(Success { data: Some(data), .. }) => self.response(&endpoint.giving(data), value),
                Some(_) => Vec::new(),
                None => self.response(endpoint, value),
            },
            (ExampleKind::Request, _, Some(request)) => {
                let place = |at: &Provenance| (at.file.clone(), at.line, at.column);
                let announces = place(&example.provenance) == place(&endpoint.provenance);
                self.request(endpoint, request, announces)
            }
            (ExampleKind::Request, Some(value), None) if endpoint.parameters.raw.is_some() => {
                // A body that is bytes or text is no value of any type.
                let raw = endpoint.parameters.raw.as_ref().filter(|raw| raw.is_json());
                let is_it = |field: &&Field| raw.is_some_and(|raw| raw.parameter == field.name.value);
                let field = endpoint.parameters.fields.iter().find(is_it);
                field.map_or_else(Vec::new, |field| self.of_type(&field.ty.value, value, At::Whole("the request")))
            }
            // A body where no method has one is reported, and compared with nothing.
            (ExampleKind::Request, Some(_), None) if endpoint.methods.iter().all(|method| method.value.is_bare()) => {
                Vec::new()
            }
            (ExampleKind::Request, Some(value), None) => {
                // What is sent elsewhere may be shown beside the body, and need not.
                let sent = |field: &&Field| match field.location.as_ref().map(|at| at.value) {
                    None | Some(Location::Body) => true,
                    Some(Location::Query | Location::Header) => value.get(&field.name.value).is_some(),
                    Some(Location::Path) => false,
                };
                let found = self.fields(endpoint.parameters.fields.iter().filter(sent), value, "the request");
                self.response_in_request(endpoint, value, &found).map_or(found, |found| vec![found])
            }
            (ExampleKind::Parameter { name }, Some(value), _) => {
                let field = endpoint.parameters.fields.iter().find(|field| field.name.value == *name);
                field.map_or(Vec::new(), |field| self.of_type(&field.ty.value, value, At::Named(name)))
            }
            _ => Vec::new(),
        }
    }

    fn of_type(&self, ty: &Type, value: &Value, subject: At<'_>) -> Vec<Found> {
        told(&self.judge.value(ty, value), subject, self.api)
    }

    fn fields<'f>(&'f self, fields: impl Iterator<Item = &'f Field>, value: &Value, name: &str) -> Vec<Found> {
        told(&self.judge.fields(fields, None, value), At::Whole(name), self.api)
    }

    /// What is said of the data, `value`, of the field `name`. An empty list in the place of an object without fields is as
    /// empty as that.
    fn data(&self, ty: &Type, value: &Value, name: &str) -> Vec<Found> {
        let found = self.of_type(ty, value, At::Named(name));
        let bare = Value::Object(serde_json::Map::new());
        let minor = value.is_array() && is_empty(value) && self.judge.value(ty, &bare).decodes();
        if minor { found.into_iter().map(Found::minor).collect() } else { found }
    }

    /// What is said of a request that shows the response: it has more fields of the response than of the parameters, and
    /// several that no parameter is called.
    fn response_in_request(&self, endpoint: &Endpoint, value: &Value, found: &[Found]) -> Option<Found> {
        const SEVERAL: usize = 3;
        let keys = value.as_object()?;
        let unknown = |found: &[Found]| found.iter().filter(|found| found.code == Code::ExampleExtra).count();
        let (Body::Data { data }, alien) = (&endpoint.response.body.value, unknown(found)) else { return None };
        let answer = self.of_type(data, value, At::Whole("the response"));
        let is_object = !answer.iter().any(|found| found.code == Code::ExampleType && found.key.is_none());
        let shown = keys.len().saturating_sub(unknown(&answer));
        let sent = keys.len().saturating_sub(alien);
        (alien >= SEVERAL && is_object && shown > sent && shown * 2 > keys.len())
            .then(|| messages::shows_response(found.iter().find_map(|found| found.key.as_deref()).unwrap_or_default()))
    }

    /// What is said of a response that is shown without the envelope: it has none of its fields, and some of the data.
    fn without_envelope(
        &self,
        endpoint: &Endpoint,
        fields: &[&Field],
        data: &Type,
        whole: &Value,
    ) -> Option<Vec<Found>> {
        let keys = whole.as_object()?;
        let mut required: Vec<_> =
            fields.iter().filter(|field| field.required).map(|field| field.name.value.as_str()).collect();
        if required.is_empty() {
            required.extend(self.api.envelope.code.as_deref());
        }
        if required.is_empty() || fields.iter().any(|field| keys.keys().any(|key| field.is_called(key))) {
            return None;
        }
        let mut found = self.of_type(data, whole, At::Whole("the response"));
        let alien = found.iter().filter(|found| found.code == Code::ExampleExtra).count();
        let fits = found.iter().all(|found| found.code != Code::ExampleType || found.key.is_some());
        let method = endpoint.methods.first().map_or("", |method| method.value.name());
        found.push(messages::no_envelope(&required, method, &endpoint.path.value));
        (alien < keys.len() && fits).then_some(found)
    }

    fn response(&self, endpoint: &Endpoint, whole: &Value) -> Vec<Found> {
        let body = match &endpoint.response.body.value {
            Body::Data { data } => Some(data),
            Body::None | Body::Unknown => None,
        };
        let none = endpoint.response.body.value == Body::None;
        let envelope = self.api.envelope_of(endpoint);
        let Some(data) = &envelope.data else {
            let (around, value) = envelope.apart(whole);
            let around_found =
                around.as_ref().map(|around| self.fields(envelope.fields.iter(), around, "the response"));
            let mut found = around_found.unwrap_or_default();
            // What stands beside the envelope of a failure is no data.
            if let Some(body) = body.filter(|_| around.is_none() || !envelope.failed(whole)) {
                found.extend(self.of_type(body, &value, At::Whole("the response")));
            } else if none && around.is_none() && !value.is_null() {
                found.push(messages::not_nothing(At::Whole("the response"), &value));
            }
            return found;
        };
        let (failed, level) = (envelope.failed(whole), envelope.levelled(whole));
        let whole = &*level;
        let own = &endpoint.response.envelope;
        // The table of one endpoint may leave out what all have.
        let rest = envelope.fields.iter().filter(|field| own.iter().all(|known| known.name.value != field.name.value));
        let around: Vec<&Field> = own.iter().chain(rest).collect();
        if let Some(found) = body.and_then(|body| self.without_envelope(endpoint, &around, body, whole)) {
            return found;
        }
        let mut found = self.fields(around.into_iter(), whole, "the response");
        let own = match (body, whole.get(data)) {
            (Some(body), Some(value)) => self.data(body, value, data),
            (None, Some(value)) if none && !failed && !value.is_null() => {
                let found = messages::not_nothing(At::Named(data), value);
                vec![if is_empty(value) { found.minor() } else { found }]
            }
            _ => Vec::new(),
        };
        // What the endpoint says of its data says more than what the envelope says of all.
        if body.is_some() || none {
            found.retain(|found| !found.is_of_type(data));
        }
        found.extend(own);
        found
    }

    /// What a request has that the endpoint does not take. One that `announces` the endpoint calls that, whatever stands in front
    /// of its path.
    fn request(&self, endpoint: &Endpoint, request: &ExampleRequest, announces: bool) -> Vec<Found> {
        let mut found = Vec::new();
        if !endpoint.methods.iter().any(|method| method.value == request.method) {
            found.push(messages::other_method(request.method));
        }
        if !announces && !is_called(self.api, endpoint, request) {
            found.push(messages::other_path(calls::path_of(&request.url)));
        }
        let fields = &endpoint.parameters.fields;
        for (name, value) in &request.parameters {
            match fields.iter().find(|field| field.is_called(name)) {
                None => found.push(messages::unknown_parameter(name)),
                Some(field) => found.extend(self.form_value(field, value)),
            }
        }
        let in_path = |field: &&Field| field.location.as_ref().is_some_and(|at| at.value == Location::Path);
        let in_header = |field: &Field| {
            let known = field.location.as_ref().is_some_and(|at| at.value == Location::Header);
            known && request.headers.iter().any(|name| name.eq_ignore_ascii_case(&field.name.value))
        };
        let sent = |field: &Field| in_header(field) || request.parameters.iter().any(|(name, _)| field.is_called(name));
        let raw = endpoint.parameters.raw.as_ref().map(|raw| raw.parameter.as_str());
        let elsewhere = |field: &&Field| in_path(field) || raw == Some(field.name.value.as_str());
        let required = fields.iter().filter(|field| !elsewhere(field) && field.is_required(Some(request.method)));
        found.extend(required.filter(|field| !sent(field)).map(|field| messages::not_sent(&field.name.value)));
        found
    }

    /// A value as a form has it is text; where the type is another, the text must read as a value of it.
    fn form_value(&self, field: &Field, text: &str) -> Option<Found> {
        let value: Value = match serde_json::from_str::<Value>(text) {
            Ok(value) if !value.is_string() => value,
            _ => Value::String(text.to_owned()),
        };
        let compare = |value: &Value| {
            // A form can have an item alone.
            let item = match &field.ty.value {
                Type::List { items } if !value.is_array() => items,
                whole => whole,
            };
            self.of_type(item, value, At::Named(&field.name.value)).into_iter().next()
        };
        let first = compare(&value)?;
        compare(&Value::String(text.to_owned()))?;
        let scalar = matches!(field.ty.value, Type::Bool | Type::Int { .. } | Type::Float { .. });
        Some(if text.is_empty() && scalar {
            let found = messages::sent_empty(&field.name.value, &field.ty.value);
            // What may be left out is often sent so, in the place of nothing.
            if field.is_required(None) { found } else { found.minor() }
        } else {
            messages::in_command(first)
        })
    }
}

/// Whether a value is a list or an object with nothing in it.
fn is_empty(value: &Value) -> bool {
    value.as_array().is_some_and(Vec::is_empty) || value.as_object().is_some_and(serde_json::Map::is_empty)
}

/// The differences that are told, in words.
fn told(differences: &Differences<'_, '_>, subject: At<'_>, api: &Api) -> Vec<Found> {
    let told = |difference| {
        let mut found = tell(difference, differences, subject, api)?;
        found.path = report::way(difference);
        Some(found)
    };
    differences.0.iter().filter_map(told).collect()
}

/// A difference in words; `None` where it is one that an example may have, such as another name of a field.
fn tell(difference: &Difference<'_, '_>, all: &Differences<'_, '_>, subject: At<'_>, api: &Api) -> Option<Found> {
    let at = difference.field.map_or(subject, |field| At::Named(&field.name.value));
    // What an object has and lacks is said of what holds it.
    let item = matches!(difference.path.last(), Some(Step::Index(_)));
    let value = difference.field.filter(|_| item).map_or(at, |field| At::Item(&field.name.value));
    Some(match difference.kind {
        Kind::Type(ty) | Kind::NoVariant(ty) => messages::other_type(value, difference.value, ty),
        Kind::NoObject => messages::no_object(value, difference.value),
        Kind::Lacks(field) => messages::lacks(&field.name.value, at, field.presence.value == Presence::Unknown),
        Kind::Extra(key, shape) => {
            let fits = difference.field.and_then(|_| fitting::other_type(difference.value, shape?, api));
            messages::extra(key, at, fitting::near(key, shape, difference, all), fits)
        }
        Kind::Unlisted => messages::unlisted(at, difference.value),
        Kind::Constant(constant) => messages::not_constant(value, constant, difference.value),
        Kind::Alias(_) | Kind::Beyond(_) | Kind::Undefined | Kind::Deep => return None,
    })
}

/// Whether a request calls an endpoint, by its path.
fn is_called(api: &Api, endpoint: &Endpoint, request: &ExampleRequest) -> bool {
    let servers = endpoint.server.iter().chain(&api.servers).map(|server| server.value.as_str());
    let paths = std::iter::once(&endpoint.path).chain(endpoint.aliases.iter().map(|alias| &alias.path));
    calls::is_path(&paths.map(|path| path.value.as_str()), &servers, request)
}

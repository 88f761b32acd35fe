//! How an endpoint is called: a command line, a line of Rust, a frame of a WebSocket.

use serde_json::{Map, Value};

use crate::emit::openapi::plan::{Operation, Sending};
use crate::ir::sample::Sampler;
use crate::ir::{
    Api, AuthKind, Encoding, Endpoint, EventMember, Field, Location, Part, RawBody, Step, set_member, template,
};
use crate::naming::EndpointNames;

/// A way to call an endpoint.
#[derive(Debug)]
pub(super) struct Call {
    pub(super) name: &'static str,
    pub(super) text: String,
}

/// What calls are made of.
pub(super) struct Calls<'a> {
    pub(super) api: &'a Api,
    pub(super) sampler: Sampler<'a>,
}

impl Calls<'_> {
    /// The ways to call an endpoint.
    pub(super) fn of(&self, operation: Option<&Operation>, endpoint: &Endpoint, names: &EndpointNames) -> Vec<Call> {
        let curl = operation.map(|operation| Call { name: "curl", text: self.curl(operation) });
        let rust = Call { name: "Rust", text: rust(endpoint, names) };
        let frame = self.frame(endpoint).map(|text| Call { name: "WebSocket", text });
        curl.into_iter().chain([rust]).chain(frame).collect()
    }

    fn curl(&self, operation: &Operation) -> String {
        let endpoint = operation.endpoint;
        let server = endpoint.server.as_ref().or(self.api.servers.first());
        let server = server.map_or("http://localhost", |server| server.value.trim_end_matches('/'));
        let mut line = vec![format!("curl {}", quoted(&format!("{server}{}", self.path(operation))))];
        let required = |field: &&Field| field.is_required(Some(operation.method));
        let fields: Vec<_> = operation.fields().filter(required).collect();
        let (mut query, mut headers) = (Vec::new(), Vec::new());
        for field in operation.elsewhere().filter(required) {
            let header = field.location.as_ref().is_some_and(|location| location.value == Location::Header);
            if header { headers.push(field) } else { query.push(field) }
        }
        let mut usual = "GET";
        match &operation.sending {
            Sending::Query => query.extend(fields),
            Sending::Body(encodings) if encodings.first() == Some(&Encoding::Form) => {
                usual = "POST";
                line.extend(fields.iter().map(|field| format!("--data-urlencode {}", quoted(&self.pair(field)))));
            }
            Sending::Body(encodings) if encodings.first() == Some(&Encoding::Multipart) => {
                usual = "POST";
                line.extend(fields.iter().map(|field| self.part(field)));
            }
            Sending::Raw => {
                usual = "POST";
                line.extend(operation.raw().zip(fields.first()).map(|(raw, field)| self.whole(raw, field)));
            }
            Sending::Body(_) => {
                usual = "POST";
                line.push(format!("--json {}", quoted(&self.object(&fields).to_string())));
            }
        }
        line.extend(query.iter().map(|field| format!("--url-query {}", quoted(&self.pair(field)))));
        let header = |field: &&Field| format!("-H {}", quoted(&format!("{}: {}", field.name.value, self.plain(field))));
        line.extend(headers.iter().map(header));
        line.extend(self.credentials(endpoint));
        if operation.method.name() != usual {
            line.insert(1, format!("-X {}", operation.method.name()));
        }
        line.join(" \\\n  ")
    }

    /// The path with values in it.
    fn path(&self, operation: &Operation) -> String {
        let mut path = operation.path.to_owned();
        for name in template::names(operation.path) {
            let field = operation.endpoint.parameters.fields.iter().find(|field| field.name.value == name);
            let value = field.map_or_else(|| "1".to_owned(), |field| self.plain(field));
            path = path.replace(&format!("{{{name}}}"), &value);
        }
        path
    }

    /// What proves who calls, with the credentials from the environment.
    fn credentials(&self, endpoint: &Endpoint) -> Vec<String> {
        let Some(wanted) = endpoint.auth.first() else { return Vec::new() };
        let each = self.api.auth_together(&wanted.value).enumerate();
        each.map(|(at, scheme)| credential(&scheme.kind, at)).collect()
    }

    fn pair(&self, field: &Field) -> String {
        format!("{}={}", field.name.value, self.plain(field))
    }

    /// A part of a body: a file with the name of its parameter, or text that is sent as it is.
    fn part(&self, field: &Field) -> String {
        let name = &field.name.value;
        if field.ty.value.is_file() {
            format!("-F {}", quoted(&format!("{name}=@{name}")))
        } else {
            format!("--form-string {}", quoted(&self.pair(field)))
        }
    }

    /// A body that is one parameter: a file with its name, or text.
    fn whole(&self, raw: &RawBody, field: &Field) -> String {
        let media = raw.media().into_iter().find(|media| !media.contains('*')).unwrap_or("application/octet-stream");
        let header = format!("-H {}", quoted(&format!("Content-Type: {media}")));
        let is_file = field.ty.value.is_file();
        let data = match () {
            () if is_file => format!("@{}", field.name.value),
            () if raw.is_json() => self.sampler.field(field).to_string(),
            () => self.plain(field),
        };
        let option = if is_file { "--data-binary" } else { "--data-raw" };
        format!("{header} {option} {}", quoted(&data))
    }

    /// A value of a field as a query, a form or a header has it.
    fn plain(&self, field: &Field) -> String {
        match self.sampler.field(field) {
            Value::String(text) => text,
            value => value.to_string(),
        }
    }

    fn object(&self, fields: &[&Field]) -> Value {
        let mut members = Map::new();
        for field in fields {
            match self.sampler.field(field) {
                Value::Object(rest) if field.rest => members.extend(rest),
                value => _ = members.insert(field.name.value.clone(), value),
            }
        }
        Value::Object(members)
    }

    /// A message before the first call.
    pub(super) fn step(&self, step: &Step) -> String {
        let mut frame = Map::new();
        for member in &step.when {
            set_member(&mut frame, &member.name, member.value.value.clone());
        }
        for field in &step.fields {
            let name = &field.name.value;
            let value = match step.values.iter().find(|value| value.name == *name) {
                Some(EventMember { value: Part::Json { value }, .. }) => value.clone(),
                _ if step.token.as_ref() == Some(name) => "…".into(),
                _ => self.sampler.field(field),
            };
            set_member(&mut frame, name, value);
        }
        serde_json::to_string_pretty(&frame).unwrap_or_default()
    }

    /// The call as one JSON object, where the API has such calls.
    fn frame(&self, endpoint: &Endpoint) -> Option<String> {
        let frames = self.api.frames.as_ref().filter(|_| self.api.transport.websocket)?;
        let required: Vec<_> = endpoint.parameters.fields.iter().filter(|field| field.required).collect();
        if required.iter().any(|field| field.ty.value.is_file()) {
            return None;
        }
        let mut frame = Map::new();
        for member in &frames.with {
            set_member(&mut frame, &member.name, member.value.value.clone());
        }
        set_member(&mut frame, &frames.name, Value::from(endpoint.name.as_str()));
        if !required.is_empty() {
            set_member(&mut frame, &frames.parameters, self.object(&required));
        }
        serde_json::to_string_pretty(&frame).ok()
    }
}

/// The call by the generated client: its arguments are what is required, and what is optional is set behind them.
fn rust(endpoint: &Endpoint, names: &EndpointNames) -> String {
    let parameters = || endpoint.parameters.fields.iter().zip(&names.parameters);
    let arguments = parameters().filter(|(field, _)| field.required && field.constant.is_none() && !field.is_filled());
    let arguments: Vec<_> = arguments.map(|(_, names)| names.field.as_str()).collect();
    let setters = parameters().filter(|(field, _)| !field.required && !field.is_filled());
    let setters: Vec<_> = setters.map(|(_, names)| format!("\n    // .{}({})", names.setter, names.field)).collect();
    let end = if setters.is_empty() { ".await?;" } else { "\n    .await?;" };
    format!("let response = client.{}({}){}{end}", names.method, arguments.join(", "), setters.concat())
}

/// A credential on a command line, the first from `TOKEN`.
fn credential(kind: &AuthKind, at: usize) -> String {
    let token = if at == 0 { "$TOKEN".to_owned() } else { format!("$TOKEN_{}", at + 1) };
    match kind {
        AuthKind::Bearer => format!(r#"-H "Authorization: Bearer {token}""#),
        AuthKind::Query { name } => format!("--url-query {}\"{token}\"", quoted(&format!("{name}="))),
        AuthKind::Cookie { name } => format!("--cookie {}\"{token}\"", quoted(&format!("{name}="))),
        AuthKind::Header { name, prefix } => format!("-H {}\"{token}\"", quoted(&format!("{name}: {prefix}"))),
    }
}

/// A word of a command line, whatever is in it.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

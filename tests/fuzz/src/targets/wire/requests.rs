//! HTTP requests, damaged as bytes or in their parameters.

use fastrand::Rng;
use mock::{Family, Shape};
use serde_json::{Map, Value};
use tablewright::ir::Method;

use super::{Servers, body};
use crate::mutate;
use crate::targets::Target;

/// A request that a server takes.
pub(super) struct Call {
    /// The number of its API.
    pub api: usize,
    /// The name of its endpoint.
    pub name: String,
    pub path: String,
    pub parameters: Map<String, Value>,
}

/// A call of each endpoint with all of its parameters.
pub(super) fn calls() -> Vec<Call> {
    let mut calls = Vec::new();
    for (api, family) in Family::ALL.iter().enumerate() {
        let samples = family.samples().expect("samples");
        for endpoint in &samples.api().endpoints {
            let method = endpoint.methods.first().map_or(Method::Post, |method| method.value);
            let parameters = samples.request(endpoint, method, Shape::All, 1);
            calls.push(Call { api, name: endpoint.name.clone(), path: endpoint.path.value.clone(), parameters });
        }
    }
    calls
}

/// How the parameters of a request are written.
#[derive(Clone, Copy)]
pub(super) enum Written {
    Query,
    Form,
    Json,
}

impl Written {
    pub(super) const ALL: [Self; 3] = [Self::Query, Self::Form, Self::Json];

    pub(super) fn parameters(self, call: &Call) -> String {
        if let Self::Json = self {
            return Value::Object(call.parameters.clone()).to_string();
        }
        let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let pairs = call.parameters.iter().map(|(name, value)| (name, text(value)));
        form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
    }

    /// The request with these parameters.
    pub(super) fn request(self, path: &str, parameters: &str) -> Vec<u8> {
        let host = "Host: 127.0.0.1\r\nConnection: close\r\n";
        let media = match self {
            Self::Query => return format!("GET {path}?{parameters} HTTP/1.1\r\n{host}\r\n").into_bytes(),
            Self::Form => "application/x-www-form-urlencoded",
            Self::Json => "application/json",
        };
        let length = parameters.len();
        let head = format!("POST {path} HTTP/1.1\r\n{host}Content-Type: {media}\r\nContent-Length: {length}\r\n\r\n");
        format!("{head}{parameters}").into_bytes()
    }
}

/// Requests that are damaged as bytes.
pub struct Http {
    servers: Servers,
    calls: Vec<Call>,
}

impl Http {
    pub fn new() -> Self {
        Self { servers: Servers::new(), calls: calls() }
    }
}

impl Target for Http {
    fn name(&self) -> &'static str {
        "http"
    }

    fn run(&self, rng: &mut Rng) -> Result<(), String> {
        let mut bytes = Vec::new();
        let api = self.calls[rng.usize(..self.calls.len())].api;
        // Several requests in a row, as of a connection that is kept.
        for _ in 0..=rng.usize(..3).min(rng.usize(..3)) {
            let call = &self.calls[rng.usize(..self.calls.len())];
            let written = Written::ALL[rng.usize(..3)];
            bytes.extend(written.request(&call.path, &written.parameters(call)));
        }
        mutate::bytes(&mut bytes, rng);
        answered(&self.servers.exchange(api, &bytes)?)
    }
}

/// Whether an answer is one of HTTP, or nothing.
fn answered(answer: &[u8]) -> Result<(), String> {
    if answer.is_empty() || answer.starts_with(b"HTTP/1.") {
        return Ok(());
    }
    Err(format!("the answer is {:?}", String::from_utf8_lossy(answer)))
}

/// Requests whose parameters are damaged, in each way to write them.
pub struct Parameters {
    servers: Servers,
    calls: Vec<Call>,
}

impl Parameters {
    pub fn new() -> Self {
        Self { servers: Servers::new(), calls: calls() }
    }
}

impl Target for Parameters {
    fn name(&self) -> &'static str {
        "parameters"
    }

    fn run(&self, rng: &mut Rng) -> Result<(), String> {
        let call = &self.calls[rng.usize(..self.calls.len())];
        let other = &self.calls[rng.usize(..self.calls.len())];
        let written = Written::ALL[rng.usize(..3)];
        let mut parameters = mutate::text(&written.parameters(call), &written.parameters(other), rng);
        if let Written::Query = written {
            // What cannot stand in the first line of a request would be another damage.
            parameters.retain(|letter| letter.is_ascii_graphic() && letter != '#');
        }
        let answer = self.servers.exchange(call.api, &written.request(&call.path, &parameters))?;
        answered(&answer)?;
        let head = answer.get(..12).map(String::from_utf8_lossy).unwrap_or_default();
        if head != "HTTP/1.1 200" {
            return Ok(());
        }
        let body = body(&answer).unwrap_or_default();
        let read = serde_json::from_slice::<Value>(body).map(drop);
        read.map_err(|error| format!("the answer of `{}` is not JSON: {error}", call.name))
    }
}

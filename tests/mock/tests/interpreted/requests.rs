//! Requests for every endpoint of an API: good ones, and such as have one thing wrong.

use mock::{Samples, Shape};
use serde_json::{Map, Value, json};
use tablewright::ir::{AuthKind, Encoding, Endpoint, Location, Method, template};

use super::bodies::{self, odd};
use super::subject::Subject;

/// What is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Case {
    /// Nothing is wrong.
    Good,
    /// No parameter is there, but for those in the path.
    Empty,
    /// One parameter is of another type.
    WrongType,
    /// One parameter is not there.
    Missing,
    /// The method is none that the endpoint takes.
    WrongMethod,
    /// The body is none that the endpoint takes.
    WrongMedia,
    /// The body is not JSON.
    NotJson,
    /// A parameter is JSON that few write.
    OddJson,
    /// The path leads to nothing.
    Unknown,
    /// There is no credential.
    NoCredential,
    /// The credential is wrong.
    WrongCredential,
    /// The call is one JSON object, sent to `/`.
    Frame,
}

impl Case {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::Good,
        Self::Empty,
        Self::WrongType,
        Self::Missing,
        Self::WrongMethod,
        Self::WrongMedia,
        Self::NotJson,
        Self::OddJson,
        Self::Unknown,
        Self::NoCredential,
        Self::WrongCredential,
        Self::Frame,
    ];
}

/// A request.
#[derive(Clone, Debug)]
pub struct Sent {
    pub case: Case,
    pub method: &'static str,
    pub uri: String,
    pub headers: Vec<(String, String)>,
    pub body: String,
    /// The status with which a good call is answered.
    pub success: u16,
}

impl Sent {
    fn case(&self, case: Case) -> Self {
        Self { case, ..self.clone() }
    }
}

/// What writes requests.
struct Writer<'a> {
    subject: &'a Subject,
    token: Option<&'a str>,
}

/// The requests for an API, with this token where it asks for one.
pub fn all(subject: &Subject, token: Option<&str>) -> Vec<Sent> {
    let samples = Samples::new((*subject.ir).clone());
    let writer = Writer { subject, token };
    let mut all = Vec::new();
    for endpoint in &subject.ir.endpoints {
        for method in endpoint.methods.iter().map(|method| method.value) {
            for encoding in writer.encodings(endpoint, method) {
                writer.calls(&samples, endpoint, method, encoding, &mut all);
            }
        }
        all.extend(writer.frames(&samples, endpoint));
    }
    all
}

impl Writer<'_> {
    fn encodings(&self, endpoint: &Endpoint, method: Method) -> Vec<Encoding> {
        let own: Vec<_> = endpoint.parameters.encodings.iter().map(|encoding| encoding.value).collect();
        match () {
            () if method.is_bare() => vec![Encoding::Query],
            // As a part is written, alone.
            () if endpoint.parameters.raw.is_some() => vec![Encoding::Multipart],
            () if own.is_empty() => self.subject.ir.transport.post.clone(),
            () => own,
        }
    }

    fn calls(&self, samples: &Samples, endpoint: &Endpoint, method: Method, encoding: Encoding, all: &mut Vec<Sent>) {
        for (shape, seed) in Shape::ALL.into_iter().flat_map(|shape| (0..4).map(move |seed| (shape, seed))) {
            let request = request(samples, endpoint, method, shape, seed);
            let plain = |value: &Value| !value.is_object() && !value.is_array() && !value.is_null();
            let case = match encoding {
                Encoding::Json if request.values().all(|value| file(value).is_none()) => Case::Good,
                Encoding::Multipart if request.values().all(|value| plain(value) || file(value).is_some()) => {
                    Case::Good
                }
                Encoding::Form | Encoding::Query if request.values().all(plain) => Case::Good,
                _ => Case::WrongType,
            };
            all.push(self.sent(case, endpoint, method, encoding, &request));
        }
        let typed = |value: &str| vec![("content-type".to_owned(), value.to_owned())];
        let request = request(samples, endpoint, method, Shape::All, 0);
        let usual = self.sent(Case::Good, endpoint, method, encoding, &request);
        all.push(self.sent(Case::Empty, endpoint, method, encoding, &Map::new()));
        let json = Sent { headers: typed("application/json"), ..usual.case(Case::OddJson) };
        for body in request.keys().flat_map(|name| odd(name)) {
            all.push(self.with_credential(Sent { body, ..json.clone() }, endpoint));
        }
        for name in request.keys() {
            let mut less = request.clone();
            less.shift_remove(name);
            all.push(self.sent(Case::Missing, endpoint, method, encoding, &less));
            for wrong in
                [json!({"no": ["such"]}), json!([[1]]), json!("no such"), json!(-1.5), json!(true), json!(null)]
            {
                let mut other = request.clone();
                other.insert(name.clone(), wrong);
                all.push(self.sent(Case::WrongType, endpoint, method, encoding, &other));
            }
        }
        for method in ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"] {
            if !endpoint.methods.iter().any(|known| known.value.name() == method) {
                all.push(Sent { method, ..usual.case(Case::WrongMethod) });
            }
        }
        let media = Sent { headers: typed("text/csv"), body: "a,b".to_owned(), ..usual.case(Case::WrongMedia) };
        all.push(self.with_credential(media, endpoint));
        for body in ["{", "[]", "\"a\"", "{\"a\":\"\\ud800\"}", "\u{0}"] {
            let broken =
                Sent { headers: typed("application/json"), body: body.to_owned(), ..usual.case(Case::NotJson) };
            all.push(self.with_credential(broken, endpoint));
        }
        for uri in [format!("/no_such{}", usual.uri), format!("{}/no/such/thing", usual.uri), "/nothing?a=1".to_owned()]
        {
            all.push(Sent { uri, ..usual.case(Case::Unknown) });
        }
        for alias in &endpoint.aliases {
            all.push(Sent { uri: usual.uri.replacen(&endpoint.path.value, &alias.path.value, 1), ..usual.clone() });
        }
        self.credentials(|case, nobody| nobody.sent(case, endpoint, method, encoding, &request), endpoint, all);
    }

    /// A call with the credential in each way, with a wrong one, and with none.
    fn credentials(&self, call: impl Fn(Case, &Self) -> Sent, endpoint: &Endpoint, all: &mut Vec<Sent>) {
        let Some(token) = self.token else { return };
        let nobody = Writer { subject: self.subject, token: None };
        for way in &self.subject.ir.auth {
            let is_own = endpoint.auth.iter().any(|id| id.value == way.id);
            let case = if is_own || endpoint.auth.is_empty() { Case::Good } else { Case::WrongCredential };
            all.push(self.together(call(case, &nobody), &way.id, token));
            all.push(self.together(call(Case::WrongCredential, &nobody), &way.id, "another"));
            all.push(call(Case::NoCredential, &nobody));
        }
    }

    /// Calls as one JSON object.
    fn frames(&self, samples: &Samples, endpoint: &Endpoint) -> Vec<Sent> {
        let path = self.subject.api.frame_path().unwrap_or("/");
        let sent = |body: String| Sent {
            case: Case::Frame,
            method: "POST",
            uri: path.to_owned(),
            headers: vec![("content-type".to_owned(), "application/json".to_owned())],
            body,
            success: 200,
        };
        let frames = bodies::frames(self.subject, samples, endpoint);
        frames.into_iter().map(|frame| self.with_credential(sent(frame), endpoint)).collect()
    }

    /// A request with these parameters, written in the places that they have.
    fn sent(
        &self,
        case: Case,
        endpoint: &Endpoint,
        method: Method,
        encoding: Encoding,
        request: &Map<String, Value>,
    ) -> Sent {
        let mut path = endpoint.path.value.clone();
        for name in template::names(&endpoint.path.value) {
            let value = request.get(name).map_or_else(|| "1".to_owned(), plain);
            path = path.replace(&format!("{{{name}}}"), &escaped(&value));
        }
        let (mut query, mut form, mut object, mut headers) = (Vec::new(), Vec::new(), Map::new(), Vec::new());
        let mut parts = Vec::new();
        for (name, value) in request {
            let mut fields = endpoint.selector.as_deref().into_iter().chain(&endpoint.parameters.fields);
            let field = fields.find(|field| field.name.value == *name);
            match field.and_then(|field| field.location.as_ref()).map(|location| location.value) {
                Some(Location::Path) => {}
                Some(Location::Query) => query.push(pair(name, value)),
                Some(Location::Header) => headers.push((name.clone(), plain(value))),
                Some(Location::Body) | None => match encoding {
                    Encoding::Query => query.push(pair(name, value)),
                    Encoding::Form => form.push(pair(name, value)),
                    Encoding::Json => drop(object.insert(name.clone(), value.clone())),
                    Encoding::Multipart => parts.push(part(name, value)),
                },
            }
        }
        // A header holds no other letters, and one that must be there is needed all the same.
        for (_, value) in &mut headers {
            if !value.bytes().all(|byte| (32..127).contains(&byte)) {
                "plain".clone_into(value);
            }
        }
        let body = match encoding {
            Encoding::Query => String::new(),
            Encoding::Form => {
                headers.push(("content-type".to_owned(), "application/x-www-form-urlencoded".to_owned()));
                form.join("&")
            }
            Encoding::Json => {
                headers.push(("content-type".to_owned(), "application/json".to_owned()));
                Value::Object(object).to_string()
            }
            Encoding::Multipart => {
                headers.push(("content-type".to_owned(), "multipart/form-data; boundary=x".to_owned()));
                format!("{}--x--", parts.concat())
            }
        };
        let body = match endpoint.parameters.raw.as_ref().filter(|_| !method.is_bare()) {
            Some(raw) => {
                headers.retain(|(name, _)| name != "content-type");
                let value = request.get(&raw.parameter);
                let media = raw.media().first().map(|media| media.replace('*', "any"));
                headers.extend(media.filter(|_| value.is_some()).map(|media| ("content-type".to_owned(), media)));
                match value {
                    Some(value) if raw.is_json() => value.to_string(),
                    Some(value) => file(value).map_or_else(|| plain(value), str::to_owned),
                    None => String::new(),
                }
            }
            None => body,
        };
        let uri = if query.is_empty() { path } else { format!("{path}?{}", query.join("&")) };
        let success = endpoint.response.status.as_ref().map_or(200, |status| status.value);
        self.with_credential(Sent { case, method: method.name(), uri, headers, body, success }, endpoint)
    }

    /// The request with the credential in the endpoint's first way, and those that are needed beside it.
    fn with_credential(&self, sent: Sent, endpoint: &Endpoint) -> Sent {
        match self.token.zip(endpoint.auth.first()) {
            Some((token, first)) => self.together(sent, &first.value, token),
            None => sent,
        }
    }

    /// The request with the credentials that this way needs.
    fn together(&self, sent: Sent, id: &str, token: &str) -> Sent {
        self.subject.ir.auth_together(id).fold(sent, |sent, way| Self::credential(sent, &way.kind, token))
    }

    fn credential(mut sent: Sent, way: &AuthKind, token: &str) -> Sent {
        let header = |name: &str, value: String| (name.to_owned(), value);
        match way {
            AuthKind::Bearer => sent.headers.push(header("authorization", format!("Bearer {token}"))),
            AuthKind::Cookie { name } => sent.headers.push(header("cookie", format!("{name}={token}"))),
            AuthKind::Header { name, prefix } => sent.headers.push(header(name, format!("{prefix}{token}"))),
            AuthKind::Query { name } => {
                let mark = if sent.uri.contains('?') { '&' } else { '?' };
                sent.uri = format!("{}{mark}{name}={token}", sent.uri);
            }
        }
        sent
    }
}

/// The parameters of a call, with what tells it from others of its path.
fn request(samples: &Samples, endpoint: &Endpoint, method: Method, shape: Shape, seed: u64) -> Map<String, Value> {
    let mut request = samples.request(endpoint, method, shape, seed);
    if let Some((field, constant)) =
        endpoint.selector.as_deref().and_then(|field| Some((field, field.constant.as_ref()?)))
    {
        request.insert(field.name.value.clone(), constant.value.clone());
    }
    request
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn escaped(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20")
}

/// A pair of a query or a form; a list of plain values is the name with each of them.
fn pair(name: &str, value: &Value) -> String {
    let one = |value: &Value| format!("{}={}", escaped(name), escaped(&plain(value)));
    match value {
        Value::Array(items) if !items.is_empty() => items.iter().map(one).collect::<Vec<_>>().join("&"),
        value => one(value),
    }
}

/// The name of a file, where the value is one.
fn file(value: &Value) -> Option<&str> {
    value.get("base64").and(value.get("name")).and_then(Value::as_str)
}

/// A part of a body; a list is a part for each item.
fn part(name: &str, value: &Value) -> String {
    let head = format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"");
    match (value, file(value)) {
        (Value::Array(items), _) if !items.is_empty() => items.iter().map(|item| part(name, item)).collect(),
        (_, Some(file)) => format!("{head}; filename=\"{file}\"\r\nContent-Type: text/plain\r\n\r\nfile\r\n"),
        (value, None) => format!("{head}\r\n\r\n{}\r\n", plain(value)),
    }
}

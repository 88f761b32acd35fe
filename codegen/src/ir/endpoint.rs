//! Endpoints: what can be called, with what, and what comes back.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Docs, Encoding, Example, Fact, Field, Method, Paging, Provenance, Statement, StatusCode, Type};

/// Something that can be called. Each of its methods is an operation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Endpoint {
    /// The name, unique in the API: made from the path as the dialect says, with its punctuation
    /// (`get_user`, `.hidden`).
    pub name: String,
    /// The heading above it.
    pub title: Option<Fact<String>>,
    /// The [`super::Group::name`] it belongs to.
    pub group: Option<Fact<String>>,
    /// The path, with its leading `/`.
    pub path: Fact<String>,
    /// The parameter whose constant tells it from the other endpoints of its methods and path. It is none of
    /// [`Endpoint::parameters`]: a client sends it by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub selector: Option<Box<Field>>,
    /// The base URL, where the document gives the endpoint one of its own that is not the API's first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub server: Option<Fact<String>>,
    /// Other paths for the same thing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<Alias>,
    /// The methods that it takes.
    pub methods: Vec<Fact<Method>>,
    /// Whether a call changes nothing, so that it can be sent again; absent where nothing says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reads: Option<Fact<bool>>,
    /// How its pages are asked for, where it gives a list in pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paging: Option<Box<Fact<Paging>>>,
    /// What is sent.
    pub parameters: Parameters,
    /// What comes back.
    pub response: Response,
    /// The codes that it can fail with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<ErrorCode>,
    /// The HTTP statuses that its documents list, that of a success among them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub statuses: Vec<Status>,
    /// The [`super::AuthScheme::id`]s, one of which is needed; empty where none is.
    pub auth: Vec<Fact<String>>,
    /// Why it is deprecated, removed or not supported, in the document's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deprecated: Option<Statement>,
    /// Rules that bind several parameters.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Rule>,
    /// Examples of requests and responses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub examples: Vec<Example>,
    /// What the documents say of it.
    pub docs: Docs,
    /// Where it is announced.
    pub provenance: Provenance,
    /// Where other documents announce it too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Provenance>,
}

/// Another path for an endpoint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Alias {
    /// The path, with its leading `/`.
    pub path: Fact<String>,
    /// Why it is deprecated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deprecated: Option<Statement>,
}

/// What is sent to an endpoint.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Parameters {
    /// The parameters, in the order of the document.
    pub fields: Vec<Field>,
    /// Whether the document says that there are none. `None` where there is a table, or nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub none: Option<Statement>,
    /// How they are written, where the document says it for this endpoint; otherwise as in [`super::Transport`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub encodings: Vec<Fact<Encoding>>,
    /// The body, where it is one parameter: its bytes, its text, or a JSON value that is no object of all of them. The others
    /// are sent elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw: Option<RawBody>,
}

/// A body that is one parameter: its bytes, its text or its JSON.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawBody {
    /// The name of the parameter. Its type is a file or text, or of JSON any.
    pub parameter: String,
    /// The media types that it can have, or ranges of them such as `image/*`; empty where the documents do not say it, and
    /// it is `application/octet-stream`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub media: Vec<Fact<String>>,
}

impl RawBody {
    /// Whether it is JSON.
    #[must_use]
    pub fn is_json(&self) -> bool {
        let media = self.media().first().map(|media| media.split(';').next().unwrap_or_default().trim().to_owned());
        media.is_some_and(|media| media.eq_ignore_ascii_case("application/json") || media.ends_with("+json"))
    }

    /// The media types that it can have, the usual one first.
    #[must_use]
    pub fn media(&self) -> Vec<&str> {
        if self.media.is_empty() {
            return vec!["application/octet-stream"];
        }
        self.media.iter().map(|media| media.value.as_str()).collect()
    }
}

impl Endpoint {
    /// The rules that hold for every call. One on parameters that are valid only under conditions in words holds only
    /// then, which nobody but the server's backend can tell.
    pub fn rules_that_always_hold(&self) -> impl Iterator<Item = &Rule> {
        let conditional = |name: &String| {
            let mut fields = self.parameters.fields.iter();
            fields.any(|field| field.name.value == *name && !field.conditions.is_empty())
        };
        self.rules.iter().filter(move |rule| !rule.fields.iter().any(conditional))
    }

    /// The ways in which a call succeeds, the usual one first, where there are several: the one of [`Self::response`], and
    /// each status of a success of which the documents say what comes with it. With another comes what usually does.
    #[must_use]
    pub fn successes(&self) -> Vec<Success<'_>> {
        let usual = self.response.status.as_ref().map_or(200, |status| status.value);
        let data = match &self.response.body.value {
            Body::Unknown => Some(&Type::Any),
            Body::None => None,
            Body::Data { data } => Some(data),
        };
        let mut all = vec![Success { status: usual, data }];
        for status in &self.statuses {
            let StatusCode::One(code) = status.code else { continue };
            let data = match status.ty.as_ref().map(|ty| &ty.value) {
                Some(Type::Null) => None,
                None if !status.code.is_bare() => continue,
                data => data,
            };
            if status.code.is_success() && all.iter().all(|known| known.status != code) {
                all.push(Success { status: code, data });
            }
        }
        // The answer to HEAD has no body, whatever its status.
        let bare = !self.methods.is_empty() && self.methods.iter().all(|method| method.value == Method::Head);
        if all.len() > 1 && !bare { all } else { Vec::new() }
    }

    /// The success that an example shows, where it is not the usual one.
    #[must_use]
    pub fn further_of(&self, example: &Example) -> Option<Success<'_>> {
        let code = example.status.filter(|code| code.is_success())?;
        self.successes().into_iter().skip(1).find(|success| StatusCode::One(success.status) == code)
    }

    /// The endpoint as if a success with this data were the usual one.
    #[must_use]
    pub fn giving(&self, data: &Type) -> Self {
        let body = Fact { value: Body::Data { data: data.clone() }, provenance: self.response.body.provenance.clone() };
        let response = Response { body, media: None, docs: Docs::default(), ..self.response.clone() };
        Self { response, ..self.clone() }
    }

    /// What is said of the status of the failure that an example shows: of itself, or else of its class or of all.
    #[must_use]
    pub fn failure_of(&self, example: &Example) -> Option<&Status> {
        let code = example.status.filter(|code| !code.is_success())?;
        let found = self.statuses.iter().filter(|status| status.code.covers(code));
        // A number comes before a class, and a class before what stands for all.
        found.min_by_key(|status| (status.code != code, status.code))
    }
}

/// A way in which a call succeeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Success<'a> {
    /// The HTTP status.
    pub status: u16,
    /// The type of the data; nothing where there is none.
    pub data: Option<&'a Type>,
}

/// What comes back from an endpoint.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Response {
    /// The HTTP status of a success; absent where the documents do not say it, and it is 200.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Fact<u16>>,
    /// The data.
    pub body: Fact<Body>,
    /// The media type of a success that is no JSON, where the documents say it; nothing surrounds it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub media: Option<Fact<String>>,
    /// Whether nothing surrounds the data, although something does in other responses; absent where it is as in those.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bare: Option<Fact<bool>>,
    /// The envelope's fields as this endpoint's document gives them; empty where it says nothing of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub envelope: Vec<Field>,
    /// What the documents say of it.
    #[serde(default, skip_serializing_if = "Docs::is_empty")]
    pub docs: Docs,
}

impl Response {
    /// The media type of a success, where it is no JSON.
    #[must_use]
    pub fn media(&self) -> Option<&str> {
        let is_file = matches!(&self.body.value, Body::Data { data: Type::File });
        self.media.as_ref().map(|media| media.value.as_str()).or(is_file.then_some("application/octet-stream"))
    }

    /// Whether nothing surrounds the data, although something does in other responses.
    #[must_use]
    pub fn is_bare(&self) -> bool {
        self.bare.as_ref().is_some_and(|bare| bare.value)
    }
}

/// The data of a response.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "body", deny_unknown_fields)]
pub enum Body {
    /// The document does not say what comes back; anything may.
    Unknown,
    /// The document says that there is no data.
    None,
    /// A value of this type.
    Data {
        /// The type.
        data: Type,
    },
}

/// An HTTP status with its meaning.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Status {
    /// The status, or those that it stands for.
    pub code: StatusCode,
    /// What it means.
    pub docs: Docs,
    /// The type of the response that has it, where the documents give it; `null` where they say of a success that nothing
    /// comes with it. That of the usual success is [`Response::body`].
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub ty: Option<Fact<Type>>,
    /// Where it is stated.
    pub provenance: Provenance,
}

/// A code that an endpoint can answer with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ErrorCode {
    /// The value of the envelope's code field: an integer or text.
    pub code: Value,
    /// What it means.
    pub docs: Docs,
    /// Where it is stated.
    pub provenance: Provenance,
}

/// A rule that binds several parameters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// What must hold.
    pub kind: RuleKind,
    /// The parameters.
    pub fields: Vec<String>,
    /// The document's words.
    pub docs: Docs,
    /// Where it is stated.
    pub provenance: Provenance,
}

/// What must hold between parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RuleKind {
    /// At least one of them is given.
    AtLeastOne,
    /// One of them is enough; where several are given, the first counts.
    OneOf,
}

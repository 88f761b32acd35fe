//! What surrounds the data of every response.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Docs, Fact, Field};

/// What surrounds the data of every response. A `.` in the name of a field goes into an object: `a.b` is the member `b` of
/// the member `a`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Envelope {
    /// The fields in order, the data field among them (its type is [`super::Type::Any`]; each endpoint gives the real one).
    /// Empty where responses are bare.
    pub fields: Vec<Field>,
    /// The field that carries an endpoint's data; without it, the data stands [beside](Self::is_flat) the other fields,
    /// or comes in their place.
    pub data: Option<String>,
    /// The field that tells success from failure.
    pub code: Option<String>,
    /// The values of the code field that mean success.
    pub success: Vec<Value>,
    /// The fields that explain a failure, the shortest first.
    pub messages: Vec<String>,
    /// The field with what else is said of a failure; without it, that is in the field that carries the data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub details: Option<String>,
    /// The field that comes back as the caller sent it.
    pub echo: Option<String>,
    /// What a server writes around the data of a success, in order; the data itself is not among it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ok: Vec<Member>,
    /// What a server writes of every failure beside code and messages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub failed: Vec<Member>,
    /// The whole answer to a call that runs on after it; empty where there is none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accepted: Vec<Member>,
    /// What the documents say of it.
    pub docs: Docs,
}

/// That of a bare response.
pub(super) static BARE: LazyLock<Envelope> = LazyLock::new(Envelope::default);

impl Envelope {
    /// Whether the fields of the data stand beside those of the envelope, in one object: no field carries the data, and
    /// the answer to a call that succeeded has a code.
    #[must_use]
    pub fn is_flat(&self) -> bool {
        self.data.is_none() && self.code.is_some() && !self.success.is_empty()
    }

    /// Whether a whole answer is that to a call that failed, as far as its code tells.
    #[must_use]
    pub fn failed(&self, whole: &Value) -> bool {
        let code = self.code.as_ref().and_then(|code| member(whole, code));
        code.is_some_and(|code| !self.success.is_empty() && !self.success.contains(code))
    }

    /// Whether the echo is there where the caller sent none: then it is `null`.
    #[must_use]
    pub fn echo_is_required(&self) -> bool {
        self.fields.iter().any(|field| field.required && Some(&field.name.value) == self.echo.as_ref())
    }

    /// The members that the fields are in, each once.
    pub fn members(&self) -> impl Iterator<Item = &str> {
        let mut seen = HashSet::new();
        let names = self.fields.iter().map(|field| first(&field.name.value));
        names.filter(move |name| seen.insert(*name))
    }

    /// A whole answer with the fields that stand in objects under their paths, beside each other.
    #[must_use]
    pub fn levelled<'v>(&self, whole: &'v Value) -> Cow<'v, Value> {
        let nested: Vec<_> =
            self.fields.iter().map(|field| &field.name.value).filter(|path| path.contains('.')).collect();
        let Some(object) = whole.as_object().filter(|_| !nested.is_empty()) else { return Cow::Borrowed(whole) };
        let mut level = object.clone();
        level.retain(|name, _| nested.iter().all(|path| first(path) != name));
        level.extend(nested.iter().filter_map(|path| Some((String::clone(path), member(whole, path)?.clone()))));
        Cow::Owned(Value::Object(level))
    }

    /// What a whole answer has of the envelope, where that stands beside the data, and the data.
    #[must_use]
    pub fn apart<'v>(&self, whole: &'v Value) -> (Option<Value>, Cow<'v, Value>) {
        let Some(object) = whole.as_object().filter(|_| self.is_flat()) else { return (None, Cow::Borrowed(whole)) };
        let is_own = |name: &str| self.members().any(|own| own == name);
        let (own, data): (Map<_, _>, Map<_, _>) =
            object.iter().map(|(name, value)| (name.clone(), value.clone())).partition(|(name, _)| is_own(name));
        (Some(Value::Object(own)), Cow::Owned(Value::Object(data)))
    }
}

/// The value at a path: `a.b` is the member `b` of the member `a`.
#[must_use]
pub fn member<'v>(whole: &'v Value, path: &str) -> Option<&'v Value> {
    path.split('.').try_fold(whole, |value, step| value.as_object()?.get(step))
}

/// Sets the value at a path, in an object. Where something on the way is no object, it is left out.
pub fn set_member(object: &mut Map<String, Value>, path: &str, value: Value) {
    match path.split_once('.') {
        None => drop(object.insert(path.to_owned(), value)),
        Some((first, rest)) => {
            if let Value::Object(inner) = object.entry(first).or_insert_with(|| Map::new().into()) {
                set_member(inner, rest, value);
            }
        }
    }
}

/// The first step of a path.
fn first(path: &str) -> &str {
    path.split_once('.').map_or(path, |(first, _)| first)
}

/// A member of a JSON object, with the value that it always has there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// The name on the wire.
    pub name: String,
    /// The value.
    pub value: Fact<Value>,
}

/// What the code of a failure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeKind {
    /// A number.
    Number,
    /// Text.
    Text,
    /// `true` or `false`; the first of the messages tells failures apart.
    Flag,
}

//! Helpers: functions of generated code that make a value of a few arguments.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Docs, Provenance, Type, TypeId};

/// A function of generated code that makes a value of a few arguments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Helper {
    /// Its name: small letters, digits and `_`.
    pub name: String,
    /// What it makes.
    pub kind: HelperKind,
    /// The type whose function it is.
    pub of: TypeId,
    /// What it takes, in this order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub takes: Vec<Argument>,
    /// The value, in which the text `{name}` stands for the argument of that name.
    pub makes: Value,
    /// What it is for.
    #[serde(default, skip_serializing_if = "Docs::is_empty")]
    pub docs: Docs,
    /// Where it is declared.
    pub provenance: Provenance,
}

/// What a [`Helper`] makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum HelperKind {
    /// A value of its type.
    Constructor,
    /// The request of [`super::Peer::quick`] that answers the event that is its type.
    Answer,
}

/// An argument of a [`Helper`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Argument {
    /// Its name: small letters, digits and `_`.
    pub name: String,
    /// Its type.
    #[serde(rename = "type")]
    pub ty: Type,
}

impl Helper {
    /// The argument that stands in the place of `value`.
    #[must_use]
    pub fn argument(&self, value: &Value) -> Option<&Argument> {
        let word = word(value)?;
        self.takes.iter().find(|argument| argument.name == word)
    }

    /// The value with `given` in the place of each argument.
    #[must_use]
    pub fn made(&self, given: &impl Fn(&Argument) -> Value) -> Value {
        self.put(&self.makes, given)
    }

    fn put(&self, value: &Value, given: &impl Fn(&Argument) -> Value) -> Value {
        match value {
            Value::Object(map) => map.iter().map(|(key, value)| (key.clone(), self.put(value, given))).collect(),
            Value::Array(items) => items.iter().map(|item| self.put(item, given)).collect(),
            plain => self.argument(plain).map_or_else(|| plain.clone(), given),
        }
    }

    /// The words in braces, each as often as it stands there.
    #[must_use]
    pub fn words(&self) -> Vec<&str> {
        let (mut words, mut open) = (Vec::new(), vec![&self.makes]);
        while let Some(value) = open.pop() {
            match value {
                Value::Object(map) => open.extend(map.values()),
                Value::Array(items) => open.extend(items),
                plain => words.extend(word(plain)),
            }
        }
        words
    }
}

/// The word in braces that a value is.
fn word(value: &Value) -> Option<&str> {
    value.as_str()?.strip_prefix('{')?.strip_suffix('}')
}

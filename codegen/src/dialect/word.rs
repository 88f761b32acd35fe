//! Words that stand for themselves.

use std::borrow::Cow;
use std::ops::Range;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use toml::Spanned;

use crate::ledger::Rule;

/// A word that the documents are searched for, such as the header of a column.
#[derive(Clone, Debug)]
pub struct Word {
    text: String,
    at: Range<usize>,
}

impl Word {
    /// The word.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether `words` are the word.
    #[must_use]
    pub fn is(&self, words: &str) -> bool {
        self.text == words
    }

    /// Where it is in `dialect.toml`.
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.at.clone()
    }

    /// The rule of the key `key` that the word stands for.
    #[must_use]
    pub fn rule(&self, key: &'static str) -> Rule {
        Rule::new(key, &self.at)
    }
}

impl<'de> Deserialize<'de> for Word {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Spanned::<String>::deserialize(deserializer)?;
        Ok(Self { at: text.span(), text: text.into_inner() })
    }
}

impl Serialize for Word {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.text.serialize(serializer)
    }
}

impl JsonSchema for Word {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        String::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        String::json_schema(generator)
    }
}

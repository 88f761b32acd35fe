//! Facts: values with the place where they stand and how they are known.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How a fact is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// A document says it.
    Stated,
    /// It follows from an example, or from a policy of the dialect, named in [`Provenance::rule`].
    Inferred,
    /// A patch says it; its reason is in [`Provenance::rule`].
    Patched,
    /// The dialect says it of the whole family of documents.
    Declared,
}

/// Where a fact stands and how it is known.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Provenance {
    /// The file, as it was named to the compiler.
    pub file: Arc<str>,
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
    /// How it is known.
    pub how: How,
    /// The policy, inference or patch behind a fact that no document states.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<Arc<str>>,
}

/// A value with its provenance.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Fact<T> {
    /// What is known.
    pub value: T,
    /// Where from.
    pub provenance: Provenance,
}

/// Something that a document says in words, of which it matters that it is said.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// The words, as Markdown.
    pub docs: Docs,
    /// Where they stand.
    pub provenance: Provenance,
}

/// Prose about a thing, as Markdown in the order of the document. It is never interpreted after the IR is made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Docs(pub String);

impl Docs {
    /// Whether nothing is said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds a paragraph.
    pub fn push(&mut self, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        if !self.0.is_empty() {
            self.0.push_str("\n\n");
        }
        self.0.push_str(text);
    }
}

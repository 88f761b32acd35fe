//! A change, and what it weighs.

use std::collections::HashMap;
use std::hash::Hash;

use serde::Serialize;

use super::shift::Sides;
use super::verdict::Verdict;
use crate::ir::Provenance;

/// A place in a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct At {
    /// The document.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
}

impl From<&Provenance> for At {
    fn from(provenance: &Provenance) -> Self {
        Self { file: provenance.file.to_string(), line: provenance.line }
    }
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The kind of the change, such as `parameter-required`.
    pub kind: String,
    /// How much it weighs.
    pub verdict: Verdict,
    /// What changed: an endpoint, a field of it, a type.
    pub subject: String,
    /// What happened, as a sentence without its subject.
    pub text: String,
    /// Where the old documents say it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<At>,
    /// Where the new documents say it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<At>,
}

/// The two places of a change.
pub type OldAndNew<'a> = (Option<&'a Provenance>, Option<&'a Provenance>);

/// The first of each key in a list.
pub fn first_of<T, K: Eq + Hash>(list: &[T], key: impl Fn(&T) -> K) -> HashMap<K, &T> {
    let mut firsts = HashMap::with_capacity(list.len());
    for one in list {
        firsts.entry(key(one)).or_insert(one);
    }
    firsts
}

/// What was found so far.
pub struct Changes {
    /// The changes.
    pub list: Vec<Change>,
    /// Who sends the values of each named type.
    pub sides: Sides,
}

impl Changes {
    /// Adds a change.
    pub fn add(
        &mut self,
        kind: impl Into<String>,
        verdict: Verdict,
        subject: &str,
        text: String,
        (old, new): OldAndNew<'_>,
    ) {
        let (old, new) = (old.map(At::from), new.map(At::from));
        self.list.push(Change { kind: kind.into(), verdict, subject: subject.to_owned(), text, old, new });
    }

    /// Words and places that differ: a change of words, where there is any.
    pub fn words<T: PartialEq>(&mut self, what: &str, subject: &str, old: &T, new: &T, places: OldAndNew<'_>) {
        if old != new {
            self.add(
                format!("{what}-words"),
                Verdict::Words,
                subject,
                "is described in other words".to_owned(),
                places,
            );
        }
    }
}

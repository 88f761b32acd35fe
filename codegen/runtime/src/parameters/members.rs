//! The members of a JSON object as text.

use std::borrow::Cow;
use std::collections::HashSet;

use super::{Unfit, words};
use crate::json;

/// The members of a JSON object, each value as its text.
pub(super) struct Members<'a>(Vec<(Cow<'a, str>, &'a str)>);

impl<'a> Members<'a> {
    pub(super) fn read(text: &'a str) -> Result<Self, Unfit> {
        let mut all = Vec::new();
        match json::members(text, Some, |key, value| all.push((key, value.get()))) {
            Ok(()) => Ok(Self(all)),
            Err(error) => Err(Unfit::NotAnObject(words::not_an_object(text, &error))),
        }
    }

    /// The value of a member; of several with one name, that of the last.
    pub(super) fn get(&self, name: &str) -> Option<&'a str> {
        self.0.iter().rev().find(|(key, _)| key == name).map(|(_, value)| *value)
    }

    /// The members, of several with one name the last.
    pub(super) fn last(&self) -> Vec<(&str, &'a str)> {
        let mut met = HashSet::new();
        let mut last: Vec<_> = self.iter().collect();
        last.reverse();
        last.retain(|(name, _)| met.insert(*name));
        last.reverse();
        last
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &'a str)> {
        self.0.iter().map(|(key, value)| (key.as_ref(), *value))
    }
}

/// The member `name` of the JSON object `text` as its text; `None` where there is none, or no object.
#[cfg(feature = "server")]
pub(crate) fn member<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let mut found = None;
    json::members(text, |key| (key == name).then_some(()), |(), value| found = Some(value.get())).ok()?;
    found
}

//! Which groups endpoints are of.

use schemars::JsonSchema;
use serde::Deserialize;

use super::located::Located;
use super::pattern::Pattern;

/// Which groups endpoints are of, where it is not the nearest heading above them that says it.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct GroupRules {
    /// The level of the headings that are groups, 1 for `#`; the nearest heading above endpoints, unless set.
    pub level: Option<Located<u8>>,
    /// What headings that are groups look like, the first before others: the nearest heading above that one matches counts,
    /// and its group `name` is what the group is called.
    pub headings: Vec<Pattern>,
    /// What the names of documents look like of which all endpoints are of one group, which is the group `name` in it.
    pub document: Option<Pattern>,
}

impl GroupRules {
    /// Whether headings of this level can be groups.
    #[must_use]
    pub fn has(&self, level: u8) -> bool {
        self.level.as_ref().is_none_or(|wanted| **wanted == level)
    }

    /// What a heading is called as a group, where it is one, and which of the patterns says so: of those above an endpoint
    /// the one with the least number counts.
    #[must_use]
    pub fn of_heading(&self, heading: &str) -> Option<(usize, String)> {
        self.headings.iter().enumerate().find_map(|(at, pattern)| {
            let found = pattern.captures(heading.trim())?;
            let name = found.name("name")?.as_str().trim().to_owned();
            (!name.is_empty()).then_some((at, name))
        })
    }

    /// The group of all endpoints of a document.
    #[must_use]
    pub fn of_document(&self, name: &str) -> Option<String> {
        let found = self.document.as_ref()?.captures(name)?;
        Some(found.name("name")?.as_str().trim().to_owned()).filter(|name| !name.is_empty())
    }
}

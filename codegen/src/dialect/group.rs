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
    /// What the names of documents look like of which all endpoints are of one group, which is the group `name` in it.
    pub document: Option<Pattern>,
}

impl GroupRules {
    /// Whether headings of this level can be groups.
    #[must_use]
    pub fn has(&self, level: u8) -> bool {
        self.level.as_ref().is_none_or(|wanted| **wanted == level)
    }

    /// The group of all endpoints of a document.
    #[must_use]
    pub fn of_document(&self, name: &str) -> Option<String> {
        let found = self.document.as_ref()?.captures(name)?;
        Some(found.name("name")?.as_str().trim().to_owned()).filter(|name| !name.is_empty())
    }
}

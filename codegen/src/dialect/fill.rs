//! Parameters that a client fills in by itself.

use schemars::JsonSchema;
use serde::Deserialize;

use super::located::Located;
use super::pattern::Pattern;
use crate::ir::Location;

/// Parameters that a client fills in where the caller gives none: from a cookie, or from what it was given once.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FillRule {
    /// The parameters, of every endpoint that has them.
    pub parameters: Vec<String>,
    /// The cookie; what the builder of the client was given for the parameter, unless set.
    pub cookie: Option<String>,
    /// Where they are sent, as parameters of every endpoint, also of those without a row for them.
    pub location: Option<Located<Location>>,
    /// `location`: their type where no row gives one, as the documents would write it; text unless set.
    #[serde(rename = "type")]
    pub ty: Option<String>,
    /// `location`: whether they may be left out where no row says it.
    #[serde(default)]
    pub optional: bool,
    /// Without `cookie`: what the client sends where it was given nothing.
    #[schemars(with = "Option<serde_json::Value>")]
    pub default: Option<toml::Value>,
    /// `location`: what they are, where no row says it.
    #[serde(default)]
    pub docs: String,
    /// The endpoints that are left alone, each by its method and path, `POST /login`.
    pub except: Option<Pattern>,
}

impl FillRule {
    /// Whether it is for an endpoint with these calls.
    #[must_use]
    pub fn counts(&self, calls: &[String]) -> bool {
        !self.except.as_ref().is_some_and(|except| calls.iter().any(|call| except.is_match(call)))
    }

    /// The keys that say something of parameters of every endpoint, as far as they are given.
    pub(super) fn of_everywhere(&self) -> Option<&'static str> {
        let given = [("type", self.ty.is_some()), ("optional", self.optional), ("docs", !self.docs.is_empty())];
        given.into_iter().find(|(_, given)| *given).map(|(key, _)| key)
    }
}

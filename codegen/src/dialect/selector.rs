//! Parameters whose value tells apart the endpoints that take one method on one path.

use schemars::JsonSchema;
use serde::Deserialize;

use super::located::Located;
use crate::ir::Location;

/// A parameter whose value says which endpoint a call is, where several take one method on one path.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SelectorRule {
    /// The parameter. Its value is a constant of each endpoint: a client sends it by itself.
    pub parameter: String,
    /// Where it is sent, where neither an announcement nor a row says it; as other parameters of the method unless set.
    pub location: Option<Located<Location>>,
}

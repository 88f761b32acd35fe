//! Rules for whole documents, and for lists that stand for tables.

use schemars::JsonSchema;
use serde::Deserialize;

use super::pattern::Pattern;

/// What a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DocumentRole {
    /// Words about the API: all of it is documentation, whatever it looks like.
    Prose,
    /// Nothing that the API is made of.
    Ignored,
}

/// What some documents are. Those that no rule speaks of are read.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DocumentRule {
    /// What their names look like, below the folder of the API, with `/`.
    pub name: Pattern,
    /// What they are.
    pub role: DocumentRole,
    /// Why.
    pub reason: String,
}

/// Where a row stands that no table has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum BulletForm {
    /// The first paragraph of a list item.
    Item,
    /// A paragraph below a label.
    Line,
    /// A heading below a label.
    Heading,
    /// A line of a code block below a label, such as a sketch of a type. Braces and brackets that a line opens hold the rows
    /// below it.
    Code,
    /// A tag of a component below a label, or one that is a label itself; the pattern sees the source. What stands between it
    /// and its end is below it.
    Tag,
}

/// What stands below an item that is no row itself, and says something of the row that it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Gives {
    /// The values that it can have, one an item.
    Values,
    /// Its default: the group `value`, or else the item below it; several are words.
    Default,
    /// An example of it: the group `value`, or else the item below it; several are words.
    Example,
    /// The rows below it.
    Rows,
    /// Rows below it of which one is there.
    Alternatives,
}

/// How an item of a list is written that stands for a row of a table, or a paragraph or heading that does.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BulletRule {
    /// Where it stands.
    #[serde(rename = "in", default = "items")]
    pub forms: Vec<BulletForm>,
    /// What the item looks like. Groups: `name` or `value` (one of them), `type`, `presence`, `default`, `location`,
    /// `description`.
    pub pattern: Pattern,
    /// What that looks like which it stands directly under: the item of the list around it, or else the label or the heading
    /// above; anything unless set.
    pub under: Option<Pattern>,
    /// What separates the words in the group `type`, but for those in brackets: spellings of `[presence]` among them are the
    /// presence, and the others, joined by it, the type.
    pub split: Option<Pattern>,
    /// What the items below it give the row that it stands in, where it is no row itself.
    pub gives: Option<Gives>,
    /// The names of the documents that the rule is for, below the folder of the API; all of them unless set.
    pub documents: Option<Pattern>,
    /// The endpoints that the rule is for, each by its method and path, `PUT /lamps/{id}`; all of them unless set.
    pub endpoints: Option<Pattern>,
}

fn items() -> Vec<BulletForm> {
    vec![BulletForm::Item]
}

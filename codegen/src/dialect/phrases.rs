//! Rules for the words of descriptions: phrases that carry facts, and sets of values.

use schemars::JsonSchema;
use serde::Deserialize;

use super::pattern::Pattern;
use super::rules::Where;

/// What a phrase of a description or note means for its field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Means {
    /// It may be left out.
    Optional,
    /// It must be there.
    Required,
    /// It is there only under the condition that the match states.
    AbsentWhen,
    /// It must be there only under the condition that the match states.
    RequiredWhen,
    /// It has an effect or a meaning only under the condition that the match states.
    ValidWhen,
    /// It may be `null`.
    Nullable,
    /// Its only value: the group `value`, the rule's `value`, or the default column's.
    Constant,
    /// The value that stands for an absent one: the group `value` or the rule's `value`.
    Default,
    /// It is deprecated.
    Deprecated,
    /// One value with a meaning of its own: the group `value` or the rule's `value`, and the group `label`.
    Sentinel,
    /// The greatest number of characters: the group `value`.
    MaxLength,
    /// The greatest number of items: the group `value`.
    MaxItems,
    /// The least number: the group `value`.
    Minimum,
    /// The greatest number: the group `value`.
    Maximum,
    /// The least and the greatest number: the groups `minimum` and `maximum`.
    Range,
    /// It is a list of what its type cell says.
    List,
    /// It is an object without fields.
    EmptyObject,
    /// At least one of the fields in the code spans of the match is given.
    AtLeastOne,
    /// One of the fields in the code spans of the match is enough.
    OneOf,
    /// Its value comes from the response of the endpoint in the group `endpoint`.
    FromEndpoint,
    /// Its values are those of the parameter or field in the group `field`.
    SameValues,
    /// In a note: the parameters are the fields of the response of the endpoint in the group `endpoint`, which is
    /// given by its name or title. Those that the table lacks are reported.
    SameAsResponse,
    /// The group `value` is another name of the field.
    Alias,
    /// The code spans of the match are examples or names from elsewhere: no values, no fields.
    Literal,
    /// The first link of the match, or the name in the group `type`, is a named type or set of values that the field
    /// has where its type cell leaves it open.
    Type,
}

/// A phrase that carries a fact.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProseRule {
    /// What it means.
    pub means: Means,
    /// What it looks like. Groups: `value`, `label`, `field` (whose it is, in a note), `endpoint`, `condition`
    /// (the words of a condition; the whole match where there is no such group).
    pub pattern: Pattern,
    /// Where it counts: in a field's description, in notes of the endpoint, or in both.
    #[serde(default)]
    pub on: PhraseScope,
    /// Whose fields it counts for.
    #[serde(default)]
    pub of: Where,
    /// The value, where the match has no group for it.
    #[schemars(with = "Option<serde_json::Value>")]
    pub value: Option<toml::Value>,
    /// In a note: the fields it counts for, where the match has no group for one. `[]` stands for every list of the
    /// table before the note.
    #[serde(default)]
    pub fields: Vec<String>,
    /// The names of the documents that the rule is for, below the folder of the API; all of them unless set.
    pub documents: Option<Pattern>,
    /// The endpoints that the rule is for, each by a method that it says and its path; all of them, and what stands outside
    /// of them, unless set.
    pub endpoints: Option<Pattern>,
}

/// Where a phrase counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PhraseScope {
    /// In the description of a field.
    #[default]
    Field,
    /// In the notes of an endpoint.
    Note,
    /// In both.
    Any,
}

/// How a set of values is written in a description.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ValuesRule {
    /// What the description must look like, and where in it the values are: every named group is searched for values;
    /// without a named group, the whole match.
    pub when: Option<Pattern>,
    /// What one value looks like. Groups: `value`, `label` (what it stands for).
    pub each: Pattern,
    /// How many there must be; 2 unless set.
    #[serde(default = "two")]
    pub min: usize,
    /// Whose fields it counts for.
    #[serde(default)]
    pub of: Where,
    /// The names of the documents that the rule is for, below the folder of the API; all of them unless set.
    pub documents: Option<Pattern>,
    /// The endpoints that the rule is for, each by a method that it says and its path; all of them, and what stands outside
    /// of them, unless set.
    pub endpoints: Option<Pattern>,
}

fn two() -> usize {
    2
}

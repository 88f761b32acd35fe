//! Rules that match text of the documents.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::located::Located;
use super::pattern::Pattern;
use crate::ir::{Encoding, Location, Method};

/// Where an endpoint is announced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum EndpointForm {
    /// A paragraph.
    Line,
    /// The first paragraph of a list item.
    Item,
    /// A block quote.
    Quote,
    /// A code block.
    Fence,
    /// A heading.
    Heading,
    /// The target of a link in a paragraph, a list or a heading.
    Link,
    /// A table of keys and values (`path_keys`), or one with a row for each endpoint (`path_columns`).
    Table,
    /// HTML: a block of it, or a paragraph that begins with a tag. The pattern sees the source.
    Tag,
}

/// Which heading is the title of an endpoint that a heading announces.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TitleFrom {
    /// The one that announces, or its group `title`.
    #[default]
    Own,
    /// The one above it, where no other endpoint stands below that; then what stands beside the announcement is the
    /// endpoint's too.
    Above,
}

/// Where the rest of an announced endpoint stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Rest {
    /// Below the announcement.
    #[default]
    Below,
    /// Below the heading that the first link in the announcing row, item or paragraph leads to, in any document.
    Link,
}

/// A way in which an endpoint is announced.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EndpointRule {
    /// Where it stands.
    #[serde(rename = "in")]
    pub form: Located<EndpointForm>,
    /// What it looks like. Groups: `path` or `url` (one of them), `method` or `methods`, `title`, `selector`.
    pub pattern: Option<Pattern>,
    /// What the heading that it stands directly under looks like. Such a heading is a label: the endpoint's title is the
    /// heading above it, and what stands beside it is the endpoint's too.
    pub under: Option<Pattern>,
    /// The heading above that has the path, where the announcement itself says only the method; the nearest that matches
    /// counts. Groups: `path` or `url`; or `prefix`, which is what all paths below begin with, and stands in a heading, a
    /// paragraph or a line of front matter above; those of nested headings are joined.
    pub above: Option<Pattern>,
    /// `in = "heading"`: which heading is the title.
    #[serde(default)]
    pub title: TitleFrom,
    /// Where the rest of the endpoint stands.
    #[serde(default)]
    pub rest: Rest,
    /// What separates several paths in `path`; the first is the endpoint's, the others are its aliases.
    pub split: Option<Pattern>,
    /// The path, where neither the announcement nor what stands above it says one.
    pub path: Option<String>,
    /// The methods, where the announcement does not say them.
    #[serde(default)]
    pub methods: Vec<Method>,
    /// `in = "fence"`: the languages of the code blocks; empty for any.
    #[serde(default)]
    pub languages: Vec<String>,
    /// `in = "table"` with keys and values: what the first cell of the path's row says.
    #[serde(default)]
    pub path_keys: Vec<String>,
    /// `in = "table"` with keys and values: what the first cell of the method's row says.
    #[serde(default)]
    pub method_keys: Vec<String>,
    /// `in = "table"` with keys and values: what the first cell of the title's row says.
    #[serde(default)]
    pub title_keys: Vec<String>,
    /// `in = "table"` with keys and values: what the first cell of a row says that describes the endpoint.
    #[serde(default)]
    pub description_keys: Vec<String>,
    /// `in = "table"` with a row for each endpoint: the header of the path's column.
    #[serde(default)]
    pub path_columns: Vec<String>,
    /// `in = "table"` with a row for each endpoint: the header of the method's column.
    #[serde(default)]
    pub method_columns: Vec<String>,
    /// `in = "table"` with a row for each endpoint: the header of the title's column.
    #[serde(default)]
    pub title_columns: Vec<String>,
    /// `in = "table"` with a row for each endpoint: the header of the column that describes it.
    #[serde(default)]
    pub description_columns: Vec<String>,
    /// `in = "table"` with a row for each endpoint: the header of the column that says its group.
    #[serde(default)]
    pub group_columns: Vec<String>,
    /// `in = "table"` with a row for each endpoint: the header of the column that has the value of the selector. The path can
    /// then be said by `above` or `path`.
    #[serde(default)]
    pub selector_columns: Vec<String>,
    /// The names of the documents that the rule is for, below the folder of the API; all of them unless set.
    pub documents: Option<Pattern>,
}

impl EndpointRule {
    /// What says above an announcement what its path begins with.
    #[must_use]
    pub fn prefix(&self) -> Option<&Pattern> {
        self.above.as_ref().filter(|above| above.has_group("prefix"))
    }
}

/// What a statement states of its endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum States {
    /// There are no parameters.
    NoParameters,
    /// There is no response data.
    NoResponse,
    /// There are neither parameters nor response data.
    Nothing,
    /// The methods, in the group `methods`.
    Methods,
    /// The authentication: the group `name` is that of an `[[auth]]` rule.
    Auth,
    /// The endpoint needs no credential, whatever counts for all others.
    NoAuth,
    /// The endpoint should no longer be used: deprecated, removed or not supported.
    Deprecated,
    /// An alias is deprecated; the group `path` is the alias, or every alias where there is no group.
    DeprecatedAlias,
    /// What comes back: the type in the group `type`, or a list of the type in the group `items`; with the status in the
    /// group `status`, where it has that.
    Response,
    /// What comes back is no JSON, and nothing surrounds it: text or bytes of the media type in the group `media`. With
    /// `of = "request"`, what is sent.
    MediaType,
    /// What the label or the table above it describes has the fields of the type in the group `type` too.
    MoreFields,
    /// What comes back is an object without fields.
    EmptyResponse,
    /// The parameters are the fields of the type in the group `type`.
    Parameters,
    /// The parameters are those of the endpoint in the group `endpoint`.
    SameParameters,
    /// What comes back is what comes back from the endpoint in the group `endpoint`.
    SameResponse,
    /// The group that the endpoint is of, in the group `name`.
    Group,
    /// An HTTP status that the endpoint answers with, in the group `status`; 200 to 299 is that of a success.
    Status,
    /// The value of the parameter of `[[selector]]`, in the group `value`.
    Selector,
    /// A base URL of the API, in the group `url`; below an endpoint, its own.
    Server,
    /// Outside of endpoints: what stands under the heading is a value of the type in the group `type`, or a list of the
    /// type in the group `items`.
    Type,
}

/// Whose a media type is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// What comes back.
    #[default]
    Response,
    /// What is sent.
    Request,
}

impl States {
    /// The groups that a statement reads.
    #[must_use]
    pub fn groups(self) -> &'static [&'static str] {
        match self {
            Self::Methods => &["methods"],
            Self::Auth | Self::Group => &["name"],
            Self::DeprecatedAlias => &["path"],
            Self::Response => &["type", "items", "status"],
            Self::Type | Self::Parameters => &["type", "items"],
            Self::MediaType => &["media"],
            Self::MoreFields => &["type"],
            Self::SameParameters | Self::SameResponse => &["endpoint"],
            Self::Status => &["status"],
            Self::Server => &["url"],
            Self::Selector => &["value"],
            Self::NoParameters
            | Self::NoResponse
            | Self::Nothing
            | Self::NoAuth
            | Self::Deprecated
            | Self::EmptyResponse => &[],
        }
    }
}

/// A sentence or line that states one fact of the endpoint that it stands under. Its words stay in the documentation.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StatementRule {
    /// What it states.
    pub states: States,
    /// Whose a media type is.
    #[serde(default)]
    pub of: Side,
    /// What it looks like.
    pub pattern: Pattern,
    /// What separates several methods.
    pub split: Option<Pattern>,
    /// What that looks like which it stands directly under: the item of the list around it, or else the label or the heading
    /// above; anything unless set.
    pub under: Option<Pattern>,
    /// The names of the documents that the rule is for, below the folder of the API; all of them unless set.
    pub documents: Option<Pattern>,
    /// The endpoints that the rule is for, each by its method and path, `PUT /lamps/{id}`; all of them unless set.
    pub endpoints: Option<Pattern>,
}

/// How a section label is marked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// In any of the ways below.
    #[default]
    Any,
    /// A paragraph that is bold from end to end.
    Bold,
    /// A heading.
    Heading,
    /// Any paragraph or list item.
    Line,
    /// HTML as a block, or a tag of a component; the pattern sees the source.
    Html,
    /// The summary of a `<details>` block.
    Summary,
    /// A row of a table or an item that stands for one, with the rows below it; the pattern sees its name.
    Row,
    /// A column of a table; the pattern sees its header.
    Column,
}

/// What a section holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// The parameters.
    Parameters,
    /// The fields of the response's data.
    Response,
    /// The fields of the whole response, envelope included.
    Envelope,
    /// The fields of an object: of the field `parent`, or of the type `name`.
    Object,
    /// Outside of endpoints: an event, by its `name`, with its fields or those of what `events.data` says that it holds.
    Event,
    /// Outside of endpoints: the names of events, one a row, with the types of what they hold.
    Events,
    /// Outside of endpoints: the fields of the type that the heading above names.
    Fields,
    /// The items of a list: of the field `parent`, or of the response itself.
    Items,
    /// The values of an object with open keys: of the field `parent`, inside the field `within`.
    MapValue,
    /// The values of the field `parent`, one a row.
    Values,
    /// The codes that the endpoint can fail with, one a row.
    Codes,
    /// HTTP statuses, one a row, with the types of their responses: of one endpoint or of the API as a whole.
    Statuses,
    /// Examples.
    Example,
    /// Words about the field `parent`.
    Note,
    /// A table, list or code block that is documentation and nothing else.
    Prose,
}

/// Whose a section is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Where {
    /// An endpoint's parameters.
    Parameters,
    /// An endpoint's response.
    Response,
    /// The API's envelope.
    Envelope,
    /// A request.
    Request,
    /// The field that the section before speaks of.
    Parameter,
    /// The type that is spoken of outside of endpoints.
    Type,
    /// As the place suggests.
    #[default]
    Any,
}

/// What to make of a presence that nobody states.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Unsaid {
    /// It must be there.
    #[default]
    Required,
    /// It may be left out.
    Optional,
}

/// A line or heading that says what follows it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SectionRule {
    /// What follows.
    pub role: Role,
    /// How the label is marked.
    #[serde(default)]
    pub mark: Mark,
    /// What the label looks like. Groups: `name` (a type), `item` (the words in it that stand for types which each use of it
    /// gives), `type` (what that is), `parent` (a field; `*` stands for any letters, `.` goes into
    /// an object), `within` (the field that holds `parent`), `same` (an endpoint whose response it equals), `minus`
    /// (text whose code spans are fields that may be missing from it), `status` (the HTTP status of the response that it
    /// is about), `condition` (when the fields below it are there).
    pub pattern: Pattern,
    /// What that looks like which it stands directly under: the item of the list around it, or else the label or the heading
    /// above; anything unless set. Its group `name` counts where the label has none.
    pub under: Option<Pattern>,
    /// The parent, where the label does not say it.
    pub parent: Option<String>,
    /// What the first cell of the row says that has the type's name, where the label does not say it.
    #[serde(default)]
    pub name_keys: Vec<String>,
    /// Whose section it is: where `parent` is looked for, or what an example shows.
    #[serde(default)]
    pub of: Where,
    /// How parameters are written, by method.
    #[serde(default)]
    pub encodings: BTreeMap<Method, Encoding>,
    /// Where its parameters are sent.
    pub location: Option<Location>,
    /// Whether only the parameters count that the path or its query names.
    #[serde(default)]
    pub named_in_path: bool,
    /// Whether each such label of an endpoint is about another way to call it: what not all of them have may be left out.
    #[serde(default)]
    pub alternative: bool,
    /// Whether its fields must be there, where their rows do not say.
    pub presence: Option<Unsaid>,
    /// Whether a JSON Schema in the code block below it says what it is about.
    #[serde(default)]
    pub schema: bool,
    /// The names of the documents that the rule is for, below the folder of the API; all of them unless set.
    pub documents: Option<Pattern>,
    /// The endpoints that the rule is for, each by its method and path, `PUT /lamps/{id}`; all of them unless set.
    pub endpoints: Option<Pattern>,
}

/// A construct that carries nothing.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IgnoreRule {
    /// Why.
    pub reason: String,
    /// How it is marked.
    #[serde(default)]
    pub mark: Mark,
    /// What it looks like.
    pub pattern: Pattern,
    /// The names of the documents that the rule is for, below the folder of the API; all of them unless set.
    pub documents: Option<Pattern>,
    /// The endpoints that the rule is for, each by its method and path, `PUT /lamps/{id}`; all of them unless set.
    pub endpoints: Option<Pattern>,
}

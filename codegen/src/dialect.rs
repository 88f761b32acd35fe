//! The schema of `dialect.toml`: how a family of documents is written.
//!
//! Every key is plain data that a rule of the stages `recognise` and `resolve` reads; no code knows a family.
//! The page `spec/dialect.md` explains each key with an example, and [`schema`] gives the JSON Schema for editors.

mod check;
mod documents;
mod fill;
mod group;
mod handshake;
mod helper;
mod load;
mod located;
mod messages;
mod pattern;
mod phrases;
mod policy;
mod renamed;
mod rules;
mod scope;
mod selector;
mod server;
mod shape;
mod used;
mod wire;
mod word;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::ir::{Location, Method};
use crate::markdown::{FRONT_MATTER, Page};

pub use check::check;
pub use documents::{BulletForm, BulletRule, DocumentRole, DocumentRule, Gives};
pub use fill::FillRule;
pub use group::GroupRules;
pub use handshake::{StepField, StepRule};
pub use helper::{ArgumentRule, HelperRule};
pub use load::{config_error, load, load_sound};
pub use located::{Located, Members, place};
pub use pattern::{Pattern, ascii};
pub use phrases::{Means, PhraseScope, ProseRule, ValuesRule};
pub use policy::{Policy, SameCall, Shown, UnsaidResponse};
pub use rules::{
    EndpointForm, EndpointRule, IgnoreRule, Mark, Rest, Role, SectionRule, Side, StatementRule, States, TitleFrom,
    Unsaid, Where,
};
pub use scope::{InScope, Reads, Scoped, Scopes};
pub use selector::SelectorRule;
pub use server::{AliasRule, EventRule, EventRules, ProfileRule, RefusalRule};
pub use shape::{
    ApiRules, Columns, DefaultRules, DefineField, DefineRule, EndpointNames, NameRules, NewtypeRule, PageRules,
    PathRules, PresenceRules, Primitive, TypeRule, TypeShape, Words,
};
pub use used::unused;
pub use wire::{
    AuthIn, AuthRule, EnvelopeField, EnvelopeRules, FrameRules, PagingRule, PeerRules, QuickRule, TransportRules,
};
pub use word::Word;

/// How a family of documents is written.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Dialect {
    /// What the documents do not say of the API as a whole.
    pub api: ApiRules,
    /// How a pasted page wraps its document.
    pub page: PageRules,
    /// How paths are written, and how endpoints are named after them.
    pub path: PathRules,
    /// Words for methods that are none of HTTP's, or that name none.
    pub methods: BTreeMap<String, Vec<Method>>,
    /// The ways in which an endpoint is announced; the first that matches counts.
    pub endpoint: Vec<EndpointRule>,
    /// Parameters whose value tells apart the endpoints of one path; the first of which an endpoint has a value counts.
    pub selector: Vec<Located<SelectorRule>>,
    /// Which groups endpoints are of.
    pub groups: GroupRules,
    /// Sentences and lines that state one fact of the endpoint that they stand under.
    pub statement: Vec<StatementRule>,
    /// Lines and headings that say what the next table, code block or sentence is; the first that matches counts.
    pub section: Vec<SectionRule>,
    /// What whole documents are, where they are not read.
    pub document: Vec<DocumentRule>,
    /// How items of lists are written that stand for rows of a table; the first that matches counts.
    pub bullet: Vec<BulletRule>,
    /// What the columns of tables are called.
    pub columns: Columns,
    /// How names are written in tables.
    pub names: NameRules,
    /// How a presence column is written.
    pub presence: PresenceRules,
    /// The words of the column that says where a parameter is sent.
    pub locations: BTreeMap<String, Location>,
    /// How a default column is written.
    pub default: DefaultRules,
    /// The words for types that need no definition.
    pub types: BTreeMap<String, Primitive>,
    /// How types made of other types are written; the first that matches counts.
    #[serde(rename = "type")]
    pub type_rules: Vec<TypeRule>,
    /// How a set of values is written in a description; the first that matches counts.
    pub values: Vec<ValuesRule>,
    /// Phrases of descriptions and notes that carry a fact; all that match count.
    pub prose: Vec<ProseRule>,
    /// Constructs that carry nothing.
    pub ignore: Vec<IgnoreRule>,
    /// How calls are sent.
    pub transport: TransportRules,
    /// Ways of authentication.
    pub auth: Vec<Located<AuthRule>>,
    /// What surrounds the data of every response.
    pub envelope: EnvelopeRules,
    /// How a call is written as one JSON object.
    pub frames: FrameRules,
    /// The events that a server sends.
    pub events: EventRules,
    /// Events of which the members are known; the first that fits counts.
    pub event: Vec<Located<EventRule>>,
    /// How a server and the application that it connects out to know each other.
    pub peer: PeerRules,
    /// The ways in which a server can behave; the first is the usual one.
    pub profile: Vec<Located<ProfileRule>>,
    /// Parameters that a client fills in by itself.
    pub fill: Vec<Located<FillRule>>,
    /// Lists that come in pages; the first that fits an endpoint counts.
    pub paging: Vec<Located<PagingRule>>,
    /// Types of their own for ids, by the fields that carry them.
    pub newtypes: BTreeMap<String, Located<NewtypeRule>>,
    /// Types that the documents use and never define.
    pub define: BTreeMap<String, Located<DefineRule>>,
    /// What to make of that which the documents leave open.
    pub policy: Policy,
}

impl Dialect {
    /// How the lines of documents are cleaned.
    #[must_use]
    pub fn page(&self) -> Page {
        let is_front = |language: &String| language == FRONT_MATTER;
        let prefixes = self.endpoint.iter().filter_map(EndpointRule::prefix).map(|pattern| pattern.regex().clone());
        self.page.page(self.endpoint.iter().any(|rule| rule.languages.iter().any(is_front)), prefixes.collect())
    }

    /// What the document of this name is, where a rule says so. The first part of the name is the API's folder.
    #[must_use]
    pub fn rule_of(&self, document: &str) -> Option<&DocumentRule> {
        let name = document.split_once('/').map_or(document, |(_, name)| name);
        self.document.iter().find(|rule| rule.name.is_match(name))
    }
}

/// The JSON Schema of `dialect.toml`, for editors.
#[must_use]
pub fn schema() -> schemars::Schema {
    schemars::schema_for!(Dialect)
}

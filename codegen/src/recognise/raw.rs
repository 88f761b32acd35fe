//! What recognition gives: the documents' statements with their places, nothing resolved.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::path;
pub use super::path::Query;
use super::status;
use crate::dialect::{Role, Where};
use crate::ir::{Docs, Encoding, Location, Method, Presence, StatusCode};
use crate::ledger::Rule;
use crate::markdown::Inline;
use crate::source::Span;

/// Words with their place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The words.
    pub value: String,
    /// Where they are.
    pub span: Span,
}

impl Text {
    /// The words of running text, trimmed.
    pub fn of(inline: &Inline) -> Self {
        Self { value: inline.text.trim().to_owned(), span: inline.span }
    }

    /// The same in one line, as a title is.
    pub fn line(inline: &Inline) -> Self {
        Self { value: inline.text.trim().replace('\n', " "), span: inline.span }
    }
}

/// One document.
#[derive(Debug, Default)]
pub struct RawDocument {
    /// What stands below endpoints, each with their calls, as rules for some endpoints alone see them.
    pub places: Vec<(Span, Arc<[String]>)>,
    /// What stands outside of every endpoint and group.
    pub scope: Scope,
    /// Its groups, in order.
    pub groups: Vec<RawGroup>,
    /// Its endpoints, in order.
    pub endpoints: Vec<RawEndpoint>,
    /// The headings that are no label inside of an endpoint.
    pub headings: Vec<Text>,
}

/// A heading with endpoints below it.
#[derive(Debug)]
pub struct RawGroup {
    /// The heading.
    pub name: Text,
    /// The heading above that.
    pub above: Option<Text>,
    /// The heading of its first endpoint, where others that announce nothing stand beside it.
    pub beside: Option<String>,
    /// What stands below it and above its endpoints.
    pub scope: Scope,
}

/// An endpoint as announced.
#[derive(Debug)]
pub struct RawEndpoint {
    /// The heading above the announcement.
    pub title: Option<Text>,
    /// Whether the document gives it no title where each endpoint should have one of its own.
    pub untitled: bool,
    /// The group's heading.
    pub group: Option<Text>,
    /// The announcement.
    pub announcement: Announcement,
    /// What stands below it.
    pub scope: Scope,
}

/// What an announcement says.
#[derive(Clone, Debug)]
pub struct Announcement {
    /// The path, then its aliases; parameters in them are written `{name}`.
    pub paths: Vec<Text>,
    /// The parameters of the path.
    pub parameters: Vec<String>,
    /// Those of them that are marked as parts that may be left out.
    pub optional: Vec<String>,
    /// The parts of its query, in order.
    pub query: Vec<Query>,
    /// The base URL, where a whole URL is given.
    pub server: Option<Text>,
    /// The value of the selector that it says.
    pub selector: Option<Text>,
    /// The methods, where they are given.
    pub methods: Vec<(Method, Span)>,
    /// What it calls the endpoint.
    pub title: Option<Text>,
    /// The group that it says the endpoint to be of.
    pub group: Option<Text>,
    /// The request that it shows, where it is a whole one with a body.
    pub request: Option<Box<RawExample>>,
    /// What its other cells say, each with its header, "Auth: none", and the lines of front matter.
    pub said: Vec<Inline>,
    /// The words of its address, where they are struck through: the endpoint is deprecated.
    pub struck: Option<Text>,
    /// Its words that say none of this, as Markdown: other cells of a row, the sentence around a path.
    pub docs: Docs,
    /// Where it is.
    pub span: Span,
    /// The rule that found it.
    pub rule: Rule,
    /// Whether the heading above it is a label, and the endpoint's title stands higher up.
    pub label: bool,
    /// Whether it is a heading, and the one above it is the endpoint's title.
    pub titled_above: bool,
    /// Whether the rest of the endpoint stands in the section that a link beside it leads to.
    pub leads: bool,
}

impl Announcement {
    /// What rules for some endpoints alone see of it: its path behind each method that it says, or alone.
    pub fn calls(&self) -> Vec<String> {
        let path = self.paths.first().map_or("", |path| path.value.trim_start_matches('/'));
        let calls: Vec<_> = self.methods.iter().map(|(method, _)| format!("{} /{path}", method.name())).collect();
        if calls.is_empty() { vec![format!("/{path}")] } else { calls }
    }

    /// What a patch announces that stands at `span`: an address and methods.
    pub fn patched(address: &str, methods: &[Method], span: Span) -> Self {
        let path::Path { text, parameters, optional, query } = path::read(address);
        Self {
            paths: vec![Text { value: text, span }],
            parameters,
            optional,
            query,
            server: None,
            selector: None,
            methods: methods.iter().map(|method| (*method, span)).collect(),
            title: None,
            group: None,
            request: None,
            said: Vec::new(),
            struck: None,
            docs: Docs::default(),
            span,
            rule: Rule::only("patch"),
            label: false,
            titled_above: false,
            leads: false,
        }
    }
}

/// The content of an endpoint, of a group, or of a document outside of both.
#[derive(Debug, Default)]
pub struct Scope {
    /// Sections with a role, in order.
    pub sections: Vec<RawSection>,
    /// Code blocks that show something.
    pub examples: Vec<RawExample>,
    /// Sentences, for the rules that read prose.
    pub notes: Vec<Note>,
    /// Facts that a statement gives.
    pub facts: Facts,
    /// All words, as Markdown.
    pub docs: Docs,
    /// Code blocks of JSON that show nothing that has a type.
    pub apart: Apart,
}

/// Code blocks of JSON that are no examples of anything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Apart {
    /// Those that a rule of the dialect makes documentation, or that stand in a document that is not read.
    pub ruled: usize,
    /// Those of which nothing says what they show; each is reported.
    pub unbound: usize,
}

/// Facts that statements give.
#[derive(Debug, Default)]
pub struct Facts {
    /// There are no parameters.
    pub no_parameters: Option<Text>,
    /// There is no response data.
    pub no_response: Option<Text>,
    /// The methods.
    pub methods: Vec<(Method, Span)>,
    /// Names of authentication rules.
    pub auth: Vec<Text>,
    /// That no credential is needed.
    pub no_auth: Option<Text>,
    /// Why the endpoint is deprecated.
    pub deprecated: Option<Text>,
    /// Aliases that should no longer be used; without a path, all of them.
    pub deprecated_aliases: Vec<(Option<String>, Text)>,
    /// What comes back.
    pub response: Option<Said>,
    /// The media types of what comes back, with the status of the label that they stand below.
    pub media: Vec<(Option<StatusCode>, Text)>,
    /// The media types of what is sent.
    pub sent_media: Vec<Text>,
    /// What else comes back, below further labels of responses: with a status of their own, or with that of the first.
    pub other_responses: Vec<(Option<StatusCode>, Said)>,
    /// The type whose fields the parameters are.
    pub parameters: Option<Said>,
    /// The types whose fields are beside those that stand here.
    pub more_fields: Vec<Said>,
    /// The endpoint whose parameters these are.
    pub same_parameters: Option<Said>,
    /// The endpoint whose response this is.
    pub same_response: Option<Said>,
    /// The type of what stands under the heading.
    pub ty: Option<Said>,
    /// The value of the selector.
    pub selector: Option<Text>,
    /// The group that it is of.
    pub group: Option<Text>,
    /// HTTP statuses that it answers with.
    pub statuses: Vec<(StatusCode, Text)>,
    /// Base URLs.
    pub servers: Vec<Text>,
}

/// A type or an endpoint that a sentence names.
#[derive(Clone, Debug)]
pub struct Said {
    /// The words that name it, with their links; empty for an object without fields.
    pub words: Inline,
    /// Whether a list of it is meant.
    pub list: bool,
    /// Where parameters are sent that are its fields, where the label above says so.
    pub location: Option<Location>,
    /// The status with which it comes back, where the sentence says one.
    pub code: Option<StatusCode>,
    /// The sentence.
    pub text: Text,
}

/// What a label says of the parameters below it as a whole.
#[derive(Clone, Copy, Debug, Default)]
pub struct OfCall {
    /// Whether only those count that the path or its query names.
    pub named_in_path: bool,
    /// Whether they are those of one of several ways to call the endpoint.
    pub alternative: bool,
}

/// A label with what it says of its table.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Label {
    /// What the section holds.
    pub role: Role,
    /// Whether the type that it defines is an event.
    pub event: bool,
    /// Whose it is.
    pub of: Where,
    /// The type that it defines.
    pub name: Option<Text>,
    /// The words in that type that stand for types which each use of it gives.
    pub items: Vec<Text>,
    /// What it says that type to be: the type itself, or one whose fields it has too.
    pub ty: Option<Box<Said>>,
    /// The first cells of the row that has the name of the type, where the label does not say it.
    pub name_keys: Vec<String>,
    /// The field that it describes.
    pub parent: Option<Text>,
    /// The field that holds the parent.
    pub within: Option<Text>,
    /// The endpoint whose response it equals.
    pub same: Option<Text>,
    /// Fields that may be missing.
    pub minus: Vec<Text>,
    /// How parameters are written, by method.
    pub encodings: BTreeMap<Method, Encoding>,
    /// Where its parameters are sent.
    pub location: Option<Location>,
    /// What it says of parameters below it.
    pub of_call: OfCall,
    /// Whether its fields must be there, where their rows do not say.
    pub presence: Option<Presence>,
    /// Whether a JSON Schema below it says what it is about.
    pub schema: bool,
    /// The words that say when its fields are there.
    pub condition: Option<Text>,
    /// The words that say which HTTP status the response has that it is about.
    pub status: Option<Text>,
    /// What links call it, where it is a heading that says so.
    pub id: Option<String>,
    /// The rule that found it.
    pub rule: Rule,
    /// Whether the rule says which endpoints it is for.
    pub scoped: bool,
    /// The label itself; a sentence is kept as documentation of what it introduces.
    pub text: Text,
    /// Whether the label is a sentence and not a mere heading.
    pub sentence: bool,
    /// Where in its text what its rule reads ends.
    pub end: usize,
    /// Whether the sentence says more than its rule reads.
    pub wordy: bool,
}

impl Label {
    /// Whether the type that it names is said to be itself, which defines nothing.
    pub fn is_its_own(&self) -> bool {
        let plain = |words: &str| words.trim().trim_matches('`').to_owned();
        let said = self.ty.as_ref().filter(|_| self.role == Role::Object);
        said.zip(self.name.as_ref()).is_some_and(|(said, name)| plain(&said.words.text) == plain(&name.value))
    }

    /// Whether it says what follows it, and nothing else.
    pub fn says_role(&self) -> bool {
        let named = [&self.name, &self.parent, &self.within, &self.same, &self.status];
        let shaped = self.location.is_some()
            || self.presence.is_some()
            || self.condition.is_some()
            || !self.encodings.is_empty();
        named.into_iter().all(Option::is_none) && !shaped && self.name_keys.is_empty()
    }
}

/// A section.
#[derive(Clone, Debug)]
pub struct RawSection {
    /// Its label.
    pub label: Label,
    /// Its table.
    pub table: Option<RawTable>,
    /// The JSON Schema that says what it is.
    pub schema: Option<Text>,
    /// The type that a sentence says it to be.
    pub said: Option<Said>,
    /// The types whose fields it has beside those of its table.
    pub more: Vec<Said>,
    /// What is said of the type that it defines.
    pub docs: Docs,
}

impl Label {
    /// The status of the response that it is about.
    pub fn code(&self) -> Option<StatusCode> {
        self.status.as_ref().and_then(|text| status::read(&text.value)).map(|(code, _)| code)
    }

    /// The statuses of calls that were not carried out that it is about.
    pub fn failures(&self) -> Vec<StatusCode> {
        let all = self.status.as_ref().map_or(Vec::new(), |text| status::all(&text.value));
        all.into_iter().filter(|code| !code.is_success()).collect()
    }

    /// The same, where the call was not carried out.
    pub fn failure(&self) -> Option<StatusCode> {
        self.code().filter(|code| !code.is_success())
    }
}

impl RawSection {
    /// A section of which only the label is known.
    pub fn new(label: Label) -> Self {
        Self { label, table: None, schema: None, said: None, more: Vec::new(), docs: Docs::default() }
    }

    /// Whether nothing says yet what it is.
    pub fn is_unsaid(&self) -> bool {
        self.table.is_none() && self.schema.is_none() && self.said.is_none()
    }

    /// Whether a table or a JSON Schema gives what it holds.
    pub fn is_given(&self) -> bool {
        self.table.is_some() || self.schema.is_some()
    }

    /// Whether it is about a type that has a name, or is to get one.
    pub fn defines(&self) -> bool {
        let label = &self.label;
        label.role == Role::Object && (label.name.is_some() || !label.name_keys.is_empty())
    }
}

/// The type that an example is a value of, where it is none of an endpoint.
#[derive(Clone, Debug)]
pub enum Shows {
    /// The type that the section with this number in its scope defines.
    Section(usize),
    /// The type that a sentence names.
    Said(Box<Said>),
}

/// What a table's rows are, by its columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableKind {
    /// Fields or parameters.
    Fields,
    /// Indexes of a list.
    Items,
    /// Values, codes or statuses.
    Values,
    /// Terms: documentation.
    Terms,
}

/// A table with its columns known.
#[derive(Clone, Debug)]
pub struct RawTable {
    /// What its rows are.
    pub kind: TableKind,
    /// Its rows.
    pub rows: Vec<RawRow>,
    /// Where it is.
    pub span: Span,
}

/// A row with its columns known. A column that the table does not have is `None`; an empty cell is empty text. There are
/// many rows, and few of their cells are there.
#[derive(Clone, Debug)]
pub struct RawRow {
    /// The cell of the key column: name, item, value or term.
    pub key: Inline,
    /// The type.
    pub ty: Option<Box<Inline>>,
    /// The presence.
    pub presence: Option<Box<Inline>>,
    /// Whether it may be left out.
    pub optional: Option<Box<Inline>>,
    /// Where it is sent.
    pub location: Option<Box<Inline>>,
    /// The default.
    pub default: Option<Box<Inline>>,
    /// An example of the value.
    pub example: Option<Box<Inline>>,
    /// The descriptions.
    pub description: Vec<Inline>,
    /// The field that a value is of, where a column says it.
    pub owner: Option<Box<Inline>>,
    /// The values that stand below it, where a list says them.
    pub values: Vec<RawRow>,
    /// How deep it is nested, where a list says it.
    pub depth: usize,
    /// Which of the lists that make the table together it stands in.
    pub list: usize,
    /// Whether it must be there, where the label of the table says it, and where that stands.
    pub labelled: Option<(Presence, Span)>,
    /// Where it is.
    pub span: Span,
}

impl RawRow {
    /// A row of which only the key is known.
    pub fn new(key: Inline, span: Span) -> Self {
        let (ty, presence, optional, location, default, example) = (None, None, None, None, None, None);
        let (description, values, owner, labelled) = (Vec::new(), Vec::new(), None, None);
        Self {
            key,
            ty,
            presence,
            optional,
            location,
            default,
            example,
            description,
            owner,
            values,
            depth: 0,
            list: 0,
            labelled,
            span,
        }
    }
}

/// A code block that shows something.
#[derive(Clone, Debug)]
pub struct RawExample {
    /// What it shows.
    pub of: Where,
    /// The field that it is a value of.
    pub field: Option<Text>,
    /// The word after the opening fence.
    pub language: String,
    /// The code.
    pub text: String,
    /// Where the code is.
    pub span: Span,
    /// The words before it.
    pub docs: Docs,
    /// The type that it is a value of, where it is none of an endpoint.
    pub shows: Option<Shows>,
    /// The HTTP status that it begins with, where it is written as HTTP has it, or that of its label.
    pub status: Option<StatusCode>,
}

/// A sentence of an endpoint, of a group or of a document.
#[derive(Clone, Debug)]
pub struct Note {
    /// What it says.
    pub text: Inline,
    /// The field that it is about, where its place says so.
    pub field: Option<Text>,
    /// Whose field it is.
    pub of: Where,
    /// The section whose table stands last before it.
    pub after: Option<usize>,
}

//! What documents state of an endpoint, on its way to its draft.

use crate::dialect::{AuthRule, EnvelopeRules};
use crate::ir::{Docs, Method, StatusCode};
use crate::recognise::raw::{Apart, Note, Query, RawEndpoint, RawExample, RawSection, Said, Text};
use crate::resolve::context::Context;
use crate::source::Span;

/// What all documents say of one endpoint: its statements, tables and examples, none of them read.
#[derive(Debug)]
pub struct Account {
    /// Its name.
    pub name: String,
    /// What they state of it.
    pub stated: Stated,
    /// The sections with their tables.
    pub sections: Vec<RawSection>,
    /// The code blocks that show something.
    pub examples: Vec<RawExample>,
    /// Where documents announce it beside the first.
    pub also: Vec<Span>,
}

/// What documents state of an endpoint beside its tables. It begins as one announcement with the statements below it; what
/// other documents and passes find is added here, while what recognition has given stays as it is.
#[derive(Debug)]
pub struct Stated {
    /// The heading above the announcement.
    pub title: Option<Text>,
    /// The group's heading.
    pub group: Option<Text>,
    /// The path, then its aliases, as the IR has them: with their parameters written `{name}`. Recognition has read the
    /// documents' ways to write a path; who asks for the parts of this one gets them from `ir::template`, which makes no
    /// copy of them, and what is looked up more than once, the names of the parameters, stands below.
    pub paths: Vec<Text>,
    /// The parameters of the path.
    pub path_parameters: Vec<String>,
    /// Those of them that are marked as parts that may be left out.
    pub optional: Vec<String>,
    /// The parts of its query, in order.
    pub query: Vec<Query>,
    /// The base URL, where a whole URL is given.
    pub server: Option<Text>,
    /// The methods of the announcement.
    pub announced_methods: Vec<(Method, Span)>,
    /// The methods that sentences give.
    pub said_methods: Vec<(Method, Span)>,
    /// There are no parameters.
    pub no_parameters: Option<Text>,
    /// There is no response data.
    pub no_response: Option<Text>,
    /// What comes back.
    pub response: Option<Said>,
    /// The media type of what comes back.
    pub media: Option<Text>,
    /// The media types of what is sent.
    pub sent_media: Vec<Text>,
    /// What else comes back: with a status of its own, or with that of the first.
    pub other_responses: Vec<(Option<StatusCode>, Said)>,
    /// The endpoint whose response this is.
    pub same_response: Option<Said>,
    /// The type whose fields the parameters are.
    pub parameters: Option<Said>,
    /// The endpoint whose parameters these are.
    pub same_parameters: Option<Said>,
    /// HTTP statuses that it answers with.
    pub statuses: Vec<(StatusCode, Text)>,
    /// Names of authentication rules.
    pub auth: Vec<Text>,
    /// That no credential is needed.
    pub no_auth: Option<Text>,
    /// Why the endpoint is deprecated.
    pub deprecated: Option<Text>,
    /// Aliases that should no longer be used; without a path, all of them.
    pub deprecated_aliases: Vec<(Option<String>, Text)>,
    /// Sentences, for the rules that read prose.
    pub notes: Vec<Note>,
    /// All words, as Markdown.
    pub docs: Docs,
    /// Code blocks of JSON that show nothing that has a type.
    pub apart: Apart,
    /// Where it is announced.
    pub span: Span,
}

impl Account {
    /// What one document says of an endpoint of this name.
    pub fn new(name: String, raw: RawEndpoint) -> Self {
        let RawEndpoint { title, untitled: _, group, announcement, scope } = raw;
        let facts = scope.facts;
        let stated = Stated {
            title,
            group,
            paths: announcement.paths,
            path_parameters: announcement.parameters,
            optional: announcement.optional,
            query: announcement.query,
            server: announcement.server.or_else(|| facts.servers.into_iter().next()),
            announced_methods: announcement.methods,
            said_methods: facts.methods,
            no_parameters: facts.no_parameters,
            no_response: facts.no_response,
            response: facts.response,
            media: facts.media,
            sent_media: facts.sent_media,
            other_responses: facts.other_responses,
            same_response: facts.same_response,
            parameters: facts.parameters,
            same_parameters: facts.same_parameters,
            statuses: facts.statuses,
            auth: facts.auth,
            no_auth: facts.no_auth,
            deprecated: facts.deprecated,
            deprecated_aliases: facts.deprecated_aliases,
            notes: scope.notes,
            docs: scope.docs,
            apart: scope.apart,
            span: announcement.span,
        };
        Self { name, stated, sections: scope.sections, examples: scope.examples, also: Vec::new() }
    }
}

impl Stated {
    /// Its calls, as rules for some endpoints see them: its path behind each method that is stated, or alone.
    pub fn calls(&self) -> Vec<String> {
        let path = self.paths.first().map_or("", |path| path.value.trim_start_matches('/'));
        let calls: Vec<_> = self.methods().map(|(method, _)| format!("{} /{path}", method.name())).collect();
        if calls.is_empty() { vec![format!("/{path}")] } else { calls }
    }

    /// Whether it needs the credential of a rule that counts for all.
    pub fn needs(&self, rule: &AuthRule) -> bool {
        self.no_auth.is_none() && rule.counts(&self.calls())
    }

    /// The media type of what comes back, where it is no JSON.
    pub fn raw(&self) -> Option<&Text> {
        let name = |media: &Text| media.value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let is_json = |name: String| name == "application/json" || name.ends_with("+json");
        self.media.as_ref().filter(|media| !is_json(name(media)))
    }

    /// What the dialect says to surround its data.
    pub fn envelope<'d>(&self, context: &Context<'d>) -> &'d EnvelopeRules {
        context.dialect.envelope.of(&self.calls())
    }

    /// All methods that are stated.
    pub fn methods(&self) -> impl Iterator<Item = &(Method, Span)> {
        self.announced_methods.iter().chain(&self.said_methods)
    }
}

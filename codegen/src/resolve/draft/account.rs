//! What documents state of an endpoint, on its way to its draft.

use crate::dialect::{AuthRule, EnvelopeRules};
use crate::ir::{Docs, Location, Method, StatusCode};
use crate::recognise::raw::{Apart, Note, Query, RawEndpoint, RawExample, RawSection, Said, Text};
use crate::resolve::context::Context;
use crate::resolve::draft::Known;
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

/// What tells an endpoint from others of its methods and path: a parameter that always has one value.
#[derive(Clone, Debug)]
pub struct Selector {
    /// The parameter.
    pub parameter: String,
    /// The value.
    pub value: Known<String>,
    /// Where it is sent, where the announcement or the dialect says it.
    pub location: Option<Known<Location>>,
    /// Whether the announcement has it in its query, whatever a row says.
    pub in_query: bool,
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
    /// What tells it from others of its methods and path.
    pub selector: Option<Selector>,
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
    /// The media types of what comes back, some with the status of the response that they are of.
    pub media: Vec<(Option<StatusCode>, Text)>,
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
    pub fn new(name: String, raw: RawEndpoint, selector: Option<Selector>) -> Self {
        let RawEndpoint { title, untitled: _, group, announcement, scope } = raw;
        let facts = scope.facts;
        // What tells the endpoint apart is no part of its query.
        let own = |part: &Query| selector.as_ref().is_some_and(|selector| selector.parameter == part.name);
        let query = announcement.query.into_iter().filter(|part| !own(part)).collect();
        let stated = Stated {
            title,
            group,
            paths: announcement.paths,
            path_parameters: announcement.parameters,
            optional: announcement.optional,
            selector,
            query,
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

impl Selector {
    /// A call with what tells it from others: `GET /lamps?action=list`, however that is sent.
    pub fn of(&self, call: &str) -> String {
        format!("{call}?{}={}", self.parameter, self.value.value)
    }
}

impl Stated {
    /// Its calls, as rules for some endpoints see them: its path behind each method that is stated, or alone; with a selector
    /// also with its value.
    pub fn calls(&self) -> Vec<String> {
        let path = self.paths.first().map_or("", |path| path.value.trim_start_matches('/'));
        let calls: Vec<_> = self.methods().map(|(method, _)| format!("{} /{path}", method.name())).collect();
        let mut calls = if calls.is_empty() { vec![format!("/{path}")] } else { calls };
        if let Some(selector) = &self.selector {
            // The path alone means all that it stands for.
            let own: Vec<_> = calls.iter().map(|call| selector.of(call)).collect();
            calls.extend(own);
        }
        calls
    }

    /// Whether a parameter of this name tells it from others.
    pub fn is_selector(&self, name: &str) -> bool {
        self.selector.as_ref().is_some_and(|selector| selector.parameter == name)
    }

    /// Whether it needs the credential of a rule that counts for all.
    pub fn needs(&self, rule: &AuthRule) -> bool {
        self.no_auth.is_none() && rule.counts(&self.calls())
    }

    /// The media type of what usually comes back, where it is no JSON. Of several JSON counts, and else the first.
    pub fn raw(&self) -> Option<&Text> {
        self.counting_media().filter(|media| !is_json(&media.value))
    }

    /// The media type that counts of those of the usual response.
    pub fn counting_media(&self) -> Option<&Text> {
        let usual = || self.media.iter().filter(|(status, _)| self.is_usual(*status)).map(|(_, media)| media);
        usual().find(|media| is_json(&media.value)).or_else(|| usual().next())
    }

    /// Whether what stands below a label of this status is of the usual response: the first success that has a body.
    pub fn is_usual(&self, status: Option<StatusCode>) -> bool {
        let mut all = self.statuses.iter().map(|(code, _)| *code);
        let first = all.find(|code| code.is_success() && !code.is_bare());
        status.is_none() || first.is_none() || status == first
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

/// Whether a media type is that of JSON, such as `application/hal+json`.
pub fn is_json(media: &str) -> bool {
    let name = media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    name == "application/json" || name.ends_with("+json")
}

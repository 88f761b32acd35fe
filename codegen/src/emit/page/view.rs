//! What the page shows, made of the IR.

use std::collections::{BTreeSet, HashMap};

use askama::Template;

use crate::emit::headings;
use crate::emit::openapi::plan::{self, Operation, Ways};
use crate::emit::place_names::PlaceNames;
use crate::ir::sample::Sampler;
use crate::ir::{
    Api, AuthKind, AuthScheme, Body, Endpoint, Example, ExampleKind, Location, Side as Sender, Status, Step, TypeDef,
    TypeKind,
};
use crate::naming::Names;

use super::calls::{Call, Calls};
use super::fields::{self, Row, Side};
use super::types::{Piece, Types, claim};
use super::words::Html;

/// The page.
#[derive(Template)]
#[template(path = "page.html")]
pub(super) struct Page {
    title: String,
    docs: Html,
    /// The language of the documents' words, by their letters: it decides how they are set. It
    /// stands once on the page, so that it changes no line of theirs.
    language: &'static str,
    documents: Vec<String>,
    servers: Vec<String>,
    auth: Vec<String>,
    envelope: Vec<Row>,
    envelope_docs: Html,
    /// The messages before the first call.
    handshake: Vec<Sample>,
    /// What a client sends at intervals, and the answer.
    heartbeat: Vec<Sample>,
    /// The words above them.
    beats: String,
    codes: Vec<(String, Html)>,
    /// What is said of the statuses of every endpoint.
    statuses: Vec<(String, Html)>,
    /// The types of the failures among them.
    failures: Vec<(String, Vec<Piece>)>,
    groups: Vec<Group>,
    types: Vec<Definition>,
    withheld: Vec<(String, String)>,
    count: usize,
}

/// Endpoints under a heading.
struct Group {
    anchor: String,
    name: String,
    docs: Html,
    endpoints: Vec<Shown>,
}

/// An endpoint.
struct Shown {
    anchor: String,
    title: String,
    methods: Vec<&'static str>,
    path: String,
    aliases: Vec<String>,
    deprecated: Option<Html>,
    docs: Html,
    rules: Vec<Html>,
    parameters: Vec<Row>,
    /// What stands in place of the parameters where there are none.
    no_parameters: &'static str,
    /// The parameter that is the whole body, and as what it is sent.
    raw_body: Option<(String, String)>,
    response: Answer,
    response_docs: Html,
    codes: Vec<(String, Html)>,
    statuses: Vec<(String, Html)>,
    /// The types of failures, by their statuses.
    failures: Vec<(String, Vec<Piece>)>,
    /// The types of further successes, by their statuses.
    successes: Vec<(u16, Vec<Piece>)>,
    calls: Vec<Call>,
    examples: Vec<Sample>,
    source: String,
}

/// The data of a response.
#[derive(Default)]
struct Answer {
    /// The anchor of its type, where that has no place of its own.
    anchor: String,
    words: Vec<Piece>,
    rows: Vec<Row>,
    values: Vec<(String, Html)>,
}

/// An example of the documents.
struct Sample {
    about: String,
    docs: Html,
    text: String,
}

/// A type that documents name.
struct Definition {
    anchor: String,
    name: String,
    kind: &'static str,
    target: Vec<Piece>,
    docs: Html,
    rows: Vec<Row>,
    values: Vec<(String, Html)>,
    source: String,
}

impl Page {
    pub(super) fn new(api: &Api, names: &Names) -> Self {
        let mut maker = Maker::new(api, names);
        let envelope = fields::rows(&mut maker.types, &api.envelope.fields, Side::Received);
        let frames = api.frames.as_ref();
        let handshake = maker.steps(frames.iter().flat_map(|frames| &frames.handshake));
        let beat = frames.and_then(|frames| frames.heartbeat.as_ref());
        let heartbeat = maker.steps(beat.iter().flat_map(|beat| [&beat.sent].into_iter().chain(&beat.answer)));
        let failures = maker.failures(&api.statuses);
        let groups = maker.groups();
        let types: Vec<_> = maker.types.named().collect();
        let types = types.into_iter().map(|def| maker.definition(def)).collect();
        Self {
            title: api.title.value.clone(),
            docs: Html::markdown(&headings::without_empty(&api.docs).0),
            language: language(api),
            documents: api.documents.clone(),
            servers: api.servers.iter().map(|server| server.value.clone()).collect(),
            auth: api
                .auth
                .iter()
                .filter(|scheme| !is_beside(api, scheme))
                .map(|scheme| credentials(api, scheme))
                .collect(),
            envelope,
            envelope_docs: Html::markdown(&api.envelope.docs.0),
            handshake,
            heartbeat,
            beats: beat.map(|beat| format!("Every {} ms on a WebSocket", beat.interval)).unwrap_or_default(),
            codes: codes(&api.codes),
            statuses: api.statuses.iter().map(status).collect(),
            failures,
            groups,
            types,
            withheld: api.withheld.iter().map(|one| (withheld(one), one.reason.clone())).collect(),
            count: api.endpoints.len(),
        }
    }
}

/// What the parts of the page are made with.
struct Maker<'a> {
    api: &'a Api,
    names: &'a Names,
    types: Types<'a>,
    places: PlaceNames<'a>,
    calls: Calls<'a>,
    operations: HashMap<&'a str, Operation<'a>>,
    anchors: BTreeSet<String>,
}

impl<'a> Maker<'a> {
    fn new(api: &'a Api, names: &'a Names) -> Self {
        let operations = plan::operations(api, Ways::One).into_iter();
        Self {
            api,
            names,
            types: Types::new(api),
            places: PlaceNames::new(api),
            calls: Calls { api, sampler: Sampler::new(api) },
            operations: operations.map(|operation| (operation.endpoint.name.as_str(), operation)).collect(),
            // The parts of the page itself.
            anchors: ["overview", "types", "search", "nav", "main"].map(str::to_owned).into(),
        }
    }

    /// The messages that are neither calls nor answers nor events.
    fn steps<'s>(&self, steps: impl Iterator<Item = &'s Step>) -> Vec<Sample> {
        let samples = steps.map(|step| Sample {
            about: match step.by {
                Sender::Server => format!("{}, which the server sends", step.name),
                Sender::Client => format!("{}, which the client sends", step.name),
            },
            docs: Html::markdown(&step.docs.0),
            text: self.calls.step(step),
        });
        samples.collect()
    }

    /// The groups in the order of the documents; endpoints of none come first.
    fn groups(&mut self) -> Vec<Group> {
        let api = self.api;
        let group = |endpoint: &'a Endpoint| endpoint.group.as_ref().map_or("", |group| group.value.as_str());
        let known = api.groups.iter().map(|group| group.name.as_str());
        let names = [""].into_iter().chain(known).chain(api.endpoints.iter().map(group));
        let mut members: HashMap<&str, Vec<&Endpoint>> = HashMap::new();
        for endpoint in &api.endpoints {
            members.entry(group(endpoint)).or_default().push(endpoint);
        }
        let docs: HashMap<_, _> = api.groups.iter().map(|group| (group.name.as_str(), &group.docs)).collect();
        let mut groups = Vec::new();
        // Each is taken where it is named first.
        for name in names {
            let Some(endpoints) = members.remove(name) else { continue };
            let docs = docs.get(name).map(|docs| Html::markdown(&docs.0));
            groups.push(Group {
                anchor: claim(&mut self.anchors, &format!("group-{name}")),
                name: if name.is_empty() { "Endpoints".to_owned() } else { name.to_owned() },
                docs: docs.unwrap_or_default(),
                endpoints: endpoints.into_iter().map(|endpoint| self.endpoint(endpoint)).collect(),
            });
        }
        groups
    }

    fn endpoint(&mut self, endpoint: &'a Endpoint) -> Shown {
        let operation = self.operations.get(endpoint.name.as_str());
        let called = self.names.endpoint(&endpoint.name);
        let calls = called.map(|called| self.calls.of(operation, endpoint, called)).unwrap_or_default();
        let selector = endpoint.selector.as_deref().map_or(&[][..], std::slice::from_ref);
        let mut parameters = fields::rows(&mut self.types, selector, Side::Sent);
        parameters.extend(fields::rows(&mut self.types, &endpoint.parameters.fields, Side::Sent));
        let response = self.response(endpoint);
        Shown {
            anchor: claim(&mut self.anchors, &endpoint.name),
            title: endpoint.title.as_ref().map_or(&endpoint.name, |title| &title.value).clone(),
            methods: plan::methods(self.api, endpoint).into_iter().map(crate::ir::Method::name).collect(),
            path: address(endpoint),
            aliases: endpoint.aliases.iter().map(|alias| alias.path.value.clone()).collect(),
            deprecated: endpoint.deprecated.as_ref().map(|words| Html::markdown(&words.docs.0)),
            docs: Html::markdown(&endpoint.docs.0),
            rules: endpoint.rules.iter().map(fields::rule).collect(),
            no_parameters: match (parameters.is_empty(), &endpoint.parameters.none) {
                (true, Some(_)) => "None.",
                (true, None) => "The documents name none.",
                (false, _) => "",
            },
            raw_body: endpoint.parameters.raw.as_ref().map(|raw| (raw.parameter.clone(), raw.media().join(" or "))),
            parameters,
            response,
            response_docs: Html::markdown(&endpoint.response.docs.0),
            codes: codes(&endpoint.errors),
            statuses: endpoint.statuses.iter().map(status).collect(),
            failures: self.failures(&endpoint.statuses),
            successes: self.successes(endpoint),
            calls,
            examples: endpoint.examples.iter().map(sample).collect(),
            source: self.places.name(&endpoint.provenance),
        }
    }

    /// The data of a response: its type in words, and its fields or values where that has no name.
    fn response(&mut self, endpoint: &'a Endpoint) -> Answer {
        let plain = |text: &str| Answer {
            words: vec![Piece { text: text.to_owned(), link: String::new() }],
            ..Answer::default()
        };
        let data = match &endpoint.response.body.value {
            Body::Unknown => return plain("The documents do not say what comes back."),
            Body::None => return plain("No data."),
            Body::Data { data } => data,
        };
        let Some(def) = self.types.unfold(data) else {
            let mut words = self.types.words(data);
            let media = endpoint.response.media();
            words.extend(media.map(|media| Piece { text: format!(", as {media}"), link: String::new() }));
            return Answer { words, ..Answer::default() };
        };
        let mut words = self.types.words(data);
        // What is shown right below needs no link.
        for piece in &mut words {
            piece.link.clear();
        }
        let anchor = self.types.anchor(&def.id).to_owned();
        Answer { anchor, words, rows: fields::of_type(&mut self.types, def), values: fields::values(def) }
    }

    /// What comes back with each status of a success, where there are several.
    fn successes(&mut self, endpoint: &'a Endpoint) -> Vec<(u16, Vec<Piece>)> {
        let none = || vec![Piece { text: "no data".to_owned(), link: String::new() }];
        let all = endpoint.successes().into_iter();
        all.map(|one| (one.status, one.data.map_or_else(none, |data| self.types.words(data)))).collect()
    }

    /// What comes back with each status of a failure, where the documents say it.
    fn failures(&mut self, statuses: &'a [Status]) -> Vec<(String, Vec<Piece>)> {
        let failed = statuses.iter().filter(|status| !status.code.is_success());
        failed.filter_map(|one| Some((one.code.to_string(), self.types.words(&one.ty.as_ref()?.value)))).collect()
    }

    fn definition(&mut self, def: &'a TypeDef) -> Definition {
        let kind = match &def.kind {
            TypeKind::Struct(_) => "object",
            TypeKind::Values { .. } => "set of values",
            TypeKind::Alias { .. } => "another name",
            TypeKind::Newtype { .. } => "type of its own",
        };
        Definition {
            anchor: self.types.anchor(&def.id).to_owned(),
            name: def.id.0.clone(),
            kind,
            target: fields::target(def).map(|ty| self.types.words(ty)).unwrap_or_default(),
            docs: Html::markdown(&def.docs.0),
            rows: fields::of_type(&mut self.types, def),
            values: fields::values(def),
            source: self.places.name(&def.provenance),
        }
    }
}

fn codes(errors: &[crate::ir::ErrorCode]) -> Vec<(String, Html)> {
    errors.iter().map(|error| (error.code.to_string(), Html::markdown(&error.docs.0))).collect()
}

fn status(status: &Status) -> (String, Html) {
    (status.code.to_string(), Html::markdown(&status.docs.0))
}

fn sample(example: &Example) -> Sample {
    let about = match &example.kind {
        ExampleKind::Response if example.is_failure() => "A failure".to_owned(),
        ExampleKind::Response => "A response".to_owned(),
        ExampleKind::Request => "A request".to_owned(),
        ExampleKind::Value => "A value".to_owned(),
        ExampleKind::Parameter { name } => format!("A value of {name}"),
    };
    Sample { about, docs: Html::markdown(&example.docs.0), text: example.text.trim_end().to_owned() }
}

/// Whether a credential is one that others need beside them, and no endpoint by itself.
fn is_beside(api: &Api, scheme: &AuthScheme) -> bool {
    let alone = |endpoint: &Endpoint| endpoint.auth.iter().any(|fact| fact.value == scheme.id);
    api.auth.iter().any(|other| other.with.contains(&scheme.id)) && !api.endpoints.iter().any(alone)
}

/// A credential with those that are needed beside it.
fn credentials(api: &Api, scheme: &AuthScheme) -> String {
    let each: Vec<_> = api.auth_together(&scheme.id).map(|scheme| credential(&scheme.kind)).collect();
    each.join(" and ")
}

fn credential(kind: &AuthKind) -> String {
    match kind {
        AuthKind::Bearer => "Authorization: Bearer …".to_owned(),
        AuthKind::Query { name } => format!("{name}=… in the query"),
        AuthKind::Cookie { name } => format!("the cookie {name}"),
        AuthKind::Header { name, prefix } => format!("{name}: {prefix}…"),
    }
}

fn withheld(one: &crate::ir::Withheld) -> String {
    let methods: Vec<_> = one.methods.iter().map(|method| method.name()).collect();
    let what = one.path.as_ref().or(one.name.as_ref()).or(one.title.as_ref());
    let what = what.map_or("an endpoint", String::as_str);
    format!("{} {what}", methods.join(", ")).trim().to_owned()
}

/// The language that most letters of titles and words are of, as far as letters tell; empty for the others.
fn language(api: &Api) -> &'static str {
    let titles = api.endpoints.iter().filter_map(|endpoint| endpoint.title.as_ref()).map(|title| title.value.as_str());
    let docs = api.endpoints.iter().map(|endpoint| endpoint.docs.0.as_str());
    let (mut han, mut kana, mut hangul, mut other) = (0_usize, 0_usize, 0_usize, 0_usize);
    for letter in titles.chain(docs).chain([api.docs.0.as_str()]).flat_map(str::chars) {
        match letter {
            '\u{4e00}'..='\u{9fff}' => han += 1,
            '\u{3040}'..='\u{30ff}' => kana += 1,
            '\u{ac00}'..='\u{d7af}' => hangul += 1,
            letter if letter.is_alphabetic() => other += 1,
            _ => {}
        }
    }
    // A letter of Latin script is a part of a word, one of the others nearly a word.
    match () {
        () if hangul * 4 > other => "ko",
        () if kana * 8 > han && (kana + han) * 4 > other => "ja",
        () if han * 4 > other => "zh",
        () => "",
    }
}

/// The path, with what tells the endpoint from others of it.
fn address(endpoint: &Endpoint) -> String {
    let path = &endpoint.path.value;
    let Some(field) = endpoint.selector.as_deref() else { return path.clone() };
    let value = field.constant.as_ref().map(|constant| match &constant.value {
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    });
    let pair = format!("{}={}", field.name.value, value.unwrap_or_default());
    let location = field.location.as_ref().map(|location| location.value);
    let bare = || endpoint.methods.iter().all(|method| method.value.is_bare());
    let queried = location == Some(Location::Query) || (location.is_none() && bare());
    if queried { format!("{path}?{pair}") } else { format!("{path} {pair}") }
}

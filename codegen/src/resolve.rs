//! Resolution: from what the documents state to the IR, in passes.

mod anchors;
mod api;
mod arena;
mod beside;
mod checks;
mod context;
mod define;
mod depth;
mod draft;
mod endpoint;
mod endpoint_names;
mod envelope;
mod examples;
mod field;
mod glob;
mod like;
mod link;
mod lint;
mod merge;
mod named;
mod names;
mod nest;
mod notes;
mod patches;
mod prose;
mod response;
mod rows;
mod same_name;
mod section;
mod server;
mod shown;
mod statuses;
mod travel;
mod type_expr;
mod types;
mod value;
mod value_sets;
mod whole;
mod wire;

use std::collections::HashMap;

use arena::Arena;
use context::Context;
use section::EndpointDraft;
use types::Types;

pub use examples::curl::is_command;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::dialect::{Dialect, Role};
use crate::ir::{Api, Body, Endpoint, FORMAT, Fact, Method};
use crate::patch::Patches;
use crate::recognise::raw::{RawDocument, RawEndpoint};
use crate::source::{FileId, SourceMap, Span};

/// What is resolved: the documents of one API with what configures their reading.
pub struct Subject<'a> {
    /// The API's name.
    pub api: &'a str,
    /// The names of the documents.
    pub documents: Vec<String>,
    /// How they are written, and its file.
    pub dialect: (&'a Dialect, FileId),
    /// What they get wrong, and its file.
    pub patches: Option<(&'a Patches, FileId)>,
    /// The files.
    pub sources: &'a SourceMap,
}

/// How much of what the documents hold has found its place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Announcements of endpoints.
    pub announced: usize,
    /// Those whose endpoint has a path, a method, its parameters and a response in the IR.
    pub bound: usize,
    /// Code blocks of JSON that no rule sets aside.
    pub examples: usize,
    /// Those that are values of the types of their endpoint, or of the type that they are an example of.
    pub decoded: usize,
    /// Code blocks of JSON that have no type: in documents that are not read, under labels of prose, and responses with
    /// the status of a failure whose type is not documented.
    pub aside: usize,
}

/// Resolves the documents of one API.
pub fn resolve(subject: &Subject<'_>, mut raw: Vec<RawDocument>, diagnostics: &mut Diagnostics) -> (Api, Figures) {
    let announced = raw.iter().map(|document| document.endpoints.len()).sum();
    let (dialect, dialect_file) = subject.dialect;
    let sources = subject.sources;
    let mut context =
        Context { dialect, dialect_file, sources, diagnostics, arena: Arena::default(), path: Vec::new() };
    let mut common = api::common(&mut raw, &mut context);
    let Merged { endpoints: mut named, also } = merged(raw, &mut context);
    if let Some((patches, file)) = subject.patches {
        patches::move_responses(patches, file, &mut named, &mut context);
    }
    let mut drafts: Vec<_> = named.into_iter().map(|(name, raw)| section::draft(name, raw, &mut context)).collect();
    nest::across(&mut drafts, &mut context);
    for draft in &drafts {
        travel::settle(draft, &mut context);
    }
    link::settle(&mut drafts, &mut context);
    for draft in &mut drafts {
        whole::settle(draft, &mut context);
        draft.also = also.get(&draft.name).cloned().unwrap_or_default();
        statuses::settle(draft, &mut context);
        notes::apply(draft, &mut context);
        like::values(draft, &mut context);
        examples::infer::fill(draft, &mut context);
    }
    if let Some((patches, file)) = subject.patches {
        patches::apply(patches, file, &mut drafts, &mut context);
    }
    api::type_docs(&mut common, &mut context);
    lint::widths(&mut context);
    lint::mentions(&drafts, common.values(), &mut context);
    like::responses(&drafts, &mut context);
    let title = Fact {
        value: dialect.api.title.clone().unwrap_or_else(|| subject.api.to_owned()),
        provenance: context.declared(),
    };
    let (servers, transport, auth) =
        (wire::servers(&drafts, &context), wire::transport(&context), wire::auth(&context));
    let spans: Vec<_> = drafts.iter().map(|draft| draft.raw.announcement.span).collect();
    let mut types = Types::new(&drafts, &mut context);
    let mut endpoints: Vec<_> = drafts.iter().map(|draft| endpoint::make(draft, &mut types)).collect();
    let envelope = envelope::envelope(&mut common, &endpoints, &spans, &mut types);
    let events = server::events(&mut types);
    let examples = shown::make(&mut types);
    common.docs.push(&types.unused().0);
    let defs = types.defs.into_values().collect();
    let unbound = common.apart.unbound + api::example_docs(&mut common, &mut context);
    let ruled = common.apart.ruled;
    wire::fill(&mut endpoints, &mut context);
    let (frames, peer) = (wire::frames(&mut context), wire::peer(&endpoints, &mut context));
    let profiles = server::profiles(&endpoints, &mut context);
    let mut api = Api {
        format: FORMAT,
        name: subject.api.to_owned(),
        title,
        documents: subject.documents.clone(),
        docs: common.docs,
        servers,
        transport,
        auth,
        envelope,
        frames,
        events,
        peer,
        profiles,
        statuses: common.statuses,
        codes: common.codes,
        groups: common.groups,
        endpoints,
        types: defs,
    };
    let mut figures = settle(&mut api, &drafts, &mut context);
    shown::attach(&mut api, examples, &mut figures, &mut context);
    figures.announced = announced;
    figures.examples += unbound;
    figures.aside += ruled;
    (api, figures)
}

/// Methods and examples, for which all types must be there.
fn settle(api: &mut Api, drafts: &[EndpointDraft], context: &mut Context<'_>) -> Figures {
    let mut figures = Figures::default();
    let mut endpoints = std::mem::take(&mut api.endpoints);
    for (endpoint, draft) in endpoints.iter_mut().zip(drafts) {
        let flat = endpoint.parameters.fields.iter().all(|field| api.is_flat(&field.ty.value));
        endpoint::settle_methods(endpoint, flat, context.dialect);
        travel::by_method(endpoint, context);
        wire::reads(endpoint, context);
        if let Some(server) = &endpoint.server
            && api.servers.first().is_some_and(|first| first.value == server.value)
        {
            endpoint.server = None;
        }
        let raw = &draft.raw.scope.examples;
        let spans: Vec<_> = raw.iter().map(|example| example.span).collect();
        endpoint.examples = raw.iter().map(|example| examples::read(example, context)).collect();
        let compared = examples::compare::endpoint(api, endpoint, &spans, context);
        let apart = draft.raw.scope.apart;
        figures.examples += compared.all + apart.unbound;
        figures.decoded += compared.decoded;
        figures.aside += apart.ruled + compared.failures;
        figures.bound += if is_bound(endpoint, draft) { 1 + endpoint.also.len() } else { 0 };
    }
    api.endpoints = endpoints;
    figures
}

/// Whether an endpoint has its methods, its parameters and its response. Where nothing is said of parameters, a call that
/// can go without a body has none; of one that cannot, they are unknown.
fn is_bound(endpoint: &Endpoint, draft: &EndpointDraft) -> bool {
    let section = draft.sections.iter().any(|section| section.label.role == Role::Parameters);
    let said = section || endpoint.parameters.none.is_some() || !endpoint.parameters.fields.is_empty();
    let bare = |method: &Fact<Method>| method.value.is_bare() || method.value == Method::Delete;
    let parameters = said || endpoint.methods.iter().any(bare);
    let response = !matches!(endpoint.response.body.value, Body::Unknown);
    !endpoint.methods.is_empty() && parameters && response
}

/// The endpoints of all documents.
#[derive(Default)]
struct Merged {
    /// Each with its name.
    endpoints: Vec<(String, RawEndpoint)>,
    /// Where other documents announce an endpoint too, by name.
    also: HashMap<String, Vec<Span>>,
}

/// The endpoints with their names: the same endpoint in two documents is one.
fn merged(documents: Vec<RawDocument>, context: &mut Context<'_>) -> Merged {
    let mut places: HashMap<String, usize> = HashMap::new();
    let Merged { mut endpoints, mut also } = Merged::default();
    let raw: Vec<_> = documents.into_iter().flat_map(|document| document.endpoints).collect();
    let names = endpoint_names::all(&raw, context);
    for (name, raw) in names.into_iter().zip(raw) {
        let Some(first) = places.get(&name).and_then(|at| endpoints.get_mut(*at)) else {
            places.insert(name.clone(), endpoints.len());
            endpoints.push((name, raw));
            continue;
        };
        let (one, two) = (&mut first.1, &raw);
        let same_file = one.announcement.span.file == two.announcement.span.file;
        let same_path = endpoint_names::path(one) == endpoint_names::path(two);
        if same_path && (merge::is_mention(one) || merge::is_mention(two)) {
            also.entry(name).or_default().push(merge::mention(one, raw));
            continue;
        }
        if same_file || !same_path {
            let message = format!("two endpoints would be called `{name}`");
            let help = "one document announces an endpoint once; where two paths end alike, raise `path.name_segments`";
            let diagnostic = Diagnostic::new(Code::DuplicateEndpoint, two.announcement.span, message);
            context.report(diagnostic.related(one.announcement.span, "the other").help(help));
            continue;
        }
        merge::endpoints(&name, one, two, context);
        also.entry(name).or_default().push(two.announcement.span);
    }
    Merged { endpoints, also }
}

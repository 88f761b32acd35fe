//! Which endpoint a command line calls.

use std::collections::{BTreeMap, BTreeSet};

use crate::dialect::Where;
use crate::ir::{ExampleRequest, template};
use crate::recognise::raw::Text;
use crate::resolve::context::Context;
use crate::resolve::draft::EndpointDraft;
use crate::resolve::examples::messages;
use crate::source::Span;

/// Gives each command line that stands for several endpoints to those that it calls. Where it calls none of them it stays
/// with the first, and what it sends says nothing of that one. A block beside command lines that is none is kept as words.
pub fn share_out(drafts: &mut [EndpointDraft], stated: &[Text], context: &mut Context<'_>) {
    let shared = shared(drafts);
    if shared.is_empty() {
        return;
    }
    let own = drafts.iter().filter_map(|draft| draft.stated.server.as_ref());
    let servers = context.dialect.api.servers.iter().chain(stated.iter().chain(own).map(|server| &server.value));
    let servers: Vec<_> = servers.cloned().collect();
    let taken: BTreeMap<Span, Takers> =
        shared.iter().map(|(span, places)| (*span, Takers::of(*span, places, &servers, drafts))).collect();
    for (at, draft) in drafts.iter_mut().enumerate() {
        let commands = draft.examples.iter().any(|example| taken.get(&example.span).is_some_and(|all| all.command));
        for mut example in std::mem::take(&mut draft.examples) {
            let Some(all) = taken.get(&example.span) else {
                draft.examples.push(example);
                continue;
            };
            let first = all.first == Some(at);
            if all.command {
                example.elsewhere = all.called.is_empty();
                if all.called.contains(&at) || (first && example.elsewhere) {
                    draft.examples.push(example);
                }
            } else if !commands || example.of != Where::Request {
                draft.examples.push(example);
            } else if first {
                context.report(messages::beside_commands(example.span));
                draft.stated.apart.unbound += usize::from(example.example.is_json());
                example.document(&mut draft.stated.docs);
            }
        }
    }
}

/// Whose a code block is that stands for several endpoints.
struct Takers {
    /// Whether it is a command line.
    command: bool,
    /// The endpoints that it calls.
    called: BTreeSet<usize>,
    /// The first of those that it stands for.
    first: Option<usize>,
}

impl Takers {
    fn of(span: Span, places: &[usize], servers: &[String], drafts: &[EndpointDraft]) -> Self {
        let request = |at: &usize| {
            let draft = drafts.get(*at)?;
            let example = draft.examples.iter().find(|example| example.span == span)?;
            Some((draft, example.example.request.as_ref()?))
        };
        let called = places.iter().filter(|at| {
            let servers = servers.iter().map(String::as_str);
            request(at).is_some_and(|(draft, request)| is_called(draft, request, &servers))
        });
        Self {
            command: places.iter().any(|at| request(at).is_some()),
            called: called.copied().collect(),
            first: places.first().copied(),
        }
    }
}

/// The endpoints that share code blocks, by the blocks.
fn shared(drafts: &[EndpointDraft]) -> BTreeMap<Span, Vec<usize>> {
    let mut places: BTreeMap<Span, Vec<usize>> = BTreeMap::new();
    for (at, draft) in drafts.iter().enumerate() {
        for example in &draft.examples {
            places.entry(example.span).or_default().push(at);
        }
    }
    places.retain(|_, places| places.len() > 1);
    places
}

/// Whether a request calls an endpoint: with a method that is stated of it, and by its path.
fn is_called<'s>(
    draft: &EndpointDraft,
    request: &ExampleRequest,
    servers: &(impl Iterator<Item = &'s str> + Clone),
) -> bool {
    let mut methods = draft.stated.methods().peekable();
    let method = methods.peek().is_none() || methods.any(|(method, _)| *method == request.method);
    // Of what others of the path have as well, a value tells whose it is.
    let told = draft.stated.selector.as_ref().is_none_or(|selector| {
        let mut values = request.parameters.iter().filter(|(name, _)| *name == selector.parameter);
        values.all(|(_, value)| *value == selector.value.value)
    });
    method && told && is_path(&draft.stated.paths.iter().map(|path| path.value.as_str()), servers, request)
}

/// Whether a request calls one of these paths, below one of the base URLs.
pub fn is_path<'p, 's>(
    paths: &(impl Iterator<Item = &'p str> + Clone),
    servers: &(impl Iterator<Item = &'s str> + Clone),
    request: &ExampleRequest,
) -> bool {
    let (path, relative) = (path_of(&request.url), format!("/{}", request.url));
    // What stands in the base URL is no part of the endpoint's path.
    let below = servers.clone().filter_map(|server| path.strip_prefix(path_of(server).trim_end_matches('/')));
    // A call may write a slash at the end that the path does not have, and the other way round.
    let is = |path: &str| paths.clone().any(|known| template::matches(known.trim_end_matches('/'), path));
    // Where no base URL is known, whatever stands in front of the path is a part of it.
    let behind = || path.match_indices('/').filter_map(|(at, _)| path.get(at..)).any(is);
    std::iter::once(path).chain(below).chain([relative.as_str()]).any(is)
        || (servers.clone().next().is_none() && behind())
}

/// What stands behind the host of a URL, with or without its scheme.
pub fn path_of(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/")
}

//! What is unsound stays where it is: errors that reach no further than a fact or an endpoint do not keep the rest of an
//! API from being made, where the dialect or a patch says so.
//!
//! In a draft an error about a fact is a warning, and an endpoint with an error is withheld: it leaves the API and is
//! listed. What `patches.toml` accepts is treated so in every run, and is no longer counted.

mod accepted;
mod messages;
mod outline;

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Reach, Severity};
use crate::ir::{Api, Endpoint, HelperKind, How, Method, Provenance, TypeId, Withheld, types_of_events, used_types};
use crate::patch::Patches;
use crate::source::{FileId, SourceMap, Span};
use accepted::Accepted;
use outline::Outline;

/// How the errors of one run are treated.
pub struct Treatment<'a> {
    draft: bool,
    accepted: Accepted<'a>,
}

impl<'a> Treatment<'a> {
    /// The treatment of a `draft`, or of a run that is none, with the messages that `patches` accept.
    pub fn new(draft: bool, patches: Option<(&'a Patches, FileId)>) -> Self {
        Self { draft, accepted: Accepted::new(patches) }
    }

    /// Treats all messages, and takes from `api` what they make unsound.
    pub fn settle(&mut self, api: &mut Api, sources: &SourceMap, diagnostics: &mut Diagnostics) {
        let outline = Outline::new(api);
        self.accepted.look(api);
        let mut lost = BTreeSet::new();
        for item in diagnostics.items_mut() {
            let accepted = self.accepted.reason(item, api, &outline, sources);
            let reach = if item.severity == Severity::Error { item.code.reach() } else { Reach::Fact };
            let sound = match reach {
                Reach::Fact => true,
                Reach::Api => false,
                Reach::Endpoint if accepted.is_none() && !self.draft => false,
                Reach::Endpoint => withhold(item, api, &outline, &mut lost, sources),
            };
            match accepted {
                Some(reason) if sound => messages::accept(item, reason),
                None if sound && self.draft => item.severity = item.severity.min(Severity::Warning),
                _ => {}
            }
        }
        remove(api, &lost);
    }

    /// Reports what is accepted and does not occur; `emitted` where the output has been made, which finds the last errors.
    pub fn report(&self, emitted: bool, diagnostics: &mut Diagnostics) {
        self.accepted.report(emitted, diagnostics);
    }
}

/// Lists the endpoints that the error `item` reaches, and notes them as `lost`; whether there are any.
fn withhold(
    item: &mut Diagnostic,
    api: &mut Api,
    outline: &Outline,
    lost: &mut BTreeSet<usize>,
    sources: &SourceMap,
) -> bool {
    // Of two endpoints that say different things of one call neither can be trusted; of two names the first can stay.
    let spans = std::iter::once(item.span).chain(item.reaches).filter(|_| !item.unmade);
    let mut found: BTreeSet<usize> = spans.filter_map(|span| outline.endpoint_at(&sources.locate(span))).collect();
    if found.is_empty() && matches!(item.code, Code::NameCollision | Code::TooDeep) {
        found = outline::users_of(api, &sources.locate(item.span));
    }
    let announced = matches!(item.code, Code::BadEndpoint | Code::DuplicateEndpoint);
    let mut names = Vec::new();
    for at in &found {
        let Some(endpoint) = api.endpoints.get(*at) else { continue };
        names.push(endpoint.name.clone());
        if lost.insert(*at) {
            let withheld = of_endpoint(endpoint, item, sources);
            api.withheld.push(withheld);
        }
    }
    let nameless = found.is_empty() && announced;
    if nameless {
        let title = outline.heading_at(&sources.locate(item.span)).map(str::to_owned);
        api.withheld.push(Withheld { title, ..self::nameless(item, sources) });
    }
    let any = nameless || !names.is_empty();
    if any {
        messages::withheld(item, &names);
    }
    any
}

fn of_endpoint(endpoint: &Endpoint, item: &Diagnostic, sources: &SourceMap) -> Withheld {
    // What a policy takes for one that says none is not known of one that is withheld.
    let known = endpoint.methods.iter().filter(|method| method.provenance.how != How::Inferred);
    let methods: Vec<Method> = known.map(|method| method.value).collect();
    Withheld {
        name: Some(endpoint.name.clone()),
        title: endpoint.title.as_ref().map(|title| title.value.clone()),
        methods,
        path: Some(endpoint.path.value.clone()),
        ..nameless(item, sources)
    }
}

fn nameless(item: &Diagnostic, sources: &SourceMap) -> Withheld {
    Withheld {
        name: None,
        title: None,
        methods: Vec::new(),
        path: None,
        code: item.code.number().to_owned(),
        reason: item.message.clone(),
        remedy: item.help.clone(),
        provenance: provenance(item.span, sources),
    }
}

fn provenance(span: Span, sources: &SourceMap) -> Provenance {
    let at = sources.locate(span);
    Provenance { file: at.file, line: at.line, column: at.column, how: How::Stated, rule: None }
}

/// Takes endpoints from the API, with the types that they alone use and what speaks of them.
fn remove(api: &mut Api, lost: &BTreeSet<usize>) {
    if lost.is_empty() {
        return;
    }
    let before: BTreeSet<TypeId> = used_types(api).into_iter().cloned().collect();
    let mut at = 0;
    api.endpoints.retain(|_| {
        at += 1;
        !lost.contains(&(at - 1))
    });
    let after: BTreeSet<TypeId> = used_types(api).union(&types_of_events(api)).copied().cloned().collect();
    api.types.retain(|def| after.contains(&def.id) || !before.contains(&def.id));
    let names: BTreeSet<String> = api.endpoints.iter().map(|endpoint| endpoint.name.clone()).collect();
    for profile in &mut api.profiles {
        profile.aliases.retain(|alias| alias.endpoint.as_ref().is_none_or(|name| names.contains(name)));
    }
    if let Some(peer) = &mut api.peer {
        peer.quick = peer.quick.take().filter(|quick| names.contains(&quick.endpoint));
    }
    let answers = api.peer.as_ref().is_some_and(|peer| peer.quick.is_some());
    let types: BTreeSet<&TypeId> = api.types.iter().map(|def| &def.id).collect();
    api.helpers.retain(|helper| types.contains(&helper.of) && (answers || helper.kind != HelperKind::Answer));
}

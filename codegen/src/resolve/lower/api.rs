//! The API in the IR.

use super::type_examples::{self, TypedExample};
use super::types::Types;
use super::{endpoint, envelope, fill, handshake, helpers, methods, paging, server, statuses, wire};
use crate::ir::{Api, FORMAT, Fact};
use crate::resolve::check::{fields, unused};
use crate::resolve::context::{Context, Subject};
use crate::resolve::draft::{Arena, Common, EndpointDraft};
use crate::resolve::link::common;

/// The IR, and the examples of types with the types that they have in it.
pub fn lower(
    subject: &Subject<'_>,
    common: &mut Common,
    drafts: &[EndpointDraft],
    arena: &mut Arena,
    context: &mut Context<'_>,
) -> (Api, Vec<TypedExample>) {
    let title = Fact {
        value: context.dialect.api.title.clone().unwrap_or_else(|| subject.api.to_owned()),
        provenance: context.declared(),
    };
    let declared = |value: &Option<String>| value.clone().map(|value| Fact { value, provenance: context.declared() });
    let rules = &context.dialect.api;
    let (version, license) = (declared(&rules.version), declared(&rules.license));
    let servers = wire::servers(&common.servers, drafts, context);
    let (transport, auth) = (wire::transport(context), wire::auth(context));
    let spans: Vec<_> = drafts.iter().map(|draft| draft.stated.span).collect();
    let mut types = Types::new(drafts, arena, context);
    let mut endpoints: Vec<_> = drafts.iter().map(|draft| endpoint::lower(draft, &mut types)).collect();
    let envelope = envelope::envelope(common, &endpoints, &spans, &mut types);
    let statuses = statuses::lower(&common.statuses, "statuses", &mut types);
    let events = server::events(&mut types);
    let (steps, beat) = (handshake::steps(&mut types), handshake::heartbeat(&mut types));
    let examples = type_examples::lower(&mut types);
    let helpers = helpers::helpers(&mut types);
    let everywhere = fill::everywhere(&mut types);
    unused::unused(&types.named, types.arena, types.context);
    common.docs.push(&types.unused().0);
    let (defs, doubts) = (types.defs.into_values().collect(), types.doubts);
    common.apart.unbound += common::example_docs(common, context);
    fill::fill(&mut endpoints, drafts, &everywhere, context);
    let (frames, peer) = (wire::frames(steps, beat, context), wire::peer(&endpoints, context));
    let profiles = server::profiles(&endpoints, context);
    let mut api = Api {
        format: FORMAT,
        name: subject.api.to_owned(),
        title,
        version,
        license,
        documents: subject.documents.clone(),
        headings: Vec::new(),
        docs: std::mem::take(&mut common.docs),
        servers,
        transport,
        auth,
        envelope,
        frames,
        events,
        peer,
        profiles,
        statuses,
        codes: std::mem::take(&mut common.codes),
        groups: std::mem::take(&mut common.groups),
        endpoints,
        withheld: Vec::new(),
        helpers: Vec::new(),
        types: defs,
    };
    paging::paging(&mut api, context);
    handshake::check(&api, context);
    methods::complete(&mut api, &spans, context);
    fields::resolve_doubts(doubts, &api, context);
    api.helpers = helpers::sound(helpers, &api, context);
    (api, examples)
}

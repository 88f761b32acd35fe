//! Resolution: from what the documents state to the IR, in passes.
//!
//! | floor | what it does |
//! |---|---|
//! | `draft` | holds what is known so far; data alone |
//! | `read` | reads cells, rows, tables and code blocks, each by itself |
//! | `link` | puts together what belongs together: tables, types, accounts of one endpoint, sentences |
//! | `check` | reports what does not suit each other, and changes nothing |
//! | `lower` | makes the IR of the drafts |
//! | `examples` | asks examples what the tables leave open, and compares them with the tables |
//!
//! A floor uses those above it in this table alone.

mod check;
mod context;
mod draft;
mod examples;
mod figures;
mod link;
mod lower;
mod read;

pub use context::Subject;
pub use figures::Figures;

use crate::diagnostic::Diagnostics;
use crate::ir::Api;
use crate::ledger::Ledger;
use crate::recognise::links::Files;
use crate::recognise::raw::{RawDocument, RawEndpoint};
use check::{mentions, widths};
use context::Context;
use draft::{Account, Arena, Common, EndpointDraft};
use examples::{failures, infer};
use link::{
    accounts, body_row, endpoint, events, generics, locations, more_fields, nest, notes, patches, raw_body, references,
    selectors, shared_facts, status_types, statuses, type_examples, value_tables, written,
};
use read::value;

/// Resolves the documents of one API.
pub fn resolve(
    subject: &Subject<'_>,
    raw: Vec<RawDocument>,
    ledger: &mut Ledger,
    diagnostics: &mut Diagnostics,
) -> (Api, Figures) {
    let (arena, context) = (&mut Arena::default(), &mut Context::new(subject, ledger, diagnostics));
    let mut raw = raw;
    context.headings = raw.iter().flat_map(|document| document.headings.iter().cloned()).collect();
    context.stands_below(raw.iter_mut().flat_map(|document| std::mem::take(&mut document.places)).collect());
    context.headings.sort_by(|a, b| a.value.cmp(&b.value));
    // What is said of an endpoint as a whole, or of a table as it stands, is corrected before anything is read.
    if let Some((patches, file)) = subject.patches {
        patches::documents::apply(patches, file, &mut raw, context);
    }
    endpoint::report_untitled(&raw, context);
    let announced = raw.iter().map(|document| document.endpoints.len()).sum();
    // First, for a table below any endpoint may name a type that stands outside of them. Leaves the accounts untouched.
    let (mut common, endpoints) = link::common::read(raw, arena, context);
    // Before anything is read, so that a fact that two documents state is read once, and below its own endpoint.
    let accounts = gather(endpoints, subject, context);
    // Every table is read before a link is followed, for it may lead to any of them. Leaves drafts with open types.
    let mut drafts = assemble(accounts, arena, context);
    // Needs every type that has a name. What sentences and links lead to is closed; what nothing describes stays open.
    link_types(&mut drafts, &mut common, arena, context);
    // Needs closed types: notes and examples say of a field only what its own type leaves open.
    examples::calls::share_out(&mut drafts, &common.servers, context);
    complete(&mut drafts, &common, arena, context);
    // Patches correct what all documents say together, so they come when no pass adds to a draft any more.
    correct(&mut drafts, subject, arena, context);
    // Needs what counts in the end, which is after the patches; the lowering reports what it cannot write as it is.
    check(&drafts, &mut common, arena, context);
    let (mut api, typed) = lower::api::lower(subject, &mut common, &drafts, arena, context);
    // Needs the IR: an example is a value of a type only when all types are there.
    let mut figures = Figures { announced, ..examples::compare_all(&mut api, &drafts, typed, context) };
    // What is sent by itself is a parameter up to here, so that examples are compared with it.
    selectors::take(&mut api.endpoints, &drafts);
    figures.examples += common.apart.unbound;
    figures.aside += common.apart.ruled;
    (api, figures)
}

/// The endpoints of all documents, each once and with what patches move to it.
fn gather(endpoints: Vec<RawEndpoint>, subject: &Subject<'_>, context: &mut Context<'_>) -> Vec<Account> {
    let mut accounts = accounts::merge(endpoints, context);
    if let Some((patches, file)) = subject.patches {
        patches::move_responses(patches, file, &mut accounts, context);
    }
    accounts
}

/// Reads the tables of each endpoint, nests them, and says where parameters are sent.
fn assemble(accounts: Vec<Account>, arena: &mut Arena, context: &mut Context<'_>) -> Vec<EndpointDraft> {
    let mut drafts: Vec<_> = accounts.into_iter().map(|account| endpoint::assemble(account, arena, context)).collect();
    // A table can describe a field of another endpoint's.
    nest::across(&mut drafts, arena, context);
    for draft in &mut drafts {
        locations::reconcile(draft, arena, context);
    }
    drafts
}

/// Finds the types that links, names and sentences speak of.
fn link_types(drafts: &mut [EndpointDraft], common: &mut Common, arena: &mut Arena, context: &mut Context<'_>) {
    let files = Files::new(context.sources);
    // Before anything looks for a type by the name of what a generic is given.
    generics::open(arena, context);
    references::link_types(drafts, &files, arena, context);
    // Needs every field of what is taken over.
    more_fields::add(&files, arena, context);
    type_examples::link_types(&files, arena, context);
    events::link_types(&files, arena, context);
    status_types::link_types(&mut common.statuses, &files, arena, context);
    // Needs generics with all of their fields, and links that have been followed.
    generics::make_all(drafts, arena, context);
    // An endpoint can have the parameters of a type that examples alone describe.
    examples::type_examples::infer_types(arena, context);
    references::follow_statements(drafts, &files, arena, context);
}

/// Adds what stands beside the tables of each endpoint.
fn complete(drafts: &mut [EndpointDraft], common: &Common, arena: &mut Arena, context: &mut Context<'_>) {
    for draft in drafts.iter_mut() {
        context.calls = Some(draft.stated.calls());
        // A row for a body that is no object stands for itself.
        written::take_media(draft, arena, context);
        locations::in_shown_headers(draft, arena, context);
        raw_body::settle(draft, arena, context);
        written::take_encodings(draft, context);
        // A note may speak of a field of the body, and an example shows the fields alone.
        body_row::unfold(draft, arena, context);
        statuses::choose_success(draft, context);
        statuses::as_everywhere(draft, &common.statuses);
        notes::apply(draft, arena, context);
        shared_facts::share_values(draft, arena, context);
        infer::fill(draft, arena, context);
        failures::fill(draft, arena, context);
    }
    context.calls = None;
    // Needs what examples show of all of them.
    references::settle_same(drafts);
    value_tables::settle(arena, context);
}

/// Applies the patches, and says of parameters what the documents and the patches leave open.
fn correct(drafts: &mut [EndpointDraft], subject: &Subject<'_>, arena: &mut Arena, context: &mut Context<'_>) {
    if let Some((patches, file)) = subject.patches {
        patches::apply(patches, file, drafts, arena, context);
    }
    for draft in drafts {
        locations::report_undescribed(draft, arena, context);
        locations::without_body(draft, arena, context);
    }
}

/// Gives words to the types that they are about, and compares what the documents say here and there.
fn check(drafts: &[EndpointDraft], common: &mut Common, arena: &mut Arena, context: &mut Context<'_>) {
    value::settle(arena, context);
    link::common::type_docs(common, arena, context);
    widths::widths(arena, context);
    mentions::mentions(drafts, common.values(), arena, context);
    shared_facts::compare_responses(drafts, arena, context);
}

//! Accounts: the same endpoint in two documents is one.

use std::collections::HashMap;

use crate::recognise::raw::{RawDocument, RawEndpoint};
use crate::resolve::context::Context;
use crate::resolve::link::messages;
use crate::resolve::link::{endpoint_names, merge};
use crate::source::Span;

/// What all documents say of one endpoint.
pub struct Account {
    /// Its name.
    pub name: String,
    /// What they say.
    pub raw: RawEndpoint,
    /// Where documents announce it beside the first.
    pub also: Vec<Span>,
}

/// The endpoints with their names, each once.
pub fn merge(documents: Vec<RawDocument>, context: &mut Context<'_>) -> Vec<Account> {
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut accounts: Vec<Account> = Vec::new();
    let raw: Vec<_> = documents.into_iter().flat_map(|document| document.endpoints).collect();
    let names = endpoint_names::all(&raw, context);
    for (name, raw) in names.into_iter().zip(raw) {
        let Some(first) = places.get(&name).and_then(|at| accounts.get_mut(*at)) else {
            places.insert(name.clone(), accounts.len());
            accounts.push(Account { name, raw, also: Vec::new() });
            continue;
        };
        let (one, two) = (&mut first.raw, &raw);
        let same_file = one.announcement.span.file == two.announcement.span.file;
        let same_path = endpoint_names::path(one) == endpoint_names::path(two);
        if same_path && (merge::is_mention(one) || merge::is_mention(two)) {
            first.also.push(merge::mention(one, raw));
            continue;
        }
        if same_file || !same_path {
            context.report(messages::one_name(&name, two.announcement.span, one.announcement.span));
            continue;
        }
        merge::endpoints(&name, one, two, context);
        first.also.push(raw.announcement.span);
    }
    accounts
}

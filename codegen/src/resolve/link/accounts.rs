//! Accounts: the same endpoint in two documents is one.

use std::collections::HashMap;

use crate::recognise::raw::RawEndpoint;
use crate::resolve::context::Context;
use crate::resolve::draft::{Account, Stated};
use crate::resolve::link::messages;
use crate::resolve::link::{endpoint_names, merge};

/// The endpoints with their names, each once.
pub fn merge(raw: Vec<RawEndpoint>, context: &mut Context<'_>) -> Vec<Account> {
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut accounts: Vec<Account> = Vec::new();
    let names = endpoint_names::all(&raw, context);
    for (name, raw) in names.into_iter().zip(raw) {
        let second = Account::new(name.clone(), raw);
        let Some(first) = places.get(&name).and_then(|at| accounts.get_mut(*at)) else {
            places.insert(name, accounts.len());
            accounts.push(second);
            continue;
        };
        let same_file = first.stated.span.file == second.stated.span.file;
        let same_path = path(&first.stated) == path(&second.stated);
        if same_path && (merge::is_mention(first) || merge::is_mention(&second)) {
            merge::mention(first, second);
        } else if same_file || !same_path {
            context.report(messages::one_name(&name, second.stated.span, first.stated.span));
        } else {
            merge::endpoints(first, second, context);
        }
    }
    accounts
}

/// The path without its leading `/`.
fn path(stated: &Stated) -> &str {
    stated.paths.first().map_or("", |path| path.value.trim_start_matches('/'))
}

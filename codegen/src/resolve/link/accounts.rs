//! Accounts: an endpoint that is announced in several places is one.

use std::collections::HashMap;

use crate::dialect::SameCall;
use crate::ir::template;
use crate::recognise::raw::{Query, RawEndpoint};
use crate::resolve::context::Context;
use crate::resolve::draft::{Account, Stated};
use crate::resolve::link::messages;
use crate::resolve::link::{endpoint_names, merge, selectors, variants};

/// Where the accounts are, by what tells endpoints apart.
#[derive(Default)]
struct Index {
    /// By their names.
    names: HashMap<String, usize>,
    /// By their paths, without the names of parameters, and with the value of a selector.
    paths: HashMap<String, Vec<usize>>,
}

/// The endpoints with their names, each once. What takes a method on a path that another takes is the same endpoint in two
/// places, or cannot be had beside it; either is said.
pub fn merge(raw: Vec<RawEndpoint>, context: &mut Context<'_>) -> Vec<Account> {
    let mut index = Index::default();
    let mut accounts: Vec<Account> = Vec::new();
    let selectors = selectors::find(&raw, context);
    let names = endpoint_names::all(&raw, &selectors, context);
    for ((name, selector), raw) in names.into_iter().zip(selectors).zip(raw) {
        let second = Account::new(name.clone(), raw, selector);
        let path = call(path(&second.stated), &second.stated);
        let mut known = index.paths.get(&path).into_iter().flatten().copied();
        let same = known.find(|at| accounts.get(*at).is_some_and(|known| overlap(&known.stated, &second.stated)));
        if let Some(first) = same.and_then(|at| accounts.get_mut(at)) {
            join(first, second, context);
        } else if let Some((at, first)) = index.names.get(&name).and_then(|at| Some((*at, accounts.get_mut(*at)?))) {
            let mut second = second;
            if is_broken(self::path(&first.stated)) && !is_broken(self::path(&second.stated)) {
                std::mem::swap(first, &mut second);
                index.paths.entry(path).or_default().push(at);
            }
            let places = (second.stated.span, first.stated.span);
            let paths = (self::path(&second.stated), self::path(&first.stated));
            context.report(messages::one_name(&name, paths, context.dialect.path.names, places));
        } else {
            index.names.insert(name, accounts.len());
            index.paths.entry(path).or_default().push(accounts.len());
            accounts.push(second);
        }
    }
    report_aliases(&mut accounts, &index, context);
    report_untold(&accounts, context);
    accounts
}

/// The path without its leading `/`.
fn path(stated: &Stated) -> &str {
    stated.paths.first().map_or("", |path| path.value.trim_start_matches('/'))
}

/// Whether an empty part stands in a path, or a query, as where something was cut out of it.
pub fn is_broken(path: &str) -> bool {
    path.contains("//") || path.contains(['?', '&'])
}

/// A path without the names of its parameters, which tell no calls apart.
fn unnamed(path: &str) -> String {
    template::named(path, |_| "")
}

/// A path without the names of its parameters, and with what else tells the calls of an endpoint from others.
fn call(path: &str, stated: &Stated) -> String {
    let path = unnamed(path);
    stated.selector.as_ref().map_or(path.clone(), |selector| selector.of(&path))
}

/// Whether two announcements of one path take a method that is the same. One that states none may take any.
fn overlap(one: &Stated, two: &Stated) -> bool {
    let methods = |stated: &Stated| stated.methods().map(|(method, _)| *method).collect::<Vec<_>>();
    let (one, two) = (methods(one), methods(two));
    one.is_empty() || two.is_empty() || one.iter().any(|method| two.contains(method))
}

/// Adds to an account another announcement of its method and path.
fn join(first: &mut Account, second: Account, context: &mut Context<'_>) {
    let (one, two) = (&first.stated, &second.stated);
    let places = (two.span, one.span);
    let server = |stated: &Stated| stated.server.as_ref().map(|server| server.value.clone());
    let elsewhere = server(one).zip(server(two)).is_some_and(|(one, two)| one != two);
    let same_file = places.0.file == places.1.file;
    let brief = merge::is_mention(first) || merge::is_mention(&second) || merge::is_copy(first, &second);
    let twice = !brief && (same_file || first.name != second.name);
    let together = context.dialect.policy.same_call == SameCall::Merge;
    if elsewhere || (twice && !together) {
        context.report(messages::one_call(&first.name, &second.name, path(one), places));
        return;
    }
    let query = queries(&one.query, &two.query);
    let known = |own: &Query| two.query.iter().any(|two| two.name == own.name);
    let varies = one.query.iter().filter(|own| known(own)).count() < query.len();
    let shown = one.query.clone();
    if brief {
        let title = |stated: &Stated| stated.title.as_ref().map(|title| title.value.clone());
        let titles = title(one).zip(title(two)).filter(|(one, two)| one != two);
        let method = one.methods().next().is_some() != two.methods().next().is_some();
        let alone = (merge::alone(first, &second), method);
        context.report(messages::announced_again(&first.name, titles.as_ref(), varies, alone, places));
        merge::mention(first, with_call(second, &shown));
    } else if twice {
        context.report(messages::described_together(&first.name, path(one), places));
        variants::merge(first, with_call(second, &shown), context.dialect);
    } else {
        merge::endpoints(first, with_call(second, &shown), context);
    }
    first.stated.query = query;
}

/// The account of a variant, in front of whose words stands with which query it is called, where that shows what `first`
/// does not.
fn with_call(mut second: Account, first: &[Query]) -> Account {
    let query = &second.stated.query;
    if query.iter().any(|part| part.shows_value() && !first.contains(part)) {
        let parts: Vec<_> = query.iter().map(|part| format!("{}={}", part.name, part.value)).collect();
        let docs = std::mem::take(&mut second.stated.docs);
        second.stated.docs.push(&format!("`?{}`", parts.join("&")));
        second.stated.docs.push(&docs.0);
    }
    second
}

/// The query of an endpoint with two announcements: what only one of them has may be left out.
fn queries(one: &[Query], two: &[Query]) -> Vec<Query> {
    let part = |part: &Query, others: &[Query]| {
        let other = others.iter().find(|other| other.name == part.name);
        Query { optional: part.optional || other.is_none_or(|other| other.optional), ..part.clone() }
    };
    let new = two.iter().filter(|part| one.iter().all(|known| known.name != part.name));
    one.iter().map(|own| part(own, two)).chain(new.map(|own| part(own, one))).collect()
}

/// Takes off aliases that are the path of another endpoint.
fn report_aliases(accounts: &mut [Account], index: &Index, context: &mut Context<'_>) {
    for at in 0..accounts.len() {
        let Some(own) = accounts.get(at) else { continue };
        let mut taken: Vec<String> = Vec::new();
        for alias in own.stated.paths.iter().skip(1) {
            let others = index.paths.get(&call(alias.value.trim_start_matches('/'), &own.stated)).into_iter().flatten();
            let mut others = others.filter(|other| **other != at).filter_map(|other| accounts.get(*other));
            if let Some(other) = others.find(|other| overlap(&own.stated, &other.stated)) {
                let places = (alias.span, other.stated.span);
                context.report(messages::alias_taken_by(&own.name, &alias.value, &other.name, places));
                taken.push(alias.value.clone());
            }
        }
        let Some(own) = accounts.get_mut(at).filter(|_| !taken.is_empty()) else { continue };
        let mut position = 0..;
        own.stated.paths.retain(|path| position.next() == Some(0) || !taken.contains(&path.value));
    }
}

/// Reports the endpoints of which no value is stated that would tell them from others of their methods and path.
fn report_untold(accounts: &[Account], context: &mut Context<'_>) {
    let mut told: HashMap<String, &Account> = HashMap::new();
    for account in accounts.iter().filter(|account| account.stated.selector.is_some()) {
        told.entry(unnamed(path(&account.stated))).or_insert(account);
    }
    for account in accounts.iter().filter(|account| account.stated.selector.is_none()) {
        let other = told.get(&unnamed(path(&account.stated)));
        let Some(other) = other.filter(|other| overlap(&other.stated, &account.stated)) else { continue };
        let parameter = other.stated.selector.as_ref().map_or("", |selector| selector.parameter.as_str());
        let places = (account.stated.span, other.stated.span);
        context.report(messages::untold(&account.name, path(&account.stated), parameter, &other.name, places));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_one_announcement_has_may_be_left_out() {
        let part = |name: &str, optional| Query { name: name.to_owned(), value: String::new(), optional };
        let cases: [(&[Query], &[Query], &[Query]); 3] = [
            (&[], &[part("a", false)], &[part("a", true)]),
            (&[part("a", false)], &[part("a", false), part("b", false)], &[part("a", false), part("b", true)]),
            (&[part("a", true)], &[part("a", false)], &[part("a", true)]),
        ];
        for (one, two, expected) in cases {
            assert_eq!(queries(one, two), expected);
        }
    }

    #[test]
    fn names_of_parameters_tell_no_paths_apart() {
        assert_eq!(unnamed("a/{id}/b/{x}.json"), "a/{}/b/{}.json");
    }
}

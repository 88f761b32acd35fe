//! Merging: the same endpoint in two documents is one endpoint, and every difference between the two is reported. What
//! only the second says in words is kept; where they differ in facts, the first counts.

use std::collections::HashSet;

use super::differences;
use super::paragraphs::{paragraphs, plain};
use crate::dialect::Role;
use crate::ir::Docs;
use crate::recognise::raw::{RawSection, RawTable, TableKind, Text};
use crate::resolve::context::Context;
use crate::resolve::draft::Account;

/// Merges `second`, another account of the same endpoint, into `first`.
pub fn endpoints(first: &mut Account, second: Account, context: &mut Context<'_>) {
    differences::of_accounts(first, &second, context);
    words(first, &second);
    unsaid(first, &second);
    first.also.push(second.stated.span);
    missing(first, second);
}

/// Whether an account only mentions its endpoint, as the row of an overview does: words at most stand with it.
pub fn is_mention(account: &Account) -> bool {
    let stated = &account.stated;
    let parameters = [&stated.parameters, &stated.same_parameters].into_iter().all(Option::is_none);
    let response = [&stated.response, &stated.same_response].into_iter().all(Option::is_none);
    let none = stated.no_parameters.is_none() && stated.no_response.is_none();
    account.sections.is_empty()
        && account.examples.is_empty()
        && stated.statuses.is_empty()
        && parameters
        && response
        && stated.media.is_empty()
        && stated.sent_media.is_empty()
        && none
}

/// Whether two accounts have the same sections, which stand below both announcements.
pub fn is_copy(one: &Account, two: &Account) -> bool {
    let places = |account: &Account| {
        let labels = account.sections.iter().map(|section| section.label.text.span);
        labels.chain(account.examples.iter().map(|example| example.span)).collect::<Vec<_>>()
    };
    let own = places(one);
    !own.is_empty() && own == places(two)
}

/// Merges two accounts of one endpoint of which one is a mention. The other counts; what it does not say at all is taken
/// from the mention, and the words of both are kept.
pub fn mention(first: &mut Account, second: Account) {
    let mut mention = second;
    if is_mention(first) && !is_mention(&mention) {
        std::mem::swap(first, &mut mention);
        first.also = std::mem::take(&mut mention.also);
    }
    words(first, &mention);
    unsaid(first, &mention);
    let (own, other) = (&mut first.stated, mention.stated);
    for path in other.paths {
        if own.paths.iter().all(|known| known.value.trim_start_matches('/') != path.value.trim_start_matches('/')) {
            own.paths.push(path);
        }
    }
    first.also.push(other.span);
}

/// Takes over what the announcement of the first account leaves unsaid.
fn unsaid(first: &mut Account, second: &Account) {
    let (own, other) = (&mut first.stated, &second.stated);
    own.title = own.title.take().or_else(|| other.title.clone());
    own.group = own.group.take().or_else(|| other.group.clone());
    own.server = own.server.take().or_else(|| other.server.clone());
    if own.methods().next().is_none() {
        own.announced_methods.clone_from(&other.announced_methods);
    }
}

/// How many paragraphs only one of two accounts has.
pub fn alone(one: &Account, two: &Account) -> usize {
    let plain = |account: &Account| -> HashSet<String> {
        paragraphs(&account.stated.docs, &account.sections).map(plain).collect()
    };
    plain(one).symmetric_difference(&plain(two)).count()
}

/// Keeps the paragraphs that only the second account has.
pub fn words(first: &mut Account, second: &Account) {
    let known: HashSet<String> = paragraphs(&first.stated.docs, &first.sections).map(plain).collect();
    let new = paragraphs(&second.stated.docs, &second.sections).filter(|paragraph| !known.contains(&plain(paragraph)));
    new.for_each(|paragraph| first.stated.docs.push(paragraph));
}

/// Takes over what only the second account gives at all: its parameters, its response, its examples.
fn missing(first: &mut Account, second: Account) {
    if gives(first, Role::Parameters) {
        rows(first, &second);
    } else if gives(&second, Role::Parameters) {
        sections(first, &second, Role::Parameters);
        let (one, two) = (&mut first.stated, &second.stated);
        one.no_parameters.clone_from(&two.no_parameters);
        one.parameters.clone_from(&two.parameters);
        one.same_parameters.clone_from(&two.same_parameters);
        one.sent_media.clone_from(&two.sent_media);
    }
    if !gives(first, Role::Response) && gives(&second, Role::Response) {
        sections(first, &second, Role::Response);
        let (one, two) = (&mut first.stated, &second.stated);
        one.no_response.clone_from(&two.no_response);
        one.response.clone_from(&two.response);
        one.media.clone_from(&two.media);
        one.same_response.clone_from(&two.same_response);
    }
    if !first.sections.iter().any(|section| section.label.role == Role::Statuses) {
        sections(first, &second, Role::Statuses);
    }
    if first.stated.statuses.is_empty() {
        first.stated.statuses = second.stated.statuses;
    }
    let known: HashSet<String> = first.examples.iter().map(|example| example.text.trim().to_owned()).collect();
    first.examples.extend(second.examples.into_iter().filter(|example| !known.contains(example.text.trim())));
}

/// Whether an account gives the parameters or the response.
fn gives(account: &Account, role: Role) -> bool {
    let stated = &account.stated;
    let said = match role {
        Role::Parameters => {
            let said = stated.parameters.is_some() || stated.same_parameters.is_some();
            said || stated.no_parameters.is_some() || !stated.sent_media.is_empty()
        }
        _ => {
            let said = stated.response.is_some() || stated.same_response.is_some();
            said || stated.no_response.is_some() || !stated.media.is_empty()
        }
    };
    said || account.sections.iter().any(|section| section.label.role == role && section.is_given())
}

/// Adds the second account's sections of a role.
fn sections(first: &mut Account, second: &Account, role: Role) {
    first.sections.extend(second.sections.iter().filter(|section| section.label.role == role).cloned());
}

/// Merges `second`, the words of another heading of a group, into `first`.
pub fn groups(first: (&Text, &mut Docs), second: (&Text, &Docs), context: &mut Context<'_>) {
    let (name, docs) = first;
    differences::of_groups((name, &*docs), second, context);
    let known: HashSet<String> = paragraphs(docs, &[]).map(plain).collect();
    let new = paragraphs(second.1, &[]).filter(|paragraph| !known.contains(&plain(paragraph)));
    new.for_each(|paragraph| docs.push(paragraph));
}

/// Adds the fields that only the second account's table of parameters has.
fn rows(first: &mut Account, second: &Account) {
    let is = |section: &RawSection| section.label.role == Role::Parameters && section.table.is_some();
    let Some(new) = second.sections.iter().find(|section| is(section)).and_then(|section| section.table.as_ref())
    else {
        return;
    };
    let Some(section) = first.sections.iter_mut().find(|section| is(section)) else { return };
    let fields = |table: &&RawTable| table.kind == TableKind::Fields && new.kind == TableKind::Fields;
    let Some(table) = section.table.as_ref().filter(fields) else { return };
    let known: HashSet<String> = table.rows.iter().map(|row| row.key.text.trim().to_owned()).collect();
    let new = new.rows.iter().filter(|row| !known.contains(row.key.text.trim()));
    let rows = table.rows.iter().chain(new).cloned().collect();
    *section = RawSection { table: Some(RawTable { rows, ..table.clone() }), ..section.clone() };
}

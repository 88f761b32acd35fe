//! Two descriptions of one call: one endpoint, of which the parameters and response fields that only one of them has may be
//! left out.

use std::collections::BTreeSet;

use crate::dialect::{Dialect, Role};
use crate::ir::Presence;
use crate::recognise::raw::{RawRow, RawSection, RawTable};
use crate::recognise::rows;
use crate::resolve::draft::Account;
use crate::resolve::link::merge;
use crate::source::Span;

/// Adds to `first` what `second` says of the same call.
pub fn merge(first: &mut Account, second: Account, dialect: &Dialect) {
    merge::words(first, &second);
    first.also.push(second.stated.span);
    for role in [Role::Parameters, Role::Response, Role::Envelope] {
        together(first, &second, role, dialect);
    }
    let known: BTreeSet<String> = first.sections.iter().map(|section| section.label.text.value.clone()).collect();
    let (own, mut other) = (&mut first.stated, second.stated);
    let tables = |role: Role| first.sections.iter().any(|section| section.label.role == role && section.is_given());
    let is_new = |section: &RawSection| {
        !matches!(section.label.role, Role::Parameters | Role::Response | Role::Envelope)
            && !known.contains(&section.label.text.value)
    };
    own.no_parameters = own.no_parameters.take().or(other.no_parameters.take()).filter(|_| !tables(Role::Parameters));
    own.no_response = own.no_response.take().filter(|_| other.no_response.is_some() && !tables(Role::Response));
    own.parameters = own.parameters.take().or(other.parameters);
    own.same_parameters = own.same_parameters.take().or(other.same_parameters);
    own.response = own.response.take().or(other.response);
    own.same_response = own.same_response.take().or(other.same_response);
    own.deprecated = own.deprecated.take().filter(|_| other.deprecated.is_some());
    own.notes.extend(other.notes);
    let statuses = other.statuses.into_iter().filter(|(code, _)| own.statuses.iter().all(|(known, _)| known != code));
    let statuses: Vec<_> = statuses.collect();
    own.statuses.extend(statuses);
    first.sections.extend(second.sections.into_iter().filter(is_new));
    first.examples.extend(second.examples);
}

/// Puts the tables of a role together.
fn together(first: &mut Account, second: &Account, role: Role, dialect: &Dialect) {
    let is = |section: &RawSection| section.label.role == role && section.label.failure().is_none();
    let other = second.sections.iter().filter(|section| is(section));
    let Some(at) = first.sections.iter().position(|section| is(section) && section.table.is_some()) else {
        // Where only one of them has a table, of the parameters none is sent in every call.
        let all = |section: &RawSection| {
            let span = section.label.text.span;
            let rows = |table: RawTable| match role {
                Role::Parameters => leave_out(table.rows, &BTreeSet::new(), span, dialect),
                _ => table.rows,
            };
            let table = section.table.clone().map(|table| RawTable { rows: rows(table.clone()), ..table });
            RawSection { table, ..section.clone() }
        };
        first.sections.extend(other.map(all));
        return;
    };
    let (schemas, other): (Vec<_>, Vec<_>) = other.partition(|section| section.schema.is_some());
    // What they say beside the table that counts is reported with it.
    let schemas: Vec<_> = schemas.into_iter().cloned().collect();
    first.sections.extend(schemas);
    let rows: Vec<_> =
        other.into_iter().filter_map(|section| section.table.as_ref()).flat_map(|table| table.rows.clone()).collect();
    if rows.is_empty() && role != Role::Parameters {
        return;
    }
    let Some(section) = first.sections.get(at).cloned() else { return };
    let table = section.table.as_ref().map(|table| {
        let (own, theirs) = (names(&table.rows, dialect), names(&rows, dialect));
        let known = leave_out(table.rows.clone(), &theirs, section.label.text.span, dialect);
        let new = leave_out(rows, &own, second.stated.span, dialect);
        RawTable { rows: joined(known, new, dialect), ..table.clone() }
    });
    if let Some(slot) = first.sections.get_mut(at) {
        *slot = RawSection { table, ..section };
    }
}

/// The address of each row: the names of the rows above it and its own.
fn addresses(rows: &[RawRow], dialect: &Dialect) -> Vec<Vec<String>> {
    let mut above: Vec<String> = Vec::new();
    let address = |row: &RawRow| {
        let (row, depth) = rows::steps(row.clone(), dialect);
        above.truncate(depth);
        above.push(row.key.text.trim().trim_matches('`').to_owned());
        above.clone()
    };
    rows.iter().map(address).collect()
}

fn names(rows: &[RawRow], dialect: &Dialect) -> BTreeSet<Vec<String>> {
    addresses(rows, dialect).into_iter().collect()
}

/// The rows, of which those whose address is not among `others` may be left out; of those below such a row, the row says it.
fn leave_out(rows: Vec<RawRow>, others: &BTreeSet<Vec<String>>, span: Span, dialect: &Dialect) -> Vec<RawRow> {
    let addresses = addresses(&rows, dialect);
    let all = rows.into_iter().zip(addresses).map(|(row, address)| {
        let above = address.split_last().map_or(&[][..], |(_, above)| above);
        let inside = above.is_empty() || others.contains(above);
        if inside && !others.contains(&address) {
            RawRow { presence: None, optional: None, labelled: Some((Presence::Optional, span)), ..row }
        } else {
            row
        }
    });
    all.collect()
}

/// The rows with those that are new, each behind what stands below the same row.
fn joined(rows: Vec<RawRow>, new: Vec<RawRow>, dialect: &Dialect) -> Vec<RawRow> {
    let mut places = addresses(&rows, dialect);
    let mut known: BTreeSet<Vec<String>> = places.iter().cloned().collect();
    let addresses = addresses(&new, dialect);
    let mut all = rows;
    for (row, address) in new.into_iter().zip(addresses) {
        if !known.insert(address.clone()) {
            continue;
        }
        let above = address.split_last().map_or(&[][..], |(_, above)| above);
        let below = places.iter().rposition(|place| place.starts_with(above)).filter(|_| !above.is_empty());
        let at = below.map_or(all.len(), |last| last + 1);
        all.insert(at, row);
        places.insert(at, address);
    }
    all
}

//! Patches of what the documents state, before anything of it is read: endpoints as a whole, what tables are of, cells of
//! rows.

use super::located::{PatchAt, expect_fields, located};
use crate::diagnostic::nearest;
use crate::dialect::Role;
use crate::markdown::Inline;
use crate::patch::{Cells, Kind, Patches, Side};
use crate::recognise::raw::{Announcement, RawDocument, RawEndpoint, RawRow, RawSection, RawTable, Scope, Text};
use crate::recognise::rows::marks;
use crate::resolve::context::Context;
use crate::resolve::link::{endpoint_names, messages, selectors};
use crate::resolve::read::names;
use crate::source::FileId;

/// Applies the patches of what the documents state. An endpoint is called as it is without them.
pub fn apply(patches: &Patches, file: FileId, documents: &mut [RawDocument], context: &mut Context<'_>) {
    let early = |place: &PatchAt<'_>| matches!(place.patch.kind(), Kind::Endpoint | Kind::Side | Kind::Cells);
    let mut places = located(patches, file).filter(early).peekable();
    if places.peek().is_none() {
        return;
    }
    let counts: Vec<_> = documents.iter().map(|document| document.endpoints.len()).collect();
    let all: Vec<_> = documents.iter_mut().flat_map(|document| std::mem::take(&mut document.endpoints)).collect();
    let names = context.quietly(|context| {
        let selectors = selectors::find(&all, context);
        endpoint_names::all(&all, &selectors, context)
    });
    let mut endpoints: Vec<_> = all.into_iter().map(Some).collect();
    let mut new = Vec::new();
    for place in places {
        match place.patch.kind() {
            Kind::Endpoint if place.patch.expect.undefined == Some(true) => {
                new.extend(announce(&place, &names, context));
            }
            Kind::Endpoint => correct(&place, &names, &mut endpoints, context),
            _ => in_scope(&place, &names, &mut endpoints, documents, context),
        }
    }
    let mut rest = endpoints.into_iter();
    for (document, count) in documents.iter_mut().zip(counts) {
        document.endpoints.extend(rest.by_ref().take(count).flatten());
    }
    if let Some(last) = documents.last_mut() {
        last.endpoints.extend(new);
    }
}

/// An endpoint that no document announces.
fn announce(place: &PatchAt<'_>, names: &[String], context: &mut Context<'_>) -> Option<RawEndpoint> {
    let (name, set) = (place.patch.at.get_ref(), &place.patch.set);
    if names.contains(name) {
        context.report(messages::endpoint_is_there(name, place.span));
        return None;
    }
    let (Some(path), Some(methods)) = (&set.path, &set.methods) else {
        context.report(messages::announces_nothing(place.span));
        return None;
    };
    let announcement = Announcement::patched(path, methods, place.span);
    let title = set.title.clone().map(|value| Text { value, span: place.span });
    Some(RawEndpoint { title, untitled: false, group: None, announcement, scope: Scope::default() })
}

/// Corrects or removes an endpoint. Of several of one name it is the first that is as the patch expects.
fn correct(place: &PatchAt<'_>, names: &[String], endpoints: &mut [Option<RawEndpoint>], context: &mut Context<'_>) {
    let (name, expect, set) = (place.patch.at.get_ref(), &place.patch.expect, &place.patch.set);
    let stated = |raw: &RawEndpoint| {
        let title = raw.title.as_ref().map_or(String::new(), |title| title.value.clone());
        let path = raw.announcement.paths.first().map_or(String::new(), |path| path.value.clone());
        (endpoint_names::methods(raw), path, title)
    };
    let suits = |raw: &RawEndpoint| {
        let (methods, path, title) = stated(raw);
        expect.methods.as_ref().is_none_or(|wanted| *wanted == methods)
            && expect.path.as_ref().is_none_or(|wanted| *wanted == path)
            && expect.title.as_ref().is_none_or(|wanted| *wanted == title)
    };
    if expect.methods.is_none() && expect.path.is_none() && expect.title.is_none() {
        return context.report(messages::expects_nothing(place.span));
    }
    let called: Vec<_> = names.iter().enumerate().filter(|(_, known)| *known == name).map(|(at, _)| at).collect();
    let is = |at: &&usize| endpoints.get(**at).and_then(Option::as_ref).is_some_and(suits);
    let Some(at) = called.iter().find(is).copied() else {
        let first = called.first().and_then(|at| endpoints.get(*at)?.as_ref());
        context.report(match first {
            Some(raw) => {
                let (methods, path, title) = stated(raw);
                let methods: Vec<_> = methods.iter().map(|method| method.name()).collect();
                let found = format!("{} {path} ({title})", methods.join(", "));
                messages::other_endpoint(name, &found, place.span, raw.announcement.span)
            }
            None => messages::no_endpoint(name, nearest(name, names.iter().map(String::as_str)), place.span),
        });
        return;
    };
    let Some(slot) = endpoints.get_mut(at) else { return };
    if set.remove {
        *slot = None;
        return;
    }
    let Some(raw) = slot else { return };
    if let Some(title) = &set.title {
        raw.title = Some(Text { value: title.clone(), span: place.span });
    }
    let own = &mut raw.announcement;
    if let Some(path) = &set.path {
        let new = Announcement::patched(path, &[], place.span);
        let aliases = std::mem::take(&mut own.paths).into_iter().skip(1);
        own.paths = new.paths.into_iter().chain(aliases).collect();
        (own.parameters, own.optional, own.query) = (new.parameters, new.optional, new.query);
    }
    if let Some(methods) = &set.methods {
        own.methods = methods.iter().map(|method| (*method, place.span)).collect();
        raw.scope.facts.methods.clear();
    }
}

/// Corrects a table or a row: of an endpoint, or of a type.
fn in_scope(
    place: &PatchAt<'_>,
    names: &[String],
    endpoints: &mut [Option<RawEndpoint>],
    documents: &mut [RawDocument],
    context: &mut Context<'_>,
) {
    let at = place.patch.at.get_ref();
    let (first, rest) = at.split_once('/').unwrap_or((at, ""));
    let (side, key) = rest.split_once('/').unwrap_or((rest, ""));
    let own = names.iter().zip(endpoints.iter_mut()).find(|(name, raw)| *name == first && raw.is_some());
    if let Some((_, Some(raw))) = own {
        let roles: &[Role] = match side {
            "parameters" => &[Role::Parameters],
            "response" => &[Role::Response, Role::Envelope],
            _ => &[],
        };
        let is = |section: &RawSection| roles.contains(&section.label.role) && section.table.is_some();
        match place.patch.set.side {
            Some(to) => other_side(place, to, raw.scope.sections.iter_mut().find(|section| is(section)), context),
            None => in_row(place, key, tables(raw.scope.sections.iter_mut(), is), context),
        }
        return;
    }
    let scopes = documents.iter_mut().flat_map(|document| {
        std::iter::once(&mut document.scope).chain(document.groups.iter_mut().map(|group| &mut group.scope))
    });
    let scopes = scopes.chain(endpoints.iter_mut().flatten().map(|raw| &mut raw.scope));
    let named = |section: &RawSection| section.label.name.as_ref().is_some_and(|name| name.value == first);
    let own = scopes.filter(|scope| scope.sections.iter().any(named));
    in_row(place, rest, tables(own.flat_map(|scope| scope.sections.iter_mut()), named), context);
}

/// A table, and the field that its label names where it describes one.
type Table<'s> = (Option<String>, &'s mut RawTable);

/// The tables of what an address begins with, which `own` tells, and of fields that labels name.
fn tables<'s>(sections: impl Iterator<Item = &'s mut RawSection>, own: impl Fn(&RawSection) -> bool) -> Vec<Table<'s>> {
    let table = |section: &'s mut RawSection| {
        let parent = if own(section) { None } else { Some(section.label.parent.as_ref()?.value.clone()) };
        Some((parent, section.table.as_mut()?))
    };
    sections.filter_map(table).collect()
}

/// Gives the first table the other role.
fn other_side(place: &PatchAt<'_>, to: Side, section: Option<&mut RawSection>, context: &mut Context<'_>) {
    let Some(section) = section else {
        context.report(messages::nothing_there(place.patch.at.get_ref(), None, place.span));
        return;
    };
    let rows = section.table.iter().flat_map(|table| &table.rows);
    let found: Vec<_> = rows.map(|row| key_of(row).to_owned()).collect();
    if expect_fields(place, &found, context) {
        section.label.role = match to {
            Side::Parameters => Role::Parameters,
            Side::Response => Role::Response,
        };
    }
}

fn key_of(row: &RawRow) -> &str {
    row.key.text.trim().trim_matches('`')
}

/// Puts the cells of a row in order. The row is called as its cell has it, or by its address: of what a label describes, the
/// name of the field comes first.
fn in_row(place: &PatchAt<'_>, key: &str, tables: Vec<Table<'_>>, context: &mut Context<'_>) {
    let (mut names, mut rows) = (Vec::new(), Vec::new());
    for (parent, table) in tables {
        let below = |address: &str| parent.as_ref().map_or(address.to_owned(), |parent| format!("{parent}/{address}"));
        let addresses = addresses(table, context);
        names.extend(addresses.iter().zip(&table.rows).map(|(address, row)| (below(address), below(key_of(row)))));
        rows.extend(table.rows.iter_mut().map(|row| (parent.is_some(), row)));
    }
    let is = |(inside, name): (bool, &str)| {
        name == key || (inside && key.strip_suffix(name).is_some_and(|before| before.ends_with('/')))
    };
    let at = names
        .iter()
        .zip(&rows)
        .position(|((address, cell), (inside, _))| is((*inside, address.as_str())) || is((*inside, cell.as_str())));
    let Some((_, row)) = at.and_then(|at| rows.into_iter().nth(at)) else {
        let near = nearest(key, names.iter().map(|(address, _)| address.as_str()));
        context.report(messages::nothing_there(place.patch.at.get_ref(), near, place.span));
        return;
    };
    let cells = [&row.ty, &row.presence, &row.default, &row.location];
    let cells = cells.into_iter().filter_map(|cell| cell.as_deref()).chain(&row.description);
    let found: Vec<_> = std::iter::once(&row.key).chain(cells).map(|cell| cell.text.trim().to_owned()).collect();
    match &place.patch.expect.cells {
        Some(wanted) if *wanted == found => set_cells(row, place),
        Some(_) => context.report(messages::other_cells(&found, place.span, row.span)),
        None => context.report(messages::expects_no_cells(&found, place.span)),
    }
}

/// Where the rows of a table stand: the names of the rows above each, and its own.
fn addresses(table: &RawTable, context: &Context<'_>) -> Vec<String> {
    let mut above: Vec<String> = Vec::new();
    let address = |row: &RawRow| {
        let (from, depth) = marks(row, context.dialect);
        above.truncate(depth);
        above.push(names::in_address(row.key.text.get(from..).unwrap_or_default(), &context.dialect.names));
        above.join("/")
    };
    table.rows.iter().map(address).collect()
}

fn set_cells(row: &mut RawRow, place: &PatchAt<'_>) {
    let Some(Cells { name, ty, presence, default, location, description }) = &place.patch.set.cells else { return };
    let cell = |words: &String| Inline::plain(words, place.span);
    let optional =
        |words: &Option<String>| Some(Box::new(words.as_ref().map_or_else(|| Inline::empty(place.span), cell)));
    if let Some(name) = name {
        row.key = cell(name);
    }
    if row.ty.is_some() || ty.is_some() {
        row.ty = optional(ty);
    }
    if row.presence.is_some() || presence.is_some() {
        row.presence = optional(presence);
    }
    if row.default.is_some() || default.is_some() {
        row.default = optional(default);
    }
    if row.location.is_some() || location.is_some() {
        row.location = optional(location);
    }
    row.description = description.iter().map(cell).collect();
}

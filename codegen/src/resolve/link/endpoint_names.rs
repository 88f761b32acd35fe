//! What endpoints are called.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::dialect::EndpointNames;
use crate::ir::Method;
use crate::ir::template::{self, Part};
use crate::recognise::raw::RawEndpoint;
use crate::resolve::context::Context;
use crate::resolve::link::messages;
use crate::source::Span;

/// The path without its leading `/`.
fn path(raw: &RawEndpoint) -> &str {
    raw.announcement.paths.first().map_or("", |path| path.value.trim_start_matches('/'))
}

/// The methods that are stated.
pub fn methods(raw: &RawEndpoint) -> Vec<Method> {
    let stated = raw.announcement.methods.iter().chain(&raw.scope.facts.methods);
    stated.map(|(method, _)| *method).collect()
}

/// The names of all endpoints. Endpoints of one path that take different methods have the method in front.
pub fn all(raw: &[RawEndpoint], context: &mut Context<'_>) -> Vec<String> {
    let shared = shared_titles(raw);
    let plain: Vec<_> = raw.iter().map(|one| name(one, &shared, context)).collect();
    let mut taken: BTreeMap<(&str, &str), BTreeSet<Vec<Method>>> = BTreeMap::new();
    for (raw, name) in raw.iter().zip(&plain) {
        taken.entry((name, path(raw))).or_default().insert(methods(raw));
    }
    let parted = |raw: &RawEndpoint, name: &str| {
        let sets = taken.get(&(name, path(raw)));
        let all = || sets.into_iter().flatten().flatten();
        let distinct = all().collect::<BTreeSet<_>>().len() == all().count();
        distinct && sets.is_some_and(|sets| sets.len() > 1 && sets.iter().all(|methods| !methods.is_empty()))
    };
    let named = raw.iter().zip(&plain).map(|(raw, name)| match methods(raw).first() {
        Some(method) if parted(raw, name) && !renamed(raw, context) => {
            format!("{}_{name}", method.name().to_ascii_lowercase())
        }
        _ => name.clone(),
    });
    named.collect()
}

fn renamed(raw: &RawEndpoint, context: &Context<'_>) -> bool {
    rename(raw, context).is_some()
}

/// The name that the dialect gives this one endpoint.
fn rename<'a>(raw: &RawEndpoint, context: &Context<'a>) -> Option<&'a String> {
    let renames = &context.dialect.path.renames;
    let whole = format!("/{}", path(raw));
    let by_method = methods(raw).into_iter().find_map(|method| renames.get(&format!("{} {whole}", method.name())));
    by_method.or_else(|| renames.get(&whole))
}

/// The headings that are above several endpoints, so that they tell nobody which of them is meant.
fn shared_titles(all: &[RawEndpoint]) -> HashSet<Span> {
    let mut first: HashMap<Span, &str> = HashMap::new();
    let mut shared = HashSet::new();
    for raw in all {
        let Some(title) = &raw.title else { continue };
        if *first.entry(title.span).or_insert_with(|| path(raw)) != path(raw) {
            shared.insert(title.span);
        }
    }
    shared
}

fn name(raw: &RawEndpoint, shared: &HashSet<Span>, context: &mut Context<'_>) -> String {
    let title = raw.title.as_ref().map_or("", |title| title.value.as_str());
    let name = match (rename(raw, context), context.dialect.path.names) {
        (Some(name), _) => name.clone(),
        (None, EndpointNames::Path) => by_path(raw, context.dialect.path.name_segments),
        (None, EndpointNames::MethodAndPath) => by_method_and_path(raw),
        (None, EndpointNames::Title) if raw.title.as_ref().is_some_and(|title| shared.contains(&title.span)) => {
            by_method_and_path(raw)
        }
        (None, EndpointNames::Title) => words(title),
    };
    if name.is_empty() {
        let span = raw.announcement.span;
        context.report(messages::empty_path(span));
    }
    name
}

/// The last segments of the path, as many as the dialect says, and more where they are parameters alone.
fn by_path(raw: &RawEndpoint, count: usize) -> String {
    let segments: Vec<_> = path(raw).split('/').filter(|segment| !segment.is_empty()).collect();
    let from = if count == 0 { 0 } else { segments.len().saturating_sub(count) };
    let named = segments.iter().rposition(|segment| !is_parameter(segment)).unwrap_or_default();
    let chosen = segments.get(from.min(named)..).unwrap_or_default();
    let chosen: Vec<_> = chosen.iter().map(|segment| without_braces(segment)).collect();
    chosen.join("_")
}

/// `get_guilds_members_by_user_id` for `GET /guilds/{guild_id}/members/{user_id}`.
fn by_method_and_path(raw: &RawEndpoint) -> String {
    let mut parts: Vec<String> =
        methods(raw).first().map(|method| method.name().to_ascii_lowercase()).into_iter().collect();
    let segments: Vec<_> = path(raw).split('/').filter(|segment| !segment.is_empty()).collect();
    let last = segments.iter().rev().take_while(|segment| is_parameter(segment)).count();
    parts.extend(segments.iter().filter(|segment| !is_parameter(segment)).map(|segment| words(segment)));
    let trailing: Vec<_> = segments.iter().skip(segments.len() - last).map(|segment| words(segment)).collect();
    if !trailing.is_empty() {
        parts.push(format!("by_{}", trailing.join("_and_")));
    }
    parts.retain(|part| !part.is_empty());
    parts.join("_")
}

/// Whether a segment of a path begins with a parameter.
fn is_parameter(segment: &str) -> bool {
    matches!(template::parts(segment).next(), Some(Part::Parameter(_)))
}

/// A segment with its parameters as words.
fn without_braces(segment: &str) -> String {
    template::parts(segment)
        .map(|part| match part {
            Part::Text(words) | Part::Parameter(words) => words,
        })
        .collect()
}

/// Words joined by `_`, in lower case where they are separate words.
fn words(text: &str) -> String {
    let parts: Vec<_> =
        text.split(|letter: char| !letter.is_alphanumeric() && letter != '_').filter(|part| !part.is_empty()).collect();
    let lower = parts.len() > 1;
    let parts: Vec<_> =
        parts.into_iter().map(|part| if lower { part.to_lowercase() } else { part.to_owned() }).collect();
    parts.join("_")
}

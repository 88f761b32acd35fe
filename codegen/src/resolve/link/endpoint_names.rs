//! What endpoints are called.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::dialect::EndpointNames;
use crate::ir::Method;
use crate::ir::template::{self, Part};
use crate::letters::latin;
use crate::recognise::raw::RawEndpoint;
use crate::resolve::context::Context;
use crate::resolve::draft::Selector;
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

/// The names of all endpoints, each with its selector. Endpoints of one path that take different methods have the method in
/// front.
pub fn all(raw: &[RawEndpoint], selectors: &[Option<Selector>], context: &mut Context<'_>) -> Vec<String> {
    let shared = shared_titles(raw, selectors);
    let each = || raw.iter().zip(selectors).map(|(raw, selector)| Announced { raw, selector: selector.as_ref() });
    let plain: Vec<_> = each().map(|one| name(one, &shared, context)).collect();
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
    let named = each().zip(&plain).map(|(one, name)| match methods(one.raw).first() {
        Some(method) if parted(one.raw, name) && rename(one, context).is_none() => {
            format!("{}_{name}", method.name().to_ascii_lowercase())
        }
        _ => name.clone(),
    });
    named.collect()
}

/// An announcement with the selector of its endpoint.
#[derive(Clone, Copy)]
struct Announced<'r> {
    raw: &'r RawEndpoint,
    selector: Option<&'r Selector>,
}

/// The name that the dialect gives this one endpoint.
fn rename<'a>(Announced { raw, selector }: Announced<'_>, context: &Context<'a>) -> Option<&'a String> {
    let renames = &context.dialect.path.renames;
    let whole = format!("/{}", path(raw));
    // The path alone is that of many.
    let whole = selector.map_or(whole.clone(), |selector| selector.of(&whole));
    let by_method = methods(raw).into_iter().find_map(|method| renames.get(&format!("{} {whole}", method.name())));
    by_method.or_else(|| renames.get(&whole))
}

/// The headings that are above several endpoints, so that they tell nobody which of them is meant.
fn shared_titles(all: &[RawEndpoint], selectors: &[Option<Selector>]) -> HashSet<Span> {
    let mut first: HashMap<Span, (&str, Option<&str>)> = HashMap::new();
    let mut shared = HashSet::new();
    for (raw, selector) in all.iter().zip(selectors) {
        let Some(title) = &raw.title else { continue };
        let own = (path(raw), selector.as_ref().map(|selector| selector.value.value.as_str()));
        if *first.entry(title.span).or_insert(own) != own {
            shared.insert(title.span);
        }
    }
    shared
}

fn name(one: Announced<'_>, shared: &HashSet<Span>, context: &mut Context<'_>) -> String {
    let raw = one.raw;
    let title = raw.title.as_ref().map_or("", |title| title.value.as_str());
    let name = match (rename(one, context), context.dialect.path.names) {
        (Some(name), _) => name.clone(),
        (None, EndpointNames::Path) => by_path(one, context.dialect.path.name_segments),
        (None, EndpointNames::MethodAndPath) => by_method_and_path(one),
        (None, EndpointNames::Title) if raw.title.as_ref().is_some_and(|title| shared.contains(&title.span)) => {
            by_method_and_path(one)
        }
        (None, EndpointNames::Title) => words(title),
    };
    if name.is_empty() {
        let span = raw.announcement.span;
        context.report(messages::empty_path(span));
    }
    name
}

/// The last segments of the path, as many as the dialect says. The value of a selector is the last of them; a number is no
/// name by itself.
fn by_path(Announced { raw, selector }: Announced<'_>, count: usize) -> String {
    let Some(value) = selector.map(|selector| selector.value.value.as_str()) else { return last(raw, count) };
    let number = value.parse::<i64>().is_ok();
    match count {
        1 if !number => value.to_owned(),
        count => {
            let before = last(raw, if count == 0 { 0 } else { count.saturating_sub(1).max(1) });
            if before.is_empty() { value.to_owned() } else { format!("{before}_{value}") }
        }
    }
}

/// The last segments of the path, and more where they are parameters alone.
fn last(raw: &RawEndpoint, count: usize) -> String {
    let segments: Vec<_> = path(raw).split('/').filter(|segment| !segment.is_empty()).collect();
    let from = if count == 0 { 0 } else { segments.len().saturating_sub(count) };
    let named = segments.iter().rposition(|segment| !is_parameter(segment)).unwrap_or_default();
    let chosen = segments.get(from.min(named)..).unwrap_or_default();
    let chosen: Vec<_> = chosen.iter().map(|segment| without_braces(segment)).collect();
    chosen.join("_")
}

/// `get_guilds_members_by_user_id` for `GET /guilds/{guild_id}/members/{user_id}`.
fn by_method_and_path(Announced { raw, selector }: Announced<'_>) -> String {
    let mut parts: Vec<String> =
        methods(raw).first().map(|method| method.name().to_ascii_lowercase()).into_iter().collect();
    let segments: Vec<_> = path(raw).split('/').filter(|segment| !segment.is_empty()).collect();
    let last = segments.iter().rev().take_while(|segment| is_parameter(segment)).count();
    parts.extend(segments.iter().filter(|segment| !is_parameter(segment)).map(|segment| spoken(segment)));
    let trailing: Vec<_> = segments.iter().skip(segments.len() - last).map(|segment| spoken(segment)).collect();
    if !trailing.is_empty() {
        parts.push(format!("by_{}", trailing.join("_and_")));
    }
    parts.extend(selector.map(|selector| words(&selector.value.value)));
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

/// The words of a segment, in Latin letters where it has none: those beside them would be all that is left of them.
fn spoken(segment: &str) -> String {
    let words = self::words(segment);
    if words.contains(|letter: char| letter.is_ascii_alphanumeric()) {
        return words;
    }
    let latin = self::words(&latin(&words)).to_lowercase();
    if latin.is_empty() { words } else { latin }
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

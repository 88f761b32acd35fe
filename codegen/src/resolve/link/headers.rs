//! Headers in tables that are no arguments of a call: what is sent, what is understood, and the credential.

use std::collections::HashSet;

use crate::dialect::{AuthIn, AuthRule, Dialect, Located};
use crate::ir::Location;
use crate::resolve::context::Context;
use crate::resolve::draft::{EndpointDraft, FieldDraft};
use crate::resolve::link::{messages, written};
use crate::source::Span;

/// The headers that clients set by what they send and read, with how that is known.
const OWN: [(&str, &str); 2] = [
    ("content-type", "a client sets it by how the parameters are written"),
    ("accept", "a client sets it by what it can read"),
];

/// The header that carries credentials.
const CREDENTIAL: &str = "authorization";

/// The headers of the credentials that the endpoint needs one of, and of those beside it.
fn credentials<'d>(endpoint: &EndpointDraft, dialect: &'d Dialect) -> Vec<&'d str> {
    let stated = |rule: &AuthRule| {
        endpoint.stated.auth.iter().any(|text| text.value == rule.id || rule.name.as_ref() == Some(&text.value))
    };
    let rules = dialect.auth.iter().filter(|rule| endpoint.stated.needs(rule) || stated(rule));
    let header = |rule: &'d Located<AuthRule>| match rule.place {
        AuthIn::Bearer => Some(CREDENTIAL),
        AuthIn::Header => rule.name.as_deref(),
        AuthIn::Query | AuthIn::Cookie => None,
    };
    let beside = |rule: &'d Located<AuthRule>| dialect.auth.iter().filter(|other| rule.with.contains(&other.id));
    rules.flat_map(|rule| std::iter::once(rule).chain(beside(rule))).filter_map(header).collect()
}

/// Takes such headers out of the parameters of an endpoint. Their words stay in its documentation.
pub fn set_aside(endpoint: &mut EndpointDraft, fields: &mut Vec<FieldDraft>, context: &mut Context<'_>) {
    let credentials = credentials(endpoint, context.dialect);
    let mut said = Vec::new();
    fields.retain(|field| {
        if field.location.as_ref().is_none_or(|at| at.value != Location::Header) {
            return true;
        }
        let (name, span) = (&field.name.value, field.span);
        let is = |known: &str| name.eq_ignore_ascii_case(known);
        let own = OWN.iter().find(|(known, _)| is(known)).map(|(_, what)| *what);
        let message = match own {
            Some(what) => messages::known_header(name, what, span),
            None if credentials.iter().any(|known| is(known)) => {
                messages::known_header(name, "the credential of the call is sent in it", span)
            }
            None if is(CREDENTIAL) => messages::undeclared_credential(name, span),
            None => return true,
        };
        context.report(message);
        if own.is_some() {
            said.push((name.clone(), words_of(field), span));
        }
        let words = if field.docs.is_empty() { String::new() } else { format!(": {}", field.docs.0) };
        endpoint.stated.docs.push(&format!("- `{name}`{words}"));
        false
    });
    for (name, words, span) in said {
        written::by_header(endpoint, &name, &words, span, context);
    }
}

/// All that a row says of a value: its default, its values, an example and its description.
fn words_of(field: &FieldDraft) -> String {
    let values = field.values.iter().filter_map(|known| known.value.as_str());
    let default = field.default_text.iter().map(String::as_str);
    let example = field.example.iter().map(|text| text.value.as_str());
    default.chain(values).chain(example).chain([field.docs.0.as_str()]).collect::<Vec<_>>().join(" ")
}

/// The headers that clients set by themselves, beside [`OWN`], and those of one connection.
const BY_ITSELF: [&str; 14] = [
    "accept-charset",
    "accept-encoding",
    "accept-language",
    "cache-control",
    "connection",
    "content-length",
    "cookie",
    "date",
    "host",
    "origin",
    "pragma",
    "referer",
    "transfer-encoding",
    "user-agent",
];

/// The headers of the announcing request that are parameters: with their names and the values that it shows.
pub fn announced(endpoint: &EndpointDraft, context: &mut Context<'_>) -> Vec<(String, String)> {
    let Some(example) = endpoint.announcing() else { return Vec::new() };
    let span = example.span;
    let mut headers = without_known(endpoint, example.sent.headers.clone(), context);
    headers.retain(|(name, _)| {
        let secret = name.eq_ignore_ascii_case(CREDENTIAL);
        if secret && !context.dialect.auth.iter().any(|rule| rule.place == AuthIn::Bearer) {
            context.report(messages::undeclared_credential(name, span));
        }
        !secret
    });
    headers
}

/// The headers that other requests show, and code blocks of headers, each once with its value and its place.
pub fn shown(endpoint: &EndpointDraft, context: &Context<'_>) -> Vec<(String, String, Span)> {
    let announcing = endpoint.announcing().map(|example| example.span);
    let mut known = HashSet::new();
    let mut all = Vec::new();
    for example in endpoint.examples.iter().filter(|example| !example.elsewhere && announcing != Some(example.span)) {
        let alone = written::headers_alone(example);
        let headers = if alone.is_empty() { example.sent.headers.clone() } else { alone };
        let headers = without_known(endpoint, headers, context);
        let new = headers
            .into_iter()
            .filter(|(name, _)| !name.eq_ignore_ascii_case(CREDENTIAL) && known.insert(name.to_ascii_lowercase()));
        all.extend(new.map(|(name, value)| (name, value, example.span)));
    }
    all
}

/// Headers without those that clients set by themselves or for all calls.
fn without_known(
    endpoint: &EndpointDraft,
    mut headers: Vec<(String, String)>,
    context: &Context<'_>,
) -> Vec<(String, String)> {
    if endpoint.stated.no_parameters.is_some() || headers.is_empty() {
        return Vec::new();
    }
    let credentials = credentials(endpoint, context.dialect);
    let declared = context.dialect.auth.iter().filter_map(|rule| rule.name.as_deref());
    let filled = context.dialect.fill.iter().filter(|rule| rule.location.is_some()).flat_map(|rule| &rule.parameters);
    let own = OWN.iter().map(|(name, _)| *name).chain(BY_ITSELF);
    let known: HashSet<_> =
        own.chain(credentials).chain(declared).chain(filled.map(String::as_str)).map(str::to_ascii_lowercase).collect();
    headers.retain(|(name, _)| !known.contains(&name.to_ascii_lowercase()));
    headers
}

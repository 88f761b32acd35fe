//! Changes of endpoints.

use std::collections::{BTreeSet, HashSet};

use super::change::{Changes, OldAndNew, first_of};
use super::fields::{self, List};
use super::shift::{self, Shift, Side};
use super::types;
use super::verdict::Verdict;
use crate::ir::{Api, Body, Endpoint, ErrorCode, Fact, Field, Method, RawBody, Status, Withheld};

/// Compares all endpoints.
pub fn compare(old: &Api, new: &Api, changes: &mut Changes) {
    let name = |one: &Endpoint| one.name.clone();
    let (before, now) = (first_of(&old.endpoints, name), first_of(&new.endpoints, name));
    let gone: Vec<&Endpoint> = old.endpoints.iter().filter(|one| !now.contains_key(&one.name)).collect();
    let mut added: Vec<&Endpoint> = new.endpoints.iter().filter(|one| !before.contains_key(&one.name)).collect();
    let renamed = types::renamed(old, new);
    let same = |one: &str, two: &str| one == two || renamed.get(one) == Some(&two);
    for before in &old.endpoints {
        if let Some(now) = now.get(&before.name) {
            one(before, now, &same, changes);
        }
    }
    // Called in the same way, it is the same endpoint; only code calls it by its name.
    let told = |one: &Endpoint| Some(one.selector.as_ref()?.constant.as_ref()?.value.to_string());
    let way = |one: &&Endpoint| (one.path.value.clone(), methods(one), told(one));
    let mut ways = first_of(&added, way);
    let mut left = Vec::new();
    let mut found = HashSet::new();
    for before in gone {
        let Some(now) = ways.remove(&way(&before)).copied() else {
            left.push(before);
            continue;
        };
        found.insert(now.name.as_str());
        let places = (Some(&before.provenance), Some(&now.provenance));
        changes.add(
            "endpoint-renamed",
            Verdict::Callers,
            &before.name,
            format!("is called `{}` now", now.name),
            places,
        );
        one(before, now, &same, changes);
    }
    added.retain(|one| !found.contains(one.name.as_str()));
    for endpoint in left {
        // What is withheld is still announced, and comes back when its documents are mended.
        let is_it = |one: &&Withheld| {
            let path = one.path.as_ref() == Some(&endpoint.path.value) && endpoint.selector.is_none();
            path || one.name.as_ref() == Some(&endpoint.name)
        };
        let (kind, text) = match new.withheld.iter().find(is_it) {
            Some(withheld) => ("endpoint-withheld", format!("is withheld: {}", withheld.reason)),
            None => ("endpoint-removed", format!("is gone: {}", call(endpoint))),
        };
        changes.add(kind, Verdict::Callers, &endpoint.name, text, (Some(&endpoint.provenance), None));
    }
    for endpoint in added {
        let text = format!("is new: {}", call(endpoint));
        changes.add("endpoint-added", Verdict::Additive, &endpoint.name, text, (None, Some(&endpoint.provenance)));
    }
}

fn methods(endpoint: &Endpoint) -> Vec<Method> {
    endpoint.methods.iter().map(|method| method.value).collect()
}

fn call(endpoint: &Endpoint) -> String {
    let methods: Vec<_> = endpoint.methods.iter().map(|method| method.value.name()).collect();
    format!("`{} {}`", methods.join(", "), endpoint.path.value).replace("` ", "`")
}

fn one(old: &Endpoint, new: &Endpoint, same: &dyn Fn(&str, &str) -> bool, changes: &mut Changes) {
    let name = new.name.as_str();
    let places = (Some(&old.provenance), Some(&new.provenance));
    transport(old, new, changes);
    selector(old, new, changes);
    let parameters = List { what: "parameter", of: &format!("{name}/parameters"), side: Side::REQUEST };
    fields::compare(&parameters, &old.parameters.fields, &new.parameters.fields, same, changes);
    response(old, new, same, changes);
    if old.response.is_bare() != new.response.is_bare() {
        let text = if new.response.is_bare() {
            "gives its data without the envelope"
        } else {
            "gives its data in the envelope"
        };
        changes.add("response-envelope", Verdict::Callers, name, text.to_owned(), places);
    }
    codes(name, &old.errors, &new.errors, changes);
    statuses(name, &old.statuses, &new.statuses, same, changes);
    let rules = |one: &Endpoint| {
        one.rules.iter().map(|rule| (format!("{:?}", rule.kind), rule.fields.clone())).collect::<BTreeSet<_>>()
    };
    let (before, now) = (rules(old), rules(new));
    if before != now {
        let shift = Shift::of(!now.is_subset(&before), !before.is_subset(&now));
        let text = format!("the rule of which parameters go together {}", shift.verb());
        changes.add("rules", Side::REQUEST.verdict(shift), name, text, places);
    }
    match (&old.deprecated, &new.deprecated) {
        (None, Some(_)) => changes.add("endpoint-deprecated", Verdict::Additive, name, "is deprecated".into(), places),
        (Some(_), None) => {
            changes.add("endpoint-undeprecated", Verdict::Additive, name, "is no longer deprecated".into(), places);
        }
        _ => {}
    }
    changes.words("endpoint", name, &words(old), &words(new), places);
}

fn words(endpoint: &Endpoint) -> impl PartialEq + use<> {
    let value = |fact: &Option<Fact<String>>| fact.as_ref().map(|fact| fact.value.clone());
    let statements: Vec<_> =
        endpoint.deprecated.iter().chain(&endpoint.parameters.none).map(|one| one.docs.clone()).collect();
    let rules: Vec<_> = endpoint.rules.iter().map(|rule| rule.docs.clone()).collect();
    let examples = shift::plain(&endpoint.examples);
    let docs = (endpoint.docs.clone(), endpoint.response.docs.clone());
    let paging = endpoint.paging.as_ref().map(|paging| paging.value.clone());
    let docs = (docs, paging);
    (value(&endpoint.title), value(&endpoint.group), statements, rules, examples, docs)
}

/// What tells the endpoint from others of its path, which callers send.
fn selector(old: &Endpoint, new: &Endpoint, changes: &mut Changes) {
    let value = |field: &Field| field.constant.as_ref().map_or_else(String::new, |constant| constant.value.to_string());
    let said = |one: &Endpoint| one.selector.as_deref().map(|field| format!("{}: {}", field.name.value, value(field)));
    let (before, now) = (said(old), said(new));
    if before != now {
        let text = match (before, now) {
            (Some(before), Some(now)) => format!("is told from others of its path by `{now}` instead of `{before}`"),
            (None, Some(now)) => format!("is told from others of its path by `{now}`"),
            (_, None) => "is told from others of its path by nothing any more".to_owned(),
        };
        let places = (Some(&old.provenance), Some(&new.provenance));
        changes.add("selector", Verdict::Callers, &new.name, text, places);
    }
    let place = |one: &Endpoint| Some(one.selector.as_ref()?.location.as_ref().map(|location| location.value));
    if place(old) != place(new) && said(old).is_some() && said(new).is_some() {
        let text = "sends what tells it from others of its path elsewhere".to_owned();
        changes.add(
            "selector-location",
            Verdict::Callers,
            &new.name,
            text,
            (Some(&old.provenance), Some(&new.provenance)),
        );
    }
}

/// Method, path, server, credentials and encodings.
fn transport(old: &Endpoint, new: &Endpoint, changes: &mut Changes) {
    let name = new.name.as_str();
    if old.path.value != new.path.value {
        let kept = new.aliases.iter().any(|alias| alias.path.value == old.path.value);
        let verdict = if kept { Verdict::Additive } else { Verdict::Callers };
        let text = format!("has the path `{}` instead of `{}`", new.path.value, old.path.value);
        changes.add("path", verdict, name, text, (Some(&old.path.provenance), Some(&new.path.provenance)));
    }
    let places = (Some(&old.provenance), Some(&new.provenance));
    let paths = |one: &Endpoint| one.aliases.iter().map(|alias| alias.path.value.clone()).collect::<Vec<_>>();
    set("path-alias", "path", (name, places), (&paths(old), &paths(new)), Some(&new.path.value), changes);
    let names = |one: &Endpoint| methods(one).iter().map(|method| method.name().to_owned()).collect::<Vec<_>>();
    set("method", "method", (name, places), (&names(old), &names(new)), None, changes);
    let encodings =
        |one: &Endpoint| one.parameters.encodings.iter().map(|fact| format!("{:?}", fact.value)).collect::<Vec<_>>();
    set("encoding", "encoding", (name, places), (&encodings(old), &encodings(new)), None, changes);
    raw_body(old, new, changes);
    let auth = |one: &Endpoint| one.auth.iter().map(|fact| fact.value.clone()).collect::<Vec<_>>();
    // Of several credentials any is enough, so one more is no demand; the first one is.
    let (before, now) = (auth(old), auth(new));
    if before != now {
        let verdict = match (before.is_empty(), now.is_empty()) {
            (true, false) => Verdict::Callers,
            (false, true) => Verdict::Additive,
            _ if before.iter().all(|one| now.contains(one)) => Verdict::Additive,
            _ => Verdict::Callers,
        };
        let list = |names: &[String]| if names.is_empty() { "nothing".to_owned() } else { names.join(", ") };
        changes.add(
            "credentials",
            verdict,
            name,
            format!("asks for {} instead of {}", list(&now), list(&before)),
            places,
        );
    }
    let server = |one: &Endpoint| one.server.as_ref().map(|fact| fact.value.clone());
    if server(old) != server(new) {
        changes.add("server", Verdict::Callers, name, "is at another server".into(), places);
    }
    let reads = |one: &Endpoint| one.reads.as_ref().map(|fact| fact.value);
    if reads(old) != reads(new) {
        changes.add(
            "reads",
            Verdict::Additive,
            name,
            "is said to change something, or not to, unlike before".into(),
            places,
        );
    }
}

/// What the body is, where it is the bytes or the text of one parameter.
fn raw_body(old: &Endpoint, new: &Endpoint, changes: &mut Changes) {
    let name = new.name.as_str();
    let places = (Some(&old.provenance), Some(&new.provenance));
    let called = |one: &Endpoint| one.parameters.raw.as_ref().map(|raw| raw.parameter.clone());
    let media =
        |one: &Endpoint| one.parameters.raw.iter().flat_map(RawBody::media).map(str::to_owned).collect::<Vec<_>>();
    match (called(old), called(new)) {
        (Some(before), Some(now)) => {
            if before != now {
                let text = format!("the whole body is called `{now}` instead of `{before}`");
                changes.add("body-renamed", Verdict::Additive, name, text, places);
            }
            set("body-media", "media type of its body", (name, places), (&media(old), &media(new)), None, changes);
        }
        (None, Some(now)) => {
            let text = format!("the whole body is `{now}`, and no JSON, form or parts any more");
            changes.add("body-raw", Verdict::Callers, name, text, places);
        }
        (Some(before), None) => {
            let text = format!("the whole body is not `{before}` any more");
            changes.add("body-raw", Verdict::Callers, name, text, places);
        }
        (None, None) => {}
    }
}

/// A set of words of which each is one more way to call.
fn set(
    kind: &str,
    what: &str,
    (name, places): (&str, OldAndNew<'_>),
    (old, new): (&[String], &[String]),
    kept: Option<&String>,
    changes: &mut Changes,
) {
    for word in old.iter().filter(|word| !new.contains(word) && Some(*word) != kept) {
        changes.add(
            format!("{kind}-removed"),
            Verdict::Callers,
            name,
            format!("has no {what} `{word}` any more"),
            places,
        );
    }
    for word in new.iter().filter(|word| !old.contains(word)) {
        changes.add(format!("{kind}-added"), Verdict::Additive, name, format!("has the new {what} `{word}`"), places);
    }
}

fn response(old: &Endpoint, new: &Endpoint, same: &dyn Fn(&str, &str) -> bool, changes: &mut Changes) {
    let subject = format!("{}/response", new.name);
    let places = (Some(&old.response.body.provenance), Some(&new.response.body.provenance));
    let status = |one: &Endpoint| one.response.status.as_ref().map_or(200, |fact| fact.value);
    if status(old) != status(new) {
        let text = format!("has the status {} instead of {}", status(new), status(old));
        changes.add("response-status", Verdict::Callers, &subject, text, places);
    }
    let several = |one: &Endpoint| one.successes().iter().map(|one| one.status.to_string()).collect::<Vec<_>>();
    let (before, now) = (several(old), several(new));
    if before != now {
        let called = |all: &[String]| if all.is_empty() { "one status".to_owned() } else { all.join(", ") };
        let text = format!("succeeds with {} instead of {}", called(&now), called(&before));
        changes.add("response-successes", Verdict::Callers, &subject, text, places);
    }
    if old.response.media() != new.response.media() {
        let called = |one: &Endpoint| one.response.media().unwrap_or("application/json").to_owned();
        let text = format!("comes as `{}` instead of `{}`", called(new), called(old));
        changes.add("response-media", Verdict::Callers, &subject, text, places);
    }
    match (&old.response.body.value, &new.response.body.value) {
        (Body::Data { data: before }, Body::Data { data: now }) => {
            let shift = shift::types(before, now, same);
            if shift != Shift::Same {
                let text = format!("{} from {} to {}", shift.verb(), shift::name(before), shift::name(now));
                let kind = format!("response-{}", shift.kind());
                changes.add(kind, Side::RESPONSE.verdict(shift), &subject, text, places);
            }
        }
        (Body::Data { .. }, _) => {
            changes.add("response-removed", Verdict::Callers, &subject, "has no data any more".into(), places);
        }
        (_, Body::Data { data }) => {
            let text = format!("has data now: {}", shift::name(data));
            changes.add("response-added", Verdict::Servers, &subject, text, places);
        }
        (Body::Unknown, Body::None) | (Body::None, Body::Unknown) => {
            changes.add(
                "response-unknown",
                Verdict::Additive,
                &subject,
                "is said, or not said, to be empty".into(),
                places,
            );
        }
        (Body::Unknown, Body::Unknown) | (Body::None, Body::None) => {}
    }
    let list = List { what: "field", of: &subject, side: Side::RESPONSE };
    fields::compare(&list, &old.response.envelope, &new.response.envelope, same, changes);
}

/// Codes of failures. Sets of codes are open, so a new one breaks nobody.
pub fn codes(name: &str, old: &[ErrorCode], new: &[ErrorCode], changes: &mut Changes) {
    let key = |code: &ErrorCode| code.code.to_string();
    let (before, now) = (first_of(old, key), first_of(new, key));
    for code in old.iter().filter(|code| !now.contains_key(&key(code))) {
        let text = format!("has no code {} any more", code.code);
        changes.add("code-removed", Verdict::Additive, name, text, (Some(&code.provenance), None));
    }
    for code in new {
        match before.get(&key(code)) {
            None => {
                let text = format!("has the new code {}", code.code);
                changes.add("code-added", Verdict::Additive, name, text, (None, Some(&code.provenance)));
            }
            Some(before) => {
                changes.words(
                    "code",
                    name,
                    &before.docs,
                    &code.docs,
                    (Some(&before.provenance), Some(&code.provenance)),
                );
            }
        }
    }
}

/// Statuses with what they mean.
pub fn statuses(name: &str, old: &[Status], new: &[Status], same: &dyn Fn(&str, &str) -> bool, changes: &mut Changes) {
    let called =
        |status: &Status| serde_json::to_value(status.code).map_or_else(|_| String::new(), |code| code.to_string());
    for status in old.iter().filter(|status| !new.iter().any(|now| now.code == status.code)) {
        let text = format!("has no status {} any more", called(status));
        changes.add("status-removed", Verdict::Additive, name, text, (Some(&status.provenance), None));
    }
    for status in new {
        let Some(before) = old.iter().find(|before| before.code == status.code) else {
            let text = format!("has the new status {}", called(status));
            changes.add("status-added", Verdict::Additive, name, text, (None, Some(&status.provenance)));
            continue;
        };
        let places = (Some(&before.provenance), Some(&status.provenance));
        let shift = match (&before.ty, &status.ty) {
            (Some(one), Some(two)) => shift::types(&one.value, &two.value, same),
            (None, None) => Shift::Same,
            (None, Some(_)) => Shift::Narrower,
            (Some(_), None) => Shift::Wider,
        };
        if shift != Shift::Same {
            let text = format!("the body of the status {} {}", called(status), shift.verb());
            changes.add(format!("status-{}", shift.kind()), Side::RESPONSE.verdict(shift), name, text, places);
        }
        changes.words("status", name, &before.docs, &status.docs, places);
    }
}

//! Changes that are about no single endpoint or type.

use super::change::Changes;
use super::endpoints::{codes, statuses};
use super::fields::{self, List};
use super::helpers;
use super::shift::{Side, plain};
use super::types;
use super::verdict::Verdict;
use crate::ir::{Api, Docs, Fact, Frames, Group, Heartbeat, Step};

/// Compares what all endpoints share.
pub fn compare(old: &Api, new: &Api, changes: &mut Changes) {
    let name = new.name.as_str();
    let places = (Some(&old.title.provenance), Some(&new.title.provenance));
    let renamed = types::renamed(old, new);
    let same = |one: &str, two: &str| one == two || renamed.get(one) == Some(&two);
    if old.name != new.name {
        changes.add("api-renamed", Verdict::Callers, &old.name, format!("is called `{name}` now"), places);
    }
    let words = |api: &Api| {
        let text = |fact: &Option<Fact<String>>| fact.as_ref().map(|fact| fact.value.clone());
        (api.title.value.clone(), text(&api.version), text(&api.license), api.docs.clone())
    };
    // Words stand in many places; that of the title, which the dialect gives, is none of them.
    changes.words("api", name, &words(old), &words(new), (None, None));
    servers(old, new, changes);
    transport(old, new, changes);
    credentials(old, new, changes);
    let envelope = List { what: "field", of: "envelope", side: Side::RESPONSE };
    fields::compare(&envelope, &old.envelope.fields, &new.envelope.fields, &same, changes);
    let shape = |api: &Api| {
        plain(&(
            &api.envelope.data,
            &api.envelope.code,
            &api.envelope.success,
            &api.envelope.messages,
            (&api.envelope.details, &api.envelope.echo),
            &api.envelope.ok,
            &api.envelope.failed,
            &api.envelope.accepted,
        ))
    };
    if shape(old) != shape(new) {
        let text = "tells success, data and messages apart in another way".to_owned();
        changes.add("envelope", Verdict::Callers, "envelope", text, places);
    }
    changes.words("envelope", "envelope", &old.envelope.docs, &new.envelope.docs, places);
    codes(name, &old.codes, &new.codes, changes);
    statuses(name, &old.statuses, &new.statuses, &same, changes);
    events(old, new, changes);
    helpers::compare(old, new, changes);
    changes.words("handshake", name, &said(old), &said(new), (None, None));
    // What a group is called and says are words; which endpoints are in it is compared there.
    let groups =
        |groups: &[Group]| groups.iter().map(|group| (group.name.clone(), group.docs.clone())).collect::<Vec<_>>();
    changes.words("groups", name, &groups(&old.groups), &groups(&new.groups), (None, None));
    if plain(&old.withheld) != plain(&new.withheld) {
        let text = format!("has {} withheld endpoints, and had {}", new.withheld.len(), old.withheld.len());
        changes.add("withheld", Verdict::Words, name, text, places);
    }
    for (what, before, now) in [
        ("frames", plain(&without_handshake(old)), plain(&without_handshake(new))),
        ("handshake", plain(&handshake(old)), plain(&handshake(new))),
        ("heartbeat", plain(&heartbeat(old)), plain(&heartbeat(new))),
        ("peer", plain(&old.peer), plain(&new.peer)),
        ("profiles", plain(&old.profiles), plain(&new.profiles)),
    ] {
        if before != now {
            let text = format!("has other {what} of its connections");
            changes.add(what, Verdict::Callers, name, text, places);
        }
    }
}

fn without_handshake(api: &Api) -> Option<Frames> {
    api.frames.clone().map(|frames| Frames { handshake: Vec::new(), heartbeat: None, ..frames })
}

/// The messages before the first call, without their words.
fn handshake(api: &Api) -> Vec<Step> {
    api.frames.iter().flat_map(|frames| &frames.handshake).map(without_words).collect()
}

/// What a client sends at intervals, without its words.
fn heartbeat(api: &Api) -> Option<Heartbeat> {
    let beat = api.frames.as_ref()?.heartbeat.as_ref()?;
    let (sent, answer) = (without_words(&beat.sent), beat.answer.as_ref().map(without_words));
    Some(Heartbeat { sent, answer, interval: beat.interval })
}

fn without_words(step: &Step) -> Step {
    let mut step = Step { docs: Docs::default(), ..step.clone() };
    for field in &mut step.fields {
        field.docs = Docs::default();
    }
    step
}

/// Their words.
fn said(api: &Api) -> Vec<Docs> {
    let steps = api.frames.iter().flat_map(Frames::steps);
    let said = |step: &Step| {
        let fields: Vec<_> = step.fields.iter().map(|field| field.docs.clone()).collect();
        [step.docs.clone()].into_iter().chain(fields)
    };
    steps.flat_map(said).collect()
}

fn servers(old: &Api, new: &Api, changes: &mut Changes) {
    for server in old.servers.iter().filter(|one| !new.servers.iter().any(|two| two.value == one.value)) {
        let text = format!("has no server `{}` any more", server.value);
        changes.add("server-removed", Verdict::Callers, &new.name, text, (Some(&server.provenance), None));
    }
    for server in new.servers.iter().filter(|one| !old.servers.iter().any(|two| two.value == one.value)) {
        let text = format!("has the new server `{}`", server.value);
        changes.add("server-added", Verdict::Additive, &new.name, text, (None, Some(&server.provenance)));
    }
}

fn transport(old: &Api, new: &Api, changes: &mut Changes) {
    let (before, now) = (&old.transport, &new.transport);
    let suffix = |api: &Api| api.transport.async_suffix.as_ref().map(|fact| fact.value.clone());
    let gone = before.get.iter().any(|one| !now.get.contains(one))
        || before.post.iter().any(|one| !now.post.contains(one))
        || before.websocket && !now.websocket
        || suffix(old).is_some() && suffix(old) != suffix(new);
    if gone {
        let text = "can no longer be called in one of the ways in which it could".to_owned();
        changes.add("transport-removed", Verdict::Callers, &new.name, text, (None, None));
    } else if plain(before) != plain(now) {
        let text = "can be called in one more way".to_owned();
        changes.add("transport-added", Verdict::Additive, &new.name, text, (None, None));
    }
}

fn credentials(old: &Api, new: &Api, changes: &mut Changes) {
    for scheme in &old.auth {
        match new.auth.iter().find(|now| now.id == scheme.id) {
            Some(now) if now.kind == scheme.kind && now.with == scheme.with => {}
            Some(now) if now.kind == scheme.kind => {
                let text = format!("takes the credentials `{}` with others beside them", scheme.id);
                let places = (Some(&scheme.provenance), Some(&now.provenance));
                changes.add("credentials-together", Verdict::Callers, &new.name, text, places);
            }
            Some(now) => {
                let text = format!("takes the credentials `{}` in another place", scheme.id);
                let places = (Some(&scheme.provenance), Some(&now.provenance));
                changes.add("credentials-changed", Verdict::Callers, &new.name, text, places);
            }
            None => {
                let text = format!("has no credentials `{}` any more", scheme.id);
                changes.add("credentials-removed", Verdict::Callers, &new.name, text, (Some(&scheme.provenance), None));
            }
        }
    }
    for scheme in new.auth.iter().filter(|one| !old.auth.iter().any(|two| two.id == one.id)) {
        let text = format!("has the new credentials `{}`", scheme.id);
        changes.add("credentials-added", Verdict::Additive, &new.name, text, (None, Some(&scheme.provenance)));
    }
}

fn events(old: &Api, new: &Api, changes: &mut Changes) {
    let (before, now) = match (&old.events, &new.events) {
        (None, None) => return,
        (Some(before), Some(now)) => (before, now),
        (before, now) => {
            let (kind, verdict, text) = match now {
                Some(_) => ("events-added", Verdict::Additive, "sends events now"),
                None => ("events-removed", Verdict::Callers, "sends no events any more"),
            };
            let places = (before.as_ref().map(|one| &one.provenance), now.as_ref().map(|one| &one.provenance));
            changes.add(kind, verdict, &new.name, text.to_owned(), places);
            return;
        }
    };
    for event in before.types.iter().filter(|event| !now.types.iter().any(|other| other.name == event.name)) {
        let text = "is no longer an event".to_owned();
        changes.add("event-removed", Verdict::Callers, &event.name, text, (Some(&event.provenance), None));
    }
    for event in &now.types {
        let Some(was) = before.types.iter().find(|other| other.name == event.name) else {
            let text = "is a new event".to_owned();
            changes.add("event-added", Verdict::Additive, &event.name, text, (None, Some(&event.provenance)));
            continue;
        };
        let places = (Some(&was.provenance), Some(&event.provenance));
        if plain(&(&was.when, &was.ty)) != plain(&(&event.when, &event.ty)) {
            let text = "is told by other members, or has another type".to_owned();
            changes.add("event-changed", Verdict::Callers, &event.name, text, places);
        }
        changes.words("event", &event.name, &was.docs, &event.docs, places);
    }
    let frame =
        |events: &crate::ir::Events| plain(&(&events.marks, &events.connect, &events.heartbeat, events.interval));
    if frame(before) != frame(now) {
        let text = "sends other members with every event".to_owned();
        changes.add(
            "events-changed",
            Verdict::Callers,
            &new.name,
            text,
            (Some(&before.provenance), Some(&now.provenance)),
        );
    }
}

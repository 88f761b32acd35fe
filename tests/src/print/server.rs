//! What servers do: frames, events, peers and profiles.

use tablewright::ir::{Api, EventMember, Events, Part, Profile, Step};

use super::Printer;

/// Everything about servers, and nothing where nothing is said.
pub fn print(to: &mut Printer, api: &Api) {
    if let Some(frames) = &api.frames {
        let paths = format!("{:?}, calls {:?}, events {:?}", frames.universal, frames.calls, frames.events);
        let with = frames.with.iter().map(|member| format!(", {} {}", member.name, member.value.value));
        let batch = frames.batch.map(|most| format!(", lists of {most}")).unwrap_or_default();
        let flags = [(", silent", frames.silent), (", by position", frames.by_position)];
        let flags = flags.iter().filter(|(_, set)| *set).map(|(words, _)| *words);
        let with: String = with.chain(flags.map(str::to_owned)).chain([batch]).collect();
        to.line(&format!("frames {}, {}{with}: universal {paths}", frames.name, frames.parameters));
        frames.path.iter().for_each(|path| to.inside(|to| to.line(&format!("all calls to {path}"))));
        frames.handshake.iter().for_each(|step| to.inside(|to| self::step(to, step)));
        if let Some(beat) = &frames.heartbeat {
            to.inside(|to| {
                to.line(&format!("every {} ms", beat.interval));
                step(to, &beat.sent);
                beat.answer.iter().for_each(|answer| step(to, answer));
            });
        }
    }
    api.events.iter().for_each(|events| self::events(to, events));
    if let Some(peer) = &api.peer {
        let headers = [&peer.self_header, &peer.role_header, &peer.signature_header];
        to.line(&format!("peer {headers:?}, roles {:?}, scheme {}", peer.roles, peer.scheme));
        if let Some(quick) = &peer.quick {
            to.inside(|to| to.line(&format!("quick {}: {}, {}", quick.endpoint, quick.event, quick.operation)));
        }
    }
    api.profiles.iter().for_each(|profile| self::profile(to, profile));
}

fn step(to: &mut Printer, step: &Step) {
    let when: Vec<_> = step.when.iter().map(|mark| format!("{} {}", mark.name, mark.value.value)).collect();
    to.line(&format!("step {} by {:?}: when {}, else {}", step.name, step.by, when.join(", "), step.close));
    to.inside(|to| {
        let token = step.token.as_deref().unwrap_or("none");
        let computed: Vec<_> = step.computed().map(|field| field.name.value.as_str()).collect();
        to.line(&format!("writes {}; token {token}; computes {}", template(&step.values), computed.join(", ")));
        to.fields(&step.fields);
        to.line(&format!("docs {:?}", step.docs.0));
    });
}

fn events(to: &mut Printer, events: &Events) {
    to.line(&format!("events with {:?}, every {} ms", events.marks, events.interval));
    to.inside(|to| {
        to.line(&format!("connect {}", template(&events.connect)));
        to.line(&format!("heartbeat {}", template(&events.heartbeat)));
        for event in &events.types {
            let when: Vec<_> = event.when.iter().map(|mark| format!("{} {}", mark.name, mark.value.value)).collect();
            to.line(&format!("event {}: <{}> when {}", event.name, event.ty.0, when.join(", ")));
        }
    });
}

fn template(members: &[EventMember]) -> String {
    let part = |member: &EventMember| match &member.value {
        Part::Json { value } => format!("{} {value}", member.name),
        part => format!("{} {part:?}", member.name),
    };
    members.iter().map(part).collect::<Vec<_>>().join(", ")
}

fn profile(to: &mut Printer, profile: &Profile) {
    let flags = [
        ("any media", profile.any_media),
        ("zero values", profile.zero_values),
        ("async waits", profile.async_waits),
        ("any websocket path", profile.any_websocket_path),
    ];
    let flags: Vec<_> = flags.iter().filter(|(_, set)| *set).map(|(name, _)| *name).collect();
    to.line(&format!("profile {}: {}", profile.name, flags.join(", ")));
    to.inside(|to| {
        if !profile.connect.is_empty() {
            to.line(&format!("connect {}", template(&profile.connect)));
        }
        for refusal in &profile.refusals {
            let (status, code, message) = (refusal.status, refusal.code, &refusal.message);
            to.line(&format!(
                "refuses {:?}: {status:?} {code:?} {message:?}, body {:?}",
                refusal.problem, refusal.body
            ));
        }
        for alias in &profile.aliases {
            let endpoint = alias.endpoint.as_deref().unwrap_or("any endpoint");
            to.line(&format!("alias {} of {} in {endpoint}", alias.alias, alias.parameter));
        }
    });
}

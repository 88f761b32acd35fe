//! What all endpoints of an API share, from its IR.

use serde_json::Value;
use tablewright::ir;
use tablewright_runtime::api::{
    Api, Auth, AuthLocation, Encoding, Envelope, Events, Frames, Given, Heartbeat, Part, Peer, Quick, Side, Step,
    Success,
};

use super::{kept, profile};

/// What the runtime knows of an API, as generated code states it.
pub fn api(ir: &ir::Api) -> &'static Api {
    kept::value(Api {
        name: kept::text(&ir.name),
        servers: kept::texts(ir.servers.iter().map(|server| &server.value)),
        get: encodings(&ir.transport.get),
        post: encodings(&ir.transport.post),
        async_suffix: kept::optional(ir.transport.async_suffix.as_ref().map(|suffix| &suffix.value)),
        auth: kept::list(ir.auth.iter().map(auth)),
        once: kept::texts(&ir.once()),
        envelope: envelope(ir),
        frames: ir.frames.as_ref().map(frames),
        events: ir.events.as_ref().map(events),
        peer: ir.peer.as_ref().map(peer),
        profiles: profile::profiles(ir),
    })
}

/// How parameters are written.
pub fn encodings<'e>(encodings: impl IntoIterator<Item = &'e ir::Encoding>) -> &'static [Encoding] {
    kept::list(encodings.into_iter().map(|encoding| match encoding {
        ir::Encoding::Query => Encoding::Query,
        ir::Encoding::Form => Encoding::Form,
        ir::Encoding::Json => Encoding::Json,
        ir::Encoding::Multipart => Encoding::Multipart,
    }))
}

fn auth(scheme: &ir::AuthScheme) -> Auth {
    let location = match &scheme.kind {
        ir::AuthKind::Bearer => AuthLocation::Bearer,
        ir::AuthKind::Query { name } => AuthLocation::Query(kept::text(name)),
        ir::AuthKind::Cookie { name } => AuthLocation::Cookie(kept::text(name)),
        ir::AuthKind::Header { name, prefix } => {
            AuthLocation::Header { name: kept::text(name), prefix: kept::text(prefix) }
        }
    };
    Auth { id: kept::text(&scheme.id), location, with: kept::texts(&scheme.with) }
}

fn envelope(api: &ir::Api) -> Envelope {
    let envelope = &api.envelope;
    let beside = envelope.members().filter(|_| envelope.is_flat()).map(kept::text);
    Envelope {
        data: kept::optional(envelope.data.as_ref()),
        beside: kept::list(beside),
        code: kept::optional(envelope.code.as_ref()),
        success: success(api),
        messages: kept::texts(&envelope.messages),
        details: kept::optional(envelope.details.as_ref()),
        echo: kept::optional(envelope.echo.as_ref()),
        echo_null: envelope.echo_is_required(),
        ok: members(&envelope.ok),
        failed: members(&envelope.failed),
        accepted: members(&envelope.accepted),
    }
}

fn success(api: &ir::Api) -> Success {
    let values = &api.envelope.success;
    match api.code_kind() {
        ir::CodeKind::Number => Success::Numbers(kept::list(values.iter().filter_map(Value::as_i64))),
        ir::CodeKind::Text => Success::Texts(kept::list(values.iter().filter_map(Value::as_str).map(kept::text))),
        ir::CodeKind::Flag => Success::Flag(values.iter().find_map(Value::as_bool).unwrap_or(true)),
    }
}

fn members(members: &[ir::Member]) -> &'static [(&'static str, &'static str)] {
    kept::list(members.iter().map(|member| (kept::text(&member.name), kept::text(&member.value.value.to_string()))))
}

fn frames(frames: &ir::Frames) -> Frames {
    Frames {
        name: kept::text(&frames.name),
        parameters: kept::text(&frames.parameters),
        with: members(&frames.with),
        silent: frames.silent,
        by_position: frames.by_position,
        batch: frames.batch.map(usize::from),
        path: kept::optional(frames.path.as_ref()),
        universal: kept::texts(&frames.universal),
        calls: kept::texts(&frames.calls),
        events: kept::texts(&frames.events),
        handshake: kept::list(frames.handshake.iter().map(step)),
        heartbeat: frames.heartbeat.as_ref().map(|beat| Heartbeat {
            sent: step(&beat.sent),
            answer: beat.answer.as_ref().map(step),
            interval: beat.interval,
        }),
    }
}

fn step(step: &ir::Step) -> Step {
    let given = |field: &ir::Field| Given { path: kept::text(&field.name.value), required: field.required };
    Step {
        name: kept::text(&step.name),
        by: match step.by {
            ir::Side::Server => Side::Server,
            ir::Side::Client => Side::Client,
        },
        when: members(&step.when),
        parts: parts(&step.values),
        token: step.token_field().map(given),
        computed: kept::list(step.computed().map(given)),
        close: step.close,
    }
}

fn events(events: &ir::Events) -> Events {
    Events {
        marks: kept::texts(&events.marks),
        connect: parts(&events.connect),
        heartbeat: parts(&events.heartbeat),
        interval: events.interval,
    }
}

/// The members of an event that a server makes by itself.
pub fn parts(members: &[ir::EventMember]) -> &'static [(&'static str, Part)] {
    let part = |part: &ir::Part| match part {
        ir::Part::Json { value } => Part::Json(kept::text(&value.to_string())),
        ir::Part::SelfId => Part::SelfId,
        ir::Part::Time => Part::Time,
        ir::Part::Interval => Part::Interval,
        ir::Part::Status => Part::Status,
        ir::Part::Event { member } => Part::Event(kept::text(member)),
    };
    kept::list(members.iter().map(|member| (kept::text(&member.name), part(&member.value))))
}

fn peer(peer: &ir::Peer) -> Peer {
    Peer {
        self_header: kept::text(&peer.self_header),
        role_header: kept::text(&peer.role_header),
        roles: peer.roles.each_ref().map(|role| kept::text(role)),
        scheme: kept::text(&peer.scheme),
        signature_header: kept::text(&peer.signature_header),
        quick: peer.quick.as_ref().map(|quick| Quick {
            endpoint: kept::text(&quick.endpoint),
            event: kept::text(&quick.event),
            operation: kept::text(&quick.operation),
        }),
    }
}

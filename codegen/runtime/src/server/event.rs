//! The events that a server makes by itself.

use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::{Map, Value};

use super::Service;
use crate::api::Part;
use crate::event::put;

/// An event that a server makes by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// What a connection begins with.
    Connect,
    /// What is sent at intervals.
    Heartbeat,
}

/// The text of such an event, where the API has it.
pub(super) fn text(service: &Service, kind: Kind) -> Option<String> {
    let events = service.api().events.as_ref()?;
    let (parts, more) = match kind {
        Kind::Connect => (events.connect, service.profile().connect),
        Kind::Heartbeat => (events.heartbeat, &[][..]),
    };
    if parts.is_empty() {
        return None;
    }
    let mut event = Map::new();
    for (path, part) in parts.iter().chain(more) {
        put(&mut event, path, value(service, *part));
    }
    Some(Value::Object(event).to_string())
}

/// The value of a part of a message that is no event: its interval is that of the client's heartbeats, where there are any.
pub(super) fn in_handshake(service: &Service, part: Part) -> Value {
    match (part, service.api().heartbeat()) {
        (Part::Interval, Some(beat)) => beat.interval.into(),
        _ => value(service, part),
    }
}

/// The value of a part.
pub(super) fn value(service: &Service, part: Part) -> Value {
    match part {
        Part::Json(json) => serde_json::from_str(json).unwrap_or_default(),
        Part::SelfId => service.self_id().into(),
        Part::Time => SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs()).into(),
        Part::Interval => {
            service.heartbeat().map_or(0, |every| u64::try_from(every.as_millis()).unwrap_or(u64::MAX)).into()
        }
        Part::Status => service.status(),
        // What came is known to clients alone.
        Part::Event(_) => Value::Null,
    }
}

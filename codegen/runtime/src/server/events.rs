//! Events, from the backend to all who listen.

use bytes::Bytes;
use serde::Serialize;

use super::Limits;
use crate::hub::{Hub, Listener, Next};

/// Hands events to all connections that listen. It is cheap to clone, and every clone is the same hub.
///
/// The latest events are kept once for all connections. One that does not keep up loses the oldest, and is told how many.
#[derive(Clone, Debug)]
pub struct Events {
    hub: Hub<Bytes>,
}

impl Events {
    /// A hub that keeps at least `capacity` events for those who are behind, and at least one, within the bytes of
    /// [`Limits::event_bytes`] by default.
    #[must_use]
    pub fn new(capacity: usize) -> Self {
        Self::within(capacity, Limits::default().event_bytes)
    }

    /// A hub that keeps `capacity` events of at most `bytes` bytes in all. The latest event is kept whatever its size.
    #[must_use]
    pub fn within(capacity: usize, bytes: usize) -> Self {
        Self { hub: Hub::new(capacity, bytes) }
    }

    /// Sends an event, and says how many listen. It is written as JSON once, whoever listens.
    ///
    /// # Errors
    ///
    /// Where the event cannot be written as JSON, such as a map whose keys are no text.
    pub fn publish<T: Serialize + ?Sized>(&self, event: &T) -> Result<usize, serde_json::Error> {
        serde_json::to_vec(event).map(|json| self.send(Bytes::from(json)))
    }

    /// Sends the JSON text of an event, and says how many listen.
    pub(crate) fn send(&self, json: Bytes) -> usize {
        self.hub.send(json)
    }

    /// Listens to the events that are published from now on.
    #[must_use]
    pub fn subscribe(&self) -> Subscription {
        Subscription { listener: self.hub.subscribe() }
    }

    /// How many listen.
    #[must_use]
    pub fn listeners(&self) -> usize {
        self.hub.listeners()
    }
}

/// The events for one listener, in order.
#[derive(Debug)]
pub struct Subscription {
    listener: Listener<Bytes>,
}

/// What a listener is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Received {
    /// The JSON text of an event, shared by all who listen.
    Event(Bytes),
    /// This many events came and went before they were read.
    Lost(u64),
}

impl Subscription {
    /// The next event, or how many were lost before it; `None` when no more can come. Nothing is lost when the future is
    /// dropped.
    pub async fn next(&mut self) -> Option<Received> {
        self.listener.next().await.map(|next| match next {
            Next::Message(json) => Received::Event(json),
            Next::Lost(count) => Received::Lost(count),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_slow_listener_is_told_what_it_lost() {
        let events = Events::new(4);
        assert_eq!(events.publish(&0).unwrap(), 0);
        let mut slow = events.subscribe();
        let mut quick = events.subscribe();
        for number in 1..=10 {
            assert_eq!(events.publish(&number).unwrap(), 2);
            assert_eq!(quick.next().await, Some(Received::Event(Bytes::from(number.to_string()))));
        }
        assert_eq!(slow.next().await, Some(Received::Lost(6)));
        assert_eq!(slow.next().await, Some(Received::Event(Bytes::from_static(b"7"))));
        drop((events, quick));
        for number in ["8", "9", "10"] {
            assert_eq!(slow.next().await, Some(Received::Event(Bytes::from(number))));
        }
        assert_eq!(slow.next().await, None);
    }
}

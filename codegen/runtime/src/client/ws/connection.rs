//! A connection, as its user holds it.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use tokio::sync::{Semaphore, mpsc, watch};
use tokio_tungstenite::tungstenite::Utf8Bytes;

use super::driver::{Driver, Outgoing, Settings, Shared};
use super::events::Events;
use super::slots::{Lost, Slots};
use super::state::State;
use crate::Api;
use crate::client::encode::refuse_files;
use crate::client::frame::write_call;
use crate::client::{Client, Error, Reply, Request, Secrets, Transport, TransportKind};
use crate::hub::{Hub, Listener, WeakHub};

/// A connection: its client makes calls, and its events are a stream.
///
/// It stands as long as it, one of its clients or one of its streams does.
pub struct Connection<C = Client> {
    client: C,
    handle: Arc<Handle>,
    events: WeakHub<Utf8Bytes>,
    /// What came before the first stream was asked for.
    first: Mutex<Option<Listener<Utf8Bytes>>>,
}

/// What keeps a connection's task going.
pub(super) struct Handle {
    queue: mpsc::Sender<Outgoing>,
    stop: watch::Sender<bool>,
    permits: Semaphore,
    shared: Arc<Shared>,
}

/// How many calls and events a connection holds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    pub calls: usize,
    pub events: usize,
    pub event_bytes: usize,
    pub timeout: Duration,
}

impl<C: From<Client>> Connection<C> {
    /// A connection and the task that is to drive it.
    pub(super) fn new(api: &'static Api, settings: Settings, room: Room, secrets: Secrets) -> (Self, Driver) {
        let (sender, queue) = mpsc::channel(room.calls.clamp(1, 1024));
        let (stop, stopped) = watch::channel(false);
        let events = Hub::new(room.events, room.event_bytes);
        let first = events.subscribe();
        let shared = Arc::new(Shared {
            api,
            slots: Arc::new(Slots::default()),
            state: watch::Sender::new(State::Connected),
            strays: AtomicU64::new(0),
        });
        let permits = Semaphore::new(room.calls.clamp(1, Semaphore::MAX_PERMITS));
        let handle = Arc::new(Handle { queue: sender, stop, permits, shared: Arc::clone(&shared) });
        let client = Client::over(api, Calls(Arc::clone(&handle))).with_timeout(room.timeout).hiding(secrets.clone());
        let weak = events.downgrade();
        let driver = Driver { shared, settings, events, queue, stop: stopped, secrets };
        (Self { client: client.into(), handle, events: weak, first: Mutex::new(Some(first)) }, driver)
    }
}

impl<C> Connection<C> {
    /// Makes calls.
    #[must_use]
    pub fn client(&self) -> &C {
        &self.client
    }

    /// The events from now on; the first stream also gives those that came since the connection was made.
    #[must_use]
    pub fn events<T>(&self) -> Events<T> {
        let first = self.first.lock().unwrap_or_else(PoisonError::into_inner).take();
        let receiver = first.or_else(|| self.events.subscribe());
        Events::new(receiver, Arc::clone(&self.handle))
    }

    /// What the connection is doing, and when that changes.
    #[must_use]
    pub fn state(&self) -> watch::Receiver<State> {
        self.handle.shared.state.subscribe()
    }

    /// How many messages came that were neither the answer to a call nor an event. Each is also traced.
    #[must_use]
    pub fn strays(&self) -> u64 {
        self.handle.shared.strays.load(Ordering::Relaxed)
    }

    /// How many calls wait for their answers.
    #[must_use]
    pub fn in_flight(&self) -> usize {
        self.handle.shared.slots.len()
    }

    /// Closes the connection, for all clients and streams of it; calls that wait fail.
    pub async fn close(self) {
        self.handle.stop.send_replace(true);
        let mut state = self.state();
        // An error means that the task is gone, which is as good.
        drop(state.wait_for(|state| matches!(state, State::Closed { .. })).await);
    }
}

impl<C> fmt::Debug for Connection<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shared = &self.handle.shared;
        f.debug_struct("Connection")
            .field("api", &shared.api.name)
            .field("state", &*shared.state.borrow())
            .field("in_flight", &shared.slots.len())
            .finish_non_exhaustive()
    }
}

/// The calls of a connection.
struct Calls(Arc<Handle>);

impl Transport for Calls {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Reply, Error>> {
        async move {
            refuse_files(&request)?;
            let Request { name: endpoint, parameters, .. } = request;
            let Handle { queue, permits, shared, .. } = &*self.0;
            let lost = |lost: Lost| {
                tracing::debug!(%endpoint, sent = lost.sent, reason = %lost.reason, "call without an answer");
                Error::Disconnected { endpoint: endpoint.clone(), sent: lost.sent, reason: lost.reason }
            };
            let gone = || Lost { sent: false, reason: CLOSED.into() };
            let _permit = permits.acquire().await.map_err(|_| lost(gone()))?;
            let mut waiting = shared.slots.open().map_err(lost)?;
            let number = waiting.number();
            let text = write_call(shared.api, &endpoint, &parameters, number)
                .ok_or_else(|| Error::transport(endpoint.clone(), TransportKind::Send, Some(NO_FRAMES.into())))?;
            queue.send(Outgoing { number, text }).await.map_err(|_| lost(gone()))?;
            let body = waiting.answer().await.map_err(lost)?;
            Ok(Reply { body, ..Reply::default() })
        }
        .boxed()
    }

    fn name(&self) -> &'static str {
        "websocket"
    }
}

/// Said of a connection whose task has come to its end.
const CLOSED: &str = "it was closed";
/// Said of an API whose documents know no WebSocket.
pub(super) const NO_FRAMES: &str = "the API does not say how a call is written in a WebSocket";

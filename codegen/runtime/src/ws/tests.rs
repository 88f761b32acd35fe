//! Both ends over real sockets, and each against a peer that does not behave.

use std::collections::HashMap;
use std::future::Future;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde::{Deserialize, Serialize};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, oneshot};
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use crate::api::{Api, Kind, Parameter};
use crate::client::Client;
use crate::client::ws::{Builder, Connection};
use crate::server::{Config, Events, Hooks, Limits, Service, Table, Transport, serve};
use crate::testing::{GetNote, NOTES, Note};
use crate::{Empty, Endpoint, Failure, Method, Value};

mod calls;
mod client;
mod faults;
mod handshake;
mod heartbeat;
mod limits;
mod reverse;
mod upgrade;

/// The longest that anything here may take.
const PATIENCE: Duration = Duration::from_secs(120);

/// Waits for something that must come.
async fn within<T>(future: impl Future<Output = T>) -> T {
    timeout(PATIENCE, future).await.expect("it did not come in time")
}

/// Waits until a condition holds.
async fn until(mut condition: impl FnMut() -> bool) {
    within(async {
        while !condition() {
            sleep(Duration::from_millis(2)).await;
        }
    })
    .await;
}

/// Notes whose calls can be held back.
#[derive(Debug)]
struct Notes {
    /// Opened for calls with a negative id.
    gate: Semaphore,
    begun: AtomicUsize,
    finished: AtomicUsize,
    answers: Mutex<Vec<Answer>>,
}

impl Default for Notes {
    fn default() -> Self {
        Self { gate: Semaphore::new(0), begun: 0.into(), finished: 0.into(), answers: Mutex::default() }
    }
}

impl Notes {
    /// At once for ids below 1000, after a random while above, when the gate opens for negative ones.
    async fn get(self: Arc<Self>, request: GetNote) -> Result<Note, Failure> {
        self.begun.fetch_add(1, Ordering::SeqCst);
        match request.id {
            ..0 => drop(self.gate.acquire().await.unwrap()),
            1000.. => sleep(Duration::from_millis(fastrand::u64(0..40))).await,
            _ => {}
        }
        self.finished.fetch_add(1, Ordering::SeqCst);
        Ok(Note { id: request.id, title: format!("note {}", request.id) })
    }

    fn table(self: &Arc<Self>) -> Table {
        let mut table = Table::new(&NOTES);
        table.add::<GetNote, _, _>(self, Self::get);
        table.add::<Answer, _, _>(self, |notes, answer| async move {
            notes.answers.lock().unwrap().push(answer);
            Ok(Empty {})
        });
        table
    }
}

/// The quick operation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Answer {
    event: Value,
    operation: Value,
}

impl Endpoint for Answer {
    type Response = Empty;
    type Code = i64;
    const API: &'static Api = &NOTES;
    const NAME: &'static str = "answer";
    const PATH: &'static str = "/answer";
    const METHODS: &'static [Method] = &[Method::Post];
    const PARAMETERS: &'static [Parameter] = &[
        Parameter { name: "event", kind: Kind::Any, required: true, ..Parameter::PLAIN },
        Parameter { name: "operation", kind: Kind::Any, required: true, ..Parameter::PLAIN },
    ];
}

/// What the hooks were told.
#[derive(Debug, Default)]
struct Counts {
    open: Mutex<HashMap<Transport, isize>>,
    ended: Mutex<HashMap<Transport, usize>>,
    lost: AtomicUsize,
}

impl Counts {
    fn ended(&self, transport: Transport) -> usize {
        self.ended.lock().unwrap().get(&transport).copied().unwrap_or_default()
    }

    fn open(&self, transport: Transport) -> isize {
        self.open.lock().unwrap().get(&transport).copied().unwrap_or_default()
    }
}

impl Hooks for Counts {
    fn connected(&self, transport: Transport) {
        *self.open.lock().unwrap().entry(transport).or_default() += 1;
    }

    fn disconnected(&self, transport: Transport) {
        *self.open.lock().unwrap().entry(transport).or_default() -= 1;
        *self.ended.lock().unwrap().entry(transport).or_default() += 1;
    }

    fn lost(&self, count: u64) {
        self.lost.fetch_add(count.try_into().unwrap(), Ordering::SeqCst);
    }
}

/// A server of notes.
struct Server {
    address: SocketAddr,
    notes: Arc<Notes>,
    counts: Arc<Counts>,
    service: Service,
    stop: oneshot::Sender<()>,
    running: JoinHandle<()>,
}

impl Server {
    async fn new() -> Self {
        Self::with(Config::new().heartbeat(None)).await
    }

    async fn with(config: Config) -> Self {
        Self::at(TcpListener::bind("127.0.0.1:0").await.unwrap(), config, Limits::default())
    }

    async fn limited(limits: Limits) -> Self {
        let config = Config::new().heartbeat(None).limits(limits.clone());
        Self::at(TcpListener::bind("127.0.0.1:0").await.unwrap(), config, limits)
    }

    fn at(listener: TcpListener, config: Config, limits: Limits) -> Self {
        let (notes, counts) = (Arc::<Notes>::default(), Arc::<Counts>::default());
        let address = listener.local_addr().unwrap();
        let service = Service::new(notes.table(), config.hooks(Arc::clone(&counts) as Arc<dyn Hooks>).self_id(42));
        let (stop, stopped) = oneshot::channel();
        let router = service.router();
        let running = tokio::spawn(serve(listener, router, limits, async { drop(stopped.await) }));
        Self { address, notes, counts, service, stop, running }
    }

    fn url(&self, path: &str) -> String {
        format!("ws://{}{path}", self.address)
    }

    fn builder(&self, path: &str) -> Builder {
        Builder::new(&NOTES, self.url(path))
    }

    async fn connect(&self) -> Connection {
        self.builder("/calls").connect().await.unwrap()
    }

    fn events(&self) -> &Events {
        self.service.events()
    }
}

/// A socket without a client around it.
type Plain = WebSocketStream<MaybeTlsStream<TcpStream>>;

async fn plain(url: &str) -> Plain {
    connect_async(url).await.unwrap().0
}

async fn send(socket: &mut Plain, text: &str) {
    socket.send(Message::text(text)).await.unwrap();
}

/// The next text as it is.
async fn text(socket: &mut Plain) -> String {
    match within(socket.next()).await.unwrap().unwrap() {
        Message::Text(text) => text.as_str().to_owned(),
        other => panic!("{other:?}"),
    }
}

/// The next text as JSON.
async fn json(socket: &mut Plain) -> Value {
    serde_json::from_str(&text(socket).await).unwrap()
}

/// The code with which the peer closes, when everything before it is read.
async fn close_code(socket: &mut Plain) -> Option<u16> {
    loop {
        match within(socket.next()).await {
            Some(Ok(Message::Close(frame))) => return frame.map(|frame| frame.code.into()),
            Some(Ok(_)) => {}
            Some(Err(_)) | None => return None,
        }
    }
}

/// A note over any client.
async fn note(client: &Client, id: i64) -> Result<Note, crate::client::Error> {
    client.call(GetNote { id }).await
}

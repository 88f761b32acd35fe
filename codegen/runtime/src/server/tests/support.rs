//! A backend of notes, a server for it, and a client that writes HTTP by hand.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::value::to_value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, oneshot};
use tokio::task::JoinHandle;
use tokio::time::timeout;

use crate::api::Api;
use crate::server::{Config, Limits, Service, Table, serve};
use crate::testing::{AddNote, Added, ChangeNote, Clear, DropNote, GetNote, NOTES, Note};
use crate::{Empty, Failure, Value};

/// How long anything may take before a test fails.
pub(super) const DEADLINE: Duration = Duration::from_secs(120);

/// A backend that remembers what it was asked.
pub(super) struct Notes {
    pub(super) seen: Mutex<Vec<Value>>,
    /// Calls to read note 7 wait here.
    pub(super) gate: Semaphore,
    pub(super) waiting: AtomicUsize,
}

impl Notes {
    pub(super) fn new() -> Arc<Self> {
        Arc::new(Self { seen: Mutex::default(), gate: Semaphore::new(0), waiting: AtomicUsize::new(0) })
    }

    fn see(&self, request: impl serde::Serialize) {
        self.seen.lock().unwrap().push(to_value(request).unwrap());
    }

    /// What was asked since the last time.
    pub(super) fn take(&self) -> Vec<Value> {
        std::mem::take(&mut self.seen.lock().unwrap())
    }

    fn add_note(&self, request: &AddNote) -> Added {
        self.see(request);
        Added { id: 1 }
    }

    async fn get_note(self: Arc<Self>, request: GetNote) -> Result<Note, Failure> {
        self.see(&request);
        match request.id {
            4 => Err(Failure::new(100, "NO_NOTE").wording("there is no note 4")),
            5 => panic!("a secret that stays here"),
            6 => Err(Failure::not_implemented("get_note")),
            7 => {
                self.waiting.fetch_add(1, Ordering::SeqCst);
                self.gate.acquire().await.unwrap().forget();
                Ok(Note { id: 7, title: "late".to_owned() })
            }
            id => Ok(Note { id, title: format!("note {id}") }),
        }
    }

    fn nothing(&self, request: impl serde::Serialize) -> Empty {
        self.see(request);
        Empty
    }

    fn clear(&self, request: &Clear) -> Empty {
        self.see(request);
        Empty
    }
}

pub(super) fn table(backend: &Arc<Notes>) -> Table {
    table_of(&NOTES, backend)
}

/// The endpoints as those of another API.
pub(super) fn table_of(api: &'static Api, backend: &Arc<Notes>) -> Table {
    let mut table = Table::new(api);
    table.add::<AddNote, _, _>(backend, |backend, request| async move { Ok(backend.add_note(&request)) });
    table.add::<GetNote, _, _>(backend, Notes::get_note);
    table.add::<Clear, _, _>(backend, |backend, request| async move { Ok(backend.clear(&request)) });
    table.add::<ChangeNote, _, _>(backend, |backend, request| async move { Ok(backend.nothing(request)) });
    table.add::<DropNote, _, _>(backend, |backend, request| async move { Ok(backend.nothing(request)) });
    table
}

/// A server that runs until it is told to stop.
pub(super) struct Server {
    pub(super) address: SocketAddr,
    pub(super) backend: Arc<Notes>,
    stop: Option<oneshot::Sender<()>>,
    running: JoinHandle<()>,
}

impl Server {
    pub(super) async fn start(config: Config) -> Self {
        let backend = Notes::new();
        let limits = config.limits.clone();
        let router = Service::new(table(&backend), config).router();
        Self::serve(router, limits, backend).await
    }

    pub(super) async fn serve(router: axum::Router, limits: Limits, backend: Arc<Notes>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let running = tokio::spawn(serve(listener, router, limits, async {
            let _ = stopped.await;
        }));
        Self { address, backend, stop: Some(stop), running }
    }

    pub(super) async fn connect(&self) -> Client {
        Client { stream: TcpStream::connect(self.address).await.unwrap(), read: Vec::new() }
    }

    /// Sends one request on a connection of its own.
    pub(super) async fn ask(&self, request: &str) -> Response {
        let mut client = self.connect().await;
        client.send(request.as_bytes()).await;
        client.response().await.unwrap_or_else(|| panic!("no answer to {request}"))
    }

    /// Tells the server to stop.
    pub(super) fn stop(&mut self) {
        self.stop.take();
    }

    /// Waits until it has stopped.
    pub(super) async fn stopped(self) {
        timeout(DEADLINE, self.running).await.expect("the server does not stop").unwrap();
    }

    /// Waits until the backend has this many calls at its gate.
    pub(super) async fn waiting(&self, count: usize) {
        until(|| self.backend.waiting.load(Ordering::SeqCst) >= count).await;
    }
}

/// Waits until something holds.
pub(super) async fn until(mut holds: impl FnMut() -> bool) {
    let waiting = async {
        while !holds() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    timeout(DEADLINE, waiting).await.expect("it never came to hold");
}

/// A response, as far as it is looked at.
#[derive(Debug)]
pub(super) struct Response {
    pub(super) status: u16,
    pub(super) head: String,
    pub(super) body: String,
}

impl Response {
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (key, value) = line.split_once(": ")?;
            key.eq_ignore_ascii_case(name).then_some(value)
        })
    }
}

/// A connection on which HTTP is written by hand.
pub(super) struct Client {
    stream: TcpStream,
    read: Vec<u8>,
}

impl Client {
    pub(super) async fn send(&mut self, bytes: &[u8]) {
        self.stream.write_all(bytes).await.unwrap();
    }

    /// Sends as long as the other side is there.
    pub(super) async fn try_send(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.stream.write_all(bytes).await
    }

    /// Sends what may be refused before it is sent whole.
    pub(super) async fn push(&mut self, bytes: &[u8]) {
        let _ = self.stream.write_all(bytes).await;
    }

    /// The next response; `None` where the connection was closed before one.
    pub(super) async fn response(&mut self) -> Option<Response> {
        timeout(DEADLINE, self.read_response(true)).await.expect("no answer in time")
    }

    /// The next response, to a request that was answered without a body.
    pub(super) async fn head(&mut self) -> Option<Response> {
        timeout(DEADLINE, self.read_response(false)).await.expect("no answer in time")
    }

    /// Whether the other side closes the connection now.
    pub(super) async fn is_closed(&mut self) -> bool {
        self.response().await.is_none()
    }

    async fn read_response(&mut self, with_body: bool) -> Option<Response> {
        let end = loop {
            if let Some(end) = self.read.windows(4).position(|window| window == b"\r\n\r\n") {
                break end + 4;
            }
            self.more().await?;
        };
        let head = String::from_utf8(self.read.drain(..end).collect()).unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        let mut response = Response { status, head, body: String::new() };
        let length = response.header("content-length").map_or(0, |length| length.parse().unwrap());
        if with_body {
            while self.read.len() < length {
                self.more().await?;
            }
            response.body = String::from_utf8(self.read.drain(..length).collect()).unwrap();
        }
        Some(response)
    }

    async fn more(&mut self) -> Option<()> {
        let count = self.stream.read_buf(&mut self.read).await.unwrap_or(0);
        (count > 0).then_some(())
    }
}

pub(super) fn get(target: &str) -> String {
    format!("GET {target} HTTP/1.1\r\nhost: localhost\r\n\r\n")
}

pub(super) fn post(target: &str, media: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "POST {target} HTTP/1.1\r\nhost: localhost\r\ncontent-type: {media}\r\ncontent-length: {length}\r\n\r\n{body}"
    )
}

pub(super) fn post_json(target: &str, body: &str) -> String {
    post(target, "application/json", body)
}

pub(super) fn post_form(target: &str, body: &str) -> String {
    post(target, "application/x-www-form-urlencoded", body)
}

//! A server of bytes: it reads HTTP/1.1 requests, notes them, and answers what a test wants.

use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// A request as it came.
#[derive(Clone, Debug)]
pub struct Seen {
    pub method: String,
    pub target: String,
    pub headers: Vec<(String, String)>,
    pub body: String,
    /// How many came before.
    pub number: usize,
}

impl Seen {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// What is answered.
pub struct Answer {
    bytes: Vec<u8>,
    then: Then,
}

enum Then {
    Keep,
    Close,
    Hang,
}

impl Answer {
    pub fn json(body: impl AsRef<[u8]>) -> Self {
        Self::status(200, body)
    }

    pub fn status(status: u16, body: impl AsRef<[u8]>) -> Self {
        Self::with(status, "Content-Type: application/json", body)
    }

    pub fn redirect(status: u16, location: &str) -> Self {
        Self::with(status, &format!("Location: {location}"), "")
    }

    fn with(status: u16, header: &str, body: impl AsRef<[u8]>) -> Self {
        let body = body.as_ref();
        let head = format!("HTTP/1.1 {status} X\r\nContent-Length: {}\r\n{header}\r\n\r\n", body.len());
        Self { bytes: [head.as_bytes(), body].concat(), then: Then::Keep }
    }

    /// These bytes, and the end of the connection.
    pub fn bytes(bytes: impl AsRef<[u8]>) -> Self {
        Self { bytes: bytes.as_ref().to_vec(), then: Then::Close }
    }

    /// Nothing, while the connection stays.
    pub fn never() -> Self {
        Self { bytes: Vec::new(), then: Then::Hang }
    }
}

type Handler = dyn Fn(Seen) -> Pin<Box<dyn Future<Output = Answer> + Send>> + Send + Sync;

pub struct Server {
    address: SocketAddr,
    seen: Arc<Mutex<Vec<Seen>>>,
    accepts: Arc<AtomicUsize>,
    task: tokio::task::JoinHandle<()>,
}

impl Server {
    pub async fn start(handler: impl Fn(&Seen) -> Answer + Send + Sync + 'static) -> Self {
        let handler = Arc::new(handler);
        Self::start_async(move |seen| {
            let handler = Arc::clone(&handler);
            async move { handler(&seen) }
        })
        .await
    }

    pub async fn start_async<F>(handler: impl Fn(Seen) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Answer> + Send + 'static,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (seen, accepts) = (Arc::<Mutex<Vec<Seen>>>::default(), Arc::<AtomicUsize>::default());
        let handler: Arc<Handler> = Arc::new(move |seen| Box::pin(handler(seen)));
        let (noted, counted) = (Arc::clone(&seen), Arc::clone(&accepts));
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                counted.fetch_add(1, Ordering::SeqCst);
                stream.set_nodelay(true).unwrap();
                tokio::spawn(serve(stream, Arc::clone(&noted), Arc::clone(&handler)));
            }
        });
        Self { address, seen, accepts, task }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    pub fn last(&self) -> Seen {
        self.seen().pop().expect("no request came")
    }

    pub fn accepts(&self) -> usize {
        self.accepts.load(Ordering::SeqCst)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(mut stream: TcpStream, noted: Arc<Mutex<Vec<Seen>>>, handler: Arc<Handler>) {
    let mut buffer = Vec::new();
    while let Some(mut seen) = read(&mut stream, &mut buffer).await {
        {
            let mut noted = noted.lock().unwrap();
            seen.number = noted.len();
            noted.push(seen.clone());
        }
        let Answer { bytes, then } = handler(seen).await;
        if stream.write_all(&bytes).await.is_err() {
            return;
        }
        match then {
            Then::Keep => {}
            Then::Close => return,
            Then::Hang => std::future::pending().await,
        }
    }
}

/// The next request on a connection; nothing at its end.
async fn read(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Option<Seen> {
    loop {
        if let Some((seen, length)) = parse(buffer) {
            buffer.drain(..length);
            return Some(seen);
        }
        if stream.read_buf(buffer).await.ok()? == 0 {
            return None;
        }
    }
}

fn parse(buffer: &[u8]) -> Option<(Seen, usize)> {
    let end = buffer.windows(4).position(|window| window == b"\r\n\r\n")? + 4;
    let head = String::from_utf8(buffer[..end].to_vec()).unwrap();
    let mut lines = head.lines();
    let mut first = lines.next()?.split(' ').map(str::to_owned);
    let (method, target) = (first.next()?, first.next()?);
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        .collect();
    let length = headers.iter().find(|(name, _)| name == "content-length");
    let length = length.map_or(0, |(_, value)| value.parse().unwrap());
    let body = String::from_utf8(buffer.get(end..end + length)?.to_vec()).unwrap();
    Some((Seen { method, target, headers, body, number: 0 }, end + length))
}

//! What comes over a connection: requests, frames and parameters at the servers, answers at the client.
//!
//! The servers are the generated ones over the backend in memory; connections are pipes in memory, so that no input
//! waits for a port.

mod answers;
mod frames;
mod requests;

use std::sync::Arc;
use std::time::Duration;

use futures_util::future::join;
use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use mock::{Family, Memory};
use tablewright_runtime::server::{Config, Router, router};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, duplex, split};
use tokio::runtime::{Builder, Runtime};
use tokio::time::timeout;

pub use answers::Answers;
pub use frames::WebSocket;
pub use requests::{Http, Parameters};

/// How much of an answer is read.
const LARGEST: u64 = 1 << 24;
/// How long a connection may stay open when all is sent.
const PATIENCE: Duration = Duration::from_secs(120);

/// The servers of all APIs, and what runs them.
struct Servers {
    runtime: Runtime,
    routers: Vec<Router>,
}

impl Servers {
    fn new() -> Self {
        let runtime = Builder::new_current_thread().enable_time().build().expect("a runtime");
        let guard = runtime.enter();
        let routers = Family::ALL.iter().map(|family| {
            let memory = Arc::new(Memory::new(family.samples().expect("samples")));
            router(family.table(&memory), Config::new())
        });
        let routers = routers.collect();
        drop(guard);
        Self { runtime, routers }
    }

    /// Sends bytes to the server of the API with this number, and gives what it answers until it closes.
    fn exchange(&self, api: usize, bytes: &[u8]) -> Result<Vec<u8>, String> {
        let router = self.routers[api % self.routers.len()].clone();
        self.runtime.block_on(exchange(router, bytes))
    }
}

async fn exchange(router: Router, bytes: &[u8]) -> Result<Vec<u8>, String> {
    let (client, server) = duplex(1 << 16);
    let mut http = http1::Builder::new();
    http.half_close(true).header_read_timeout(None);
    let serving = http.serve_connection(TokioIo::new(server), TowerToHyperService::new(router)).with_upgrades();
    let serving = tokio::spawn(serving);
    let (read, mut write) = split(client);
    let send = async {
        // The server may close before it has read all.
        let _ = write.write_all(bytes).await;
        let _ = write.shutdown().await;
    };
    let mut answer = Vec::new();
    let receive = async {
        let _ = read.take(LARGEST).read_to_end(&mut answer).await;
    };
    let talked = timeout(PATIENCE, join(send, receive)).await;
    serving.abort();
    // A panic is seen by the hook; how the connection ended does not matter.
    let _ = serving.await;
    talked.map_err(|_| "the server does not close the connection".to_owned())?;
    Ok(answer)
}

/// The body of an answer whose length its head says.
fn body(answer: &[u8]) -> Option<&[u8]> {
    let at = answer.windows(4).position(|four| four == b"\r\n\r\n")?;
    answer.get(at + 4..)
}

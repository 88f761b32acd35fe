//! What the generated code costs against code written by hand that does the same work, each as a ratio in one run: the
//! server over HTTP and over frames, the client, and the decoding of a long list.
//!
//! Server and load share the process: a thread for the server, one for the load, the same for both sides. The run fails
//! where a ratio is under its limit.

mod client;
mod decode;
mod duel;
mod frames;
mod load;
mod sample;
mod server;

use std::net::SocketAddr;
use std::process::ExitCode;

use apis::go_cqhttp::Client;
use duel::Duel;
use tokio::runtime::{Builder, Runtime};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let given = |flag: &str| arguments.iter().any(|argument| argument == flag);
    // Without `--bench`, cargo only asks whether the benchmarks run.
    if !given("--bench") || given("--list") || given("--test") {
        return ExitCode::SUCCESS;
    }
    let wanted = |name: &str| {
        let mut words = arguments.iter().filter(|argument| !argument.starts_with('-')).peekable();
        words.peek().is_none() || words.any(|word| name.contains(word.as_str()))
    };
    let bench = Bench::start();
    let all = [
        ("server post", Bench::post as fn(&Bench) -> bool),
        ("server get", Bench::get),
        ("websocket", Bench::one_socket),
        ("websocket", Bench::many_sockets),
        ("client", Bench::client),
        ("decode", Bench::decode),
    ];
    let good = all.into_iter().filter(|(name, _)| wanted(name)).fold(true, |good, (_, run)| run(&bench) && good);
    if good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Both servers, each on a thread of its own, and the thread of the load.
struct Bench {
    generated: SocketAddr,
    handwritten: SocketAddr,
    load: Runtime,
    _servers: [Runtime; 2],
}

const POST: &str = r#"POST /send_group_msg HTTP/1.1
Host: localhost
Content-Type: application/json
Content-Length: 43

{"group_id":10001,"message":"hello world!"}"#;

const GET: &str = "GET /get_group_info?group_id=10001&no_cache=true HTTP/1.1\nHost: localhost\n\n";

impl Bench {
    fn start() -> Self {
        let (ours, theirs, load) = (runtime(), runtime(), runtime());
        let generated = ours.block_on(server::generated());
        let handwritten = theirs.block_on(server::handwritten());
        Self { generated, handwritten, load, _servers: [ours, theirs] }
    }

    fn post(&self) -> bool {
        self.http(&Duel { name: "server, POST with JSON", limit: 0.95 }, POST, r#""message_id":12"#)
    }

    fn get(&self) -> bool {
        self.http(&Duel { name: "server, GET with a query", limit: 0.95 }, GET, r#""member_count":3"#)
    }

    fn http(&self, duel: &Duel, request: &str, expected: &'static str) -> bool {
        let mut ours = self.load.block_on(load::Load::new(self.generated, request, expected));
        let mut theirs = self.load.block_on(load::Load::new(self.handwritten, request, expected));
        duel.fight(|| self.load.block_on(ours.turn()), || self.load.block_on(theirs.turn()))
    }

    fn one_socket(&self) -> bool {
        self.frames(&Duel { name: "server, WebSocket, 1 connection, 64 in flight", limit: 0.9 }, 1, 64)
    }

    fn many_sockets(&self) -> bool {
        self.frames(&Duel { name: "server, WebSocket, 64 connections, 16 in flight", limit: 0.9 }, 64, 16)
    }

    fn frames(&self, duel: &Duel, connections: usize, in_flight: usize) -> bool {
        let mut ours = self.load.block_on(frames::Load::new(self.generated, connections, in_flight));
        let mut theirs = self.load.block_on(frames::Load::new(self.handwritten, connections, in_flight));
        duel.fight(|| self.load.block_on(ours.turn()), || self.load.block_on(theirs.turn()))
    }

    fn client(&self) -> bool {
        let duel = Duel { name: "client, POST with JSON", limit: 0.95 };
        // Both talk to the server that is written by hand.
        let ours = client::Generated::new(self.handwritten);
        let theirs = client::Handwritten::new(self.handwritten);
        duel.fight(|| self.load.block_on(ours.turn()), || self.load.block_on(theirs.turn()))
    }

    fn decode(&self) -> bool {
        let duel = Duel { name: "client, a list of 1,000 members", limit: 0.95 };
        let body = decode::body();
        let client = Client::over(decode::AtHand(body.clone().into()));
        duel.fight(|| self.load.block_on(decode::generated(&client)), || decode::handwritten(&body))
    }
}

/// A runtime with one thread, which works whether or not somebody waits for it.
fn runtime() -> Runtime {
    Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime")
}

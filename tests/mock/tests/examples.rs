//! The examples, as programs, against servers in this process; and the program `serve` against a client.

mod raw;

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use apis::go_cqhttp::{Client, GroupId};
use futures_util::StreamExt;
use mock::{Family, Memory};
use raw::{Running, running};
use serde_json::{Value, json};
use tablewright_runtime::client::ws::Events;
use tablewright_runtime::server::Config;
use tablewright_runtime::server::ws::Push;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

/// Longer than anything here takes.
const PATIENCE: Duration = Duration::from_secs(120);

/// A program that runs, and ends with the test.
struct Program {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Program {
    fn start(path: &Path, args: &[&str]) -> Self {
        let mut command = Command::new(path);
        command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).kill_on_drop(true);
        let mut child = command.env("TOKEN", "T").spawn().unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        Self { child, lines }
    }

    /// An example; it is built with the tests, beside the programs.
    fn example(name: &str, args: &[&str]) -> Self {
        let programs = PathBuf::from(env!("CARGO_BIN_EXE_serve"));
        let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
        Self::start(&programs.parent().unwrap().join("examples").join(name), args)
    }

    /// The rest of the next line that begins so.
    async fn line(&mut self, start: &str) -> String {
        let wanted = async {
            while let Some(line) = self.lines.next_line().await.unwrap() {
                if let Some(rest) = line.strip_prefix(start) {
                    return rest.to_owned();
                }
            }
            panic!("no line begins with {start:?}");
        };
        tokio::time::timeout(PATIENCE, wanted).await.unwrap_or_else(|_| panic!("no line {start:?} in time"))
    }

    async fn code(mut self) -> Option<i32> {
        tokio::time::timeout(PATIENCE, self.child.wait()).await.expect("its end in time").unwrap().code()
    }
}

async fn server(name: &str) -> (Running, Arc<Memory>) {
    let family = Family::named(name).unwrap();
    let memory = Arc::new(Memory::new(family.samples().unwrap()));
    (running(family.table(&memory), Config::new().token("T").heartbeat(None)).await, memory)
}

fn group_message() -> Value {
    json!({
        "post_type": "message", "message_type": "group", "sub_type": "normal", "time": 1_700_000_000, "self_id": 10_001,
        "message_id": 1, "group_id": 5, "user_id": 2, "message": "hello", "raw_message": "hello", "font": 0, "sender": {},
    })
}

/// The messages that were sent.
fn sent(memory: &Memory) -> Vec<Value> {
    let calls = memory.journal().into_iter().filter(|call| call.endpoint.name == "send_group_msg");
    calls.map(|call| Value::Object(call.parameters)).collect()
}

#[tokio::test]
async fn the_bot_echoes_over_a_websocket() {
    let (server, memory) = server("go-cqhttp").await;
    let mut bot = Program::example("echo_ws", &[&format!("ws://{}", server.address)]);
    bot.line("connected as ").await;
    assert_eq!(server.service.events().publish(&group_message()).unwrap(), 1);
    assert_eq!(bot.line("answered with message ").await, "1");
    assert_eq!(sent(&memory), [json!({"group_id": 5, "message": "hello"})]);
}

#[tokio::test]
async fn the_bot_echoes_over_http() {
    let (server, memory) = server("go-cqhttp").await;
    let mut bot = Program::example("echo_http", &[&format!("http://{}", server.address), "127.0.0.1:0"]);
    let task = Push::new(bot.line("listening on ").await).start(&server.service).unwrap();
    server.service.events().publish(&group_message()).unwrap();
    assert_eq!(bot.line("answered with message ").await, "1");
    assert_eq!(sent(&memory), [json!({"group_id": 5, "message": "hello"})]);
    task.shutdown().await;
}

#[tokio::test]
async fn the_server_by_hand_has_state() {
    let mut server = Program::example("server_memory", &["127.0.0.1:0"]);
    let url = server.line("listening on ").await;
    let client = Client::builder(url).no_proxy().access_token("T").build().unwrap();
    let missing = client.get_group_info(GroupId(5)).await.unwrap_err();
    assert_eq!(missing.failure().unwrap().wording, "there is no group 5");
    client.set_group_name(GroupId(5), "five").await.unwrap();
    assert_eq!(client.get_group_info(GroupId(5)).await.unwrap().group_name, "five");
    let ids = [client.send_group_msg(GroupId(5), "a").await, client.send_group_msg(GroupId(5), "b").await];
    assert_eq!(ids.map(|sent| sent.unwrap().message_id.0), [1, 2]);
    assert!(client.get_status().await.unwrap_err().to_string().contains("not implemented"));
}

#[tokio::test]
async fn the_bilibili_client_fills_in_its_tokens() {
    let (server, memory) = server("bilibili").await;
    let mut client =
        Program::example("bilibili_client", &[&format!("http://{}", server.address), "SESSDATA=T; bili_jct=J"]);
    client.line("notifications: ").await;
    assert!(!client.line("blocked: ").await.is_empty());
    assert_eq!(client.code().await, Some(0));
    let calls: Vec<_> = memory.journal().into_iter().map(|call| Value::Object(call.parameters)).collect();
    let word = json!({"content": "a word", "csrf_token": "J", "csrf": "J"});
    assert_eq!(calls, [json!({"msg_notify": 0}), word, json!({})]);
}

#[tokio::test]
async fn serve_says_where_it_listens_takes_events_and_remembers() {
    let serve = Path::new(env!("CARGO_BIN_EXE_serve"));
    let args = ["go-cqhttp", "--listen", "127.0.0.1:0", "--token", "T", "--heartbeat", "0"];
    let mut program = Program::start(serve, &args);
    let url = program.line("listening on ").await;
    let client = Client::builder(&url).no_proxy().access_token("T").build().unwrap();
    client.set_group_name(GroupId(5), "five").await.unwrap();
    assert_eq!(client.get_group_info(GroupId(5)).await.unwrap().group_name, "five");
    assert_ne!(client.get_group_info(GroupId(6)).await.unwrap().group_name, "five");
    let sent = client.send_group_msg(GroupId(5), "hello").await.unwrap();
    let message = client.get_msg(sent.message_id).await.unwrap();
    assert_eq!((message.group_id, message.message), (Some(GroupId(5)), "hello".into()));

    let connection = Client::websocket(url.replace("http", "ws") + "/event").token("T").connect().await.unwrap();
    let mut events = connection.events::<Value>();
    assert_eq!(next(&mut events).await["sub_type"], "connect");
    let line = format!("{}\n", group_message());
    program.child.stdin.as_mut().unwrap().write_all(line.as_bytes()).await.unwrap();
    assert_eq!(next(&mut events).await, group_message());
}

async fn next(events: &mut Events) -> Value {
    tokio::time::timeout(PATIENCE, events.next()).await.expect("an event in time").expect("an event").expect("JSON")
}

#[tokio::test]
async fn serve_says_what_is_wrong() {
    // Each is said before anything is listened on, so that no port has to be free.
    let taken = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = taken.local_addr().unwrap().to_string();
    for (args, code, expected) in [
        (&["no-such-api"][..], 2, "there is no API `no-such-api`; there are bilibili, go-cqhttp"),
        (&["bilibili", "--profile", "other"], 2, "`bilibili` has no profile `other`; it has documented"),
        (
            &["bilibili", "--reverse", "ws://127.0.0.1:1"],
            2,
            "`bilibili` has no events; leave out `--reverse` and `--push`",
        ),
        (&["go-cqhttp", "--reverse", "http://x"], 2, "it begins with ws:// or wss://"),
        (&["go-cqhttp", "--listen", &address], 1, "take another with `--listen`"),
        (&["go-cqhttp", "--journal", "/no/such/folder/file"], 1, "give `--journal` a file"),
        (&["go-cqhttp", "--rate", "0"], 2, "--rate"),
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_serve"));
        let done = command.args(args).stdin(Stdio::null()).kill_on_drop(true).output();
        let done = tokio::time::timeout(PATIENCE, done).await.expect("its end in time").unwrap();
        let said = String::from_utf8(done.stderr).unwrap();
        assert_eq!(done.status.code(), Some(code), "{args:?}: {said}");
        assert!(said.contains(expected), "{args:?}: {said}");
    }
}

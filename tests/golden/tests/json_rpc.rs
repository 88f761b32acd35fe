//! JSON-RPC 2.0: a client and a server, talking over HTTP and over a WebSocket, and what the standard shows of the wire.

use futures_util::{SinkExt, StreamExt};
use golden::json_rpc::{Backend, Client, Forget, Subtract, SubtractCode, SubtractResponse, router};
use golden::runtime::server::{Config, Limits, serve};
use golden::runtime::{Empty, Failure};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

struct Sums;

impl Backend for Sums {
    async fn subtract(&self, request: Subtract) -> Result<SubtractResponse, Failure> {
        match request.minuend.checked_sub(request.subtrahend.unwrap_or(0)) {
            Some(difference) => Ok(SubtractResponse { difference }),
            None => Err(Failure::new(-32001, "too large").data(json!({"most": i64::MAX}))),
        }
    }

    async fn forget(&self, _: Forget) -> Result<Empty, Failure> {
        Ok(Empty)
    }
}

async fn address() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(serve(listener, router(Sums, Config::new()), Limits::default(), std::future::pending()));
    address
}

async fn talk(client: &Client) {
    assert_eq!(client.subtract(42).subtrahend(23).await.unwrap().difference, 19);
    assert_eq!(client.forget().await.unwrap(), Empty);
    let error = client.subtract(i64::MIN).subtrahend(1).await.unwrap_err();
    let failure = error.failure().unwrap_or_else(|| panic!("{error}"));
    assert_eq!((failure.code_of::<Subtract>(), failure.message.as_str()), (SubtractCode::from(-32001), "too large"));
    assert_eq!(failure.data, json!({"most": i64::MAX}));
    let error = client.call_raw("add", json!({"a": 1})).await.unwrap_err();
    assert_eq!(error.failure().map(|failure| failure.code), Some(-32601), "{error}");
}

#[tokio::test]
async fn a_client_calls_by_post_to_one_path() {
    let client = Client::builder(format!("http://{}", address().await)).build().unwrap();
    talk(&client).await;
}

#[tokio::test]
async fn a_client_calls_over_a_websocket() {
    let connection = Client::websocket(format!("ws://{}/rpc", address().await)).connect().await.unwrap();
    talk(connection.client()).await;
    connection.close().await;
}

/// As far as the server can, it answers what the standard's own examples have.
#[tokio::test]
async fn the_wire_is_as_the_standard_has_it() {
    let address = address().await;
    for (call, status, start) in [
        (
            r#"{"jsonrpc": "2.0", "method": "subtract", "params": {"subtrahend": 23, "minuend": 42}, "id": 3}"#,
            200,
            r#"{"jsonrpc":"2.0","result":{"difference":19},"id":3}"#,
        ),
        (r#"{"jsonrpc": "2.0", "method": "forget", "id": "a"}"#, 200, r#"{"jsonrpc":"2.0","result":null,"id":"a"}"#),
        (r#"{"jsonrpc": "2.0", "method": "forget"}"#, 204, ""),
        (r#"{"jsonrpc": "2.0", "method": "subtract", "params": {"minuend": "x"}}"#, 204, ""),
        (
            r#"{"jsonrpc": "2.0", "method": "foobar", "id": "1"}"#,
            200,
            r#"{"jsonrpc":"2.0","error":{"code":-32601,"message":"Method not found: there is no endpoint `foobar`"},"id":"1"}"#,
        ),
        (
            r#"{"jsonrpc": "2.0", "method": "foobar, "params": "bar", "baz]"#,
            200,
            r#"{"jsonrpc":"2.0","error":{"code":-32700,"message":"Parse error: "#,
        ),
        (
            r#"{"jsonrpc": "2.0", "method": 1, "params": "bar"}"#,
            200,
            r#"{"jsonrpc":"2.0","error":{"code":-32600,"message":"Invalid Request: name the endpoint in `method`, as text"},"id":null}"#,
        ),
        (r#"{"method": "forget", "id": 4}"#, 200, r#"{"jsonrpc":"2.0","error":{"code":-32600,"message":"Invalid Request: "#),
        (
            r#"{"jsonrpc": "2.0", "method": "subtract", "params": {"minuend": "x"}, "id": 5}"#,
            200,
            r#"{"jsonrpc":"2.0","error":{"code":-32602,"message":"Invalid params: "#,
        ),
        (
            r#"{"jsonrpc": "2.0", "method": "subtract", "params": [42, 23], "id": 6}"#,
            200,
            r#"{"jsonrpc":"2.0","result":{"difference":19},"id":6}"#,
        ),
        (
            r#"{"jsonrpc": "2.0", "method": "subtract", "params": [42], "id": 6}"#,
            200,
            r#"{"jsonrpc":"2.0","result":{"difference":42},"id":6}"#,
        ),
        (
            r#"{"jsonrpc": "2.0", "method": "subtract", "params": [42, 23, 1], "id": 6}"#,
            200,
            r#"{"jsonrpc":"2.0","error":{"code":-32602,"message":"Invalid params: `subtract` takes 2 parameters, and these are 3"}"#,
        ),
        (
            r#"{"jsonrpc": "2.0", "method": "subtract", "params": [], "id": 6}"#,
            200,
            r#"{"jsonrpc":"2.0","error":{"code":-32602,"message":"Invalid params: "#,
        ),
        ("[]", 200, r#"{"jsonrpc":"2.0","error":{"code":-32600,"message":"Invalid Request: "#),
        (
            r#"[{"jsonrpc": "2.0", "method": "forget", "id": 1}]"#,
            200,
            r#"[{"jsonrpc":"2.0","result":null,"id":1}]"#,
        ),
        (
            concat!(
                r#"[{"jsonrpc": "2.0", "method": "subtract", "params": [3, 1], "id": "a"}, 1, "#,
                r#"{"jsonrpc": "2.0", "method": "forget"}]"#
            ),
            200,
            concat!(
                r#"[{"jsonrpc":"2.0","result":{"difference":2},"id":"a"},"#,
                r#"{"jsonrpc":"2.0","error":{"code":-32600,"message":"Invalid Request: "#
            ),
        ),
        (r#"[{"jsonrpc": "2.0", "method": "forget"}, {"jsonrpc": "2.0", "method": "forget"}]"#, 204, ""),
        (
            "[1,2,3,4]",
            200,
            r#"{"jsonrpc":"2.0","error":{"code":-32600,"message":"Invalid Request: a list of calls has at most 3, and this one 4"},"id":null}"#,
        ),
        (
            r#"[{"jsonrpc": "2.0", "method""#,
            200,
            r#"{"jsonrpc":"2.0","error":{"code":-32700,"message":"Parse error: "#,
        ),
    ] {
        let (found, body) = post(&address, "/rpc", call).await;
        assert!(body.starts_with(start) && (status == 200) != body.is_empty(), "{call}: {body}");
        assert_eq!(found, status, "{call}");
    }
    // A call is whole in its body: the query adds nothing.
    for (path, call, status, start) in [
        ("/rpc?id=7", r#"{"jsonrpc":"2.0","method":"forget"}"#, 204, ""),
        ("/rpc?method=forget", r#"{"jsonrpc":"2.0","id":1}"#, 200, r#"{"jsonrpc":"2.0","error":{"code":-32600,"#),
    ] {
        let (found, body) = post(&address, path, call).await;
        assert!(found == status && body.starts_with(start), "{path} {call}: {found} {body}");
    }
}

#[tokio::test]
async fn a_list_over_a_websocket_is_answered_by_one() {
    let address = address().await;
    let stream = TcpStream::connect(&address).await.unwrap();
    let (mut socket, _) = tokio_tungstenite::client_async(format!("ws://{address}/rpc"), stream).await.unwrap();
    for (sent, answer) in [
        (r#"[{"jsonrpc":"2.0","method":"forget"}]"#, None),
        (
            r#"[{"jsonrpc":"2.0","method":"subtract","params":[3,1],"id":1},{"jsonrpc":"2.0","method":"forget","id":2}]"#,
            Some(r#"[{"jsonrpc":"2.0","result":{"difference":2},"id":1},{"jsonrpc":"2.0","result":null,"id":2}]"#),
        ),
        (
            "[]",
            Some(
                r#"{"jsonrpc":"2.0","error":{"code":-32600,"message":"Invalid Request: a list of calls has at least one"},"id":null}"#,
            ),
        ),
    ] {
        socket.send(sent.into()).await.unwrap();
        if let Some(answer) = answer {
            let found = socket.next().await.unwrap().unwrap().into_text().unwrap();
            assert_eq!(found.as_str(), answer, "{sent}");
        }
    }
}

/// Sends a body, and returns the status and the body of the answer.
async fn post(address: &str, path: &str, body: &str) -> (u16, String) {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let length = body.len();
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n\
         Content-Length: {length}\r\n\r\n"
    );
    stream.write_all((head + body).as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (head.split(' ').nth(1).unwrap().parse().unwrap(), body.to_owned())
}

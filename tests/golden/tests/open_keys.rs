//! Objects with open keys: as the whole body beside a part of the path, and beside fields, in requests and responses.

use std::collections::BTreeMap;

use golden::open_keys::{
    Backend, Client, Notes, NotesName, NotesNameResponse, NotesResponse, Settings, SettingsResponse, router,
};
use golden::runtime::Failure;
use golden::runtime::api::Encoding;
use golden::runtime::server::{Config, Limits, serve};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// A backend that gives back what it got.
struct Store;

impl Backend for Store {
    async fn notes_name(&self, request: NotesName) -> Result<NotesNameResponse, Failure> {
        let kept = request.key.len().try_into().unwrap();
        Ok(NotesNameResponse { kept, key: request.key })
    }

    async fn notes(&self, request: Notes) -> Result<NotesResponse, Failure> {
        let title = ("title".to_owned(), request.title);
        Ok(request.key.into_iter().chain([title]).collect())
    }

    async fn settings(&self, request: Settings) -> Result<SettingsResponse, Failure> {
        Ok(SettingsResponse { kept: request.body.values().sum() })
    }
}

async fn address() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(serve(listener, router(Store, Config::new()), Limits::default(), std::future::pending()));
    address
}

fn map<T>(pairs: impl IntoIterator<Item = (&'static str, T)>) -> BTreeMap<String, T> {
    pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

#[tokio::test]
async fn keys_that_nobody_lists_are_sent_and_come_back() {
    let url = format!("http://{}", address().await);
    for encoding in [Encoding::Json, Encoding::Form, Encoding::Query] {
        let client = Client::builder(&url).encoding(encoding).build().unwrap();
        let kept = client.notes_name("a/b", map([("kept?", 1), ("ü", 2)])).await.unwrap();
        assert_eq!((kept.kept, kept.key), (2, map([("kept?", 1), ("ü", 2)])));
        let kept = client.notes("t", map([("x", "1".to_owned())])).await.unwrap();
        assert_eq!(kept, map([("title", "t".to_owned()), ("x", "1".to_owned())]));
        assert_eq!(client.settings(map([("a", 2), ("b", 3)])).await.unwrap().kept, 5);
        assert_eq!(client.settings(BTreeMap::new()).await.unwrap().kept, 0);
    }
}

#[tokio::test]
async fn their_values_are_read_as_those_of_parameters() {
    let address = address().await;
    for (media, body, status, found) in [
        ("application/json", r#"{"a":"1","name":2}"#, 200, r#"{"kept":1,"a":1}"#),
        ("application/json", r#"{"a":1,"a":2}"#, 200, r#"{"kept":1,"a":2}"#),
        ("application/x-www-form-urlencoded", "a=1&b=2", 200, r#"{"kept":2,"a":1,"b":2}"#),
        ("application/json", r#"{"a":"x"}"#, 400, "`a`: expected an integer"),
        ("application/json", "[]", 400, ""),
    ] {
        let mut stream = TcpStream::connect(&address).await.unwrap();
        let length = body.len();
        let head = format!("PUT /notes/n HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n");
        let head = format!("{head}content-type: {media}\r\ncontent-length: {length}\r\n\r\n{body}");
        stream.write_all(head.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        let right = answer.starts_with(&format!("HTTP/1.1 {status} ")) && answer.contains(found);
        assert!(right, "{body}: {answer}");
    }
}

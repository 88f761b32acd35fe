//! Data beside the fields of the envelope: a client and a server, talking, and what is on the wire between them.

use std::collections::BTreeMap;

use golden::flat_envelope::{
    Backend, Client, Readers, ReadersByName, ReadersByNameResponse, ReadersCount, ReadersCountResponse, ReadersForget,
    ReadersResponse, ReadersReader, ReadersToken, ReadersTokenResponse, router,
};
use golden::runtime::server::{Config, Limits, serve};
use golden::runtime::{Empty, Failure};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

struct House;

impl Backend for House {
    async fn readers(&self, request: Readers) -> Result<ReadersResponse, Failure> {
        if request.name != "Ann" {
            let mut failure = Failure::named("NO_SUCH_READER", "who is it?");
            failure.data = json!({"nearest": "Ann"});
            return Err(failure);
        }
        Ok(ReadersResponse { reader: ReadersReader { id: 7 }, notes: vec!["reads".to_owned()] })
    }

    async fn readers_count(&self, _: ReadersCount) -> Result<ReadersCountResponse, Failure> {
        Ok(ReadersCountResponse { count: 3 })
    }

    async fn readers_forget(&self, _: ReadersForget) -> Result<Empty, Failure> {
        Ok(Empty)
    }

    async fn readers_by_name(&self, _: ReadersByName) -> Result<ReadersByNameResponse, Failure> {
        Ok(BTreeMap::from([("Ann".to_owned(), 2)]))
    }

    async fn readers_token(&self, _: ReadersToken) -> Result<ReadersTokenResponse, Failure> {
        Ok(ReadersTokenResponse { token: "abc".to_owned(), result: "NEW".to_owned() })
    }
}

async fn address() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(serve(listener, router(House, Config::new()), Limits::default(), std::future::pending()));
    address
}

#[tokio::test]
async fn data_goes_both_ways() {
    let client = Client::builder(format!("http://{}", address().await)).build().unwrap();
    let found = client.readers("Ann").await.unwrap();
    assert_eq!((found.reader.id, found.notes), (7, vec!["reads".to_owned()]));
    assert_eq!(client.readers_count().await.unwrap().count, 3);
    assert_eq!(client.readers_forget("Ann").await.unwrap(), Empty);
    assert_eq!(client.readers_by_name().await.unwrap(), BTreeMap::from([("Ann".to_owned(), 2)]));
    let found = client.readers_token().await.unwrap();
    assert_eq!((found.token.as_str(), found.result.as_str()), ("abc", "NEW"), "nothing surrounds it");
    let error = client.readers("Bob").await.unwrap_err();
    let failure = error.failure().expect("a failure");
    assert_eq!((&*failure.name, failure.message.as_str()), ("NO_SUCH_READER", "who is it?"));
    assert_eq!(failure.data, json!({"nearest": "Ann"}));
}

#[tokio::test]
async fn the_wire_has_one_object() {
    let address = address().await;
    for (request, body) in [
        ("GET /readers/count", r#"{"result":"success","msg":"","count":3}"#),
        ("GET /readers?name=Bob", r#"{"result":"NO_SUCH_READER","msg":"who is it?","nearest":"Ann"}"#),
        ("POST /readers/token", r#"{"token":"abc","result":"NEW"}"#),
        ("POST /readers/forget?name=Ann", r#"{"result":"success","msg":""}"#),
    ] {
        let mut stream = TcpStream::connect(&address).await.unwrap();
        let head = format!("{request} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
        stream.write_all(head.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        assert_eq!(answer.split_once("\r\n\r\n").map(|(_, body)| body), Some(body), "{request}");
    }
}

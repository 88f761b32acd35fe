//! Bodies that are one JSON value and no object of the parameters: what the client sends is what the backend gets, and what
//! is no such value is refused.

use std::collections::BTreeMap;
use std::future::pending;
use std::sync::{Arc, Mutex};

use golden::runtime::server::{Config, Limits, serve};
use golden::runtime::{Empty, Failure};
use golden::whole_bodies::{
    Backend, Client, Lamp, PostLamps, PostOff, PostWords, PutLevels, PutRoomsLamps, PutRoomsLampsResponse, PutSettings,
    router,
};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// A backend that keeps what came, as JSON.
#[derive(Clone, Default)]
struct House(Arc<Mutex<Vec<Value>>>);

impl House {
    fn keep(&self, came: Value) -> Empty {
        self.0.lock().unwrap().push(came);
        Empty
    }
}

fn lamps(all: &[Lamp]) -> Value {
    all.iter().map(|lamp| json!([lamp.name, lamp.level])).collect()
}

impl Backend for House {
    async fn put_rooms_lamps(&self, request: PutRoomsLamps) -> Result<PutRoomsLampsResponse, Failure> {
        let PutRoomsLamps { room, dry, all } = request;
        self.keep(json!([room, dry, lamps(&all)]));
        Ok(PutRoomsLampsResponse { count: all.len().try_into().unwrap() })
    }

    async fn post_lamps(&self, request: PostLamps) -> Result<Empty, Failure> {
        Ok(self.keep(lamps(&request.body)))
    }

    async fn put_levels(&self, request: PutLevels) -> Result<Empty, Failure> {
        Ok(self.keep(json!(request.body)))
    }

    async fn post_words(&self, request: PostWords) -> Result<Empty, Failure> {
        Ok(self.keep(request.all))
    }

    async fn put_settings(&self, request: PutSettings) -> Result<Empty, Failure> {
        Ok(self.keep(json!(request.all)))
    }

    async fn post_off(&self, request: PostOff) -> Result<Empty, Failure> {
        Ok(self.keep(json!(request.body)))
    }
}

async fn served() -> (String, House) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let house = House::default();
    let server = router(house.clone(), Config::new());
    tokio::spawn(serve(listener, server, Limits::default(), pending()));
    (address, house)
}

#[tokio::test]
async fn a_body_arrives_as_it_is() {
    let (address, house) = served().await;
    let client = Client::builder(format!("http://{address}")).build().unwrap();
    let hall = Lamp { name: "hall".to_owned(), level: 7 };
    let count = client.put_rooms_lamps("a/b", 1, vec![hall.clone(), hall.clone()]).await.unwrap().count;
    client.post_lamps(vec![hall]).await.unwrap();
    client.post_lamps(Vec::new()).await.unwrap();
    client.put_levels(BTreeMap::from([("hall".to_owned(), 7)])).await.unwrap();
    for words in [json!(null), json!("a"), json!(7), json!([1, {"a": null}]), json!({"all": 1})] {
        client.post_words(words).await.unwrap();
    }
    client.put_settings(BTreeMap::from([("all".to_owned(), json!([]))])).await.unwrap();
    client.post_off(vec!["hall".to_owned()]).await.unwrap();
    let came = std::mem::take(&mut *house.0.lock().unwrap());
    let lamp = json!(["hall", 7]);
    let expected = json!([
        ["a/b", 1, [lamp, lamp]], [lamp], [], {"hall": 7}, null, "a", 7, [1, {"a": null}], {"all": 1}, {"all": []}, ["hall"],
    ]);
    assert_eq!((count, Value::Array(came)), (2, expected));
}

#[tokio::test]
async fn what_is_no_such_value_is_refused() {
    let (address, house) = served().await;
    for (line, media, body, status, why) in [
        ("POST /off", "application/json", "[\"hall\"]", 200, ""),
        ("POST /off", "application/json; charset=utf-8", "[]", 200, ""),
        ("POST /off", "application/json", "{}", 400, "`body`"),
        ("POST /off", "application/json", "[{}]", 400, "`body"),
        // A body cannot bring another parameter.
        ("POST /off", "application/json", "[], \"more\": 1", 400, "no JSON"),
        ("POST /off", "application/json", "[]}", 400, "no JSON"),
        ("POST /off", "application/json", "", 400, "no JSON"),
        ("POST /off", "", "", 400, "`body` is missing"),
        ("POST /off", "", "[]", 415, "send `application/json`"),
        ("POST /off", "text/plain", "[]", 415, "send `application/json`"),
        ("POST /off", "application/json; charset=utf-16", "[]", 415, "UTF-8"),
        ("PUT /rooms/a/lamps?dry=1", "application/json", "[{\"name\": \"a\"}]", 400, "level` is missing"),
        ("PUT /rooms/a/lamps", "application/json", "[]", 400, "`dry` is missing"),
        ("PUT /settings", "application/json", "[]", 400, "`all`"),
    ] {
        let mut stream = TcpStream::connect(&address).await.unwrap();
        let media = if media.is_empty() { String::new() } else { format!("content-type: {media}\r\n") };
        let head = format!("{line} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n{media}");
        let request = format!("{head}content-length: {}\r\n\r\n{body}", body.len());
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")) && answer.contains(why), "{line} {body}: {answer}");
    }
    assert_eq!(house.0.lock().unwrap().len(), 2);
}

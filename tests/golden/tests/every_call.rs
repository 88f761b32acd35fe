//! Parameters and credentials of every call: given to the client once, and on the wire of each call.

use golden::every_call::{
    Backend, Colour, ColourResponse, BoatsId, BoatsIdResponse, Client, Harbours, HarboursResponse, router,
};
use golden::runtime::Failure;
use golden::runtime::server::{Config, Limits, serve};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

struct House;

impl Backend for House {
    async fn boats_id(&self, request: BoatsId) -> Result<BoatsIdResponse, Failure> {
        let (version, harbour) = (request.harbour_version.as_deref(), request.harbour);
        let seen = format!("{version:?} {harbour:?} {:?} {:?}", request.language, request.x_proof);
        Ok(BoatsIdResponse { name: request.id.to_string(), seen })
    }

    async fn colour(&self, request: Colour) -> Result<ColourResponse, Failure> {
        Ok(ColourResponse { seen: format!("{:?} {:?} {}", request.harbour, request.trace, request.colour) })
    }

    async fn harbours(&self, request: Harbours) -> Result<HarboursResponse, Failure> {
        Ok(HarboursResponse { count: i64::from(request.harbour_version.is_some()) })
    }
}

async fn address() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(serve(listener, router(House, Config::new()), Limits::default(), std::future::pending()));
    address
}

#[tokio::test]
async fn they_are_given_once_and_sent_with_every_call() {
    let url = format!("http://{}", address().await);
    let client = Client::builder(&url).parameter("harbour", "7").cookie("proof", "ok").build().unwrap();
    assert_eq!(client.boats_id(3).await.unwrap().seen, r#"Some("2024-05") Some(7) None Some("ok")"#);
    let other = client.clone().with_parameter("Harbour", "8").unwrap();
    let other = other.with_parameter("Harbour-Version", "2025-01").unwrap().with_parameter("language", "nl").unwrap();
    assert_eq!(other.boats_id(3).await.unwrap().seen, r#"Some("2025-01") Some(8) Some("nl") Some("ok")"#);
    // A call gives its own, and the one that has it in a row has it once.
    assert_eq!(client.boats_id(3).harbour(9).await.unwrap().seen, r#"Some("2024-05") Some(9) None Some("ok")"#);
    let client = client.with_parameter("trace", "t1").unwrap();
    assert_eq!(client.colour(3, "red").await.unwrap().seen, r#"Some(7) Some("t1") red"#);
    assert_eq!(client.harbours().await.unwrap().count, 1);
}

#[tokio::test]
async fn what_must_be_there_is_asked_for_on_both_sides() {
    let address = address().await;
    let client = Client::builder(format!("http://{address}")).build().unwrap();
    let error = client.boats_id(3).await.unwrap_err().to_string();
    assert!(error.starts_with("`boats_id`: parameter `Harbour`: it is the same for all calls"), "{error}");
    assert_eq!(client.harbours().await.unwrap().count, 1, "this one does not have it");
    let error = Client::builder("http://a.example").parameter("harbor", "7").build().unwrap_err().to_string();
    assert!(error.contains("the API has `Harbour-Version`, `Harbour`, `language`, `trace`"), "{error}");

    let mut stream = TcpStream::connect(&address).await.unwrap();
    let head = "GET /boats/3 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nHarbour-Version: 1\r\n\r\n";
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 400") && answer.contains("Harbour"), "{answer}");
}

#[tokio::test]
async fn two_credentials_are_sent_and_asked_for_at_once() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let config = Config::new().credential("key", "k").credential("secret", "s");
    tokio::spawn(serve(listener, router(House, config), Limits::default(), std::future::pending()));
    let builder = || Client::builder(&url).parameter("Harbour", "7");
    let client = builder().credential("key", "k").credential("secret", "s").build().unwrap();
    assert_eq!(client.boats_id(3).await.unwrap().name, "3");
    for (key, secret, status) in [("k", "x", "403"), ("x", "s", "403"), ("k", "", "401")] {
        let client = builder().credential("key", key).credential("secret", secret).build().unwrap();
        let error = client.boats_id(3).await.unwrap_err().to_string();
        assert!(error.contains(status), "{key} and {secret:?}: {error}");
    }
    assert_eq!(builder().build().unwrap().harbours().await.unwrap().count, 1, "this one needs none");
}

//! Endpoints that succeed in several ways: what the backend answers is what the client gets, with the status that says which.

use std::future::pending;

use golden::runtime::client::Error;
use golden::runtime::server::{Config, Limits, serve};
use golden::runtime::{Failure, File};
use golden::successes::{
    Backend, Client, DeleteLampsById, DeleteLampsByIdAnswer, GetLampsById, GetLampsByIdAnswer, GetLampsById203,
    GetLampsPicture, GetLampsPictureAnswer, GetLampsByIdResponse, Job, Lamp, PutLampsById, PutLampsByIdAnswer,
    router,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// A backend that answers each lamp in its way.
struct House;

impl Backend for House {
    async fn put_lamps_by_id(&self, request: PutLampsById) -> Result<PutLampsByIdAnswer, Failure> {
        match request.id {
            200 => Ok(Lamp { id: 200, on: request.on }.into()),
            202 => Ok(PutLampsByIdAnswer::Accepted(Job { job: 7 })),
            204 => Ok(PutLampsByIdAnswer::NoContent),
            _ => Err(Failure::new(0, "").status(404).data(serde_json::json!({"why": "none"}))),
        }
    }

    async fn delete_lamps_by_id(&self, request: DeleteLampsById) -> Result<DeleteLampsByIdAnswer, Failure> {
        Ok(match request.id {
            202 => DeleteLampsByIdAnswer::Accepted,
            _ => DeleteLampsByIdAnswer::Ok(vec![Lamp { id: 1, on: false }]),
        })
    }

    async fn get_lamps_picture(&self, request: GetLampsPicture) -> Result<GetLampsPictureAnswer, Failure> {
        Ok(match request.id {
            202 => GetLampsPictureAnswer::Accepted(Job { job: 8 }),
            _ => File::new(&b"{}"[..]).of_type("image/png").into(),
        })
    }

    async fn get_lamps_by_id(&self, request: GetLampsById) -> Result<GetLampsByIdAnswer, Failure> {
        Ok(match request.id {
            203 => GetLampsByIdAnswer::NonAuthoritativeInformation(GetLampsById203 { guess: "there".to_owned() }),
            _ => GetLampsByIdResponse { place: "here".to_owned() }.into(),
        })
    }
}

async fn served() -> (String, Client) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(serve(listener, router(House, Config::new()), Limits::default(), pending()));
    let client = Client::builder(format!("http://{address}")).build().unwrap();
    (address, client)
}

#[tokio::test]
async fn the_status_says_what_comes_back() {
    let (_, client) = served().await;
    let lamp = Lamp { id: 200, on: true };
    assert_eq!(client.put_lamps_by_id(200, true).await.unwrap(), PutLampsByIdAnswer::Ok(lamp));
    assert_eq!(client.put_lamps_by_id(202, true).await.unwrap(), PutLampsByIdAnswer::Accepted(Job { job: 7 }));
    assert_eq!(client.put_lamps_by_id(204, true).await.unwrap(), PutLampsByIdAnswer::NoContent);
    let error = client.put_lamps_by_id(1, true).await.unwrap_err();
    assert_eq!((error.status(), &error.failure().unwrap().data["why"]), (Some(404), &"none".into()));
    assert_eq!(client.delete_lamps_by_id(202).await.unwrap(), DeleteLampsByIdAnswer::Accepted);
    let others = DeleteLampsByIdAnswer::Ok(vec![Lamp { id: 1, on: false }]);
    assert_eq!(client.delete_lamps_by_id(200).await.unwrap(), others);
    let picture = GetLampsPictureAnswer::Ok(File::new(&b"{}"[..]).of_type("image/png"));
    assert_eq!(client.get_lamps_picture(200).await.unwrap(), picture);
    let job = GetLampsPictureAnswer::Accepted(Job { job: 8 });
    assert_eq!(client.get_lamps_picture(202).await.unwrap(), job);
    let guess = client.get_lamps_by_id(203).await.unwrap();
    assert!(matches!(guess, GetLampsByIdAnswer::NonAuthoritativeInformation(found) if found.guess == "there"));
    let found = client.get_lamps_by_id(1).await.unwrap();
    assert_eq!(found, GetLampsByIdResponse { place: "here".to_owned() }.into());
}

#[tokio::test]
async fn no_status_stands_in_a_body() {
    let (address, _) = served().await;
    for (line, status, body) in [
        ("PUT /lamps/200", "200 OK", "\r\n\r\n{\"id\":200,\"on\":true}"),
        ("PUT /lamps/202", "202 Accepted", "\r\n\r\n{\"job\":7}"),
        ("PUT /lamps/204", "204 No Content", "\r\n\r\n"),
        ("DELETE /lamps/202", "202 Accepted", "\r\n\r\nnull"),
    ] {
        let mut stream = TcpStream::connect(&address).await.unwrap();
        let body_of = if line.starts_with("PUT") { "{\"on\":true}" } else { "" };
        let head = format!(
            "{line} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\ncontent-type: application/json\r\n\
             content-length: {}\r\n\r\n{body_of}",
            body_of.len()
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}")) && answer.ends_with(body), "{line}: {answer}");
    }
}

#[tokio::test]
async fn another_status_is_what_it_can_be() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let client = Client::builder(format!("http://{}", listener.local_addr().unwrap())).build().unwrap();
    tokio::spawn(async move {
        for (status, body) in [("201 Created", "{\"job\":1}"), ("202 Accepted", ""), ("202 Accepted", "{\"id\":1}")] {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut head = [0; 1024];
            let _ = stream.read(&mut head).await.unwrap();
            let head = format!("HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n", body.len());
            stream.write_all((head + body).as_bytes()).await.unwrap();
        }
    });
    // None that is documented: what it can be.
    assert_eq!(client.put_lamps_by_id(1, true).await.unwrap(), PutLampsByIdAnswer::Accepted(Job { job: 1 }));
    // Of one that holds nothing, the body is nothing.
    assert_eq!(client.delete_lamps_by_id(1).await.unwrap(), DeleteLampsByIdAnswer::Accepted);
    // A documented one is that and nothing else.
    let error = client.put_lamps_by_id(1, true).await.unwrap_err();
    assert!(matches!(&error, Error::Decode(_)) && error.to_string().contains("job"), "{error}");
}

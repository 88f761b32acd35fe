//! The client against a server of bytes, over 127.0.0.1.

use std::time::Duration;

use super::{Builder, Error};
use crate::testing::{AddNote, Added, Body, Clear, GetNote, NOTES, Note};

mod answers;
mod faults;
mod layers;
mod requests;
mod secrecy;
mod server;

use server::{Answer, Server};

/// The client of the notes, with methods as they are generated.
#[cfg_attr(feature = "ws", allow(dead_code, reason = "WebSockets have tests of their own"))]
mod notes {
    use super::{AddNote, Body, GetNote, NOTES};

    crate::client! {
        pub struct Client(&NOTES);
    }

    impl Client {
        pub fn add_note(&self, title: impl Into<String>, body: Body) -> Call<'_, AddNote> {
            let title = title.into();
            self.endpoint(AddNote { title, body, pinned: None, weight: None, tags: None, rank: None })
        }

        pub fn get_note(&self, id: i64) -> Call<'_, GetNote> {
            self.endpoint(GetNote { id })
        }
    }

    impl Call<'_, AddNote> {
        pub fn tags(self, tags: impl IntoIterator<Item = &'static str>) -> Self {
            self.map(|mut request| {
                request.tags = Some(tags.into_iter().map(str::to_owned).collect());
                request
            })
        }
    }
}

const OK: &str = r#"{"status":"ok","code":0,"data":{"id":7,"title":"a"}}"#;

fn builder(server: &Server) -> Builder<notes::Client> {
    notes::Client::builder(server.url()).no_proxy().timeout(Duration::from_secs(120))
}

fn note() -> Note {
    Note { id: 7, title: "a".to_owned() }
}

fn text(text: &str) -> Body {
    Body::Text(text.to_owned())
}

#[tokio::test]
async fn calls_by_method_by_value_and_by_name() {
    let server = Server::start(|_| Answer::json(OK)).await;
    let client = builder(&server).build().unwrap();
    assert_eq!(client.get_note(7).await.unwrap(), note());
    assert_eq!(client.get_note(7).timeout(Duration::from_secs(120)).await.unwrap(), note());
    assert_eq!(client.call(GetNote { id: 7 }).await.unwrap(), note());
    assert_eq!(client.call_raw("get_note", serde_json::json!({"id": 7})).await.unwrap()["title"], "a");
    let added = client.add_note("t", text("b")).tags(["x", "y"]);
    assert_eq!(added.request().tags.as_deref().unwrap(), ["x", "y"]);
    assert_eq!(added.await.unwrap(), Added { id: 7 });
    assert_eq!(client.call(Clear { token: Some("t".to_owned()) }).await.unwrap(), crate::Empty);
    let bodies: Vec<_> = server.seen().into_iter().map(|seen| (seen.target, seen.body)).collect();
    let get = ("/get_note".to_owned(), r#"{"id":7}"#.to_owned());
    assert_eq!(bodies[..4], [get.clone(), get.clone(), get.clone(), get]);
    assert_eq!(bodies[4].1, r#"{"title":"t","body":"b","tags":["x","y"]}"#);
    assert_eq!(bodies[5], ("/v1/clear".to_owned(), r#"{"token":"t"}"#.to_owned()));
}

#[tokio::test]
async fn connections_are_used_again() {
    let server = Server::start(|_| Answer::json(OK)).await;
    let client = builder(&server).build().unwrap();
    for _ in 0..50 {
        client.get_note(7).await.unwrap();
    }
    assert_eq!((server.seen().len(), server.accepts()), (50, 1));
}

#[test]
fn an_error_is_small_and_can_be_sent() {
    fn sent<T: Send + Sync + 'static>() {}
    sent::<Error>();
    sent::<notes::Client>();
    assert!(size_of::<Error>() <= 48, "{}", size_of::<Error>());
}

#[test]
fn a_client_is_made_outside_of_a_runtime() {
    let builder = notes::Client::builder("http://127.0.0.1:1/").rate_limit(1, Duration::from_secs(1)).concurrency(1);
    builder.build().unwrap();
    notes::Client::documented().build().unwrap();
    notes::Client::builder("https://localhost").build().unwrap();
}

//! Codes that are text, statuses of a success, and a name in the path and in the body: a client and a server, talking.

use std::sync::Mutex;

use golden::runtime::client::Error;
use golden::runtime::server::{Config, Limits, serve};
use golden::runtime::{Empty, Endpoint, Failure, Method};
use golden::text_codes::{
    Backend, Client, DeleteChannelsName, DeleteChannelsNameCode, HeadChannelsName, PostChannelsName, PostChannelsNameCode, PostChannelsNameResponse, router,
};
use tokio::net::TcpListener;

#[derive(Default)]
struct Hall(Mutex<Vec<PostChannelsName>>);

impl Backend for Hall {
    async fn post_channels_name(&self, request: PostChannelsName) -> Result<PostChannelsNameResponse, Failure> {
        if request.path_name != "hall" {
            return Err(Failure::named("channel_not_found", "where is it?"));
        }
        self.0.lock().unwrap().push(request);
        Ok(PostChannelsNameResponse { id: 7 })
    }

    async fn delete_channels_name(&self, request: DeleteChannelsName) -> Result<Empty, Failure> {
        if request.name == "hall" { Ok(Empty) } else { Err(Failure::named("strange", "")) }
    }

    async fn head_channels_name(&self, _: HeadChannelsName) -> Result<Empty, Failure> {
        Ok(Empty)
    }
}

async fn client() -> Client {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = router(Hall::default(), Config::new());
    tokio::spawn(serve(listener, server, Limits::default(), std::future::pending()));
    Client::builder(url).build().unwrap()
}

#[tokio::test]
async fn every_success_is_one() {
    let client = client().await;
    assert_eq!(client.post_channels_name("hall", "Ann", "hello").await.unwrap().id, 7);
    client.delete_channels_name("hall").await.unwrap();
    client.head_channels_name("hall").await.unwrap();
    assert_eq!((PostChannelsName::STATUS, DeleteChannelsName::STATUS, HeadChannelsName::STATUS), (201, 204, 200));
    assert_eq!((PostChannelsName::PATH, HeadChannelsName::METHODS), ("/channels/{path_name}", &[Method::Head][..]));
}

#[tokio::test]
async fn a_failure_has_its_code() {
    let client = client().await;
    let error = client.post_channels_name("cellar", "Ann", "hello").await.unwrap_err();
    assert_eq!(error.code_of::<PostChannelsName>(), Some(PostChannelsNameCode::ChannelNotFound), "{error}");
    assert_eq!(error.failure().map(|failure| failure.message.as_str()), Some("where is it?"));
    let error = client.delete_channels_name("cellar").await.unwrap_err();
    assert!(matches!(error, Error::Failure { .. }), "{error:?}");
    assert_eq!(error.code_of::<DeleteChannelsName>(), Some(DeleteChannelsNameCode::Other("strange".to_owned())));
}

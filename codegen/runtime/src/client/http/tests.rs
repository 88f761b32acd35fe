use super::*;
use crate::Endpoint;

static TWO: Api = Api { servers: &["https://first.example/v1", "http://second.example"], ..Api::PLAIN };

#[test]
fn a_base_url_replaces_every_server() {
    let own = &*Box::leak(Box::new(Info {
        api: &TWO,
        server: Some("https://own.example"),
        ..*crate::testing::GetNote::INFO
    }));
    let usual = &*Box::leak(Box::new(Info { api: &TWO, ..*crate::testing::GetNote::INFO }));
    for (base, info, expected) in [
        (None, Some(usual), "https://first.example/v1/get_note"),
        (None, Some(own), "https://own.example/get_note"),
        (None, None, "https://first.example/v1/raw"),
        (Some("http://here/x"), Some(usual), "http://here/x/get_note"),
        (Some("http://here/x"), Some(own), "http://here/x/get_note"),
    ] {
        let http = Http {
            api: &TWO,
            client: reqwest::Client::builder()
                .tls_backend_preconfigured(crate::client::tls::config(false).unwrap())
                .build()
                .unwrap(),
            base: base.map(str::to_owned),
            encoding: Encoding::Json,
            credentials: Credentials::default(),
            max_body: 1,
            max_stream: 1,
        };
        let request =
            Request { info, name: "raw".into(), parameters: String::new(), files: Vec::new(), streams: false };
        assert_eq!(http.url(&request, None).unwrap().as_str(), expected);
    }
}

#[derive(Debug, PartialEq)]
enum Several {
    Here,
    Later,
}

crate::answers!(Several { 200: Here, 202: Later });

/// Succeeds in several ways, none of which has a body.
#[derive(serde::Serialize, serde::Deserialize)]
struct Look {}

impl Endpoint for Look {
    type Response = Several;
    type Code = i64;
    const API: &'static Api = &Api::PLAIN;
    const NAME: &'static str = "look";
    const PATH: &'static str = "/look";
    const METHODS: &'static [Method] = &[Method::Head];
    const STATUSES: &'static [u16] = &[200, 202];
}

/// The answer has no body, and its status tells which it is.
#[tokio::test]
async fn a_head_with_several_successes_has_the_one_of_its_status() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    for (status, answer) in [(200, Several::Here), (202, Several::Later)] {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut head = [0; 1024];
            let read = stream.read(&mut head).await.unwrap();
            assert!(head[..read].starts_with(b"HEAD /look "));
            let answer = format!("HTTP/1.1 {status} X\r\ncontent-length: 7\r\ncontent-type: application/json\r\n\r\n");
            stream.write_all(answer.as_bytes()).await.unwrap();
            while let Ok(1..) = stream.read(&mut head).await {}
        });
        let client = crate::client::Client::builder::<crate::client::Client>(&Api::PLAIN, url).build().unwrap();
        assert_eq!(client.call(Look {}).await.unwrap(), answer, "{status}");
    }
}

/// Nobody who knows the boundaries of earlier bodies knows that of the next.
#[test]
fn a_boundary_stands_in_no_part_and_none_is_that_of_another() {
    let all: std::collections::HashSet<_> = (0..1000).map(|_| crate::client::encode::unforeseen()).collect();
    assert_eq!(all.len(), 1000);
}

//! What web pages may do.

use super::support::{Response, Server, post_form};
use crate::server::Config;

/// The answer to a call that changes something, with these headers.
async fn call(server: &Server, headers: &str) -> Response {
    let body = "title=a&body=b";
    let request = format!(
        "POST /add_note HTTP/1.1\r\n{headers}\r\ncontent-type: application/x-www-form-urlencoded\r\n\
         content-length: {}\r\n\r\n{body}",
        body.len()
    );
    server.ask(&request).await
}

#[tokio::test]
async fn a_page_of_another_origin_calls_nothing() {
    let config = Config::new().allow_origin("https://app.example").allow_host("bot.example");
    let server = Server::start(config).await;
    let host = "host: localhost:5700";
    let foreign = [
        format!("{host}\r\norigin: http://evil.example"),
        format!("{host}\r\norigin: null"),
        format!("{host}\r\norigin: http://localhost:5701"),
        format!("{host}\r\nsec-fetch-site: cross-site"),
        format!("{host}\r\nsec-fetch-site: same-site"),
        "host: evil.example".to_owned(),
        "host: evil.example\r\norigin: http://evil.example\r\nsec-fetch-site: same-origin".to_owned(),
    ];
    for headers in foreign {
        let response = call(&server, &headers).await;
        assert_eq!((response.status, response.body.as_str()), (403, ""), "{headers}");
        assert_eq!(response.header("access-control-allow-origin"), None, "{headers}");
    }
    // Neither a read, nor a path that leads nowhere, nor what a browser asks before it sends.
    for method in ["GET", "HEAD", "OPTIONS"] {
        for path in ["/get_note?id=3", "/nowhere", "/"] {
            let request = format!("{method} {path} HTTP/1.1\r\n{host}\r\norigin: http://evil.example\r\n\r\n");
            let mut client = server.connect().await;
            client.send(request.as_bytes()).await;
            assert_eq!(client.head().await.unwrap().status, 403, "{request}");
        }
    }
    assert_eq!(server.backend.take().len(), 0);
    let own = [
        host.to_owned(),
        "host: 127.0.0.1".to_owned(),
        "host: [::1]:1".to_owned(),
        "host: bot.example".to_owned(),
        format!("{host}\r\norigin: http://localhost:5700\r\nsec-fetch-site: same-origin"),
        format!("{host}\r\nsec-fetch-site: none"),
        format!("{host}\r\norigin: https://app.example\r\nsec-fetch-site: cross-site"),
    ];
    for headers in &own {
        let response = call(&server, headers).await;
        assert_eq!(response.status, 200, "{headers}");
        assert_eq!(response.header("access-control-allow-origin"), None, "{headers}");
    }
    assert_eq!(server.backend.take().len(), own.len());
}

#[tokio::test]
async fn with_a_token_nothing_is_asked_of_pages() {
    let server = Server::start(Config::new().token("T")).await;
    let headers = "host: evil.example\r\norigin: http://evil.example\r\nsec-fetch-site: cross-site";
    assert_eq!(call(&server, &format!("{headers}\r\nauthorization: Bearer T")).await.status, 200);
    assert_eq!(call(&server, headers).await.status, 401);
}

#[tokio::test]
async fn allowed_pages_can_read_answers_where_that_is_configured() {
    let server = Server::start(Config::new().allow_origin("https://app.example").cors()).await;
    let headers = "host: localhost\r\norigin: https://app.example\r\nsec-fetch-site: cross-site";
    let preflight = format!(
        "OPTIONS /add_note HTTP/1.1\r\n{headers}\r\naccess-control-request-method: POST\r\n\
         access-control-request-headers: content-type\r\n\r\n"
    );
    for (response, status) in [(server.ask(&preflight).await, 204), (call(&server, headers).await, 200)] {
        assert_eq!(response.status, status);
        assert_eq!(response.header("access-control-allow-origin"), Some("https://app.example"));
        assert_eq!(response.header("vary"), Some("origin"));
        assert_eq!(response.header("access-control-allow-methods").is_some(), status == 204);
    }
    assert_eq!(call(&server, "host: localhost").await.header("access-control-allow-origin"), None);
    let refused = call(&server, "host: localhost\r\norigin: https://evil.example").await;
    assert_eq!((refused.status, refused.header("access-control-allow-origin")), (403, None));
}

#[tokio::test]
async fn a_request_names_one_host() {
    let server = Server::start(Config::new().token("T")).await;
    let cases = [
        ("HTTP/1.1\r\nhost: a", 200),
        ("HTTP/1.1\r\n", 400),
        ("HTTP/1.1\r\nhost: a\r\nhost: a", 400),
        ("HTTP/1.0\r\n", 200),
        ("HTTP/1.0\r\nhost: a\r\nhost: b", 400),
    ];
    for (head, status) in cases {
        let head = head.trim_end();
        let request = format!("GET /get_note?id=3&key=T {head}\r\nconnection: close\r\n\r\n");
        assert_eq!(server.ask(&request).await.status, status, "{request}");
    }
}

#[tokio::test]
async fn a_request_holds_no_more_values_than_it_may() {
    let server = Server::start(Config::new()).await;
    let zeros = format!("[{}0]", "0,".repeat(500_000));
    let form = format!("title=a&body=b{}", "&a".repeat(500_000));
    let in_form = format!("title=a&body={zeros}");
    let cases = [
        super::support::post_json("/add_note", &format!(r#"{{"title":"a","body":{zeros}}}"#)),
        super::support::post_json("/", &format!(r#"{{"action":"add_note","params":{{"title":"a","body":{zeros}}}}}"#)),
        post_form("/add_note", &form),
        post_form("/add_note", &in_form),
        post_form("/", &format!("action=add_note&params={{\"body\":{zeros}}}")),
    ];
    for request in cases {
        let response = server.ask(&request).await;
        let start: String = request.chars().take(200).collect();
        assert!(response.body.contains("more than 50000 values"), "{start}: {}", response.body);
    }
    assert_eq!(server.backend.take().len(), 0);
    // As many bytes in one value are taken.
    let long = post_form("/add_note", &format!("title=a&body={}", "0,".repeat(500_000)));
    assert_eq!(server.ask(&long).await.status, 200);
    assert_eq!(server.backend.take().len(), 1);
}

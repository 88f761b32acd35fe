//! A bot over HTTP: the server posts events to it, and it calls the server to send them back.
//!
//! ```text
//! cargo xtask serve go-cqhttp --push http://127.0.0.1:5701/
//! cargo run --package mock --example echo_http -- http://127.0.0.1:5700 127.0.0.1:5701
//! ```
//!
//! A line such as `{"post_type":"message","message_type":"group",…}` on the standard input of the server is an event.

use std::error::Error;

use apis::go_cqhttp::{Client, Event};
use tablewright_runtime::server::axum::Router;
use tablewright_runtime::server::axum::body::Bytes;
use tablewright_runtime::server::axum::http::StatusCode;
use tablewright_runtime::server::axum::routing::post;
use tablewright_runtime::server::{Limits, serve};
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let server = args.next().unwrap_or_else(|| "http://127.0.0.1:5700".to_owned());
    let listen = args.next().unwrap_or_else(|| "127.0.0.1:5701".to_owned());
    let mut builder = Client::builder(server);
    if let Ok(token) = std::env::var("TOKEN") {
        builder = builder.access_token(token);
    }
    let bot = builder.build()?;

    let listener = TcpListener::bind(listen).await?;
    println!("listening on http://{}/", listener.local_addr()?);
    let router = Router::new().route("/", post(move |body: Bytes| answer(bot.clone(), body)));
    serve(listener, router, Limits::default(), std::future::pending()).await;
    Ok(())
}

/// Sends back what an event says.
async fn answer(bot: Client, body: Bytes) -> StatusCode {
    let Ok(event) = serde_json::from_slice(&body) else { return StatusCode::BAD_REQUEST };
    if let Event::GroupMessage(event) = event {
        match bot.send_group_msg(event.group_id, event.message).await {
            Ok(sent) => println!("answered with message {}", sent.message_id),
            Err(error) => eprintln!("{error}"),
        }
    }
    // No quick operation: the bot has made its call by itself.
    StatusCode::NO_CONTENT
}

//! A bot over a WebSocket: it connects to the server and sends back what it reads in groups.
//!
//! ```text
//! cargo xtask serve go-cqhttp
//! cargo run --package mock --example echo_ws -- ws://127.0.0.1:5700
//! ```
//!
//! A line such as `{"post_type":"message","message_type":"group",…}` on the standard input of the server is an event.

use std::error::Error;

use apis::go_cqhttp::{Client, Event};
use futures_util::StreamExt;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let url = std::env::args().nth(1).unwrap_or_else(|| "ws://127.0.0.1:5700".to_owned());
    let mut connecting = Client::websocket(url);
    if let Ok(token) = std::env::var("TOKEN") {
        connecting = connecting.token(token);
    }
    let connection = connecting.connect().await?;
    let bot = connection.client();
    let me = bot.get_login_info().await?;
    println!("connected as {}", me.nickname);

    let mut events = connection.events::<Event>();
    while let Some(event) = events.next().await {
        match event {
            Ok(Event::GroupMessage(event)) => {
                let sent = bot.send_group_msg(event.group_id, event.message).await?;
                println!("answered with message {}", sent.message_id);
            }
            Ok(_) => {}
            // The bot was too slow, or the event is none that it knows; the next ones still come.
            Err(missed) => eprintln!("{missed}"),
        }
    }
    Ok(())
}

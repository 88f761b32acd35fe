//! The module of a `build.rs` has a client and a server, and its patches are applied.

use built::lamps::{Backend, Client, LampsLampId, LampsLampIdResponse, router};
use tablewright_runtime::Failure;
use tablewright_runtime::server::{Config, Limits, serve};
use tokio::net::TcpListener;

struct Room;

impl Backend for Room {
    async fn lamps_lamp_id(&self, request: LampsLampId) -> Result<LampsLampIdResponse, Failure> {
        assert_eq!(request.lamp_id, "7");
        // The documents say `integer`, the patch 32 bits.
        let level: Option<i32> = request.level;
        Ok(LampsLampIdResponse { on: request.on, level: level.map_or(100, Into::into) })
    }
}

#[tokio::test]
async fn the_client_calls_the_server() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(serve(listener, router(Room, Config::new()), Limits::default(), std::future::pending()));
    let client = Client::builder(url).build().unwrap();
    let lamp = client.lamps_lamp_id("7", true).level(40).await.unwrap();
    assert_eq!((lamp.on, lamp.level), (true, 40));
}

//! The client of the worked example in `spec/dialect.md`, word for word as the page has it, against its server.

use std::error::Error;

use golden as apis;
use golden::lamps::{Backend, Bulb, GetRoomsLampsByLampId, KindType, Lamp, PutRoomsLampsByLampId, router};
use golden::runtime::{Empty, Failure};
use golden::runtime::server::{Config, Limits, serve};
use tokio::net::TcpListener;

struct House;

impl Backend for House {
    async fn get_rooms_lamps_by_lamp_id(&self, request: GetRoomsLampsByLampId) -> Result<Lamp, Failure> {
        let bulbs = Some(vec![Bulb { watts: Some(5) }]);
        Ok(Lamp { id: Some(request.lamp_id), kind: Some(KindType::ATableLamp), bulbs })
    }

    async fn put_rooms_lamps_by_lamp_id(&self, request: PutRoomsLampsByLampId) -> Result<Empty, Failure> {
        assert_eq!((request.on, request.colour.into_option().as_deref()), (true, Some("red")));
        Ok(Empty)
    }
}

async fn as_the_page_has_it(url: &str) -> Result<Lamp, Box<dyn Error>> {
    let lamps = apis::lamps::Client::builder(url).credential("bot", "open sesame").build()?;
    let lamp = lamps.get_rooms_lamps_by_lamp_id("1", "7").await?;
    lamps.put_rooms_lamps_by_lamp_id("1", "7", true).colour("red".to_owned()).await?;
    Ok(lamp)
}

#[tokio::test]
async fn the_client_of_the_page_calls_its_server() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = router(House, Config::new().credential("bot", "open sesame"));
    tokio::spawn(serve(listener, server, Limits::default(), std::future::pending()));
    let lamp = as_the_page_has_it(&url).await.unwrap();
    assert_eq!(lamp.id.as_deref(), Some("7"));
    assert_eq!(lamp.bulbs.unwrap()[0].watts, Some(5));
}

#[test]
fn the_page_has_this_client() {
    let page = include_str!("../../../spec/dialect.md");
    let code = page.split("\n```rust\n").nth(1).and_then(|rest| rest.split("\n```").next()).unwrap();
    let here = include_str!("guide.rs");
    assert_eq!(code.lines().count(), 3);
    for line in code.lines() {
        assert!(here.contains(&format!("    {line}\n")), "the page has `{line}`");
    }
}

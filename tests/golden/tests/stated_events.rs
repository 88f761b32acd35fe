//! Events that the documents state: what a server publishes, a client reads as what it is.

use std::collections::BTreeMap;

use futures_util::StreamExt;
use golden::runtime::server::{Config, Events, Limits, serve};
use golden::runtime::{Failure, Value};
use golden::stated_events::{
    Backend, Client, Event, Fish, FishFedEvent, FishFedEventD, FishMovedEvent, FishMovedEventD, GetTank,
    GetTankResponse, router,
};
use serde_json::json;
use tokio::net::TcpListener;

struct Aquarium;

impl Backend for Aquarium {
    async fn get_tank(&self, request: GetTank) -> Result<GetTankResponse, Failure> {
        Ok(GetTankResponse { warmth: request.tank + 20 })
    }
}

#[tokio::test]
async fn what_is_published_is_read() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("ws://{}", listener.local_addr().unwrap());
    let events = Events::new(16);
    let config = Config::new().events(events.clone());
    tokio::spawn(serve(listener, router(Aquarium, config), Limits::default(), std::future::pending()));
    let connection = Client::websocket(url).connect().await.unwrap();
    let mut heard = connection.events::<Event>();
    // The answer says that the server has the connection, and its listener.
    assert_eq!(connection.client().get_tank(1).await.unwrap().warmth, 21);
    let fish = Fish { name: "Bo".to_owned(), tank: 2 };
    let none = BTreeMap::new;
    let fed = FishFedEventD { type_: "FISH_FED".to_owned(), body: fish.clone(), extra: none() };
    let fed = Event::from(FishFedEvent { op: 5, d: fed, extra: none() });
    let moved = FishMovedEventD { type_: "FISH_MOVED".to_owned(), body: vec![fish], extra: none() };
    let moved = Event::from(FishMovedEvent { op: 5, d: moved, extra: none() });
    for event in [&fed, &moved] {
        assert_eq!(events.publish(event).unwrap(), 1);
        assert_eq!(heard.next().await.unwrap().unwrap(), *event);
    }
    let shown = json!({"op": 5, "d": {"type": "TANK_WARM", "body": {"tank": 1, "warmth": 30}}});
    events.publish(&shown).unwrap();
    let Event::TankWarm(warm) = heard.next().await.unwrap().unwrap() else { panic!("a tank gets warm") };
    assert_eq!((warm.d.body.tank, warm.d.body.warmth), (1, 30));
    // What nobody describes of an event is any value, and an event that nobody describes is kept.
    events.publish(&json!({"op": 5, "d": {"type": "LIGHT_OFF", "body": [1]}})).unwrap();
    let Event::LightOff(off) = heard.next().await.unwrap().unwrap() else { panic!("it is night") };
    assert_eq!(off.d.body, json!([1]));
    let other = json!({"op": 5, "d": {"type": "SNAIL"}});
    events.publish(&other).unwrap();
    assert_eq!(heard.next().await.unwrap().unwrap(), Event::Other(Value::clone(&other)));
    assert_eq!(connection.strays(), 0);
}

//! Failures with types: a server that answers with them, and a client that has them by their types.

use golden::failures::{
    Backend, Booking, Client, GetBookingsById, PostBookings, PostBookings400, PostBookings409, PostBookingsResponse,
    Problem, Trouble, router,
};
use golden::runtime::Failure;
use golden::runtime::server::{Config, Limits, serve};
use serde_json::json;
use tokio::net::TcpListener;

struct Office;

impl Backend for Office {
    async fn post_bookings(&self, request: PostBookings) -> Result<PostBookingsResponse, Failure> {
        let failed = |status: u16, data: serde_json::Value| Err(Failure::new(0, "").status(status).data(data));
        match request.seats {
            1 => Ok(PostBookingsResponse { booking: 7 }),
            2 => failed(409, json!({"left": 1, "next": "tomorrow"})),
            _ => failed(400, json!({"why": "too many"})),
        }
    }

    async fn get_bookings_by_id(&self, request: GetBookingsById) -> Result<Booking, Failure> {
        let failed = |status: u16, data: serde_json::Value| Err(Failure::new(0, "").status(status).data(data));
        match request.id {
            7 => Ok(Booking { booking: 7 }),
            8 => failed(503, json!({"reason": "closed", "hint": {"booking": 7}})),
            _ => failed(404, json!({"why": "none"})),
        }
    }
}

async fn client() -> Client {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(serve(listener, router(Office, Config::new()), Limits::default(), std::future::pending()));
    Client::builder(url).build().unwrap()
}

#[tokio::test]
async fn what_examples_show_of_failures_has_types() {
    let client = client().await;
    assert_eq!(client.post_bookings(1).await.unwrap().booking, 7);
    let error = client.post_bookings(2).await.unwrap_err();
    assert_eq!(error.status(), Some(409), "{error}");
    let held = error.failure().expect("a failure").data_as::<PostBookings409>().unwrap();
    assert_eq!((held.left, held.next.as_str()), (1, "tomorrow"));
    let error = client.post_bookings(3).await.unwrap_err();
    let why = error.failure().expect("a failure").data_as::<PostBookings400>().unwrap();
    assert_eq!((why.why.as_str(), why.since), ("too many", None));
}

#[tokio::test]
async fn failures_of_the_whole_api_have_types() {
    let client = client().await;
    let error = client.get_bookings_by_id(1).await.unwrap_err();
    assert_eq!(error.failure().expect("a failure").data_as::<Problem>().unwrap().why, "none");
    let error = client.get_bookings_by_id(8).await.unwrap_err();
    assert_eq!(error.failure().expect("a failure").data_as::<Trouble>().unwrap().hint.booking, 7);
}

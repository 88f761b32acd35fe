//! Lists that come in pages: a client that turns them, and a server that has them.

use golden::paged::{
    Backend, Client, Mark, Marks, MarksResponse, Meta, Page, PostType, Posts, PostsItem, PostsResponse, Readers, ReadersResponse, router,
};
use golden::runtime::{Failure, Maybe};
use golden::runtime::server::{Config, Limits, serve};
use serde_json::json;
use tokio::net::TcpListener;

struct House;

impl Backend for House {
    /// Two pages, from 0, with two items and one.
    async fn posts(&self, request: Posts) -> Result<PostsResponse, Failure> {
        let post = |id| PostsItem::from(PostType { id });
        Ok(match request.page {
            None | Some(0) => vec![post(1), PostsItem::from("a")],
            Some(1) => vec![post(2)],
            Some(2) => Vec::new(),
            Some(page) => return Err(Failure::new(1, "").status(404).data(json!({"next": page.to_string()}))),
        })
    }

    /// Three pages, the second without items; the last one says with an empty text that it is.
    async fn readers(&self, request: Readers) -> Result<ReadersResponse, Failure> {
        let page = |names: &[&str]| {
            let items = Maybe::Value(names.iter().map(|name| (*name).to_owned()).collect());
            Some(Page { items })
        };
        let meta = |next: Maybe<String>| Some(Meta { next });
        Ok(match request.cursor.as_deref() {
            None => ReadersResponse { page: page(&["Ann"]), meta: meta(Maybe::Value("b".into())) },
            Some("b") => ReadersResponse { page: page(&["Bob"]), meta: meta(Maybe::Value(String::new())) },
            Some(_) => return Err(Failure::new(422, "no such page")),
        })
    }

    /// One page again and again.
    async fn marks(&self, _: Marks) -> Result<MarksResponse, Failure> {
        Ok(MarksResponse { marks: vec![Mark(7)], last: Some(Mark(7)) })
    }
}

async fn client() -> Client {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(serve(listener, router(House, Config::new()), Limits::default(), std::future::pending()));
    Client::builder(url).build().unwrap()
}

#[tokio::test]
async fn pages_are_counted_up_to_one_without_items() {
    let client = client().await;
    let mut pages = client.posts().pages();
    let mut lengths = Vec::new();
    while let Some(items) = pages.next().await.unwrap() {
        lengths.push(items.len());
    }
    assert_eq!(lengths, [2, 1]);
    assert_eq!(pages.next().await.unwrap(), None, "behind the last page is none");
    assert_eq!(client.posts().page(1).pages().take(9).await.unwrap(), [PostsItem::from(PostType { id: 2 })]);
    assert_eq!(client.posts().pages().take(1).await.unwrap().len(), 1);
}

#[tokio::test]
async fn what_the_response_has_leads_to_the_next_page() {
    assert_eq!(client().await.readers().pages().take(9).await.unwrap(), ["Ann", "Bob"]);
}

#[tokio::test]
async fn the_same_page_is_not_asked_for_twice() {
    assert_eq!(client().await.marks().pages().take(9).await.unwrap(), [Mark(7), Mark(7)]);
}

#[tokio::test]
async fn after_an_error_the_same_page_is_asked_for() {
    let client = client().await;
    let mut pages = client.posts().page(3).pages();
    for _ in 0..2 {
        let error = pages.next().await.unwrap_err();
        assert_eq!(error.status(), Some(404), "{error}");
        let meta = error.failure().expect("a failure").data_as::<Meta>();
        assert_eq!(meta.unwrap().next, Maybe::Value("3".to_owned()), "what the API says of it, as a type");
    }
    let error = client.readers().cursor("x").await.unwrap_err();
    assert_eq!(error.status(), Some(422), "a code that is a status of a failure");
    assert!(error.to_string().contains("no such page"), "{error}");
}

//! Bodies in parts: the files that the client sends are those that the backend gets, and what is no such body is refused.

use std::sync::{Arc, Mutex};

use golden::files::{
    Backend, Client, GetBackup, GetLampsPicturesById, GetPlan, PostLampsByLamp, PostLampsPictures, PostLampsPicturesResponse, Place, router,
    table,
};
use golden::runtime::client::Error;
use golden::runtime::server::{Config, Incoming, Limits, Service, Transport, serve};
use golden::runtime::{ByteStream, Empty, Failure, File};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

const FORGED: &str = r#"{"code":7,"message":"GONE"}"#;
const PLAN: &str = "{\"é\": 1}\r\n";

/// A backend that keeps what came.
#[derive(Clone, Default)]
struct House {
    pictures: Arc<Mutex<Vec<PostLampsPictures>>>,
    changes: Arc<Mutex<Vec<PostLampsByLamp>>>,
}

impl Backend for House {
    async fn post_lamps_pictures(&self, request: PostLampsPictures) -> Result<PostLampsPicturesResponse, Failure> {
        let size = request.picture.bytes.len().try_into().unwrap();
        self.pictures.lock().unwrap().push(request);
        Ok(PostLampsPicturesResponse { id: 7, size })
    }

    async fn get_lamps_pictures_by_id(&self, request: GetLampsPicturesById) -> Result<File, Failure> {
        match request.id {
            0 => Err(Failure::new(404, "NO_PICTURE")),
            1 => Ok(File::new(awkward())),
            // A name of a header, and a type that is none.
            2 => Ok(File::named("a \"é\"\r\n.svg", b"<svg/>".to_vec()).of_type("image/svg+xml")),
            // As if it were a failure.
            3 => Ok(File::new(FORGED).of_type("application/json")),
            4 => Ok(File::new(FORGED).of_type("text/html")),
            _ => Ok(File::new(b"{}".to_vec()).of_type("\r\n")),
        }
    }

    async fn get_plan(&self, _: GetPlan) -> Result<String, Failure> {
        Ok(PLAN.to_owned())
    }

    async fn get_backup(&self, _: GetBackup) -> Result<File, Failure> {
        Ok(File::default())
    }

    async fn post_lamps_by_lamp(&self, request: PostLampsByLamp) -> Result<Empty, Failure> {
        self.changes.lock().unwrap().push(request);
        Ok(Empty)
    }
}

struct Served {
    address: String,
    client: Client,
    house: House,
}

async fn served(limits: Limits) -> Served {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let house = House::default();
    let server = router(house.clone(), Config::new().limits(limits.clone()));
    tokio::spawn(serve(listener, server, limits, std::future::pending()));
    let client = Client::builder(format!("http://{address}")).build().unwrap();
    Served { address, client, house }
}

impl Served {
    /// The answer to a request with a body of this type.
    async fn post(&self, path: &str, media: &str, body: &[u8]) -> String {
        self.send("POST", path, &format!("content-type: {media}\r\ncontent-length: {}\r\n", body.len()), body).await
    }

    async fn send(&self, method: &str, path: &str, headers: &str, body: &[u8]) -> String {
        let mut stream = TcpStream::connect(&self.address).await.unwrap();
        let host = &self.address;
        let head = format!("{method} {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n{headers}\r\n");
        stream.write_all(head.as_bytes()).await.unwrap();
        stream.write_all(body).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        answer
    }
}

/// Bytes with all that could be taken for something else.
fn awkward() -> Vec<u8> {
    let all = (0..=u8::MAX).chain(*b"\r\n--\r\n--tablewright-\r\n\r\n--b--\r\n");
    all.cycle().take(300_000).collect()
}

#[tokio::test]
async fn what_is_sent_in_parts_arrives_as_it_is() {
    let served = served(Limits::default()).await;
    let picture = File::named("a \"lamp\"\r\n; ü.png", awkward()).of_type("image/png; q=1");
    let more = vec![File::named("1", b"".to_vec()), File::named("2", b"\r\n".to_vec())];
    let place = Place { x: -1, y: 2 };
    let tags = vec!["a".to_owned(), "ü\r\n&=".to_owned()];
    let call = served.client.post_lamps_pictures(5, picture.clone());
    let call = call.more(more.clone()).title("[1]").tags(tags.clone()).place(place.clone());
    let answer = call.await.unwrap();
    assert_eq!((answer.id, answer.size), (7, 300_000));
    let came = served.house.pictures.lock().unwrap().pop().unwrap();
    assert_eq!(came.picture, picture);
    let octets = |file: File| file.of_type("application/octet-stream");
    assert_eq!(came.more, Some(more.into_iter().map(octets).collect()));
    assert_eq!((came.lamp, came.title.as_deref(), came.tags), (5, Some("[1]"), Some(tags)));
    assert_eq!(came.place, Some(place));
}

#[tokio::test]
async fn a_part_can_be_a_stream() {
    let served = served(Limits::default()).await;
    for length in [None, Some(300_000)] {
        let chunks = awkward().chunks(1000).map(|chunk| Ok::<_, std::io::Error>(chunk.to_vec().into())).collect::<Vec<_>>();
        let stream = ByteStream::new(futures_util::stream::iter(chunks));
        let stream = length.into_iter().fold(stream, ByteStream::length);
        let picture = File::streamed(stream).called("a.png");
        let answer = served.client.post_lamps_pictures(5, picture).title("t").await.unwrap();
        assert_eq!((answer.id, answer.size), (7, 300_000));
        let came = served.house.pictures.lock().unwrap().pop().unwrap();
        let sent = File::named("a.png", awkward()).of_type("application/octet-stream");
        assert_eq!((came.picture, came.title.as_deref()), (sent, Some("t")));
    }
    // What the API says of a failure comes before the stream does.
    let error = served.client.get_lamps_pictures_by_id(5, 0).streamed().await.unwrap_err();
    assert_eq!(error.failure().map(|failure| failure.code), Some(404));
    let named = served.client.get_lamps_pictures_by_id(5, 2).streamed().await.unwrap();
    assert!(named.is_streamed() && named.name.as_deref() == Some("a \"é\"\r\n.svg"));
    assert_eq!(named.whole().await.unwrap().bytes, "<svg/>");
    let forged = served.client.get_lamps_pictures_by_id(5, 3).streamed().await.unwrap();
    assert_eq!(forged.whole().await.unwrap().bytes, FORGED);
}

#[tokio::test]
async fn a_body_is_in_parts_where_a_file_is_in_it() {
    let served = served(Limits::default()).await;
    served.client.post_lamps_by_lamp(5, "new").await.unwrap();
    served.client.post_lamps_by_lamp(5, "new").plan(File::new(b"plan".to_vec())).await.unwrap();
    let came = std::mem::take(&mut *served.house.changes.lock().unwrap());
    let plans: Vec<_> = came.iter().map(|change| change.plan.as_ref().map(|plan| &plan.bytes[..])).collect();
    assert_eq!(plans, [None, Some(&b"plan"[..])]);
    // Of a file without a name, the parameter is the name.
    assert_eq!(came[1].plan.as_ref().and_then(|plan| plan.name.as_deref()), Some("plan"));
}

#[tokio::test]
async fn what_browsers_and_curl_send_is_read() {
    let served = served(Limits::default()).await;
    let body = b"--x\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nA lamp\r\n\
        --x\r\nContent-Disposition: form-data; name=\"picture\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n\xff\r\n\
        --x\r\nContent-Disposition: form-data; name=\"place\"\r\nContent-Type: application/json\r\n\r\n{\"x\":1,\"y\":2}\r\n--x--\r\n";
    let answer = served.post("/lamps/3/pictures", "multipart/form-data; boundary=x", body).await;
    assert!(answer.ends_with(r#"{"code":0,"data":{"id":7,"size":1}}"#), "{answer}");
    let came = served.house.pictures.lock().unwrap().pop().unwrap();
    assert_eq!(came.picture, File::named("a.png", b"\xff".to_vec()).of_type("image/png"));
    assert_eq!((came.title.as_deref(), came.place), (Some("A lamp"), Some(Place { x: 1, y: 2 })));
}

#[tokio::test]
async fn what_is_no_file_is_refused() {
    let served = served(Limits { body: 2000, values: 3, ..Limits::default() }).await;
    let part = |head: &str, content: &str| format!("--x\r\nContent-Disposition: form-data; {head}\r\n\r\n{content}\r\n");
    let file = part("name=picture; filename=a", "a");
    let parts = "multipart/form-data; boundary=x";
    for (path, media, body, status, why) in [
        ("/lamps/3/pictures", parts, part("name=title", "a") + "--x--", 400, "`picture` is missing: expected a file"),
        ("/lamps/3/pictures", parts, format!("{file}{file}--x--"), 400, "`picture`: expected a file"),
        ("/lamps/3/pictures", parts, file.clone(), 400, "no boundary behind it"),
        ("/lamps/3/pictures", parts, file.repeat(4) + "--x--", 413, "more than 3 values"),
        ("/lamps/3/pictures", parts, file.repeat(40) + "--x--", 413, "larger than 2000 bytes"),
        ("/lamps/3/pictures", "multipart/form-data", file.clone() + "--x--", 400, "says no boundary"),
        ("/lamps/3/pictures", "application/json", r#"{"picture":{"base64":""}}"#.into(), 415, "send `multipart/form-data`"),
        ("/lamps/3", "application/json", r#"{"name":"a","plan":{"base64":""}}"#.into(), 400, "`plan`: expected"),
        ("/lamps/3", "multipart/mixed; boundary=x", String::new(), 415, "`application/json` or `multipart/form-data`"),
    ] {
        let answer = served.post(path, media, body.as_bytes()).await;
        let found = answer.starts_with(&format!("HTTP/1.1 {status} ")) && answer.contains(why);
        assert!(found, "{media} {body}: {answer}");
    }
    assert!(served.house.pictures.lock().unwrap().is_empty() && served.house.changes.lock().unwrap().is_empty());
}

#[tokio::test]
async fn what_no_part_can_say_is_not_sent() {
    let served = served(Limits::default()).await;
    for media in ["", "png", "image/", "image/png\r\nX: y", "image/ü"] {
        let file = File::new(b"".to_vec()).of_type(media);
        let error = served.client.post_lamps_pictures(5, file).await.unwrap_err();
        let Error::Encode(error) = &error else { panic!("{media}: {error}") };
        assert_eq!(error.parameter.as_deref(), Some("picture"), "{error}");
    }
}

#[tokio::test]
async fn what_is_no_json_comes_back_as_it_is() {
    let served = served(Limits::default()).await;
    let picture = served.client.get_lamps_pictures_by_id(5, 1).await.unwrap();
    assert_eq!(picture, File::new(awkward()).of_type("image/png"));
    let named = served.client.get_lamps_pictures_by_id(5, 2).await.unwrap();
    assert_eq!(named, File::named("a \"é\"\r\n.svg", b"<svg/>".to_vec()).of_type("image/svg+xml"));
    for id in [3, 4] {
        let forged = served.client.get_lamps_pictures_by_id(5, id).await.unwrap();
        assert_eq!(forged, File::new(FORGED).of_type("application/octet-stream"), "{id}");
    }
    let unsaid = served.client.get_lamps_pictures_by_id(5, 5).await.unwrap();
    assert_eq!(unsaid, File::new(b"{}".to_vec()).of_type("application/octet-stream"));
    assert_eq!(served.client.get_plan().await.unwrap(), PLAN);
    let nothing = served.client.get_backup().await.unwrap();
    assert_eq!(nothing, File::default().of_type("application/octet-stream"));
}

#[tokio::test]
async fn what_was_uploaded_runs_no_scripts_here() {
    let served = served(Limits::default()).await;
    let answer = served.send("GET", "/lamps/5/pictures/2", "", &[]).await.to_ascii_lowercase();
    for header in ["content-type: image/svg+xml", "x-content-type-options: nosniff", "content-security-policy: sandbox"] {
        assert!(answer.contains(&format!("{header}\r\n")), "{header}: {answer}");
    }
}

#[tokio::test]
async fn a_failure_is_told_from_what_is_no_json() {
    let served = served(Limits::default()).await;
    let error = served.client.get_lamps_pictures_by_id(5, 0).await.unwrap_err();
    // Its status is that of a success, as that of every failure of this API.
    let failure = error.failure().unwrap_or_else(|| panic!("{error:?}"));
    assert_eq!((failure.code, failure.message.as_str()), (404, "NO_PICTURE"));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let client = Client::builder(format!("http://{}", listener.local_addr().unwrap())).build().unwrap();
    tokio::spawn(async move {
        for (media, body) in [("application/json", "{\"code\":0,\"data\":1}"), ("text/plain", "\u{e9}")] {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut head = [0; 1024];
            let _ = stream.read(&mut head).await.unwrap();
            let body = if media == "text/plain" { &[0xe9][..] } else { body.as_bytes() };
            let length = body.len();
            let head = format!("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-type: {media}\r\ncontent-length: {length}\r\n\r\n");
            stream.write_all(head.as_bytes()).await.unwrap();
            stream.write_all(body).await.unwrap();
        }
    });
    for expected in ["expected a body of the type `text/plain`, got JSON", "utf-8"] {
        let error = client.get_plan().await.unwrap_err();
        assert!(matches!(&error, Error::Decode(_)) && error.to_string().contains(expected), "{error}");
    }
}

#[tokio::test]
async fn no_frame_carries_what_is_no_json() {
    let service = Service::new(table(&Arc::new(House::default())), Config::new());
    let file = r#"{"lamp":1,"name":"a","plan":{"base64":""}}"#;
    for (name, parameters, why) in [
        ("get_plan", None, "no frame carries it: call it over HTTP"),
        ("post_lamps_by_lamp", Some(file), "`plan`: expected a file"),
    ] {
        let call = service.call(&Incoming::frame(name, parameters, None, Transport::WebSocket));
        let answer = String::from_utf8(call.await.body.to_vec()).unwrap();
        assert!(answer.contains(why), "{answer}");
    }
}

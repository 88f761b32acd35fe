//! Bodies that are bytes or text: what the client sends is what the backend gets, whole or as a stream, and what the documents
//! do not allow is refused.

use std::convert::Infallible;
use std::future::pending;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::stream::{self, StreamExt};
use golden::raw_bodies::{
    Backend, Client, GetObjectsByKey, PostFilms, PostObjectsNote, PostSort, PostSounds, PutObjectsByKey, PutObjectsPicture,
    PutObjectsByKeyResponse, router,
};
use golden::runtime::client::Error;
use golden::runtime::server::{Config, Limits, serve};
use golden::runtime::{ByteStream, Empty, Failure, File, StreamError};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

const CHUNK: usize = 64 << 10;
const CHUNKS: u64 = 1024;
/// More than what the sockets of a connection hold, and less than what is sent.
const HELD: u64 = CHUNKS / 2;

/// Chunks that are made when they are asked for, and how many are on their way.
#[derive(Clone, Default)]
struct Way {
    made: Arc<AtomicU64>,
    taken: Arc<AtomicU64>,
    /// The most that were.
    held: Arc<AtomicU64>,
}

impl Way {
    fn chunks(&self, count: u64) -> ByteStream {
        let way = self.clone();
        ByteStream::new(stream::iter(0..count).map(move |at| {
            let made = way.made.fetch_add(1, Ordering::SeqCst) + 1;
            way.held.fetch_max(made - way.taken.load(Ordering::SeqCst).min(made), Ordering::SeqCst);
            Ok::<_, Infallible>(vec![u8::try_from(at % 251).unwrap(); CHUNK].into())
        }))
    }

    /// Reads a stream to its end and keeps nothing of it. How many bytes there were, and whether they were right.
    async fn sink(&self, mut stream: ByteStream) -> Result<(u64, bool), StreamError> {
        let (mut length, mut right) = (0_usize, true);
        while let Some(chunk) = stream.next().await.transpose()? {
            right &= chunk.iter().enumerate().all(|(at, byte)| {
                let expected = ((length + at) / CHUNK) % 251;
                usize::from(*byte) == expected
            });
            length += chunk.len();
            self.taken.store((length / CHUNK).try_into().unwrap(), Ordering::SeqCst);
        }
        Ok((length.try_into().unwrap(), right))
    }

    fn held(&self) -> u64 {
        self.held.load(Ordering::SeqCst)
    }
}

/// A backend that keeps what came.
#[derive(Clone, Default)]
struct Shelf {
    objects: Arc<Mutex<Vec<PutObjectsByKey>>>,
    pictures: Arc<Mutex<Vec<Option<File>>>>,
    way: Way,
}

impl Backend for Shelf {
    async fn put_objects_by_key(&self, request: PutObjectsByKey) -> Result<PutObjectsByKeyResponse, Failure> {
        let size = request.body.bytes.len().try_into().unwrap();
        self.objects.lock().unwrap().push(request);
        Ok(PutObjectsByKeyResponse { size })
    }

    async fn get_objects_by_key(&self, request: GetObjectsByKey) -> Result<File, Failure> {
        match request.key.as_str() {
            "none" => Err(Failure::new(0, "").status(404).data("gone")),
            "small" => Ok(File::named("a.bin", &b"small"[..]).of_type("text/x-small")),
            "still" => Ok(File::streamed(ByteStream::new(
                stream::iter([Ok::<_, Infallible>("a".into())]).chain(stream::once(pending())),
            ))),
            // Behind so many that the head is sent.
            "broken" => Ok(File::streamed(ByteStream::new(
                self.way.chunks(64).map(|chunk| chunk.map_err(|_| "no")).chain(stream::iter([Err("no")])),
            ))),
            "short" => Ok(File::streamed(self.way.chunks(2).length(3 << 16))),
            "long" => Ok(File::streamed(self.way.chunks(2).length(1 << 16))),
            "as stated" => Ok(File::streamed(self.way.chunks(2).length(2 << 16))),
            _ => Ok(File::streamed(self.way.chunks(CHUNKS))),
        }
    }

    async fn put_objects_picture(&self, request: PutObjectsPicture) -> Result<Empty, Failure> {
        self.pictures.lock().unwrap().push(request.picture);
        Ok(Empty)
    }

    async fn post_objects_note(&self, request: PostObjectsNote) -> Result<String, Failure> {
        Ok(format!("{}: {}", request.key, request.note))
    }

    async fn post_sounds_streamed(&self, request: PostSounds) -> Result<Empty, Failure> {
        assert!(request.sound.is_streamed());
        let (length, right) = self.way.sink(request.sound.into_stream()).await?;
        assert!(right);
        self.way.made.fetch_max(length, Ordering::SeqCst);
        Ok(Empty)
    }

    async fn post_films(&self, request: PostFilms) -> Result<Empty, Failure> {
        self.pictures.lock().unwrap().push(Some(request.body));
        Ok(Empty)
    }

    async fn post_sort(&self, _: PostSort) -> Result<Empty, Failure> {
        Ok(Empty)
    }
}

struct Served {
    address: String,
    client: Client,
    shelf: Shelf,
}

async fn served(limits: Limits) -> Served {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let shelf = Shelf::default();
    let server = router(shelf.clone(), Config::new().limits(limits.clone()));
    tokio::spawn(serve(listener, server, limits, pending()));
    let client = Client::builder(format!("http://{address}")).build().unwrap();
    Served { address, client, shelf }
}

impl Served {
    /// The answer to a request with these headers.
    async fn send(&self, line: &str, headers: &str, body: &[u8]) -> String {
        let mut stream = TcpStream::connect(&self.address).await.unwrap();
        let (host, length) = (&self.address, body.len());
        let head = format!(
            "{line} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\ncontent-length: {length}\r\n{headers}\r\n"
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        stream.write_all(body).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        answer
    }
}

/// Bytes of every kind.
fn awkward() -> Vec<u8> {
    (0..=u8::MAX).cycle().take(300_000).collect()
}

#[tokio::test]
async fn bytes_arrive_as_they_are_and_the_others_in_their_places() {
    let served = served(Limits::default()).await;
    let call = served.client.put_objects_by_key("a/b", awkward()).keep(7).x_checksum("xyz");
    assert_eq!(call.await.unwrap().size, 300_000);
    let came = served.shelf.objects.lock().unwrap().pop().unwrap();
    assert_eq!(came.body, File::new(awkward()).of_type("application/octet-stream"));
    assert_eq!((came.key.as_str(), came.keep, came.x_checksum.as_deref()), ("a/b", Some(7), Some("xyz")));
    let note = served.client.post_objects_note("a", "\u{e9}\r\n{}").await.unwrap();
    assert_eq!(note, "a: \u{e9}\r\n{}");
    assert_eq!(served.client.post_objects_note("a", "").await.unwrap(), "a: ");
}

#[tokio::test]
async fn a_body_is_sent_as_the_documents_have_it() {
    let served = served(Limits::default()).await;
    let picture = |media: Option<&str>| media.into_iter().fold(File::new(&b"x"[..]), File::of_type);
    for (own, sent) in [
        (None, "image/png"),
        (Some("image/jpeg"), "image/jpeg"),
        (Some("Image/JPEG; q=1"), "Image/JPEG; q=1"),
        (Some("text/html"), "image/png"),
    ] {
        served.client.put_objects_picture("a").picture(picture(own)).await.unwrap();
        let came = served.shelf.pictures.lock().unwrap().pop().unwrap();
        assert_eq!(came, Some(picture(Some(sent))), "{own:?}");
    }
    // It need not be there, and one without bytes is there.
    for picture in [None, Some(File::default().of_type("image/png"))] {
        let call = served.client.put_objects_picture("a");
        picture.clone().into_iter().fold(call, golden::raw_bodies::put_objects_picture::Call::picture).await.unwrap();
        assert_eq!(served.shelf.pictures.lock().unwrap().pop().unwrap(), picture);
    }
    served.client.post_films("Film", picture(Some("video/mp4"))).await.unwrap();
    assert_eq!(served.shelf.pictures.lock().unwrap().pop().unwrap(), Some(picture(Some("video/mp4"))));
    for own in [None, Some("image/png")] {
        let error = served.client.post_films("Film", picture(own)).await.unwrap_err();
        assert!(matches!(error, Error::Encode(_)) && error.to_string().contains("the endpoint takes video/*"), "{error}");
    }
    served.client.post_sort("name").await.unwrap();
}

#[tokio::test]
async fn what_the_documents_do_not_allow_is_refused() {
    let served = served(Limits { body: 1000, ..Limits::default() }).await;
    let large = [b'a'; 1001];
    for (line, headers, body, status, why) in [
        ("PUT /objects/a", "", &b"x"[..], 200, "{\"size\":1}"),
        ("PUT /objects/a", "content-type: application/octet-stream\r\n", b"", 200, "{\"size\":0}"),
        ("PUT /objects/a", "content-type: application/json\r\n", b"{}", 415, "send `application/octet-stream`"),
        ("PUT /objects/a", "", &large, 413, "1000 bytes"),
        ("PUT /objects/a/picture", "", b"x", 415, "send `image/png` or `image/jpeg`"),
        ("PUT /objects/a/picture", "content-type: image/gif\r\n", b"x", 415, "`image/gif` is not taken here"),
        ("POST /objects/a/note", "", b"", 400, "`note` is missing"),
        ("POST /objects/a/note", "content-type: text/plain\r\n", b"", 200, "a: "),
        ("POST /objects/a/note", "", b"x", 415, "send `text/plain`"),
        ("PUT /objects/a", "", b"", 200, "{\"size\":0}"),
        ("PUT /objects/a/picture", "", b"", 200, ""),
        ("POST /films?title=a", "", b"", 400, "`body` is missing"),
        ("POST /objects/a/note", "content-type: text/plain\r\n", b"x", 200, "a: x"),
        ("POST /objects/a/note", "content-type: text/plain\r\n", b"\xff", 400, "not UTF-8"),
        ("POST /objects/a/note", "content-type: text/plain; charset=latin1\r\n", b"x", 415, "in UTF-8"),
        ("POST /objects/a/note", "content-type: text/plain\r\n", &large, 413, "1000 bytes"),
        ("POST /films?title=a", "content-type: image/png\r\n", b"x", 415, "send `video/*`"),
        ("POST /films", "content-type: video/mp4\r\n", b"x", 400, "`title` is missing"),
        ("POST /sort", "content-type: application/x-www-form-urlencoded\r\n", b"by=a", 200, ""),
        ("POST /sort", "content-type: application/json\r\n", b"{}", 415, "x-www-form-urlencoded"),
    ] {
        let answer = served.send(line, headers, body).await;
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{line} {headers}: {answer}");
        assert!(answer.contains(why), "{line} {headers}: {answer}");
    }
}

#[tokio::test]
async fn a_stream_is_never_held_whole() {
    // Less than a hundredth of what is sent.
    let served = served(Limits { body: 1 << 19, ..Limits::default() }).await;
    let up = Way { taken: Arc::clone(&served.shelf.way.taken), ..Way::default() };
    served.client.post_sounds(File::streamed(up.chunks(CHUNKS))).await.unwrap();
    let sent = served.shelf.way.made.load(Ordering::SeqCst);
    assert_eq!(sent, CHUNKS * u64::try_from(CHUNK).unwrap());
    assert!((1..HELD).contains(&up.held()), "{}", up.held());

    let down = &served.shelf.way;
    for count in [&down.made, &down.taken, &down.held] {
        count.store(0, Ordering::SeqCst);
    }
    let file = served.client.get_objects_by_key("large").streamed().await.unwrap();
    assert!(file.is_streamed() && file.bytes.is_empty());
    assert_eq!(file.content_type.as_deref(), Some("application/octet-stream"));
    assert_eq!(down.sink(file.into_stream()).await.unwrap(), (sent, true));
    assert!((1..HELD).contains(&down.held()), "{}", down.held());
}

#[tokio::test]
async fn a_stream_that_is_not_asked_for_is_read_whole() {
    let served = served(Limits::default()).await;
    let stated = File::streamed(ByteStream::once(awkward().into()));
    served.client.put_objects_by_key("a", stated).await.unwrap();
    assert_eq!(served.shelf.objects.lock().unwrap().pop().unwrap().body.bytes, awkward());
    let client = Client::builder(format!("http://{}", served.address)).max_body(1000).build().unwrap();
    let whole = client.get_objects_by_key("large").await.unwrap_err();
    assert!(matches!(&whole, Error::Transport(error) if error.to_string().contains("1000 bytes")), "{whole}");
    let small = served.client.get_objects_by_key("small").await.unwrap();
    assert_eq!(small, File::named("a.bin", &b"small"[..]).of_type("text/x-small"));
    // What is there at once can be read as a stream too.
    let small = served.client.get_objects_by_key("small").streamed().await.unwrap();
    assert_eq!(small.name.as_deref(), Some("a.bin"));
    assert_eq!(small.whole().await.unwrap().bytes, "small");
}

#[tokio::test]
async fn a_call_fails_before_its_stream_and_a_stream_by_itself() {
    let served = served(Limits::default()).await;
    let error = served.client.get_objects_by_key("none").streamed().await.unwrap_err();
    assert_eq!((error.status(), error.failure().map(|failure| &failure.data)), (Some(404), Some(&"gone".into())));
    let broken = served.client.get_objects_by_key("broken").streamed().await.unwrap().into_stream().collect::<Vec<_>>().await;
    assert!(matches!(broken.last(), Some(Err(StreamError::Broken(_)))), "{broken:?}");
    let still = served.client.get_objects_by_key("still").timeout(Duration::from_millis(100)).streamed().await.unwrap();
    let still = still.into_stream().collect::<Vec<_>>().await;
    assert!(matches!(still.as_slice(), [Ok(_), Err(StreamError::Idle { .. })]), "{still:?}");
}

#[tokio::test]
async fn streams_have_limits() {
    let limits = Limits { stream: 100_000, body_timeout: Duration::from_millis(100), ..Limits::default() };
    let served = served(limits).await;
    for stream in [Way::default().chunks(2), Way::default().chunks(2).length(2 * 65_536)] {
        let error = served.client.post_sounds(File::streamed(stream)).await.unwrap_err();
        // Where the server answers before all is sent, the connection can end first.
        assert!(error.status() == Some(413) || matches!(error, Error::Transport(_)), "{error}");
    }
    let still = stream::iter([Ok::<_, Infallible>("a".into())]).chain(stream::once(pending()));
    let error = served.client.post_sounds(File::streamed(ByteStream::new(still))).await.unwrap_err();
    assert_eq!(error.status(), Some(400), "{error}");
    let client = Client::builder(format!("http://{}", served.address)).max_stream(100_000).build().unwrap();
    let large = client.get_objects_by_key("large").streamed().await.unwrap().into_stream().collect::<Vec<_>>().await;
    assert!(matches!(large.last(), Some(Err(StreamError::TooLarge { limit: 100_000 }))), "{large:?}");
}

/// What has another length than is said is no body, and nothing of it is cut off in silence.
#[tokio::test]
async fn a_stream_has_the_length_that_is_stated() {
    let served = served(Limits::default()).await;
    for (stated, fits) in [(1_u64, false), (2, true), (3, false)] {
        let file = File::streamed(Way::default().chunks(2).length(stated << 16));
        let sent = served.client.put_objects_by_key("a", file).await;
        assert_eq!(sent.as_ref().ok().map(|answer| answer.size), fits.then_some(2 << 16), "{sent:?}");
        let came = served.shelf.objects.lock().unwrap().pop();
        assert_eq!(came.is_some(), fits, "{stated}: {came:?}");
    }
    for (key, fits) in [("short", false), ("as stated", true), ("long", false)] {
        let whole = served.client.get_objects_by_key(key).await;
        assert_eq!(whole.as_ref().ok().map(|file| file.bytes.len()), fits.then_some(2 << 16), "{key}: {whole:?}");
        let came = match served.client.get_objects_by_key(key).streamed().await {
            Ok(file) => file.whole().await.is_ok(),
            Err(_) => false,
        };
        assert_eq!(came, fits, "{key}");
    }
}

#[tokio::test]
async fn a_stream_is_sent_once() {
    let served = served(Limits::default()).await;
    let file = File::streamed(ByteStream::once("once".into()));
    served.client.put_objects_by_key("a", file.clone()).await.unwrap();
    let error = served.client.put_objects_by_key("a", file).await.unwrap_err();
    assert!(matches!(error, Error::Encode(_)) && error.to_string().contains("was sent already"), "{error}");
}

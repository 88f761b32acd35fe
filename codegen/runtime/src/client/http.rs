//! Calls over HTTP.

use std::borrow::Cow;
use std::fmt;

use bytes::{Bytes, BytesMut};
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use futures_util::stream::{self, StreamExt};
use reqwest::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HeaderValue, LOCATION};
use reqwest::{Response, StatusCode, Url};
use secrecy::ExposeSecret;

use super::credentials::Credentials;
use super::encode::{Content, Encoded, Located, encode, refuse_files, select, take};
use super::error::StatusError;
use super::frame::write_call;
use super::{Error, Name, Reply, Request, Transport, TransportKind};
use crate::api::{Api, Encoding, Envelope, Media};
use crate::header::{self, Valued};
use crate::media::{OCTETS, Sort, sort};
use crate::{ByteStream, Info, Method};

/// The most redirects that a call follows.
const REDIRECTS: usize = 5;

/// Calls over HTTP.
pub(crate) struct Http {
    pub api: &'static Api,
    /// Sends credentials with every request, so it must reach no other origin.
    pub client: reqwest::Client,
    /// The base URL that replaces all that the documents name, without a `/` at its end.
    pub base: Option<String>,
    pub encoding: Encoding,
    pub credentials: Credentials,
    /// The most bytes of an answer.
    pub max_body: usize,
    /// The most of one that comes as a stream.
    pub max_stream: u64,
}

impl Http {
    async fn exchange(&self, request: Request) -> Result<Reply, Error> {
        let endpoint = request.name.clone();
        let request_info = request.info;
        let streams = request.info.filter(|_| request.streams && self.api.frame_path().is_none());
        let (mut url, located, encoded) = match self.api.frame_path() {
            Some(path) => (self.url(&request, Some(path))?, Located::default(), self.framed(&request)?),
            None => {
                let (request, located) = take(select(request)?, &self.credentials)?;
                let url = self.url(&request, located.path.as_deref())?;
                (url, located, encode(self.api, request, self.encoding, &self.credentials)?)
            }
        };
        let Encoded { method, query, body } = encoded;
        let query = joined(query, &located);
        self.put_query(&mut url, query);
        let header = |media: Cow<'static, str>| {
            HeaderValue::try_from(&*media)
                .map_err(|error| Error::encode(&endpoint, None, format!("the media type is none: {error}")))
        };
        let body = body.map(|(media, body)| header(media).map(|media| (media, body))).transpose()?;
        for hop in 0.. {
            let mut builder = self.client.request(wire(method), url.clone());
            for (name, value) in &located.headers {
                builder = match HeaderValue::from_bytes(value.as_bytes()) {
                    // Cookies fill some of them.
                    Ok(mut value) => {
                        value.set_sensitive(true);
                        builder.header(*name, value)
                    }
                    // What is no value of a header is the library's to report.
                    Err(_) => builder.header(*name, value),
                };
            }
            if let Some((media, content)) = &body {
                if content.is_begun() {
                    return Err(Error::encode(&endpoint, None, "a file is a stream that was sent already"));
                }
                builder = builder.header(CONTENT_TYPE, media.clone());
                builder = builder.body(content.body());
            }
            let response = builder.send().await.map_err(|error| failed(&endpoint, error, TransportKind::Send))?;
            let status = response.status();
            if !is_redirect(status) {
                let (content_type, file_name) = said(&response);
                let streams = streams.filter(|_| status.is_success());
                if let Some(info) = streams {
                    return self.streamed(info, response, content_type, file_name).await;
                }
                let body = self.body(&endpoint, response).await?;
                // A success without a body, as it is for HEAD whatever its status, is read as 204 is, unless the status tells
                // which success it is.
                let several = request_info.is_some_and(|info| !info.statuses.is_empty());
                let bare = method == Method::Head && status.is_success() && !several;
                let status = if bare { StatusCode::NO_CONTENT } else { status };
                return Ok(Reply { status: Some(status.as_u16()), body, content_type, file_name, stream: None });
            }
            // Another status has the call go on as GET, without its parameters.
            let once = body.as_ref().is_some_and(|(_, content)| content.is_streamed());
            let same = method.is_bare() || (matches!(status.as_u16(), 307 | 308) && !once);
            match redirect(&response) {
                Some(target) if same && hop < REDIRECTS && target.origin() == url.origin() => url = target,
                target => return Err(not_followed(endpoint, status, target.as_ref())),
            }
        }
        Err(not_followed(endpoint, StatusCode::LOOP_DETECTED, None))
    }

    /// A call as one JSON object, which names the endpoint. There is one call in a request, so any number does.
    fn framed(&self, request: &Request) -> Result<Encoded, Error> {
        refuse_files(request)?;
        let text = write_call(self.api, &request.name, &request.parameters, 1).unwrap_or_default();
        let body = Some((Cow::Borrowed("application/json"), Content::from(text)));
        Ok(Encoded { method: Method::Post, query: String::new(), body })
    }

    /// The URL of a call; `located` is the endpoint's path with its parameters in it, or that of all calls.
    fn url(&self, request: &Request, located: Option<&str>) -> Result<Url, Error> {
        let own = request.info.and_then(|info| info.server);
        let base = self.base.as_deref().or(own).or_else(|| self.api.servers.first().copied());
        let wrong = |message: String| Error::encode(&request.name, None, message);
        let base = base.ok_or_else(|| wrong("the documents name no server: give the builder a URL".to_owned()))?;
        let mut url = Url::parse(base).map_err(|error| wrong(format!("the base URL is none: {error}")))?;
        let path = match located.or(request.info.map(|info| info.path)) {
            Some(path) => format!("{}{path}", url.path().trim_end_matches('/')),
            None => format!("{}/{}", url.path().trim_end_matches('/'), request.name),
        };
        url.set_path(&path);
        Ok(url)
    }

    /// Sets the query, with the credentials that belong there at its end.
    fn put_query(&self, url: &mut Url, mut query: String) {
        if !self.credentials.query().is_empty() {
            let mut text = form_urlencoded::Serializer::for_suffix(&mut query, 0);
            for (name, secret) in self.credentials.query() {
                text.append_pair(name, secret.expose_secret());
            }
        }
        if !query.is_empty() {
            url.set_query(Some(&query));
        }
    }

    /// A success whose body comes as a stream, unless it is a failure all the same: that is read whole.
    async fn streamed(
        &self,
        info: &'static Info,
        mut response: Response,
        content_type: Option<String>,
        file_name: Option<String>,
    ) -> Result<Reply, Error> {
        let endpoint = Cow::Borrowed(info.name);
        let status = Some(response.status().as_u16());
        let envelope = if info.bare { &Envelope::BARE } else { &self.api.envelope };
        let documented = info.media.map_or(OCTETS, Media::name);
        let mut first = None;
        let is_file = match sort(envelope, documented, content_type.as_deref()) {
            Sort::File => true,
            Sort::Failure => false,
            // A failure is an object.
            Sort::Unsure => {
                first = response.chunk().await.map_err(|error| failed(&endpoint, error, TransportKind::Receive))?;
                !first.as_ref().is_some_and(|first| first.trim_ascii_start().starts_with(b"{"))
            }
        };
        if !is_file {
            let body = self.rest(&endpoint, first, response).await?;
            return Ok(Reply { status, body, content_type, file_name, stream: None });
        }
        let length = response.content_length().filter(|_| first.is_none());
        let rest = stream::try_unfold(response, |mut response| async move {
            let chunk = response.chunk().await.map_err(reqwest::Error::without_url)?;
            Ok::<_, reqwest::Error>(chunk.map(|chunk| (chunk, response)))
        });
        let chunks = stream::iter(first.map(Ok)).chain(rest);
        let mut bytes = ByteStream::new(chunks).bounded(self.max_stream, None).most(self.max_body);
        if let Some(length) = length {
            if length > self.max_stream {
                let limit = usize::try_from(self.max_stream).unwrap_or(usize::MAX);
                return Err(Error::transport(endpoint, TransportKind::TooLarge { limit }, None));
            }
            bytes = bytes.length(length);
        }
        Ok(Reply { status, body: Bytes::new(), content_type, file_name, stream: Some(bytes) })
    }

    /// The body of an answer, as far as it is taken.
    async fn body(&self, endpoint: &Name, mut response: Response) -> Result<Bytes, Error> {
        let too_large = || Error::transport(endpoint.clone(), TransportKind::TooLarge { limit: self.max_body }, None);
        let stated = response.content_length();
        let within = |length: u64| usize::try_from(length).is_ok_and(|length| length <= self.max_body);
        if stated.is_some_and(|length| !within(length)) {
            return Err(too_large());
        }
        let receive = |error| failed(endpoint, error, TransportKind::Receive);
        let Some(first) = response.chunk().await.map_err(receive)? else { return Ok(Bytes::new()) };
        if stated == u64::try_from(first.len()).ok() {
            return Ok(first);
        }
        self.rest(endpoint, Some(first), response).await
    }

    /// The body of an answer, of which `first` has come.
    async fn rest(&self, endpoint: &Name, first: Option<Bytes>, mut response: Response) -> Result<Bytes, Error> {
        let too_large = || Error::transport(endpoint.clone(), TransportKind::TooLarge { limit: self.max_body }, None);
        let receive = |error| failed(endpoint, error, TransportKind::Receive);
        let mut body = BytesMut::from(first.unwrap_or_default());
        while let Some(chunk) = response.chunk().await.map_err(receive)? {
            if body.len() + chunk.len() > self.max_body {
                return Err(too_large());
            }
            body.extend_from_slice(&chunk);
        }
        if body.len() > self.max_body { Err(too_large()) } else { Ok(body.freeze()) }
    }
}

/// The query with what stands there whatever the method.
fn joined(query: String, located: &Located) -> String {
    match (query.is_empty(), located.query.is_empty()) {
        (_, true) => query,
        (true, false) => located.query.clone(),
        (false, false) => format!("{query}&{}", located.query),
    }
}

impl Transport for Http {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Reply, Error>> {
        self.exchange(request).boxed()
    }

    fn name(&self) -> &'static str {
        "http"
    }
}

impl fmt::Debug for Http {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Http").field("base", &self.base).field("encoding", &self.encoding).finish_non_exhaustive()
    }
}

fn wire(method: Method) -> reqwest::Method {
    match method {
        Method::Get => reqwest::Method::GET,
        Method::Post => reqwest::Method::POST,
        Method::Put => reqwest::Method::PUT,
        Method::Patch => reqwest::Method::PATCH,
        Method::Delete => reqwest::Method::DELETE,
        Method::Head => reqwest::Method::HEAD,
        Method::Options => reqwest::Method::OPTIONS,
    }
}

fn is_redirect(status: StatusCode) -> bool {
    matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
}

/// What the headers of an answer say of its body: its media type, and the name of a file.
fn said(response: &Response) -> (Option<String>, Option<String>) {
    let text = |name| response.headers().get(name).and_then(|value| value.to_str().ok());
    let named = text(CONTENT_DISPOSITION).and_then(Valued::read);
    let name = named.and_then(|named| {
        let extended = named.parameter("filename*").and_then(header::extended);
        extended.or_else(|| named.parameter("filename").map(str::to_owned))
    });
    (text(CONTENT_TYPE).map(str::to_owned), name)
}

/// Where a redirect leads.
fn redirect(response: &Response) -> Option<Url> {
    let location = response.headers().get(LOCATION)?.to_str().ok()?;
    response.url().join(location).ok()
}

/// A redirect that would take the credentials to another origin, that would drop the parameters, or one too many.
fn not_followed(endpoint: Name, status: StatusCode, target: Option<&Url>) -> Error {
    let redirect = target.map(|target| target.origin().ascii_serialization());
    let (status, body) = (status.as_u16(), String::new());
    Error::Status(Box::new(StatusError { endpoint, status, redirect, body, failure: None }))
}

/// An error of the connection, without the URL, whose query can hold a credential.
fn failed(endpoint: &Name, error: reqwest::Error, kind: TransportKind) -> Error {
    let kind = if error.is_connect() { TransportKind::Connect } else { kind };
    Error::transport(endpoint.clone(), kind, Some(Box::new(error.without_url())))
}

#[cfg(test)]
mod tests;
